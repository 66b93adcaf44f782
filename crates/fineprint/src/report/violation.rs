//! One constraint that is not met, and one that could not be checked.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::Kind;
use super::pointer::compare;
use crate::check::Part;
use crate::contract::{Keyword, Source};

/// One constraint that a payload does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub(crate) part: Part,
    pub(crate) pointer: String,
    pub(crate) kind: Kind,
    pub(crate) schema_pointer: Option<String>,
    pub(crate) source: Option<Source>,
    pub(crate) value: Option<String>,
}

impl Violation {
    /// The part of the message that it is in.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// Where in that part, as a JSON Pointer (RFC 6901). Control characters in keys are written as escapes, and keys of
    /// more than 128 characters are cut.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The keyword or rule that is violated.
    pub const fn keyword(&self) -> Keyword {
        self.kind.keyword()
    }

    /// What is wrong, with its operands.
    pub const fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The name of the property that it is about: of one that is missing, or must not be there.
    pub fn property(&self) -> Option<&str> {
        self.kind.property()
    }

    /// The keyword's place in the contract's document, as a URI fragment; the schema's, where that is `false` and has no
    /// keywords. Nothing for the rules that no document states,
    /// such as that a payload is JSON.
    pub fn schema_pointer(&self) -> Option<&str> {
        self.schema_pointer.as_deref()
    }

    /// The same place as file, line and column.
    pub const fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// The sentence for people. It names sizes, types and limits, but no value of the payload, unless the check was asked
    /// to [show values](crate::check::Options::show_values).
    pub fn message(&self) -> String {
        match &self.value {
            None => self.kind.to_string(),
            Some(value) => format!("{}; found {value}", self.kind),
        }
    }

    /// The order in which reports list violations: by place in the payload, then by keyword, then by place in the contract.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.part
            .cmp(&other.part)
            .then_with(|| compare(&self.pointer, &other.pointer))
            .then_with(|| self.keyword().cmp(&other.keyword()))
            .then_with(|| self.schema_pointer.cmp(&other.schema_pointer))
            .then_with(|| self.property().cmp(&other.property()))
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {} [{}]", self.part, place(&self.pointer), self.message(), self.keyword())?;
        match &self.source {
            Some(source) => write!(f, "\n    at {source}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Violation", 7)?;
        object.serialize_field("part", &self.part)?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("keyword", &self.keyword())?;
        match self.property() {
            Some(property) => object.serialize_field("property", property)?,
            None => object.skip_field("property")?,
        }
        object.serialize_field("schema", &self.schema_pointer)?;
        object.serialize_field("source", &self.source)?;
        object.serialize_field("message", &self.message())?;
        object.end()
    }
}

/// One constraint that could not be checked: the payload is not known to be valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    pub(crate) part: Part,
    pub(crate) pointer: String,
    pub(crate) keyword: Keyword,
    #[serde(rename = "schema")]
    pub(crate) schema_pointer: String,
    pub(crate) source: Option<Source>,
    #[serde(rename = "message")]
    pub(crate) reason: Reason,
}

/// Why a constraint could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The pattern needs backtracking, and used up its steps on this string.
    PatternGaveUp,
    /// Nobody knows whether the string is a regular expression: it is beyond the limits of patterns, or the cargo feature
    /// `patterns` is off.
    RegexNotRead,
    /// Unions lead to unions, and those to others, without an end in sight.
    TooManyBranches,
    /// There is no reader for bodies of that media type.
    NoReader,
    /// The body is compressed, or encoded in another way (`Content-Encoding`).
    Encoded,
    /// The body was not at hand, for instance since it was not recorded.
    Unread,
    /// The text is in a charset other than UTF-8.
    Charset,
    /// The contract does not say what the scheme is that it asks for.
    UnknownScheme,
    /// A client certificate is no part of the message.
    ClientCertificate,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PatternGaveUp => "the pattern used up its steps on this string",
            Self::RegexNotRead => {
                "the string exceeds what is read as a regular expression, or the feature `patterns` is off"
            }
            Self::TooManyBranches => "unions within unions are nested too deeply",
            Self::NoReader => "there is no reader for this media type",
            Self::Encoded => "the body has a Content-Encoding, which is not undone here",
            Self::Unread => "the body was not read",
            Self::Charset => "the charset is not UTF-8",
            Self::UnknownScheme => "the contract does not describe the security scheme",
            Self::ClientCertificate => "a client certificate is no part of the message",
        })
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Unchecked {
    /// The part of the message that it is in.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// Where in that part, as a JSON Pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The keyword that could not be checked.
    pub const fn keyword(&self) -> Keyword {
        self.keyword
    }

    /// The keyword's place in the contract's document, as a URI fragment.
    pub fn schema_pointer(&self) -> &str {
        &self.schema_pointer
    }

    /// The same place as file, line and column.
    pub const fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// Why it could not be checked.
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.part
            .cmp(&other.part)
            .then_with(|| compare(&self.pointer, &other.pointer))
            .then_with(|| self.schema_pointer.cmp(&other.schema_pointer))
    }
}

impl fmt::Display for Unchecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = place(&self.pointer);
        write!(f, "{} {place}: not checked: {} [{}]", self.part, self.reason, self.keyword)
    }
}

/// A pointer for people, to whom the empty one says nothing.
fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "(root)" } else { pointer }
}
