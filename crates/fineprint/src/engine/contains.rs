//! `contains`, `minContains` and `maxContains`: how many items meet a schema.

use smallvec::SmallVec;

use super::node::{Node, View};
use super::path::Path;
use super::run::Run;
use super::union::{report, weigh};
use crate::contract::{Contains, Schema};
use crate::report::Kind;

/// Judges the count of items that meet the schema; `owner` is the schema that states it.
///
/// Items of which it cannot be known are reported as such where they decide.
pub(super) fn contains<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    owner: &'c Schema,
    contains: &'c Contains,
    node: N,
    path: &Path<'_>,
) {
    let View::Array(items) = node.view() else { return };
    let min = contains.min.unwrap_or(1);
    let mut met = 0;
    let mut undecided: SmallVec<[(usize, N); 1]> = SmallVec::new();
    for (index, item) in items.enumerate() {
        // Without a maximum, the rest does not matter.
        if met >= min && contains.max.is_none() {
            return;
        }
        let weight = weigh(run, &contains.schema, item, &path.index(index));
        met += u64::from(weight.is_met());
        if weight.is_undecided() {
            undecided.push((index, item));
        }
    }
    let possible = met + undecided.len() as u64;
    if possible < min {
        let kind = contains.min.map_or(Kind::Contains, |limit| Kind::MinContains { limit, actual: met });
        run.record(owner, path, None, kind);
    }
    if let Some(limit) = contains.max.filter(|max| met > *max) {
        run.record(owner, path, None, Kind::MaxContains { limit, actual: met });
    }
    let is_open =
        met < min && possible >= min || contains.max.is_some_and(|max| met <= max && possible > max);
    if is_open {
        for (index, item) in undecided {
            report(run, &contains.schema, item, &path.index(index));
        }
    }
}
