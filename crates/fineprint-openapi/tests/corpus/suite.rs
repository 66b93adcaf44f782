//! The official test suite of JSON Schema, by the way that a bare schema takes: read, compile, judge by both walkers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fineprint::check::Checker;
use fineprint::contract::Contract;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Prefix, Reader, compile};
use serde_json::Value;

/// A test that comes out otherwise than the suite expects, and why that is right.
type Exception = (&'static str, &'static str);

/// Where the suite's tests expect other schemas to be.
const REMOTES: &str = "http://localhost:1234/";

fn contract(schema: &Value, dialect: Dialect, formats: Formats, remotes: &Path) -> Result<Contract, String> {
    let resolver = Prefix::new(REMOTES, remotes);
    let reader = Reader::new().resolver(&resolver).formats(formats);
    let file = Arc::new(SourceFile::new("schema.json", schema.to_string()));
    let read = reader.read_schema(&file, dialect);
    read.map(|(document, _)| compile(&document)).map_err(|found| found.to_string())
}

/// Runs the files, and lists each test that comes out otherwise than expected.
struct Run {
    dialect: Dialect,
    formats: Formats,
    remotes: PathBuf,
    tests: usize,
    failed: Vec<String>,
}

impl Run {
    fn new(suite: &Path, dialect: Dialect, formats: Formats) -> Self {
        Self { dialect, formats, remotes: suite.join("remotes"), tests: 0, failed: Vec::new() }
    }

    fn files(&mut self, folder: &Path) {
        for file in files(folder) {
            self.file(&file);
        }
    }

    fn file(&mut self, path: &Path) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let groups: Vec<Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        for group in &groups {
            let place = format!("{name} › {}", group["description"].as_str().unwrap());
            let contract = contract(&group["schema"], self.dialect, self.formats, &self.remotes);
            let checker = contract.as_ref().map(|contract| contract.checker("#").unwrap());
            for test in group["tests"].as_array().unwrap() {
                self.tests += 1;
                let place = format!("{place} › {}", test["description"].as_str().unwrap());
                match &checker {
                    Ok(checker) => self.test(checker, test, &place),
                    Err(problem) => self.failed.push(format!("{place}: {problem}")),
                }
            }
        }
    }

    fn test(&mut self, checker: &Checker<'_>, test: &Value, place: &str) {
        let tree = checker.check_value(&test["data"]);
        let tokens = checker.check_slice(test["data"].to_string().as_bytes());
        let expected = test["valid"].as_bool().unwrap();
        if tree.is_valid() != expected {
            self.failed.push(format!("{place}: {tree}"));
        } else if tree.to_string() != tokens.to_string() {
            self.failed.push(format!("{place}: the walkers disagree\n{tree}\n{tokens}"));
        }
    }

    /// Fails unless exactly the exceptions came out otherwise.
    fn finish(self, exceptions: &[Exception]) {
        let Self { dialect, tests, failed, .. } = self;
        println!("{dialect}: {} of {tests} tests come out as expected", tests - failed.len());
        let is_excepted = |failed: &String| exceptions.iter().find(|(test, _)| failed.starts_with(test));
        let unexpected: Vec<&String> = failed.iter().filter(|failed| is_excepted(failed).is_none()).collect();
        for failed in &unexpected {
            println!("  {failed}");
        }
        let used: BTreeSet<&str> = failed.iter().filter_map(is_excepted).map(|(test, _)| *test).collect();
        let unused: Vec<&str> =
            exceptions.iter().map(|(test, _)| *test).filter(|test| !used.contains(test)).collect();
        assert!(unexpected.is_empty(), "{} tests fail", unexpected.len());
        assert!(unused.is_empty(), "these exceptions are none: {unused:?}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
    files.sort();
    files
}

#[test]
fn draft_2020_12() {
    let Some(suite) = super::corpus("jsts") else { return };
    let mut run = Run::new(&suite, Dialect::Draft202012, Formats::Annotate);
    run.files(&suite.join("tests/draft2020-12"));
    run.finish(&[]);
}

#[test]
fn draft_4() {
    let Some(suite) = super::corpus("jsts") else { return };
    let mut run = Run::new(&suite, Dialect::Draft4, Formats::Annotate);
    run.files(&suite.join("tests/draft4"));
    run.finish(&[]);
}

#[test]
fn formats() {
    let Some(suite) = super::corpus("jsts") else { return };
    for (draft, dialect) in [("draft2020-12", Dialect::Draft202012), ("draft4", Dialect::Draft4)] {
        let mut run = Run::new(&suite, dialect, Formats::Assert);
        let folder = suite.join("tests").join(draft).join("optional/format");
        run.files(&folder);
        run.finish(&[]);
    }
}

#[test]
fn optional() {
    let Some(suite) = super::corpus("jsts") else { return };
    let exceptions: [(&str, Dialect, &[Exception]); 2] = [
        ("draft2020-12", Dialect::Draft202012, &[]),
        (
            "draft4",
            Dialect::Draft4,
            &[(
                "zeroTerminatedFloats",
                "`1.0` is an integer here in every dialect, as in all from draft 6 on",
            )],
        ),
    ];
    for (draft, dialect, exceptions) in exceptions {
        let mut run = Run::new(&suite, dialect, Formats::Annotate);
        run.files(&suite.join("tests").join(draft).join("optional"));
        run.finish(exceptions);
    }
}
