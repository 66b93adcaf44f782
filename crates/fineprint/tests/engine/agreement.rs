//! Every constraint, and that all ways to check give the same report: text, parsed value, decoding, serialized value.

use fineprint::check::{Checker, Part};
use fineprint::contract::Contract;
use fineprint::report::{Report, Violation};
use serde_json::{Value, json};

use crate::contracts::{first, written};

/// Checks a payload in every way, and gives the one report.
#[track_caller]
pub(crate) fn agreed(checker: Checker<'_>, payload: &str) -> Report {
    let report = checker.check_slice(payload.as_bytes());
    let value: Value = serde_json::from_str(payload).unwrap();
    assert_eq!(stated(&report), stated(&checker.check_value(&value)), "check_value of {payload}");
    if stated(&report).len() == report.violations().len() {
        assert_eq!(report, checker.check_value(&value), "check_value of {payload}");
    }
    assert_eq!(report, checker.check(&value), "check of {payload}");
    assert_eq!(report, checker.check_slice(payload.as_bytes()), "a second check of {payload}");
    assert_eq!(report.is_valid(), checker.is_valid_slice(payload.as_bytes()));
    match checker.decode::<Value>(payload.as_bytes()) {
        Ok(_) => assert!(report.is_valid(), "decode of {payload}: {report}"),
        Err(decoded) => assert_eq!(report, decoded, "decode of {payload}"),
    }
    report
}

/// The violations of what the contract states. The others, of rules for text, are not looked for in the parts of a parsed value
/// of which no schema speaks.
pub(crate) fn stated(report: &Report) -> Vec<&Violation> {
    report.violations().iter().filter(|violation| violation.schema_pointer().is_some()).collect()
}

/// What a report lists: pointer and keyword of each violation.
pub(crate) fn listed(report: &Report) -> Vec<(&str, &'static str)> {
    let violations = report.violations().iter();
    violations.map(|violation| (violation.pointer(), violation.keyword().name())).collect()
}

/// A schema, and payloads with the violations that they have.
pub(crate) type Row<'r> = (Value, &'r [(&'r str, &'r [(&'r str, &'r str)])]);

#[track_caller]
pub(crate) fn table(rows: &[Row<'_>], settings: impl Fn(Checker<'_>, &str) -> Report) {
    for (schema, payloads) in rows {
        let components = schema.as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
        let contract = written(&components);
        for (payload, expected) in *payloads {
            let report = settings(first(&contract), payload);
            assert_eq!(listed(&report), *expected, "{payload} against {schema}");
        }
    }
}

