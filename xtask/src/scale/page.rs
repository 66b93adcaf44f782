//! `docs/scale.md`: what was measured, as a table for people.

use std::fmt::Write as _;
use std::thread;

use super::peers::Peers;
use super::{Measured, Measurement, Row};

const INTRODUCTION: &str = "\
# Real documents

What code generation does with documents that people really have. Written by `cargo xtask scale`, which wants the folder of
a corpus of public documents as its argument or in `FINEPRINT_CORPUS`; do not edit.

* *generate*: seconds from the text to the files of both crates, in memory, in a release build.
* *models*, *validators*: lines of Rust, and seconds of `cargo check` with the dependencies already built.
* *round trip*: how many of the authors' own examples, of those that the document holds for valid, are read into their model
  and written back as the same JSON: up to undocumented properties, the same instant and the same UUID.
";

/// One row for a person who waits.
pub(super) fn line(row: &Row) -> String {
    match &row.outcome {
        Err(cause) => format!("{}: refused: {cause}", row.name),
        Ok(it) => format!(
            "{}: {} operations in {:.2} s; models {}; validators {}; round trips {} of {}",
            row.name,
            it.operations,
            it.seconds,
            state(&it.models),
            state(&it.validators),
            it.round_trips.passed,
            it.round_trips.passed + it.round_trips.failures.len(),
        ),
    }
}

fn state(it: &Measurement) -> String {
    if it.checked.compiles {
        format!("{:.1} s, {} warnings", it.checked.seconds, it.checked.warnings)
    } else {
        "do not compile".to_owned()
    }
}

/// The whole page.
pub(super) fn page(rows: &[Row], peers: &Peers) -> String {
    let mut text = INTRODUCTION.to_owned();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let read: Vec<&Measured> = rows.iter().filter_map(|row| row.outcome.as_ref().ok()).collect();
    let clean = read.iter().filter(|it| it.is_clean()).count();
    let passed: usize = read.iter().map(|it| it.round_trips.passed).sum();
    let failed: usize = read.iter().map(|it| it.round_trips.failures.len()).sum();
    let unlike: usize = read.iter().map(|it| it.round_trips.refused).sum();
    writeln!(
        text,
        "\nMeasured on a machine with {cores} cores ({}). Of {} documents, {} are read; both crates of {clean} compile without \
         a warning; {passed} of {} examples round-trip. {unlike} more meet their schema but for a `format`, and are not counted.\n",
        std::env::consts::ARCH,
        rows.len(),
        read.len(),
        passed + failed,
    )
    .ok();
    text.push_str(
        "| document | KB | operations | schemas | generate, s | models, lines | check, s | validators, lines | check, s | warnings | round trip |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for row in rows {
        table_row(&mut text, row);
    }
    refused(&mut text, rows);
    failures(&mut text, rows);
    self::peers(&mut text, rows, peers);
    text
}

impl Measured {
    fn is_clean(&self) -> bool {
        [&self.models, &self.validators].iter().all(|it| it.checked.compiles && it.checked.warnings == 0)
    }
}

fn table_row(text: &mut String, row: &Row) {
    let kilobytes = row.bytes.div_ceil(1000);
    let Ok(it) = &row.outcome else {
        writeln!(text, "| {} | {kilobytes} | | | refused | | | | | | |", row.name).ok();
        return;
    };
    let seconds = |it: &Measurement| {
        if it.checked.compiles { format!("{:.1}", it.checked.seconds) } else { "fails".to_owned() }
    };
    let (passed, failed) = (it.round_trips.passed, it.round_trips.failures.len());
    let round_trip =
        if passed + failed == 0 { String::new() } else { format!("{passed} of {}", passed + failed) };
    writeln!(
        text,
        "| {} | {kilobytes} | {} | {} | {:.2} | {} | {} | {} | {} | {} | {round_trip} |",
        row.name,
        it.operations,
        it.schemas,
        it.seconds,
        it.models.lines,
        seconds(&it.models),
        it.validators.lines,
        seconds(&it.validators),
        it.models.checked.warnings + it.validators.checked.warnings,
    )
    .ok();
}

fn refused(text: &mut String, rows: &[Row]) {
    let refused = rows.iter().filter_map(|row| Some((row.name, row.outcome.as_ref().err()?)));
    section(
        text,
        "Refused",
        "Nothing is generated from a document with errors.",
        refused.map(|(name, cause)| format!("{name}: {cause}")),
    );
}

fn failures(text: &mut String, rows: &[Row]) {
    let failures = rows.iter().filter_map(|row| Some((row.name, row.outcome.as_ref().ok()?)));
    let lines = failures
        .flat_map(|(name, it)| it.round_trips.failures.iter().map(move |what| format!("{name}: {what}")));
    section(text, "Examples that do not round-trip", "By their number in the corpus, and the model.", lines);
}

fn section(text: &mut String, title: &str, words: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    writeln!(text, "\n## {title}\n\n{words}\n").ok();
    for line in lines {
        writeln!(text, "* {}", line.replace('|', "\\|")).ok();
    }
}

fn peers(text: &mut String, rows: &[Row], peers: &Peers) {
    if peers.peers.is_empty() {
        return;
    }
    writeln!(text, "\n## Other generators\n\nThe same documents, measured by hand on {}.\n", peers.date).ok();
    for peer in &peers.peers {
        writeln!(text, "* {} {}: {}", peer.name, peer.version, peer.remark).ok();
    }
    let measured: Vec<_> = peers.peers.iter().filter(|peer| !peer.results.is_empty()).collect();
    if measured.is_empty() {
        return;
    }
    let names: Vec<&str> = measured.iter().map(|peer| peer.name.as_str()).collect();
    write!(text, "\n| document | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len())).ok();
    for row in rows {
        write!(text, "| {} |", row.name).ok();
        for peer in &measured {
            let result = peer.results.iter().find(|(name, _)| name == row.name);
            write!(text, " {} |", result.map_or("", |(_, what)| what)).ok();
        }
        text.push('\n');
    }
}
