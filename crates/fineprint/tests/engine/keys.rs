//! The keys of objects: in whatever order and manner they are written, and whichever schemas name them, the verdict is the same.

use std::collections::BTreeSet;

use fineprint::check::{Checker, Direction, Options, Part};
use fineprint::report::{Kind, Report};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::agreement::{agreed, listed};
use crate::contracts::{first, written};

/// How `serde_json` shows itself a number.
const RESERVED: &str = "$serde_json::private::Number";

/// Names of all lengths, some of which JSON escapes, and one that must not be data.
const NAMES: [&str; 22] = [
    "",
    "a",
    "b",
    "ab",
    "name",
    "email",
    "postal_code",
    "postal-code",
    "a_name_of_seventeen",
    "a_name_of_more_than_thirty_two_bytes_1",
    "a_name_of_more_than_thirty_two_bytes_2",
    "é",
    "naïveté",
    "q\"uote",
    "\"",
    "back\\slash",
    "tab\t",
    "$ref",
    RESERVED,
    "a\":1,\"b",
    "0",
    "constructor",
];

/// How JSON is written.
#[derive(Clone, Copy, Debug)]
enum Manner {
    Compact,
    /// As Python does it.
    Spaced,
    Indented,
    /// With space wherever it may be.
    Odd,
}

impl Manner {
    /// What stands before a key, behind it, and before its value.
    const fn spaces(self) -> [&'static str; 3] {
        match self {
            Self::Compact => ["", "", ""],
            Self::Spaced => [" ", "", " "],
            Self::Indented => ["\n  ", "", " "],
            Self::Odd => ["\t \r\n", " ", "\n\n"],
        }
    }

    fn object(self, members: &[(String, &str)]) -> String {
        let [before, behind, between] = self.spaces();
        let members: Vec<String> =
            members.iter().map(|(key, value)| format!("{before}{key}{behind}:{between}{value}")).collect();
        format!("{{{}{behind}}}", members.join(","))
    }
}

/// A key as it is written, with its first character escaped or not.
fn key(name: &str, escaped: bool) -> String {
    let whole = Value::from(name).to_string();
    match name.chars().next() {
        Some(first) if escaped && first.is_ascii_alphanumeric() => {
            format!("\"\\u{:04x}{}\"", u32::from(first), whole.get(2..whole.len() - 1).unwrap_or_default())
        }
        _ => whole,
    }
}

/// What is to be said, by the walk that records all of it.
fn recorded(checker: Checker<'_>, payload: &str) -> Report {
    checker.with(&Options::new().strict(true)).check_slice(payload.as_bytes())
}

/// A list of some names, and which of them are required.
fn list() -> impl Strategy<Value = Value> {
    let schemas = vec![
        json!({}),
        json!({}),
        json!({}),
        json!({"type": "integer"}),
        json!({"type": "string"}),
        json!({"type": "string"}),
        json!({"type": "string", "minLength": 1, "maxLength": 3}),
        json!({"type": "string", "minLength": 3}),
        json!({"type": ["integer", "string"], "maxLength": 1}),
        json!({"type": "object", "properties": {"b": {}, "a": {"type": "integer"}}, "required": ["a"]}),
        json!({"readOnly": true}),
        json!({"writeOnly": true, "type": "string"}),
    ];
    let member = (prop::sample::select(NAMES.to_vec()), prop::sample::select(schemas), any::<u8>());
    let others = prop_oneof![
        5 => Just(("minProperties", json!(0))),
        1 => Just(("additionalProperties", json!(false))),
        1 => Just(("additionalProperties", json!({"maxLength": 2}))),
        1 => Just(("propertyNames", json!({"maxLength": 11}))),
        1 => Just(("patternProperties", json!({"^a": {"maxLength": 1}}))),
    ];
    (prop::collection::vec(member, 0..8), others).prop_map(|(members, (keyword, operand))| {
        let mut schema = Map::new();
        let required: BTreeSet<&str> =
            members.iter().filter(|(.., chance)| *chance < 80).map(|(name, ..)| *name).collect();
        let properties: Map<String, Value> =
            members.into_iter().map(|(name, schema, _)| (name.to_owned(), schema)).collect();
        schema.insert("properties".to_owned(), properties.into());
        schema.insert("required".to_owned(), json!(required));
        schema.insert(keyword.to_owned(), operand);
        schema.into()
    })
}

