//! Payloads that mean harm: depth, size, keys, and secrets.

use std::time::{Duration, Instant};

use fineprint::check::{Checker, Clock, Direction, Options, Part};
use fineprint::contract::{Contract, Keyword};
use fineprint::report::{JsonFault, Kind, Report, Violation};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::agreement::listed;
use crate::contracts::{anything, anything_whole, first, written};

/// Checks and decodes bytes; the reports must be equal.
#[track_caller]
pub(crate) fn report(checker: Checker<'_>, json: &[u8]) -> Report {
    let report = checker.check_slice(json);
    match checker.decode::<Value>(json) {
        Ok(_) => assert!(report.is_valid()),
        Err(decoded) => assert_eq!(decoded, report),
    }
    report
}

/// Contracts that demand nothing of the payloads below, in several ways.
pub(crate) fn harmless() -> Vec<Contract> {
    vec![
        anything(),
        anything_whole(),
        written(&[json!({"uniqueItems": true})]),
        written(&[json!({"additionalProperties": {"$ref": 0}, "items": {"$ref": 0}})]),
        written(&[json!({"anyOf": [{"items": {"$ref": 0}}, {"additionalProperties": {"$ref": 0}}]})]),
        written(&[json!({"unevaluatedItems": {"$ref": 0}, "unevaluatedProperties": {"$ref": 0}})]),
        written(&[
            json!({"allOf": [{"properties": {"a": {"$ref": 0}}}, {"properties": {"b": {}}, "items": {"$ref": 0}}]}),
        ]),
        written(&[json!({"prefixItems": [{"$ref": 0}], "patternProperties": {"": {"$ref": 0}}})]),
        written(&[
            json!({"contains": {"$ref": 0}, "minContains": 0, "dependentSchemas": {"a": {"additionalProperties": {"$ref": 0}}}}),
        ]),
        written(&[
            json!({"if": {"items": {"$ref": 0}}, "then": {"additionalProperties": {"$ref": 0}}, "unevaluatedItems": {}}),
        ]),
    ]
}

#[test]
fn depth() {
    let open = ["[", r#"{"a":"#];
    let close = ["]", "}"];
    for contract in harmless() {
        for (open, close) in open.into_iter().zip(close) {
            for levels in [1_000, 100_000] {
                let cut = report(first(&contract), open.repeat(levels).as_bytes());
                assert_eq!(listed(&cut), [("", "json")]);
                assert!(matches!(
                    cut.violations()[0].kind(),
                    Kind::Json { fault: JsonFault::Incomplete, .. }
                ));
            }
            // The innermost level must be a value.
            let nested = |levels: usize| format!("{}{}{}", open.repeat(levels), "0", close.repeat(levels));
            assert!(report(first(&contract), nested(100).as_bytes()).is_valid());
            for levels in [101, 102, 126, 127, 128, 129, 1_000, 100_000] {
                let deep = report(first(&contract), nested(levels).as_bytes());
                assert_eq!(deep.violations().len(), 1, "{levels}: {deep}");
                assert_eq!(deep.violations()[0].keyword(), Keyword::Depth);
                assert_eq!(deep.violations()[0].pointer().split('/').count(), 101, "{levels}");
            }
            let options = Options::new().max_depth(1_000);
            assert!(report(first(&contract).with(&options), nested(126).as_bytes()).is_valid());
            assert_eq!(report(first(&contract).with(&options), nested(127).as_bytes()).violations().len(), 1);
        }
    }
}

/// Parts of a parsed value of which no schema speaks are not looked at. The others lie no deeper than text may.
#[test]
fn depth_of_values() {
    let recursive = written(&[json!({"items": {"$ref": 0}, "additionalProperties": {"$ref": 0}})]);
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let nested = |levels: usize| format!("{}0{}", open.repeat(levels), close.repeat(levels));
        let value = |levels| -> Value { serde_json::from_str(&nested(levels)).unwrap() };
        assert!(first(&anything()).check_value(&value(120)).is_valid());
        assert!(first(&recursive).check_value(&value(100)).is_valid());
        for levels in [101, 120] {
            let report = report(first(&recursive), nested(levels).as_bytes());
            assert_eq!(first(&recursive).check_value(&value(levels)), report);
            assert_eq!(report.violations()[0].keyword(), Keyword::Depth);
        }
    }
}

