//! The walk over a document by the table of shapes.
//!
//! It visits every object once, reports what is not as the table says, and hands on what it met. It does not follow
//! references; their targets are walked when [`references`](super::super::references) finds them in places the table
//! does not know. The tree's depth is bounded, and so is the recursion here.

use std::collections::HashMap;

use fineprint::contract::Decimal;

use super::super::report::Report;
use super::advice;
use super::mistakes::listed;
use super::scalar::{count, decimal, head, status};
use super::{Kind, Others, Presence, SCHEMA, Shape};
use crate::diagnostic::Code;
use crate::source::{Entry, Mapping, Node, Span, Value};

/// What the walk met.
#[derive(Default)]
pub(in crate::openapi30) struct Survey<'a> {
    /// Every object that is no reference, with its kind.
    objects: Vec<(&'static Shape, &'a Node)>,
    /// Every `$ref`, and every value of a discriminator's `mapping` that is one.
    pub(in crate::openapi30) references: Vec<FoundReference<'a>>,
    /// The kind of each object, by [`address`].
    kinds: HashMap<usize, &'static Shape>,
}

/// A reference, and the kind of object that it has to lead to.
#[derive(Clone, Copy)]
pub(in crate::openapi30) struct FoundReference<'a> {
    /// The object with the reference.
    pub(in crate::openapi30) holder: &'a Node,
    pub(in crate::openapi30) text: &'a str,
    pub(in crate::openapi30) span: Span,
    pub(in crate::openapi30) shape: &'static Shape,
}

/// What tells a node of the tree from all others.
pub(in crate::openapi30) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Survey<'a> {
    /// Every object of that kind, references apart.
    pub(in crate::openapi30) fn all(&self, kind: &'static Shape) -> impl Iterator<Item = &'a Node> {
        self.objects.iter().filter(move |(shape, _)| *shape == kind).map(|(_, node)| *node)
    }

    /// The kind of an object that the walk met.
    pub(in crate::openapi30) fn kind_of(&self, node: &Node) -> Option<&'static Shape> {
        self.kinds.get(&address(node)).copied()
    }
}

/// A value's name in messages, and the place to point at.
#[derive(Clone, Copy)]
pub(super) struct Label<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
}

/// The walk.
pub(in crate::openapi30) struct Walker<'a, 'r> {
    pub(in crate::openapi30) survey: Survey<'a>,
    pub(in crate::openapi30) report: &'r mut Report,
}

