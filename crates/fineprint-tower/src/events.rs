//! What is told of messages that do not meet their contract: one event for each, with the first of what is wrong, and one for each
//! violation at level `DEBUG`. So a message that is wrong all over does not flood the log.
//!
//! Events are a line each, and have no value of a message, unless the check was asked to show values.

use fineprint::contract::Operation;
use fineprint::report::{Report, Verdict};
use http::Uri;
use tracing::{debug, error, info, warn};

use crate::Refusal;

/// The `target` of all events.
const TARGET: &str = "fineprint";

/// An operation's name for people: its id, or its method and path template.
pub(crate) fn name(operation: Option<&Operation>) -> String {
    match operation {
        Some(operation) => match &operation.id {
            Some(id) => id.to_string(),
            None => format!("{} {}", &*operation.method, &*operation.path),
        },
        None => "none".to_owned(),
    }
}

/// The first of what is wrong, and how much more there is.
fn summary(report: &Report) -> String {
    let violations = report.violations().iter().map(|it| {
        let source = it.source().map(|source| format!(" ({source})")).unwrap_or_default();
        format!("{}{}: {} [{}]{source}", it.part(), place(it.pointer()), it.message(), it.keyword())
    });
    let unchecked = report.unchecked().iter().map(|it| {
        format!("{}{}: not checked: {} [{}]", it.part(), place(it.pointer()), it.reason(), it.keyword())
    });
    let first = violations.chain(unchecked).next().unwrap_or_default();
    match (report.violations().len() + report.unchecked().len()).saturating_sub(1) {
        0 => first,
        more => format!("{first}; and {more} more"),
    }
}

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is valid, or may be unchecked.
    Accepted,
    /// It is neither, and has passed.
    Passed,
    /// It is neither, and has not.
    Refused,
}

fn place(pointer: &str) -> String {
    if pointer.is_empty() { String::new() } else { format!(" {pointer}") }
}

/// Tells of a request that is not valid. One that is refused is its sender's fault; one that passes is a risk.
pub(crate) fn request(operation: Option<&Operation>, report: &Report, fate: Fate) {
    if report.is_valid() {
        return;
    }
    let (operation, verdict, count) = (name(operation), report.verdict(), report.violations().len());
    let summary = summary(report);
    match fate {
        Fate::Accepted => {
            debug!(target: TARGET, operation, %verdict, violations = count, "a request was admitted: {summary}");
        }
        Fate::Passed => {
            warn!(target: TARGET, operation, %verdict, violations = count, "a request passed: {summary}");
        }
        Fate::Refused => {
            info!(target: TARGET, operation, %verdict, violations = count, "a request was refused: {summary}");
        }
    }
    each(&operation, report);
}

/// Tells of a response that is not valid. What could not be checked is no fault.
pub(crate) fn response(operation: &Operation, status: u16, report: &Report, is_replaced: bool) {
    if report.is_valid() {
        return;
    }
    let (operation, verdict, count) = (name(Some(operation)), report.verdict(), report.violations().len());
    let summary = summary(report);
    match (verdict, is_replaced) {
        (Verdict::Invalid, true) => {
            warn!(target: TARGET, operation, status, %verdict, violations = count, "a response was replaced: {summary}");
        }
        (Verdict::Invalid, false) => {
            warn!(target: TARGET, operation, status, %verdict, violations = count, "a response passed: {summary}");
        }
        (Verdict::Unchecked | Verdict::Valid, _) => {
            debug!(target: TARGET, operation, status, %verdict, "a response was not checked: {summary}");
        }
    }
    each(&operation, report);
}

/// Tells of a request that broke off, or did not come in time.
pub(crate) fn unread(operation: &Operation, why: &Refusal) {
    info!(target: TARGET, operation = name(Some(operation)), "a request is not whole: {why}");
}

/// Tells that a handler decodes what has not passed a layer: a mistake in the service.
pub(crate) fn no_layer(uri: &Uri) {
    error!(target: TARGET, path = uri.path(), "a request cannot be decoded: there is no `ContractLayer` around the handler, or it leaves the operation alone");
}

/// Tells that a handler has no extractor, so that nobody has checked the request.
pub(crate) fn unclaimed(operation: &Operation) {
    let operation = name(Some(operation));
    warn!(target: TARGET, operation, "a request was not checked: its handler has no `Checked` extractor");
}

fn each(operation: &str, report: &Report) {
    for violation in report.violations() {
        debug!(
            target: TARGET,
            operation,
            part = %violation.part(),
            pointer = violation.pointer(),
            keyword = %violation.keyword(),
            source = violation.source().map(tracing::field::display),
            "{}",
            violation.message()
        );
    }
}
