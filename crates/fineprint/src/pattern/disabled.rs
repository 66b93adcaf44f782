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

    /// Whether the pattern matches somewhere in `text`.
    pub fn find_in(&self, _text: &str) -> Match {
        match self.0 {}
    }
}
