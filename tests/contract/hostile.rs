//! Payloads that are wrong in many ways at once, or that are no JSON, or that mean harm.

use fineprint::check::Checker;
use fineprint::report::Report;
use organizations_models::UpdateOrganizationRequest;
use organizations_validators::update_organization;
use serde_json::{Value, json};

use crate::cases::{request, with_all};
use crate::support::{expected, found, options};

/// What every way of checking text says, which must be the same.
fn check(checker: Checker<'_>, text: &[u8]) -> Report {
    let report = checker.check_slice(text);
    for refused in
        [checker.decode::<Value>(text).err(), checker.decode::<UpdateOrganizationRequest>(text).err()]
    {
        assert_eq!(refused.is_none(), report.is_valid());
        assert!(refused.is_none_or(|refused| refused == report));
    }
    report
}

#[track_caller]
fn finds(text: &[u8], violations: &[(&str, &'static str)]) {
    let options = options();
    assert_eq!(found(&check(update_organization::REQUEST.with(&options), text)), expected(violations));
}

#[test]
fn seven_mistakes_are_seven_violations() {
    let mut payload = with_all(
        request(),
        &[
            ("name", json!("")),
            ("email", json!("nobody")),
            ("established_date", json!("2124-01-01")),
            ("size_id", json!(7)),
            ("country_code", json!("Switzerland")),
        ],
    );
    payload.as_object_mut().unwrap().remove("tax_id");
    let options = options();
    let checker = update_organization::REQUEST.with(&options);
    let seven = expected(&[
        ("/country_code", "format"),
        ("/country_code", "maxLength"),
        ("/email", "format"),
        ("/established_date", "x-temporal"),
        ("/name", "minLength"),
        ("/size_id", "type"),
        ("/tax_id", "required"),
    ]);
    let bytes = serde_json::to_vec(&payload).unwrap();
    assert_eq!(found(&check(checker, &bytes)), seven);
    assert_eq!(found(&checker.check_value(&payload)), seven);
    // Each says where it is and where the document says so.
    let report = checker.check_slice(&bytes);
    for violation in report.violations() {
        let source = violation.source().unwrap();
        assert_eq!(source.file, "spec/organizations.yaml");
        let document = include_str!("../../spec/organizations.yaml");
        let line = document.lines().nth(source.position.line as usize - 1).unwrap();
        let keyword = line.get(source.position.column as usize - 1..).unwrap();
        assert!(keyword.starts_with(violation.keyword().name()), "{violation}: {line}");
    }
}

#[test]
fn everything_missing_is_everything_reported() {
    let missing = request()
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| *key != "phone")
        .map(|key| format!("/{key}"))
        .collect::<Vec<_>>();
    let violations: Vec<(&str, &'static str)> =
        missing.iter().map(|pointer| (pointer.as_str(), "required")).collect();
    finds(b"{}", &violations);
}

#[test]
fn what_is_no_json_is_one_violation() {
    let valid = request().to_string();
    finds(b"", &[("", "json")]);
    finds(b"   ", &[("", "json")]);
    finds(b"{", &[("", "json")]);
    finds(&valid.as_bytes()[..valid.len() / 2], &[("", "json")]);
    finds(format!("{valid} x").as_bytes(), &[("", "json")]);
    finds(format!("{valid}{valid}").as_bytes(), &[("", "json")]);
    finds(format!("\u{feff}{valid}").as_bytes(), &[("", "json")]);
    finds(valid.replacen("\"name\"", "name", 1).as_bytes(), &[("", "json")]);
    finds(valid.replacen('}', ",}", 1).as_bytes(), &[("", "json")]);
    finds(b"{\"name\": \"\xff\"}", &[("", "json")]);
    finds(br#"{"undocumented": "\ud800"}"#, &[("", "json")]);
    finds(br#"{"undocumented": 1e999}"#, &[("", "json")]);
}

#[test]
fn a_type_that_reads_nothing_proves_nothing() {
    struct Nothing;
    impl<'de> serde::Deserialize<'de> for Nothing {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self)
        }
    }
    for text in ["", " \n ", "{}", &request().to_string()] {
        assert!(update_organization::REQUEST.decode::<Nothing>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_key_that_stands_twice_is_found() {
    let twice = |extra: &str| request().to_string().replacen('{', &format!("{{{extra},"), 1);
    finds(twice(r#""name":"Ada""#).as_bytes(), &[("/name", "duplicate-key")]);
    finds(twice(r#""n\u0061me":"Ada""#).as_bytes(), &[("/name", "duplicate-key")]);
    finds(twice(r#""other":1,"other":1"#).as_bytes(), &[("/other", "duplicate-key")]);
    finds(twice(r#""other":{"a":[{"b":1,"b":2}]}"#).as_bytes(), &[("/other/a/0/b", "duplicate-key")]);
}

#[test]
fn keys_that_smuggle_are_refused() {
    let with = |extra: &str| request().to_string().replacen('{', &format!("{{{extra},"), 1);
    finds(
        with(r#""x":{"$serde_json::private::RawValue":"{}"}"#).as_bytes(),
        &[("/x/$serde_json::private::RawValue", "reserved-key")],
    );
    finds(
        with(r#""x":{"$serde_json::private::Number":"1"}"#).as_bytes(),
        &[("/x/$serde_json::private::Number", "reserved-key")],
    );
}

#[test]
fn depth_and_size_have_limits() {
    let with = |depth: usize| {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        request().to_string().replacen('{', &format!("{{\"other\":{nested},"), 1)
    };
    finds(with(99).as_bytes(), &[]);
    let too_deep = format!("/other{}", "/0".repeat(99));
    finds(with(100).as_bytes(), &[(&too_deep, "depth")]);
    finds(with(50_000).as_bytes(), &[(&too_deep, "depth")]);

    let options = options().max_bytes(100);
    let report = check(update_organization::REQUEST.with(&options), request().to_string().as_bytes());
    assert_eq!(found(&report), expected(&[("", "size")]));
    assert_eq!(report.to_problem().status, 413);
}

#[test]
fn huge_payloads_are_judged_like_small_ones() {
    let huge =
        with_all(request(), &[("name", json!("é".repeat(2_000_000))), ("other", json!(vec![0; 500_000]))]);
    finds(huge.to_string().as_bytes(), &[("/name", "maxLength")]);
}

#[test]
fn a_long_report_is_cut_and_says_so() {
    let options = options().max_violations(3);
    let report = update_organization::REQUEST.with(&options).check_slice(b"{}");
    assert_eq!(report.violations().len(), 3);
    assert!(report.is_truncated());
    assert!(report.to_string().contains("and more"));
}

#[test]
fn reports_keep_payloads_to_themselves() {
    let secret = "s3cr3t-v4lue";
    let payload = with_all(
        request(),
        &[("email", json!(secret)), ("size_id", json!(secret)), ("phone", json!([secret]))],
    );
    let report = update_organization::REQUEST.check_value(&payload);
    assert_eq!(report.violations().len(), 3);
    let told = format!("{report} {report:?} {} {}", json!(report), json!(report.to_problem()));
    assert!(!told.contains(secret), "{told}");
    // Unless they are asked for.
    let options = options().show_values(true);
    let report = update_organization::REQUEST.with(&options).check_value(&payload);
    assert!(report.to_string().contains(secret));
    assert!(!json!(report.to_problem()).to_string().contains(secret));
}
