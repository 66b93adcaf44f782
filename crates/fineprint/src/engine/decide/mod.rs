//! Whether a node meets a schema, and nothing more: the quick way, on which nothing is recorded and the first violation ends
//! the matter.
//!
//! Most payloads are valid, and of a union's branches most are not met. For both this walk is enough. What it finds to be
//! broken, or cannot tell, is left to the walk that records everything ([`tree`](super::tree)); both go by the same rules,
//! and tests hold them against each other.

mod object;
mod text;

use super::node::{Fact, Node, Scalar, View};
use super::object::is_refused;
use super::run::Run;
use super::union::Choice;
use super::{facts, judge, values};
use crate::check::Direction;
use crate::contract::{
    Additional, Conditional, Constraint, Contains, List, Member, Members, Schema, Text, Tuple, Type, Union,
};
use crate::pattern::Match;

pub(super) use self::text::text_is_met;

/// It cannot be told here.
pub(super) struct Undecided;

/// Whether something is met.
type Decision = Result<bool, Undecided>;

/// How many steps, down or in place, may lie within each other, so that the stack of a small thread holds them.
const MAX_STEPS: u32 = 400;

/// So many branches within each other are tried whenever they are met with. Deeper ones are remembered, or unions within unions
/// would take time that doubles with every level.
const FORGETFUL_BRANCHES: u32 = 3;

/// How deep a walk is.
#[derive(Clone, Copy)]
struct Place {
    /// How many arrays and objects the node lies within.
    depth: usize,
    /// How many schemas lead there.
    steps: u32,
    /// How many of them may be met or not.
    branches: u32,
}

impl Place {
    const fn below(self) -> Self {
        Self { depth: self.depth + 1, steps: self.steps + 1, ..self }
    }

    const fn here(self) -> Self {
        Self { steps: self.steps + 1, ..self }
    }

    const fn in_branch(self) -> Self {
        Self { steps: self.steps + 1, branches: self.branches + 1, ..self }
    }
}

/// Whether a node within so many arrays and objects is certain to meet all these schemas, with nothing else to be said of it.
#[inline]
pub(super) fn is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schemas: &[&'c Schema],
    node: N,
    depth: usize,
) -> bool {
    // In strict mode there may be more to be said.
    if run.options.strict {
        return false;
    }
    let place = Place { depth, steps: 0, branches: 0 };
    schemas.iter().all(|schema| matches!(decide(run, schema, node, place), Ok(true)))
}

/// Most nodes are decided by a glance at the schema.
#[inline]
fn decide<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schema: &'c Schema, node: N, place: Place) -> Decision {
    let summary = schema.summary();
    let fact = node.fact();
    let ty = fact.ty();
    if ty == Type::Null && summary.is_nullable() {
        if !run.options.strict_nullable {
            return Ok(true);
        }
    } else if !summary.types().admits(ty) {
        return Ok(false);
    }
    if summary.wants_integer() {
        node.note_integer();
    }
    if !summary.speaks_of(ty) && !matches!(ty, Type::Array | Type::Object) {
        return Ok(true);
    }
    meets_constraints(run, schema, node, fact, place)
}

