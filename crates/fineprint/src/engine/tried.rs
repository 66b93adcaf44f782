//! What is known of pairs of a schema and a payload node, so that unions within unions do not ask the same again and again.
//!
//! A pair is known by its addresses, which hold as long as payload and contract stand still.

use rustc_hash::{FxHashMap, FxHashSet};

use super::run::Weight;
use crate::contract::Schema;

/// So many nodes, times branches, leave room behind that is worth keeping.
const FEW_NODES: usize = 1_024;

/// A schema and a node.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Pair(usize, usize);

impl Pair {
    #[inline]
    pub(super) fn new(schema: &Schema, node: usize) -> Self {
        Self(std::ptr::from_ref(schema).addr(), node)
    }
}

/// The pairs that were tried.
#[derive(Default)]
pub(super) struct Tried {
    /// What speaks against the node.
    pub(super) weights: FxHashMap<Pair, Weight>,
    /// Whether the node meets the schema, where that was decided without weighing.
    pub(super) decided: FxHashMap<Pair, bool>,
    /// Those whose violations are recorded.
    pub(super) reported: FxHashSet<Pair>,
    /// Those that are being judged as a branch of a union, which a circle would lead to again.
    pub(super) open: FxHashSet<Pair>,
}

impl Tried {
    /// Forgets what was found of nodes: the next ones may lie at the same addresses.
    pub(super) fn forget_nodes(&mut self) {
        let Self { weights, decided, reported, open: _ } = self;
        if weights.capacity() + decided.capacity() + reported.capacity() > FEW_NODES {
            // Clearing takes its time from the capacity, so one large node would slow down the check of all that follow.
            (*weights, *decided, *reported) = Default::default();
        } else {
            weights.clear();
            decided.clear();
            reported.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_large_node_took_is_given_back() {
        let schema = Schema::new("#", Vec::new());
        let mut tried = Tried::default();
        for (nodes, is_kept) in [(10, true), (100_000, false)] {
            for node in 0..nodes {
                let pair = Pair::new(&schema, node);
                tried.weights.insert(pair, Weight::default());
                tried.decided.insert(pair, true);
                tried.reported.insert(pair);
            }
            tried.forget_nodes();
            assert_eq!(tried.weights.len() + tried.decided.len() + tried.reported.len(), 0);
            assert_eq!(tried.weights.capacity() > 0, is_kept, "{nodes}");
            assert_eq!(tried.decided.capacity() + tried.reported.capacity() > 0, is_kept, "{nodes}");
        }
    }
}
