//! What is wrong, with its operands: limits and sizes, never the payload's values.

use std::fmt::{self, Display};

use super::Allowed;
use crate::contract::{Decimal, Keyword, Temporal, Type, TypeSet};

/// What a violation says, with everything that its sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The payload is not JSON.
    Json {
        /// In what way.
        fault: JsonFault,
        /// The line, from one.
        line: usize,
        /// The column, from one, as the reader counts.
        column: usize,
    },
    /// The payload has more bytes than the check's limit.
    Size {
        /// The limit, in bytes.
        limit: usize,
        /// The payload's size, in bytes.
        actual: usize,
    },
    /// The payload is nested more deeply than the check's limit.
    Depth {
        /// The limit, in levels of arrays and objects.
        limit: usize,
    },
    /// The key stands twice in its object.
    DuplicateKey,
    /// The key is one that a JSON library keeps for itself.
    ReservedKey,
    /// `type`
    Type {
        /// What is admitted.
        expected: TypeSet,
        /// What was found.
        actual: Type,
    },
    /// `enum`
    Enum {
        /// The contract's values.
        allowed: Allowed,
    },
    /// `minLength`, in Unicode scalar values.
    MinLength {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `maxLength`, in Unicode scalar values.
    MaxLength {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `pattern`
    Pattern {
        /// The contract's pattern.
        pattern: String,
    },
    /// `format`
    Format {
        /// The format's name.
        format: String,
        /// The format in words, where it is one of ours.
        meaning: Option<&'static str>,
    },
    /// `x-temporal`
    Temporal {
        /// Where the date must lie.
        expected: Temporal,
    },
    /// `minimum`
    Minimum {
        /// The limit.
        limit: Decimal,
    },
    /// `exclusiveMinimum`
    ExclusiveMinimum {
        /// The limit.
        limit: Decimal,
    },
    /// `maximum`
    Maximum {
        /// The limit.
        limit: Decimal,
    },
    /// `exclusiveMaximum`
    ExclusiveMaximum {
        /// The limit.
        limit: Decimal,
    },
    /// `multipleOf`
    MultipleOf {
        /// The divisor.
        divisor: Decimal,
    },
    /// `minItems`
    MinItems {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `maxItems`
    MaxItems {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `uniqueItems`
    UniqueItems {
        /// The index of an item.
        first: usize,
        /// The index of a later item that is equal to it.
        second: usize,
    },
    /// `required`
    Required {
        /// The missing property.
        property: String,
    },
    /// `additionalProperties`: the property is not one of those that are allowed.
    AdditionalProperties {
        /// The property, cut if it is long.
        property: String,
    },
    /// `minProperties`
    MinProperties {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `maxProperties`
    MaxProperties {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `readOnly`: the property stands in a request.
    ReadOnly,
    /// `writeOnly`: the property stands in a response.
    WriteOnly,
    /// Strict mode: the contract does not mention the property.
    Undocumented {
        /// The property, cut if it is long.
        property: String,
    },
    /// `anyOf`: no branch is met.
    AnyOf {
        /// How many branches there are.
        branches: usize,
        /// The pointer of the branch that comes closest; its own violations are reported beside this one.
        closest: String,
    },
    /// `oneOf`: no branch is met.
    OneOfNone {
        /// How many branches there are.
        branches: usize,
        /// The pointer of the branch that comes closest; its own violations are reported beside this one.
        closest: String,
    },
    /// `oneOf`: more than one branch is met.
    OneOfSeveral {
        /// The pointers of the branches that are met.
        matching: Vec<String>,
    },
    /// `not`: the schema that must not be met is met.
    Not,
    /// `discriminator`: the property that names the branch is missing, or names none.
    Discriminator {
        /// The property.
        property: String,
        /// The names of the branches.
        allowed: Allowed,
    },
    /// The contract is met, but the Rust type that was asked for cannot hold the value.
    Model,
    /// The Rust value cannot be written as JSON.
    Unwritable,
}

/// In what way a payload is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonFault {
    /// It is not UTF-8 (RFC 8259, section 8.1).
    NotUtf8,
    /// It ends before its value is complete.
    Incomplete,
    /// It breaks the grammar, or goes on behind its value, or has a number or an escape that no reader can hold.
    Syntax,
}

impl Kind {
    /// The keyword or rule that is violated.
    pub const fn keyword(&self) -> Keyword {
        match self {
            Self::Json { .. } => Keyword::Json,
            Self::Size { .. } => Keyword::Size,
            Self::Depth { .. } => Keyword::Depth,
            Self::DuplicateKey => Keyword::DuplicateKey,
            Self::ReservedKey => Keyword::ReservedKey,
            Self::Type { .. } => Keyword::Type,
            Self::Enum { .. } => Keyword::Enum,
            Self::MinLength { .. } => Keyword::MinLength,
            Self::MaxLength { .. } => Keyword::MaxLength,
            Self::Pattern { .. } => Keyword::Pattern,
            Self::Format { .. } => Keyword::Format,
            Self::Temporal { .. } => Keyword::Temporal,
            Self::Minimum { .. } => Keyword::Minimum,
            Self::ExclusiveMinimum { .. } => Keyword::ExclusiveMinimum,
            Self::Maximum { .. } => Keyword::Maximum,
            Self::ExclusiveMaximum { .. } => Keyword::ExclusiveMaximum,
            Self::MultipleOf { .. } => Keyword::MultipleOf,
            Self::MinItems { .. } => Keyword::MinItems,
            Self::MaxItems { .. } => Keyword::MaxItems,
            Self::UniqueItems { .. } => Keyword::UniqueItems,
            Self::Required { .. } => Keyword::Required,
            Self::AdditionalProperties { .. } => Keyword::AdditionalProperties,
            Self::MinProperties { .. } => Keyword::MinProperties,
            Self::MaxProperties { .. } => Keyword::MaxProperties,
            Self::ReadOnly => Keyword::ReadOnly,
            Self::WriteOnly => Keyword::WriteOnly,
            Self::Undocumented { .. } => Keyword::Undocumented,
            Self::AnyOf { .. } => Keyword::AnyOf,
            Self::OneOfNone { .. } | Self::OneOfSeveral { .. } => Keyword::OneOf,
            Self::Not => Keyword::Not,
            Self::Discriminator { .. } => Keyword::Discriminator,
            Self::Model | Self::Unwritable => Keyword::Model,
        }
    }

    /// The name of the property that the violation is about, where it is about a name and not about a value.
    pub fn property(&self) -> Option<&str> {
        match self {
            Self::Required { property }
            | Self::AdditionalProperties { property }
            | Self::Undocumented { property }
            | Self::Discriminator { property, .. } => Some(property),
            Self::Json { .. }
            | Self::Size { .. }
            | Self::Depth { .. }
            | Self::DuplicateKey
            | Self::ReservedKey
            | Self::Type { .. }
            | Self::Enum { .. }
            | Self::MinLength { .. }
            | Self::MaxLength { .. }
            | Self::Pattern { .. }
            | Self::Format { .. }
            | Self::Temporal { .. }
            | Self::Minimum { .. }
            | Self::ExclusiveMinimum { .. }
            | Self::Maximum { .. }
            | Self::ExclusiveMaximum { .. }
            | Self::MultipleOf { .. }
            | Self::MinItems { .. }
            | Self::MaxItems { .. }
            | Self::UniqueItems { .. }
            | Self::MinProperties { .. }
            | Self::MaxProperties { .. }
            | Self::ReadOnly
            | Self::WriteOnly
            | Self::AnyOf { .. }
            | Self::OneOfNone { .. }
            | Self::OneOfSeveral { .. }
            | Self::Not
            | Self::Model
            | Self::Unwritable => None,
        }
    }
}

impl Display for Kind {
    /// The sentence that a report shows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { fault, line, column } => write!(f, "{fault} (line {line}, column {column})"),
            Self::Size { limit, actual } => write!(f, "{actual} bytes, at most {limit} are read"),
            Self::Depth { limit } => {
                write!(f, "nested more deeply than {limit} levels; what lies below was not checked")
            }
            Self::DuplicateKey => f.write_str("the key stands more than once in its object"),
            Self::ReservedKey => f.write_str("the key is reserved by a JSON library and refused as data"),
            Self::Type { expected, actual } => write!(f, "{actual} found, {expected} expected"),
            Self::Enum { allowed } => write!(f, "not one of the allowed values {allowed}"),
            Self::MinLength { limit, actual } => {
                write!(f, "{}, at least {limit} required", counted(*actual, "character", "characters"))
            }
            Self::MaxLength { limit, actual } => {
                write!(f, "{}, at most {limit} allowed", counted(*actual, "character", "characters"))
            }
            Self::Pattern { pattern } => write!(f, "does not match the pattern {pattern}"),
            Self::Format { format, meaning: Some(meaning) } => write!(f, "not {meaning} (format {format})"),
            Self::Format { format, meaning: None } => write!(f, "not of the format {format}"),
            Self::Temporal { expected } => f.write_str(match expected {
                Temporal::Past => "not in the past",
                Temporal::PastOrPresent => "in the future",
                Temporal::Future => "not in the future",
                Temporal::FutureOrPresent => "in the past",
            }),
            Self::Minimum { limit } => write!(f, "less than {limit}, the smallest value allowed"),
            Self::ExclusiveMinimum { limit } => write!(f, "not greater than {limit}"),
            Self::Maximum { limit } => write!(f, "greater than {limit}, the largest value allowed"),
            Self::ExclusiveMaximum { limit } => write!(f, "not less than {limit}"),
            Self::MultipleOf { divisor } => write!(f, "not a multiple of {divisor}"),
            Self::MinItems { limit, actual } => {
                write!(f, "{}, at least {limit} required", counted(*actual, "item", "items"))
            }
            Self::MaxItems { limit, actual } => {
                write!(f, "{}, at most {limit} allowed", counted(*actual, "item", "items"))
            }
            Self::UniqueItems { first, second } => write!(f, "items {first} and {second} are equal"),
            Self::Required { property } => write!(f, "the required property {property} is missing"),
            Self::AdditionalProperties { property } => {
                write!(f, "the property {property} is not allowed here")
            }
            Self::MinProperties { limit, actual } => {
                write!(f, "{}, at least {limit} required", counted(*actual, "property", "properties"))
            }
            Self::MaxProperties { limit, actual } => {
                write!(f, "{}, at most {limit} allowed", counted(*actual, "property", "properties"))
            }
            Self::ReadOnly => f.write_str("read-only: must not be sent in a request"),
            Self::WriteOnly => f.write_str("write-only: must not be sent in a response"),
            Self::Undocumented { property } => {
                write!(f, "the contract does not mention the property {property}")
            }
            Self::AnyOf { branches, closest } => {
                write!(f, "meets none of the {branches} alternatives; {closest} comes closest")
            }
            Self::OneOfNone { branches, closest } => {
                write!(
                    f,
                    "meets none of the {branches} alternatives, exactly one is required; {closest} comes closest"
                )
            }
            Self::OneOfSeveral { matching } => {
                write!(
                    f,
                    "meets {} alternatives, exactly one is required: {}",
                    matching.len(),
                    matching.join(", ")
                )
            }
            Self::Not => f.write_str("meets the schema that it must not meet"),
            Self::Discriminator { property, allowed } => {
                write!(f, "the property {property} must name the alternative: one of {allowed}")
            }
            Self::Unwritable => f.write_str("cannot be written as JSON"),
            Self::Model => {
                f.write_str("meets the contract, but the type that it is read into cannot hold it")
            }
        }
    }
}

impl Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 => "not JSON: the text is not UTF-8",
            Self::Incomplete => "not JSON: the text ends before its value is complete",
            Self::Syntax => {
                "not JSON: the text breaks the grammar of RFC 8259, or has a number or an escape out of range"
            }
        })
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
