//! The example service over a real socket: whatever is wrong with a request, its sender learns all of it and no value.

use fineprint::contract::Keyword;
use fineprint_tower::{ContractLayer, Mode};
use http::{Request, Response};
use organizations_service::{Store, contract, service};
use serde_json::{Value, json};

use crate::cases;
use crate::support::{Found, PARTNER_REQUEST, REQUEST, options};
use crate::wire::Wire;

const ORGANIZATION: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

/// The layer of the service, on the day that the cases are about.
fn layer() -> ContractLayer {
    contract().options(options())
}

fn update(body: &Value) -> Request<Vec<u8>> {
    Request::put(format!("/organizations/{ORGANIZATION}"))
        .header("Requester-Organization-ID", ORGANIZATION)
        .header("Target-Organization-ID", ORGANIZATION)
        .header("Authorization", "Bearer token")
        .header("Content-Type", "application/json")
        .body(body.to_string().into_bytes())
        .unwrap()
}

fn update_partner(body: &Value) -> Request<Vec<u8>> {
    Request::put("/v2/partner/organizations/7")
        .header("X-API-KEY", "key")
        .header("Content-Type", "application/json")
        .body(body.to_string().into_bytes())
        .unwrap()
}

/// The violations of a problem document, as the cases write them.
fn found(response: &Response<bytes::Bytes>) -> Vec<Found> {
    assert_eq!(response.headers()["Content-Type"], "application/problem+json");
    let problem: Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(problem["status"], response.status().as_u16());
    assert_eq!(problem["type"], "about:blank");
    let violation = |it: &Value| {
        let keyword = Keyword::from_name(it["keyword"].as_str().unwrap());
        let pointer = match it["property"].as_str() {
            Some(property) if it["keyword"] == "required" && it["part"] == "request.body" => {
                format!("{}/{property}", it["pointer"].as_str().unwrap())
            }
            Some(_) | None => it["pointer"].as_str().unwrap().to_owned(),
        };
        (pointer, keyword.unwrap().name())
    };
    let mut found: Vec<Found> = problem["violations"].as_array().unwrap().iter().map(violation).collect();
    found.sort();
    found
}

#[tokio::test]
async fn every_case_of_a_body_is_answered_with_all_that_is_wrong() {
    let mut wire = Wire::to(service(Store::default(), layer())).await;
    let (mut passed, mut refused) = (0, 0);
    for case in cases::all() {
        let request = match case.at {
            REQUEST => update(&case.payload),
            PARTNER_REQUEST => update_partner(&case.payload),
            _ => continue,
        };
        let response = wire.send(&request).await;
        if case.expected.is_empty() {
            passed += 1;
            assert_eq!(response.status(), 200, "{}", case.payload);
        } else {
            refused += 1;
            assert_eq!(response.status(), 400, "{}", case.payload);
            assert_eq!(found(&response), case.expected, "{}", case.payload);
            assert_shows_no_value(&case.payload, response.body());
        }
    }
    assert!(passed > 100 && refused > 300, "{passed} passed, {refused} refused");
}

