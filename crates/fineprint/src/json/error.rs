//! What the reader can find wrong, and where. An error is one word, so that results are passed in registers; it has no room
//! for the payload's text, nor for what a type says of it.

use std::fmt;
use std::num::NonZeroU64;

use serde::de;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fault {
    /// The type wants something else.
    Refused = 1,
    Incomplete,
    Value,
    Keyword,
    Key,
    NumericKey,
    Colon,
    Comma,
    TrailingComma,
    TrailingCharacters,
    Number,
    OutOfRange,
    ControlCharacter,
    Escape,
    Surrogate,
    TooDeep,
}

impl Fault {
    const ALL: [Self; 16] = [
        Self::Refused,
        Self::Incomplete,
        Self::Value,
        Self::Keyword,
        Self::Key,
        Self::NumericKey,
        Self::Colon,
        Self::Comma,
        Self::TrailingComma,
        Self::TrailingCharacters,
        Self::Number,
        Self::OutOfRange,
        Self::ControlCharacter,
        Self::Escape,
        Self::Surrogate,
        Self::TooDeep,
    ];

    const fn describe(self) -> &'static str {
        match self {
            Self::Refused => "not what the type holds",
            Self::Incomplete => "the text ends too early",
            Self::Value => "expected a value",
            Self::Keyword => "expected `true`, `false` or `null`",
            Self::Key => "expected a key in quotes",
            Self::NumericKey => "expected a key that is a number",
            Self::Colon => "expected a colon",
            Self::Comma => "expected a comma or the end of what is open",
            Self::TrailingComma => "a comma with nothing behind it",
            Self::TrailingCharacters => "expected nothing more",
            Self::Number => "not a number of JSON",
            Self::OutOfRange => "a number too large to be read",
            Self::ControlCharacter => "a control character in a string",
            Self::Escape => "not an escape of JSON",
            Self::Surrogate => "half of a surrogate pair",
            Self::TooDeep => "nested too deeply",
        }
    }
}

/// A fault, and how many bytes of the text had been read when it showed. The last of them is where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Error(NonZeroU64);

impl Error {
    /// What stands for the place until it is known: types make errors without one.
    const NOWHERE: u64 = u64::MAX >> 8;

    #[cold]
    pub(super) const fn new(fault: Fault, read: usize) -> Self {
        Self::pack(fault, read as u64)
    }

    const fn pack(fault: Fault, read: u64) -> Self {
        match NonZeroU64::new((read << 8) | fault as u64) {
            Some(packed) => Self(packed),
            // No fault is zero.
            None => Self(NonZeroU64::MIN),
        }
    }

    /// The same error here, if it does not know its place.
    #[cold]
    pub(super) fn or_at(self, read: usize) -> Self {
        if self.offset().is_none() { Self::new(self.fault(), read) } else { self }
    }

    pub(crate) fn fault(self) -> Fault {
        let low = self.0.get() & 0xff;
        Fault::ALL.into_iter().find(|fault| *fault as u64 == low).unwrap_or(Fault::Refused)
    }

    /// How many bytes had been read, unless a type refused something outside of what the reader asked it.
    pub(crate) fn offset(self) -> Option<usize> {
        let offset = self.0.get() >> 8;
        if offset == Self::NOWHERE { None } else { usize::try_from(offset).ok() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.fault().describe())?;
        match self.offset() {
            Some(offset) => write!(formatter, ", seen after {offset} bytes"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Error({self})")
    }
}

impl std::error::Error for Error {}

/// What a type says is dropped: most of it quotes the payload.
impl de::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::pack(Fault::Refused, Self::NOWHERE)
    }
}
