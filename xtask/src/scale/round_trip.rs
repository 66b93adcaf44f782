//! From JSON to a model and back: what comes out must be what went in, up to what the models say that they forget.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use fineprint::formats::date_time::parse_date_time;
use fineprint_cli::output::Failure;
use serde_json::{Value, json};

use super::Generated;
use super::bench::{Bench, NAME, ROUND_TRIP};
use super::examples::{self, Example};

/// How the examples of a document did.
#[derive(Default)]
pub(super) struct RoundTrips {
    pub(super) passed: usize,
    /// Examples that the contract refuses, and the corpus does not.
    pub(super) refused: usize,
    /// Which example did not come back, and what became of it.
    pub(super) failures: Vec<String>,
}

/// Lets the models read and write all examples of a document.
pub(super) fn run(bench: &Bench, generated: &Generated, lines: &str) -> Result<RoundTrips, Failure> {
    let examples = examples::read(generated, lines);
    let mut round_trips = RoundTrips { refused: examples.refused, ..RoundTrips::default() };
    if examples.valid.is_empty() {
        return Ok(round_trips);
    }
    let input = examples.valid.iter().fold(String::new(), |mut text, example| {
        writeln!(text, "{}", json!({ "type": example.ty, "json": example.instance.to_string() })).ok();
        text
    });
    let types: BTreeSet<&str> = examples.valid.iter().map(|example| example.ty.as_str()).collect();
    bench.write(&format!("{ROUND_TRIP}/Cargo.toml"), &manifest())?;
    bench.write(&format!("{ROUND_TRIP}/src/main.rs"), &program(&types))?;
    let input = bench.write("examples.jsonl", &input)?;
    let output = bench.cargo(&["run", "--package", ROUND_TRIP, "--", &input.display().to_string()])?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        round_trips
            .failures
            .push(format!("the program did not run: {}", text.lines().next().unwrap_or_default()));
        return Ok(round_trips);
    }
    let output = String::from_utf8_lossy(&output.stdout);
    for (example, line) in examples.valid.iter().zip(output.lines()) {
        match verdict(example, line) {
            Ok(()) => round_trips.passed += 1,
            Err(what) => round_trips.failures.push(format!("{} as {}: {what}", example.id, example.ty)),
        }
    }
    Ok(round_trips)
}

fn manifest() -> String {
    format!(
        "[package]\nname = \"{ROUND_TRIP}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {NAME}-models = {{ path = \"../models\" }}\nserde = \"1\"\nserde_json = {{ version = \"1\", features = [\"float_roundtrip\"] }}\n"
    )
}

/// A program that answers each line of a file, a type's name and a JSON text, with what that type makes of the text.
fn program(types: &BTreeSet<&str>) -> String {
    let mut arms = String::new();
    for ty in types {
        writeln!(arms, "        {ty:?} => there_and_back::<models::{ty}>(json),").ok();
    }
    format!(
        "\
#![allow(deprecated)]
use {NAME}_models as models;
use serde_json::{{Value, json}};

fn there_and_back<T: serde::de::DeserializeOwned + serde::Serialize>(json: &str) -> Result<Value, String> {{
    let model: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    serde_json::to_value(&model).map_err(|error| error.to_string())
}}

fn answer(ty: &str, json: &str) -> Result<Value, String> {{
    match ty {{
{arms}        _ => Err(format!(\"there is no {{ty}}\")),
    }}
}}

fn main() {{
    let path = std::env::args().nth(1).expect(\"a file\");
    for line in std::fs::read_to_string(path).expect(\"text\").lines() {{
        let line: Value = serde_json::from_str(line).expect(\"JSON\");
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        match answer(&text(\"type\"), &text(\"json\")) {{
            Ok(value) => println!(\"{{}}\", json!({{ \"value\": value }})),
            Err(error) => println!(\"{{}}\", json!({{ \"error\": error }})),
        }}
    }}
}}
"
    )
}

fn verdict(example: &Example, line: &str) -> Result<(), String> {
    let answer: BTreeMap<String, Value> =
        serde_json::from_str(line).map_err(|_| "the answer is no JSON".to_owned())?;
    match (answer.get("value"), answer.get("error")) {
        (Some(value), _) => compare(example, &example.instance, value, ""),
        (None, Some(Value::String(error))) => Err(format!("not read: {error}")),
        (None, _) => Err("no answer".to_owned()),
    }
}

/// Finds the first difference that a model must not make.
fn compare(example: &Example, sent: &Value, came: &Value, at: &str) -> Result<(), String> {
    match (sent, came) {
        (Value::Object(sent), Value::Object(came)) => {
            if let Some(name) = came.keys().find(|name| !sent.contains_key(*name)) {
                return Err(format!("{at}/{name} was not there"));
            }
            for (name, sent) in sent {
                let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                match came.get(name) {
                    Some(came) => compare(example, sent, came, &at)?,
                    None if example.undocumented.contains(&at) => {}
                    None => return Err(format!("{at} is lost")),
                }
            }
            Ok(())
        }
        (Value::Array(sent), Value::Array(came)) if sent.len() == came.len() => {
            let mut items = sent.iter().zip(came).enumerate();
            items.try_for_each(|(index, (sent, came))| compare(example, sent, came, &format!("{at}/{index}")))
        }
        (Value::String(sent), Value::String(came)) if sent == came || is_same(sent, came) => Ok(()),
        (Value::Number(sent), Value::Number(came)) if sent == came || sent.as_f64() == came.as_f64() => {
            Ok(())
        }
        (sent, came) if sent == came => Ok(()),
        _ => Err(format!("{at} differs")),
    }
}

/// The same instant, or the same UUID.
fn is_same(sent: &str, came: &str) -> bool {
    let instants = parse_date_time(sent).zip(parse_date_time(came));
    let digits = |text: &str| text.replace('-', "").to_ascii_lowercase();
    instants.is_some_and(|(sent, came)| sent == came)
        || (came.len() == 36 && digits(sent.trim_start_matches("urn:uuid:")) == digits(came))
}
