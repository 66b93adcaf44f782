//! Whole HTTP messages: requests and responses are held to the operation that they belong to.
//!
//! A [`MessageChecker`] finds the operation by method and path, and checks parameters, credentials, media type and body of a
//! request, or status, header fields, media type and body of a response. The messages are those of the crate
//! [`http`](https://docs.rs/http); how they come about, and what becomes of a report, is the caller's business.
//!
//! ```
//! use fineprint::Contract;
//! use http::Request;
//!
//! /// What is wrong with a request, as a problem document for its sender.
//! fn refusal(contract: &Contract, request: &Request<Vec<u8>>) -> Option<String> {
//!     let report = contract.check_request(request);
//!     (!report.is_valid()).then(|| serde_json::to_string(&report.to_problem()).unwrap_or_default())
//! }
//! # use fineprint::contract::freeze::*;
//! # static CONTRACT: Contract = Contract { title: Frozen("t"), version: Frozen("1"), operations: Frozen(&[]), bases: Frozen(&[]),
//! #     components: Frozen(&[]), security_schemes: Frozen(&[]), has_one_way_properties: false, positions: Frozen(&[]) };
//! # let request = Request::get("/pets").body(Vec::new()).unwrap();
//! # assert!(refusal(&CONTRACT, &request).is_some_and(|problem| problem.contains(r#""status":404"#)));
//! ```
//!
//! Credentials are looked at for presence and form only. That is never a substitute for authentication.

mod body;
mod fields;
mod form;
mod guide;
mod head;
mod input;
mod media_type;
mod multipart;
mod nested;
mod parameters;
mod parts;
mod request;
mod response;
mod route;
mod security;
mod style;
mod text;

use http::{Method, Request, Response};
use serde::Deserialize;

use crate::check::{Options, Part, Valid};
use crate::contract::{Contract, Operation};
use crate::engine::Run;
use crate::report::{Kind, Report};
use route::{Matched, Miss};

use input::{Body, Input};

pub use body::UnreadBody;
pub use head::Head;
pub use response::ResponseChecker;

static DEFAULT_OPTIONS: Options = Options::DEFAULT;

/// A contract, ready to check messages.
#[derive(Clone, Copy, Debug)]
pub struct MessageChecker<'c> {
    contract: &'c Contract,
    options: &'c Options,
}

impl Contract {
    /// Checks messages with other settings than the defaults.
    pub const fn with<'c>(&'c self, options: &'c Options) -> MessageChecker<'c> {
        MessageChecker { contract: self, options }
    }

    /// Checks a request: its method and path, parameters, credentials, media type and body.
    pub fn check_request<B: AsRef<[u8]>>(&self, request: &Request<B>) -> Report {
        self.with(&DEFAULT_OPTIONS).check_request(request)
    }

    /// Reads a request into a `T` and checks it: parameters and body in one, see [`OperationChecker::decode`].
    ///
    /// # Errors
    ///
    /// The report, if the request is not valid.
    pub fn decode<'m, T: Deserialize<'m>>(
        &'m self,
        request: &'m Request<impl AsRef<[u8]>>,
    ) -> Result<Valid<T>, Report> {
        self.with(&DEFAULT_OPTIONS).find(request)?.decode(request, request.body().as_ref())
    }

    /// Checks the response to a request: its status, header fields, media type and body. Of the request, only the method and
    /// the path matter.
    pub fn check_response<B: AsRef<[u8]>>(&self, request: &impl Head, response: &Response<B>) -> Report {
        self.with(&DEFAULT_OPTIONS).check_response(request, response)
    }
}

impl<'c> MessageChecker<'c> {
    /// The operation that a request is for.
    ///
    /// # Errors
    ///
    /// A report with one violation: the contract has no such path, or the path no such method.
    pub fn find<'m>(&self, request: &'m impl Head) -> Result<OperationChecker<'c, 'm>, Report> {
        let MessageChecker { contract, options } = *self;
        let found = route::find(contract, options.base_path, request.method().as_str(), request.uri().path());
        let matched = found.map_err(|miss| {
            let (part, kind) = match miss {
                Miss::Path => (Part::RequestPath, Kind::Path),
                Miss::Method(allowed) => {
                    let allowed = allowed.into_iter().map(str::to_owned).collect();
                    (Part::RequestMethod, Kind::Method { allowed })
                }
            };
            let mut run = Run::new(contract, options, part, part.direction());
            run.record_unplaced(kind);
            run.into_report()
        })?;
        Ok(OperationChecker { contract, options, matched })
    }

    /// Checks a request.
    pub fn check_request<B: AsRef<[u8]>>(&self, request: &Request<B>) -> Report {
        self.find(request)
            .map_or_else(|report| report, |it| it.check_request(request, request.body().as_ref()))
    }

    /// Checks the response to a request.
    pub fn check_response<B: AsRef<[u8]>>(&self, request: &impl Head, response: &Response<B>) -> Report {
        self.find(request).map_or_else(
            |report| report,
            |it| {
                let body = response.body().as_ref();
                it.response(request.method()).check(response.status(), response.headers(), body)
            },
        )
    }
}

