//! Whole HTTP messages beside their bodies alone, and how long it takes to find an operation among many.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use fineprint::check::Options;
use fineprint::contract::{Base, Piece, Route, Segment};
use fineprint::{Checker, Contract};
use fineprint_benches::figures::{Message, Routing, Who, Work};
use fineprint_benches::messages::exchanges;
use fineprint_openapi::source::SourceFile;
use http::Request;

use super::harness::{Competitor, Effort, compare, count, time};
use super::startup::{Document, largest};

/// The requests and responses of our own contract.
pub(crate) fn all(effort: Effort) -> Result<Vec<Message>, Box<dyn Error>> {
    let mut messages = Vec::new();
    for exchange in &exchanges()? {
        let find = || drop(black_box(exchange.find()));
        let request = || drop(black_box(exchange.check_request()));
        let response = || drop(black_box(exchange.check_response()));
        for (what, whole, checker, body) in [
            ("request", &request as &dyn Fn(), exchange.request_body, exchange.request.body()),
            ("response", &response, exchange.response_body, exchange.response.body()),
        ] {
            let [whole, body_alone, find] = in_turns(effort, [whole, &body_alone(checker, body), &find]);
            let message = format!("{}, {what}", exchange.name);
            messages.push(Message { message, bytes: body.len(), whole, body: body_alone, find });
        }
    }
    Ok(messages)
}

fn body_alone(checker: &'static Checker<'static>, body: &[u8]) -> impl Fn() {
    move || drop(black_box(checker.check_slice(black_box(body))))
}

/// The nanoseconds of each, timed in turns.
fn in_turns<const N: usize>(effort: Effort, runs: [&dyn Fn(); N]) -> [f64; N] {
    let mut turns = runs.map(|run| Competitor::new(Who::Fineprint, run));
    let timings = compare(effort, Work::Bytes, 1, &mut turns);
    std::array::from_fn(|index| timings.get(index).map_or(f64::NAN, |timing| timing.nanoseconds))
}

/// Finds the operations of the largest documents of the corpus, each by a path of its own.
pub(crate) fn routing(corpus: &Path, effort: Effort) -> Result<Vec<Routing>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for Document { provider, text } in largest(corpus)? {
        let file = SourceFile::from_bytes(&provider, text)?;
        // A document with errors becomes no contract.
        let Ok((read, _)) = fineprint_openapi::read(&Arc::new(file)) else { continue };
        let contract = fineprint_openapi::compile(&read);
        let requests = requests(&contract)?;
        let options = Options::new();
        let checker = contract.with(&options);
        let find_all = || {
            for request in &requests {
                drop(black_box(checker.find(black_box(request))));
            }
        };
        let (operations, found) = (contract.operations.len(), requests.len());
        let nanoseconds = (found > 0).then(|| time(effort, find_all) / count(found));
        rows.push(Routing { document: provider, operations, found, nanoseconds });
    }
    Ok(rows)
}

/// A request for each operation that one can lead to.
fn requests(contract: &Contract) -> Result<Vec<Request<()>>, Box<dyn Error>> {
    let options = Options::new();
    let mut requests = Vec::new();
    for base in contract.bases.iter() {
        for route in base.routes.iter() {
            for id in route.operations.iter() {
                let operation = contract.operations.get(usize::try_from(id.0)?).ok_or("no such operation")?;
                let request = Request::builder().method(&*operation.method).uri(path(base, route));
                // A path with letters that a URI does not have is left out, one whose operations are told apart behind a `#`, and one
                // that a more concrete template takes.
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
