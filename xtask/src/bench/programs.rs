//! The programs of `fineprint-benches`: built as people build, run with their progress shown, and their JSON read.

use std::io::{BufRead as _, BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fineprint_cli::output::{Failure, Output};
use serde::de::DeserializeOwned;

use super::shortcuts;

/// The program that times all competitors.
const WITH_PEERS: [&str; 6] =
    ["-p", "fineprint-benches", "--features", "peers", "--bin", "fineprint-benches"];

/// Builds the program that times all competitors, with the corpus's schemas as functions.
pub(super) fn build_with_peers(root: &Path, output: &Output<'_>) -> Result<PathBuf, Failure> {
    let folder = shortcuts::write(root)?;
    build_in(root, &WITH_PEERS, &[("FINEPRINT_SHORTCUTS", &folder)], output)
}

/// Builds programs in release, and tells in which folder they are.
pub(super) fn build(root: &Path, arguments: &[&str], output: &Output<'_>) -> Result<PathBuf, Failure> {
    build_in(root, arguments, &[], output)
}

fn build_in(
    root: &Path,
    arguments: &[&str],
    variables: &[(&str, &Path)],
    output: &Output<'_>,
) -> Result<PathBuf, Failure> {
    let progress = output.progress();
    progress.say(format!("cargo build --release {}", arguments.join(" ")));
    let built = Command::new("cargo")
        .args(["build", "--release", "--message-format", "json-render-diagnostics", "--quiet"])
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(root)
        .stderr(Stdio::piped())
        .output()
        .map_err(|source| running("cargo", source))?;
    if !built.status.success() {
        return Err(Failure::Unfit(format!(
            "cargo build --release {} failed:\n{}",
            arguments.join(" "),
            String::from_utf8_lossy(&built.stderr)
        )));
    }
    let text = String::from_utf8_lossy(&built.stdout);
    let artifacts = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let executable =
        artifacts.filter_map(|it| Some(PathBuf::from(it.get("executable")?.as_str()?))).next_back();
    let folder = executable.as_deref().and_then(Path::parent);
    folder.map(Path::to_owned).ok_or_else(|| Failure::Unfit("cargo built no program".to_owned()))
}

/// Runs a program. What it writes to standard error is its progress, and, if it fails, the reason.
pub(super) fn run<T: DeserializeOwned>(command: &mut Command, output: &mut Output<'_>) -> Result<T, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    // A pipe would be full before it is read, for the progress is read first.
    let mut out = tempfile::tempfile().map_err(|source| running(&name, source))?;
    let file = out.try_clone().map_err(|source| running(&name, source))?;
    let mut child =
        command.stdout(file).stderr(Stdio::piped()).spawn().map_err(|source| running(&name, source))?;
    let progress = output.progress();
    let mut told = Vec::new();
    if let Some(lines) = child.stderr.take() {
        for line in BufReader::new(lines).lines() {
            let line = line.map_err(|source| running(&name, source))?;
            progress.say(line.clone());
            if !progress.is_seen() && !output.quiet {
                writeln!(output.error()?, "{line}")?;
                output.flush()?;
            }
            told.push(line);
        }
    }
    drop(progress);
    let status = child.wait().map_err(|source| running(&name, source))?;
    if !status.success() {
        let last = told.split_off(told.len().saturating_sub(20)).join("\n");
        return Err(Failure::Unfit(format!("{name} failed ({status}):\n{last}")));
    }
    let mut text = String::new();
    out.rewind().and_then(|()| out.read_to_string(&mut text)).map_err(|source| running(&name, source))?;
    serde_json::from_str(&text).map_err(|error| Failure::Unfit(format!("{name} wrote no figures: {error}")))
}

/// A program could not be run.
pub(super) fn running(name: &str, source: std::io::Error) -> Failure {
    Failure::File { attempt: format!("cannot run {name}"), source }
}
