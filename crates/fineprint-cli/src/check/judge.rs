//! One entry: it is read, made into messages, and judged. All that is told of it comes from here; what has been told before does not
//! matter, so that entries are judged on all cores at once.

use std::collections::BTreeSet;

use fineprint::Contract;
use fineprint::check::{Clock, Options, Part};
use fineprint::contract::Operation;
use fineprint::formats::date_time::parse_date_time;
use fineprint::http::{OperationChecker, UnreadBody};
use fineprint::report::Report;
use fineprint_openapi::diagnostic::suggest;
use http::request::Parts;
use http::{HeaderMap, StatusCode};

use super::body::{self, Body};
use super::har::{self, Entry};
use super::judged::{Exchange, Findings, Judged, Notes, Place, Subject};
use super::message;
use crate::args::CheckArguments;
use crate::output::Failure;

/// As much as is shown of a method, and of a segment of a path, that the contract does not have.
const SHOWN_CHARACTERS: usize = 32;

/// What entries are judged by.
pub(super) struct Judge<'a> {
    contract: &'a Contract,
    options: Options,
    /// The names of the operations that somebody asked about; all, if that is none.
    operations: BTreeSet<String>,
    requests: bool,
    responses: bool,
    shows_values: bool,
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
    pub(super) fn new(
        contract: &'a Contract,
        options: Options,
        arguments: &CheckArguments,
    ) -> Result<Self, Failure> {
        let mut operations = BTreeSet::new();
        for wanted in &arguments.choice.operation {
            operations.extend(named(contract, wanted)?);
        }
        Ok(Self {
            contract,
            options,
            operations,
            requests: !arguments.choice.response_only,
            responses: !arguments.choice.request_only,
            shows_values: arguments.show_values,
        })
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
        let mut notes = Notes::new(self.options.violation_limit());
        let Some(head) = message::request(&entry.request, &mut notes)? else { return Ok(None) };
        if !self.requests {
            notes = Notes::new(self.options.violation_limit());
        }
        let options = self.options.clone().clock(clock(&entry));
        let found = self.contract.with(&options).find(&head);
        let operation = found.as_ref().ok().map(OperationChecker::operation);
        let name = operation.map(name);
        let is_chosen =
            self.operations.is_empty() || name.as_ref().is_some_and(|it| self.operations.contains(it));
        // What nobody asked about is not looked at any further.
        if !is_chosen {
            return Ok(None);
        }
        let recorded = match &entry.response {
            None if self.responses => return Err("not an entry of HAR: missing field `response`".to_owned()),
            response => response.as_ref().filter(|_| self.responses),
        };
        let response = match recorded {
            Some(recorded) => message::response(recorded, &mut notes)?.map(|it| (recorded, it)),
            None => None,
        };
        let is_answered = response.is_some() || !self.responses;
        let reports = match found {
            Ok(found) => {
                if !is_answered {
                    notes.add(Part::ResponseStatus, String::new(), "no response was recorded");
                }
                let of_request =
                    self.requests.then(|| match body::of_request(&entry.request, &head, &mut notes) {
                        Body::Bytes(body) => found.check_request(&head, &body),
                        Body::Unrecorded => found.check_request_head(&head, UnreadBody::Present),
                    });
                let of_response =
                    response.and_then(|response| self.response(&head, response, options.clone(), &mut notes));
                [of_request, of_response]
            }
            Err(report) => [Some(report), None],
        };
        let target = match operation {
            Some(operation) if !self.shows_values => method_and_path(operation),
            Some(_) => format!("{} {}", head.method, head.uri.path()),
            None => stray(&head, self.shows_values),
        };
        Ok(Some((Exchange { target, operation: name, is_answered }, Findings { reports, notes })))
    }

    fn response(
        &self,
        head: &Parts,
        (recorded, (status, headers)): (&har::Response<'_>, (StatusCode, HeaderMap)),
        options: Options,
        notes: &mut Notes,
    ) -> Option<Report> {
        let body = body::of_response(recorded, (&head.method, status), &headers, notes);
        let options = options.bodies_are_decoded(body::is_decoded(recorded, &headers));
        let checker = self.contract.with(&options).find(head).ok()?.response(&head.method);
        Some(match &body {
            Body::Bytes(body) => checker.check(status, &headers, body),
            Body::Unrecorded => checker.check_head(status, &headers, UnreadBody::Present),
        })
    }
}

/// The operations that somebody means by an id, or by a method and a path: by the names that are told of them.
fn named(contract: &Contract, wanted: &str) -> Result<Vec<String>, Failure> {
    let operations = || contract.operations.iter().filter(|operation| !operation.is_webhook);
    let meant = operations().filter(|it| name(it) == wanted || method_and_path(it) == wanted);
    let meant: Vec<String> = meant.map(|it| name(it)).collect();
    if !meant.is_empty() {
        return Ok(meant);
    }
    let names: Vec<String> = operations().flat_map(|it| [name(it), method_and_path(it)]).collect();
    let near = suggest(wanted, names.iter().map(String::as_str));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::Unfit(format!("the document has no operation `{wanted}`{hint}")))
}

/// When the exchange was recorded is *now*, if that is known.
fn clock(entry: &Entry<'_>) -> Clock {
    let started = entry.started_date_time.as_ref().and_then(|started| parse_date_time(&started.0));
    started.map_or(Clock::System, |instant| Clock::Fixed { unix_seconds: instant.seconds })
}

/// The id of an operation; its method and path, if it has none.
fn name(operation: &Operation) -> String {
    operation.id.as_ref().map_or_else(|| method_and_path(operation), |id| (**id).to_owned())
}

fn method_and_path(operation: &Operation) -> String {
    format!("{} {}", &*operation.method, &*operation.path)
}

/// The method and the path of a request that no operation is for. They can be anything, and so long ones are cut.
fn stray(head: &Parts, is_whole: bool) -> String {
    let limit = if is_whole { usize::MAX } else { SHOWN_CHARACTERS };
    let cut = |text: &str| match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    };
    let segments: Vec<String> = head.uri.path().split('/').map(cut).collect();
    format!("{} {}", cut(head.method.as_str()), segments.join("/"))
}
