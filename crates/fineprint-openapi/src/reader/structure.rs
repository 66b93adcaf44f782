//! Paths, parameters, bodies, responses and security to [`Operation`]s, through the typed [`view`](super::view).
//!
//! Runs on documents in which no error was found. Defaults of the specification are filled in here.

use std::collections::HashSet;

use fineprint::contract::{Location, SecurityKind, Status, Style};
use openapiv3::ParameterSchemaOrContent as Described;

use super::keywords;
use super::lint::Template;
use super::located::Located;
use super::operations::{FoundOperation, FoundParameter, FoundPath};
use super::report::Report;
use super::schema::Schemas;
use super::shape;
use super::view::view;
use crate::document::{
    Body, Encoding, Header, Info, MediaType, Operation, Parameter, ParameterValue, Response,
    SecurityRequirement, SecurityScheme, Server, ServerVariable,
};
use crate::files::Files;
use crate::source::Node;

/// Header fields that a Parameter Object of that name does not describe (section 4.7.12.1, `name`).
pub(super) const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The structure in the making.
pub(super) struct Structure<'a, 'r> {
    pub(super) schemas: &'r mut Schemas<'a>,
    pub(super) report: &'r mut Report<'a>,
    root: Located<'a>,
    files: &'a Files<'a>,
    servers: Vec<Server>,
    security: Vec<SecurityRequirement>,
    /// The ids that operations have so far.
    ids: HashSet<String>,
}

impl<'a, 'r> Structure<'a, 'r> {
    pub(super) fn new(root: Located<'a>, schemas: &'r mut Schemas<'a>, report: &'r mut Report<'a>) -> Self {
        let files = report.files();
        let (servers, security) = (Vec::new(), Vec::new());
        let mut structure = Self { schemas, report, root, files, servers, security, ids: HashSet::new() };
        structure.servers = structure.servers(structure.root.child("servers")).unwrap_or_default();
        structure.security = structure.requirements(&structure.root).unwrap_or_default();
        structure
    }

