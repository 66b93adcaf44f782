//! Whether a node meets a schema, and nothing more: the quick way, on which nothing is recorded and the first violation ends
//! the matter.
//!
//! Most payloads are valid, and of a union's branches most are not met. For both this walk is enough. What it finds to be
//! broken, or cannot tell, is left to the walk that records everything ([`tree`](super::tree)); both go by the same rules,
//! and tests hold them against each other.

mod object;
mod text;
mod union;

use smallvec::SmallVec;

use super::node::{Fact, Node, Scalar, View};
use super::object::{is_refused, is_reserved};
use super::run::Run;
use super::{facts, judge, values};
use crate::check::Direction;
use crate::contract::{Additional, Constraint, Contains, List, Member, Members, Schema, Text, Tuple, Type};
use crate::pattern::Match;

pub(super) use self::text::text_is_met;
use self::union::{any_of, conditional_is_met, one_of};

/// It cannot be told here.
pub(super) struct Undecided;

/// Whether something is met.
type Decision = Result<bool, Undecided>;

/// How many steps, down or in place, may lie within each other: the stack of a small thread must hold them, and no more branches
/// may be open than the walk that records everything opens.
const MAX_STEPS: u32 = 250;

/// After so many steps, it is remembered which nodes meet which of the schemas that stand beside others: where ways through
/// schemas meet again, the time would double with each meeting. Up to then, to ask again costs less than to remember.
const FORGETFUL_STEPS: usize = 20_000;

/// How deep a walk is. One register holds it.
#[derive(Clone, Copy)]
struct Place {
    /// How many arrays and objects the node lies within: no more than can be asked for in the options, and one.
    depth: u32,
    /// How many schemas lead there.
    steps: u32,
}

impl Place {
    /// A node within so many arrays and objects. More than can be counted are too many anyway.
    fn at(depth: usize) -> Self {
        Self { depth: depth.try_into().unwrap_or(u32::MAX), steps: 0 }
    }

    /// Whether arrays and objects may not be here.
    #[inline]
    const fn is_too_deep(self, run: &Run<'_>) -> bool {
        self.depth as usize >= run.options.max_depth
    }

    const fn below(self) -> Self {
        Self { depth: self.depth + 1, steps: self.steps + 1 }
    }

    const fn here(self) -> Self {
        Self { steps: self.steps + 1, ..self }
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

/// Most nodes are decided by a glance at the schema.
#[inline(always)]
#[allow(clippy::inline_always, reason = "so that items and members cost no call each")]
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
    if !summary.speaks_of(ty) && (!matches!(ty, Type::Array | Type::Object) || summary.says_nothing()) {
        return Ok(true);
    }
    meets_constraints(run, schema, node, fact, place)
}

/// Whether a node of a type that the schema admits meets its constraints.
#[inline(never)]
fn meets_constraints<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    node: N,
    fact: Fact<'n>,
    place: Place,
) -> Decision {
    let is_container = matches!(fact, Fact::Array(_) | Fact::Object(_));
    if place.steps > MAX_STEPS || (is_container && (place.is_too_deep(run) || begins_reserved(node))) {
        return Err(Undecided);
    }
    run.steps += 1;
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
            Constraint::Enum(literals) => match fact {
                Fact::String(text) => literals.iter().any(|literal| literal.is_string(text)),
                Fact::Null | Fact::Boolean(_) | Fact::Number(_) | Fact::Array(_) | Fact::Object(_) => {
                    literals.iter().any(|literal| judge::is(&fact, Some(node), literal))
                }
            },
            Constraint::Const(literal) => judge::is(&fact, Some(node), literal),
            Constraint::Items(schema) => all_items(run, |_| Some(schema), node, place)?,
            Constraint::Tuple(tuple) => tuple_is_met(run, tuple, node, place)?,
            Constraint::UniqueItems => items_are_unique(run, node, place)?,
            Constraint::Contains(contains) => contains_is_met(run, contains, node, place)?,
            Constraint::Members(members) => members_are_met(run, members, node, place)?,
            Constraint::PropertyNames(names) => names_are_met(run, names, node, place)?,
            Constraint::DependentRequired(rows) => dependents_are_there(run, rows, node)?,
            Constraint::DependentSchemas(rows) => dependents_are_met(run, rows, node, place)?,
            Constraint::UnevaluatedItems(_) | Constraint::UnevaluatedProperties(_) => return Err(Undecided),
            Constraint::Ref(id) => match run.component(*id) {
                Some(target) if schema.constraints().len() == 1 => decide(run, target, node, place.here())?,
                Some(target) => turn(run, target, node, place)?,
                None => true,
            },
            Constraint::AllOf(schemas) => all_of(run, schemas, node, place)?,
            Constraint::AnyOf(union) => any_of(run, union, node, place)?,
            Constraint::OneOf(union) => one_of(run, union, node, place)?,
            Constraint::Not(schema) => !turn(run, schema, node, place)?,
            Constraint::If(conditional) => conditional_is_met(run, conditional, node, place)?,
        };
        if !met {
            return Ok(false);
        }
    }
    Ok(true)
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
    let place = place.here();
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

