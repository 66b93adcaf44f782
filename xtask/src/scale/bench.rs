//! A temporary workspace in which generated crates are compiled, one document at a time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use fineprint_cli::output::Failure;
use fineprint_codegen::GeneratedFile;
use tempfile::TempDir;

/// What the crates of every document are named after.
pub(super) const NAME: &str = "measured";

/// The crate that reads examples into models.
pub(super) const ROUND_TRIP: &str = "round-trip";

const MANIFEST: &str = "\
[workspace]
resolver = \"3\"
members = [\"models\", \"validators\", \"round-trip\"]

[profile.dev]
debug = false
";

/// A workspace with the versions that this one has.
pub(super) struct Bench {
    folder: TempDir,
    fineprint: PathBuf,
}

/// What cargo said of a crate.
pub(super) struct Checked {
    pub(super) compiles: bool,
    pub(super) warnings: usize,
    pub(super) seconds: f64,
}

impl Bench {
    pub(super) fn new(root: &Path) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(|source| Failure::File {
            attempt: "cannot make a temporary folder".to_owned(),
            source,
        })?;
        let bench = Self { folder, fineprint: root.join("crates/fineprint") };
        bench.write("Cargo.toml", MANIFEST)?;
        let lock = root.join("Cargo.lock");
        let text = fs::read_to_string(&lock).map_err(|error| Failure::reading(&lock, error))?;
        bench.write("Cargo.lock", &text)?;
        for (member, file, source) in [
            ("models", "lib.rs", ""),
            ("validators", "lib.rs", ""),
            (ROUND_TRIP, "main.rs", "fn main() {}\n"),
        ] {
            let manifest =
                format!("[package]\nname = \"{member}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
            bench.write(&format!("{member}/Cargo.toml"), &manifest)?;
            bench.write(&format!("{member}/src/{file}"), source)?;
        }
        Ok(bench)
    }

    /// Where the generated crates find the runtime.
    pub(super) fn fineprint(&self) -> String {
        self.fineprint.display().to_string()
    }

    /// Writes a crate and lets cargo check it. First without its code, so that the time is not that of its dependencies.
    pub(super) fn check(&self, kind: &str, files: &[GeneratedFile]) -> Result<Checked, Failure> {
        let source = self.folder.path().join(kind).join("src");
        fs::remove_dir_all(&source).map_err(|error| Failure::writing(&source, error))?;
        let package = format!("{NAME}-{kind}");
        let write =
            |file: &GeneratedFile| self.write(&format!("{kind}/{}", file.path), &file.contents).map(drop);
        files.iter().filter(|file| file.path == "Cargo.toml").try_for_each(write)?;
        self.write(&format!("{kind}/src/lib.rs"), "")?;
        self.cargo(&["check", "--package", &package])?;
        files.iter().try_for_each(write)?;
        let started = Instant::now();
        let output = self.cargo(&["check", "--package", &package])?;
        let seconds = started.elapsed().as_secs_f64();
        Ok(Checked { compiles: output.status.success(), warnings: warnings(&output), seconds })
    }

    /// Runs cargo offline in the workspace.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Result<Output, Failure> {
        Command::new("cargo")
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", self.folder.path().join("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .map_err(|source| Failure::File { attempt: "cannot run cargo".to_owned(), source })
    }

    /// Writes a file of the workspace.
    pub(super) fn write(&self, name: &str, contents: &str) -> Result<PathBuf, Failure> {
        let path = self.folder.path().join(name);
        let folder = path.parent().unwrap_or(&path);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, contents))
            .map_err(|error| Failure::writing(&path, error))?;
        Ok(path)
    }
}

/// The warnings, without cargo's own line that counts them.
fn warnings(output: &Output) -> usize {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines = text.lines().filter(|line| line.starts_with("warning") && !line.contains(" generated "));
    lines.count()
}
