//! How many messages there were, and what came of them.

use std::sync::atomic::{AtomicU64, Ordering};

use fineprint::report::Verdict;

/// How many messages a layer has seen since it was made; all its clones count together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Requests that were checked.
    pub requests: Verdicts,
    /// Responses that were checked.
    pub responses: Verdicts,
    /// Requests that were refused, for whatever reason.
    pub refused: u64,
    /// Responses that were replaced.
    pub replaced: u64,
    /// Requests of operations and paths that are exempted, or that the contract does not have where these pass.
    pub exempt: u64,
    /// Responses that were not checked since they are no part of the sample.
    pub not_sampled: u64,
    /// Requests that were left to an extractor, and reached a handler that has none.
    pub unclaimed: u64,
}

/// How many messages came to each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdicts {
    /// They meet the contract.
    pub valid: u64,
    /// They do not.
    pub invalid: u64,
    /// They could not be checked in all respects.
    pub unchecked: u64,
}

/// The counters behind [`Counts`].
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) requests: Tally,
    pub(crate) responses: Tally,
    pub(crate) refused: Counter,
    pub(crate) replaced: Counter,
    pub(crate) exempt: Counter,
    pub(crate) not_sampled: Counter,
    pub(crate) unclaimed: Counter,
    /// Responses that a sample was drawn from.
    pub(crate) drawn: Counter,
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    valid: Counter,
    invalid: Counter,
    unchecked: Counter,
}

#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    /// Adds one, and gives what it was before. Nothing else is ordered by it.
    pub(crate) fn add(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Tally {
    pub(crate) fn add(&self, verdict: Verdict) {
        match verdict {
            Verdict::Valid => self.valid.add(),
            Verdict::Invalid => self.invalid.add(),
            Verdict::Unchecked => self.unchecked.add(),
        };
    }

    fn get(&self) -> Verdicts {
        Verdicts { valid: self.valid.get(), invalid: self.invalid.get(), unchecked: self.unchecked.get() }
    }
}

impl Counters {
    pub(crate) fn get(&self) -> Counts {
        Counts {
            requests: self.requests.get(),
            responses: self.responses.get(),
            refused: self.refused.get(),
            replaced: self.replaced.get(),
            exempt: self.exempt.get(),
            not_sampled: self.not_sampled.get(),
            unclaimed: self.unclaimed.get(),
        }
    }
}