    /// The document's title and so on. Nothing depends on it, and so none of it has to be there.
    pub(super) fn info(&mut self) -> Info {
        let info = self.schemas.references.child(&self.root, "info");
        let text = |field| info.as_ref().and_then(|info| keywords::text(info.node, field));
        let (title, version) = (text("title").unwrap_or_default(), text("version").unwrap_or_default());
        Info { title, version, description: text("description") }
    }

    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let references = &self.schemas.references;
        let components = references.child(&self.root, "components");
        let schemes = components.map(|components| references.members_of(&components, "securitySchemes"));
        let schemes = schemes.unwrap_or_default().into_iter();
        schemes.filter_map(|(name, at)| self.security_scheme(name, at)).collect()
    }

    fn security_scheme(&mut self, name: &str, at: Located<'a>) -> Option<SecurityScheme> {
        use openapiv3::{APIKeyLocation, SecurityScheme as Scheme};

        let at = self.schemas.references.follow(at)?;
        // The typed view knows the schemes of 3.0 only.
        if at.node.get("type").and_then(Node::as_str) == Some("mutualTLS") {
            let (kind, description) = (SecurityKind::MutualTls, keywords::text(at.node, "description"));
            return Some(SecurityScheme {
                place: at.place(self.files),
                name: name.to_owned(),
                description,
                kind,
            });
        }
        let (kind, description) = match view(&at, self.report)? {
            Scheme::APIKey { location, name, description, .. } => {
                let location = match location {
                    APIKeyLocation::Query => Location::Query,
                    APIKeyLocation::Header => Location::Header,
                    APIKeyLocation::Cookie => Location::Cookie,
                };
                (SecurityKind::ApiKey { location, name: name.into() }, description)
            }
            Scheme::HTTP { scheme, description, .. } => {
                (SecurityKind::Http { scheme: scheme.to_ascii_lowercase().into() }, description)
            }
            Scheme::OAuth2 { description, .. } => (SecurityKind::OAuth2, description),
            Scheme::OpenIDConnect { description, .. } => (SecurityKind::OpenIdConnect, description),
        };
        Some(SecurityScheme { place: at.place(self.files), name: name.to_owned(), description, kind })
    }

    /// Every operation, in the document's order.
    pub(super) fn operations(&mut self, paths: Vec<FoundPath<'a>>) -> Vec<Operation> {
        let found = paths.into_iter().flat_map(|path| path.operations);
        let mut operations = Vec::new();
        for operation in found {
            operations.extend(self.operation(operation));
            if self.schemas.overflow() {
                break;
            }
        }
        operations
    }

    fn operation(&mut self, found: FoundOperation<'a>) -> Option<Operation> {
        let at = &found.at;
        let operation: openapiv3::Operation = view(at, self.report)?;
        let servers = self.servers(at.child("servers")).or_else(|| self.servers(found.path_servers));
        let parameters = found.parameters.iter();
        let template = Template::read(found.path);
        Some(Operation {
            place: at.place(self.files),
            // An id that an earlier operation has names that one.
            id: operation.operation_id.filter(|id| self.ids.insert(id.clone())),
            method: found.method.to_ascii_uppercase(),
            path: found.path.to_owned(),
            is_webhook: found.is_webhook,
            summary: operation.summary,
            description: operation.description,
            tags: operation.tags,
            deprecated: operation.deprecated,
            servers: servers.unwrap_or_else(|| self.servers.clone()),
            parameters: parameters
                .filter(|parameter| is_filled(template.as_ref(), parameter))
                .filter_map(|parameter| self.parameter(parameter))
                .collect(),
            request_body: at.child("requestBody").and_then(|body| self.body(&body)),
            responses: self.responses(at),
            security: self.requirements(at).unwrap_or_else(|| copied(&self.security)),
        })
    }

    fn servers(&mut self, list: Option<Located<'a>>) -> Option<Vec<Server>> {
        let list = self.schemas.references.follow(list?)?.items().into_iter();
        let servers: Vec<Server> = list
            .filter_map(|server| self.schemas.references.follow(server))
            .filter_map(|server| {
                let url = view::<openapiv3::Server>(&server, self.report)?.url;
                let variables = self.schemas.references.members_of(&server, "variables").into_iter();
                Some(Server { url, variables: variables.map(|(name, at)| variable(name, at.node)).collect() })
            })
            .collect();
        (!servers.is_empty()).then_some(servers)
    }

    fn parameter(&mut self, found: &FoundParameter<'a>) -> Option<Parameter> {
        let at = &found.at;
        if found.location == "header"
            && IGNORED_HEADERS.iter().any(|name| found.name.eq_ignore_ascii_case(name))
        {
            return None;
        }
        if found.location == shape::QUERY_STRING {
            return None;
        }
        let parameter: openapiv3::Parameter = view(at, self.report)?;
        let (location, style, allow_reserved, allow_empty_value) = match &parameter {
            openapiv3::Parameter::Query { allow_reserved, style, allow_empty_value, .. } => {
                let empty = allow_empty_value.unwrap_or_default();
                (Location::Query, query_style(style), *allow_reserved, empty)
            }
            openapiv3::Parameter::Header { .. } => (Location::Header, Style::Simple, false, false),
            openapiv3::Parameter::Path { style, .. } => (Location::Path, path_style(style), false, false),
            openapiv3::Parameter::Cookie { .. } => (Location::Cookie, Style::Form, false, false),
        };
        let data = parameter.parameter_data();
        let written = Written { style, explode: data.explode, allow_reserved, allow_empty_value };
        Some(Parameter {
            place: at.place(self.files),
            name: data.name,
            location,
            // A path is not there without its parameters, whatever the document says.
            required: data.required || location == Location::Path,
            description: data.description,
            deprecated: data.deprecated.unwrap_or_default(),
            value: self.value(at, &data.format, &written, found.listed != at.at)?,
        })
    }

    fn header(&mut self, name: &str, at: &Located<'a>, shared: bool) -> Option<Header> {
        let target = self.schemas.references.follow(at.clone())?;
        let shared = shared || target.pointer != at.pointer;
        let at = target;
        let header: openapiv3::Header = view(&at, self.report)?;
        self.schemas.count_one();
        // The typed view has no `explode` for headers.
        let explode = at.node.get("explode").and_then(Node::as_bool);
        let written =
            Written { style: Style::Simple, explode, allow_reserved: false, allow_empty_value: false };
        Some(Header {
            place: at.place(self.files),
            name: name.to_owned(),
            location: Location::Header,
            required: header.required,
            description: header.description,
            deprecated: header.deprecated.unwrap_or_default(),
            value: self.value(&at, &header.format, &written, shared)?,
        })
    }

    fn value(
        &mut self,
        at: &Located<'a>,
        described: &Described,
        written: &Written,
        shared: bool,
    ) -> Option<ParameterValue> {
        Some(match described {
            Described::Schema(_) => {
                let schema = at.child("schema")?;
                ParameterValue::Styled {
                    style: written.style,
                    explode: written.explode.unwrap_or(written.style == Style::Form),
                    allow_reserved: written.allow_reserved,
                    allow_empty_value: written.allow_empty_value,
                    schema: if shared { self.schemas.shared(&schema) } else { self.schemas.lower(&schema) },
                }
            }
            Described::Content(_) => ParameterValue::Content(self.content(at, shared).into_iter().next()?),
        })
    }

    fn body(&mut self, at: &Located<'a>) -> Option<Body> {
        let target = self.schemas.references.follow(at.clone())?;
        let shared = target.pointer != at.pointer;
        let body: openapiv3::RequestBody = view(&target, self.report)?;
        Some(Body {
            place: target.place(self.files),
            description: body.description,
            required: body.required,
            content: self.content(&target, shared),
        })
    }

    fn responses(&mut self, operation: &Located<'a>) -> Vec<Response> {
        let responses = self.schemas.references.members_of(operation, "responses").into_iter();
        responses.filter_map(|(key, at)| self.response(shape::status(key)?, &at)).collect()
    }

    fn response(&mut self, status: Status, at: &Located<'a>) -> Option<Response> {
        let target = self.schemas.references.follow(at.clone())?;
        let shared = target.pointer != at.pointer;
        let response: openapiv3::Response = view(&target, self.report)?;
        self.schemas.count_one();
        let headers = self.schemas.references.members_of(&target, "headers").into_iter();
        // `Content-Type` is described by `content` (section 4.7.17, `headers`).
        let headers = headers.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        Some(Response {
            place: target.place(self.files),
            status,
            description: Some(response.description).filter(|description| !description.is_empty()),
            headers: headers.filter_map(|(name, at)| self.header(name, &at, shared)).collect(),
            content: self.content(&target, shared),
        })
    }

    fn content(&mut self, at: &Located<'a>, shared: bool) -> Vec<MediaType> {
        let mut content = Vec::new();
        for (range, listed) in self.schemas.references.members_of(at, "content") {
            let target = self.schemas.references.follow(listed);
            let Some(media) = target.filter(|media| media.node.as_mapping().is_some()) else { continue };
            let shared = shared || !media.is_within(at);
            let schema = media.child("schema").filter(|schema| !schema.node.is_null());
            let encoding = self.encoding(&media, shared);
            self.schemas.count_one();
            content.push(MediaType {
                place: media.place(self.files),
                range: range.to_owned(),
                schema: schema.map(|schema| {
                    if shared { self.schemas.shared(&schema) } else { self.schemas.lower(&schema) }
                }),
                encoding,
            });
        }
        content
    }

    fn encoding(&mut self, media: &Located<'a>, shared: bool) -> Vec<Encoding> {
        let entries = self.schemas.references.members_of(media, "encoding").into_iter();
        entries.filter_map(|(property, at)| self.property_encoding(property, &at, shared)).collect()
    }

    fn property_encoding(&mut self, property: &str, at: &Located<'a>, shared: bool) -> Option<Encoding> {
        let encoding: openapiv3::Encoding = view(at, self.report)?;
        self.schemas.count_one();
        let style = encoding.style.as_ref().map(query_style);
        let is_styled = ["explode", "allowReserved"].iter().any(|field| at.node.get(field).is_some());
        let headers = self.schemas.references.members_of(at, "headers").into_iter();
        // `Content-Type` is described by `contentType` (section 4.7.15.1, `headers`).
        let headers = headers.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        let types = encoding.content_type.as_deref().unwrap_or_default().split(',').map(str::trim);
        Some(Encoding {
            place: at.place(self.files),
            property: property.to_owned(),
            content_type: types.filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            headers: headers.filter_map(|(name, at)| self.header(name, &at, shared)).collect(),
            explode: at.node.get("explode").and_then(Node::as_bool).unwrap_or(style.is_none_or(is_form)),
            // Each of the three takes the place of `contentType` (OpenAPI, *Encoding Object*).
            style: style.or_else(|| is_styled.then_some(Style::Form)),
            allow_reserved: encoding.allow_reserved,
        })
    }

    /// What `security` asks for, if it is there. A scheme that nobody describes stays: without it, the rest would pass for all that
    /// is asked.
    fn requirements(&self, at: &Located<'a>) -> Option<Vec<SecurityRequirement>> {
        let references = &self.schemas.references;
        references.child(at, "security")?.node.as_sequence()?;
        let scopes = |node: &Node| {
            let scopes = node.as_sequence().unwrap_or_default();
            scopes.iter().filter_map(|scope| scope.as_str().map(str::to_owned)).collect()
        };
        let requirement = |item: Located<'a>| {
            let schemes = references.members(item).into_iter();
            SecurityRequirement {
                schemes: schemes.map(|(name, at)| (name.to_owned(), scopes(at.node))).collect(),
            }
        };
        Some(references.items_of(at, "security").into_iter().map(requirement).collect())
    }
}

