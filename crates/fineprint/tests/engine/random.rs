//! Schemas at random against JSON at random: all ways to check agree.

use fineprint::check::{Clock, Options};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::agreement::agreed;
use crate::contracts::{first, written};
use crate::json::{KEYS, text};

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

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_ways_agree(
        components in prop::collection::vec(schema(), COMPONENTS),
        payloads in prop::collection::vec(text(false), 1..8),
        strict: bool,
        strict_nullable: bool,
    ) {
        let contract = written(&components);
        let now = Clock::Fixed { unix_seconds: 1_582_977_600 };
        let options = Options::new().strict(strict).strict_nullable(strict_nullable).clock(now);
        let checker = first(&contract).with(&options);
        for payload in &payloads {
            drop(agreed(checker, payload));
        }
        // Within a larger text, so that the same schemas are met streaming, in memory, and at other places.
        let all = written(&[json!({"items": {"$ref": 1}}), components[0].clone(), components[1].clone(), components[2].clone()]);
        drop(agreed(first(&all).with(&options), &format!("[{}]", payloads.join(","))));
    }
}
