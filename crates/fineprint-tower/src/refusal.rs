//! The answer to a message that is refused: a problem document (RFC 9457), and the header fields that its status asks for.

use std::fmt;

use bytes::Bytes;
use fineprint::Contract;
use fineprint::contract::{Keyword, Location, Operation, SecurityKind};
use fineprint::report::{Kind, Reason, Report};
use http::header::{ACCEPT, ACCEPT_ENCODING, ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde::Serialize;

/// Why a request is refused, or a response replaced.
#[derive(Clone, Debug)]
pub struct Refusal {
    cause: Cause,
    /// What authentication the operation asks for (RFC 9110, section 11.6.1); only where that is what is wrong.
    challenges: Vec<HeaderValue>,
}

#[derive(Clone, Debug)]
enum Cause {
    /// The request does not meet the contract, or that is not known.
    Request(Report),
    /// The response does not.
    Response(Report),
    /// The body did not come in time.
    TooSlow,
    /// The body broke off.
    BrokenOff,
    /// There is no layer that an extractor could ask for its contract.
    NoLayer,
}

/// A problem without violations.
#[derive(Serialize)]
struct Plain {
    #[serde(rename = "type")]
    type_uri: &'static str,
    title: &'static str,
    status: u16,
    detail: &'static str,
}

impl Refusal {
    pub(crate) fn of_request(report: Report, contract: &Contract, operation: Option<&Operation>) -> Self {
        let is_unauthorized = report.violations().iter().any(|it| it.keyword() == Keyword::Security);
        let challenges = match operation {
            Some(operation) if is_unauthorized => challenges(contract, operation),
            Some(_) | None => Vec::new(),
        };
        Self { cause: Cause::Request(report), challenges }
    }

    pub(crate) const fn of_response(report: Report) -> Self {
        Self { cause: Cause::Response(report), challenges: Vec::new() }
    }

    pub(crate) const fn too_slow() -> Self {
        Self { cause: Cause::TooSlow, challenges: Vec::new() }
    }

    pub(crate) const fn broken_off() -> Self {
        Self { cause: Cause::BrokenOff, challenges: Vec::new() }
    }

    pub(crate) const fn no_layer() -> Self {
        Self { cause: Cause::NoLayer, challenges: Vec::new() }
    }

    /// The report, where it is the contract that is not met. Nothing where the body did not come in time or broke off.
    pub const fn report(&self) -> Option<&Report> {
        match &self.cause {
            Cause::Request(report) | Cause::Response(report) => Some(report),
            Cause::TooSlow | Cause::BrokenOff | Cause::NoLayer => None,
        }
    }

    /// The status: that of [`Report::to_problem`], or 408 for a body that did not come in time, 400 for one that broke off.
    pub fn status(&self) -> StatusCode {
        match &self.cause {
            Cause::Request(report) => status(report.to_problem().status),
            Cause::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Cause::BrokenOff => StatusCode::BAD_REQUEST,
            Cause::Response(_) | Cause::NoLayer => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer: an `application/problem+json`, and the header fields that belong to its status: `Allow`, `WWW-Authenticate`,
    /// `Accept`, `Accept-Encoding`.
    ///
    /// To a request, it has every violation and no value of the message. In place of a response, it has nothing of that: whoever
    /// called can do nothing about it, and even the names of what should not be there may be secrets.
    pub fn to_response(&self) -> Response<Bytes> {
        let (status, problem) = match &self.cause {
            Cause::Request(report) => {
                let problem = report.to_problem();
                (status(problem.status), serde_json::to_vec(&problem))
            }
            Cause::Response(_) => self.plain("The service's answer is not as documented."),
            Cause::TooSlow => self.plain("The body did not come in time."),
            Cause::BrokenOff => self.plain("The body broke off."),
            Cause::NoLayer => self.plain("The service is not set up as it should be."),
        };
        let mut response = Response::new(Bytes::from(problem.unwrap_or_default()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Cause::Request(report) = &self.cause {
            self.explain(report, headers);
        }
        response
    }

    /// The header fields that say what would be right.
    fn explain(&self, report: &Report, headers: &mut HeaderMap) {
        for challenge in &self.challenges {
            headers.append(WWW_AUTHENTICATE, challenge.clone());
        }
        for violation in report.violations() {
            if let Kind::Method { allowed } = violation.kind() {
                set(headers, ALLOW, &with_head(allowed));
            } else if let Kind::ContentType { allowed, .. } = violation.kind()
                && violation.pointer().is_empty()
            {
                set(headers, ACCEPT, &allowed.join(", "));
            }
        }
        if report.unchecked().iter().any(|it| it.reason() == Reason::Encoded) {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
    }

    fn plain(&self, detail: &'static str) -> (StatusCode, serde_json::Result<Vec<u8>>) {
        let status = self.status();
        let title = status.canonical_reason().unwrap_or_default();
        let plain = Plain { type_uri: "about:blank", title, status: status.as_u16(), detail };
        (status, serde_json::to_vec(&plain))
    }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Request(report) | Cause::Response(report) => report.fmt(f),
            Cause::TooSlow => f.write_str("the body did not come in time"),
            Cause::BrokenOff => f.write_str("the body broke off"),
            Cause::NoLayer => f.write_str("there is no `ContractLayer` around the handler"),
        }
    }
}

impl std::error::Error for Refusal {}

/// What is no legal field value says nothing.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}

/// Where there is `GET`, there is `HEAD`.
fn with_head(methods: &[String]) -> String {
    let mut methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    if methods.contains(&"GET") && !methods.contains(&"HEAD") {
        methods.push("HEAD");
    }
    methods.join(", ")
}

/// One challenge for each scheme of the operation's alternatives. Keys and certificates have none in the registry of
/// authentication schemes, but an answer 401 has to have one (RFC 9110, section 15.5.2).
fn challenges(contract: &Contract, operation: &Operation) -> Vec<HeaderValue> {
    let names = operation.security.iter().flat_map(|requirement| requirement.schemes.iter());
    let mut challenges: Vec<HeaderValue> = Vec::new();
    for (name, _) in names {
        let Some(scheme) = contract.security_schemes.iter().find(|scheme| scheme.name == *name) else {
            continue;
        };
        let scheme = match &scheme.kind {
            SecurityKind::Http { scheme } => capitalized(scheme),
            SecurityKind::OAuth2 | SecurityKind::OpenIdConnect => "Bearer".to_owned(),
            SecurityKind::ApiKey { location, name } => {
                let location = match location {
                    Location::Path => "path",
                    Location::Query => "query",
                    Location::Header => "header",
                    Location::Cookie => "cookie",
                };
                format!("ApiKey in=\"{location}\", name={},", quoted(name))
            }
            SecurityKind::MutualTls => continue,
        };
        let text = format!("{scheme} realm={}", quoted(&contract.title));
        if let Ok(value) = HeaderValue::try_from(text)
            && !challenges.contains(&value)
        {
            challenges.push(value);
        }
    }
    challenges
}

/// A quoted string (RFC 9110, section 5.6.4); what it cannot have becomes a space.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control() => quoted.push(' '),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