/// Long texts of a payload are nowhere in the answer; short ones can be there as a part of its own words.
fn assert_shows_no_value(payload: &Value, answer: &[u8]) {
    let answer = std::str::from_utf8(answer).unwrap();
    for value in payload.as_object().into_iter().flat_map(|object| object.values()) {
        if let Some(text) = value.as_str().filter(|text| text.chars().count() > 11) {
            assert!(!answer.contains(text), "{text}: {answer}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_before_the_body_has_its_status() {
    let body =
        cases::all().into_iter().find(|it| it.at == REQUEST && it.expected.is_empty()).unwrap().payload;
    let mut wire = Wire::to(service(Store::default(), layer())).await;
    let changed = |change: &dyn Fn(&mut Request<Vec<u8>>)| {
        let mut request = update(&body);
        change(&mut request);
        request
    };
    let header = |name: &'static str, value: &'static str| {
        changed(&move |request| {
            request.headers_mut().insert(name, value.parse().unwrap());
        })
    };
    let without = |name: &'static str| {
        changed(&move |request| {
            request.headers_mut().remove(name);
        })
    };
    let at = |uri: &'static str| changed(&move |request| *request.uri_mut() = uri.parse().unwrap());
    let with_body = |body: &'static [u8]| changed(&move |request| *request.body_mut() = body.to_vec());
    for (request, status, expected) in [
        (at("/nowhere"), 404, &[("", "path")][..]),
        (changed(&|request| *request.method_mut() = http::Method::DELETE), 405, &[("", "method")]),
        (at("/organizations/7"), 400, &[("/org_id", "format")]),
        (without("Target-Organization-ID"), 400, &[("/Target-Organization-ID", "required")]),
        (header("Requester-Organization-ID", "me"), 400, &[("/Requester-Organization-ID", "format")]),
        (without("Authorization"), 401, &[("", "security")]),
        (header("Authorization", "Basic dTpw"), 401, &[("", "security")]),
        (header("Content-Type", "text/plain"), 415, &[("", "content-type")]),
        (header("Content-Encoding", "gzip"), 415, &[("", "content-type")]),
        (with_body(b"{"), 400, &[("", "json")]),
        (with_body(b"[]"), 400, &[("", "type")]),
        (with_body(b""), 400, &[("", "required")]),
    ] {
        let response = wire.send(&request).await;
        assert_eq!(response.status(), status, "{expected:?}");
        let expected: Vec<Found> =
            expected.iter().map(|(pointer, keyword)| ((*pointer).to_owned(), *keyword)).collect();
        assert_eq!(found(&response), expected);
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let mut wire = Wire::to(service(Store::default(), layer())).await;
    let request = Request::put("/organizations/7")
        .header("Requester-Organization-ID", "me")
        .header("Content-Type", "application/json")
        .body(br#"{"name": "", "size_id": 1}"#.to_vec())
        .unwrap();
    let response = wire.send(&request).await;
    assert_eq!(response.status(), 401);
    assert_eq!(response.headers()["WWW-Authenticate"], r#"Bearer realm="Organizations""#);
    let found = found(&response);
    for expected in [
        ("", "security"),
        ("/org_id", "format"),
        ("/Requester-Organization-ID", "format"),
        ("/Target-Organization-ID", "required"),
        ("/name", "minLength"),
        ("/size_id", "type"),
        ("/tax_id", "required"),
    ] {
        assert!(found.contains(&(expected.0.to_owned(), expected.1)), "{expected:?}: {found:?}");
    }
}

#[tokio::test]
async fn updates_are_kept() {
    let mut wire = Wire::to(service(Store::default(), layer())).await;
    let named = wire.send(&update_partner(&json!({"name": "Acme"}))).await;
    let again = wire.send(&update_partner(&json!({"city": "Bern"}))).await;
    assert_eq!(named.body(), again.body(), "what is not named is not changed");
    let answer: Value = serde_json::from_slice(again.body()).unwrap();
    assert_eq!((&answer["name"], &answer["id"]), (&json!("Acme"), &json!("7")));
    let cleared = wire.send(&update_partner(&json!({"name": null}))).await;
    assert_eq!(serde_json::from_slice::<Value>(cleared.body()).unwrap()["name"], Value::Null);
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_stays_inside() {
    let body =
        cases::all().into_iter().find(|it| it.at == REQUEST && it.expected.is_empty()).unwrap().payload;
    let layer = layer();
    let mut wire = Wire::to(service(Store::faulty(), layer.clone())).await;
    let response = wire.send(&update(&body)).await;
    assert_eq!(response.status(), 500);
    let problem: Value = serde_json::from_slice(response.body()).unwrap();
    let mut members: Vec<&str> = problem.as_object().unwrap().keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["detail", "status", "title", "type"], "nothing of what was wrong");
    assert_eq!((layer.counts().replaced, layer.counts().refused), (1, 0));

    let mut wire = Wire::to(service(Store::faulty(), layer.responses(Mode::Report))).await;
    assert_eq!(wire.send(&update(&body)).await.status(), 200);
}

#[tokio::test]
async fn no_text_of_a_request_comes_back() {
    const SECRET: &str = "Sesame-0pen";
    let mut wire = Wire::to(service(Store::default(), layer())).await;
    let mut body = cases::request();
    for (_, value) in body.as_object_mut().unwrap() {
        *value = json!([SECRET, {SECRET: SECRET}]);
    }
    body["phone"] = json!(SECRET);
    for (name, value) in
        [("Requester-Organization-ID", SECRET), ("Authorization", SECRET), ("Accept", SECRET)]
    {
        let mut request = update(&body);
        *request.uri_mut() = format!("/organizations/{SECRET}?{SECRET}={SECRET}").parse().unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
        let response = wire.send(&request).await;
        assert!(response.status().is_client_error());
        assert!(!String::from_utf8_lossy(response.body()).contains(SECRET), "{response:?}");
    }
}

#[tokio::test]
async fn the_readme_shows_what_a_caller_sees() {
    const README: &str = include_str!("../../README.md");
    let (_, shown) = README.split_once("www-authenticate: ").unwrap();
    let (challenge, shown) = shown.split_once("\n\n").unwrap();
    let (problem, _) = shown.split_once("\n```").unwrap();
    let request = Request::put("/v2/partner/organizations/7")
        .header("Content-Type", "application/json")
        .body(br#"{"name": 7, "postalCode": "far too long for a postal code"}"#.to_vec())
        .unwrap();
    let response = Wire::to(service(Store::default(), contract())).await.send(&request).await;
    assert_eq!(response.headers()["WWW-Authenticate"], challenge);
    assert_eq!(std::str::from_utf8(response.body()).unwrap(), problem.replace('\n', ""));
}
