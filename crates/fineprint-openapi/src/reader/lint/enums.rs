//! Lists of values and of schemas: that there is one, and that no value stands twice.

use std::collections::HashMap;

use super::super::keywords::literal;
use super::super::report::Report;
use super::key;
use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::source::{Node, Span};

pub(super) fn check(schema: &Node, dialect: Dialect, report: &mut Report<'_>) {
    // Without a branch such a list would be left out of the contract, and what its author meant would not be checked.
    for keyword in ["allOf", "anyOf", "oneOf"] {
        if schema.get(keyword).and_then(Node::as_sequence).is_some_and(<[Node]>::is_empty) {
            let message = format!("`{keyword}` has no schema");
            report.push(report.error(Code::MissingField, key(schema, keyword), message, "expected a schema"));
        }
    }
    let Some(values) = schema.get("enum").and_then(Node::as_sequence) else { return };
    if values.is_empty() {
        let message = "an empty `enum` admits no value";
        let span = key(schema, "enum");
        // A demand of draft 4, on which OpenAPI 3.0 stands; later drafts only advise against it.
        report.push(if dialect == Dialect::OpenApi30 {
            report.error(Code::InvalidEnumValue, span, message, "expected a value")
        } else {
            report.warning(Code::InvalidEnumValue, span, message, "nothing meets this schema")
        });
    }
    let mut first: HashMap<String, Span> = HashMap::new();
    for value in values {
        // The text of a literal is the same for equal numbers.
        let Some(text) = literal(value).map(|value| value.to_string()) else { continue };
        if let Some(span) = first.get(&text) {
            let message = format!("{} stands twice in `enum`", shortened(&text));
            let found = report.warning(Code::DuplicateEnumValue, value.span, message, "here again");
            report.push(report.also(found, *span, "first here"));
        } else {
            first.insert(text, value.span);
        }
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    format!("`{}…`", text.chars().take(LONGEST).collect::<String>())
}
