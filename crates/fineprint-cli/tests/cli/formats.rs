//! `check --format`: what other programs read. Exchanges and instances have the same formats.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::support::Workspace;

fn shop() -> Workspace {
    let workspace = Workspace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/traffic");
    for file in ["shop.yaml", "browser.har"] {
        workspace.write(file, &fs::read_to_string(folder.join(file)).unwrap());
    }
    workspace.write("orders.ndjson", "{\"id\": \"a\"}\n{\"id\": \"abcde\"}\n");
    workspace
}

const EXCHANGES: [&str; 3] = ["--spec", "shop.yaml", "browser.har"];
const INSTANCES: [&str; 5] = ["--spec", "shop.yaml", "--at", "#/components/schemas/Order", "orders.ndjson"];

fn check(workspace: &Workspace, format: &str, what: &[&str]) -> String {
    let arguments = [&["check", "--format", format][..], what].concat();
    workspace.run(&arguments).expect(1).out.clone()
}

/// The line of the shop's document that has a text, counted from 1.
fn line_of(workspace: &Workspace, text: &str) -> usize {
    workspace.read("shop.yaml").lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn junit_has_a_suite_for_each_operation_and_a_case_for_each_exchange() {
    let workspace = shop();
    let xml = check(&workspace, "junit", &EXCHANGES);
    for text in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites name=\"fineprint\" tests=\"12\" skipped=\"0\" failures=\"5\" errors=\"3\"",
        "<testsuite name=\"createOrder\" tests=\"2\"",
        "<testsuite name=\"GET /orders\" tests=\"3\"",
        "<testsuite name=\"no operation\" tests=\"2\"",
        "<testcase name=\"browser.har#0: POST /orders\" classname=\"createOrder\"",
        "<failure message=\"request.header /X-Trace: ",
        "type=\"invalid\">invalid",
        "<error message=\"response.body (root): not checked: the body was not read [content-type]\" type=\"unchecked\">",
        "6 characters, at most 4 allowed [maxLength]",
    ] {
        assert!(xml.contains(text), "{text}\n{xml}");
    }
    let xml = check(&workspace, "junit", &INSTANCES);
    assert!(
        xml.contains("<testsuite name=\"orders.ndjson\" tests=\"2\"") && xml.contains("failures=\"1\""),
        "{xml}"
    );
}

