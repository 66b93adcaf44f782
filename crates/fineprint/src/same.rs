//! Comparing names, which is done more often than anything else.

/// Whether two keys are equal. Most have few bytes, for which two words that overlap are quicker to compare than any loop.
#[inline]
pub(crate) fn is_same(name: &[u8], key: &[u8]) -> bool {
    if name.len() != key.len() {
        return false;
    }
    match key.len() {
        4..=7 => ends::<4>(name) == ends(key),
        8..=16 => ends::<8>(name) == ends(key),
        _ => is_same_at_length(name, key),
    }
}

#[inline(never)]
fn is_same_at_length(name: &[u8], key: &[u8]) -> bool {
    name == key
}

/// The first and the last bytes of a key.
#[inline]
fn ends<const N: usize>(key: &[u8]) -> (Option<&[u8; N]>, Option<&[u8; N]>) {
    (key.first_chunk(), key.last_chunk())
}
