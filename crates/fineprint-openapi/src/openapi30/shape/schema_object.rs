//! The Schema Object (`OpenAPI` 3.0.3, section 4.7.24) and the objects that only it has.

use super::objects::EXTERNAL_DOCUMENTATION;
use super::{Kind, Others, Shape, field};

/// The names that `type` may have.
pub(in crate::openapi30) const TYPES: &[&str] =
    &["array", "boolean", "integer", "number", "object", "string"];

pub(in crate::openapi30) static SCHEMA: Shape = Shape {
    name: "Schema Object",
    fields: &[
        field("title", Kind::Text),
        field("multipleOf", Kind::PositiveNumber),
        field("maximum", Kind::Number),
        field("exclusiveMaximum", Kind::Boolean),
        field("minimum", Kind::Number),
        field("exclusiveMinimum", Kind::Boolean),
        field("maxLength", Kind::Count),
        field("minLength", Kind::Count),
        field("pattern", Kind::Text),
        field("maxItems", Kind::Count),
        field("minItems", Kind::Count),
        field("uniqueItems", Kind::Boolean),
        field("maxProperties", Kind::Count),
        field("minProperties", Kind::Count),
        field("required", Kind::List(&Kind::Text)),
        field("enum", Kind::List(&Kind::Literal)),
        field("type", Kind::Type),
        field("allOf", Kind::List(&Kind::Object(&SCHEMA))),
        field("oneOf", Kind::List(&Kind::Object(&SCHEMA))),
        field("anyOf", Kind::List(&Kind::Object(&SCHEMA))),
        field("not", Kind::Object(&SCHEMA)),
        field("items", Kind::Object(&SCHEMA)),
        field("properties", Kind::Map(&Kind::Object(&SCHEMA))),
        field("additionalProperties", Kind::BooleanOrSchema),
        field("description", Kind::Text),
        field("format", Kind::Text),
        field("default", Kind::Literal),
        field("nullable", Kind::Boolean),
        field("discriminator", Kind::Object(&DISCRIMINATOR)),
        field("readOnly", Kind::Boolean),
        field("writeOnly", Kind::Boolean),
        field("xml", Kind::Object(&XML)),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCUMENTATION)),
        field("example", Kind::Any),
        field("deprecated", Kind::Boolean),
    ],
    others: Others::Extensions,
    referable: true,
};

static DISCRIMINATOR: Shape = Shape {
    name: "Discriminator Object",
    fields: &[field("propertyName", Kind::Text).required(), field("mapping", Kind::Map(&Kind::SchemaName))],
    // The specification has extensions from 3.1 on; they do no harm before.
    others: Others::Extensions,
    referable: false,
};

static XML: Shape = Shape {
    name: "XML Object",
    fields: &[
        field("name", Kind::Text),
        field("namespace", Kind::Text),
        field("prefix", Kind::Text),
        field("attribute", Kind::Boolean),
        field("wrapped", Kind::Boolean),
    ],
    others: Others::Extensions,
    referable: false,
};
