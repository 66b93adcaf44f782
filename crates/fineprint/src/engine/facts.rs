//! The constraints that ask nothing of a node but a fact: what scalar it is, or how many items or members it has.
//!
//! [`meets`] is asked of every node and must be quick; [`kind`] says what is wrong, once something is.

use super::node::Fact;
use super::number;
use super::run::Run;
use super::string;
use crate::contract::{Constraint, Schema, Type};
use crate::pattern::Match;
use crate::report::{Kind, Reason};

/// Whether a fact meets a constraint of that schema. What asks for more than a fact is met, as far as this function goes.
///
/// # Errors
///
/// When nobody knows.
#[inline]
pub(super) fn meets(
    run: &mut Run<'_>,
    schema: &Schema,
    constraint: &Constraint,
    fact: &Fact<'_>,
) -> Result<bool, Reason> {
    let met = match (constraint, fact) {
        (Constraint::Never, _) => false,
        (Constraint::Type(types), _) => {
            let ty = fact.ty();
            types.admits(ty) || (ty == Type::Null && schema.summary().is_nullable())
        }
        (Constraint::MinLength(limit), Fact::String(text)) => string::shorter_than(text, *limit).is_none(),
        (Constraint::MaxLength(limit), Fact::String(text)) => string::longer_than(text, *limit).is_none(),
        (Constraint::Pattern(pattern), Fact::String(text)) => match pattern.find_in(text) {
            Match::Yes => true,
            Match::No => false,
            Match::GaveUp => return Err(Reason::PatternGaveUp),
        },
        (Constraint::Temporal(expected), Fact::String(text)) => string::is_when(run.now(), *expected, text),
        // Some formats speak of numbers and of strings: to a schema that wants a number, not of a string.
        (Constraint::Format(_), Fact::String(_)) if !schema.summary().types().admits(Type::String) => true,
        (Constraint::Format(format), Fact::String(text)) => string::is_format(run, *format, text)?,
        (Constraint::Format(format), Fact::Number(number)) => number::has_format(*number, *format),
        (Constraint::NamedFormat(name), Fact::String(text)) => string::is_named_format(run, name, text),
        (Constraint::ContentEncoding(encoding), Fact::String(text)) => string::is_encoded(*encoding, text),
        (Constraint::Minimum(limit), Fact::Number(number)) => number::is_at_least(*number, *limit),
        (Constraint::ExclusiveMinimum(limit), Fact::Number(number)) => number::is_above(*number, *limit),
        (Constraint::Maximum(limit), Fact::Number(number)) => number::is_at_most(*number, *limit),
        (Constraint::ExclusiveMaximum(limit), Fact::Number(number)) => number::is_below(*number, *limit),
        (Constraint::MultipleOf(divisor), Fact::Number(number)) => number::is_multiple_of(*number, *divisor),
        (Constraint::MinItems(limit), Fact::Array(count))
        | (Constraint::MinProperties(limit), Fact::Object(count)) => *count as u64 >= *limit,
        (Constraint::MaxItems(limit), Fact::Array(count))
        | (Constraint::MaxProperties(limit), Fact::Object(count)) => *count as u64 <= *limit,
        // The prefix is judged with the items; that nothing follows it is, like `maxItems`, about their count.
        (Constraint::Tuple(tuple), Fact::Array(count)) => !tuple.is_closed() || *count <= tuple.prefix.len(),
        (
            Constraint::Nullable
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::Temporal(_)
            | Constraint::Format(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinItems(_)
            | Constraint::MinProperties(_)
            | Constraint::MaxItems(_)
            | Constraint::MaxProperties(_)
            | Constraint::Tuple(_)
            | Constraint::Enum(_)
            | Constraint::Const(_)
            | Constraint::UniqueItems
            | Constraint::Items(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_)
            | Constraint::Members(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_)
            | Constraint::Ref(_)
            | Constraint::AllOf(_)
            | Constraint::AnyOf(_)
            | Constraint::OneOf(_)
            | Constraint::Not(_)
            | Constraint::If(_),
            _,
        ) => true,
    };
    Ok(met)
}

/// How a fact breaks a constraint of that schema, which it does not [meet](meets).
#[cold]
pub(super) fn kind(run: &Run<'_>, constraint: &Constraint, fact: &Fact<'_>) -> Kind {
    let characters = || match fact {
        Fact::String(text) => text.chars().count() as u64,
        Fact::Null | Fact::Boolean(_) | Fact::Number(_) | Fact::Array(_) | Fact::Object(_) => 0,
    };
    let count = match fact {
        Fact::Array(count) | Fact::Object(count) => *count as u64,
        Fact::Null | Fact::Boolean(_) | Fact::Number(_) | Fact::String(_) => 0,
    };
    match constraint {
        Constraint::Type(types) => Kind::Type { expected: *types, actual: fact.ty() },
        Constraint::MinLength(limit) => Kind::MinLength { limit: *limit, actual: characters() },
        Constraint::MaxLength(limit) => Kind::MaxLength { limit: *limit, actual: characters() },
        Constraint::Pattern(pattern) => Kind::Pattern { pattern: pattern.source().to_owned() },
        Constraint::Temporal(expected) => Kind::Temporal { expected: *expected },
        Constraint::Format(format) => {
            let is_own = matches!(fact, Fact::String(_)) && string::has_own_meaning(run, format.name());
            let meaning = (!is_own).then(|| format.describe());
            Kind::Format { format: format.name().to_owned(), meaning }
        }
        Constraint::NamedFormat(name) => Kind::Format { format: name.to_string(), meaning: None },
        Constraint::ContentEncoding(encoding) => Kind::ContentEncoding { encoding: *encoding },
        Constraint::Minimum(limit) => Kind::Minimum { limit: *limit },
        Constraint::ExclusiveMinimum(limit) => Kind::ExclusiveMinimum { limit: *limit },
        Constraint::Maximum(limit) => Kind::Maximum { limit: *limit },
        Constraint::ExclusiveMaximum(limit) => Kind::ExclusiveMaximum { limit: *limit },
        Constraint::MultipleOf(divisor) => Kind::MultipleOf { divisor: *divisor },
        Constraint::MinItems(limit) => Kind::MinItems { limit: *limit, actual: count },
        Constraint::MaxItems(limit) => Kind::MaxItems { limit: *limit, actual: count },
        Constraint::MinProperties(limit) => Kind::MinProperties { limit: *limit, actual: count },
        Constraint::MaxProperties(limit) => Kind::MaxProperties { limit: *limit, actual: count },
        Constraint::Tuple(tuple) => Kind::Items { limit: tuple.prefix.len() as u64, actual: count },
        Constraint::Never
        | Constraint::Nullable
        | Constraint::Enum(_)
        | Constraint::Const(_)
        | Constraint::UniqueItems
        | Constraint::Items(_)
        | Constraint::Contains(_)
        | Constraint::UnevaluatedItems(_)
        | Constraint::Members(_)
        | Constraint::PropertyNames(_)
        | Constraint::DependentRequired(_)
        | Constraint::DependentSchemas(_)
        | Constraint::UnevaluatedProperties(_)
        | Constraint::Ref(_)
        | Constraint::AllOf(_)
        | Constraint::AnyOf(_)
        | Constraint::OneOf(_)
        | Constraint::Not(_)
        | Constraint::If(_) => Kind::False,
    }
}
