//! The tables of an operation: what a request and each response may carry.

use super::{Hold, List, Schema, Text};

/// An operation of the contract: one method of one path.
#[derive(Debug, PartialEq)]
pub struct Operation {
    /// Where it stands in the document.
    pub pointer: Text,
    /// `operationId`
    pub id: Option<Text>,
    /// The HTTP method, in capitals.
    pub method: Text,
    /// The path template: `/organizations/{org_id}`. Of a webhook, its name.
    pub path: Text,
    /// Whether it is a request that the API's provider sends (OpenAPI 3.1, `webhooks`), and so not found by its path.
    pub is_webhook: bool,
    /// Parameters of the operation and of its path.
    pub parameters: List<Parameter>,
    /// What the request carries.
    pub request_body: Option<Body>,
    /// The documented responses.
    pub responses: List<Response>,
    /// The alternatives of which a request meets one; none where no security is asked for.
    pub security: List<SecurityRequirement>,
}

impl Operation {
    /// The response that is documented for a status code: that of the code, else that of its range (`4XX`), else the default
    /// (OpenAPI, *Responses Object*).
    pub fn response(&self, status: u16) -> Option<&Response> {
        let of = |wanted: Status| self.responses.iter().find(|response| response.status == wanted);
        let range = || u8::try_from(status / 100).ok().and_then(|class| of(Status::Range(class)));
        of(Status::Code(status)).or_else(range).or_else(|| of(Status::Default))
    }
}

/// Where a parameter stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
}

/// How a parameter's value is written (OpenAPI, *Style Values*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `matrix`
    Matrix,
    /// `label`
    Label,
    /// `simple`
    Simple,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

impl Style {
    /// The name that documents use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Simple => "simple",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
        }
    }
}

/// A parameter of a request, or a header of a response.
#[derive(Debug, PartialEq)]
pub struct Parameter {
    /// Where it stands in the document.
    pub pointer: Text,
    /// The name, in the document's case.
    pub name: Text,
    /// Where in the message it stands.
    pub location: Location,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub value: ParameterValue,
}

/// How a parameter's value is written, and what it must be.
#[derive(Debug, PartialEq)]
pub enum ParameterValue {
    /// By a style, read by the type that the schema wants.
    Styled {
        /// The style.
        style: Style,
        /// Whether the members of an array or object are written one by one.
        explode: bool,
        /// Whether reserved characters may stand unescaped.
        allow_reserved: bool,
        /// Whether the parameter may be there without a value.
        allow_empty_value: bool,
        /// What the value must be.
        schema: Hold<Schema>,
    },
    /// As a document of a media type.
    Content(Hold<MediaType>),
}

/// The body of a request.
#[derive(Debug, PartialEq)]
pub struct Body {
    /// Where it stands in the document.
    pub pointer: Text,
    /// Whether there must be one.
    pub required: bool,
    /// The media types it may have.
    pub content: List<MediaType>,
}

/// A media type, or range of media types, and what a body of it must be.
#[derive(Debug, PartialEq)]
pub struct MediaType {
    /// Where it stands in the document.
    pub pointer: Text,
    /// The media type or range: `application/json`, `text/*`.
    pub range: Text,
    /// What the body must be, if the document says so.
    pub schema: Option<Hold<Schema>>,
    /// How the properties of a form are written, where the document says so.
    pub encoding: List<Encoding>,
}

/// How a property of a form is written (OpenAPI, *Encoding Object*).
#[derive(Debug, PartialEq)]
pub struct Encoding {
    /// Where it stands in the document.
    pub pointer: Text,
    /// The property.
    pub property: Text,
    /// The media types and ranges that its part may have; none where the document leaves it to the property's type.
    pub content_type: List<Text>,
    /// The header fields that its part has, in `multipart` bodies.
    pub headers: List<Parameter>,
    /// The style, if the document asks for one.
    pub style: Option<Style>,
    /// Whether the members of an array or object are written one by one.
    pub explode: bool,
    /// Whether reserved characters may stand unescaped.
    pub allow_reserved: bool,
}

/// A documented response.
#[derive(Debug, PartialEq)]
pub struct Response {
    /// Where it stands in the document.
    pub pointer: Text,
    /// The status codes it stands for.
    pub status: Status,
    /// The header fields it has.
    pub headers: List<Parameter>,
    /// The media types its body may have; none where it has no body.
    pub content: List<MediaType>,
}

/// The key of a response in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// A status code.
    Code(u16),
    /// A class of them: 4 for `4XX`.
    Range(u8),
    /// `default`
    Default,
}

/// One alternative of `security`: all of its schemes together.
#[derive(Debug, PartialEq)]
pub struct SecurityRequirement {
    /// The schemes' names with the scopes that are asked for. None: anonymous requests are allowed.
    pub schemes: List<(Text, List<Text>)>,
}

/// A security scheme of the contract.
#[derive(Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands in the document.
    pub pointer: Text,
    /// The name by which requirements refer to it.
    pub name: Text,
    /// What it asks for.
    pub kind: SecurityKind,
}

/// What a security scheme asks for.
#[derive(Debug, PartialEq)]
pub enum SecurityKind {
    /// A key by that name at that place.
    ApiKey {
        /// Where.
        location: Location,
        /// Header field, query parameter or cookie.
        name: Text,
    },
    /// An `Authorization` header of that HTTP authentication scheme.
    Http {
        /// The scheme's name in the IANA registry, in lower case: `bearer`.
        scheme: Text,
    },
    /// OAuth 2 (RFC 6749): a bearer token.
    OAuth2,
    /// `OpenID` Connect: a bearer token.
    OpenIdConnect,
    /// A client certificate; not visible in the message.
    MutualTls,
}
