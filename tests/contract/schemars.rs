//! The generated models against their contract: what they publish of themselves through `schemars`, what they read, and what
//! they write. A model cannot drift from its schema without a test here that fails.

use std::collections::{BTreeMap, BTreeSet};

use fineprint::check::{Checker, Direction};
use organizations_models::{
    Organization, OrganizationProfile, PartnerOrganization, UpdateOrganizationRequest,
    UpdatePartnerOrganizationRequest,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::oracle::break_it::broken;
use crate::oracle::differences::Differences;
use crate::oracle::flatten::flatten;
use crate::oracle::generate::Generator;
use crate::oracle::judge::Oracle;
use crate::oracle::translate::Translator;
use crate::oracle::{Subject, limits, organizations, runner};
use crate::support::options;

/// What a type cannot publish: JSON Schema has no word for it. The docs of the field have.
const UNPUBLISHED: [&str; 1] = ["x-temporal"];

#[test]
fn organization() {
    agrees::<Organization>("Organization", Direction::Response);
}

#[test]
fn organization_profile() {
    agrees::<OrganizationProfile>("OrganizationProfile", Direction::None);
}

#[test]
fn update_organization_request() {
    agrees::<UpdateOrganizationRequest>("UpdateOrganizationRequest", Direction::Request);
}

#[test]
fn update_partner_organization_request() {
    agrees::<UpdatePartnerOrganizationRequest>("UpdatePartnerOrganizationRequest", Direction::Request);
}

#[test]
fn partner_organization() {
    agrees::<PartnerOrganization>("PartnerOrganization", Direction::Response);
}

#[test]
fn every_component_has_its_model() {
    let document = organizations().document;
    let mut components: Vec<&String> =
        document["components"]["schemas"].as_object().unwrap().keys().collect();
    components.sort();
    assert_eq!(
        components,
        [
            "Organization",
            "OrganizationProfile",
            "PartnerOrganization",
            "UpdateOrganizationRequest",
            "UpdatePartnerOrganizationRequest",
        ]
    );
}

/// The model of a component says the same as the component: keyword by keyword, and on payloads.
#[track_caller]
fn agrees<T: JsonSchema + Serialize + DeserializeOwned>(component: &str, direction: Direction) {
    let Subject { document, contract } = organizations();
    let translator = Translator { document: &document, direction };
    let schema = document.pointer(&format!("/components/schemas/{component}")).unwrap();
    let derived = serde_json::to_value(schemars::schema_for!(T)).unwrap();

    assert_eq!(
        Published::by_model(&derived),
        Published::by_document(translator, schema),
        "what is published of {component}"
    );
    described_alike(translator, schema, &derived);

    let payloads = Generator(translator).payloads(schema);
    let model = Oracle::new(&derived);
    let contracts = Oracle::new(&without(translator.translate(schema), &UNPUBLISHED));
    let damaged = broken(payloads.clone(), limits(&document));
    for payloads in [payloads.clone(), damaged] {
        let outcome = runner().run(&payloads, |payload| {
            prop_assert_eq!(
                pointers(&model, &payload),
                pointers(&contracts, &payload),
                "published of {}",
                component
            );
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }

    let options = options();
    let checker = contract.component(component).unwrap().with(&options);
    let names: BTreeSet<String> =
        flatten(translator, schema)["properties"].as_object().unwrap().keys().cloned().collect();
    let outcome = runner().run(&payloads, |payload| round_trip::<T>(checker, &payload, &names));
    outcome.unwrap_or_else(|error| panic!("{component}: {error}"));
}

/// What an object's schema says, in the one form that both sides are brought to.
#[derive(Debug, PartialEq)]
struct Published {
    ty: Value,
    required: BTreeSet<String>,
    /// Of each property its types and its other keywords.
    properties: BTreeMap<String, (BTreeSet<String>, Map<String, Value>)>,
}

impl Published {
    fn by_document(translator: Translator<'_>, schema: &Value) -> Self {
        Self::of(&flatten(translator, schema), |property| flatten(translator, property))
    }

    fn by_model(derived: &Value) -> Self {
        let whole = derived.as_object().unwrap();
        Self::of(whole, |property| {
            let mut property = property.as_object().unwrap().clone();
            // `anyOf` of a reference and null is how `Option` is published.
            if let Some(Value::Array(branches)) = property.remove("anyOf") {
                assert_eq!(branches[1..], [json!({"type": "null"})]);
                property.insert("nullable".to_owned(), json!(true));
                property.extend(branches[0].as_object().unwrap().clone());
            }
            if let Some(Value::String(reference)) = property.remove("$ref") {
                let target = derived.pointer(&reference[1..]).unwrap().as_object().unwrap();
                property.extend(target.clone());
            }
            property
        })
    }

    fn of(schema: &Map<String, Value>, resolve: impl Fn(&Value) -> Map<String, Value>) -> Self {
        let properties = schema["properties"].as_object().unwrap().iter();
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        Self {
            ty: schema["type"].clone(),
            required: required.map(|name| name.as_str().unwrap().to_owned()).collect(),
            properties: properties
                .map(|(name, property)| (name.clone(), normal(resolve(property))))
                .collect(),
        }
    }
}

/// Types and keywords apart, null as one of the types, and no prose.
fn normal(mut keywords: Map<String, Value>) -> (BTreeSet<String>, Map<String, Value>) {
    let mut types = BTreeSet::new();
    match keywords.remove("type") {
        Some(Value::String(ty)) => types.extend([ty]),
        Some(Value::Array(list)) => types.extend(list.iter().map(|ty| ty.as_str().unwrap().to_owned())),
        other => panic!("{other:?}"),
    }
    if keywords.remove("nullable") == Some(json!(true)) {
        types.insert("null".to_owned());
    }
    if let Some(Value::Array(values)) = keywords.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    for keyword in ["title", "description", "example"].into_iter().chain(UNPUBLISHED) {
        keywords.remove(keyword);
    }
    (types, keywords)
}

/// The document's words stand in the model's.
#[track_caller]
fn described_alike(translator: Translator<'_>, schema: &Value, derived: &Value) {
    for (name, property) in flatten(translator, schema)["properties"].as_object().unwrap() {
        let Some(description) = property["description"].as_str() else { continue };
        let published = derived["properties"][name]["description"].as_str().unwrap();
        assert!(published.starts_with(description), "{name}: {published}");
    }
}

/// The schema without those keywords, wherever they stand.
fn without(schema: Value, keywords: &[&str]) -> Value {
    match schema {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !keywords.contains(&name.as_str()));
            kept.map(|(name, member)| (name, without(member, keywords))).collect()
        }
        Value::Array(items) => items.into_iter().map(|item| without(item, keywords)).collect(),
        scalar => scalar,
    }
}

/// Where the payload is wrong. The keywords may differ: null beside an enum is `type` to the one and `anyOf` to the other.
fn pointers(oracle: &Oracle, payload: &Value) -> BTreeSet<String> {
    oracle.judge(payload, &mut Differences::default()).into_iter().map(|wrong| wrong.found.0).collect()
}

/// What is valid is read, and written as it was: but for undocumented properties, and for how an instant and a UUID are spelled.
fn round_trip<T: Serialize + DeserializeOwned>(
    checker: Checker<'_>,
    payload: &Value,
    names: &BTreeSet<String>,
) -> Result<(), TestCaseError> {
    let bytes = serde_json::to_vec(payload).unwrap();
    let value = checker.decode::<T>(&bytes).map_err(|report| TestCaseError::fail(report.to_string()))?;
    let written = checker.encode(&*value).map_err(|report| TestCaseError::fail(report.to_string()))?;
    let written: Value = serde_json::from_slice(&written).unwrap();
    let spelled = |value: &Value| -> BTreeMap<String, Value> {
        let members = value.as_object().unwrap().iter().filter(|(name, _)| names.contains(*name));
        members.map(|(name, member)| (name.clone(), spelled_one_way(member))).collect()
    };
    prop_assert_eq!(spelled(&written), spelled(payload));
    Ok(())
}

/// One spelling for all strings that name the same instant or the same UUID.
fn spelled_one_way(member: &Value) -> Value {
    let Some(text) = member.as_str() else { return member.clone() };
    if let Ok(instant) = chrono::DateTime::parse_from_rfc3339(text) {
        return json!(instant.to_utc().to_rfc3339());
    }
    uuid::Uuid::try_parse(text).map_or_else(|_| member.clone(), |uuid| json!(uuid.to_string()))
}
