//! `check` on recorded traffic: what is judged, in which forms it can lie, and in which it is told.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use super::support::{Ended, Workspace};

const CHECK: [&str; 3] = ["check", "--spec", "shop.yaml"];

/// A workspace with the shop's document, and what a browser recorded.
fn shop() -> Workspace {
    let workspace = Workspace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/traffic");
    for file in ["shop.yaml", "browser.har"] {
        workspace.write(file, &fs::read_to_string(folder.join(file)).unwrap());
    }
    workspace
}

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CHECK.iter().chain(more).copied().collect()
}

/// The entries of the browser's file, a line each.
fn lines(workspace: &Workspace) -> String {
    let har: Value = serde_json::from_str(&workspace.read("browser.har")).unwrap();
    let entries = har["log"]["entries"].as_array().unwrap().iter();
    entries.flat_map(|entry| [entry.to_string(), "\n".to_owned()]).collect()
}

/// What is said of each exchange: `3 getOrder unchecked: response.body (root) content-type`.
fn told(ended: &Ended) -> Vec<String> {
    let told = ended.json().into_iter().map(|line| {
        let findings =
            ["violations", "unchecked"].into_iter().flat_map(|list| line[list].as_array().unwrap());
        let findings = findings.map(|it| {
            let text = |name: &str| it[name].as_str().unwrap_or("-").to_owned();
            format!("; {} {} {}", text("part"), text("pointer"), text("keyword"))
        });
        let (entry, verdict) = (&line["entry"], line["verdict"].as_str().unwrap());
        let operation = line["operation"].as_str().unwrap_or("-");
        format!("{entry} {operation} {verdict}{}", findings.collect::<String>())
    });
    told.collect()
}

const TOLD: [&str; 12] = [
    "0 createOrder valid",
    "1 createOrder invalid; request.header /X-Trace required; request.body /id maxLength; request.body /placed x-temporal; response.status  status",
    "2 GET /orders invalid; request.query /limit maximum; response.body /1 required",
    "3 getOrder unchecked; response.body  content-type",
    "4 getOrder valid",
    "5 login invalid; request.body /user maxLength",
    "6 logo valid",
    "7 - invalid; request.path  path",
    "8 - invalid; request.method  method",
    "9 GET /orders unchecked; response.status  -",
    "11 GET /orders valid",
    "12 logo unchecked; request.header /x-bad -",
];

#[test]
fn exchanges_are_judged_however_they_lie() {
    let workspace = shop();
    let har = workspace.read("browser.har");
    workspace.write("lines.ndjson", &lines(&workspace));
    workspace.write("lines.log", &format!("\n{}", lines(&workspace)));
    workspace.write("minified.har", &serde_json::from_str::<Value>(&har).unwrap().to_string());
    workspace.write("har.txt", &format!("\u{feff}  {har}"));
    for file in ["browser.har", "minified.har", "har.txt", "lines.ndjson", "lines.log"] {
        assert_eq!(told(workspace.run(&with(&["--format", "json", file])).expect(1)), TOLD, "{file}");
    }
    for input in [&har, &lines(&workspace)] {
        assert_eq!(told(workspace.feed(&with(&["--format", "json", "-"]), input).expect(1)), TOLD);
    }
}

