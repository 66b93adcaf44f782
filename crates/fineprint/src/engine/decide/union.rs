//! `anyOf`, `oneOf` and `if`: schemas of which not all must be met.

use super::{Decision, Place, Undecided, turn};
use crate::contract::{Conditional, Schema, Told, Union};
use crate::engine::node::{Fact, Node};
use crate::engine::run::Run;
use crate::engine::union::Choice;

#[inline(never)]
pub(super) fn any_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    place: Place,
) -> Decision {
    if union.discriminator.is_some() {
        return Ok(count_met(run, union, node, place)? > 0);
    }
    for schema in left(run, union, node) {
        if turn(run, schema, node, place)? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[inline(never)]
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
    for schema in left(run, union, node) {
        if turn(run, schema, node, place)? {
            if met {
                return Ok(false);
            }
            met = true;
        }
    }
    Ok(met)
}

/// The branches that a node may meet, as far as a glance tells.
#[inline]
fn left<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
) -> impl Iterator<Item = &'c Schema> + use<'c, 'n, N> {
    let sieve = union.sieve(run.contract);
    let fact = node.fact();
    let told = match (sieve.property(), fact) {
        (Some(property), Fact::Object(count)) => {
            // Text has no index.
            run.steps += if N::IS_TEXT { count } else { 1 };
            match node.member(property).map(Node::fact) {
                None => Told::Nothing,
                Some(Fact::String(value)) => Told::Text(value),
                Some(Fact::Null | Fact::Boolean(_) | Fact::Number(_) | Fact::Array(_) | Fact::Object(_)) => {
                    Told::Other
                }
            }
        }
        (Some(_) | None, _) => Told::Other,
    };
    sieve.left(fact.ty(), told).filter_map(|number| union.branches.get(number))
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

#[inline(never)]
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
