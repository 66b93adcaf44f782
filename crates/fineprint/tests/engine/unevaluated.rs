//! `unevaluatedProperties` and `unevaluatedItems`: which keywords speak of a member or an item; and that asking this takes no
//! more time than the payload has nodes, however schemas and payload are nested.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use fineprint::report::Verdict;
use serde_json::{Value, json};

use crate::agreement::{agreed, listed, table};
use crate::contracts::{first, written};
use crate::hostile::is_linear;

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn properties() {
    let of = |key: &str| json!({"properties": {key: {}}, "required": [key]});
    let no = json!(false);
    table(
        &[
            (json!({"properties": {"a": {}}, "patternProperties": {"^p": {}}, "unevaluatedProperties": no}), &[
                (r#"{"a":1,"p1":2}"#, &[]),
                (r#"{"a":1,"x":2,"y":3}"#, &[("/x", "unevaluatedProperties"), ("/y", "unevaluatedProperties")]),
                ("[1]", &[]),
            ]),
            (json!({"properties": {"a": {}}, "unevaluatedProperties": {"type": "integer"}}), &[
                (r#"{"a":"","x":1}"#, &[]),
                (r#"{"a":"","x":"","y":{}}"#, &[("/x", "type"), ("/y", "type")]),
            ]),
            (json!({"additionalProperties": {"type": "integer"}, "unevaluatedProperties": no}), &[(r#"{"a":1}"#, &[]), (r#"{"a":""}"#, &[("/a", "type")])]),
            (json!({"required": ["a"], "unevaluatedProperties": no}), &[(r#"{"a":1}"#, &[("/a", "unevaluatedProperties")])]),
            (json!([{"$ref": 1, "allOf": [of("b"), {"allOf": [{"properties": {"c": {}}}]}], "unevaluatedProperties": no}, of("a")]), &[
                (r#"{"a":1,"b":2,"c":3}"#, &[]),
                (r#"{"a":1,"b":2,"d":3}"#, &[("/d", "unevaluatedProperties")]),
            ]),
            // Cousins say nothing: each schema looks at what lies within itself.
            (json!({"allOf": [of("a"), {"unevaluatedProperties": no}]}), &[(r#"{"a":1}"#, &[("/a", "unevaluatedProperties")])]),
            (json!({"properties": {"a": {}}, "allOf": [{"unevaluatedProperties": {"type": "integer"}}], "unevaluatedProperties": no}), &[
                (r#"{"a":1,"b":2}"#, &[]),
                (r#"{"a":1,"b":""}"#, &[("/b", "type")]),
            ]),
            (json!({"anyOf": [of("a"), of("b")], "unevaluatedProperties": no}), &[
                (r#"{"a":1,"b":2}"#, &[]),
                (r#"{"a":1,"c":2}"#, &[("/c", "unevaluatedProperties")]),
            ]),
            // Only branches that are met; where none is, the one whose violations are reported.
            (json!({"oneOf": [{"properties": {"k": {"const": 1}, "a": {}}}, {"properties": {"k": {"const": 2}, "b": {"type": "null"}}}], "unevaluatedProperties": no}), &[
                (r#"{"k":1,"a":0}"#, &[]),
                (r#"{"k":1,"b":0}"#, &[("/b", "unevaluatedProperties")]),
                (r#"{"k":2,"b":0,"a":0}"#, &[("", "oneOf"), ("/a", "unevaluatedProperties"), ("/b", "type")]),
            ]),
            (json!({"oneOf": [of("a"), of("b")], "discriminator": {"propertyName": "t", "mapping": {"a": 0, "b": 1}}, "properties": {"t": {}}, "unevaluatedProperties": no}), &[
                (r#"{"t":"a","a":1}"#, &[]),
                (r#"{"t":"a","a":1,"b":1}"#, &[("/b", "unevaluatedProperties")]),
                (r#"{"t":"x","a":1,"b":1,"c":1}"#, &[("", "discriminator"), ("/c", "unevaluatedProperties")]),
            ]),
            (json!({"not": {"not": of("a")}, "unevaluatedProperties": no}), &[(r#"{"a":1}"#, &[("/a", "unevaluatedProperties")])]),
            (json!({"if": of("a"), "then": of("t"), "else": {"properties": {"e": {}}}, "unevaluatedProperties": no}), &[
                (r#"{"a":1,"t":1}"#, &[]),
                (r#"{"e":1}"#, &[]),
                (r#"{"a":1,"t":1,"e":1}"#, &[("/e", "unevaluatedProperties")]),
                (r#"{"t":1}"#, &[("/t", "unevaluatedProperties")]),
            ]),
            (json!({"properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"d": {}}}}, "unevaluatedProperties": no}), &[
                (r#"{"a":1,"d":1}"#, &[]),
                (r#"{"d":1}"#, &[("/d", "unevaluatedProperties")]),
            ]),
            // Within a union, and around itself.
            (json!({"anyOf": [{"properties": {"a": {}}, "unevaluatedProperties": no}, {"type": "string"}]}), &[
                (r#"{"a":1}"#, &[]),
                (r#"{"b":1}"#, &[("", "anyOf"), ("/b", "unevaluatedProperties")]),
            ]),
            (json!([{"properties": {"next": {"$ref": 0}}, "anyOf": [{"$ref": 1}, true], "unevaluatedProperties": no}, {"properties": {"n": {}}, "anyOf": [{"$ref": 1}, {}]}]), &[
                (r#"{"n":1,"next":{"n":1,"next":{}}}"#, &[]),
                (r#"{"n":1,"next":{"m":1}}"#, &[("/next/m", "unevaluatedProperties")]),
            ]),
            (json!({"unevaluatedProperties": true}), &[(r#"{"a":1}"#, &[])]),
            (json!({"unevaluatedProperties": no, "allOf": [{"unevaluatedProperties": true}]}), &[(r#"{"a":1}"#, &[])]),
        ],
        agreed,
    );
}

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn items() {
    let no = json!(false);
    table(
        &[
            (json!({"prefixItems": [{}], "unevaluatedItems": no}), &[
                ("[1]", &[]),
                ("[1,2,3]", &[("/1", "unevaluatedItems"), ("/2", "unevaluatedItems")]),
                (r#"{"a":1}"#, &[]),
            ]),
            (json!({"prefixItems": [{}], "unevaluatedItems": {"type": "integer"}}), &[("[\"\",1]", &[]), ("[1,\"\"]", &[("/1", "type")])]),
            (json!({"items": {"type": "integer"}, "unevaluatedItems": no}), &[("[1,2]", &[]), ("[\"\"]", &[("/0", "type")])]),
            (json!({"prefixItems": [{}], "items": {}, "unevaluatedItems": no}), &[("[1,2]", &[])]),
            (json!({"contains": {"type": "integer"}, "unevaluatedItems": no}), &[
                ("[1,2]", &[]),
                ("[1,\"a\",2]", &[("/1", "unevaluatedItems")]),
                ("[\"a\"]", &[("", "contains"), ("/0", "unevaluatedItems")]),
            ]),
            (json!({"contains": {"minimum": 3}, "minContains": 0, "allOf": [{"contains": {"multipleOf": 2}, "minContains": 0}], "unevaluatedItems": {"const": 1}}), &[
                ("[1,2,3,4]", &[]),
                ("[-1,2,3]", &[("/0", "const")]),
            ]),
            (json!({"anyOf": [{"prefixItems": [{"const": 1}]}, {"prefixItems": [{}, {"const": 2}]}], "unevaluatedItems": no}), &[
                ("[1,2]", &[]),
                ("[0,2]", &[]),
                ("[1,3]", &[("/1", "unevaluatedItems")]),
            ]),
            (json!({"if": {"prefixItems": [{"const": 1}]}, "then": {"prefixItems": [{}, {}]}, "unevaluatedItems": no}), &[
                ("[1,2]", &[]),
                ("[]", &[]),
                ("[0]", &[("/0", "unevaluatedItems")]),
            ]),
            (json!({"items": {"unevaluatedItems": no, "prefixItems": [{}]}, "unevaluatedProperties": no}), &[("[[1],[1,2]]", &[("/1/1", "unevaluatedItems")])]),
            (json!({"unevaluatedItems": no, "allOf": [{"unevaluatedItems": true}]}), &[("[1]", &[])]),
        ],
        agreed,
    );
}

#[test]
fn time_grows_with_the_payload() {
    let branches = json!([{"properties": {"a": {"$ref": 0}}}, {"additionalProperties": {"$ref": 0}, "items": {"$ref": 0}}]);
    let contracts = [
        json!({"anyOf": branches, "unevaluatedProperties": false, "unevaluatedItems": false}),
        json!({"anyOf": branches, "patternProperties": {"^k": {}}, "contains": {"$ref": 0}, "unevaluatedItems": {"$ref": 0}}),
        json!({"if": branches[0], "then": branches[1], "dependentSchemas": {"a": branches[1]}, "unevaluatedProperties": {"$ref": 0}, "unevaluatedItems": {}}),
        json!({"propertyNames": {"anyOf": [{"maxLength": 2}, {"pattern": "^k"}]}, "dependentRequired": {"k1": ["k2"]}, "unevaluatedProperties": {"type": "integer"}}),
        json!({"allOf": [{"contains": {"minimum": 3}}, {"contains": {"type": "object"}}], "unevaluatedItems": false}),
    ];
    let wide = |count: usize| {
        let mut object = String::from("{\"a\":0");
        (0..count).for_each(|index| write!(object, ",\"k{index}\":{index}").unwrap());
        object + "}"
    };
    let long = |count: usize| format!("[{}]", vec!["1"; count].join(","));
    for schema in contracts {
        let contract = written(std::slice::from_ref(&schema));
        is_linear(&format!("keys, {schema}"), &contract, wide, 300);
        is_linear(&format!("items, {schema}"), &contract, long, 300);
    }
}

/// Every level tries branches that lead to the next one; each is judged once.
#[test]
fn unions_within_each_other() {
    let level = json!({
        "anyOf": [{"properties": {"a": {"$ref": 0}}}, {"properties": {"a": {"$ref": 0}, "b": {}}}],
        "oneOf": [{"properties": {"a": {"$ref": 0}}, "unevaluatedProperties": false}, {"type": "object", "required": ["never"]}],
        "if": {"properties": {"a": {"$ref": 0}}},
        "then": {"properties": {"a": {"$ref": 0}}},
        "dependentSchemas": {"a": {"properties": {"a": {"$ref": 0}}}},
        "contains": {"$ref": 0},
        "unevaluatedProperties": {"$ref": 0},
        "unevaluatedItems": {"$ref": 0},
    });
    let contract = written(&[level]);
    for (open, close) in [("{\"a\":", "}"), ("[", "]")] {
        let payload = format!("{}1{}", open.repeat(90), close.repeat(90));
        let start = Instant::now();
        let report = agreed(first(&contract), &payload);
        assert_ne!(report.verdict(), Verdict::Invalid, "{report}");
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}

/// Circles and long chains of references, which apply in place.
#[test]
fn schemas_that_lead_back_to_themselves() {
    let circles = [
        vec![json!({"$ref": 0, "unevaluatedProperties": false})],
        vec![json!({"anyOf": [{"$ref": 0}, {"properties": {"a": {}}}], "unevaluatedProperties": false})],
        vec![
            json!({"if": {"$ref": 0}, "then": {"$ref": 0}, "else": {"$ref": 0}, "unevaluatedProperties": {}}),
        ],
        vec![
            json!({"dependentSchemas": {"a": {"$ref": 0}}, "properties": {"a": {}}, "unevaluatedProperties": false}),
        ],
        vec![json!({"contains": {"$ref": 0}, "propertyNames": {"$ref": 0}, "unevaluatedItems": {"$ref": 0}})],
    ];
    for components in circles {
        let contract = written(&components);
        for payload in ["{}", r#"{"a":1}"#, r#"{"a":{"a":1,"b":2}}"#, "[[1,[]],{}]"] {
            drop(agreed(first(&contract), payload));
        }
    }
    let mut chain: Vec<Value> = (1..3_000).map(|next| json!({"$ref": next})).collect();
    chain[0]["unevaluatedProperties"] = json!(false);
    chain.push(json!({"properties": {"a": {}}}));
    let contract = written(&chain);
    assert_eq!(listed(&agreed(first(&contract), r#"{"a":1,"b":1}"#)), [("/b", "unevaluatedProperties")]);
}
