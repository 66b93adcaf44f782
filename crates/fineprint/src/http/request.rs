//! Requests: what comes before the body, and the body.

use http::HeaderValue;
use smallvec::SmallVec;

use super::body::{self, Chosen, Described};
use super::head::Head;
use super::media_type;
use super::parameters::{self, Sources, Values};
use super::route::Matched;
use super::security::{self, Credentials, Outcome};
use super::text::{Pair, cookies, pairs};
use crate::check::Part;
use crate::contract::Keyword;
use crate::engine::Run;
use crate::report::Kind;

/// Checks everything of a request but its body: credentials, parameters, and strict mode's undocumented ones.
pub(super) fn check_head<'c>(run: &mut Run<'c>, matched: &Matched<'c, '_>, head: &dyn Head) -> Values<'c> {
    let operation = matched.operation;
    let headers = head.headers();
    let query: SmallVec<[Pair<'_>; 8]> = pairs(head.uri().query().unwrap_or_default()).collect();
    let fields = headers.get_all(http::header::COOKIE).iter();
    let cookies = cookies(fields.map(HeaderValue::as_bytes));

    run.enter(Part::RequestSecurity);
    let credentials = Credentials { headers, query: &query, cookies: &cookies };
    match security::check(run.contract(), operation, credentials) {
        Outcome::Met => {}
        Outcome::Unmet => {
            let alternatives = operation.security.iter().map(|requirement| {
                let names: Vec<&str> = requirement.schemes.iter().map(|(name, _)| &**name).collect();
                names.join(" and ")
            });
            let kind = Kind::Security { alternatives: alternatives.collect() };
            run.record_at(String::new(), &operation.pointer, "security", kind);
        }
        Outcome::Unknown(reason) => {
            run.record_unchecked_at(String::new(), &operation.pointer, Keyword::Security, reason);
        }
    }
    let sources = Sources { path: &matched.parameters, query: &query, headers, cookies: &cookies };
    parameters::check(run, operation, &sources)
}

/// The entry of `content` that the body belongs to. Nothing where there is no body to check; what is wrong is recorded.
pub(super) fn choose_body<'c, 'm>(
    run: &mut Run<'c>,
    matched: &Matched<'c, '_>,
    head: &'m dyn Head,
    is_empty: bool,
) -> Option<Chosen<'c, 'm>> {
    run.enter(Part::RequestBody);
    let Some(described) = &matched.operation.request_body else {
        // HTTP lets every request have a body; one that the contract does not speak of is for strict mode.
        if !is_empty && run.options().strict {
            run.record_at(String::new(), &matched.operation.pointer, "", Kind::Body);
        }
        return None;
    };
    if is_empty && (!described.required || !may_be_empty(head)) {
        if described.required {
            run.record_at(String::new(), &described.pointer, "required", Kind::RequiredBody);
        }
        return None;
    }
    let content = Described { pointer: &described.pointer, content: &described.content };
    body::choose(run, content, head.headers())
}

/// Whether no bytes are a body of the media type that the request states: a text or a file can be empty, JSON cannot.
fn may_be_empty(head: &dyn Head) -> bool {
    media_type::stated(head.headers()).is_some_and(|actual| !media_type::is_json(&actual))
}
