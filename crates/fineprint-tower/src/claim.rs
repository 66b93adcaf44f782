//! What a layer leaves in a request for those behind it who decode it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::Uri;

use crate::layer::Shared;

/// The contract that a request is under, and whether somebody has asked for it.
#[derive(Clone, Debug)]
pub(crate) struct Claim(Arc<Content>);

#[derive(Debug)]
struct Content {
    shared: Arc<Shared>,
    /// The target as the layer saw it: routers take away what they have matched.
    uri: Uri,
    is_taken: AtomicBool,
}

impl Claim {
    pub(crate) fn new(shared: &Arc<Shared>, uri: &Uri) -> Self {
        let is_taken = AtomicBool::new(false);
        Self(Arc::new(Content { shared: Arc::clone(shared), uri: uri.clone(), is_taken }))
    }

    pub(crate) fn is_taken(&self) -> bool {
        self.0.is_taken.load(Ordering::Relaxed)
    }

    pub(crate) fn take(&self) -> (&Shared, &Uri) {
        self.0.is_taken.store(true, Ordering::Relaxed);
        (&self.0.shared, &self.0.uri)
    }
}
