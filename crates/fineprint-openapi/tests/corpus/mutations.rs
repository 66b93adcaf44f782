//! Documents with damage: nothing that happens to one makes the reader or the compiler panic, or take long.
//!
//! The damage is done by a generator of numbers with a fixed seed, so that every run does the same. Without a corpus the
//! fixtures are damaged, and fewer times.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Reader, compile};
use serde_json::{Map, Value};

use super::specs::{index, unzipped};

/// In a build that is not optimised, and beside other tests.
const LONGEST: Duration = Duration::from_secs(10);

/// Larger documents take too long for what they add.
const LARGEST: u64 = 40_000;

#[test]
fn damaged_documents_are_read_or_refused() {
    let (documents, mutations) = match super::corpus("") {
        Some(corpus) => (of_corpus(&corpus), 10_000),
        None => (of_fixtures(), 500),
    };
    let documents: Vec<(String, Option<Value>)> =
        documents.into_iter().map(|text| (text.clone(), tree(&text))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let next = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < mutations);
        for number in std::iter::from_fn(next) {
            let mut random = Random::new(number);
            let (text, tree) = &documents[random.below(documents.len())];
            let damaged = match tree {
                Some(tree) if random.below(4) > 0 => damage_tree(&mut random, tree.clone()),
                Some(_) | None => damage_text(&mut random, text),
            };
            check(number, &damaged);
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        (0..threads).for_each(|_| drop(scope.spawn(work)));
    });
}

fn check(number: usize, text: &str) {
    let start = Instant::now();
    let outcome = std::panic::catch_unwind(|| {
        let file = Arc::new(SourceFile::new("spec.yaml", text));
        let read = if number.is_multiple_of(5) {
            Reader::new().read_schema(&file, fineprint_openapi::Dialect::Draft202012)
        } else {
            Reader::new().read(&file)
        };
        if let Ok((document, _)) = read {
            let _ = compile(&document);
        }
    });
    let took = start.elapsed();
    if outcome.is_err() || took > LONGEST {
        let path = std::env::temp_dir().join(format!("fineprint-mutation-{number}.yaml"));
        fs::write(&path, text).unwrap();
        panic!("mutation {number} panics or takes {took:?}: {}", path.display());
    }
}

/// A spread of small documents.
fn of_corpus(corpus: &Path) -> Vec<String> {
    let rows = ["specs", "spec-fixtures"].into_iter().flat_map(|folder| index(&corpus.join(folder)));
    let small = rows.filter(|row| row["bytes"].as_u64().is_some_and(|bytes| bytes < LARGEST));
    let files = small.step_by(5).map(|row| unzipped(&corpus.join(row["file"].as_str().unwrap())));
    files.filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
}

fn of_fixtures() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = ["tests/fixtures/warn", "tests/fixtures/reject"].map(|folder| root.join(folder));
    let folders = fixtures.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = folders.map(|folder| folder.unwrap().path().join("spec.yaml")).collect();
    files.push(root.join("../../spec/organizations.yaml"));
    files.sort();
    files.into_iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The document as JSON, if it is YAML at all.
fn tree(text: &str) -> Option<Value> {
    let file = Arc::new(SourceFile::new("spec.yaml", text));
    fineprint_openapi::source::parse(&file).ok().map(|parsed| parsed.root.to_json())
}

/// The generator `xorshift64*`.
struct Random(u64);

