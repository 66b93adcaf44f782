//! What a glance tells of a schema for values of one kind: mostly that none of them meets it, so that no function has to say so.

use fineprint::contract::{Constraint, Contract, Literal, Schema, Union};

use super::function::{component, types, wants_integer};
use super::kind::Kind;

/// So many schemas are looked at.
const BUDGET: usize = 64;

/// Whether every value of that kind meets the schema, or none; nothing where it depends on the value, or is not told by a glance.
pub(super) fn glance(contract: &Contract, schema: &Schema, kind: Kind) -> Option<bool> {
    Glance { contract, kind, budget: BUDGET }.at(schema)
}

struct Glance<'c> {
    contract: &'c Contract,
    kind: Kind,
    budget: usize,
}

impl Glance<'_> {
    fn at(&mut self, schema: &Schema) -> Option<bool> {
        self.budget = self.budget.checked_sub(1)?;
        if self.kind == Kind::Null && schema.constraints().contains(&Constraint::Nullable) {
            return Some(true);
        }
        let types = types(schema);
        if !self.kind.is_admitted(types) {
            return Some(false);
        }
        let mut is_met = (self.kind != Kind::Number || !wants_integer(types)).then_some(true);
        for constraint in schema.constraints() {
            match self.constraint(constraint) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => is_met = None,
            }
        }
        is_met
    }

    fn constraint(&mut self, constraint: &Constraint) -> Option<bool> {
        match constraint {
            Constraint::Nullable | Constraint::Type(_) => Some(true),
            Constraint::Never => Some(false),
            Constraint::Enum(literals) => self.among(literals),
            Constraint::Const(literal) => self.among(std::slice::from_ref(literal)),
            Constraint::Ref(id) => self.at(component(self.contract, *id)?),
            Constraint::AllOf(branches) => {
                let mut is_met = Some(true);
                for branch in branches.iter() {
                    match self.at(branch) {
                        Some(true) => {}
                        Some(false) => return Some(false),
                        None => is_met = None,
                    }
                }
                is_met
            }
            Constraint::AnyOf(union) => self.union(union).map(|met| met > 0),
            Constraint::OneOf(union) => self.union(union).map(|met| met == 1),
            Constraint::Not(schema) => self.at(schema).map(|is_met| !is_met),
            Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Format(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Temporal(_)
            | Constraint::Pattern(_) => {
                (self.kind != Kind::String && self.kind != Kind::Number).then_some(true)
            }
            Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_) => (self.kind != Kind::Number).then_some(true),
            Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_) => (self.kind != Kind::Array).then_some(true),
            Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Members(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_) => (self.kind != Kind::Object).then_some(true),
            Constraint::If(_) => None,
        }
    }

    /// Whether one of the literals may be a value of the kind.
    fn among(&self, literals: &[Literal]) -> Option<bool> {
        let of_kind = |literal: &Literal| match literal {
            Literal::Null => self.kind == Kind::Null,
            Literal::Boolean(_) => self.kind == Kind::Boolean,
            Literal::Number(_) => self.kind == Kind::Number,
            Literal::String(_) => self.kind == Kind::String,
            Literal::Array(_) => self.kind == Kind::Array,
            Literal::Object(_) => self.kind == Kind::Object,
        };
        match literals.iter().any(of_kind) {
            true if self.kind == Kind::Null => Some(true),
            true => None,
            false => Some(false),
        }
    }

    /// How many branches are met.
    fn union(&mut self, union: &Union) -> Option<usize> {
        let named: Vec<u32> = match &union.discriminator {
            Some(_) if self.kind == Kind::Object => return None,
            Some(discriminator) => discriminator.mapping.iter().map(|(_, number)| *number).collect(),
            None => Vec::new(),
        };
        let mut met = 0;
        for (branch, number) in union.branches.iter().zip(0..) {
            met += usize::from(!named.contains(&number) && self.at(branch)?);
        }
        Some(met)
    }
}
