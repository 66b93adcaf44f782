//! Requests and responses of other validators' test suites, with the verdicts that these came to.

use std::fs;
use std::sync::Arc;

use fineprint::Contract;
use fineprint::check::Part;
use fineprint::contract::Keyword;
use fineprint::report::Report;
use fineprint_openapi::Reader;
use fineprint_openapi::source::SourceFile;
use http::{Request, Response};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Cases whose verdict is another, and why ours is right.
const DIFFERENT: &[(&str, &str)] = &[
    ("eov-0030", "the document is refused: a `$ref` of a schema leads to a Parameter Object"),
    (
        "lov-0100",
        "style `label` writes a dot before the value (OpenAPI 3.0.4, *Style Examples*), and there is none",
    ),
    ("lov-0180", "the document is refused: `required` is not a field of a Media Type Object"),
    ("oac-0056", "an encoded comma is a part of the value (RFC 6570, section 3.2.8): this is one tag"),
    (
        "oac-0065",
        "an empty text is a string, and the schema admits every string (OpenAPI 3.1.1, *Parameter Object*)",
    ),
    ("oac-0118", BOOLEAN),
    ("oac-0119", BOOLEAN),
    ("oac-0120", BOOLEAN),
    ("oac-0121", BOOLEAN),
    ("oac-0122", BOOLEAN),
    ("oac-0123", BOOLEAN),
    ("oac-0124", BOOLEAN),
    ("oac-0125", BOOLEAN),
    ("oac-0128", BOOLEAN),
    ("oac-0129", BOOLEAN),
    ("oac-0130", BOOLEAN),
    ("oac-0131", BOOLEAN),
    ("oac-0132", BOOLEAN),
    ("oac-0133", BOOLEAN),
    ("oac-0134", BOOLEAN),
    ("oac-0135", BOOLEAN),
    ("oac-0136", BOOLEAN),
    ("oac-0137", BOOLEAN),
    ("oac-0140", BOOLEAN),
    ("oac-0141", BOOLEAN),
    (
        "prism-0031",
        "without a Request Body Object, nothing is said of the body (OpenAPI 3.1.1, *Operation Object*)",
    ),
];

/// `y`, `on` and `1` are no booleans: values are written as in JSON (OpenAPI 3.1.1, *Data Types*).
const BOOLEAN: &str = "only `true` and `false` are booleans";

#[derive(Deserialize)]
struct Case {
    id: String,
    spec: String,
    kind: String,
    scope: String,
    base_path: String,
    method: String,
    path: String,
    query: String,
    request: Message,
    response: Option<Message>,
    expect: String,
    why: String,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    status: u16,
    headers: Map<String, Value>,
    body: Option<String>,
}

#[test]
fn exchanges_come_out_as_other_validators_judge_them() {
    let Some(folder) = super::corpus("http-cases") else { return };
    let cases: Vec<Case> = serde_json::from_slice(&fs::read(folder.join("cases.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let mut unused: Vec<&str> = DIFFERENT.iter().map(|(id, _)| *id).collect();
    for case in &cases {
        let text = fs::read(folder.join(&case.spec)).unwrap();
        let file = Arc::new(SourceFile::from_bytes(&case.spec, text).unwrap());
        let contract = match Reader::new().read(&file) {
            Ok((document, _)) => fineprint_openapi::compile(&document),
            Err(_) if DIFFERENT.iter().any(|(id, _)| *id == case.id) => {
                unused.retain(|id| *id != case.id);
                continue;
            }
            Err(diagnostics) => {
                wrong.push(format!("{}: not read: {diagnostics}", case.id));
                continue;
            }
        };
        let report = judge(&contract, case);
        let found = report.violations().iter().any(|it| is_meant(&case.scope, it.part(), it.keyword()))
            || report.unchecked().iter().any(|it| is_meant(&case.scope, it.part(), it.keyword()));
        if (case.expect == "invalid") != found {
            if DIFFERENT.iter().any(|(id, _)| *id == case.id) {
                unused.retain(|id| *id != case.id);
                continue;
            }
            wrong.push(format!(
                "{} ({}): {} expected: {}\n{report}",
                case.id, case.scope, case.expect, case.why
            ));
        }
    }
    println!("{} of {} exchanges as expected", cases.len() - wrong.len() - DIFFERENT.len(), cases.len());
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unused.is_empty(), "no difference any more: {unused:?}");
}

fn judge(contract: &Contract, case: &Case) -> Report {
    let query = if case.query.is_empty() { String::new() } else { format!("?{}", case.query) };
    let mut request =
        Request::builder().method(&*case.method).uri(format!("{}{}{query}", case.base_path, case.path));
    for (name, value) in &case.request.headers {
        request = request.header(name, value.as_str().unwrap());
    }
    let request = request.body(case.request.body.clone().unwrap_or_default()).unwrap();
    let Some(message) = case.response.as_ref().filter(|_| case.kind == "response") else {
        return contract.check_request(&request);
    };
    let mut response = Response::builder().status(message.status);
    for (name, value) in &message.headers {
        response = response.header(name, value.as_str().unwrap());
    }
    let response = response.body(message.body.clone().unwrap_or_default()).unwrap();
    contract.check_response(&request, &response)
}

/// Whether the case speaks of that part of the message.
fn is_meant(scope: &str, part: Part, keyword: Keyword) -> bool {
    // Without an operation there is nothing else to judge.
    if matches!(keyword, Keyword::Path | Keyword::Method) {
        return true;
    }
    let is_body = part == Part::RequestBody;
    let is_parameter =
        matches!(part, Part::RequestPath | Part::RequestQuery | Part::RequestHeader | Part::RequestCookie);
    match scope {
        "all" => true,
        "all-but-security" => part != Part::RequestSecurity,
        "query" => part == Part::RequestQuery,
        "path" => matches!(part, Part::RequestPath | Part::RequestMethod),
        "header" => part == Part::RequestHeader,
        "cookie" => part == Part::RequestCookie,
        "security" => part == Part::RequestSecurity,
        "body" => is_body,
        "params" => is_parameter,
        "response" => matches!(part, Part::ResponseStatus | Part::ResponseHeader | Part::ResponseBody),
        "response-body" => part == Part::ResponseBody || keyword == Keyword::Status,
        "response-headers" => part == Part::ResponseHeader,
        other => panic!("the scope {other} is not known"),
    }
}
