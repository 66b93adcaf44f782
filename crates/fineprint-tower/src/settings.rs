//! What a layer does with the messages that it sees.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use fineprint::check::Options;
use http::{Response, request};

use crate::Refusal;

/// What becomes of messages that do not meet the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A request is refused before the service sees it; in place of a response, the caller gets a problem document with status
    /// 500.
    Enforce,
    /// They pass, and are told: as events of `tracing`, and in [`Counts`](crate::Counts).
    Report,
    /// They are not looked at.
    Off,
}

/// Who checks requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestMode {
    Layer(Mode),
    /// Extractors, while they decode; the layer only finds the operation.
    Extractors,
}

/// What holds for all clones of a layer, but for its contract and its counters.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) options: Options,
    pub(crate) requests: RequestMode,
    pub(crate) responses: Mode,
    /// The part of the responses that is checked, of 2³².
    pub(crate) sample: u64,
    pub(crate) body_limit: usize,
    pub(crate) body_timeout: Duration,
    /// Whether paths that the contract does not have are the service's own business.
    pub(crate) pass_undocumented: bool,
    /// The pointers of the operations that are left alone.
    pub(crate) exempt_operations: Vec<String>,
    pub(crate) exempt: Vec<Arc<Exemption>>,
    pub(crate) refuse: Option<Arc<Refuse>>,
}

pub(crate) type Exemption = dyn Fn(&request::Parts) -> bool + Send + Sync;
pub(crate) type Refuse = dyn Fn(&Refusal) -> Response<Bytes> + Send + Sync;

/// What a sample of all is.
pub(crate) const ALL: u64 = 1 << 32;

/// As much as axum reads of a body.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

const BODY_TIMEOUT: Duration = Duration::from_secs(30);

impl Settings {
    pub(crate) const fn new() -> Self {
        Self {
            options: Options::new().max_bytes(BODY_LIMIT),
            requests: RequestMode::Layer(Mode::Enforce),
            responses: Mode::Report,
            sample: ALL,
            body_limit: BODY_LIMIT,
            body_timeout: BODY_TIMEOUT,
            pass_undocumented: false,
            exempt_operations: Vec::new(),
            exempt: Vec::new(),
            refuse: None,
        }
    }

    /// The answer to a request that is refused, or in place of a response.
    pub(crate) fn answer(&self, refusal: &Refusal) -> Response<Bytes> {
        self.refuse.as_ref().map_or_else(|| refusal.to_response(), |refuse| refuse(refusal))
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("options", &self.options)
            .field("requests", &self.requests)
            .field("responses", &self.responses)
            .field("body_limit", &self.body_limit)
            .field("body_timeout", &self.body_timeout)
            .field("pass_undocumented", &self.pass_undocumented)
            .field("exempt_operations", &self.exempt_operations)
            .finish_non_exhaustive()
    }
}
