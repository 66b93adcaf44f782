//! The peers outside of Rust: ajv under Node, and Blaze by the command line of Sourcemeta.
//!
//! In each round ours is timed by its own program, then ajv, then Blaze, so that a ratio is one of times that lie seconds apart. Blaze tells
//! how long it validates; from bytes to a verdict it has no figure, so two files are checked, one of them larger, and the difference of the
//! times is that of the payloads alone.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use fineprint_benches::bodies::{BODIES, Body};
use fineprint_benches::corpus;
use fineprint_benches::figures::{Absence, Figures, Timing, Verdict, Who, Work};
use fineprint_cli::output::{Failure, Output};
use serde::Deserialize;
use tempfile::TempDir;

use super::kept::{Kept, Outside, OutsideSet, renew};
use super::machine::{Machine, first_line};
use super::programs::{self, running};
use super::{Arguments, commands};

/// How the peers are installed.
const INSTALL: &str = "npm install --prefix benches/node";

/// The peers, where they are installed.
pub(super) struct Peers {
    node: PathBuf,
}

/// A schema and its payloads, as files.
pub(super) struct Files {
    pub(super) name: String,
    pub(super) schema: PathBuf,
    pub(super) instances: PathBuf,
    /// Whether `format` asserts.
    pub(super) home: bool,
    documents: usize,
    bytes: usize,
}

/// Measures, and puts what was found into what is kept.
pub(super) fn measure(
    root: &Path,
    arguments: &Arguments,
    kept: &mut Kept,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    let peers = Peers::new(root)?;
    let folder = tempfile::tempdir()
        .map_err(|source| Failure::File { attempt: "cannot make a temporary folder".to_owned(), source })?;
    let files = files(&folder, &arguments.only)?;
    // All that can fail comes before what takes long.
    let own = commands::Programs::build(root, output)?;
    // The same program as without `--outside`, so that nothing is built twice.
    let ours = programs::build_with_peers(root, output)?.join("fineprint-benches");
    let mut sets = Vec::new();
    for files in &files {
        sets.push(peers.set(&ours, files, &folder, arguments.quick, output)?);
    }
    let commands = commands::measure(&own, &peers, &files, arguments.quick, output)?;
    let machine = Machine::here(peers.versions());
    match (&mut kept.outside, arguments.only.is_empty()) {
        (Some(outside), false) => {
            renew(&mut outside.sets, sets, |set| &set.name);
            outside.commands.retain(|old| commands.iter().all(|new| new.set != old.set));
            outside.commands.extend(commands);
            outside.machine = machine;
            outside.quick |= arguments.quick;
        }
        (outside, _) => *outside = Some(Outside { machine, quick: arguments.quick, sets, commands }),
    }
    Ok(())
}

/// The data sets that are wanted, as files that every program can read.
fn files(folder: &TempDir, only: &[String]) -> Result<Vec<Files>, Failure> {
    let wanted = |name: &str| only.is_empty() || only.iter().any(|only| only == name);
    let mut files = Vec::new();
    for Body { name, body, schema } in BODIES.iter().filter(|body| wanted(body.name)) {
        files.push(write(folder, name, schema, &[body], true)?);
    }
    if let Some(corpus) = corpus::folder() {
        let names = corpus::names(&corpus).map_err(|error| Failure::reading(&corpus, error))?;
        for name in names.iter().filter(|name| wanted(name)) {
            let data = corpus::read(&corpus, name).map_err(|error| Failure::reading(&corpus, error))?;
            let instances: Vec<&str> = data.instances.iter().map(String::as_str).collect();
            files.push(write(folder, name, &data.schema, &instances, false)?);
        }
    }
    match only.iter().find(|only| files.iter().all(|it| it.name != **only)) {
        Some(unknown) => Err(Failure::Unfit(format!("there is no data set {unknown}"))),
        None => Ok(files),
    }
}

fn write(folder: &TempDir, name: &str, schema: &str, lines: &[&str], home: bool) -> Result<Files, Failure> {
    let schema_file = folder.path().join(format!("{name}.schema.json"));
    fs::write(&schema_file, schema).map_err(|error| Failure::writing(&schema_file, error))?;
    let instances = folder.path().join(format!("{name}.jsonl"));
    let mut text = lines.join("\n");
    text.push('\n');
    fs::write(&instances, &text).map_err(|error| Failure::writing(&instances, error))?;
    let (documents, bytes) = (lines.len(), text.len());
    Ok(Files { name: name.to_owned(), schema: schema_file, instances, home, documents, bytes })
}

