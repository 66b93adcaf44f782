//! `pattern` and the keys of `patternProperties`: that each is a regular expression (ECMA-262) which can be run.

use std::collections::HashMap;

use fineprint::pattern::Pattern;

use super::super::foreign;
use super::super::report::Report;
use crate::diagnostic::Code;
use crate::source::{Node, Span};

/// What is wrong with each pattern, if something is: documents repeat theirs, and compiling takes time.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    problems: HashMap<&'a str, Option<String>>,
}

impl<'a> Patterns<'a> {
    pub(super) fn check(&mut self, schema: &'a Node, report: &mut Report<'_>) {
        if let Some((node, pattern)) = schema.get("pattern").and_then(|node| Some((node, node.as_str()?))) {
            self.pattern(pattern, node.span, true, report);
        }
        for entry in schema.get("patternProperties").and_then(Node::as_mapping).into_iter().flatten() {
            self.pattern(&entry.key, entry.key_span, false, report);
        }
    }

    /// One in the words of another language is translated where its meaning is plain, but not if it is a key.
    fn pattern(&mut self, pattern: &'a str, span: Span, translates: bool, report: &mut Report<'_>) {
        let problem = self
            .problems
            .entry(pattern)
            .or_insert_with(|| Pattern::new(pattern).err().map(|error| error.to_string()));
        if let Some(problem) = problem {
            if let Some(translated) = foreign::translated(pattern).filter(|_| translates) {
                let message = "the pattern is not of ECMA-262; its meaning is plain even so";
                let label = format!("taken as `{translated}`");
                return report.push(report.warning(Code::InvalidPattern, span, message, &label));
            }
            let message = "the pattern is not a regular expression that can be checked";
            report.push(report.error(Code::InvalidPattern, span, message, problem));
        }
    }
}
