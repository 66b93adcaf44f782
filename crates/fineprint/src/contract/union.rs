//! The tables of `anyOf` and `oneOf`: schemas of which not all need be met.

use super::hold::Derived;
use super::{Contract, Hold, List, Schema, Sieve, Text};

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
    pub fn sieve(&self, contract: &Contract) -> &Sieve {
        self.sieve.get_or_init(|| Sieve::of(&self.branches, contract))
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
