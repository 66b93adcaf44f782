//! The workspace: its root, and the names of files relative to it.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use fineprint_openapi::source::SourceFile;

use crate::output::Failure;

/// How people are shown what `-` means.
pub const STANDARD_INPUT: &str = "standard input";

/// The name of the configuration in a workspace's root.
pub const CONFIG: &str = "fineprint.yaml";

/// A workspace, by its root and the folder that the command was called in.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    working: PathBuf,
}

impl Workspace {
    /// The workspace with that root, for arguments that are relative to the folder `working`.
    pub fn new(root: impl Into<PathBuf>, working: impl Into<PathBuf>) -> Self {
        Self { root: normal(&root.into()), working: normal(&working.into()) }
    }

    /// The workspace around a folder: that of the nearest `fineprint.yaml`, or `Cargo.toml` with `[workspace]`.
    pub fn find(working: &Path) -> Option<Self> {
        let root = working.ancestors().find(|folder| is_root(folder))?;
        Some(Self::new(root, working))
    }

    /// The root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file of a name that is relative to the root.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The file that an argument means.
    pub fn argument(&self, argument: &Path) -> PathBuf {
        normal(&self.working.join(argument))
    }

    /// The name of a file relative to the root, with `/` between its parts; none if it is not below the root.
    pub fn name(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(OsStr::to_str).collect();
        Some(parts?.join("/")).filter(|name| !name.is_empty())
    }

    /// How people are shown a file: relative to the root, whatever the working directory, if it is below it.
    pub fn shown(&self, path: &Path) -> String {
        self.name(path).unwrap_or_else(|| path.display().to_string())
    }

    /// How people are shown an argument, which may be `-`.
    pub fn shown_argument(&self, argument: &Path) -> String {
        if argument == Path::new("-") {
            STANDARD_INPUT.to_owned()
        } else {
            self.shown(&self.argument(argument))
        }
    }

    /// Reads the document that an argument means, from standard input if it is `-`.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is no text.
    pub fn document(&self, argument: &Path) -> Result<Arc<SourceFile>, Failure> {
        if argument != Path::new("-") {
            return self.read(&self.argument(argument));
        }
        let name = self.shown_argument(argument);
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Failure::reading(Path::new(&name), error))?;
        Ok(Arc::new(SourceFile::from_bytes(name, bytes)?))
    }

    /// Reads a document under the name that people are shown.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no text.
    pub fn read(&self, path: &Path) -> Result<Arc<SourceFile>, Failure> {
        let shown = self.shown(path);
        let bytes = fs::read(path).map_err(|error| Failure::reading(Path::new(&shown), error))?;
        Ok(Arc::new(SourceFile::from_bytes(shown, bytes)?))
    }
}

fn is_root(folder: &Path) -> bool {
    let manifest = || fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    folder.join(CONFIG).is_file() || declares_workspace(&manifest())
}

/// Whether a manifest has a table `[workspace]`, or one below it. A line is enough to tell: no TOML reader for that.
fn declares_workspace(manifest: &str) -> bool {
    manifest.lines().any(|line| {
        let header = line.trim_start().strip_prefix('[').map(str::trim_start);
        let rest = header.and_then(|header| header.strip_prefix("workspace"));
        rest.is_some_and(|rest| rest.trim_start().starts_with([']', '.']))
    })
}

/// The path without `.` and `..`, told by its text: links are not followed, so that names stay those that people wrote.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => normal.push(component),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_with_the_table_declares_a_workspace() {
        for (manifest, expected) in [
            ("[workspace]\n", true),
            ("[package]\nname = \"x\"\n\n  [ workspace ] # all\n", true),
            ("[workspace.package]\nversion = \"1.0.0\"\n", true),
            ("[package]\nversion.workspace = true\n", false),
            ("[workspaces]\n", false),
            ("# [workspace]\n", false),
            ("", false),
        ] {
            assert_eq!(declares_workspace(manifest), expected, "{manifest}");
        }
    }

    #[test]
    fn names_are_relative_to_the_root() {
        let workspace = Workspace::new("/w", "/w/crates/x");
        for (argument, shown) in [
            ("../../spec/a.yaml", "spec/a.yaml"),
            ("./a.yaml", "crates/x/a.yaml"),
            ("/w/spec/./a.yaml", "spec/a.yaml"),
            ("/other/a.yaml", "/other/a.yaml"),
            ("../../../a.yaml", "/a.yaml"),
        ] {
            assert_eq!(workspace.shown(&workspace.argument(Path::new(argument))), shown, "{argument}");
        }
    }
}
