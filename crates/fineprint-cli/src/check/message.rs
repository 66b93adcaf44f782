//! From an entry of a HAR file to the messages that were sent. Recorders write down what they saw, in part decoded and in part
//! not at all; what a body says is looked at nowhere here.

use std::borrow::Cow;

use data_encoding::BASE64_MIME_PERMISSIVE;
use fineprint::check::Part;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, request};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::har::{self, Field};
use super::judged::Unusable;

/// What stands in recorded URLs and cannot in a request's target (RFC 9112, section 3.2).
const NO_TARGET: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}');

const NO_URL: &str = "not an exchange of HTTP: `url` is no URL";

/// The body of a message.
pub(super) enum Body<'a> {
    /// All of it; empty, if there is none.
    Bytes(Cow<'a, [u8]>),
    /// There is one, which was not recorded.
    Unrecorded,
}

/// A request.
pub(super) struct Request<'a> {
    /// All but the body.
    pub(super) head: request::Parts,
    /// The body.
    pub(super) body: Body<'a>,
}

/// A response.
pub(super) struct Response<'a> {
    /// The status.
    pub(super) status: StatusCode,
    /// The header fields.
    pub(super) headers: HeaderMap,
    /// The body.
    pub(super) body: Body<'a>,
}

/// The request of an entry; none if it was not sent by HTTP, as `data:` and `blob:` are not.
///
/// # Errors
///
/// It cannot be a request.
pub(super) fn request<'a>(
    recorded: &'a har::Request<'_>,
    unusable: &mut Vec<Unusable>,
) -> Result<Option<Request<'a>>, &'static str> {
    let Some(target) = target(&recorded.url, &recorded.query_string)? else { return Ok(None) };
    let (mut head, ()) = http::Request::new(()).into_parts();
    head.method = Method::from_bytes(recorded.method.as_bytes())
        .map_err(|_| "not an exchange of HTTP: `method` is no method")?;
    head.uri = Uri::try_from(target).map_err(|_| NO_URL)?;
    head.headers = headers(&recorded.headers, Part::RequestHeader, unusable);
    if !head.headers.contains_key(COOKIE) && !recorded.cookies.is_empty() {
        let cookies = recorded.cookies.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value()));
        let field = cookies.collect::<Vec<_>>().join("; ");
        add(&mut head.headers, (COOKIE, &field), Part::RequestHeader, unusable);
    }
    let data = recorded.post_data.as_ref();
    if let Some(media_type) = data.and_then(|data| data.mime_type.as_ref()) {
        state(&mut head.headers, &media_type.0);
    }
    let text = data.and_then(|data| Some((data.text.as_ref()?, data.encoding.as_ref())));
    let params = data.map(|data| &*data.params).unwrap_or_default();
    let body = match text {
        Some((text, encoding)) if !text.0.is_empty() => {
            decoded(&text.0, encoding, Part::RequestBody, unusable)
        }
        Some(_) | None if !params.is_empty() && is_form(&head.headers) => {
            Body::Bytes(form(params).into_bytes().into())
        }
        Some(_) | None => {
            let sizes = [recorded.body_size, content_length(&head.headers)];
            unread(params.is_empty() && !sizes.into_iter().flatten().any(|size| size > 0.0))
        }
    };
    Ok(Some(Request { head, body }))
}

