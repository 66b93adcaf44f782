//! Limits that contradict each other, so that no value meets both.
//!
//! Warnings: it is JSON Schema to say so, the contract refuses every value there, and all else can be checked.

use fineprint::contract::{Decimal, TypeSet};
use fineprint::formats::Format;

use super::super::keywords::types;
use super::super::report::Report;
use super::super::shape::{count, decimal};
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

pub(super) fn check(schema: &Node, report: &mut Report<'_>) {
    for (least, most) in
        [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties")]
    {
        let of = |keyword| schema.get(keyword).and_then(count);
        if let (Some(low), Some(high)) = (of(least), of(most))
            && low > high
        {
            contradict(schema, "value", (least, &low.to_string()), (most, &high.to_string()), report);
        }
    }
    bounds(schema, report);
    required(schema, report);
}

fn bounds(schema: &Node, report: &mut Report<'_>) {
    let flag = |keyword| schema.get(keyword).and_then(Node::as_bool).unwrap_or_default();
    let (low, high) = (lower(schema), upper(schema));
    if let (Some(low), Some(high)) = (&low, &high) {
        let crossed = low.value > high.value || (low.value == high.value && (low.excluded || high.excluded));
        let subject = if crossed {
            Some("value")
        } else if types(schema) == Some(TypeSet::INTEGER)
            && lacks_integer((low.value, low.excluded), (high.value, high.excluded))
        {
            Some("integer")
        } else {
            None
        };
        if let Some(subject) = subject {
            let (least, most) = (low.value.to_string(), high.value.to_string());
            contradict(schema, subject, (low.keyword, &least), (high.keyword, &most), report);
        }
    }
    if let Some((least, most)) = format_range(schema) {
        if let Some(low) = low.filter(|low| low.value > most || (low.value == most && low.excluded)) {
            let (value, most) = (low.value.to_string(), most.to_string());
            contradict(schema, "value", (low.keyword, &value), ("format", &most), report);
        }
        if let Some(high) = high.filter(|high| high.value < least || (high.value == least && high.excluded)) {
            let (value, least) = (high.value.to_string(), least.to_string());
            contradict(schema, "value", ("format", &least), (high.keyword, &value), report);
        }
    }
    for (keyword, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if flag(keyword) && schema.get(bound).is_none() {
            let message = format!("`{keyword}` says nothing without `{bound}`");
            report.push(report.warning(Code::InapplicableKeyword, key(schema, keyword), message, "ignored"));
        }
    }
}

/// A limit of numbers, and the keyword that states it.
pub(super) struct Bound {
    pub(super) value: Decimal,
    /// Whether the limit itself is beyond it.
    pub(super) excluded: bool,
    pub(super) keyword: &'static str,
}

/// The stricter of the two lower bounds.
pub(super) fn lower(schema: &Node) -> Option<Bound> {
    let bounds = bounds_of(schema, ["minimum", "exclusiveMinimum"]);
    bounds.into_iter().flatten().max_by_key(|bound| (bound.value, bound.excluded))
}

/// The stricter of the two upper bounds.
pub(super) fn upper(schema: &Node) -> Option<Bound> {
    let bounds = bounds_of(schema, ["maximum", "exclusiveMaximum"]);
    bounds.into_iter().flatten().min_by_key(|bound| (bound.value, !bound.excluded))
}

/// The second keyword is a flag up to draft 4, and a bound of its own later.
fn bounds_of(schema: &Node, [bound, exclusive]: [&'static str; 2]) -> [Option<Bound>; 2] {
    let value = |keyword| schema.get(keyword).and_then(decimal);
    let excluded = schema.get(exclusive).and_then(Node::as_bool).unwrap_or_default();
    [
        value(bound).map(|value| Bound { value, excluded, keyword: bound }),
        value(exclusive).map(|value| Bound { value, excluded: true, keyword: exclusive }),
    ]
}

/// The integers of the schema's `format`, if it is a format of integers and speaks of the schema's values.
fn format_range(schema: &Node) -> Option<(Decimal, Decimal)> {
    let format = schema.get("format").and_then(Node::as_str).and_then(Format::from_name)?;
    let (least, most) = format.integer_range()?;
    let applies = types(schema).is_none_or(|types| types.iter().any(|ty| TypeSet::NUMBER.admits(ty)));
    applies.then(|| (Decimal::new(least, 0), Decimal::new(most, 0)))
}

/// Whether no integer lies between two bounds, which may be excluded themselves.
fn lacks_integer(low: (Decimal, bool), high: (Decimal, bool)) -> bool {
    let first = floor(Decimal::new(-low.0.mantissa(), low.0.exponent())).map(|floor| -floor);
    let (Some(first), Some(last)) = (first, floor(high.0)) else { return false };
    let first = first + i128::from(low.1 && low.0.is_integer());
    let last = last - i128::from(high.1 && high.0.is_integer());
    first > last
}

/// The greatest integer that is not above; none where it is too large to matter.
fn floor(number: Decimal) -> Option<i128> {
    if number.exponent() >= 0 {
        return number.to_i128();
    }
    let scale = 10_i128.checked_pow(number.exponent().unsigned_abs());
    // A scale beyond all mantissas leaves only the sign.
    Some(scale.map_or(number.mantissa().signum().min(0), |scale| number.mantissa().div_euclid(scale)))
}

/// An object with all required properties has at least as many.
fn required(schema: &Node, report: &mut Report<'_>) {
    let names = schema.get("required").and_then(Node::as_sequence).unwrap_or_default();
    let names: std::collections::HashSet<&str> = names.iter().filter_map(Node::as_str).collect();
    if let Some(most) = schema.get("maxProperties").and_then(count)
        && u64::try_from(names.len()).is_ok_and(|least| least > most)
    {
        contradict(
            schema,
            "value",
            ("required", &names.len().to_string()),
            ("maxProperties", &most.to_string()),
            report,
        );
    }
}

fn contradict(
    schema: &Node,
    subject: &str,
    least: (&str, &str),
    most: (&str, &str),
    report: &mut Report<'_>,
) {
    let message = format!("no {subject} meets both `{}` and `{}`", least.0, most.0);
    let label = format!("at least {}", least.1);
    let found = report.warning(Code::ContradictingLimits, key(schema, least.0), message, &label);
    report.push(report.also(found, key(schema, most.0), format!("at most {}", most.1)));
}

#[cfg(test)]
mod tests {
    use super::lacks_integer;

    #[test]
    fn integers_between_bounds() {
        for (low, low_excluded, high, high_excluded, lacking) in [
            ("0.5", false, "0.7", false, true),
            ("-0.7", false, "-0.5", false, true),
            ("-0.5", false, "0.5", false, false),
            ("0.5", false, "1", false, false),
            ("0.5", false, "1", true, true),
            ("1", true, "2", true, true),
            ("1", true, "2", false, false),
            ("1", false, "1.5", true, false),
            ("1e-300", false, "1e-200", false, true),
            ("-1e-200", false, "1e-200", false, false),
            ("1e300", false, "1e301", false, false),
        ] {
            let (lower, upper) =
                ((low.parse().unwrap(), low_excluded), (high.parse().unwrap(), high_excluded));
            assert_eq!(lacks_integer(lower, upper), lacking, "{low} {high}");
        }
    }
}
