//! A server on a real socket, and a real client's connection to it.

use axum::Router;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

/// A connection, which is kept alive between requests.
pub(crate) struct Wire(SendRequest<Full<Bytes>>);

impl Wire {
    /// Starts the server, which ends with the test.
    pub(crate) async fn to(service: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self(sender)
    }

    /// Sends a request and reads the answer.
    pub(crate) async fn send(&mut self, request: &Request<Vec<u8>>) -> Response<Bytes> {
        let mut sent = Request::builder().method(request.method()).uri(request.uri());
        *sent.headers_mut().unwrap() = request.headers().clone();
        let body = Full::new(Bytes::from(request.body().clone()));
        self.0.ready().await.unwrap();
        let response = self.0.send_request(sent.body(body).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        Response::from_parts(head, body.collect().await.unwrap().to_bytes())
    }
}
