//! JSON values that stand in the contract itself: members of `enum`, defaults.

use std::fmt;

use super::{Decimal, List, Text};
use crate::same::is_same;

/// A JSON value in a contract. Numbers are exact and compare by value: `1` is `1.0`.
#[derive(Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A string.
    String(Text),
    /// An array.
    Array(List<Literal>),
    /// An object, in the document's order.
    Object(List<(Text, Literal)>),
}

impl Literal {
    /// Whether the value is an array or an object, so that comparing takes the whole instance.
    pub const fn is_composite(&self) -> bool {
        match self {
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) => false,
            Self::Array(_) | Self::Object(_) => true,
        }
    }
}

impl Literal {
    /// Whether the value is that string.
    #[inline]
    pub(crate) fn is_string(&self, text: &str) -> bool {
        matches!(self, Self::String(value) if is_same(value.as_bytes(), text.as_bytes()))
    }
}

impl fmt::Display for Literal {
    /// The value as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::String(value) => quoted(value, f),
            Self::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", separator(index))?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(separator(index))?;
                    quoted(name, f)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn separator(index: usize) -> &'static str {
    if index == 0 { "" } else { "," }
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}
