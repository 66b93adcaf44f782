//! The typed view of a document's structure: `openapiv3`'s types, read from a part of the tree.
//!
//! Those types cannot be trusted with everything: they drop what stands beside `$ref`, read numbers as doubles, and try
//! alternatives again at each level of nesting. So they are shown one object at a time, and in it only what the table of
//! shapes knows, without what is read elsewhere: schemas, examples, and objects that may nest.

use openapiv3::{Header, Operation, Parameter, RequestBody, Response, SecurityScheme};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use serde_path_to_error::Segment;

use super::keywords::text;
use super::located::Located;
use super::references::reference_of;
use super::report::Report;
use super::shape::{self, Kind, Presence, Shape};
use crate::diagnostic::Code;
use crate::source::{Node, Span};

/// Fields that are left out of the view: nobody reads them there.
const LEFT_OUT: [&str; 11] = [
    "callbacks",
    "encoding",
    "example",
    "examples",
    "externalDocs",
    "headers",
    "links",
    "parameters",
    "requestBody",
    "servers",
    "variables",
];

/// Fields that have to be there, and are shown empty.
const EMPTIED: [&str; 2] = ["flows", "responses"];

/// A type of `openapiv3` and the shape of the object that it views.
pub(super) trait View: DeserializeOwned {
    const SHAPE: &'static Shape;
}

impl View for openapiv3::Server {
    const SHAPE: &'static Shape = &shape::SERVER;
}

impl View for openapiv3::Encoding {
    const SHAPE: &'static Shape = &shape::ENCODING;
}

impl View for Operation {
    const SHAPE: &'static Shape = &shape::OPERATION;
}

impl View for Parameter {
    const SHAPE: &'static Shape = &shape::PARAMETER;
}

impl View for Header {
    const SHAPE: &'static Shape = &shape::HEADER;
}

impl View for RequestBody {
    const SHAPE: &'static Shape = &shape::REQUEST_BODY;
}

impl View for Response {
    const SHAPE: &'static Shape = &shape::RESPONSE;
}

impl View for SecurityScheme {
    const SHAPE: &'static Shape = &shape::SECURITY_SCHEME;
}

/// The object as that type; if it cannot be one, an error at the place that stands in the way.
pub(super) fn view<T: View>(at: &Located<'_>, report: &mut Report<'_>) -> Option<T> {
    match serde_path_to_error::deserialize(object(T::SHAPE, at.node)) {
        Ok(view) => Some(view),
        Err(error) => {
            let span = place(at, error.path());
            if !report.has_error_within(at.node.span) {
                let message = format!("this is no {}: {}", T::SHAPE.name, error.inner());
                report.push(report.error(Code::WrongType, span, message, "not understood"));
            }
            None
        }
    }
}

/// As far as the path can be followed.
fn place(at: &Located<'_>, path: &serde_path_to_error::Path) -> Span {
    let mut place = at.clone();
    for segment in path {
        let child = match segment {
            Segment::Seq { index } => place.child(&index.to_string()),
            Segment::Map { key } => place.child(key),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        match child {
            Some(child) => place = child,
            None => break,
        }
    }
    place.at
}

fn object(shape: &Shape, node: &Node) -> Json {
    if let (true, Some(reference)) = (shape.referable, reference_of(node)) {
        return Json::Object(Map::from_iter([("$ref".to_owned(), reference.into())]));
    }
    let mut members = Map::new();
    for field in shape.fields {
        if LEFT_OUT.contains(&field.name) {
            continue;
        }
        let present = node.get(field.name).filter(|value| !value.is_null());
        let shown = match (present, field.presence) {
            (Some(_), _) if EMPTIED.contains(&field.name) => Some(Json::Object(Map::new())),
            (Some(_), Presence::Expected) if matches!(field.kind, Kind::Text) => {
                Some(Json::String(text(node, field.name).unwrap_or_default()))
            }
            (Some(_), _) if matches!(field.kind, Kind::Text) => text(node, field.name).map(Json::String),
            (Some(value), _) => Some(json(field.kind, value)),
            (None, Presence::ExpectedIn30) => Some(Json::Object(Map::new())),
            (None, Presence::Expected) => Some(Json::String(String::new())),
            (None, Presence::Optional | Presence::Required) => None,
        };
        members.extend(shown.map(|value| (field.name.to_owned(), value)));
    }
    Json::Object(members)
}

fn json(kind: Kind, node: &Node) -> Json {
    match kind {
        Kind::Schema | Kind::Items => Json::Object(Map::new()),
        Kind::Object(shape) => object(shape, node),
        Kind::Map(kind) | Kind::Components(kind) => {
            let entries = node.as_mapping().into_iter().flatten();
            entries.map(|entry| (entry.key.clone(), json(*kind, &entry.value))).collect()
        }
        Kind::List(kind) => {
            node.as_sequence().unwrap_or_default().iter().map(|item| json(*kind, item)).collect()
        }
        Kind::Any
        | Kind::Literal
        | Kind::Text
        | Kind::Boolean
        | Kind::Number
        | Kind::PositiveNumber
        | Kind::Count
        | Kind::Type
        | Kind::ExclusiveBound
        | Kind::Dependency
        | Kind::Examples
        | Kind::Reference
        | Kind::SchemaName
        | Kind::Words(_)
        | Kind::BooleanOrSchema => node.to_json(),
    }
}
