//! For machines: an object on a line for each judgement.

use std::io::{self, Write};

use fineprint::report::{Unchecked, Verdict};
use serde::{Serialize, Serializer};

use super::{Reporter, Tally};
use crate::check::judged::{Findings, Judged, Subject, Unusable};
use crate::output::json_line;

pub(super) struct Json;

impl Reporter for Json {
    fn text(&self, judged: &Judged) -> String {
        json_line(&Line::of(judged)).unwrap_or_default()
    }

    fn take(&mut self, _: &Judged, text: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(text.as_bytes())
    }

    fn unreadable(&mut self, place: Option<&str>, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(json_line(&Unread { exchange: place, error: reason })?.as_bytes())
    }

    fn finish(&mut self, _: &Tally, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Serialize)]
struct Line<'a> {
    entry: usize,
    #[serde(flatten)]
    subject: Named<'a>,
    verdict: Verdict,
    violations: Violations<'a>,
    unchecked: Doubts<'a>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
}

/// What could not be read.
#[derive(Serialize)]
struct Unread<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange: Option<&'a str>,
    error: &'a str,
}

/// The place, under the name of what is there.
#[derive(Serialize)]
#[serde(untagged)]
enum Named<'a> {
    Instance { instance: String },
    Exchange { exchange: String, operation: Option<&'a str> },
}

struct Violations<'a>(&'a Findings);
struct Doubts<'a>(&'a Findings);

/// What is not known to be right.
#[derive(Serialize)]
#[serde(untagged)]
enum Doubt<'a> {
    Unchecked(&'a Unchecked),
    Unusable(&'a Unusable),
}

impl<'a> Line<'a> {
    fn of(judged: &'a Judged) -> Self {
        let Judged { entry, place, subject, findings } = judged;
        let place = place.to_string();
        let subject = match subject {
            Subject::Instance => Named::Instance { instance: place },
            Subject::Exchange(exchange) => {
                Named::Exchange { exchange: place, operation: exchange.operation.as_deref() }
            }
        };
        Self {
            entry: *entry,
            subject,
            verdict: findings.verdict(),
            violations: Violations(findings),
            unchecked: Doubts(findings),
            truncated: findings.is_truncated(),
        }
    }
}

impl Serialize for Violations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.violations())
    }
}

impl Serialize for Doubts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unusable = self.0.unusable().iter().map(Doubt::Unusable);
        serializer.collect_seq(self.0.unchecked().map(Doubt::Unchecked).chain(unusable))
    }
}
