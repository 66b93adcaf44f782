//! Names for the bodies of operations: `UpdateOrganizationRequest`, `UpdateOrganizationResponse200`.

use std::rc::Rc;

use fineprint::contract::Status;
use fineprint_openapi::document::{MediaType, Operation, Schema};

use super::Lowering;
use super::direction::Direction;
use super::parts::{Part, Site, alias_of};
use crate::models::model::{Docs, Home, Kind, Model, ModelId, Type};
use crate::naming::{Case, name};
use fineprint::contract::media::first_json;

impl<'d> Lowering<'d> {
    pub(super) fn operation(&mut self, operation: &'d Operation) {
        let base = match &operation.id {
            Some(id) => id.clone(),
            None => format!("{} {}", operation.method.to_lowercase(), operation.path),
        };
        let base = name(&base, Case::Type);
        let home = Home::Operations(self.groups.insert_full(group(operation)).0);
        let title = if operation.is_webhook {
            format!("of the webhook `{}`", operation.path)
        } else {
            format!("`{} {}`", operation.method, operation.path)
        };
        let mut content = operation.request_body.iter().flat_map(|body| &body.content);
        let body = operation.request_body.as_ref().and_then(|body| json_schema(&body.content));
        let form = content.find(|media| is_form(&media.range));
        let form = form.and_then(|media| Some((media.schema.as_ref()?, format!(", as `{}`", media.range))));
        if let Some((schema, kind)) = body.map(|schema| (schema, String::new())).or(form) {
            self.body(
                &format!("{base}Request"),
                (schema, home, Direction::REQUEST),
                format!("The body of a request {title}{kind}."),
            );
        }
        if self.options.request_types {
            self.input(operation, &base, home, &title);
        }
        for response in &operation.responses {
            let (suffix, words) = match response.status {
                Status::Code(code) => (format!("Response{code}"), format!("The body of a response {code}")),
                Status::Range(class) => {
                    (format!("Response{class}xx"), format!("The body of a response {class}XX"))
                }
                Status::Default => {
                    (String::from("ResponseDefault"), String::from("The body of any other response"))
                }
            };
            if let Some(schema) = json_schema(&response.content) {
                let note = format!("{words} to {}.", title.trim_start_matches("of "));
                self.body(&format!("{base}{suffix}"), (schema, home, Direction::RESPONSE), note);
            }
        }
    }

    /// Names the type of a body. A component that has the name keeps it, and is then nearly always that very type.
    fn body(&mut self, wanted: &str, (schema, home, direction): (&'d Schema, Home, Direction), note: String) {
        let is_component = alias_of(schema).is_some();
        let taken = self
            .models
            .iter()
            .take(self.document.schemas.len() + self.split.len())
            .any(|model| model.name == wanted);
        if taken && is_component {
            return;
        }
        let site = Site { home, name: wanted.to_owned(), direction, is_referred: false };
        let roots = [Part::new(schema, Rc::new(site))];
        let before = self.models.len();
        let ty = self.type_of(&roots);
        let nullable = self.nulls.admitted(&roots);
        // An inline object, enum or union has just been given the name; its parts may stand before it.
        if let Type::Model(ModelId(id)) = ty
            && id >= before
            && let Some(model) = self.models.get_mut(id)
            && model.pointer == schema.place.pointer
        {
            model.docs.notes.push(note);
            return;
        }
        let name = self.names.take(wanted, Case::Type);
        self.push(Model {
            name,
            pointer: &schema.place.pointer,
            home,
            docs: Docs { description: None, notes: vec![note] },
            deprecated: false,
            kind: Kind::Alias { ty, nullable },
        });
    }
}

/// What the operation belongs to: its first tag, or the first part of its path.
fn group(operation: &Operation) -> &str {
    let part = || operation.path.split('/').find(|part| !part.is_empty());
    operation.tags.first().map(String::as_str).or_else(part).unwrap_or_default()
}

/// Whether the media type is one of those whose parts are the properties of a schema (OpenAPI, *Media Type Object*).
pub(super) fn is_form(range: &str) -> bool {
    let essence = range.split(';').next().unwrap_or_default().trim();
    ["multipart/form-data", "application/x-www-form-urlencoded"]
        .iter()
        .any(|form| essence.eq_ignore_ascii_case(form))
}

/// The schema of the body as JSON.
pub(super) fn json_schema(content: &[MediaType]) -> Option<&Schema> {
    content.get(first_json(content.iter().map(|media| media.range.as_str()))?)?.schema.as_ref()
}
