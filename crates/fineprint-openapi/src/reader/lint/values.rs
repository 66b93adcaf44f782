//! Values in the document against the schemas that they stand in: defaults, members of `enum`, and examples.
//!
//! Judged by the engine that judges payloads, on the compiled contract. Warnings all of them: the contract says what it
//! says with or without such a value, and about one real document in twenty-five has one.

use std::collections::HashSet;

use fineprint::check::{Checker, Direction, Part};
use fineprint::contract::{
    Constraint, Contract, Keyword, MediaType, Operation, Parameter, ParameterValue, Schema,
};
use fineprint::report::Violation;

use super::super::references::References;
use super::super::report::Report;
use super::budget::Budget;
use crate::diagnostic::Code;
use crate::files::Files;
use crate::source::{Node, Span};

/// How many members of one `enum` are looked at: each is looked up in the whole list.
const LONGEST_ENUM: usize = 300;

/// Looks at every value in the document.
pub(in crate::reader) fn check<'a>(
    files: &'a Files<'a>,
    contract: &Contract,
    references: &References<'a>,
    report: &mut Report<'a>,
) {
    let budget = Budget::new(contract);
    let mut values = Values { files, contract, references, budget, seen: HashSet::new(), report };
    contract.components.iter().for_each(|component| values.schema(component));
    contract.operations.iter().for_each(|operation| values.operation(operation));
    if values.budget.is_spent() {
        let message = "the document has more values than are judged by their schemas";
        let note = report.note(Code::TooLarge, Span::new(0, 0), message, "");
        report.push(note.help("defaults, examples and values of `enum` further down were not looked at"));
    }
}

/// What is judged.
struct Subject {
    code: Code,
    name: &'static str,
    /// The reference that leads to it, if it stands among the components.
    shared: Option<Span>,
}

const DEFAULT: Subject = Subject { code: Code::InvalidDefault, name: "the default", shared: None };
const ENUM_VALUE: Subject =
    Subject { code: Code::InvalidEnumValue, name: "this value of `enum`", shared: None };
const CONSTANT: Subject = Subject { code: Code::InvalidEnumValue, name: "the `const`", shared: None };
const EXAMPLE: Subject = Subject { code: Code::InvalidExample, name: "the example", shared: None };

struct Values<'a, 'c, 'r> {
    files: &'a Files<'a>,
    contract: &'c Contract,
    references: &'r References<'a>,
    budget: Budget<'c>,
    /// The pointers of what was looked at: an object that many refer to is looked at once.
    seen: HashSet<&'c str>,
    report: &'r mut Report<'a>,
}

/// How a schema's instance does not meet it, read-only and write-only properties and the present time apart.
fn violations(contract: &Contract, schema: &Schema, value: &Node) -> Vec<Violation> {
    let checker = Checker::new(contract, schema, Part::Instance, Direction::Response);
    let report = checker.check_value(&value.to_json());
    let counts =
        |violation: &&Violation| !matches!(violation.keyword(), Keyword::WriteOnly | Keyword::Temporal);
    report.violations().iter().filter(counts).cloned().collect()
}

impl<'a, 'c> Values<'a, 'c, '_> {
    fn operation(&mut self, operation: &'c Operation) {
        operation.parameters.iter().for_each(|parameter| self.parameter(parameter));
        let body = operation.request_body.iter().flat_map(|body| body.content.iter());
        let responses = operation.responses.iter();
        body.chain(responses.clone().flat_map(|response| response.content.iter()))
            .for_each(|media| self.media_type(media));
        responses.flat_map(|response| response.headers.iter()).for_each(|header| self.parameter(header));
    }

    fn parameter(&mut self, parameter: &'c Parameter) {
        match &parameter.value {
            ParameterValue::Styled { schema, .. } => {
                self.examples(&parameter.pointer, schema);
                self.schema(schema);
            }
            ParameterValue::Content(media) => self.media_type(media),
        }
    }

    fn media_type(&mut self, media: &'c MediaType) {
        let Some(schema) = &media.schema else { return };
        // Examples of other media types are written as text (section 4.7.14.1, `example`).
        if media.range.contains("json") {
            self.examples(&media.pointer, schema);
        }
        self.schema(schema);
    }

    /// The `example` and `examples` beside a schema.
    fn examples(&mut self, pointer: &'c str, schema: &'c Schema) {
        let Some(node) = self.node(pointer) else { return };
        if let Some(example) = node.get("example") {
            self.judge(&EXAMPLE, schema, example);
        }
        for entry in node.get("examples").and_then(Node::as_mapping).into_iter().flatten() {
            let named = self.references.follow_node(&entry.value);
            if let Some(example) = named.and_then(|named| named.get("value")) {
                let shared = entry.value.get("$ref").map(|reference| reference.span);
                self.judge(&Subject { shared, ..EXAMPLE }, schema, example);
            }
        }
    }

    fn node(&mut self, pointer: &'c str) -> Option<&'a Node> {
        if self.seen.insert(pointer) { self.files.at(pointer) } else { None }
    }

    fn schema(&mut self, schema: &'c Schema) {
        let Some(node) = self.node(&schema.pointer) else { return };
        if node.get("$ref").is_none() {
            self.values(schema, node);
        }
        for below in schema.constraints().iter().flat_map(Constraint::schemas) {
            self.schema(below);
        }
    }

    fn values(&mut self, schema: &'c Schema, node: &'a Node) {
        if let Some(example) = node.get("example") {
            self.judge(&EXAMPLE, schema, example);
        }
        let examples = node.get("examples").and_then(Node::as_sequence).unwrap_or_default();
        for example in examples.iter().take(LONGEST_ENUM) {
            self.judge(&EXAMPLE, schema, example);
        }
        if let Some(default) = node.get("default") {
            self.judge(&DEFAULT, schema, default);
        }
        if let Some(constant) = node.get("const") {
            self.judge(&CONSTANT, schema, constant);
        }
        let values = node.get("enum").and_then(Node::as_sequence).unwrap_or_default();
        for value in values.iter().take(LONGEST_ENUM) {
            self.judge(&ENUM_VALUE, schema, value);
        }
    }

    /// Reports the first thing that is wrong with a value.
    fn judge(&mut self, subject: &Subject, schema: &Schema, value: &Node) {
        if self.budget.is_spent() || !self.budget.spend(schema, value) {
            return;
        }
        let found = violations(self.contract, schema, value);
        let Some(first) = found.first() else { return };
        let span = match first.pointer() {
            "" => value.span,
            pointer => value.at(pointer).map_or(value.span, |inner| inner.span),
        };
        let message = format!("{} does not meet `{}` of its own schema", subject.name, first.keyword());
        let found = self.report.warning(subject.code, span, message, &first.message());
        self.report.push(match subject.shared {
            Some(span) => self.report.also(found, span, "used here"),
            None => found,
        });
    }
}
