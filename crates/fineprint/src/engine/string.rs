//! What constraints ask of strings.

use super::node::Fact;
use super::number::Number;
use super::run::Run;
use crate::contract::{ContentEncoding, Temporal, Text};
use crate::formats::{Format, base64, date_time};
use crate::pattern::Match;
use crate::report::{Kind, Reason};

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
///
/// # Errors
///
/// When nobody knows whether the format is met.
#[inline]
pub(super) fn format(run: &Run<'_>, format: Format, fact: &Fact<'_>) -> Result<Option<Kind>, Reason> {
    if let (Some(check), Fact::String(text)) = (own_format(run, format.name()), fact) {
        return Ok((!check(text)).then(|| Kind::Format { format: format.name().to_owned(), meaning: None }));
    }
    let met = match fact {
        Fact::String(text) => match format.match_str(text) {
            Match::Yes => true,
            Match::No => false,
            Match::GaveUp => return Err(Reason::RegexNotRead),
        },
        Fact::Number(number) => number_format(format, *number),
        Fact::Null | Fact::Boolean(_) | Fact::Array(_) | Fact::Object(_) => true,
    };
    Ok((!met).then(|| Kind::Format { format: format.name().to_owned(), meaning: Some(format.describe()) }))
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

#[cfg(test)]
mod tests {
    use crate::check::Options;
    use crate::contract::freeze::*;
    use crate::report::Verdict;

    static CONTRACT: Contract = Contract {
        title: Frozen("test"),
        version: Frozen("1"),
        operations: Frozen(&[]),
        bases: Frozen(&[]),
        components: Frozen(&[]),
        security_schemes: Frozen(&[]),
        positions: Frozen(&[]),
    };
    static SCHEMA: Schema = schema("#", &[Format(FormatName::Regex)]);

    #[test]
    fn a_regular_expression_is_unchecked_where_none_can_be_read() {
        let checker = Checker::new(&CONTRACT, &SCHEMA, Part::Instance, Direction::None);
        let known = |verdict| if cfg!(feature = "patterns") { verdict } else { Verdict::Unchecked };
        let too_long = serde_json::to_string(&"a".repeat(100_000)).unwrap();
        let cases = [
            (r#""^a*$""#, known(Verdict::Valid)),
            (r#""(""#, known(Verdict::Invalid)),
            (r#""(?i)a""#, known(Verdict::Invalid)),
            (&too_long, Verdict::Unchecked),
            ("1", Verdict::Valid),
        ];
        for (json, expected) in cases {
            let report = checker.check_slice(json.as_bytes());
            assert_eq!(report.verdict(), expected, "{json:.20}: {report}");
        }
        // Who knows better is asked, with the feature or without.
        let options = Options::new().format("regex", |text| text == "(");
        assert!(checker.with(&options).check_slice(br#""(""#).is_valid());
    }
}
