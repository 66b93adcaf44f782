//! The service that a layer makes: a request goes through its check to the inner service, and the response through its own.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use fineprint::contract::{Keyword, Operation};
use fineprint::http::{ResponseChecker, UnreadBody};
use fineprint::report::{Report, Verdict};
use http::{Request, Response, request};
use http_body::Body as HttpBody;
use tower_service::Service;

use crate::claim::Claim;
use crate::events::{self, Fate};
use crate::judge::{self, Taken};
use crate::layer::Shared;
use crate::settings::{Mode, RequestMode};
use crate::{Body, Refusal};

/// A service with a contract around it.
#[derive(Clone, Debug)]
pub struct ContractService<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> ContractService<S> {
    pub(crate) const fn new(inner: S, shared: Arc<Shared>) -> Self {
        Self { inner, shared }
    }
}

impl<S, B, R> Service<Request<B>> for ContractService<S>
where
    S: Service<Request<Body<B>>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Send,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Send,
    R: HttpBody<Data = Bytes> + Send + 'static,
    R::Error: Send,
{
    type Response = Response<Body<R>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that is ready is the one to be called; its clone may not be.
        let clone = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, clone);
        let shared = Arc::clone(&self.shared);
        Box::pin(async move { exchange(&shared, inner, request).await })
    }
}

/// The way of a request that the contract has nothing to say to, or has said something to.
enum Way<'c, B: HttpBody> {
    /// It goes on, and its response is held to the contract.
    Checked(Body<B>, ResponseChecker<'c>),
    /// It goes on, and nothing more is looked at.
    Past(Body<B>),
    /// It goes no further.
    Refused(Refusal),
}

async fn exchange<S, B, R>(
    shared: &Arc<Shared>,
    mut inner: S,
    request: Request<B>,
) -> Result<Response<Body<R>>, S::Error>
where
    S: Service<Request<Body<B>>, Response = Response<R>>,
    B: HttpBody<Data = Bytes>,
    R: HttpBody<Data = Bytes>,
{
    let (mut parts, body) = request.into_parts();
    let (body, checker) = match way(shared, &parts, body).await {
        Way::Checked(body, checker) => (body, checker),
        Way::Past(body) => {
            shared.counters.exempt.add();
            return Ok(inner.call(Request::from_parts(parts, body)).await?.map(Body::untouched));
        }
        Way::Refused(refusal) => {
            shared.counters.refused.add();
            return Ok(whole(shared.settings.answer(&refusal)));
        }
    };
    let claim = Claim::new(shared, &parts.uri);
    parts.extensions.insert(claim.clone());
    let response = inner.call(Request::from_parts(parts, body)).await?;
    let operation = checker.operation();
    if shared.settings.requests == RequestMode::Extractors && !claim.is_taken() && says_something(operation) {
        shared.counters.unclaimed.add();
        if shared.is_new(operation) {
            events::unclaimed(operation);
        }
    }
    Ok(answer(shared, &checker, response).await)
}

/// Whether the contract says anything of the operation's requests.
fn says_something(operation: &Operation) -> bool {
    !operation.parameters.is_empty() || operation.request_body.is_some() || !operation.security.is_empty()
}

/// Finds the operation of a request, and checks it.
async fn way<'c, B: HttpBody<Data = Bytes>>(
    shared: &'c Shared,
    parts: &request::Parts,
    body: B,
) -> Way<'c, B> {
    let settings = &shared.settings;
    if settings.exempt.iter().any(|is_exempt| is_exempt(parts)) {
        return Way::Past(Body::untouched(body));
    }
    let operation = match shared.checker().find(parts) {
        Ok(operation) => operation,
        Err(report) => return unknown(shared, report, body),
    };
    if shared.is_exempt(operation.operation()) {
        return Way::Past(Body::untouched(body));
    }
    let response = operation.response(&parts.method);
    let mode = match settings.requests {
        RequestMode::Layer(mode) => mode,
        RequestMode::Extractors => Mode::Off,
    };
    if mode == Mode::Off {
        return Way::Checked(Body::untouched(body), response);
    }
    let told = Some(operation.operation());
    let (report, body) = match judge::take(settings, &operation, parts, body, false).await {
        Taken::Whole(bytes, trailers) => {
            (operation.check_request(parts, &bytes), Body::whole(bytes, trailers))
        }
        Taken::Unread(unread, body) => (operation.check_request_head(parts, unread), body),
        Taken::Missing(refusal, body) => {
            events::unread(operation.operation(), &refusal);
            if mode == Mode::Enforce {
                return Way::Refused(refusal);
            }
            (operation.check_request_head(parts, UnreadBody::Present), body)
        }
    };
    shared.counters.requests.add(report.verdict());
    let fate = match (settings.options.accepts(report.verdict()), mode) {
        (true, _) => Fate::Accepted,
        (false, Mode::Enforce) => Fate::Refused,
        (false, Mode::Report | Mode::Off) => Fate::Passed,
    };
    events::request(told, &report, fate);
    if fate == Fate::Refused {
        return Way::Refused(Refusal::of_request(report, &shared.contract, told));
    }
    Way::Checked(body, response)
}

/// A request that is for no operation.
fn unknown<'c, B: HttpBody<Data = Bytes>>(shared: &Shared, report: Report, body: B) -> Way<'c, B> {
    let is_path = report.violations().iter().any(|violation| violation.keyword() == Keyword::Path);
    let fate = match shared.settings.requests {
        RequestMode::Layer(Mode::Enforce) | RequestMode::Extractors => Fate::Refused,
        RequestMode::Layer(Mode::Report | Mode::Off) => Fate::Passed,
    };
    let is_silent = shared.settings.requests == RequestMode::Layer(Mode::Off);
    if is_silent || (is_path && shared.settings.pass_undocumented) {
        return Way::Past(Body::untouched(body));
    }
    shared.counters.requests.add(report.verdict());
    events::request(None, &report, fate);
    if fate == Fate::Refused {
        return Way::Refused(Refusal::of_request(report, &shared.contract, None));
    }
    Way::Past(Body::untouched(body))
}

/// Checks the response.
async fn answer<R: HttpBody<Data = Bytes>>(
    shared: &Shared,
    checker: &ResponseChecker<'_>,
    response: Response<R>,
) -> Response<Body<R>> {
    let mode = shared.settings.responses;
    // Who refuses a request in the layer's words is not held to the contract.
    if mode == Mode::Off || response.extensions().get::<Refused>().is_some() {
        return response.map(Body::untouched);
    }
    if !shared.draws() {
        shared.counters.not_sampled.add();
        return response.map(Body::untouched);
    }
    let (parts, body) = response.into_parts();
    let (report, body) = judge::response(&shared.settings, checker, &parts, body).await;
    shared.counters.responses.add(report.verdict());
    let is_replaced = mode == Mode::Enforce && report.verdict() == Verdict::Invalid;
    events::response(checker.operation(), parts.status.as_u16(), &report, is_replaced);
    if is_replaced {
        shared.counters.replaced.add();
        let refusal = Refusal::of_response(report);
        return whole(shared.settings.answer(&refusal));
    }
    Response::from_parts(parts, body)
}

/// Marks the answers of those behind the layer who have decoded a request, and refuse it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused;

fn whole<R: HttpBody<Data = Bytes>>(response: Response<Bytes>) -> Response<Body<R>> {
    response.map(|bytes| Body::whole(bytes, None))
}
