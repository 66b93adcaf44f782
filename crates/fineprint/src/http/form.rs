//! Bodies of `application/x-www-form-urlencoded` as values (URL Standard, section 5.1; OpenAPI, *Encoding Object*).

use serde_json::{Map, Value};

use super::guide::{Guide, Shape};
use super::style::{Malformed, Reading, Written};
use super::text::{Pair, decoded, pairs};
use crate::contract::{Encoding, Style};
use crate::report::Kind;

/// Reads a form. What is wrong is told with the property that it is in.
pub(super) fn read(
    body: &str,
    encodings: &[Encoding],
    guide: &Guide<'_>,
    reading: Reading,
) -> Result<Value, (String, Kind)> {
    let pairs = pairs(body);
    let mut object = Map::new();
    for name in names(&pairs, encodings, guide) {
        let guide = guide.property(&name);
        let encoding = encodings.iter().find(|encoding| *encoding.property == *name);
        let (style, value) = property(&name, &pairs, encoding, &guide, reading);
        match value {
            Ok(Some(value)) => {
                object.insert(name, value);
            }
            Ok(None) => {}
            Err(Malformed) => return Err((name, Kind::Style { style })),
        }
    }
    Ok(Value::Object(object))
}

/// The properties that the form has: those of the pairs, but for the parts of objects.
fn names(pairs: &[Pair<'_>], encodings: &[Encoding], guide: &Guide<'_>) -> Vec<String> {
    let known = guide.properties();
    let exploded: Vec<&str> = encodings
        .iter()
        .filter(|it| it.explode && it.style == Some(Style::Form))
        .map(|it| &*it.property)
        .filter(|name| guide.property(name).shape() == Shape::Object)
        .collect();
    let is_part = |name: &str| {
        known.binary_search(&name).is_err()
            && exploded.iter().any(|it| guide.property(it).properties().binary_search(&name).is_ok())
    };
    let in_pairs = pairs.iter().map(|(name, _)| match name.split_once('[') {
        // What nobody knows by its whole name is a part of what it begins with.
        Some((object, _)) if known.binary_search(&&**name).is_err() && !object.is_empty() => object,
        Some(_) | None => name,
    });
    let mut names: Vec<String> =
        in_pairs.filter(|name| !is_part(name)).chain(exploded.iter().copied()).map(str::to_owned).collect();
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn property(
    name: &str,
    pairs: &[Pair<'_>],
    encoding: Option<&Encoding>,
    guide: &Guide<'_>,
    reading: Reading,
) -> (Style, Result<Option<Value>, Malformed>) {
    let stated = encoding.and_then(|encoding| encoding.style);
    let has_brackets =
        pairs.iter().any(|(key, _)| key.strip_prefix(name).is_some_and(|it| it.starts_with('[')));
    let is_array = guide.shape() == Shape::Array;
    let style = match stated {
        Some(style) => style,
        // Without a style, the parts of an object stand in brackets, or the object is one text of JSON.
        None if has_brackets && !is_array => Style::DeepObject,
        None => Style::Form,
    };
    let explode = encoding.is_none_or(|encoding| encoding.explode);
    let written = Written { style, explode, percent: true, reading };
    if stated.is_none() && guide.shape() == Shape::Object && !has_brackets {
        let text =
            pairs.iter().find(|(key, _)| key == name).map(|(_, value)| decoded(value).ok_or(Malformed));
        let json = text.map(|text| serde_json::from_str(&text?).map_err(|_| Malformed)).transpose();
        return (style, json);
    }
    if is_array && has_brackets {
        // `name[]=value`, as many clients write arrays.
        let plain = format!("{name}[]");
        let renamed: Vec<Pair<'_>> = pairs
            .iter()
            .map(|(key, value)| (if *key == plain { name.into() } else { key.clone() }, value.clone()))
            .collect();
        return (style, written.read_pairs(name, &renamed, guide, &|_| true));
    }
    (style, written.read_pairs(name, pairs, guide, &|_| true))
}
