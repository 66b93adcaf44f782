//! Annotations of a GitHub workflow. They lie in the document, which is what a pull request shows.

use std::io::{self, Write};

use fineprint::check::Part;
use fineprint::contract::Source;

use super::{Reporter, Tally, told};
use crate::check::judged::{Judged, Subject, root};
use crate::github::{Annotation, Level};

pub(super) struct Github;

impl Reporter for Github {
    fn text(&self, judged: &Judged) -> String {
        let Judged { place, subject, findings, .. } = judged;
        let place = match subject {
            Subject::Instance => place.to_string(),
            Subject::Exchange(exchange) => format!("{place}: {exchange}"),
        };
        let line =
            |level, source: Option<&Source>, title: &str, (part, pointer): (Part, &str), message: &str| {
                let finding = format!("{part} {}: {message}", root(pointer));
                let annotation =
                    Annotation { level, place: source.map(position), title, lines: &[&finding, &place] };
                format!("{annotation}\n")
            };
        let violations = findings.violations().map(|it| {
            let place = (it.part(), it.pointer());
            line(Level::Error, it.source(), it.keyword().name(), place, &it.message())
        });
        let unchecked = findings.unchecked().map(|it| {
            let (place, reason) = ((it.part(), it.pointer()), format!("not checked: {}", it.reason()));
            line(Level::Warning, it.source(), it.keyword().name(), place, &reason)
        });
        let unusable = findings.unusable().iter().map(|it| {
            let reason = format!("not checked: {}", it.message);
            line(Level::Warning, None, "recording", (it.part, &it.pointer), &reason)
        });
        violations.chain(unchecked).chain(unusable).collect()
    }

    fn take(&mut self, _: &Judged, text: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(text.as_bytes())
    }

    fn unreadable(&mut self, place: Option<&str>, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        let line = told(place, reason);
        let annotation =
            Annotation { level: Level::Error, place: None, title: "unreadable", lines: &[&line] };
        writeln!(out, "{annotation}")
    }

    fn finish(&mut self, _: &Tally, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn position(source: &Source) -> (&str, usize, usize) {
    let number = |number| usize::try_from(number).unwrap_or(usize::MAX);
    (&source.file, number(source.position.line), number(source.position.column))
}
