//! Which schemas are tried, rather than demanded: the branches of unions and the like, which most values do not meet.

use std::collections::HashSet;

use fineprint::contract::{Constraint, Contract, Schema};

use super::function::component;

/// The schemas that speak of the same node as one that is tried, by address.
pub(super) fn tried<'c>(
    contract: &'c Contract,
    schemas: impl IntoIterator<Item = &'c Schema>,
) -> HashSet<*const Schema> {
    let mut tried = HashSet::new();
    let components = contract.components.iter().map(|schema| &**schema);
    let mut waiting: Vec<&Schema> = components.chain(schemas).collect();
    while let Some(schema) = waiting.pop() {
        for constraint in schema.constraints() {
            if let Constraint::AnyOf(union) | Constraint::OneOf(union) = constraint {
                union.branches.iter().for_each(|branch| add(contract, branch, &mut tried));
            } else if let Constraint::Not(schema) = constraint {
                add(contract, schema, &mut tried);
            } else if let Constraint::If(conditional) = constraint {
                add(contract, &conditional.condition, &mut tried);
            } else if let Constraint::Contains(contains) = constraint {
                add(contract, &contains.schema, &mut tried);
            }
            waiting.extend(constraint.schemas());
        }
    }
    tried
}

/// Adds a schema, and those that it brings in.
fn add<'c>(contract: &'c Contract, schema: &'c Schema, tried: &mut HashSet<*const Schema>) {
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        if !tried.insert(schema) {
            continue;
        }
        for constraint in schema.constraints() {
            if let Constraint::AllOf(branches) = constraint {
                waiting.extend(branches.iter());
            } else if let Constraint::Ref(id) = constraint {
                waiting.extend(component(contract, *id));
            }
        }
    }
}
