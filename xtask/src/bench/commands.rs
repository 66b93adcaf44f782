//! Whole runs of the command lines, ours and Blaze's, on one large file: from the start of the process to its end, the schema and the file
//! read. The best of a few, in turns: what disturbs a run only makes it longer.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use fineprint_benches::figures::Who;
use fineprint_cli::output::{Failure, Output};
use serde::Deserialize;

use super::kept::Command;
use super::outside::{Files, Peers};
use super::programs;

/// One body of our own, one set of many small schemas, one large schema.
const SETS: [&str; 3] = ["update-organization-request", "cmake-presets", "ui5-manifest"];
/// How large the file is at least.
const BYTES: u64 = 100_000_000;

/// What `peak` tells of a command.
#[derive(Deserialize)]
struct Whole {
    seconds: f64,
    peak: u64,
    status: Option<i32>,
}

/// Our programs for this.
pub(super) struct Programs {
    /// `fineprint`, as people install it.
    cli: PathBuf,
    /// What runs a command and tells its time and memory.
    peak: PathBuf,
}

impl Programs {
    /// Builds them.
    pub(super) fn build(root: &Path, output: &Output<'_>) -> Result<Self, Failure> {
        let cli = programs::build(root, &["-p", "fineprint-cli", "--bin", "fineprint"], output)?;
        let peak = programs::build(root, &["-p", "fineprint-benches", "--bin", "peak"], output)?;
        Ok(Self { cli: cli.join("fineprint"), peak: peak.join("peak") })
    }
}

/// Measures both command lines.
pub(super) fn measure(
    programs: &Programs,
    peers: &Peers,
    all: &[Files],
    quick: bool,
    output: &mut Output<'_>,
) -> Result<Vec<Command>, Failure> {
    let (bytes, runs) = if quick { (BYTES / 100, 1) } else { (BYTES, 3) };
    let folder = tempfile::tempdir()
        .map_err(|source| Failure::File { attempt: "cannot make a temporary folder".to_owned(), source })?;
    let mut commands = Vec::new();
    for files in all.iter().filter(|files| SETS.contains(&&*files.name)) {
        let large = folder.path().join("large.jsonl");
        let bytes = repeat(&files.instances, &large, bytes).map_err(|it| Failure::writing(&large, it))?;
        let lines =
            [(Who::Fineprint, ours_command(&programs.cli, files)), (Who::Blaze, peers.blaze_command(files))];
        let mut best = lines.map(|(who, line)| {
            let command =
                Command { set: files.name.clone(), bytes, who, seconds: f64::INFINITY, peak: u64::MAX };
            (line, command)
        });
        for run in 1..=runs {
            for (line, command) in &mut best {
                let progress = output.progress();
                progress.say(format!(
                    "{} of {} MB: {}, run {run}",
                    files.name,
                    bytes / 1_000_000,
                    command.who.name()
                ));
                drop(progress);
                let found: Whole =
                    programs::run(Process::new(&programs.peak).args(&*line).arg(&large), output)?;
                if found.status != Some(0) {
                    let status = found.status;
                    return Err(Failure::Unfit(format!(
                        "{line:?} ended with {status:?}: all payloads are valid"
                    )));
                }
                command.seconds = command.seconds.min(found.seconds);
                command.peak = command.peak.min(found.peak);
            }
        }
        commands.extend(best.map(|(_, command)| command));
    }
    Ok(commands)
}

fn ours_command(program: &Path, files: &Files) -> Vec<OsString> {
    let formats = if files.home { "assert" } else { "annotate" };
    let mut command: Vec<OsString> =
        vec![program.into(), "--quiet".into(), "check".into(), "--formats".into()];
    command.extend([formats.into(), "--schema".into(), files.schema.clone().into()]);
    command
}

/// Writes the payloads over and over, until the file is that large; tells how large it is.
fn repeat(instances: &PathBuf, large: &Path, bytes: u64) -> std::io::Result<u64> {
    let text = std::fs::read(instances)?;
    let mut file = BufWriter::new(File::create(large)?);
    let mut written = 0;
    while written < bytes {
        file.write_all(&text)?;
        written += text.len() as u64;
    }
    file.flush()?;
    Ok(written)
}
