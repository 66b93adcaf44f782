//! The cases of `updatePartnerOrganization`.

use serde_json::{Value, json};

use super::{Case, Table};

/// The same of the partner's request, where nothing is too short and null will do.
const PARTNER_TEXTS: [(&str, usize); 7] = [
    ("name", 200),
    ("street1", 200),
    ("street2", 200),
    ("city", 100),
    ("state", 100),
    ("postalCode", 20),
    ("country", 100),
];

/// A valid request to `updatePartnerOrganization`.
pub(crate) fn partner_request() -> Value {
    json!({
        "name": "Ada's Analytical Engines",
        "street1": "1 Rue de la Paix",
        "street2": null,
        "city": "Genève",
        "state": "GE",
        "postalCode": "1201",
        "country": "Switzerland"
    })
}

/// A valid response of `updatePartnerOrganization`.
pub(crate) fn partner_response() -> Value {
    json!({
        "name": "Ada's Analytical Engines",
        "external_id": "org-1",
        "source": "PARTNER",
        "promo": null,
        "id": "1",
        "status": "ACTIVE",
        "is_test": true,
        "billing_plan": "FREE",
        "disable_emails": false,
        "customer_id": "c-1",
        "subscription_id": null,
        "scheduled_deletion": "2030-01-01",
        "email_group": "all",
        "internal_use": null
    })
}

impl Table<'_> {
    pub(super) fn partner_request(&mut self) {
        for (field, greatest) in PARTNER_TEXTS {
            self.lengths(field, 0, greatest);
            self.text(field, true, &["type"]);
            self.without(field, false);
        }
        self.cases.push(Case { at: self.at, payload: json!({}), expected: Vec::new() });
    }

    pub(super) fn partner_response(&mut self) {
        for (field, required, nullable) in [
            ("name", true, true),
            ("external_id", true, false),
            ("promo", true, true),
            ("id", true, false),
            ("customer_id", false, true),
            ("subscription_id", false, true),
            ("email_group", false, true),
        ] {
            self.strings(field, &["", "text"], &[]);
            self.text(field, nullable, &["type"]);
            self.without(field, required);
        }
        let sources = ["PARTNER", "SEARCH", "LINKEDIN", "LINKEDIN_AD", "GOOGLE_AD", "REFERRAL", "UNKNOWN"];
        for (field, required, nullable, values) in [
            ("source", true, true, sources.as_slice()),
            ("status", false, false, &["ACTIVE", "ARCHIVED"]),
            ("billing_plan", false, false, &["FREE", "GROWTH", "PREMIUM"]),
        ] {
            self.strings(field, values, &[("", &["enum"]), ("active", &["enum"]), ("PARTNERS", &["enum"])]);
            self.text(field, nullable, &["enum", "type"]);
            self.without(field, required);
        }
        for (field, nullable) in [("is_test", false), ("disable_emails", false), ("internal_use", true)] {
            self.field(field, json!(true), &[]);
            self.field(field, json!(false), &[]);
            self.types(field, &json!(true), nullable, &["type"]);
            self.without(field, false);
        }
        self.strings(
            "scheduled_deletion",
            &["2030-01-01", "1999-12-31"],
            &[("soon", &["format"]), ("2030-01-32", &["format"])],
        );
        self.text("scheduled_deletion", true, &["type"]);
        self.without("scheduled_deletion", false);
    }
}
