//! How the tables own their parts: borrowed for ever when frozen into source, on the heap when loaded at run time, or worked out on
//! first use.
//!
//! Not a general-purpose pointer: it knows nothing of mutation or sharing.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A part of a contract: `&'static` in generated source, boxed where the contract was loaded at run time.
///
/// Both compare, print and behave by their content, so that a frozen and a loaded contract are the same value.
///
/// ```
/// use fineprint::contract::Hold;
///
/// let frozen: Hold<str> = Hold::Frozen("name");
/// let loaded: Hold<str> = Hold::Loaded("name".into());
/// assert_eq!(frozen, loaded);
/// ```
pub enum Hold<T: ?Sized + 'static> {
    /// Part of the program's constant data.
    Frozen(&'static T),
    /// Owned, made at run time.
    Loaded(Box<T>),
}

/// A string of a contract.
pub type Text = Hold<str>;

/// A sequence in a contract.
pub type List<T> = Hold<[T]>;

impl<T: ?Sized> Deref for Hold<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Frozen(value) => value,
            Self::Loaded(value) => value,
        }
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Hold<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for Hold<T> {}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Hold<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Loaded(text.into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Loaded(text.into())
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self::Loaded(items.into())
    }
}

impl<T> From<T> for Hold<T> {
    fn from(value: T) -> Self {
        Self::Loaded(Box::new(value))
    }
}

/// What says nothing that the tables do not say, so that it is no part of what they are.
pub(super) struct Aside<T>(pub(super) T);

impl<T> PartialEq for Aside<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> fmt::Debug for Aside<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// What is worked out on first use.
pub(super) type Derived<T> = Aside<OnceLock<T>>;

impl<T> Derived<T> {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    #[inline]
    pub(super) fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(init)
    }
}
