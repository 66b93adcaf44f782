//! What was judged, and what came of it: the same for an instance and for an exchange, so that every format takes both.

use std::fmt;
use std::sync::Arc;

use fineprint::check::Part;
use fineprint::contract::Keyword;
use fineprint::report::{Report, Unchecked, Verdict, Violation};
use fineprint_openapi::diagnostic::printable;
use serde::Serialize;

use crate::workspace::STANDARD_INPUT;

/// An instance or an exchange that was judged.
#[derive(Debug)]
pub(super) struct Judged {
    /// Its number, counted from 0 through all files.
    pub(super) entry: usize,
    /// Where it stands.
    pub(super) place: Place,
    /// What it is.
    pub(super) subject: Subject,
    /// What came of it.
    pub(super) findings: Findings,
}

/// A place in what was read.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The file, as people are shown it.
    pub(super) file: Arc<str>,
    /// Where in it.
    pub(super) spot: Spot,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// All of it.
    Whole,
    /// A line, counted from 1.
    Line(usize),
    /// An entry of a HAR file, counted from 0.
    Entry(usize),
}

impl Place {
    /// Whether it is in no file.
    pub(super) fn is_of_standard_input(&self) -> bool {
        &*self.file == STANDARD_INPUT
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = printable(&self.file);
        match self.spot {
            Spot::Whole => f.write_str(&file),
            Spot::Line(line) => write!(f, "{file}:{line}"),
            Spot::Entry(entry) => write!(f, "{file}#{entry}"),
        }
    }
}

/// What is judged.
#[derive(Debug)]
pub(super) enum Subject {
    /// JSON by itself.
    Instance,
    /// A request, perhaps with its response.
    Exchange(Exchange),
}

/// What is told of an exchange.
#[derive(Debug)]
pub(super) struct Exchange {
    /// The method and the path's template, which holds no secrets. Of an exchange without an operation, and where values are
    /// shown, the path itself.
    pub(super) target: String,
    /// The operation that it belongs to, if there is one.
    pub(super) operation: Option<String>,
    /// Whether there is a response.
    pub(super) is_answered: bool,
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.as_deref().unwrap_or("no operation");
        f.write_str(&printable(&self.target))?;
        // One without an id has no other name.
        if operation == self.target { Ok(()) } else { write!(f, ", {}", printable(operation)) }
    }
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Findings {
    /// Of a request and of a response, or of an instance; in this order.
    pub(super) reports: [Option<Report>; 2],
    /// What could not even be handed to the check.
    pub(super) notes: Notes,
}

/// What could not be handed to the check, up to a limit.
#[derive(Debug)]
pub(super) struct Notes {
    /// What there is.
    pub(super) unusable: Vec<Unusable>,
    limit: usize,
    is_truncated: bool,
}

impl Notes {
    /// Nothing yet, and so many at most.
    pub(super) fn new(limit: usize) -> Self {
        Self { unusable: Vec::new(), limit, is_truncated: false }
    }

    /// Adds one, if there is room.
    pub(super) fn add(&mut self, part: Part, pointer: String, message: &'static str) {
        if self.unusable.len() < self.limit {
            self.unusable.push(Unusable {
                part,
                pointer,
                keyword: None,
                schema: None,
                source: None,
                message,
            });
        } else {
            self.is_truncated = true;
        }
    }

    /// Whether a violation only says that there is nothing of a name: there is, but not as a message can have it.
    fn explain(&self, violation: &Violation) -> bool {
        violation.keyword() == Keyword::Required
            && self
                .unusable
                .iter()
                .any(|it| it.part == violation.part() && it.pointer.eq_ignore_ascii_case(violation.pointer()))
    }
}

/// A part of a message that the recording does not give as a message can have it.
#[derive(Debug, Serialize)]
pub(super) struct Unusable {
    /// The part.
    pub(super) part: Part,
    /// Where in it.
    pub(super) pointer: String,
    /// No keyword of the contract speaks of it.
    pub(super) keyword: Option<&'static str>,
    /// Nor does a schema.
    pub(super) schema: Option<&'static str>,
    /// So there is no place in the document.
    pub(super) source: Option<&'static str>,
    /// What is the matter.
    pub(super) message: &'static str,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, pointer, message, .. } = self;
        write!(f, "{part} {}: not checked: {message}", root(pointer))
    }
}

/// A pointer for people, to whom the empty one says nothing.
pub(super) fn root(pointer: &str) -> &str {
    if pointer.is_empty() { "(root)" } else { pointer }
}

impl Findings {
    /// What came of an instance.
    pub(super) fn of(report: Report) -> Self {
        Self { reports: [Some(report), None], notes: Notes::new(0) }
    }

    /// The verdict on all of it. What could not be handed to the check was not checked.
    pub(super) fn verdict(&self) -> Verdict {
        if self.violations().next().is_some() {
            Verdict::Invalid
        } else if self.unchecked().next().is_some() || !self.notes.unusable.is_empty() {
            Verdict::Unchecked
        } else {
            Verdict::Valid
        }
    }

    /// Every violation.
    pub(super) fn violations(&self) -> impl Iterator<Item = &Violation> {
        let all = self.reports.iter().flatten().flat_map(Report::violations);
        all.filter(|violation| !self.notes.explain(violation))
    }

    /// What the check could not check.
    pub(super) fn unchecked(&self) -> impl Iterator<Item = &Unchecked> {
        self.reports.iter().flatten().flat_map(Report::unchecked)
    }

    /// What could not be handed to the check.
    pub(super) fn unusable(&self) -> &[Unusable] {
        &self.notes.unusable
    }

    /// Whether there is more than is listed.
    pub(super) fn is_truncated(&self) -> bool {
        self.notes.is_truncated || self.reports.iter().flatten().any(Report::is_truncated)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.verdict().fmt(f)?;
        self.violations().try_for_each(|violation| write!(f, "\n  {violation}"))?;
        self.unchecked().try_for_each(|unchecked| write!(f, "\n  {unchecked}"))?;
        self.unusable().iter().try_for_each(|unusable| write!(f, "\n  {unusable}"))?;
        if self.is_truncated() {
            f.write_str("\n  and more: the limit on violations was reached")?;
        }
        Ok(())
    }
}
