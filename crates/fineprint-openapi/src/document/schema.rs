//! A schema of the document, keyword by keyword, with the places of all of them.

use fineprint::contract::{Decimal, Keyword, Literal, Position, Temporal, TypeSet};
use indexmap::IndexMap;

/// The number of a schema in [`Document::schemas`](super::Document).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As a URI fragment: `#/components/schemas/Organization/properties/name`.
    pub pointer: String,
    /// Line and column of its key, or of its first character where it has none.
    pub position: Position,
}

/// A schema. Keywords that are absent from the document are `None`, empty or `false`.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are the keywords that are true or false")]
pub struct Schema {
    /// Where it stands.
    pub place: Place,
    /// Where its keywords stand.
    pub keywords: Vec<(Keyword, Position)>,
    /// `$ref`. In OpenAPI 3.0 nothing else stands beside it.
    pub reference: Option<SchemaId>,
    /// `type`, without `nullable`.
    pub types: Option<TypeSet>,
    /// `nullable`
    pub nullable: bool,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `default`
    pub default: Option<Literal>,
    /// `example`
    pub example: Option<Literal>,
    /// `enum`
    pub values: Option<Vec<Literal>>,
    /// `format`
    pub format: Option<String>,
    /// `pattern`, known to compile.
    pub pattern: Option<String>,
    /// `x-temporal`
    pub temporal: Option<Temporal>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `minimum` or `exclusiveMinimum`
    pub minimum: Option<Limit>,
    /// `maximum` or `exclusiveMaximum`
    pub maximum: Option<Limit>,
    /// `multipleOf`
    pub multiple_of: Option<Decimal>,
    /// `items`
    pub items: Option<Box<Schema>>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `properties`
    pub properties: IndexMap<String, Schema>,
    /// `required`, without repetitions, in the document's order.
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional: Option<Additional>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `allOf`
    pub all_of: Vec<Schema>,
    /// `anyOf`
    pub any_of: Vec<Schema>,
    /// `oneOf`
    pub one_of: Vec<Schema>,
    /// `not`
    pub not: Option<Box<Schema>>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
}

impl Schema {
    /// A schema at that place that demands nothing.
    pub fn empty(place: Place) -> Self {
        Self {
            place,
            keywords: Vec::new(),
            reference: None,
            types: None,
            nullable: false,
            title: None,
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            default: None,
            example: None,
            values: None,
            format: None,
            pattern: None,
            temporal: None,
            min_length: None,
            max_length: None,
            minimum: None,
            maximum: None,
            multiple_of: None,
            items: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: None,
            min_properties: None,
            max_properties: None,
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            discriminator: None,
        }
    }
}

/// A lower or upper limit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The limit.
    pub value: Decimal,
    /// Whether the limit itself is out of bounds.
    pub exclusive: bool,
}

/// `additionalProperties`
#[derive(Debug)]
pub enum Additional {
    /// `true` or `false`
    Allowed(bool),
    /// A schema for the values.
    Schema(Box<Schema>),
}

/// `discriminator`
#[derive(Debug)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// What the document's `mapping` says, resolved; names that it does not map stand for themselves.
    pub mapping: Vec<(String, SchemaId)>,
}
