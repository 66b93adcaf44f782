//! What other generators make of the same documents: measured once, by hand, and kept in a file.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use fineprint_cli::output::Failure;
use serde::Deserialize;

/// The measurements of all peers.
#[derive(Default, Deserialize)]
pub(super) struct Peers {
    /// The day of the measurement.
    pub(super) date: String,
    pub(super) peers: Vec<Peer>,
}

/// One generator.
#[derive(Deserialize)]
pub(super) struct Peer {
    pub(super) name: String,
    pub(super) version: String,
    /// How it was called, and what kept it from being measured.
    pub(super) remark: String,
    /// Each document that was tried, by its name in the list, with what happened.
    #[serde(default)]
    pub(super) results: Vec<(String, String)>,
}

/// Reads the file; without one there are no peers.
pub(super) fn read(path: &Path) -> Result<Peers, Failure> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Peers::default()),
        Err(error) => return Err(Failure::reading(path, error)),
    };
    serde_json::from_str(&text).map_err(|error| Failure::Unfit(format!("{}: {error}", path.display())))
}
