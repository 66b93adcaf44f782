//! The schemas that hold for a node at the same time.
//!
//! `$ref` and `allOf` only add schemas to a node, so a node is judged by a set of them, in one pass and in place: nothing is
//! merged, and every keyword keeps its own place in the document.

use smallvec::SmallVec;

use super::run::Run;
use crate::contract::{Constraint, Schema, Told, Tuple, Type};

/// The schemas that a parent hands down to one of its children, before `$ref` and `allOf` are followed.
pub(crate) type Schemas<'c> = SmallVec<[&'c Schema; 2]>;

/// All the schemas that hold for one node.
pub(crate) struct Active<'c> {
    set: Set<'c>,
    /// How many branches of unions are among them.
    branches: u16,
}

enum Set<'c> {
    /// The schema that the parent handed down, which brings in no other: so it is with most scalars.
    One(&'c Schema),
    Many(SmallVec<[&'c Schema; 8]>),
}

impl<'c> Active<'c> {
    /// The schemas, and those that they bring in, for a node that is null or not.
    #[inline]
    pub(super) fn new(run: &Run<'c>, schemas: &[&'c Schema], is_null: bool) -> Self {
        match schemas {
            [schema] if !is_null && !schema.summary().brings_in_others() => Self::one(schema),
            _ => all(run, schemas, is_null, None).unwrap_or_else(|| Self::many(SmallVec::new(), 0)),
        }
    }

    /// The same for an array or object, unless one of them must see it as a whole. Of a union of which its type leaves one
    /// branch, that is one of them.
    #[inline]
    pub(super) fn of_parts(run: &Run<'c>, schemas: &[&'c Schema], ty: Type) -> Option<Self> {
        let [schema] = schemas else { return all(run, schemas, false, Some(ty)) };
        let schema = referred(run, schema);
        let summary = schema.summary();
        if summary.brings_in_others() || summary.needs_whole(ty) {
            return all(run, &[schema], false, Some(ty));
        }
        Some(Self::one(schema))
    }

    const fn one(schema: &'c Schema) -> Self {
        Self { set: Set::One(schema), branches: 0 }
    }

    const fn many(schemas: SmallVec<[&'c Schema; 8]>, branches: u16) -> Self {
        Self { set: Set::Many(schemas), branches }
    }

    /// How many branches of unions are among them.
    #[inline]
    pub(super) const fn branches(&self) -> u16 {
        self.branches
    }

    #[inline]
    fn schemas(&self) -> &[&'c Schema] {
        match &self.set {
            Set::One(schema) => std::slice::from_ref(schema),
            Set::Many(schemas) => schemas,
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.schemas().is_empty()
    }

    #[inline]
    pub(super) fn iter(&self) -> impl Iterator<Item = &'c Schema> {
        self.schemas().iter().copied()
    }

    /// Every constraint, with the schema that it belongs to.
    #[inline]
    pub(super) fn constraints(&self) -> impl Iterator<Item = (&'c Schema, &'c Constraint)> {
        self.iter().flat_map(|schema| schema.constraints().iter().map(move |constraint| (schema, constraint)))
    }

    /// Whether a constraint must see an array or object as a whole, so that it has to be read into memory first.
    pub(super) fn needs_whole(&self, ty: Type) -> bool {
        self.iter().any(|schema| schema.summary().needs_whole(ty))
    }

    /// What holds for the items of an array.
    pub(super) fn items(&self) -> Items<'c> {
        let mut items = Items::default();
        for (_, constraint) in self.constraints() {
            if let Constraint::Items(schema) = constraint {
                items.every.push(schema);
            } else if let Constraint::Tuple(tuple) = constraint {
                items.tuples.push(tuple);
            } else if let Constraint::UnevaluatedItems(_) = constraint {
                items.has_unevaluated = true;
            }
        }
        items
    }

    /// Whether the contract wants an integer here, so that `1.0` is one.
    pub(super) fn wants_integer(&self) -> bool {
        self.iter().any(|schema| schema.summary().wants_integer())
    }
}

