//! Reads a body into memory: within a limit, and in time.

use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::Body as HttpBody;
use http_body_util::BodyExt;
use tokio::time::timeout;

/// What came of reading.
pub(crate) enum Read<B: HttpBody> {
    /// The body, to its end.
    Whole(Bytes, Option<HeaderMap>),
    /// There is more than the limit; that much is read.
    TooLong(Bytes, Pin<Box<B>>),
    /// The time was up; that much is read.
    TooSlow(Bytes, Pin<Box<B>>),
    /// The body broke off after that much.
    Failed(Bytes, B::Error),
}

/// Reads the body.
pub(crate) async fn read<B: HttpBody<Data = Bytes>>(body: B, limit: usize, time: Duration) -> Read<B> {
    let mut body = Box::pin(body);
    let mut buffer = Buffer::default();
    let end = timeout(time, fill(&mut buffer, body.as_mut(), limit)).await.unwrap_or(End::TooSlow);
    let bytes = buffer.into_bytes();
    match end {
        End::Whole(trailers) => Read::Whole(bytes, trailers),
        End::TooLong => Read::TooLong(bytes, body),
        End::TooSlow => Read::TooSlow(bytes, body),
        End::Failed(error) => Read::Failed(bytes, error),
    }
}

/// What stands at the start of a body.
pub(crate) enum Peeked<B: HttpBody> {
    /// The body has no bytes.
    Nothing(Option<HeaderMap>),
    /// Its first bytes.
    Something(Bytes, Pin<Box<B>>),
    /// The time was up before there were any.
    TooSlow(Pin<Box<B>>),
    /// It broke off before there were any.
    Failed(B::Error),
}

/// Reads until it is known whether the body has bytes at all.
pub(crate) async fn peek<B: HttpBody<Data = Bytes>>(body: B, time: Duration) -> Peeked<B> {
    // The first byte is beyond a limit of none.
    match read(body, 0, time).await {
        Read::Whole(_, trailers) => Peeked::Nothing(trailers),
        Read::TooLong(first, rest) => Peeked::Something(first, rest),
        Read::TooSlow(_, rest) => Peeked::TooSlow(rest),
        Read::Failed(_, error) => Peeked::Failed(error),
    }
}

enum End<E> {
    Whole(Option<HeaderMap>),
    TooLong,
    TooSlow,
    Failed(E),
}

async fn fill<B: HttpBody<Data = Bytes>>(
    buffer: &mut Buffer,
    mut body: Pin<&mut B>,
    limit: usize,
) -> End<B::Error> {
    let mut trailers = None;
    loop {
        match body.frame().await {
            None => return End::Whole(trailers),
            Some(Err(error)) => return End::Failed(error),
            Some(Ok(frame)) => match frame.into_data() {
                Ok(bytes) => {
                    buffer.push(bytes);
                    if buffer.len() > limit {
                        return End::TooLong;
                    }
                }
                Err(frame) => trailers = frame.into_trailers().ok().or(trailers),
            },
        }
    }
}

/// Bytes that come in pieces, mostly in one: that one is not copied.
#[derive(Default)]
enum Buffer {
    #[default]
    Empty,
    One(Bytes),
    Many(BytesMut),
}

impl Buffer {
    fn push(&mut self, bytes: Bytes) {
        *self = match std::mem::take(self) {
            Self::Empty => Self::One(bytes),
            Self::One(first) => {
                let mut all = BytesMut::with_capacity(2 * (first.len() + bytes.len()));
                all.extend_from_slice(&first);
                all.extend_from_slice(&bytes);
                Self::Many(all)
            }
            Self::Many(mut all) => {
                all.extend_from_slice(&bytes);
                Self::Many(all)
            }
        };
    }

    fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::One(bytes) => bytes.len(),
            Self::Many(bytes) => bytes.len(),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::One(bytes) => bytes,
            Self::Many(bytes) => bytes.freeze(),
        }
    }
}