/// Whether a node of a type that the schema admits meets its constraints.
fn meets_constraints<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    node: N,
    fact: Fact<'n>,
    place: Place,
) -> Decision {
    let is_container = matches!(fact, Fact::Array(_) | Fact::Object(_));
    if place.steps > MAX_STEPS || (is_container && place.depth >= run.options.max_depth) {
        return Err(Undecided);
    }
    for constraint in schema.constraints() {
        let met = match constraint {
            // The summary knows these.
            Constraint::Nullable | Constraint::Type(_) => true,
            Constraint::Never
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::Temporal(_)
            | Constraint::Format(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_) => {
                facts::meets(run, schema, constraint, &fact).map_err(|_| Undecided)?
            }
            Constraint::Enum(literals) => {
                literals.iter().any(|literal| judge::is(&fact, Some(node), literal))
            }
            Constraint::Const(literal) => judge::is(&fact, Some(node), literal),
            Constraint::Items(schema) => all_items(run, |_| Some(schema), node, place)?,
            Constraint::Tuple(tuple) => tuple_is_met(run, tuple, node, place)?,
            Constraint::UniqueItems => items_are_unique(run, node, place),
            Constraint::Contains(contains) => contains_is_met(run, contains, node, place)?,
            Constraint::Members(members) => members_are_met(run, members, node, place)?,
            Constraint::PropertyNames(names) => names_are_met(run, names, node, place)?,
            Constraint::DependentRequired(rows) => dependents_are_there(run, rows, node)?,
            Constraint::DependentSchemas(rows) => dependents_are_met(run, rows, node, place)?,
            Constraint::UnevaluatedItems(_) | Constraint::UnevaluatedProperties(_) => return Err(Undecided),
            Constraint::Ref(id) => match run.component(*id) {
                Some(schema) => decide(run, schema, node, place.here())?,
                None => true,
            },
            Constraint::AllOf(schemas) => all_of(run, schemas, node, place)?,
            Constraint::AnyOf(union) => any_of(run, union, node, place)?,
            Constraint::OneOf(union) => one_of(run, union, node, place)?,
            Constraint::Not(schema) => !branch(run, schema, node, place)?,
            Constraint::If(conditional) => conditional_is_met(run, conditional, node, place)?,
        };
        if !met {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A schema that may be met or not.
fn branch<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schema: &'c Schema, node: N, place: Place) -> Decision {
    if place.branches < FORGETFUL_BRANCHES {
        return decide(run, schema, node, place.in_branch());
    }
    if let Some(met) = run.decided(schema, node.address()) {
        return Ok(met);
    }
    let met = decide(run, schema, node, place.in_branch())?;
    run.remember(schema, node.address(), met);
    Ok(met)
}

fn all_of<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schemas: &'c [Schema],
    node: N,
    place: Place,
) -> Decision {
    for schema in schemas {
        if !decide(run, schema, node, place.here())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any_of<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, union: &'c Union, node: N, place: Place) -> Decision {
    if union.discriminator.is_some() {
        return Ok(count_met(run, union, node, place)? > 0);
    }
    for schema in union.branches.iter() {
        if branch(run, schema, node, place)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn one_of<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, union: &'c Union, node: N, place: Place) -> Decision {
    if union.discriminator.is_some() {
        return Ok(count_met(run, union, node, place)? == 1);
    }
    let mut met = false;
    for schema in union.branches.iter() {
        if branch(run, schema, node, place)? {
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
        Choice::Named(schema) => Ok(usize::from(decide(run, schema, node, place.here())?)),
        Choice::None(_) => Ok(0),
        Choice::Any(schemas) => {
            let mut met = 0;
            for schema in schemas {
                met += usize::from(branch(run, schema, node, place)?);
            }
            Ok(met)
        }
    }
}

fn conditional_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    conditional: &'c Conditional,
    node: N,
    place: Place,
) -> Decision {
    let Conditional { condition, then, otherwise } = conditional;
    let consequence = if branch(run, condition, node, place)? { then } else { otherwise };
    match consequence {
        Some(schema) => decide(run, schema, node, place.here()),
        None => Ok(true),
    }
}

fn all_items<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema_at: impl Fn(usize) -> Option<&'c Schema>,
    node: N,
    place: Place,
) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    for (index, item) in items.enumerate() {
        let Some(schema) = schema_at(index) else { break };
        if !decide(run, schema, item, place.below())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn tuple_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    tuple: &'c Tuple,
    node: N,
    place: Place,
) -> Decision {
    if let View::Array(items) = node.view()
        && tuple.is_closed()
        && items.len() > tuple.prefix.len()
    {
        return Ok(false);
    }
    all_items(run, |index| tuple.prefix.get(index).or_else(|| tuple.rest.schema()), node, place)
}

fn items_are_unique<'n, N: Node<'n>>(run: &Run<'_>, node: N, place: Place) -> bool {
    let View::Array(items) = node.view() else { return true };
    let levels = run.options.max_depth.saturating_sub(place.depth + 1);
    values::find_equal::<N>(items, levels).is_none()
}

fn contains_is_met<'c, 'n, N: Node<'n>>(
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
        met += u64::from(branch(run, &contains.schema, item, place.below())?);
    }
    Ok(met >= min && contains.max.is_none_or(|max| met <= max))
}

fn members_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rule: &'c Members,
    node: N,
    place: Place,
) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    let mut required = 0;
    for (key, value) in members {
        let mut described = false;
        if let Some(entry) = rule.entry(key) {
            if is_refused(run.direction, entry.access) {
                return Ok(false);
            }
            required += usize::from(entry.required);
            if let Some(schema) = &entry.schema {
                described = true;
                if !decide(run, schema, value, place.below())? {
                    return Ok(false);
                }
            }
        }
        for (pattern, schema) in rule.patterns.iter() {
            match pattern.find_in(key) {
                Match::No => continue,
                Match::GaveUp => return Err(Undecided),
                Match::Yes => described = true,
            }
            if !decide(run, schema, value, place.below())? {
                return Ok(false);
            }
        }
        if !described {
            match &rule.additional {
                Additional::Allowed => {}
                Additional::Forbidden => return Ok(false),
                Additional::Schema(schema) => {
                    if !decide(run, schema, value, place.below())? {
                        return Ok(false);
                    }
                }
            }
        }
    }
    if required == rule.required() { Ok(true) } else { refused_at_most(run, rule, node) }
}

/// Whether of the keys that `required` names only such are not there that must not be sent.
#[cold]
fn refused_at_most<'n, N: Node<'n>>(run: &Run<'_>, rule: &Members, node: N) -> Decision {
    let is_needed = |entry: &&Member| entry.required && !is_refused(run.direction, entry.access);
    if rule.entries.iter().filter(is_needed).all(|entry| node.has(&entry.name)) {
        return Ok(true);
    }
    not_there(run)
}

/// A key that is needed is not there. Another schema of the same node may say that it must not be sent in this direction.
fn not_there(run: &Run<'_>) -> Decision {
    if run.contract.has_one_way_properties && run.direction != Direction::None {
        return Err(Undecided);
    }
    Ok(false)
}

fn names_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    names: &'c Schema,
    node: N,
    place: Place,
) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    for (key, _) in members {
        if !decide(run, names, Scalar::Key(key), place.here())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn dependents_are_there<'n, N: Node<'n>>(
    run: &Run<'_>,
    rows: &[(Text, List<Text>)],
    node: N,
) -> Decision {
    for (because, needed) in rows {
        if node.has(because) && !needed.iter().all(|name| node.has(name)) {
            return not_there(run);
        }
    }
    Ok(true)
}

fn dependents_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rows: &'c [(Text, Schema)],
    node: N,
    place: Place,
) -> Decision {
    for (property, schema) in rows {
        if node.has(property) && !decide(run, schema, node, place.here())? {
            return Ok(false);
        }
    }
    Ok(true)
}
