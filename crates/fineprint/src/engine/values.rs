//! Equality of JSON values: with the contract's `enum`, and among the items of an array.
//!
//! Numbers are equal by value (`1` is `1.0`), objects whatever the order of their keys.

use std::collections::HashMap;

use smallvec::SmallVec;

use super::node::{Fact, Node, View};
use crate::contract::{Decimal, Literal};

/// Whether a scalar is that literal.
pub(super) fn scalar_is(fact: &Fact<'_>, literal: &Literal) -> bool {
    match (fact, literal) {
        (Fact::Null, Literal::Null) => true,
        (Fact::Boolean(left), Literal::Boolean(right)) => left == right,
        (Fact::Number(left), Literal::Number(right)) => left.is(*right),
        (Fact::String(left), Literal::String(right)) => *left == &**right,
        (
            Fact::Null
            | Fact::Boolean(_)
            | Fact::Number(_)
            | Fact::String(_)
            | Fact::Array(_)
            | Fact::Object(_),
            Literal::Null
            | Literal::Boolean(_)
            | Literal::Number(_)
            | Literal::String(_)
            | Literal::Array(_)
            | Literal::Object(_),
        ) => false,
    }
}

/// Whether a node is that literal.
pub(super) fn is<'n, N: Node<'n>>(node: N, literal: &Literal) -> bool {
    let view = node.view();
    let fact = view.fact();
    match (view, literal) {
        (View::Array(mut items), Literal::Array(literals)) => {
            items.len() == literals.len()
                && literals.iter().all(|literal| items.next().is_some_and(|item| is(item, literal)))
        }
        (View::Object(mut members), Literal::Object(literals)) => {
            members.len() == literals.len()
                && members.all(|(key, value)| {
                    literals.iter().any(|(name, literal)| &**name == key && is(value, literal))
                })
        }
        _ => scalar_is(&fact, literal),
    }
}

/// Two items of an array that are equal, if there are any. The time grows with the size of the array, not with its square.
///
/// Arrays and objects more than `levels` deep are not looked into, and equal to nothing.
pub(super) fn find_equal<'n, N: Node<'n>>(items: N::Items, levels: usize) -> Option<(usize, usize)> {
    find_equal_or_cut::<N>(items, levels).0
}

/// The same, and whether there was anything that was not looked into.
pub(super) fn find_equal_or_cut<'n, N: Node<'n>>(
    items: N::Items,
    levels: usize,
) -> (Option<(usize, usize)>, bool) {
    if items.len() < 2 {
        return (None, false);
    }
    if let Some(equal) = find_equal_of_few::<N>(items.clone()) {
        return (equal, false);
    }
    if !N::IS_TEXT && items.len() <= FEW_COMPOSITES {
        return compare_few::<N>(items, levels);
    }
    let mut seen = HashMap::with_capacity(items.len());
    let mut cut = 0;
    let equal = items.enumerate().find_map(|(index, item)| {
        let item = Canonical::of(item, levels, &mut cut);
        seen.insert(item, index).map(|first: usize| (first, index))
    });
    (equal, cut > 0)
}

/// The same of a few scalars, which are quicker compared with each other than put into a form that can be looked up.
#[allow(clippy::option_option, reason = "whether there are two is known or not")]
fn find_equal_of_few<'n, N: Node<'n>>(items: N::Items) -> Option<Option<(usize, usize)>> {
    const FEW: usize = 16;
    if items.len() > FEW {
        return None;
    }
    let mut seen: SmallVec<[Fact<'n>; FEW]> = SmallVec::new();
    for (index, item) in items.enumerate() {
        let fact = item.fact();
        if matches!(fact, Fact::Array(_) | Fact::Object(_)) {
            return None;
        }
        if let Some(first) = seen.iter().position(|other| are_equal_scalars(&fact, other)) {
            return Some(Some((first, index)));
        }
        seen.push(fact);
    }
    Some(None)
}

/// So many arrays and objects in memory are quicker compared with each other: mostly they differ in what is looked at first.
const FEW_COMPOSITES: usize = 8;

/// The same of a few of any kind.
fn compare_few<'n, N: Node<'n>>(items: N::Items, levels: usize) -> (Option<(usize, usize)>, bool) {
    let mut is_cut = false;
    let mut seen: SmallVec<[N; FEW_COMPOSITES]> = SmallVec::new();
    for (index, item) in items.enumerate() {
        if let Some(first) = seen.iter().position(|other| are_equal(*other, item, levels, &mut is_cut)) {
            return (Some((first, index)), is_cut);
        }
        seen.push(item);
    }
    (None, is_cut)
}

/// Whether two nodes are equal. Arrays and objects that are too deep are equal to nothing, and there is something that was not looked
/// into.
fn are_equal<'n, N: Node<'n>>(left: N, right: N, levels: usize, is_cut: &mut bool) -> bool {
    let views = (left.view(), right.view());
    if matches!(views, (View::Array(_), View::Array(_)) | (View::Object(_), View::Object(_))) && levels == 0 {
        *is_cut = true;
        return false;
    }
    match views {
        (View::Array(mut lefts), View::Array(rights)) => {
            lefts.len() == rights.len()
                && rights
                    .into_iter()
                    .all(|right| lefts.next().is_some_and(|left| are_equal(left, right, levels - 1, is_cut)))
        }
        (View::Object(mut lefts), View::Object(rights)) => {
            lefts.len() == rights.len()
                && lefts.all(|(key, left)| {
                    right.member(key).is_some_and(|right| are_equal(left, right, levels - 1, is_cut))
                })
        }
        (left, right) => are_equal_scalars(&left.fact(), &right.fact()),
    }
}

fn are_equal_scalars(left: &Fact<'_>, right: &Fact<'_>) -> bool {
    match (left, right) {
        (Fact::Null, Fact::Null) => true,
        (Fact::Boolean(left), Fact::Boolean(right)) => left == right,
        (Fact::Number(left), Fact::Number(right)) => left.to_decimal() == right.to_decimal(),
        (Fact::String(left), Fact::String(right)) => left == right,
        (
            Fact::Null
            | Fact::Boolean(_)
            | Fact::Number(_)
            | Fact::String(_)
            | Fact::Array(_)
            | Fact::Object(_),
            _,
        ) => false,
    }
}

/// A value in the one form that all equal values have.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Canonical<'n> {
    Null,
    Boolean(bool),
    Number(Option<Decimal>),
    String(&'n str),
    Array(Vec<Canonical<'n>>),
    Object(Vec<(&'n str, Canonical<'n>)>),
    /// What was not looked into, with a number of its own.
    Cut(usize),
}

impl<'n> Canonical<'n> {
    fn of<N: Node<'n>>(node: N, levels: usize, cut: &mut usize) -> Self {
        match node.view() {
            View::Null => Self::Null,
            View::Boolean(value) => Self::Boolean(value),
            View::Number(number) => Self::Number(number.to_decimal()),
            View::String(text) => Self::String(text),
            View::Array(_) | View::Object(_) if levels == 0 => {
                *cut += 1;
                Self::Cut(*cut)
            }
            View::Array(items) => Self::Array(items.map(|item| Self::of(item, levels - 1, cut)).collect()),
            View::Object(members) => {
                let mut members: Vec<_> =
                    members.map(|(key, value)| (key, Self::of(value, levels - 1, cut))).collect();
                members.sort();
                Self::Object(members)
            }
        }
    }
}
