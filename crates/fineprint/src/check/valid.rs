//! The proof that a value met its schema.

use std::ops::Deref;

/// A value that met its schema. Only a check makes one, so a function that takes a `Valid<T>` need not check again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Valid<T>(T);

impl<T> Valid<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, without the proof.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> AsRef<T> for Valid<T> {
    fn as_ref(&self) -> &T {
        &self.0
    }
}
