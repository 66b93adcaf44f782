//! Sets of bytes with constant look-up: what most grammars of this module are made of.
//!
//! A grammar names up to eight classes, one bit each, in one table of 256 bytes, so that a byte is judged by
//! one load whatever the number of classes. Bytes above ASCII have a class only where a grammar gives them
//! one.

use std::ops::RangeInclusive;

/// The ten decimal digits.
pub(super) const DIGITS: &[u8] = b"0123456789";
/// `HEXDIG` of RFC 5234, in either case.
pub(super) const HEX_DIGITS: &[u8] = b"0123456789ABCDEFabcdef";
/// `ALPHA` of RFC 5234.
pub(super) const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// For each byte, the classes that it belongs to, one bit each.
#[derive(Debug)]
pub(crate) struct ByteClasses([u8; 256]);

impl ByteClasses {
    /// A table in which no byte has a class.
    pub(crate) const fn new() -> Self {
        Self([0; 256])
    }

    /// The same table, with `bytes` put into every class whose bit is set in `classes`.
    #[allow(clippy::indexing_slicing, reason = "a byte is always within 256 entries")]
    pub(crate) const fn with(mut self, classes: u8, bytes: &[u8]) -> Self {
        let mut rest = bytes;
        while let [byte, tail @ ..] = rest {
            self.0[*byte as usize] |= classes;
            rest = tail;
        }
        self
    }

    /// The same table, with a range of bytes put into `classes`.
    #[allow(clippy::indexing_slicing, reason = "a byte is always within 256 entries")]
    pub(super) const fn with_range(mut self, classes: u8, range: &RangeInclusive<u8>) -> Self {
        let mut byte = *range.start() as usize;
        while byte <= *range.end() as usize {
            self.0[byte] |= classes;
            byte += 1;
        }
        self
    }

    /// Whether `byte` belongs to one of `classes`.
    #[allow(clippy::indexing_slicing, reason = "a byte is always within 256 entries")]
    pub(crate) const fn has(&self, classes: u8, byte: u8) -> bool {
        self.0[byte as usize] & classes != 0
    }

    /// Whether every one of `bytes` belongs to one of `classes`; so does the empty string.
    #[inline]
    pub(super) fn all(&self, classes: u8, bytes: &[u8]) -> bool {
        self.after_run(classes, bytes).is_empty()
    }

    /// What follows the longest run of `classes` at the start of `bytes`.
    #[inline]
    pub(crate) fn after_run<'b>(&self, classes: u8, bytes: &'b [u8]) -> &'b [u8] {
        let mut rest = bytes;
        // Four at once: one branch and one step on for all of them.
        while let Some((four, tail)) = rest.split_first_chunk::<4>()
            && four.map(|byte| self.has(classes, byte)) == [true; 4]
        {
            rest = tail;
        }
        while let [byte, tail @ ..] = rest
            && self.has(classes, *byte)
        {
            rest = tail;
        }
        rest
    }

    /// Splits `bytes` after the longest run of `classes` at its start.
    pub(super) fn split_run<'b>(&self, classes: u8, bytes: &'b [u8]) -> (&'b [u8], &'b [u8]) {
        let rest = self.after_run(classes, bytes);
        bytes.split_at_checked(bytes.len() - rest.len()).unwrap_or((bytes, &[]))
    }
}

/// The value of two decimal digits, or nothing if one is no ASCII digit.
pub(super) const fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens <= 9 && ones <= 9 { Some(tens * 10 + ones) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_independent_bits() {
        const TABLE: ByteClasses =
            ByteClasses::new().with(1, b"ab").with(2, b"bc").with_range(4, &(0xfe..=0xff));
        assert!(TABLE.has(1, b'a') && !TABLE.has(2, b'a'));
        assert!(TABLE.has(1 | 2, b'c') && !TABLE.has(1, b'c'));
        assert!(TABLE.has(4, 0xff) && TABLE.has(4, 0xfe) && !TABLE.has(4, 0xfd));
        assert!(TABLE.all(1, b"abab") && !TABLE.all(1, b"abc") && TABLE.all(1, b""));
        assert_eq!(TABLE.split_run(1, b"abc"), (&b"ab"[..], &b"c"[..]));
        assert_eq!(TABLE.split_run(1, b"ab"), (&b"ab"[..], &b""[..]));
    }

    #[test]
    fn two_digits_takes_ascii_digits_only() {
        assert_eq!(two_digits(b'4', b'2'), Some(42));
        for (tens, ones) in [(b'/', b'0'), (b':', b'0'), (b'0', b' '), (b'0', b'a'), (0xd9, 0xa2)] {
            assert_eq!(two_digits(tens, ones), None);
        }
    }
}
