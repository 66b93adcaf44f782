//! What is said of the members of an object.

use smallvec::SmallVec;

use super::object::{Held, match_patterns};
use super::{Decision, Place, Undecided, decide, turn};
use crate::contract::{Additional, List, Member, Members, Schema, Text, Type};
use crate::engine::expected::Expected;
use crate::engine::node::{Fact, Node, Scalar, View};
use crate::engine::object::is_refused;
use crate::engine::run::Run;
use crate::same::is_same;

/// Arrays and objects with what is said of them, to be looked at last.
type Later<'c, N> = SmallVec<[(&'c Schema, N); 4]>;

#[inline]
fn containers_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    later: &[(&'c Schema, N)],
    place: Place,
) -> Decision {
    if later.is_empty() { Ok(true) } else { some_containers_are_met(run, later, place) }
}

#[inline(never)]
fn some_containers_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    later: &[(&'c Schema, N)],
    place: Place,
) -> Decision {
    for (schema, value) in later {
        if !decide(run, schema, *value, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The object is asked for what `properties` and `required` name, where that takes less; else each member is
/// looked up.
pub(super) fn members_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rule: &'c Members,
    node: N,
    place: Place,
) -> Decision {
    let Fact::Object(count) = node.fact() else { return Ok(true) };
    if count < rule.required() && !refused_at_most(run, rule, node)? {
        return Ok(false);
    }
    if !rule.patterns.is_empty() {
        each_is_met_with_patterns(run, rule, node, place)
    } else if !matches!(rule.additional, Additional::Schema(_))
        && N::is_better_asked(rule.entries.len(), count)
    {
        named_are_met(run, rule, node, count, place)
    } else {
        each_is_met(run, rule, node, place)
    }
}

/// The members that the rule names, of an object with so many; the rule has no patterns, and no schema for others.
#[inline(never)]
fn named_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rule: &'c Members,
    node: N,
    count: usize,
    place: Place,
) -> Decision {
    run.steps += if N::IS_TEXT { count } else { rule.entries.len() };
    let below = place.below();
    let mut described = 0;
    let mut lacks = false;
    let mut later = Later::new();
    for entry in rule.entries.iter() {
        let Some(value) = node.member(&entry.name) else {
            lacks |= entry.required;
            continue;
        };
        if is_refused(run.direction, entry.access) {
            return Ok(false);
        }
        let Some(schema) = &entry.schema else { continue };
        described += 1;
        if matches!(value.ty(), Type::Array | Type::Object) {
            later.push((schema, value));
        } else if !decide(run, schema, value, below)? {
            return Ok(false);
        }
    }
    if described < count && matches!(rule.additional, Additional::Forbidden) {
        return Ok(false);
    }
    if lacks && !refused_at_most(run, rule, node)? {
        return Ok(false);
    }
    containers_are_met(run, &later, below)
}

/// Each member, where there are no patterns.
///
/// Scalars are looked at before arrays and objects, and whether a key is missing before these: what tells branches from each
/// other is mostly a scalar, and to see it late would mean to go deep into every branch.
#[inline(never)]
fn each_is_met<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, rule: &'c Members, node: N, place: Place) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    run.steps += members.len();
    let below = place.below();
    let mut required = 0;
    let mut later = Later::new();
    let mut expected = Expected::new(rule, N::ORDER);
    for (key, value) in members {
        let mut described = None;
        if let Some((_, entry)) = expected.find(key) {
            if is_refused(run.direction, entry.access) {
                return Ok(false);
            }
            required += usize::from(entry.required);
            described = entry.schema.as_ref();
        }
        let Some(schema) = described.or_else(|| rule.additional.schema()) else {
            if matches!(rule.additional, Additional::Forbidden) {
                return Ok(false);
            }
            continue;
        };
        if matches!(value.ty(), Type::Array | Type::Object) {
            later.push((schema, value));
        } else if !decide(run, schema, value, below)? {
            return Ok(false);
        }
    }
    if required != rule.required() && !refused_at_most(run, rule, node)? {
        return Ok(false);
    }
    containers_are_met(run, &later, below)
}

/// Each member, by rules of which [each names keys that no other names](Members::are_apart).
pub(super) fn each_is_met_of_several<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rules: &[&'c Members],
    node: N,
    place: Place,
) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    run.steps += members.len();
    let below = place.below();
    let mut expected: SmallVec<[Expected<'c>; 4]> =
        rules.iter().map(|rule| Expected::new(rule, N::ORDER)).collect();
    let mut missing: usize = rules.iter().map(|rule| rule.required()).sum();
    let mut later = Later::new();
    for (key, value) in members {
        let found = expected
            .iter_mut()
            .find_map(|expected| expected.find_next(|entry| is_same(entry.name.as_bytes(), key.as_bytes())));
        let Some((_, entry)) =
            found.or_else(|| expected.iter_mut().find_map(|expected| expected.look_up(key)))
        else {
            continue;
        };
        if is_refused(run.direction, entry.access) {
            return Ok(false);
        }
        missing -= usize::from(entry.required);
        let Some(schema) = &entry.schema else { continue };
        if matches!(value.ty(), Type::Array | Type::Object) {
            later.push((schema, value));
        } else if !decide(run, schema, value, below)? {
            return Ok(false);
        }
    }
    if missing > 0 {
        if !run.may_refuse_properties() {
            return Ok(false);
        }
        for rule in rules {
            let lacks = rule.entries.iter().any(|entry| entry.required && !node.has(&entry.name));
            if lacks && !refused_at_most(run, rule, node)? {
                return Ok(false);
            }
        }
    }
    containers_are_met(run, &later, below)
}

/// Each member, where `patternProperties` may speak of a value beside `properties`.
#[inline(never)]
fn each_is_met_with_patterns<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rule: &'c Members,
    node: N,
    place: Place,
) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    run.steps += members.len();
    let below = place.below();
    let mut required = 0;
    let (mut later, mut beside) = (Later::new(), Later::new());
    let mut expected = Expected::new(rule, N::ORDER);
    let mut held = Held::default();
    for (key, value) in members {
        held.clear();
        let mut is_described = false;
        if let Some((_, entry)) = expected.find(key) {
            if is_refused(run.direction, entry.access) {
                return Ok(false);
            }
            required += usize::from(entry.required);
            if let Some(schema) = &entry.schema {
                is_described = true;
                held.push(schema);
            }
        }
        is_described |= match_patterns(rule, key, &mut held)?;
        if !is_described {
            match &rule.additional {
                Additional::Allowed => continue,
                Additional::Forbidden => return Ok(false),
                Additional::Schema(schema) => held.push(schema),
            }
        }
        let is_container = matches!(value.ty(), Type::Array | Type::Object);
        match held.schemas() {
            ([schema], []) if is_container => later.push((schema, value)),
            ([schema], []) => {
                if !decide(run, schema, value, below)? {
                    return Ok(false);
                }
            }
            (one, others) => {
                let all = one.iter().chain(others).copied();
                if is_container {
                    beside.extend(all.map(|schema| (schema, value)));
                    continue;
                }
                for schema in all {
                    if !turn(run, schema, value, below)? {
                        return Ok(false);
                    }
                }
            }
        }
    }
    if required != rule.required() && !refused_at_most(run, rule, node)? {
        return Ok(false);
    }
    for (schema, value) in beside {
        if !turn(run, schema, value, below)? {
            return Ok(false);
        }
    }
    containers_are_met(run, &later, below)
}

