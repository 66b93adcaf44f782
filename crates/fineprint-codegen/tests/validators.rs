//! The validators generator: a snapshot for each feature, and one cargo run that compares what was frozen with what is loaded.
//!
//! The cases are those of the models: a folder with `spec.yaml`, beside it `validators.snap`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use fineprint_codegen::{Dependency, GeneratedFile, Options, validators};
use fineprint_openapi::{compile, source::SourceFile};

#[path = "fixtures/keywords.rs"]
mod keywords;
#[path = "fixtures/suite.rs"]
mod suite;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");

/// The document of each feature, by the feature's name.
fn specs() -> Vec<(String, PathBuf)> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let name = |folder: &Path| folder.file_name().unwrap().to_str().unwrap().to_owned();
    folders.iter().map(|folder| (name(folder), folder.join("spec.yaml"))).collect()
}

#[track_caller]
fn generate(path: &Path, options: &Options) -> Vec<GeneratedFile> {
    let text = fs::read_to_string(path).unwrap();
    let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new("spec.yaml", text)))
        .unwrap_or_else(|diagnostics| panic!("{}: {diagnostics:#?}", path.display()));
    let files = validators(&document, &compile(&document), options);
    files.unwrap_or_else(|errors| panic!("{}: {errors:#?}", path.display()))
}

/// Tables that were made by hand.
fn generate_keywords(options: &Options) -> Vec<GeneratedFile> {
    let file = Arc::new(SourceFile::new("spec.yaml", keywords::DOCUMENT));
    let (document, _) = fineprint_openapi::read(&file).unwrap();
    validators(&document, &keywords::with_keywords(compile(&document)), options).unwrap()
}

/// The tables of components and operations, without what every file begins with.
fn tables(files: &[GeneratedFile]) -> String {
    let mut text = String::new();
    for GeneratedFile { path, contents } in files {
        let is_table = path.starts_with("src/schemas/") || path.starts_with("src/operations/");
        if is_table && !path.ends_with("/mod.rs") {
            let contents = contents.split_once("\n\n").unwrap().1;
            writeln!(text, "// {path}\n\n{contents}").unwrap();
        }
    }
    text
}

#[test]
fn each_feature_reads_like_its_document() {
    for (name, spec) in specs() {
        let files = generate(&spec, &Options::new(&name));
        insta::with_settings!({
            snapshot_path => spec.parent().unwrap(),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("validators", tables(&files));
        });
    }
}

#[test]
fn each_feature_is_a_function_on_request() {
    for (name, spec) in specs() {
        let mut options = Options::new(&name);
        options.shortcuts = true;
        let files = generate(&spec, &options);
        let shortcuts = files.iter().find(|file| file.path == "src/shortcuts.rs").unwrap();
        insta::with_settings!({
            snapshot_path => spec.parent().unwrap(),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("shortcuts", shortcuts.contents.split_once("use fineprint::shortcut::*;").unwrap().1);
        });
    }
}

/// Functions that lead to each other, below or in place, are written one after the other.
#[test]
fn a_chain_of_references_may_be_as_long_as_the_document() {
    const LENGTH: usize = 3_000;
    for schema in ["{type: object, properties: {next: NEXT}}", "{minProperties: 1, allOf: [NEXT, {}]}"] {
        let mut text = String::from(
            "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
        );
        for number in 0..LENGTH {
            let next = format!("{{$ref: '#/components/schemas/C{}'}}", number + 1);
            writeln!(text, "    C{number}: {}", schema.replace("NEXT", &next)).unwrap();
        }
        writeln!(text, "    C{LENGTH}: {{type: object}}").unwrap();
        let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new("a.yaml", text))).unwrap();
        let mut options = Options::new("a");
        options.shortcuts = true;
        let files = validators(&document, &compile(&document), &options).unwrap();
        let shortcuts = files.iter().find(|file| file.path == "src/shortcuts.rs").unwrap();
        assert!(shortcuts.contents.matches("fn ").count() > LENGTH);
    }
}

/// Everything else, once.
#[test]
fn shared_parts() {
    let spec = Path::new(FIXTURES).join("operations/spec.yaml");
    let mut text = String::new();
    for GeneratedFile { path, contents } in generate(&spec, &Options::new("operations")) {
        if path.ends_with("/mod.rs")
            || !path.starts_with("src/schemas/") && !path.starts_with("src/operations/")
        {
            writeln!(text, "// {path}\n\n{contents}").unwrap();
        }
    }
    insta::with_settings!({
        snapshot_path => spec.parent().unwrap(),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("validators-shared", text);
    });
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, spec) in specs() {
        let options = Options::new(&name);
        assert_eq!(generate(&spec, &options), generate(&spec, &options), "{name}");
    }
}

