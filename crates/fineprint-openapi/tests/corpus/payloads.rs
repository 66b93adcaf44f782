//! The examples that authors give in their documents, against verdicts that two other validators agree on.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use fineprint::check::Options;
use fineprint::contract::Contract;
use fineprint_openapi::source::{Node, SourceFile, parse};
use fineprint_openapi::{Formats, Reader, compile};
use serde_json::Value;

use super::specs::{index, unzipped};

/// Verdicts that differ, by the numbers of document and instance, and why ours is right.
const DIFFERENCES: &[(&[&str], &str)] = &[
    (
        &["208-0"],
        "the discriminator has no mapping, so that its values are the branches' names (3.0.3, section 4.7.25), and `link` is none",
    ),
    (
        &["25-10", "25-28", "25-36", "211-3", "211-14", "912-5", "913-2"],
        "a property that is `readOnly` in a schema further down is sent in a request (3.0.3, section 4.7.24.2)",
    ),
];

/// How many instances have null where `nullable: true` stands beside an `allOf` that refuses it: by the letter invalid, by what
/// the author means valid.
const NULL_BESIDE_ALL_OF: usize = 3;

/// What became of the pairs.
#[derive(Default)]
struct Tally {
    pairs: usize,
    nullable: usize,
    null_beside_all_of: usize,
    unread: BTreeSet<String>,
    differences: BTreeMap<String, String>,
}

struct Document {
    root: Node,
    /// By the letter, and with what stands beside references.
    contracts: [Contract; 2],
}

impl Document {
    fn read(path: &Path, name: &str) -> Option<Self> {
        let file = Arc::new(SourceFile::from_bytes(name, unzipped(path)).ok()?);
        // The verdicts were made without formats.
        let contract = |siblings| {
            let reader = Reader::new().formats(Formats::Annotate).siblings_of_references(siblings);
            reader.read(&file).ok().map(|(document, _)| compile(&document))
        };
        Some(Self { contracts: [contract(false)?, contract(true)?], root: parse(&file).unwrap().root })
    }

    /// The pointer of a schema as contracts know it: without references on the way.
    fn followed(&self, pointer: &str) -> String {
        let (mut reached, mut node) = ("#".to_owned(), &self.root);
        let mut rest = tokens(pointer);
        while let Some(token) = rest.pop() {
            if let Some(child) = node.at(&format!("/{token}")) {
                (reached, node) = (format!("{reached}/{token}"), child);
            } else {
                let target = node.get("$ref").and_then(Node::as_str).expect("the pointer leads somewhere");
                rest.push(token);
                rest.extend(tokens(target));
                (reached, node) = ("#".to_owned(), &self.root);
            }
        }
        reached
    }
}

impl Tally {
    fn pair(&mut self, document: &Document, pair: &Value) {
        let text = |field: &str| pair[field].as_str().unwrap();
        let pointer = document.followed(text("schema_pointer"));
        let id = text("id").to_owned();
        self.pairs += 1;
        let is_policy = text("expect") == "nullable-policy";
        let [by_the_letter, as_meant] = &document.contracts;
        let contract = if is_policy { as_meant } else { by_the_letter };
        let Some(checker) = contract.checker(&pointer) else {
            self.differences.insert(id, format!("no schema at {pointer}"));
            return;
        };
        let instance = &pair["instance"];
        let report = checker.check_value(instance);
        let tokens = checker.check_slice(instance.to_string().as_bytes());
        assert_eq!(report.to_string(), tokens.to_string(), "{id}: the walkers disagree");
        let strict = Options::new().strict_nullable(true);
        let is_strictly_valid = || {
            let checker = by_the_letter.checker(&pointer).unwrap();
            checker.with(&strict).check_value(instance).is_valid()
        };
        let expected = match text("expect") {
            "valid" => true,
            "invalid" => false,
            // By the letter of 3.0.3 it is invalid; by what authors mean, it is valid.
            "nullable-policy" => {
                self.nullable += 1;
                if is_strictly_valid() {
                    self.differences.insert(id, "valid by the letter".to_owned());
                    return;
                }
                true
            }
            other => panic!("{other}"),
        };
        if report.is_valid() && !expected && !is_strictly_valid() {
            self.null_beside_all_of += 1;
        } else if report.is_valid() != expected {
            let errors = &pair["errors"];
            self.differences
                .insert(id, format!("{} › {pointer}: ours: {report}\n      theirs: {errors}", text("spec")));
        }
    }
}

#[test]
fn payloads_are_judged_as_by_others() {
    let Some(corpus) = super::corpus("") else { return };
    let mut tally = Tally::default();
    for row in index(&corpus.join("payloads")) {
        let (file, spec) = (row["file"].as_str().unwrap(), row["spec"].as_str().unwrap());
        let Some(document) = Document::read(&corpus.join(spec), spec) else {
            tally.unread.insert(spec.to_owned());
            continue;
        };
        for line in unzipped(&corpus.join(file)).lines() {
            tally.pair(&document, &serde_json::from_str(&line.unwrap()).unwrap());
        }
    }
    let Tally { pairs, nullable, null_beside_all_of, unread, differences } = tally;
    println!("{pairs} pairs, {nullable} of them on nullable; {} verdicts differ", differences.len());
    println!("not read: {unread:#?}");
    let known: BTreeSet<&str> = DIFFERENCES.iter().flat_map(|(ids, _)| ids.iter().copied()).collect();
    for (id, difference) in &differences {
        if !known.contains(id.as_str()) {
            println!("  {id} {difference}");
        }
    }
    let found: BTreeSet<&str> = differences.keys().map(String::as_str).collect();
    assert_eq!(found, known);
    assert_eq!(null_beside_all_of, NULL_BESIDE_ALL_OF);
}

/// The parts of a pointer, the last one first.
fn tokens(pointer: &str) -> Vec<String> {
    let mut tokens: Vec<String> = pointer.split('/').skip(1).map(str::to_owned).collect();
    tokens.reverse();
    tokens
}
