//! What is said of the items of an array.

use super::{Decision, Place, Undecided, decide, turn};
use crate::contract::{Contains, Schema, Tuple};
use crate::engine::node::{Node, View};
use crate::engine::run::Run;
use crate::engine::values;

#[inline(never)]
pub(super) fn all_items<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    node: N,
    place: Place,
) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    run.steps += items.len();
    let below = place.below();
    for item in items {
        if !decide(run, schema, item, below)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[inline(never)]
pub(super) fn tuple_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    tuple: &'c Tuple,
    node: N,
    place: Place,
) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    if tuple.is_closed() && items.len() > tuple.prefix.len() {
        return Ok(false);
    }
    run.steps += items.len();
    for (index, item) in items.enumerate() {
        let Some(schema) = tuple.prefix.get(index).or_else(|| tuple.rest.schema()) else { break };
        if !decide(run, schema, item, place.below())? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[inline(never)]
pub(super) fn items_are_unique<'n, N: Node<'n>>(run: &Run<'_>, node: N, place: Place) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    let levels = run.options.max_depth.saturating_sub(place.depth() + 1);
    match values::find_equal_or_cut::<N>(items, levels) {
        (Some(_), _) => Ok(false),
        (None, true) => Err(Undecided),
        (None, false) => Ok(true),
    }
}

#[inline(never)]
pub(super) fn contains_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    contains: &'c Contains,
    node: N,
    place: Place,
) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    let min = contains.min.unwrap_or(1);
    let mut met = 0;
    for item in items {
        if met >= min && contains.max.is_none() {
            return Ok(true);
        }
        met += u64::from(turn(run, &contains.schema, item, place.below())?);
    }
    Ok(met >= min && contains.max.is_none_or(|max| met <= max))
}
