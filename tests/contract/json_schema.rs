//! Schemas of JSON Schema 2020-12, made at random, and instances made to nearly meet them: the verdict of Fineprint, by both
//! walkers, is that of the crate `jsonschema`.
//!
//! Names, numbers and strings are few, so that keywords meet each other; every keyword that demands something is in the choice.

use std::cell::Cell;
use std::sync::Arc;

use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader, compile};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::{Map, Value, json};

/// How many schemas are made, each with so many instances.
const SCHEMAS: u32 = 3_000;
const INSTANCES: usize = 12;

pub(crate) const NAMES: [&str; 4] = ["a", "b", "ab", "é"];
pub(crate) const PATTERNS: [&str; 5] = ["^a", "b$", "^.b?$", "é", "^$"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

pub(crate) fn instance() -> impl Strategy<Value = Value> {
    let name = || select(NAMES.to_vec());
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        select(vec![json!(-1), json!(0), json!(1), json!(1.0), json!(1.5), json!(2), json!(3)]),
        name().prop_map(Value::from),
        Just(json!("")),
    ];
    scalar.prop_recursive(3, 16, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..4).prop_map(|members| {
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }),
        ]
    })
}

/// One keyword, or a few that belong together, with operands.
type Keywords = BoxedStrategy<Vec<(&'static str, Value)>>;

fn one(keyword: &'static str, operand: impl Strategy<Value = Value> + 'static) -> Keywords {
    operand.prop_map(move |operand| vec![(keyword, operand)]).boxed()
}

fn count() -> impl Strategy<Value = Value> {
    (0_u64..4).prop_map(Value::from)
}

fn names() -> impl Strategy<Value = Value> {
    prop::sample::subsequence(NAMES.to_vec(), 0..3).prop_map(Value::from)
}

fn map<T: Strategy<Value = Value> + 'static>(
    keys: &[&'static str],
    values: T,
) -> impl Strategy<Value = Value> {
    prop::collection::vec((select(keys.to_vec()), values), 0..3)
        .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn validation() -> Keywords {
    let types = prop::sample::subsequence(TYPES.to_vec(), 1..4).prop_map(Value::from);
    let number = || select(vec![json!(0), json!(1), json!(1.5), json!(2)]);
    prop_oneof![
        one("type", prop_oneof![select(TYPES.to_vec()).prop_map(Value::from), types]),
        one("const", instance()),
        one("enum", prop::collection::vec(instance(), 1..4).prop_map(Value::from)),
        one("minimum", number()),
        one("maximum", number()),
        one("exclusiveMinimum", number()),
        one("exclusiveMaximum", number()),
        one("multipleOf", select(vec![json!(1), json!(0.5), json!(2)])),
        one("minLength", count()),
        one("maxLength", count()),
        one("pattern", select(PATTERNS.to_vec()).prop_map(Value::from)),
        one("minItems", count()),
        one("maxItems", count()),
        one("uniqueItems", any::<bool>().prop_map(Value::from)),
        one("minProperties", count()),
        one("maxProperties", count()),
        one("required", names()),
        one("dependentRequired", map(&NAMES, names())),
    ]
    .boxed()
}

fn applicators(schema: &BoxedStrategy<Value>) -> Keywords {
    let schema = || schema.clone();
    let list = || prop::collection::vec(schema(), 1..4).prop_map(Value::from);
    let contains =
        (schema(), prop::option::of(0_u64..3), prop::option::of(0_u64..3)).prop_map(|(schema, min, max)| {
            let bounds = [("minContains", min), ("maxContains", max)];
            let bounds = bounds.into_iter().filter_map(|(keyword, bound)| Some((keyword, json!(bound?))));
            std::iter::once(("contains", schema)).chain(bounds).collect()
        });
    let conditional = (schema(), prop::option::of(schema()), prop::option::of(schema())).prop_map(
        |(condition, then, otherwise)| {
            let branches = [("then", then), ("else", otherwise)];
            let branches = branches.into_iter().filter_map(|(keyword, schema)| Some((keyword, schema?)));
            std::iter::once(("if", condition)).chain(branches).collect()
        },
    );
    prop_oneof![
        one("properties", map(&NAMES, schema())),
        one("patternProperties", map(&PATTERNS, schema())),
        one("additionalProperties", schema()),
        one("propertyNames", schema()),
        one("dependentSchemas", map(&NAMES, schema())),
        one("items", schema()),
        one("prefixItems", list()),
        contains.boxed(),
        conditional.boxed(),
        one("allOf", list()),
        one("anyOf", list()),
        one("oneOf", list()),
        one("not", schema()),
        one("unevaluatedProperties", schema()),
        one("unevaluatedItems", schema()),
        one("$ref", select(vec![json!("#/$defs/a"), json!("#b"), json!("c")])),
    ]
    .boxed()
}

fn assemble(keywords: Vec<Vec<(&'static str, Value)>>) -> Value {
    keywords.into_iter().flatten().map(|(keyword, operand)| (keyword.to_owned(), operand)).collect()
}

pub(crate) fn schema() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        1 => any::<bool>().prop_map(Value::from),
        4 => prop::collection::vec(validation(), 0..3).prop_map(assemble),
    ];
    let inner = leaf.prop_recursive(3, 24, 4, |inner| {
        let inner = inner.boxed();
        prop::collection::vec(prop_oneof![1 => validation(), 2 => applicators(&inner)], 1..4)
            .prop_map(assemble)
    });
    inner.boxed()
}

/// A schema with three to refer to: by a pointer, by an anchor, and by an id. These refer to nothing themselves.
fn document() -> impl Strategy<Value = Value> {
    let object = || schema().prop_filter("an object", Value::is_object).prop_map(without_references);
    (schema().prop_filter("an object", Value::is_object), object(), object(), object()).prop_map(
        |(mut root, a, mut b, mut c)| {
            b["$anchor"] = json!("b");
            c["$id"] = json!("c");
            root["$id"] = json!("https://example.com/root");
            root["$defs"] = json!({"a": a, "b": b, "c": c});
            root
        },
    )
}

pub(crate) fn without_references(schema: Value) -> Value {
    match schema {
        Value::Object(members) => {
            let kept: Map<String, Value> = members
                .into_iter()
                .filter(|(name, _)| name != "$ref")
                .map(|(name, value)| (name, without_references(value)))
                .collect();
            Value::Object(kept)
        }
        Value::Array(items) => items.into_iter().map(without_references).collect(),
        scalar => scalar,
    }
}

#[test]
fn random_schemas_are_judged_as_by_the_oracle() {
    let config = Config {
        cases: SCHEMAS,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(202_012),
        max_global_rejects: 100_000,
        ..Config::default()
    };
    let (judged, valid) = (Cell::new(0), Cell::new(0));
    let strategy = (document(), prop::collection::vec(instance(), INSTANCES));
    let outcome = TestRunner::new(config).run(&strategy, |(schema, instances)| {
        let oracle = jsonschema::options().offline().build(&schema);
        let oracle = oracle.map_err(|error| TestCaseError::fail(format!("{error}: {schema}")))?;
        let file = Arc::new(SourceFile::new("schema.json", schema.to_string()));
        let read = Reader::new().formats(Formats::Annotate).read_schema(&file, Dialect::Draft202012);
        let (document, _) = read.map_err(|found| TestCaseError::fail(format!("{found}: {schema}")))?;
        let contract = compile(&document);
        let checker = contract.checker("#").unwrap();
        for instance in &instances {
            let (tree, tokens) =
                (checker.check_value(instance), checker.check_slice(instance.to_string().as_bytes()));
            let expected = oracle.is_valid(instance);
            judged.set(judged.get() + 1);
            valid.set(valid.get() + u32::from(expected));
            prop_assert_eq!(tree.is_valid(), expected, "{} by {}\n{}", instance, schema, tree);
            prop_assert_eq!(tree.to_string(), tokens.to_string(), "{} by {}", instance, schema);
        }
        Ok(())
    });
    println!("{} instances judged, {} of them valid", judged.get(), valid.get());
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(valid.get() > judged.get() / 20, "hardly anything is valid");
}
