//! The models generator: a snapshot for each feature, and one cargo run in which all of it is compiled and put to use.
//!
//! A case is a folder: `spec.yaml`, `models.snap`, and `roundtrip.jsonl` with a JSON instance a line, which its type must
//! accept (decode, and encode to the same) or refuse.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use fineprint::contract::{Decimal, Type};
use fineprint_codegen::{Dates, ErrorKind, GeneratedFile, Options, TypeOverrides, models};
use fineprint_openapi::document::{Additional, Document, NamedSchema, Schema};
use fineprint_openapi::source::SourceFile;
use serde_json::{Value, json};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");

fn fixtures() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 15, "{FIXTURES} has the features");
    folders
}

fn feature(folder: &Path) -> &str {
    folder.file_name().unwrap().to_str().unwrap()
}

fn options(feature: &str) -> Options {
    let mut options = Options::new(feature);
    if feature == "dates-as-text" {
        options.dates = Dates::String;
    }
    options.open_enums = feature == "open-enums";
    options.split_directions = feature == "split-directions";
    options.request_types = feature == "request-types";
    if feature == "overrides" {
        let schemas = [("Money", "std::sync::Arc<str>"), ("Secret", "Box<str>")];
        options.types = TypeOverrides::parse([("ipv4", "std::net::Ipv4Addr")], schemas).unwrap();
    }
    options
}

#[track_caller]
fn read(shown: &str, path: &Path) -> Document {
    let text = fs::read_to_string(path).unwrap();
    let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new(shown, text)))
        .unwrap_or_else(|diagnostics| panic!("{}: {diagnostics:#?}", path.display()));
    document
}

#[track_caller]
fn generate(shown: &str, path: &Path, options: &Options) -> Vec<GeneratedFile> {
    models(&read(shown, path), options).unwrap_or_else(|errors| panic!("{}: {errors:#?}", path.display()))
}

/// The text of the types, without what is the same in every crate.
fn types(files: &[GeneratedFile]) -> String {
    let is_common = |file: &&GeneratedFile| {
        !["Cargo.toml", "rustfmt.toml", "src/lib.rs", "src/maybe.rs", "src/unknown_value.rs", "src/wire.rs"]
            .contains(&&*file.path)
    };
    let mut text = String::new();
    for file in files.iter().filter(is_common) {
        let contents = file.contents.split_once("\n\n").unwrap().1;
        writeln!(text, "// {}\n\n{contents}", file.path).unwrap();
    }
    text
}

#[test]
fn each_feature_reads_like_its_document() {
    for folder in fixtures() {
        let files = generate("spec.yaml", &folder.join("spec.yaml"), &options(feature(&folder)));
        insta::with_settings!({ snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("models", types(&files));
        });
    }
}

/// The parts that all crates share, once.
#[test]
fn shared_parts() {
    let files = generate("spec.yaml", &Path::new(FIXTURES).join("nullable/spec.yaml"), &options("nullable"));
    let text: String = (files.iter())
        .filter(|file| file.path != "src/matrix.rs")
        .fold(String::new(), |text, file| format!("{text}// {}\n\n{}\n", file.path, file.contents));
    let folder = Path::new(FIXTURES).join("nullable");
    insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("shared", text);
    });
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for folder in fixtures() {
        let spec = folder.join("spec.yaml");
        let options = options(feature(&folder));
        assert_eq!(generate("spec.yaml", &spec, &options), generate("spec.yaml", &spec, &options));
    }
}

/// Each set of these components is a type of its own, by what `allOf` combines: of 24 of them, 16 million.
#[test]
fn combinations_without_number_have_an_end() {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\ncomponents:\n  schemas:\n    S0: {properties: \
         {a: {allOf: [{$ref: '#/components/schemas/S0'}, {$ref: '#/components/schemas/S1'}]}, \
         b: {$ref: '#/components/schemas/S0'}}}\n",
    );
    for index in 1..24 {
        let next = format!("{{allOf: [{{$ref: '#/components/schemas/S{}'}}], minProperties: 1}}", index + 1);
        writeln!(text, "    S{index}: {{properties: {{a: {next}, b: {next}}}}}").unwrap();
    }
    text.push_str("    S24: {type: object}\n");
    let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new("a.yaml", text))).unwrap();
    assert!(models(&document, &Options::new("a")).is_ok());
}