/// What meets one of the schemas above, so that a payload is not mostly broken by what it is not about.
fn fitting(schema: &Value) -> &'static str {
    if schema["type"] == "object" {
        r#"{"a":1}"#
    } else if schema["minLength"] == 3 {
        r#""aéé""#
    } else if schema["type"] == "string" {
        r#""ab""#
    } else {
        "1"
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_manner(
        lists in prop::collection::vec(list(), 1..4),
        chances in prop::collection::vec(any::<u8>(), 24),
        extras in prop::collection::vec((prop::sample::select(NAMES.to_vec()), any::<u8>()), 0..3),
        order in prop::sample::select(vec!["document", "bytes", "any"]),
        manner in prop::sample::select(vec![Manner::Compact, Manner::Spaced, Manner::Indented, Manner::Odd]),
        direction in prop::sample::select(vec![Direction::None, Direction::Request, Direction::Response]),
        place in 0..5,
    ) {
        let schema = if lists.len() == 1 { lists[0].clone() } else { json!({"allOf": lists}) };
        // Read as it comes, as the branch that is left of a union, or from memory, by itself and as one of several branches.
        let contract = written(&[json!({"items": match place {
            0 | 1 => schema,
            2 => json!({"anyOf": [schema, {"type": "null"}]}),
            3 => json!({"contains": schema}),
            _ => json!({"oneOf": [schema, {"required": ["a", "b"]}], "propertyNames": {"maxLength": 30}}),
        }})]);
        let checker = Checker::new(&contract, &contract.components[0], Part::Instance, direction);
        let documented: Vec<&String> = lists.iter().flat_map(|it| it["properties"].as_object().unwrap().keys()).collect();
        // Most of what is documented is there, and most of it is right.
        let mut names: Vec<(&str, u8)> = documented.iter().map(|name| name.as_str()).zip(chances).collect();
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by_key(|(name, _)| *name);
        names.retain(|(_, chance)| *chance >= 16);
        names.extend(extras.iter().filter(|(name, chance)| *chance < 16 || !documented.iter().any(|known| known == name)));
        match order {
            "document" => names.sort_by_key(|(name, _)| documented.iter().position(|known| known == name)),
            "bytes" => names.sort_by_key(|(name, _)| *name),
            _ => names.sort_by_key(|(_, chance)| *chance),
        }
        let values = [r#""""#, r#""abc""#, r#""éé""#, "null", r#"{"b":[],"a":2}"#];
        let value = |name: &str, chance: u8| match lists.iter().find_map(|it| it["properties"].get(name)) {
            Some(schema) if chance < 240 => fitting(schema),
            _ => values[usize::from(chance) % values.len()],
        };
        let members: Vec<(String, &str)> =
            names.iter().map(|(name, chance)| (key(name, chance % 8 == 0), value(name, *chance))).collect();
        let payload = format!("[{}]", manner.object(&members));

        let valid = checker.check_slice(payload.as_bytes()).is_valid();
        let all = recorded(checker, &payload);
        let broken = all.violations().iter().any(|it| !matches!(it.kind(), Kind::Undocumented { .. }));
        prop_assert_eq!(valid, !broken, "{}: {}", payload, all);
        prop_assert_eq!(valid, checker.decode::<Value>(payload.as_bytes()).is_ok(), "{}", payload);

        let distinct: BTreeSet<&str> = names.iter().map(|(name, _)| *name).collect();
        if distinct.len() < names.len() || distinct.contains(RESERVED) {
            prop_assert!(!valid, "{}", payload);
        } else {
            drop(agreed(checker, &payload));
        }
    }
}

/// What looks like the key that is expected, and is not.
#[test]
fn keys_that_are_nearly_expected() {
    let properties =
        json!({"ab": {"type": "integer"}, "name": {"type": "integer"}, "zone": {"type": "integer"}});
    let contract = written(&[json!({"properties": properties, "required": ["ab", "name", "zone"]})]);
    let check = |payload: &str| first(&contract).check_slice(payload.as_bytes());
    for (payload, valid) in [
        (r#"{"ab":1,"name":2,"zone":3}"#, true),
        (r#"{"ab": 1, "name": 2, "zone": 3}"#, true),
        (r#"{"ab" :1 ,"name" : 2 , "zone"  :3 }"#, true),
        (r#"{"zone":1,"name":2,"ab":3}"#, true),
        (r#"{"ab":1,"nam\u0065":2,"zone":3}"#, true),
        (r#"{"ab":1,"x":0,"name":2,"zone":3}"#, true),
        (r#"{"ab":1,"nbme":2,"zone":3}"#, false),
        (r#"{"ab":1,"name":2,"zone":"3"}"#, false),
        (r#"{"name":1,"ab":2,"name":3,"zone":4}"#, false),
        (r#"{"ab":1,"name":2,"zone":3,"ab":4}"#, false),
        // No JSON.
        (r#"{,"ab":1,"name":2,"zone":3}"#, false),
        (r#"{"ab":1"name":2,"zone":3}"#, false),
        (r#"{"ab":1,,"name":2,"zone":3}"#, false),
        (r#"{"ab":1,"name":,"zone":3}"#, false),
        (r#"{"ab":1,"name"2,"zone":3}"#, false),
        (r#"{"ab":1,"name:2,"zone":3}"#, false),
        (r#"{"ab":1,'name":2,"zone":3}"#, false),
        (r#"{"ab":1,"name":2,"zone":3,}"#, false),
        (r#"{"ab":1,"name":2,"zone":3"#, false),
        (r#"{"ab":1,"name":2,"zone":"#, false),
        (r#"{"ab":1,"name":2,"zone""#, false),
    ] {
        let report = check(payload);
        assert_eq!(report.is_valid(), valid, "{payload}: {report}");
        let json = serde_json::from_str::<Value>(payload).is_ok();
        assert_eq!(
            listed(&report).iter().any(|(_, keyword)| *keyword == "json"),
            !json,
            "{payload}: {report}"
        );
    }
}

/// More keys than have a bit in one word, in and out of order.
#[test]
fn many_keys() {
    let names: Vec<String> = (0..150).map(|number| format!("key_{}", number * 37 % 150)).collect();
    let list = |names: &[String]| {
        let properties: Map<String, Value> =
            names.iter().map(|name| (name.clone(), json!({"type": "integer"}))).collect();
        json!({"properties": properties, "required": names})
    };
    let sizes = [&[150][..], &[70, 80], &[10, 64, 76]];
    for schema in sizes.map(|sizes| {
        let mut rest = &names[..];
        let lists: Vec<Value> = sizes
            .iter()
            .map(|size| {
                let (some, others) = rest.split_at(*size);
                rest = others;
                list(some)
            })
            .collect();
        json!({"allOf": lists})
    }) {
        let contract = written(&[schema]);
        let payload = |names: &mut dyn Iterator<Item = &String>| {
            let members: Vec<String> = names.map(|name| format!("\"{name}\":1")).collect();
            format!("{{{}}}", members.join(","))
        };
        assert!(agreed(first(&contract), &payload(&mut names.iter())).is_valid());
        assert!(agreed(first(&contract), &payload(&mut names.iter().rev())).is_valid());
        for missing in [0, 9, 10, 63, 64, 65, 74, 127, 128, 149] {
            let names =
                || names.iter().enumerate().filter(|(index, _)| *index != missing).map(|(_, name)| name);
            for payload in [payload(&mut names()), payload(&mut names().rev())] {
                assert_eq!(listed(&agreed(first(&contract), &payload)), [("", "required")], "{missing}");
            }
        }
    }
}

/// Of what no schema speaks, the rules for text hold all the same.
#[test]
fn what_no_schema_speaks_of() {
    let free =
        json!({"properties": {"free": {"type": ["object", "array"]}, "told": {"properties": {"a": {}}}}});
    let contract = written(&[free]);
    let deep = |levels: usize| format!(r#"{{"free":{}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
    for (payload, keywords) in [
        (r#"{"free":{"a":[1,{"b":null,"c":true}],"d":"\u0041","e":-1.5e3}}"#.to_owned(), &[][..]),
        (r#"{"free":{"a":1,"b":2,"a":3}}"#.to_owned(), &["duplicate-key"]),
        (r#"{"free":[{"a":{"b":1,"\u0062":2}}]}"#.to_owned(), &["duplicate-key"]),
        (r#"{"told":{"b":{"c":1,"c":1}}}"#.to_owned(), &["duplicate-key"]),
        (r#"{"other":{"c":1,"c":1}}"#.to_owned(), &["duplicate-key"]),
        (r#"{"free":{"$serde_json::private::Number":"1"}}"#.to_owned(), &["reserved-key"]),
        (r#"{"free":{"a":1,}}"#.to_owned(), &["json"]),
        (r#"{"free":[1 2]}"#.to_owned(), &["json"]),
        (r#"{"free":[01]}"#.to_owned(), &["json"]),
        (r#"{"free":[tru]}"#.to_owned(), &["json"]),
        (r#"{"free":{"a":"\x"}}"#.to_owned(), &["json"]),
        (deep(98), &[]),
        (deep(99), &[]),
        (deep(100), &["depth"]),
    ] {
        let report = first(&contract).check_slice(payload.as_bytes());
        let found: Vec<&str> = listed(&report).into_iter().map(|(_, keyword)| keyword).collect();
        assert_eq!(found, keywords, "{payload}: {report}");
    }
}
