//! Alternatives: `anyOf`, `oneOf` and `not`, whose branches have to be tried.

use smallvec::{SmallVec, smallvec};

use super::node::{Node, View};
use super::path::Path;
use super::run::{Run, Weight};
use super::tree;
use crate::contract::{Discriminator, Schema, Union};
use crate::report::Kind;

/// Branches that have to be tried.
type Branches<'c> = SmallVec<[&'c Schema; 8]>;

/// What speaks against each branch.
type Weights = SmallVec<[Weight; 8]>;

/// The branches that a node may be meant to meet.
pub(super) enum Choice<'c> {
    /// The one that the discriminator names.
    Named(&'c Schema),
    /// Any of these.
    Any(Branches<'c>),
    /// The discriminator should name one, and does not.
    None(&'c Discriminator),
}

impl<'c> Choice<'c> {
    /// With a discriminator, an object goes by the name that it gives. Anything else cannot give one, and is meant for the
    /// branches that have no name, such as `type: null`.
    pub(super) fn of<'n, N: Node<'n>>(union: &'c Union, node: N) -> Self {
        let Some(discriminator) = &union.discriminator else {
            return Self::Any(union.branches.iter().collect());
        };
        let View::Object(mut members) = node.view() else {
            let mut is_named: SmallVec<[bool; 16]> = smallvec![false; union.branches.len()];
            for (_, index) in discriminator.mapping.iter() {
                if let Some(is_named) = is_named.get_mut(*index as usize) {
                    *is_named = true;
                }
            }
            let branches = union.branches.iter().zip(is_named);
            let unnamed: Branches<'c> =
                branches.filter(|(_, is_named)| !is_named).map(|(branch, _)| branch).collect();
            return if unnamed.is_empty() { Self::None(discriminator) } else { Self::Any(unnamed) };
        };
        let value = members.find(|(key, _)| *key == &*discriminator.property).map(|(_, value)| value.view());
        let Some(View::String(value)) = value else { return Self::None(discriminator) };
        let mut mapping = discriminator.mapping.iter();
        let index = mapping.find(|(name, _)| &**name == value).map(|(_, index)| *index as usize);
        let branch = index.and_then(|index| union.branches.get(index));
        branch.map_or(Self::None(discriminator), Self::Named)
    }
}

/// `anyOf`: at least one branch is met.
pub(super) fn any_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    path: &Path<'_>,
) -> Option<Kind> {
    let branches = match decided(run, union, node, path) {
        Ok(branches) => branches,
        Err(kind) => return kind,
    };
    let weights = weigh_all(run, &branches, node, path);
    if weights.iter().any(|weight| weight.is_met()) {
        report_met(run, &branches, &weights, node, path);
        return None;
    }
    if report_undecided(run, &branches, &weights, node, path) {
        return None;
    }
    union.discriminator.as_ref().map(unnamed).or_else(|| {
        let closest = report_closest(run, &branches, &weights, node, path);
        Some(Kind::AnyOf { branches: weights.len(), closest })
    })
}

/// `oneOf`: exactly one branch is met.
pub(super) fn one_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    path: &Path<'_>,
) -> Option<Kind> {
    let branches = match decided(run, union, node, path) {
        Ok(branches) => branches,
        Err(kind) => return kind,
    };
    let weights = weigh_all(run, &branches, node, path);
    let met = || branches.iter().zip(&weights).filter(|(_, weight)| weight.is_met());
    match met().count() {
        0 | 1 if report_undecided(run, &branches, &weights, node, path) => None,
        1 => {
            report_met(run, &branches, &weights, node, path);
            None
        }
        // With a discriminator, only the branches without a name were tried: the node should have named one of the others.
        0 => union.discriminator.as_ref().map(unnamed).or_else(|| {
            let closest = report_closest(run, &branches, &weights, node, path);
            Some(Kind::OneOfNone { branches: weights.len(), closest })
        }),
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

/// The branches to try; or what comes of it where the discriminator decides: only the violations of the branch that it names
/// are reported.
fn decided<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    union: &'c Union,
    node: N,
    path: &Path<'_>,
) -> Result<Branches<'c>, Option<Kind>> {
    match Choice::of(union, node) {
        Choice::Any(branches) => Ok(branches),
        Choice::None(discriminator) => Err(Some(unnamed(discriminator))),
        Choice::Named(branch) => {
            report(run, branch, node, path);
            Err(None)
        }
    }
}

fn unnamed(discriminator: &Discriminator) -> Kind {
    Kind::Discriminator {
        property: discriminator.property.to_string(),
        allowed: discriminator.mapping.iter().map(|(name, _)| name).collect(),
    }
}

pub(super) fn weigh_all<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    branches: &[&'c Schema],
    node: N,
    path: &Path<'_>,
) -> Weights {
    branches.iter().map(|branch| weigh(run, branch, node, path)).collect()
}

/// What speaks against a schema that may hold for the node.
pub(super) fn weigh<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    node: N,
    path: &Path<'_>,
) -> Weight {
    run.weigh(schema, node.address(), |run| walk_here(run, schema, node, path))
}

/// The branch that comes closest.
pub(super) fn closest<'c>(branches: &[&'c Schema], weights: &[Weight]) -> Option<(&'c Schema, Weight)> {
    let closest = branches.iter().zip(weights).min_by_key(|(_, weight)| weight.violations);
    closest.map(|(branch, weight)| (*branch, *weight))
}

/// In strict mode, reports what the branch that is met does not mention, if it is one alone.
fn report_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    branches: &[&'c Schema],
    weights: &[Weight],
    node: N,
    path: &Path<'_>,
) {
    if !run.options.strict {
        return;
    }
    let mut met = branches.iter().zip(weights).filter(|(_, weight)| weight.is_met());
    if let (Some((branch, _)), None) = (met.next(), met.next()) {
        report(run, branch, node, path);
    }
}

/// Reports what could not be checked in the branches that may or may not be met, and says whether there are any.
fn report_undecided<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    branches: &[&'c Schema],
    weights: &[Weight],
    node: N,
    path: &Path<'_>,
) -> bool {
    let mut any = false;
    for (branch, _) in branches.iter().zip(weights).filter(|(_, weight)| weight.is_undecided()) {
        report(run, branch, node, path);
        any = true;
    }
    any
}

/// Reports what is wrong with the branch that was meant, and says which one that is.
fn report_closest<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    branches: &[&'c Schema],
    weights: &[Weight],
    node: N,
    path: &Path<'_>,
) -> String {
    let Some((branch, weight)) = closest(branches, weights) else { return String::new() };
    if run.add_weight(weight) {
        return String::new();
    }
    report(run, branch, node, path);
    branch.pointer.to_string()
}

/// Records what is wrong with a schema that holds for the node, or adds it to what is being weighed.
pub(super) fn report<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, branch: &'c Schema, node: N, path: &Path<'_>) {
    if run.is_weighing() {
        let weight = weigh(run, branch, node, path);
        run.add_weight(weight);
    } else if run.is_first_report(branch, node.address()) {
        walk_here(run, branch, node, path);
    }
}

pub(super) fn walk_here<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    branch: &'c Schema,
    node: N,
    path: &Path<'_>,
) {
    run.within_union(branch, node.address(), path, |run| tree::walk(run, &[branch], node, path));
}
