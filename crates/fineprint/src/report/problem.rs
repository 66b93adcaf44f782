//! A report as a problem document (RFC 9457), to be answered as `application/problem+json`.

use serde::Serialize;

use super::{Report, Unchecked, Verdict, Violation};
use crate::check::Direction;
use crate::contract::Keyword;

/// The members of a problem document for a message that does not meet its contract.
#[derive(Clone, Debug, Serialize)]
pub struct Problem<'r> {
    /// `about:blank`: the status says it all (RFC 9457, section 4.2.1).
    #[serde(rename = "type")]
    pub type_uri: &'static str,
    /// The status code's phrase, as `about:blank` asks for.
    pub title: &'static str,
    /// The HTTP status code: 400, 413 where the body is too large, 500 where it is the response that is wrong.
    pub status: u16,
    /// How much is wrong, in a sentence.
    pub detail: String,
    /// Every violation, without the places in the contract's files.
    pub violations: Vec<ProblemViolation<'r>>,
    /// Whether some violations are not listed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

/// One violation in a problem document.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemViolation<'r> {
    /// The part of the message.
    pub part: &'static str,
    /// Where in that part, as a JSON Pointer.
    pub pointer: &'r str,
    /// The keyword.
    pub keyword: &'static str,
    /// The name of the property that it is about, where it is about a name and not about a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<&'r str>,
    /// The sentence for people.
    pub detail: String,
}

impl<'r> Problem<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        let violations: Vec<_> = report
            .violations()
            .iter()
            .map(ProblemViolation::of_violation)
            .chain(report.unchecked().iter().map(ProblemViolation::of_unchecked))
            .collect();
        let too_large = report.violations().iter().any(|violation| violation.keyword() == Keyword::Size);
        let detail = match (report.verdict(), report.violations().len()) {
            (Verdict::Valid, _) => "The message meets its contract.".to_owned(),
            (Verdict::Unchecked, _) => "The message could not be checked against its contract.".to_owned(),
            (Verdict::Invalid, 1) => "The message violates its contract in one place.".to_owned(),
            (Verdict::Invalid, count) => format!("The message violates its contract in {count} places."),
        };
        let mut parts = report.violations().iter().map(Violation::part);
        let (status, title) = if parts.any(|part| part.direction() == Direction::Response) {
            (500, "Internal Server Error")
        } else if too_large {
            (413, "Content Too Large")
        } else {
            (400, "Bad Request")
        };
        Self { type_uri: "about:blank", title, status, detail, violations, truncated: report.is_truncated() }
    }
}

impl<'r> ProblemViolation<'r> {
    fn of_violation(violation: &'r Violation) -> Self {
        Self {
            part: violation.part().name(),
            pointer: violation.pointer(),
            keyword: violation.keyword().name(),
            property: violation.property(),
            // Not `message()`: an answer never repeats the payload, whatever the log is allowed to show.
            detail: violation.kind().to_string(),
        }
    }

    fn of_unchecked(unchecked: &'r Unchecked) -> Self {
        Self {
            part: unchecked.part().name(),
            pointer: unchecked.pointer(),
            keyword: unchecked.keyword().name(),
            property: None,
            detail: unchecked.reason().to_string(),
        }
    }
}
