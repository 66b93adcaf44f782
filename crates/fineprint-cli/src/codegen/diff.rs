//! What `--check` shows: the difference between the files on disk and those that are to be.

use std::time::Duration;

use anstyle::Style;
use fineprint_openapi::diagnostic::printable;
use similar::{ChangeTag, TextDiff};

use super::compare::{Change, Comparison, State};
use crate::output::{BAD, DOUBTFUL, Failure, GOOD, HEADING, Output, PLACE, count};

/// How many lines of difference are shown of one file.
const LINES_OF_A_FILE: usize = 40;
/// How many lines of difference are shown of all files together.
const LINES: usize = 200;
/// How long the shortest difference of one file is looked for.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows every file that differs.
pub(super) fn show(comparison: &Comparison, output: &mut Output<'_>) -> Result<(), Failure> {
    let mut room = LINES;
    for change in &comparison.changes {
        let (word, style) = match change.state {
            State::Unchanged => continue,
            State::Changed => ("changed", DOUBTFUL),
            State::Missing => ("missing", GOOD),
            State::Orphan => ("orphan", BAD),
            State::Edited => ("edited", DOUBTFUL),
        };
        writeln!(
            output.out,
            "{style}{word}{style:#} {HEADING}{}{HEADING:#}{}",
            printable(&change.path),
            remark(change)
        )?;
        match change.state {
            State::Changed | State::Edited => room -= show_lines(change, room.min(LINES_OF_A_FILE), output)?,
            State::Unchanged | State::Missing | State::Orphan => {}
        }
    }
    Ok(())
}

fn remark(change: &Change) -> String {
    match change.state {
        State::Unchanged | State::Changed => String::new(),
        State::Missing => format!(" ({})", count(change.new.lines().count(), "line", "lines")),
        State::Orphan => " (generated earlier, no longer asked for)".to_owned(),
        State::Edited => " (without its @generated header: --force overwrites it)".to_owned(),
    }
}

/// Shows at most so many lines of the unified difference, and says how many there were.
fn show_lines(change: &Change, room: usize, output: &mut Output<'_>) -> Result<usize, Failure> {
    let lines = lines(change);
    for (style, line) in lines.iter().take(room) {
        writeln!(output.out, "  {style}{line}{style:#}")?;
    }
    if let Some(hidden) = lines.len().checked_sub(room).filter(|hidden| *hidden > 0) {
        writeln!(output.out, "  … {}", count(hidden, "more line", "more lines"))?;
    }
    Ok(lines.len().min(room))
}

fn lines(change: &Change) -> Vec<(Style, String)> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(&change.old, &change.new);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push((PLACE, hunk.header().to_string()));
        for line in hunk.iter_changes() {
            let (sign, style) = match line.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', BAD),
                ChangeTag::Insert => ('+', GOOD),
            };
            lines.push((style, format!("{sign}{}", printable(line.value().trim_end_matches(['\n', '\r'])))));
        }
    }
    lines
}
