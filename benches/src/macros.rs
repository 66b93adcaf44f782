//! The validators that the macros of `jsonschema` make: four of the bodies of our own contract, and those of the corpus, which
//! the build script lists.

use serde_json::Value;

/// What the macros make of a schema.
#[derive(Clone, Copy)]
pub struct Macros {
    /// Whether a value is valid.
    pub is_valid: fn(&Value) -> bool,
    /// How many errors it has.
    pub errors: fn(&Value) -> usize,
}

mod update_organization_request {
    #[jsonschema::validator(path = "home/update-organization-request.schema.json", validate_formats = true,
        methods = { validate = false })]
    pub(super) struct Validator;
}
mod update_organization_response {
    #[jsonschema::validator(path = "home/update-organization-response.schema.json", validate_formats = true,
        methods = { validate = false })]
    pub(super) struct Validator;
}
mod update_partner_organization_request {
    #[jsonschema::validator(
        path = "home/update-partner-organization-request.schema.json",
        validate_formats = true,
        methods = { validate = false }
    )]
    pub(super) struct Validator;
}
mod update_partner_organization_response {
    #[jsonschema::validator(
        path = "home/update-partner-organization-response.schema.json",
        validate_formats = true,
        methods = { validate = false }
    )]
    pub(super) struct Validator;
}

static HOME: &[(&str, Macros)] = &[
    (
        "update-organization-request",
        Macros {
            is_valid: update_organization_request::Validator::is_valid,
            errors: |value| update_organization_request::Validator::iter_errors(value).count(),
        },
    ),
    (
        "update-organization-response",
        Macros {
            is_valid: update_organization_response::Validator::is_valid,
            errors: |value| update_organization_response::Validator::iter_errors(value).count(),
        },
    ),
    (
        "update-partner-organization-request",
        Macros {
            is_valid: update_partner_organization_request::Validator::is_valid,
            errors: |value| update_partner_organization_request::Validator::iter_errors(value).count(),
        },
    ),
    (
        "update-partner-organization-response",
        Macros {
            is_valid: update_partner_organization_response::Validator::is_valid,
            errors: |value| update_partner_organization_response::Validator::iter_errors(value).count(),
        },
    ),
];

include!(concat!(env!("OUT_DIR"), "/macros.rs"));

/// The validator of that body of our own contract, or of that data set of the corpus, if there is one.
pub fn find(name: &str) -> Option<Macros> {
    HOME.iter().chain(CORPUS).find(|(known, _)| *known == name).map(|(_, macros)| *macros)
}
