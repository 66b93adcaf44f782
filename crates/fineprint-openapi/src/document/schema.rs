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
    /// `$dynamicRef`, with the target that it has on the way that leads here.
    pub dynamic_reference: Option<SchemaId>,
    /// Whether it is the schema `false`, which nothing meets.
    pub never: bool,
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
    /// `const`
    pub constant: Option<Literal>,
    /// `format`
    pub format: Option<String>,
    /// `contentEncoding`
    pub content_encoding: Option<String>,
    /// `contentMediaType`
    pub content_media_type: Option<String>,
    /// `pattern`, known to compile.
    pub pattern: Option<String>,
    /// `x-temporal`
    pub temporal: Option<Temporal>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `minimum`
    pub minimum: Option<Decimal>,
    /// `exclusiveMinimum`, also where it is OpenAPI 3.0's flag beside `minimum`.
    pub exclusive_minimum: Option<Decimal>,
    /// `maximum`
    pub maximum: Option<Decimal>,
    /// `exclusiveMaximum`, also where it is OpenAPI 3.0's flag beside `maximum`.
    pub exclusive_maximum: Option<Decimal>,
    /// `multipleOf`
    pub multiple_of: Option<Decimal>,
    /// `prefixItems`
    pub prefix_items: Vec<Schema>,
    /// `items`, for those behind the prefix.
    pub items: Option<Box<Schema>>,
    /// `contains`
    pub contains: Option<Box<Schema>>,
    /// `minContains`
    pub min_contains: Option<u64>,
    /// `maxContains`
    pub max_contains: Option<u64>,
    /// `unevaluatedItems`
    pub unevaluated_items: Option<Additional>,
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
    /// `patternProperties`, with patterns known to compile.
    pub pattern_properties: IndexMap<String, Schema>,
    /// `additionalProperties`
    pub additional: Option<Additional>,
    /// `propertyNames`
    pub property_names: Option<Box<Schema>>,
    /// `dependentRequired`
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`
    pub dependent_schemas: IndexMap<String, Schema>,
    /// `unevaluatedProperties`
    pub unevaluated_properties: Option<Additional>,
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
    /// `if`
    pub condition: Option<Box<Schema>>,
    /// `then`, beside an `if`.
    pub then: Option<Box<Schema>>,
    /// `else`, beside an `if`.
    pub otherwise: Option<Box<Schema>>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
}

impl Schema {
    /// The schemas that stand within it, in no particular order.
    ///
    /// The one list of the places where a schema can have another, for all who walk through a document.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        let boxed = [
            &self.items,
            &self.contains,
            &self.property_names,
            &self.not,
            &self.condition,
            &self.then,
            &self.otherwise,
        ];
        let additional = [&self.additional, &self.unevaluated_items, &self.unevaluated_properties];
        let maps = [&self.properties, &self.pattern_properties, &self.dependent_schemas];
        let lists = [&self.prefix_items, &self.all_of, &self.any_of, &self.one_of];
        (boxed.into_iter().filter_map(|schema| schema.as_deref()))
            .chain(additional.into_iter().flatten().filter_map(Additional::schema))
            .chain(maps.into_iter().flat_map(IndexMap::values))
            .chain(lists.into_iter().flatten())
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        let boxed = [
            &mut self.items,
            &mut self.contains,
            &mut self.property_names,
            &mut self.not,
            &mut self.condition,
            &mut self.then,
            &mut self.otherwise,
        ];
        let additional =
            [&mut self.additional, &mut self.unevaluated_items, &mut self.unevaluated_properties];
        let maps = [&mut self.properties, &mut self.pattern_properties, &mut self.dependent_schemas];
        let lists = [&mut self.prefix_items, &mut self.all_of, &mut self.any_of, &mut self.one_of];
        (boxed.into_iter().filter_map(|schema| schema.as_deref_mut()))
            .chain(additional.into_iter().flatten().filter_map(Additional::schema_mut))
            .chain(maps.into_iter().flat_map(IndexMap::values_mut))
            .chain(lists.into_iter().flatten())
    }

    /// The schemas that it refers to itself.
    pub fn references_mut(&mut self) -> impl Iterator<Item = &mut SchemaId> {
        let mapping = self.discriminator.iter_mut().flat_map(|discriminator| &mut discriminator.mapping);
        let mapped = mapping.map(|(_, id)| id);
        self.reference.iter_mut().chain(&mut self.dynamic_reference).chain(mapped)
    }

    /// A schema at that place that demands nothing.
    pub fn empty(place: Place) -> Self {
        Self {
            place,
            keywords: Vec::new(),
            reference: None,
            dynamic_reference: None,
            never: false,
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
            constant: None,
            format: None,
            content_encoding: None,
            content_media_type: None,
            pattern: None,
            temporal: None,
            min_length: None,
            max_length: None,
            minimum: None,
            exclusive_minimum: None,
            maximum: None,
            exclusive_maximum: None,
            multiple_of: None,
            prefix_items: Vec::new(),
            items: None,
            contains: None,
            min_contains: None,
            max_contains: None,
            unevaluated_items: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            properties: IndexMap::new(),
            required: Vec::new(),
            pattern_properties: IndexMap::new(),
            additional: None,
            property_names: None,
            dependent_required: IndexMap::new(),
            dependent_schemas: IndexMap::new(),
            unevaluated_properties: None,
            min_properties: None,
            max_properties: None,
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            condition: None,
            then: None,
            otherwise: None,
            discriminator: None,
        }
    }
}

/// `additionalProperties`, `unevaluatedProperties` and `unevaluatedItems`
#[derive(Debug)]
pub enum Additional {
    /// `true` or `false`
    Allowed(bool),
    /// A schema for the values.
    Schema(Box<Schema>),
}

impl Additional {
    /// The schema, if it is one.
    pub fn schema(&self) -> Option<&Schema> {
        match self {
            Self::Allowed(_) => None,
            Self::Schema(schema) => Some(schema),
        }
    }

    /// The same, to be changed.
    pub fn schema_mut(&mut self) -> Option<&mut Schema> {
        match self {
            Self::Allowed(_) => None,
            Self::Schema(schema) => Some(schema),
        }
    }
}

/// `discriminator`
#[derive(Debug)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// What the document's `mapping` says, resolved; names that it does not map stand for themselves.
    pub mapping: Vec<(String, SchemaId)>,
}
