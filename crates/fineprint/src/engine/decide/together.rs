//! Objects of which several schemas speak, as `allOf` has it: they are asked about in one go, so that the members are gone through
//! once.

use smallvec::SmallVec;

use super::members::{each_is_met_of_several, members_are_met};
use super::{Decision, Place, constraint_is_met};
use crate::contract::{Constraint, Members, Schema, Type};
use crate::engine::active::{Active, Schemas};
use crate::engine::node::Node;
use crate::engine::run::Run;

/// Whether an object meets the branches of an `allOf`, and what these bring in.
#[inline(never)]
pub(super) fn all_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    branches: &'c [Schema],
    node: N,
    place: Place,
) -> Decision {
    let branches: Schemas<'c> = branches.iter().collect();
    let active = Active::new(run, &branches, false);
    run.steps += active.iter().count();
    if !active.iter().all(|schema| schema.summary().types().admits(Type::Object)) {
        return Ok(false);
    }
    let mut rules: SmallVec<[&'c Members; 4]> = SmallVec::new();
    let mut others: SmallVec<[(&'c Schema, &'c Constraint); 4]> = SmallVec::new();
    for (schema, constraint) in active.constraints() {
        if let Constraint::Members(members) = constraint {
            rules.push(members);
        } else if matches!(constraint, Constraint::Ref(_) | Constraint::AllOf(_)) {
            // What they bring in is there already.
        } else if asks_more(constraint) {
            others.push((schema, constraint));
        } else if !constraint_is_met(run, schema, constraint, node, place)? {
            return Ok(false);
        }
    }
    if !rules_are_met(run, &rules, node, place)? {
        return Ok(false);
    }
    for (schema, constraint) in others {
        if !constraint_is_met(run, schema, constraint, node, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a constraint asks more than all the rest.
const fn asks_more(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::AnyOf(_) | Constraint::OneOf(_) | Constraint::Not(_) | Constraint::If(_))
}

/// Whether the members of an object meet all these rules.
fn rules_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rules: &[&'c Members],
    node: N,
    place: Place,
) -> Decision {
    if let [first, others @ ..] = rules
        && !others.is_empty()
        && first.are_apart(others.iter().copied())
    {
        return each_is_met_of_several(run, rules, node, place);
    }
    for rule in rules {
        if !members_are_met(run, rule, node, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}
