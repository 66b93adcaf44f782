//! Which way a schema's instances travel: what is `readOnly` is not required in a request, nor `writeOnly` in a response.

use fineprint_openapi::document::{Document, MediaType, Schema, SchemaId};

/// The messages that a schema is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
