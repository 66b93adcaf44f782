//! The messages of the contract of this repository: requests and responses as clients and services send them, each around one of the
//! bodies in `home`. Nothing is timed here.

use std::error::Error;
use std::hint::black_box;

use fineprint::check::Options;
use fineprint::http::OperationChecker;
use fineprint::{Checker, Report};
use http::{Request, Response};
use organizations_validators::CONTRACT;

use crate::home::{CASES, Case};

/// A request and the response to it.
pub struct Exchange {
    /// The operation.
    pub name: &'static str,
    /// The request.
    pub request: Request<&'static [u8]>,
    /// The check of its body alone.
    pub request_body: &'static Checker<'static>,
    /// The response.
    pub response: Response<&'static [u8]>,
    /// The check of its body alone.
    pub response_body: &'static Checker<'static>,
}

impl Exchange {
    /// Checks the request.
    pub fn check_request(&self) -> Report {
        CONTRACT.check_request(black_box(&self.request))
    }

    /// Checks the response.
    pub fn check_response(&self) -> Report {
        CONTRACT.check_response(black_box(&self.request), black_box(&self.response))
    }

    /// Finds the operation of the request.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn find(&self) -> Result<OperationChecker<'static, '_>, Report> {
        static OPTIONS: Options = Options::new();
        CONTRACT.with(&OPTIONS).find(black_box(&self.request))
    }
}

/// Both operations, with the header fields that a client behind a proxy sends.
///
/// # Errors
///
/// A message is not valid, so that there is no use in measuring it.
pub fn exchanges() -> Result<[Exchange; 2], Box<dyn Error>> {
    let [update, organization, update_partner, partner] = &CASES;
    let own = Request::put(
        "https://api.example.com/organizations/3c90c3cc-0d44-4b50-8888-8dd25736052a?dry_run=yes",
    )
    .header("requester-organization-id", "3c90c3cc-0d44-4b50-8888-8dd25736052a")
    .header("target-organization-id", "3c90c3cc-0d44-4b50-8888-8dd25736052a")
    .header("authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo");
    let partners = Request::put("https://api.trykintsugi.com/v2/partner/organizations/org_7a6f6c3e")
        .header("x-partner-id", "partner-17")
        .header("x-api-key", "8d2f1c0b9e7a4635");
    let exchanges = [
        exchange("update-organization", own, (update, organization))?,
        exchange("update-partner-organization", partners, (update_partner, partner))?,
    ];
    for exchange in &exchanges {
        for report in [exchange.check_request(), exchange.check_response()] {
            if !report.is_valid() {
                return Err(format!("{}: {report}", exchange.name).into());
            }
        }
    }
    Ok(exchanges)
}

fn exchange(
    name: &'static str,
    head: http::request::Builder,
    (request, response): (&'static Case, &'static Case),
) -> http::Result<Exchange> {
    let json = "application/json";
    Ok(Exchange {
        name,
        request: head
            .header("host", "api.example.com")
            .header("user-agent", "curl/8.5.0")
            .header("accept", "*/*")
            .header("accept-encoding", "gzip, br")
            .header("x-forwarded-for", "192.0.2.7")
            .header("content-type", json)
            .header("content-length", request.body.len())
            .body(request.body.as_bytes())?,
        request_body: request.checker,
        response: Response::builder()
            .header("content-type", format!("{json}; charset=utf-8"))
            .header("date", "Mon, 30 Nov 2026 08:00:00 GMT")
            .header("content-length", response.body.len())
            .body(response.body.as_bytes())?,
        response_body: response.checker,
    })
}
