//! What cannot be checked: neither a violation nor valid, also where a union depends on it.

use fineprint::check::Options;
use fineprint::report::Verdict::{self, Invalid, Unchecked, Valid};
use serde_json::{Value, json};

use crate::agreement::agreed;
use crate::contracts::{first, written};

/// A pattern that needs backtracking, and for [`endless`] more than it is given.
fn pattern() -> Value {
    json!({"pattern": r"^(a+)+\1b$"})
}

fn endless() -> String {
    format!("\"{}\"", "a".repeat(100))
}

#[test]
fn a_pattern_that_gives_up_decides_nothing() {
    let (string, number) = (json!({"type": "string"}), json!({"type": "number"}));
    let cases: [(Value, Verdict); 11] = [
        (pattern(), Unchecked),
        (json!({"not": pattern()}), Unchecked),
        (json!({"not": {"not": pattern()}}), Unchecked),
        (json!({"anyOf": [pattern(), string]}), Valid),
        (json!({"anyOf": [pattern(), number]}), Unchecked),
        (json!({"oneOf": [pattern(), string]}), Unchecked),
        (json!({"oneOf": [pattern(), number]}), Unchecked),
        (json!({"oneOf": [pattern(), string, string]}), Invalid),
        (json!({"oneOf": [{"allOf": [pattern(), number]}, string]}), Valid),
        (json!({"allOf": [pattern(), number]}), Invalid),
        (json!({"anyOf": [{"anyOf": [pattern(), number]}, number]}), Unchecked),
    ];
    for (schema, verdict) in cases {
        let contract = written(std::slice::from_ref(&schema));
        let report = agreed(first(&contract), &endless());
        assert_eq!(report.verdict(), verdict, "{schema}: {report}");
        assert_eq!(
            report.unchecked().is_empty(),
            verdict == Valid || schema.get("oneOf").is_some_and(|_| verdict == Invalid)
        );
    }
}

/// The keywords that depend on whether another schema is met.
#[test]
fn nor_does_a_condition_that_gives_up() {
    let endless: Value = serde_json::from_str(&endless()).unwrap();
    let has_a = json!({"properties": {"a": pattern()}});
    let object = json!({"a": endless});
    let no = json!(false);
    let cases: [(Value, Value, Verdict); 19] = [
        (json!({"if": pattern(), "then": false}), endless.clone(), Unchecked),
        (json!({"if": pattern(), "else": {"type": "null"}}), endless.clone(), Unchecked),
        (json!({"if": pattern(), "then": {"type": "string"}, "else": true}), endless.clone(), Valid),
        (json!({"if": {"type": "string"}, "then": pattern()}), endless.clone(), Unchecked),
        (json!({"contains": pattern()}), json!([endless]), Unchecked),
        (json!({"contains": pattern()}), json!([endless, "aab"]), Valid),
        (json!({"contains": pattern()}), json!([endless, "x"]), Unchecked),
        (json!({"contains": {"anyOf": [pattern(), {"const": 1}]}}), json!([endless, 1]), Valid),
        (
            json!({"contains": {"anyOf": [pattern(), {"const": 1}]}, "maxContains": 1}),
            json!([endless, 1]),
            Unchecked,
        ),
        (
            json!({"contains": {"anyOf": [pattern(), {"const": 1}]}, "maxContains": 1}),
            json!([1, endless, 1]),
            Invalid,
        ),
        (
            json!({"contains": {"allOf": [pattern(), {"type": "string"}]}, "minContains": 3}),
            json!([endless, 1]),
            Invalid,
        ),
        (json!({"propertyNames": pattern()}), json!({endless.as_str().unwrap(): 1}), Unchecked),
        (
            json!({"patternProperties": {pattern()["pattern"].as_str().unwrap(): true}, "additionalProperties": false}),
            json!({endless.as_str().unwrap(): 1}),
            Unchecked,
        ),
        (json!({"dependentSchemas": {"a": has_a}}), object.clone(), Unchecked),
        (json!({"anyOf": [has_a, {}], "unevaluatedProperties": no}), object.clone(), Unchecked),
        (
            json!({"anyOf": [has_a, {"properties": {"a": {}}}], "unevaluatedProperties": no}),
            object.clone(),
            Valid,
        ),
        (json!({"anyOf": [has_a, {}], "unevaluatedProperties": no}), json!({"a": endless, "b": 1}), Invalid),
        (
            json!({"contains": {"anyOf": [pattern(), {"const": 1}]}, "unevaluatedItems": no}),
            json!([1, endless]),
            Unchecked,
        ),
        (json!({"if": has_a, "properties": {"b": {}}, "unevaluatedProperties": no}), object, Unchecked),
    ];
    for (schema, payload, verdict) in cases {
        let contract = written(std::slice::from_ref(&schema));
        let report = agreed(first(&contract), &payload.to_string());
        assert_eq!(report.verdict(), verdict, "{schema}: {report}");
    }
}

