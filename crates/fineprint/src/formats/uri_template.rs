//! URI templates: RFC 6570, section 2, all four levels.
//!
//! An apostrophe is a literal (erratum 6937). The operators that section 2.2 keeps for later extensions (`=`,
//! `,`, `!`, `@`, `|`) are refused: until one is defined, an expression that has it cannot be expanded.

use super::classes::{ByteClasses, DIGITS, LETTERS};
use super::uri;

/// ASCII in `literals`.
const LITERAL: u8 = 1;
/// `op-level2` and `op-level3`.
const OPERATOR: u8 = 2;
/// `varchar`, without its percent-encoding.
const VARIABLE: u8 = 4;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(LITERAL | VARIABLE, LETTERS)
    .with(LITERAL | VARIABLE, DIGITS)
    .with(LITERAL | VARIABLE, b"_")
    .with(LITERAL, b"!#$&'()*+,-./:;=?@[]~")
    .with(OPERATOR, b"+#./;?&");

/// The format `uri-template`.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((literals, tail)) = rest.split_once('{') {
        let Some((expression, tail)) = tail.split_once('}') else { return false };
        if !is_literals(literals) || !is_expression(expression) {
            return false;
        }
        rest = tail;
    }
    is_literals(rest)
}

/// `literals` (section 2.1): what a URI may have, and beyond ASCII what an IRI may have.
fn is_literals(text: &str) -> bool {
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let tail = if next == '%' {
            uri::after_percent_encoded(rest.as_bytes()).and(rest.get(3..))
        } else {
            let is_literal = match u8::try_from(next) {
                Ok(byte) if byte.is_ascii() => CLASSES.has(LITERAL, byte),
                Ok(_) | Err(_) => uri::is_ucschar(next) || uri::is_iprivate(next),
            };
            is_literal.then(|| rest.get(next.len_utf8()..)).flatten()
        };
        match tail {
            Some(tail) => rest = tail,
            None => return false,
        }
    }
    true
}

/// What stands between the braces of an `expression` (section 2.2): an operator or none, then variables.
fn is_expression(text: &str) -> bool {
    let variables = match text.as_bytes() {
        [operator, variables @ ..] if CLASSES.has(OPERATOR, *operator) => variables,
        variables => variables,
    };
    variables.split(|&byte| byte == b',').all(is_variable)
}

/// `varspec` (sections 2.3 and 2.4): a name, and whether the value is cut or exploded.
fn is_variable(bytes: &[u8]) -> bool {
    let end = bytes.iter().position(|&byte| byte == b':').unwrap_or(bytes.len());
    match bytes.split_at_checked(end) {
        Some((name, [b':', length @ ..])) => is_variable_name(name) && is_length(length),
        Some(_) | None => is_variable_name(bytes.strip_suffix(b"*").unwrap_or(bytes)),
    }
}

/// `varname`: parts with a dot between them.
fn is_variable_name(bytes: &[u8]) -> bool {
    bytes
        .split(|&byte| byte == b'.')
        .all(|part| !part.is_empty() && uri::after_encoded_run(&CLASSES, VARIABLE, part).is_empty())
}

/// `max-length`: 1 to 9999.
fn is_length(bytes: &[u8]) -> bool {
    matches!(bytes, [b'1'..=b'9', rest @ ..] if rest.len() <= 3 && rest.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn templates() {
        check(
            Format::UriTemplate,
            &[
                "",
                "http://example.com/{term:1}/{term}",
                "a%41b",
                "é",
                "\u{e000}",
                "a'b",
                "{a}",
                "{+a}",
                "{#a,b}",
                "{.a}",
                "{/a*}",
                "{;a}",
                "{?a:9999}",
                "{&a,b*,c:1}",
                "{a.b}",
                "{%41}",
                "{_1}",
                "{a}{b}",
                "[::1]",
            ],
            &[
                "{",
                "}",
                "{}",
                "{a",
                "a}",
                "{a}}",
                "{{a}}",
                "{+}",
                "{a,}",
                "{,a}",
                "{a,,b}",
                "{a..b}",
                "{.}",
                "{a.}",
                "{a b}",
                "{é}",
                "{a-b}",
                "{a:0}",
                "{a:01}",
                "{a:10000}",
                "{a:}",
                "{a:1*}",
                "{a*:1}",
                "{a**}",
                "{*}",
                "{a=b}",
                "{=a}",
                "{|a}",
                "{@a}",
                "{!a}",
                "{++a}",
                "%",
                "%4",
                "%4g",
                "%é1",
                "a b",
                "<",
                "\"",
                "\\",
                "^",
                "`",
                "|",
                "\u{7f}",
                "\u{0}",
                "\u{fffe}",
                "{%4}",
            ],
        );
    }
}
