//! What `docs/performance.json` keeps: the figures of Rust and those from outside of Rust, each with the machine and the day. They are
//! measured by two commands, and the page is drawn from both.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fineprint_benches::figures::{Absence, Figures, Timing, Verdict, Who, Work};
use fineprint_cli::output::Failure;
use serde::{Deserialize, Serialize};

use super::machine::Machine;

/// The file's content.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) rust: Option<Rust>,
    pub(super) outside: Option<Outside>,
}

/// What `cargo xtask bench` measures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Rust {
    pub(super) machine: Machine,
    /// Whether it was only to see that all runs.
    pub(super) quick: bool,
    pub(super) figures: Figures,
}

/// What `cargo xtask bench --outside` measures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Outside {
    pub(super) machine: Machine,
    pub(super) quick: bool,
    pub(super) sets: Vec<OutsideSet>,
    pub(super) commands: Vec<Command>,
}

/// One data set beside the peers outside of Rust.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct OutsideSet {
    pub(super) name: String,
    pub(super) verdicts: Vec<Verdict>,
    pub(super) timings: Vec<Timing>,
    pub(super) absent: Vec<Absence>,
}

/// A command line on a large file, from its start to its end.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Command {
    pub(super) set: String,
    pub(super) bytes: u64,
    pub(super) who: Who,
    pub(super) seconds: f64,
    /// The most memory that the process held.
    pub(super) peak: u64,
}

impl Kept {
    /// Reads the file; without one, nothing is kept yet.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let path = Self::path(root);
        match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).map_err(|error| {
                let path = path.display();
                Failure::Unfit(format!("{path} is of another version ({error}): delete it, and measure anew"))
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::reading(&path, error)),
        }
    }

    /// Writes the file.
    pub(super) fn write(&self, root: &Path) -> Result<(), Failure> {
        let path = Self::path(root);
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|error| Failure::Unfit(format!("the figures are no JSON: {error}")))?;
        text.push('\n');
        fs::write(&path, text).map_err(|error| Failure::writing(&path, error))
    }

    fn path(root: &Path) -> PathBuf {
        root.join("docs/performance.json")
    }

    /// All timings of a data set for a piece of work, ours among them.
    pub(super) fn timings(&self, set: &str, work: Work) -> Vec<&Timing> {
        let rust = self.rust.iter().flat_map(|rust| &rust.figures.sets);
        let rust = rust.filter(|it| it.name == set).flat_map(|it| &it.timings);
        let outside = self.outside.iter().flat_map(|outside| &outside.sets);
        let outside = outside.filter(|it| it.name == set).flat_map(|it| &it.timings);
        rust.chain(outside.filter(|it| it.who != Who::Fineprint)).filter(|it| it.work == work).collect()
    }

    /// How much longer somebody takes than ours.
    pub(super) fn ratio(&self, set: &str, work: Work, who: Who) -> Option<f64> {
        self.timings(set, work).into_iter().find(|it| it.who == who).map(|it| it.ratio)
    }

    /// The names of the data sets: the bodies of our own contract, or those of the corpus.
    pub(super) fn names(&self, home: bool) -> Vec<&str> {
        let sets = self.rust.iter().flat_map(|rust| &rust.figures.sets);
        sets.filter(|set| set.home == home).map(|set| &*set.name).collect()
    }
}

/// Puts the new ones in the place of those of the same name, and keeps the rest.
pub(super) fn renew<T>(kept: &mut Vec<T>, new: Vec<T>, name: impl Fn(&T) -> &str) {
    for it in new {
        match kept.iter_mut().find(|old| name(old) == name(&it)) {
            Some(old) => *old = it,
            None => kept.push(it),
        }
    }
}
