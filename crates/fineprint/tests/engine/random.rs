//! Schemas at random against JSON at random: all ways to check agree.

use std::ops::Range;

use fineprint::check::{Checker, Clock, Direction, Options, Part};
use fineprint::contract::Contract;
use fineprint::report::Kind;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::agreement::agreed;
use crate::contracts::written;
use crate::json::{KEYS, text};

const DIRECTIONS: [Direction; 3] = [Direction::None, Direction::Request, Direction::Response];

/// A check of the contract's first component in that direction.
fn directed(contract: &Contract, direction: Direction) -> Checker<'_> {
    Checker::new(contract, &contract.components[0], Part::Instance, direction)
}

/// The number of components; any schema may refer to any of them.
const COMPONENTS: usize = 3;

fn keyword(inner: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = (String, Value)> {
    let names = prop::collection::vec(prop::sample::select(KEYS.to_vec()), 0..3);
    let pair = |name: &str, value: Value| (name.to_owned(), value);
    let several = prop::collection::vec(inner.clone(), 1..4);
    let properties = prop::collection::vec((prop::sample::select(KEYS.to_vec()), inner.clone()), 0..4);
    let inner_or_bool = prop_oneof![1 => any::<bool>().prop_map(Value::from), 3 => inner.clone()];
    prop_oneof![
        3 => prop::sample::select(vec!["null", "boolean", "integer", "number", "string", "array", "object"])
            .prop_map(move |ty| pair("type", json!(ty))),
        2 => (prop::sample::select(vec!["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]), 0..4)
            .prop_map(move |(name, limit)| pair(name, json!(limit))),
        2 => (prop::sample::select(vec!["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]), -3..4)
            .prop_map(move |(name, limit)| pair(name, json!(limit))),
        1 => prop::sample::select(vec![json!(2), json!(0.5), json!(0.1)]).prop_map(move |divisor| pair("multipleOf", divisor)),
        1 => prop::sample::select(vec!["date", "int32", "float", "unknown"]).prop_map(move |name| pair("format", json!(name))),
        1 => Just(pair("x-temporal", json!("past"))),
        1 => Just(pair("nullable", json!(true))),
        1 => Just(pair("uniqueItems", json!(true))),
        1 => prop::sample::select(vec![json!(["a", 1]), json!([[1], {"a": null}]), json!([null, true])])
            .prop_map(move |values| pair("enum", values)),
        3 => names.prop_map(move |names| pair("required", json!(names))),
        4 => properties.prop_map(move |members| {
            let members: Map<String, Value> = members.into_iter().map(|(key, schema)| (key.to_owned(), schema)).collect();
            pair("properties", members.into())
        }),
        1 => prop_oneof![Just(json!(false)), inner.clone()].prop_map(move |schema| pair("additionalProperties", schema)),
        2 => inner.clone().prop_map(move |schema| pair("items", schema)),
        1 => inner.prop_map(move |schema| pair("not", schema)),
        2 => (prop::sample::select(vec!["allOf", "anyOf", "oneOf"]), several).prop_map(move |(name, branches)| pair(name, json!(branches))),
        1 => (0..COMPONENTS).prop_map(move |component| pair("$ref", json!(component))),
        1 => Just(pair("const", json!("a"))),
        1 => prop::sample::select(vec!["base64", "base16"]).prop_map(move |encoding| pair("contentEncoding", json!(encoding))),
        1 => inner_or_bool.clone().prop_map(move |schema| pair("contains", schema)),
        1 => (prop::sample::select(vec!["minContains", "maxContains"]), 0..3).prop_map(move |(name, limit)| pair(name, json!(limit))),
        1 => prop::collection::vec(inner_or_bool.clone(), 1..3).prop_map(move |schemas| pair("prefixItems", json!(schemas))),
        1 => inner_or_bool.clone().prop_map(move |schema| pair("propertyNames", schema)),
        1 => (prop::sample::select(vec!["^a", "t$", r"^(.)\1$"]), inner_or_bool.clone())
            .prop_map(move |(pattern, schema)| pair("patternProperties", json!({pattern: schema}))),
        1 => prop::collection::vec(prop::sample::select(KEYS.to_vec()), 2..4)
            .prop_map(move |names| pair("dependentRequired", json!({names[0]: names[1..]}))),
        1 => (prop::sample::select(KEYS.to_vec()), inner_or_bool.clone())
            .prop_map(move |(key, schema)| pair("dependentSchemas", json!({key: schema}))),
        2 => (prop::sample::select(vec!["if", "then", "else"]), inner_or_bool.clone()).prop_map(move |(name, schema)| pair(name, schema)),
        3 => (prop::sample::select(vec!["unevaluatedProperties", "unevaluatedItems"]), inner_or_bool)
            .prop_map(move |(name, schema)| pair(name, schema)),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    Just(json!({})).prop_recursive(4, 24, 4, |inner| {
        (prop::collection::vec(keyword(inner), 0..4), any::<u8>()).prop_map(|(keywords, chance)| {
            let mut schema: Map<String, Value> = keywords.into_iter().collect();
            match chance {
                0..16 => drop(schema.insert("readOnly".to_owned(), json!(true))),
                16..32 => drop(schema.insert("writeOnly".to_owned(), json!(true))),
                32..64 if schema.contains_key("oneOf") || schema.contains_key("anyOf") => {
                    let mapping = json!({"propertyName": "t", "mapping": {"a": 0, "b": 1}});
                    schema.insert("discriminator".to_owned(), mapping);
                }
                _ => {}
            }
            schema.into()
        })
    })
}

/// A branch of objects that a property may tell from the others, by itself, or behind `allOf`, another union, or a `$ref` to one of
/// these components.
fn told_branch(components: Range<usize>) -> impl Strategy<Value = Value> {
    let strings = prop::sample::select(vec![
        json!({"const": "a"}),
        json!({"const": "b"}),
        json!({"enum": ["a", "c"]}),
        json!({"enum": ["b", 1]}),
        json!({"const": 1}),
        json!({}),
    ]);
    let required = prop::sample::select(vec![json!([]), json!(["t"]), json!(["t", "u"]), json!(["u"])]);
    let ty = prop::option::of(prop::sample::select(vec!["object", "string", "null"]));
    let leaf = (strings, required, ty, any::<u8>()).prop_map(|(strings, required, ty, chance)| {
        let mut schema = json!({"properties": {"t": strings}, "required": required});
        if let (Some(ty), Some(schema)) = (ty, schema.as_object_mut()) {
            schema.insert("type".to_owned(), json!(ty));
            if chance < 32 {
                schema.insert("nullable".to_owned(), json!(true));
            }
            if (32..64).contains(&chance) {
                schema["properties"]["u"] = json!({"readOnly": true});
            }
        }
        schema
    });
    let references: Vec<Value> = components.map(|component| json!({"$ref": component})).collect();
    let leaf =
        (leaf, 0..8_usize).prop_map(move |(leaf, place)| references.get(place).cloned().unwrap_or(leaf));
    leaf.prop_recursive(3, 12, 3, |inner| {
        (prop::sample::select(vec!["allOf", "anyOf", "oneOf"]), prop::collection::vec(inner, 1..4))
            .prop_map(|(keyword, branches)| json!({keyword: branches}))
    })
}

/// Whether a check that looks no further than to the first violation, and one that records all, say the same.
#[track_caller]
fn both_agree(checker: Checker<'_>, payload: &str) {
    let valid = checker.with(&Options::new()).check_slice(payload.as_bytes()).is_valid();
    let value: Value = serde_json::from_str(payload).unwrap();
    assert_eq!(checker.with(&Options::new()).check_value(&value).is_valid(), valid, "{payload}");
    // Strict mode records all that is to be said.
    let all = checker.with(&Options::new().strict(true)).check_slice(payload.as_bytes());
    let broken = all.violations().iter().any(|it| !matches!(it.kind(), Kind::Undocumented { .. }));
    assert_eq!(valid, !broken && all.unchecked().is_empty(), "{payload}: {all}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn branches_that_a_property_tells_apart(
        union in prop::sample::select(vec!["anyOf", "oneOf"]),
        branches in prop::collection::vec(told_branch(1..COMPONENTS), 3..7),
        others in prop::collection::vec(told_branch(0..0), COMPONENTS - 1),
    ) {
        let payloads = [
            "{}", r#"{"t":"a"}"#, r#"{"t":"b"}"#, r#"{"t":"c","u":1}"#, r#"{"u":1}"#, r#"{"t":1}"#, r#"{"t":1,"u":2}"#,
            r#"{"t":"a","u":null}"#, r#"{"t":null}"#, r#"{"t":"z","u":0}"#, r#""a""#, "null", "1",
        ];
        let contract = written(&[vec![json!({union: branches})], others].concat());
        for (payload, direction) in payloads.into_iter().flat_map(|payload| DIRECTIONS.map(|it| (payload, it))) {
            both_agree(directed(&contract, direction), payload);
            drop(agreed(directed(&contract, direction), payload));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_ways_agree(
        components in prop::collection::vec(schema(), COMPONENTS),
        payloads in prop::collection::vec(text(false), 1..8),
        strict: bool,
        strict_nullable: bool,
        direction in prop::sample::select(DIRECTIONS.to_vec()),
    ) {
        let contract = written(&components);
        let now = Clock::Fixed { unix_seconds: 1_582_977_600 };
        let options = Options::new().strict(strict).strict_nullable(strict_nullable).clock(now);
        let checker = directed(&contract, direction).with(&options);
        for payload in &payloads {
            drop(agreed(checker, payload));
            both_agree(checker, payload);
        }
        // Within a larger text, so that the same schemas are met streaming, in memory, and at other places.
        let all = written(&[json!({"items": {"$ref": 1}}), components[0].clone(), components[1].clone(), components[2].clone()]);
        drop(agreed(directed(&all, direction).with(&options), &format!("[{}]", payloads.join(","))));
    }
}
