//! The files that are to be against those on disk. Reads, and writes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::Serialize;

use super::abandoned::Abandoned;
use super::plan::{Plan, PlannedCrate};
use crate::output::Failure;
use crate::workspace::Workspace;

/// What has to happen to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// It is as it is to be.
    Unchanged,
    /// It is another text.
    Changed,
    /// It is not there.
    Missing,
    /// Nothing asks for it any more.
    Orphan,
    /// Somebody has made it their own: the `@generated` header is gone.
    Edited,
}

/// A file and what has to happen to it.
#[derive(Debug)]
pub(super) struct Change {
    /// Relative to the root.
    pub(super) path: String,
    pub(super) state: State,
    /// The text on disk; empty if it is missing.
    pub(super) old: String,
    /// The text that is to be; empty for an orphan.
    pub(super) new: String,
}

/// Every file, crate by crate.
#[derive(Debug)]
pub(super) struct Comparison {
    /// The files of crates that no contract asks for come last.
    pub(super) changes: Vec<Change>,
    /// The folders of those crates.
    pub(super) abandoned: Vec<String>,
    /// What in them is somebody's own.
    pub(super) in_the_way: Vec<String>,
}

impl Comparison {
    /// Compares the plan with the disk.
    pub(super) fn of(workspace: &Workspace, plan: &Plan) -> Result<Self, Failure> {
        let mut changes = Vec::new();
        for planned in plan.crates() {
            for (path, file) in planned.paths().zip(&planned.files) {
                changes.push(planned_file(workspace, path, &file.contents)?);
            }
            orphans(workspace, planned, &mut changes)?;
        }
        Ok(Self { changes, abandoned: Vec::new(), in_the_way: Vec::new() })
    }

    /// Adds crates that no contract asks for.
    pub(super) fn add(&mut self, abandoned: Vec<Abandoned>) {
        for Abandoned { folder, orphans, own } in abandoned {
            self.abandoned.push(folder);
            self.changes.extend(orphans);
            self.in_the_way.extend(own);
        }
    }

    /// Whether anything has to happen.
    pub(super) fn differs(&self) -> bool {
        self.changes.iter().any(|change| change.state != State::Unchanged)
    }

    /// The files in a folder, each with its path relative to it.
    pub(super) fn within<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Change)> {
        self.changes
            .iter()
            .filter_map(move |change| Some((change.path.strip_prefix(folder)?.strip_prefix('/')?, change)))
    }

    /// The files in one of these states.
    pub(super) fn count(&self, states: &[State]) -> usize {
        self.changes.iter().filter(|change| states.contains(&change.state)).count()
    }
}

fn planned_file(workspace: &Workspace, path: String, contents: &str) -> Result<Change, Failure> {
    let old = read_text(workspace, &path)?;
    let state = match &old {
        None => State::Missing,
        Some(old) if old == contents => State::Unchanged,
        Some(old) if is_generated(old) => State::Changed,
        Some(_) => State::Edited,
    };
    Ok(Change { path, state, old: old.unwrap_or_default(), new: contents.to_owned() })
}

/// Generated files in a crate's folder that the plan does not have, by name.
fn orphans(workspace: &Workspace, planned: &PlannedCrate, changes: &mut Vec<Change>) -> Result<(), Failure> {
    let wanted: BTreeSet<String> = planned.paths().collect();
    for path in files_below(workspace, &planned.folder)?.iter().filter(|path| !wanted.contains(*path)) {
        changes.extend(orphan(workspace, path)?);
    }
    Ok(())
}

/// The removal of a file, if it is a generated one.
pub(super) fn orphan(workspace: &Workspace, path: &str) -> Result<Option<Change>, Failure> {
    let old = generated_text(workspace, path)?;
    Ok(old.map(|old| Change { path: path.to_owned(), state: State::Orphan, old, new: String::new() }))
}

/// Every file of a crate, by name: what is built from it, and what is hidden, apart.
pub(super) fn files_below(workspace: &Workspace, folder: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![workspace.path(folder)];
    while let Some(folder) = folders.pop() {
        let reading = |error| Failure::reading(Path::new(&workspace.shown(&folder)), error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries.map_err(reading)?,
        };
        for entry in entries {
            let entry = entry.map_err(reading)?;
            let kind = entry.file_type().map_err(reading)?;
            let name = entry.file_name();
            if kind.is_dir() && name != "target" && !name.as_encoded_bytes().starts_with(b".") {
                folders.push(entry.path());
            } else if kind.is_file() {
                found.extend(workspace.name(&entry.path()));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The text of a file with the generator's header, if it is one.
pub(super) fn generated_text(workspace: &Workspace, path: &str) -> Result<Option<String>, Failure> {
    Ok(read_text(workspace, path)?.filter(|text| is_generated(text)))
}

/// The text of a file, if there is one. Bytes that are no text are of no interest, but that they differ.
fn read_text(workspace: &Workspace, path: &str) -> Result<Option<String>, Failure> {
    match fs::read(workspace.path(path)) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::reading(Path::new(path), error)),
    }
}

/// Whether a text has the header that the generator writes: a comment in the first line.
fn is_generated(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let comment = first.strip_prefix("//").or_else(|| first.strip_prefix('#'));
    comment.is_some_and(|comment| comment.trim_start().starts_with("@generated by fineprint"))
}

#[cfg(test)]
mod tests {
    use super::is_generated;

    #[test]
    fn the_header_is_a_comment_in_the_first_line() {
        for (text, expected) in [
            ("// @generated by fineprint from spec/a.yaml. Do not edit.\n", true),
            ("# @generated by fineprint from spec/a.yaml. Do not edit.", true),
            ("// @generated by something else\n", false),
            ("\n// @generated by fineprint from spec/a.yaml. Do not edit.\n", false),
            ("let a = \"@generated by fineprint\";", false),
            ("", false),
        ] {
            assert_eq!(is_generated(text), expected, "{text}");
        }
    }
}
