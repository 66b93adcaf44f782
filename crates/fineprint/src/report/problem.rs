//! A report as a problem document (RFC 9457), to be answered as `application/problem+json`.

use serde::Serialize;

use super::{Report, Unchecked, Verdict, Violation};
use crate::check::{Direction, Part};
use crate::contract::Keyword;

/// The members of a problem document for a message that does not meet its contract.
#[derive(Clone, Debug, Serialize)]
pub struct Problem<'r> {
    /// `about:blank`: the status says it all (RFC 9457, section 4.2.1).
    #[serde(rename = "type")]
    pub type_uri: &'static str,
    /// The status code's phrase, as `about:blank` asks for.
    pub title: &'static str,
    /// The HTTP status code: 404 and 405 where there is no such path or method, 401 where credentials are missing, 413 where the
    /// body is too large, 415 where its media type is another, 500 where it is the response that is wrong or nothing but what
    /// the sender cannot mend, and else 400.
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
        let detail = match (report.verdict(), report.violations().len()) {
            (Verdict::Valid, _) => "The message meets its contract.".to_owned(),
            (Verdict::Unchecked, _) => "The message could not be checked against its contract.".to_owned(),
            (Verdict::Invalid, 1) => "The message violates its contract in one place.".to_owned(),
            (Verdict::Invalid, count) => format!("The message violates its contract in {count} places."),
        };
        let (status, title) = status(report);
        Self { type_uri: "about:blank", title, status, detail, violations, truncated: report.is_truncated() }
    }
}

/// The status that HTTP has for the report, and its phrase (RFC 9110, section 15). Of several, the one that says what to mend
/// first: nobody can mend a body before the path is right.
fn status(report: &Report) -> (u16, &'static str) {
    let violations = report.violations();
    let has = |keyword| violations.iter().any(|violation| violation.keyword() == keyword);
    // A part of a form that has another media type is a mistake in a body that can be read.
    let is_other_type = |it: &Violation| it.keyword() == Keyword::ContentType && it.pointer().is_empty();
    let mut parts =
        violations.iter().map(Violation::part).chain(report.unchecked().iter().map(Unchecked::part));
    let is_ours = |part: Part| part.direction() == Direction::Response;
    if parts.any(is_ours) || is_beyond_the_sender(report) {
        (500, "Internal Server Error")
    } else if has(Keyword::Path) {
        (404, "Not Found")
    } else if has(Keyword::Method) {
        (405, "Method Not Allowed")
    } else if has(Keyword::Security) {
        (401, "Unauthorized")
    } else if has(Keyword::Size) {
        (413, "Content Too Large")
    } else if violations.iter().any(is_other_type) || is_unreadable(report) {
        (415, "Unsupported Media Type")
    } else {
        (400, "Bad Request")
    }
}

/// Whether nothing is wrong but what the sender cannot mend: nobody can tell from a message whether its credentials are there, or
/// the receiver's type cannot hold what the contract admits.
fn is_beyond_the_sender(report: &Report) -> bool {
    let violations = report.violations();
    let is_model = !violations.is_empty() && violations.iter().all(|it| it.keyword() == Keyword::Model);
    let is_hidden = || report.unchecked().iter().any(|it| it.part() == Part::RequestSecurity);
    is_model || (violations.is_empty() && is_hidden())
}

/// Whether nothing is wrong but that the body could not be read.
fn is_unreadable(report: &Report) -> bool {
    let unchecked = report.unchecked();
    let is_body = |it: &Unchecked| {
        it.keyword() == Keyword::ContentType && it.part() == Part::RequestBody && it.pointer().is_empty()
    };
    report.violations().is_empty() && unchecked.iter().any(is_body)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Kind;

    #[test]
    fn the_status_says_what_to_mend_first() {
        let violation = |part, kind| Violation {
            part,
            pointer: String::new(),
            kind,
            schema_pointer: None,
            source: None,
            value: None,
        };
        let body = || violation(Part::RequestBody, Kind::Not);
        let security = || violation(Part::RequestSecurity, Kind::Security { alternatives: Vec::new() });
        let media_type = Kind::ContentType { allowed: Vec::new(), is_stated: true };
        for (violations, expected) in [
            (vec![body()], 400),
            (vec![violation(Part::RequestPath, Kind::Path)], 404),
            (vec![violation(Part::RequestMethod, Kind::Method { allowed: Vec::new() })], 405),
            (vec![body(), security()], 401),
            (vec![violation(Part::RequestBody, Kind::Size { limit: 1, actual: 2 }), body()], 413),
            (vec![violation(Part::RequestBody, media_type), body()], 415),
            (vec![violation(Part::ResponseBody, Kind::Not)], 500),
            (vec![violation(Part::RequestBody, Kind::Model)], 500),
            (vec![violation(Part::RequestBody, Kind::Model), body()], 400),
        ] {
            assert_eq!(Report::new(violations, Vec::new(), false).to_problem().status, expected);
        }
    }
}
