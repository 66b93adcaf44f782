//! The schemas that hold for a node at the same time.
//!
//! `$ref` and `allOf` only add schemas to a node, so a node is judged by a set of them, in one pass and in place: nothing is
//! merged, and every keyword keeps its own place in the document.

use smallvec::SmallVec;

use super::run::Run;
use crate::contract::{Constraint, Schema, Tuple, Type};

/// The schemas that a parent hands down to one of its children, before `$ref` and `allOf` are followed.
pub(crate) type Schemas<'c> = SmallVec<[&'c Schema; 2]>;

/// All the schemas that hold for one node.
pub(crate) struct Active<'c>(Set<'c>);

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
            [schema] if !is_null && !schema.summary().brings_in_others() => Self(Set::One(schema)),
            _ => Self(Set::Many(all(run, schemas, is_null))),
        }
    }

    #[inline]
    fn schemas(&self) -> &[&'c Schema] {
        match &self.0 {
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

fn all<'c>(run: &Run<'c>, schemas: &[&'c Schema], is_null: bool) -> SmallVec<[&'c Schema; 8]> {
    let mut all = SmallVec::new();
    for schema in schemas {
        add(run, &mut all, schema, is_null);
    }
    let mut index = 0;
    while let Some(schema) = all.get(index).copied() {
        for constraint in schema.constraints() {
            if let Constraint::Ref(id) = constraint {
                if let Some(target) = run.component(*id) {
                    add(run, &mut all, target, is_null);
                }
            } else if let Constraint::AllOf(branches) = constraint {
                for branch in branches.iter() {
                    add(run, &mut all, branch, is_null);
                }
            }
        }
        index += 1;
    }
    all
}

fn add<'c>(run: &Run<'c>, all: &mut SmallVec<[&'c Schema; 8]>, schema: &'c Schema, is_null: bool) {
    if is_null && !run.options.strict_nullable && schema.summary().is_nullable() {
        return;
    }
    // A schema that two branches bring in is judged once. This is also what ends a circle in a hand-made contract.
    if !all.iter().any(|known| std::ptr::eq(*known, schema)) {
        all.push(schema);
    }
}