/// The response of an entry; none if none came, or none was recorded.
///
/// # Errors
///
/// It cannot be a response.
pub(super) fn response<'a>(
    recorded: &'a har::Response<'_>,
    method: &Method,
    unusable: &mut Vec<Unusable>,
) -> Result<Option<Response<'a>>, &'static str> {
    // What browsers write of requests that were aborted or blocked.
    if recorded.status <= 0 {
        return Ok(None);
    }
    let status = u16::try_from(recorded.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or("not an exchange of HTTP: `status` is no status")?;
    let mut headers = headers(&recorded.headers, Part::ResponseHeader, unusable);
    let content = recorded.content.as_ref();
    if let Some(media_type) = content.and_then(|content| content.mime_type.as_ref()) {
        state(&mut headers, &media_type.0);
    }
    // HAR 1.2, *content*: what is recorded is the body after any compression was undone, and so the header field does not
    // speak of it.
    headers.remove(CONTENT_ENCODING);
    // Browsers record what they had in their cache as if this status had brought it.
    let has_none = status == StatusCode::NOT_MODIFIED;
    let text = content.and_then(|content| Some((content.text.as_ref()?, content.encoding.as_ref())));
    let body = match text {
        _ if has_none => unread(true),
        Some((text, encoding)) if !text.0.is_empty() => {
            if encoding.is_none_or(|encoding| encoding.0.is_empty()) {
                restate_charset(&mut headers);
            }
            decoded(&text.0, encoding, Part::ResponseBody, unusable)
        }
        Some(_) | None => {
            // The length is that of another answer there (RFC 9110, section 9.3.2).
            let is_head = method == Method::HEAD;
            let length = content_length(&headers).filter(|_| !is_head);
            let sizes = [content.and_then(|content| content.size), recorded.body_size, length];
            let mut known = sizes.into_iter().flatten().filter(|size| *size >= 0.0).peekable();
            let is_told = known.peek().is_some() || is_head || is_bodiless(status);
            unread(is_told && !known.any(|size| size > 0.0))
        }
    };
    Ok(Some(Response { status, headers, body }))
}

fn unread(is_absent: bool) -> Body<'static> {
    if is_absent { Body::Bytes(Cow::Borrowed(&[])) } else { Body::Unrecorded }
}

/// Whether the status never comes with a body (RFC 9110, section 6.4.1).
fn is_bodiless(status: StatusCode) -> bool {
    status.is_informational() || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
}

