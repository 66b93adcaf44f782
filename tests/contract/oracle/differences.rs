//! Where Fineprint and the oracle say different things on purpose.

use std::collections::BTreeSet;

/// A meant difference. One that no payload shows any more fails the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// The oracle reports `required` at the object; so do we, and name the property, which tests append to the pointer.
    RequiredAtTheObject,
    /// The oracle reports a union that is not met; we also report what is wrong with the branch that was meant. It must
    /// be what the oracle finds wrong with one of the branches.
    BranchOfUnion,
}

impl Difference {
    pub(crate) const ALL: [Self; 2] = [Self::RequiredAtTheObject, Self::BranchOfUnion];
}

/// The differences that were seen.
#[derive(Default)]
pub(crate) struct Differences(BTreeSet<Difference>);

impl Differences {
    pub(crate) fn note(&mut self, difference: Difference) {
        self.0.insert(difference);
    }

    pub(crate) fn unused(&self) -> Vec<Difference> {
        Difference::ALL.into_iter().filter(|difference| !self.0.contains(difference)).collect()
    }
}
