//! The data sets of the corpus: real schemas, each with real payloads. The corpus is no part of this repository.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// One schema with payloads that meet it.
pub struct DataSet {
    /// The name of its folder.
    pub name: String,
    /// The text of the schema.
    pub schema: String,
    /// The payloads.
    pub instances: Vec<String>,
}

/// The folder of the corpus, if there is one.
pub fn folder() -> Option<PathBuf> {
    env::var_os("FINEPRINT_CORPUS").map(PathBuf::from)
}

/// The names of all data sets.
///
/// # Errors
///
/// The folder cannot be read.
pub fn names(corpus: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(corpus.join("bench"))? {
        let entry = entry?;
        if entry.path().join("schema.json").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Reads a data set.
///
/// # Errors
///
/// A file of it cannot be read.
pub fn read(corpus: &Path, name: &str) -> io::Result<DataSet> {
    let folder = corpus.join("bench").join(name);
    let schema = fs::read_to_string(folder.join("schema.json"))?;
    let lines = fs::read_to_string(folder.join("instances.jsonl"))?;
    let instances = lines.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    Ok(DataSet { name: name.to_owned(), schema, instances })
}