/// Whether of the keys that `required` names only such are not there that must not be sent. Of one that is not there and is needed,
/// another schema of the same node may say so.
#[inline]
fn refused_at_most<'n, N: Node<'n>>(run: &Run<'_>, rule: &Members, node: N) -> Decision {
    if !run.may_refuse_properties() {
        return Ok(false);
    }
    let is_needed = |entry: &&Member| entry.required && !is_refused(run.direction, entry.access);
    if rule.entries.iter().filter(is_needed).all(|entry| node.has(&entry.name)) {
        return Ok(true);
    }
    Err(Undecided)
}

#[inline(never)]
pub(super) fn names_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    names: &'c Schema,
    node: N,
    place: Place,
) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    for (key, _) in members {
        if !decide(run, names, Scalar::Key(key), place.here()?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[inline(never)]
pub(super) fn dependents_are_there<'n, N: Node<'n>>(
    run: &Run<'_>,
    rows: &[(Text, List<Text>)],
    node: N,
) -> Decision {
    for (because, needed) in rows {
        if node.has(because) && !needed.iter().all(|name| node.has(name)) {
            return if run.may_refuse_properties() { Err(Undecided) } else { Ok(false) };
        }
    }
    Ok(true)
}

#[inline(never)]
pub(super) fn dependents_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rows: &'c [(Text, Schema)],
    node: N,
    place: Place,
) -> Decision {
    for (property, schema) in rows {
        if node.has(property) && !turn(run, schema, node, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}
