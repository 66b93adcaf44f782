//! Operations and what belongs to them, in the document's words.
//!
//! References to parameters, bodies, responses and headers are resolved here; only schemas keep theirs.

use fineprint::contract::{Location, SecurityKind, Status, Style};

use super::{Place, Schema};

/// What the document says of itself.
#[derive(Debug)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version`
    pub version: String,
    /// `description`
    pub description: Option<String>,
}

/// One method of one path.
#[derive(Debug)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// `operationId`
    pub id: Option<String>,
    /// The method, in capitals.
    pub method: String,
    /// The path template; of a webhook, its name.
    pub path: String,
    /// Whether it is a request that the API's provider sends (OpenAPI 3.1, `webhooks`).
    pub is_webhook: bool,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `servers`: the operation's, else the path's, else the document's.
    pub servers: Vec<Server>,
    /// The path's and the operation's parameters; the operation's win.
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub request_body: Option<Body>,
    /// `responses`, in the document's order.
    pub responses: Vec<Response>,
    /// `security`: the operation's, else the document's.
    pub security: Vec<SecurityRequirement>,
}

impl Operation {
    /// The schemas that it states: of parameters, bodies and headers.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let responses = || self.responses.iter();
        let parameters = self.parameters.iter().chain(responses().flat_map(|response| &response.headers));
        let content = (self.request_body.iter().flat_map(|body| &body.content))
            .chain(responses().flat_map(|response| &response.content));
        parameters.filter_map(Parameter::schema).chain(content.flat_map(MediaType::schemas))
    }

    /// The same, to be changed.
    pub fn schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let of_body = (self.request_body.iter_mut().flat_map(|body| &mut body.content))
            .flat_map(MediaType::schemas_mut);
        let of_responses = self.responses.iter_mut().flat_map(|response| {
            let headers = response.headers.iter_mut().filter_map(Parameter::schema_mut);
            headers.chain(response.content.iter_mut().flat_map(MediaType::schemas_mut))
        });
        self.parameters.iter_mut().filter_map(Parameter::schema_mut).chain(of_body).chain(of_responses)
    }
}

/// One entry of `servers`.
#[derive(Clone, Debug)]
pub struct Server {
    /// `url`, with its variables.
    pub url: String,
    /// `variables`
    pub variables: Vec<ServerVariable>,
}

/// One entry of a server's `variables`.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its key.
    pub name: String,
    /// `default`
    pub default: String,
    /// `enum`; empty where the variable may be anything.
    pub values: Vec<String>,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// `name`
    pub name: String,
    /// `in`
    pub location: Location,
    /// `required`
    pub required: bool,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// How it is written, and what it must be.
    pub value: ParameterValue,
}

impl Parameter {
    /// What its value must be.
    pub fn schema(&self) -> Option<&Schema> {
        match &self.value {
            ParameterValue::Styled { schema, .. } => Some(schema),
            ParameterValue::Content(media) => media.schema.as_ref(),
        }
    }

    /// The same, to be changed.
    pub fn schema_mut(&mut self) -> Option<&mut Schema> {
        match &mut self.value {
            ParameterValue::Styled { schema, .. } => Some(schema),
            ParameterValue::Content(media) => media.schema.as_mut(),
        }
    }
}

/// A header of a response: a parameter without a location of its own.
pub type Header = Parameter;

/// How a parameter's value is written, and what it must be.
#[derive(Debug)]
pub enum ParameterValue {
    /// `schema`, with the style in force.
    Styled {
        /// `style`, or the location's default.
        style: Style,
        /// `explode`, or the style's default.
        explode: bool,
        /// `allowReserved`
        allow_reserved: bool,
        /// `allowEmptyValue`
        allow_empty_value: bool,
        /// `schema`
        schema: Schema,
    },
    /// `content`
    Content(MediaType),
}

/// The body of a request.
#[derive(Debug)]
pub struct Body {
    /// Where it stands.
    pub place: Place,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `content`
    pub content: Vec<MediaType>,
}

/// One entry of `content`.
#[derive(Debug)]
pub struct MediaType {
    /// Where it stands.
    pub place: Place,
    /// The media type or range.
    pub range: String,
    /// `schema`
    pub schema: Option<Schema>,
    /// `encoding`, in the document's order.
    pub encoding: Vec<Encoding>,
}

impl MediaType {
    /// The schemas that it states: of the body, and of header fields of its parts.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let headers = self.encoding.iter().flat_map(|encoding| &encoding.headers);
        self.schema.iter().chain(headers.filter_map(Parameter::schema))
    }

    /// The same, to be changed.
    pub fn schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let headers = self.encoding.iter_mut().flat_map(|encoding| &mut encoding.headers);
        self.schema.iter_mut().chain(headers.filter_map(Parameter::schema_mut))
    }
}

/// One entry of `encoding`: how a property of a form is written.
#[derive(Debug)]
pub struct Encoding {
    /// Where it stands.
    pub place: Place,
    /// Its key, a property of the form.
    pub property: String,
    /// `contentType`, taken apart at its commas.
    pub content_type: Vec<String>,
    /// `headers`
    pub headers: Vec<Header>,
    /// `style`, if it is there.
    pub style: Option<Style>,
    /// `explode`, or the style's default.
    pub explode: bool,
    /// `allowReserved`
    pub allow_reserved: bool,
}

/// One entry of `responses`.
#[derive(Debug)]
pub struct Response {
    /// Where it stands.
    pub place: Place,
    /// Its key.
    pub status: Status,
    /// `description`
    pub description: Option<String>,
    /// `headers`
    pub headers: Vec<Header>,
    /// `content`
    pub content: Vec<MediaType>,
}

/// One alternative of `security`.
#[derive(Debug)]
pub struct SecurityRequirement {
    /// The schemes' names, with their scopes.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// One entry of `components/securitySchemes`.
#[derive(Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub place: Place,
    /// Its key.
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// What it asks for.
    pub kind: SecurityKind,
}
