//! A small contract, and a service that answers what it is told to.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use fineprint::Contract;
use fineprint_openapi::Reader;
use fineprint_openapi::source::SourceFile;
use fineprint_tower::ContractLayer;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use tower::{Layer, ServiceExt, service_fn};

const THINGS: &str = include_str!("things.yaml");

pub(crate) fn contract() -> Arc<Contract> {
    let file = Arc::new(SourceFile::new("things.yaml", THINGS));
    let (document, _) = Reader::new().read(&file).unwrap();
    Arc::new(fineprint_openapi::compile(&document))
}

pub(crate) fn layer() -> ContractLayer {
    ContractLayer::new(contract())
}

/// A valid `putThing` with that body.
pub(crate) fn put(body: &str) -> Request<Full<Bytes>> {
    Request::put("/things/1")
        .header("Authorization", "Bearer abc")
        .header("Content-Type", "application/json")
        .body(Full::new(Bytes::from(body.to_owned())))
        .unwrap()
}

pub(crate) fn get(path: &str) -> Request<Full<Bytes>> {
    Request::get(path).body(Full::default()).unwrap()
}

pub(crate) fn json(body: &str) -> Response<Full<Bytes>> {
    Response::builder()
        .header("Content-Type", "application/json")
        .body(Full::new(Bytes::from(body.to_owned())))
        .unwrap()
}

/// What came back, and how often the service behind the layer was called.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
    pub(crate) calls: usize,
}

impl Answer {
    /// The keywords of a problem's violations.
    pub(crate) fn keywords(&self) -> Vec<String> {
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        let violations = problem["violations"].as_array().unwrap();
        violations.iter().map(|it| it["keyword"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
    }
}

/// Sends a request through the layer to a service that reads it and answers that.
pub(crate) async fn send<B>(
    layer: &ContractLayer,
    request: Request<B>,
    answer: Response<Full<Bytes>>,
) -> Answer
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Send + std::fmt::Debug,
{
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let inner = service_fn(move |request: Request<fineprint_tower::Body<B>>| {
        counter.fetch_add(1, Ordering::SeqCst);
        let answer = answer.clone();
        async move {
            let body = request.into_body().collect().await.unwrap();
            let mut answer = answer;
            answer.headers_mut().insert("X-Read", body.to_bytes().len().into());
            Ok::<_, Infallible>(answer)
        }
    });
    let response = layer.layer(inner).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
        calls: calls.load(Ordering::SeqCst),
    }
}
