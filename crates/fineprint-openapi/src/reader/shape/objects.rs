//! The objects of `OpenAPI` 3.0.3 (section 4.7) and 3.1.1 (section 4.8), the Schema Object apart.

use super::{Kind, Others, Shape, field};
use crate::dialect::Dialects;

const SECURITY: Kind = Kind::List(&Kind::Map(&Kind::List(&Kind::Text)));
const STYLE: Kind =
    Kind::Words(&["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"]);

/// Where parameters stand; the last of them came with 3.2.
const LOCATIONS: &[&str] = &["path", "query", "header", "cookie", QUERY_STRING];

/// The location of a parameter that is the whole query, which is not read yet.
pub(in crate::reader) const QUERY_STRING: &str = "querystring";

pub(in crate::reader) static OPENAPI: Shape = Shape {
    name: "OpenAPI Object",
    fields: &[
        field("openapi", Kind::Text).required(),
        field("info", Kind::Object(&INFO)).expected(),
        field("jsonSchemaDialect", Kind::Text).only(Dialects::OPENAPI_31),
        field("servers", Kind::List(&Kind::Object(&SERVER))),
        field("paths", Kind::Object(&PATHS)).expected_in_30(),
        field("webhooks", Kind::Map(&Kind::Object(&PATH_ITEM))).only(Dialects::OPENAPI_31),
        field("components", Kind::Object(&COMPONENTS)),
        field("security", SECURITY),
        field("tags", Kind::List(&Kind::Object(&TAG))),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCUMENTATION)),
    ],
    others: Others::Extensions,
    referable: false,
};

static INFO: Shape = Shape {
    name: "Info Object",
    fields: &[
        field("title", Kind::Text).expected(),
        field("summary", Kind::Text).only(Dialects::OPENAPI_31),
        field("description", Kind::Text),
        field("termsOfService", Kind::Text),
        field("contact", Kind::Object(&CONTACT)),
        field("license", Kind::Object(&LICENSE)),
        field("version", Kind::Text).expected(),
    ],
    others: Others::Extensions,
    referable: false,
};

static CONTACT: Shape = Shape {
    name: "Contact Object",
    fields: &[field("name", Kind::Text), field("url", Kind::Text), field("email", Kind::Text)],
    others: Others::Extensions,
    referable: false,
};

static LICENSE: Shape = Shape {
    name: "License Object",
    fields: &[
        field("name", Kind::Text).expected(),
        field("identifier", Kind::Text).only(Dialects::OPENAPI_31),
        field("url", Kind::Text),
    ],
    others: Others::Extensions,
    referable: false,
};

pub(in crate::reader) static SERVER: Shape = Shape {
    name: "Server Object",
    fields: &[
        field("url", Kind::Text).required(),
        field("description", Kind::Text),
        field("variables", Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
    ],
    others: Others::Extensions,
    referable: false,
};

static SERVER_VARIABLE: Shape = Shape {
    name: "Server Variable Object",
    fields: &[
        field("enum", Kind::List(&Kind::Text)),
        field("default", Kind::Text).expected(),
        field("description", Kind::Text),
    ],
    others: Others::Extensions,
    referable: false,
};

static COMPONENTS: Shape = Shape {
    name: "Components Object",
    fields: &[
        field("schemas", Kind::Components(&Kind::Schema)),
        field("responses", Kind::Components(&Kind::Object(&RESPONSE))),
        field("parameters", Kind::Components(&Kind::Object(&PARAMETER))),
        field("examples", Kind::Components(&Kind::Object(&EXAMPLE))),
        field("requestBodies", Kind::Components(&Kind::Object(&REQUEST_BODY))),
        field("headers", Kind::Components(&Kind::Object(&HEADER))),
        field("securitySchemes", Kind::Components(&Kind::Object(&SECURITY_SCHEME))),
        field("links", Kind::Components(&Kind::Object(&LINK))),
        field("callbacks", Kind::Components(&Kind::Object(&CALLBACK))),
        field("pathItems", Kind::Components(&Kind::Object(&PATH_ITEM))).only(Dialects::OPENAPI_31),
    ],
    others: Others::Extensions,
    referable: false,
};

static PATHS: Shape = Shape { name: "Paths Object", fields: &[], others: Others::Paths, referable: false };

pub(in crate::reader) static PATH_ITEM: Shape = Shape {
    name: "Path Item Object",
    fields: &[
        field("$ref", Kind::Text),
        field("summary", Kind::Text),
        field("description", Kind::Text),
        field("get", Kind::Object(&OPERATION)),
        field("put", Kind::Object(&OPERATION)),
        field("post", Kind::Object(&OPERATION)),
        field("delete", Kind::Object(&OPERATION)),
        field("options", Kind::Object(&OPERATION)),
        field("head", Kind::Object(&OPERATION)),
        field("patch", Kind::Object(&OPERATION)),
        field("trace", Kind::Object(&OPERATION)),
        field("servers", Kind::List(&Kind::Object(&SERVER))),
        field("parameters", Kind::List(&Kind::Object(&PARAMETER))),
    ],
    others: Others::Extensions,
    referable: false,
};

pub(in crate::reader) static OPERATION: Shape = Shape {
    name: "Operation Object",
    fields: &[
        field("tags", Kind::List(&Kind::Text)),
        field("summary", Kind::Text),
        field("description", Kind::Text),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCUMENTATION)),
        field("operationId", Kind::Text),
        field("parameters", Kind::List(&Kind::Object(&PARAMETER))),
        field("requestBody", Kind::Object(&REQUEST_BODY)),
        field("responses", Kind::Object(&RESPONSES)).expected_in_30(),
        field("callbacks", Kind::Map(&Kind::Object(&CALLBACK))),
        field("deprecated", Kind::Boolean),
        field("security", SECURITY),
        field("servers", Kind::List(&Kind::Object(&SERVER))),
    ],
    others: Others::Extensions,
    referable: false,
};

