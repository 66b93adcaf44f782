//! Whole HTTP messages beside their bodies alone, and how long it takes to find an operation among many.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use fineprint::Contract;
use fineprint::check::Options;
use fineprint::contract::{Base, Piece, Route, Segment};
use fineprint_benches::figures::{Message, Routing};
use fineprint_benches::messages::exchanges;
use fineprint_openapi::source::SourceFile;
use http::Request;

use super::harness::{Effort, count, time};
use super::startup::{Document, largest};

/// The requests and responses of our own contract.
pub(crate) fn all(effort: Effort) -> Result<Vec<Message>, Box<dyn Error>> {
    let mut messages = Vec::new();
    for exchange in exchanges()? {
        let (request, response) = (exchange.request.body(), exchange.response.body());
        for report in [exchange.check_request(), exchange.check_response()] {
            if !report.is_valid() {
                return Err(format!("{}: {report}", exchange.name).into());
            }
        }
        let find = time(effort, || drop(black_box(exchange.find())));
        messages.push(Message {
            message: format!("{}, request", exchange.name),
            bytes: request.len(),
            body: time(effort, || drop(black_box(exchange.request_body.check_slice(black_box(request))))),
            find,
            whole: time(effort, || drop(black_box(exchange.check_request()))),
        });
        messages.push(Message {
            message: format!("{}, response", exchange.name),
            bytes: response.len(),
            body: time(effort, || drop(black_box(exchange.response_body.check_slice(black_box(response))))),
            find,
            whole: time(effort, || drop(black_box(exchange.check_response()))),
        });
    }
    Ok(messages)
}

/// Finds every operation of the largest documents of the corpus that have paths, each by one of its own.
pub(crate) fn routing(corpus: &Path, effort: Effort) -> Result<Vec<Routing>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for Document { provider, text } in largest(corpus)? {
        let file = SourceFile::from_bytes(&provider, text)?;
        // A document with errors becomes no contract.
        let Ok((read, _)) = fineprint_openapi::read(&Arc::new(file)) else { continue };
        let contract = fineprint_openapi::compile(&read);
        let requests = requests(&contract)?;
        // There are documents whose paths are told apart behind a `#`, which no request has.
        if requests.is_empty() {
            continue;
        }
        let options = Options::new();
        let checker = contract.with(&options);
        let nanoseconds = time(effort, || {
            for request in &requests {
                drop(black_box(checker.find(black_box(request))));
            }
        });
        let operations = requests.len();
        rows.push(Routing { document: provider, operations, nanoseconds: nanoseconds / count(operations) });
    }
    Ok(rows)
}

/// A request for each operation that a path leads to.
fn requests(contract: &Contract) -> Result<Vec<Request<()>>, Box<dyn Error>> {
    let options = Options::new();
    let mut requests = Vec::new();
    for base in contract.bases.iter() {
        for route in base.routes.iter() {
            for id in route.operations.iter() {
                let operation = contract.operations.get(usize::try_from(id.0)?).ok_or("no such operation")?;
                let request = Request::builder().method(&*operation.method).uri(path(base, route));
                // A path with letters that a URI does not have is left out, and so is one that a more concrete template takes.
                let Ok(request) = request.body(()) else { continue };
                let found = contract.with(&options).find(&request);
                if found.is_ok_and(|found| found.operation().pointer == operation.pointer) {
                    requests.push(request);
                }
            }
        }
    }
    Ok(requests)
}

/// A path that matches the route: all its parameters have the same value.
fn path(base: &Base, route: &Route) -> String {
    let mut path = String::new();
    for segment in base.paths.iter().take(1).flat_map(|path| path.iter()).chain(route.segments.iter()) {
        path.push('/');
        match segment {
            Segment::Fixed(text) => path.push_str(text),
            Segment::Template(pieces) => path.extend(pieces.iter().map(|piece| match piece {
                Piece::Text(text) => &**text,
                Piece::Parameter(_) => "a1b2c3d4",
            })),
        }
    }
    path
}
