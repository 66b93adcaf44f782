//! Instructions, counted by callgrind: the one measurement that no other process disturbs, and that therefore can fail a build.
//!
//! Each case runs twice, the second time with twice the repetitions: the difference is free of what a process does at its start.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fineprint_benches::figures::Instructions;
use fineprint_cli::output::{BAD, Failure, GOOD, Outcome, Output};

use super::page::thousands;
use super::programs::{self, running};

/// How many repetitions the first run has.
const RUNS: u64 = 500;
/// By how much of the baseline a count may differ.
const TOLERANCE: f64 = 0.05;

/// The committed counts, by case.
type Baseline = BTreeMap<String, u64>;

/// Whether valgrind is installed.
pub(super) fn is_there() -> bool {
    let mut version = Command::new("valgrind");
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

/// Counts all cases.
pub(super) fn measure(root: &Path, output: &mut Output<'_>) -> Result<Vec<Instructions>, Failure> {
    if !is_there() {
        let message =
            "counting instructions needs valgrind, which is not installed (apt-get install valgrind)";
        return Err(Failure::Unfit(message.to_owned()));
    }
    let folder = programs::build(root, &["-p", "fineprint-benches", "--bin", "count"], output)?;
    let program = folder.join("count");
    let names = Command::new(&program).output().map_err(|source| running("count", source))?;
    let names = String::from_utf8_lossy(&names.stdout).into_owned();
    let progress = output.progress();
    let mut counts = Vec::new();
    for name in names.lines() {
        progress.say(format!("counting instructions: {name}"));
        let (once, twice) = (total(&program, name, RUNS)?, total(&program, name, 2 * RUNS)?);
        counts.push(Instructions { case: name.to_owned(), count: twice.saturating_sub(once) / RUNS });
    }
    Ok(counts)
}

/// The instructions of a whole process.
fn total(program: &Path, case: &str, runs: u64) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([case, &runs.to_string()])
        .output()
        .map_err(|source| running("valgrind", source))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    match collected {
        Some(count) if output.status.success() => Ok(count),
        Some(_) | None => Err(Failure::Unfit(format!("valgrind could not count {case}:\n{text}"))),
    }
}

/// Carries out `--baseline`.
pub(super) fn write_baseline(root: &Path, output: &mut Output<'_>) -> Result<Outcome, Failure> {
    let counts: Baseline = measure(root, output)?.into_iter().map(|it| (it.case, it.count)).collect();
    let path = path(root);
    let mut text = serde_json::to_string_pretty(&counts)
        .map_err(|error| Failure::Unfit(format!("the counts are no JSON: {error}")))?;
    text.push('\n');
    fs::write(&path, text).map_err(|error| Failure::writing(&path, error))?;
    if !output.quiet {
        writeln!(output.out, "wrote {}", path.display())?;
    }
    Ok(Outcome::Fine)
}

/// Carries out `--check`.
pub(super) fn check(root: &Path, output: &mut Output<'_>) -> Result<Outcome, Failure> {
    let path = path(root);
    let text = fs::read_to_string(&path).map_err(|error| Failure::reading(&path, error))?;
    let baseline: Baseline = serde_json::from_str(&text)
        .map_err(|error| Failure::Unfit(format!("{}: {error}", path.display())))?;
    let compared = compare(&baseline, &measure(root, output)?);
    let is_worse = compared.iter().any(|it| it.change == Change::Worse);
    let is_outdated = compared.iter().any(|it| matches!(it.change, Change::Better | Change::New));
    if is_worse || is_outdated || !output.quiet {
        output.out.write_all(table(&compared).as_bytes())?;
    }
    if is_worse {
        writeln!(
            output.error()?,
            "{BAD}more than {:.0} % more instructions than benches/instructions.json says{BAD:#}",
            TOLERANCE * 100.0
        )?;
    }
    if is_outdated {
        writeln!(
            output.error()?,
            "{GOOD}better{GOOD:#}, or new: write the baseline anew with `cargo xtask bench --baseline`"
        )?;
    }
    Ok(if is_worse { Outcome::Found } else { Outcome::Fine })
}

fn path(root: &Path) -> PathBuf {
    root.join("benches/instructions.json")
}

/// One case beside its baseline.
struct Compared {
    case: String,
    before: Option<u64>,
    after: u64,
    change: Change,
}

/// What became of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Same,
    Better,
    Worse,
    New,
}

fn compare(baseline: &Baseline, counts: &[Instructions]) -> Vec<Compared> {
    counts
        .iter()
        .map(|Instructions { case, count }| {
            let before = baseline.get(case).copied();
            let change = match before.map(|before| share(before, *count)) {
                None => Change::New,
                Some(share) if share > TOLERANCE => Change::Worse,
                Some(share) if share < -TOLERANCE => Change::Better,
                Some(_) => Change::Same,
            };
            Compared { case: case.clone(), before, after: *count, change }
        })
        .collect()
}

/// By which share of the former count the latter is larger.
#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
fn share(before: u64, after: u64) -> f64 {
    (after as f64 - before as f64) / (before.max(1) as f64)
}

fn table(compared: &[Compared]) -> String {
    let width = compared.iter().map(|it| it.case.len()).max().unwrap_or(0);
    let mut text = format!("{:width$}  {:>10}  {:>10}  {:>8}\n", "case", "before", "after", "change");
    for Compared { case, before, after, change } in compared {
        let former = before.map_or_else(|| "-".to_owned(), thousands);
        let percent =
            before.map_or_else(String::new, |before| format!("{:+.1} %", share(before, *after) * 100.0));
        let style = match change {
            Change::Same | Change::New => anstyle::Style::new(),
            Change::Better => GOOD,
            Change::Worse => BAD,
        };
        let after = thousands(*after);
        writeln!(text, "{case:width$}  {former:>10}  {after:>10}  {style}{percent:>8}{style:#}").ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_beyond_the_tolerance_changes() {
        let baseline = Baseline::from([("a".to_owned(), 1000)]);
        for (count, change) in [
            (1000, Change::Same),
            (1050, Change::Same),
            (1051, Change::Worse),
            (950, Change::Same),
            (949, Change::Better),
        ] {
            let compared = compare(&baseline, &[Instructions { case: "a".to_owned(), count }]);
            assert_eq!(compared.first().map(|it| it.change), Some(change), "{count}");
        }
        let new = compare(&baseline, &[Instructions { case: "b".to_owned(), count: 1 }]);
        assert_eq!(new.first().map(|it| it.change), Some(Change::New));
    }
}
