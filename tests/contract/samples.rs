//! The sample bodies of the two reference pages. They are placeholders, and some break the limits of their own page: which
//! ones, exactly, is pinned here.

use organizations_validators::CONTRACT;
use serde_json::json;

use crate::support::{PARTNER_REQUEST, PARTNER_RESPONSE, REQUEST, RESPONSE, expected, judge};

#[test]
fn organization() {
    let sample = json!({
        "name": "<string>",
        "email": "jsmith@example.com",
        "established_date": "2023-12-25",
        "size_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "role_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "naics_code_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "address": "<string>",
        "city": "<string>",
        "state": "<string>",
        "postal_code": "<string>",
        "country_code": "<string>",
        "website": "<string>",
        "company_registration_number": "<string>",
        "tax_id": "<string>",
        "corporation_type_id": "<string>",
        "currency_code": "<string>",
        "id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "owner_account_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "status": "active",
        "created_at": "2023-11-07T05:31:56Z",
        "updated_at": "2023-11-07T05:31:56Z",
        "phone": "+15551234567"
    });
    let shared = [
        ("/corporation_type_id", "minLength"),
        ("/country_code", "format"),
        ("/country_code", "maxLength"),
        ("/website", "format"),
    ];
    assert_eq!(judge(&CONTRACT, REQUEST, &sample), expected(&shared));
    let own = [("/currency_code", "format"), ("/currency_code", "maxLength")];
    assert_eq!(judge(&CONTRACT, RESPONSE, &sample), expected(&[shared.as_slice(), &own].concat()));
}

#[test]
fn partner_request() {
    let sample = json!({
        "name": "<string>",
        "street1": "<string>",
        "street2": "<string>",
        "city": "<string>",
        "state": "<string>",
        "postalCode": "<string>",
        "country": "<string>"
    });
    assert_eq!(judge(&CONTRACT, PARTNER_REQUEST, &sample), []);
}

/// The page requires `source`, and its sample does not have it.
#[test]
fn partner_response() {
    let sample = json!({
        "name": "<string>",
        "external_id": "<string>",
        "promo": "<string>",
        "id": "<string>",
        "status": "ACTIVE",
        "is_test": true,
        "billing_plan": "FREE",
        "disable_emails": false,
        "customer_id": "<string>",
        "subscription_id": "<string>",
        "scheduled_deletion": "2023-12-25",
        "email_group": "<string>",
        "internal_use": false
    });
    assert_eq!(judge(&CONTRACT, PARTNER_RESPONSE, &sample), expected(&[("/source", "required")]));
}
