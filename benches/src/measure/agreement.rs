//! On the bodies of our own contract everybody has to mean the same: the competitors read JSON Schemas that people wrote from the
//! OpenAPI document, and times of another schema would be of no use.

use fineprint_benches::home::{CASES, Case};
use serde_json::{Value, json};

use super::peers::Peers;

/// What each competitor says of a value, by name.
fn verdicts(case: &Case, value: &Value) -> Vec<(&'static str, bool)> {
    let schema = serde_json::from_str(case.schema).unwrap();
    let peers = Peers::new(case.name, &schema, true);
    assert!(peers.absent.is_empty(), "{:?}", peers.absent);
    vec![
        ("bytes", case.checker.is_valid_slice(value.to_string().as_bytes())),
        ("value", case.checker.is_valid_value(value)),
        ("macros", (peers.macros.unwrap().is_valid)(value)),
        ("no errors of macros", (peers.macros.unwrap().errors)(value) == 0),
        ("runtime", peers.runtime.unwrap().is_valid(value)),
        ("boon", peers.boon.unwrap().is_valid(value)),
    ]
}

fn case(name: &str) -> (&'static Case, Value) {
    let case = CASES.iter().find(|case| case.name == name).unwrap();
    (case, serde_json::from_str(case.body).unwrap())
}

#[test]
fn on_what_is_valid() {
    for case in &CASES {
        let value: Value = serde_json::from_str(case.body).unwrap();
        for (who, valid) in verdicts(case, &value) {
            assert!(valid, "{}: {who}", case.name);
        }
        assert!((case.decode)(case.checker, case.body.as_bytes()), "{}", case.name);
        assert!((case.serde)(case.body.as_bytes()) && (case.sonic)(case.body.as_bytes()), "{}", case.name);
    }
}

/// The bodies are to be such as no reader has it easy or hard with: all that is documented, and no escape.
#[test]
fn bodies_are_full_and_plain() {
    for case in &CASES {
        assert!((650..1200).contains(&case.body.len()), "{}", case.name);
        assert!(!case.body.contains('\\'), "{}", case.name);
        assert!(
            case.checker
                .with(&fineprint::check::Options::new().strict(true))
                .is_valid_slice(case.body.as_bytes())
        );
    }
}

#[test]
fn on_what_is_broken() {
    let broken = [
        ("update-organization-request", "/name", json!("")),
        ("update-organization-request", "/name", json!("a".repeat(301))),
        ("update-organization-request", "/email", json!("harbour-light")),
        ("update-organization-request", "/established_date", json!("1998-02-30")),
        ("update-organization-request", "/size_id", json!("7f2c1a54")),
        ("update-organization-request", "/country_code", json!("GBR")),
        ("update-organization-request", "/website", json!("www harbour light")),
        ("update-organization-request", "/corporation_type_id", json!("short")),
        ("update-organization-request", "/phone", json!(441_915_550_142_u64)),
        ("update-organization-response", "/status", json!("suspended")),
        ("update-organization-response", "/created_at", json!("2021-09-03 08:14")),
        ("update-organization-response", "/id", json!(null)),
        ("update-partner-organization-request", "/postalCode", json!("0".repeat(21))),
        ("update-partner-organization-request", "/street1", json!(["Unit 4"])),
        ("update-partner-organization-response", "/billing_plan", json!("GRATIS")),
        ("update-partner-organization-response", "/is_test", json!("false")),
        ("update-partner-organization-response", "/source", json!("PHONE")),
        ("update-partner-organization-response", "/scheduled_deletion", json!("31.12.2031")),
    ];
    for (name, pointer, wrong) in broken {
        let (case, mut value) = case(name);
        *value.pointer_mut(pointer).unwrap() = wrong;
        for (who, valid) in verdicts(case, &value) {
            assert!(!valid, "{name}{pointer}: {who}");
        }
    }
}

#[test]
fn on_what_is_missing() {
    for (name, missing) in [
        ("update-organization-request", "tax_id"),
        ("update-organization-response", "owner_account_id"),
        ("update-partner-organization-response", "external_id"),
    ] {
        let (case, mut value) = case(name);
        value.as_object_mut().unwrap().remove(missing).unwrap();
        for (who, valid) in verdicts(case, &value) {
            assert!(!valid, "{name} without {missing}: {who}");
        }
    }
}
