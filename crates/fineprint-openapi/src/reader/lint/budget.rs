//! How much work the checks of a document's own values may be.
//!
//! A short document can ask for long ones: thousands of defaults of a schema with thousands of literals. What a check costs
//! is counted before it is made, by a walk over schema and value like that of the engine; nothing is judged here.

use fineprint::contract::{Constraint, Contract, Schema};

use crate::source::{Mapping, Node, Value};

/// The steps of all checks: far beyond what real documents need, and a matter of seconds.
const STEPS: usize = 5_000_000;

/// How deep schemas are followed for one value. Deeper are only those that lead back to themselves.
const DEEPEST: usize = 512;

/// So many bytes of a text are one step.
const BYTES: usize = 32;

/// What is left.
pub(super) struct Budget<'c> {
    contract: &'c Contract,
    left: usize,
}

impl<'c> Budget<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self { contract, left: STEPS }
    }

    /// Whether it is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Takes what the check of that value costs; whether there was enough left.
    pub(super) fn spend(&mut self, schema: &Schema, value: &Node) -> bool {
        self.value(value);
        self.schema(schema, value, 0);
        !self.is_spent()
    }

    fn take(&mut self, steps: usize) {
        self.left = self.left.saturating_sub(steps);
    }

    fn value(&mut self, value: &Node) {
        self.take(1);
        match &value.value {
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
            Value::String(text) => self.take(text.len() / BYTES),
            Value::Sequence(items) => items.iter().for_each(|item| self.value(item)),
            Value::Mapping(members) => members.iter().for_each(|entry| self.value(&entry.value)),
        }
    }

    fn schema(&mut self, schema: &Schema, value: &Node, depth: usize) {
        self.take(1);
        if depth < DEEPEST && !self.is_spent() {
            schema.constraints().iter().for_each(|constraint| self.constraint(constraint, value, depth + 1));
        }
    }

    fn constraint(&mut self, constraint: &Constraint, value: &Node, depth: usize) {
        self.take(1);
        match constraint {
            Constraint::Enum(literals) => self.take(literals.len()),
            Constraint::Ref(id) => {
                if let Some(target) = self.contract.components.get(id.0 as usize) {
                    self.schema(target, value, depth);
                }
            }
            Constraint::Members(members) => {
                self.take(members.entries.len());
                for entry in members.entries.iter() {
                    if let (Some(schema), Some(value)) = (&entry.schema, value.get(&entry.name)) {
                        self.schema(schema, value, depth);
                    }
                }
                let others = members.patterns.iter().map(|(_, schema)| schema);
                for schema in others.chain(members.additional.schema()) {
                    self.each_member(schema, value, depth);
                }
            }
            Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_) => {
                for schema in constraint.schemas() {
                    self.each_item(schema, value, depth);
                }
            }
            Constraint::UnevaluatedProperties(additional) => {
                if let Some(schema) = additional.schema() {
                    self.each_member(schema, value, depth);
                }
            }
            Constraint::AllOf(_)
            | Constraint::AnyOf(_)
            | Constraint::OneOf(_)
            | Constraint::Not(_)
            | Constraint::If(_)
            | Constraint::DependentSchemas(_) => {
                constraint.schemas().into_iter().for_each(|schema| self.schema(schema, value, depth));
            }
            Constraint::PropertyNames(schema) => {
                let names = value.as_mapping().map_or(0, Mapping::len);
                self.take(names.saturating_mul(schema.constraints().len()));
            }
            Constraint::DependentRequired(rows) => self.take(rows.len()),
            Constraint::Nullable
            | Constraint::Never
            | Constraint::Type(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Format(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Temporal(_)
            | Constraint::Const(_)
            | Constraint::Pattern(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_) => {}
        }
    }

    fn each_item(&mut self, schema: &Schema, value: &Node, depth: usize) {
        value.as_sequence().unwrap_or_default().iter().for_each(|item| self.schema(schema, item, depth));
    }

    fn each_member(&mut self, schema: &Schema, value: &Node, depth: usize) {
        let members = value.as_mapping().into_iter().flatten();
        members.for_each(|entry| self.schema(schema, &entry.value, depth));
    }
}