#[test]
fn sarif_lies_in_the_document_and_relates_to_the_traffic() {
    let workspace = shop();
    let log: Value = serde_json::from_str(&check(&workspace, "sarif", &EXCHANGES)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(
        (&driver["name"], &driver["version"]),
        (&json!("fineprint"), &json!(env!("CARGO_PKG_VERSION")))
    );
    let rules: Vec<&str> =
        driver["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 12);
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()), "{result}");
        assert!(
            result["message"]["text"].is_string() && result["locations"].as_array().unwrap().len() == 1,
            "{result}"
        );
    }
    let length = results.iter().find(|result| result["ruleId"] == "maxLength").unwrap();
    assert_eq!(length["level"], "error");
    assert_eq!(length["message"]["text"], "request.body /id: 6 characters, at most 4 allowed");
    let place = &length["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "shop.yaml");
    assert_eq!(place["region"]["startLine"], line_of(&workspace, "        id: {type: string, maxLength: 4}"));
    let related = &length["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "browser.har");
    assert_eq!(related["message"]["text"], "browser.har#1: POST /orders, createOrder");
    let unchecked = results.iter().find(|result| result["level"] == "warning").unwrap();
    assert_eq!(unchecked["ruleId"], "content-type");

    let log: Value = serde_json::from_str(&check(&workspace, "sarif", &INSTANCES)).unwrap();
    let related = &log["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(
        (&related["artifactLocation"]["uri"], &related["region"]["startLine"]),
        (&json!("orders.ndjson"), &json!(2))
    );
    workspace.write("fine.ndjson", "{\"id\": \"a\"}\n");
    let fine = [
        "check",
        "--format",
        "sarif",
        "--spec",
        "shop.yaml",
        "--at",
        "#/components/schemas/Order",
        "fine.ndjson",
    ];
    let log: Value = serde_json::from_str(&workspace.run(&fine).expect(0).out).unwrap();
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn annotations_lie_in_the_document() {
    let workspace = shop();
    let line = line_of(&workspace, "        id: {type: string, maxLength: 4}");
    let lines = check(&workspace, "github", &EXCHANGES);
    for start in [
        &*format!("::error file=shop.yaml,line={line},col="),
        "::error title=path::request.path (root): ",
        "::warning file=shop.yaml,line=",
        "::warning title=recording::request.header /x-bad: not checked: ",
    ] {
        assert!(lines.lines().any(|line| line.starts_with(start)), "{start}\n{lines}");
    }
    assert!(lines.contains(
        ",title=maxLength::request.body /id: 6 characters, at most 4 allowed%0Abrowser.har#1: POST /orders, createOrder\n"
    ));
    assert_eq!(lines.lines().count(), 12);
    let lines = check(&workspace, "github", &INSTANCES);
    assert!(lines.ends_with("instance /id: 5 characters, at most 4 allowed%0Aorders.ndjson:2\n"), "{lines}");
}

#[test]
fn characters_that_mislead_are_escaped_in_every_format() {
    let workspace = shop();
    let entry = json!({"request": {"method": "GET", "url": "/api/x", "headers": [{"name": "\u{202e}\u{9b}", "value": ""}]},
        "response": {"status": 200}});
    workspace.write("evil\u{202e}.ndjson", &format!("{entry}\n"));
    for format in ["human", "json", "junit", "sarif", "github"] {
        let out = check(&workspace, format, &["--spec", "shop.yaml", "evil\u{202e}.ndjson"]);
        assert!(out.contains("202e") || out.contains("202E"), "{format}: {out}");
        assert!(!out.contains(['\u{202e}', '\u{9b}']), "{format}: {out}");
    }
}

#[test]
fn what_cannot_be_read_is_in_every_format_for_machines() {
    let workspace = shop();
    workspace.write("bad:1.ndjson", "no\n{\"request\": {\"method\": \"G\\uffff\", \"url\": \"/\"}}\n");
    let check = |format: &str| {
        let ended = workspace.run(&[
            "check",
            "--format",
            format,
            "--spec",
            "shop.yaml",
            "none.har",
            "browser.har",
            "bad:1.ndjson",
        ]);
        ended.expect(2).complains("cannot read none.har").complains("error: bad:1.ndjson:1: not JSON");
        ended.out
    };
    let lines: Vec<Value> = check("json").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines[0]["error"].as_str().unwrap().starts_with("cannot read none.har"), "{}", lines[0]);
    assert_eq!(lines[13], json!({"exchange": "bad:1.ndjson:1", "error": "not JSON, at column 2"}));
    assert_eq!(lines.len(), 15);
    let xml = check("junit");
    for text in [
        "<testsuite name=\"unreadable\" tests=\"3\" skipped=\"0\" errors=\"3\"",
        "<testcase name=\"bad:1.ndjson:1\" classname=\"unreadable\"",
        "<error message=\"not JSON, at column 2\" type=\"unreadable\"",
    ] {
        assert!(xml.contains(text), "{text}\n{xml}");
    }
    let log: Value = serde_json::from_str(&check("sarif")).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][1];
    assert_eq!(
        notification,
        &json!({"level": "error", "message": {"text": "bad:1.ndjson:1: not JSON, at column 2"}})
    );
    assert!(check("github").contains("::error title=unreadable::bad:1.ndjson:1: not JSON, at column 2\n"));
    let log: Value = serde_json::from_str(&self::check(&workspace, "sarif", &EXCHANGES)).unwrap();
    assert_eq!(log["runs"][0]["invocations"], json!([{"executionSuccessful": true}]));
}

#[test]
fn names_of_places_are_what_formats_can_have() {
    let workspace = shop();
    let entry = json!({"request": {"method": "GET", "url": "/api/x", "headers": [{"name": "a\u{ffff}", "value": ""}]},
        "response": {"status": 200}});
    let (entry, file) = (entry.to_string(), "a:b\u{fffe}.ndjson");
    workspace.write(file, &entry);
    let xml = check(&workspace, "junit", &["--spec", "shop.yaml", file]);
    assert!(xml.contains('\u{fffd}') && !xml.contains(['\u{fffe}', '\u{ffff}']), "{xml}");
    let log: Value =
        serde_json::from_str(&check(&workspace, "sarif", &["--spec", "shop.yaml", file])).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%3Ab%EF%BF%BE.ndjson");
    let fed = workspace.feed(&["check", "--format", "sarif", "--spec", "shop.yaml", "-"], &entry);
    let log: Value = serde_json::from_str(&fed.out).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["locations"], json!([{}]));
    assert!(result["relatedLocations"][0]["physicalLocation"].is_null());
    assert_eq!(
        result["relatedLocations"][0]["message"]["text"],
        "standard input:1: GET /api/x, no operation"
    );
}

#[test]
fn a_flood_of_what_cannot_be_read_is_counted() {
    let workspace = shop();
    let ended = workspace.feed(&["check", "--spec", "shop.yaml", "-"], &"no\n".repeat(50));
    ended
        .expect(2)
        .complains(":20: not JSON, at column 2; more are only counted\n")
        .complains("50 entries could not be read");
    assert_eq!(ended.err.lines().count(), 21);
}