impl Peers {
    fn new(root: &Path) -> Result<Self, Failure> {
        let node = root.join("benches/node");
        let peers = Self { node };
        let is_installed = peers.blaze_path().exists() && peers.node.join("node_modules/ajv").exists();
        if is_installed && !first_line(Command::new("node").arg("--version")).is_empty() {
            return Ok(peers);
        }
        Err(Failure::Unfit(format!(
            "ajv and Blaze are not installed; with Node at hand, install them by\n\n    {INSTALL}\n"
        )))
    }

    fn versions(&self) -> Vec<(String, String)> {
        let packages = ["ajv", "ajv-formats", "@sourcemeta/jsonschema"].into_iter().filter_map(|name| {
            let path = self.node.join("node_modules").join(name).join("package.json");
            let package: serde_json::Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
            Some((name.to_owned(), package.get("version")?.as_str()?.to_owned()))
        });
        let node = ("Node".to_owned(), first_line(Command::new("node").arg("--version")));
        packages.chain([node]).collect()
    }

    fn set(
        &self,
        ours: &Path,
        files: &Files,
        folder: &TempDir,
        quick: bool,
        output: &mut Output<'_>,
    ) -> Result<OutsideSet, Failure> {
        let rounds = if quick { 1 } else { 5 };
        let mut found = Rounds::default();
        for round in 1..=rounds {
            let progress = output.progress();
            progress.say(format!("{}: round {round} of {rounds}", files.name));
            found.add_ours(&alone(ours, files, quick)?);
            found.add(Who::Ajv, files, self.ajv(files, quick));
            found.add(Who::Blaze, files, self.blaze(files, folder, quick));
        }
        if !output.quiet {
            writeln!(output.error()?, "{}", files.name)?;
            output.flush()?;
        }
        Ok(found.set(&files.name))
    }

    fn ajv(&self, files: &Files, quick: bool) -> Result<Sample, String> {
        let mut command = Command::new("node");
        command.arg(self.node.join("ajv.mjs")).arg(&files.schema).arg(&files.instances);
        command.arg(if files.home { "assert" } else { "annotate" }).arg(if quick { "5" } else { "50" });
        let text = spoken(&mut command)?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// `jsonschema validate`, with what is the same for all calls.
    pub(super) fn blaze_command(&self, files: &Files) -> Vec<std::ffi::OsString> {
        let mut command = vec![self.blaze_path().into(), "validate".into(), "--fast".into()];
        if files.home {
            command.push("--format-assertion".into());
        }
        command.push(files.schema.clone().into());
        command
    }

    /// The program itself, without the script that starts it under Node.
    fn blaze_path(&self) -> PathBuf {
        let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
        let processor = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
        let folder = self.node.join("node_modules/@sourcemeta/jsonschema/build/github-releases");
        folder.join(format!("jsonschema-{system}-{processor}"))
    }

    fn blaze(&self, files: &Files, folder: &TempDir, quick: bool) -> Result<Sample, String> {
        let run = |more: &[&str], instances: &Path| {
            let [program, arguments @ ..] = &*self.blaze_command(files) else { return Err(String::new()) };
            let mut command = Command::new(program);
            command.args(arguments).args(more).arg(instances);
            let start = Instant::now();
            let text = spoken(&mut command)?;
            Ok((text, start.elapsed().as_secs_f64()))
        };
        let loops = if quick { 3 } else { (2_000_000 / files.bytes.max(1)).clamp(3, 1000) };
        let (text, _) = run(&["--benchmark", "--loop", &loops.to_string()], &files.instances)?;
        let times: Vec<f64> = text.lines().filter_map(benchmarked).collect();
        let value = times.iter().sum::<f64>() / decimal(files.documents);
        // A difference that is not far above what two starts of a process differ by would be no figure at all.
        let difference = if quick { 4_000_000 } else { 20_000_000 };
        let (small, large) = (1, difference / files.bytes.max(1));
        let mut seconds = [0.0, 0.0];
        for (seconds, factor) in seconds.iter_mut().zip([small, large.max(2)]) {
            let instances = repeated(files, folder, factor).map_err(|error| error.to_string())?;
            // Whatever else the machine does makes a run longer, never shorter.
            *seconds = run(&[], &instances)?.1.min(run(&[], &instances)?.1);
        }
        let [few, many] = seconds;
        let bytes = (many - few).max(0.0) * 1e9 / decimal(files.documents) / decimal(large.max(2) - small);
        Ok(Sample { valid: times.len(), bytes, value })
    }
}

/// The nanoseconds of a line such as `data.jsonl[3]: PASS 9.368 +- 0.000 us (0.030)`. What is in brackets is what looking at the clock takes, and
/// is part of the figure before: it is taken off.
fn benchmarked(line: &str) -> Option<f64> {
    let (_, rest) = line.split_once(": PASS ")?;
    let (mean, rest) = rest.split_once(" +- ")?;
    let clock = rest.split_once('(').and_then(|(_, clock)| clock.strip_suffix(')'));
    let clock: f64 = clock.and_then(|clock| clock.parse().ok()).unwrap_or(0.0);
    Some((mean.parse::<f64>().ok()? - clock).max(0.0) * 1e3)
}

/// The payloads that many times over, in a file.
fn repeated(files: &Files, folder: &TempDir, factor: usize) -> std::io::Result<PathBuf> {
    let path = folder.path().join("repeated.jsonl");
    let text = fs::read(&files.instances)?;
    let mut file = std::io::BufWriter::new(fs::File::create(&path)?);
    for _ in 0..factor {
        file.write_all(&text)?;
    }
    file.flush()?;
    Ok(path)
}

fn alone(ours: &Path, files: &Files, quick: bool) -> Result<Figures, Failure> {
    let mut command = Command::new(ours);
    command.args(["--alone", &files.name]);
    if quick {
        command.arg("--quick");
    }
    let output = command.output().map_err(|source| running("fineprint-benches", source))?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        Failure::Unfit(format!("fineprint-benches failed:\n{text}"))
    })
}

