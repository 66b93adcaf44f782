//! The layer over a real socket: what a server and its callers do to bodies.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::{get, put};
use bytes::Bytes;
use fineprint_tower::{CheckedBody, ContractLayer, Mode};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::support::layer;

fn json(body: impl Into<Body>) -> Response<Body> {
    Response::builder().header("Content-Type", "application/json").body(body.into()).unwrap()
}

fn echoing(layer: ContractLayer) -> Router {
    let echo = async |request: Request<Body>| json(to_bytes(request.into_body(), usize::MAX).await.unwrap());
    Router::new().route("/things/{id}", put(echo)).layer(layer)
}

fn decoding(layer: ContractLayer) -> Router {
    let echo = async |CheckedBody(thing): CheckedBody<serde_json::Value>| json(thing.to_string());
    Router::new().route("/things/{id}", put(echo)).layer(layer)
}

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

const HEAD: &str = "PUT /things/1 HTTP/1.1\r\nHost: things\r\nAuthorization: Bearer abc\r\nContent-Type: application/json\r\n";

/// Writes pieces with a pause between them, and reads until the server closes the connection.
async fn talk(address: SocketAddr, pieces: &[&str], is_closed: bool) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    for piece in pieces {
        stream.write_all(piece.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    if is_closed {
        stream.shutdown().await.unwrap();
    }
    let mut answer = String::new();
    let read = timeout(Duration::from_secs(10), stream.read_to_string(&mut answer)).await;
    read.expect("it hangs").unwrap();
    answer
}

#[tokio::test]
async fn bodies_of_every_kind_are_answered_and_nothing_hangs() {
    let layer = layer().responses(Mode::Enforce).body_limit(64).body_timeout(Duration::from_millis(300));
    for router in [echoing(layer.clone()), decoding(layer.requests_by_extractors())] {
        answers_every_kind_of_body(serve(router).await).await;
    }
}

async fn answers_every_kind_of_body(address: SocketAddr) {
    let close = "Connection: close\r\n";
    let head = |fields: &str| format!("{HEAD}{close}{fields}\r\n");
    let long = "x".repeat(100);
    for (title, pieces, status) in [
        ("in one piece", vec![head("Content-Length: 13\r\n"), r#"{"name": "a"}"#.to_owned()], "200"),
        (
            "chunked",
            vec![
                head("Transfer-Encoding: chunked\r\n"),
                "7\r\n{\"name\"\r\n".to_owned(),
                "6\r\n: \"a\"}\r\n0\r\n\r\n".to_owned(),
            ],
            "200",
        ),
        ("slow", vec![head("Content-Length: 13\r\n"), "{".to_owned(), "\"".to_owned()], "408"),
        ("nothing of it", vec![head("Content-Length: 13\r\n")], "408"),
        ("announced as too long", vec![head("Content-Length: 100\r\n")], "413"),
        (
            "too long in chunks",
            vec![head("Transfer-Encoding: chunked\r\n"), format!("64\r\n{long}\r\n")],
            "413",
        ),
        (
            "compressed",
            vec![head("Content-Encoding: gzip\r\nContent-Length: 3\r\n"), "abc".to_owned()],
            "415",
        ),
        ("no JSON", vec![head("Content-Length: 3\r\n"), "abc".to_owned()], "400"),
        ("none", vec![head("Content-Length: 0\r\n")], "400"),
        ("none in chunks", vec![head("Transfer-Encoding: chunked\r\n"), "0\r\n\r\n".to_owned()], "400"),
    ] {
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let answer = talk(address, &pieces, false).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{title}: {answer}");
    }
    // A caller that is gone has nobody to answer to; the server goes on.
    talk(address, &[&head("Content-Length: 13\r\n"), "{"], true).await;
    let answer = talk(address, &[&head("Content-Length: 13\r\n"), r#"{"name": "a"}"#], false).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test]
async fn a_body_that_is_refused_unread_is_not_asked_for() {
    let layer = layer().body_limit(64);
    for router in [echoing(layer.clone()), decoding(layer.requests_by_extractors())] {
        let address = serve(router).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("{HEAD}Content-Length: 100\r\nExpect: 100-continue\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut start = [0; 12];
        timeout(Duration::from_secs(10), stream.read_exact(&mut start)).await.unwrap().unwrap();
        assert_eq!(std::str::from_utf8(&start).unwrap(), "HTTP/1.1 413", "and not 100");
    }
}

#[tokio::test]
async fn trailers_of_a_response_arrive() {
    let answer = async || {
        let mut trailers = http::HeaderMap::new();
        trailers.insert("X-Sum", "7".parse().unwrap());
        let body =
            Full::new(Bytes::from(r#"{"name": "a"}"#)).with_trailers(std::future::ready(Some(Ok(trailers))));
        let mut response = json(Body::new(body));
        response.headers_mut().insert("Trailer", "X-Sum".parse().unwrap());
        response
    };
    let router = Router::new().route("/things/{id}", get(answer)).layer(layer().responses(Mode::Enforce));
    let request = "GET /things/1 HTTP/1.1\r\nHost: things\r\nTE: trailers\r\nConnection: close\r\n\r\n";
    let answer = talk(serve(router).await, &[request], false).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("x-sum: 7"), "{answer}");
}

#[tokio::test]
async fn a_connection_stays_usable_after_a_refusal() {
    let address = serve(echoing(layer())).await;
    let refused = format!("{HEAD}Content-Length: 2\r\n\r\n{{}}");
    let passed = format!("{HEAD}Connection: close\r\nContent-Length: 13\r\n\r\n{{\"name\": \"a\"}}");
    let answer = talk(address, &[&refused, &passed], false).await;
    assert!(answer.contains("HTTP/1.1 400 ") && answer.contains("HTTP/1.1 200 "), "{answer}");
}