#[test]
fn scalars() {
    table(
        &[
            (json!({}), &[("null", &[]), ("1", &[]), (r#"{"a":[1,"x"]}"#, &[])]),
            (
                json!({"type": "integer"}),
                &[
                    ("1", &[]),
                    ("1.0", &[]),
                    ("-0", &[]),
                    ("1e3", &[]),
                    ("1.5", &[("", "type")]),
                    ("\"1\"", &[("", "type")]),
                ],
            ),
            (
                json!({"type": "number"}),
                &[("1", &[]), ("1.5", &[]), ("null", &[("", "type")]), ("[]", &[("", "type")])],
            ),
            (json!({"type": ["string", "null"]}), &[("null", &[]), ("\"\"", &[]), ("{}", &[("", "type")])]),
            (json!({"type": "object"}), &[("{}", &[]), ("[]", &[("", "type")]), ("true", &[("", "type")])]),
            (json!({"minLength": 2}), &[("\"é\"", &[("", "minLength")]), ("\"éé\"", &[]), ("1", &[])]),
            (
                json!({"maxLength": 2}),
                &[("\"😀😀\"", &[]), ("\"abc\"", &[("", "maxLength")]), ("[1,2,3]", &[])],
            ),
            (
                json!({"type": "string", "minLength": 3, "format": "iso-3166-1-alpha-2", "pattern": "."}),
                &[("\"USA\"", &[("", "format")]), ("\"US\"", &[("", "minLength")]), ("7", &[("", "type")])],
            ),
            (
                json!({"format": "date"}),
                &[("\"2020-02-29\"", &[]), ("\"2021-02-29\"", &[("", "format")]), ("5", &[])],
            ),
            (
                json!({"format": "int32"}),
                &[("2147483647", &[]), ("2147483648", &[("", "format")]), ("\"x\"", &[])],
            ),
            (json!({"format": "nobody-knows"}), &[("\"x\"", &[])]),
            (
                json!({"enum": ["a", 1, null, true]}),
                &[
                    ("\"a\"", &[]),
                    ("1.0", &[]),
                    ("null", &[]),
                    ("true", &[]),
                    ("false", &[("", "enum")]),
                    ("[]", &[("", "enum")]),
                ],
            ),
            (
                json!({"enum": [{"a": [1, {"b": 2}]}, [1, 2]]}),
                &[
                    (r#"{"a":[1.0,{"b":2}]}"#, &[]),
                    ("[1,2]", &[]),
                    ("[2,1]", &[("", "enum")]),
                    ("[1,2,3]", &[("", "enum")]),
                    (r#"{"a":[1,{"b":3}]}"#, &[("", "enum")]),
                    ("{}", &[("", "enum")]),
                ],
            ),
            (
                json!({"minimum": 0.3}),
                &[("0.3", &[]), ("0.29999999999999998", &[]), ("0.2", &[("", "minimum")])],
            ),
            (json!({"exclusiveMinimum": 0}), &[("0", &[("", "exclusiveMinimum")]), ("1e-300", &[])]),
            (
                json!({"maximum": 9_223_372_036_854_775_807_u64}),
                &[("9223372036854775807", &[]), ("9223372036854775808", &[("", "maximum")])],
            ),
            (
                json!({"exclusiveMaximum": 1}),
                &[("1.0", &[("", "exclusiveMaximum")]), ("0.9", &[]), ("-5", &[])],
            ),
            (json!({"multipleOf": 0.1}), &[("0.3", &[]), ("0.35", &[("", "multipleOf")]), ("7", &[])]),
            (
                json!({"nullable": true, "type": "string", "enum": ["a"]}),
                &[("null", &[]), ("\"a\"", &[]), ("1", &[("", "type"), ("", "enum")])],
            ),
            (json!({"not": {"type": "string"}}), &[("1", &[]), ("\"a\"", &[("", "not")])]),
        ],
        agreed,
    );
}

#[test]
fn arrays_and_objects() {
    table(
        &[
            (
                json!({"minItems": 1, "maxItems": 2}),
                &[("[]", &[("", "minItems")]), ("[1]", &[]), ("[1,2,3]", &[("", "maxItems")])],
            ),
            (
                json!({"items": {"type": "string"}}),
                &[("[]", &[]), (r#"["a",1,null]"#, &[("/1", "type"), ("/2", "type")]), ("{}", &[])],
            ),
            (
                json!({"uniqueItems": true}),
                &[
                    ("[1,2,\"1\",[1],{}]", &[]),
                    ("[1,1.0]", &[("", "uniqueItems")]),
                    (r#"[{"a":1,"b":[2]},{"b":[2.0],"a":1}]"#, &[("", "uniqueItems")]),
                    ("[0,-0]", &[("", "uniqueItems")]),
                    ("[null,false,0,\"\"]", &[]),
                ],
            ),
            (
                json!({"minProperties": 1, "maxProperties": 2}),
                &[
                    ("{}", &[("", "minProperties")]),
                    (r#"{"a":1,"b":2,"c":3}"#, &[("", "maxProperties")]),
                    ("[]", &[]),
                ],
            ),
            (
                json!({"properties": {"a": {"type": "string"}, "b": {}}, "required": ["a", "x"], "additionalProperties": false}),
                &[
                    (r#"{"a":"","x":1}"#, &[("/x", "additionalProperties")]),
                    (r#"{"a":1,"b":1}"#, &[("", "required"), ("/a", "type")]),
                    ("{}", &[("", "required"), ("", "required")]),
                    (
                        r#"{"a":"","x":1,"c":2}"#,
                        &[("/c", "additionalProperties"), ("/x", "additionalProperties")],
                    ),
                    ("7", &[]),
                ],
            ),
            (
                json!({"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}),
                &[
                    (r#"{"a":"x","b":1}"#, &[]),
                    (r#"{"b":"x","c/d~":null}"#, &[("/b", "type"), ("/c~1d~0", "type")]),
                ],
            ),
            (
                json!({"allOf": [
                    {"properties": {"a": {"minLength": 2}}, "required": ["a"]},
                    {"properties": {"a": {"format": "date"}, "b": {"type": "null"}}, "required": ["b"]},
                ], "maxProperties": 1}),
                &[
                    (r#"{"a":"x"}"#, &[("", "required"), ("/a", "minLength"), ("/a", "format")]),
                    (r#"{"a":"2020-01-01","b":1}"#, &[("", "maxProperties"), ("/b", "type")]),
                ],
            ),
            (
                json!([
                    {"$ref": 1, "minProperties": 1},
                    {"properties": {"next": {"$ref": 1}, "n": {"type": "integer"}}, "required": ["n"]},
                ]),
                &[
                    (r#"{"n":1,"next":{"n":2,"next":{"n":3}}}"#, &[]),
                    (
                        r#"{"n":1,"next":{"next":{"n":"x"}}}"#,
                        &[("/next", "required"), ("/next/next/n", "type")],
                    ),
                    ("{}", &[("", "required"), ("", "minProperties")]),
                ],
            ),
        ],
        agreed,
    );
}

#[test]
fn unions() {
    let cat = json!({"properties": {"kind": {"enum": ["cat"]}, "lives": {"type": "integer"}}, "required": ["kind", "lives"]});
    let dog =
        json!({"properties": {"kind": {"enum": ["dog"]}, "bark": {"type": "string"}}, "required": ["kind"]});
    table(
        &[
            (
                json!({"anyOf": [{"type": "string"}, {"minimum": 5}]}),
                &[("\"a\"", &[]), ("5", &[]), ("4", &[("", "minimum"), ("", "anyOf")]), ("[]", &[])],
            ),
            (
                json!({"oneOf": [{"type": "integer"}, {"minimum": 5}]}),
                &[
                    ("4", &[]),
                    ("5.5", &[]),
                    ("5", &[("", "oneOf")]),
                    ("1.5", &[("", "minimum"), ("", "oneOf")]),
                ],
            ),
            (
                json!({"oneOf": [cat, dog]}),
                &[
                    (r#"{"kind":"cat","lives":9}"#, &[]),
                    (r#"{"kind":"cat"}"#, &[("", "required"), ("", "oneOf")]),
                    (r#"{"kind":"dog","bark":1}"#, &[("", "oneOf"), ("/bark", "type")]),
                ],
            ),
            (
                json!({"oneOf": [cat, dog], "discriminator": {"propertyName": "kind", "mapping": {"cat": 0, "dog": 1, "wolf": 1}}}),
                &[
                    (r#"{"kind":"cat","lives":"x"}"#, &[("/lives", "type")]),
                    (r#"{"lives":9}"#, &[("", "discriminator")]),
                    (r#"{"kind":"cow"}"#, &[("", "discriminator")]),
                    (r#"{"kind":"wolf"}"#, &[("/kind", "enum")]),
                    (r#"{"kind":1}"#, &[("", "discriminator")]),
                    ("[]", &[("", "discriminator")]),
                ],
            ),
            (
                json!({"items": {"anyOf": [{"uniqueItems": true, "items": {"type": "array"}}, {"type": "object"}]}, "not": {"maxItems": 0}}),
                &[
                    ("[]", &[("", "not")]),
                    ("[[[1],[2]],{}]", &[]),
                    ("[[[1],[1]]]", &[("/0", "uniqueItems"), ("/0", "anyOf")]),
                ],
            ),
            (
                json!({"oneOf": [{"type": "object", "allOf": [{"properties": {"a": {"type": "integer"}}}, {"required": ["a"]}]}, {"nullable": true, "type": "string"}]}),
                &[("null", &[]), (r#"{"a":1}"#, &[]), (r#"{"b":1}"#, &[("", "required"), ("", "oneOf")])],
            ),
        ],
        agreed,
    );
}

#[test]
fn directions() {
    let schema = json!({
        "properties": {"id": {"readOnly": true, "type": "integer"}, "password": {"writeOnly": true}},
        "required": ["id", "password"],
    });
    // What one schema makes read-only, another may require.
    let apart = json!({"allOf": [
        {"properties": {"id": {"readOnly": true, "type": "integer"}, "password": {"writeOnly": true}}},
        {"required": ["id", "password"]},
    ]});
    for contract in [written(&[schema]), written(&[apart])] {
        directions_of(&contract);
    }
}

fn directions_of(contract: &Contract) {
    for (part, payload, expected) in [
        (Part::RequestBody, r#"{"password":""}"#, &[][..]),
        (Part::RequestBody, r#"{"id":1}"#, &[("", "required"), ("/id", "readOnly")]),
        (Part::ResponseBody, r#"{"id":1}"#, &[]),
        (Part::ResponseBody, r#"{"id":"x","password":""}"#, &[("/id", "type"), ("/password", "writeOnly")]),
        (Part::Instance, r#"{"id":1,"password":""}"#, &[]),
        (Part::Instance, "{}", &[("", "required"), ("", "required")]),
    ] {
        let checker = Checker::new(contract, &contract.components[0], part, part.direction());
        let report = agreed(checker, payload);
        assert_eq!(listed(&report), expected, "{payload} in {part}");
        assert!(report.violations().iter().all(|violation| violation.part() == part));
    }
}
