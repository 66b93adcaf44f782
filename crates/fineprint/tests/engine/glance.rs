//! Unions of which a glance at the node leaves few branches: no other verdict for it, and no more time.

use std::time::{Duration, Instant};

use fineprint::check::{Checker, Part};
use serde_json::{Value, json};

use crate::agreement::agreed;
use crate::contracts::{first, written};

/// What a branch makes read-only is required all the same outside of it, also where it is the only branch for objects.
#[test]
fn the_only_branch_excuses_nothing_outside_of_it() {
    let branch = json!({"type": "object", "properties": {"id": {"readOnly": true}}});
    let schemas = [
        json!({"allOf": [{"required": ["id"]}, {"anyOf": [branch, {"type": "null"}]}]}),
        json!({"required": ["id"], "oneOf": [branch, {"type": "array"}]}),
        json!({"allOf": [{"anyOf": [{"type": "object", "required": ["id"]}, {"type": "null"}]}, {"anyOf": [branch, {"type": "null"}]}]}),
    ];
    for schema in schemas {
        let contract = written(std::slice::from_ref(&schema));
        let of = |part: Part| Checker::new(&contract, &contract.components[0], part, part.direction());
        for (part, payload, valid) in [
            (Part::RequestBody, "{}", false),
            (Part::RequestBody, r#"{"id":1}"#, false),
            (Part::ResponseBody, "{}", false),
            (Part::ResponseBody, r#"{"id":1}"#, true),
        ] {
            assert_eq!(agreed(of(part), payload).is_valid(), valid, "{payload} in {part} against {schema}");
        }
    }
}

/// All that is said of objects holds, whether it stands in the only branch for them, in one within that, or around both.
#[test]
fn the_only_branch_for_an_object() {
    let inner = json!({"oneOf": [
        {"type": "object", "propertyNames": {"maxLength": 2}, "minProperties": 1},
        {"type": "string"},
    ]});
    let outer = json!({"type": ["object"], "additionalProperties": {"maximum": 9}, "allOf": [inner]});
    let schema = json!({"properties": {"a": {"type": "integer"}}, "anyOf": [{"type": "null"}, outer]});
    let contract = written(&[json!({"items": schema})]);
    for (payload, valid) in [
        ("null", true),
        (r#"{"a":1,"b":true}"#, true),
        (r#"{"a":true}"#, false),
        (r#"{"b":10}"#, false),
        (r#"{"abc":1}"#, false),
        ("{}", false),
        ("[]", false),
    ] {
        assert_eq!(agreed(first(&contract), &format!("[{payload}]")).is_valid(), valid, "{payload}");
    }
}

/// Only branches within each other, at every level of the payload: more than may be open.
#[test]
fn only_branches_along_the_payload() {
    let mut components: Vec<Value> =
        (0..3).map(|level| json!({"anyOf": [{"$ref": level + 1}, {"type": "null"}]})).collect();
    components.push(json!({"type": "object", "properties": {"next": {"$ref": 0}}}));
    let contract = written(&components);
    for levels in [10, 60, 90, 120] {
        let payload = format!("{}null{}", r#"{"next":"#.repeat(levels), "}".repeat(levels));
        drop(agreed(first(&contract), &payload));
    }
}

/// Unions of many branches that are unions of many branches: what a glance sees must not be looked for behind each.
#[test]
fn wide_unions_within_wide_unions() {
    let wide = |target: usize| json!({"anyOf": vec![json!({"$ref": target}); 400]});
    let last: Vec<Value> = (0..400)
        .map(|number| json!({"properties": {"t": {"const": number.to_string()}}, "required": ["t"]}))
        .collect();
    let contract = written(&[wide(1), wide(2), wide(3), json!({"oneOf": last})]);
    for (payload, valid) in [(r#"{"t":"7"}"#, true), (r#"{"t":"x"}"#, false), ("{}", false)] {
        let start = Instant::now();
        assert_eq!(first(&contract).check_slice(payload.as_bytes()).is_valid(), valid, "{payload}");
        assert!(start.elapsed() < Duration::from_secs(4), "{payload}: {:?}", start.elapsed());
    }
}

/// Many branches, each with many constants, beside many without: the table must not hold all of them for each.
#[test]
fn many_branches_with_many_constants() {
    let constants =
        |branch: usize| (0..200).map(|number| json!(format!("{branch} {number}"))).collect::<Vec<_>>();
    let mut branches: Vec<Value> = (0..200)
        .map(|branch| json!({"properties": {"t": {"enum": constants(branch)}}, "required": ["t"]}))
        .collect();
    branches.extend((0..200).map(|number| json!({"minProperties": 1000 + number})));
    let contract = written(&[json!({"oneOf": branches})]);
    for (payload, valid) in [(r#"{"t":"150 3"}"#, true), (r#"{"t":"0"}"#, false), (r#"{"t":1}"#, false)] {
        assert_eq!(agreed(first(&contract), payload).is_valid(), valid, "{payload}");
    }
}
