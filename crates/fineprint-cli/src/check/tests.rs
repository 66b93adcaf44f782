//! From a recorded entry to its messages: heads and bodies together.

use http::HeaderMap;

use super::body::{self, Body};
use super::har;
use super::judged::Notes;
use super::message;

const NO_URL: &str = "not an exchange of HTTP: `url` is no URL";

/// The messages of an entry as text, and what of it cannot be used.
fn messages(entry: &str) -> (String, Vec<String>) {
    let entry = har::Entry::read(entry.as_bytes()).unwrap();
    let mut notes = Notes::new(100_000);
    let head = match message::request(&entry.request, &mut notes) {
        Ok(Some(head)) => head,
        Ok(None) => return ("no HTTP".to_owned(), Vec::new()),
        Err(fault) => return (fault.to_owned(), Vec::new()),
    };
    let body = body::of_request(&entry.request, &head, &mut notes);
    let mut text = format!("{} {}{}", head.method, head.uri, rest(&head.headers, &body));
    if let Some(recorded) = &entry.response {
        match message::response(recorded, &mut notes) {
            Ok(Some((status, headers))) => {
                let body = body::of_response(recorded, (&head.method, status), &headers, &mut notes);
                let decoded = if body::is_decoded(recorded, &headers) { "" } else { " as sent" };
                text = format!("{text} => {}{}{decoded}", status.as_u16(), rest(&headers, &body));
            }
            Ok(None) => text += " => none",
            Err(fault) => text += fault,
        }
    }
    (text, notes.unusable.iter().map(ToString::to_string).collect())
}

fn rest(headers: &HeaderMap, body: &Body<'_>) -> String {
    let fields =
        headers.iter().map(|(name, value)| format!(" {name}: {}", String::from_utf8_lossy(value.as_bytes())));
    let body = match body {
        Body::Bytes(bytes) if bytes.is_empty() => String::new(),
        Body::Bytes(bytes) => format!(" [{}]", String::from_utf8_lossy(bytes)),
        Body::Unrecorded => " [?]".to_owned(),
    };
    fields.collect::<String>() + &body
}

