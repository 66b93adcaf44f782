//! The crate `jsonschema` as an oracle: on thousands of payloads, made and broken at random, both walkers of the engine come to
//! the same violations as a validator that knows nothing of Fineprint.
//!
//! The oracle gets each schema translated from the document's own text, so that the reader and the compiler are under test as
//! much as the engine is. The seed is fixed: a run that fails fails again.

pub(crate) mod break_it;
pub(crate) mod differences;
pub(crate) mod flatten;
pub(crate) mod generate;
pub(crate) mod judge;
mod samples;
pub(crate) mod translate;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fineprint::check::{Checker, Direction};
use fineprint::contract::Contract;
use fineprint_openapi::source::{self, SourceFile};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::{Map, Value};

use crate::support::{found, options};
use differences::{Difference, Differences};
use generate::Generator;
use judge::{Oracle, Wrong};
use translate::Translator;

/// A document, read by the oracle's side and by ours.
pub(crate) struct Subject {
    pub(crate) document: Value,
    pub(crate) contract: Contract,
}

/// How many payloads were made, and how many of them are valid.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    made: u32,
    valid: u32,
}

impl Subject {
    pub(crate) fn load(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let file = Arc::new(SourceFile::new(path.display().to_string(), text));
        let document = source::parse(&file).unwrap().root.to_json();
        let (read, _) = fineprint_openapi::read(&file).unwrap_or_else(|found| panic!("{found:?}"));
        Self { document, contract: fineprint_openapi::compile(&read) }
    }

    /// Every component, and the body of every request and response.
    fn schemas(&self) -> Vec<(String, Direction)> {
        let keys = |pointer: &str| {
            let members = self.document.pointer(pointer).and_then(Value::as_object).into_iter().flatten();
            let escaped = |name: &String| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            members.map(|(name, _)| escaped(name)).collect::<Vec<_>>()
        };
        let mut schemas: Vec<_> =
            keys("/components/schemas").into_iter().map(|pointer| (pointer, Direction::None)).collect();
        for operation in keys("/paths").iter().flat_map(|path| keys(path)) {
            let mut content = |message: &str, direction| {
                let media = keys(&format!("{message}/content")).into_iter();
                // A media type may come without one.
                let pointers = media.map(|media| format!("{media}/schema"));
                let given = pointers.filter(|pointer| self.document.pointer(pointer).is_some());
                schemas.extend(given.map(|pointer| (pointer, direction)));
            };
            content(&format!("{operation}/requestBody"), Direction::Request);
            for response in keys(&format!("{operation}/responses")) {
                content(&response, Direction::Response);
            }
        }
        schemas
    }

    /// Compares the verdicts on payloads of every schema.
    fn compare(&self, differences: &mut Differences, valid: &mut Tally, broken: &mut Tally) {
        for (pointer, direction) in self.schemas() {
            let translator = Translator { document: &self.document, direction };
            let schema = self.document.pointer(&pointer).unwrap();
            let oracle = Oracle::new(&translator.translate(schema));
            let at = format!("#{pointer}");
            let checker = self.contract.checker(&at).unwrap_or_else(|| panic!("no schema at {at}"));
            let payloads = Generator(translator).payloads(schema);
            let whole = compare(checker, &oracle, &at, &payloads, differences);
            assert!(whole.valid * 3 > whole.made, "{at}: only {whole:?}");
            let damaged = break_it::broken(payloads, limits(&self.document));
            let damaged = compare(checker, &oracle, &at, &damaged, differences);
            let admits_all = schema.as_object().is_some_and(Map::is_empty);
            assert_eq!(damaged.valid == damaged.made, admits_all, "{at}: {damaged:?}");
            valid.add(whole);
            broken.add(damaged);
        }
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.made += other.made;
        self.valid += other.valid;
    }

    fn percent_valid(self) -> u32 {
        self.valid * 100 / self.made
    }
}

/// A runner whose payloads are the same in every run.
pub(crate) fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: 256,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_615),
        max_shrink_iters: 20_000,
        ..Config::default()
    })
}

/// The limits that a document states anywhere: where values are likely to be wrong.
pub(crate) fn limits(document: &Value) -> Vec<i64> {
    fn collect(value: &Value, limits: &mut BTreeSet<i64>) {
        match value {
            Value::Number(number) => limits.extend(number.as_i64()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, limits)),
            Value::Object(members) => members.values().for_each(|member| collect(member, limits)),
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
    }
    let mut limits = BTreeSet::from([0, 1, 2, i64::from(i32::MAX)]);
    collect(document, &mut limits);
    limits.into_iter().collect()
}

