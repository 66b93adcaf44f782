//! What is told of text that is not JSON: in what way, and where it shows.

use crate::contract::RESERVED;
use crate::json::{self, Fault, Reader};
use crate::report::{JsonFault, Kind};

/// That the payload is not JSON, as the last of these bytes shows.
pub(super) fn not_json(fault: JsonFault, read: &[u8]) -> Kind {
    let before = read.split_last().map_or(read, |(_, before)| before);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.split(|byte| *byte == b'\n').count();
    // Characters are counted by their first bytes.
    let characters = before.iter().skip(line_start).filter(|byte| **byte & 0xC0 != 0x80);
    Kind::Json { fault, line, column: characters.count() + 1 }
}

/// What our reader's error comes to. It is told where somebody would mend it, and not always where it showed.
pub(super) fn explained(text: &str, error: json::Error) -> Kind {
    let bytes = text.as_bytes();
    let read = error.offset().and_then(|read| bytes.get(..read)).unwrap_or(bytes);
    // Up to the last byte of that kind.
    let up_to = |wanted: u8| {
        let place = read.iter().rposition(|byte| *byte == wanted);
        place.and_then(|place| read.get(..=place)).unwrap_or(read)
    };
    let (fault, read) = match error.fault() {
        Fault::Incomplete => match last_escape(text) {
            Some(read) => (JsonFault::Escape, read),
            None => (JsonFault::Incomplete, read),
        },
        Fault::Value if text.starts_with('\u{feff}') => (JsonFault::ByteOrderMark, read),
        Fault::Value if matches!(read, [.., b'+' | b'.']) => (JsonFault::Number, read),
        Fault::Value | Fault::Key | Fault::Comma | Fault::TrailingCharacters
            if matches!(read, [.., b'/' | b'#']) =>
        {
            (JsonFault::Comment, read)
        }
        Fault::Value => (JsonFault::Value, read),
        Fault::Keyword => (JsonFault::Keyword, read),
        Fault::Key => (JsonFault::Key, read),
        Fault::Colon => (JsonFault::Colon, read),
        Fault::Comma => (JsonFault::Comma, read),
        Fault::TrailingComma => (JsonFault::TrailingComma, up_to(b',')),
        Fault::TrailingCharacters => (JsonFault::TrailingCharacters, read),
        Fault::Number => (JsonFault::Number, read),
        Fault::OutOfRange => (JsonFault::OutOfRange, read),
        Fault::Refused | Fault::NumericKey => return refused(text, read),
        Fault::ControlCharacter => (JsonFault::ControlCharacter, read),
        Fault::Escape => (JsonFault::Escape, up_to(b'\\')),
        Fault::Surrogate => (JsonFault::Surrogate, up_to(b'\\')),
        Fault::TooDeep => (JsonFault::TooDeep, read),
    };
    not_json(fault, read)
}

/// The text up to its last escape, if fewer characters are left for it than it needs, and these show that it is none: so far the reader
/// does not look.
fn last_escape(text: &str) -> Option<&[u8]> {
    let start = text.rfind("\\u")?;
    let (before, digits) = text.as_bytes().split_at_checked(start + 2)?;
    let backslashes = before.iter().rev().skip(1).take_while(|byte| **byte == b'\\').count();
    let is_broken = digits.len() < 4 && digits.iter().any(|byte| !byte.is_ascii_hexdigit());
    if is_broken && backslashes % 2 == 1 { text.as_bytes().get(..=start) } else { None }
}

/// What was read is JSON, and yet a `Value` cannot hold it.
fn refused(text: &str, read: &[u8]) -> Kind {
    // With some features of `serde_json`, it has keys of its own.
    if text.contains(RESERVED) { Kind::ReservedKey } else { not_json(JsonFault::OutOfRange, read) }
}

/// What an error of `serde_json`'s reader comes to, in our words: its own would quote the payload.
pub(super) fn broken(text: &str) -> Kind {
    let mut reader = Reader::new(text);
    match reader.skip_value().and_then(|()| reader.end()) {
        Err(error) => explained(text, error),
        Ok(()) => refused(text, text.as_bytes()),
    }
}
