//! Whether a node meets a schema, and nothing more: the quick way, on which nothing is recorded and the first violation ends
//! the matter.
//!
//! Most payloads are valid, and of a union's branches most are not met. For both this walk is enough. What it finds to be
//! broken, or cannot tell, is left to the walk that records everything ([`tree`](super::tree)); both go by the same rules,
//! and tests hold them against each other.

mod free;
mod items;
mod keep;
mod members;
mod object;
mod scalars;
mod text;
mod together;
mod union;

use super::node::{Fact, Node, Scalar, View};
use super::object::is_reserved;
use super::run::Run;
use super::{facts, values};
use crate::contract::{ComponentId, Constraint, Schema, Type};

use self::items::{all_items, contains_is_met, items_are_unique, tuple_is_met};
use self::members::{dependents_are_met, dependents_are_there, members_are_met, names_are_met};
use self::scalars::{scalar_meets, text_meets};
pub(super) use self::text::text_is_met;
use self::together::all_are_met;
use self::union::{any_of, conditional_is_met, one_of};

/// It cannot be told here.
pub(super) struct Undecided;

/// Whether something is met.
type Decision = Result<bool, Undecided>;

/// How many steps, down or in place, may lie within each other: the stack of a small thread must hold them, and no more branches
/// may be open than the walk that records everything opens.
const MAX_STEPS: u64 = 250;

/// After so many steps, it is remembered which nodes meet which of the schemas that stand beside others: where ways through
/// schemas meet again, the time would double with each meeting. Up to then, to ask again costs less than to remember.
const FORGETFUL_STEPS: usize = 20_000;

/// So many branches of an `allOf` are gone through together. For more, it takes longer to gather what they bring in than to ask each.
const MOST_TOGETHER: usize = 4;

/// How deep a walk is, in one number, so that it is counted and compared at once:
///
/// * bit 0: whether no schema has looked into the node yet;
/// * bits 1 to 31: how many arrays and objects the node lies within, no more than can be asked for in the options, and one;
/// * bits 32 to 63: how many schemas lead there.
#[derive(Clone, Copy)]
struct Place(u64);

impl Place {
    const NEW: u64 = 1;
    const LEVEL: u64 = 1 << 1;
    const STEP: u64 = 1 << 32;
    /// The least of all places with too many steps.
    const LIMIT: u64 = (MAX_STEPS + 1) * Self::STEP;

    /// A node within so many arrays and objects. More than can be counted are too many anyway.
    fn at(depth: usize) -> Self {
        const DEEPEST: u32 = u32::MAX >> 1;
        let depth = u32::try_from(depth).map_or(DEEPEST, |depth| depth.min(DEEPEST));
        Self((u64::from(depth) * Self::LEVEL) | Self::NEW)
    }

    #[inline]
    const fn depth(self) -> usize {
        (self.0 % Self::STEP / Self::LEVEL) as usize
    }

    /// Whether arrays and objects may not be here.
    #[inline]
    const fn is_too_deep(self, run: &Run<'_>) -> bool {
        self.depth() >= run.options.max_depth
    }

    /// Whether there are too many steps to it.
    #[inline]
    const fn is_too_far(self) -> bool {
        self.0 >= Self::LIMIT
    }

    #[inline]
    const fn is_new(self) -> bool {
        self.0 & Self::NEW != 0
    }

    /// A part of the node. How many lie within each other, `is_too_deep` sees to.
    #[inline]
    const fn below(self) -> Self {
        Self((self.0 + Self::STEP + Self::LEVEL) | Self::NEW)
    }

    /// The same node, which a schema has looked into.
    #[inline]
    const fn seen(self) -> Self {
        Self(self.0 & !Self::NEW)
    }

    /// The same node, for schemas so many steps away.
    #[inline]
    fn within(self, steps: u16) -> Result<Self, Undecided> {
        let place = Self(self.0 + u64::from(steps) * Self::STEP);
        if place.is_too_far() { Err(Undecided) } else { Ok(place) }
    }

    /// The same node, for another schema.
    #[inline]
    fn here(self) -> Result<Self, Undecided> {
        self.within(1)
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
    !run.options.strict && scalar_is_met(run, schemas, node, depth)
}

/// The same of a scalar, of which there is nothing more to be said in strict mode either.
#[inline]
pub(super) fn scalar_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schemas: &[&'c Schema],
    node: N,
    depth: usize,
) -> bool {
    let place = Place::at(depth);
    run.earn_steps(1);
    schemas.iter().all(|schema| matches!(decide(run, schema, node, place), Ok(true)))
}

/// The same of a string.
#[inline]
pub(super) fn string_is_met<'c>(run: &mut Run<'c>, schemas: &[&'c Schema], text: &str, depth: usize) -> bool {
    let place = Place::at(depth);
    run.earn_steps(1);
    schemas
        .iter()
        .all(|schema| matches!(decide_text(run, schema, text, Scalar::String(text), place), Ok(true)))
}

/// Most nodes are decided by a glance at the schema.
#[inline(always)]
#[allow(clippy::inline_always, reason = "so that items and members cost no call each")]
fn decide<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schema: &'c Schema, node: N, place: Place) -> Decision {
    // Apart from each other, so that none pays for what only the others need.
    match node.fact() {
        Fact::String(text) => decide_text(run, schema, text, node, place),
        fact @ (Fact::Array(_) | Fact::Object(_)) => {
            let (summary, ty) = (schema.summary(), fact.ty());
            if !summary.types().admits(ty) {
                return Ok(false);
            }
            // What no keyword speaks of may lie too deep.
            if summary.says_nothing() { Ok(true) } else { container_meets(run, schema, ty, node, place) }
        }
        fact @ (Fact::Null | Fact::Boolean(_) | Fact::Number(_)) => {
            let (summary, ty) = (schema.summary(), fact.ty());
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
            if summary.speaks_of(ty) { scalar_meets(run, schema, fact, node, place) } else { Ok(true) }
        }
    }
}

