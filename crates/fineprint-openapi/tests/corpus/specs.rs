//! Real documents: each is read, or refused for a cause that is listed, and none takes long.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fineprint_openapi::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Reader, Resolver, compile};
use serde_json::Value;

use super::expected::{INVALID_BUT_READ, REFUSED, SPREAD, VALID_BUT_REFUSED};

/// No document may take longer; in a build that is not optimised, and beside other tests.
const LONGEST: Duration = Duration::from_mins(1);

/// The files of one repository: by the paths that they have there.
#[derive(Default)]
pub(crate) struct Repository {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

pub(crate) const ROOT: &str = "file:///repository/";

impl Repository {
    /// The files of an archive.
    pub(crate) fn of_archive(path: &Path) -> Self {
        let mut tar = Vec::new();
        lzma_rs::xz_decompress(&mut &*fs::read(path).unwrap(), &mut tar).unwrap();
        let mut files = BTreeMap::new();
        for entry in tar::Archive::new(&*tar).entries().unwrap() {
            let mut entry = entry.unwrap();
            if !entry.header().entry_type().is_file() {
                continue;
            }
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

/// The documents of an index, beside the others of their repositories.
pub(crate) struct Collection {
    repositories: BTreeMap<String, Repository>,
    /// Each document: a name that tells it from all others, its repository, and its path there.
    documents: Vec<[String; 3]>,
}

impl Collection {
    fn of(corpus: &Path, folder: &str) -> Self {
        let mut repositories: BTreeMap<String, Repository> = BTreeMap::new();
        let mut documents = Vec::new();
        for row in index(&corpus.join(folder)) {
            let text = |field: &str| row[field].as_str().unwrap().to_owned();
            let (repository, path) = (text("repo"), text("path"));
            let files = &mut repositories.entry(repository.clone()).or_default().files;
            files.insert(path.clone(), unzipped(&corpus.join(text("file"))));
            documents.push([format!("{repository}/{path}"), repository, path]);
        }
        Self { repositories, documents }
    }

    /// Reads them all, several at a time.
    fn read(&self) -> BTreeMap<&str, Outcome> {
        let next = AtomicUsize::new(0);
        let work = || {
            let next = || self.documents.get(next.fetch_add(1, Ordering::Relaxed));
            let read = |[name, repository, path]: &'_ [String; 3]| {
                Outcome::of(name, || self.repositories[repository].read(path))
            };
            std::iter::from_fn(next)
                .map(|document| (document[0].as_str(), read(document)))
                .collect::<Vec<_>>()
        };
        std::thread::scope(|scope| {
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    }
}

/// What became of a document.
#[derive(Debug)]
enum Outcome {
    Read,
    /// It refers to files that the corpus does not have, and nothing else is wrong.
    Spread,
    /// The first error.
    Refused(Diagnostic),
}

impl Outcome {
    fn of(name: &str, read: impl FnOnce() -> Result<(), Diagnostics>) -> Self {
        let start = Instant::now();
        let outcome = read();
        assert!(start.elapsed() < LONGEST, "{name} takes {:?}", start.elapsed());
        let Err(found) = outcome else { return Self::Read };
        let errors = found.into_iter().filter(|found| found.severity == Severity::Error);
        let (spread, others): (Vec<_>, Vec<_>) =
            errors.partition(|error| error.code == Code::ExternalReference);
        match others.into_iter().next() {
            Some(error) => Self::Refused(error),
            None if spread.is_empty() => panic!("{name} is refused without an error"),
            None => Self::Spread,
        }
    }

    fn count(outcomes: &BTreeMap<&str, Self>) -> [usize; 3] {
        let count = |is: fn(&Self) -> bool| outcomes.values().filter(|outcome| is(outcome)).count();
        [
            count(|outcome| matches!(outcome, Self::Read)),
            count(|outcome| matches!(outcome, Self::Spread)),
            count(|outcome| matches!(outcome, Self::Refused(_))),
        ]
    }
}

/// What should be refused and what was, where the two differ; a row that nothing needs is a difference.
fn differences(expected: &[(&str, Code, &str)], outcomes: &BTreeMap<&str, Outcome>) -> Vec<String> {
    let expected: BTreeMap<&str, Code> = expected.iter().map(|(name, code, _)| (*name, *code)).collect();
    let mut differences = Vec::new();
    for (name, outcome) in outcomes {
        match (outcome, expected.get(name)) {
            (Outcome::Refused(error), Some(code)) if error.code == *code => {}
            (Outcome::Refused(error), _) => differences.push(format!("{name}: {error}")),
            (Outcome::Read | Outcome::Spread, Some(_)) => differences.push(format!("{name}: {outcome:?}")),
            (Outcome::Read | Outcome::Spread, None) => {}
        }
    }
    differences.extend(
        expected.keys().filter(|name| !outcomes.contains_key(*name)).map(|name| format!("{name}: not there")),
    );
    differences
}

#[test]
fn real_documents_are_read() {
    let Some(corpus) = super::corpus("") else { return };
    let collection = Collection::of(&corpus, "specs");
    let outcomes = collection.read();
    let [read, spread, refused] = Outcome::count(&outcomes);
    println!("real documents: {read} read, {refused} refused, {spread} with files that are not there");
    let differences = differences(REFUSED, &outcomes);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(spread, SPREAD);
    assert!(read * 100 >= (read + refused) * 99, "{read} read, {refused} refused");
}

#[test]
fn documents_of_many_files_are_read() {
    let Some(trees) = super::corpus("specs/_trees") else { return };
    for (archive, document) in [
        ("digitalocean.tar.xz", "specification/DigitalOcean-public.v2.yaml"),
        ("lob.tar.xz", "lob-api-public.yml"),
    ] {
        let repository = Repository::of_archive(&trees.join(archive));
        let read = repository.read(document);
        assert!(read.is_ok(), "{document}: {}", read.unwrap_err());
    }
}

/// Whether other tools' authors mean it to be refused, by what its path says.
fn is_meant_to_fail(name: &str) -> bool {
    let words = ["/fail/", "negative", "invalid", "malicious", "/documents_with_errors/", "-typo."];
    words.iter().any(|word| name.contains(word))
}

#[test]
fn documents_that_other_tools_test_with() {
    let Some(corpus) = super::corpus("") else { return };
    let collection = Collection::of(&corpus, "spec-fixtures");
    let (invalid, valid): (BTreeMap<_, _>, BTreeMap<_, _>) =
        collection.read().into_iter().partition(|(name, _)| is_meant_to_fail(name));
    let [read, spread, refused] = Outcome::count(&valid);
    println!(
        "documents of other tools: {read} read, {refused} refused, {spread} with files that are not there"
    );
    let [read, spread, refused] = Outcome::count(&invalid);
    println!(
        "documents meant to fail: {refused} refused, {read} read, {spread} with files that are not there"
    );

    let differences = differences(VALID_BUT_REFUSED, &valid);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let read: Vec<&str> = (invalid.iter())
        .filter(|(_, outcome)| matches!(outcome, Outcome::Read))
        .map(|(name, _)| *name)
        .collect();
    let listed = |name: &&&str| INVALID_BUT_READ.iter().any(|(part, _)| name.contains(part));
    let unlisted: Vec<_> = read.iter().filter(|name| !listed(name)).collect();
    assert!(unlisted.is_empty(), "read, and not listed: {unlisted:#?}");
    let unused = INVALID_BUT_READ.iter().filter(|(part, _)| !read.iter().any(|name| name.contains(part)));
    let unused: Vec<_> = unused.collect();
    assert!(unused.is_empty(), "listed, and not read: {unused:#?}");
}
