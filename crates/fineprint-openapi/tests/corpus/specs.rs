//! Real documents: each is read, or refused for a cause that is listed, and none takes long.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fineprint_openapi::diagnostic::{Code, Diagnostics, Severity};
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Reader, Resolver, compile};
use serde_json::Value;

/// No document may take longer; in a build that is not optimised, and beside other tests.
const LONGEST: Duration = Duration::from_mins(1);

/// The files of one repository: by the paths that they have there.
pub(crate) struct Repository {
    files: BTreeMap<String, Vec<u8>>,
}

const ROOT: &str = "file:///repository/";

impl Repository {
    /// The files of an archive.
    pub(crate) fn of_archive(path: &Path) -> Self {
        let mut tar = Vec::new();
        lzma_rs::xz_decompress(&mut &*fs::read(path).unwrap(), &mut tar).unwrap();
        let mut files = BTreeMap::new();
        for entry in tar::Archive::new(&*tar).entries().unwrap() {
            let mut entry = entry.unwrap();
            let name = entry.path().unwrap().display().to_string();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            files.insert(name.trim_start_matches("./").to_owned(), bytes);
        }
        Self { files }
    }

    /// Reads one of the files as a document.
    pub(crate) fn read(&self, path: &str) -> Result<(), Diagnostics> {
        let file = SourceFile::from_bytes(path, self.files[path].clone())?;
        let reader = Reader::new().resolver(self).at_uri(&format!("{ROOT}{path}"));
        let (document, _) = reader.read(&Arc::new(file))?;
        let _ = compile(&document);
        Ok(())
    }
}

impl Resolver for Repository {
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(uri.strip_prefix(ROOT).and_then(|path| self.files.get(path)).cloned())
    }
}

/// The rows of a folder's index.
pub(crate) fn index(folder: &Path) -> Vec<Value> {
    let index: Value = serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap();
    index.as_array().unwrap().clone()
}

pub(crate) fn unzipped(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let mut text = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut text).unwrap();
        return text;
    }
    bytes
}

/// What became of many documents.
#[derive(Default)]
struct Tally {
    read: usize,
    refused: usize,
    causes: BTreeMap<Code, (usize, String)>,
    slowest: (Duration, String),
}

impl Tally {
    fn document(&mut self, name: &str, read: impl FnOnce() -> Result<(), Diagnostics>) {
        let start = Instant::now();
        let outcome = read();
        self.slowest = self.slowest.clone().max((start.elapsed(), name.to_owned()));
        assert!(start.elapsed() < LONGEST, "{name} takes {:?}", start.elapsed());
        let Err(found) = outcome else {
            self.read += 1;
            return;
        };
        self.refused += 1;
        let mut errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(!errors.is_empty(), "{name} is refused without an error");
        errors.sort_by_key(|found| found.code);
        errors.dedup_by_key(|found| found.code);
        for found in errors {
            let cause = self.causes.entry(found.code).or_default();
            cause.0 += 1;
            let _ = write!(cause.1, "\n        {name}: {found}");
        }
    }

    fn report(&self, what: &str) -> BTreeMap<Code, usize> {
        println!("{what}: {} read, {} refused; slowest {:?}", self.read, self.refused, self.slowest);
        for (code, (count, places)) in &self.causes {
            println!("    {count:4} {code}{places}");
        }
        self.causes.iter().map(|(code, (count, _))| (*code, *count)).collect()
    }
}

#[test]
fn real_documents_are_read() {
    let Some(corpus) = super::corpus("") else { return };
    let mut repositories: BTreeMap<String, Repository> = BTreeMap::new();
    let rows = index(&corpus.join("specs"));
    for row in &rows {
        let text = |field: &str| row[field].as_str().unwrap().to_owned();
        let files =
            &mut repositories.entry(text("repo")).or_insert(Repository { files: BTreeMap::new() }).files;
        files.insert(text("path"), unzipped(&corpus.join(text("file"))));
    }
    let mut tally = Tally::default();
    for row in &rows {
        let text = |field: &str| row[field].as_str().unwrap();
        tally.document(text("file"), || repositories[text("repo")].read(text("path")));
    }
    tally.report("real documents");
}

#[test]
fn documents_of_many_files_are_read() {
    let Some(trees) = super::corpus("specs/_trees") else { return };
    let mut tally = Tally::default();
    for (archive, documents) in [
        ("digitalocean.tar.xz", vec!["specification/DigitalOcean-public.v2.yaml"]),
        ("lob.tar.xz", vec!["lob-api-public.yml"]),
    ] {
        let repository = Repository::of_archive(&trees.join(archive));
        for document in documents {
            tally.document(document, || repository.read(document));
        }
    }
    tally.report("documents of many files");
}

#[test]
fn documents_that_other_tools_test_with() {
    let Some(corpus) = super::corpus("") else { return };
    let mut tally = Tally::default();
    for row in index(&corpus.join("spec-fixtures")) {
        let name = row["file"].as_str().unwrap().to_owned();
        let path: PathBuf = corpus.join(&name);
        tally.document(&name, || {
            let file = SourceFile::from_bytes(name.clone(), fs::read(&path).unwrap())?;
            let folder = fineprint_openapi::Folder::of(&path).allow_outside(true);
            let reader = Reader::new().resolver(&folder).at(&path);
            reader.read(&Arc::new(file)).map(|(document, _)| drop(compile(&document)))
        });
    }
    tally.report("documents of other tools");
}