#[test]
fn mistakes_in_options_are_all_told() {
    let text = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {}\n";
    let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new("a.yaml", text))).unwrap();
    let mut bad = Options::new("1st");
    bad.dependencies.insert(String::from("a b"), String::from("\n"));
    let errors = models(&document, &bad).unwrap_err();
    assert_eq!(
        errors.iter().map(|error| error.kind().clone()).collect::<Vec<_>>(),
        [ErrorKind::CrateName, ErrorKind::CrateName, ErrorKind::DependencyText]
    );
    let mut unknown = Options::new("a");
    unknown.types = TypeOverrides::parse([], [("Money", "u8")]).unwrap();
    assert_eq!(models(&document, &unknown).unwrap_err()[0].kind(), &ErrorKind::UnknownSchema);
}

/// Writes a workspace with a crate for each feature and one that uses them all, and lets cargo test it: without warnings, offline,
/// with the versions of this workspace.
#[test]
fn generated_crates_compile_and_round_trip() {
    let Some(cargo) = env::var_os("CARGO") else {
        println!("skipped: no cargo to compile with");
        return;
    };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("models");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut specs: Vec<(String, PathBuf)> =
        fixtures().iter().map(|folder| (feature(folder).to_owned(), folder.join("spec.yaml"))).collect();
    specs.push((String::from("dates-as-text"), Path::new(FIXTURES).join("dates/spec.yaml")));
    specs.push((String::from("organizations"), manifest.join("../../spec/organizations.yaml")));

    let mut members = String::from("[workspace]\nresolver = \"3\"\nmembers = [\"uses\"");
    let mut uses = String::from(
        "[package]\nname = \"uses\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nschemars = \"1\"\nserde = \"1\"\nserde_json = \"1\"\n",
    );
    let mut tests = format!("{}\nmod features {{\n    use super::*;\n", include_str!("fixtures/uses.rs"));
    for (name, spec) in &specs {
        write!(members, ", \"{name}\"").unwrap();
        writeln!(uses, "{name}-models = {{ path = \"../{name}\" }}").unwrap();
        let document = read("spec.yaml", spec);
        for file in models(&document, &options(name)).unwrap() {
            // Stricter than the crates are by themselves.
            let contents = file.contents.replacen("#![allow(", "#![warn(missing_docs)]\n#![allow(", 1);
            write(&root.join(name).join(&file.path), &contents);
        }
        let lines =
            fs::read_to_string(Path::new(FIXTURES).join(name).join("roundtrip.jsonl")).unwrap_or_default();
        writeln!(tests, "\n#[test]\nfn {}() {{", name.replace('-', "_")).unwrap();
        for line in lines.lines() {
            tests.push_str(&assertion(name, line));
        }
        if !["overrides", "split-directions"].contains(&name.as_str()) {
            document.schemas.iter().for_each(|named| tests.push_str(&published(name, named)));
        }
        tests.push_str("}\n");
    }
    members.push_str("]\n[profile.dev]\ndebug = false\n");
    write(&root.join("Cargo.toml"), &members);
    write(&root.join("uses/Cargo.toml"), &uses);
    write(&root.join("uses/src/lib.rs"), &format!("#![cfg(test)]\n#![allow(deprecated)]\n{tests}}}\n"));
    fs::copy(manifest.join("../../Cargo.lock"), root.join("Cargo.lock")).unwrap();

    let output = Command::new(cargo)
        .args(["test", "--offline", "--quiet", "--lib", "--package", "uses"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !err.contains("warning"), "{out}\n{err}");
}

fn assertion(feature: &str, line: &str) -> String {
    let case: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{feature}: {error}: {line}"));
    let module = format!("{}_models", feature.replace('-', "_"));
    let ty = case["type"].as_str().unwrap();
    let (function, instance) = match (case.get("accept"), case.get("refuse")) {
        (Some(instance), None) => ("accept", instance),
        (None, Some(instance)) => ("refuse", instance),
        _ => panic!("{feature}: `accept` or `refuse`: {line}"),
    };
    format!("    {function}::<{module}::{ty}>({:?});\n", instance.to_string())
}

/// An assertion that the type of an object publishes what the document says: its required names, and each property that is
/// described in place. Objects that travel both ways are left out, since `readOnly` makes names optional.
fn published(feature: &str, named: &NamedSchema) -> String {
    let schema = &named.schema;
    let is_plain = !schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.reference.is_none()
        && schema.properties.values().all(|property| !property.read_only && !property.write_only);
    let Some(ty) = rust_name(feature, &named.name).filter(|_| is_plain) else { return String::new() };
    let properties: serde_json::Map<String, Value> = (schema.properties.iter())
        .filter_map(|(name, property)| Some((name.clone(), scalar(property)?)))
        .collect();
    let refuses = |unlisted: &Option<Additional>| matches!(unlisted, Some(Additional::Allowed(false)));
    let closed = schema.pattern_properties.is_empty()
        && (refuses(&schema.additional) || refuses(&schema.unevaluated_properties));
    let expected =
        json!({ "required": schema.required, "properties": properties, "closed": closed }).to_string();
    format!("    publishes::<{}_models::{ty}>({expected:?});\n", feature.replace('-', "_"))
}

/// Names are tested elsewhere: only those that the generator leaves as they are.
fn rust_name(feature: &str, name: &str) -> Option<String> {
    let is_kept =
        name.starts_with(|first: char| first.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric);
    (is_kept && feature != "names").then(|| name.to_owned())
}

/// What a schema without structure says, in the words of JSON Schema 2020-12.
fn scalar(schema: &Schema) -> Option<Value> {
    let types = schema.types.filter(|_| schema.items.is_none() && schema.properties.is_empty())?;
    let is_enum = (schema.values.is_some() || schema.constant.is_some()) && types.admits(Type::String);
    let is_union = types.iter().filter(|ty| *ty != Type::Null).count() > 1;
    let is_reference = schema.reference.is_some();
    if schema.additional.is_some() || types.admits(Type::Object) || is_enum || is_union || is_reference {
        return None;
    }
    let number = |number: Decimal| serde_json::from_str::<Value>(&number.to_string()).unwrap();
    let is_nullable = schema.nullable || types.iter().count() > 1 && types.admits(Type::Null);
    let mut types: Vec<Value> =
        types.iter().filter(|ty| !is_nullable || *ty != Type::Null).map(|ty| json!(ty.name())).collect();
    if is_nullable {
        types.push(json!("null"));
    }
    let mut said = serde_json::Map::new();
    said.insert(
        "type".into(),
        if let [only] = types.as_slice() { only.clone() } else { Value::Array(types) },
    );
    for (name, count) in [("minLength", schema.min_length), ("maxLength", schema.max_length)] {
        said.extend(count.map(|count| (name.into(), json!(count))));
    }
    for (name, limit) in [
        ("minimum", schema.minimum),
        ("exclusiveMinimum", schema.exclusive_minimum),
        ("maximum", schema.maximum),
        ("exclusiveMaximum", schema.exclusive_maximum),
    ] {
        said.extend(limit.map(|limit| (name.into(), number(limit))));
    }
    said.extend(schema.multiple_of.map(|divisor| ("multipleOf".into(), number(divisor))));
    for (name, text) in [("pattern", &schema.pattern), ("format", &schema.format)] {
        said.extend(text.as_ref().map(|text| (name.into(), json!(text))));
    }
    Some(Value::Object(said))
}

/// Leaves files alone that have not changed, for cargo's sake.
fn write(path: &Path, contents: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == contents) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}
