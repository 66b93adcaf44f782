//! The keywords that JSON Schema 2020-12 has beyond OpenAPI 3.0: valid and invalid payloads of each, with the exact violations.

use fineprint::check::{Checker, Direction, Options, Part};
use fineprint::contract::Keyword;
use serde_json::{Value, json};

use crate::agreement::{agreed, listed, table};
use crate::contracts::{first, written};

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn false_const_and_encodings() {
    table(
        &[
            (json!({"properties": {"a": false, "b": true}}), &[
                ("{}", &[]),
                (r#"{"b":1}"#, &[]),
                (r#"{"a":null}"#, &[("/a", "false")]),
                (r#"{"a":{"x":[]}}"#, &[("/a", "false")]),
            ]),
            (json!({"items": false}), &[("[]", &[]), ("[1,[]]", &[("/0", "false"), ("/1", "false")]), ("1", &[])]),
            (json!({"allOf": [false, {"type": "string"}]}), &[("1", &[("", "false"), ("", "type")]), ("\"\"", &[("", "false")])]),
            (json!({"not": false}), &[("null", &[])]),
            // A branch that nothing meets is never the one that was meant.
            (json!({"anyOf": [false, {"minLength": 1, "pattern": "x", "format": "date"}]}), &[
                ("\"\"", &[("", "minLength"), ("", "pattern"), ("", "format"), ("", "anyOf")]),
            ]),
            (json!({"const": 1}), &[("1", &[]), ("1.0", &[]), ("true", &[("", "const")]), ("\"1\"", &[("", "const")]), ("[1]", &[("", "const")])]),
            (json!({"const": null}), &[("null", &[]), ("0", &[("", "const")]), ("{}", &[("", "const")])]),
            (json!({"const": {"a": [1, null]}}), &[
                (r#"{"a":[1.0,null]}"#, &[]),
                (r#"{"a":[null,1]}"#, &[("", "const")]),
                (r#"{"a":[1,null],"b":1}"#, &[("", "const")]),
                ("{}", &[("", "const")]),
                ("1", &[("", "const")]),
            ]),
            // Another constant says that another branch was meant.
            (json!({"oneOf": [
                {"properties": {"kind": {"const": "cat"}}},
                {"properties": {"kind": {"const": "dog"}, "a": {"type": "string"}, "b": {"type": "string"}}},
            ]}), &[
                (r#"{"kind":"dog","a":1,"b":2}"#, &[("", "oneOf"), ("/a", "type"), ("/b", "type")]),
                (r#"{"kind":"cow"}"#, &[("", "oneOf"), ("/kind", "const")]),
            ]),
            (json!({"contentEncoding": "base64"}), &[("\"Zg==\"", &[]), ("\"Zg\"", &[("", "contentEncoding")]), ("1", &[]), ("null", &[])]),
            (json!({"contentEncoding": "base64url"}), &[("\"Zg\"", &[]), ("\"+/+/\"", &[("", "contentEncoding")])]),
            (json!({"contentEncoding": "base32"}), &[("\"MY======\"", &[]), ("\"MY\"", &[("", "contentEncoding")])]),
            (json!({"contentEncoding": "base16"}), &[("\"0aF9\"", &[]), ("\"0\"", &[("", "contentEncoding")])]),
        ],
        agreed,
    );
}

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn items_by_place() {
    let pair = json!([{"type": "integer"}, {"type": "string"}]);
    table(
        &[
            (json!({"prefixItems": pair}), &[
                ("[]", &[]),
                ("[1]", &[]),
                ("[1,\"a\",null,{}]", &[]),
                ("[\"a\",1]", &[("/0", "type"), ("/1", "type")]),
                ("{\"0\":null}", &[]),
            ]),
            (json!({"prefixItems": pair, "items": false}), &[
                ("[1,\"a\"]", &[]),
                ("[1,\"a\",null,2]", &[("", "items")]),
                ("[null,\"a\",2]", &[("", "items"), ("/0", "type")]),
            ]),
            (json!({"prefixItems": pair, "items": {"type": "null"}}), &[
                ("[1,\"a\",null]", &[]),
                ("[1,\"a\",2,null,3]", &[("/2", "type"), ("/4", "type")]),
            ]),
            (json!({"allOf": [{"prefixItems": pair}, {"items": {"minimum": 5}}, {"prefixItems": [{"maximum": 0}], "items": {"minLength": 2}}]}), &[
                ("[3,\"a\",\"b\"]", &[("/0", "minimum"), ("/0", "maximum"), ("/1", "minLength"), ("/2", "minLength")]),
            ]),
            (json!({"contains": {"type": "integer"}}), &[
                ("[\"a\",1]", &[]),
                ("[]", &[("", "contains")]),
                ("[\"a\",{\"b\":1}]", &[("", "contains")]),
                ("1", &[]),
            ]),
            (json!({"contains": {"type": "integer"}, "minContains": 2, "maxContains": 3}), &[
                ("[1,\"a\",2]", &[]),
                ("[1]", &[("", "minContains")]),
                ("[]", &[("", "minContains")]),
                ("[1,2,3,4,\"a\"]", &[("", "maxContains")]),
            ]),
            (json!({"contains": {"type": "integer"}, "minContains": 0}), &[("[]", &[]), ("[null]", &[])]),
            (json!({"contains": {"type": "integer"}, "maxContains": 1}), &[("[]", &[("", "contains")]), ("[1,2]", &[("", "maxContains")])]),
            (json!({"contains": {"type": "integer"}, "minContains": 3, "maxContains": 1}), &[("[1,2]", &[("", "minContains"), ("", "maxContains")])]),
            (json!({"contains": {"contains": {"const": 1}}}), &[("[[2],[1]]", &[]), ("[[2],1]", &[]), ("[[2],[3]]", &[("", "contains")])]),
        ],
        agreed,
    );
}

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn keys() {
    table(
        &[
            (json!({"properties": {"ab": {"type": "string"}, "c": {}}, "patternProperties": {"^a": {"minLength": 2}, "b$": {"maxLength": 3}}, "additionalProperties": false}), &[
                (r#"{"ab":"xyz","ac":"xy","c":1}"#, &[]),
                // Every pattern is tried, also for a key that has a name.
                (r#"{"ab":1}"#, &[("/ab", "type")]),
                (r#"{"ab":"x","aab":"wxyz"}"#, &[("/aab", "maxLength"), ("/ab", "minLength")]),
                (r#"{"cc":1}"#, &[("/cc", "additionalProperties")]),
            ]),
            (json!({"patternProperties": {"^x": false}, "additionalProperties": {"type": "null"}}), &[
                (r#"{"a":null}"#, &[]),
                (r#"{"a":1,"x1":1}"#, &[("/a", "type"), ("/x1", "false")]),
            ]),
            // A key that is only required is one of the rest.
            (json!({"required": ["x", "y"], "patternProperties": {"x": {"type": "string"}}, "additionalProperties": false}), &[
                (r#"{"x":"","y":1}"#, &[("/y", "additionalProperties")]),
                (r#"{"x":1}"#, &[("", "required"), ("/x", "type")]),
            ]),
            (json!({"propertyNames": {"maxLength": 2, "pattern": "^a"}}), &[
                ("{}", &[]),
                (r#"{"a":1,"ab":{"long":1}}"#, &[]),
                (r#"{"abc":1,"bcd":2}"#, &[("/abc", "propertyNames"), ("/bcd", "propertyNames")]),
                ("[\"long\"]", &[]),
            ]),
            (json!({"propertyNames": false}), &[("{}", &[]), (r#"{"":1}"#, &[("/", "propertyNames")])]),
            (json!({"propertyNames": {"type": "integer"}}), &[(r#"{"1":1}"#, &[("/1", "propertyNames")])]),
            (json!([{"propertyNames": {"$ref": 1}, "allOf": [{"propertyNames": {"minLength": 2}}]}, {"anyOf": [{"const": "a"}, {"enum": ["bb", "c"]}]}]), &[
                (r#"{"bb":1}"#, &[]),
                (r#"{"a":1,"d":2,"dd":3}"#, &[("/a", "propertyNames"), ("/d", "propertyNames"), ("/d", "propertyNames"), ("/dd", "propertyNames")]),
            ]),
            (json!({"additionalProperties": {"propertyNames": {"oneOf": [{"const": ""}, {"const": "b"}]}}}), &[
                (r#"{"x":{"":1,"b":2},"y":{"b":1}}"#, &[]),
                (r#"{"x":{"":1},"y":{"c":1}}"#, &[("/y/c", "propertyNames")]),
            ]),
            (json!({"anyOf": [{"propertyNames": {"maxLength": 1}}, {"maxProperties": 1}]}), &[
                (r#"{"a":1,"b":2}"#, &[]),
                (r#"{"aa":1}"#, &[]),
                (r#"{"aa":1,"b":2}"#, &[("", "anyOf"), ("/aa", "propertyNames")]),
            ]),
            (json!({"dependentRequired": {"a": ["b", "c"], "b": []}}), &[
                ("{}", &[]),
                (r#"{"b":1,"c":2}"#, &[]),
                (r#"{"a":1,"b":2,"c":3}"#, &[]),
                (r#"{"a":1}"#, &[("", "dependentRequired"), ("", "dependentRequired")]),
                (r#"{"a":null,"c":1}"#, &[("", "dependentRequired")]),
                ("[\"a\"]", &[]),
            ]),
            (json!({"dependentSchemas": {"a": {"properties": {"b": {"type": "integer"}}, "required": ["c"]}, "x": false}}), &[
                (r#"{"b":"x"}"#, &[]),
                (r#"{"a":1,"b":2,"c":3}"#, &[]),
                (r#"{"a":1,"b":"x"}"#, &[("", "required"), ("/b", "type")]),
                (r#"{"x":1}"#, &[("", "false")]),
            ]),
            // A duplicate is one, however many schemas look at the object.
            (json!({"dependentSchemas": {"a": {"minProperties": 1}}, "if": {"required": ["a"]}, "then": {"maxProperties": 9}, "unevaluatedProperties": {}}), &[
                (r#"{"a":{"b":1}}"#, &[]),
            ]),
        ],
        agreed,
    );
}

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn conditions() {
    table(
        &[
            (json!({"if": {"properties": {"k": {"const": 1}}, "required": ["k"]}, "then": {"required": ["t"]}, "else": {"required": ["e"]}}), &[
                (r#"{"k":1,"t":0}"#, &[]),
                (r#"{"k":2,"e":0}"#, &[]),
                (r#"{"k":1,"e":0}"#, &[("", "required")]),
                (r#"{"t":0}"#, &[("", "required")]),
                ("5", &[]),
            ]),
            (json!({"if": {"type": "string"}, "then": {"minLength": 2}}), &[("\"a\"", &[("", "minLength")]), ("\"ab\"", &[]), ("1", &[])]),
            (json!({"if": {"type": "string"}, "else": {"minimum": 2}}), &[("\"a\"", &[]), ("1", &[("", "minimum")])]),
            (json!({"if": false, "then": false, "else": {"type": "null"}}), &[("null", &[]), ("1", &[("", "type")])]),
            (json!({"if": {"required": ["a"]}}), &[("{}", &[]), ("{\"a\":1}", &[])]),
            // What follows counts as the branch's own.
            (json!({"oneOf": [{"if": {"type": "integer"}, "then": {"minimum": 5}, "else": false}, {"type": "integer"}]}), &[
                ("4", &[]),
                ("5", &[("", "oneOf")]),
                ("\"a\"", &[("", "false"), ("", "oneOf")]),
            ]),
        ],
        agreed,
    );
}

/// An instance that is no object cannot have the property, and is meant for the branches without a name.
#[test]
#[rustfmt::skip] // A table to be read by rows.
fn a_discriminated_union_that_admits_null() {
    let a = json!({"type": "object", "properties": {"k": {"const": "a"}}});
    let b = json!({"type": "object", "required": ["b"]});
    let discriminator = json!({"propertyName": "k", "mapping": {"a": 0, "b": 1}});
    for keyword in ["oneOf", "anyOf"] {
        table(
            &[
                (json!({keyword: [a, b, {"type": "null"}], "discriminator": discriminator}), &[
                    ("null", &[]),
                    (r#"{"k":"a"}"#, &[]),
                    (r#"{"k":"b"}"#, &[("", "required")]),
                    (r#"{"k":"c"}"#, &[("", "discriminator")]),
                    ("{}", &[("", "discriminator")]),
                    ("5", &[("", "discriminator")]),
                    ("[]", &[("", "discriminator")]),
                ]),
                (json!({keyword: [a, b], "discriminator": discriminator}), &[("null", &[("", "discriminator")])]),
            ],
            agreed,
        );
    }
    let twice = json!({"oneOf": [a, {"type": "null"}, {"const": null}], "discriminator": {"propertyName": "k", "mapping": {"a": 0}}});
    table(&[(twice, &[("null", &[("", "oneOf")])])], agreed);
}

/// What the reports say beside pointer and keyword.
#[test]
#[rustfmt::skip] // A table to be read by rows.
fn operands() {
    let cases: [(Value, &str, &str, &str, Option<&str>); 12] = [
        (json!({"items": false}), "[1]", "#/0/items", "nothing may stand here", None),
        (json!({"const": {"a": 1}}), "1", "#/0/const", "not the only allowed value {\"a\":1}", None),
        (json!({"contentEncoding": "base64"}), "\"!\"", "#/0/contentEncoding", "not encoded in base64 (RFC 4648)", None),
        (json!({"prefixItems": [{}], "items": false}), "[1,2,3]", "#/0/items", "3 items, no more than the first 1 allowed", None),
        (json!({"contains": false}), "[]", "#/0/contains", "no item meets the schema that at least one must meet", None),
        (json!({"contains": {"const": 1}, "minContains": 2}), "[1,2]", "#/0/minContains", "1 item meets the schema of contains, at least 2 required", None),
        (json!({"contains": {}, "maxContains": 1}), "[1,2]", "#/0/maxContains", "2 items meet the schema of contains, at most 1 allowed", None),
        (json!({"unevaluatedItems": false}), "[1]", "#/0/unevaluatedItems", "the item is not allowed here", None),
        (json!({"unevaluatedProperties": false}), r#"{"a":1}"#, "#/0/unevaluatedProperties", "the property a is not allowed here", Some("a")),
        (json!({"propertyNames": {"pattern": "^b", "maxLength": 1}}), r#"{"aa":1}"#, "#/0/propertyNames", "the name of the property aa is not allowed: 2 characters, at most 1 allowed", Some("aa")),
        (json!({"propertyNames": {"anyOf": [{"const": "b"}]}}), r#"{"a":1}"#, "#/0/propertyNames", "the name of the property a is not allowed: not the only allowed value \"b\"", Some("a")),
        (json!({"dependentRequired": {"a": ["b"]}}), r#"{"a":1}"#, "#/0/dependentRequired", "the property b is missing, which a requires", Some("b")),
    ];
    for (schema, payload, pointer, message, property) in cases {
        let contract = written(&[schema]);
        let report = agreed(first(&contract), payload);
        let [violation] = report.violations() else { panic!("{report}") };
        assert_eq!(violation.schema_pointer(), Some(pointer));
        assert_eq!(violation.message(), message);
        assert_eq!(violation.property(), property);
    }
}

/// What a schema makes read-only, none requires, also not one that holds on a condition or as one of several.
#[test]
fn directions() {
    let outer = json!({"id": {"readOnly": true}});
    let contracts = [
        json!({"properties": outer, "dependentRequired": {"a": ["id"]}}),
        json!({"properties": outer, "anyOf": [{"required": ["id"]}, {"type": "string"}]}),
        json!({"properties": outer, "oneOf": [{"allOf": [{"anyOf": [{"required": ["id"]}]}]}]}),
        json!({"properties": outer, "dependentSchemas": {"a": {"required": ["id"]}}}),
        json!({"properties": outer, "if": {"required": ["a"]}, "then": {"dependentRequired": {"a": ["id"]}}}),
        // The property of another object has the same name, and is no less required for it.
        json!({"properties": outer, "anyOf": [{"properties": {"a": {"type": "integer"}}, "required": ["id"]}]}),
    ];
    for schema in contracts {
        let contract = written(std::slice::from_ref(&schema));
        let of = |part: Part| Checker::new(&contract, &contract.components[0], part, part.direction());
        assert!(agreed(of(Part::RequestBody), r#"{"a":1}"#).is_valid(), "{schema}");
        assert!(!agreed(of(Part::ResponseBody), r#"{"a":1}"#).is_valid(), "{schema}");
        assert!(!agreed(of(Part::RequestBody), r#"{"a":1,"id":1}"#).is_valid(), "{schema}");
    }
    let inner = json!({"properties": outer, "anyOf": [{"properties": {"in": {"required": ["id"]}}}]});
    let contract = written(&[inner]);
    let checker = Checker::new(&contract, &contract.components[0], Part::RequestBody, Direction::Request);
    assert_eq!(listed(&agreed(checker, r#"{"in":{}}"#)), [("", "anyOf"), ("/in", "required")]);
}

#[test]
#[rustfmt::skip] // A table to be read by rows.
fn strict() {
    let options = Options::new().strict(true);
    let x: &[(&str, &str)] = &[("/x", "undocumented")];
    let a_or_b = json!([{"properties": {"k": {"const": 1}, "a": {"properties": {"in": {}}}}}, {"properties": {"k": {"const": 2}, "b": {}}}]);
    table(
        &[
            (json!({"patternProperties": {"^p": {}}}), &[(r#"{"p":1,"x":2}"#, x)]),
            (json!({"properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"b": {}}}}}), &[(r#"{"a":1,"b":1,"x":1}"#, x), (r#"{"b":1}"#, &[])]),
            (json!({"if": {"properties": {"i": {"const": 1}}, "required": ["i"]}, "then": {"properties": {"t": {}}}, "else": {"properties": {"e": {}}}}), &[
                (r#"{"i":1,"t":1}"#, &[]),
                (r#"{"i":2,"e":1,"x":1}"#, x),
            ]),
            (json!({"unevaluatedProperties": {"type": "integer"}, "anyOf": [{"properties": {"a": {}}}]}), &[(r#"{"a":1,"x":1}"#, &[])]),
            // Only the branch that is met documents a key, and what lies within it.
            (json!({"oneOf": a_or_b}), &[
                (r#"{"k":1,"a":{}}"#, &[]),
                (r#"{"k":1,"b":{}}"#, &[("/b", "undocumented")]),
                (r#"{"k":1,"x":{}}"#, x),
                (r#"{"k":1,"a":{"in":1,"x":1}}"#, &[("/a/x", "undocumented")]),
                (r#"{"k":3,"a":{}}"#, &[("", "oneOf"), ("/k", "const")]),
            ]),
            (json!({"properties": {"o": {"oneOf": a_or_b}}, "not": {"required": ["n"]}}), &[
                (r#"{"o":{"k":2,"b":1}}"#, &[]),
                (r#"{"o":{"k":2,"a":1},"x":1}"#, &[("/o/a", "undocumented"), ("/x", "undocumented")]),
            ]),
            // A free-form object mentions nothing, and all may be there.
            (json!({"anyOf": [{"type": "object"}, {"type": "null"}]}), &[(r#"{"x":1}"#, &[])]),
        ],
        |checker, payload| agreed(checker.with(&options), payload),
    );
}

#[test]
fn a_key_that_stands_twice_is_told_once() {
    let keywords = json!({
        "properties": {"a": {}},
        "allOf": [{"dependentSchemas": {"a": {"properties": {"a": {}}}}}, {"if": {"required": ["a"]}, "then": {"properties": {"a": {}}}}],
        "propertyNames": {"maxLength": 3},
        "unevaluatedProperties": {},
    });
    let contract = written(&[keywords]);
    let report = first(&contract).check_slice(br#"{"a":1,"b":{"c":1,"c":2},"a":2,"b":3}"#);
    assert!(
        report.violations().iter().all(|violation| violation.keyword() == Keyword::DuplicateKey),
        "{report}"
    );
    assert_eq!(
        listed(&report),
        [("/a", "duplicate-key"), ("/b", "duplicate-key"), ("/b/c", "duplicate-key")]
    );
}
