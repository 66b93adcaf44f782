//! Extractors behind a layer, in an axum router.

use axum::Router;
use axum::body::Body;
use axum::routing::{get, put};
use bytes::Bytes;
use fineprint_tower::{Checked, CheckedBody, ContractLayer, Mode};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

use crate::support;

#[derive(Deserialize)]
struct PutThing {
    #[serde(rename = "path.id")]
    id: u64,
    body: Thing,
}

#[derive(Serialize, Deserialize)]
struct Thing {
    name: String,
}

async fn put_thing(Checked(input): Checked<PutThing>) -> Response<Body> {
    let PutThing { id, body } = input.into_inner();
    answer(&Thing { name: format!("{id} {}", body.name) })
}

async fn put_body(CheckedBody(thing): CheckedBody<Thing>) -> Response<Body> {
    answer(&thing)
}

fn answer(thing: &Thing) -> Response<Body> {
    let body = serde_json::to_vec(thing).unwrap();
    Response::builder().header("Content-Type", "application/json").body(Body::from(body)).unwrap()
}

fn router(layer: ContractLayer) -> Router {
    Router::new()
        .route("/things/{id}", put(put_thing).get(async || answer(&Thing { name: "a".to_owned() })))
        .layer(layer)
}

async fn send(router: Router, request: Request<Full<Bytes>>) -> (StatusCode, String) {
    let response = router.oneshot(request.map(Body::new)).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn an_extractor_decodes_what_it_checks() {
    for layer in [support::layer(), support::layer().requests_by_extractors()] {
        let layer = layer.responses(Mode::Enforce);
        let found = send(router(layer.clone()), support::put(r#"{"name": "a"}"#)).await;
        assert_eq!(found, (StatusCode::OK, r#"{"name":"1 a"}"#.to_owned()));
        let (status, body) = send(router(layer.clone()), support::put(r#"{"name": 1, "size": 1.5}"#)).await;
        assert_eq!(status.as_u16(), 400);
        assert_eq!(body.matches(r#""keyword":"type""#).count(), 2, "{body}");
        let counts = layer.counts();
        assert_eq!((counts.refused, counts.replaced, counts.unclaimed), (1, 0, 0));
        assert_eq!((counts.requests.valid, counts.requests.invalid), (1, 1));
    }
}

#[tokio::test]
async fn an_extractor_can_be_after_the_body_alone() {
    let router = || {
        let layer = support::layer().requests_by_extractors();
        Router::new().route("/things/{id}", put(put_body)).layer(layer)
    };
    let found = send(router(), support::put(r#"{"name": "a"}"#)).await;
    assert_eq!(found, (StatusCode::OK, r#"{"name":"a"}"#.to_owned()));
    let mut request = support::put(r#"{"name": "a"}"#);
    *request.uri_mut() = "/things/x".parse().unwrap();
    assert_eq!(send(router(), request).await.0.as_u16(), 400, "parameters are checked as well");
}

#[tokio::test]
async fn a_handler_without_an_extractor_is_told() {
    let layer = support::layer().requests_by_extractors();
    assert_eq!(send(router(layer.clone()), support::get("/things/1")).await.0.as_u16(), 200);
    assert_eq!(layer.counts().unclaimed, 1);
    assert_eq!(send(router(layer.clone()), support::get("/nowhere")).await.0.as_u16(), 404);
    let post = Request::post("/things/1").body(Full::default()).unwrap();
    assert_eq!(send(router(layer), post).await.0.as_u16(), 405);
}

#[tokio::test]
async fn a_router_that_takes_a_part_of_the_path_away_hides_nothing() {
    let things = Router::new().route("/{id}", put(put_thing));
    let router = Router::new().nest("/things", things).layer(support::layer().requests_by_extractors());
    assert_eq!(send(router, support::put(r#"{"name": "a"}"#)).await.0.as_u16(), 200);
}

#[tokio::test]
async fn an_extractor_has_the_layer_s_limits_and_words() {
    let layer = support::layer().requests_by_extractors().body_limit(10).refuse_with(|refusal| {
        let mut response = Response::new(Bytes::from("no"));
        *response.status_mut() = refusal.status();
        response
    });
    let found = send(router(layer), support::put(r#"{"name": "a"}"#)).await;
    assert_eq!(found, (StatusCode::PAYLOAD_TOO_LARGE, "no".to_owned()));
}

#[tokio::test]
async fn without_a_layer_an_extractor_refuses() {
    let router = Router::new().route("/things/{id}", put(put_thing));
    let (status, body) = send(router, support::put(r#"{"name": "a"}"#)).await;
    assert_eq!(status.as_u16(), 500);
    assert!(body.contains("not set up as it should be"), "{body}");
}

#[tokio::test]
async fn a_layer_around_a_whole_router_is_the_same() {
    let inner = Router::new().route("/things/{id}", get(async || "not documented"));
    let service = tower::Layer::layer(&support::layer().responses(Mode::Enforce), inner);
    let response = service.oneshot(support::get("/things/1")).await.unwrap();
    assert_eq!(response.status().as_u16(), 500);
}

#[tokio::test]
async fn what_may_be_unchecked_is_not_counted_as_valid() {
    let options = fineprint::check::Options::new().admit_unchecked(true);
    let layer = support::layer().requests_by_extractors().options(options);
    let mut request = support::put(r#"{"name": "a"}"#);
    request.headers_mut().insert("Content-Encoding", "br".parse().unwrap());
    send(router(layer.clone()), request).await;
    let counts = layer.counts().requests;
    assert_eq!((counts.valid, counts.unchecked + counts.invalid), (0, 1), "{counts:?}");
}

#[tokio::test]
async fn a_body_that_nobody_speaks_of_is_not_waited_for() {
    #[derive(Deserialize)]
    struct GetThing {
        #[serde(rename = "path.id")]
        id: u64,
    }
    let handler = async |Checked(input): Checked<GetThing>| answer(&Thing { name: input.id.to_string() });
    let layer = support::layer().requests_by_extractors().body_limit(4);
    let router = Router::new().route("/things/{id}", get(handler)).layer(layer);
    let request = Request::get("/things/1").body(Full::from("longer than the limit")).unwrap();
    assert_eq!(send(router, request).await, (StatusCode::OK, r#"{"name":"1"}"#.to_owned()));
}

#[tokio::test]
async fn a_nested_layer_sees_what_is_left_of_the_path() {
    let options = fineprint::check::Options::new().base_path("");
    let inner = router(support::layer().requests_by_extractors().options(options));
    let mut request = support::put(r#"{"name": "a"}"#);
    *request.uri_mut() = "/v1/things/1".parse().unwrap();
    assert_eq!(send(Router::new().nest("/v1", inner), request).await.0.as_u16(), 200);
}

#[tokio::test]
async fn a_type_that_cannot_hold_what_the_contract_admits_is_the_service_s_fault() {
    #[derive(Deserialize)]
    struct Narrow {
        #[serde(rename = "path.id")]
        _id: u8,
    }
    for layer in [support::layer(), support::layer().requests_by_extractors()] {
        let handler = async |Checked(_): Checked<Narrow>| answer(&Thing { name: "a".to_owned() });
        let router = Router::new().route("/things/{id}", get(handler)).layer(layer);
        assert_eq!(send(router, support::get("/things/300")).await.0.as_u16(), 500);
    }
}