impl<'a> Walker<'a, '_> {
    /// Walks an object of that kind.
    pub(in crate::openapi30) fn object(&mut self, shape: &'static Shape, node: &'a Node) {
        self.shaped(shape, node, Label { name: shape.name, span: head(node) });
    }

    fn shaped(&mut self, shape: &'static Shape, node: &'a Node, label: Label<'_>) {
        let Some(mapping) = node.as_mapping() else {
            return self.wrong_type(node, label, &format!("an object ({})", shape.name));
        };
        if self.survey.kinds.insert(address(node), shape).is_some() {
            return;
        }
        let may_refer = shape.referable || shape.field("$ref").is_some();
        if let Some(entry) = mapping.entry("$ref").filter(|_| may_refer) {
            let Some(text) = entry.value.as_str() else {
                return self.wrong_type(
                    &entry.value,
                    Label { name: "$ref", span: entry.key_span },
                    "a string",
                );
            };
            let reference = FoundReference { holder: node, text, span: entry.value.span, shape };
            self.survey.references.push(reference);
            if shape.referable {
                return self.siblings(mapping, shape);
            }
        }
        self.survey.objects.push((shape, node));
        for entry in mapping {
            self.entry(shape, mapping, entry);
        }
        for field in shape.fields {
            let absent = mapping.get(field.name).is_none_or(Node::is_null);
            if absent && field.presence != Presence::Optional {
                self.missing(shape, field.name, field.presence, label);
            }
        }
    }

    fn entry(&mut self, shape: &'static Shape, object: &'a Mapping, entry: &'a Entry) {
        let key = entry.key.as_str();
        let label = Label { name: key, span: entry.key_span };
        if let Some(field) = shape.field(key) {
            return self.value(field.kind, &entry.value, label);
        }
        let extension = key.starts_with("x-");
        match shape.others {
            Others::Extensions | Others::Paths | Others::Statuses | Others::Expressions if extension => {
                return;
            }
            Others::Extensions => {}
            Others::Paths if key.starts_with('/') => {
                return self.shaped(&super::PATH_ITEM, &entry.value, label);
            }
            Others::Paths => {
                let message = format!("the path `{key}` does not start with a slash");
                let error = self.report.error(Code::InvalidPath, label.span, message, "not a path");
                return self.report.push(error.help(format!("write `/{key}`")));
            }
            Others::Statuses => return self.status(entry, label),
            Others::Expressions => return self.shaped(&super::PATH_ITEM, &entry.value, label),
        }
        let diagnostic = advice::unknown_field(self.report, shape, object, entry);
        self.report.push(diagnostic);
    }

    fn status(&mut self, entry: &'a Entry, label: Label<'_>) {
        if status(&entry.key).is_none() {
            let message = format!("`{}` is not a status", entry.key);
            let expected = "expected a status code such as `200`, a range such as `4XX`, or `default`";
            let error = self.report.error(Code::InvalidStatus, label.span, message, expected);
            self.report.push_with_suggestion(error, &entry.key, std::iter::once("default"));
        }
        self.shaped(&super::RESPONSE, &entry.value, label);
    }

    fn value(&mut self, kind: Kind, node: &'a Node, label: Label<'_>) {
        if node.is_null() && !matches!(kind, Kind::Any | Kind::Literal) {
            return self.null(label, "taken as absent");
        }
        match kind {
            Kind::Any => {}
            Kind::Literal => self.literal(node),
            Kind::Text => self.text(node, label),
            Kind::Boolean => {
                if node.as_bool().is_none() {
                    self.not_boolean(node, label);
                }
            }
            Kind::Number => self.number(node, label),
            Kind::PositiveNumber => {
                self.number(node, label);
                if decimal(node).is_some_and(|number| number <= Decimal::ZERO) {
                    self.out_of_range(node, label, "has to be above zero");
                }
            }
            Kind::Count => self.count(node, label),
            Kind::Type => self.type_name(node, label),
            Kind::SchemaName => self.schema_name(node, label),
            Kind::Words(words) => self.word(words, node, label),
            Kind::Object(shape) => self.shaped(shape, node, label),
            Kind::Map(kind) => self.map(*kind, node, label),
            Kind::Components(kind) => {
                self.component_names(node);
                self.map(*kind, node, label);
            }
            Kind::List(kind) => match node.as_sequence() {
                Some(items) => {
                    for item in items {
                        self.value(*kind, item, Label { name: label.name, span: head(item) });
                    }
                }
                None => self.wrong_type(node, label, "an array"),
            },
            Kind::BooleanOrSchema => {
                if node.as_bool().is_none() {
                    self.shaped(&SCHEMA, node, label);
                }
            }
        }
    }

    fn map(&mut self, kind: Kind, node: &'a Node, label: Label<'_>) {
        let Some(mapping) = node.as_mapping() else { return self.wrong_type(node, label, "an object") };
        for entry in mapping {
            // Named is described: without its name, `additionalProperties: false` would forbid the property.
            if label.name == "properties" && entry.value.is_null() {
                self.null(
                    Label { name: &entry.key, span: entry.key_span },
                    "taken as `{}`, which is any value",
                );
                continue;
            }
            if entry.key == "$ref" && entry.value.as_str().is_some() {
                self.misplaced_reference(entry, label);
                continue;
            }
            // Some generators put extensions among the entries; no component and no header has such a value.
            let extension = entry.key.starts_with("x-") && entry.value.as_mapping().is_none();
            if !(extension && matches!(kind, Kind::Object(_))) {
                self.value(kind, &entry.value, Label { name: &entry.key, span: entry.key_span });
            }
        }
    }

    /// A reference stands for an object of the specification, not for a map of them or a string.
    pub(super) fn misplaced_reference(&mut self, entry: &Entry, label: Label<'_>) {
        let local = entry.value.as_str().is_some_and(|text| text.starts_with('#'));
        let code = if local { Code::ReferenceKind } else { Code::ExternalReference };
        let message = format!("`{}` must not be a reference", label.name);
        self.report.push(self.report.error(code, entry.key_span, message, "no reference may stand here"));
    }

    fn component_names(&mut self, node: &Node) {
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
    fn literal(&mut self, node: &'a Node) {
        match &node.value {
            Value::Null | Value::Bool(_) | Value::String(_) => {}
            Value::Number(_) => self.number(node, Label { name: "the number", span: node.span }),
            Value::Sequence(items) => items.iter().for_each(|item| self.literal(item)),
            Value::Mapping(mapping) => mapping.iter().for_each(|entry| self.literal(&entry.value)),
        }
    }

    fn text(&mut self, node: &Node, label: Label<'_>) {
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

    fn not_boolean(&mut self, node: &Node, label: Label<'_>) {
        if let (Some(number), Some(base)) = (node.as_number(), label.name.strip_prefix("exclusive")) {
            let mut bound = base.to_owned();
            bound.get_mut(..1).map(str::make_ascii_lowercase);
            let message = format!("`{}` is a number, as in OpenAPI 3.1", label.name);
            let error = self.report.error(Code::UnsupportedKeyword, node.span, message, "expected a boolean");
            let help = format!("write `{bound}: {number}` and `{}: true`", label.name);
            return self.report.push(error.help(help));
        }
        self.wrong_type(node, label, "a boolean");
    }

    fn number(&mut self, node: &Node, label: Label<'_>) {
        if node.as_number().is_none() {
            self.wrong_type(node, label, "a number");
        } else if decimal(node).is_none() {
            self.out_of_range(node, label, "has more than 37 digits, or an exponent beyond ±10,000");
        }
    }

    fn count(&mut self, node: &Node, label: Label<'_>) {
        let Some(number) = decimal(node) else { return self.number(node, label) };
        if number < Decimal::ZERO {
            self.out_of_range(node, label, "must not be negative");
        } else if !number.is_integer() {
            self.out_of_range(node, label, "has to be an integer");
        } else if count(node).is_none() {
            self.out_of_range(node, label, "is beyond 18446744073709551615");
        }
    }

    fn type_name(&mut self, node: &Node, label: Label<'_>) {
        let Some(name) = node.as_str() else {
            let Some(types) = node.as_sequence() else { return self.wrong_type(node, label, "a string") };
            let message = "OpenAPI 3.0 has no lists of types; they came with 3.1";
            let error = self.report.error(
                Code::UnsupportedKeyword,
                node.span,
                message,
                "expected the name of one type",
            );
            let with_null = types.iter().any(|ty| ty.as_str() == Some("null"));
            return self.report.push(error.help(if with_null && types.len() == 2 {
                "write the other type alone, and `nullable: true` beside it"
            } else {
                "write an `anyOf` with a schema for each type"
            }));
        };
        if super::TYPES.contains(&name) {
            return;
        }
        let message = format!("`{name}` is no type");
        let expected = format!("expected one of {}", listed(super::TYPES));
        let error = self.report.error(Code::UnknownWord, node.span, message, &expected);
        match name {
            "null" => self.report.push(error.help("OpenAPI 3.0 says `nullable: true` beside another type")),
            "file" => self.report.push(error.help("write `type: string` and `format: binary`")),
            _ => self.report.push_with_suggestion(error, name, super::TYPES.iter().copied()),
        }
    }

    fn schema_name(&mut self, node: &'a Node, label: Label<'_>) {
        match node.as_str() {
            Some(text) => {
                let reference = FoundReference { holder: node, text, span: node.span, shape: &SCHEMA };
                self.survey.references.push(reference);
            }
            None => self.wrong_type(node, label, "a string"),
        }
    }

    fn word(&mut self, words: &[&str], node: &Node, label: Label<'_>) {
        let Some(word) = node.as_str() else { return self.wrong_type(node, label, "a string") };
        if words.contains(&word) {
            return;
        }
        let message = format!("`{word}` is not a value of `{}`", label.name);
        let expected = format!("expected one of {}", listed(words));
        let error = self.report.error(Code::UnknownWord, node.span, message, &expected);
        self.report.push_with_suggestion(error, word, words.iter().copied());
    }
}
