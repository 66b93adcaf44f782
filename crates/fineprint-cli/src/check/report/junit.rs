//! For what shows the results of tests: a suite for each operation or file, a case for each exchange or instance.
//!
//! A suite begins with its counts, and so nothing can be written before the end.

use std::collections::BTreeMap;
use std::io::{self, Write};

use fineprint::report::Verdict;
use fineprint_openapi::diagnostic::printable;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Reporter, Tally};
use crate::check::judged::{Judged, Subject};
use crate::output::printable_lines;

#[derive(Default)]
pub(super) struct Junit {
    suites: BTreeMap<String, TestSuite>,
}

impl Junit {
    fn add(&mut self, suite: &str, name: &str, status: TestCaseStatus) {
        let suite = text_of_xml(suite);
        let mut case = TestCase::new(text_of_xml(name), status);
        case.set_classname(&*suite);
        self.suites.entry(suite).or_insert_with_key(|name| TestSuite::new(&**name)).add_test_case(case);
    }
}

impl Reporter for Junit {
    fn text(&self, judged: &Judged) -> String {
        match judged.findings.verdict() {
            Verdict::Valid => String::new(),
            Verdict::Invalid | Verdict::Unchecked => printable_lines(&judged.findings.to_string()),
        }
    }

    fn take(&mut self, judged: &Judged, text: &str, _: &mut dyn Write) -> io::Result<()> {
        let Judged { place, subject, findings, .. } = judged;
        let (suite, name) = match subject {
            Subject::Instance => (&*place.file, place.to_string()),
            Subject::Exchange(exchange) => {
                let operation = exchange.operation.as_deref().unwrap_or("no operation");
                (operation, format!("{place}: {}", printable(&exchange.target)))
            }
        };
        let status = match findings.verdict() {
            Verdict::Valid => TestCaseStatus::success(),
            Verdict::Invalid => failed(NonSuccessKind::Failure, "invalid", text),
            // What was skipped counts as fine, and what was not checked does not.
            Verdict::Unchecked => failed(NonSuccessKind::Error, "unchecked", text),
        };
        self.add(suite, &name, status);
        Ok(())
    }

    fn unreadable(&mut self, place: Option<&str>, reason: &str, _: &mut dyn Write) -> io::Result<()> {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_type("unreadable").set_message(text_of_xml(reason));
        self.add("unreadable", place.unwrap_or("input"), status);
        Ok(())
    }

    fn finish(&mut self, _: &Tally, out: &mut dyn Write) -> io::Result<()> {
        let mut report = Report::new("fineprint");
        report.add_test_suites(std::mem::take(&mut self.suites).into_values());
        let xml = report.to_string().map_err(io::Error::other)?;
        writeln!(out, "{}", xml.trim_end())
    }
}

/// Text without what XML cannot have (XML 1.0, section 2.2): control characters are escaped, and two others are replaced.
fn text_of_xml(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn text_of_lines(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A case that is not fine: in short what is the first that is wrong, and in full all of it.
fn failed(kind: NonSuccessKind, ty: &str, text: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    let first = text.lines().nth(1).unwrap_or_default().trim();
    status.set_type(ty).set_message(text_of_xml(first)).set_description(text_of_lines(text));
    status
}
