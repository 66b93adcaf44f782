//! Why a pattern is refused: the place in the pattern, the problem, and what to write instead.

use core::fmt;

/// A pattern that is no ECMA-262 regular expression, or one beyond the limits of this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    offset: usize,
    problem: &'static str,
    hint: &'static str,
    /// Of the second kind: there may be nothing wrong with it.
    unsupported: bool,
}

impl PatternError {
    pub(super) fn new(offset: usize, problem: &'static str, hint: &'static str) -> Self {
        Self { offset, problem, hint, unsupported: false }
    }

    /// Something that ECMA-262 may well admit, and this crate does not.
    pub(super) fn unsupported(offset: usize, problem: &'static str, hint: &'static str) -> Self {
        Self { unsupported: true, ..Self::new(offset, problem, hint) }
    }

    pub(super) fn is_unsupported(&self) -> bool {
        self.unsupported
    }

    /// Where in the pattern, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong, as a phrase.
    pub fn problem(&self) -> &'static str {
        self.problem
    }

    /// What to write instead.
    pub fn hint(&self) -> &'static str {
        self.hint
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at offset {}: {}", self.problem, self.offset, self.hint)
    }
}

impl std::error::Error for PatternError {}
