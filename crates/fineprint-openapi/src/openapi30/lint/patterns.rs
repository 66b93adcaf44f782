//! `pattern`: that it is a regular expression (ECMA-262) which can be run.

use std::collections::HashMap;

use fineprint::pattern::Pattern;

use super::super::report::Report;
use crate::diagnostic::Code;
use crate::source::Node;

/// What is wrong with each pattern, if something is: documents repeat theirs, and compiling takes time.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    problems: HashMap<&'a str, Option<String>>,
}

impl<'a> Patterns<'a> {
    pub(super) fn check(&mut self, schema: &'a Node, report: &mut Report) {
        let Some(node) = schema.get("pattern") else { return };
        let Some(pattern) = node.as_str() else { return };
        let problem = self
            .problems
            .entry(pattern)
            .or_insert_with(|| Pattern::new(pattern).err().map(|error| error.to_string()));
        if let Some(problem) = problem {
            let message = "the pattern is not a regular expression that can be checked";
            report.push(report.error(Code::InvalidPattern, node.span, message, problem));
        }
    }
}
