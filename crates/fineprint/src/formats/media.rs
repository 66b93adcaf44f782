//! Media ranges: RFC 9110, section 12.5.1 (`media-range`), and so media types (section 8.3.1).
//!
//! The names are checked as tokens, not looked up in a registry. A wildcard stands for a whole type or
//! subtype: of `*/json`, which the grammar of tokens would let through, section 12.5.1 says nothing.

use super::classes::{ByteClasses, DIGITS, LETTERS};

/// `tchar` of RFC 9110, section 5.6.2.
const TOKEN: u8 = 1;
/// `qdtext` of section 5.6.4.
const QUOTED: u8 = 2;
/// What a backslash may stand before in a quoted string.
const ESCAPED: u8 = 4;
/// `OWS` of section 5.6.3.
const WHITE_SPACE: u8 = 8;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(TOKEN, LETTERS)
    .with(TOKEN, DIGITS)
    .with(TOKEN, b"!#$%&'*+-.^_`|~")
    .with(WHITE_SPACE, b"\t ")
    .with(QUOTED, b"\t !")
    .with_range(QUOTED, &(b'#'..=b'['))
    .with_range(QUOTED, &(b']'..=b'~'))
    .with_range(QUOTED | ESCAPED, &(0x80..=0xff))
    .with(ESCAPED, b"\t")
    .with_range(ESCAPED, &(b' '..=b'~'));

/// The format `media-range`.
pub(super) fn is_media_range(text: &str) -> bool {
    let (main, rest) = CLASSES.split_run(TOKEN, text.as_bytes());
    let [b'/', rest @ ..] = rest else { return false };
    let (sub, rest) = CLASSES.split_run(TOKEN, rest);
    !main.is_empty() && !sub.is_empty() && (main != b"*" || sub == b"*") && is_parameters(rest)
}

/// `parameters` (section 5.6.6): each after a semicolon; white space around that, and empty ones, are
/// allowed.
fn is_parameters(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while !rest.is_empty() {
        let [b';', parameter @ ..] = after_white_space(rest) else { return false };
        let parameter = after_white_space(parameter);
        rest = match parameter {
            [] | [b';', ..] => parameter,
            parameter => match after_parameter(parameter) {
                Some(rest) => rest,
                None => return false,
            },
        };
    }
    true
}

/// `OWS` (section 5.6.3): spaces and tabs, or none.
fn after_white_space(bytes: &[u8]) -> &[u8] {
    CLASSES.split_run(WHITE_SPACE, bytes).1
}

/// What follows the `parameter` at the start of `bytes`.
fn after_parameter(bytes: &[u8]) -> Option<&[u8]> {
    let (name, rest) = CLASSES.split_run(TOKEN, bytes);
    let value = rest.strip_prefix(b"=")?;
    let rest = match value {
        [b'"', quoted @ ..] => after_quoted_string(quoted)?,
        value => {
            let (token, rest) = CLASSES.split_run(TOKEN, value);
            (!token.is_empty()).then_some(rest)?
        }
    };
    (!name.is_empty()).then_some(rest)
}

/// What follows the quoted string whose opening quote has been taken.
fn after_quoted_string(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [b'"', tail @ ..] => return Some(tail),
            [b'\\', escaped, tail @ ..] if CLASSES.has(ESCAPED, *escaped) => tail,
            [byte, tail @ ..] if CLASSES.has(QUOTED, *byte) => tail,
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn media_ranges() {
        check(
            Format::MediaRange,
            &[
                "*/*",
                "text/*",
                "application/json",
                "application/problem+json; charset=utf-8",
                "text/plain;q=0.5;a=\"b;c\\\"\"",
                "a/b ; c=d",
                "a/b;",
                "a/b;;c=d",
                "a/b; a=\"é\"",
            ],
            &[
                "",
                "*",
                "/",
                "a/",
                "/b",
                "json",
                "*/json",
                "a/b/c",
                "a b/c",
                "a/b c",
                "a/b;c",
                "a/b;c=",
                "a/b;=d",
                "a/b; c = d",
                "a/b;c=\"d",
                "a/b;c=\"d\"e",
                "a/b,c/d",
                "é/b",
                " a/b",
                "a/b;c=\"\n\"",
                "a/b ",
            ],
        );
    }
}
