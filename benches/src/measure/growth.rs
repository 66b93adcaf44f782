//! How the time grows with one size of the payload: what is linear stays so, also where somebody means harm. Ours alone: what is
//! compared is a payload with the next larger one.

use std::error::Error;
use std::hint::black_box;

use fineprint::check::Options;
use fineprint_benches::figures::Growth;
use fineprint_benches::{bare, home};
use fineprint_openapi::Formats;
use serde_json::{Map, Value, json};

use super::harness::{Effort, time};

/// All tables. In a quick run the largest sizes are left out.
pub(crate) fn all(effort: Effort, quick: bool) -> Result<Vec<Growth>, Box<dyn Error>> {
    let many = |sizes: &[usize]| -> Vec<usize> {
        sizes.iter().copied().take(if quick { 2 } else { sizes.len() }).collect()
    };
    let (factors, lengths) = (many(&[1, 10, 100, 1000]), many(&[1_000, 10_000, 100_000, 1_000_000]));
    let items = many(&[10, 100, 1000, 10_000]);
    let (members, depths) = (many(&[10, 100, 1000]), many(&[10, 30, 60, 100]));
    let unlimited = Options::new().max_violations(usize::MAX);
    let numbers = json!({"type": "array", "items": {"type": "integer", "minimum": 0}}).to_string();
    let texts = json!({"type": "string", "minLength": 1, "maxLength": 10_000_000}).to_string();
    let pattern = json!({"type": "string", "pattern": "^[a-zé ]*$"}).to_string();
    let lists = json!({"type": "array", "items": {"$ref": "#"}}).to_string();
    let objects = json!({"type": "object", "properties": {"a": {"$ref": "#"}}}).to_string();
    let open = json!({"type": "object", "properties": {"known": {"type": "string"}}}).to_string();
    let unique = json!({"type": "array", "uniqueItems": true}).to_string();
    let union = json!({"type": "array", "items": {"oneOf": [
        {"required": ["a"], "properties": {"a": {"type": "string"}}},
        {"required": ["b"], "properties": {"b": {"type": "string"}}},
    ]}})
    .to_string();
    let as_before = Options::new();
    let measure =
        |title: &str, unit: &str, sizes: &[usize], options: &Options, make: &dyn Fn(usize) -> Payload| {
            growth(effort, title, unit, sizes, options, make)
        };
    let plain = |schema: &str, body: String| Payload { schema: schema.to_owned(), body };
    Ok(vec![
        measure("Bodies in an array", "bodies", &factors, &as_before, &|size| {
            let (body, schema) = home::bulk(size);
            Payload { schema, body }
        })?,
        measure("Violations, all told", "violations", &factors, &unlimited, &|size| {
            plain(&numbers, repeated("-1", size))
        })?,
        measure("Violations, told up to the limit of 1,000", "violations", &items, &as_before, &|size| {
            plain(&numbers, repeated("-1", size))
        })?,
        measure("Documented properties of one object", "properties", &members, &as_before, &properties)?,
        measure("Undocumented properties of one object", "properties", &members, &as_before, &|size| {
            plain(&open, object(size, &json!("value")).to_string())
        })?,
        measure(
            "Depth of arrays, on a schema that refers to itself",
            "levels",
            &depths,
            &as_before,
            &|size| plain(&lists, format!("{}{}", "[".repeat(size), "]".repeat(size))),
        )?,
        measure(
            "Depth of objects, on a schema that refers to itself",
            "levels",
            &depths,
            &as_before,
            &|size| plain(&objects, format!("{}{{}}{}", "{\"a\":".repeat(size - 1), "}".repeat(size - 1))),
        )?,
        measure("Length of a string", "bytes", &lengths, &as_before, &|size| {
            plain(&texts, json!("a ".repeat(size / 2)).to_string())
        })?,
        measure("Length of a string that is not ASCII", "bytes", &lengths, &as_before, &|size| {
            plain(&texts, json!("é".repeat(size / 2)).to_string())
        })?,
        measure("Length of a string with a pattern", "bytes", &lengths, &as_before, &|size| {
            plain(&pattern, json!("aé ".repeat(size / 4)).to_string())
        })?,
        measure("Items that must be unique", "items", &items, &as_before, &|size| {
            let items: Vec<Value> = (0..size).map(|number| json!({"number": number})).collect();
            plain(&unique, Value::from(items).to_string())
        })?,
        measure("Items that are one of two", "items", &items, &as_before, &|size| {
            plain(&union, repeated("{\"b\": \"value\"}", size))
        })?,
    ])
}

/// A schema and what is held to it.
struct Payload {
    schema: String,
    body: String,
}

fn growth(
    effort: Effort,
    title: &str,
    unit: &str,
    sizes: &[usize],
    options: &Options,
    make: &dyn Fn(usize) -> Payload,
) -> Result<Growth, Box<dyn Error>> {
    let mut rows = Vec::new();
    for &size in sizes {
        let Payload { schema, body } = make(size);
        let contract = bare::contract("growth", &schema, Formats::Assert)?;
        let checker = bare::checker(&contract)?.with(options);
        let nanoseconds = time(effort, || {
            drop(black_box(checker.check_slice(black_box(body.as_bytes()))));
        });
        rows.push((size, nanoseconds));
    }
    Ok(Growth { title: title.to_owned(), unit: unit.to_owned(), rows })
}

fn repeated(item: &str, size: usize) -> String {
    format!("[{}]", vec![item; size].join(","))
}

fn object(size: usize, value: &Value) -> Value {
    (0..size).map(|number| (format!("property_{number}"), value.clone())).collect::<Map<_, _>>().into()
}

fn properties(size: usize) -> Payload {
    let schema =
        json!({"type": "object", "properties": object(size, &json!({"type": "string", "maxLength": 9}))});
    Payload { schema: schema.to_string(), body: object(size, &json!("value")).to_string() }
}
