//! Strings: most have no escapes, and are handed out as they stand in the text.

use std::borrow::Cow;

use super::{Error, Fault, Reader};

/// A string of the text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Text<'de, 's> {
    /// Written without escapes.
    Borrowed(&'de str),
    /// Put together in the reader's own memory.
    Unescaped(&'s str),
}

impl<'de> Text<'de, '_> {
    #[inline]
    pub(crate) const fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Unescaped(text) => text,
        }
    }

    /// The string, for as long as the text is there.
    #[inline]
    pub(crate) fn to_cow(&self) -> Cow<'de, str> {
        match self {
            Self::Borrowed(text) => Cow::Borrowed(text),
            Self::Unescaped(text) => Cow::Owned((*text).to_owned()),
        }
    }
}

impl<'de> Reader<'de> {
    /// A string, at its quote.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "to hand a string back through memory costs as much as to read a short one"
    )]
    pub(crate) fn string(&mut self) -> Result<Text<'de, '_>, Error> {
        match self.plain() {
            Some(text) => Ok(Text::Borrowed(text)),
            None => self.unescaped().map(Text::Unescaped),
        }
    }

    /// The next value, if it is a string without escapes, and stands here without space before it; else nothing is read.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the same")]
    pub(crate) fn take_plain(&mut self) -> Option<&'de str> {
        if self.byte() == Some(b'"') { self.plain() } else { None }
    }

    /// A string without escapes, at its quote. If it is none, nothing is read.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "the place is kept in a register: reading is a chain of what depends on it"
    )]
    pub(super) fn plain(&mut self) -> Option<&'de str> {
        let start = self.at + 1;
        let end = self.plain_end(start)?;
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// Where the string that begins at `start` has its closing quote, if nothing else of note stands before.
    #[inline]
    fn plain_end(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let end = start + plain_len(bytes.get(start..)?);
        (bytes.get(end) == Some(&b'"')).then_some(end)
    }

    /// Any string, at its quote.
    #[inline(never)]
    pub(super) fn unescaped(&mut self) -> Result<&str, Error> {
        // At once, and not in steps that double; no string is longer than what is left of the text.
        const ENOUGH: usize = 256;
        self.at += 1;
        self.scratch.clear();
        if self.scratch.capacity() == 0 {
            self.scratch.reserve(ENOUGH.min(self.text.len() - self.at));
        }
        loop {
            let piece = self.piece();
            self.scratch.push_str(piece);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(&self.scratch);
                }
                Some(b'\\') => {
                    let character = self.escape()?;
                    self.scratch.push(character);
                }
                Some(_) => return Err(self.fault_ahead(Fault::ControlCharacter)),
                None => return Err(self.fault(Fault::Incomplete)),
            }
        }
    }

    /// Reads over a string, at its quote.
    #[inline]
    pub(crate) fn skip_string(&mut self) -> Result<(), Error> {
        match self.plain_end(self.at + 1) {
            Some(end) => {
                self.at = end + 1;
                Ok(())
            }
            None => self.skip_any_string(),
        }
    }

    #[inline(never)]
    fn skip_any_string(&mut self) -> Result<(), Error> {
        self.at += 1;
        loop {
            self.at += plain_len(self.rest());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.escape()?;
                }
                Some(_) => return Err(self.fault_ahead(Fault::ControlCharacter)),
                None => return Err(self.fault(Fault::Incomplete)),
            }
        }
    }

    /// What stands before the next quote, escape or control character.
    #[inline]
    fn piece(&mut self) -> &'de str {
        let start = self.at;
        self.at += plain_len(self.rest());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// An escape, at its backslash.
    #[inline(never)]
    fn escape(&mut self) -> Result<char, Error> {
        self.at += 1;
        let character = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            Some(_) => return Err(self.fault_ahead(Fault::Escape)),
            None => return Err(self.fault(Fault::Incomplete)),
        };
        self.at += 1;
        Ok(character)
    }

    /// The character of one or two units, at the digits of the first.
    fn unicode(&mut self) -> Result<char, Error> {
        let first = self.unit()?;
        if let Some(Ok(character)) = char::decode_utf16([first]).next() {
            return Ok(character);
        }
        if !is_high_surrogate(first) {
            return Err(self.fault(Fault::Surrogate));
        }
        for expected in *b"\\u" {
            if self.byte() != Some(expected) {
                return Err(self.unexpected(Fault::Surrogate));
            }
            self.at += 1;
        }
        let second = self.unit()?;
        match char::decode_utf16([first, second]).next() {
            Some(Ok(character)) => Ok(character),
            Some(Err(_)) | None => Err(self.fault(Fault::Surrogate)),
        }
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16, Error> {
        let Some(digits) = self.rest().first_chunk() else {
            self.at = self.text.len();
            return Err(self.fault(Fault::Incomplete));
        };
        hex(*digits).inspect(|_| self.at += 4).ok_or_else(|| Error::new(Fault::Escape, self.at + 4))
    }

    /// A string as bytes, at its quote: control characters and halves of surrogate pairs are let through, these in WTF-8.
    pub(super) fn string_as_bytes(&mut self) -> Result<Bytes<'de>, Error> {
        self.at += 1;
        let mut unescaped: Option<Vec<u8>> = None;
        let mut start = self.at;
        loop {
            self.at += plain_len(self.rest());
            let piece = self.text.as_bytes().get(start..self.at).unwrap_or_default();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match unescaped {
                        None => Bytes::Borrowed(piece),
                        Some(mut bytes) => {
                            bytes.extend_from_slice(piece);
                            Bytes::Unescaped(bytes)
                        }
                    });
                }
                Some(b'\\') => {
                    let bytes = unescaped.get_or_insert_default();
                    bytes.extend_from_slice(piece);
                    self.escape_as_bytes(bytes)?;
                    start = self.at;
                }
                Some(_) => self.at += 1,
                None => return Err(self.fault(Fault::Incomplete)),
            }
        }
    }

    fn escape_as_bytes(&mut self, bytes: &mut Vec<u8>) -> Result<(), Error> {
        let character = match *self.rest() {
            // A surrogate that is not the first of a pair.
            [b'\\', b'u', a, b, c, d, ref rest @ ..] => match hex([a, b, c, d]) {
                Some(unit @ 0xD800..=0xDFFF) if !begins_pair(unit, rest) => {
                    self.at += 6;
                    bytes.extend(
                        [0xE0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3F), 0x80 | (unit & 0x3F)]
                            .map(low_byte),
                    );
                    return Ok(());
                }
                Some(_) | None => self.escape()?,
            },
            _ => self.escape()?,
        };
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }
}

