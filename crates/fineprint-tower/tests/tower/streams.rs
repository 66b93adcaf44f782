//! Bodies that come in pieces, late, too long, broken, or are not to be waited for.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use fineprint_tower::Mode;
use http::{HeaderMap, Request, Response};
use http_body::Frame;
use http_body_util::channel::{Channel, Sender};
use http_body_util::{BodyExt, Full};
use tower::{Layer, ServiceExt, service_fn};

use crate::support::{get, json, layer, put, send};

type Stream = Channel<Bytes, io::Error>;

fn stream() -> (Sender<Bytes, io::Error>, Stream) {
    Channel::new(8)
}

fn with<B>(request: Request<Full<Bytes>>, body: B) -> Request<B> {
    request.map(|_| body)
}

#[tokio::test]
async fn pieces_are_read_together_and_trailers_survive() {
    let (mut sender, body) = stream();
    for piece in [r#"{"na"#, r#"me": "#, r#""a"}"#] {
        sender.send_data(Bytes::from(piece)).await.unwrap();
    }
    let mut trailers = HeaderMap::new();
    trailers.insert("X-Sum", "7".parse().unwrap());
    sender.send_trailers(trailers).await.unwrap();
    drop(sender);
    let inner = service_fn(async |request: Request<fineprint_tower::Body<Stream>>| {
        let body = request.into_body().collect().await.unwrap();
        let sum = body.trailers().unwrap()["X-Sum"].clone();
        assert_eq!(body.to_bytes(), r#"{"name": "a"}"#);
        let mut response = json(r#"{"name": "b"}"#);
        response.headers_mut().insert("X-Sum", sum);
        Ok::<_, Infallible>(response)
    });
    let response = layer().layer(inner).oneshot(with(put(""), body)).await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["X-Sum"].as_bytes()), (200, &b"7"[..]));
}

#[tokio::test]
async fn what_grows_beyond_the_limit_is_cut_off() {
    let (mut sender, body) = stream();
    for _ in 0..4 {
        sender.send_data(Bytes::from(vec![b' '; 30])).await.unwrap();
    }
    let answer = send(&layer().body_limit(100), with(put(""), body), json("{}")).await;
    assert_eq!((answer.status.as_u16(), answer.calls), (413, 0), "{}", answer.body);
}

#[tokio::test]
async fn what_does_not_come_in_time_is_refused() {
    let (mut sender, body) = stream();
    sender.send_data(Bytes::from("{")).await.unwrap();
    let layer = layer().body_timeout(Duration::from_millis(20));
    let answer = send(&layer, with(put(""), body), json("{}")).await;
    assert_eq!((answer.status.as_u16(), answer.calls), (408, 0));
    assert!(answer.body.contains("did not come in time"), "{}", answer.body);
}

#[tokio::test]
async fn in_report_mode_it_passes_as_it_comes() {
    let (mut sender, body) = stream();
    sender.send_data(Bytes::from("{")).await.unwrap();
    let layer = layer().requests(Mode::Report).body_timeout(Duration::from_millis(20));
    let late = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(60)).await;
        sender.send_data(Bytes::from("}")).await.unwrap();
    });
    let answer = send(&layer, with(put(""), body), json("{}")).await;
    late.await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.header("x-read")), (200, vec!["2"]));
    assert_eq!(layer.counts().requests.unchecked, 1);
}

