//! Numbers that keep their digits.

use std::fmt;

/// A number in the grammar of JSON (RFC 8259, section 6), with the digits it was written with, however many.
///
/// Two numbers are equal here if they are written alike: `1` and `1.0` are not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// Takes text that is already in JSON's grammar.
    pub(super) fn from_json_text(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The number as JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is written without a fraction and an exponent.
    pub(super) fn is_integer_text(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }

    /// The value, if it is written as an integer that `u64` holds.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The value, if it is written as an integer that `i64` holds.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest double; none if the number is beyond the greatest one, as `1e400` is.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The number as `serde_json` reads it; beyond what that can hold, the greatest double of its sign.
    pub fn to_json(&self) -> serde_json::Number {
        let read = serde_json::from_str(&self.0).ok();
        let bound = if self.0.starts_with('-') { f64::MIN } else { f64::MAX };
        read.or_else(|| serde_json::Number::from_f64(bound)).unwrap_or_else(|| 0.into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.0)
    }
}
