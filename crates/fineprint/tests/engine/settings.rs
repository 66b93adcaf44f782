//! What depends on the settings of a check or on the way that a payload is read, in every way to check.

use fineprint::check::{Clock, Direction, Options, Part};
use fineprint::contract::Keyword;
use fineprint::report::Violation;
use serde_json::{Value, json};

use crate::agreement::{agreed, listed, table};
use crate::contracts::{first, written};

#[test]
fn strict_nullable() {
    let options = Options::new().strict_nullable(true);
    table(
        &[
            (json!({"nullable": true, "type": "string"}), &[("null", &[])]),
            (json!({"nullable": true, "type": "string", "enum": ["a"]}), &[("null", &[("", "enum")])]),
            (json!({"nullable": true, "allOf": [{"type": "object"}]}), &[("null", &[("", "type")])]),
        ],
        |checker, payload| agreed(checker.with(&options), payload),
    );
}

/// Now is noon UTC of a leap day.
#[test]
fn temporal() {
    let options = Options::new().clock(Clock::Fixed { unix_seconds: 1_582_977_600 });
    let wrong: &[(&str, &str)] = &[("", "x-temporal")];
    table(
        &[
            (
                json!({"x-temporal": "past"}),
                &[
                    ("\"2020-02-28\"", &[]),
                    ("\"2020-02-29\"", wrong),
                    ("\"2020-02-29T11:59:59.999Z\"", &[]),
                    ("\"2020-02-29T12:00:00Z\"", wrong),
                    ("\"2020-02-29T13:59:59+02:00\"", &[]),
                    ("\"2020-02-29T11:00:00-02:00\"", wrong),
                    ("\"no date\"", &[]),
                    ("20200301", &[]),
                ],
            ),
            (
                json!({"x-temporal": "past-or-present"}),
                &[("\"2020-02-29\"", &[]), ("\"2020-03-01\"", wrong), ("\"2020-02-29T12:00:00Z\"", &[])],
            ),
            (
                json!({"x-temporal": "future"}),
                &[
                    ("\"2020-02-29\"", wrong),
                    ("\"2020-03-01\"", &[]),
                    ("\"2020-02-29T12:00:00.000000001Z\"", &[]),
                ],
            ),
            (
                json!({"x-temporal": "future-or-present"}),
                &[("\"2020-02-29\"", &[]), ("\"2020-02-28\"", wrong), ("\"2020-02-29T11:59:59Z\"", wrong)],
            ),
        ],
        |checker, payload| agreed(checker.with(&options), payload),
    );
}

