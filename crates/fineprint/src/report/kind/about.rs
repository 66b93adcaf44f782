//! What a violation is about: its keyword, and the property that it names.

use super::Kind;
use crate::contract::Keyword;

impl Kind {
    /// The keyword or rule that is violated.
    pub const fn keyword(&self) -> Keyword {
        match self {
            Self::Json { .. } => Keyword::Json,
            Self::Size { .. } => Keyword::Size,
            Self::Depth { .. } => Keyword::Depth,
            Self::DuplicateKey => Keyword::DuplicateKey,
            Self::ReservedKey => Keyword::ReservedKey,
            Self::Path => Keyword::Path,
            Self::Method { .. } => Keyword::Method,
            Self::Status { .. } => Keyword::Status,
            Self::Security { .. } => Keyword::Security,
            Self::ContentType { .. } => Keyword::ContentType,
            Self::Body => Keyword::Body,
            Self::Style { .. } => Keyword::Style,
            Self::Form { .. } => Keyword::Form,
            Self::False => Keyword::False,
            Self::Const { .. } => Keyword::Const,
            Self::ContentEncoding { .. } => Keyword::ContentEncoding,
            Self::Items { .. } => Keyword::Items,
            Self::Contains => Keyword::Contains,
            Self::MinContains { .. } => Keyword::MinContains,
            Self::MaxContains { .. } => Keyword::MaxContains,
            Self::UnevaluatedItems => Keyword::UnevaluatedItems,
            Self::UnevaluatedProperties { .. } => Keyword::UnevaluatedProperties,
            Self::PropertyNames { .. } => Keyword::PropertyNames,
            Self::DependentRequired { .. } => Keyword::DependentRequired,
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
            Self::Required { .. } | Self::RequiredBody | Self::RequiredParameter { .. } => Keyword::Required,
            Self::AdditionalProperties { .. } => Keyword::AdditionalProperties,
            Self::MinProperties { .. } => Keyword::MinProperties,
            Self::MaxProperties { .. } => Keyword::MaxProperties,
            Self::ReadOnly => Keyword::ReadOnly,
            Self::WriteOnly => Keyword::WriteOnly,
            Self::Undocumented { .. } | Self::UndocumentedParameter { .. } => Keyword::Undocumented,
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
            | Self::UnevaluatedProperties { property }
            | Self::PropertyNames { property, .. }
            | Self::DependentRequired { property, .. }
            | Self::Undocumented { property }
            | Self::Discriminator { property, .. } => Some(property),
            Self::RequiredParameter { parameter } | Self::UndocumentedParameter { parameter } => {
                Some(parameter)
            }
            Self::Json { .. }
            | Self::Size { .. }
            | Self::Depth { .. }
            | Self::DuplicateKey
            | Self::ReservedKey
            | Self::Path
            | Self::Method { .. }
            | Self::Status { .. }
            | Self::Security { .. }
            | Self::ContentType { .. }
            | Self::Body
            | Self::RequiredBody
            | Self::Style { .. }
            | Self::Form { .. }
            | Self::False
            | Self::Const { .. }
            | Self::ContentEncoding { .. }
            | Self::Items { .. }
            | Self::Contains
            | Self::MinContains { .. }
            | Self::MaxContains { .. }
            | Self::UnevaluatedItems
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
