//! Whole messages, by small contracts: a folder for each, with the document and the exchanges that it is to judge.
//!
//! An exchange is a request as it is written on the wire, perhaps a response, and behind `=>` what the report is to say: the part,
//! the pointer, the keyword, and perhaps how the sentence begins.

use std::fs;
use std::path::{Path, PathBuf};

use fineprint::Contract;
use fineprint::check::{Options, Valid};
use fineprint::report::Report;
use http::{HeaderName, HeaderValue, Request, Response};
use organizations_models::UpdateOrganizationInput;
use organizations_validators::CONTRACT;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Every folder of `messages/`, with its contract.
fn folders() -> Vec<(PathBuf, Contract)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/messages");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let contract = |folder: &Path| fineprint_openapi::load(folder.join("openapi.yaml")).unwrap();
    folders.map(|folder| (folder.clone(), contract(&folder))).collect()
}

/// A request, perhaps its response, and what the report is to say.
pub(crate) struct Exchange {
    /// The folder's name, and what the exchange is about.
    pub(crate) title: String,
    pub(crate) is_strict: bool,
    pub(crate) request: Request<Vec<u8>>,
    pub(crate) response: Option<Response<Vec<u8>>>,
    expected: Vec<String>,
}

/// All exchanges, by contract.
pub(crate) fn exchanges() -> Vec<(Contract, Vec<Exchange>)> {
    let all = folders().into_iter().map(|(folder, contract)| {
        let text = fs::read_to_string(folder.join("exchanges.http")).unwrap();
        let name = folder.file_name().unwrap().display();
        let exchanges = text.split("### ").filter(|text| !text.trim().is_empty());
        (contract, exchanges.map(|exchange| self::exchange(&format!("{name}: {exchange}"))).collect())
    });
    all.collect()
}

fn exchange(text: &str) -> Exchange {
    let (title, text) = text.split_once('\n').unwrap();
    let (messages, expected): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| !line.starts_with("=> "));
    let response_at = messages.iter().position(|line| line.starts_with("HTTP/1.1 "));
    let (request, response) = messages.split_at(response_at.unwrap_or(messages.len()));
    Exchange {
        title: title.to_owned(),
        is_strict: title.contains("(strict)"),
        request: self::request(request),
        response: response.split_first().map(|(status, rest)| {
            let mut response = Response::builder().status(status.strip_prefix("HTTP/1.1 ").unwrap());
            let (headers, body) = headers_and_body(rest);
            response.headers_mut().unwrap().extend(headers);
            response.body(body).unwrap()
        }),
        expected: expected.iter().filter_map(|line| line.strip_prefix("=> ")).map(str::to_owned).collect(),
    }
}

#[test]
fn exchanges_are_judged_as_their_file_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (contract, exchanges) in exchanges() {
        count += exchanges.len();
        wrong.extend(exchanges.iter().filter_map(|exchange| judge(&contract, exchange).err()));
    }
    assert!(count > 100, "only {count} exchanges");
    assert!(wrong.is_empty(), "{} of {count} exchanges:\n{}", wrong.len(), wrong.join("\n"));
}

fn judge(contract: &Contract, exchange: &Exchange) -> Result<(), String> {
    let Exchange { title, is_strict, request, response, expected } = exchange;
    let options = Options::new().strict(*is_strict);
    let checker = contract.with(&options);
    let report = match response {
        None => checker.check_request(request),
        Some(response) => checker.check_response(request, response),
    };
    let found = lines(&report);
    let is_same = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
    if is_same { Ok(()) } else { Err(format!("{title}\n  found    {found:#?}\n  expected {expected:#?}")) }
}

