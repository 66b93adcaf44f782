//! Language tags: RFC 5646, section 2.1.
//!
//! Well-formed in the sense of section 2.2.9; whether the subtags are registered is not looked at.

/// `irregular` of section 2.1: tags registered before RFC 4646 that its grammar does not cover. Those that it
/// calls `regular` need no list.
const IRREGULAR: [&str; 17] = [
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

/// The parts of a `langtag` in their order. Each subtag is of the first part from the last one on that it
/// fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Language,
    ExtendedLanguage,
    Script,
    Region,
    Variant,
    Extension,
    PrivateUse,
}

/// The format `language`.
pub(super) fn is_language_tag(text: &str) -> bool {
    is_langtag(text) || IRREGULAR.iter().any(|tag| tag.eq_ignore_ascii_case(text))
}

/// `langtag` or `privateuse`.
fn is_langtag(text: &str) -> bool {
    let mut subtags = text.split('-').map(str::as_bytes);
    let mut part = match subtags.next() {
        Some([b'x' | b'X']) => Part::PrivateUse,
        Some(language) if is_alphabetic(language) && (2..=8).contains(&language.len()) => Part::Language,
        Some(_) | None => return false,
    };
    // Only a language of two or three letters has extended languages after it, three at most.
    let mut extended_languages_left = if text.find('-').is_some_and(|end| end <= 3) { 3 } else { 0 };
    // A singleton, and the `x` of private use, must have a subtag after it.
    let mut expects_subtag = part == Part::PrivateUse;
    for subtag in subtags {
        if !(1..=8).contains(&subtag.len()) || !subtag.iter().all(u8::is_ascii_alphanumeric) {
            return false;
        }
        if part == Part::PrivateUse {
            expects_subtag = false;
            continue;
        }
        if let [singleton] = subtag {
            if expects_subtag {
                return false;
            }
            part = if singleton.eq_ignore_ascii_case(&b'x') { Part::PrivateUse } else { Part::Extension };
            expects_subtag = true;
            continue;
        }
        expects_subtag = false;
        if part == Part::Extension {
            continue;
        }
        part = match part_of(subtag) {
            Some(Part::ExtendedLanguage) if part <= Part::ExtendedLanguage && extended_languages_left > 0 => {
                extended_languages_left -= 1;
                Part::ExtendedLanguage
            }
            Some(Part::Script) if part < Part::Script => Part::Script,
            Some(Part::Region) if part < Part::Region => Part::Region,
            Some(Part::Variant) if part <= Part::Variant => Part::Variant,
            _ => return false,
        };
    }
    !expects_subtag
}

/// The part that a subtag of two characters or more can only be, by its shape.
fn part_of(subtag: &[u8]) -> Option<Part> {
    match (subtag.len(), subtag) {
        (2, letters) if is_alphabetic(letters) => Some(Part::Region),
        (3, letters) if is_alphabetic(letters) => Some(Part::ExtendedLanguage),
        (3, digits) if digits.iter().all(u8::is_ascii_digit) => Some(Part::Region),
        (4, letters) if is_alphabetic(letters) => Some(Part::Script),
        (4, [b'0'..=b'9', ..]) | (5..=8, _) => Some(Part::Variant),
        _ => None,
    }
}

fn is_alphabetic(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn language_tags() {
        check(
            Format::Language,
            &[
                "de",
                "en-GB",
                "zh-Hant-TW",
                "sr-Latn-RS",
                "zh-cmn-Hans-CN",
                "sl-rozaj-biske",
                "de-CH-1901",
                "es-419",
                "x-whatever",
                "x-1-2",
                "de-x-a",
                "en-a-myext-b-another",
                "en-US-u-islamcal-x-ab",
                "i-klingon",
                "EN-gb-OED",
                "art-lojban",
                "abcdefgh",
                "tlh",
                "hy-Latn-IT-arevela",
            ],
            &[
                "",
                "-",
                "a",
                "de-",
                "-de",
                "de--CH",
                "de_CH",
                "deutschland1",
                "abcdefghi",
                "de-419-DE",
                "de-CH-Latn",
                "en-a",
                "en-a-x",
                "x",
                "de-x",
                "x-",
                "en-a-b-cc",
                "de-12",
                "de-abcdefghi",
                "dé",
                "1de",
                "i-nothing",
                "zh-aaa-bbb-ccc-ddd",
                "german-aaa",
                "de-ab1",
            ],
        );
    }
}