/// The target of a request in origin form: path and query, without a fragment, which is never sent. None for what is not HTTP.
fn target(url: &str, query: &[Field<'_>]) -> Result<Option<String>, &'static str> {
    let below = if url.starts_with('/') {
        url
    } else {
        let (scheme, rest) = url.split_once(':').ok_or(NO_URL)?;
        if !["http", "https", "ws", "wss"].iter().any(|it| scheme.eq_ignore_ascii_case(it)) {
            return Ok(None);
        }
        let rest = rest.strip_prefix("//").ok_or(NO_URL)?;
        rest.find(['/', '?', '#']).and_then(|start| rest.get(start..)).unwrap_or_default()
    };
    let sent = below.split('#').next().unwrap_or_default();
    let slash = if sent.starts_with('/') { "" } else { "/" };
    let mut target = format!("{slash}{}", utf8_percent_encode(sent, NO_TARGET));
    if !query.is_empty() && !target.contains('?') {
        target = format!("{target}?{}", form(query));
    }
    Ok(Some(target))
}

/// Header fields, whatever the case of their names, without the pseudo-header fields of HTTP/2.
fn headers(fields: &[Field<'_>], part: Part, unusable: &mut Vec<Unusable>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for field in fields.iter().filter(|field| !field.name.starts_with(':')) {
        let Ok(name) = HeaderName::from_bytes(field.name.trim().as_bytes()) else {
            unusable.push(Unusable::new(part, pointer(&field.name), "this is no name of a header field"));
            continue;
        };
        // Browsers join the values of several fields of one name so.
        for value in field.value().split('\n') {
            add(&mut headers, (name.clone(), value), part, unusable);
        }
    }
    headers
}

fn add(headers: &mut HeaderMap, (name, value): (HeaderName, &str), part: Part, unusable: &mut Vec<Unusable>) {
    let fault = match HeaderValue::from_bytes(value.trim().as_bytes()) {
        Ok(value) => match headers.try_append(&name, value) {
            Ok(_) => return,
            Err(_) => "there are too many header fields",
        },
        Err(_) => "the recorded value cannot be that of a header field",
    };
    unusable.push(Unusable::new(part, pointer(name.as_str()), fault));
}

/// A name as a JSON Pointer (RFC 6901, section 3).
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// States the media type that was recorded with the body, where no header field does. Browsers write what is none if they know none.
fn state(headers: &mut HeaderMap, media_type: &str) {
    if !headers.contains_key(CONTENT_TYPE)
        && media_type.contains('/')
        && let Ok(value) = HeaderValue::from_bytes(media_type.as_bytes())
    {
        headers.insert(CONTENT_TYPE, value);
    }
}

/// HAR 1.2, *content*: text is recorded in UTF-8, whatever it was sent in, and so the charset of the header field does not speak
/// of it.
fn restate_charset(headers: &mut HeaderMap) {
    let Some(stated) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return };
    let is_charset = |parameter: &str| {
        parameter.trim_start().get(..8).is_some_and(|start| start.eq_ignore_ascii_case("charset="))
    };
    if stated.split(';').skip(1).any(is_charset) {
        let kept: Vec<&str> = stated.split(';').filter(|parameter| !is_charset(parameter)).collect();
        if let Ok(value) = HeaderValue::from_str(&kept.join(";")) {
            headers.insert(CONTENT_TYPE, value);
        }
    }
}

fn content_length(headers: &HeaderMap) -> Option<f64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The bytes of a recorded body.
fn decoded<'a>(
    text: &'a str,
    encoding: Option<&har::Text<'_>>,
    part: Part,
    unusable: &mut Vec<Unusable>,
) -> Body<'a> {
    let fault = match encoding {
        None => return Body::Bytes(text.as_bytes().into()),
        Some(encoding) if encoding.0.is_empty() => return Body::Bytes(text.as_bytes().into()),
        Some(encoding) if encoding.0.eq_ignore_ascii_case("base64") => {
            match BASE64_MIME_PERMISSIVE.decode(text.as_bytes()) {
                Ok(bytes) => return Body::Bytes(bytes.into()),
                Err(_) => "the recorded body is not base64",
            }
        }
        Some(_) => "the recorded body is in an encoding other than base64",
    };
    unusable.push(Unusable::new(part, String::new(), fault));
    Body::Unrecorded
}