#[test]
fn nor_does_a_string_that_is_too_long_to_be_read_as_a_regular_expression() {
    let regex = json!({"format": "regex"});
    let long = json!("a".repeat(100_000));
    let cases = [
        (regex.clone(), long.clone(), Unchecked),
        (json!({"not": regex}), long.clone(), Unchecked),
        (json!({"not": regex}), json!("("), Valid),
        (json!({"not": regex}), json!("a"), Invalid),
        (json!({"anyOf": [regex, {"type": "string"}]}), long, Valid),
        (json!({"type": "integer", "format": "regex"}), json!("("), Invalid),
    ];
    for (schema, payload, verdict) in cases {
        let contract = written(std::slice::from_ref(&schema));
        let report = agreed(first(&contract), &payload.to_string());
        assert_eq!(report.verdict(), verdict, "{schema}: {report}");
    }
}

#[test]
fn unchecked_is_refused_unless_it_is_admitted() {
    let contract = written(&[pattern()]);
    let text = endless();
    assert_eq!(first(&contract).decode::<String>(text.as_bytes()).unwrap_err().verdict(), Unchecked);
    assert_eq!(first(&contract).encode(&"a".repeat(100)).unwrap_err().verdict(), Unchecked);
    let options = Options::new().admit_unchecked(true);
    assert!(first(&contract).with(&options).decode::<String>(text.as_bytes()).is_ok());
    assert!(first(&contract).with(&options).encode(&"a".repeat(100)).is_ok());
}

/// A chain of unions, each of which has the next one for its branch.
#[test]
fn unions_without_an_end_are_given_up() {
    for (length, verdict) in [(100, Valid), (3_000, Unchecked)] {
        let mut components: Vec<Value> = (1..length).map(|next| json!({"oneOf": [{"$ref": next}]})).collect();
        components.push(json!({"type": "integer"}));
        let contract = written(&components);
        assert_eq!(agreed(first(&contract), "1").verdict(), verdict, "{length}");
    }
    // References alone, and `allOf`, are followed however many there are.
    let mut components: Vec<Value> = (1..3_000).map(|next| json!({"allOf": [{"$ref": next}]})).collect();
    components.push(json!({"type": "integer"}));
    let contract = written(&components);
    assert_eq!(agreed(first(&contract), "1").verdict(), Valid);
    assert_eq!(agreed(first(&contract), "true").verdict(), Invalid);
}

/// What lies too deep is not compared either.
#[test]
fn items_too_deep_are_not_called_equal() {
    let contract = written(&[json!({"uniqueItems": true})]);
    let options = Options::new().max_depth(2);
    let report = agreed(first(&contract).with(&options), "[[[1]],[[2]]]");
    assert!(report.violations().iter().all(|violation| violation.keyword().name() == "depth"), "{report}");
}

#[test]
fn own_formats_come_before_ours() {
    let contract = written(&[json!({"format": "date"})]);
    let options = Options::new().format("date", |text| text == "today");
    assert!(agreed(first(&contract).with(&options), "\"today\"").is_valid());
    assert!(!agreed(first(&contract).with(&options), "\"2024-01-01\"").is_valid());
}

#[test]
fn keys_that_are_cut_are_still_two() {
    let contract = written(&[json!({"additionalProperties": false})]);
    let key = "k".repeat(200);
    let report = agreed(first(&contract), &json!({format!("{key}1"): 1, format!("{key}2"): 2}).to_string());
    assert_eq!(report.violations().len(), 2, "{report}");
}

#[test]
fn what_cannot_be_written_says_so() {
    let contract = written(&[json!({})]);
    let keys = std::collections::BTreeMap::from([(vec![1], 1)]);
    let report = first(&contract).encode(&keys).unwrap_err();
    assert_eq!(report.violations()[0].message(), "cannot be written as JSON");
}
