//! The reader of sources, held to cases in folders, to `serde_json`, to random input and to real documents.
//!
//! A case is a folder under `tests/source/`: an `input.yaml` or `input.json`, and in `expected.snap` what is to
//! come of it. A new case needs no code: `cargo insta review` writes the snapshot.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::format_collect, reason = "the strings are made once")]

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fineprint_openapi::diagnostic::{Code, Diagnostic, Diagnostics, Style, suggest};
use fineprint_openapi::source::{Node, Parsed, SourceFile, Span, Value, parse};
use proptest::prelude::*;

fn read(name: &str, text: impl Into<String>) -> Result<Parsed, Diagnostics> {
    parse(&Arc::new(SourceFile::new(name, text)))
}

#[test]
fn cases() {
    let mut folders: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/source"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        let input = ["input.yaml", "input.json"].map(|name| folder.join(name));
        let input = input.iter().find(|path| path.exists()).expect("a case has an input");
        let name = input.file_name().unwrap().to_string_lossy();
        let file = Arc::new(SourceFile::from_bytes(name, fs::read(input).unwrap()).unwrap());
        let outcome = parse(&file);

        let case = folder.file_name().unwrap().to_string_lossy();
        assert_eq!(outcome.is_ok(), case.starts_with("accept-"), "{case}: {outcome:?}");
        let text = match outcome {
            Ok(parsed) => format!("{}{}", parsed.warnings.render(Style::Plain), outline(&file, &parsed.root)),
            Err(diagnostics) => diagnostics.render(Style::Plain),
        };
        insta::with_settings!({snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("expected", text);
        });
    }
}

/// Each key and each value with its place and, between bars, the text that stands there.
fn outline(file: &SourceFile, root: &Node) -> String {
    let mut text = String::new();
    outline_node(file, root, "", &mut text);
    text
}

fn outline_node(file: &SourceFile, node: &Node, pointer: &str, text: &mut String) {
    line(file, node.span, &format!("{pointer} = {}", summary(&node.value)), text);
    match &node.value {
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                outline_node(file, item, &format!("{pointer}/{index}"), text);
            }
        }
        Value::Mapping(mapping) => {
            for entry in mapping {
                line(file, entry.key_span, &format!("{pointer} key {:?}", entry.key), text);
                outline_node(file, &entry.value, &format!("{pointer}/{}", entry.key), text);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn summary(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::Sequence(_) | Value::Mapping(_) => value.type_name().to_owned(),
    }
}

fn line(file: &SourceFile, span: Span, what: &str, text: &mut String) {
    let source = file.text()[span.start..span.end].escape_debug();
    let (start, end) = (file.position(span.start), file.position(span.end));
    writeln!(text, "{start}-{end} {what} |{source}|").unwrap();
}

#[test]
fn places_on_long_lines_count_characters() {
    let text = format!("{{\"a\":\"{}\",\"b\":1}}", "é😀".repeat(100_000));
    let file = Arc::new(SourceFile::new("long.json", text));
    let root = parse(&file).unwrap().root;
    let span = root.at("/b").unwrap().span;
    let position = file.position(span.start);
    assert_eq!((position.line, position.column), (1, 200_000 + 13));
    assert_eq!(&file.text()[span.start..span.end], "1");
}

#[test]
fn every_kind_of_line_break_counts_once() {
    let file = SourceFile::new("breaks.yaml", "a\nb\r\nc\rd\n\re");
    let lines: Vec<usize> =
        "abcde".chars().map(|letter| file.position(file.text().find(letter).unwrap()).line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 6]);
    assert_eq!(file.position(usize::MAX), file.position(file.text().len()));
}

#[test]
fn pointers_follow_rfc_6901() {
    let root = read("a.yaml", "{a/b: 1, m~n: 2, '': 3, list: [x, y], ~: {' ': 4}}").unwrap().root;
    for (pointer, expected) in [
        ("/a~1b", Some("1")),
        ("/m~0n", Some("2")),
        ("/", Some("3")),
        ("/list/1", Some("\"y\"")),
        ("/~0/ ", Some("4")),
        ("list", None),
        ("/list/01", None),
        ("/list/+1", None),
        ("/list/-", None),
        ("/list/2", None),
        ("/m~n", None),
        ("/m~2n", None),
        ("/list~", None),
        ("/list/0/x", None),
    ] {
        let found = root.at(pointer).map(|node| node.to_json().to_string());
        assert_eq!(found.as_deref(), expected, "{pointer}");
    }
    assert_eq!(root.at(""), Some(&root));
}

