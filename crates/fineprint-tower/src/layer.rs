//! The layer: how it is built, and what its services share.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use fineprint::check::Options;
use fineprint::contract::Operation;
use fineprint::http::MessageChecker;
use http::{Response, request};
use tower_layer::Layer;

use crate::counts::Counters;
use crate::settings::{ALL, Exemption, Refuse, RequestMode, Settings};
use crate::{ContractService, Counts, Mode, Refusal, SharedContract};

/// Puts a contract around a service.
///
/// Without further settings, requests that do not meet the contract are refused with all that is wrong, and responses that do
/// not are told as events of `tracing` and pass. Bodies are read up to 2 MiB and for 30 seconds; bodies of which the contract
/// says nothing that takes their bytes to check, such as files and streams of events, are passed on as they come.
///
/// ```
/// use std::time::Duration;
///
/// use fineprint::Contract;
/// use fineprint_tower::{ContractLayer, Mode};
///
/// fn layer(contract: &'static Contract) -> Result<ContractLayer, fineprint_tower::UnknownOperation> {
///     Ok(ContractLayer::new(contract)
///         .responses(Mode::Enforce)
///         .body_limit(64 * 1024)
///         .body_timeout(Duration::from_secs(5))
///         .exempt_operation("uploadPhoto")?
///         .exempt(|request| request.uri.path() == "/health"))
/// }
/// # use fineprint::contract::freeze::*;
/// # static CONTRACT: Contract = Contract { title: Frozen("t"), version: Frozen("1"), operations: Frozen(&[]), bases: Frozen(&[]),
/// #     components: Frozen(&[]), security_schemes: Frozen(&[]), has_one_way_properties: false, positions: Frozen(&[]) };
/// assert!(layer(&CONTRACT).is_err_and(|error| error.to_string().contains("uploadPhoto")));
/// ```
///
/// # Where it belongs
///
/// * A layer that undoes or adds `Content-Encoding`, and one that answers CORS preflights, belongs outside of this one: what is
///   compressed cannot be checked.
/// * Layers between this one and the handlers are a part of the service: what they answer is held to the contract too. A layer for
///   authentication or rates whose answers the contract does not document belongs outside. Credentials are looked at for presence
///   and form only, which is no authentication.
/// * Paths are compared as this layer sees them. In a router that is nested, and whose part of the path is taken away, say what is
///   left of the servers' base path by [`Options::base_path`].
/// * It runs on `tokio` with its time driver, and wants inner services that can be cloned, as axum's can.
#[derive(Clone, Debug)]
pub struct ContractLayer {
    shared: Arc<Shared>,
}

/// What all services of a layer share.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) contract: SharedContract,
    pub(crate) settings: Settings,
    pub(crate) counters: Arc<Counters>,
    /// The pointers of the operations whose handlers do not check what is left to them.
    warned: Arc<Mutex<HashSet<String>>>,
}

impl Shared {
    pub(crate) fn checker(&self) -> MessageChecker<'_> {
        self.contract.with(&self.settings.options)
    }

    pub(crate) fn is_exempt(&self, operation: &Operation) -> bool {
        self.settings.exempt_operations.iter().any(|pointer| **pointer == *operation.pointer)
    }

    /// Whether nobody has been warned yet of that operation's handler. Once is enough: it is always the same.
    pub(crate) fn is_new(&self, operation: &Operation) -> bool {
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !warned.contains(&*operation.pointer);
        if is_new {
            warned.insert(operation.pointer.to_string());
        }
        is_new
    }

    /// Whether the next response is one of the sample.
    pub(crate) fn draws(&self) -> bool {
        let sample = self.settings.sample;
        if sample >= ALL {
            return true;
        }
        // Multiples of the golden ratio are spread evenly over the circle, whatever the rhythm of what they are drawn from.
        let angle = self.counters.drawn.add().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        angle < sample
    }
}

