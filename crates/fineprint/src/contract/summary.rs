//! What a glance at a schema tells: which types it admits, and of which types anything else is said.
//!
//! It is worked out once, when the tables are made (of frozen ones, by the compiler), so that the engine need not go through all
//! constraints to learn that none of them matters. It says nothing that the constraints do not say.

use super::{Constraint, Hold, Literal, Type, TypeSet};

/// The summary of a schema's own constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// What the keyword `type` admits; every type, without it.
    types: TypeSet,
    /// The types of which another constraint says something.
    spoken_of: TypeSet,
    /// Of arrays and objects, those that a constraint must see as a whole.
    needs_whole: TypeSet,
    /// Of arrays and objects, those that a constraint may refuse for themselves, whatever their parts are.
    refusable: TypeSet,
    nullable: bool,
    brings_in_others: bool,
    /// How many constraints stand first of which the summary tells everything.
    told: u8,
    lengths: Lengths,
}

/// What `minLength` and `maxLength` say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lengths {
    /// So many bytes do not have too few characters.
    enough: u32,
    /// So many bytes do not have too many characters.
    few: u32,
    /// Whether nothing else but `type` is said of strings.
    are_all: bool,
}

impl Summary {
    /// The summary of a schema that states nothing.
    const NOTHING: Self = Self {
        types: TypeSet::ANY,
        spoken_of: TypeSet::NONE,
        needs_whole: TypeSet::NONE,
        refusable: TypeSet::NONE,
        nullable: false,
        brings_in_others: false,
        told: 0,
        lengths: Lengths { enough: 0, few: u32::MAX, are_all: true },
    };

    /// The summary of these constraints.
    pub(super) const fn of(constraints: &[Constraint]) -> Self {
        let mut summary = Self::NOTHING;
        let mut rest = constraints;
        while let [constraint, others @ ..] = rest {
            summary = summary.with(constraint);
            rest = others;
        }
        summary.told = match constraints {
            [Constraint::Nullable, Constraint::Type(_), ..] => 2,
            [Constraint::Nullable | Constraint::Type(_), ..] => 1,
            _ => 0,
        };
        summary
    }

