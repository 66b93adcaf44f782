//! What to say of a field that an object does not have: a slip of the pen, a keyword of another version, or a field
//! that belongs elsewhere.

use super::super::report::Report;
use super::{JSON_SCHEMA, Kind, Others, SCHEMA, Shape, schema_shape};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::dialect::Dialect;
use crate::source::{Entry, Mapping, Value};

/// JSON Schema keywords that constrain, and that a schema of `OpenAPI` 3.0 cannot borrow: to ignore them would let payloads
/// pass.
const CONSTRAINTS: &[(&str, &str)] = &[("$dynamicRef", "write `$ref`"), ("$recursiveRef", "write `$ref`")];

/// JSON Schema keywords that only annotate, those that hold definitions for references, and one that says nothing where `items`
/// is a schema.
const ANNOTATIONS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$schema",
    "$vocabulary",
    "additionalItems",
    "contentSchema",
    "definitions",
    "id",
];

/// Fields that came with `OpenAPI` 3.2.
const LATER: &[(&str, &[&str])] = &[
    ("OpenAPI Object", &["$self"]),
    ("Server Object", &["name"]),
    ("Components Object", &["mediaTypes"]),
    ("Path Item Object", &["query", "additionalOperations"]),
    ("Media Type Object", &["description", "itemSchema", "prefixEncoding", "itemEncoding"]),
    ("Encoding Object", &["encoding", "prefixEncoding", "itemEncoding"]),
    ("Response Object", &["summary"]),
    ("Example Object", &["dataValue", "serializedValue"]),
    ("Tag Object", &["summary", "parent", "kind"]),
    ("Discriminator Object", &["defaultMapping"]),
    ("XML Object", &["nodeType"]),
    ("Security Scheme Object", &["oauth2MetadataUrl", "deprecated"]),
    ("OAuth Flows Object", &["deviceAuthorization"]),
    ("OAuth Flow Object", &["deviceAuthorizationUrl"]),
];

/// The finding for `entry`, which is no field of `object`.
pub(super) fn unknown_field(
    report: &Report<'_>,
    shape: &'static Shape,
    dialect: Dialect,
    object: &Mapping,
    entry: &Entry,
) -> Option<Diagnostic> {
    let (key, span) = (entry.key.as_str(), entry.key_span);
    if let Others::Annotations = shape.others {
        return unknown_keyword(report, dialect, object, entry);
    }
    if *shape == SCHEMA {
        if let Some((_, instead)) = CONSTRAINTS.iter().find(|(name, _)| *name == key) {
            let message = format!("OpenAPI 3.0 has no keyword `{key}`");
            let label = "of JSON Schema, not of OpenAPI 3.0";
            return Some(report.error(Code::UnsupportedKeyword, span, message, label).help(*instead));
        }
        if ANNOTATIONS.contains(&key) {
            let message = format!("OpenAPI 3.0 has no keyword `{key}`");
            return Some(report.warning(Code::UnsupportedKeyword, span, message, "ignored"));
        }
    }
    if shape.fields.iter().any(|field| field.name == key) {
        let message = format!("OpenAPI 3.0 has no field `{key}` in the {}", shape.name);
        return Some(report.warning(Code::UnknownField, span, message, "it came with OpenAPI 3.1"));
    }
    if LATER.iter().any(|(name, fields)| *name == shape.name && fields.contains(&key)) {
        let message = format!("`{key}` of the {} came with OpenAPI 3.2, and is not read yet", shape.name);
        return Some(report.warning(Code::UnknownField, span, message, "ignored"));
    }
    let message = format!("`{key}` is not a field of the {}", shape.name);
    if let Some((place, owner)) = home(shape, dialect, key) {
        // A constraint in the wrong place is a constraint that is not checked.
        let found = if *owner == SCHEMA || matches!(key, "schema" | "content") {
            report.error(Code::MisplacedField, span, message, "in the wrong place")
        } else {
            report.warning(Code::MisplacedField, span, message, "ignored")
        };
        return Some(found.help(format!("`{key}` belongs {place}, in the {}", owner.name)));
    }
    let reference = shape.referable.then_some("$ref");
    let own = shape.fields.iter().filter(|field| !field.borrowed);
    let free = own.map(|field| field.name).chain(reference);
    Some(match suggest(key, free.filter(|name| !object.contains_key(name))) {
        Some(near) => report
            .error(Code::UnknownField, span, message, "unknown field")
            .help(format!("did you mean `{near}`?")),
        None => report.warning(Code::UnknownField, span, message, "ignored"),
    })
}

