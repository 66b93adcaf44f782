//! What the objects of `OpenAPI` and the dialects of JSON Schema look like, as data, and the one walk that holds a document to it.
//!
//! Shape only: which fields there are and what kind of value each has. What values mean together is for the lints.

mod advice;
mod identifiers;
mod json_schema;
mod mistakes;
mod objects;
mod scalar;
mod schema_object;
mod survey;
mod value;
mod walk;

pub(super) use json_schema::JSON_SCHEMA;
pub(super) use objects::{
    ENCODING, HEADER, OPENAPI, OPERATION, PARAMETER, PATH_ITEM, QUERY_STRING, REQUEST_BODY, RESPONSE,
    SECURITY_SCHEME, SERVER,
};
pub(super) use scalar::{count, decimal, head, status};
pub(super) use schema_object::{ALL_TYPES, SCHEMA, TYPES};
pub(super) use survey::{Expected, FoundReference, Survey, address};
pub(super) use walk::Walker;

use crate::dialect::{Dialect, Dialects};

/// The shape of schemas in that dialect. Both are of one name, and so of one kind.
pub(super) fn schema_shape(dialect: Dialect) -> &'static Shape {
    if dialect == Dialect::OpenApi30 { &SCHEMA } else { &JSON_SCHEMA }
}

/// A kind of object.
pub(super) struct Shape {
    /// Its name in the specification: `Parameter Object`.
    pub(super) name: &'static str,
    /// The fields that it has.
    pub(super) fields: &'static [Field],
    /// What it may have beside them.
    pub(super) others: Others,
    /// Whether a Reference Object may stand in its place.
    pub(super) referable: bool,
}

impl Shape {
    /// The field of that name, where the dialect has it.
    pub(super) fn field(&self, name: &str, dialect: Dialect) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name && field.dialects.has(dialect))
    }
}

impl PartialEq for Shape {
    /// A kind of object is one static, and has a name of its own.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The fields that an object may have beside those with fixed names.
#[derive(Clone, Copy)]
pub(super) enum Others {
    /// Those that start with `x-`.
    Extensions,
    /// Paths, and extensions.
    Paths,
    /// Status codes, and extensions.
    Statuses,
    /// Runtime expressions, and extensions.
    Expressions,
    /// Anything: what a dialect does not know, annotates (JSON Schema 2020-12 Core, section 6.5).
    Annotations,
}

/// A field with a fixed name.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) presence: Presence,
    /// The dialects, and with them the versions of `OpenAPI`, that have the field.
    pub(super) dialects: Dialects,
    /// Whether it is taken from a later version, which its author had in mind.
    pub(super) borrowed: bool,
}

/// Whether a field has to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// It need not.
    Optional,
    /// The specification says so, but nothing depends on it.
    Expected,
    /// Without it the object means nothing.
    Required,
    /// The same, up to `OpenAPI` 3.0.
    ExpectedIn30,
}

/// The kinds of values.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Any JSON value.
    Any,
    /// Any JSON value that a payload will be compared with.
    Literal,
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A number above zero.
    PositiveNumber,
    /// An integer from zero.
    Count,
    /// The name of a type; from JSON Schema on, also a list of names.
    Type,
    /// A number; up to draft 4 a boolean.
    ExclusiveBound,
    /// A schema, by the dialect that is in force.
    Schema,
    /// A schema; up to 2019-09 also a list of them.
    Items,
    /// A schema, or a list of names.
    Dependency,
    /// A list of any values. Authors write an object with names, as elsewhere in `OpenAPI`.
    Examples,
    /// A reference that is found by its own rules.
    Reference,
    /// The name of a schema, or a reference to one.
    SchemaName,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Such an object.
    Object(&'static Shape),
    /// An object whose keys are free, with values of that kind.
    Map(&'static Kind),
    /// The same, whose keys are names of components.
    Components(&'static Kind),
    /// An array with items of that kind.
    List(&'static Kind),
    /// A boolean or a schema.
    BooleanOrSchema,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, presence: Presence::Optional, dialects: Dialects::ALL, borrowed: false }
}

impl Field {
    const fn required(self) -> Self {
        Self { presence: Presence::Required, ..self }
    }

    const fn expected_in_30(self) -> Self {
        Self { presence: Presence::ExpectedIn30, ..self }
    }

    const fn borrowed(self) -> Self {
        Self { borrowed: true, ..self }
    }

    const fn only(self, dialects: Dialects) -> Self {
        Self { dialects, ..self }
    }

    const fn expected(self) -> Self {
        Self { presence: Presence::Expected, ..self }
    }
}
