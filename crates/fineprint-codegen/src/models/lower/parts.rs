//! Conjunctions: the schemas that all hold at one place, by `allOf`, by `$ref`, or because two branches define one property.
//!
//! Only collects and asks; what a conjunction is in Rust is decided by the parent module.

use std::collections::HashSet;
use std::rc::Rc;

use fineprint::contract::{Literal, Type as JsonType, TypeSet};
use fineprint_openapi::document::{Document, Schema, SchemaId};

use super::direction::Direction;
use crate::models::model::Home;
use crate::naming::{Case, name};

/// Where a schema stands, for the types made of it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) home: Home,
    /// What a type made here is called.
    pub(super) name: String,
    pub(super) direction: Direction,
    /// Whether a `$ref` leads here from the place that is being lowered: its parts are others' as well.
    pub(super) is_referred: bool,
}

impl Site {
    /// The site of a part: a property, the items.
    pub(super) fn child(&self, part: &str) -> Rc<Self> {
        let name = format!("{}{}", self.name, name(part, Case::Type));
        Rc::new(Self { name, ..self.clone() })
    }
}

/// One schema of a conjunction.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    pub(super) schema: &'d Schema,
    pub(super) site: Rc<Site>,
    /// Whether its `$ref` and `allOf` stand in the conjunction already, and its `oneOf` and `anyOf` are decided.
    pub(super) is_spent: bool,
}

impl<'d> Part<'d> {
    pub(super) fn new(schema: &'d Schema, site: Rc<Site>) -> Self {
        Self { schema, site, is_spent: false }
    }

    /// The branches of `oneOf` or `anyOf`, each list that there is.
    pub(super) fn unions(&self) -> impl Iterator<Item = &'d [Schema]> {
        let spent = self.is_spent;
        [&self.schema.one_of, &self.schema.any_of]
            .into_iter()
            .map(Vec::as_slice)
            .filter(move |branches| !spent && !branches.is_empty())
    }
}

/// How far [`gather`] goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Through `allOf` and `$ref`.
    Everything,
    /// Through `allOf` only: what the place itself says.
    Inline,
}

/// All schemas of a conjunction, each once, in the document's order.
pub(super) fn gather<'d>(document: &'d Document, roots: &[Part<'d>], reach: Reach) -> Vec<Part<'d>> {
    let mut parts = Vec::new();
    let mut seen: HashSet<SchemaId> = HashSet::new();
    let mut waiting: Vec<Part<'d>> = roots.iter().rev().cloned().collect();
    while let Some(part) = waiting.pop() {
        if !part.is_spent {
            let inline = part.schema.all_of.iter().map(|branch| Part::new(branch, Rc::clone(&part.site)));
            waiting.extend(inline.rev());
            let target = (part.schema.reference)
                .filter(|id| reach == Reach::Everything && seen.insert(*id))
                .and_then(|id| Some((id, document.schema(id)?)));
            if let Some((id, named)) = target {
                let site = Site {
                    home: component(id),
                    name: named_site(&named.name),
                    direction: part.site.direction,
                    is_referred: true,
                };
                waiting.push(Part::new(&named.schema, Rc::new(site)));
            }
        }
        parts.push(part);
    }
    parts
}

/// The schema that gives a type made of all these its home and name: one of the place itself, if it says anything, since what
/// it says does not hold wherever the schemas that it refers to are used.
pub(super) fn owner<'p, 'd>(roots: &'p [Part<'d>]) -> Option<&'p Part<'d>> {
    roots.iter().find(|part| !part.site.is_referred).or(roots.first())
}

/// The home of a component.
pub(super) fn component(id: SchemaId) -> Home {
    Home::Component(crate::models::model::ModelId(id.0))
}

/// What types made inside a component are named after.
pub(super) fn named_site(component: &str) -> String {
    name(component, Case::Type)
}

