//! Which way a schema's instances travel: what is `readOnly` is not required in a request, nor `writeOnly` in a response.

use std::collections::{HashMap, HashSet};

use fineprint_openapi::document::{Document, MediaType, Schema, SchemaId};
use indexmap::IndexSet;

/// The messages that a schema is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Direction {
    pub(super) request: bool,
    pub(super) response: bool,
}

impl Direction {
    pub(super) const REQUEST: Self = Self { request: true, response: false };
    pub(super) const RESPONSE: Self = Self { request: false, response: true };
}

/// The direction of each named schema, by its number.
pub(super) fn of_schemas(document: &Document) -> Vec<Direction> {
    let mut directions = vec![Direction::default(); document.schemas.len()];
    let schemas = |content: &'_ [MediaType]| -> Vec<SchemaId> {
        let mut found = Vec::new();
        content
            .iter()
            .filter_map(|media| media.schema.as_ref())
            .for_each(|schema| references(schema, &mut found));
        found
    };
    let mut waiting: Vec<(SchemaId, Direction)> = Vec::new();
    for operation in &document.operations {
        if let Some(body) = &operation.request_body {
            waiting.extend(schemas(&body.content).into_iter().map(|id| (id, Direction::REQUEST)));
        }
        for response in &operation.responses {
            waiting.extend(schemas(&response.content).into_iter().map(|id| (id, Direction::RESPONSE)));
        }
    }
    while let Some((id, add)) = waiting.pop() {
        let (Some(known), Some(named)) = (directions.get_mut(id.0), document.schema(id)) else { continue };
        let grown =
            Direction { request: known.request || add.request, response: known.response || add.response };
        if grown != *known {
            *known = grown;
            let mut found = Vec::new();
            references(&named.schema, &mut found);
            waiting.extend(found.into_iter().map(|id| (id, add)));
        }
    }
    directions
}

/// The components that travel both ways and are not the same on both: by `readOnly` or `writeOnly` of a property that must be
/// there, or because they refer to one that is not.
pub(super) fn differing(document: &Document, directions: &[Direction]) -> IndexSet<SchemaId> {
    let both = Direction { request: true, response: true };
    let candidates: Vec<(SchemaId, &Schema)> = (document.schemas.iter().zip(directions).enumerate())
        .filter(|(_, (_, direction))| **direction == both)
        .map(|(index, (named, _))| (SchemaId(index), &named.schema))
        .collect();
    let mut found: HashSet<SchemaId> = HashSet::new();
    let mut users: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    let mut waiting = Vec::new();
    for (id, schema) in &candidates {
        if differs(document, schema) {
            waiting.push(*id);
        }
        let mut targets = Vec::new();
        references(schema, &mut targets);
        for target in targets {
            users.entry(target).or_default().push(*id);
        }
    }
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(users.get(&id).into_iter().flatten());
        }
    }
    candidates.into_iter().map(|(id, _)| id).filter(|id| found.contains(id)).collect()
}

/// Whether the schema, or one that holds with it, demands a property that only one direction has.
fn differs(document: &Document, schema: &Schema) -> bool {
    let mut waiting: Vec<&Schema> = vec![schema];
    let mut seen: HashSet<SchemaId> = HashSet::new();
    let (mut flagged, mut required) = (HashSet::new(), HashSet::new());
    while let Some(schema) = waiting.pop() {
        let is_flagged = |(_, property): &(&String, &Schema)| property.read_only || property.write_only;
        flagged.extend(schema.properties.iter().filter(is_flagged).map(|(name, _)| name.as_str()));
        required.extend(schema.required.iter().map(String::as_str));
        waiting.extend(schema.children());
        // What stands elsewhere holds here, too, if it is extended here.
        let extended = std::iter::once(schema).chain(&schema.all_of).filter_map(|branch| branch.reference);
        let extended = extended.filter(|id| seen.insert(*id)).filter_map(|id| document.schema(id));
        waiting.extend(extended.map(|named| &named.schema));
    }
    !flagged.is_disjoint(&required)
}

/// Every `$ref` in a schema.
fn references(schema: &Schema, found: &mut Vec<SchemaId>) {
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        found.extend(schema.reference.into_iter().chain(schema.dynamic_reference));
        waiting.extend(schema.children());
        if let Some(discriminator) = &schema.discriminator {
            found.extend(discriminator.mapping.iter().map(|(_, id)| *id));
        }
    }
}
