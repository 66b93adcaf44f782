//! A body that may have been read, in whole or in part, and is passed on as if it had not.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body as HttpBody, Frame, SizeHint};
use pin_project_lite::pin_project;

pin_project! {
    /// The body of a message that has passed a layer: what was read of it, and then the rest.
    #[derive(Debug)]
    pub struct Body<B: HttpBody> {
        read: Option<Bytes>,
        #[pin]
        rest: Rest<B, B::Error>,
    }
}

pin_project! {
    /// What comes behind the bytes that were read.
    #[derive(Debug)]
    #[project = RestProjection]
    enum Rest<B, E> {
        Untouched { #[pin] body: B },
        Begun { body: Pin<Box<B>> },
        Trailers { trailers: Option<HeaderMap> },
        Failure { error: Option<E> },
    }
}

impl<B: HttpBody<Data = Bytes>> Body<B> {
    /// A body that nobody has read of.
    pub(crate) const fn untouched(body: B) -> Self {
        Self { read: None, rest: Rest::Untouched { body } }
    }

    /// One that has been read to its end.
    pub(crate) fn whole(bytes: Bytes, trailers: Option<HeaderMap>) -> Self {
        Self { read: some(bytes), rest: Rest::Trailers { trailers } }
    }

    /// One of which that much has been read.
    pub(crate) fn partly(read: Bytes, body: Pin<Box<B>>) -> Self {
        Self { read: some(read), rest: Rest::Begun { body } }
    }

    /// One that failed after that much.
    pub(crate) fn failed(read: Bytes, error: B::Error) -> Self {
        Self { read: some(read), rest: Rest::Failure { error: Some(error) } }
    }
}

fn some(bytes: Bytes) -> Option<Bytes> {
    Some(bytes).filter(|bytes| !bytes.is_empty())
}

impl<B: HttpBody<Data = Bytes>> HttpBody for Body<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.project();
        if let Some(bytes) = this.read.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match this.rest.project() {
            RestProjection::Untouched { body } => body.poll_frame(context),
            RestProjection::Begun { body } => body.as_mut().poll_frame(context),
            RestProjection::Trailers { trailers } => {
                Poll::Ready(trailers.take().map(|trailers| Ok(Frame::trailers(trailers))))
            }
            RestProjection::Failure { error } => Poll::Ready(error.take().map(Err)),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.read.is_none()
            && match &self.rest {
                Rest::Untouched { body } => body.is_end_stream(),
                Rest::Begun { body } => body.is_end_stream(),
                Rest::Trailers { trailers } => trailers.is_none(),
                Rest::Failure { error } => error.is_none(),
            }
    }

    fn size_hint(&self) -> SizeHint {
        let read = self.read.as_ref().map_or(0, Bytes::len) as u64;
        let rest = match &self.rest {
            Rest::Untouched { body } => body.size_hint(),
            Rest::Begun { body } => body.size_hint(),
            // A length that is known leaves no room for trailers in HTTP/1.1 (RFC 9112, section 7.1.2).
            Rest::Trailers { trailers: Some(_) } => SizeHint::new(),
            Rest::Trailers { trailers: None } => SizeHint::with_exact(0),
            Rest::Failure { .. } => SizeHint::new(),
        };
        let mut both = SizeHint::new();
        both.set_lower(rest.lower().saturating_add(read));
        if let Some(upper) = rest.upper().and_then(|upper| upper.checked_add(read)) {
            both.set_upper(upper);
        }
        both
    }
}
