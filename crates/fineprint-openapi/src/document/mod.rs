//! A document as its author meant it: read, resolved and described, but not yet compiled.
//!
//! Independent of the version of OpenAPI that it came from. Data only: front ends make it, the compiler turns it into a
//! contract, and the generator turns it into models.

mod operation;
mod schema;

use std::collections::HashSet;

pub use operation::{
    Body, Encoding, Header, Info, MediaType, Operation, Parameter, ParameterValue, Response,
    SecurityRequirement, SecurityScheme, Server, ServerVariable,
};
pub use schema::{Additional, Discriminator, Place, Schema, SchemaId};

/// A whole document.
#[derive(Debug)]
pub struct Document {
    /// The file, as people are shown it: relative to the workspace's root.
    pub file: String,
    /// The other files that it is spread over: what pointers into them begin with, and how people are shown them.
    pub files: Vec<(String, String)>,
    /// What the document says of itself.
    pub info: Info,
    /// Every schema that has a name or is referred to by `$ref`, by [`SchemaId`]: first the document's components in their
    /// order, then other targets of references in the order in which they were met.
    pub schemas: Vec<NamedSchema>,
    /// Every operation, in the document's order.
    pub operations: Vec<Operation>,
    /// The security schemes, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
}

/// A schema that others can refer to.
#[derive(Debug)]
pub struct NamedSchema {
    /// The key in `components/schemas`, or one derived from the last parts of the pointer.
    pub name: String,
    /// The schema.
    pub schema: Schema,
}

impl Document {
    /// Every schema, wherever it stands.
    pub fn all_schemas(&self) -> impl Iterator<Item = &Schema> {
        let named = self.schemas.iter().map(|named| &named.schema);
        let mut rest: Vec<&Schema> =
            named.chain(self.operations.iter().flat_map(Operation::schemas)).collect();
        std::iter::from_fn(move || {
            let schema = rest.pop()?;
            rest.extend(schema.children());
            Some(schema)
        })
    }

    /// The schema behind a reference.
    pub fn schema(&self, id: SchemaId) -> Option<&NamedSchema> {
        self.schemas.get(id.0)
    }

    /// The values of a discriminator, each with the branch that it names: first as the document maps them, then by the names
    /// of components, which stand for themselves (OpenAPI, *Discriminator Object*). A value that is mapped to something else
    /// than a branch names none.
    pub fn discriminated<'d>(
        &'d self,
        discriminator: &'d Discriminator,
        branches: &[SchemaId],
    ) -> Vec<(&'d str, SchemaId)> {
        let explicit = discriminator.mapping.iter().map(|(value, id)| (value.as_str(), *id));
        let implicit = branches.iter().filter_map(|id| Some((self.component_name(*id)?, *id)));
        let known: HashSet<SchemaId> = branches.iter().copied().collect();
        let mut seen = HashSet::new();
        explicit
            .chain(implicit)
            .filter(|(value, _)| seen.insert(*value))
            .filter(|(_, id)| known.contains(id))
            .collect()
    }

    /// The name of a schema, if it is one that the document gave it.
    fn component_name(&self, id: SchemaId) -> Option<&str> {
        let named = self.schema(id)?;
        let key = named.schema.place.pointer.strip_prefix("#/components/schemas/")?;
        (!key.contains('/')).then_some(&named.name)
    }
}
