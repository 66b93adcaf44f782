//! One entry: it is read, made into messages, and judged. All that is told of it comes from here; what has been told before does not
//! matter, so that entries are judged on all cores at once.

use std::collections::BTreeSet;

use fineprint::Contract;
use fineprint::check::{Clock, Options};
use fineprint::contract::Operation;
use fineprint::formats::date_time::parse_date_time;
use fineprint::http::UnreadBody;
use fineprint_openapi::diagnostic::suggest;

use super::har::Entry;
use super::judged::{Exchange, Findings, Judged, Place, Subject};
use super::message::{self, Body};
use crate::args::Choice;
use crate::output::Failure;

/// What entries are judged by.
pub(super) struct Judge<'a> {
    contract: &'a Contract,
    options: Options,
    /// The operations that somebody asked about; all, if that is none.
    operations: BTreeSet<&'a str>,
    requests: bool,
    responses: bool,
}

/// What comes of an entry.
pub(super) enum Outcome {
    /// A judgement.
    Judged(Box<Judged>),
    /// Nobody asked.
    Skipped,
    /// It is no entry; why not.
    Unreadable(String),
}

impl<'a> Judge<'a> {
    /// A judge of what was chosen.
    ///
    /// # Errors
    ///
    /// The contract has no such operation. The message says what is near.
    pub(super) fn new(contract: &'a Contract, options: Options, choice: &'a Choice) -> Result<Self, Failure> {
        let operations = contract.operations.iter().filter(|operation| !operation.is_webhook);
        let names: Vec<String> = operations.map(|operation| name(operation)).collect();
        for wanted in &choice.operation {
            if !names.contains(wanted) {
                let near = suggest(wanted, names.iter().map(String::as_str));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                return Err(Failure::Unfit(format!("the document has no operation `{wanted}`{hint}")));
            }
        }
        let operations = choice.operation.iter().map(String::as_str).collect();
        let Choice { request_only, response_only, .. } = *choice;
        Ok(Self { contract, options, operations, requests: !response_only, responses: !request_only })
    }

    /// Judges an entry.
    pub(super) fn judge(&self, json: &[u8], entry: usize, place: Place) -> Outcome {
        match self.outcome(json) {
            Ok(Some((exchange, findings))) => Outcome::Judged(Box::new(Judged {
                entry,
                place,
                subject: Subject::Exchange(exchange),
                findings,
            })),
            Ok(None) => Outcome::Skipped,
            Err(reason) => Outcome::Unreadable(reason),
        }
    }

    fn outcome(&self, json: &[u8]) -> Result<Option<(Exchange, Findings)>, String> {
        let entry = Entry::read(json)?;
        let mut unusable = Vec::new();
        let Some(request) = message::request(&entry.request, &mut unusable)? else { return Ok(None) };
        if !self.requests {
            unusable.clear();
        }
        let response = match &entry.response {
            _ if !self.responses => None,
            Some(response) => message::response(response, &request.head.method, &mut unusable)?,
            None => return Err("not an entry of HAR: missing field `response`".to_owned()),
        };
        let options = self.options.clone().clock(clock(&entry));
        let checker = self.contract.with(&options);
        let (operation, reports) = match checker.find(&request.head) {
            Ok(found) => {
                let name = name(found.operation());
                if !self.operations.is_empty() && !self.operations.contains(&*name) {
                    return Ok(None);
                }
                let of_request = self.requests.then(|| match &request.body {
                    Body::Bytes(body) => found.check_request(&request.head, body),
                    Body::Unrecorded => found.check_request_head(&request.head, UnreadBody::Present),
                });
                let of_response = response.as_ref().map(|response| {
                    let (status, headers) = (response.status, &response.headers);
                    let checker = found.response(&request.head.method);
                    match &response.body {
                        Body::Bytes(body) => checker.check(status, headers, body),
                        Body::Unrecorded => checker.check_head(status, headers, UnreadBody::Present),
                    }
                });
                (Some(name), [of_request, of_response])
            }
            Err(_) if !self.operations.is_empty() => return Ok(None),
            Err(report) => (None, [Some(report), None]),
        };
        if reports.iter().all(Option::is_none) {
            return Ok(None);
        }
        let exchange = Exchange {
            method: request.head.method.to_string(),
            path: request.head.uri.path().to_owned(),
            operation,
            is_answered: response.is_some() || !self.responses,
        };
        Ok(Some((exchange, Findings { reports, unusable })))
    }
}

/// When the exchange was recorded is *now*, if that is known.
fn clock(entry: &Entry<'_>) -> Clock {
    let started = entry.started_date_time.as_ref().and_then(|started| parse_date_time(&started.0));
    started.map_or(Clock::System, |instant| Clock::Fixed { unix_seconds: instant.seconds })
}

/// The id of an operation; its method and path, if it has none.
fn name(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => (**id).to_owned(),
        None => format!("{} {}", &*operation.method, &*operation.path),
    }
}
