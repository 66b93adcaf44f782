//! Where and when something was measured, and with which versions. Nothing here is measured.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A machine on a day.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Machine {
    pub(super) date: String,
    pub(super) processor: String,
    pub(super) cores: usize,
    pub(super) rustc: String,
    /// The names of the peers, each with its version.
    pub(super) versions: Vec<(String, String)>,
}

impl Machine {
    /// This one, now.
    pub(super) fn here(versions: Vec<(String, String)>) -> Self {
        Self {
            date: DateTime::<Utc>::from(SystemTime::now()).format("%Y-%m-%d").to_string(),
            processor: processor(),
            cores: thread::available_parallelism().map_or(1, usize::from),
            rustc: first_line(Command::new("rustc").arg("--version")),
            versions,
        }
    }
}

/// As Linux calls it; elsewhere the kind of processor has to do.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    model.map_or(std::env::consts::ARCH, |(_, name)| name.trim()).to_owned()
}

/// What a command says first, or nothing.
pub(super) fn first_line(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).lines().next().unwrap_or_default().to_owned()
}

/// The versions of these crates, by the lock file.
pub(super) fn locked(root: &Path, names: &[&str]) -> Vec<(String, String)> {
    let text = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| {
            let (_, rest) = text.split_once(&format!("name = \"{name}\"\nversion = \""))?;
            Some(((*name).to_owned(), rest.split('"').next()?.to_owned()))
        })
        .collect()
}
