//! From an entry of a HAR file to the messages that were sent, but for their bodies. Recorders write down what they saw, in part
//! decoded and in part not at all.

use std::fmt::Write as _;

use fineprint::check::Part;
use fineprint_openapi::diagnostic::is_treacherous;
use http::header::{CONTENT_TYPE, COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::body::form;
use super::har::{self, Field};
use super::judged::Notes;

/// What stands in recorded URLs and cannot in a request's target (RFC 9112, section 3.2).
const NO_TARGET: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}');
/// How long a target can be for the crate `http`.
const LONGEST_TARGET: usize = u16::MAX as usize - 1;
/// As much of a name as reports repeat.
const SHOWN_CHARACTERS: usize = 128;

const NO_URL: &str = "not an exchange of HTTP: `url` is no URL";

/// The request of an entry, but for its body; none if it was not sent by HTTP, as `data:` and `blob:` are not, or is for no
/// path, as `OPTIONS *` is.
///
/// # Errors
///
/// It cannot be a request.
pub(super) fn request(recorded: &har::Request<'_>, notes: &mut Notes) -> Result<Option<Parts>, &'static str> {
    let Some(target) = target(&recorded.url, &recorded.query_string)? else { return Ok(None) };
    if target.len() > LONGEST_TARGET {
        return Err("not to be checked: `url` is longer than 64 KiB");
    }
    let (mut head, ()) = http::Request::new(()).into_parts();
    head.method = Method::from_bytes(recorded.method.as_bytes())
        .map_err(|_| "not an exchange of HTTP: `method` is no method")?;
    head.uri = Uri::try_from(target).map_err(|_| NO_URL)?;
    head.headers = headers(&recorded.headers, Part::RequestHeader, notes);
    if !head.headers.contains_key(COOKIE) && !recorded.cookies.is_empty() {
        let cookies = recorded.cookies.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value()));
        let field = cookies.collect::<Vec<_>>().join("; ");
        add(&mut head.headers, (COOKIE, &field), Part::RequestHeader, notes);
    }
    let media_type = recorded.post_data.as_ref().and_then(|data| data.mime_type.as_ref());
    if recorded.headers.is_empty() {
        state(&mut head.headers, media_type);
    }
    Ok(Some(head))
}

/// The response of an entry, but for its body; none if none came, or none was recorded.
///
/// # Errors
///
/// It cannot be a response.
pub(super) fn response(
    recorded: &har::Response<'_>,
    notes: &mut Notes,
) -> Result<Option<(StatusCode, HeaderMap)>, &'static str> {
    // What browsers write of requests that were aborted or blocked.
    if recorded.status <= 0 {
        return Ok(None);
    }
    let status = u16::try_from(recorded.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or("not an exchange of HTTP: `status` is no status")?;
    let mut headers = headers(&recorded.headers, Part::ResponseHeader, notes);
    let media_type = recorded.content.as_ref().and_then(|content| content.mime_type.as_ref());
    if recorded.headers.is_empty() {
        state(&mut headers, media_type);
    }
    Ok(Some((status, headers)))
}

/// The target of a request in origin form: path and query, without a fragment, which is never sent. None for what is not HTTP.
fn target(url: &str, query: &[Field<'_>]) -> Result<Option<String>, &'static str> {
    if url == "*" {
        return Ok(None);
    }
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
fn headers(fields: &[Field<'_>], part: Part, notes: &mut Notes) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for field in fields.iter().filter(|field| !field.name.starts_with(':')) {
        let Ok(name) = HeaderName::from_bytes(field.name.trim().as_bytes()) else {
            notes.add(part, pointer(&field.name), "this is no name of a header field");
            continue;
        };
        // Browsers join the values of several fields of one name so.
        for value in field.value().split('\n') {
            add(&mut headers, (name.clone(), value), part, notes);
        }
    }
    headers
}

fn add(headers: &mut HeaderMap, (name, value): (HeaderName, &str), part: Part, notes: &mut Notes) {
    let fault = match HeaderValue::from_bytes(value.trim().as_bytes()) {
        Ok(value) => match headers.try_append(&name, value) {
            Ok(_) => return,
            Err(_) => "there are too many header fields",
        },
        Err(_) => "the recorded value cannot be that of a header field",
    };
    notes.add(part, pointer(name.as_str()), fault);
}

/// A name as a JSON Pointer (RFC 6901, section 3), on the terms of the pointers in reports: what misleads is escaped, and the rest
/// of a long name is left out.
fn pointer(name: &str) -> String {
    let mut pointer = "/".to_owned();
    for (number, character) in name.chars().enumerate() {
        if number == SHOWN_CHARACTERS {
            pointer.push('…');
            break;
        }
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            // Writing to a string cannot fail.
            other if is_treacherous(other) || other == '\t' => {
                let _ = write!(pointer, "\\u{:04x}", u32::from(other));
            }
            other => pointer.push(other),
        }
    }
    pointer
}

/// States the media type that was recorded with the body, where no header fields were. Browsers write what is none if they know
/// none.
fn state(headers: &mut HeaderMap, media_type: Option<&har::Text<'_>>) {
    let Some(media_type) = media_type.filter(|media_type| media_type.0.contains('/')) else { return };
    if let Ok(value) = HeaderValue::from_bytes(media_type.0.as_bytes()) {
        headers.insert(CONTENT_TYPE, value);
    }
}