/// The same of a string.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the same")]
fn decide_text<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    text: &str,
    node: N,
    place: Place,
) -> Decision {
    let summary = schema.summary();
    if !summary.types().admits(Type::String) {
        return Ok(false);
    }
    if !summary.speaks_of(Type::String) || summary.is_met_by_length(text.len()) {
        return Ok(true);
    }
    text_meets(run, schema, text, node, place)
}

/// Whether an array or object meets the constraints of a schema.
#[inline(never)]
fn container_meets<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    ty: Type,
    node: N,
    place: Place,
) -> Decision {
    if place.is_too_far() || place.is_too_deep(run) || (place.is_new() && begins_reserved(node)) {
        return Err(Undecided);
    }
    let (mut schema, mut place) = (schema, place.seen());
    run.steps += 1;
    // Mostly a `$ref` is all there is.
    while let [Constraint::Ref(id)] = schema.constraints() {
        let Some(target) = run.component(*id) else { return Ok(true) };
        if !target.summary().types().admits(ty) {
            return Ok(false);
        }
        schema = target;
        place = place.here()?;
    }
    for constraint in schema.further_constraints() {
        // Mostly it is this one.
        let is_met = if let Constraint::Members(members) = constraint {
            members_are_met(run, members, node, place)
        } else {
            constraint_is_met(run, schema, constraint, node, place)
        };
        if !is_met? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an array or object meets one constraint.
#[inline]
fn constraint_is_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    constraint: &'c Constraint,
    node: N,
    place: Place,
) -> Decision {
    match constraint {
        // The summary knows these.
        Constraint::Nullable | Constraint::Type(_) => Ok(true),
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
            facts::meets(run, schema, constraint, &node.fact()).map_err(|_| Undecided)
        }
        Constraint::Enum(literals) => Ok(literals.iter().any(|literal| values::is(node, literal))),
        Constraint::Const(literal) => Ok(values::is(node, literal)),
        Constraint::Items(schema) => all_items(run, schema, node, place),
        Constraint::Tuple(tuple) => tuple_is_met(run, tuple, node, place),
        Constraint::UniqueItems => items_are_unique(run, node, place),
        Constraint::Contains(contains) => contains_is_met(run, contains, node, place),
        Constraint::Members(members) => members_are_met(run, members, node, place),
        Constraint::PropertyNames(names) => names_are_met(run, names, node, place),
        Constraint::DependentRequired(rows) => dependents_are_there(run, rows, node),
        Constraint::DependentSchemas(rows) => dependents_are_met(run, rows, node, place),
        Constraint::UnevaluatedItems(_) | Constraint::UnevaluatedProperties(_) => Err(Undecided),
        Constraint::Ref(id) => reference(run, schema, *id, node, place),
        Constraint::AllOf(branches)
            if matches!(branches.len(), 2..=MOST_TOGETHER)
                && matches!(node.fact(), Fact::Object(_))
                && run.steps < FORGETFUL_STEPS =>
        {
            all_are_met(run, branches, node, place)
        }
        Constraint::AllOf(branches) => all_of(run, branches, node, place),
        Constraint::AnyOf(union) => any_of(run, union, node, place),
        Constraint::OneOf(union) => one_of(run, union, node, place),
        Constraint::Not(schema) => Ok(!turn(run, schema, node, place)?),
        Constraint::If(conditional) => conditional_is_met(run, conditional, node, place),
    }
}

/// `$ref`
#[inline(never)]
fn reference<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    id: ComponentId,
    node: N,
    place: Place,
) -> Decision {
    match run.component(id) {
        Some(target) if schema.constraints().len() == 1 => decide(run, target, node, place.here()?),
        Some(target) => turn(run, target, node, place),
        None => Ok(true),
    }
}

/// Whether a parsed value is an object that `serde_json` may take for something else, as it looks at the first key. Of text, the
/// reader has seen to that.
#[inline]
fn begins_reserved<'n, N: Node<'n>>(node: N) -> bool {
    if N::IS_TEXT {
        return false;
    }
    let View::Object(mut members) = node.view() else { return false };
    members.next().is_some_and(|(key, _)| is_reserved(key))
}

/// A schema beside others that speak of the same node.
fn turn<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schema: &'c Schema, node: N, place: Place) -> Decision {
    let place = place.here()?;
    if run.steps < FORGETFUL_STEPS {
        return decide(run, schema, node, place);
    }
    if let Some(met) = run.decided(schema, node.address()) {
        return Ok(met);
    }
    let met = decide(run, schema, node, place)?;
    run.remember(schema, node.address(), met);
    Ok(met)
}

#[inline(never)]
fn all_of<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schemas: &'c [Schema], node: N, place: Place) -> Decision {
    for schema in schemas {
        if !turn(run, schema, node, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}
