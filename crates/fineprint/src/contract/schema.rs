//! The tables of a schema: one entry for each keyword that the document states, and no others.
//!
//! Data only; what the entries mean for an instance is the engine's business.

use super::lookup::Lookup;
use super::{Decimal, Keyword, List, Literal, Text, TypeSet};
use crate::formats::Format;
use crate::pattern::Pattern;

use super::Hold;

/// A schema of the contract: its place in the document, and what it demands.
#[derive(Debug, PartialEq)]
pub struct Schema {
    /// Where it stands, as a URI fragment: `#/components/schemas/Organization`.
    pub pointer: Text,
    /// What it demands, cheap checks first. All of them apply, in no particular order of meaning.
    pub constraints: List<Constraint>,
}

impl Schema {
    /// A schema in generated source.
    pub const fn frozen(pointer: &'static str, constraints: &'static [Constraint]) -> Self {
        Self { pointer: Hold::Frozen(pointer), constraints: Hold::Frozen(constraints) }
    }
}

/// The number of a schema that others refer to by `$ref`: its place in [`Contract::components`](super::Contract).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComponentId(pub u32);

/// One keyword of a schema, with its operand.
#[derive(Debug, PartialEq)]
pub enum Constraint {
    /// `nullable: true` of OpenAPI 3.0. It stands first, since it lifts everything else from a null.
    Nullable,
    /// `type`
    Type(TypeSet),
    /// `minLength`, in Unicode scalar values.
    MinLength(u64),
    /// `maxLength`, in Unicode scalar values.
    MaxLength(u64),
    /// `format`, one of those that Fineprint knows.
    Format(Format),
    /// `format`, a name that has a meaning only if the caller registers one.
    NamedFormat(Text),
    /// `x-temporal`
    Temporal(Temporal),
    /// `enum`
    Enum(List<Literal>),
    /// `pattern`
    Pattern(Hold<Pattern>),
    /// `minimum`
    Minimum(Decimal),
    /// `exclusiveMinimum`, or OpenAPI 3.0's `minimum` beside `exclusiveMinimum: true`.
    ExclusiveMinimum(Decimal),
    /// `maximum`
    Maximum(Decimal),
    /// `exclusiveMaximum`, or OpenAPI 3.0's `maximum` beside `exclusiveMaximum: true`.
    ExclusiveMaximum(Decimal),
    /// `multipleOf`
    MultipleOf(Decimal),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems: true`
    UniqueItems,
    /// `items`
    Items(Hold<Schema>),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `properties`, `required` and `additionalProperties`, which look at the same keys.
    Members(Hold<Members>),
    /// `$ref`
    Ref(ComponentId),
    /// `allOf`
    AllOf(List<Schema>),
    /// `anyOf`
    AnyOf(Hold<Union>),
    /// `oneOf`
    OneOf(Hold<Union>),
    /// `not`
    Not(Hold<Schema>),
}

/// Where a date or a point in time must lie (the terms of Jakarta Bean Validation). A date is compared with today in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Temporal {
    /// Before now.
    Past,
    /// Before now, or now.
    PastOrPresent,
    /// After now.
    Future,
    /// After now, or now.
    FutureOrPresent,
}

impl Temporal {
    const ALL: [Self; 4] = [Self::Past, Self::PastOrPresent, Self::Future, Self::FutureOrPresent];

    /// The value of `x-temporal` that says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::PastOrPresent => "past-or-present",
            Self::Future => "future",
            Self::FutureOrPresent => "future-or-present",
        }
    }

    /// What `x-temporal: name` says.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|temporal| temporal.name() == name)
    }
}

/// What a schema says of an object's keys.
#[derive(Debug, PartialEq)]
pub struct Members {
    /// The keys that `properties` or `required` name, in the document's order.
    pub entries: List<Member>,
    /// The way from a key to its entry.
    pub lookup: Lookup,
    /// What holds for every other key.
    pub additional: Additional,
}

/// A key that a schema names.
#[derive(Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub name: Text,
    /// Whether `required` names it.
    pub required: bool,
    /// In which direction it may be sent.
    pub access: Access,
    /// What `properties` says of its value; nothing where only `required` names the key.
    pub schema: Option<Schema>,
}

/// In which direction a property travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Both.
    ReadWrite,
    /// `readOnly`: in responses only.
    ReadOnly,
    /// `writeOnly`: in requests only.
    WriteOnly,
}

/// `additionalProperties`
#[derive(Debug, PartialEq)]
pub enum Additional {
    /// Other keys are allowed, with any value.
    Allowed,
    /// `additionalProperties: false`
    Forbidden,
    /// The value of every other key meets this schema.
    Schema(Hold<Schema>),
}

/// The branches of `anyOf` or `oneOf`.
#[derive(Debug, PartialEq)]
pub struct Union {
    /// The branches, in the document's order.
    pub branches: List<Schema>,
    /// The property that names the branch, if the document says so.
    pub discriminator: Option<Discriminator>,
}

/// OpenAPI's `discriminator`.
#[derive(Debug, PartialEq)]
pub struct Discriminator {
    /// The property whose value names the branch.
    pub property: Text,
    /// Value and number of the branch.
    pub mapping: List<(Text, u32)>,
}

impl Constraint {
    /// The keyword under which the document states it. For [`Constraint::Members`], which stands for three, it is `properties`.
    pub const fn keyword(&self) -> Keyword {
        match self {
            Self::Nullable => Keyword::Nullable,
            Self::Type(_) => Keyword::Type,
            Self::MinLength(_) => Keyword::MinLength,
            Self::MaxLength(_) => Keyword::MaxLength,
            Self::Format(_) | Self::NamedFormat(_) => Keyword::Format,
            Self::Temporal(_) => Keyword::Temporal,
            Self::Enum(_) => Keyword::Enum,
            Self::Pattern(_) => Keyword::Pattern,
            Self::Minimum(_) => Keyword::Minimum,
            Self::ExclusiveMinimum(_) => Keyword::ExclusiveMinimum,
            Self::Maximum(_) => Keyword::Maximum,
            Self::ExclusiveMaximum(_) => Keyword::ExclusiveMaximum,
            Self::MultipleOf(_) => Keyword::MultipleOf,
            Self::MinItems(_) => Keyword::MinItems,
            Self::MaxItems(_) => Keyword::MaxItems,
            Self::UniqueItems => Keyword::UniqueItems,
            Self::Items(_) => Keyword::Items,
            Self::MinProperties(_) => Keyword::MinProperties,
            Self::MaxProperties(_) => Keyword::MaxProperties,
            Self::Members(_) => Keyword::Properties,
            Self::Ref(_) => Keyword::Ref,
            Self::AllOf(_) => Keyword::AllOf,
            Self::AnyOf(_) => Keyword::AnyOf,
            Self::OneOf(_) => Keyword::OneOf,
            Self::Not(_) => Keyword::Not,
        }
    }
}