#[test]
fn entries_are_counted_through_all_files_and_named_by_their_place() {
    let workspace = shop();
    workspace.write("lines.ndjson", &format!("\n{}", lines(&workspace)));
    let ended = workspace.run(&with(&["--format", "json", "browser.har", "lines.ndjson", "browser.har"]));
    let places: Vec<(u64, String)> = ended
        .expect(1)
        .json()
        .iter()
        .map(|line| (line["entry"].as_u64().unwrap(), line["exchange"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(places.len(), 3 * TOLD.len());
    for (index, (entry, place)) in
        [(0, (0, "browser.har#0")), (10, (11, "browser.har#11")), (12, (13, "lines.ndjson:2"))]
    {
        assert_eq!(places[index], (entry, place.to_owned()));
    }
    assert_eq!(places.last().unwrap(), &(38, "browser.har#12".to_owned()));
}

#[test]
fn a_line_for_machines_has_everything() {
    let workspace = shop();
    let lines = workspace.run(&with(&["--format", "json", "browser.har"])).expect(1).json();
    let valid = json!({"entry": 0, "exchange": "browser.har#0", "operation": "createOrder", "verdict": "valid", "violations": [], "unchecked": []});
    assert_eq!(lines[0], valid);
    let path = json!([{"part": "request.path", "pointer": "", "keyword": "path", "schema": null, "source": null,
        "message": lines[7]["violations"][0]["message"]}]);
    assert_eq!((&lines[7]["operation"], &lines[7]["violations"]), (&Value::Null, &path));
    let length = &lines[1]["violations"][1];
    assert_eq!(length["schema"], "#/components/schemas/Order/properties/id/maxLength");
    assert!(length["source"].as_str().unwrap().starts_with("shop.yaml:"), "{length}");
    assert_eq!(length["message"], "6 characters, at most 4 allowed");
    assert_eq!(lines[11]["unchecked"][0]["message"], "the recorded value cannot be that of a header field");
}

#[test]
fn people_are_told_what_is_not_valid_and_how_much_of_it_there_is() {
    let workspace = shop();
    let ended = workspace.run(&with(&["browser.har"]));
    ended
        .expect(1)
        .says("browser.har#1: POST /orders, createOrder: invalid\n")
        .says("  request.body /id: 6 characters, at most 4 allowed [maxLength]\n    at shop.yaml:")
        .says("browser.har#3: GET /orders/{id}, getOrder: unchecked\n  response.body (root): not checked: the body was not read")
        .says("browser.har#2: GET /orders: invalid\n")
        .says("browser.har#7: GET /api/nothing, no operation: invalid\n")
        .says("  request.header /x-bad: not checked: ")
        .says("\n12 exchanges: 4 valid, 5 invalid, 3 unchecked\n")
        .says("  createOrder: 1 valid, 1 invalid (")
        .says("  GET /orders: 1 valid, 1 invalid, 1 unchecked (maximum 1, required 1)\n")
        .says("  2 exchanges belong to no operation\n")
        .says("  1 exchange has no response\n")
        .says("  1 exchange was left out\n");
    assert!(!ended.out.contains("secret") && !ended.out.contains("browser.har#0"), "{}", ended.out);
    assert_eq!(ended.err, "");
    let quiet = workspace.run(&with(&["--quiet", "browser.har"]));
    assert!(quiet.expect(1).out.ends_with("of a header field\n"), "{}", quiet.out);
}

#[test]
fn a_part_of_the_traffic_can_be_chosen() {
    let workspace = shop();
    let check = |arguments: &[&str]| {
        let arguments = [arguments, &["--format", "json", "browser.har"]].concat();
        workspace.run(&with(&arguments))
    };
    let of = |entries: &[usize]| -> Vec<&str> {
        let is_chosen = |told: &&str| entries.iter().any(|entry| told.starts_with(&format!("{entry} ")));
        TOLD.into_iter().filter(is_chosen).collect()
    };
    assert_eq!(told(check(&["--operation", "createOrder"]).expect(1)), of(&[0, 1]));
    assert_eq!(
        told(check(&["--operation", "login", "--operation", "GET /orders"]).expect(1)),
        of(&[2, 5, 9, 11])
    );
    let requests =
        told(check(&["--request-only", "--operation", "createOrder", "--operation", "getOrder"]).expect(1));
    assert_eq!(
        requests[1],
        "1 createOrder invalid; request.header /X-Trace required; request.body /id maxLength; request.body /placed x-temporal"
    );
    assert_eq!(requests[2], "3 getOrder valid");
    let responses = told(check(&["--response-only"]).expect(1));
    assert_eq!(responses[1], "1 createOrder invalid; response.status  status");
    assert_eq!(responses[2], "2 GET /orders invalid; response.body /1 required");
    assert_eq!(responses.last().unwrap(), "12 logo valid");
    assert!(
        responses.contains(&"9 GET /orders unchecked; response.status  -".to_owned()),
        "there is no response"
    );
    assert!(!requests.iter().any(|told| told.contains("response.status")), "nobody asked for the response");
    for name in ["POST /orders", "createOrder"] {
        assert_eq!(told(check(&["--operation", name]).expect(1)), of(&[0, 1]), "{name}");
    }
    let others = "{\"request\": {\"method\": \"GET\", \"url\": \"/api/logo\"}}\n";
    workspace.write("others.ndjson", &format!("{others}{}", lines(&workspace)));
    let login = ["--operation", "login", "--format", "json", "others.ndjson"];
    assert_eq!(
        told(workspace.run(&with(&login)).expect(1)),
        ["6 login invalid; request.body /user maxLength"]
    );
    check(&["--operation", "creatOrder"])
        .expect(2)
        .complains("no operation `creatOrder`; did you mean `createOrder`?");
    let none = ["--operation", "login", "lines.ndjson"];
    workspace.write("lines.ndjson", lines(&workspace).lines().next().unwrap());
    workspace.run(&with(&none)).expect(2).complains("there was no exchange to check: all 1 were left out");
}

#[test]
fn settings_reach_the_check() {
    let workspace = shop();
    let check = |arguments: &[&str]| {
        let operation = ["--operation", "createOrder", "--format", "json", "browser.har"];
        workspace.run(&with(&[arguments, &operation[..]].concat()))
    };
    let limited = check(&["--max-violations", "1"]).expect(1).json();
    assert_eq!(limited[1]["truncated"], true);
    // One of each message.
    assert_eq!(limited[1]["violations"].as_array().unwrap().len(), 2);
    assert!(check(&["--show-values"]).expect(1).out.contains("secret"));
    let undocumented = r#"{"request": {"method": "GET", "url": "/api/logo?x=1"}, "response": {"status": 200, "content": {"mimeType": "image/png", "text": "x"}}}"#;
    workspace.feed(&with(&["-"]), undocumented).expect(0).says("1 exchange: 1 valid\n");
    workspace.feed(&with(&["--strict", "-"]), undocumented).expect(1).says("[undocumented]");
}

#[test]
fn payloads_in_paths_are_shown_only_if_somebody_wants_them() {
    let workspace = shop();
    let secret = "s3cret".repeat(20);
    let entry = |url: &str| {
        json!({"request": {"method": "GET", "url": url}, "response": {"status": 500}}).to_string()
    };
    let lines =
        [entry(&format!("/api/orders/{secret}")), entry(&format!("/api/{secret}/x?{secret}"))].join("\n");
    for format in ["human", "json", "junit", "sarif", "github"] {
        let run =
            |more: &[&str]| workspace.feed(&with(&[&["--format", format, "-"], more].concat()), &lines).out;
        let (hidden, shown) = (run(&[]), run(&["--show-values"]));
        assert!(!hidden.contains(&secret[..33]), "{format}: {hidden}");
        if format != "json" {
            assert!(hidden.contains("GET /orders/{id}") && hidden.contains("…/x"), "{format}: {hidden}");
            assert!(shown.contains(&format!("GET /api/orders/{secret}")), "{format}: {shown}");
        }
    }
}

#[test]
fn header_fields_are_judged_as_they_were_sent() {
    let workspace = Workspace::new();
    workspace.write(
        "spec.yaml",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /x:\n    get:\n      responses:\n        '200':\n          \
         description: X\n          headers:\n            Content-Encoding: {required: true, schema: {enum: [gzip]}}\n          \
         content:\n            text/plain; charset=latin1: {schema: {type: string, maxLength: 2}}\n",
    );
    let entry = |headers: Value, text: &str| {
        json!({"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "headers": headers, "content": {"text": text}}}).to_string()
    };
    let media_type = json!({"name": "Content-Type", "value": "text/plain; charset=latin1"});
    let coding = |name: &str| json!({"name": "Content-Encoding", "value": name});
    for (entry, expected) in [
        (entry(json!([media_type, coding("gzip")]), "\u{e9}\u{e9}"), "0 GET /x valid"),
        (entry(json!([media_type, coding("gzip")]), "eee"), "0 GET /x invalid; response.body  maxLength"),
        (
            entry(json!([media_type, coding("br")]), "e"),
            "0 GET /x invalid; response.header /Content-Encoding enum",
        ),
        (entry(json!([media_type]), "e"), "0 GET /x invalid; response.header /Content-Encoding required"),
        // It is there, but nobody knows what it was.
        (
            entry(json!([media_type, coding("\u{1}")]), "e"),
            "0 GET /x unchecked; response.header /content-encoding -",
        ),
    ] {
        let ended = workspace.feed(&["check", "--spec", "spec.yaml", "--format", "json", "-"], &entry);
        assert_eq!(told(&ended), [expected], "{entry}");
    }
}

#[test]
fn what_cannot_be_used_is_listed_up_to_the_limit() {
    let workspace = shop();
    let bad: Vec<Value> = (0..50).map(|_| json!({"name": "X\n::error::forged", "value": ""})).collect();
    let entry = json!({"request": {"method": "GET", "url": "/api/logo", "headers": bad}}).to_string();
    let check = |format: &str| {
        workspace.feed(&with(&["--request-only", "--max-violations", "7", "--format", format, "-"]), &entry)
    };
    let line = &check("json").expect(1).json()[0];
    assert_eq!((line["unchecked"].as_array().unwrap().len(), &line["truncated"]), (7, &json!(true)));
    for format in ["human", "json", "junit", "sarif", "github"] {
        let out = check(format).expect(1).out.clone();
        assert!(!out.lines().any(|line| line.trim().starts_with("::error")), "{format}: {out}");
    }
}

#[test]
fn now_is_when_it_was_recorded() {
    let workspace = shop();
    let entry = |started: &str, placed: &str| {
        format!(
            "{{{started}\"request\": {{\"method\": \"POST\", \"url\": \"/api/orders\", \"headers\": [{{\"name\": \"X-Trace\", \"value\": \
             \"3c90c3cc-0d44-4b50-8888-8dd25736052a\"}}, \
             {{\"name\": \"Content-Type\", \"value\": \"application/json\"}}], \"postData\": {{\"mimeType\": \"application/json\", \"text\": \
             \"{{\\\"id\\\": \\\"a\\\", \\\"placed\\\": \\\"{placed}\\\"}}\"}}}}}}\n"
        )
    };
    for (started, placed, status) in [
        ("\"startedDateTime\": \"2024-05-01T10:00:00Z\", ", "2024-04-30", 0),
        ("\"startedDateTime\": \"2024-05-01T10:00:00+02:00\", ", "2024-05-01", 1),
        ("\"startedDateTime\": \"2424-05-01T10:00:00.5+02:00\", ", "2424-04-30", 0),
        ("\"startedDateTime\": \"yesterday\", ", "2024-04-30", 0),
        ("", "2424-04-30", 1),
    ] {
        workspace.feed(&with(&["--request-only", "-"]), &entry(started, placed)).expect(status);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_hides_nothing_else() {
    let workspace = shop();
    let good = lines(&workspace).lines().next().unwrap().to_owned();
    workspace
        .write("bad.ndjson", &format!("{good}\nno\n{{\"request\": {{\"method\": \"GET\"}}}}\n\n{good}\n"));
    workspace.write(
        "bad.har",
        &format!("{{\"log\": {{\"entries\": [{good}, {{\"request\": \"secret\"}}, {good}, {{\"request\": {{\"method\": \"GET\", \"url\": \"/\"}}}}]}}}}"),
    );
    let half = format!("{{\"log\": {{\"entries\": [{good}, {{\"requ");
    workspace.write("half.har", &half);
    let ended = workspace.run(&with(&["bad.ndjson", "bad.har"]));
    ended
        .expect(2)
        .says("4 exchanges: 4 valid\n")
        .complains("error: bad.ndjson:2: not JSON, at column 2\n")
        .complains("error: bad.ndjson:3: not an entry of HAR: missing field `url`\n")
        .complains("error: bad.har#1: not an entry of HAR: something has another type there, at column 20\n")
        .complains("error: bad.har#3: not an entry of HAR: missing field `response`\n")
        .complains("error: 4 entries could not be read\n");
    assert!(!ended.err.contains("secret"), "a value was shown");

    let ended = workspace.run(&with(&["none.har", "half.har", "browser.har"]));
    ended
        .expect(2)
        .complains("cannot read none.har")
        .complains("half.har is no whole HAR file: it ends in the middle, behind half.har#0")
        .says("13 exchanges: 5 valid");
    workspace
        .feed(&with(&["-"]), &half)
        .expect(2)
        .says("1 exchange: 1 valid")
        .complains("standard input is no whole HAR file");

    workspace.write("instance.json", "{\"id\": \"a\"}");
    workspace.run(&with(&["instance.json"])).expect(2).complains("instances of a schema take --at");
    workspace.write("empty.har", r#"{"log": {"entries": []}}"#);
    workspace.run(&with(&["empty.har"])).expect(2).complains("there was no exchange to check");
    workspace.feed(&with(&["-"]), "").expect(2).complains("there was no exchange to check");
    workspace.write("other.har", "{\"log\": {}}");
    workspace
        .run(&with(&["other.har"]))
        .expect(2)
        .complains("other.har is no HAR file: it has no `log` with `entries`");
}

#[test]
fn options_of_exchanges_are_for_exchanges() {
    let workspace = shop();
    for arguments in [
        &["--request-only", "--response-only"][..],
        &["--at", "#/components/schemas/Order", "--request-only"],
        &["--at", "#/components/schemas/Order", "--operation", "login"],
        &["--dialect", "7"],
    ] {
        workspace
            .run(&with(&[arguments, &["browser.har"]].concat()))
            .expect(2)
            .complains("cannot be used with");
    }
}

#[test]
fn the_output_does_not_depend_on_the_number_of_cores() {
    let workspace = shop();
    // Several batches.
    let many = lines(&workspace).repeat(600);
    workspace.write("many.ndjson", &many);
    for format in ["json", "human", "sarif"] {
        let run = |threads: &str| {
            let mut command = workspace.command(&with(&["--format", format, "many.ndjson"]));
            Ended::from(command.env("RAYON_NUM_THREADS", threads).output().unwrap())
        };
        let (one, many) = (run("1"), run("5"));
        assert_eq!(one.expect(1).out, many.expect(1).out, "{format}");
        assert_eq!(one.err, "");
    }
    let ended = workspace.run(&with(&["--format", "json", "many.ndjson"]));
    let entries: Vec<u64> = ended.json().iter().map(|line| line["entry"].as_u64().unwrap()).collect();
    assert!(many.len() > 2 << 20 && entries.is_sorted() && entries.len() == 600 * TOLD.len());
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let workspace = shop();
    workspace.write("many.ndjson", &lines(&workspace).repeat(600));
    let mut command = workspace.command(&with(&["--format", "json", "many.ndjson"]));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr), (Some(141), Vec::new()));
}