/// A string of the text, as bytes.
pub(super) enum Bytes<'de> {
    Borrowed(&'de [u8]),
    Unescaped(Vec<u8>),
}

const fn is_high_surrogate(unit: u16) -> bool {
    matches!(unit, 0xD800..=0xDBFF)
}

/// Whether a unit and the escape behind it are a surrogate pair.
fn begins_pair(unit: u16, rest: &[u8]) -> bool {
    match *rest {
        [b'\\', b'u', a, b, c, d, ..] if is_high_surrogate(unit) => {
            matches!(hex([a, b, c, d]), Some(0xDC00..=0xDFFF))
        }
        _ => false,
    }
}

const fn low_byte(unit: u16) -> u8 {
    unit.to_le_bytes()[0]
}

fn hex(digits: [u8; 4]) -> Option<u16> {
    digits.into_iter().try_fold(0, |unit, digit| {
        let digit = char::from(digit).to_digit(16)?;
        Some(unit << 4 | u16::try_from(digit).ok()?)
    })
}

/// How many bytes stand before the first quote, backslash or control character.
#[inline]
fn plain_len(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    // Two words at once: most strings end in the first two, and it costs no branch to tell in which.
    while let Some((&[a, b, c, d, e, f, g, h, ref second @ ..], tail)) = rest.split_first_chunk::<16>() {
        let first = special(u64::from_le_bytes([a, b, c, d, e, f, g, h]));
        let second = special(u64::from_le_bytes(*second));
        if first | second != 0 {
            let bits = if first == 0 { 64 + second.trailing_zeros() } else { first.trailing_zeros() };
            return bytes.len() - rest.len() + bits as usize / 8;
        }
        rest = tail;
    }
    bytes.len() - rest.len() + plain_len_of_tail(rest)
}

/// The same near the end of the text.
#[cold]
fn plain_len_of_tail(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' ')).unwrap_or(bytes.len())
}

/// Sets the high bit of each byte that is a quote, a backslash or a control character. The lowest that it sets is right;
/// above that, borrows may have set others.
#[inline]
const fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH_BITS: u64 = ONES << 7;
    // With its second bit flipped, the quote follows directly on the control characters.
    let control_or_quote = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (control_or_quote | backslash) & !word & HIGH_BITS
}
