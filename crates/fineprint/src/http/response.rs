//! Responses: the status, the header fields and the body.

use http::{HeaderMap, Method, StatusCode};

use super::body::{self, Described};
use super::parameters;
use crate::check::Part;
use crate::contract::{Operation, Response, Status};
use crate::engine::Run;
use crate::report::Kind;

/// Checks a response but for its body, and gives what documents it.
pub(super) fn check_head<'c>(
    run: &mut Run<'c>,
    operation: &'c Operation,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<&'c Response> {
    run.enter(Part::ResponseStatus);
    let Some(response) = operation.response(status.as_u16()) else {
        let documented = operation.responses.iter().map(|response| name(response.status)).collect();
        let kind = Kind::Status { status: status.as_u16(), documented };
        run.record_at(String::new(), &operation.pointer, "responses", kind);
        return None;
    };
    run.enter(Part::ResponseHeader);
    parameters::check_headers(run, &response.headers, headers, "");
    Some(response)
}

/// Checks the body of a response.
pub(super) fn check_body<'c>(
    run: &mut Run<'c>,
    (response, method, status): (&'c Response, &Method, StatusCode),
    headers: &HeaderMap,
    body: &[u8],
) {
    run.enter(Part::ResponseBody);
    if has_no_body(method, status) {
        if !body.is_empty() {
            run.record_at(String::new(), &response.pointer, "", Kind::Body);
        }
        return;
    }
    if response.content.is_empty() {
        if !body.is_empty() && run.options().strict {
            run.record_at(String::new(), &response.pointer, "", Kind::Body);
        }
        return;
    }
    let described = Described { pointer: &response.pointer, content: &response.content };
    if let Some(chosen) = body::choose(run, described, headers) {
        chosen.check(run, headers, body);
    }
}

/// Whether HTTP allows no body: to `HEAD`, and with some statuses (RFC 9110, sections 6.4.1 and 15.3.6).
pub(super) fn has_no_body(method: &Method, status: StatusCode) -> bool {
    method == Method::HEAD
        || status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED)
}

fn name(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}
