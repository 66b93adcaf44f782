//! What the objects of `OpenAPI` 3.0 look like, as data, and the one walk that holds a document to it.
//!
//! Shape only: which fields there are and what kind of value each has. What values mean together is for the lints.

mod advice;
mod mistakes;
mod objects;
mod scalar;
mod schema_object;
mod walk;

pub(super) use objects::{
    HEADER, INFO, OPENAPI, OPERATION, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE, SECURITY_SCHEME, SERVER,
};
pub(super) use scalar::{count, decimal, head, status};
pub(super) use schema_object::{SCHEMA, TYPES};
pub(super) use walk::{FoundReference, Survey, Walker, address};

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
    /// The field of that name.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
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
}

/// A field with a fixed name.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) presence: Presence,
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
    /// The name of a type.
    Type,
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
    Field { name, kind, presence: Presence::Optional }
}

impl Field {
    const fn required(self) -> Self {
        Self { presence: Presence::Required, ..self }
    }

    const fn expected(self) -> Self {
        Self { presence: Presence::Expected, ..self }
    }
}
