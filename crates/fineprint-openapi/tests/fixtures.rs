//! Documents with mistakes, documents without, and real ones.
//!
//! `fixtures/reject/<mistake>/spec.yaml` and `fixtures/warn/<mistake>/spec.yaml` are as small as the mistake allows; the
//! snapshot beside each is what people are shown. Other files of the folder are found by references. A new case is a new
//! folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fineprint_openapi::diagnostic::{Code, Diagnostics, Style};
use fineprint_openapi::document::Document;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Folder, Reader};
use proptest::prelude::*;

fn organizations() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/organizations.yaml"))
        .expect("the contract is there")
}

fn source(name: &str, text: impl Into<String>) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(name, text))
}

/// Reads a fixture, which finds the other files of its folder.
fn fixture(path: &Path) -> Result<(Document, Diagnostics), Diagnostics> {
    let folder = Folder::of(path);
    let reader = Reader::new().resolver(&folder).at(path);
    reader.read(&source("spec.yaml", fs::read_to_string(path).expect("a fixture is text")))
}

#[test]
fn mistakes_are_refused() {
    insta::glob!("fixtures/reject/*/spec.yaml", |path| {
        let found = fixture(path).expect_err("this document has a mistake");
        assert!(found.has_errors());
        snapshot(path, &found.render(Style::Plain));
    });
}

#[test]
fn doubtful_documents_are_read_with_warnings() {
    insta::glob!("fixtures/warn/*/spec.yaml", |path| {
        let (document, found) = fixture(path).unwrap_or_else(|found| panic!("{}\n{found}", path.display()));
        let _ = fineprint_openapi::compile(&document);
        assert!(!found.is_empty(), "{}", path.display());
        snapshot(path, &found.render(Style::Plain));
    });
}

/// What a warning says becomes of it does.
#[test]
fn warnings_say_what_is_so() {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/warn").join(name);
        let (document, _) = fixture(&path.join("spec.yaml")).expect(name);
        document
    };
    let document = read("duplicate-operation-id");
    let ids: Vec<_> = document.operations.iter().map(|operation| operation.id.as_deref()).collect();
    assert_eq!(ids, [Some("read"), None]);
    let document = read("path-parameter-not-in-template");
    assert!(document.operations.iter().all(|operation| operation.parameters.is_empty()));
    let document = read("unknown-security-scheme");
    assert!(document.operations.iter().flat_map(|it| &it.security).all(|it| !it.schemes.is_empty()));

    let document = read("references-where-none-may-stand");
    let shapes: Vec<_> =
        document.operations.iter().map(|it| (it.parameters.len(), it.responses.len())).collect();
    assert_eq!(shapes, [(0, 1), (1, 2)]);
    assert_eq!(document.operations[0].responses[0].headers.len(), 1);
}

#[test]
fn doubtful_schemas_check_what_they_say() {
    const BORROWED: &str = "borrowed-keywords";
    const REFERENCES: &str = "references-where-none-may-stand";
    for (name, pointer, json, expected) in [
        ("null-in-a-list-of-types", "A", "null", true),
        ("null-in-a-list-of-types", "A", "1", false),
        ("empty-enum-of-3-1", "A", r#""""#, false),
        (BORROWED, "A", r#"{"kind": "a", "pair": ["x", 1], "list": ["x", "y", 1]}"#, true),
        (BORROWED, "A", r#"{"kind": "a", "list": ["x", "y"]}"#, false),
        (BORROWED, "A", r#"{"kind": "b"}"#, false),
        (BORROWED, "A", r#"{"kind": "a", "pair": [1, 1], "list": ["x", "y"]}"#, false),
        (BORROWED, "A", r#"{"kind": "a", "pair": [], "list": ["x"]}"#, false),
        (BORROWED, "A", r#"{"kind": "a", "pair": []}"#, false),
        (BORROWED, "A", r#"{"list": ["x", "y"], "pair": [], "other": 1}"#, false),
        (BORROWED, "A", r#"{"list": ["x", "y"], "pair": [], "text": "?"}"#, false),
        (BORROWED, "A", r#"{"list": ["x", "y"], "pair": [], "none": 1}"#, false),
        (BORROWED, "A", r#"{"list": ["x", "y"], "pair": [], "text": "YQ=="}"#, true),
        (REFERENCES, "parts.yaml#/schemas/A", r#"{"own": "a", "inner": {"inner": {}}}"#, true),
        (REFERENCES, "parts.yaml#/schemas/A", r#"{"own": "a"}"#, false),
        (REFERENCES, "parts.yaml#/schemas/A", r#"{"own": 1, "inner": {}}"#, false),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/warn").join(name);
        let (document, _) = fixture(&path.join("spec.yaml")).expect(name);
        let contract = fineprint_openapi::compile(&document);
        let pointer = if pointer.contains('#') {
            pointer.to_owned()
        } else {
            format!("#/components/schemas/{pointer}")
        };
        let checker = contract.checker(&pointer).expect(name);
        assert_eq!(checker.is_valid_slice(json.as_bytes()), expected, "{name} {pointer}: {json}");
    }
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
        // One map that refers to the next.
        format!(
            r##"{{"properties":{{"$ref":"#/components/schemas/S0/properties"}}}},{}"##,
            list(&|index| format!(
                r##""S{index}":{{"properties":{{"$ref":"#/components/schemas/S{}/properties"}}}}"##,
                index + 1
            )),
        ),
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

/// Resources that all refer to each other, with two schemas for each dynamic anchor: the ways through them are as many as the
/// subsets of the anchors.
#[test]
fn ways_to_dynamic_references_are_bounded() {
    let schema = |resources: usize| {
        let list = |item: &dyn Fn(usize) -> String| (0..resources).map(item).collect::<Vec<_>>().join(",");
        let properties = list(&|to| format!(r#""p{to}":{{"$ref":"r{to}"}},"q{to}":{{"$ref":"s{to}"}}"#));
        let resource = |name: &str, at: usize| {
            format!(
                r##""{name}{at}":{{"$id":"{name}{at}","$defs":{{"x":{{"$dynamicAnchor":"d{at}"}}}},
                "properties":{{{properties}}},"not":{{"$dynamicRef":"#d{at}"}}}}"##
            )
        };
        let resources = list(&|at| format!("{},{}", resource("r", at), resource("s", at)));
        format!(r#"{{"$id":"https://example.com/","$defs":{{{resources}}},"$ref":"r0"}}"#)
    };
    for (resources, is_read) in [(3, true), (14, false)] {
        let start = Instant::now();
        let file = source("schema.json", schema(resources));
        let read = Reader::new().read_schema(&file, Dialect::Draft202012);
        let found =
            read.map(|_| ()).map_err(|found| found.iter().map(|found| found.code).collect::<Vec<_>>());
        assert_eq!(found, if is_read { Ok(()) } else { Err(vec![Code::TooLarge]) });
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
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
