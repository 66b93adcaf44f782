//! Strings: escapes, surrogates, control characters, and what lies across the words in which they are searched.

use super::super::{Kind, Reader, Text};
use super::{Answer, agree, agree_on_all, read};

/// Contents of strings.
const CONTENTS: &[&str] = &[
    "",
    "a",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\f",
    "\\n",
    "\\r",
    "\\t",
    "\\u0041",
    "\\u00e9",
    "\\u20AC",
    "\\uFFFF",
    "\\u0000",
    "\\uD83D\\uDE00",
    "\\ud83d\\ude00",
    "\\uDBFF\\uDFFF",
    "\\uD800\\uDC00",
    "é",
    "€",
    "😀",
    "\u{7f}",
    "\u{80}",
    "\u{ffff}",
    "\\\\u0041",
    "x\\ny",
    "\\n\\n\\n",
    // None of JSON.
    "\\uD800",
    "\\uDBFF",
    "\\uDC00",
    "\\uDFFF",
    "\\uDC00\\uD800",
    "\\uD800\\uD800",
    "\\uD800\\uE000",
    "\\uD800x",
    "\\uD800\\n",
    "\\uD800\\",
    "\\uD800\\u",
    "\\uD800\\u12",
    "\\uD800\\uXXXX",
    "\\uD800\\uD83D\\uDE00",
    "\\uD800é",
    "\\u",
    "\\u1",
    "\\u12",
    "\\u123",
    "\\u12G4",
    "\\u+123",
    "\\u é",
    "\\x41",
    "\\'",
    "\\a",
    "\\0",
    "\\U0041",
    "\\é",
    "\\",
    "\u{0}",
    "\u{1}",
    "\n",
    "\t",
    "\r",
    "\u{1f}",
    "\\\n",
];

#[test]
fn strings_read_the_same_wherever_they_stand() {
    for content in CONTENTS {
        for before in 0..25 {
            for after in [0, 1, 7, 8, 16] {
                let string = format!("\"{}{content}{}\"", "-".repeat(before), "é".repeat(after));
                agree_on_all(&string);
                agree::<String>(&string);
                agree::<serde_bytes::ByteBuf>(&string);
            }
            let filled = format!("{}{content}", "-".repeat(before));
            for text in [
                format!("[\"{filled}\",\"next\"]"),
                format!("{{\"{filled}\":\"{filled}\"}}"),
                format!("\"{filled}"),
            ] {
                agree_on_all(&text);
            }
        }
    }
}

#[test]
fn every_byte_is_told_from_every_other_at_every_place() {
    for code in 0..=0x100_u32 {
        let character = char::from_u32(code).unwrap();
        for before in 0..17 {
            // Neighbours that differ from what is searched for by one bit or by a borrow.
            for fill in ['!', '#', ' ', ']', '[', '\u{7f}', 'é'] {
                let fill: String = std::iter::repeat_n(fill, before).collect();
                agree_on_all(&format!("\"{fill}{character}{fill}!!!!!!!!\""));
            }
        }
    }
}

#[test]
fn text_without_escapes_is_borrowed() {
    assert_eq!(read::<Answer>("\"plain é\""), Ok(Answer::Borrowed("plain é".to_owned())));
    assert_eq!(read::<Answer>("\"\\u0070lain\""), Ok(Answer::Str("plain".to_owned())));
    assert_eq!(read::<&str>("\"plain\""), Ok("plain"));
    agree::<&str>("\"esc\\naped\"");
    agree::<Vec<&str>>("[\"\", \"é\"]");
    agree::<&serde_bytes::Bytes>("\"\u{1}\"");
}

#[test]
fn strings_may_be_pulled() {
    let mut reader = Reader::new(" \"a\\nb\" \"c\"");
    assert_eq!(reader.peek(), Ok(Kind::String));
    assert_eq!(reader.string(), Ok(Text::Unescaped("a\nb")));
    assert_eq!(reader.peek(), Ok(Kind::String));
    assert_eq!(reader.string(), Ok(Text::Borrowed("c")));
    reader.peek().unwrap_err();
    reader.end().unwrap();
}
