//! Every case of the boundary table, by the frozen contract and by the one that is loaded from the document.

use std::sync::Arc;

use fineprint::contract::Contract;
use fineprint_openapi::source::SourceFile;
use organizations_validators::{CONTRACT, update_organization};

use crate::cases;
use crate::support::judge;

/// As the generator reads it: named relative to the workspace's root.
fn loaded() -> Contract {
    let text = include_str!("../../spec/organizations.yaml");
    let (document, _) =
        fineprint_openapi::read(&Arc::new(SourceFile::new("spec/organizations.yaml", text))).unwrap();
    fineprint_openapi::compile(&document)
}

#[test]
fn frozen_equals_loaded() {
    let loaded = loaded();
    // Part by part first: the whole would be a page that nobody can read.
    for (frozen, loaded) in CONTRACT.components.iter().zip(loaded.components.iter()) {
        assert_eq!(frozen, loaded);
    }
    for (frozen, loaded) in CONTRACT.operations.iter().zip(loaded.operations.iter()) {
        assert_eq!(frozen, loaded);
    }
    assert!(CONTRACT == loaded);
}

#[test]
fn operations_lead_to_their_bodies() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/organizations.yaml");
    let contract = fineprint_openapi::load(path).unwrap();
    let request = contract.request("updateOrganization").unwrap();
    assert_eq!(request.schema(), update_organization::REQUEST.schema());
    let response = contract.response("updateOrganization", 200).unwrap();
    assert_eq!(response.schema(), update_organization::RESPONSE_200.schema());
    assert_eq!(response.part(), update_organization::RESPONSE_200.part());
    assert!(contract.response("updateOrganization", 404).is_none());
    assert!(contract.request("nobody").is_none());
    assert!(fineprint_openapi::load("no-such-file.yaml").is_err());
}

#[test]
fn every_limit_holds_exactly() {
    let cases = cases::all();
    assert!(cases.len() > 1_000, "{}", cases.len());
    for case in cases {
        assert_eq!(judge(&CONTRACT, case.at, &case.payload), case.expected, "{} {}", case.at, case.payload);
    }
}
