//! From an operation of the document to its tables.

use fineprint::contract::{
    Body, Encoding, MediaType, Operation, Parameter, ParameterValue, Response, SecurityKind,
    SecurityRequirement, SecurityScheme, Text,
};

use super::{Context, schema};
use crate::document;

/// The tables of an operation.
pub(super) fn compile(context: &Context<'_>, operation: &document::Operation) -> Operation {
    Operation {
        pointer: text(&operation.place.pointer),
        id: operation.id.as_deref().map(text),
        method: text(&operation.method),
        path: text(&operation.path),
        is_webhook: operation.is_webhook,
        parameters: parameters(context, &operation.parameters).into(),
        request_body: operation.request_body.as_ref().map(|body| Body {
            pointer: text(&body.place.pointer),
            required: body.required,
            content: media_types(context, &body.content).into(),
        }),
        responses: operation.responses.iter().map(|it| response(context, it)).collect::<Vec<_>>().into(),
        security: operation.security.iter().map(security).collect::<Vec<_>>().into(),
    }
}

/// The table of a security scheme.
pub(super) fn security_scheme(scheme: &document::SecurityScheme) -> SecurityScheme {
    let kind = match &scheme.kind {
        SecurityKind::ApiKey { location, name } => {
            SecurityKind::ApiKey { location: *location, name: text(name) }
        }
        SecurityKind::Http { scheme } => SecurityKind::Http { scheme: text(scheme) },
        SecurityKind::OAuth2 => SecurityKind::OAuth2,
        SecurityKind::OpenIdConnect => SecurityKind::OpenIdConnect,
        SecurityKind::MutualTls => SecurityKind::MutualTls,
    };
    SecurityScheme { pointer: text(&scheme.place.pointer), name: text(&scheme.name), kind }
}

fn text(text: &str) -> Text {
    text.into()
}

fn parameters(context: &Context<'_>, parameters: &[document::Parameter]) -> Vec<Parameter> {
    let parameter = |parameter: &document::Parameter| Parameter {
        pointer: text(&parameter.place.pointer),
        name: text(&parameter.name),
        location: parameter.location,
        required: parameter.required,
        value: value(context, &parameter.value),
    };
    parameters.iter().map(parameter).collect()
}

fn value(context: &Context<'_>, value: &document::ParameterValue) -> ParameterValue {
    match value {
        document::ParameterValue::Styled { style, explode, allow_reserved, allow_empty_value, schema } => {
            ParameterValue::Styled {
                style: *style,
                explode: *explode,
                allow_reserved: *allow_reserved,
                allow_empty_value: *allow_empty_value,
                schema: schema::compile(context, schema).into(),
            }
        }
        document::ParameterValue::Content(media_type) => {
            ParameterValue::Content(self::media_type(context, media_type).into())
        }
    }
}

fn media_type(context: &Context<'_>, media_type: &document::MediaType) -> MediaType {
    MediaType {
        pointer: text(&media_type.place.pointer),
        range: text(&media_type.range),
        schema: media_type.schema.as_ref().map(|schema| schema::compile(context, schema).into()),
        encoding: media_type.encoding.iter().map(|it| encoding(context, it)).collect::<Vec<_>>().into(),
    }
}

fn encoding(context: &Context<'_>, encoding: &document::Encoding) -> Encoding {
    Encoding {
        pointer: text(&encoding.place.pointer),
        property: text(&encoding.property),
        content_type: encoding.content_type.iter().map(|it| text(it)).collect::<Vec<_>>().into(),
        headers: parameters(context, &encoding.headers).into(),
        style: encoding.style,
        explode: encoding.explode,
        allow_reserved: encoding.allow_reserved,
    }
}

fn media_types(context: &Context<'_>, media_types: &[document::MediaType]) -> Vec<MediaType> {
    media_types.iter().map(|it| media_type(context, it)).collect()
}

fn response(context: &Context<'_>, response: &document::Response) -> Response {
    Response {
        pointer: text(&response.place.pointer),
        status: response.status,
        headers: parameters(context, &response.headers).into(),
        content: media_types(context, &response.content).into(),
    }
}

fn security(requirement: &document::SecurityRequirement) -> SecurityRequirement {
    let scheme = |(name, scopes): &(String, Vec<String>)| {
        (text(name), scopes.iter().map(|scope| text(scope)).collect::<Vec<_>>().into())
    };
    SecurityRequirement { schemes: requirement.schemes.iter().map(scheme).collect::<Vec<_>>().into() }
}
