//! Responses: the status, the header fields and the body.

use http::{HeaderMap, Method, StatusCode};

use super::body::{self, Chosen, Described, UnreadBody};
use super::parameters;
use crate::check::{Options, Part};
use crate::contract::{Contract, Operation, Response, Status};
use crate::engine::Run;
use crate::report::{Kind, Report};

/// An operation, ready to check what answers to a request. It keeps nothing of the request but its method.
#[derive(Clone, Debug)]
pub struct ResponseChecker<'c> {
    pub(super) contract: &'c Contract,
    pub(super) options: &'c Options,
    pub(super) operation: &'c Operation,
    pub(super) method: Method,
}

impl<'c> ResponseChecker<'c> {
    /// The operation.
    pub const fn operation(&self) -> &'c Operation {
        self.operation
    }

    /// The method of the request.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Checks a response.
    pub fn check(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Report {
        let mut run = self.run();
        if let Some(response) = check_head(&mut run, self.operation, status, headers) {
            let exchange = (response, &self.method, status);
            if let Some(chosen) = choose_body(&mut run, exchange, headers, body.is_empty()) {
                chosen.check(&mut run, headers, body);
            }
        }
        run.into_report()
    }

    /// Whether the contract says anything of the response's body that takes its bytes to check. It does not of files, of streams
    /// of events and of bodies that it does not mention: these need not wait in memory.
    pub fn reads_body(&self, status: StatusCode, headers: &HeaderMap) -> bool {
        let mut run = self.run();
        self.operation
            .response(status.as_u16())
            .and_then(|response| choose_body(&mut run, (response, &self.method, status), headers, false))
            .is_some_and(|chosen| chosen.needs_bytes(&run, headers))
    }

    /// Checks a response whose body is not at hand. One that [must be read](Self::reads_body) is *unchecked* then.
    pub fn check_head(&self, status: StatusCode, headers: &HeaderMap, body: UnreadBody) -> Report {
        let mut run = self.run();
        if let Some(response) = check_head(&mut run, self.operation, status, headers) {
            let exchange = (response, &self.method, status);
            if let Some(chosen) = choose_body(&mut run, exchange, headers, body.is_absent()) {
                chosen.check_unread(&mut run, headers, body);
            }
        }
        run.into_report()
    }

    fn run(&self) -> Run<'c> {
        Run::new(self.contract, self.options, Part::ResponseStatus, Part::ResponseStatus.direction())
    }
}

/// Checks a response but for its body, and gives what documents it.
fn check_head<'c>(
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

/// The entry of `content` that the body of a response belongs to. Nothing where there is no body to check; what is wrong is
/// recorded.
fn choose_body<'c, 'm>(
    run: &mut Run<'c>,
    (response, method, status): (&'c Response, &Method, StatusCode),
    headers: &'m HeaderMap,
    is_empty: bool,
) -> Option<Chosen<'c, 'm>> {
    run.enter(Part::ResponseBody);
    let is_forbidden = has_no_body(method, status);
    if is_forbidden || response.content.is_empty() {
        if !is_empty && (is_forbidden || run.options().strict) {
            run.record_at(String::new(), &response.pointer, "", Kind::Body);
        }
        return None;
    }
    let described = Described { pointer: &response.pointer, content: &response.content };
    body::choose(run, described, headers)
}

/// Whether HTTP allows no body: to `HEAD`, and with some statuses (RFC 9110, sections 6.4.1 and 15.3.6).
fn has_no_body(method: &Method, status: StatusCode) -> bool {
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