/// Whether the path has a place for it, if it is a parameter of the path: no request can have one that the template does not
/// name.
fn is_filled(template: Option<&Template<'_>>, parameter: &FoundParameter<'_>) -> bool {
    parameter.location != "path" || template.is_some_and(|template| template.names.contains(&parameter.name))
}

/// How a parameter is written.
struct Written {
    style: Style,
    explode: Option<bool>,
    allow_reserved: bool,
    allow_empty_value: bool,
}

/// A server's variable. Its values are texts; one that is not is as good as not there.
fn variable(name: &str, node: &Node) -> ServerVariable {
    let values = node.get("enum").and_then(Node::as_sequence).unwrap_or_default().iter();
    ServerVariable {
        name: name.to_owned(),
        default: keywords::text(node, "default").unwrap_or_default(),
        values: values.filter_map(|value| value.as_str().map(str::to_owned)).collect(),
    }
}

fn is_form(style: Style) -> bool {
    style == Style::Form
}

fn query_style(style: &openapiv3::QueryStyle) -> Style {
    match style {
        openapiv3::QueryStyle::Form => Style::Form,
        openapiv3::QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        openapiv3::QueryStyle::PipeDelimited => Style::PipeDelimited,
        openapiv3::QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn path_style(style: &openapiv3::PathStyle) -> Style {
    match style {
        openapiv3::PathStyle::Matrix => Style::Matrix,
        openapiv3::PathStyle::Label => Style::Label,
        openapiv3::PathStyle::Simple => Style::Simple,
    }
}

fn copied(requirements: &[SecurityRequirement]) -> Vec<SecurityRequirement> {
    requirements
        .iter()
        .map(|requirement| SecurityRequirement { schemes: requirement.schemes.clone() })
        .collect()
}
