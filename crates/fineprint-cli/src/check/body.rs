//! The bodies of recorded messages. Recorders leave them out, and say in several ways whether there was one: what is not known to be
//! absent was not recorded, and stays unchecked. What a body says is looked at nowhere here.

use std::borrow::Cow;

use data_encoding::BASE64_MIME_PERMISSIVE;
use fineprint::check::Part;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::har::{self, Field};
use super::judged::Notes;

/// The body of a message.
pub(super) enum Body<'a> {
    /// All of it; empty, if there is none.
    Bytes(Cow<'a, [u8]>),
    /// There is one, which was not recorded.
    Unrecorded,
}

/// The body of a request.
pub(super) fn of_request<'a>(recorded: &'a har::Request<'_>, head: &Parts, notes: &mut Notes) -> Body<'a> {
    let data = recorded.post_data.as_ref();
    if let Some((text, encoding)) =
        data.and_then(|data| some_text(data.text.as_ref()?.as_ref(), data.encoding.as_ref()))
    {
        return decoded(text, encoding, Part::RequestBody, notes);
    }
    let params = data.map(|data| &*data.params).unwrap_or_default();
    let media_type = media_type(&head.headers);
    if !params.is_empty() && media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Body::Bytes(form(params).into_bytes().into());
    }
    let length = content_length(&head.headers);
    let is_known = length.is_some() || recorded.body_size.is_some_and(|size| size >= 0.0);
    let has_usually_one = [Method::POST, Method::PUT, Method::PATCH].contains(&head.method);
    let is_multipart = media_type.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    let is_left_out = data.is_some_and(|data| matches!(data.text, Some(None)));
    let speaks_of_one = !params.is_empty()
        || recorded.body_size.is_some_and(|size| size > 0.0)
        || (data.is_some() && !is_known)
        || (length.is_none() && recorded.body_size.is_some_and(|size| size < 0.0) && has_usually_one)
        || (length != Some(0) && (is_left_out || (is_multipart && data.is_none())));
    unread(speaks_of_one || has_some(&head.headers, length))
}

/// The body of a response.
pub(super) fn of_response<'a>(
    recorded: &'a har::Response<'_>,
    (method, status): (&Method, StatusCode),
    headers: &HeaderMap,
    notes: &mut Notes,
) -> Body<'a> {
    // Browsers record what they had in their cache as if this status had brought it.
    if status == StatusCode::NOT_MODIFIED {
        return unread(false);
    }
    let content = recorded.content.as_ref();
    let text =
        content.and_then(|content| some_text(content.text.as_ref()?.as_ref(), content.encoding.as_ref()));
    if let Some((text, encoding)) = text {
        return decoded(text, encoding, Part::ResponseBody, notes);
    }
    // What the sizes say there is said of another answer (RFC 9110, section 9.3.2).
    if method == Method::HEAD || is_bodiless(status) {
        return unread(false);
    }
    let length = content_length(headers);
    let sizes = [content.and_then(|content| content.size), recorded.body_size];
    let mut known = sizes.into_iter().flatten().filter(|size| *size >= 0.0).peekable();
    let is_known = length.is_some() || known.peek().is_some();
    let is_left_out = content.is_some_and(|content| matches!(content.text, Some(None)));
    let speaks_of_one = !is_known || known.any(|size| size > 0.0) || (length != Some(0) && is_left_out);
    unread(speaks_of_one || has_some(headers, length))
}

/// Whether a recorder undoes what the header fields say was done to the body of a response (HAR 1.2, *content*): text is in
/// UTF-8, whatever it was sent in, and nothing is compressed any more.
pub(super) fn is_decoded(recorded: &har::Response<'_>, headers: &HeaderMap) -> bool {
    let encoding = recorded.content.as_ref().and_then(|content| content.encoding.as_ref());
    encoding.is_none_or(|encoding| encoding.0.is_empty()) || headers.contains_key(CONTENT_ENCODING)
}

fn unread(is_there: bool) -> Body<'static> {
    if is_there { Body::Unrecorded } else { Body::Bytes(Cow::Borrowed(&[])) }
}

/// Whether the header fields say that there is a body (RFC 9112, section 6.3).
fn has_some(headers: &HeaderMap, length: Option<u64>) -> bool {
    headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length > 0)
}

/// Whether the status never comes with a body (RFC 9110, section 6.4.1).
fn is_bodiless(status: StatusCode) -> bool {
    status.is_informational() || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
}

/// Text, if there is some, and what it is encoded in.
fn some_text<'a, 'h>(
    text: Option<&'a har::Text<'h>>,
    encoding: Option<&'a har::Text<'h>>,
) -> Option<(&'a str, Option<&'a har::Text<'h>>)> {
    let text = &*text?.0;
    (!text.is_empty()).then_some((text, encoding))
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The media type that the header fields state, without its parameters.
fn media_type(headers: &HeaderMap) -> &str {
    let stated = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    stated.split(';').next().unwrap_or_default().trim()
}

/// The bytes of a recorded body.
fn decoded<'a>(text: &'a str, encoding: Option<&har::Text<'_>>, part: Part, notes: &mut Notes) -> Body<'a> {
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
    notes.add(part, String::new(), fault);
    Body::Unrecorded
}

/// Pairs as a form or a query writes them (URL Standard, section 5.2).
pub(super) fn form(pairs: &[Field<'_>]) -> String {
    let pair = |pair: &Field<'_>| {
        let (name, value) = (&pair.name, pair.value());
        let (name, value) =
            (utf8_percent_encode(name, NON_ALPHANUMERIC), utf8_percent_encode(value, NON_ALPHANUMERIC));
        format!("{name}={value}")
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}
