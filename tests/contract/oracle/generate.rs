//! Payloads that meet a schema, or nearly all of which do.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::flatten::{flatten, merge};
use super::samples;
use super::translate::{Translator, names_of};

/// How deeply payloads of recursive schemas go.
const DEEPEST: usize = 3;

/// Names of properties that no document has.
const UNDOCUMENTED: [&str; 2] = ["undocumented", "ü~/x"];

/// The maker of payloads for the schemas of a document.
#[derive(Clone, Copy)]
pub(crate) struct Generator<'d>(pub(crate) Translator<'d>);

impl Generator<'_> {
    /// Payloads of a schema.
    pub(crate) fn payloads(self, schema: &Value) -> BoxedStrategy<Value> {
        self.at(schema, 0)
    }

    fn at(self, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
        self.of(&flatten(self.0, schema), depth)
    }

    fn of(self, schema: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
        let mut schema = schema.clone();
        if schema.remove("nullable") == Some(json!(true)) {
            return prop_oneof![1 => Just(Value::Null), 6 => self.of(&schema, depth)].boxed();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let values: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
            return select(values).boxed();
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(branches)) = schema.remove(keyword) {
                return self.union(&schema, &branches, depth);
            }
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => samples::strings(&schema),
            Some("integer") => samples::numbers(&schema, true),
            Some("number") => samples::numbers(&schema, false),
            Some("boolean") => any::<bool>().prop_map(Value::Bool).boxed(),
            Some("array") => self.array(&schema, depth),
            Some("object") => self.object(&schema, depth),
            None if ["properties", "required"].iter().any(|keyword| schema.contains_key(*keyword)) => {
                self.object(&schema, depth)
            }
            None => samples::anything(),
            Some(unknown) => panic!("no payloads of the type {unknown}"),
        }
    }

    /// One of the branches; of `oneOf`, with something that keeps the others from being met as well.
    fn union(self, own: &Map<String, Value>, branches: &[Value], depth: usize) -> BoxedStrategy<Value> {
        // Where it gets too deep, the first branch: by habit, that is the simple one.
        let some = if depth < DEEPEST { branches.len() } else { 1 };
        // A branch that no value of the discriminator names is never met.
        let named =
            |branch: &&Value| own.get("discriminator").is_none_or(|own| !names_of(branch, own).is_empty());
        let choices = branches.iter().filter(named).take(some).enumerate().map(|(index, branch)| {
            let mut schema = merge(own.clone(), flatten(self.0, branch));
            if let Some(discriminator) = schema.remove("discriminator") {
                let property = discriminator["propertyName"].as_str().unwrap();
                let named = json!({property: {"type": "string", "enum": names_of(branch, &discriminator)}});
                schema.insert("required".to_owned(), json!([property]));
                let properties = named.as_object().unwrap().clone();
                let known = schema.remove("properties");
                let known = known.and_then(|known| known.as_object().cloned()).unwrap_or_default();
                schema.insert(
                    "properties".to_owned(),
                    Value::Object(known.into_iter().chain(properties).collect()),
                );
                return self.of(&schema, depth);
            }
            let others = branches.iter().enumerate().filter(|(other, _)| *other != index);
            let others: Vec<_> = others.map(|(_, other)| flatten(self.0, other)).collect();
            let spoilers: Vec<String> = others
                .iter()
                .filter_map(|other| other.get("properties")?.as_object())
                .flat_map(Map::keys)
                .filter(|name| schema.get("properties").is_none_or(|own| own.get(name).is_none()))
                .cloned()
                .collect();
            let payloads = self.of(&schema, depth);
            (payloads, vec(any::<bool>(), spoilers.len()))
                .prop_map(move |(mut payload, spoil)| {
                    if let Value::Object(members) = &mut payload {
                        let spoiled = spoilers.iter().zip(spoil).filter(|(_, spoil)| *spoil);
                        members.extend(spoiled.map(|(name, _)| (name.clone(), json!([{"spoiled": true}]))));
                    }
                    payload
                })
                .boxed()
        });
        proptest::strategy::Union::new(choices.collect::<Vec<_>>()).boxed()
    }

    fn array(self, schema: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
        let limit = |keyword: &str| {
            schema.get(keyword).and_then(Value::as_u64).map(|limit| usize::try_from(limit).unwrap())
        };
        let least = limit("minItems").unwrap_or(0);
        let greatest = limit("maxItems").unwrap_or(least + 3).min(least + 3);
        let greatest = if depth < DEEPEST { greatest } else { least };
        let items = match schema.get("items") {
            Some(items) if greatest > 0 => self.at(items, depth + 1),
            Some(_) | None => samples::anything(),
        };
        let unique = schema.get("uniqueItems") == Some(&json!(true));
        vec(items, least..=greatest)
            .prop_map(move |mut items| {
                if unique {
                    let mut seen = Vec::new();
                    items.retain(|item| {
                        let new = !seen.contains(item);
                        seen.push(item.clone());
                        new
                    });
                }
                Value::Array(items)
            })
            .boxed()
    }

    fn object(self, schema: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
        let empty = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut members = Vec::new();
        for (name, property) in properties {
            let always = required.contains(&name.as_str());
            if self.0.refusal(property).is_none() && (always || depth < DEEPEST) {
                members.push(member(name, self.at(property, depth + 1), if always { 1.0 } else { 0.6 }));
            }
        }
        let additional = match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => None,
            Some(additional @ Value::Object(_)) => (depth < DEEPEST).then(|| self.at(additional, depth + 1)),
            Some(_) | None => Some(samples::anything()),
        };
        if let Some(additional) = additional {
            members.extend(UNDOCUMENTED.map(|name| member(name, additional.clone(), 0.1)));
            let undescribed = required.iter().filter(|name| !properties.contains_key(**name));
            members.extend(undescribed.map(|name| member(name, additional.clone(), 1.0)));
        }
        let count = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
        let counts = count("minProperties").unwrap_or(0)..=count("maxProperties").unwrap_or(u64::MAX);
        members
            .prop_map(|members| members.into_iter().flatten().collect::<Map<_, _>>())
            .prop_filter("too few or too many properties", move |members| {
                counts.contains(&(members.len() as u64))
            })
            .prop_map(Value::Object)
            .boxed()
    }
}

/// A member of an object, with the probability that it is there.
fn member(
    name: &str,
    values: BoxedStrategy<Value>,
    likelihood: f64,
) -> BoxedStrategy<Option<(String, Value)>> {
    let name = name.to_owned();
    let values = values.prop_map(move |value| (name.clone(), value));
    if likelihood < 1.0 {
        option::weighted(likelihood, values).boxed()
    } else {
        values.prop_map(Some).boxed()
    }
}