    const fn with(mut self, constraint: &Constraint) -> Self {
        let both = TypeSet::ARRAY.or(TypeSet::OBJECT);
        let none = TypeSet::NONE;
        // Of which types it speaks, which of them it must see as a whole, and which it may refuse for themselves.
        let (spoken_of, needs_whole, refusable) = match constraint {
            Constraint::Nullable => {
                self.nullable = true;
                (none, none, none)
            }
            Constraint::Type(types) => {
                self.types = self.types.and(*types);
                (none, none, none)
            }
            Constraint::Never => (TypeSet::ANY, none, both),
            Constraint::MinLength(limit) => {
                self.lengths = self.lengths.at_least(*limit);
                (TypeSet::STRING, none, none)
            }
            Constraint::MaxLength(limit) => {
                self.lengths = self.lengths.at_most(*limit);
                (TypeSet::STRING, none, none)
            }
            Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Temporal(_)
            | Constraint::Pattern(_) => (TypeSet::STRING, none, none),
            // A caller may give a format of numbers a meaning for strings.
            Constraint::Format(format) if format.applies_to_numbers() => {
                (TypeSet::STRING.or(TypeSet::NUMBER), none, none)
            }
            Constraint::Format(_) => (TypeSet::STRING, none, none),
            Constraint::Enum(Hold::Frozen(literals)) => (TypeSet::ANY, composites(literals), both),
            Constraint::Enum(Hold::Loaded(literals)) => (TypeSet::ANY, composites(literals), both),
            Constraint::Const(Hold::Frozen(literal)) => (TypeSet::ANY, composite(literal), both),
            Constraint::Const(Hold::Loaded(literal)) => (TypeSet::ANY, composite(literal), both),
            Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_) => (TypeSet::NUMBER, none, none),
            Constraint::MinItems(_) | Constraint::MaxItems(_) | Constraint::Tuple(_) => {
                (TypeSet::ARRAY, none, TypeSet::ARRAY)
            }
            Constraint::Items(_) => (TypeSet::ARRAY, none, none),
            Constraint::UniqueItems | Constraint::Contains(_) | Constraint::UnevaluatedItems(_) => {
                (TypeSet::ARRAY, TypeSet::ARRAY, none)
            }
            Constraint::MinProperties(_) | Constraint::MaxProperties(_) => {
                (TypeSet::OBJECT, none, TypeSet::OBJECT)
            }
            Constraint::Members(_) | Constraint::PropertyNames(_) => (TypeSet::OBJECT, none, none),
            Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_) => (TypeSet::OBJECT, TypeSet::OBJECT, none),
            Constraint::Ref(_) | Constraint::AllOf(_) => {
                self.brings_in_others = true;
                (TypeSet::ANY, none, none)
            }
            Constraint::AnyOf(_) | Constraint::OneOf(_) | Constraint::Not(_) | Constraint::If(_) => {
                (TypeSet::ANY, both, none)
            }
        };
        let is_length = matches!(constraint, Constraint::MinLength(_) | Constraint::MaxLength(_));
        self.lengths.are_all &= is_length || !spoken_of.admits(Type::String);
        self.spoken_of = self.spoken_of.or(spoken_of);
        self.needs_whole = self.needs_whole.or(needs_whole);
        self.refusable = self.refusable.or(refusable);
        self
    }

    /// What the keyword `type` admits.
    #[inline]
    pub(crate) const fn types(self) -> TypeSet {
        self.types
    }

    /// How many constraints stand first of which the summary tells everything.
    #[inline]
    pub(crate) const fn told(self) -> usize {
        self.told as usize
    }

    /// Whether no instance breaks any constraint, nor any of those of its parts.
    #[inline]
    pub(crate) const fn says_nothing(self) -> bool {
        self.types.is_any() && self.spoken_of.is_empty()
    }

    /// Whether anything but `type` is said of instances of that type.
    #[inline]
    pub(crate) const fn speaks_of(self, ty: Type) -> bool {
        self.spoken_of.admits(ty)
    }

    /// Whether a string of so many bytes meets all that is said of strings, as far as a glance tells.
    #[inline]
    pub(crate) const fn is_met_by_length(self, bytes: usize) -> bool {
        self.lengths.are_all && bytes >= self.lengths.enough as usize && bytes <= self.lengths.few as usize
    }

    /// Whether a constraint must see an array or object as a whole, so that it has to be read into memory first.
    #[inline]
    pub(crate) const fn needs_whole(self, ty: Type) -> bool {
        self.needs_whole.admits(ty)
    }

    /// Whether an array or object may be refused for itself, as for the count of its parts.
    #[inline]
    pub(crate) const fn may_refuse(self, ty: Type) -> bool {
        self.refusable.admits(ty)
    }

    /// Whether `nullable: true` is among the constraints.
    #[inline]
    pub(crate) const fn is_nullable(self) -> bool {
        self.nullable
    }

    /// Whether the schema adds others to a node, by `$ref` or `allOf`.
    #[inline]
    pub(crate) const fn brings_in_others(self) -> bool {
        self.brings_in_others
    }

    /// Whether the contract may want an integer, here or in a schema that it leads to in place.
    #[inline]
    pub(crate) const fn may_want_integer(self) -> bool {
        self.wants_integer() || self.brings_in_others || self.needs_whole(Type::Object)
    }

    /// Whether the contract wants an integer, so that `1.0` is one.
    #[inline]
    pub(crate) const fn wants_integer(self) -> bool {
        self.types.admits(Type::Integer) && !self.types.admits(Type::Number)
    }
}

impl Lengths {
    /// At least so many characters, of which each has one to four bytes.
    #[allow(clippy::cast_possible_truncation, reason = "it has just been compared")]
    const fn at_least(mut self, limit: u64) -> Self {
        let enough = limit.saturating_mul(4).saturating_sub(3);
        if enough > u32::MAX as u64 {
            self.are_all = false;
        } else if enough as u32 > self.enough {
            self.enough = enough as u32;
        }
        self
    }

    /// At most so many.
    #[allow(clippy::cast_possible_truncation, reason = "it has just been compared")]
    const fn at_most(mut self, limit: u64) -> Self {
        if limit < self.few as u64 {
            self.few = limit as u32;
        }
        self
    }
}

impl Constraint {
    /// Whether it must see an array or object as a whole.
    pub(crate) const fn needs_whole(&self, ty: Type) -> bool {
        Summary::NOTHING.with(self).needs_whole(ty)
    }
}

/// An array or object that is compared with one in the contract must be there as a whole.
const fn composite(literal: &Literal) -> TypeSet {
    if literal.is_composite() { TypeSet::ARRAY.or(TypeSet::OBJECT) } else { TypeSet::NONE }
}

const fn composites(literals: &[Literal]) -> TypeSet {
    let mut types = TypeSet::NONE;
    let mut rest = literals;
    while let [literal, others @ ..] = rest {
        types = types.or(composite(literal));
        rest = others;
    }
    types
}