#[test]
fn requests_are_what_was_sent() {
    for (request, expected) in [
        (r#""url": "https://api.example.com/a/b?c=d#e""#, "POST /a/b?c=d"),
        (r#""url": "HTTP://api.example.com""#, "POST /"),
        (r#""url": "http://api.example.com?x""#, "POST /?x"),
        (r#""url": "wss://api.example.com:80/x""#, "POST /x"),
        (r#""url": "/only/a/path#f""#, "POST /only/a/path"),
        (r#""url": "http://x/a b/\u00e9?q=<\"{}|%20""#, "POST /a%20b/%C3%A9?q=%3C%22%7B%7D|%20"),
        (
            r#""url": "http://x/y", "queryString": [{"name": "a&b", "value": "c d"}, {"name": "e", "value": ""}]"#,
            "POST /y?a%26b=c%20d&e=",
        ),
        (r#""url": "http://x/y?z", "queryString": [{"name": "a", "value": "c"}]"#, "POST /y?z"),
        (r#""url": "data:text/plain;base64,AAAA""#, "no HTTP"),
        (r#""url": "blob:https://x/1""#, "no HTTP"),
        (r#""url": "nonsense""#, NO_URL),
        (r#""url": "http:nonsense""#, NO_URL),
        (
            r#""url": "/", "headers": [{"name": ":authority", "value": "x"}, {"name": "X-A", "value": " 1 \n2"}]"#,
            "POST / x-a: 1 x-a: 2",
        ),
        (
            r#""url": "/", "cookies": [{"name": "a", "value": "b"}, {"name": "c", "value": "d"}]"#,
            "POST / cookie: a=b; c=d",
        ),
        (
            r#""url": "/", "headers": [{"name": "Cookie", "value": "a=b"}], "cookies": [{"name": "x", "value": "y"}]"#,
            "POST / cookie: a=b",
        ),
        (
            r#""url": "/", "postData": {"mimeType": "text/plain", "text": "hi"}"#,
            "POST / content-type: text/plain [hi]",
        ),
        (
            r#""url": "/", "postData": {"mimeType": "a/b", "text": "aGk=", "encoding": "base64"}"#,
            "POST / content-type: a/b [hi]",
        ),
        (
            r#""url": "/", "headers": [{"name": "content-type", "value": "a/b"}], "postData": {"mimeType": "c/d", "text": "hi"}"#,
            "POST / content-type: a/b [hi]",
        ),
        // A recorder says what it takes the body for; that was not sent.
        (
            r#""url": "/", "headers": [{"name": "a", "value": "b"}], "postData": {"mimeType": "c/d", "text": "hi"}"#,
            "POST / a: b [hi]",
        ),
        (
            r#""url": "/", "postData": {"mimeType": "application/x-www-form-urlencoded; a=b", "params": [{"name": "a b", "value": "\u00e9&"}, {"name": "c"}]}"#,
            "POST / content-type: application/x-www-form-urlencoded; a=b [a%20b=%C3%A9%26&c=]",
        ),
        (
            r#""url": "/", "postData": {"mimeType": "multipart/form-data; boundary=x", "params": [{"name": "a", "value": "b"}]}"#,
            "POST / content-type: multipart/form-data; boundary=x [?]",
        ),
        (r#""url": "/", "postData": {"mimeType": "a/b", "text": ""}"#, "POST / content-type: a/b [?]"),
        (r#""url": "/", "bodySize": -1, "postData": {"text": ""}"#, "POST / [?]"),
        (r#""url": "/", "bodySize": 0, "postData": {"text": ""}"#, "POST /"),
        (r#""url": "/", "bodySize": 0, "postData": {}"#, "POST /"),
        (r#""url": "/", "bodySize": 0, "postData": {"text": null}"#, "POST / [?]"),
        (r#""url": "/", "postData": {"text": null}"#, "POST / [?]"),
        (
            r#""url": "/", "bodySize": 0, "headers": [{"name": "Transfer-Encoding", "value": "chunked"}]"#,
            "POST / transfer-encoding: chunked [?]",
        ),
        (
            r#""url": "/", "bodySize": 0, "headers": [{"name": "Content-Type", "value": "Multipart/form-data; boundary=x"}]"#,
            "POST / content-type: Multipart/form-data; boundary=x [?]",
        ),
        (
            r#""url": "/", "headers": [{"name": "Content-Type", "value": "multipart/mixed"}, {"name": "Content-Length", "value": "0"}]"#,
            "POST / content-type: multipart/mixed content-length: 0",
        ),
        (
            r#""url": "/", "bodySize": -1, "headers": [{"name": "Content-Length", "value": "0"}]"#,
            "POST / content-length: 0",
        ),
        (
            r#""url": "/", "bodySize": -1, "headers": [{"name": "Content-Length", "value": "-0.5"}]"#,
            "POST / content-length: -0.5 [?]",
        ),
        (r#""url": "*""#, "no HTTP"),
        (r#""url": "/", "bodySize": 0"#, "POST /"),
        (r#""url": "/", "bodySize": -1"#, "POST / [?]"),
        (r#""url": "/", "bodySize": 7"#, "POST / [?]"),
        (
            r#""url": "/", "bodySize": 0, "headers": [{"name": "Content-Length", "value": "7"}]"#,
            "POST / content-length: 7 [?]",
        ),
    ] {
        let (found, unusable) = messages(&format!("{{\"request\": {{\"method\": \"POST\", {request}}}}}"));
        assert_eq!((&*found, unusable.len()), (expected, 0), "{request}");
    }
}

#[test]
fn responses_are_what_was_sent_before_it_was_compressed() {
    for (method, response, expected) in [
        ("GET", r#""status": 200"#, "200 [?]"),
        ("GET", r#""status": 204"#, "204"),
        (
            "HEAD",
            r#""status": 200, "headers": [{"name": "Content-Length", "value": "7"}]"#,
            "200 content-length: 7",
        ),
        ("HEAD", r#""status": 200, "content": {"size": 7, "text": ""}, "bodySize": 7"#, "200"),
        ("GET", r#""status": 204, "content": {"size": 7}, "bodySize": 7"#, "204"),
        ("GET", r#""status": 205, "content": {"size": -1}"#, "205"),
        ("GET", r#""status": 101, "bodySize": 9"#, "101"),
        ("GET", r#""status": 204, "content": {"text": "hi"}"#, "204 [hi]"),
        ("GET", r#""status": 200, "content": {"size": 0, "text": null}, "bodySize": 0"#, "200 [?]"),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "Transfer-Encoding", "value": "chunked"}], "content": {"size": 0}"#,
            "200 transfer-encoding: chunked [?]",
        ),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "Content-Length", "value": "0"}], "content": {"text": null}"#,
            "200 content-length: 0",
        ),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "a", "value": "b"}], "content": {"mimeType": "c/d", "text": "hi"}"#,
            "200 a: b [hi]",
        ),
        ("GET", r#""status": 200, "content": {"size": 0, "mimeType": "x-unknown"}"#, "200"),
        ("GET", r#""status": 200, "content": {"size": 7, "mimeType": "a/b"}"#, "200 content-type: a/b [?]"),
        ("GET", r#""status": 200, "content": {"size": 0}, "bodySize": 7"#, "200 [?]"),
        ("GET", r#""status": 200, "content": {"size": 0}, "bodySize": -1"#, "200"),
        ("GET", r#""status": 200, "content": {"size": 2, "text": "hi"}"#, "200 [hi]"),
        (
            "GET",
            r#""status": 200, "content": {"size": 2, "text": "aGk=", "encoding": "base64"}"#,
            "200 [hi] as sent",
        ),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "Content-Encoding", "value": "gzip"}], "content": {"text": "hi"}"#,
            "200 content-encoding: gzip [hi]",
        ),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "Content-Encoding", "value": "gzip"}], "content": {"text": "aGk=", "encoding": "base64"}"#,
            "200 content-encoding: gzip [hi]",
        ),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "Content-Type", "value": "a/b; Charset=latin1; c=d"}], "content": {"text": "hi"}"#,
            "200 content-type: a/b; Charset=latin1; c=d [hi]",
        ),
        (
            "GET",
            r#""status": 200, "headers": [{"name": "Content-Type", "value": "a/b; charset=latin1"}], "content": {"text": "aGk=", "encoding": "base64"}"#,
            "200 content-type: a/b; charset=latin1 [hi] as sent",
        ),
        ("GET", r#""status": 304, "content": {"size": 2, "text": "hi"}"#, "304"),
        ("GET", r#""status": 302, "redirectURL": "/x", "content": {"size": 0, "mimeType": ""}"#, "302"),
        ("GET", r#""status": 0"#, "none"),
        ("GET", r#""status": -1"#, "none"),
    ] {
        let entry = format!(
            "{{\"request\": {{\"method\": \"{method}\", \"url\": \"/\"}}, \"response\": {{{response}}}}}"
        );
        let (found, unusable) = messages(&entry);
        assert_eq!((&*found, unusable.len()), (&*format!("{method} / => {expected}"), 0), "{response}");
    }
}

#[test]
fn what_a_message_cannot_have_is_noted() {
    for (request, expected, note) in [
        (
            r#""headers": [{"name": "X-A", "value": "a\u0000b"}]"#,
            "PUT /",
            "request.header /x-a: not checked: the recorded value cannot be that of a header field",
        ),
        (
            r#""headers": [{"name": "X A/", "value": "b"}]"#,
            "PUT /",
            "request.header /X A~1: not checked: this is no name of a header field",
        ),
        (
            r#""headers": [{"name": "X\n::error::a\u202e", "value": "b"}]"#,
            "PUT /",
            "request.header /X\\u000a::error::a\\u202e: not checked: this is no name of a header field",
        ),
        (
            r#""postData": {"text": "%", "encoding": "base64"}"#,
            "PUT / [?]",
            "request.body (root): not checked: the recorded body is not base64",
        ),
        (
            r#""postData": {"text": "%", "encoding": "rot13"}"#,
            "PUT / [?]",
            "request.body (root): not checked: the recorded body is in an encoding other than base64",
        ),
    ] {
        let entry = format!("{{\"request\": {{\"method\": \"PUT\", \"url\": \"/\", {request}}}}}");
        assert_eq!(messages(&entry), (expected.to_owned(), vec![note.to_owned()]), "{request}");
    }
    let many = vec![r#"{"name": "a", "value": "b"}"#; 40_000].join(",");
    let entry = format!("{{\"request\": {{\"method\": \"PUT\", \"url\": \"/\", \"headers\": [{many}]}}}}");
    // The map counts names, and so takes all of one name.
    assert_eq!(messages(&entry).1.len(), 0);
    let many: Vec<String> =
        (0..40_000).map(|number| format!(r#"{{"name": "a{number}", "value": "b"}}"#)).collect();
    let entry = format!(
        "{{\"request\": {{\"method\": \"PUT\", \"url\": \"/\", \"headers\": [{}]}}}}",
        many.join(",")
    );
    let notes = messages(&entry).1;
    assert!(notes.len() > 1_000 && notes.iter().all(|note| note.ends_with("too many header fields")));
    let long = "/".repeat(1_000);
    let entry = format!(
        "{{\"request\": {{\"method\": \"PUT\", \"url\": \"/\", \"headers\": [{{\"name\": \"{long}\"}}]}}}}"
    );
    let shown = format!("request.header /{}…: ", "~1".repeat(128));
    assert!(messages(&entry).1[0].starts_with(&shown), "a long name was shown");
}

#[test]
fn methods_that_have_no_body_as_a_rule_have_none_of_unknown_size() {
    for (method, expected) in [("GET", ""), ("DELETE", ""), ("PUT", " [?]"), ("PATCH", " [?]")] {
        let entry = format!(r#"{{"request": {{"method": "{method}", "url": "/", "bodySize": -1}}}}"#);
        assert_eq!(messages(&entry).0, format!("{method} /{expected}"));
    }
}

#[test]
fn what_is_no_message_is_told() {
    let long = format!(r#"{{"request": {{"method": "GET", "url": "/{}"}}}}"#, "x".repeat(1 << 16));
    assert_eq!(messages(&long).0, "not to be checked: `url` is longer than 64 KiB");
    assert_eq!(
        messages(r#"{"request": {"method": "G T", "url": "/"}}"#).0,
        "not an exchange of HTTP: `method` is no method"
    );
    let entry = r#"{"request": {"method": "GET", "url": "/"}, "response": {"status": 1000}}"#;
    assert!(messages(entry).0.ends_with("`status` is no status"));
}
