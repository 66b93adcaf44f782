//! Values without parts: which Rust type holds them, and lists of them.

use fineprint::contract::Literal;

use super::parts::Part;
use super::{Listed, Shape};
use crate::Dates;
use crate::models::model::{Integer, Type};

/// A value that nothing is said of.
pub(super) fn undescribed(value: &str) -> Listed<'_> {
    Listed { value, description: None }
}

/// What a list of values is: an enum, if all are strings.
pub(super) fn of_values<'d>(values: &[&'d Literal]) -> Shape<'d> {
    let strings: Vec<&'d str> = (values.iter())
        .filter_map(|value| match value {
            Literal::String(text) => Some(&**text),
            Literal::Null
            | Literal::Boolean(_)
            | Literal::Number(_)
            | Literal::Array(_)
            | Literal::Object(_) => None,
        })
        .collect();
    if !strings.is_empty() && strings.len() == values.len() {
        return Shape::Enum(strings.into_iter().map(undescribed).collect());
    }
    let all = |is: fn(&Literal) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    Shape::Type(if all(|value| matches!(value, Literal::Boolean(_))) {
        Type::Boolean
    } else if all(|value| matches!(value, Literal::Number(number) if number.to_i128().is_some_and(is_i64))) {
        Type::Integer { rust: Integer::I64, format: false }
    } else if all(|value| matches!(value, Literal::Number(_))) {
        Type::Number { format: false }
    } else {
        Type::Any
    })
}

fn is_i64(value: i128) -> bool {
    i64::try_from(value).is_ok()
}

/// `i64` unless the format names another type, or the limits leave no negative numbers and more than `i64` holds.
pub(super) fn integer(parts: &[Part<'_>], format: Option<&str>) -> Type {
    if let Some(rust) = format.and_then(Integer::from_format) {
        return Type::Integer { rust, format: true };
    }
    let schemas = || parts.iter().map(|part| part.schema);
    let minimum = schemas().filter_map(|schema| schema.minimum.max(schema.exclusive_minimum)).max();
    let maximum =
        schemas().flat_map(|schema| schema.maximum.into_iter().chain(schema.exclusive_maximum)).min();
    let is_wide = minimum.is_some_and(|value| value >= 0_i64.into())
        && maximum.is_some_and(|value| value > i64::MAX.into());
    Type::Integer { rust: if is_wide { Integer::U64 } else { Integer::I64 }, format: false }
}

/// `String`, unless the format names another type.
pub(super) fn string(format: Option<&str>, dates: Dates) -> Type {
    match (format, dates) {
        (Some("uuid"), _) => Type::Uuid,
        (Some("date"), Dates::Chrono | Dates::Jiff) => Type::Date,
        (Some("date-time"), Dates::Chrono | Dates::Jiff) => Type::DateTime,
        (Some(_) | None, _) => Type::String,
    }
}
