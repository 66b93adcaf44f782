//! The type of a whole request: the parameters of an operation and its body in one struct.
//!
//! To serde it is a map whose keys are those that the runtime gives a request: `path.id`, `query.limit`, `header.X-Trace`,
//! `cookie.session` and `body`.

use std::borrow::Cow;
use std::rc::Rc;

use fineprint::contract::Location;
use fineprint::contract::media::is_json;
use fineprint_openapi::document::{MediaType, Operation, Parameter, ParameterValue, Schema};

use super::Lowering;
use super::direction::Direction;
use super::operations::{is_form, json_schema};
use super::parts::{Part, Site};
use crate::models::model::{Docs, Field, Home, Kind, Model, Presence, Struct, Type, Unknown};
use crate::naming::{Case, Scope};

impl<'d> Lowering<'d> {
    /// The type of a request, if there is anything in one. `base` is what the operation's types are named after.
    pub(super) fn input(&mut self, operation: &'d Operation, base: &str, home: Home, title: &str) {
        let parameters: Vec<&'d Parameter> = operation.parameters.iter().filter(|it| is_read(it)).collect();
        let mut scope = Scope::default();
        let wires = parameters.iter().map(|parameter| parameter.name.as_str()).chain(["body"]);
        let mut names = scope.take_all(wires, Case::Value).into_iter();
        let mut fields = Vec::new();
        for (parameter, name) in parameters.into_iter().zip(names.by_ref()) {
            fields.extend(self.parameter(parameter, name, base, home));
        }
        let parameters = fields.len();
        fields.extend(self.body_field(operation, names.next().unwrap_or_default(), base, home));
        let content = match (parameters, fields.len() - parameters) {
            (0, 0) => return,
            (0, _) => "its body",
            (_, 0) => "its parameters",
            (_, _) => "its parameters and its body",
        };
        let name = self.names.take(&format!("{base}Input"), Case::Type);
        let docs = Docs { description: None, notes: vec![format!("A request {title}: {content}.")] };
        let kind = Kind::Struct(Struct { fields, unknown: Unknown::Dropped });
        self.push(Model {
            name,
            pointer: &operation.place.pointer,
            home,
            docs,
            deprecated: operation.deprecated,
            kind,
        });
    }

    fn parameter(
        &mut self,
        parameter: &'d Parameter,
        name: String,
        base: &str,
        home: Home,
    ) -> Option<Field<'d>> {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let site = Site { home, name: base.to_owned(), direction: Direction::REQUEST, is_referred: false };
        let roots = vec![Part::new(parameter.schema()?, site.child(&parameter.name))];
        // An empty value that is allowed is no value.
        let may_be_empty = matches!(&parameter.value, ParameterValue::Styled { allow_empty_value: true, .. });
        let wire = Cow::Owned(format!("{location}.{}", parameter.name));
        let mut field = self.field(wire, name, &[roots], parameter.required && !may_be_empty);
        field.docs.description = parameter.description.as_deref().or(field.docs.description);
        field.deprecated |= parameter.deprecated;
        Some(field)
    }

    fn body_field(
        &mut self,
        operation: &'d Operation,
        name: String,
        base: &str,
        home: Home,
    ) -> Option<Field<'d>> {
        let body = operation.request_body.as_ref()?;
        let content = || body.content.iter();
        let form = || content().find(|media| is_form(&media.range)).and_then(|media| media.schema.as_ref());
        let wire = Cow::Borrowed("body");
        let Some(schema) = json_schema(&body.content).or_else(form) else {
            let is_text = |media: &MediaType| media.range.starts_with("text/");
            // Of several media types, each is read in its own way.
            let ty = match (content().any(is_text), content().all(is_text)) {
                (_, true) => Type::String,
                (false, _) => Type::Bytes,
                (true, false) => Type::Any,
            };
            return content().next().map(|_| plain(wire, name, ty, body.required));
        };
        let site =
            Site { home, name: format!("{base}Request"), direction: Direction::REQUEST, is_referred: false };
        let mut field = self.field(wire, name, &[vec![Part::new(schema, Rc::new(site))]], body.required);
        field.docs.description = body.description.as_deref().or(field.docs.description);
        // A body can come as any of several media types, of which each has a schema of its own.
        let is_other = |media: &MediaType| {
            let is_read_alike = is_json(&media.range) || is_form(&media.range);
            !is_read_alike || media.schema.as_ref().is_some_and(|other| !is_same(other, schema))
        };
        if content().any(is_other) {
            field.ty = Type::Any;
            field.presence = Presence::new(body.required, false);
            field.keywords.clear();
            field.docs.notes = vec![String::from(super::NOT_EXPRESSED)];
        }
        Some(field)
    }
}

/// A parameter whose value the runtime reads.
fn is_read(parameter: &Parameter) -> bool {
    match &parameter.value {
        ParameterValue::Styled { .. } => true,
        ParameterValue::Content(media) => is_json(&media.range),
    }
}

fn is_same(left: &Schema, right: &Schema) -> bool {
    std::ptr::eq(left, right) || (left.reference.is_some() && left.reference == right.reference)
}

fn plain(wire: Cow<'static, str>, name: String, ty: Type, required: bool) -> Field<'static> {
    Field {
        wire,
        name,
        docs: Docs::default(),
        deprecated: false,
        ty,
        boxed: false,
        presence: Presence::new(required, false),
        default: None,
        keywords: Vec::new(),
    }
}
