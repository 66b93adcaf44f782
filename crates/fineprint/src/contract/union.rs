//! The tables of `anyOf` and `oneOf`: schemas of which not all need be met.

use std::fmt;
use std::sync::OnceLock;

use super::sieve::Sieve;
use super::{Contract, Hold, List, Schema, Text};

/// The branches of `anyOf` or `oneOf`, of one contract: what their schemas refer to is looked up in it once.
#[derive(Debug, PartialEq)]
pub struct Union {
    /// The branches, in the document's order.
    pub branches: List<Schema>,
    /// The property that names the branch, if the document says so.
    pub discriminator: Option<Discriminator>,
    sieve: Derived<Sieve>,
}

impl Union {
    /// Branches that are made at run time.
    pub fn new(branches: impl Into<List<Schema>>, discriminator: Option<Discriminator>) -> Self {
        Self { branches: branches.into(), discriminator, sieve: Derived::new() }
    }

    /// Branches in generated source.
    pub const fn frozen(branches: &'static [Schema], discriminator: Option<Discriminator>) -> Self {
        Self { branches: Hold::Frozen(branches), discriminator, sieve: Derived::new() }
    }

    /// What tells at a glance which branches are not met. The union must be of that contract.
    #[inline]
    pub(crate) fn sieve(&self, contract: &Contract) -> &Sieve {
        self.sieve.0.get_or_init(|| Sieve::of(&self.branches, contract))
    }
}

/// OpenAPI's `discriminator`.
#[derive(Debug, PartialEq)]
pub struct Discriminator {
    /// The property whose value names the branch.
    pub property: Text,
    /// Value and number of the branch.
    pub mapping: List<(Text, u32)>,
}

/// What is worked out on first use. It says nothing that the tables do not say, so that it is no part of what they are.
struct Derived<T>(OnceLock<T>);

impl<T> Derived<T> {
    const fn new() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> fmt::Debug for Derived<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}