/// Whether the schema says nothing that a type shows, apart from `$ref` and `allOf`.
pub(super) fn is_bland(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional.is_none()
        && schema.items.is_none()
        && schema.values.is_none()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
}

/// The named schema that this one stands for, if that is all it does: a `$ref`, alone in an `allOf`, or beside null in a
/// union.
pub(super) fn alias_of(schema: &Schema) -> Option<SchemaId> {
    if let (Some(id), true) = (schema.reference, is_bland(schema) && schema.all_of.is_empty()) {
        return Some(id);
    }
    let mut branches: Vec<&Schema> = Vec::new();
    branches.extend(&schema.all_of);
    branches.extend(schema.one_of.iter().chain(&schema.any_of).filter(|branch| !is_null(branch)));
    let says_more = !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional.is_some()
        || schema.items.is_some()
        || schema.values.is_some()
        || schema.reference.is_some();
    match branches.as_slice() {
        [only] if !says_more => alias_of(only),
        _ => None,
    }
}

/// Whether the schema admits null and nothing else.
pub(super) fn is_null(schema: &Schema) -> bool {
    schema.types == Some(TypeSet::NULL)
        || schema
            .values
            .as_ref()
            .is_some_and(|values| !values.is_empty() && values.iter().all(is_null_literal))
}

pub(super) fn is_null_literal(literal: &Literal) -> bool {
    matches!(literal, Literal::Null)
}

/// The types that all of the schemas admit, apart from null; `None` where no `type` says so and no keyword hints at it.
pub(super) fn types(parts: &[Part<'_>]) -> Option<Vec<JsonType>> {
    let said: Vec<TypeSet> = parts.iter().filter_map(|part| part.schema.types).collect();
    let has = |keyword: fn(&Schema) -> bool| parts.iter().any(|part| keyword(part.schema));
    let all: TypeSet = if !said.is_empty() {
        [
            JsonType::Boolean,
            JsonType::Number,
            JsonType::Integer,
            JsonType::String,
            JsonType::Array,
            JsonType::Object,
        ]
        .into_iter()
        .filter(|ty| said.iter().all(|types| types.admits(*ty)))
        .fold(TypeSet::NONE, |set, ty| set | ty.into())
    } else if has(|schema| {
        !schema.properties.is_empty() || !schema.required.is_empty() || schema.additional.is_some()
    }) {
        TypeSet::OBJECT
    } else if has(|schema| schema.items.is_some()) {
        TypeSet::ARRAY
    } else {
        return None;
    };
    Some(all.iter().collect())
}

/// The members of `enum` that all of the schemas admit, apart from null.
pub(super) fn values<'d>(parts: &[Part<'d>]) -> Option<Vec<&'d Literal>> {
    let mut lists = parts.iter().filter_map(|part| part.schema.values.as_ref());
    let first = lists.next()?;
    let rest: Vec<_> = lists.collect();
    let admitted = |value: &&Literal| !is_null_literal(value) && rest.iter().all(|list| list.contains(value));
    let mut seen = HashSet::new();
    Some(first.iter().filter(admitted).filter(|value| seen.insert(value.to_string())).collect())
}

/// Whether the conjunction is an object, whatever its properties.
pub(super) fn is_object(parts: &[Part<'_>]) -> bool {
    types(parts).is_some_and(|types| types == [JsonType::Object])
        && parts.iter().all(|part| part.unions().next().is_none() && part.schema.values.is_none())
}

/// Whether the conjunction is a string, number or boolean without a type of its own.
pub(super) fn is_scalar(parts: &[Part<'_>]) -> bool {
    let scalar = |ty: &JsonType| match ty {
        JsonType::Null | JsonType::Boolean | JsonType::Integer | JsonType::Number | JsonType::String => true,
        JsonType::Array | JsonType::Object => false,
    };
    types(parts).is_some_and(|types| types.iter().all(scalar))
        && parts.iter().all(|part| part.unions().next().is_none() && part.schema.values.is_none())
}
