//! Conjunctions: the schemas that all hold at one place, by `allOf`, by `$ref`, or because two branches define one property.
//!
//! Only collects and asks; what a conjunction is in Rust is decided by the parent module.

use std::collections::HashSet;
use std::rc::Rc;

use fineprint::contract::{Literal, Type as JsonType, TypeSet};
use fineprint_openapi::document::{Additional, Document, Schema, SchemaId};

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

/// What tells a schema from all others: dynamic references may make several of one place.
pub(super) type Identity = *const Schema;

/// What tells a conjunction from others: its schemas, and whether more than what they say of themselves is still open.
pub(super) type Key = Vec<(Identity, bool)>;

/// The key of a conjunction.
pub(super) fn key(roots: &[Part<'_>]) -> Key {
    roots.iter().map(|part| (std::ptr::from_ref(part.schema), part.is_spent)).collect()
}

/// How far [`gather`] goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Through `allOf`, `$ref` and `$dynamicRef`.
    Everything,
    /// Through `allOf` only: what the place itself says.
    Inline,
}

/// All schemas of a conjunction, each once, in the document's order.
pub(super) fn gather<'d>(document: &'d Document, roots: &[Part<'d>], reach: Reach) -> Vec<Part<'d>> {
    let mut parts = Vec::new();
    let mut seen: HashSet<Identity> = HashSet::new();
    let mut waiting: Vec<Part<'d>> = roots.iter().rev().cloned().collect();
    while let Some(part) = waiting.pop() {
        if !part.is_spent {
            if !seen.insert(part.schema) {
                continue;
            }
            let inline = part.schema.all_of.iter().map(|branch| Part::new(branch, Rc::clone(&part.site)));
            waiting.extend(inline.rev());
            for id in targets(part.schema).filter(|_| reach == Reach::Everything) {
                let Some(named) = document.schema(id) else { continue };
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

/// What the schema refers to.
pub(super) fn targets(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    schema.reference.into_iter().chain(schema.dynamic_reference)
}

/// The schemas that describe an instance under a condition: `then`, `else` and `dependentSchemas`, each with all that holds
/// with it, and those that are conditions themselves.
pub(super) fn conditional<'d>(document: &'d Document, parts: &[Part<'d>]) -> Conditional<'d> {
    let mut found = Conditional::default();
    let mut seen: HashSet<Identity> = parts.iter().map(|part| std::ptr::from_ref(part.schema)).collect();
    let mut waiting: Vec<Part<'d>> = parts.iter().rev().cloned().collect();
    while let Some(part) = waiting.pop() {
        let schema = part.schema;
        found.conditions.extend(schema.condition.as_deref());
        let branches = schema.then.as_deref().into_iter().chain(schema.otherwise.as_deref());
        for branch in branches.chain(schema.dependent_schemas.values()) {
            let mut behind = gather(document, &[Part::new(branch, Rc::clone(&part.site))], Reach::Everything);
            behind.retain(|part| seen.insert(part.schema));
            waiting.extend(behind.iter().cloned());
            found.branches.push(behind);
        }
    }
    found
}

/// What [`conditional`] finds.
#[derive(Debug, Default)]
pub(super) struct Conditional<'d> {
    pub(super) branches: Vec<Vec<Part<'d>>>,
    pub(super) conditions: Vec<&'d Schema>,
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

/// Whether the schema says nothing that a type shows, apart from references and compositions.
fn is_plain(schema: &Schema) -> bool {
    !schema.never
        && !describes_object(schema)
        && !describes_array(schema)
        && schema.values.is_none()
        && schema.constant.is_none()
}

/// Whether the schema says nothing that a type shows, apart from references and `allOf`.
pub(super) fn is_bland(schema: &Schema) -> bool {
    is_plain(schema) && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// Whether the schema says which properties there are.
pub(super) fn describes_object(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional.is_some()
        || !matches!(schema.unevaluated_properties, None | Some(Additional::Allowed(true)))
        || schema.then.is_some()
        || schema.otherwise.is_some()
        || !schema.dependent_schemas.is_empty()
}

/// Whether the schema says what the items are.
pub(super) fn describes_array(schema: &Schema) -> bool {
    schema.items.is_some() || !schema.prefix_items.is_empty()
}

/// Whether properties that nothing describes are refused.
pub(super) fn is_closed(parts: &[Part<'_>]) -> bool {
    let refuses = |unlisted: &Option<Additional>| matches!(unlisted, Some(Additional::Allowed(false)));
    parts.iter().any(|part| refuses(&part.schema.additional) || refuses(&part.schema.unevaluated_properties))
}

/// The named schema that this one stands for, if that is all it does: a reference, alone in an `allOf`, or beside null in a
/// union.
pub(super) fn alias_of(schema: &Schema) -> Option<SchemaId> {
    let mut targets = targets(schema);
    if let Some(id) = targets.next() {
        let is_alone = targets.next().is_none() && is_bland(schema) && schema.all_of.is_empty();
        return is_alone.then_some(id);
    }
    let mut branches: Vec<&Schema> = Vec::new();
    branches.extend(&schema.all_of);
    branches.extend(schema.one_of.iter().chain(&schema.any_of).filter(|branch| !is_null(branch)));
    match branches.as_slice() {
        [only] if is_plain(schema) => alias_of(only),
        _ => None,
    }
}

/// Whether the schema admits null and nothing else.
pub(super) fn is_null(schema: &Schema) -> bool {
    let mut values = listed(schema).into_iter().flatten().peekable();
    schema.types == Some(TypeSet::NULL) || (values.peek().is_some() && values.all(is_null_literal))
}

/// The values that `const` or `enum` list.
pub(super) fn listed(schema: &Schema) -> Option<&[Literal]> {
    schema.constant.as_ref().map(std::slice::from_ref).or(schema.values.as_deref())
}

pub(super) fn is_null_literal(literal: &Literal) -> bool {
    matches!(literal, Literal::Null)
}

/// The types that all of the schemas admit, apart from null; `None` where no `type` says so and no keyword hints at it.
pub(super) fn types(parts: &[Part<'_>]) -> Option<Vec<JsonType>> {
    let has = |keyword: fn(&Schema) -> bool| parts.iter().any(|part| keyword(part.schema));
    let all = if let Some(said) = said_types(parts) {
        said
    } else if has(describes_object) {
        TypeSet::OBJECT
    } else if has(describes_array) {
        TypeSet::ARRAY
    } else {
        return None;
    };
    Some(all.iter().filter(|ty| *ty != JsonType::Null).collect())
}

/// The types that all of the schemas admit, by `type`.
pub(super) fn said_types(parts: &[Part<'_>]) -> Option<TypeSet> {
    let said: Vec<TypeSet> = parts.iter().filter_map(|part| part.schema.types).collect();
    let all = [
        JsonType::Null,
        JsonType::Boolean,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
        JsonType::Array,
        JsonType::Object,
    ];
    let is_admitted = |ty: &JsonType| said.iter().all(|types| types.admits(*ty));
    (!said.is_empty()).then(|| all.into_iter().filter(is_admitted).collect())
}

/// The members of `enum`, or the constants, that all of the schemas admit, apart from null.
pub(super) fn values<'d>(parts: &[Part<'d>]) -> Option<Vec<&'d Literal>> {
    let mut lists = parts.iter().filter_map(|part| listed(part.schema));
    let first = lists.next()?;
    let rest: Vec<_> = lists.collect();
    let admitted = |value: &&Literal| !is_null_literal(value) && rest.iter().all(|list| list.contains(value));
    let mut seen = HashSet::new();
    Some(first.iter().filter(admitted).filter(|value| seen.insert(value.to_string())).collect())
}

/// Whether no keyword of the conjunction tells anything of the type.
pub(super) fn is_anything(parts: &[Part<'_>]) -> bool {
    types(parts).is_none()
        && parts.iter().all(|part| part.unions().next().is_none() && listed(part.schema).is_none())
}

/// Whether the conjunction is an object, whatever its properties.
pub(super) fn is_object(parts: &[Part<'_>]) -> bool {
    types(parts).is_some_and(|types| types == [JsonType::Object])
        && parts.iter().all(|part| part.unions().next().is_none() && listed(part.schema).is_none())
}

/// Whether the conjunction is a string, number or boolean without a type of its own.
pub(super) fn is_scalar(parts: &[Part<'_>]) -> bool {
    let scalar = |ty: &JsonType| match ty {
        JsonType::Null | JsonType::Boolean | JsonType::Integer | JsonType::Number | JsonType::String => true,
        JsonType::Array | JsonType::Object => false,
    };
    types(parts).is_some_and(|types| types.iter().all(scalar))
        && parts.iter().all(|part| part.unions().next().is_none() && listed(part.schema).is_none())
}
