//! Responses: that there is one (section 4.7.16), since a status that is not declared is a violation, and one of each status.

use std::collections::HashMap;

use fineprint::contract::Status;

use super::super::report::Report;
use super::super::shape::{OPERATION, Survey, status};
use super::key;
use crate::diagnostic::Code;
use crate::source::{Mapping, Node, Span};

pub(super) fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for operation in survey.all(&OPERATION) {
        let Some(responses) = operation.get("responses").and_then(Node::as_mapping) else { continue };
        if responses.keys().all(|key| key.starts_with("x-")) {
            let message = "the operation declares no response";
            let span = key(operation, "responses");
            report.push(report.warning(Code::MissingField, span, message, "every response is undocumented"));
        }
        statuses(responses, report);
    }
}

fn statuses(responses: &Mapping, report: &mut Report<'_>) {
    let mut seen: HashMap<Status, Span> = HashMap::new();
    for entry in responses {
        let Some(status) = status(&entry.key) else { continue };
        if let Some(first) = seen.get(&status) {
            let message = format!("`{}` is declared twice", entry.key.to_ascii_uppercase());
            let error = report.error(Code::InvalidStatus, entry.key_span, message, "here again");
            report.push(report.also(error, *first, "first here"));
            continue;
        }
        seen.insert(status, entry.key_span);
        if matches!(status, Status::Range(_)) && entry.key.contains('x') {
            let message = format!("`{}` is a range in small letters", entry.key);
            let span = entry.key_span;
            let found = report.warning(Code::InvalidStatus, span, message, "other tools may not know it");
            report.push(found.help(format!("write `{}`", entry.key.to_ascii_uppercase())));
        }
    }
}