fn request(lines: &[&str]) -> Request<Vec<u8>> {
    let (first, rest) = lines.split_first().unwrap();
    let (method, target) = first.split_once(' ').unwrap();
    let (headers, body) = headers_and_body(rest);
    let mut request = Request::builder().method(method).uri(target);
    request.headers_mut().unwrap().extend(headers);
    request.body(body).unwrap()
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

/// The report's entries: `request.query /n [type] string found, integer expected`.
fn lines(report: &Report) -> Vec<String> {
    let place = |pointer: &str| if pointer.is_empty() { "(root)".to_owned() } else { pointer.to_owned() };
    let violations = report
        .violations()
        .iter()
        .map(|it| format!("{} {} [{}] {}", it.part(), place(it.pointer()), it.keyword(), it.message()));
    let unchecked = report.unchecked().iter().map(|it| {
        format!("{} {} [{}] not checked: {}", it.part(), place(it.pointer()), it.keyword(), it.reason())
    });
    violations.chain(unchecked).collect()
}

#[test]
fn no_message_makes_it_panic() {
    let contracts: Vec<Contract> = folders().into_iter().map(|(_, contract)| contract).collect();
    let paths: Vec<String> = contracts
        .iter()
        .flat_map(|contract| contract.operations.iter().map(|operation| operation.path.to_string()))
        .collect();
    let path = prop::sample::select(paths);
    let value = "[a-z0-9,;=.|%\\[\\]&+/\"{}:-]{0,24}";
    let types = prop::sample::select(vec![
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "image/png",
        "*/*",
        "nonsense",
    ]);
    let body = "(--x|\r\n|name=|form-data;|Content-Disposition:|[ -~]|\u{0}|\u{e9}){0,40}";
    proptest!(ProptestConfig::with_cases(2_000), |(path in path, fill in value, query in value, header in value,
                                                  media_type in types, body in body)| {
        let pieces: Vec<&str> = path.split(['{', '}']).collect();
        let filled: String = pieces.iter().enumerate().map(|(index, it)| if index % 2 == 1 { &*fill } else { it }).collect();
        let target: String = format!("{filled}?{query}&deep[{query}").chars().filter(char::is_ascii_graphic).collect();
        for contract in &contracts {
            let request = Request::post(target.replace(['"', '{', '}', '|'], "%7B"))
                .header("X-List", &header)
                .header("X-Point", &header)
                .header("Cookie", &header)
                .header("Authorization", &header)
                .header("Content-Type", media_type)
                .body(body.clone());
            let Ok(request) = request else { continue };
            let _ = contract.check_request(&request);
            let response = Response::builder().status(200).header("Content-Type", media_type).header("X-Tags", &header);
            let _ = contract.check_response(&request, &response.body(body.clone()).unwrap());
        }
    });
}

/// A request to update an organization, of those headers and that body.
fn update(headers: &[(&str, &str)], body: &str) -> Request<Vec<u8>> {
    let mut request = Request::put("/organizations/3c90c3cc-0d44-4b50-8888-8dd25736052a")
        .header("Authorization", "Bearer token")
        .header("Content-Type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.as_bytes().to_vec()).unwrap()
}

const HEADERS: [(&str, &str); 2] = [
    ("Requester-Organization-ID", "3c90c3cc-0d44-4b50-8888-8dd25736052b"),
    ("Target-Organization-ID", "3c90c3cc-0d44-4b50-8888-8dd25736052c"),
];

fn decode<T: DeserializeOwned>(request: &Request<Vec<u8>>) -> Result<T, Report> {
    let options = crate::support::options();
    let operation = CONTRACT.with(&options).find(request)?;
    operation.decode::<T>(request, request.body()).map(Valid::into_inner)
}

#[test]
fn a_request_is_read_into_one_type() {
    #[derive(Debug, Deserialize)]
    struct OnlyThePath {
        #[serde(rename = "path.org_id")]
        _organization: Uuid,
    }

    #[derive(Debug, Deserialize)]
    struct Stubborn {
        #[serde(rename = "path.org_id")]
        _organization: u32,
    }

    let request = update(&HEADERS, &crate::cases::organization::request().to_string());
    assert_eq!(CONTRACT.with(&crate::support::options()).check_request(&request).to_string(), "valid");
    let input: UpdateOrganizationInput = decode(&request).unwrap();
    assert!(input.org_id.to_string().ends_with("2a"));
    assert!(input.target_organization_id.to_string().ends_with("2c"));
    assert!(!input.body.name.is_empty());

    // What the type does not ask for is judged all the same.
    let invalid = update(&HEADERS, "{\"name\": \"\"}");
    let report = decode::<OnlyThePath>(&invalid).unwrap_err();
    assert_eq!(report, CONTRACT.with(&crate::support::options()).check_request(&invalid));
    assert!(report.violations().iter().any(|it| it.pointer() == "/name"), "{report}");

    // A type of another mind is told from a request that is wrong.
    let report = decode::<Stubborn>(&request).unwrap_err();
    assert_eq!(
        lines(&report),
        ["request.path /org_id [model] meets the contract, but the type that it is read into cannot hold it"]
    );
}

#[test]
fn whole_numbers_are_read_as_integers_however_they_are_written() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Query {
        #[serde(rename = "query.n")]
        n: i64,
        #[serde(rename = "query.list")]
        list: Vec<i64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Numbers {
        n: u8,
        commas: Vec<i32>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Form {
        body: Numbers,
    }

    let contract = |name| folders().into_iter().find(|(folder, _)| folder.ends_with(name)).unwrap().1;
    let styles = contract("styles");
    let request = Request::get("/query?n=5.0&list=1e1&list=-0&list=-0.0&list=9007199254740993");
    let read = styles.decode::<Query>(&request.body("").unwrap()).unwrap();
    assert_eq!(*read, Query { n: 5, list: vec![10, 0, 0, 9_007_199_254_740_993] });

    let forms = contract("forms");
    let request = Request::post("/form").header("Content-Type", "application/x-www-form-urlencoded");
    let request = request.body("n=3.0&commas=1.0,2e0").unwrap();
    assert_eq!(*forms.decode::<Form>(&request).unwrap(), Form { body: Numbers { n: 3, commas: vec![1, 2] } });
}

#[test]
fn a_body_that_is_no_json_is_read_as_its_bytes() {
    #[derive(Debug, Deserialize)]
    struct Input<'m> {
        body: &'m [u8],
    }

    let (_, contract) = folders().into_iter().find(|(folder, _)| folder.ends_with("bodies")).unwrap();
    let request = |body: &[u8]| {
        Request::post("/binary").header("Content-Type", "image/png").body(body.to_vec()).unwrap()
    };
    let short = request(b"\xff\x00\x01");
    assert_eq!(contract.decode::<Input<'_>>(&short).unwrap().body, b"\xff\x00\x01");
    let report = contract.decode::<Input<'_>>(&request(b"\xff\x00\x01\x02\x03")).unwrap_err();
    assert_eq!(lines(&report).len(), 1, "{report}");
}

#[test]
fn a_body_that_a_recorder_has_decoded_is_judged_whatever_its_header_fields_say() {
    let (_, contract) = folders().into_iter().find(|(folder, _)| folder.ends_with("bodies")).unwrap();
    let request = |body: &str| {
        let request = Request::post("/json")
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip");
        request.body(body.as_bytes().to_vec()).unwrap()
    };
    let decoded = Options::new().bodies_are_decoded(true);
    let as_sent = lines(&contract.check_request(&request("{}")));
    assert!(matches!(&*as_sent, [line] if line.contains("not checked")), "{as_sent:?}");
    let found = lines(&contract.with(&decoded).check_request(&request("{}")));
    assert!(matches!(&*found, [line] if line.contains("[required]")), "{found:?}");
    assert!(contract.with(&decoded).check_request(&request("{\"a\": 1}")).is_valid());
}
