//! Documents with mistakes, documents without, and real ones.
//!
//! `fixtures/reject/<mistake>/spec.yaml` and `fixtures/warn/<mistake>/spec.yaml` are as small as the mistake allows; the
//! snapshot beside each is what people are shown. A new case is a new folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fineprint_openapi::diagnostic::{Code, Severity, Style};
use fineprint_openapi::source::SourceFile;
use proptest::prelude::*;

fn organizations() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/organizations.yaml"))
        .expect("the contract is there")
}

fn source(name: &str, text: impl Into<String>) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(name, text))
}

#[test]
fn mistakes_are_refused() {
    insta::glob!("fixtures/reject/*/spec.yaml", |path| {
        let found = fineprint_openapi::read(&source("spec.yaml", fs::read_to_string(path).unwrap()));
        let found = found.expect_err("this document has a mistake");
        assert!(found.has_errors());
        snapshot(path, &found.render(Style::Plain));
    });
}

#[test]
fn doubtful_documents_are_read_with_warnings() {
    insta::glob!("fixtures/warn/*/spec.yaml", |path| {
        let found = fineprint_openapi::read(&source("spec.yaml", fs::read_to_string(path).unwrap()));
        let (_, found) = found.unwrap_or_else(|found| panic!("{}\n{found}", path.display()));
        assert!(!found.is_empty(), "{}", path.display());
        snapshot(path, &found.render(Style::Plain));
    });
}

fn snapshot(path: &Path, rendered: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("a file stands in a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_suffix("");
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("diagnostics", rendered));
}

#[test]
fn the_contract_of_this_workspace_has_no_mistake() {
    let (document, found) =
        fineprint_openapi::read(&source("spec/organizations.yaml", organizations())).unwrap();
    assert!(found.is_empty(), "{found}");
    assert_eq!(document.operations.len(), 2);
    assert_eq!(document.schemas.len(), 5);
}