/// What holds for the items of an array, by their place.
#[derive(Default)]
pub(super) struct Items<'c> {
    every: Schemas<'c>,
    tuples: SmallVec<[&'c Tuple; 1]>,
    /// What holds for the item at hand, where it depends on the place.
    here: Schemas<'c>,
    /// Whether a schema says something of the items that no other keyword speaks of.
    pub(super) has_unevaluated: bool,
}

impl<'c> Items<'c> {
    /// What holds for the item at that index.
    #[inline]
    pub(super) fn at(&mut self, index: usize) -> &[&'c Schema] {
        if self.tuples.is_empty() {
            return &self.every;
        }
        self.here.clear();
        self.here.extend_from_slice(&self.every);
        for tuple in &self.tuples {
            self.here.extend(tuple.prefix.get(index).or_else(|| tuple.rest.schema()));
        }
        &self.here
    }
}

/// What a schema refers to that is nothing but a `$ref`, over some of these; else the schema itself.
#[inline]
fn referred<'c>(run: &Run<'c>, schema: &'c Schema) -> &'c Schema {
    const MOST: usize = 8;
    let mut schema = schema;
    for _ in 0..MOST {
        let [Constraint::Ref(id)] = schema.constraints() else { break };
        let Some(target) = run.component(*id) else { break };
        schema = target;
    }
    schema
}

/// None if one of them must see a node of type `parts` as a whole.
fn all<'c>(run: &Run<'c>, schemas: &[&'c Schema], is_null: bool, parts: Option<Type>) -> Option<Active<'c>> {
    let mut gathered = Gathered { run, is_null, parts, all: SmallVec::new(), branches: 0 };
    if !schemas.iter().all(|schema| gathered.add(schema)) {
        return None;
    }
    let mut index = 0;
    while let Some(schema) = gathered.all.get(index).copied() {
        index += 1;
        if !schema.summary().brings_in_others() {
            continue;
        }
        for constraint in schema.constraints() {
            let goes_on = if let Constraint::Ref(id) = constraint {
                run.component(*id).is_none_or(|target| gathered.add(target))
            } else if let Constraint::AllOf(branches) = constraint {
                branches.iter().all(|branch| gathered.add(branch))
            } else {
                true
            };
            if !goes_on {
                return None;
            }
        }
    }
    Some(Active::many(gathered.all, gathered.branches))
}

/// The schemas that were gathered so far.
struct Gathered<'r, 'c> {
    run: &'r Run<'c>,
    is_null: bool,
    parts: Option<Type>,
    all: SmallVec<[&'c Schema; 8]>,
    branches: u16,
}

impl<'c> Gathered<'_, 'c> {
    /// Adds a schema, unless it must see the node as a whole.
    #[inline]
    fn add(&mut self, schema: &'c Schema) -> bool {
        if self.is_null && !self.run.options.strict_nullable && schema.summary().is_nullable() {
            return true;
        }
        // A schema that two branches bring in is judged once. This is also what ends a circle in a hand-made contract.
        if self.all.iter().any(|known| std::ptr::eq(*known, schema)) {
            return true;
        }
        self.all.push(schema);
        self.parts.is_none_or(|ty| !schema.summary().needs_whole(ty) || self.add_only_branches(schema, ty))
    }

    /// Adds the branches of unions of which the type leaves one: that is as good as `allOf`, but where properties must not be sent:
    /// what a branch says of that does not count outside of it.
    #[inline(never)]
    fn add_only_branches(&mut self, schema: &'c Schema, ty: Type) -> bool {
        if self.run.may_refuse_properties() {
            return false;
        }
        schema.constraints().iter().filter(|constraint| constraint.needs_whole(ty)).all(|constraint| {
            let (Constraint::AnyOf(union) | Constraint::OneOf(union)) = constraint else { return false };
            if union.discriminator.is_some() {
                return false;
            }
            let mut left = union.sieve(self.run.contract).left(ty, Told::Other);
            let (Some(number), None) = (left.next(), left.next()) else { return false };
            self.branches = self.branches.saturating_add(1);
            union.branches.get(number).is_some_and(|branch| self.add(branch))
        })
    }
}
