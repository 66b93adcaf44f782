//! Strings and numbers, at their limits and between them, and values of any kind.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::{Map, Value, json};

/// Characters of one to four bytes: lengths count characters.
const ALPHABET: [char; 4] = ['a', 'é', '€', '😀'];

/// Strings of a format. The dates lie in the past of these tests, since some have to.
fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "date" => &["2024-06-14", "2020-02-29", "1999-12-31", "0001-01-01"],
        "date-time" => &[
            "2023-11-07T05:31:56Z",
            "2023-11-07t05:31:56z",
            "2023-11-07T05:31:56.123456-07:00",
            "2030-01-01T00:00:00+14:00",
            "2016-12-31T23:59:60Z",
            "9999-12-31T23:59:59Z",
        ],
        "time" => &["05:31:56Z", "23:59:59.999+01:00", "00:00:00-00:30"],
        "uuid" => &[
            "00000000-0000-0000-0000-000000000000",
            "3C90C3CC-0D44-4B50-8888-8DD25736052A",
            "3c90c3cc-0d44-4b50-8888-8dd25736052b",
        ],
        "email" => &["a@b.c", "ada.lovelace+x@example.com", "\"a b\"@example.org", "a@[192.0.2.1]"],
        "uri" => &[
            "https://example.com",
            "urn:isbn:0451450523",
            "http://[2001:db8::1]:80/a%20b?q=1#f",
            "mailto:ada@example.com",
        ],
        "ipv4" => &["192.0.2.1", "0.0.0.0", "255.255.255.255"],
        "iso-3166-1-alpha-2" => &["DE", "CH", "AX", "ZW"],
        "iso-4217" => &["EUR", "CHF", "JPY", "XAU"],
        "e164" => &["+15551234567", "+41446681800", "+12", "+999999999999999"],
        "int64" => &["0", "-9223372036854775808"],
        "decimal" => &["0", "-1.50", "1e40"],
        unknown => panic!("strings of the format {unknown} are missing"),
    }
}

fn limit(schema: &Map<String, Value>, keyword: &str) -> Option<u64> {
    schema.get(keyword).and_then(Value::as_u64)
}

/// Strings that meet the schema.
pub(super) fn strings(schema: &Map<String, Value>) -> BoxedStrategy<Value> {
    let least = limit(schema, "minLength").unwrap_or(0);
    let greatest = limit(schema, "maxLength").unwrap_or(least + 20);
    let fits = move |text: &&str| (least..=greatest).contains(&(text.chars().count() as u64));
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        let all = of_format(format);
        let fitting: Vec<&str> = all.iter().copied().filter(fits).collect();
        // Where none fits, no payload is valid: so be it.
        return select(if fitting.is_empty() { all.to_vec() } else { fitting })
            .prop_map(|text| json!(text))
            .boxed();
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        return string_regex(pattern).unwrap().prop_map(Value::String).boxed();
    }
    let length = prop_oneof![1 => Just(least), 1 => Just(greatest), 4 => least..=greatest];
    let text = (length, 0..ALPHABET.len(), any::<bool>()).prop_map(|(length, first, mixed)| {
        let step = usize::from(mixed);
        let length = usize::try_from(length).unwrap();
        let text: String =
            (0..length).map(|index| ALPHABET[(first + index * step) % ALPHABET.len()]).collect();
        Value::String(text)
    });
    text.boxed()
}

/// Numbers that meet the schema: at its limits, between them, and written with and without a fraction.
pub(super) fn numbers(schema: &Map<String, Value>, integers: bool) -> BoxedStrategy<Value> {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let exclusive = |keyword: &str| schema.get(keyword) == Some(&json!(true));
    let (minimum, maximum) = (bound("minimum"), bound("maximum"));
    let (open_below, open_above) = (exclusive("exclusiveMinimum"), exclusive("exclusiveMaximum"));
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let (below, above) = match format {
        "int32" => (f64::from(i32::MIN), f64::from(i32::MAX)),
        "uint8" => (0.0, 255.0),
        "float" => (f64::from(f32::MIN), f64::from(f32::MAX)),
        _ => (f64::MIN, f64::MAX),
    };
    let least = minimum.unwrap_or(below).max(below);
    let greatest = maximum.unwrap_or(above).min(above);
    let within = move |number: &f64| {
        (if open_below { *number > least } else { *number >= least })
            && (if open_above { *number < greatest } else { *number <= greatest })
    };
    if let Some(divisor) = bound("multipleOf") {
        // Multiples as they are written: 0.3, not 3 * 0.1.
        let parts = (1.0 / divisor).round();
        let multiple = move |factor: i32| {
            if parts > 1.0 { f64::from(factor) / parts } else { f64::from(factor) * divisor }
        };
        return (0..1000)
            .prop_map(multiple)
            .prop_filter("out of range", within)
            .prop_map(|number| json!(number))
            .boxed();
    }
    // The schema's limits themselves keep their digits.
    let mut edges: Vec<Value> = [("minimum", open_below), ("maximum", open_above)]
        .into_iter()
        .filter(|(_, open)| !open)
        .filter_map(|(keyword, _)| schema.get(keyword).cloned())
        .collect();
    edges.extend([json!(0), json!(1), json!(-1), json!(7.0), json!(1e3), json!(i32::MAX), json!(i64::MIN)]);
    if !integers {
        edges.extend([
            json!(0.3),
            json!(-0.5),
            json!(1e-7),
            json!(-1e300),
            json!(3.25e38),
            json!(f64::midpoint(least, greatest)),
        ]);
    }
    edges.retain(|edge| edge.as_f64().is_some_and(|number| within(&number)));
    #[allow(clippy::cast_possible_truncation, reason = "bounds of samples, cut to where integers are exact")]
    let (from, to) = (least.max(-9e15).ceil() as i64, greatest.min(9e15).floor() as i64);
    let mut choices = vec![(1, select(edges).boxed())];
    if from < to {
        let between = (from..=to).prop_map(|number| json!(number));
        choices.push((1, between.boxed()));
    }
    if from < to && !integers {
        let fraction = (from.max(-1_000_000)..to.min(1_000_000), 0..100u8);
        let fraction = fraction.prop_map(|(whole, hundredths)| format!("{whole}.{hundredths:02}"));
        choices.push((1, fraction.prop_map(|text| json!(text.parse::<f64>().unwrap())).boxed()));
    }
    proptest::strategy::Union::new_weighted(choices).boxed()
}

/// Values of all types.
pub(super) fn anything() -> BoxedStrategy<Value> {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(1.0),
        json!(-0.5),
        json!(u64::MAX),
        // A multiple of twelve as it is written as well as in binary: 1e300 is one in binary only, which is what the oracle goes by.
        json!(1.2e300),
        json!(""),
        json!("text"),
        json!("2024-06-15"),
        json!([]),
        json!([1, "a", null]),
        json!({}),
        json!({"a": {"b": [{}]}}),
    ];
    select(values.to_vec()).boxed()
}
