//! Labels of internationalized domain names: U-labels and A-labels of IDNA 2008 (RFC 5890, section 2.3.2.1).
//!
//! The rules of RFC 5891 (section 4.2), RFC 5892 and RFC 5893 on a label, from small tables. What takes the
//! large ones is left out: a label need not be in Unicode's form NFC, and a character that compatibility
//! mapping would replace (RFC 5892, section 2.2) passes. Scripts and directions are told by their blocks.

mod punycode;
mod tables;

pub(super) use punycode::Label;
use tables::{Direction, direction, is_mark, is_virama, joins};

/// The prefix of A-labels, in any case (RFC 5890, section 2.3.2.1).
const PREFIX: &[u8] = b"xn--";

/// Whether an ASCII label claims to be an A-label.
pub(super) fn has_prefix(label: &[u8]) -> bool {
    label.get(..PREFIX.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(PREFIX))
}

/// The U-label that an A-label stands for, if it does stand for one (RFC 5891, section 5.4).
pub(super) fn decode(label: &[u8]) -> Option<Label> {
    let decoded = punycode::decode(label.get(PREFIX.len()..)?)?;
    is_u_label(decoded.chars()).then_some(decoded)
}

/// The length of the A-label, if `chars` are a U-label (RFC 5891, section 4.4).
pub(super) fn a_label_len(chars: &[char]) -> Option<usize> {
    let length = PREFIX.len() + punycode::encoded_len(chars)?;
    (length <= Label::LONGEST && is_u_label(chars)).then_some(length)
}

/// Whether `chars` are a U-label, but for its length (RFC 5891, section 4.2).
fn is_u_label(chars: &[char]) -> bool {
    chars.iter().any(|c| !c.is_ascii())
        && chars.first().is_some_and(|&first| first != '-' && !is_mark(first))
        && chars.last() != Some(&'-')
        && chars.get(2..4) != Some(&['-', '-'])
        && (0..chars.len()).all(|at| is_allowed(chars, at))
        && (!is_right_to_left(chars) || meets_bidi_rule(chars))
}

/// Whether the character at `at` may stand there: RFC 5892, section 3, with the exceptions of section 2.6 and
/// the contextual rules of appendix A.
fn is_allowed(chars: &[char], at: usize) -> bool {
    let (before, after) = chars.split_at_checked(at).unwrap_or((chars, &[]));
    let Some((&c, after)) = after.split_first() else { return false };
    let (previous, next) = (before.last().copied(), after.first().copied());
    match c {
        // ZERO WIDTH NON-JOINER (A.1) and ZERO WIDTH JOINER (A.2).
        '\u{200c}' => previous.is_some_and(is_virama) || (joins(before.iter().rev()) && joins(after.iter())),
        '\u{200d}' => previous.is_some_and(is_virama),
        // MIDDLE DOT, of Catalan (A.3).
        '\u{b7}' => previous == Some('l') && next == Some('l'),
        // GREEK LOWER NUMERAL SIGN, or keraia (A.4).
        '\u{375}' => next.is_some_and(tables::is_greek),
        // HEBREW PUNCTUATION GERESH (A.5) and GERSHAYIM (A.6).
        '\u{5f3}' | '\u{5f4}' => previous.is_some_and(tables::is_hebrew),
        // KATAKANA MIDDLE DOT (A.7).
        '\u{30fb}' => chars.iter().any(|&c| tables::is_japanese(c)),
        // ARABIC-INDIC DIGITS (A.8) and EXTENDED ARABIC-INDIC DIGITS (A.9) do not mix.
        '\u{660}'..='\u{669}' => !chars.iter().any(|c| ('\u{6f0}'..='\u{6f9}').contains(c)),
        '\u{6f0}'..='\u{6f9}' => !chars.iter().any(|c| ('\u{660}'..='\u{669}').contains(c)),
        // The exceptions of section 2.6, first those that are allowed.
        '\u{df}' | '\u{3c2}' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '\u{3007}' => true,
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => false,
        '-' => true,
        // Letters, digits and marks (section 2.1), unless they are upper case.
        c => (c.is_alphanumeric() || is_mark(c)) && !c.is_uppercase(),
    }
}

/// Whether a label has characters that are written from right to left (RFC 5893, section 1.4).
pub(super) fn is_right_to_left(chars: &[char]) -> bool {
    chars.iter().any(|&c| matches!(direction(c), Direction::Right | Direction::ArabicNumber))
}

/// The Bidi rule on a label (RFC 5893, section 2), which holds for every label of a name that has one written
/// from right to left.
pub(super) fn meets_bidi_rule(chars: &[char]) -> bool {
    let has = |wanted: Direction| chars.iter().any(|&c| direction(c) == wanted);
    let last = chars.iter().rev().map(|&c| direction(c)).find(|&found| found != Direction::Mark);
    match chars.first().map(|&c| direction(c)) {
        Some(Direction::Right) => {
            let mixes_numbers = has(Direction::EuropeanNumber) && has(Direction::ArabicNumber);
            !has(Direction::Left) && !mixes_numbers && last.is_some_and(|last| last != Direction::Neutral)
        }
        Some(Direction::Left) => {
            !has(Direction::Right)
                && !has(Direction::ArabicNumber)
                && matches!(last, Some(Direction::Left | Direction::EuropeanNumber))
        }
        Some(Direction::EuropeanNumber | Direction::ArabicNumber | Direction::Mark | Direction::Neutral)
        | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_u_labels(accepted: &[&str], rejected: &[&str]) {
        for (labels, expected) in [(accepted, true), (rejected, false)] {
            for label in labels {
                assert_eq!(a_label_len(&label.chars().collect::<Vec<_>>()).is_some(), expected, "{label:?}");
            }
        }
    }

    #[test]
    fn letters_digits_and_marks() {
        check_u_labels(
            &["é", "bücher", "실례", "ßς་〇", "a1é-b", "मराठी"],
            &[
                "",
                "a",
                "-é",
                "é-",
                "aé--b",
                "É",
                "é b",
                "é_",
                "é.",
                "\u{301}e",
                "€",
                "☃",
                "実\u{302e}",
                "é\u{0}",
            ],
        );
        let long = "ü".repeat(57);
        check_u_labels(&[&long], &[&format!("{long}ü{long}")]);
    }

    #[test]
    fn contextual_rules() {
        check_u_labels(
            &[
                "l·l",
                "α͵β",
                "א׳ב",
                "א״ב",
                "・ぁ",
                "ァ・",
                "・丈",
                "ب٠ب",
                "۰0",
                "क्\u{200d}ष",
                "क्\u{200c}ष",
                "بي\u{200c}بي",
            ],
            &[
                "a·l",
                "·l",
                "l·a",
                "l·",
                "α͵S",
                "α͵",
                "a׳ב",
                "׳ב",
                "״ב",
                "def・abc",
                "・",
                "ب٠۰",
                "क\u{200d}ष",
                "\u{200d}ष",
                "क\u{200c}ष",
            ],
        );
    }

    #[test]
    fn right_to_left() {
        check_u_labels(&["אב1", "אבַ", "ا٠"], &["0א", "aא", "א0٠", "אa", "א-ב-"]);
        let rule = |label: &str| meets_bidi_rule(&label.chars().collect::<Vec<_>>());
        assert!(rule("a0") && rule("a-b") && rule("א") && !rule("0a") && !rule("-a") && !rule(""));
    }
}
