//! The exchanges of `messages/` once more, by the layer and over a real socket: it judges them as the library does.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use fineprint::check::Options;
use fineprint_tower::{ContractLayer, Mode, Refusal};
use http::{Request, Response};
use serde_json::Value;

use crate::messages::{Exchange, exchanges};
use crate::wire::Wire;

/// What the service behind the layer answers to a request that reaches it.
const REACHED: u16 = 299;

#[tokio::test]
async fn the_layer_judges_as_the_library_does() {
    let (mut requests, mut responses) = (0, 0);
    for (contract, exchanges) in exchanges() {
        let contract = Arc::new(contract);
        for exchange in exchanges {
            let options = Options::new().strict(exchange.is_strict);
            let layer = ContractLayer::new(Arc::clone(&contract)).options(options.clone()).refuse_with(tell);
            let checker = contract.with(&options);
            let report = match &exchange.response {
                None => {
                    requests += 1;
                    checker.check_request(&exchange.request)
                }
                Some(response) => {
                    responses += 1;
                    checker.check_response(&exchange.request, response)
                }
            };
            let problem = serde_json::to_value(report.to_problem()).unwrap();
            let answer = match &exchange.response {
                None => call(layer.responses(Mode::Off), &exchange, None).await,
                Some(response) => {
                    // Without an operation there is nothing that a response could be held to: that is the request's fault.
                    let requests =
                        if checker.find(&exchange.request).is_ok() { Mode::Off } else { Mode::Enforce };
                    call(layer.requests(requests).responses(Mode::Enforce), &exchange, Some(response)).await
                }
            };
            let is_passed = match &exchange.response {
                None => report.is_valid(),
                // What could not be checked is no fault of the service.
                Some(_) => report.violations().is_empty(),
            };
            if is_passed {
                let status = exchange.response.as_ref().map_or(REACHED, |it| it.status().as_u16());
                assert_eq!(answer.status().as_u16(), status, "{}: {answer:?}", exchange.title);
            } else {
                let told: Value = serde_json::from_slice(answer.body())
                    .unwrap_or_else(|_| panic!("{}: {answer:?}", exchange.title));
                assert_eq!(told, problem, "{}", exchange.title);
                assert_eq!(answer.status().as_u16(), problem["status"], "{}", exchange.title);
            }
        }
    }
    assert!(requests > 100 && responses > 10, "{requests} requests, {responses} responses");
}

async fn call(
    layer: ContractLayer,
    exchange: &Exchange,
    response: Option<&Response<Vec<u8>>>,
) -> Response<bytes::Bytes> {
    let answer = match response {
        None => Response::builder().status(REACHED).body(Vec::new()).unwrap(),
        Some(response) => response.clone(),
    };
    let handler = async move |_: Request<Body>| answer.map(Body::from);
    let service = Router::new().fallback(handler).layer(layer);
    Wire::to(service).await.send(&exchange.request).await
}

/// All that is wrong, also with responses.
fn tell(refusal: &Refusal) -> Response<bytes::Bytes> {
    let mut response = refusal.to_response();
    if let Some(report) = refusal.report() {
        *response.body_mut() = serde_json::to_vec(&report.to_problem()).unwrap().into();
    }
    response
}
