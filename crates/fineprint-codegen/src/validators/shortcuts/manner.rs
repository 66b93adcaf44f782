//! How much the functions of schemas need to know: nothing but the value at hand, where they come to an end by themselves; else a walk,
//! which they only have to count where they may come to a value again and again.

use std::collections::{HashMap, HashSet};
use std::ptr::from_ref;

use fineprint::contract::{Access, Constraint, Contract, Schema};
use fineprint::formats::Format;
use fineprint::shortcut::FREE_LEVELS;

use super::function::{component, referred};
use super::glance::glance;
use super::kind::Kind;

#[cfg(test)]
mod tests;

/// How the functions of a schema go through a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// They need no walk.
    Plain,
    /// They are handed a walk, and hand it on.
    Passing,
    /// They take a step of their walk, for each array or object that they come to and each schema beside others.
    Counting,
}

/// How often a function that does not count may come to each value at most, by however many ways through the schema.
const MOST_VISITS: usize = 250;

/// The address of a schema.
type Id = *const Schema;

/// The manner of each schema.
pub(super) fn manners<'c>(
    contract: &'c Contract,
    schemas: impl IntoIterator<Item = &'c Schema>,
) -> HashMap<Id, Manner> {
    let graph = Graph::of(contract, schemas);
    let upward = ordered(&graph.schemas, &graph.children, &graph.parents);
    let downward = ordered(&graph.schemas, &graph.parents, &graph.children);
    // First what ends, and then what leads to it, and to what does not.
    let mut extents = HashMap::new();
    for schema in upward.iter().chain(downward.iter().rev()) {
        let extent = Extent::of(contract, schema, &extents);
        extents.entry(from_ref(*schema)).or_insert(extent);
    }
    // What leads to itself, and what is led to by such a schema, has no place in that order.
    let in_order: HashSet<Id> = downward.iter().map(|schema| from_ref(*schema)).collect();
    let extent = |schema: &Schema| extents.get(&from_ref(schema)).copied().unwrap_or(Extent::ENDLESS);
    let all = || graph.schemas.iter().copied();
    let mut glances = Glances { contract, known: HashMap::new() };

    // A function that may come to a value again and again counts, and so must all that it goes on to.
    let again = all().filter(|it| !in_order.contains(&from_ref(*it)) || extent(it).visits > MOST_VISITS);
    let again = reached(&graph.children, again.collect());
    let deep = all().filter(|schema| extent(schema).levels >= FREE_LEVELS);
    let deep = reached(&graph.children, deep.collect());
    // A plain function also says no where it cannot tell. So its no must not lead to a yes, neither its own nor that of one around it.
    let doubted =
        all().flat_map(Schema::constraints).flat_map(|constraint| doubted(&mut glances, constraint));
    let doubted = reached(&graph.children, doubted.collect());

    let walking = all().filter(|schema| {
        let id = from_ref(*schema);
        let is_apart = (again.contains(&id) || doubted.contains(&id)) && glances.leave_containers(schema);
        let Extent { visits: _, levels, ends } = extent(schema);
        let needs_walk = schema.constraints().iter().any(|it| needs_walk(contract, it));
        is_apart || !ends || levels >= FREE_LEVELS || needs_walk
    });
    let walking = reached(&graph.parents, walking.collect());
    let manner = |id: &Id| {
        if !walking.contains(id) {
            Manner::Plain
        } else if again.contains(id) || deep.contains(id) {
            Manner::Counting
        } else {
            Manner::Passing
        }
    };
    all().map(|schema| (from_ref(schema), manner(&from_ref(schema)))).collect()
}

type Edges<'c> = HashMap<Id, Vec<&'c Schema>>;

/// All schemas, with those that each leads to, and those that lead to it.
#[derive(Default)]
struct Graph<'c> {
    schemas: Vec<&'c Schema>,
    children: Edges<'c>,
    parents: Edges<'c>,
}

impl<'c> Graph<'c> {
    fn of(contract: &'c Contract, schemas: impl IntoIterator<Item = &'c Schema>) -> Self {
        let mut graph = Self::default();
        let components = contract.components.iter().map(|schema| &**schema);
        let mut waiting: Vec<&Schema> = components.chain(schemas).collect();
        while let Some(schema) = waiting.pop() {
            if graph.children.contains_key(&from_ref(schema)) {
                continue;
            }
            let children = children(contract, schema);
            for child in &children {
                graph.parents.entry(*child).or_default().push(schema);
            }
            waiting.extend(&children);
            graph.schemas.push(schema);
            graph.children.insert(schema, children);
        }
        graph
    }
}

/// The schemas in an order in which each comes after those that are before it, by the edges there and back. Those on a circle have no place
/// in it, and nothing that is after them.
fn ordered<'c>(schemas: &[&'c Schema], before: &Edges<'c>, after: &Edges<'c>) -> Vec<&'c Schema> {
    let count = |schema: &Schema| before.get(&from_ref(schema)).map_or(0, Vec::len);
    let mut left: HashMap<Id, usize> = schemas.iter().map(|it| (from_ref(*it), count(it))).collect();
    let mut free: Vec<&Schema> = schemas.iter().copied().filter(|schema| count(schema) == 0).collect();
    let mut ordered = Vec::new();
    while let Some(schema) = free.pop() {
        ordered.push(schema);
        for next in after.get(&from_ref(schema)).into_iter().flatten() {
            if let Some(count) = left.get_mut(&from_ref(*next)) {
                *count -= 1;
                if *count == 0 {
                    free.push(next);
                }
            }
        }
    }
    ordered
}

