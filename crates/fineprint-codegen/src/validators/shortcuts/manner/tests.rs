//! Which schemas become plain functions and which count: what makes them so, in documents as small as that needs.

use std::sync::Arc;

use fineprint_openapi::source::SourceFile;
use serde_json::{Map, Value, json};

use super::*;

/// The names of those components that become plain functions.
fn plain_ones(schemas: &Value) -> Vec<String> {
    named(schemas, Manner::Plain)
}

/// The names of the components of that manner.
fn named(schemas: &Value, manner: Manner) -> Vec<String> {
    let document = json!({
        "openapi": "3.1.1",
        "info": {"title": "Manner", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    let text = document.to_string().replace("\"$ref\":\"", "\"$ref\":\"#/components/schemas/");
    let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new("plain.json", text))).unwrap();
    let contract = fineprint_openapi::compile(&document);
    let manners = manners(&contract, []);
    let found = contract.components.iter().filter(|schema| manners[&from_ref(&***schema)] == manner);
    found.map(|schema| schema.pointer.trim_start_matches("#/components/schemas/").to_owned()).collect()
}

#[test]
fn what_ends_by_itself_is_plain() {
    let schemas = json!({
        "Name": {"type": "string", "maxLength": 5},
        "Person": {"type": "object", "properties": {"name": {"$ref": "Name"}, "born": {"format": "date"}}},
        "People": {"type": "array", "items": {"$ref": "Person"}},
        "Either": {"anyOf": [{"$ref": "Person"}, {"$ref": "People"}]},
    });
    assert_eq!(plain_ones(&schemas), ["Either", "Name", "People", "Person"]);
}

#[test]
fn what_leads_to_itself_is_not_and_neither_is_what_it_leads_to() {
    let schemas = json!({
        "Comment": {"type": "object", "properties": {
            "author": {"$ref": "Author"}, "title": {"$ref": "Title"}, "replies": {"items": {"$ref": "Comment"}},
        }},
        "Author": {"type": "object", "properties": {"name": {"$ref": "Title"}}},
        "Title": {"type": "string"},
        "Page": {"type": "object", "properties": {"top": {"$ref": "Comment"}, "footer": {"$ref": "Footer"}}},
        "Footer": {"type": "object", "properties": {"text": {"$ref": "Title"}}},
    });
    // Of a scalar, nothing can be come to again and again.
    assert_eq!(plain_ones(&schemas), ["Footer", "Title"]);
    assert_eq!(named(&schemas, Manner::Counting), ["Author", "Comment"]);
    assert_eq!(named(&schemas, Manner::Passing), ["Page"]);
}

#[test]
fn what_asks_for_more_than_the_value_is_not() {
    let schemas = json!({
        "Code": {"type": "string", "pattern": "^a"},
        "Holder": {"type": "object", "properties": {"code": {"$ref": "Code"}}},
        "Named": {"type": "object", "patternProperties": {"^a": true}},
        "Born": {"type": "string", "format": "date", "x-temporal": "past"},
        "Set": {"type": "array", "uniqueItems": true},
        "Closed": {"type": "object", "unevaluatedProperties": false},
        "Expression": {"type": "string", "format": "regex"},
        "Other": {"type": "object", "propertyNames": {"maxLength": 5}},
    });
    assert_eq!(plain_ones(&schemas), ["Other"]);
    assert_eq!(named(&schemas, Manner::Counting), [] as [&str; 0]);
}

#[test]
fn what_is_sent_in_one_direction_is_not() {
    let schemas = json!({
        "Directed": {"type": "object", "properties": {"id": {"type": "integer", "readOnly": true}}},
        "Required": {"type": "object", "required": ["a"]},
        "Optional": {"type": "object", "properties": {"a": {"type": "string"}}},
    });
    assert_eq!(plain_ones(&schemas), ["Optional"]);
}

#[test]
fn what_is_better_not_met_is_not() {
    let schemas = json!({
        "One": {"oneOf": [{"$ref": "Branch"}, {"type": "string"}, {"type": "object", "required": ["c"]}]},
        "Branch": {"type": "object", "properties": {"inner": {"$ref": "Inner"}}},
        "Inner": {"type": "object", "required": ["a"]},
        "Kinds": {"oneOf": [{"$ref": "Then"}, {"type": "string"}, {"type": "array", "maxItems": 3}]},
        "Scalars": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        "Not": {"type": "object", "not": {"$ref": "Refused"}},
        "Refused": {"required": ["b"]},
        "If": {"type": "object", "if": {"$ref": "Condition"}, "then": {"$ref": "Then"}},
        "Condition": {"required": ["b"]},
        "Then": {"type": "object", "required": ["c"]},
        "Contains": {"contains": {"$ref": "Part"}},
        "Part": {"type": "object", "required": ["b"]},
        // One that is named by a key is asked alone.
        "Pet": {
            "oneOf": [{"$ref": "Cat"}, {"$ref": "Dog"}],
            "discriminator": {"propertyName": "kind"},
        },
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "Cat"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "Dog"}}},
    });
    assert_eq!(plain_ones(&schemas), ["Cat", "Dog", "Kinds", "Pet", "Scalars", "Then"]);
    assert_eq!(named(&schemas, Manner::Counting), [] as [&str; 0]);
}