impl Random {
    fn new(seed: usize) -> Self {
        let mut random = Self((seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        random.below(2);
        random
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % limit.max(1)
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

fn damage_text(random: &mut Random, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(8) {
        let (at, other) = (random.below(bytes.len()), random.below(bytes.len()));
        let length = random.below(60);
        match random.below(4) {
            0 => bytes.insert(at, b"{}[]:,-#&*!|>'\"0 \n\\$\t?%@~"[random.below(25)]),
            1 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
            2 => {
                let copied = bytes[other..(other + length).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, copied));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(random.below(256)).unwrap();
                }
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What scalars are replaced with.
const SCALARS: [&str; 22] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e300",
    "0.5",
    "18446744073709551616",
    "\"\"",
    "\"string\"",
    "\"object\"",
    "\"null\"",
    "\"#\"",
    "\"3.1.0\"",
    "\"3.0.3\"",
    "\"(\"",
    "\"^(a+)+$\"",
    "[]",
    "{}",
    "[[[]]]",
    "[null]",
    "{\"\":{}}",
];

/// What keys are renamed to.
const KEYS: [&str; 34] = [
    "$ref",
    "$dynamicRef",
    "$id",
    "$schema",
    "$anchor",
    "$defs",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "items",
    "prefixItems",
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "required",
    "enum",
    "const",
    "type",
    "discriminator",
    "schema",
    "content",
    "parameters",
    "responses",
    "headers",
    "get",
    "default",
    "/{a}",
    "x-a",
    "examples",
    "exclusiveMinimum",
    "dependentSchemas",
];

fn damage_tree(random: &mut Random, mut tree: Value) -> String {
    for _ in 0..=random.below(6) {
        let pointers = pointers(&tree);
        let at = pointers[random.below(pointers.len())].clone();
        let other = pointers[random.below(pointers.len())].clone();
        let copy = tree.pointer(&other).cloned().unwrap_or_default();
        match random.below(8) {
            0 => drop(remove(&mut tree, &at)),
            1 => replace(&mut tree, &at, copy),
            2 => {
                let copied = tree.pointer(&at).cloned().unwrap_or_default();
                replace(&mut tree, &at, copy);
                replace(&mut tree, &other, copied);
            }
            3 => {
                let moved = remove(&mut tree, &at).unwrap_or_default();
                replace(&mut tree, &other, moved);
            }
            4 => replace(&mut tree, &at, serde_json::from_str(random.pick(&SCALARS)).unwrap()),
            5 => {
                let value = remove(&mut tree, &at).unwrap_or_default();
                let (parent, _) = at.rsplit_once('/').unwrap_or_default();
                if let Some(Value::Object(parent)) = tree.pointer_mut(parent) {
                    parent.insert(random.pick(&KEYS).to_owned(), value);
                }
            }
            6 => {
                let reference = Map::from_iter([("$ref".to_owned(), format!("#{other}").into())]);
                if random.below(2) == 0 {
                    replace(&mut tree, &at, Value::Object(reference));
                } else if let Some(Value::Object(object)) = tree.pointer_mut(&at) {
                    object.extend(reference);
                }
            }
            _ => {
                if let Some(version) = tree.pointer_mut("/openapi") {
                    *version = random.pick(&["3.0.3", "3.1.1", "3.2.0"]).into();
                }
            }
        }
        // Copies of copies grow without bound.
        if pointers.len() > 50_000 {
            break;
        }
    }
    tree.to_string()
}

/// The places of all values.
fn pointers(tree: &Value) -> Vec<String> {
    let mut found = vec![(String::new(), tree)];
    let mut next = 0;
    while let Some((at, value)) = found.get(next).cloned() {
        next += 1;
        match value {
            Value::Object(members) => {
                found.extend(members.iter().map(|(key, value)| {
                    (format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), value)
                }));
            }
            Value::Array(items) => {
                found.extend(items.iter().enumerate().map(|(index, item)| (format!("{at}/{index}"), item)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found.into_iter().map(|(at, _)| at).collect()
}

fn replace(tree: &mut Value, at: &str, value: Value) {
    if let Some(place) = tree.pointer_mut(at) {
        *place = value;
    }
}

fn remove(tree: &mut Value, at: &str) -> Option<Value> {
    let (parent, key) = at.rsplit_once('/')?;
    match tree.pointer_mut(parent)? {
        Value::Object(members) => members.remove(&key.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => {
            let index: usize = key.parse().ok()?;
            (index < items.len()).then(|| items.remove(index))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