/// What a dialect does not know is an annotation; but if it looks like a slip, or like a keyword of another dialect, its author
/// should know.
fn unknown_keyword(
    report: &Report<'_>,
    dialect: Dialect,
    object: &Mapping,
    entry: &Entry,
) -> Option<Diagnostic> {
    let (key, span) = (entry.key.as_str(), entry.key_span);
    let is_openapi = dialect == Dialect::OpenApi31;
    let warn = |message: String, label: &str| report.warning(Code::UnsupportedKeyword, span, message, label);
    if key == "nullable" && is_openapi {
        let found = warn("OpenAPI 3.1 has no keyword `nullable`".to_owned(), "does not admit null");
        return Some(found.help("add `null` to the list of types: `type: [string, \"null\"]`"));
    }
    if JSON_SCHEMA.fields.iter().any(|field| field.name == key) {
        let message = format!("`{key}` is no keyword of this dialect ({dialect})");
        return Some(warn(message, "ignored; another dialect has it"));
    }
    let names = JSON_SCHEMA.fields.iter().filter(|field| field.dialects.has(dialect)).map(|field| field.name);
    let near = suggest(key, names.filter(|name| !object.contains_key(name)));
    if near.is_none() && !is_openapi {
        return None;
    }
    let message = format!("`{key}` is not a keyword");
    let found = report.warning(Code::UnknownField, span, message, "ignored");
    Some(match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    })
}

/// What to do about a field whose value is of the type that a field of that name has in other objects.
pub(super) fn mistaken(field: &str, value: &Value) -> Option<&'static str> {
    match (field, value) {
        ("required", Value::Bool(_)) => {
            Some("list the property in the `required` of the object that it belongs to")
        }
        ("required", Value::Sequence(_)) => {
            Some("write `true` or `false` here; a schema lists the properties that have to be there")
        }
        _ => None,
    }
}

/// The place below an object of that kind where the field would be right, and the kind of object there.
fn home(shape: &'static Shape, dialect: Dialect, key: &str) -> Option<(String, &'static Shape)> {
    shape.fields.iter().find_map(|field| {
        let (place, owner) = match field.kind {
            Kind::Schema => (format!("in `{}`", field.name), schema_shape(dialect)),
            Kind::Map(Kind::Schema) => (format!("in an entry of `{}`", field.name), schema_shape(dialect)),
            Kind::Object(owner) => (format!("in `{}`", field.name), owner),
            Kind::Map(Kind::Object(owner)) => (format!("in an entry of `{}`", field.name), *owner),
            Kind::List(Kind::Object(owner)) => (format!("in an item of `{}`", field.name), *owner),
            Kind::Any
            | Kind::Literal
            | Kind::Text
            | Kind::Boolean
            | Kind::Number
            | Kind::PositiveNumber
            | Kind::Count
            | Kind::Type
            | Kind::ExclusiveBound
            | Kind::Items
            | Kind::Dependency
            | Kind::Examples
            | Kind::Reference
            | Kind::SchemaName
            | Kind::Words(_)
            | Kind::Map(_)
            | Kind::Components(_)
            | Kind::List(_)
            | Kind::BooleanOrSchema => return None,
        };
        // Documentation has the same fields everywhere, and within a schema every keyword is at home already.
        let telling = !matches!(key, "name" | "url" | "description" | "summary" | "title");
        (telling && *shape != SCHEMA && owner.field(key, dialect).is_some()).then_some((place, owner))
    })
}
