//! How many judgements came to which verdict, and what was wrong with whom.

use std::collections::BTreeMap;

use fineprint::contract::Keyword;
use fineprint::report::Verdict;

use crate::check::judged::{Judged, Subject};

/// The counts of a run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Whether exchanges are judged, and not instances.
    pub(crate) is_of_traffic: bool,
    /// How many were judged.
    pub(crate) judged: usize,
    /// How many came to each verdict.
    pub(crate) verdicts: Verdicts,
    /// What is wrong, by operation.
    pub(crate) operations: BTreeMap<String, Wrong>,
    /// How many exchanges belong to no operation.
    pub(crate) strays: usize,
    /// How many requests were never answered, or their responses not recorded.
    pub(crate) unanswered: usize,
    /// How many exchanges were left out, since they are of operations that nobody asked about, or no HTTP.
    pub(crate) skipped: usize,
    /// How many entries could not be read.
    pub(crate) unreadable: usize,
}

/// How many came to each verdict.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    /// All was checked, and is right.
    pub(crate) valid: usize,
    /// Something is wrong.
    pub(crate) invalid: usize,
    /// Something could not be checked.
    pub(crate) unchecked: usize,
}

/// What is wrong with the exchanges of an operation.
#[derive(Debug, Default)]
pub(crate) struct Wrong {
    /// How many came to each verdict.
    pub(crate) verdicts: Verdicts,
    /// How many violations there are of each keyword.
    pub(crate) keywords: BTreeMap<Keyword, usize>,
}

impl Verdicts {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Valid => self.valid += 1,
            Verdict::Invalid => self.invalid += 1,
            Verdict::Unchecked => self.unchecked += 1,
        }
    }
}

impl Tally {
    /// Counts one.
    pub(crate) fn add(&mut self, judged: &Judged) {
        let Judged { subject, findings, .. } = judged;
        let verdict = findings.verdict();
        self.judged += 1;
        self.verdicts.add(verdict);
        let Subject::Exchange(exchange) = subject else { return };
        self.unanswered += usize::from(!exchange.is_answered);
        let Some(operation) = &exchange.operation else {
            self.strays += 1;
            return;
        };
        let wrong = match self.operations.get_mut(operation) {
            Some(wrong) => wrong,
            None => self.operations.entry(operation.clone()).or_default(),
        };
        wrong.verdicts.add(verdict);
        for violation in findings.violations() {
            *wrong.keywords.entry(violation.keyword()).or_default() += 1;
        }
    }

    /// Whether everything that was judged is valid.
    pub(crate) fn is_fine(&self) -> bool {
        self.verdicts.valid == self.judged
    }
}