impl ContractLayer {
    /// A layer for a generated contract (`&'static Contract`), or for one that was loaded (`Contract` or `Arc<Contract>`).
    pub fn new(contract: impl Into<SharedContract>) -> Self {
        let shared = Shared {
            contract: contract.into(),
            settings: Settings::new(),
            counters: Arc::default(),
            warned: Arc::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    fn set(mut self, set: impl FnOnce(&mut Settings)) -> Self {
        set(&mut Arc::make_mut(&mut self.shared).settings);
        self
    }

    /// How messages are checked. The number of bytes is [`body_limit`](Self::body_limit)'s business, whatever they say.
    #[must_use]
    pub fn options(self, options: Options) -> Self {
        self.set(|settings| settings.options = options.max_bytes(settings.body_limit))
    }

    /// What becomes of requests. By default [`Mode::Enforce`]: those that could not be checked in all respects are refused too,
    /// unless [`Options::admit_unchecked`] says otherwise. A contract that asks for client certificates needs that, since they are no
    /// part of a message.
    #[must_use]
    pub fn requests(self, mode: Mode) -> Self {
        self.set(|settings| settings.requests = RequestMode::Layer(mode))
    }

    /// Leaves requests to their handlers, which check while they decode, in one pass: by [`decode`](crate::decode), or by the
    /// extractors for axum, `Checked` and `CheckedBody`. The layer refuses requests that are for no operation. A handler without an
    /// extractor gets requests that nobody has checked, credentials included: that is told as a warning, once for each operation,
    /// and counted in [`Counts::unclaimed`](crate::Counts::unclaimed).
    #[must_use]
    pub fn requests_by_extractors(self) -> Self {
        self.set(|settings| settings.requests = RequestMode::Extractors)
    }

    /// What becomes of responses. By default [`Mode::Report`]. Those that could not be checked in all respects always pass.
    #[must_use]
    pub fn responses(self, mode: Mode) -> Self {
        self.set(|settings| settings.responses = mode)
    }

    /// Which part of the responses is checked: `0.01` is each hundredth. By default `1.0`, all of them.
    #[must_use]
    pub fn sample_responses(self, part: f64) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 2³²"
        )]
        let sample = (part.clamp(0.0, 1.0) * ALL as f64).ceil() as u64;
        self.set(|settings| settings.sample = sample)
    }

    /// How many bytes of a body are read. A request with more is refused with 413; a response with more passes, unchecked. By
    /// default 2 MiB. Bodies that need not be read can be longer; a file whose `maxLength` the contract states must be read.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        self.set(|settings| {
            settings.body_limit = bytes;
            settings.options = settings.options.clone().max_bytes(bytes);
        })
    }

    /// How long a body that is read may take, from the first to the last byte. A request that takes longer is refused with 408; a
    /// response that does passes as it comes, unchecked. By default 30 seconds.
    #[must_use]
    pub fn body_timeout(self, time: Duration) -> Self {
        self.set(|settings| settings.body_timeout = time)
    }

    /// Whether requests pass whose path the contract does not have, since the service has more than it documents. By default they
    /// are refused with 404. A path that it has with another method is refused in any case.
    #[must_use]
    pub fn pass_undocumented(self, pass: bool) -> Self {
        self.set(|settings| settings.pass_undocumented = pass)
    }

    /// Leaves requests alone for which that is true, and their responses; can be called several times.
    #[must_use]
    pub fn exempt(self, is_exempt: impl Fn(&request::Parts) -> bool + Send + Sync + 'static) -> Self {
        let is_exempt: Arc<Exemption> = Arc::new(is_exempt);
        self.set(|settings| settings.exempt.push(is_exempt))
    }

    /// Leaves an operation alone, by its `operationId`, or by its method and path template: `GET /photos/{id}`.
    ///
    /// # Errors
    ///
    /// The contract has no such operation.
    pub fn exempt_operation(self, name: &str) -> Result<Self, UnknownOperation> {
        let is_it = |operation: &&Operation| {
            operation.id.as_deref() == Some(name)
                || name.split_once(' ') == Some((&*operation.method, &*operation.path))
        };
        let operations = self.shared.contract.operations.iter();
        let Some(operation) = operations.map(|it| &**it).find(is_it) else {
            return Err(UnknownOperation(name.to_owned()));
        };
        let pointer = operation.pointer.to_string();
        Ok(self.set(|settings| settings.exempt_operations.push(pointer)))
    }

    /// What is answered where a request is refused or a response replaced: by default
    /// [`Refusal::to_response`]. For services whose contract has an error format of its own, and for those who want to see in
    /// answers what was wrong with a response ([`Refusal::report`]).
    #[must_use]
    pub fn refuse_with(self, answer: impl Fn(&Refusal) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        let answer: Arc<Refuse> = Arc::new(answer);
        self.set(|settings| settings.refuse = Some(answer))
    }

    /// How many messages this layer and its clones have seen.
    pub fn counts(&self) -> Counts {
        self.shared.counters.get()
    }
}

impl<S> Layer<S> for ContractLayer {
    type Service = ContractService<S>;

    fn layer(&self, inner: S) -> ContractService<S> {
        ContractService::new(inner, Arc::clone(&self.shared))
    }
}

/// The contract has no operation of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperation(String);

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the contract has no operation `{}`", self.0)
    }
}

impl std::error::Error for UnknownOperation {}