#[test]
fn strict() {
    let options = Options::new().strict(true);
    let b_or_c = json!([{"properties": {"b": {"type": "integer"}}, "required": ["b"]}, {"properties": {"c": {}}, "required": ["c"]}]);
    let named = json!([
        {"properties": {"k": {}, "b": {"properties": {"x": {}}}}, "required": ["k"]},
        {"properties": {"k": {}, "c": {}}},
    ]);
    table(
        &[
            (json!({"type": "object"}), &[(r#"{"anything":1}"#, &[])]),
            (
                json!({"properties": {"a": {}}, "required": ["r"]}),
                &[(r#"{"a":1,"r":1,"x":1}"#, &[("/r", "undocumented"), ("/x", "undocumented")])],
            ),
            (json!({"properties": {"a": {}}, "additionalProperties": {}}), &[(r#"{"a":1,"x":1}"#, &[])]),
            (
                json!({"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}),
                &[(r#"{"a":1,"b":1}"#, &[])],
            ),
            // What stands beside a union is documented within its branches, and the other way around.
            (
                json!({"properties": {"a": {}}, "oneOf": b_or_c}),
                &[
                    (r#"{"a":1,"b":2}"#, &[]),
                    (r#"{"a":1,"c":2}"#, &[]),
                    (r#"{"a":1,"c":2,"x":3}"#, &[("/x", "undocumented")]),
                    (r#"{"a":1,"b":"x"}"#, &[("", "oneOf"), ("/b", "type")]),
                ],
            ),
            (
                json!({"properties": {"a": {}}, "oneOf": named, "discriminator": {"propertyName": "k", "mapping": {"b": 0, "c": 1}}}),
                &[
                    (r#"{"a":1,"k":"b"}"#, &[]),
                    (r#"{"a":1,"k":"b","x":1}"#, &[("/x", "undocumented")]),
                    (r#"{"k":"b","b":{"x":1,"y":2}}"#, &[("/b/y", "undocumented")]),
                ],
            ),
        ],
        |checker, payload| agreed(checker.with(&options), payload),
    );
}

/// `int64` speaks of numbers and of strings: a schema that wants an integer hears nothing of it for a string.
#[test]
fn formats_of_several_types() {
    table(
        &[
            (
                json!({"type": "integer", "format": "int64"}),
                &[("\"x\"", &[("", "type")]), ("\"1\"", &[("", "type")])],
            ),
            (json!({"type": "string", "format": "int64"}), &[("\"x\"", &[("", "format")]), ("\"1\"", &[])]),
            (
                json!({"format": "int64"}),
                &[("\"x\"", &[("", "format")]), ("1", &[]), ("1.5", &[("", "format")])],
            ),
        ],
        agreed,
    );
}

#[test]
fn own_formats() {
    let options = Options::new().format("even", |text| text.len() % 2 == 0);
    table(
        &[(json!({"format": "even"}), &[("\"ab\"", &[]), ("\"abc\"", &[("", "format")]), ("1", &[])])],
        |checker, payload| agreed(checker.with(&options), payload),
    );
}

#[test]
fn patterns() {
    table(
        &[(
            json!({"pattern": "^a+$"}),
            &[("\"aa\"", &[]), ("\"ab\"", &[("", "pattern")]), ("\"\"", &[("", "pattern")]), ("1", &[])],
        )],
        agreed,
    );
}

#[test]
fn values_are_shown_only_if_asked_for() {
    let contract = written(&[json!({"maxLength": 3, "minimum": 5})]);
    let options = Options::new().show_values(true);
    for (payload, shown) in [("\"secret\"", "\"secret\""), ("1.0", "1"), ("-2", "-2")] {
        let report = agreed(first(&contract).with(&options), payload);
        assert!(report.violations()[0].message().ends_with(&format!("found {shown}")), "{report}");
        assert!(!first(&contract).check_slice(payload.as_bytes()).to_string().contains("found"));
    }
}

#[test]
fn limits() {
    let contract = written(&[json!({"items": {"type": "string"}})]);
    let payload = "[1,2,3,4,5]";
    for (limit, count, truncated) in [(1, 1, true), (4, 4, true), (5, 5, false), (0, 1, true)] {
        let options = Options::new().max_violations(limit);
        let report = agreed(first(&contract).with(&options), payload);
        assert_eq!((report.violations().len(), report.is_truncated()), (count, truncated), "{limit}");
    }
    let options = Options::new().max_depth(2);
    for (payload, expected) in
        [("[[]]", &[("/0", "type")][..]), ("[[[]]]", &[("/0", "type"), ("/0/0", "depth")])]
    {
        assert_eq!(listed(&agreed(first(&contract).with(&options), payload)), expected, "{payload}");
    }
    let options = Options::new().max_bytes(4);
    let report = first(&contract).with(&options).check_slice(b"[   ]");
    assert_eq!(listed(&report), [("", "size")]);
    assert!(first(&contract).with(&options).check_slice(b"[  ]").is_valid());
}

/// What only the text shows.
#[test]
fn keys_that_stand_twice() {
    let named = json!({"properties": {"a": {"type": "integer"}}});
    let nothing = json!({});
    let whole = json!({"anyOf": [{}, {"type": "object"}]});
    let not = json!({"not": {"required": ["z"]}});
    for schema in [named, nothing, whole, not] {
        let contract = written(&[schema]);
        for (payload, pointers) in [
            (r#"{"a":1,"a":2}"#, &["/a"][..]),
            (r#"{"a":1,"\u0061":2}"#, &["/a"]),
            (r#"{"x":1,"x":2,"x":3}"#, &["/x"]),
            (r#"{"x":{"y":1,"y":2},"a":1,"x":2}"#, &["/x", "/x/y"]),
            (r#"{"":1,"":1}"#, &["/"]),
        ] {
            let report = first(&contract).check_slice(payload.as_bytes());
            let found: Vec<_> = report.violations().iter().map(Violation::pointer).collect();
            assert_eq!(found, pointers, "{payload}: {report}");
            assert!(report.violations().iter().all(|violation| violation.keyword() == Keyword::DuplicateKey));
            assert_eq!(first(&contract).decode::<Value>(payload.as_bytes()).unwrap_err(), report);
        }
    }
}

#[test]
fn directions_of_parts() {
    assert_eq!(Part::RequestBody.direction(), Direction::Request);
    assert_eq!(Part::Instance.direction(), Direction::None);
}
