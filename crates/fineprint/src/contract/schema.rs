//! The tables of a schema: one entry for each keyword that the document states, and no others.
//!
//! Data only; what the entries mean for an instance is the engine's business.

use super::hold::Aside;
use super::summary::Summary;
use super::{ContentEncoding, Decimal, Keyword, List, Literal, Members, Temporal, Text, TypeSet, Union};
use crate::engine::shortcut::Shortcut;
use crate::formats::Format;
use crate::pattern::Pattern;

use super::Hold;

/// A schema of the contract: its place in the document, and what it demands.
#[derive(Debug, PartialEq)]
pub struct Schema {
    /// Where it stands, as a URI fragment: `#/components/schemas/Organization`.
    pub pointer: Text,
    constraints: List<Constraint>,
    summary: Summary,
    shortcut: Aside<Option<Shortcut>>,
}

impl Schema {
    /// A schema that is made at run time, with its constraints in the order of [`Constraint`]'s variants.
    pub fn new(pointer: impl Into<Text>, constraints: Vec<Constraint>) -> Self {
        let summary = Summary::of(&constraints);
        Self { pointer: pointer.into(), constraints: constraints.into(), summary, shortcut: Aside(None) }
    }

    /// A schema in generated source.
    pub const fn frozen(pointer: &'static str, constraints: &'static [Constraint]) -> Self {
        let summary = Summary::of(constraints);
        let (pointer, constraints) = (Hold::Frozen(pointer), Hold::Frozen(constraints));
        Self { pointer, constraints, summary, shortcut: Aside(None) }
    }

    /// The same schema, of which that function tells the same: it is asked first where a parsed value is held to the schema.
    #[must_use]
    pub const fn with_shortcut(mut self, shortcut: Shortcut) -> Self {
        self.shortcut = Aside(Some(shortcut));
        self
    }

    /// The schema as a function, if it has been written.
    #[inline]
    pub const fn shortcut(&self) -> Option<Shortcut> {
        self.shortcut.0
    }

    /// What it demands, cheap checks first. All of them apply, in no particular order of meaning.
    #[inline]
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// The same, but for those of which the summary tells everything.
    #[inline]
    pub(crate) fn further_constraints(&self) -> &[Constraint] {
        self.constraints.get(self.summary.told()..).unwrap_or_default()
    }

    /// The constraints by themselves.
    pub fn into_constraints(self) -> List<Constraint> {
        self.constraints
    }

