//! The cases of `updateOrganization`.

use serde_json::{Value, json};

use super::{Table, with_all};

/// Text fields without a format: name, least and greatest length.
const PROFILE_TEXTS: [(&str, usize, usize); 8] = [
    ("name", 1, 300),
    ("address", 1, 500),
    ("city", 1, 100),
    ("state", 1, 100),
    ("postal_code", 1, 30),
    ("company_registration_number", 1, 255),
    ("tax_id", 1, 255),
    ("corporation_type_id", 10, 100),
];

const UUIDS: [&str; 3] = ["size_id", "role_id", "naics_code_id"];

/// A valid request to `updateOrganization`.
pub(crate) fn request() -> Value {
    json!({
        "name": "Ada's Analytical Engines",
        "email": "ada@example.com",
        "established_date": "2023-12-25",
        "size_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "role_id": "3c90c3cc-0d44-4b50-8888-8dd25736052b",
        "naics_code_id": "3c90c3cc-0d44-4b50-8888-8dd25736052c",
        "address": "1 Rue de la Paix",
        "city": "Genève",
        "state": "GE",
        "postal_code": "1201",
        "country_code": "CH",
        "website": "https://example.com/ada",
        "company_registration_number": "CHE-123.456.789",
        "tax_id": "CHE-123.456.789 MWST",
        "corporation_type_id": "0123456789",
        "phone": "+15551234567"
    })
}

/// A valid response of `updateOrganization`.
pub(crate) fn response() -> Value {
    with_all(
        request(),
        &[
            ("currency_code", json!("CHF")),
            ("id", json!("3c90c3cc-0d44-4b50-8888-8dd25736052d")),
            ("owner_account_id", json!("3c90c3cc-0d44-4b50-8888-8dd25736052e")),
            ("status", json!("active")),
            ("created_at", json!("2023-11-07T05:31:56Z")),
            ("updated_at", json!("2023-11-07T05:31:56.123+01:00")),
        ],
    )
}

impl Table<'_> {
    pub(super) fn profile(&mut self) {
        for (field, least, greatest) in PROFILE_TEXTS {
            self.lengths(field, least, greatest);
            self.text(field, false, &["type"]);
            self.without(field, true);
        }
        for field in UUIDS {
            self.uuid(field);
        }
        // No UUID, but a UUID will do.
        self.field("corporation_type_id", json!("3c90c3cc-0d44-4b50-8888-8dd25736052a"), &[]);
        self.email();
        self.website();
        self.strings(
            "established_date",
            &["2024-06-14", "2020-02-29", "0001-01-01"],
            &[
                ("2024-06-15", &["x-temporal"]),
                ("2024-06-16", &["x-temporal"]),
                ("9999-12-31", &["x-temporal"]),
                ("2023-02-29", &["format"]),
                ("2023-1-01", &["format"]),
                ("2023-12-25T00:00:00Z", &["format"]),
                ("", &["format"]),
            ],
        );
        self.strings(
            "country_code",
            &["DE", "AX", "ZW"],
            &[
                ("", &["format", "minLength"]),
                ("D", &["format", "minLength"]),
                ("DEU", &["format", "maxLength"]),
                ("de", &["format"]),
                ("ZZ", &["format"]),
                ("éé", &["format"]),
                ("😀😀", &["format"]),
                ("😀😀😀", &["format", "maxLength"]),
            ],
        );
        self.strings(
            "phone",
            &["+15551234567", "+41446681800"],
            &[
                ("", &["format"]),
                ("15551234567", &["format"]),
                ("+1 555 123 4567", &["format"]),
                ("+05551234567", &["format"]),
            ],
        );
        self.field("phone", json!(format!("+{}", "1".repeat(15))), &[]);
        self.field("phone", json!(format!("+{}", "1".repeat(16))), &["format"]);
        self.text("phone", true, &["type"]);
        self.without("phone", false);
        for field in ["email", "website", "established_date", "country_code"] {
            self.text(field, false, &["type"]);
            self.without(field, true);
        }
    }

    pub(super) fn email(&mut self) {
        let email = |length: usize| json!(format!("{}@{}.com", "a".repeat(60), "b".repeat(length - 65)));
        self.field("email", email(100), &[]);
        self.field("email", email(101), &["maxLength"]);
        self.field("email", json!("é".repeat(101)), &["format", "maxLength"]);
        self.field("email", json!("😀".repeat(100)), &["format"]);
        self.strings(
            "email",
            &["a@b.c"],
            &[("", &["format", "minLength"]), ("a", &["format"]), ("a@", &["format"])],
        );
    }

    pub(super) fn website(&mut self) {
        let website = |length: usize| json!(format!("https://example.com/{}", "a".repeat(length - 20)));
        self.field("website", website(255), &[]);
        self.field("website", website(256), &["maxLength"]);
        self.field("website", json!("é".repeat(256)), &["format", "maxLength"]);
        self.field("website", json!("😀".repeat(255)), &["format"]);
        self.strings(
            "website",
            &["https://example.com"],
            &[
                ("", &["format", "minLength"]),
                ("a", &["format"]),
                ("example.com", &["format"]),
                ("/relative", &["format"]),
            ],
        );
    }

    pub(super) fn organization(&mut self) {
        self.strings(
            "currency_code",
            &["EUR", "CHF", "JPY"],
            &[
                ("", &["format", "minLength"]),
                ("EU", &["format", "minLength"]),
                ("EURO", &["format", "maxLength"]),
                ("eur", &["format"]),
                ("ZZZ", &["format"]),
                ("ééé", &["format"]),
                ("😀😀😀", &["format"]),
            ],
        );
        self.text("currency_code", false, &["type"]);
        self.without("currency_code", true);
        for field in ["id", "owner_account_id"] {
            self.uuid(field);
        }
        self.strings(
            "status",
            &["active", "deleted"],
            &[("ACTIVE", &["enum"]), ("", &["enum"]), ("archived", &["enum"])],
        );
        self.text("status", false, &["enum", "type"]);
        self.without("status", true);
        for field in ["created_at", "updated_at"] {
            self.strings(
                field,
                &[
                    "2023-11-07T05:31:56Z",
                    "2023-11-07t05:31:56z",
                    "2023-11-07T05:31:56.123456789-07:00",
                    "2030-01-01T00:00:00Z",
                ],
                &[
                    ("2023-11-07", &["format"]),
                    ("2023-11-07T05:31:56", &["format"]),
                    ("2023-11-07 05:31:56Z", &["format"]),
                    ("2023-11-07T25:31:56Z", &["format"]),
                    ("", &["format"]),
                ],
            );
            self.text(field, false, &["type"]);
            self.without(field, true);
        }
    }
}
