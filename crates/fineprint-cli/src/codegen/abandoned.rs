//! Crates that were generated once, beside those of today, and that no contract asks for any more: what the removal of a
//! document, or another name for it, leaves behind. Reads, and writes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::compare::{Change, files_below, generated_text, orphan};
use super::plan::{Plan, overlap};
use crate::output::Failure;
use crate::workspace::Workspace;

/// Such a crate.
#[derive(Debug)]
pub(super) struct Abandoned {
    /// Relative to the root.
    pub(super) folder: String,
    /// Its generated files.
    pub(super) orphans: Vec<Change>,
    /// Its other files: somebody's own, so that the crate cannot be removed.
    pub(super) own: Vec<String>,
}

/// Those in the folders that hold the plan's crates, by name.
pub(super) fn find(workspace: &Workspace, plan: &Plan) -> Result<Vec<Abandoned>, Failure> {
    let planned: Vec<&str> = plan.crates().map(|planned| planned.folder.as_str()).collect();
    let parents: BTreeSet<&str> =
        planned.iter().map(|folder| folder.rsplit_once('/').map_or("", |(parent, _)| parent)).collect();
    let mut found = Vec::new();
    for parent in parents {
        for folder in folders_in(workspace, parent)? {
            let claimed = planned.iter().any(|planned| overlap(planned, &folder));
            if !claimed && generated_text(workspace, &format!("{folder}/Cargo.toml"))?.is_some() {
                found.push(abandoned(workspace, folder)?);
            }
        }
    }
    Ok(found)
}

fn folders_in(workspace: &Workspace, parent: &str) -> Result<Vec<String>, Failure> {
    let reading = |error| Failure::reading(Path::new(parent), error);
    let entries = match fs::read_dir(workspace.path(parent)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(reading)?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry.map_err(reading)?;
        if entry.file_type().map_err(reading)?.is_dir() {
            folders.extend(workspace.name(&entry.path()));
        }
    }
    folders.sort();
    Ok(folders)
}

fn abandoned(workspace: &Workspace, folder: String) -> Result<Abandoned, Failure> {
    let (mut orphans, mut own) = (Vec::new(), Vec::new());
    for path in files_below(workspace, &folder)? {
        match orphan(workspace, &path)? {
            Some(change) => orphans.push(change),
            None => own.push(path),
        }
    }
    Ok(Abandoned { folder, orphans, own })
}
