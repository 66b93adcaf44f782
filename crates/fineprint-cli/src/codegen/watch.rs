//! `--watch`: generates again whenever a document or the configuration is saved, until the process is ended.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::{config_path, found_contracts, is_document, once, read_config};
use crate::args::CodegenArguments;
use crate::output::{Failure, Outcome, Output};
use crate::workspace::Workspace;

/// Editors save in several steps: what comes within this time of the last step is one save.
const SETTLED: Duration = Duration::from_millis(100);
/// How long a save may take, lest a file that is written all the time keeps us waiting.
const LONGEST: Duration = Duration::from_secs(2);

/// Generates now and after each save. It does not return but on failure.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &CodegenArguments,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| unwatchable(&error))?;
    loop {
        let inputs = Inputs::of(workspace, arguments);
        // Before generating, so that a save in the meantime is not missed; and each time, since a folder may be a new one.
        for folder in inputs.folders() {
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(|error| unwatchable(&error))?;
            }
        }
        round(workspace, arguments, output)?;
        if !await_save(&events, &inputs) {
            return Ok(Outcome::Fine);
        }
    }
}

/// One generation; what is wrong is told, and the next save may put it right. Only lost output ends it.
fn round(
    workspace: &Workspace,
    arguments: &CodegenArguments,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    match once(workspace, arguments, "", output) {
        Ok(_) => {}
        Err(failure @ Failure::Output(_)) => return Err(failure),
        Err(failure) => failure.tell(output)?,
    }
    if !output.quiet {
        writeln!(output.error()?, "watching; Ctrl-C ends it")?;
    }
    output.flush()?;
    Ok(())
}

/// The files whose saving matters.
struct Inputs {
    config: PathBuf,
    specs: Vec<PathBuf>,
    /// Where new documents count, too.
    folder: PathBuf,
}

impl Inputs {
    /// What is named now. A configuration that cannot be read names nothing, but is itself an input.
    fn of(workspace: &Workspace, arguments: &CodegenArguments) -> Self {
        let configured = read_config(workspace, arguments).ok().and_then(|config| config.contracts);
        let contracts = configured.or_else(|| found_contracts(workspace).ok()).unwrap_or_default();
        let named = arguments.specs.iter().map(|spec| workspace.argument(spec));
        let specs = contracts.iter().map(|settings| workspace.path(&settings.spec)).chain(named).collect();
        Self { config: config_path(workspace, arguments), specs, folder: workspace.path("spec") }
    }

    /// Folders are watched, not files: an editor may put a new file in the place of the old one.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let files = self.specs.iter().chain([&self.config]);
        files.filter_map(|file| file.parent()).chain([self.folder.as_path()]).map(Path::to_path_buf).collect()
    }

    fn contain(&self, path: &Path) -> bool {
        let new_document = path.parent() == Some(&self.folder) && is_document(path);
        let named = [&self.folder, &self.config].into_iter().chain(&self.specs).any(|input| input == path);
        new_document || named
    }
}

/// Waits for a save, and until nothing more comes; false if no event can come any more.
fn await_save(events: &Receiver<notify::Result<Event>>, inputs: &Inputs) -> bool {
    loop {
        match events.recv() {
            Ok(event) if matters(&event, inputs) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        match events.recv_timeout(SETTLED) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// An event that was lost, or has no path, may have been one that matters.
fn matters(event: &notify::Result<Event>, inputs: &Inputs) -> bool {
    let Ok(event) = event else { return true };
    let reading = matches!(event.kind, EventKind::Access(_));
    !reading && (event.need_rescan() || event.paths.iter().any(|path| inputs.contain(path)))
}

fn unwatchable(error: &notify::Error) -> Failure {
    let paths: Vec<&OsStr> = error.paths.iter().map(|path| path.as_os_str()).collect();
    Failure::Unfit(format!("cannot watch {paths:?}: {error}"))
}
