//! Credentials: whether a request has those that one alternative of `security` asks for, in their form (OpenAPI, *Security
//! Requirement Object*). Whether they are right is not asked: this is no authentication.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::text::Pair;
use crate::contract::{Contract, Location, Operation, SecurityKind, SecurityRequirement};
use crate::report::Reason;

/// Where credentials stand in a request.
#[derive(Clone, Copy)]
pub(super) struct Credentials<'m> {
    pub(super) headers: &'m HeaderMap,
    pub(super) query: &'m [Pair<'m>],
    pub(super) cookies: &'m [Pair<'m>],
}

/// What comes of an operation's `security`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Met,
    Unmet,
    /// An alternative would be met but for what is no part of the message, or is not described.
    Unknown(Reason),
}

pub(super) fn check(contract: &Contract, operation: &Operation, credentials: Credentials<'_>) -> Outcome {
    if operation.security.is_empty() {
        return Outcome::Met;
    }
    let mut unknown = None;
    for requirement in operation.security.iter() {
        match alternative(contract, requirement, credentials) {
            Outcome::Met => return Outcome::Met,
            Outcome::Unmet => {}
            Outcome::Unknown(reason) => unknown = unknown.or(Some(reason)),
        }
    }
    unknown.map_or(Outcome::Unmet, Outcome::Unknown)
}

/// All schemes of an alternative together.
fn alternative(
    contract: &Contract,
    requirement: &SecurityRequirement,
    credentials: Credentials<'_>,
) -> Outcome {
    let mut unknown = None;
    for (name, _) in requirement.schemes.iter() {
        let scheme = contract.security_schemes.iter().find(|scheme| scheme.name == *name);
        let outcome =
            scheme.map_or(Outcome::Unknown(Reason::UnknownScheme), |it| of_kind(&it.kind, credentials));
        match outcome {
            Outcome::Met => {}
            Outcome::Unmet => return Outcome::Unmet,
            Outcome::Unknown(reason) => unknown = unknown.or(Some(reason)),
        }
    }
    unknown.map_or(Outcome::Met, Outcome::Unknown)
}

/// Whether a key of the operation's `security` stands under that name in the query.
pub(super) fn is_query_key(contract: &Contract, operation: &Operation, name: &str) -> bool {
    let is_asked = |scheme: &str| {
        let mut schemes = operation.security.iter().flat_map(|it| it.schemes.iter());
        schemes.any(|(asked, _)| **asked == *scheme)
    };
    contract.security_schemes.iter().any(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { location: Location::Query, name: key } => {
            **key == *name && is_asked(&scheme.name)
        }
        SecurityKind::ApiKey { .. }
        | SecurityKind::Http { .. }
        | SecurityKind::OAuth2
        | SecurityKind::OpenIdConnect
        | SecurityKind::MutualTls => false,
    })
}

fn of_kind(kind: &SecurityKind, credentials: Credentials<'_>) -> Outcome {
    let Credentials { headers, query, cookies } = credentials;
    let is_there =
        |pairs: &[Pair<'_>], name: &str| pairs.iter().any(|(it, value)| it == name && !value.is_empty());
    let is_met = match kind {
        SecurityKind::ApiKey { location: Location::Query, name } => is_there(query, name),
        SecurityKind::ApiKey { location: Location::Cookie, name } => is_there(cookies, name),
        SecurityKind::ApiKey { location: Location::Header | Location::Path, name } => {
            headers.get_all(&**name).iter().any(|value| !value.is_empty())
        }
        SecurityKind::Http { scheme } => authorization(headers, scheme),
        SecurityKind::OAuth2 | SecurityKind::OpenIdConnect => authorization(headers, "bearer"),
        SecurityKind::MutualTls => return Outcome::Unknown(Reason::ClientCertificate),
    };
    if is_met { Outcome::Met } else { Outcome::Unmet }
}

/// Whether there is an `Authorization` of that scheme (RFC 9110, section 11.6.2), in the form that the scheme asks for.
fn authorization(headers: &HeaderMap, scheme: &str) -> bool {
    headers.get_all(AUTHORIZATION).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        let (name, credentials) = value.split_once(' ').unwrap_or((value, ""));
        let credentials = credentials.trim();
        name.eq_ignore_ascii_case(scheme)
            && match scheme {
                "bearer" | "basic" => is_token68(credentials),
                _ => !credentials.is_empty(),
            }
    })
}

/// RFC 6750, section 2.1, RFC 7617, section 2, and RFC 9110, section 11.2. What basic credentials decode to is for those to judge
/// who know them.
fn is_token68(text: &str) -> bool {
    let token = text.trim_end_matches('=');
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_have_the_form_of_their_scheme() {
        for (scheme, value, expected) in [
            ("bearer", "Bearer abc.DEF-_~+/=", true),
            ("bearer", "bEARER abc", true),
            ("bearer", "Bearer", false),
            ("bearer", "Bearer ", false),
            ("bearer", "Bearer a b", false),
            ("bearer", "Basic YTpi", false),
            ("basic", "Basic YTpi", true),
            ("basic", "Basic YTo=", true),
            ("basic", "Basic ???", false),
            ("digest", "Digest username=\"a\"", true),
            ("digest", "Digest", false),
        ] {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())]);
            assert_eq!(authorization(&headers, scheme), expected, "{scheme}: {value}");
        }
    }
}