#[test]
fn bytes_have_to_be_utf8() {
    for (bytes, position) in
        [(&b"a: 1\nb: \xff"[..], "2:4"), (b"\xef\xbb\xbfa\xc3", "1:2"), (b"\xff\xfea\0", "1:1")]
    {
        let found = SourceFile::from_bytes("a.yaml", bytes.to_vec()).unwrap_err();
        let diagnostic = found.iter().next().unwrap();
        assert_eq!(diagnostic.code, Code::InvalidUtf8);
        assert_eq!(diagnostic.primary.as_ref().unwrap().position().to_string(), position);
    }
}

#[test]
fn machines_get_flat_objects() {
    let found = read("spec.yaml", "a: 1\na: 2\n").unwrap_err();
    assert_eq!(
        serde_json::to_value(&found).unwrap(),
        serde_json::json!([{
            "severity": "error", "code": "duplicate-key", "message": "the key `a` stands twice in one object",
            "file": "spec.yaml", "line": 2, "column": 1, "help": null,
        }])
    );
}

#[test]
fn excerpts_of_several_files_are_drawn_apart() {
    let spec = Arc::new(SourceFile::new("spec.yaml", "a: 1\n"));
    let common = Arc::new(SourceFile::new("common.yaml", format!("b: \u{202e}{}", "x".repeat(1_000_000))));
    let diagnostic = Diagnostic::warning(Code::Unreadable, "one\u{1b}[0m\nline")
        .at(&spec, Span::new(0, 1), "here")
        .also(&common, Span::new(500_000, 500_003), "and here")
        .also(&common, Span::new(3, 6), "")
        .also(&spec, Span::new(5, 5), "to the end")
        .help("none");
    insta::assert_snapshot!(diagnostic.render(Style::Plain), @r"
    warning[unreadable]: one\u{1b}[0m\u{a}line
     --> spec.yaml:1:1
      |
    1 | a: 1
      | ^ here
    2 |
      | - to the end
      |
     ::: common.yaml:1:499999
      |
    1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      |                                   --- and here
      |
     ::: common.yaml:1:4
      |
    1 | b: �xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      |    -
      |
      = help: none
    ");
    assert!(diagnostic.render(Style::Coloured).contains("\u{1b}["));
    assert_eq!(diagnostic.to_string(), r"spec.yaml:1:1: warning[unreadable]: one\u{1b}[0m\u{a}line");
}

#[test]
fn misspellings_find_the_closest_name() {
    let keywords = ["minLength", "maxLength", "pattern", "type", "allOf", "anyOf", "oneOf"];
    for (wrong, expected) in [
        ("maxlength", Some("maxLength")),
        ("minLegnth", Some("minLength")),
        ("patern", Some("pattern")),
        ("tpye", Some("type")),
        ("onOf", Some("oneOf")),
        ("x", None),
        ("", None),
        ("discriminator", None),
        ("length", None),
    ] {
        assert_eq!(suggest(wrong, keywords.into_iter()), expected, "{wrong}");
    }
    assert_eq!(suggest(&"x".repeat(1_000_000), keywords.into_iter()), None);
}

#[test]
fn findings_are_limited() {
    let found = read("a.yaml", "a: 1\n".repeat(5_000)).unwrap_err();
    assert_eq!(found.len(), 1_001);
    assert_eq!(found.iter().last().unwrap().message, "3999 more findings are not listed");
}

/// Inputs that take a careless reader quadratic time, or its stack.
#[test]
fn hostile_input_takes_linear_time() {
    const N: usize = 100_000;
    let keys: String = (0..N).map(|index| format!("k{}: 1\n", index * 7 % N)).collect();
    let merges: String = (0..1_000).map(|index| format!("- {{<<: *a, k{index}: 1}}\n")).collect();
    for (what, text) in [
        ("brackets", "[".repeat(N)),
        ("braces", "{".repeat(N)),
        ("braces with keys", "{\"a\":".repeat(N)),
        ("dashes", "- ".repeat(N)),
        ("question marks", "? ".repeat(N)),
        ("colons", "a: ".repeat(N)),
        ("anchors", "- &a x\n".repeat(N)),
        (
            "nested anchors",
            format!("{}{}", (0..255).map(|i| format!("&a{i} [")).collect::<String>(), "x,".repeat(N)),
        ),
        ("tags", "!a ".repeat(N)),
        ("quotes", "[\"a\" ".repeat(N)),
        ("a long key", format!("\"{}\": 1", "k".repeat(N))),
        ("a long line with an error", format!("[{}!!x y]", "a, ".repeat(N))),
        ("many errors on a long line", format!("[{}]", "!x y, ".repeat(N))),
        ("many keys", keys),
        ("many merges", format!("- &a {{x: 1, y: 2}}\n{merges}")),
        ("line feeds", format!("a: |\n{}", "\n".repeat(N))),
    ] {
        let start = Instant::now();
        if let Err(found) = read("hostile.yaml", text) {
            let _ = found.render(Style::Coloured);
        }
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(10), "{what}: {taken:?}");
    }
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        "[ -~\u{7f}-\u{9f}\u{2028}\u{feff}]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Characters that mean something in YAML or JSON, so that random text reaches deep into the readers.
const SYNTAX: &str = r#"([\[\]{},:?\-&*!|>'"%@`#~ \n\r\tab0<x.\\u]|null|&a |\*a|<<: |!!str |---|"\\ud83d)"#;

proptest! {
    #[test]
    fn json_comes_back_as_it_was(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            for name in ["a.json", "a.yaml"] {
                // Text that is a lone scalar is YAML where it is not named as JSON.
                if name == "a.json" || text.starts_with(['{', '[']) {
                    prop_assert_eq!(&read(name, text.clone()).unwrap().root.to_json(), &value);
                }
            }
        }
    }

    #[test]
    fn json_is_what_serde_json_takes_for_json(text in "([\\[\\]{},:\"0-9.eE+\\- ]|true|null|\"a\"|\\\\u00|\\\\ud8|\\\\udc00){0,12}") {
        let theirs: Result<serde_json::Value, _> = serde_json::from_str(&text);
        let ours = read("a.json", text);
        let is_only_repeated = |found: &Diagnostics| found.iter().all(|one| one.code == Code::DuplicateKey);
        match (theirs, ours) {
            (Ok(theirs), Ok(ours)) => prop_assert_eq!(ours.root.to_json(), theirs),
            (Err(_), Err(_)) => {}
            (Ok(_), Err(found)) => prop_assert!(is_only_repeated(&found), "{}", found),
            // Numbers beyond a double are no mistake here.
            (Err(error), Ok(_)) => prop_assert!(error.to_string().contains("out of range"), "{}", error),
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        match SourceFile::from_bytes("a.yaml", bytes) {
            Ok(file) => check_places(&Arc::new(file)),
            Err(found) => drop(found.render(Style::Coloured)),
        }
    }

    #[test]
    fn random_syntax_never_panics(text in prop::collection::vec(SYNTAX, 0..60)) {
        for name in ["a.yaml", "a.json"] {
            check_places(&Arc::new(SourceFile::new(name, text.concat())));
        }
    }
}

/// Reads and draws, and sees to it that each place is one of the text.
fn check_places(file: &Arc<SourceFile>) {
    match parse(file) {
        Ok(parsed) => drop(outline(file, &parsed.root)),
        Err(found) => {
            assert!(found.has_errors());
            for label in found.iter().flat_map(|one| one.primary.iter().chain(&one.secondary)) {
                assert!(file.text().get(label.span.start..label.span.end).is_some(), "{:?}", label.span);
            }
            drop(found.render(Style::Coloured));
        }
    }
}

/// Reads every document under the folder that `FINEPRINT_CORPUS` names.
#[test]
fn real_documents() {
    let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") else {
        println!("skipped: FINEPRINT_CORPUS names no folder");
        return;
    };
    let mut paths = Vec::new();
    for folder in ["specs", "spec-fixtures"] {
        collect(&Path::new(&corpus).join(folder), &mut paths);
    }
    let (mut documents, mut refused, mut compared, mut bytes, mut taken) = (0, 0, 0, 0, Duration::ZERO);
    for path in paths {
        let mut content = fs::read(&path).unwrap();
        let mut name = path.to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".gz") {
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(content.as_slice()).read_to_end(&mut unpacked).unwrap();
            (name, content) = (stem.to_owned(), unpacked);
        }
        let Ok(file) = SourceFile::from_bytes(name, content).map(Arc::new) else { continue };
        documents += 1;
        bytes += file.text().len();
        let start = Instant::now();
        let outcome = parse(&file);
        taken += start.elapsed();
        let theirs = serde_json::from_str::<serde_json::Value>(file.text());
        match (outcome, theirs) {
            (Ok(ours), Ok(theirs)) => {
                compared += 1;
                assert_eq!(ours.root.to_json(), theirs, "{}", file.name());
            }
            (Ok(_), Err(_)) => {}
            (Err(found), theirs) => {
                refused += 1;
                print!("{found}");
                let repeated = found.iter().all(|one| one.code == Code::DuplicateKey);
                assert!(theirs.is_err() || repeated, "{} is JSON", file.name());
            }
        }
    }
    println!(
        "{documents} documents, {bytes} bytes in {taken:?}; {compared} compared with serde_json, {refused} refused"
    );
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_document =
            |extension: &std::ffi::OsStr| ["gz", "json", "yaml", "yml"].iter().any(|e| extension == *e);
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(is_document) && !path.ends_with("index.json") {
            paths.push(path);
        }
    }
}
