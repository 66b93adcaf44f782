//! What becomes of requests and responses, by mode and by exemption.

use bytes::Bytes;
use fineprint::check::Options;
use fineprint_tower::{ContractLayer, Counts, Mode};
use http::{Request, Response, StatusCode};
use http_body_util::Full;

use crate::support::{get, json, layer, put, send};

#[tokio::test]
async fn what_meets_the_contract_passes_on_both_ways() {
    let layer = layer().responses(Mode::Enforce);
    let answer = send(&layer, put(r#"{"name": "a"}"#), json(r#"{"name": "b"}"#)).await;
    assert_eq!((answer.status, answer.calls, &*answer.body), (StatusCode::OK, 1, r#"{"name": "b"}"#));
    assert_eq!(answer.header("x-read"), ["13"], "the handler gets the whole body");
    let Counts { requests, responses, refused, .. } = layer.counts();
    assert_eq!((requests.valid, responses.valid, refused), (1, 1, 0));
}

#[tokio::test]
async fn a_refusal_has_the_status_that_http_means_and_all_that_is_wrong() {
    let typed = |mut request: Request<Full<Bytes>>, value: &'static str| {
        request.headers_mut().insert("Content-Type", value.parse().unwrap());
        request
    };
    let without = |mut request: Request<Full<Bytes>>, name: &'static str| {
        request.headers_mut().remove(name);
        request
    };
    let at = |mut request: Request<Full<Bytes>>, uri: &'static str| {
        *request.uri_mut() = uri.parse().unwrap();
        request
    };
    let encoded = |mut request: Request<Full<Bytes>>| {
        request.headers_mut().insert("Content-Encoding", "gzip".parse().unwrap());
        request
    };
    let deleted = Request::delete("/things/1").body(Full::default()).unwrap();
    let challenges: &[&str] = &[
        r#"Bearer realm="The \"things\"""#,
        r#"Basic realm="The \"things\"""#,
        r#"ApiKey in="header", name="X-Key", realm="The \"things\"""#,
    ];
    let long = format!(r#"{{"name": "{}"}}"#, "a".repeat(200));
    for (request, status, keywords, header) in [
        (get("/nowhere"), 404, &["path"][..], None),
        (deleted, 405, &["method"], Some(("allow", &["GET, PUT, HEAD"][..]))),
        (
            without(put(r#"{"name": "a"}"#), "Authorization"),
            401,
            &["security"],
            Some(("www-authenticate", challenges)),
        ),
        (
            at(without(put(r#"{"name": 1, "size": "x"}"#), "Authorization"), "/things/x"),
            401,
            &["type", "security", "type", "type"],
            Some(("www-authenticate", challenges)),
        ),
        (put(&long), 413, &["size"], None),
        (at(put(&long), "/things/x"), 413, &["type", "size"], None),
        (typed(put("a"), "text/plain"), 415, &["content-type"], Some(("accept", &["application/json"]))),
        (encoded(put(r#"{"name": "a"}"#)), 415, &["content-type"], Some(("accept-encoding", &["identity"]))),
        (put("{"), 400, &["json"], None),
        (put(""), 400, &["required"], None),
        (put(r#"{"name": "much too long", "size": 1.5}"#), 400, &["maxLength", "type"], None),
    ] {
        let told = format!("{} {}", request.method(), request.uri());
        let answer = send(&layer().body_limit(100), request, json("{}")).await;
        assert_eq!(answer.status, status, "{told}: {}", answer.body);
        assert_eq!(answer.calls, 0, "{told}: the service was called");
        assert_eq!(answer.keywords(), keywords, "{told}");
        assert_eq!(answer.header("content-type"), ["application/problem+json"]);
        if let Some((name, values)) = header {
            assert_eq!(answer.header(name), values, "{told}");
        }
        assert!(!answer.body.contains("much too long"), "a refusal repeats no value");
    }
}

#[tokio::test]
async fn what_could_not_be_checked_is_refused_unless_it_is_admitted() {
    let request = || {
        let mut request = put(r#"{"name": "a"}"#);
        request.headers_mut().insert("Content-Encoding", "br".parse().unwrap());
        request
    };
    let answer = send(&layer(), request(), json(r#"{"name": "b"}"#)).await;
    assert_eq!((answer.status.as_u16(), answer.calls), (415, 0));
    let lenient = layer().options(Options::new().admit_unchecked(true));
    let answer = send(&lenient, request(), json(r#"{"name": "b"}"#)).await;
    assert_eq!((answer.status.as_u16(), answer.calls), (200, 1));
    assert_eq!(lenient.counts().requests.unchecked, 1);
}

#[tokio::test]
async fn report_mode_lets_pass_and_counts() {
    let layer = layer().requests(Mode::Report).body_limit(20);
    for request in [put("{"), put(r#"{"name": "longer than the limit"}"#), get("/things/x"), get("/nowhere")]
    {
        let length = http_body::Body::size_hint(request.body()).exact().unwrap();
        let answer = send(&layer, request, json(r#"{"name": "b"}"#)).await;
        assert_eq!((answer.status.as_u16(), answer.calls), (200, 1));
        assert_eq!(answer.header("x-read"), [length.to_string()], "the handler gets the whole body");
    }
    let counts = layer.counts();
    assert_eq!((counts.requests.invalid, counts.refused), (4, 0));
}

#[tokio::test]
async fn off_is_off() {
    let layer = layer().requests(Mode::Off).responses(Mode::Off);
    for request in [put("{"), get("/nowhere")] {
        let answer = send(&layer, request, json("{")).await;
        assert_eq!((answer.status.as_u16(), answer.calls), (200, 1));
    }
    let Counts { requests, responses, .. } = layer.counts();
    assert_eq!((requests, responses), Default::default());
}

#[tokio::test]
async fn responses_are_replaced_or_told() {
    let undocumented = || Response::builder().status(418).body(Full::default()).unwrap();
    let html = || Response::builder().header("Content-Type", "text/html").body(Full::from("<p>")).unwrap();
    for (response, keyword) in [
        (json(r#"{"name": 1}"#), "type"),
        (json("{"), "json"),
        (json(""), "json"),
        (undocumented(), "status"),
        (html(), "content-type"),
    ] {
        let told = layer().responses(Mode::Report);
        let answer = send(&told, get("/things/1"), response.clone()).await;
        assert_eq!(answer.status, response.status(), "it passes");
        assert_eq!((told.counts().responses.invalid, told.counts().replaced), (1, 0), "{keyword}");

        let enforced = layer().responses(Mode::Enforce);
        let answer = send(&enforced, get("/things/1"), response).await;
        assert_eq!(answer.status.as_u16(), 500, "{keyword}");
        assert!(
            answer.body.contains("not as documented") && !answer.body.contains("violations"),
            "{}",
            answer.body
        );
        assert_eq!(answer.header("accept"), [""; 0]);
        assert_eq!(enforced.counts().replaced, 1);
    }
}

#[tokio::test]
async fn head_and_no_content_have_no_body() {
    let layer = layer().responses(Mode::Enforce);
    let head = Request::head("/things/1").body(Full::default()).unwrap();
    let answer = send(&layer, head, json(r#"{"name": "b"}"#)).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.body);
    let empty = Response::builder().status(204).body(Full::default()).unwrap();
    assert_eq!(send(&layer, put(r#"{"name": "a"}"#), empty).await.status.as_u16(), 204);
}

#[tokio::test]
async fn a_sample_is_spread_evenly() {
    // Two kinds of responses in turn: neither has the rhythm of the sample.
    for (part, each) in [(0.0, 0), (0.1, 10), (0.5, 50), (1.0, 100), (7.0, 100)] {
        let layer = layer().sample_responses(part);
        for _ in 0..100 {
            send(&layer, get("/things/1"), json("{}")).await;
            send(&layer, get("/things/1"), json(r#"{"name": "b"}"#)).await;
        }
        let counts = layer.counts();
        let near = |count: u64| count.abs_diff(each) <= 2;
        assert!(near(counts.responses.invalid) && near(counts.responses.valid), "{part}: {counts:?}");
        assert_eq!(counts.responses.invalid + counts.responses.valid + counts.not_sampled, 200, "{part}");
    }
}

#[tokio::test]
async fn exempted_messages_are_not_looked_at() {
    let by_id = layer().exempt_operation("putThing").unwrap();
    let by_path = layer().exempt_operation("PUT /things/{id}").unwrap();
    let by_request = layer()
        .exempt(|request| request.headers.contains_key("authorization"))
        .exempt(|request| request.uri.path() == "/health");
    for layer in [by_id, by_path, by_request] {
        let layer = layer.responses(Mode::Enforce);
        let answer = send(&layer, put("{"), json("{")).await;
        assert_eq!((answer.status.as_u16(), answer.calls), (200, 1));
        assert_eq!(layer.counts().exempt, 1);
        assert_eq!(send(&layer, get("/things/x"), json("{}")).await.status.as_u16(), 400, "others are");
    }
    let unknown = layer().exempt_operation("putThings").unwrap_err();
    assert_eq!(unknown.to_string(), "the contract has no operation `putThings`");
}

#[tokio::test]
async fn a_service_can_have_more_than_it_documents() {
    let layer = layer().pass_undocumented(true);
    assert_eq!(send(&layer, get("/health"), json("{")).await.calls, 1);
    assert_eq!((layer.counts().exempt, layer.counts().requests), (1, fineprint_tower::Verdicts::default()));
    let deleted = Request::delete("/things/1").body(Full::default()).unwrap();
    assert_eq!(send(&layer, deleted, json("{")).await.status.as_u16(), 405);
}

#[tokio::test]
async fn a_service_can_answer_in_its_own_words() {
    let layer: ContractLayer = layer().refuse_with(|refusal| {
        let count = refusal.report().map_or(0, |report| report.violations().len());
        let mut response = Response::new(Bytes::from(format!("{count} mistakes")));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response
    });
    let answer = send(&layer, put("{}"), json("{}")).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (422, "1 mistakes"));
}

#[tokio::test]
async fn settings_do_not_depend_on_their_order() {
    for layer in [
        layer().options(Options::new().strict(true)).body_limit(10),
        layer().body_limit(10).options(Options::new().strict(true)),
    ] {
        assert_eq!(send(&layer, put(r#"{"name": "a"}"#), json("{}")).await.status.as_u16(), 413);
        assert_eq!(send(&layer, get("/things/1?a=b"), json("{}")).await.status.as_u16(), 400);
    }
}
