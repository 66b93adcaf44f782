//! Schemas made at random become functions, and these never say that a value is valid that the tables refuse, in no direction; of most
//! valid values they say it.
//!
//! Functions have to be compiled: cargo does that once, for all schemas.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use fineprint::shortcut::FREE_LEVELS;
use fineprint_codegen::{Dependency, Options, validators};
use fineprint_openapi::source::SourceFile;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

use crate::json_schema::{NAMES, PATTERNS, instance, schema, without_references};

/// How many schemas are made for a document, some of them from two, and how many that they may refer to; each with so many instances.
const SCHEMAS: usize = 500;
const TARGETS: usize = 10;
const INSTANCES: usize = 16;

/// What documents are like.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// Everything is in them, so that most functions need a walk.
    Rich,
    /// Nothing recurs, is matched or is sent in one direction only, so that most functions are plain.
    Plain,
}

/// A schema of the keys that instances have: of schemas at random, few speak of the same ones.
fn of_keys() -> impl Strategy<Value = Value> {
    let name = || select(NAMES.to_vec());
    let properties = prop::collection::vec((name(), schema()), 0..4);
    let required = prop::sample::subsequence(NAMES.to_vec(), 0..3);
    let patterns = prop::collection::vec((select(PATTERNS.to_vec()), schema()), 0..2);
    let additional = prop::option::of(prop_oneof![Just(Value::Bool(false)), schema()]);
    (properties, required, patterns, additional).prop_map(|(properties, required, patterns, additional)| {
        let map = |entries: Vec<(&str, Value)>| -> Map<String, Value> {
            entries.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
        };
        let mut schema = json!({"required": required});
        schema["properties"] = map(properties).into();
        if !patterns.is_empty() {
            schema["patternProperties"] = map(patterns).into();
        }
        if let Some(additional) = additional {
            schema["additionalProperties"] = additional;
        }
        schema
    })
}

/// What a plain function is never asked.
const NOT_PLAIN: [&str; 5] =
    ["pattern", "patternProperties", "unevaluatedItems", "unevaluatedProperties", "uniqueItems"];

