//! From a contract to the check of one of its schemas: by operation, by component, by pointer.

use super::{Checker, Part};
use crate::contract::media::first_json;
use crate::contract::{Constraint, Contract, MediaType, Operation, Parameter, ParameterValue, Schema};

impl Contract {
    /// The component of that name, ready to check instances: `contract.component("Organization")`.
    pub fn component(&self, name: &str) -> Option<Checker<'_>> {
        self.checker(&format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1")))
    }

    /// The JSON body of a request to the operation of that id, ready to check: `contract.request("updateOrganization")`.
    pub fn request(&self, id: &str) -> Option<Checker<'_>> {
        let body = self.operation(id)?.request_body.as_ref()?;
        self.body(&body.content, Part::RequestBody)
    }

    /// The JSON body of the operation's response of that status, ready to check. The response is the one that OpenAPI assigns:
    /// that of the code, else that of its range (`4XX`), else the default.
    pub fn response(&self, id: &str, status: u16) -> Option<Checker<'_>> {
        let response = self.operation(id)?.response(status)?;
        self.body(&response.content, Part::ResponseBody)
    }

    fn body<'c>(&'c self, content: &'c [MediaType], part: Part) -> Option<Checker<'c>> {
        let index = first_json(content.iter().map(|media| &*media.range))?;
        let schema = content.get(index)?.schema.as_deref()?;
        Some(Checker::new(self, schema, part, part.direction()))
    }

    /// The schema at that pointer, ready to check instances. The part of a message, and with it the direction, follow from
    /// the pointer where it leads through a request or a response.
    pub fn checker(&self, pointer: &str) -> Option<Checker<'_>> {
        schema_at(self, pointer).map(|(schema, part)| Checker::new(self, schema, part, part.direction()))
    }
}

/// The schema at that pointer, and the part of a message that it is about.
fn schema_at<'c>(contract: &'c Contract, pointer: &str) -> Option<(&'c Schema, Part)> {
    let components = contract.components.iter().map(|schema| (&**schema, Part::Instance));
    let operations = contract.operations.iter().flat_map(|operation| roots(operation));
    components.chain(operations).find_map(|(root, part)| Some((within(contract, root, pointer)?, part)))
}

/// The schemas that an operation states itself, each with the part of a message that it is about.
fn roots(operation: &Operation) -> impl Iterator<Item = (&Schema, Part)> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| (of_parameter(parameter), Part::of_parameter(parameter.location)));
    let request = operation
        .request_body
        .iter()
        .flat_map(|body| body.content.iter())
        .map(|media| (of_media(media), Part::RequestBody));
    let responses = operation.responses.iter().flat_map(|response| {
        let headers = response.headers.iter().map(|header| (of_parameter(header), Part::ResponseHeader));
        headers.chain(response.content.iter().map(|media| (of_media(media), Part::ResponseBody)))
    });
    parameters.chain(request).chain(responses).filter_map(|(schema, part)| Some((schema?, part)))
}

fn of_parameter(parameter: &Parameter) -> Option<&Schema> {
    match &parameter.value {
        ParameterValue::Styled { schema, .. } => Some(schema),
        ParameterValue::Content(media) => of_media(media),
    }
}

fn of_media(media: &MediaType) -> Option<&Schema> {
    media.schema.as_deref()
}

/// The schema at that pointer, if it is this one or lies within it.
fn within<'c>(contract: &'c Contract, schema: &'c Schema, pointer: &str) -> Option<&'c Schema> {
    let below = pointer.strip_prefix(&*schema.pointer)?;
    if below.is_empty() {
        return Some(schema);
    }
    if !below.starts_with('/') {
        return None;
    }
    let within_parts = |constraint: &'c Constraint| {
        constraint.schemas().into_iter().find_map(|schema| within(contract, schema, pointer))
    };
    schema.constraints().iter().find_map(within_parts).or_else(|| only_reference(contract, schema, below))
}

/// The schema that the only branch of an `allOf` refers to: it was compiled to that reference.
fn only_reference<'c>(contract: &'c Contract, schema: &Schema, below: &str) -> Option<&'c Schema> {
    // One may be the only branch of another.
    if !below.split("/allOf/0").all(str::is_empty) {
        return None;
    }
    let reference =
        |constraint: &Constraint| if let Constraint::Ref(id) = constraint { Some(*id) } else { None };
    contract.component_at(schema.constraints().iter().rev().find_map(reference)?)
}