pub(in crate::reader) static EXTERNAL_DOCUMENTATION: Shape = Shape {
    name: "External Documentation Object",
    fields: &[field("description", Kind::Text), field("url", Kind::Text).expected()],
    others: Others::Extensions,
    referable: false,
};

pub(in crate::reader) static PARAMETER: Shape = Shape {
    name: "Parameter Object",
    fields: &[
        field("name", Kind::Text).required(),
        field("in", Kind::Words(LOCATIONS)).required(),
        field("description", Kind::Text),
        field("required", Kind::Boolean),
        field("deprecated", Kind::Boolean),
        field("allowEmptyValue", Kind::Boolean),
        field("style", STYLE),
        field("explode", Kind::Boolean),
        field("allowReserved", Kind::Boolean),
        field("schema", Kind::Schema),
        field("example", Kind::Any),
        field("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        field("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
    others: Others::Extensions,
    referable: true,
};

pub(in crate::reader) static HEADER: Shape = Shape {
    name: "Header Object",
    fields: &[
        field("description", Kind::Text),
        field("required", Kind::Boolean),
        field("deprecated", Kind::Boolean),
        field("allowEmptyValue", Kind::Boolean),
        field("style", STYLE),
        field("explode", Kind::Boolean),
        field("allowReserved", Kind::Boolean),
        field("schema", Kind::Schema),
        field("example", Kind::Any),
        field("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        field("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
    others: Others::Extensions,
    referable: true,
};

pub(in crate::reader) static REQUEST_BODY: Shape = Shape {
    name: "Request Body Object",
    fields: &[
        field("description", Kind::Text),
        field("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))).required(),
        field("required", Kind::Boolean),
    ],
    others: Others::Extensions,
    referable: true,
};

static MEDIA_TYPE: Shape = Shape {
    name: "Media Type Object",
    fields: &[
        field("schema", Kind::Schema),
        field("example", Kind::Any),
        field("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        field("encoding", Kind::Map(&Kind::Object(&ENCODING))),
    ],
    others: Others::Extensions,
    referable: false,
};

pub(in crate::reader) static ENCODING: Shape = Shape {
    name: "Encoding Object",
    fields: &[
        field("contentType", Kind::Text),
        field("headers", Kind::Map(&Kind::Object(&HEADER))),
        field("style", STYLE),
        field("explode", Kind::Boolean),
        field("allowReserved", Kind::Boolean),
    ],
    others: Others::Extensions,
    referable: false,
};

static RESPONSES: Shape = Shape {
    name: "Responses Object",
    fields: &[field("default", Kind::Object(&RESPONSE))],
    others: Others::Statuses,
    referable: false,
};

pub(in crate::reader) static RESPONSE: Shape = Shape {
    name: "Response Object",
    fields: &[
        field("description", Kind::Text).expected(),
        field("headers", Kind::Map(&Kind::Object(&HEADER))),
        field("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
        field("links", Kind::Map(&Kind::Object(&LINK))),
    ],
    others: Others::Extensions,
    referable: true,
};

static CALLBACK: Shape =
    Shape { name: "Callback Object", fields: &[], others: Others::Expressions, referable: true };

pub(in crate::reader) static EXAMPLE: Shape = Shape {
    name: "Example Object",
    fields: &[
        field("summary", Kind::Text),
        field("description", Kind::Text),
        field("value", Kind::Any),
        field("externalValue", Kind::Text),
    ],
    others: Others::Extensions,
    referable: true,
};

static LINK: Shape = Shape {
    name: "Link Object",
    fields: &[
        field("operationRef", Kind::Text),
        field("operationId", Kind::Text),
        field("parameters", Kind::Map(&Kind::Any)),
        field("requestBody", Kind::Any),
        field("description", Kind::Text),
        field("server", Kind::Object(&SERVER)),
    ],
    others: Others::Extensions,
    referable: true,
};

static TAG: Shape = Shape {
    name: "Tag Object",
    fields: &[
        field("name", Kind::Text).required(),
        field("description", Kind::Text),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCUMENTATION)),
    ],
    others: Others::Extensions,
    referable: false,
};

pub(in crate::reader) static SECURITY_SCHEME: Shape = Shape {
    name: "Security Scheme Object",
    fields: &[
        field("type", Kind::Words(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])).required(),
        field("description", Kind::Text),
        field("name", Kind::Text),
        field("in", Kind::Words(&["query", "header", "cookie"])),
        field("scheme", Kind::Text),
        field("bearerFormat", Kind::Text),
        field("flows", Kind::Object(&FLOWS)),
        field("openIdConnectUrl", Kind::Text),
    ],
    others: Others::Extensions,
    referable: true,
};

static FLOWS: Shape = Shape {
    name: "OAuth Flows Object",
    fields: &[
        field("implicit", Kind::Object(&FLOW)),
        field("password", Kind::Object(&FLOW)),
        field("clientCredentials", Kind::Object(&FLOW)),
        field("authorizationCode", Kind::Object(&FLOW)),
    ],
    others: Others::Extensions,
    referable: false,
};

static FLOW: Shape = Shape {
    name: "OAuth Flow Object",
    fields: &[
        field("authorizationUrl", Kind::Text),
        field("tokenUrl", Kind::Text),
        field("refreshUrl", Kind::Text),
        field("scopes", Kind::Map(&Kind::Text)).expected(),
    ],
    others: Others::Extensions,
    referable: false,
};