#[tokio::test]
async fn a_mistake_in_the_head_of_a_file_does_not_make_it_wait() {
    for (size, status, calls) in [("1", 200, 1), ("abc", 400, 0)] {
        // It is not over before the answer is there, and longer than the limit.
        let (mut sender, body) = stream();
        sender.send_data(Bytes::from(vec![0; 1000])).await.unwrap();
        let request = Request::post("/files").header("Content-Type", "application/octet-stream");
        let request = request.header("X-Size", size).body(body).unwrap();
        if calls == 1 {
            drop(sender);
        }
        let layer = layer().body_limit(10).responses(Mode::Off);
        let answer = send(&layer, request, json("{}")).await;
        assert_eq!((answer.status.as_u16(), answer.calls), (status, calls), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_response_that_takes_too_long_is_passed_on_as_it_comes() {
    let (mut sender, body) = stream();
    let answer = Response::builder().header("Content-Type", "application/json").body(body).unwrap();
    let mut answer = Some(answer);
    let inner = service_fn(move |_: Request<fineprint_tower::Body<Full<Bytes>>>| {
        std::future::ready(Ok::<_, Infallible>(answer.take().unwrap()))
    });
    sender.send_data(Bytes::from("{")).await.unwrap();
    let layer = layer().responses(Mode::Enforce).body_timeout(Duration::from_millis(20));
    let service = layer.layer(tower::util::BoxCloneService::new(CloneOnce(Some(inner))));
    let mut response = service.oneshot(get("/things/1")).await.unwrap();
    let first: Frame<Bytes> = response.body_mut().frame().await.unwrap().unwrap();
    assert_eq!(first.into_data().unwrap(), "{");
    assert_eq!(layer.counts().responses.unchecked, 1);
    drop(sender);
}

#[tokio::test]
async fn a_stream_without_bytes_is_no_body_of_a_response_either() {
    let (sender, body) = stream();
    drop(sender);
    let mut answer = Some(Response::builder().status(204).body(body).unwrap());
    let inner = service_fn(move |_: Request<fineprint_tower::Body<Full<Bytes>>>| {
        std::future::ready(Ok::<_, Infallible>(answer.take().unwrap()))
    });
    let layer = layer().responses(Mode::Enforce);
    let service = layer.layer(tower::util::BoxCloneService::new(CloneOnce(Some(inner))));
    let response = service.oneshot(put(r#"{"name": "a"}"#)).await.unwrap();
    assert_eq!(response.status().as_u16(), 204);
}

#[tokio::test]
async fn what_breaks_off_is_refused() {
    let (mut sender, body) = stream();
    sender.send_data(Bytes::from("{")).await.unwrap();
    sender.abort(io::Error::other("gone"));
    let answer = send(&layer(), with(put(""), body), json("{}")).await;
    assert_eq!((answer.status.as_u16(), answer.calls), (400, 0));
    assert!(answer.body.contains("broke off"), "{}", answer.body);
}

#[tokio::test]
async fn an_empty_stream_is_no_body() {
    let note = || Request::post("/notes").body(()).unwrap();
    let events =
        Response::builder().header("Content-Type", "text/event-stream").body(Full::default()).unwrap();
    let (sender, body) = stream();
    drop(sender);
    assert_eq!(send(&layer(), note().map(|()| body), events.clone()).await.calls, 1);
    let (mut sender, body) = stream();
    sender.send_data(Bytes::from("x")).await.unwrap();
    drop(sender);
    assert_eq!(send(&layer(), note().map(|()| body), events).await.status.as_u16(), 415, "this one is one");
}

#[tokio::test]
async fn files_are_passed_on_as_they_come() {
    let (mut sender, body) = stream();
    let request =
        Request::post("/files").header("Content-Type", "application/octet-stream").body(body).unwrap();
    let (reached, has_reached) = tokio::sync::oneshot::channel();
    let mut reached = Some(reached);
    let inner = service_fn(move |request: Request<fineprint_tower::Body<Stream>>| {
        reached.take().unwrap().send(()).unwrap();
        async move {
            let length = request.into_body().collect().await.unwrap().to_bytes().len();
            let response = Response::builder().header("Content-Type", "application/octet-stream");
            Ok::<_, Infallible>(response.body(Full::new(Bytes::from(vec![1; length]))).unwrap())
        }
    });
    // More than the limit, and the handler runs before the first byte is there.
    let layer = layer().body_limit(10).responses(Mode::Enforce);
    let inner = tower::util::BoxCloneService::new(CloneOnce(Some(inner)));
    let answer = tokio::spawn(layer.layer(inner).oneshot(request));
    has_reached.await.unwrap();
    sender.send_data(Bytes::from(vec![0; 1000])).await.unwrap();
    drop(sender);
    let response = answer.await.unwrap().unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.into_body().collect().await.unwrap().to_bytes().len(), 1000);
    assert_eq!(layer.counts().responses.valid, 1);
}

#[tokio::test]
async fn events_are_passed_on_as_they_come() {
    let (mut sender, body) = stream();
    let answer = Response::builder().header("Content-Type", "text/event-stream").body(body).unwrap();
    let mut answer = Some(answer);
    let inner = service_fn(move |_: Request<fineprint_tower::Body<Full<Bytes>>>| {
        std::future::ready(Ok::<_, Infallible>(answer.take().unwrap()))
    });
    let layer = layer().responses(Mode::Enforce);
    let request = Request::post("/notes").body(Full::default()).unwrap();
    let service = layer.layer(tower::util::BoxCloneService::new(CloneOnce(Some(inner))));
    let mut response = service.oneshot(request).await.unwrap();
    for event in ["data: 1\n\n", "data: 2\n\n"] {
        sender.send_data(Bytes::from(event)).await.unwrap();
        let frame: Frame<Bytes> = response.body_mut().frame().await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), event);
    }
    assert_eq!(layer.counts().responses.valid, 1);
}

#[tokio::test]
async fn a_response_that_is_too_long_or_breaks_off_is_passed_on_as_it_is() {
    for breaks in [false, true] {
        let (mut sender, body) = stream();
        let mut answer =
            Some(Response::builder().header("Content-Type", "application/json").body(body).unwrap());
        let inner = service_fn(move |_: Request<fineprint_tower::Body<Full<Bytes>>>| {
            std::future::ready(Ok::<_, Infallible>(answer.take().unwrap()))
        });
        sender.send_data(Bytes::from("{".repeat(if breaks { 5 } else { 15 }))).await.unwrap();
        let layer = layer().responses(Mode::Enforce).body_limit(10);
        let service = layer.layer(tower::util::BoxCloneService::new(CloneOnce(Some(inner))));
        if breaks {
            sender.abort(io::Error::other("gone"));
        } else {
            sender.send_data(Bytes::from("}")).await.unwrap();
            drop(sender);
        }
        let response = service.oneshot(get("/things/1")).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(layer.counts().responses.unchecked, 1);
        let read = response.into_body().collect().await;
        match read {
            Ok(read) => assert_eq!((breaks, read.to_bytes().len()), (false, 16)),
            Err(error) => assert_eq!((breaks, error.to_string()), (true, "gone".to_owned())),
        }
    }
}

/// Makes a service that serves once one that can be cloned: clones are never called.
struct CloneOnce<S>(Option<S>);

impl<S> Clone for CloneOnce<S> {
    fn clone(&self) -> Self {
        Self(None)
    }
}

impl<S: tower::Service<R>, R> tower::Service<R> for CloneOnce<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), S::Error>> {
        self.0.as_mut().unwrap().poll_ready(context)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.0.as_mut().unwrap().call(request)
    }
}
