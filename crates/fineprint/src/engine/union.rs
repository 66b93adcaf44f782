//! Alternatives: `anyOf`, `oneOf` and `not`, whose branches have to be tried.

use smallvec::SmallVec;

use super::node::{Node, View};
use super::path::Path;
use super::run::{Run, Weight};
use super::tree;
use crate::contract::{Discriminator, Schema, Union};
use crate::report::Kind;

/// What speaks against each branch.
type Weights = SmallVec<[Weight; 8]>;

/// `anyOf`: at least one branch is met.
pub(super) fn any_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    path: &Path<'_>,
) -> Option<Kind> {
    if let Some(discriminator) = &union.discriminator {
        return discriminated(run, union, discriminator, node, path);
    }
    let weights = weigh_all(run, union, node, path);
    if weights.iter().any(|weight| weight.is_met()) || report_undecided(run, union, &weights, node, path) {
        return None;
    }
    let closest = report_closest(run, union, &weights, node, path);
    Some(Kind::AnyOf { branches: weights.len(), closest })
}

/// `oneOf`: exactly one branch is met.
pub(super) fn one_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    path: &Path<'_>,
) -> Option<Kind> {
    if let Some(discriminator) = &union.discriminator {
        return discriminated(run, union, discriminator, node, path);
    }
    let weights = weigh_all(run, union, node, path);
    let met = || union.branches.iter().zip(&weights).filter(|(_, weight)| weight.is_met());
    match met().count() {
        0 | 1 if report_undecided(run, union, &weights, node, path) => None,
        1 => None,
        0 => {
            let closest = report_closest(run, union, &weights, node, path);
            Some(Kind::OneOfNone { branches: weights.len(), closest })
        }
        _ => {
            let matching = met().map(|(branch, _)| branch.pointer.to_string()).collect();
            Some(Kind::OneOfSeveral { matching })
        }
    }
}

/// `not`: the schema is not met.
pub(super) fn not<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    negated: &'c Schema,
    node: N,
    path: &Path<'_>,
) -> Option<Kind> {
    let weight = weigh(run, negated, node, path);
    if weight.is_undecided() {
        report(run, negated, node, path);
    }
    weight.is_met().then_some(Kind::Not)
}

/// With a discriminator the branch that the payload names decides, and only its violations are reported.
fn discriminated<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    discriminator: &'c Discriminator,
    node: N,
    path: &Path<'_>,
) -> Option<Kind> {
    let named = match node.view() {
        View::Object(mut members) => {
            members.find(|(key, _)| *key == &*discriminator.property).map(|(_, value)| value.view())
        }
        View::Null | View::Boolean(_) | View::Number(_) | View::String(_) | View::Array(_) => None,
    };
    let branch = match named {
        Some(View::String(name)) => discriminator
            .mapping
            .iter()
            .find(|(known, _)| &**known == name)
            .and_then(|(_, index)| union.branches.get(*index as usize)),
        _ => None,
    };
    match branch {
        Some(branch) => {
            report(run, branch, node, path);
            None
        }
        None => Some(Kind::Discriminator {
            property: discriminator.property.to_string(),
            allowed: discriminator.mapping.iter().map(|(name, _)| name).collect(),
        }),
    }
}

fn weigh_all<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, union: &'c Union, node: N, path: &Path<'_>) -> Weights {
    union.branches.iter().map(|branch| weigh(run, branch, node, path)).collect()
}

fn weigh<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, branch: &'c Schema, node: N, path: &Path<'_>) -> Weight {
    run.weigh(branch, node.address(), |run| walk_here(run, branch, node, path))
}

/// Reports what could not be checked in the branches that may or may not be met, and says whether there are any.
fn report_undecided<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    weights: &[Weight],
    node: N,
    path: &Path<'_>,
) -> bool {
    let mut any = false;
    for (branch, _) in union.branches.iter().zip(weights).filter(|(_, weight)| weight.is_undecided()) {
        report(run, branch, node, path);
        any = true;
    }
    any
}

/// Reports what is wrong with the branch that was meant, and says which one that is.
fn report_closest<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    weights: &[Weight],
    node: N,
    path: &Path<'_>,
) -> String {
    let closest = union.branches.iter().zip(weights).min_by_key(|(_, weight)| weight.violations);
    let Some((branch, weight)) = closest else { return String::new() };
    if run.add_weight(*weight) {
        return String::new();
    }
    report(run, branch, node, path);
    branch.pointer.to_string()
}

/// Records what is wrong with a branch, or adds it to what is being weighed.
fn report<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, branch: &'c Schema, node: N, path: &Path<'_>) {
    if run.is_weighing() {
        let weight = weigh(run, branch, node, path);
        run.add_weight(weight);
    } else if run.is_first_report(branch, node.address()) {
        walk_here(run, branch, node, path);
    }
}

fn walk_here<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, branch: &'c Schema, node: N, path: &Path<'_>) {
    run.within_union(branch, node.address(), path, |run| tree::walk(run, &[branch], node, path));
}
