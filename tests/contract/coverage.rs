//! Whether the boundary table would notice: each constraint of the document is taken away in turn, and a case must then fail.

use std::sync::Arc;

use fineprint::contract::Contract;
use fineprint_openapi::source::{self, SourceFile};
use serde_json::Value;

use crate::cases::{self, Case};
use crate::support::{found, options};

/// Keywords that constrain a payload. The others describe it.
const CONSTRAINTS: [&str; 10] = [
    "type",
    "format",
    "nullable",
    "minLength",
    "maxLength",
    "enum",
    "x-temporal",
    "required",
    "properties",
    "allOf",
];

fn document() -> Value {
    let text = include_str!("../../spec/organizations.yaml");
    source::parse(&Arc::new(SourceFile::new("organizations.yaml", text))).unwrap().root.to_json()
}

/// The contract, unless the reader refuses the document: what makes no sense without the constraint is noticed before any payload.
fn compile(document: &Value) -> Option<Contract> {
    let file = SourceFile::new("organizations.json", document.to_string());
    fineprint_openapi::read(&Arc::new(file)).ok().map(|(document, _)| fineprint_openapi::compile(&document))
}

/// The pointers of everything that can be taken away from a schema: constraints, and members of those that are lists.
fn removable(schema: &Value, pointer: &str, removable_here: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else { return };
    for (keyword, operand) in keywords {
        let at = format!("{pointer}/{keyword}");
        if !CONSTRAINTS.contains(&keyword.as_str()) {
            continue;
        }
        match (keyword.as_str(), operand) {
            ("properties", Value::Object(properties)) => {
                for (name, schema) in properties {
                    removable(schema, &format!("{at}/{name}"), removable_here);
                }
            }
            ("required", Value::Array(names)) => {
                removable_here.extend((0..names.len()).map(|index| format!("{at}/{index}")));
            }
            ("allOf", Value::Array(branches)) => {
                for (index, branch) in branches.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    removable(branch, &at, removable_here);
                    removable_here.push(at);
                }
            }
            _ => removable_here.push(at),
        }
    }
}

fn without(document: &Value, pointer: &str) -> Value {
    let mut document = document.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            members.remove(key);
        }
        Value::Array(items) if items.len() > 1 => {
            items.remove(key.parse().unwrap());
        }
        // An `allOf` is never empty: a schema that demands nothing takes the branch's place.
        Value::Array(items) => items[0] = Value::Object(serde_json::Map::new()),
        other => panic!("{other}"),
    }
    document
}

fn notices(document: &Value, cases: &[Case]) -> bool {
    let Some(contract) = compile(document) else { return true };
    let options = options();
    cases.iter().any(|case| {
        // A schema that is gone with its parent is noticed too.
        let Some(checker) = contract.checker(case.at) else { return true };
        found(&checker.with(&options).check_value(&case.payload)) != case.expected
    })
}

#[test]
fn no_constraint_can_be_removed_unnoticed() {
    let document = document();
    let cases = cases::all();
    assert!(!notices(&document, &cases), "the table holds for the document as it is");

    let mut pointers = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        removable(schema, &format!("/components/schemas/{name}"), &mut pointers);
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.replace('/', "~1");
        for (index, parameter) in item["put"]["parameters"].as_array().unwrap().iter().enumerate() {
            removable(
                &parameter["schema"],
                &format!("/paths/{path}/put/parameters/{index}/schema"),
                &mut pointers,
            );
        }
    }
    assert!(pointers.len() > 120, "{}", pointers.len());
    let unnoticed: Vec<&String> =
        pointers.iter().filter(|pointer| !notices(&without(&document, pointer), &cases)).collect();
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}