/// All that can be come to from there, by those edges.
fn reached<'c>(edges: &Edges<'c>, mut waiting: Vec<&'c Schema>) -> HashSet<Id> {
    let mut reached = HashSet::new();
    while let Some(schema) = waiting.pop() {
        if reached.insert(from_ref(schema)) {
            waiting.extend(edges.get(&from_ref(schema)).into_iter().flatten());
        }
    }
    reached
}

/// How far a schema goes.
#[derive(Clone, Copy)]
struct Extent {
    /// How often it comes to one value, but for what leads to itself, which is counted at run time.
    visits: usize,
    /// How many schemas lie within each other.
    levels: usize,
    /// Whether it leads to no schema that leads to itself.
    ends: bool,
}

impl Extent {
    const ENDLESS: Self = Self { visits: 0, levels: 0, ends: false };

    /// The extent of a schema, from those of all that it leads to; what is not known yet does not end.
    fn of(contract: &Contract, schema: &Schema, known: &HashMap<Id, Self>) -> Self {
        let mut whole = Self { visits: 1, levels: 0, ends: true };
        for constraint in schema.constraints() {
            let mut visits = Vec::new();
            for child in within(contract, constraint) {
                let child = known.get(&from_ref(child)).copied().unwrap_or(Self::ENDLESS);
                whole.levels = whole.levels.max(child.levels + 1);
                whole.ends &= child.ends;
                visits.push(child.visits);
            }
            // Each member has one name, so that the schemas of the others do not come to it.
            let named = if let Constraint::Members(members) = constraint {
                members.entries.iter().filter(|entry| entry.schema.is_some()).count()
            } else {
                0
            };
            let (named, others) = visits.split_at(named.min(visits.len()));
            let most = named.iter().max().copied().unwrap_or_default();
            whole.visits = others.iter().fold(whole.visits.saturating_add(most), |a, b| a.saturating_add(*b));
        }
        whole
    }
}

/// The schemas that one leads to: within it, or by `$ref`.
fn children<'c>(contract: &'c Contract, schema: &'c Schema) -> Vec<&'c Schema> {
    schema.constraints().iter().flat_map(|constraint| within(contract, constraint)).collect()
}

fn within<'c>(contract: &'c Contract, constraint: &'c Constraint) -> Vec<&'c Schema> {
    if let Constraint::Ref(id) = constraint {
        component(contract, *id).into_iter().collect()
    } else {
        constraint.schemas()
    }
}

/// Schemas of which a no leads to a yes.
fn doubted<'c>(glances: &mut Glances<'c>, constraint: &'c Constraint) -> Vec<&'c Schema> {
    let schemas: Vec<&Schema> = if let Constraint::OneOf(union) = constraint {
        // An object that names its branch is only asked for that one.
        let kinds = if union.discriminator.is_some() { &[Kind::Array][..] } else { &CONTAINERS };
        let branches = kinds.iter().map(|kind| {
            let admit = union.branches.iter().filter(|branch| glances.at(branch, *kind) != Some(false));
            admit.collect::<Vec<_>>()
        });
        // Where only one can be met, its no is that of the whole.
        branches.filter(|branches| branches.len() > 1).flatten().collect()
    } else if let Constraint::Not(schema) = constraint {
        vec![schema]
    } else if let Constraint::Contains(contains) = constraint {
        vec![&contains.schema]
    } else if let Constraint::If(conditional) = constraint {
        vec![&conditional.condition]
    } else {
        Vec::new()
    };
    schemas.into_iter().filter(|schema| glances.leave_containers(schema)).collect()
}

const CONTAINERS: [Kind; 2] = [Kind::Array, Kind::Object];

/// What a glance tells, once for each schema that is more than a reference.
struct Glances<'c> {
    contract: &'c Contract,
    known: HashMap<(Id, Kind), Option<bool>>,
}

impl<'c> Glances<'c> {
    fn at(&mut self, schema: &'c Schema, kind: Kind) -> Option<bool> {
        let schema = referred(self.contract, schema);
        let glance = || glance(self.contract, schema, kind);
        *self.known.entry((schema, kind)).or_insert_with(glance)
    }

    /// Whether there are arrays or objects of which the schema has to be asked.
    fn leave_containers(&mut self, schema: &'c Schema) -> bool {
        CONTAINERS.into_iter().any(|kind| self.at(schema, kind).is_none())
    }
}

/// Whether a constraint asks about more than the value at hand, or may not be told.
fn needs_walk(contract: &Contract, constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Pattern(_)
        | Constraint::Temporal(_)
        | Constraint::UniqueItems
        | Constraint::UnevaluatedItems(_)
        | Constraint::UnevaluatedProperties(_) => true,
        Constraint::Format(format) => *format == Format::Regex,
        Constraint::Members(members) => {
            let is_directed =
                || members.entries.iter().any(|it| it.required || it.access != Access::ReadWrite);
            !members.patterns.is_empty() || (contract.has_one_way_properties && is_directed())
        }
        Constraint::DependentRequired(_) => contract.has_one_way_properties,
        Constraint::Nullable
        | Constraint::Never
        | Constraint::Type(_)
        | Constraint::MinLength(_)
        | Constraint::MaxLength(_)
        | Constraint::NamedFormat(_)
        | Constraint::ContentEncoding(_)
        | Constraint::Enum(_)
        | Constraint::Const(_)
        | Constraint::Minimum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_)
        | Constraint::MinItems(_)
        | Constraint::MaxItems(_)
        | Constraint::Items(_)
        | Constraint::Tuple(_)
        | Constraint::Contains(_)
        | Constraint::MinProperties(_)
        | Constraint::MaxProperties(_)
        | Constraint::PropertyNames(_)
        | Constraint::DependentSchemas(_)
        | Constraint::Ref(_)
        | Constraint::AllOf(_)
        | Constraint::AnyOf(_)
        | Constraint::OneOf(_)
        | Constraint::Not(_)
        | Constraint::If(_) => false,
    }
}
