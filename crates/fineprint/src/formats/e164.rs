//! Telephone numbers: ITU-T E.164 (2010), section 6, in the international form of E.123 without spaces.
//!
//! The shape only: which country codes exist and how long their numbers are changes monthly.

/// A country code and a national number have a digit each at least; E.164 itself states no shorter bound, and
/// short codes such as `+1` alone reach nobody.
const FEWEST_DIGITS: usize = 2;
/// E.164, section 6.1.
const MOST_DIGITS: usize = 15;

/// The format `e164`: `+`, then the country code, which never begins with 0.
pub(super) fn is_e164(text: &str) -> bool {
    match text.as_bytes() {
        [b'+', digits @ ..] => {
            (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len())
                && digits.iter().all(u8::is_ascii_digit)
                && digits.first() != Some(&b'0')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn numbers() {
        check(
            Format::E164,
            &["+12", "+14155552671", "+442071838750", "+123456789012345"],
            &[
                "",
                "+",
                "+1",
                "+0123456",
                "14155552671",
                "+1234567890123456",
                "+1 415 555",
                "+1-415",
                "++1415",
                "+１415",
                "+1415x",
            ],
        );
    }
}
