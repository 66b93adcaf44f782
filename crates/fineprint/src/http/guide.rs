//! What a contract says of the types of a value that is written as plain text, so that `12` can be read as what it is meant to
//! be. It only guides the reader: whether the value is valid is the engine's business.

use serde_json::Value;
use smallvec::SmallVec;

use crate::check::Options;
use crate::contract::{Constraint, Contract, Literal, Members, Schema, Type, TypeSet};
use crate::engine;
use crate::pattern::Match;

/// How many schemas are looked at for one value. Contracts that go on beyond guide nobody.
const MOST_SCHEMAS: usize = 256;

type Schemas<'c> = SmallVec<[&'c Schema; 4]>;

/// The schemas that may have something to say of a value. What they refer to and are composed of is looked up when it is needed.
#[derive(Clone)]
pub(super) struct Guide<'c> {
    contract: &'c Contract,
    options: &'c Options,
    /// Those that all hold for it.
    all: Schemas<'c>,
    /// Those of which one or another holds: they stand in branches of unions.
    any: Schemas<'c>,
    /// The types that the value may have.
    types: TypeSet,
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
    pub(super) fn new(contract: &'c Contract, options: &'c Options, schema: &'c Schema) -> Self {
        Self::of(contract, options, SmallVec::from_slice(&[schema]), SmallVec::new())
    }

    fn of(contract: &'c Contract, options: &'c Options, all: Schemas<'c>, any: Schemas<'c>) -> Self {
        let mut budget = MOST_SCHEMAS;
        let mut of = |schema: &&Schema| types(contract, schema, &mut budget);
        let mut admitted = all.iter().map(&mut of).fold(TypeSet::ANY, TypeSet::and);
        if !any.is_empty() {
            admitted = admitted.and(any.iter().map(of).fold(TypeSet::NONE, TypeSet::or));
        }
        Self { contract, options, all, any, types: admitted }
    }

    /// The types that the value may have.
    pub(super) const fn types(&self) -> TypeSet {
        self.types
    }

    /// Whether the contract says nothing of its type.
    pub(super) fn is_open(&self) -> bool {
        self.types == TypeSet::ANY
    }

    /// The shape that these types have; of several, that of a scalar where there is one.
    pub(super) fn shape(&self) -> Shape {
        let types = self.types;
        let scalars = [Type::Boolean, Type::Integer, Type::Number, Type::String];
        if types != TypeSet::ANY && scalars.into_iter().any(|ty| types.admits(ty)) {
            return Shape::Scalar;
        }
        match (types.admits(Type::Array), types.admits(Type::Object)) {
            (true, true) if self.says(|it| matches!(it, Constraint::Members(_))) => Shape::Object,
            (true, true) if self.says(|it| matches!(it, Constraint::Items(_) | Constraint::Tuple(_))) => {
                Shape::Array
            }
            (true, true) | (false, false) => Shape::Scalar,
            (true, false) => Shape::Array,
            (false, true) => Shape::Object,
        }
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

    /// The properties that the contract names, sorted, each once.
    pub(super) fn properties(&self) -> Vec<&'c str> {
        let mut names = Vec::new();
        self.walk(|constraint, _| {
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
        self.says(|constraint| matches!(constraint, Constraint::Members(members) if is_open(members)))
    }

    /// Whether some keyword of the schemas, and of what they consist of, is such a one.
    pub(super) fn says(&self, mut is_meant: impl FnMut(&'c Constraint) -> bool) -> bool {
        let mut found = false;
        self.walk(|constraint, _| found |= is_meant(constraint));
        found
    }

    /// Which of two values of the same text is meant: the one that meets more of the schemas, and of equals the first.
    pub(super) fn choose(&self, first: Value, second: Value) -> Value {
        let met = |value: &Value| {
            let schemas = self.all.iter().chain(&self.any);
            schemas.filter(|schema| engine::is_met(self.contract, self.options, schema, value)).count()
        };
        if met(&second) > met(&first) { second } else { first }
    }

    fn below(&self, mut collect: impl FnMut(&'c Constraint, &mut Schemas<'c>)) -> Self {
        let (mut all, mut any) = (Schemas::new(), Schemas::new());
        self.walk(|constraint, is_alternative| {
            collect(constraint, if is_alternative { &mut any } else { &mut all });
        });
        Self::of(self.contract, self.options, all, any)
    }

    /// Every keyword of the schemas, of what they refer to and of what they are composed of, and whether it stands in a branch
    /// that need not hold.
    fn walk(&self, mut visit: impl FnMut(&'c Constraint, bool)) {
        let all = self.all.iter().map(|schema| (*schema, false));
        let mut waiting: Vec<(&'c Schema, bool)> =
            all.chain(self.any.iter().map(|schema| (*schema, true))).collect();
        let mut budget = MOST_SCHEMAS;
        while let Some((schema, is_alternative)) = waiting.pop() {
            let Some(left) = budget.checked_sub(1) else { return };
            budget = left;
            for constraint in schema.constraints() {
                visit(constraint, is_alternative);
                if let Constraint::Ref(id) = constraint {
                    waiting.extend(self.contract.component_at(*id).map(|schema| (schema, is_alternative)));
                } else if let Constraint::AllOf(branches) = constraint {
                    waiting.extend(branches.iter().map(|branch| (branch, is_alternative)));
                } else if let Constraint::AnyOf(union) | Constraint::OneOf(union) = constraint {
                    waiting.extend(union.branches.iter().map(|branch| (branch, true)));
                } else if let Constraint::If(conditional) = constraint {
                    let branches = conditional.then.iter().chain(&conditional.otherwise);
                    waiting.extend(branches.map(|branch| (branch, true)));
                }
            }
        }
    }
}

/// What `properties`, `patternProperties` and `additionalProperties` say of a property.
fn of_property<'c>(members: &'c Members, name: &str) -> impl Iterator<Item = &'c Schema> {
    let named = members.find(name).and_then(|index| members.entries.get(index));
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
    for constraint in schema.constraints() {
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
    let is_nullable = schema.summary().is_nullable();
    if is_nullable { admitted.or(TypeSet::NULL) } else { admitted }
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
