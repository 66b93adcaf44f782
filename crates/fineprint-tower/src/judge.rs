//! Checks a message whose body has yet to come: reads the body where the contract says something about it, and hands it on.

use bytes::Bytes;
use fineprint::check::Part;
use fineprint::http::{OperationChecker, ResponseChecker, UnreadBody};
use fineprint::report::{Report, Violation};
use http::{HeaderMap, Method, StatusCode, request, response};
use http_body::Body as HttpBody;

use crate::read::{Peeked, Read, peek, read};
use crate::settings::Settings;
use crate::{Body, Refusal};

/// A request's body, as far as it was taken for the check.
pub(crate) enum Taken<B: HttpBody> {
    /// All of it.
    Whole(Bytes, Option<HeaderMap>),
    /// Not all: it is of no interest, or there is too much of it.
    Unread(UnreadBody, Body<B>),
    /// There is less than there should be.
    Missing(Refusal, Body<B>),
}

/// Takes what the check needs of a request's body; of one that the contract has, all if the caller wants all.
pub(crate) async fn take<B: HttpBody<Data = Bytes>>(
    settings: &Settings,
    operation: &OperationChecker<'_, '_>,
    head: &request::Parts,
    body: B,
    wants_all: bool,
) -> Taken<B> {
    let announced = Announced::of(&body);
    if matches!(announced, Announced::Nothing) {
        return Taken::Whole(Bytes::new(), None);
    }
    let is_mentioned = operation.operation().request_body.is_some();
    let is_wanted = operation.reads_body(head) || (wants_all && is_mentioned && is_in_order(operation, head));
    if !is_wanted {
        if matches!(announced, Announced::Unknown) && !is_in_order(operation, head) {
            // Perhaps there is none, and then its media type does not matter.
            return match peek(body, settings.body_timeout).await {
                Peeked::Nothing(trailers) => Taken::Whole(Bytes::new(), trailers),
                Peeked::Something(first, rest) => {
                    Taken::Unread(UnreadBody::Present, Body::partly(first, rest))
                }
                Peeked::TooSlow(rest) => {
                    Taken::Missing(Refusal::too_slow(), Body::partly(Bytes::new(), rest))
                }
                Peeked::Failed(error) => {
                    Taken::Missing(Refusal::broken_off(), Body::failed(Bytes::new(), error))
                }
            };
        }
        return Taken::Unread(UnreadBody::Present, Body::untouched(body));
    }
    if let Announced::Length(at_least) = announced
        && at_least > settings.body_limit
    {
        return Taken::Unread(UnreadBody::TooLong { at_least }, Body::untouched(body));
    }
    match read(body, settings.body_limit, settings.body_timeout).await {
        Read::Whole(bytes, trailers) => Taken::Whole(bytes, trailers),
        Read::TooLong(bytes, rest) => {
            Taken::Unread(UnreadBody::TooLong { at_least: bytes.len() }, Body::partly(bytes, rest))
        }
        Read::TooSlow(bytes, rest) => Taken::Missing(Refusal::too_slow(), Body::partly(bytes, rest)),
        Read::Failed(bytes, error) => Taken::Missing(Refusal::broken_off(), Body::failed(bytes, error)),
    }
}

/// Whether the contract admits a body as the request states it, whatever is in it.
fn is_in_order(operation: &OperationChecker<'_, '_>, head: &request::Parts) -> bool {
    let report = operation.check_request_head(head, UnreadBody::Present);
    !report.violations().iter().map(Violation::part).any(|part| part == Part::RequestBody)
}

/// Checks a response. What is longer than the limit, takes too long or breaks off is passed on as it comes, and its body is
/// unchecked.
pub(crate) async fn response<R: HttpBody<Data = Bytes>>(
    settings: &Settings,
    checker: &ResponseChecker<'_>,
    head: &response::Parts,
    body: R,
) -> (Report, Body<R>) {
    let (status, headers) = (head.status, &head.headers);
    let announced = Announced::of(&body);
    let is_read = match announced {
        Announced::Nothing => return (checker.check(status, headers, &[]), Body::untouched(body)),
        Announced::Length(length) => length <= settings.body_limit,
        Announced::Unknown => true,
    };
    let unread = if is_left_out(checker.method(), status, &announced) {
        UnreadBody::Absent
    } else {
        UnreadBody::Present
    };
    if !is_read || unread == UnreadBody::Absent || !checker.reads_body(status, headers) {
        return (checker.check_head(status, headers, unread), Body::untouched(body));
    }
    let body = match read(body, settings.body_limit, settings.body_timeout).await {
        Read::Whole(bytes, trailers) => {
            return (checker.check(status, headers, &bytes), Body::whole(bytes, trailers));
        }
        Read::TooLong(bytes, rest) | Read::TooSlow(bytes, rest) => Body::partly(bytes, rest),
        Read::Failed(bytes, error) => Body::failed(bytes, error),
    };
    (checker.check_head(status, headers, UnreadBody::Present), body)
}

/// Whether servers send no body, whatever the handler gave them: in answer to `HEAD`; and where HTTP allows none and it is not
/// known whether there is one.
fn is_left_out(method: &Method, status: StatusCode, announced: &Announced) -> bool {
    let allows_none = status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED);
    method == Method::HEAD || (allows_none && matches!(announced, Announced::Unknown))
}

/// What a body says of its length before it is read.
enum Announced {
    Nothing,
    /// So many bytes, or more.
    Length(usize),
    Unknown,
}

impl Announced {
    fn of(body: &impl HttpBody) -> Self {
        let hint = body.size_hint();
        if body.is_end_stream() || hint.exact() == Some(0) {
            Self::Nothing
        } else if hint.lower() == 0 {
            Self::Unknown
        } else {
            Self::Length(usize::try_from(hint.lower()).unwrap_or(usize::MAX))
        }
    }
}