fn is_form(headers: &HeaderMap) -> bool {
    let stated = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = stated.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Pairs as a form or a query writes them (URL Standard, section 5.2).
fn form(pairs: &[Field<'_>]) -> String {
    let pair = |pair: &Field<'_>| {
        let (name, value) = (&pair.name, pair.value());
        let (name, value) =
            (utf8_percent_encode(name, NON_ALPHANUMERIC), utf8_percent_encode(value, NON_ALPHANUMERIC));
        format!("{name}={value}")
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of an entry as text, and what of it cannot be used.
    fn messages(entry: &str) -> (String, Vec<String>) {
        let entry = har::Entry::read(entry.as_bytes()).unwrap();
        let mut unusable = Vec::new();
        let request = match request(&entry.request, &mut unusable) {
            Ok(Some(request)) => request,
            Ok(None) => return ("no HTTP".to_owned(), Vec::new()),
            Err(fault) => return (fault.to_owned(), Vec::new()),
        };
        let head = &request.head;
        let mut text = format!("{} {}{}", head.method, head.uri, rest(&head.headers, &request.body));
        if let Some(recorded) = &entry.response {
            match response(recorded, &head.method, &mut unusable) {
                Ok(Some(response)) => {
                    let rest = rest(&response.headers, &response.body);
                    text = format!("{text} => {}{rest}", response.status.as_u16());
                }
                Ok(None) => text += " => none",
                Err(fault) => text += fault,
            }
        }
        (text, unusable.iter().map(ToString::to_string).collect())
    }

    fn rest(headers: &HeaderMap, body: &Body<'_>) -> String {
        let fields = headers
            .iter()
            .map(|(name, value)| format!(" {name}: {}", String::from_utf8_lossy(value.as_bytes())));
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
            (
                r#""url": "/", "postData": {"mimeType": "application/x-www-form-urlencoded; a=b", "params": [{"name": "a b", "value": "\u00e9&"}, {"name": "c"}]}"#,
                "POST / content-type: application/x-www-form-urlencoded; a=b [a%20b=%C3%A9%26&c=]",
            ),
            (
                r#""url": "/", "postData": {"mimeType": "multipart/form-data; boundary=x", "params": [{"name": "a", "value": "b"}]}"#,
                "POST / content-type: multipart/form-data; boundary=x [?]",
            ),
            (r#""url": "/", "postData": {"mimeType": "a/b", "text": ""}"#, "POST / content-type: a/b"),
            (r#""url": "/", "bodySize": 0"#, "POST /"),
            (r#""url": "/", "bodySize": -1"#, "POST /"),
            (r#""url": "/", "bodySize": 7"#, "POST / [?]"),
            (
                r#""url": "/", "bodySize": 0, "headers": [{"name": "Content-Length", "value": "7"}]"#,
                "POST / content-length: 7 [?]",
            ),
        ] {
            let (found, unusable) =
                messages(&format!("{{\"request\": {{\"method\": \"POST\", {request}}}}}"));
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
            ("GET", r#""status": 200, "content": {"size": 0, "mimeType": "x-unknown"}"#, "200"),
            (
                "GET",
                r#""status": 200, "content": {"size": 7, "mimeType": "a/b"}"#,
                "200 content-type: a/b [?]",
            ),
            ("GET", r#""status": 200, "content": {"size": 0}, "bodySize": 7"#, "200 [?]"),
            ("GET", r#""status": 200, "content": {"size": 0}, "bodySize": -1"#, "200"),
            ("GET", r#""status": 200, "content": {"size": 2, "text": "hi"}"#, "200 [hi]"),
            (
                "GET",
                r#""status": 200, "content": {"size": 2, "text": "aGk=", "encoding": "base64"}"#,
                "200 [hi]",
            ),
            (
                "GET",
                r#""status": 200, "headers": [{"name": "Content-Encoding", "value": "gzip"}], "content": {"text": "hi"}"#,
                "200 [hi]",
            ),
            (
                "GET",
                r#""status": 200, "headers": [{"name": "Content-Type", "value": "a/b; Charset=latin1; c=d"}], "content": {"text": "hi"}"#,
                "200 content-type: a/b; c=d [hi]",
            ),
            (
                "GET",
                r#""status": 200, "headers": [{"name": "Content-Type", "value": "a/b; charset=latin1"}], "content": {"text": "aGk=", "encoding": "base64"}"#,
                "200 content-type: a/b; charset=latin1 [hi]",
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
        let entry =
            format!("{{\"request\": {{\"method\": \"PUT\", \"url\": \"/\", \"headers\": [{many}]}}}}");
        // The map counts names, and so takes all of one name.
        assert_eq!(messages(&entry).1.len(), 0);
        let many: Vec<String> =
            (0..40_000).map(|number| format!(r#"{{"name": "a{number}", "value": "b"}}"#)).collect();
        let entry = format!(
            "{{\"request\": {{\"method\": \"PUT\", \"url\": \"/\", \"headers\": [{}]}}}}",
            many.join(",")
        );
        assert!(messages(&entry).1.iter().all(|note| note.ends_with("too many header fields")));
    }

    #[test]
    fn what_is_no_message_is_told() {
        assert_eq!(
            messages(r#"{"request": {"method": "G T", "url": "/"}}"#).0,
            "not an exchange of HTTP: `method` is no method"
        );
        let entry = r#"{"request": {"method": "GET", "url": "/"}, "response": {"status": 1000}}"#;
        assert!(messages(entry).0.ends_with("`status` is no status"));
    }
}
