//! For people: what is not valid, and a summary.

use std::fmt::Write as _;
use std::io::{self, Write};

use fineprint::report::Verdict;
use fineprint_openapi::diagnostic::printable;

use super::tally::{Verdicts, Wrong};
use super::{Reporter, Tally};
use crate::check::judged::{Judged, Subject};
use crate::output::{BAD, DOUBTFUL, GOOD, HEADING, count, printable_lines};

/// How many operations, and how many keywords of each, a summary names.
const SHORT: usize = 12;

pub(super) struct Human {
    pub(super) is_quiet: bool,
}

impl Reporter for Human {
    fn text(&self, judged: &Judged) -> String {
        let Judged { place, subject, findings, .. } = judged;
        if findings.verdict() == Verdict::Valid {
            return String::new();
        }
        let findings = printable_lines(&findings.to_string());
        match subject {
            Subject::Instance => format!("{HEADING}{place}{HEADING:#}: {findings}\n"),
            Subject::Exchange(exchange) => format!("{HEADING}{place}: {exchange}{HEADING:#}: {findings}\n"),
        }
    }

    fn take(&mut self, _: &Judged, text: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(text.as_bytes())
    }

    /// Standard error has it.
    fn unreadable(&mut self, _: Option<&str>, _: &str, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        if self.is_quiet { Ok(()) } else { out.write_all(summary(tally).as_bytes()) }
    }
}

fn summary(tally: &Tally) -> String {
    let (one, many) = if tally.is_of_traffic { ("exchange", "exchanges") } else { ("instance", "instances") };
    let mut summary = count(tally.judged, one, many);
    if tally.judged > 0 {
        summary = format!("{summary}: {}", verdicts(&tally.verdicts));
    }
    summary.push('\n');
    let wrong = tally.operations.iter().filter(|(_, wrong)| !wrong.is_fine());
    for (operation, wrong) in wrong.clone().take(SHORT) {
        let _ = writeln!(summary, "  {}: {}", printable(operation), wrong.sentence());
    }
    let others = wrong.count().saturating_sub(SHORT);
    for (number, one, many) in [
        (others, "other operation has faults, too", "other operations have faults, too"),
        (tally.strays, "exchange belongs to no operation", "exchanges belong to no operation"),
        (tally.unanswered, "exchange has no response", "exchanges have no response"),
        (tally.skipped, "exchange was left out", "exchanges were left out"),
    ] {
        if number > 0 {
            let _ = writeln!(summary, "  {}", count(number, one, many));
        }
    }
    summary
}

fn verdicts(verdicts: &Verdicts) -> String {
    let parts = [
        (verdicts.valid, GOOD, "valid"),
        (verdicts.invalid, BAD, "invalid"),
        (verdicts.unchecked, DOUBTFUL, "unchecked"),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> =
        parts.map(|(number, style, verdict)| format!("{style}{number} {verdict}{style:#}")).collect();
    parts.join(", ")
}

impl Wrong {
    fn is_fine(&self) -> bool {
        self.verdicts.invalid + self.verdicts.unchecked == 0
    }

    /// `2 invalid (required 2, maxLength 1)`: the most frequent keyword first.
    fn sentence(&self) -> String {
        let verdicts = verdicts(&self.verdicts);
        let mut keywords: Vec<_> = self.keywords.iter().collect();
        // Stable, so that equal ones keep the order that reports have.
        keywords.sort_by_key(|(_, number)| std::cmp::Reverse(**number));
        let named = keywords.iter().take(SHORT).map(|(keyword, number)| format!("{keyword} {number}"));
        let more = (keywords.len() > SHORT).then(|| "…".to_owned());
        let named: Vec<String> = named.chain(more).collect();
        if named.is_empty() { verdicts } else { format!("{verdicts} ({})", named.join(", ")) }
    }
}