/// An operation that was found for a request, ready to check the request and its response.
#[derive(Clone, Debug)]
pub struct OperationChecker<'c, 'm> {
    contract: &'c Contract,
    options: &'c Options,
    matched: Matched<'c, 'm>,
}

impl<'c> OperationChecker<'c, '_> {
    /// The operation.
    pub const fn operation(&self) -> &'c Operation {
        self.matched.operation
    }

    /// Checks a request.
    pub fn check_request(&self, head: &impl Head, body: &[u8]) -> Report {
        let mut run = self.run(Part::RequestPath);
        request::check_head(&mut run, &self.matched, head);
        if let Some(chosen) = request::choose_body(&mut run, &self.matched, head, body.is_empty()) {
            chosen.check(&mut run, head.headers(), body);
        }
        run.into_report()
    }

    /// Reads a request into a `T` and checks it, its body in the same pass. To serde, the request is a map with keys like
    /// `path.org_id`, `query.limit` and `header.X-Trace` for its parameters and `body` for its body: generated crates have such
    /// a type for each operation, and any other does as well.
    ///
    /// # Errors
    ///
    /// The report, if the request is not valid; it is the one that [`check_request`](Self::check_request) gives. Where the request
    /// meets the contract and `T` still refuses it, the report has one violation, with the keyword `model`.
    pub fn decode<'de, T: Deserialize<'de>>(
        &self,
        head: &'de impl Head,
        body: &'de [u8],
    ) -> Result<Valid<T>, Report> {
        self.decode_with_report(head, body).map(|(value, _)| value)
    }

    /// The same with the report of a request that is accepted: it has what could not be checked, where that is
    /// [admitted](Options::admit_unchecked).
    ///
    /// # Errors
    ///
    /// Those of [`decode`](Self::decode).
    pub fn decode_with_report<'de, T: Deserialize<'de>>(
        &self,
        head: &'de impl Head,
        body: &'de [u8],
    ) -> Result<(Valid<T>, Report), Report> {
        let mut run = self.run(Part::RequestPath);
        let values = request::check_head(&mut run, &self.matched, head);
        let chosen = request::choose_body(&mut run, &self.matched, head, body.is_empty());
        let body_input = chosen.map(|chosen| Body { chosen, headers: head.headers(), bytes: body });
        let mut is_shown = body_input.is_none();
        let read = T::deserialize(Input::new(&mut run, values, body_input, &mut is_shown));
        let failed_at = run.failed_at();
        // A type that goes on after an error, or does not ask for the body, has not shown everything to the check.
        let is_complete = is_shown && read.is_ok() && failed_at.is_none();
        let report = if is_complete { run.into_report() } else { self.check_request(head, body) };
        let is_accepted = self.options.accepts(report.verdict());
        match read {
            Ok(value) if is_accepted => Ok((Valid::new(value), report)),
            Err(_) if is_accepted => {
                let (part, pointer) = failed_at.unwrap_or((Part::RequestBody, String::new()));
                let mut run = self.run(part);
                run.record_model(pointer);
                Err(run.into_report())
            }
            Ok(_) | Err(_) => Err(report),
        }
    }

    /// Whether the contract says anything of the request's body that takes its bytes to check. It does not of files and of
    /// bodies that it does not mention: these need not wait in memory.
    pub fn reads_body(&self, head: &impl Head) -> bool {
        let mut run = self.run(Part::RequestBody);
        request::choose_body(&mut run, &self.matched, head, false)
            .is_some_and(|chosen| chosen.needs_bytes(&run, head.headers()))
    }

    /// Checks a request whose body is not at hand: for those who refuse a request before they read its body, or do not read
    /// it at all. A body that [must be read](Self::reads_body) is *unchecked* then.
    pub fn check_request_head(&self, head: &impl Head, body: UnreadBody) -> Report {
        let mut run = self.run(Part::RequestPath);
        request::check_head(&mut run, &self.matched, head);
        if let Some(chosen) = request::choose_body(&mut run, &self.matched, head, body.is_absent()) {
            chosen.check_unread(&mut run, head.headers(), body);
        }
        run.into_report()
    }

    /// What answers to a request of that method are held to.
    pub fn response(&self, method: &Method) -> ResponseChecker<'c> {
        let OperationChecker { contract, options, matched: Matched { operation, .. } } = *self;
        ResponseChecker { contract, options, operation, method: method.clone() }
    }

    fn run(&self, part: Part) -> Run<'c> {
        Run::new(self.contract, self.options, part, part.direction())
    }
}
