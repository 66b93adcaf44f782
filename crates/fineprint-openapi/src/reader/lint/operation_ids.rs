//! `operationId`: unique among all operations (section 4.7.10.1).

use std::collections::HashMap;

use super::super::report::Report;
use super::super::shape::{OPERATION, Survey};
use crate::diagnostic::Code;
use crate::source::Span;

pub(super) fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for operation in survey.all(&OPERATION) {
        let Some(node) = operation.get("operationId") else { continue };
        let Some(id) = node.as_str() else { continue };
        if let Some(span) = first.get(id) {
            let message = format!("two operations have the id `{id}`");
            let error = report.error(Code::DuplicateOperationId, node.span, message, "here again");
            report.push(report.also(error, *span, "first here"));
        } else {
            first.insert(id, node.span);
        }
    }
}
