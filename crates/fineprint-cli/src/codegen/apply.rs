//! Writes what has changed, each file whole or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use tempfile::{Builder, TempPath};

use super::compare::{Change, Comparison, State};
use crate::output::{Failure, count};
use crate::workspace::Workspace;

/// Makes the disk what the comparison says it is to be.
///
/// All texts are on the disk before the first file changes its name, so that what is likely to go wrong, such as a full
/// disk or a folder that is not ours, goes wrong before anything is changed.
pub(super) fn write(workspace: &Workspace, comparison: &Comparison, force: bool) -> Result<(), Failure> {
    let edited: Vec<&str> =
        with_state(comparison, &[State::Edited]).map(|change| change.path.as_str()).collect();
    if !edited.is_empty() && !force {
        return Err(Failure::Unfit(format!(
            "{} would be overwritten, but without the @generated header may be somebody's own: {}\n\
             nothing was written; move what is in the way, or call again with --force",
            count(edited.len(), "file", "files"),
            edited.join(", ")
        )));
    }
    if !comparison.in_the_way.is_empty() {
        return Err(Failure::Unfit(format!(
            "no contract asks for {} any more, but not all that is in there is generated: {}\n\
             nothing was written; move what is in the way",
            comparison.abandoned.join(", "),
            comparison.in_the_way.join(", ")
        )));
    }
    let mut staged = Vec::new();
    for change in with_state(comparison, &[State::Missing, State::Changed, State::Edited]) {
        let name = Path::new(&change.path);
        let file = stage(&workspace.path(&change.path), &change.new);
        staged.push((name, file.map_err(|error| Failure::writing(name, error))?));
    }
    for (name, file) in staged {
        let path = workspace.root().join(name);
        file.persist(path).map_err(|error| Failure::writing(name, error.error))?;
    }
    for change in with_state(comparison, &[State::Orphan]) {
        let path = workspace.path(&change.path);
        fs::remove_file(&path).map_err(|error| Failure::writing(Path::new(&change.path), error))?;
        remove_empty_folders(&path, workspace.root());
    }
    Ok(())
}

fn with_state<'a>(comparison: &'a Comparison, states: &'a [State]) -> impl Iterator<Item = &'a Change> {
    comparison.changes.iter().filter(|change| states.contains(&change.state))
}

/// Writes the text into a new file in the same folder, which goes away again unless it is given its name. It does not stay open:
/// a large document has more files than a process may have.
fn stage(path: &Path, text: &str) -> std::io::Result<TempPath> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    // Created by ourselves for the usual permissions: a temporary file is nobody else's to read.
    let mut file = Builder::new().prefix(".fineprint-").make_in(folder, |path| File::create_new(path))?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file.into_temp_path())
}

/// Folders that an orphan leaves empty go too. One that is not empty, or cannot be removed, stays.
fn remove_empty_folders(path: &Path, root: &Path) {
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
