//! The keywords of JSON Schema, from draft 4 to 2020-12, and those that `OpenAPI` 3.1 adds.

use super::objects::EXTERNAL_DOCUMENTATION;
use super::schema_object::{DISCRIMINATOR, XML};
use super::{Kind, Others, Shape, field};
use crate::dialect::Dialects;

const SCHEMAS: Kind = Kind::Map(&Kind::Schema);
const SCHEMA_LIST: Kind = Kind::List(&Kind::Schema);

pub(in crate::reader) static JSON_SCHEMA: Shape = Shape {
    name: "Schema Object",
    fields: &[
        // Core
        field("$schema", Kind::Text),
        field("$id", Kind::Text).only(Dialects::FROM_6),
        field("$anchor", Kind::Text).only(Dialects::FROM_2019_09),
        field("$dynamicAnchor", Kind::Text).only(Dialects::FROM_2020_12),
        field("$ref", Kind::Reference),
        field("$dynamicRef", Kind::Reference).only(Dialects::FROM_2020_12),
        field("$recursiveRef", Kind::Reference).only(Dialects::ONLY_2019_09),
        field("$recursiveAnchor", Kind::Boolean).only(Dialects::ONLY_2019_09),
        field("$vocabulary", Kind::Map(&Kind::Boolean)).only(Dialects::FROM_2019_09),
        field("$comment", Kind::Text).only(Dialects::FROM_7),
        field("$defs", SCHEMAS).only(Dialects::FROM_2019_09),
        field("definitions", SCHEMAS),
        // Applicators
        field("allOf", SCHEMA_LIST),
        field("anyOf", SCHEMA_LIST),
        field("oneOf", SCHEMA_LIST),
        field("not", Kind::Schema),
        field("if", Kind::Schema).only(Dialects::FROM_7),
        field("then", Kind::Schema).only(Dialects::FROM_7),
        field("else", Kind::Schema).only(Dialects::FROM_7),
        field("dependentSchemas", SCHEMAS).only(Dialects::FROM_2019_09),
        field("dependencies", Kind::Map(&Kind::Dependency)),
        field("prefixItems", SCHEMA_LIST).only(Dialects::FROM_2020_12),
        field("items", Kind::Items),
        field("additionalItems", Kind::BooleanOrSchema).only(Dialects::UNTIL_2019_09),
        field("contains", Kind::Schema).only(Dialects::FROM_6),
        field("properties", SCHEMAS),
        field("patternProperties", SCHEMAS),
        field("additionalProperties", Kind::BooleanOrSchema),
        field("propertyNames", Kind::Schema).only(Dialects::FROM_6),
        field("unevaluatedItems", Kind::Schema).only(Dialects::FROM_2019_09),
        field("unevaluatedProperties", Kind::Schema).only(Dialects::FROM_2019_09),
        // Validation
        field("type", Kind::Type),
        field("enum", Kind::List(&Kind::Literal)),
        field("const", Kind::Literal).only(Dialects::FROM_6),
        field("multipleOf", Kind::PositiveNumber),
        field("maximum", Kind::Number),
        field("exclusiveMaximum", Kind::ExclusiveBound),
        field("minimum", Kind::Number),
        field("exclusiveMinimum", Kind::ExclusiveBound),
        field("maxLength", Kind::Count),
        field("minLength", Kind::Count),
        field("pattern", Kind::Text),
        field("maxItems", Kind::Count),
        field("minItems", Kind::Count),
        field("uniqueItems", Kind::Boolean),
        field("maxContains", Kind::Count).only(Dialects::FROM_2019_09),
        field("minContains", Kind::Count).only(Dialects::FROM_2019_09),
        field("maxProperties", Kind::Count),
        field("minProperties", Kind::Count),
        field("required", Kind::List(&Kind::Text)),
        field("dependentRequired", Kind::Map(&Kind::List(&Kind::Text))).only(Dialects::FROM_2019_09),
        // Annotations
        field("format", Kind::Text),
        field("contentEncoding", Kind::Text).only(Dialects::FROM_7),
        field("contentMediaType", Kind::Text).only(Dialects::FROM_7),
        field("contentSchema", Kind::Schema).only(Dialects::FROM_2019_09),
        field("title", Kind::Text),
        field("description", Kind::Text),
        field("default", Kind::Any),
        field("deprecated", Kind::Boolean).only(Dialects::FROM_2019_09),
        field("readOnly", Kind::Boolean).only(Dialects::FROM_7),
        field("writeOnly", Kind::Boolean).only(Dialects::FROM_7),
        field("examples", Kind::Examples).only(Dialects::FROM_6),
        // OpenAPI
        field("discriminator", Kind::Object(&DISCRIMINATOR)).only(Dialects::OPENAPI),
        field("xml", Kind::Object(&XML)).only(Dialects::OPENAPI),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCUMENTATION)).only(Dialects::OPENAPI),
        field("example", Kind::Any).only(Dialects::OPENAPI),
    ],
    others: Others::Annotations,
    referable: false,
};
