//! From a document to its contract: every keyword becomes an entry of a table that the engine runs on.
//!
//! Nothing can fail here. Mistakes in a document are found while it is read; what is left out of the tables cannot be
//! violated, and each place that leaves something out says why.

mod access;
mod operation;
mod positions;
mod routes;
mod schema;
mod union;

#[cfg(test)]
mod tests;

use std::cell::Cell;

use fineprint::contract::{ComponentId, Contract, Hold};

use self::access::Accesses;
use crate::document::{self, Document, SchemaId};

/// The contract that a document states.
pub fn compile(document: &Document) -> Contract {
    let context = Context {
        document,
        accesses: Accesses::of(document),
        has_unevaluated: document.all_schemas().any(has_unevaluated),
        has_one_way_properties: Cell::new(false),
    };
    let components: Vec<_> =
        (document.schemas.iter()).map(|named| Hold::from(schema::compile(&context, &named.schema))).collect();
    let operations: Vec<_> = (document.operations.iter())
        .map(|operation| Hold::from(operation::compile(&context, operation)))
        .collect();
    let security_schemes = document.security_schemes.iter().map(operation::security_scheme);
    Contract {
        title: document.info.title.as_str().into(),
        version: document.info.version.as_str().into(),
        operations: operations.into(),
        bases: routes::bases(document).into(),
        components: components.into(),
        security_schemes: security_schemes.collect::<Vec<_>>().into(),
        has_one_way_properties: context.has_one_way_properties.get(),
        positions: positions::tables(document).into(),
    }
}

/// What compiling one schema needs to know of the others.
struct Context<'d> {
    document: &'d Document,
    accesses: Accesses,
    /// Whether a schema speaks of what no other keyword has evaluated.
    has_unevaluated: bool,
    /// Whether a property that was compiled is `readOnly` or `writeOnly`.
    has_one_way_properties: Cell<bool>,
}

fn has_unevaluated(schema: &document::Schema) -> bool {
    schema.unevaluated_items.is_some() || schema.unevaluated_properties.is_some()
}

/// Components keep the order of the document's schemas. A document of more than four billion schemas does not fit a machine.
fn component(id: SchemaId) -> ComponentId {
    ComponentId(u32::try_from(id.0).unwrap_or(u32::MAX))
}