/// A document with one schema, in JSON.
fn with_schema(schema: &str) -> Arc<SourceFile> {
    let head = r#"{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{},"components":{"schemas":"#;
    source("spec.json", format!(r#"{head}{{"A":{schema}}}}}}}"#))
}

#[test]
fn nesting_as_deep_as_the_reader_admits_is_read() {
    for (open, close, levels) in
        [(r#"{"not":"#, "}", 240), (r#"{"allOf":["#, "]}", 120), (r#"{"properties":{"a":"#, "}}", 120)]
    {
        let schema = format!("{}{{}}{}", open.repeat(levels), close.repeat(levels));
        let (document, _) = fineprint_openapi::read(&with_schema(&schema)).expect("it is not too deep");
        let _ = fineprint_openapi::compile(&document);
    }
}

#[test]
fn hostile_documents_take_no_longer_than_their_size() {
    let many = 20_000;
    let list = |item: &dyn Fn(usize) -> String| (0..many).map(item).collect::<Vec<_>>().join(",");
    let chain = |last: &str| {
        let links =
            list(&|index| format!(r##""S{index}":{{"$ref":"#/components/schemas/S{}"}}"##, index + 1));
        format!(r#"{{}},{links},"S{many}":{last}"#)
    };
    for schema in [
        // One misspelling after the other, each with many names that it could be a misspelling of.
        format!(
            r#"{{"properties":{{{}}},"required":[{}]}}"#,
            list(&|index| format!(r#""name{index}":{{}}"#)),
            list(&|index| format!(r#""nome{index}""#)),
        ),
        format!(r#"{{"enum":[{}]}}"#, list(&|index| index.to_string())),
        format!(r#"{{"anyOf":[{}]}}"#, list(&|_| r##"{"$ref":"#/components/schemas/B"}"##.to_owned())),
        chain("{}"),
        chain(r##"{"$ref":"#/components/schemas/S0"}"##),
        // Many values of a schema that takes long to check.
        format!(
            r#"{{}},"E":{{"enum":[{}]}},{}"#,
            list(&|index| format!(r#""{index}""#)),
            list(&|index| format!(
                r##""S{index}":{{"allOf":[{{"$ref":"#/components/schemas/E"}}],"default":"zz"}}"##
            )),
        ),
        format!(
            r#"{{"default":1}},"S30":{{}},{}"#,
            (0..30)
                .map(|index| {
                    let below = format!(r##"{{"$ref":"#/components/schemas/S{}"}}"##, index + 1);
                    format!(r#""S{index}":{{"allOf":[{below},{below}],"default":1}}"#)
                })
                .collect::<Vec<_>>()
                .join(","),
        ),
    ] {
        let start = Instant::now();
        let _ = fineprint_openapi::read(&with_schema(&schema));
        assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {:.60}", start.elapsed(), schema);
    }
}

#[test]
fn what_is_not_listed_is_counted() {
    // That nothing refers to the schema is one more finding.
    for (formats, unlisted) in [(1_999, ""), (2_000, "1 more finding is"), (2_499, "500 more findings are")] {
        let properties = (0..formats).map(|index| format!(r#""a{index}":{{"format":"x{index}"}}"#));
        let schema = format!(r#"{{"properties":{{{}}}}}"#, properties.collect::<Vec<_>>().join(","));
        let (_, found) = fineprint_openapi::read(&with_schema(&schema)).unwrap();
        let note = found.iter().find(|found| found.code == Code::Unlisted);
        let message = note.map(|note| note.message.as_str()).unwrap_or_default();
        assert_eq!(message.trim_end_matches(" not listed"), unlisted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, any::<u8>()), 1..12)) {
        let mut bytes = organizations().into_bytes();
        for (place, kind, byte) in changes {
            let at = place.index(bytes.len());
            let other = usize::from(byte) % bytes.len();
            match kind {
                0 => bytes[at] = byte,
                1 => bytes[at] = b"{}[]:,-#&*!|>'\"0 \n"[usize::from(byte) % 18],
                2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                _ => {
                    let copied = bytes[other..(other + 40).min(bytes.len())].to_vec();
                    drop(bytes.splice(at..at, copied));
                }
            }
        }
        let _ = fineprint_openapi::read(&source("spec.yaml", String::from_utf8_lossy(&bytes)));
    }
}

/// The real documents that are refused, and why that is right. A document with several mistakes counts for each.
const REFUSED: [(Code, usize, &str); 12] = [
    (Code::Syntax, 1, "a comment that follows a quoted scalar without a space (YAML 1.2, section 6.6)"),
    (Code::MisplacedField, 1, "a keyword of schemas outside of one"),
    (Code::MissingField, 1, "a part of a document, without `paths`"),
    (Code::WrongType, 3, "a string where an object belongs"),
    (Code::UnresolvedReference, 2, "a schema that the document does not have"),
    (
        Code::ReferenceKind,
        3,
        "a request body where a response belongs, a response for a schema, a reference for `content`",
    ),
    (Code::ContradictingLimits, 1, "minLength above maxLength"),
    (
        Code::InvalidPattern,
        13,
        "`\\A`, `\\z`, `(?i)`, `\\p{Print}` and the like, which ECMA-262 does not have, and a range from `_` to `.`",
    ),
    (Code::ImpossibleRequired, 1, "a required property that additionalProperties forbids"),
    (Code::UnusedPathParameter, 1, "`orgID` declared, `{orgId}` in the template"),
    (Code::DuplicateOperationId, 1, "one id for two operations"),
    (Code::UnknownSecurityScheme, 1, "a security scheme that the document does not have"),
];

/// Reads the documents of a corpus, where `FINEPRINT_CORPUS` names one, and says why any is refused.
#[test]
fn real_documents_are_read() {
    let Ok(corpus) = std::env::var("FINEPRINT_CORPUS") else {
        println!("skipped: FINEPRINT_CORPUS names no folder of real documents");
        return;
    };
    let mut files = Vec::new();
    collect(&Path::new(&corpus).join("specs"), &mut files);
    let (mut read, mut refused, mut other, mut spread) = (0, 0, 0, 0);
    let mut causes: BTreeMap<Code, (usize, String)> = BTreeMap::new();
    let mut remarks: BTreeMap<Code, usize> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, PathBuf::new());
    for path in files {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(fs::File::open(&path).unwrap()).read_to_end(&mut text).unwrap();
        let Ok(file) = SourceFile::from_bytes(path.display().to_string(), text) else { continue };
        let start = Instant::now();
        let outcome = fineprint_openapi::read(&Arc::new(file));
        slowest = slowest.max((start.elapsed(), path.clone()));
        match outcome {
            Ok((_, found)) => {
                read += 1;
                found.iter().for_each(|found| *remarks.entry(found.code).or_default() += 1);
            }
            Err(found) if found.iter().any(|found| found.code == Code::UnsupportedVersion) => other += 1,
            // Part of a document that is spread over files.
            Err(found) if found.iter().any(|found| found.code == Code::ExternalReference) => spread += 1,
            Err(found) => {
                refused += 1;
                let mut codes: Vec<_> =
                    found.iter().filter(|found| found.severity == Severity::Error).collect();
                codes.sort_by_key(|found| found.code);
                codes.dedup_by_key(|found| found.code);
                for found in codes {
                    let cause = causes.entry(found.code).or_default();
                    cause.0 += 1;
                    let _ = write!(cause.1, "\n        {found}");
                }
            }
        }
    }
    println!("{read} read, {refused} refused, {spread} spread over files, {other} of another version");
    println!("slowest: {slowest:?}");
    for (code, (count, places)) in &causes {
        println!("    {count:4} {code}{places}");
    }
    println!("warnings and notes: {remarks:?}");
    let found: BTreeMap<Code, usize> = causes.iter().map(|(code, (count, _))| (*code, *count)).collect();
    let right: BTreeMap<Code, usize> = REFUSED.iter().map(|(code, count, _)| (*code, *count)).collect();
    assert_eq!(found, right);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the corpus is there").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "gz") {
            files.push(path);
        }
    }
}
