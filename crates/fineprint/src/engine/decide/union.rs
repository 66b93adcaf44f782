//! `anyOf`, `oneOf` and `if`: schemas of which not all must be met.

use super::{Decision, Place, Undecided, turn};
use crate::contract::{Conditional, Union};
use crate::engine::node::Node;
use crate::engine::run::Run;
use crate::engine::union::Choice;

pub(super) fn any_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    place: Place,
) -> Decision {
    if union.discriminator.is_some() {
        return Ok(count_met(run, union, node, place)? > 0);
    }
    for schema in union.branches.iter() {
        if turn(run, schema, node, place)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn one_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    place: Place,
) -> Decision {
    if union.discriminator.is_some() {
        return Ok(count_met(run, union, node, place)? == 1);
    }
    let mut met = false;
    for schema in union.branches.iter() {
        if turn(run, schema, node, place)? {
            if met {
                return Ok(false);
            }
            met = true;
        }
    }
    Ok(met)
}

/// How many branches are met of those that the discriminator leaves.
fn count_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    place: Place,
) -> Result<usize, Undecided> {
    match Choice::of(union, node) {
        Choice::Named(schema) => Ok(usize::from(turn(run, schema, node, place)?)),
        Choice::None(_) => Ok(0),
        Choice::Any(schemas) => {
            let mut met = 0;
            for schema in schemas {
                met += usize::from(turn(run, schema, node, place)?);
            }
            Ok(met)
        }
    }
}

pub(super) fn conditional_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    conditional: &'c Conditional,
    node: N,
    place: Place,
) -> Decision {
    let Conditional { condition, then, otherwise } = conditional;
    let consequence = if turn(run, condition, node, place)? { then } else { otherwise };
    match consequence {
        Some(schema) => turn(run, schema, node, place),
        None => Ok(true),
    }
}
