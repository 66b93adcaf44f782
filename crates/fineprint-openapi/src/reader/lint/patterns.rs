//! `pattern` and the keys of `patternProperties`: that each is a regular expression which can be run, and one of ECMA-262.

use std::collections::HashMap;

use fineprint::pattern::Pattern;

use super::super::report::Report;
use crate::diagnostic::Code;
use crate::source::{Node, Span};

/// What was found in each pattern: documents repeat theirs, and compiling takes time.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    found: HashMap<&'a str, Found>,
}

enum Found {
    Nothing,
    /// A notation that ECMA-262 lacks and other engines have.
    Borrowed(String),
    Problem(String),
}

impl<'a> Patterns<'a> {
    pub(super) fn check(&mut self, schema: &'a Node, report: &mut Report<'_>) {
        if let Some((node, pattern)) = schema.get("pattern").and_then(|node| Some((node, node.as_str()?))) {
            self.pattern(pattern, node.span, report);
        }
        for entry in schema.get("patternProperties").and_then(Node::as_mapping).into_iter().flatten() {
            self.pattern(&entry.key, entry.key_span, report);
        }
    }

    fn pattern(&mut self, pattern: &'a str, span: Span, report: &mut Report<'_>) {
        match self.found.entry(pattern).or_insert_with(|| look_at(pattern)) {
            Found::Nothing => {}
            Found::Borrowed(notation) => {
                let message = format!("`{notation}` is not of ECMA-262");
                let label = "taken as other engines mean it";
                let found = report.warning(Code::InvalidPattern, span, message, label);
                report.push(
                    found.help("other tools that read this document may refuse it, or mean something else"),
                );
            }
            Found::Problem(problem) => {
                let message = "the pattern is not a regular expression that can be checked";
                report.push(report.error(Code::InvalidPattern, span, message, problem));
            }
        }
    }
}

fn look_at(pattern: &str) -> Found {
    match Pattern::new(pattern) {
        Ok(pattern) => pattern.borrowed().map_or(Found::Nothing, |it| Found::Borrowed(it.to_owned())),
        Err(error) => Found::Problem(error.to_string()),
    }
}
