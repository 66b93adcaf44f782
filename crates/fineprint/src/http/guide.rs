//! What a contract says of the types of a value that is written as plain text, so that `12` can be read as what it is meant to
//! be. It only guides the reader: whether the value is valid is the engine's business.

use smallvec::SmallVec;

use crate::contract::{Constraint, Contract, Literal, Members, Schema, Type, TypeSet};
use crate::pattern::Match;

/// How many schemas are looked at for one value. Contracts that go on beyond guide nobody.
const MOST_SCHEMAS: usize = 256;

/// The schemas that may have something to say of a value.
#[derive(Clone)]
pub(super) struct Guide<'c> {
    contract: &'c Contract,
    /// Those that all hold for it; what they refer to and are composed of is looked up when it is needed.
    schemas: SmallVec<[&'c Schema; 4]>,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As one text.
    Scalar,
    /// As several texts.
    Array,
    /// As several texts with names.
    Object,
}

impl<'c> Guide<'c> {
    pub(super) fn new(contract: &'c Contract, schema: &'c Schema) -> Self {
        Self { contract, schemas: SmallVec::from_slice(&[schema]) }
    }

    /// The types that the value may have.
    pub(super) fn types(&self) -> TypeSet {
        let mut budget = MOST_SCHEMAS;
        let each = self.schemas.iter().map(|schema| types(self.contract, schema, &mut budget));
        each.fold(TypeSet::ANY, TypeSet::and)
    }

    /// The shape that these types have; of several, that of a scalar where there is one.
    pub(super) fn shape(&self) -> Shape {
        let types = self.types();
        let is_scalar =
            [Type::Boolean, Type::Integer, Type::Number, Type::String].into_iter().any(|ty| types.admits(ty));
        if is_scalar && types != TypeSet::ANY {
            return Shape::Scalar;
        }
        match (types.admits(Type::Array), types.admits(Type::Object)) {
            (true, true) if self.any(|it| matches!(it, Constraint::Members(_))) => Shape::Object,
            (true, true) if self.any(|it| matches!(it, Constraint::Items(_) | Constraint::Tuple(_))) => {
                Shape::Array
            }
            (true, true) | (false, false) => Shape::Scalar,
            (true, false) => Shape::Array,
            (false, true) => Shape::Object,
        }
    }

    /// Whether the contract says nothing of its type.
    pub(super) fn any_type(&self) -> bool {
        self.types() == TypeSet::ANY
    }

    /// What holds for the item at that index.
    pub(super) fn item(&self, index: usize) -> Self {
        self.below(|constraint, found| {
            if let Constraint::Items(items) = constraint {
                found.push(items);
            } else if let Constraint::Tuple(tuple) = constraint {
                found.extend(tuple.prefix.get(index).or_else(|| tuple.rest.schema()));
            }
        })
    }

    /// What holds for the property of that name.
    pub(super) fn property(&self, name: &str) -> Self {
        self.below(|constraint, found| {
            if let Constraint::Members(members) = constraint {
                found.extend(of_property(members, name));
            }
        })
    }

    /// The properties that the contract names, each once.
    pub(super) fn properties(&self) -> Vec<&'c str> {
        let mut names = Vec::new();
        self.walk(|constraint| {
            if let Constraint::Members(members) = constraint {
                names.extend(members.entries.iter().map(|member| &*member.name));
            }
        });
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the contract says what properties are that it does not name.
    pub(super) fn describes_others(&self) -> bool {
        let is_open = |it: &Members| it.additional.schema().is_some() || !it.patterns.is_empty();
        self.any(|constraint| matches!(constraint, Constraint::Members(members) if is_open(members)))
    }