/// What a command says, or why it does not.
fn spoken(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let text = [output.stderr, output.stdout].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    Err(text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed, and says nothing").to_owned())
}

/// What one peer does in one round.
#[derive(Deserialize)]
struct Sample {
    /// How many payloads are valid to it.
    valid: usize,
    /// The nanoseconds from bytes to a verdict.
    bytes: f64,
    /// The nanoseconds from a value in memory to a verdict.
    value: f64,
}

/// All rounds of a data set.
#[derive(Default)]
struct Rounds {
    /// Ours: from bytes and from values.
    ours: Vec<(f64, f64)>,
    /// Theirs, with the ratios to ours of the same round.
    theirs: Vec<(Who, Work, f64, f64)>,
    verdicts: Vec<Verdict>,
    absent: Vec<Absence>,
}

impl Rounds {
    fn add_ours(&mut self, figures: &Figures) {
        let timings = figures.sets.iter().flat_map(|set| &set.timings);
        let of = |work| timings.clone().find(|it| it.work == work).map_or(f64::NAN, |it| it.nanoseconds);
        self.ours.push((of(Work::Bytes), of(Work::Value)));
    }

    fn add(&mut self, who: Who, files: &Files, sample: Result<Sample, String>) {
        match sample {
            Ok(Sample { valid, bytes, value }) => {
                let (our_bytes, our_value) = self.ours.last().copied().unwrap_or((f64::NAN, f64::NAN));
                self.theirs.push((who, Work::Bytes, bytes, bytes / our_bytes));
                self.theirs.push((who, Work::Value, value, value / our_value));
                self.verdicts.retain(|it| it.who != who);
                self.verdicts.push(Verdict { who, valid });
            }
            Err(why) => {
                self.absent.retain(|it| it.who != who);
                self.absent
                    .push(Absence { who, why: why.replace(&*files.schema.to_string_lossy(), "the schema") });
            }
        }
    }

    fn set(self, name: &str) -> OutsideSet {
        let mut timings = Vec::new();
        for who in [Who::Ajv, Who::Blaze] {
            for work in [Work::Bytes, Work::Value] {
                let all = self.theirs.iter().filter(|it| (it.0, it.1) == (who, work));
                let (times, ratios): (Vec<f64>, Vec<f64>) = all.map(|it| (it.2, it.3)).unzip();
                if let (Some(nanoseconds), Some(ratio)) = (median(times), median(ratios)) {
                    timings.push(Timing { work, who, nanoseconds, ratio });
                }
            }
        }
        OutsideSet { name: name.to_owned(), verdicts: self.verdicts, timings, absent: self.absent }
    }
}

/// The value in the middle.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
fn decimal(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_taken_off() {
        let line = "../data.jsonl[33]: PASS 1.552 +- 0.000 us (0.052)";
        assert_eq!(benchmarked(line).map(f64::round), Some(1500.0));
        assert_eq!(benchmarked("109 validated, 109 passed, 0 failed"), None);
    }
}