/// Too deep is too deep, also where only a branch goes there.
#[test]
fn depth_of_values_within_branches() {
    let list = json!({"type": "object", "properties": {"next": {"$ref": 0}, "a": {"type": "integer"}}});
    let schemas = [
        json!({"anyOf": [list, {"type": "null"}]}),
        json!({"oneOf": [list, {"type": "null"}]}),
        json!({"if": {"type": "object"}, "then": list}),
    ];
    for schema in schemas {
        let contract = written(&[schema]);
        let text = format!("{}{{\"a\":\"x\"}}{}", r#"{"next":"#.repeat(101), "}".repeat(101));
        let value: Value = serde_json::from_str(&text).unwrap();
        for report in [first(&contract).check_value(&value), report(first(&contract), text.as_bytes())] {
            assert!(listed(&report).iter().any(|(_, keyword)| *keyword == "depth"), "{report}");
        }
    }
    let unique = written(&[json!({"uniqueItems": true})]);
    let item = format!("{}{}", "[".repeat(105), "]".repeat(105));
    let value: Value = serde_json::from_str(&format!("[{item},{item}]")).unwrap();
    assert!(!first(&unique).check_value(&value).is_valid());
    let inner = written(&[json!({"oneOf": [{"properties": {"b": {"type": "object"}}}]})]);
    assert!(!first(&inner).check_value(&json!({"b": {"$serde_json::private::RawValue": "{}"}})).is_valid());
}

/// Of a parsed value, `serde_json` looks at the first key of objects, and the contract only at what it speaks of.
#[test]
fn reserved_keys_of_values() {
    let object = written(&[json!({"type": "object"})]);
    let payloads = [
        (json!({"$serde_json::private::RawValue": "1"}), false),
        (json!({"$serde_json::private::Number": "1", "a": 1}), false),
        (json!({"#": 1, "$serde_json::private::RawValue": "1"}), true),
    ];
    for (payload, valid) in payloads {
        assert_eq!(first(&object).check_value(&payload).is_valid(), valid, "{payload}");
        assert!(first(&anything()).check_value(&payload).is_valid(), "{payload}");
    }
}

#[test]
fn reserved_keys() {
    for contract in harmless() {
        for payload in [
            r#"{"$serde_json::private::Number":"1"}"#,
            r#"{"$serde_json::private::Number":"no number"}"#,
            r#"{"$serde_json::private::Number":1,"b":2}"#,
            r#"{"$serde_json::private::RawValue":"[1"}"#,
            r#"{"$serde_json::private::RawValue":"{}"}"#,
            r#"{"$serde_json::private::RawValue":{"a":1}}"#,
            r#"{"\u0024serde_json::private::Number":"1"}"#,
            r#"{"$serde_json::private::\u0052awValue":"{}"}"#,
            r#"{"a":1,"$serde_json::private::Anything":null}"#,
        ] {
            let report = report(first(&contract), payload.as_bytes());
            assert_eq!(report.violations().len(), 1, "{payload}: {report}");
            assert_eq!(report.violations()[0].keyword(), Keyword::ReservedKey, "{payload}");
            let nested = format!("[{payload}]");
            assert!(!self::report(first(&contract), nested.as_bytes()).is_valid());
        }
    }
    // Also where the contract itself names them.
    let named = written(&[json!({"properties": {"$serde_json::private::RawValue": {}}})]);
    assert!(!report(first(&named), br#"{"$serde_json::private::RawValue":"{}"}"#).is_valid());
    let free = report(first(&anything()), br#"{"serde_json::private::Number":"1","$serde":2}"#);
    assert!(free.is_valid());
}

#[test]
fn keys_in_pointers_are_escaped_and_cut() {
    let contract = written(&[json!({"additionalProperties": {"type": "integer"}})]);
    let long = "k".repeat(10_000);
    let payload = json!({"\u{1b}[31m\n": "x", (long): "x", "a/b~c": "x", "\u{202e}": 1}).to_string();
    let report = report(first(&contract), payload.as_bytes());
    let pointers: Vec<_> = report.violations().iter().map(Violation::pointer).collect();
    assert_eq!(pointers, [r"/\u001b[31m\u000a", "/a~1b~0c", &format!("/{}…", "k".repeat(128))]);
    let strict = Options::new().strict(true);
    let contract = written(&[json!({"properties": {"a": {}}, "additionalProperties": false})]);
    for options in [Options::new(), strict] {
        let report = first(&contract).with(&options).check_slice(payload.as_bytes());
        let shown = report.to_string() + &serde_json::to_string(&report.to_problem()).unwrap();
        assert!(!shown.contains('\u{1b}') && !shown.contains(&"k".repeat(129)), "{shown}");
    }
}

/// How many times larger the large payload is.
const LARGER: usize = 16;

/// Many small checks take as long as a large one, if time grows with the size; with its square, the large one takes sixteen
/// times as long. Other work on the machine only ever adds time, so the shortest of several rounds counts, and there are
/// more rounds while the result looks bad: what is quadratic stays so, however often it is measured.
#[track_caller]
pub(crate) fn is_linear(what: &str, contract: &Contract, payload: impl Fn(usize) -> String, size: usize) {
    let (small, large) = (payload(size), payload(LARGER * size));
    let time = |payload: &str, times: usize| {
        let start = Instant::now();
        for _ in 0..times {
            drop(first(contract).check_slice(payload.as_bytes()));
        }
        start.elapsed()
    };
    let (mut many, mut one) = (Duration::MAX, Duration::MAX);
    let start = Instant::now();
    for round in 1.. {
        many = many.min(time(&small, LARGER));
        one = one.min(time(&large, 1));
        if round >= 3 && (one < 4 * many || start.elapsed() > Duration::from_secs(5)) {
            break;
        }
    }
    assert!(one < 4 * many, "{what}: {many:?} for {LARGER} of {size}, {one:?} for one of {}", LARGER * size);
}

#[test]
fn time_grows_with_the_size() {
    let list = |items: Vec<String>| format!("[{}]", items.join(","));
    let keys = |size: usize| -> String {
        let members: Vec<_> = (0..size).map(|index| format!("\"key{index}\":{index}")).collect();
        format!("{{{}}}", members.join(","))
    };
    let objects = move |size: usize| {
        list((0..size).map(|index| format!("{{\"a\":{index},\"b\":[{index}]}}")).collect())
    };
    let numbers = move |size: usize| list((0..size).map(|index| index.to_string()).collect());
    let strings = |size: usize| format!("[\"{}\"]", "é".repeat(size));
    let same = move |size: usize| list(vec!["1".to_owned(); size]);
    let unique = written(&[json!({"uniqueItems": true})]);
    is_linear("unique numbers", &unique, numbers, 6_250);
    is_linear("unique objects", &unique, objects, 3_000);
    is_linear("equal numbers", &unique, same, 6_250);
    for contract in harmless() {
        is_linear("keys", &contract, keys, 1_000);
        is_linear("objects", &contract, objects, 500);
        is_linear("strings", &contract, strings, 20_000);
    }
    let wrong = written(&[json!({"items": {"type": "string", "minLength": 5}})]);
    is_linear("violations", &wrong, numbers, 3_000);
}

#[test]
fn long_strings() {
    let contract = written(&[json!({"items": {"maxLength": 10, "minLength": 6_000_000, "format": "email"}})]);
    let payload = format!("[\"{}\"]", "a".repeat(5_000_000));
    let report = report(first(&contract), payload.as_bytes());
    assert_eq!(listed(&report), [("/0", "minLength"), ("/0", "maxLength"), ("/0", "format")]);
    assert!(report.to_string().len() < 1_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes at random never do harm.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        for contract in harmless() {
            drop(report(first(&contract), &bytes));
        }
    }

    /// A value of the payload is in no report, wherever it stands and whatever is wrong with it.
    #[test]
    fn values_are_secrets(digits in 100_000_000_000_u64..999_999_999_999, place in 0_usize..9, text: bool) {
        let secret = if text { format!("S{digits}") } else { digits.to_string() };
        let value = if text { json!(secret) } else { json!(digits) };
        let payload = match place {
            0 => value,
            1 => json!([value, value]),
            2 => json!({"a": value}),
            3 => json!({"b": {"b": [value]}}),
            4 => json!({"t": value}),
            5 => json!({"x": value, "t": "a"}),
            6 => json!([[value], [value]]),
            7 => json!({"d": value}),
            _ => json!({"a": {"a": {"a": value}}}),
        };
        let schemas = [
            json!({"type": "boolean", "enum": [1, "x"], "maxLength": 1, "minLength": 90, "minimum": 1e15, "maximum": 1, "format": "date"}),
            json!({"uniqueItems": true, "multipleOf": 7.5, "x-temporal": "past", "not": {}, "items": {"uniqueItems": true, "type": "null"}}),
            json!({"additionalProperties": {"$ref": 0}, "items": {"$ref": 0}, "required": ["q"]}),
            json!({"oneOf": [{"$ref": 0}, {"$ref": 1}], "discriminator": {"propertyName": "t", "mapping": {"a": 0}}}),
            json!({"anyOf": [{"$ref": 0}, {"additionalProperties": {"$ref": 2}, "enum": [{"a": 1}]}]}),
            json!({"properties": {"d": {"format": "date", "pattern": "^x$"}, "b": {"$ref": 4}}, "additionalProperties": false}),
        ];
        let options = Options::new().strict(true).clock(Clock::Fixed { unix_seconds: 0 });
        for index in 0..schemas.len() {
            let mut components = schemas.to_vec();
            components.push(json!({"$ref": index}));
            let contract = written(&components);
            let schema = &contract.components[schemas.len()];
            let checker = Checker::new(&contract, schema, Part::RequestBody, Direction::Request);
            let checker = checker.with(&options);
            let text = payload.to_string();
            for report in [checker.check_slice(text.as_bytes()), checker.decode::<bool>(text.as_bytes()).unwrap_err()] {
                let said = format!("{report}{}{}", json!(report), json!(report.to_problem()));
                prop_assert!(!said.contains(&secret), "{}", said);
            }
        }
    }
}
