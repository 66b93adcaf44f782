//! The contract: a document compiled into tables that the engine runs on.
//!
//! A [`Contract`] is either loaded at run time or *frozen* as Rust source by the generator; both are this type, and equal.
//! The tables are plain data with public fields, since generated source writes them out; they are made by
//! `fineprint-openapi` and read by the engine, and nothing else needs to look inside.

mod decimal;
pub mod freeze;
mod hold;
mod keyword;
mod literal;
mod lookup;
pub mod media;
mod members;
mod operands;
mod operation;
mod position;
mod route;
mod schema;
mod sieve;
mod summary;
mod types;
mod union;

pub use decimal::{Decimal, DecimalError};
pub use hold::{Hold, List, Text};
pub use keyword::Keyword;
pub use literal::Literal;
pub use lookup::{Lookup, index};
pub(crate) use members::RESERVED;
pub use members::{Access, Member, Members};
pub use operands::{ContentEncoding, Temporal};
pub use operation::{
    Body, Encoding, Location, MediaType, Operation, Parameter, ParameterValue, Response, SecurityKind,
    SecurityRequirement, SecurityScheme, Status, Style,
};
pub use position::{Position, PositionTable, Positioned, Source};
pub use route::{Base, OperationId, Piece, Route, Segment};
pub use schema::{Additional, ComponentId, Conditional, Constraint, Contains, Schema, Tuple};
pub use sieve::{Sieve, Told};
pub use types::{Type, TypeSet};
pub use union::{Discriminator, Union};

/// A compiled document: everything that messages are held to.
#[derive(Debug, PartialEq)]
pub struct Contract {
    /// The document's title.
    pub title: Text,
    /// The document's own version.
    pub version: Text,
    /// Every operation, in the document's order.
    pub operations: List<Hold<Operation>>,
    /// The ways from a path to its operations, below the base paths of the servers; the longest base path first.
    pub bases: List<Hold<Base>>,
    /// Every schema that is referred to by `$ref` or stands in the document's components, by [`ComponentId`].
    pub components: List<Hold<Schema>>,
    /// The security schemes that operations refer to.
    pub security_schemes: List<SecurityScheme>,
    /// Whether a property of any schema is `readOnly` or `writeOnly`.
    pub has_one_way_properties: bool,
    /// Where it all stands, sorted by [`PositionTable::root`].
    pub positions: List<Hold<PositionTable>>,
}

impl Contract {
    /// Where the document states a keyword of the item at that pointer; where the item stands, if the keyword has no place of
    /// its own.
    pub fn source(&self, pointer: &str, keyword: Option<Keyword>) -> Option<Source> {
        position::find(&self.positions, pointer, keyword)
    }

    /// The schema of that number. A contract that was compiled has it.
    pub(crate) fn component_at(&self, id: ComponentId) -> Option<&Schema> {
        self.components.get(usize::try_from(id.0).ok()?).map(|schema| &**schema)
    }

    /// The operation of that id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .map(|operation| &**operation)
            .find(|operation| operation.id.as_deref() == Some(id))
    }
}
