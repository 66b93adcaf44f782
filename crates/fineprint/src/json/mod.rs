//! A reader of JSON text (RFC 8259) that is known to be UTF-8: a [`Deserializer`](serde::Deserializer) as `serde_json`'s over
//! a `&str` is, with the same answers, only faster. It knows nothing of schemas, and writes nothing.
//!
//! It differs from `serde_json` in this:
//!
//! | | `serde_json` | here | reason |
//! |---|---|---|---|
//! | an ignored string with half of a surrogate pair | accepted | refused | it is refused where somebody looks at it |
//! | an ignored number beyond all `f64` | accepted | refused | the same |
//! | an ignored number that ends too early (`1.`, `1e`, `-`) | a syntax error | incomplete | the same |
//! | a control character in an ignored string | found one column before it | found in its column | the same |
//! | a key that is empty, or begins with an escape, where a boolean is wanted | read to another end, then refused | refused at its end | the other is not where the key ends |
//! | what a type says of a value it refuses | part of the error | dropped | it quotes the payload |
//! | `RawValue` | where the build has the feature `raw_value` | always | its type exists only there |
//! | `arbitrary_precision` | changes the answers | changes nothing | one set of answers in every build |

mod access;
mod deserializer;
mod error;
mod ignore;
mod key;
mod number;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use self::error::{Error, Fault};
pub(crate) use self::number::Number;
pub(crate) use self::text::Text;

/// As many arrays and objects may lie in each other, less one: each costs a few frames of the stack.
const MAX_DEPTH: u8 = 128;

/// What a value begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// Reads one text from its start to its end.
///
/// What is not marked otherwise expects the reader to stand where it says, and leaves it behind what it has read. After an
/// error it stands anywhere.
pub(crate) struct Reader<'de> {
    text: &'de str,
    /// How many bytes have been read: never more than there are, and always a whole number of characters.
    at: usize,
    /// How many more arrays and objects may be opened, and one.
    remaining_depth: u8,
    /// Whether numbers are rounded to single precision.
    single: bool,
    /// Where strings with escapes are put together.
    scratch: String,
}

impl<'de> Reader<'de> {
    pub(crate) const fn new(text: &'de str) -> Self {
        Self { text, at: 0, remaining_depth: MAX_DEPTH, single: false, scratch: String::new() }
    }

    /// That nothing but whitespace is left.
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        self.peek_byte();
        if self.at < self.text.len() { Err(self.fault_ahead(Fault::TrailingCharacters)) } else { Ok(()) }
    }

    /// What comes next, behind whitespace. Nothing of it is read yet.
    pub(crate) fn peek(&mut self) -> Result<Kind, Error> {
        match self.peek_byte() {
            b'"' => Ok(Kind::String),
            b'{' => Ok(Kind::Object),
            b'[' => Ok(Kind::Array),
            b'-' | b'0'..=b'9' => Ok(Kind::Number),
            b't' | b'f' => Ok(Kind::Boolean),
            b'n' => Ok(Kind::Null),
            _ => Err(self.unexpected(Fault::Value)),
        }
    }

    /// The next byte, if there is one.
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte behind whitespace, without reading it. Zero if there is none, and else no byte that JSON begins
    /// anything with, so that only [`unexpected`](Self::unexpected) must tell the two apart.
    #[inline]
    fn peek_byte(&mut self) -> u8 {
        match self.byte() {
            Some(byte) if byte > b' ' => byte,
            Some(byte) => self.skip_whitespace(byte),
            None => 0,
        }
    }

    #[inline(never)]
    fn skip_whitespace(&mut self, first: u8) -> u8 {
        const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
        // Mostly it is one space.
        if let Some(byte) = self.text.as_bytes().get(self.at + 1).copied()
            && byte > b' '
            && matches!(first, b' ' | b'\t' | b'\r' | b'\n')
        {
            self.at += 1;
            return byte;
        }
        let mut rest = self.rest();
        let next = loop {
            match rest {
                [b' ' | b'\t' | b'\r' | b'\n', behind @ ..] => rest = behind,
                [byte, ..] => break *byte,
                [] => break 0,
            }
            // What follows on the first is mostly an indent.
            while let Some((word, tail)) = rest.split_first_chunk() {
                let others = u64::from_le_bytes(*word) ^ SPACES;
                if others != 0 {
                    rest = rest.get(others.trailing_zeros() as usize / 8..).unwrap_or(tail);
                    break;
                }
                rest = tail;
            }
        };
        self.at = self.text.len() - rest.len();
        next
    }

    #[inline]
    fn rest(&self) -> &'de [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// A keyword, of which the first byte has been looked at.
    #[inline]
    fn keyword<const N: usize>(&mut self, keyword: &[u8; N]) -> Result<(), Error> {
        if self.rest().first_chunk() == Some(keyword) {
            self.at += N;
            return Ok(());
        }
        Err(self.misspelt(keyword))
    }

    /// `null`, at its first letter.
    pub(crate) fn null(&mut self) -> Result<(), Error> {
        self.keyword(b"null")
    }

    /// `true` or `false`, at its first letter.
    pub(crate) fn boolean(&mut self) -> Result<bool, Error> {
        if self.byte() == Some(b't') {
            self.keyword(b"true").map(|()| true)
        } else {
            self.keyword(b"false").map(|()| false)
        }
    }

    #[cold]
    fn misspelt(&mut self, keyword: &[u8]) -> Error {
        self.at += self.rest().iter().zip(keyword).take_while(|(read, expected)| read == expected).count();
        self.unexpected(Fault::Keyword)
    }

    /// A fault that shows in what has been read.
    #[cold]
    fn fault(&self, fault: Fault) -> Error {
        Error::new(fault, self.at)
    }

    /// A fault of the next byte.
    #[cold]
    fn fault_ahead(&self, fault: Fault) -> Error {
        Error::new(fault, self.text.len().min(self.at + 1))
    }

    /// A fault of the next byte, or that there is none.
    #[cold]
    fn unexpected(&self, fault: Fault) -> Error {
        if self.at < self.text.len() { self.fault_ahead(fault) } else { self.fault(Fault::Incomplete) }
    }

    /// Steps into an array or an object, at its bracket.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<(), Error> {
        if self.remaining_depth <= 1 {
            return Err(self.fault_ahead(Fault::TooDeep));
        }
        self.remaining_depth -= 1;
        self.at += 1;
        Ok(())
    }
}