fn all_of<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schemas: &'c [Schema], node: N, place: Place) -> Decision {
    for schema in schemas {
        if !turn(run, schema, node, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn all_items<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema_at: impl Fn(usize) -> Option<&'c Schema>,
    node: N,
    place: Place,
) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    run.steps += items.len();
    for (index, item) in items.enumerate() {
        let Some(schema) = schema_at(index) else { break };
        if !decide(run, schema, item, place.below())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn tuple_is_met<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, tuple: &'c Tuple, node: N, place: Place) -> Decision {
    if let View::Array(items) = node.view()
        && tuple.is_closed()
        && items.len() > tuple.prefix.len()
    {
        return Ok(false);
    }
    all_items(run, |index| tuple.prefix.get(index).or_else(|| tuple.rest.schema()), node, place)
}

fn items_are_unique<'n, N: Node<'n>>(run: &Run<'_>, node: N, place: Place) -> Decision {
    let View::Array(items) = node.view() else { return Ok(true) };
    let levels = run.options.max_depth.saturating_sub(place.depth as usize + 1);
    match values::find_equal_or_cut::<N>(items, levels) {
        (Some(_), _) => Ok(false),
        (None, true) => Err(Undecided),
        (None, false) => Ok(true),
    }
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
        met += u64::from(turn(run, &contains.schema, item, place.below())?);
    }
    Ok(met >= min && contains.max.is_none_or(|max| met <= max))
}

/// Scalars are looked at before arrays and objects, and whether a key is missing before these: what tells branches from each
/// other is mostly a scalar, and to see it late would mean to go deep into every branch.
fn members_are_met<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rule: &'c Members,
    node: N,
    place: Place,
) -> Decision {
    let View::Object(members) = node.view() else { return Ok(true) };
    run.steps += members.len();
    if members.len() < rule.required() && !refused_at_most(run, rule, node)? {
        return Ok(false);
    }
    let below = place.below();
    let mut required = 0;
    let mut later: SmallVec<[(&'c Schema, N); 4]> = SmallVec::new();
    for (key, value) in members {
        let mut described = false;
        let is_scalar = !matches!(value.fact().ty(), Type::Array | Type::Object);
        if let Some(entry) = rule.entry(key) {
            if is_refused(run.direction, entry.access) {
                return Ok(false);
            }
            required += usize::from(entry.required);
            if let Some(schema) = &entry.schema {
                described = true;
                if !is_scalar {
                    later.push((schema, value));
                } else if !decide(run, schema, value, below)? {
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
            later.push((schema, value));
        }
        if !described {
            match &rule.additional {
                Additional::Allowed => {}
                Additional::Forbidden => return Ok(false),
                Additional::Schema(schema) if !is_scalar => later.push((schema, value)),
                Additional::Schema(schema) => {
                    if !decide(run, schema, value, below)? {
                        return Ok(false);
                    }
                }
            }
        }
    }
    if required != rule.required() && !refused_at_most(run, rule, node)? {
        return Ok(false);
    }
    for (schema, value) in later {
        // A pattern may speak of the same value as `properties` or another pattern.
        let is_met = if rule.patterns.is_empty() {
            decide(run, schema, value, below)?
        } else {
            turn(run, schema, value, below)?
        };
        if !is_met {
            return Ok(false);
        }
    }
    Ok(true)
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

fn dependents_are_there<'n, N: Node<'n>>(run: &Run<'_>, rows: &[(Text, List<Text>)], node: N) -> Decision {
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
        if node.has(property) && !turn(run, schema, node, place)? {
            return Ok(false);
        }
    }
    Ok(true)
}