/// A chain of so many schemas, each of which comes to the next one in so many ways, with names in their order or against it.
fn chain(length: usize, ways: usize, is_reversed: bool) -> Value {
    let name = |number: usize| format!("C{:03}", if is_reversed { 500 - number } else { number });
    let link = |number: usize| {
        let next = json!({"$ref": name(number + 1)});
        let schema = match ways {
            1 => json!({"type": "array", "items": next}),
            ways => json!({"type": "array", "items": {"anyOf": vec![next; ways]}}),
        };
        (name(number), schema)
    };
    let mut schemas: Map<String, Value> = (1..length).map(link).collect();
    schemas.insert(name(length), json!({"type": "array", "minItems": 1}));
    schemas.into()
}

#[test]
fn what_goes_deep_is_not() {
    for is_reversed in [false, true] {
        assert_eq!(plain_ones(&chain(20, 1, is_reversed)).len(), 20);
        // A `$ref` is a schema, too, so that those at the end are, and no others.
        assert_eq!(plain_ones(&chain(100, 1, is_reversed)).len(), 32);
        assert_eq!(named(&chain(100, 1, is_reversed), Manner::Counting).len(), 68);
    }
}

#[test]
fn so_many_levels_need_not_be_counted() {
    let nested = |levels: usize| {
        (0..levels)
            .fold(json!({"type": "string", "pattern": "^a"}), |it, _| json!({"type": "array", "items": it}))
    };
    let schemas = json!({"Below": nested(FREE_LEVELS - 1), "At": nested(FREE_LEVELS)});
    assert_eq!(named(&schemas, Manner::Passing), ["Below"]);
    assert_eq!(named(&schemas, Manner::Counting), ["At"]);
}

#[test]
fn what_comes_to_a_value_often_is_not_and_neither_is_what_it_leads_to() {
    for is_reversed in [false, true] {
        assert_eq!(plain_ones(&chain(4, 3, is_reversed)).len(), 4);
        assert_eq!(plain_ones(&chain(5, 3, is_reversed)), [] as [&str; 0]);
        // Nor if that is only seen from afar.
        assert_eq!(plain_ones(&chain(200, 2, is_reversed)), [] as [&str; 0]);
        assert_eq!(named(&chain(200, 2, is_reversed), Manner::Passing), [] as [&str; 0]);
    }
}

#[test]
fn what_is_told_by_a_glance_is_no_obstacle() {
    let schemas = json!({
        "Comment": {"type": "object", "properties": {"meta": {"$ref": "Meta"}, "next": {"$ref": "Comment"}}},
        "Meta": {"type": "object"},
        "Page": {"type": "object", "properties": {"meta": {"$ref": "Meta"}}},
        "Flat": {"type": "object", "properties": {"a": {"not": {"type": "object"}}}},
    });
    assert_eq!(plain_ones(&schemas), ["Flat", "Meta", "Page"]);
}
