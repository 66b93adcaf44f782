//! The exchanges of the contract tests, as a recorder would write them down: the command says of them what the library says.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use fineprint::Contract;
use fineprint::check::Options;
use fineprint::report::Report;
use http::{HeaderName, HeaderValue, Request, Response};
use serde_json::{Value, json};

use super::support::Workspace;

/// A request, perhaps with a response, and what the library says of the one or the other.
struct Exchange {
    entry: Value,
    report: Report,
    is_strict: bool,
    has_response: bool,
}

fn folders() -> Vec<PathBuf> {
    let messages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/contract/messages");
    fs::read_dir(messages).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn what_was_recorded_is_judged_as_the_messages_are() {
    let mut count = 0;
    for folder in folders() {
        let contract = fineprint_openapi::load(folder.join("openapi.yaml")).unwrap();
        let text = fs::read_to_string(folder.join("exchanges.http")).unwrap();
        let exchanges = text.split("### ").filter(|text| !text.trim().is_empty());
        let exchanges: Vec<Exchange> = exchanges.map(|text| exchange(&contract, text)).collect();
        let workspace = Workspace::new();
        workspace.write("openapi.yaml", &fs::read_to_string(folder.join("openapi.yaml")).unwrap());
        for (is_strict, has_response) in [(false, false), (false, true), (true, false), (true, true)] {
            let chosen =
                exchanges.iter().filter(|it| (it.is_strict, it.has_response) == (is_strict, has_response));
            let chosen: Vec<&Exchange> = chosen.collect();
            count += chosen.len();
            let lines: String =
                chosen.iter().flat_map(|it| [it.entry.to_string(), "\n".to_owned()]).collect();
            let part = if has_response { "--response-only" } else { "--request-only" };
            let mut arguments = vec!["check", "--quiet", "--spec", "openapi.yaml", "--format", "json", part];
            arguments.extend(is_strict.then_some("--strict"));
            arguments.push("-");
            let told = workspace.feed(&arguments, &lines).json();
            assert_eq!(told.len(), chosen.len(), "{}", folder.display());
            for (told, exchange) in told.iter().zip(chosen) {
                let report = serde_json::to_value(&exchange.report).unwrap();
                assert_eq!(told["verdict"], report["verdict"], "{}", exchange.entry);
                for list in ["violations", "unchecked"] {
                    assert_eq!(
                        without_sources(told, list),
                        without_sources(&report, list),
                        "{}",
                        exchange.entry
                    );
                }
            }
        }
    }
    assert!(count > 100, "only {count} exchanges");
}

/// What is listed, but for places in the document, which has another name here and there.
fn without_sources(report: &Value, list: &str) -> Vec<Value> {
    let without = |finding: &Value| {
        let mut finding = finding.clone();
        finding["source"] = Value::Null;
        finding
    };
    report[list].as_array().unwrap().iter().map(without).collect()
}

fn exchange(contract: &Contract, text: &str) -> Exchange {
    let (title, text) = text.split_once('\n').unwrap();
    let is_strict = title.contains("(strict)");
    let options = Options::new().strict(is_strict);
    let checker = contract.with(&options);
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("=> ")).collect();
    let response_at = lines.iter().position(|line| line.starts_with("HTTP/1.1 "));
    let (request, response) = lines.split_at(response_at.unwrap_or(lines.len()));
    let (first, rest) = request.split_first().unwrap();
    let (method, target) = first.split_once(' ').unwrap();
    let (headers, body) = headers_and_body(rest);
    let mut recorded =
        json!({"method": method, "url": target, "headers": fields(&headers), "bodySize": body.len()});
    if !body.is_empty() {
        recorded["postData"] = json!({"text": String::from_utf8(body.clone()).unwrap()});
    }
    let mut request = Request::builder().method(method).uri(target);
    request.headers_mut().unwrap().extend(headers);
    let request = request.body(body).unwrap();
    let Some((status, rest)) = response.split_first() else {
        let report = checker.check_request(&request);
        return Exchange { entry: json!({"request": recorded}), report, is_strict, has_response: false };
    };
    let status: u16 = status.strip_prefix("HTTP/1.1 ").unwrap().parse().unwrap();
    let (headers, body) = headers_and_body(rest);
    let content = json!({"size": body.len(), "text": BASE64.encode(&body), "encoding": "base64"});
    let answer = json!({"status": status, "headers": fields(&headers), "content": content});
    let mut response = Response::builder().status(status);
    response.headers_mut().unwrap().extend(headers);
    let report = checker.check_response(&request, &response.body(body).unwrap());
    Exchange {
        entry: json!({"request": recorded, "response": answer}),
        report,
        is_strict,
        has_response: true,
    }
}

fn fields(headers: &[(HeaderName, HeaderValue)]) -> Vec<Value> {
    let field = |(name, value): &(HeaderName, HeaderValue)| json!({"name": name.as_str(), "value": String::from_utf8(value.as_bytes().to_vec()).unwrap()});
    headers.iter().map(field).collect()
}

/// Header fields up to an empty line, and the body behind it, whose lines end as HTTP's do.
fn headers_and_body(lines: &[&str]) -> (Vec<(HeaderName, HeaderValue)>, Vec<u8>) {
    let end = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let (headers, body) = lines.split_at(end);
    let header = |line: &&str| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.parse().unwrap(), value.parse().unwrap())
    };
    let body = body.get(1..).unwrap_or_default().join("\r\n");
    (headers.iter().map(header).collect(), body.trim_end().as_bytes().to_vec())
}
