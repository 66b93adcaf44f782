//! The walk's checks of single values: texts, numbers, names of types and words.

use fineprint::contract::Decimal;

use super::mistakes::listed;
use super::scalar::{count, decimal};
use super::walk::{Label, Walker};
use super::{ALL_TYPES, QUERY_STRING};
use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::source::{Node, Value};

impl Walker<'_, '_> {
    pub(super) fn component_names(&mut self, node: &Node) {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        for entry in node.as_mapping().into_iter().flatten() {
            if entry.key != "$ref" && !entry.key.chars().all(allowed) {
                let message = format!("`{}` is no name for a component", entry.key);
                let expected = "expected letters, digits, `.`, `-` and `_` only";
                let found =
                    self.report.warning(Code::InvalidComponentName, entry.key_span, message, expected);
                self.report.push(found);
            }
        }
    }

    /// Every number in a value that payloads are compared with has to be one that can be compared.
    pub(super) fn literal(&mut self, node: &Node) {
        match &node.value {
            Value::Null | Value::Bool(_) | Value::String(_) => {}
            Value::Number(_) => self.number(node, Label { name: "the number", span: node.span }),
            Value::Sequence(items) => items.iter().for_each(|item| self.literal(item)),
            Value::Mapping(mapping) => mapping.iter().for_each(|entry| self.literal(&entry.value)),
        }
    }

    pub(super) fn text(&mut self, node: &Node, label: Label<'_>) {
        if let Some(entry) = node.as_mapping().and_then(|mapping| mapping.entry("$ref"))
            && matches!(label.name, "description" | "operationId" | "summary" | "title")
        {
            // What it leads to is often no YAML; and nothing depends on it.
            let message = format!("`{}` has to be a string, not a reference", label.name);
            let found = self.report.warning(Code::ReferenceKind, entry.key_span, message, "ignored");
            return self.report.push(found);
        }
        let written = match &node.value {
            Value::String(_) => return,
            Value::Null | Value::Sequence(_) | Value::Mapping(_) => {
                return self.wrong_type(node, label, "a string");
            }
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => number.to_string(),
        };
        let message = format!("`{}` has to be a string, and is a {}", label.name, node.value.type_name());
        let found = self.report.warning(Code::WrongType, node.span, message, "taken as a string");
        self.report.push(found.help(format!("write `\"{written}\"`")));
    }

    /// Up to draft 4, and in OpenAPI 3.0, a flag.
    pub(super) fn exclusive_bound(&mut self, node: &Node, label: Label<'_>) {
        let is_flag = !self.dialect().has_boolean_schemas();
        if node.as_number().is_none() && is_flag {
            return self.boolean(node, label);
        }
        if is_flag {
            self.borrowed("number for", label.name, Label { span: node.span, ..label });
        }
        self.number(node, label);
    }

    pub(super) fn boolean(&mut self, node: &Node, label: Label<'_>) {
        if node.as_bool().is_none() {
            self.wrong_type(node, label, "a boolean");
        }
    }

    pub(super) fn number(&mut self, node: &Node, label: Label<'_>) {
        if node.as_number().is_none() {
            self.wrong_type(node, label, "a number");
        } else if decimal(node).is_none() {
            self.out_of_range(node, label, "has more than 37 digits, or an exponent beyond ±10,000");
        }
    }

    pub(super) fn count(&mut self, node: &Node, label: Label<'_>) {
        let Some(number) = decimal(node) else { return self.number(node, label) };
        if number < Decimal::ZERO {
            self.out_of_range(node, label, "must not be negative");
        } else if !number.is_integer() {
            self.out_of_range(node, label, "has to be an integer");
        } else if count(node).is_none() {
            self.out_of_range(node, label, "is beyond 18446744073709551615");
        }
    }

    pub(super) fn type_name(&mut self, node: &Node, label: Label<'_>) {
        if self.dialect() != Dialect::OpenApi30 {
            return self.type_names(node, label);
        }
        let Some(name) = node.as_str() else {
            if node.as_sequence().is_some() {
                self.borrowed("list of types for", "type", Label { span: node.span, ..label });
            }
            return self.type_names(node, label);
        };
        match name {
            "null" => self.borrowed("type", name, Label { span: node.span, ..label }),
            "file" => {
                let message = "`file` is no type";
                let expected = format!("expected one of {}", listed(super::TYPES));
                let error = self.report.error(Code::UnknownWord, node.span, message, &expected);
                self.report.push(error.help("write `type: string` and `format: binary`"));
            }
            _ if super::TYPES.contains(&name) => {}
            _ => {
                let message = format!("`{name}` is no type");
                let expected = format!("expected one of {}", listed(super::TYPES));
                let error = self.report.error(Code::UnknownWord, node.span, message, &expected);
                self.report.push_with_suggestion(error, name, super::TYPES.iter().copied());
            }
        }
    }

    pub(super) fn type_names(&mut self, node: &Node, label: Label<'_>) {
        let Some(names) = node.as_sequence() else { return self.word(ALL_TYPES, node, label) };
        if names.is_empty() {
            self.out_of_range(node, label, "has to name a type");
        }
        for name in names {
            if name.is_null() {
                let message = "a type is named by a string";
                let found = self.report.warning(Code::WrongType, name.span, message, "taken as `\"null\"`");
                self.report.push(found);
            } else {
                self.word(ALL_TYPES, name, label);
            }
        }
    }

    pub(super) fn word(&mut self, words: &[&str], node: &Node, label: Label<'_>) {
        let Some(word) = node.as_str() else { return self.wrong_type(node, label, "a string") };
        if word == QUERY_STRING && words.contains(&word) {
            let message = "a parameter that is the whole query came with OpenAPI 3.2, and is not read yet";
            return self.report.push(self.report.warning(Code::UnknownWord, node.span, message, "ignored"));
        }
        if words.contains(&word) {
            return;
        }
        let message = format!("`{word}` is not a value of `{}`", label.name);
        let words: Vec<&str> = words.iter().copied().filter(|word| *word != QUERY_STRING).collect();
        let expected = format!("expected one of {}", listed(&words));
        let error = self.report.error(Code::UnknownWord, node.span, message, &expected);
        self.report.push_with_suggestion(error, word, words.iter().copied());
    }
}
