//! Values that nobody looks at: they must be JSON all the same, and may be nested as deeply as they like.

use smallvec::SmallVec;

use super::{Error, Fault, Reader};

/// What is open around a value.
#[derive(Clone, Copy)]
enum Open {
    Array,
    Object,
}

impl Reader<'_> {
    /// Reads over a value, behind whitespace. Nothing is answered, but all that would be refused elsewhere is refused here.
    pub(crate) fn skip_value(&mut self) -> Result<(), Error> {
        // Not the stack of calls, which hostile text could exhaust.
        let mut open: SmallVec<[Open; 64]> = SmallVec::new();
        loop {
            match self.peek_byte() {
                b'[' => {
                    self.at += 1;
                    if self.peek_byte() != b']' {
                        open.push(Open::Array);
                        continue;
                    }
                    self.at += 1;
                }
                b'{' => {
                    self.at += 1;
                    if self.peek_byte() != b'}' {
                        self.skip_key()?;
                        open.push(Open::Object);
                        continue;
                    }
                    self.at += 1;
                }
                // An array that is empty has been closed by now.
                b']' if matches!(open.last(), Some(Open::Array)) => {
                    return Err(self.fault_ahead(Fault::TrailingComma));
                }
                byte => self.skip_scalar(byte)?,
            }
            // Behind a value: what it closes, and the next.
            loop {
                let Some(innermost) = open.last() else { return Ok(()) };
                match (self.peek_byte(), innermost) {
                    (b',', Open::Array) => {
                        self.at += 1;
                        break;
                    }
                    (b',', Open::Object) => {
                        self.at += 1;
                        self.skip_key()?;
                        break;
                    }
                    (b']', Open::Array) | (b'}', Open::Object) => {
                        self.at += 1;
                        open.pop();
                    }
                    (_, Open::Array | Open::Object) => return Err(self.unexpected(Fault::Comma)),
                }
            }
        }
    }

    /// A key and its colon, behind whitespace.
    #[inline]
    fn skip_key(&mut self) -> Result<(), Error> {
        match self.peek_byte() {
            b'"' => self.skip_string()?,
            // An object that is empty has been closed by now.
            b'}' => return Err(self.fault_ahead(Fault::TrailingComma)),
            _ => return Err(self.unexpected(Fault::Key)),
        }
        self.colon()
    }

    #[inline]
    pub(super) fn skip_scalar(&mut self, first: u8) -> Result<(), Error> {
        match first {
            b'"' => self.skip_string(),
            b'-' | b'0'..=b'9' => self.skip_number(),
            b't' => self.keyword(b"true"),
            b'f' => self.keyword(b"false"),
            b'n' => self.keyword(b"null"),
            _ => Err(self.unexpected(Fault::Value)),
        }
    }
}
