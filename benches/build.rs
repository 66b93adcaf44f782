//! Writes the validators that the macros of `jsonschema` make of the corpus's schemas: a macro wants its schema when it is
//! compiled, and the corpus is no part of this repository. Without the corpus, or without the peers, there are none.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[allow(unreachable_pub, reason = "the library has the same file")]
#[path = "src/unmacroed.rs"]
mod unmacroed;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=FINEPRINT_CORPUS");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/unmacroed.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let corpus = env::var_os("FINEPRINT_CORPUS").map(|corpus| PathBuf::from(corpus).join("bench"));
    let schemas = match corpus {
        Some(corpus) if env::var_os("CARGO_FEATURE_PEERS").is_some() => schemas(&corpus)?,
        Some(_) | None => Vec::new(),
    };
    fs::write(out.join("macros.rs"), source(&schemas)?)?;
    fs::write(out.join("shortcuts.rs"), shortcuts()?)?;
    Ok(())
}

/// The table of the functions that `cargo xtask bench` has written before it builds; empty for whoever builds without it.
fn shortcuts() -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=FINEPRINT_SHORTCUTS");
    let Some(folder) = env::var_os("FINEPRINT_SHORTCUTS").map(PathBuf::from) else {
        return Ok(String::from("static CORPUS: &[(&str, Shortcut)] = &[];\n"));
    };
    println!("cargo:rerun-if-changed={}", folder.display());
    Ok(fs::read_to_string(folder.join("mod.rs"))?)
}

/// The data sets whose schema the macros can compile, by name, with the schema's file.
fn schemas(folder: &Path) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    let mut schemas = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let schema = entry.path().join("schema.json");
        let name = entry.file_name().to_string_lossy().into_owned();
        if schema.is_file() && !unmacroed::UNMACROED.iter().any(|(unmacroed, _)| *unmacroed == name) {
            println!("cargo:rerun-if-changed={}", schema.display());
            schemas.push((name, schema));
        }
    }
    schemas.sort();
    Ok(schemas)
}

/// A module each, and the table of them all.
fn source(schemas: &[(String, PathBuf)]) -> Result<String, Box<dyn Error>> {
    let (mut modules, mut rows) = (String::new(), String::new());
    for (name, schema) in schemas {
        let module = format!("set_{}", name.replace('-', "_"));
        let path = schema.display().to_string();
        writeln!(
            modules,
            "mod {module} {{\n    #[jsonschema::validator(path = {path:?}, validate_formats = false, \
             methods = {{ validate = false }})]\n    pub(super) struct Validator;\n}}"
        )?;
        writeln!(
            rows,
            "    ({name:?}, Macros {{ is_valid: {module}::Validator::is_valid, \
             errors: |value| {module}::Validator::iter_errors(value).count() }}),"
        )?;
    }
    Ok(format!("{modules}static CORPUS: &[(&str, Macros)] = &[\n{rows}];\n"))
}