    /// What a glance at the constraints tells.
    #[inline]
    pub(crate) const fn summary(&self) -> Summary {
        self.summary
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
    /// The schema `false`, which nothing meets.
    Never,
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
    /// `contentEncoding`
    ContentEncoding(ContentEncoding),
    /// `x-temporal`
    Temporal(Temporal),
    /// `enum`
    Enum(List<Literal>),
    /// `const`
    Const(Hold<Literal>),
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
    /// `items`, for every item.
    Items(Hold<Schema>),
    /// `prefixItems`, and `items` for those behind the prefix.
    Tuple(Hold<Tuple>),
    /// `contains`, `minContains` and `maxContains`
    Contains(Hold<Contains>),
    /// `unevaluatedItems`
    UnevaluatedItems(Additional),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `properties`, `patternProperties`, `required` and `additionalProperties`, which look at the same keys.
    Members(Hold<Members>),
    /// `propertyNames`
    PropertyNames(Hold<Schema>),
    /// `dependentRequired`: a property, and those that have to be there with it.
    DependentRequired(List<(Text, List<Text>)>),
    /// `dependentSchemas`: a property, and what the object must be if it has it.
    DependentSchemas(List<(Text, Schema)>),
    /// `unevaluatedProperties`
    UnevaluatedProperties(Additional),
    /// `$ref`, and `$dynamicRef`, whose target is known when the contract is built.
    Ref(ComponentId),
    /// `allOf`
    AllOf(List<Schema>),
    /// `anyOf`
    AnyOf(Hold<Union>),
    /// `oneOf`
    OneOf(Hold<Union>),
    /// `not`
    Not(Hold<Schema>),
    /// `if`, `then` and `else`
    If(Hold<Conditional>),
}

/// What holds for the members or items that other keywords do not speak of: the operand of `additionalProperties`,
/// `unevaluatedProperties` and `unevaluatedItems`, and of `items` behind a prefix.
#[derive(Debug, PartialEq)]
pub enum Additional {
    /// They are allowed, whatever they are.
    Allowed,
    /// `false`: there must be none.
    Forbidden,
    /// Each of them meets this schema.
    Schema(Hold<Schema>),
}

impl Additional {
    /// The schema for them, if there is one.
    pub fn schema(&self) -> Option<&Schema> {
        match self {
            Self::Allowed | Self::Forbidden => None,
            Self::Schema(schema) => Some(schema),
        }
    }
}

/// The first items of an array, one by one, and the rest.
#[derive(Debug, PartialEq)]
pub struct Tuple {
    /// `prefixItems`
    pub prefix: List<Schema>,
    /// `items`
    pub rest: Additional,
}

impl Tuple {
    /// Whether nothing may follow the prefix.
    #[inline]
    pub(crate) const fn is_closed(&self) -> bool {
        matches!(self.rest, Additional::Forbidden)
    }
}

/// `contains`
#[derive(Debug, PartialEq)]
pub struct Contains {
    /// What the items are looked through for.
    pub schema: Schema,
    /// `minContains`; one, where the document does not say it.
    pub min: Option<u64>,
    /// `maxContains`
    pub max: Option<u64>,
}

/// `if`
#[derive(Debug, PartialEq)]
pub struct Conditional {
    /// `if`
    pub condition: Schema,
    /// `then`
    pub then: Option<Schema>,
    /// `else`
    pub otherwise: Option<Schema>,
}

impl Constraint {
    /// The schemas that stand within the keyword, in no particular order; those that it refers to are not among them.
    ///
    /// The one list of the places where a keyword can have a schema, for all who walk through a contract.
    pub fn schemas(&self) -> Vec<&Schema> {
        match self {
            Self::Items(schema) | Self::Not(schema) | Self::PropertyNames(schema) => vec![schema],
            Self::Contains(contains) => vec![&contains.schema],
            Self::UnevaluatedItems(additional) | Self::UnevaluatedProperties(additional) => {
                additional.schema().into_iter().collect()
            }
            Self::Tuple(tuple) => tuple.prefix.iter().chain(tuple.rest.schema()).collect(),
            Self::Members(members) => {
                let named = members.entries.iter().filter_map(|member| member.schema.as_ref());
                let matched = members.patterns.iter().map(|(_, schema)| schema);
                named.chain(matched).chain(members.additional.schema()).collect()
            }
            Self::DependentSchemas(rows) => rows.iter().map(|(_, schema)| schema).collect(),
            Self::AllOf(branches) => branches.iter().collect(),
            Self::AnyOf(union) | Self::OneOf(union) => union.branches.iter().collect(),
            Self::If(conditional) => {
                let Conditional { condition, then, otherwise } = &**conditional;
                std::iter::once(condition).chain(then).chain(otherwise).collect()
            }
            Self::Nullable
            | Self::Never
            | Self::Type(_)
            | Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Format(_)
            | Self::NamedFormat(_)
            | Self::ContentEncoding(_)
            | Self::Temporal(_)
            | Self::Enum(_)
            | Self::Const(_)
            | Self::Pattern(_)
            | Self::Minimum(_)
            | Self::ExclusiveMinimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMaximum(_)
            | Self::MultipleOf(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::DependentRequired(_)
            | Self::Ref(_) => Vec::new(),
        }
    }

    /// The keyword under which the document states it. For [`Constraint::Members`], which stands for four, it is `properties`.
    pub const fn keyword(&self) -> Keyword {
        match self {
            Self::Nullable => Keyword::Nullable,
            Self::Never => Keyword::False,
            Self::Type(_) => Keyword::Type,
            Self::MinLength(_) => Keyword::MinLength,
            Self::MaxLength(_) => Keyword::MaxLength,
            Self::Format(_) | Self::NamedFormat(_) => Keyword::Format,
            Self::ContentEncoding(_) => Keyword::ContentEncoding,
            Self::Temporal(_) => Keyword::Temporal,
            Self::Enum(_) => Keyword::Enum,
            Self::Const(_) => Keyword::Const,
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
            Self::Tuple(_) => Keyword::PrefixItems,
            Self::Contains(_) => Keyword::Contains,
            Self::UnevaluatedItems(_) => Keyword::UnevaluatedItems,
            Self::MinProperties(_) => Keyword::MinProperties,
            Self::MaxProperties(_) => Keyword::MaxProperties,
            Self::Members(_) => Keyword::Properties,
            Self::PropertyNames(_) => Keyword::PropertyNames,
            Self::DependentRequired(_) => Keyword::DependentRequired,
            Self::DependentSchemas(_) => Keyword::DependentSchemas,
            Self::UnevaluatedProperties(_) => Keyword::UnevaluatedProperties,
            Self::Ref(_) => Keyword::Ref,
            Self::AllOf(_) => Keyword::AllOf,
            Self::AnyOf(_) => Keyword::AnyOf,
            Self::OneOf(_) => Keyword::OneOf,
            Self::Not(_) => Keyword::Not,
            Self::If(_) => Keyword::If,
        }
    }
}
