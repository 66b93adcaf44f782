//! Host names: RFC 1123, section 2.1 (and RFC 952), with the lengths of RFC 1034, section 3.1; and
//! internationalized ones (RFC 5890, section 2.3.2.3).
//!
//! Letters, digits and hyphens; a label that claims to be an A-label (`xn--…`) must be one. Whether a name
//! exists, or could under its top-level domain, is not looked at.

use super::classes::{ByteClasses, DIGITS, LETTERS};
use super::idna::{self, Label};

const LETTER_OR_DIGIT: u8 = 1;
const HYPHEN: u8 = 2;

static CLASSES: ByteClasses =
    ByteClasses::new().with(LETTER_OR_DIGIT, LETTERS).with(LETTER_OR_DIGIT, DIGITS).with(HYPHEN, b"-");

/// 255 octets on the wire hold 253 characters of text.
const LONGEST_NAME: usize = 253;
/// The full stops of internationalized names (RFC 3490, section 3.1; IDNA 2008 leaves them to the
/// application).
const FULL_STOPS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// The format `hostname`. A trailing dot is not part of a host name.
pub(super) fn is_hostname(text: &str) -> bool {
    let mut rest = text.as_bytes();
    if rest.len() > LONGEST_NAME {
        return false;
    }
    loop {
        let (label, behind) = CLASSES.split_run(LETTER_OR_DIGIT | HYPHEN, rest);
        if !has_ldh_ends(label) || (idna::has_prefix(label) && idna::decode(label).is_none()) {
            return false;
        }
        rest = match behind {
            [] => return true,
            [b'.', behind @ ..] => behind,
            _ => return false,
        };
    }
}

/// The format `idn-hostname`: each label is one of a host name, or a U-label.
pub(super) fn is_idn_hostname(text: &str) -> bool {
    // The lengths are those of the name's ASCII form, the dots included.
    let mut length = 0;
    let (mut is_bidi, mut meets_bidi_rule) = (false, true);
    for label in text.split(FULL_STOPS) {
        let Some((ascii_len, label)) = decode_label(label) else { return false };
        length += ascii_len + 1;
        is_bidi |= idna::is_right_to_left(label.chars());
        meets_bidi_rule &= idna::meets_bidi_rule(label.chars());
    }
    length <= LONGEST_NAME + 1 && (!is_bidi || meets_bidi_rule)
}

/// `LDH label` of RFC 5890, section 2.3.1.
fn is_ldh_label(label: &[u8]) -> bool {
    has_ldh_ends(label) && CLASSES.all(LETTER_OR_DIGIT | HYPHEN, label)
}

/// Whether the length and both ends are those of an LDH label.
fn has_ldh_ends(label: &[u8]) -> bool {
    let (Some(&first), Some(&last)) = (label.first(), label.last()) else { return false };
    label.len() <= Label::LONGEST && CLASSES.has(LETTER_OR_DIGIT, first) && CLASSES.has(LETTER_OR_DIGIT, last)
}

/// How long a label's ASCII form is, and the label in Unicode, if it is one of either kind.
fn decode_label(label: &str) -> Option<(usize, Label)> {
    let bytes = label.as_bytes();
    if !label.is_ascii() {
        let label = Label::from_str(label)?;
        return Some((idna::a_label_len(label.chars())?, label));
    }
    let decoded = if idna::has_prefix(bytes) { idna::decode(bytes) } else { Label::from_str(label) };
    is_ldh_label(bytes).then_some((label.len(), decoded?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn hostnames() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        let valid = [
            "localhost",
            "www.example.com",
            "1host",
            "host-name",
            "a--b.com",
            "xn--9n2bp8q",
            "XN--9N2BP8Q.com",
            "127.0.0.1",
            &label,
            &longest,
        ];
        let invalid = [
            "",
            ".",
            ".com",
            "example.",
            "a..b",
            "-a",
            "a-",
            "a.-b",
            "a_b",
            "a b",
            "a\n",
            "xn--",
            "xn--X",
            "xn--a-",
            "xn--hello-txk",
            "b.xn--l-fda",
            &format!("{label}a"),
            &format!("{longest}a"),
        ];
        check(Format::Hostname, &valid, &[&invalid[..], &["münchen.de", "a．b"]].concat());
        check(Format::IdnHostname, &valid, &invalid);
    }

    #[test]
    fn internationalized_hostnames() {
        let four_labels = format!("{0}.{0}.{0}.{0}", "ü".repeat(50));
        check(
            Format::IdnHostname,
            &["münchen.de", "실례.테스트", "a．b", "a。b｡c", "אב.אג", "אב.com", "xn--9n2bp8q.테스트"],
            &[
                "。",
                "münchen。",
                "a.-ü",
                "ü_",
                "É.de",
                "0a.א",
                "xn--7a",
                &"ü".repeat(64),
                &format!("{four_labels}.{four_labels}"),
            ],
        );
    }
}
