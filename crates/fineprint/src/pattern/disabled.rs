//! The stand-in for [`Pattern`] in a build without the cargo feature `patterns`: a type without values.

use core::convert::Infallible;

use super::Match;

/// A `pattern`, which nobody can make without the cargo feature `patterns`.
#[derive(Debug, PartialEq)]
pub struct Pattern(Infallible);

impl Pattern {
    /// The pattern as the contract states it.
    pub fn source(&self) -> &str {
        match self.0 {}
    }

    /// The first notation in the pattern that ECMA-262 lacks.
    pub fn borrowed(&self) -> Option<&str> {
        match self.0 {}
    }

    /// Whether the pattern matches somewhere in `text`.
    pub fn find_in(&self, _text: &str) -> Match {
        match self.0 {}
    }
}

/// Nobody knows whether a text is a regular expression of ECMA-262.
pub(crate) fn is_ecma_262(_text: &str) -> Match {
    Match::GaveUp
}