    /// Whether a keyword stands in one of the schemas.
    pub(super) fn any(&self, mut is_meant: impl FnMut(&'c Constraint) -> bool) -> bool {
        let mut found = false;
        self.walk(|constraint| found |= is_meant(constraint));
        found
    }

    fn below(&self, mut collect: impl FnMut(&'c Constraint, &mut SmallVec<[&'c Schema; 4]>)) -> Self {
        let mut schemas = SmallVec::new();
        self.walk(|constraint| collect(constraint, &mut schemas));
        Self { contract: self.contract, schemas }
    }

    /// Every keyword of the schemas, of what they refer to and of what they are composed of.
    fn walk(&self, mut visit: impl FnMut(&'c Constraint)) {
        let mut waiting: Vec<&'c Schema> = self.schemas.to_vec();
        let mut budget = MOST_SCHEMAS;
        while let Some(schema) = waiting.pop() {
            let Some(left) = budget.checked_sub(1) else { return };
            budget = left;
            for constraint in schema.constraints.iter() {
                visit(constraint);
                if let Constraint::Ref(id) = constraint {
                    waiting.extend(self.contract.component_at(*id));
                } else if is_composition(constraint) {
                    waiting.extend(constraint.schemas());
                }
            }
        }
    }
}

/// What `properties`, `patternProperties` and `additionalProperties` say of a property.
fn of_property<'c>(members: &'c Members, name: &str) -> impl Iterator<Item = &'c Schema> {
    let named = members.lookup.find(&members.entries, name).and_then(|index| members.entries.get(index));
    let matched: Vec<&Schema> = members
        .patterns
        .iter()
        .filter(|(pattern, _)| pattern.find_in(name) == Match::Yes)
        .map(|(_, schema)| schema)
        .collect();
    let other = (named.is_none() && matched.is_empty()).then(|| members.additional.schema()).flatten();
    named.and_then(|member| member.schema.as_ref()).into_iter().chain(matched).chain(other)
}

/// The types that a schema admits, as far as its keywords say so.
fn types(contract: &Contract, schema: &Schema, budget: &mut usize) -> TypeSet {
    let Some(left) = budget.checked_sub(1) else { return TypeSet::ANY };
    *budget = left;
    let mut admitted = TypeSet::ANY;
    for constraint in schema.constraints.iter() {
        let these = if let Constraint::Type(types) = constraint {
            *types
        } else if let Constraint::Enum(values) = constraint {
            values.iter().map(type_of).fold(TypeSet::NONE, TypeSet::or)
        } else if let Constraint::Const(value) = constraint {
            type_of(value)
        } else if let Constraint::Ref(id) = constraint {
            contract.component_at(*id).map_or(TypeSet::ANY, |schema| types(contract, schema, budget))
        } else if let Constraint::AllOf(branches) = constraint {
            branches.iter().map(|it| types(contract, it, budget)).fold(TypeSet::ANY, TypeSet::and)
        } else if let Constraint::AnyOf(union) | Constraint::OneOf(union) = constraint {
            union.branches.iter().map(|it| types(contract, it, budget)).fold(TypeSet::NONE, TypeSet::or)
        } else {
            TypeSet::ANY
        };
        admitted = admitted.and(these);
    }
    let is_nullable = schema.constraints.iter().any(|constraint| matches!(constraint, Constraint::Nullable));
    if is_nullable { admitted.or(TypeSet::NULL) } else { admitted }
}

/// Whether the schemas within the keyword speak of the same value.
fn is_composition(constraint: &Constraint) -> bool {
    matches!(
        constraint,
        Constraint::AllOf(_) | Constraint::AnyOf(_) | Constraint::OneOf(_) | Constraint::If(_)
    )
}

fn type_of(literal: &Literal) -> TypeSet {
    match literal {
        Literal::Null => TypeSet::NULL,
        Literal::Boolean(_) => TypeSet::BOOLEAN,
        Literal::Number(_) => TypeSet::NUMBER,
        Literal::String(_) => TypeSet::STRING,
        Literal::Array(_) => TypeSet::ARRAY,
        Literal::Object(_) => TypeSet::OBJECT,
    }
}