/// The schema with references to others of the document, and some properties that are sent in one direction only.
fn spoken(schema: Value, style: Style, chances: &mut impl Iterator<Item = u8>) -> Value {
    match schema {
        Value::Object(members) => members
            .into_iter()
            .filter(|(name, _)| style == Style::Rich || !NOT_PLAIN.contains(&&**name))
            .map(|(name, value)| match (&*name, value) {
                ("$ref", _) => {
                    let target = usize::from(chances.next().unwrap_or_default()) % TARGETS;
                    (name, json!(format!("#/components/schemas/t{target}")))
                }
                ("properties", Value::Object(properties)) => {
                    let properties = properties.into_iter().map(|(key, value)| {
                        let mut value = spoken(value, style, chances);
                        let access = match chances.next().filter(|_| style == Style::Rich) {
                            Some(0..16) => "readOnly",
                            Some(16..32) => "writeOnly",
                            _ => return (key, value),
                        };
                        if let Value::Object(keywords) = &mut value {
                            keywords.insert(access.to_owned(), json!(true));
                        }
                        (key, value)
                    });
                    let properties: Map<String, Value> = properties.collect();
                    (name, properties.into())
                }
                // Not a schema, whatever it looks like.
                ("const" | "enum", value) => (name, value),
                (_, value) => {
                    let value = spoken(value, style, chances);
                    (name, value)
                }
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| spoken(item, style, chances)).collect(),
        scalar => scalar,
    }
}

fn document(schemas: &Map<String, Value>) -> Value {
    json!({
        "openapi": "3.1.1",
        "info": {"title": "Random", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    })
}

/// The schemas of a document, by name.
fn schemas(style: Style, runner: &mut TestRunner) -> Map<String, Value> {
    let mut make = |strategy: BoxedStrategy<Value>| {
        let strategy = (strategy, prop::collection::vec(any::<u8>(), 256));
        let (schema, chances) = strategy.new_tree(runner).unwrap().current();
        spoken(schema, style, &mut chances.into_iter())
    };
    let mut schemas = Map::new();
    for number in 0..TARGETS {
        let target = match (number, style) {
            // In circles, of which each leads below.
            (0, Style::Rich) => {
                json!({"type": "object", "properties": {"a": {"$ref": "1"}, "b": {"$ref": "2"}}})
            }
            (1, Style::Rich) => json!({"anyOf": [
                {"type": "array", "items": {"$ref": "0"}},
                {"type": "object", "required": ["a"], "additionalProperties": {"$ref": "1"}},
                {"type": "string"},
            ]}),
            (2, _) => json!({"type": "boolean", "const": true}),
            (3, _) => json!({"enum": [false, null, "a", 1]}),
            (4, _) => json!({"$ref": "2", "not": {"const": false}}),
            _ => make(schema().prop_map(without_references).boxed()),
        };
        let target = serde_json::to_string(&target).unwrap();
        let target = target.replace("\"$ref\":\"", "\"$ref\":\"#/components/schemas/t");
        schemas.insert(format!("t{number}"), serde_json::from_str(&target).unwrap());
    }
    for number in 0..SCHEMAS {
        let mut keys = || make(of_keys().boxed());
        let with = |mut schema: Value, keyword: &str, operand: Value| {
            schema[keyword] = operand;
            schema
        };
        let schema = match number % 8 {
            0 => json!({"allOf": [keys(), keys()]}),
            1 => json!({"oneOf": [keys(), keys()]}),
            2 => json!({"type": "object", "not": keys()}),
            3 => keys(),
            // What a schema says of a key's direction holds for those within it.
            4 => with(keys(), "anyOf", json!([keys(), keys()])),
            5 => with(keys(), "not", keys()),
            _ => make(schema()),
        };
        schemas.insert(format!("s{number}"), schema);
    }
    // What counts its levels, and what leads to it without counting its own.
    let chain = json!({"$ref": "#/components/schemas/chain"});
    schemas.insert("chain".to_owned(), json!({"type": "object", "additionalProperties": chain}));
    let around = json!({"type": "array", "items": {"type": "object", "properties": {"a": chain}}});
    schemas.insert("chain-around".to_owned(), around);
    // What ends by itself, about where it has to count its levels.
    for levels in DEPTHS {
        let text = json!({"type": "string", "pattern": "^a"});
        let schema = (0..levels).fold(text, |inner, _| json!({"type": "array", "items": inner}));
        schemas.insert(format!("chain-of-{levels}"), schema);
    }
    schemas
}

/// About as many levels as functions need not count.
const DEPTHS: std::ops::RangeInclusive<usize> = FREE_LEVELS - 3..=FREE_LEVELS + 3;

/// Instances of these, around the limits of depth that are set.
fn chains() -> impl Iterator<Item = (String, Value)> {
    let circles = DEPTHS.chain(96..=102).flat_map(|levels| {
        let nested = |levels| (1..levels).fold(json!({}), |inner, _| json!({"a": inner}));
        let around = json!([{"a": nested(levels - 2)}]);
        [("chain".to_owned(), nested(levels)), ("chain-around".to_owned(), around)]
    });
    let nested = |levels| (0..levels).fold(json!("a"), |inner, _| json!([inner]));
    circles.chain(DEPTHS.map(move |levels| (format!("chain-of-{levels}"), nested(levels))))
}

#[test]
fn random_shortcuts_agree_with_the_tables() {
    let Some(cargo) = env::var_os("CARGO") else {
        println!("skipped: no cargo to compile with");
        return;
    };
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shortcuts");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fineprint = folder.join("../crates/fineprint").canonicalize().unwrap().to_str().unwrap().to_owned();
    let mut cases = String::new();
    for (style, name) in [(Style::Rich, "rich"), (Style::Plain, "plain")] {
        let schemas = schemas(style, &mut runner);
        for (schema, instance) in chains() {
            writeln!(cases, "[\"{name}\", \"#/components/schemas/{schema}\", {instance}]").unwrap();
        }
        for schema in schemas.keys() {
            let instances =
                prop::collection::vec(instance(), INSTANCES).new_tree(&mut runner).unwrap().current();
            for instance in instances {
                let text = instance.to_string();
                writeln!(cases, "[\"{name}\", \"#/components/schemas/{schema}\", {text}]").unwrap();
                // A key that must not be data, in place of one that may stand anywhere.
                let spoiled = text.replace("\"ab\":", "\"$serde_json::private::Number\":");
                if spoiled != text {
                    writeln!(cases, "[\"{name}\", \"#/components/schemas/{schema}\", {spoiled}]").unwrap();
                }
            }
        }
        let file = Arc::new(SourceFile::new("random.json", document(&schemas).to_string()));
        let (document, _) = fineprint_openapi::read(&file).unwrap();
        let mut options = Options::new(name);
        options.shortcuts = true;
        options.fineprint = Dependency::Path(fineprint.clone());
        for file in validators(&document, &fineprint_openapi::compile(&document), &options).unwrap() {
            write(&root.join(name).join(&file.path), &file.contents);
            let plain = file.contents.matches("Shortcut::Plain(").count();
            if file.path.ends_with("shortcuts.rs") {
                let expected =
                    if style == Style::Plain { SCHEMAS / 4..SCHEMAS } else { SCHEMAS / 20..SCHEMAS / 4 };
                assert!(expected.contains(&plain), "{plain} plain functions in the document that is {name}");
            }
        }
    }
    write(&root.join("cases.jsonl"), &cases);
    write(&root.join("Cargo.toml"), MANIFEST);
    write(&root.join("src/main.rs"), include_str!("shortcuts/main.rs"));
    fs::copy(folder.join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let output = Command::new(cargo)
        .args(["run", "--offline", "--quiet", "cases.jsonl"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !err.contains("warning"), "{out}\n{err}");
    let counts: Vec<u32> = out.split_whitespace().map(|count| count.parse().unwrap()).collect();
    let [valid, told, apart] = counts[..] else { panic!("{out}") };
    println!(
        "{told} of {valid} valid instances are known by shortcuts, and {apart} that have a reserved key"
    );
    assert!(valid > 1_000 && told * 10 > valid * 7 && apart * 20 < told, "{told} of {valid}, {apart}");
}

const MANIFEST: &str = "\
[package]
name = \"shortcuts\"
version = \"0.1.0\"
edition = \"2024\"

[workspace]
members = [\"rich\", \"plain\"]

[dependencies]
rich-validators = { path = \"rich\" }
plain-validators = { path = \"plain\" }
serde_json = \"1\"

[profile.dev]
debug = false
";

/// Leaves files alone that have not changed, for cargo's sake.
fn write(path: &Path, contents: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == contents) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}
