//! A client's calls, on both ways.

use std::convert::Infallible;
use std::io;

use bytes::Bytes;
use fineprint::check::Options;
use fineprint_tower::{CallError, ContractClient};
use http::{Request, Response};
use http_body_util::Full;

use crate::support::{contract, json};

type Failure = CallError<io::Error, Infallible>;

fn request(body: &'static str) -> Request<Bytes> {
    Request::put("https://things.example/things/1")
        .header("Authorization", "Bearer abc")
        .header("Content-Type", "application/json")
        .body(Bytes::from(body))
        .unwrap()
}

async fn call(client: &ContractClient, body: &'static str, answer: &str) -> Result<Response<Bytes>, Failure> {
    let answer = json(answer);
    client.call(request(body), async |_| Ok(answer)).await
}

#[tokio::test]
async fn calls_are_checked_on_both_ways() {
    let client = ContractClient::new(contract());
    let response = call(&client, r#"{"name": "a"}"#, r#"{"name": "b"}"#).await.unwrap();
    assert_eq!(response.body(), r#"{"name": "b"}"#);

    let never = async |_| -> Result<Response<Full<Bytes>>, io::Error> { panic!("it must not be sent") };
    let error = client.call(request("{}"), never).await.unwrap_err();
    assert!(error.to_string().starts_with("the request was not sent: invalid"), "{error}");

    let error = call(&client, r#"{"name": "a"}"#, r#"{"name": 2}"#).await.unwrap_err();
    assert!(error.to_string().starts_with("the response with status 200 OK is not as documented"), "{error}");
    assert!(!format!("{error:?}").contains("name\\\": 2"), "{error:?}");
    let Failure::Response { report, response } = error else { panic!("{error}") };
    assert_eq!((report.violations().len(), response.body()), (1, &Bytes::from(r#"{"name": 2}"#)));
}

#[tokio::test]
async fn what_goes_wrong_otherwise_is_told_apart() {
    let client = ContractClient::new(contract()).options(Options::new().max_bytes(14));
    let error = call(&client, r#"{"name": "a"}"#, r#"{"name": "bbbb"}"#).await.unwrap_err();
    assert!(matches!(error, Failure::TooLong), "{error}");

    let gone = async |_| Err::<Response<Full<Bytes>>, _>(io::Error::other("gone"));
    let error = client.call(request(r#"{"name": "a"}"#), gone).await.unwrap_err();
    assert_eq!(error.to_string(), "the request could not be sent: gone");
}
