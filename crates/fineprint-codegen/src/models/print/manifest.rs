//! `Cargo.toml`: only the dependencies that the types use. It inherits nothing, since it also goes into other people's workspaces.

use std::fmt::Write as _;

use fineprint_openapi::document::Document;

use super::types::{Need, Needs};
use crate::{GeneratedFile, Options};

/// The versions that generated code is written for, as cargo requirements.
mod version {
    pub(super) const CHRONO: &str = "0.4";
    pub(super) const JIFF: &str = "0.2";
    pub(super) const SCHEMARS: &str = "1";
    pub(super) const SERDE: &str = "1";
    pub(super) const SERDE_JSON: &str = "1";
    pub(super) const UUID: &str = "1";
}

pub(super) fn manifest(document: &Document, options: &Options, needs: &Needs) -> GeneratedFile {
    let name = &options.name;
    let description = toml_string(&format!("The types of {}", document.info.title));
    let mut text = format!(
        "[package]
name = \"{name}-models\"
description = {description}
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"1.85\"
publish = false

# Examples in descriptions are not Rust, and there is nothing to test.
[lib]
test = false
doctest = false

[dependencies]
"
    );
    let schemars_features = [(Need::Chrono, "chrono04"), (Need::Jiff, "jiff02"), (Need::Uuid, "uuid1")]
        .into_iter()
        .filter(|(need, _)| needs.has(*need))
        .map(|(_, feature)| feature);
    let schemars_features: Vec<&str> = ["derive", "std"].into_iter().chain(schemars_features).collect();
    let mut dependencies: Vec<(&str, String)> = Vec::new();
    for (need, name, version, features) in [
        (Need::Chrono, "chrono", version::CHRONO, &["serde", "std"][..]),
        (Need::Jiff, "jiff", version::JIFF, &["serde", "std"]),
        (Need::JsonSchema, "schemars", version::SCHEMARS, &schemars_features),
        (Need::Serde, "serde", version::SERDE, &["derive", "std"]),
        (Need::Json, "serde_json", version::SERDE_JSON, &["std"]),
        (Need::Uuid, "uuid", version::UUID, &["serde", "std"]),
    ] {
        if needs.has(need) {
            let features: Vec<String> = features.iter().map(|feature| format!("\"{feature}\"")).collect();
            let features = features.join(", ");
            let value =
                format!("{{ version = \"{version}\", default-features = false, features = [{features}] }}");
            dependencies.push((name, value));
        }
    }
    for (name, value) in &options.dependencies {
        dependencies.retain(|(known, _)| known != name);
        dependencies.push((name, value.clone()));
    }
    dependencies.sort();
    for (name, value) in dependencies {
        writeln!(text, "{name} = {value}").ok();
    }
    GeneratedFile::toml("Cargo.toml", &document.file, &text)
}

/// A basic string (TOML 1.0, section "String").
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
