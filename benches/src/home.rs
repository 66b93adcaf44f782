//! The bodies of the contract of this repository: the request and the response of both operations. Nothing is timed here.

use std::hint::black_box;

use fineprint::Checker;
use fineprint::contract::{Constraint, Schema};
use organizations_models as models;
use organizations_validators::{CONTRACT, update_organization, update_partner_organization};
use serde::de::DeserializeOwned;

use crate::bodies::{BODIES, Body};

/// One body, with all that can be done to it.
#[derive(Clone, Copy)]
pub struct Case {
    /// Its name.
    pub name: &'static str,
    /// The frozen schema.
    pub checker: &'static Checker<'static>,
    /// A body that has all documented properties and meets the schema.
    pub body: &'static str,
    /// What the schema says, as far as JSON Schema has words for it.
    pub schema: &'static str,
    /// Checks bytes and reads them into the model; whether it is there.
    pub decode: fn(&Checker<'_>, &[u8]) -> bool,
    /// Reads bytes into the model by `serde_json`, without any check.
    pub serde: fn(&[u8]) -> bool,
    /// The same by `sonic-rs`.
    #[cfg(feature = "peers")]
    pub sonic: fn(&[u8]) -> bool,
}

/// All four.
pub static CASES: [Case; 4] = {
    let [update, organization, update_partner, partner] = BODIES;
    [
        case::<models::UpdateOrganizationRequest>(update, &update_organization::REQUEST),
        case::<models::Organization>(organization, &update_organization::RESPONSE_200),
        case::<models::UpdatePartnerOrganizationRequest>(
            update_partner,
            &update_partner_organization::REQUEST,
        ),
        case::<models::PartnerOrganization>(partner, &update_partner_organization::RESPONSE_200),
    ]
};

const fn case<T: DeserializeOwned>(body: Body, checker: &'static Checker<'static>) -> Case {
    let Body { name, body, schema } = body;
    Case {
        name,
        checker,
        body,
        schema,
        decode: |checker, bytes| black_box(checker.decode::<T>(bytes)).is_ok(),
        serde: |bytes| black_box(serde_json::from_slice::<T>(bytes)).is_ok(),
        #[cfg(feature = "peers")]
        sonic: |bytes| black_box(sonic_rs::from_slice::<T>(bytes)).is_ok(),
    }
}

/// An array of that many bodies, and a schema of such an array.
pub fn bulk(documents: usize) -> (String, String) {
    let [Case { body, schema, .. }, ..] = CASES;
    let array = format!("[{}]", vec![body; documents].join(","));
    // References within a schema start at its root, which an identifier makes it keep.
    let items = schema.replacen('{', "{\"$id\": \"urn:fineprint:body\",", 1);
    (array, format!("{{\"type\": \"array\", \"items\": {items}}}"))
}

/// How many schemas the contract has, those within others among them.
pub fn schemas() -> usize {
    fn count(schema: &Schema) -> usize {
        1 + schema.constraints().iter().flat_map(Constraint::schemas).map(count).sum::<usize>()
    }
    let parameters = CONTRACT.operations.iter().flat_map(|operation| operation.parameters.iter());
    CONTRACT.components.iter().map(|schema| count(schema)).sum::<usize>() + parameters.count()
}
