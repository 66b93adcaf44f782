//! Durations: RFC 3339, appendix A (the part of ISO 8601 that JSON Schema refers to).
//!
//! Whole numbers only, units in falling order without a gap (`P1Y2D` leaves out the months), weeks alone. The
//! designators are upper-case, as ISO 8601 writes them.

/// The format `duration`.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(duration) = text.as_bytes().strip_prefix(b"P") else { return false };
    match duration {
        [weeks @ .., b'W'] => !weeks.is_empty() && weeks.iter().all(u8::is_ascii_digit),
        [b'T', time @ ..] => is_time(time),
        date_and_time => match components(date_and_time, *b"YMD") {
            Some([]) => true,
            Some([b'T', time @ ..]) => is_time(time),
            Some(_) | None => false,
        },
    }
}

/// `dur-time` after its `T`.
fn is_time(bytes: &[u8]) -> bool {
    components(bytes, *b"HMS").is_some_and(<[u8]>::is_empty)
}

/// What follows the numbers with units at the start of `bytes`: one or more neighbours out of `units`, in
/// order.
fn components(bytes: &[u8], units: [u8; 3]) -> Option<&[u8]> {
    let (first, mut rest) = component(bytes)?;
    let mut allowed = units.iter().skip_while(|&&unit| unit != first);
    allowed.next()?;
    while let [b'0'..=b'9', ..] = rest {
        let (unit, tail) = component(rest)?;
        if allowed.next() != Some(&unit) {
            return None;
        }
        rest = tail;
    }
    Some(rest)
}

/// The unit after the digits at the start of `bytes`, and what follows it.
fn component(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (&unit, rest) = bytes.get(digits..)?.split_first()?;
    (digits > 0).then_some((unit, rest))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn durations() {
        check(
            Format::Duration,
            &[
                "P4DT12H30M5S",
                "P1Y2M3DT4H5M6S",
                "P1Y",
                "P1Y2M",
                "P1M2D",
                "PT1H",
                "PT1H2M",
                "PT1M2S",
                "PT0S",
                "P2W",
                "P01D",
            ],
            &[
                "", "P", "PT", "PW", "1D", "P1", "P1D ", "P1DT", "P1DT1", "P2D1Y", "P1Y2D", "PT1H2S",
                "P1D2H", "PT1D", "P2S", "P1Y2W", "P1WT1H", "P1D1D", "-P1D", "P-1D", "PT0.5S", "p1d", "P１D",
                "P1DT1H1D",
            ],
        );
    }
}