#[test]
fn only_contracts_with_patterns_ask_for_their_engine() {
    let document = |pattern: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths: {{}}\n\
             components: {{schemas: {{A: {{type: string, {pattern}: 'regex: Regex'}}}}}}\n"
        )
    };
    let cases = [("pattern", true), ("description", false), ("format: regex, title", true)];
    for (keyword, expected) in cases {
        let file = Arc::new(SourceFile::new("a.yaml", document(keyword)));
        let (document, _) = fineprint_openapi::read(&file).unwrap();
        let mut options = Options::new("a");
        options.fineprint = Dependency::Version(String::from("0.1"));
        let files = validators(&document, &compile(&document), &options).unwrap();
        let manifest = files.iter().find(|file| file.path == "Cargo.toml").unwrap();
        assert!(manifest.contents.contains("fineprint = { version = \"0.1\", default-features = false"));
        assert_eq!(manifest.contents.contains("patterns"), expected, "{}", manifest.contents);
    }
}

/// Writes a workspace with a crate for each feature and one that compares their contracts, and lets cargo test it: without
/// warnings, offline, with the versions of this workspace.
#[test]
fn frozen_contracts_equal_loaded_ones() {
    let Some(cargo) = env::var_os("CARGO") else {
        println!("skipped: no cargo to compile with");
        return;
    };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validators");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = manifest.parent().unwrap().to_str().unwrap();
    let mut specs = specs();
    specs.push((String::from("everything"), manifest.join("tests/fixtures/everything.yaml")));
    specs.push((String::from("organizations"), manifest.join("../../spec/organizations.yaml")));

    let mut members = String::from("[workspace]\nresolver = \"3\"\nmembers = [\"uses\"");
    let mut uses = format!(
        "[package]\nname = \"uses\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
         fineprint = {{ path = \"{crates}/fineprint\", features = [\"patterns\"] }}\n\
         fineprint-openapi = {{ path = \"{crates}/fineprint-openapi\" }}\nserde_json = \"1\"\n"
    );
    let mut tests = String::from(include_str!("fixtures/frozen.rs"));
    let mut add = |name: &str, generate: &dyn Fn(&Options) -> Vec<GeneratedFile>| {
        let mut options = Options::new(name);
        options.shortcuts = true;
        options.fineprint = Dependency::Path(format!("{crates}/fineprint"));
        for file in generate(&options) {
            write(&root.join(name).join(&file.path), &file.contents);
        }
        write!(members, ", \"{name}\"").unwrap();
        writeln!(uses, "{name}-validators = {{ path = \"../{name}\" }}").unwrap();
    };
    add("by-hand", &generate_keywords);
    for (name, spec) in &specs {
        add(name, &|options| generate(spec, options));
        let module = name.replace('-', "_");
        let path = spec.to_str().unwrap();
        writeln!(
            tests,
            "\n#[test]\nfn {module}() {{\n    same(&{module}_validators::CONTRACT, {path:?});\n}}"
        )
        .unwrap();
    }
    if let Some(corpus) = env::var_os("FINEPRINT_CORPUS") {
        let suite::Suite { document, cases } = suite::suite(Path::new(&corpus));
        let schemas = document["components"]["schemas"].as_object().map_or(0, serde_json::Map::len);
        println!("{schemas} schemas of the official suite are frozen, for {} instances", cases.len());
        assert!(schemas > 150, "{schemas}");
        let spec = root.join("suite.json");
        write(&spec, &document.to_string());
        add("suite", &|options| generate(&spec, options));
        let cases: Vec<String> = cases.iter().map(ToString::to_string).collect();
        write(&root.join("suite.jsonl"), &cases.join("\n"));
        let (spec, cases) = (spec.to_str().unwrap(), root.join("suite.jsonl"));
        writeln!(
            tests,
            "\n#[test]\nfn suite() {{\n    same(&suite_validators::CONTRACT, {spec:?});\n    \
             verdicts(&suite_validators::CONTRACT, {cases:?});\n}}"
        )
        .unwrap();
    }
    members.push_str("]\n[profile.dev]\ndebug = false\n");
    write(&root.join("Cargo.toml"), &members);
    write(&root.join("uses/Cargo.toml"), &uses);
    write(&root.join("uses/src/keywords.rs"), include_str!("fixtures/keywords.rs"));
    write(&root.join("uses/src/random.rs"), include_str!("fixtures/random.rs"));
    write(&root.join("uses/src/lib.rs"), &format!("#![cfg(test)]\n{tests}"));
    fs::copy(manifest.join("../../Cargo.lock"), root.join("Cargo.lock")).unwrap();

    let output = Command::new(cargo)
        .args(["test", "--offline", "--quiet", "--workspace"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !err.contains("warning"), "{out}\n{err}");
}

/// Leaves files alone that have not changed, for cargo's sake.
fn write(path: &Path, contents: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == contents) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}
