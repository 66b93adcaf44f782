//! The Schema Object (`OpenAPI` 3.0.3, section 4.7.24) and the objects that only it has.

use super::objects::EXTERNAL_DOCUMENTATION;
use super::{Kind, Others, Shape, field};

/// The names that `type` may have.
pub(in crate::reader) const TYPES: &[&str] = &["array", "boolean", "integer", "number", "object", "string"];

/// The names that `type` may have in JSON Schema.
pub(in crate::reader) const ALL_TYPES: &[&str] =
    &["array", "boolean", "integer", "null", "number", "object", "string"];

pub(in crate::reader) static SCHEMA: Shape = Shape {
    name: "Schema Object",
    fields: &[
        field("title", Kind::Text),
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
        field("maxProperties", Kind::Count),
        field("minProperties", Kind::Count),
        field("required", Kind::List(&Kind::Text)),
        field("enum", Kind::List(&Kind::Literal)),
        field("type", Kind::Type),
        field("allOf", Kind::List(&Kind::Schema)),
        field("oneOf", Kind::List(&Kind::Schema)),
        field("anyOf", Kind::List(&Kind::Schema)),
        field("not", Kind::Schema),
        field("items", Kind::Schema),
        field("properties", Kind::Map(&Kind::Schema)),
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
        // Of JSON Schema 2020-12 and before: what their authors mean is plain, and can be checked.
        field("const", Kind::Literal).borrowed(),
        field("if", Kind::Schema).borrowed(),
        field("then", Kind::Schema).borrowed(),
        field("else", Kind::Schema).borrowed(),
        field("prefixItems", Kind::List(&Kind::Schema)).borrowed(),
        field("contains", Kind::Schema).borrowed(),
        field("minContains", Kind::Count).borrowed(),
        field("maxContains", Kind::Count).borrowed(),
        field("unevaluatedItems", Kind::BooleanOrSchema).borrowed(),
        field("patternProperties", Kind::Map(&Kind::Schema)).borrowed(),
        field("propertyNames", Kind::Schema).borrowed(),
        field("dependencies", Kind::Map(&Kind::Dependency)).borrowed(),
        field("dependentRequired", Kind::Map(&Kind::List(&Kind::Text))).borrowed(),
        field("dependentSchemas", Kind::Map(&Kind::Schema)).borrowed(),
        field("unevaluatedProperties", Kind::BooleanOrSchema).borrowed(),
        field("contentEncoding", Kind::Text).borrowed(),
        field("contentMediaType", Kind::Text).borrowed(),
        field("examples", Kind::Examples).borrowed(),
    ],
    others: Others::Extensions,
    referable: true,
};

pub(super) static DISCRIMINATOR: Shape = Shape {
    name: "Discriminator Object",
    fields: &[field("propertyName", Kind::Text).required(), field("mapping", Kind::Map(&Kind::SchemaName))],
    // The specification has extensions from 3.1 on; they do no harm before.
    others: Others::Extensions,
    referable: false,
};

pub(super) static XML: Shape = Shape {
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
