//! Pointers into JSON: RFC 6901, section 3, and draft-bhutton-relative-json-pointer-00, section 3.
//!
//! In the string form, not in that of a URI fragment. What they point to is not looked at.

/// The format `json-pointer`.
pub(super) fn is_json_pointer(text: &str) -> bool {
    is_pointer(text.as_bytes())
}

/// The format `relative-json-pointer`, with the index manipulation (`0+1`) of the draft that JSON Schema
/// 2020-12 refers to; also before `#`, which its grammar forgets and a later revision allows.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let Some(rest) = after_number(text.as_bytes()) else { return false };
    let rest = match rest {
        [b'+' | b'-', manipulation @ ..] => match after_number(manipulation) {
            Some(rest) => rest,
            None => return false,
        },
        rest => rest,
    };
    rest == b"#" || is_pointer(rest)
}

/// Reference tokens, each headed by a slash, in which a tilde has its 0 or 1.
fn is_pointer(bytes: &[u8]) -> bool {
    let mut rest = match bytes {
        [] => return true,
        [b'/', rest @ ..] => rest,
        _ => return false,
    };
    loop {
        rest = match rest {
            [] => return true,
            [b'~', b'0' | b'1', tail @ ..] => tail,
            [b'~', ..] => return false,
            [_, tail @ ..] => tail,
        };
    }
}

/// What follows the number at the start of `bytes`, which has no leading zero.
fn after_number(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'0', b'0'..=b'9', ..] => None,
        [b'0'..=b'9', ..] => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            bytes.get(digits..)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn pointers() {
        check(
            Format::JsonPointer,
            &["", "/", "//", "/a/b", "/a~0b/~1", "/é/\u{0}", "/a b", "/0"],
            &["a", "#", "#/a", "/~", "/~2", "/a/~", "/~~0", " /a"],
        );
    }

    #[test]
    fn relative_pointers() {
        check(
            Format::RelativeJsonPointer,
            &["0", "10", "0#", "1/a", "0//", "0+1", "2-10/a", "0-1#"],
            &[
                "", "/a", "#", "-1", "+1", "01", "00", "0##", "0#/a", "0/~", "0+", "0+01", "0+1+1", "1a",
                "1\n", "١/a",
            ],
        );
    }
}
