//! Schemas through which many ways lead to the same place, or back to where they began: the time must not grow with the ways.

use std::time::{Duration, Instant};

use fineprint::check::{Checker, Direction, Options, Part};
use serde_json::{Value, json};

use crate::agreement::listed;
use crate::contracts::{first, written};
use crate::hostile::{is_linear, report};

/// A union of a union, and so on: each level refers to the next one twice.
#[test]
fn unions_within_unions() {
    for keyword in ["oneOf", "anyOf"] {
        for last in [
            json!({"type": "string"}),
            json!({"type": "integer"}),
            json!({"required": ["a"]}),
            json!({"not": {}}),
        ] {
            let mut components: Vec<Value> = (0..40)
                .map(|level| json!({keyword: [{"$ref": level + 1}, {"$ref": level + 1, "minLength": 1}]}))
                .collect();
            components.push(last);
            let contract = written(&components);
            for payload in ["1", "\"x\"", "{}", r#"{"a":1}"#, "[1]", "null"] {
                let start = Instant::now();
                let report = report(first(&contract), payload.as_bytes());
                let value: Value = serde_json::from_str(payload).unwrap();
                assert_eq!(first(&contract).check_value(&value), report);
                assert!(start.elapsed() < Duration::from_secs(2), "{keyword}, {payload}");
            }
        }
    }
}

/// The same, where each level has two unions, so that there are two things to report.
#[test]
fn unions_beside_unions() {
    let discriminator = json!({"propertyName": "t", "mapping": {"a": 0}});
    for union in [json!({"oneOf": []}), json!({"anyOf": [], "discriminator": discriminator})] {
        for last in [json!({"type": "object"}), json!({"type": "string"})] {
            let level = |level: usize| {
                let mut union = union.clone();
                let keyword = if union.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
                union[keyword] = json!([{"$ref": level + 1}]);
                json!({"allOf": [union, union]})
            };
            let mut components: Vec<Value> = (0..30).map(level).collect();
            components.push(last);
            // What `not` speaks of is weighed, not reported.
            components.push(json!({"not": {"$ref": 0}}));
            let contract = written(&components);
            for schema in [&contract.components[0], &contract.components[31]] {
                let start = Instant::now();
                let checker = Checker::new(&contract, schema, Part::Instance, Direction::None);
                drop(report(checker, br#"{"t":"a"}"#));
                assert!(start.elapsed() < Duration::from_secs(2), "{union}");
            }
        }
    }
}

/// What is remembered of one key must not be taken for the next, which may lie where the first one lay.
#[test]
fn keys_that_follow_each_other_in_memory() {
    // Enough ways to the last schema that something is remembered.
    let level = |level: usize| json!({"allOf": [{"$ref": level + 1}, {"$ref": level + 1}]});
    let mut components = vec![json!({"propertyNames": {"$ref": 1}})];
    components.extend((1..20).map(level));
    components.push(json!({"maxLength": 1}));
    let names = written(&components);
    for (payload, violations) in [
        (r#"{"\u0061":{},"\u0062":{}}"#, 0),
        (r#"{"\u0061":{},"\u0062cd":{}}"#, 1),
        (r#"{"\u0061":[],"\u0062cd":[],"\u0062":{},"\u0063de":{}}"#, 2),
    ] {
        let report = report(first(&names), payload.as_bytes());
        assert_eq!(report.violations().len(), violations, "{payload}: {report}");
    }
}

/// Strict mode looks for a property's name in every branch.
#[test]
fn names_within_unions() {
    let mut components: Vec<Value> = (0..14)
        .map(|level| json!({"properties": {"z": {}}, "anyOf": vec![json!({"$ref": level + 1}); 8]}))
        .collect();
    components.push(json!({"properties": {"last": {}}, "anyOf": [{"$ref": 0}, {}]}));
    let contract = written(&components);
    let options = Options::new().strict(true);
    let start = Instant::now();
    let report = report(first(&contract).with(&options), br#"{"last":1,"z":1,"x":1}"#);
    assert_eq!(listed(&report), [("/x", "undocumented")]);
    assert!(start.elapsed() < Duration::from_secs(2));
}

/// A schema whose unions lead to itself at every level of the payload.
#[test]
fn unions_along_the_payload() {
    let contract = written(&[json!({"oneOf": [
        {"properties": {"next": {"$ref": 0}, "a": {"type": "integer"}}, "required": ["a"]},
        {"properties": {"next": {"$ref": 0}, "b": {"type": "integer"}}, "required": ["b"]},
        {"items": {"$ref": 0}, "type": "array"},
    ]})]);
    let chain = |levels: usize, end: &str| {
        format!("{}{end}{}", r#"{"a":1,"next":"#.repeat(levels), "}".repeat(levels))
    };
    for (payload, valid) in
        [(chain(99, r#"{"b":2}"#), true), (chain(99, r#"{"b":"x"}"#), false), (chain(99, "{}"), false)]
    {
        let start = Instant::now();
        let report = report(first(&contract), payload.as_bytes());
        assert_eq!(report.is_valid(), valid, "{report}");
        assert!(start.elapsed() < Duration::from_secs(2));
    }
    let wide = |size: usize| {
        let item = format!("{{\"a\":1,\"next\":[{}]}}", vec![r#"{"b":1,"next":{"a":2}}"#; size].join(","));
        format!("[{item}]")
    };
    is_linear("items within unions", &contract, wide, 100);
}

/// Schemas that refer to themselves without an end: nothing that can be written down, but tables can be made by hand.
#[test]
fn circles() {
    for components in [
        vec![json!({"$ref": 0})],
        vec![json!({"allOf": [{"$ref": 0}]})],
        vec![json!({"oneOf": [{"$ref": 0}]})],
        vec![json!({"anyOf": [{"$ref": 0}, {"$ref": 0}], "type": "object"})],
        vec![json!({"not": {"$ref": 0}})],
        vec![
            json!({"oneOf": [{"$ref": 0}, {"$ref": 0}], "discriminator": {"propertyName": "a", "mapping": {"x": 0}}}),
        ],
        vec![json!({"anyOf": [{"$ref": 1}]}), json!({"oneOf": [{"$ref": 0}], "not": {"$ref": 1}})],
    ] {
        let contract = written(&components);
        for payload in ["1", r#"{"a":"x"}"#, "[[1]]"] {
            drop(report(first(&contract), payload.as_bytes()));
        }
    }
}
