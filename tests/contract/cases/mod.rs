//! The boundary table of both endpoints: for each constraint a payload at the limit, and payloads just beyond it.

pub(crate) mod organization;
mod partner;

use serde_json::{Value, json};

use crate::support::{Found, PARTNER_REQUEST, PARTNER_RESPONSE, REQUEST, RESPONSE};

pub(crate) use organization::{request, response};
use partner::{partner_request, partner_response};

/// A payload, and everything that is wrong with it.
pub(crate) struct Case {
    pub(crate) at: &'static str,
    pub(crate) payload: Value,
    pub(crate) expected: Vec<Found>,
}

/// Characters of one, two and four bytes: lengths count characters.
const ALPHABET: [char; 3] = ['a', 'é', '😀'];

/// The whole table.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for (at, valid) in [(REQUEST, request()), (RESPONSE, response())] {
        let mut table = Table { cases: &mut cases, at, valid };
        table.profile();
        // Both the shared profile and, in the response, its own part say `type: object`.
        let types = if at == RESPONSE { vec![("", "type"); 2] } else { vec![("", "type")] };
        table.whole(&types);
    }
    Table { cases: &mut cases, at: RESPONSE, valid: response() }.organization();
    let mut table = Table { cases: &mut cases, at: PARTNER_REQUEST, valid: partner_request() };
    table.partner_request();
    table.whole(&[("", "type")]);
    let mut table = Table { cases: &mut cases, at: PARTNER_RESPONSE, valid: partner_response() };
    table.partner_response();
    table.whole(&[("", "type")]);
    parameters(&mut cases);
    cases
}

/// Cases of one body, each the valid one but for one field.
struct Table<'a> {
    cases: &'a mut Vec<Case>,
    at: &'static str,
    valid: Value,
}

impl Table<'_> {
    /// A value of a field, and the keywords that it violates.
    fn field(&mut self, field: &str, value: Value, keywords: &[&'static str]) {
        let mut expected: Vec<Found> =
            keywords.iter().map(|keyword| (format!("/{field}"), *keyword)).collect();
        expected.sort();
        self.cases.push(Case {
            at: self.at,
            payload: with_all(self.valid.clone(), &[(field, value)]),
            expected,
        });
    }

    /// Strings that are admitted, and strings with the keywords that they violate.
    fn strings(&mut self, field: &str, admitted: &[&str], refused: &[(&str, &[&'static str])]) {
        for value in admitted {
            self.field(field, json!(value), &[]);
        }
        for (value, keywords) in refused {
            self.field(field, json!(value), keywords);
        }
    }

    /// Lengths at the limits and just beyond, in characters of one to four bytes.
    fn lengths(&mut self, field: &str, least: usize, greatest: usize) {
        for character in ALPHABET {
            let text = |length: usize| json!(character.to_string().repeat(length));
            self.field(field, text(least), &[]);
            self.field(field, text(greatest), &[]);
            self.field(field, text(greatest + 1), &["maxLength"]);
            if least > 0 {
                self.field(field, text(least - 1), &["minLength"]);
            }
        }
    }

    /// Every value of another type.
    fn types(&mut self, field: &str, own: &Value, nullable: bool, keywords: &[&'static str]) {
        for value in [
            json!("text"),
            json!(1),
            json!(1.5),
            json!(true),
            json!([]),
            json!([1]),
            json!({}),
            json!({"a": 1}),
        ] {
            if std::mem::discriminant(&value) != std::mem::discriminant(own) {
                self.field(field, value, keywords);
            }
        }
        self.field(field, Value::Null, if nullable { &[] } else { keywords });
    }

    /// Without a field that is required, or that is not.
    fn without(&mut self, field: &str, required: bool) {
        let mut payload = self.valid.clone();
        payload.as_object_mut().unwrap().remove(field);
        let expected = if required { vec![(format!("/{field}"), "required")] } else { Vec::new() };
        self.cases.push(Case { at: self.at, payload, expected });
    }

    /// Payloads that are no object, and fields that nobody documented.
    fn whole(&mut self, types: &[(&str, &'static str)]) {
        let expected = crate::support::expected(types);
        for payload in [json!(null), json!("text"), json!(1), json!(true), json!([])] {
            self.cases.push(Case { at: self.at, payload, expected: expected.clone() });
        }
        self.field("undocumented", json!({"anything": [1, 2, 3]}), &[]);
        self.cases.push(Case { at: self.at, payload: self.valid.clone(), expected: Vec::new() });
    }

    fn text(&mut self, field: &str, nullable: bool, keywords: &[&'static str]) {
        self.types(field, &json!(""), nullable, keywords);
    }

    fn uuid(&mut self, field: &str) {
        self.strings(
            field,
            &["00000000-0000-0000-0000-000000000000", "3C90C3CC-0D44-4B50-8888-8DD25736052A"],
            &[
                ("", &["format"]),
                ("3c90c3cc0d444b5088888dd25736052a", &["format"]),
                ("{3c90c3cc-0d44-4b50-8888-8dd25736052a}", &["format"]),
                ("3c90c3cc-0d44-4b50-8888-8dd25736052", &["format"]),
                ("3c90c3cc-0d44-4b50-8888-8dd25736052g", &["format"]),
            ],
        );
        self.text(field, false, &["type"]);
        self.without(field, true);
    }
}

/// Parameters, as the values that they are read to.
fn parameters(cases: &mut Vec<Case>) {
    const ORGANIZATION: &str = "#/paths/~1organizations~1{org_id}/put/parameters";
    const PARTNER: &str = "#/paths/~1v2~1partner~1organizations~1{organization_id}/put/parameters";
    let pointer =
        |parameters: &str, index: usize| -> &'static str { format!("{parameters}/{index}/schema").leak() };
    let mut case = |at, payload, keyword: Option<&'static str>| {
        let expected = keyword.map(|keyword| (String::new(), keyword)).into_iter().collect();
        cases.push(Case { at, payload, expected });
    };
    for index in 0..3 {
        let at = pointer(ORGANIZATION, index);
        case(at, json!("3c90c3cc-0d44-4b50-8888-8dd25736052a"), None);
        case(at, json!("3c90c3cc"), Some("format"));
        case(at, json!(1), Some("type"));
        case(at, json!(null), Some("type"));
    }
    let at = pointer(PARTNER, 0);
    for character in ALPHABET {
        case(at, json!(character.to_string().repeat(100)), None);
        case(at, json!(character.to_string().repeat(101)), Some("maxLength"));
    }
    case(at, json!(null), None);
    case(at, json!(1), Some("type"));
    let at = pointer(PARTNER, 1);
    case(at, json!(""), None);
    case(at, json!(null), Some("type"));
    case(at, json!(1), Some("type"));
}

/// The object with other values for some of its fields.
pub(crate) fn with_all(mut object: Value, fields: &[(&str, Value)]) -> Value {
    for (field, value) in fields {
        object[*field] = value.clone();
    }
    object
}
