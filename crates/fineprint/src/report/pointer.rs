//! JSON Pointers (RFC 6901) as reports show them, and the order in which reports list them.

use std::cmp::Ordering;
use std::fmt::Write as _;

/// Keys of the payload are its sender's, so only so much of one is repeated in a report.
const SHOWN_CHARACTERS: usize = 128;

/// Stands where a key was cut.
pub(super) const CUT: char = '…';

/// Appends a key to a pointer: escaped, and cut if it is long.
pub(crate) fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    push_shown(pointer, key, |pointer, character| match character {
        '~' => pointer.push_str("~0"),
        '/' => pointer.push_str("~1"),
        other => pointer.push(other),
    });
}

/// The pointer to a member of the root.
#[cfg(feature = "http")]
pub(crate) fn to_member(name: &str) -> String {
    let mut pointer = String::new();
    push_key(&mut pointer, name);
    pointer
}

/// A key for a sentence, on the same terms.
pub(crate) fn shown(key: &str) -> String {
    let mut text = String::new();
    push_shown(&mut text, key, String::push);
    text
}

fn push_shown(text: &mut String, key: &str, push: impl Fn(&mut String, char)) {
    for (count, character) in key.chars().enumerate() {
        if count == SHOWN_CHARACTERS {
            text.push(CUT);
            return;
        }
        if is_unsafe_to_show(character) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            push(text, character);
        }
    }
}

/// Whether a character could change how the text around it is shown: controls, marks of direction, separators of lines.
const fn is_unsafe_to_show(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

/// Orders pointers key by key, array indices by their number, and a place before what lies within it.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let mut lefts = left.split('/');
    let mut rights = right.split('/');
    loop {
        let ordering = match (lefts.next(), rights.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(left), Some(right)) => match (is_index(left), is_index(right)) {
                (true, true) => left.len().cmp(&right.len()).then_with(|| left.cmp(right)),
                // All indices before all other keys: as text, `10` < `1a` < `2`, but as numbers, `2` < `10`.
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => left.cmp(right),
            },
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

fn is_index(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_escaped_and_cut() {
        let mut pointer = String::new();
        push_key(&mut pointer, "a/b~c");
        push_key(&mut pointer, "\u{1b}[31m\u{202e}");
        assert_eq!(pointer, "/a~1b~0c/\\u001b[31m\\u202e");
        let long = shown(&"é".repeat(500));
        assert_eq!(long.chars().count(), 129);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn indices_are_ordered_by_number() {
        let mut pointers = ["/b", "/a/10", "", "/a/9/x", "/a", "/a/9"];
        pointers.sort_by(|left, right| compare(left, right));
        assert_eq!(pointers, ["", "/a", "/a/9", "/a/9/x", "/a/10", "/b"]);
    }

    /// Sorting panics where an order is none, and keys are the sender's.
    #[test]
    fn the_order_is_total() {
        let pointers = ["", "/", "/0", "/1", "/01", "/1a", "/2", "/10", "/10/a", "/10a", "/a", "/a/1"];
        for a in pointers {
            for b in pointers {
                assert_eq!(compare(a, b), compare(b, a).reverse(), "{a} {b}");
                for c in pointers.into_iter().filter(|c| compare(a, b).is_le() && compare(b, c).is_le()) {
                    assert!(compare(a, c).is_le(), "{a} {b} {c}");
                }
            }
        }
    }
}
