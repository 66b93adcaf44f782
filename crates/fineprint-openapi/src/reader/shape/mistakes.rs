//! How the walk tells what it found: fields that are missing, ignored, empty, of another type or out of range.
//!
//! When something is a mistake is for [`walk`](super::walk) to say.

use super::walk::{Label, Walker};
use super::{Presence, SCHEMA, Shape, advice};
use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::source::{Entry, Mapping, Node, Value};

impl Walker<'_, '_> {
    /// What stands beside a reference and does not count. OpenAPI 3.1 lets people say something there; and it has always been the
    /// custom of JSON Schema to keep definitions beside one.
    pub(super) fn siblings(&mut self, object: &Mapping, shape: &Shape, dialect: Dialect) {
        if *shape == SCHEMA && dialect != Dialect::OpenApi30 {
            return;
        }
        let said = |key: &str| dialect == Dialect::OpenApi31 && matches!(key, "summary" | "description");
        let others: Vec<&Entry> = object
            .iter()
            .filter(|entry| entry.key != "$ref" && !entry.key.starts_with("x-") && !said(&entry.key))
            .collect();
        let Some(first) = others.first() else { return };
        let names: Vec<&str> = others.iter().map(|entry| entry.key.as_str()).take(5).collect();
        let message = format!("{} beside `$ref` does not count", listed(&names));
        let annotations = ["description", "example", "externalDocs", "summary", "title"];
        let harmless = others.iter().all(|entry| annotations.contains(&entry.key.as_str()));
        let found = if harmless {
            self.report.note(Code::IgnoredSiblings, first.key_span, message, "ignored")
        } else {
            self.report.warning(Code::IgnoredSiblings, first.key_span, message, "ignored")
        };
        self.report.push(if *shape == SCHEMA {
            found.help("put the reference into an `allOf`, and the other keywords beside that")
        } else {
            found
        });
    }

    pub(super) fn missing(&mut self, shape: &Shape, name: &str, presence: Presence, label: Label<'_>) {
        let message = format!("the {} has no `{name}`", shape.name);
        let text = format!("`{name}` is required");
        let found = match presence {
            Presence::Optional | Presence::Required => {
                self.report.error(Code::MissingField, label.span, message, &text)
            }
            Presence::Expected => self.report.warning(Code::MissingField, label.span, message, &text),
            // OpenAPI 3.1 made them optional: without `paths` there are no operations, and an operation without `responses`
            // still says what it takes.
            Presence::ExpectedIn30 => {
                let text = format!("`{name}` is required, and taken as empty");
                self.report.warning(Code::MissingField, label.span, message, &text)
            }
        };
        self.report.push(found);
    }

    /// What a later version has: the author's intention is plain, and can be checked.
    pub(super) fn borrowed(&mut self, what: &str, name: &str, label: Label<'_>) {
        let message = format!("OpenAPI 3.0 has no {what} `{name}`; taken as JSON Schema 2020-12 means it");
        let text = "other tools may pass over it";
        self.report.push(self.report.warning(Code::UnsupportedKeyword, label.span, message, text));
    }

    /// Not an error: what refers to one of them is one.
    pub(super) fn no_components(&mut self, node: &Node, label: Label<'_>) {
        let message = format!("`{}` has to be an object, and is {}", label.name, article(node));
        self.report.push(self.report.warning(Code::WrongType, label.span, message, "taken as empty"));
    }

    pub(super) fn not_a_list_of_examples(&mut self, node: &Node, label: Label<'_>) {
        let message = format!("`{}` of a schema is a list, and this is {}", label.name, article(node));
        let found = self.report.warning(Code::WrongType, label.span, message, "ignored");
        self.report.push(found.help("only parameters, headers and media types give their examples names"));
    }

    pub(super) fn null(&mut self, label: Label<'_>, meaning: &str) {
        let message = format!("`{}` has no value", label.name);
        let found = self.report.warning(Code::NullValue, label.span, message, meaning);
        self.report.push(found);
    }

    pub(super) fn wrong_type(&mut self, node: &Node, label: Label<'_>, expected: &str) {
        if let Some(entry) = node.as_mapping().and_then(|mapping| mapping.entry("$ref")) {
            return self.misplaced_reference(entry, label);
        }
        let message = format!("`{}` has to be {expected}, and is {}", label.name, article(node));
        // A whole object is no place to point at; its key is.
        let span = match node.value {
            Value::Mapping(_) | Value::Sequence(_) => label.span,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => node.span,
        };
        let error = self.report.error(Code::WrongType, span, message, &format!("expected {expected}"));
        self.report.push(match advice::mistaken(label.name, &node.value) {
            Some(help) => error.help(help),
            None => error,
        });
    }

    pub(super) fn out_of_range(&mut self, node: &Node, label: Label<'_>, problem: &str) {
        let message = format!("`{}` {problem}", label.name);
        self.report.push(self.report.error(Code::OutOfRange, node.span, message, problem));
    }
}

/// Names for a message, each set as code.
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

fn article(node: &Node) -> String {
    let name = node.value.type_name();
    match &node.value {
        Value::Null => name.to_owned(),
        Value::Sequence(_) | Value::Mapping(_) => format!("an {name}"),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => format!("a {name}"),
    }
}