fn compare(
    checker: Checker<'_>,
    oracle: &Oracle,
    at: &str,
    payloads: &BoxedStrategy<Value>,
    differences: &mut Differences,
) -> Tally {
    let options = options();
    let checker = checker.with(&options);
    let tally = Cell::new(Tally::default());
    let differences = RefCell::new(differences);
    let outcome = runner().run(payloads, |payload| {
        let differences = &mut **differences.borrow_mut();
        let report = checker.check_slice(&serde_json::to_vec(&payload).unwrap());
        prop_assert_eq!(&report, &checker.check_value(&payload), "tokens and tree");
        let ours: BTreeSet<(String, String)> =
            found(&report).into_iter().map(|(pointer, keyword)| (pointer, keyword.to_owned())).collect();
        let theirs = oracle.judge(&payload, differences);
        let Tally { made, valid } = tally.get();
        tally.set(Tally { made: made + 1, valid: valid + u32::from(theirs.is_empty()) });
        let fail = |what: &str| {
            let theirs: Vec<_> = theirs.iter().map(|wrong| &wrong.found).collect();
            Err(TestCaseError::fail(format!("{what}\nours: {ours:#?}\ntheirs: {theirs:#?}")))
        };
        let (demanded, mut explained) = (demand(&theirs, &ours), BTreeSet::new());
        explain(&theirs, &mut explained);
        if !demanded {
            return fail("the oracle finds what Fineprint does not");
        }
        if !ours.is_subset(&explained) {
            return fail("Fineprint finds what the oracle does not");
        }
        if ours.len() > theirs.iter().map(|wrong| &wrong.found).collect::<BTreeSet<_>>().len() {
            differences.note(Difference::BranchOfUnion);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{at}: {error}"));
    tally.get()
}

/// Whether we found all of it: every error, and of every union that is not met all that is wrong with one of its branches.
fn demand(theirs: &[Wrong], ours: &BTreeSet<(String, String)>) -> bool {
    theirs.iter().all(|wrong| {
        let branches = &wrong.branches;
        ours.contains(&wrong.found)
            && (branches.is_empty() || branches.iter().any(|branch| demand(branch, ours)))
    })
}

/// All that can be found with reason.
fn explain(theirs: &[Wrong], explained: &mut BTreeSet<(String, String)>) {
    for wrong in theirs {
        explained.insert(wrong.found.clone());
        wrong.branches.iter().for_each(|branch| explain(branch, explained));
    }
}

/// The generators must not rot: nearly all that is meant to be valid is, and most of what was broken is not.
#[track_caller]
fn expect_shares(valid: Tally, broken: Tally) {
    assert!(valid.percent_valid() >= 90, "{} % of {} are valid", valid.percent_valid(), valid.made);
    assert!(broken.percent_valid() <= 40, "{} % of {} are valid", broken.percent_valid(), broken.made);
}

pub(crate) fn organizations() -> Subject {
    Subject::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/organizations.yaml"))
}

#[test]
fn the_organizations_mean_the_same() {
    let (mut valid, mut broken) = (Tally::default(), Tally::default());
    organizations().compare(&mut Differences::default(), &mut valid, &mut broken);
    expect_shares(valid, broken);
}

#[test]
fn every_combination_of_keywords_means_the_same() {
    let (mut valid, mut broken) = (Tally::default(), Tally::default());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/oracle/keywords.yaml");
    Subject::load(&path).compare(&mut Differences::default(), &mut valid, &mut broken);
    expect_shares(valid, broken);
}

#[test]
fn every_feature_means_the_same() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/fineprint-codegen/tests/fixtures/accept");
    let mut features: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path().join("spec.yaml")).collect();
    features.sort();
    // What is translated is OpenAPI 3.0; later versions have JSON Schema itself, which `json_schema` compares at random.
    features.retain(|feature| std::fs::read_to_string(feature).unwrap().contains("openapi: 3.0"));
    assert!(features.len() > 15, "{} has the features", folder.display());
    let mut differences = Differences::default();
    let (mut valid, mut broken) = (Tally::default(), Tally::default());
    for feature in features {
        Subject::load(&feature).compare(&mut differences, &mut valid, &mut broken);
    }
    expect_shares(valid, broken);
    assert_eq!(differences.unused(), [], "differences that no payload shows");
}
