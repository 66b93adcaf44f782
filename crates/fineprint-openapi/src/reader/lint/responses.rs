//! Responses: that there is one (section 4.7.16), since a status that is not declared is a violation, and one of each status.

use std::collections::HashMap;

use fineprint::contract::Status;

use super::super::located::Located;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::{OPERATION, Survey, status};
use super::key;
use crate::diagnostic::Code;
use crate::source::Span;

pub(super) fn check<'a>(survey: &Survey<'a>, references: &References<'a>, report: &mut Report<'_>) {
    for operation in survey.all(&OPERATION) {
        let Some(list) = operation.get("responses").filter(|list| list.as_mapping().is_some()) else {
            continue;
        };
        let responses = references.members(Located::of(list));
        if responses.iter().all(|(key, _)| key.starts_with("x-")) {
            let message = "the operation declares no response";
            let span = key(operation, "responses");
            report.push(report.warning(Code::MissingField, span, message, "every response is undocumented"));
        }
        statuses(&responses, report);
    }
}

fn statuses(responses: &[(&str, Located<'_>)], report: &mut Report<'_>) {
    let mut seen: HashMap<Status, Span> = HashMap::new();
    for (key, at) in responses {
        let Some(status) = status(key) else { continue };
        if let Some(first) = seen.get(&status) {
            let message = format!("`{}` is declared twice", key.to_ascii_uppercase());
            let error = report.error(Code::InvalidStatus, at.at, message, "here again");
            report.push(report.also(error, *first, "first here"));
            continue;
        }
        seen.insert(status, at.at);
        if matches!(status, Status::Range(_)) && key.contains('x') {
            let message = format!("`{key}` is a range in small letters");
            let span = at.at;
            let found = report.warning(Code::InvalidStatus, span, message, "other tools may not know it");
            report.push(found.help(format!("write `{}`", key.to_ascii_uppercase())));
        }
    }
}
