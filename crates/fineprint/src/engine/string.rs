//! What constraints ask of strings.

use super::node::Fact;
use super::number::Number;
use super::run::Run;
use crate::contract::{ContentEncoding, Temporal, Text};
use crate::formats::{Format, base64, date_time};
use crate::report::Kind;

/// Whether the string has fewer than `limit` Unicode scalar values, and how many. Characters have one to four bytes, so
/// the count of bytes decides most cases.
#[inline]
pub(super) fn shorter_than(text: &str, limit: u64) -> Option<u64> {
    let bytes = text.len() as u64;
    if bytes >= limit.saturating_mul(4) {
        return None;
    }
    let count = text.chars().count() as u64;
    (count < limit).then_some(count)
}

/// Whether the string has more than `limit` Unicode scalar values, and how many.
#[inline]
pub(super) fn longer_than(text: &str, limit: u64) -> Option<u64> {
    if text.len() as u64 <= limit {
        return None;
    }
    let count = text.chars().count() as u64;
    (count > limit).then_some(count)
}

/// `format`, one of those that Fineprint knows, unless the caller knows better. It speaks only of instances of its own type.
#[inline]
pub(super) fn format(run: &Run<'_>, format: Format, fact: &Fact<'_>) -> Option<Kind> {
    if let (Some(check), Fact::String(text)) = (own_format(run, format.name()), fact) {
        return (!check(text)).then(|| Kind::Format { format: format.name().to_owned(), meaning: None });
    }
    let met = match fact {
        Fact::String(text) => format.check_str(text),
        Fact::Number(number) => number_format(format, *number),
        Fact::Null | Fact::Boolean(_) | Fact::Array(_) | Fact::Object(_) => true,
    };
    (!met).then(|| Kind::Format { format: format.name().to_owned(), meaning: Some(format.describe()) })
}

fn number_format(format: Format, number: Number) -> bool {
    match number {
        Number::Unsigned(value) => format.check_i128(value.into()),
        Number::Signed(value) => format.check_i128(value.into()),
        Number::Double(value) => format.check_f64(value),
    }
}

/// `format`, one that the caller may have given a meaning.
pub(super) fn named_format(run: &Run<'_>, name: &Text, fact: &Fact<'_>) -> Option<Kind> {
    let Fact::String(text) = fact else { return None };
    let check = own_format(run, name)?;
    (!check(text)).then(|| Kind::Format { format: name.to_string(), meaning: None })
}

/// What the caller says that a format means.
#[inline]
fn own_format(run: &Run<'_>, name: &str) -> Option<fn(&str) -> bool> {
    run.options.formats.iter().rev().find(|(known, _)| *known == name).map(|(_, check)| *check)
}

/// `contentEncoding`
pub(super) fn encoding(encoding: ContentEncoding, fact: &Fact<'_>) -> Option<Kind> {
    let Fact::String(text) = fact else { return None };
    (!base64::is_encoded(encoding, text)).then_some(Kind::ContentEncoding { encoding })
}

/// `x-temporal`. What is no date and no point in time has no place in time; that it should be one is for `format` to say.
pub(super) fn temporal(run: &mut Run<'_>, expected: Temporal, text: &str) -> Option<Kind> {
    const SECONDS_A_DAY: i64 = 86_400;
    let (seconds, nanos) = run.now();
    let ordering = if let Some(date) = date_time::parse_date(text) {
        date.days_since_epoch().cmp(&seconds.div_euclid(SECONDS_A_DAY))
    } else {
        let instant = date_time::parse_date_time(text)?;
        (instant.seconds, instant.nanos).cmp(&(seconds, nanos))
    };
    let met = match expected {
        Temporal::Past => ordering.is_lt(),
        Temporal::PastOrPresent => ordering.is_le(),
        Temporal::Future => ordering.is_gt(),
        Temporal::FutureOrPresent => ordering.is_ge(),
    };
    (!met).then_some(Kind::Temporal { expected })
}
