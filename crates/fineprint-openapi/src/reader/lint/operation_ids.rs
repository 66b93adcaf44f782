//! `operationId`: unique among all operations (section 4.7.10.1).
//!
//! Warnings: requests are told apart by method and path. The first operation keeps the id, and others have none.

use std::collections::{HashMap, HashSet};

use super::super::operations::FoundPath;
use super::super::report::Report;
use super::super::shape::{OPERATION, Survey, address};
use crate::diagnostic::Code;
use crate::source::{Node, Span};

pub(super) fn check(survey: &Survey<'_>, paths: &[FoundPath<'_>], report: &mut Report<'_>) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    let listed = paths.iter().flat_map(|path| &path.operations).map(|operation| operation.at.node);
    let listed: Vec<&Node> = listed.collect();
    let known: HashSet<usize> = listed.iter().map(|operation| address(operation)).collect();
    let others = survey.all(&OPERATION).filter(|operation| !known.contains(&address(operation)));
    for operation in listed.into_iter().chain(others) {
        let Some(node) = operation.get("operationId") else { continue };
        let Some(id) = node.as_str() else { continue };
        if let Some(span) = first.get(id) {
            let message = format!("two operations have the id `{id}`");
            let label = "here again, so that this one has none";
            let found = report.warning(Code::DuplicateOperationId, node.span, message, label);
            report.push(report.also(found, *span, "first here"));
        } else {
            first.insert(id, node.span);
        }
    }
}
