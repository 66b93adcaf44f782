//! `docs/performance.md`: the words around the tables. The tables are in `tables`, what is good enough is in `goals`.

use std::fmt::Write as _;

use fineprint_benches::figures::Work;

use super::goals::{Goal, goals};
use super::kept::Kept;
use super::machine::Machine;
use super::remarks::Remarks;
use super::tables;

const HEAD: &str = "\
# Performance

How fast Fineprint is, beside others. Written by `cargo xtask bench`; do not edit. What people have to say about the figures stands in
`benches/remarks.md`, the raw figures in `docs/performance.json`.

![How many times longer the others take, from bytes to a verdict](performance.svg)

A cell tells the nanoseconds for one payload, and in brackets how many times as long as Fineprint that is; **bold where Fineprint is the slower
one**. Fineprint always looks for *all* violations; the others stop at the first one unless the column says *all errors*. All payloads are valid,
so that everybody has to look at everything.

";

const HOW: &str = "\
## How to measure

```console
$ cargo xtask bench                          # in Rust
$ npm install --prefix benches/node          # once, for the next one
$ cargo xtask bench --outside                # ajv and Blaze
$ cargo xtask bench --help                   # parts of it, a quick run, counts of instructions
```

* Competitors are timed in turns, each sample at least 20 ms, seven rounds; a time is the median of the rounds, a ratio the median of the
  ratios within each round. One thread.
* *Own bodies* are one valid body of each request and response of `spec/organizations.yaml` (`benches/home`), with `format` asserted. Formats that
  JSON Schema has no word for (country, currency, phone, dates in the past) are checked by Fineprint alone.
* *Data sets* are real schemas with real payloads, of the public benchmark behind the paper on Blaze (arXiv 2503.02770), in the folder that
  `FINEPRINT_CORPUS` names. `format` does not assert there, as is JSON Schema's default.
* jsonschema and boon judge a `serde_json::Value`, so from bytes they need one first; ajv has `JSON.parse`, Blaze a parser of its own.
* ajv is compiled to standalone code, and warm. Blaze is what its command line says of itself with `--fast --benchmark`, less what it says that
  looking at the clock takes; from bytes, it is the difference of two whole runs on files of different sizes, divided by the payloads,
  which was seen to differ by a factor of two from one day to another.
  Their ratios are to times of Fineprint that were taken in the same round.

";

/// The page.
pub(super) fn page(kept: &Kept, remarks: &Remarks) -> String {
    let mut text = HEAD.to_owned();
    goals_table(&mut text, kept, remarks);
    section(&mut text, "Own bodies", &tables::sets(kept, true));
    let without_corpus = "Not measured: the corpus was not at hand.\n\n".to_owned();
    let has_corpus = !kept.names(false).is_empty();
    section(&mut text, "Data sets", &if has_corpus { tables::sets(kept, false) } else { without_corpus });
    section(&mut text, "Disagreements and absences", &tables::disagreements(kept));
    section(&mut text, "Command lines", &tables::commands(kept));
    section(&mut text, "Whole messages", &tables::messages(kept));
    section(&mut text, "Memory", &tables::memory(kept));
    section(&mut text, "Growth", &tables::growth(kept));
    section(&mut text, "Start-up and size", &tables::startup(kept));
    section(&mut text, "Instructions", &tables::instructions(kept));
    text.push_str(HOW);
    machines(&mut text, kept);
    text
}

fn section(text: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        write!(text, "## {title}\n\n{body}").ok();
    }
}

fn goals_table(text: &mut String, kept: &Kept, remarks: &Remarks) {
    let goals = goals(kept);
    text.push_str("## Goals\n\n| | goal | measured | |\n|---|---|--:|---|\n");
    for Goal { name, wanted, found } in &goals {
        let (measured, verdict) = match found {
            Some(found) if found.met => (&*found.measured, "met"),
            Some(found) => (&*found.measured, "**missed**"),
            None => ("not measured", ""),
        };
        writeln!(text, "| `{name}` | {wanted} | {measured} | {verdict} |").ok();
    }
    text.push('\n');
    for Goal { name, found, .. } in &goals {
        let misses = found.as_ref().map(|found| found.misses.join(", ")).unwrap_or_default();
        let remark = remarks.get(*name).map(String::as_str).unwrap_or_default();
        if !misses.is_empty() || !remark.is_empty() {
            let gap = if misses.is_empty() || remark.is_empty() { "" } else { ". " };
            writeln!(text, "* `{name}`: {misses}{gap}{}", remark.replace('\n', "\n  ")).ok();
        }
    }
    text.push('\n');
}

fn machines(text: &mut String, kept: &Kept) {
    let rust = kept.rust.iter().map(|rust| ("In Rust", &rust.machine, rust.quick));
    let outside = kept.outside.iter().map(|outside| ("Outside of Rust", &outside.machine, outside.quick));
    text.push_str("## Where this was measured\n\n");
    for (title, Machine { date, processor, cores, rustc, versions }, quick) in rust.chain(outside) {
        let versions: Vec<_> = versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
        let versions = versions.join(", ");
        let quick = if quick { " **By a quick run: the figures say little.**" } else { "" };
        writeln!(text, "* {title}: {date}, {processor}, {cores} cores, {rustc}; {versions}.{quick}").ok();
    }
}

/// What stands over the tables of a piece of work.
pub(super) const fn title(work: Work) -> &'static str {
    match work {
        Work::Bytes => "From bytes to a verdict",
        Work::Value => "From a value in memory to a verdict",
        Work::Model => "From bytes to a model",
    }
}

/// A ratio.
pub(super) fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2} ×") } else { format!("{ratio:.0} ×") }
}

/// A size of memory.
#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
pub(super) fn mebibytes(bytes: u64) -> String {
    match bytes as f64 / 1024.0 {
        kibibytes if kibibytes < 1024.0 => format!("{kibibytes:.1} KiB"),
        kibibytes => format!("{:.1} MiB", kibibytes / 1024.0),
    }
}

/// A number, with commas.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Nanoseconds, as precise as they are.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive, and far below 2^64")]
pub(super) fn nanoseconds(time: f64) -> String {
    if time < 100.0 { format!("{time:.1}") } else { thousands(time.round() as u64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(number), text);
        }
        assert_eq!(nanoseconds(12.34), "12.3");
        assert_eq!(nanoseconds(1234.5), "1,235");
        assert_eq!(times(2.345), "2.35 ×");
        assert_eq!(mebibytes(1 << 20), "1.0 MiB");
    }
}
