//! Where a service's contract is: in the program, or on the heap.

use std::ops::Deref;
use std::sync::Arc;

use fineprint::Contract;

/// A contract that lives as long as the service: a generated `CONTRACT`, or one that was loaded.
#[derive(Clone, Debug)]
pub struct SharedContract(Place);

#[derive(Clone, Debug)]
enum Place {
    Program(&'static Contract),
    Heap(Arc<Contract>),
}

impl Deref for SharedContract {
    type Target = Contract;

    fn deref(&self) -> &Contract {
        match &self.0 {
            Place::Program(contract) => contract,
            Place::Heap(contract) => contract,
        }
    }
}

impl From<&'static Contract> for SharedContract {
    fn from(contract: &'static Contract) -> Self {
        Self(Place::Program(contract))
    }
}

impl From<Arc<Contract>> for SharedContract {
    fn from(contract: Arc<Contract>) -> Self {
        Self(Place::Heap(contract))
    }
}

impl From<Contract> for SharedContract {
    fn from(contract: Contract) -> Self {
        Self::from(Arc::new(contract))
    }
}
