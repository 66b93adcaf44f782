//! The bodies of the contract of this repository, as text: the request and the response of both operations.

/// One body.
#[derive(Clone, Copy)]
pub struct Body {
    /// Its name.
    pub name: &'static str,
    /// A body that has all documented properties and meets the schema.
    pub body: &'static str,
    /// What the schema says, as far as JSON Schema has words for it, for those who read no OpenAPI. What it has no words for
    /// (country and currency codes, phone numbers, dates in the past) they need not check.
    pub schema: &'static str,
}

/// All four.
pub const BODIES: [Body; 4] = [
    body(
        "update-organization-request",
        include_str!("../home/update-organization-request.json"),
        include_str!("../home/update-organization-request.schema.json"),
    ),
    body(
        "update-organization-response",
        include_str!("../home/update-organization-response.json"),
        include_str!("../home/update-organization-response.schema.json"),
    ),
    body(
        "update-partner-organization-request",
        include_str!("../home/update-partner-organization-request.json"),
        include_str!("../home/update-partner-organization-request.schema.json"),
    ),
    body(
        "update-partner-organization-response",
        include_str!("../home/update-partner-organization-response.json"),
        include_str!("../home/update-partner-organization-response.schema.json"),
    ),
];

const fn body(name: &'static str, body: &'static str, schema: &'static str) -> Body {
    Body { name, body: body.trim_ascii_end(), schema }
}
