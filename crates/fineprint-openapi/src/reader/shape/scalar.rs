//! What single values of the tree stand for.

use fineprint::contract::{Decimal, Status};

use crate::source::{Node, Span};

/// Where a person looks for an object: at its first key.
pub(in crate::reader) fn head(node: &Node) -> Span {
    let first = node.as_mapping().and_then(|mapping| mapping.iter().next());
    first.map_or(node.span, |entry| entry.key_span)
}

/// The number exactly, if it is one that can be compared.
pub(in crate::reader) fn decimal(node: &Node) -> Option<Decimal> {
    node.as_number()?.as_str().parse().ok()
}

/// The number as a count: `1.0` and `1e3` are integers too.
pub(in crate::reader) fn count(node: &Node) -> Option<u64> {
    u64::try_from(decimal(node)?.to_i128()?).ok()
}

/// The status that a key of the Responses Object stands for.
pub(in crate::reader) fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let [class @ b'1'..=b'5', rest @ ..] = key.as_bytes() else { return None };
    if rest.eq_ignore_ascii_case(b"XX") {
        return Some(Status::Range(class - b'0'));
    }
    let digits = rest.len() == 2 && rest.iter().all(u8::is_ascii_digit);
    key.parse().ok().filter(|_| digits).map(Status::Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses() {
        for (key, expected) in [
            ("200", Some(Status::Code(200))),
            ("4XX", Some(Status::Range(4))),
            ("5xx", Some(Status::Range(5))),
            ("default", Some(Status::Default)),
            ("600", None),
            ("0XX", None),
            ("20", None),
            ("2000", None),
            ("2X0", None),
            ("+20", None),
            ("Default", None),
        ] {
            assert_eq!(status(key), expected, "{key}");
        }
    }
}
