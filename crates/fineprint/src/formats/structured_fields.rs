//! Items of structured header fields as strings: RFC 8941, section 3.3.
//!
//! The numeric ones, `sf-integer` and `sf-decimal`, are JSON numbers and stand in [`super::number`].

use super::base64;
use super::classes::{ByteClasses, DIGITS, LETTERS};

const TOKEN: u8 = 1;
/// What stands in a string as itself.
const UNESCAPED: u8 = 2;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(TOKEN, LETTERS)
    .with(TOKEN, DIGITS)
    .with(TOKEN, b"!#$%&'*+-.^_`|~:/")
    .with_range(UNESCAPED, &(b' '..=b'!'))
    .with_range(UNESCAPED, &(b'#'..=b'['))
    .with_range(UNESCAPED, &(b']'..=b'~'));

/// The format `sf-string` (section 3.3.3): printable ASCII between double quotes.
pub(super) fn is_string(text: &str) -> bool {
    let Some(mut rest) = text.as_bytes().strip_prefix(b"\"") else { return false };
    loop {
        rest = match rest {
            [b'"'] => return true,
            [b'\\', b'"' | b'\\', tail @ ..] => tail,
            [byte, tail @ ..] if CLASSES.has(UNESCAPED, *byte) => tail,
            _ => return false,
        };
    }
}

/// The format `sf-token` (section 3.3.4).
pub(super) fn is_token(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'*' | b'a'..=b'z' | b'A'..=b'Z', ..]) && CLASSES.all(TOKEN, bytes)
}

/// The format `sf-binary` (section 3.3.5): base64 between colons, padded as section 4.1.8 has senders do.
pub(super) fn is_binary(text: &str) -> bool {
    text.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')).is_some_and(base64::is_base64)
}

/// The format `sf-boolean` (section 3.3.6).
pub(super) fn is_boolean(text: &str) -> bool {
    matches!(text, "?0" | "?1")
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn items() {
        check(
            Format::SfString,
            &["\"\"", "\"a b\"", "\"\\\"\\\\\""],
            &["", "\"", "a", "\"a", "a\"", "\"a\"b\"", "\"\\a\"", "\"\\\"", "\"é\"", "\"\t\"", "\"\"\""],
        );
        check(
            Format::SfToken,
            &["a", "*", "*/*", "text/html:1"],
            &["", "1a", "a b", "\"a\"", "é", "aé", "a\n", "-a", "a="],
        );
        check(
            Format::SfBinary,
            &["::", ":Zg==:", ":Zm9v:"],
            &["", ":", "Zg==", ":Zg:", ":Zg==", ":Z g=:", ":-_-_:"],
        );
        check(Format::SfBoolean, &["?0", "?1"], &["", "?", "0", "?2", "true", "?1 "]);
    }
}
