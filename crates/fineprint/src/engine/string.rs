//! What constraints ask of strings.

use super::run::Run;
use crate::contract::{ContentEncoding, Temporal};
use crate::formats::{Format, base64, date_time};
use crate::pattern::Match;
use crate::report::Reason;

/// Whether the string has fewer than `limit` Unicode scalar values, and how many. Characters have one to four bytes, so
/// the count of bytes decides most cases.
#[inline]
pub(super) fn shorter_than(text: &str, limit: u64) -> Option<u64> {
    let bytes = text.len() as u64;
    if bytes >= limit.saturating_mul(4) {
        return None;
    }
    let count = characters(text);
    (count < limit).then_some(count)
}

/// Whether the string has more than `limit` Unicode scalar values, and how many.
#[inline]
pub(super) fn longer_than(text: &str, limit: u64) -> Option<u64> {
    if text.len() as u64 <= limit {
        return None;
    }
    let count = characters(text);
    (count > limit).then_some(count)
}

/// By a call, since it is seldom needed and the preparations for it are long.
#[inline(never)]
fn characters(text: &str) -> u64 {
    text.chars().count() as u64
}

/// `format`, one of those that Fineprint knows, unless the caller knows better.
///
/// # Errors
///
/// When nobody knows whether the format is met.
#[inline]
pub(super) fn is_format(run: &Run<'_>, format: Format, text: &str) -> Result<bool, Reason> {
    if let Some(check) = own_format(run, || format.name()) {
        return Ok(check(text));
    }
    match format.match_str(text) {
        Match::Yes => Ok(true),
        Match::No => Ok(false),
        Match::GaveUp => Err(Reason::RegexNotRead),
    }
}

/// `format`, one that the caller may have given a meaning.
pub(super) fn is_named_format(run: &Run<'_>, name: &str, text: &str) -> bool {
    own_format(run, || name).is_none_or(|check| check(text))
}

/// Whether the caller says what a format means.
pub(super) fn has_own_meaning(run: &Run<'_>, name: &str) -> bool {
    own_format(run, || name).is_some()
}

/// What the caller says that a format means.
#[inline]
fn own_format<'f>(run: &Run<'_>, name: impl FnOnce() -> &'f str) -> Option<fn(&str) -> bool> {
    if run.options.formats.is_empty() { None } else { registered(run, name()) }
}

/// By a call, since hardly anybody says anything.
#[inline(never)]
fn registered(run: &Run<'_>, name: &str) -> Option<fn(&str) -> bool> {
    run.options.formats.iter().rev().find(|(known, _)| *known == name).map(|(_, check)| *check)
}

/// `contentEncoding`
pub(super) fn is_encoded(encoding: ContentEncoding, text: &str) -> bool {
    base64::is_encoded(encoding, text)
}

/// `x-temporal`. What is no date and no point in time has no place in time; that it should be one is for `format` to say.
pub(super) fn is_when(now: (i64, u32), expected: Temporal, text: &str) -> bool {
    const SECONDS_A_DAY: i64 = 86_400;
    let (seconds, nanos) = now;
    let ordering = if let Some(date) = date_time::parse_date(text) {
        date.days_since_epoch().cmp(&seconds.div_euclid(SECONDS_A_DAY))
    } else if let Some(instant) = date_time::parse_date_time(text) {
        (instant.seconds, instant.nanos).cmp(&(seconds, nanos))
    } else {
        return true;
    };
    match expected {
        Temporal::Past => ordering.is_lt(),
        Temporal::PastOrPresent => ordering.is_le(),
        Temporal::Future => ordering.is_gt(),
        Temporal::FutureOrPresent => ordering.is_ge(),
    }
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
        has_one_way_properties: false,
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
