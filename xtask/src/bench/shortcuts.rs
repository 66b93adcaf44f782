//! The corpus's schemas as functions, as the generator writes them for those who ask for shortcuts: source for the program that
//! times them, as the macros of `jsonschema` are.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fineprint_benches::corpus;
use fineprint_cli::output::Failure;
use fineprint_codegen::Shortcuts;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader};

/// Writes a module for each data set, and the table of them all; tells in which folder. Without the corpus, the table is empty.
pub(super) fn write(root: &Path) -> Result<PathBuf, Failure> {
    let folder = root.join("target/shortcuts");
    fs::create_dir_all(&folder).map_err(|error| Failure::writing(&folder, error))?;
    let (mut modules, mut rows) = (String::new(), String::new());
    if let Some(corpus) = corpus::folder() {
        let bench = corpus.join("bench");
        for name in corpus::names(&corpus).map_err(|error| Failure::reading(&bench, error))? {
            let shortcuts = of(&bench.join(&name).join("schema.json"), &name)?;
            let module = format!("set_{}", name.replace('-', "_"));
            let file = folder.join(format!("{module}.rs"));
            renew(&file, &shortcuts.file.contents)?;
            let _ = writeln!(modules, "#[path = {:?}]\nmod {module};", file.display().to_string());
            if let Some(function) = shortcuts.name("#") {
                let _ = writeln!(rows, "    ({name:?}, {module}::{function}),");
            }
        }
    }
    renew(&folder.join("mod.rs"), &format!("{modules}static CORPUS: &[(&str, Shortcut)] = &[\n{rows}];\n"))?;
    Ok(folder)
}

/// The functions of one bare schema. `format` does not assert, as is JSON Schema's default.
fn of(path: &Path, name: &str) -> Result<Shortcuts, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::reading(path, error))?;
    let unfit = |why: String| Failure::Unfit(format!("{}: {why}", path.display()));
    let file = Arc::new(SourceFile::new(format!("{name}.json"), text));
    let read = Reader::new().formats(Formats::Annotate).read_schema(&file, Dialect::Draft202012);
    let (document, _) = read.map_err(|_| unfit("no JSON Schema".to_owned()))?;
    let contract = fineprint_openapi::compile(&document);
    let roots = contract.components.iter().map(|schema| &**schema).filter(|schema| &*schema.pointer == "#");
    fineprint_codegen::shortcuts(&contract, roots, &format!("{name}.json"))
        .map_err(|error| unfit(error.to_string()))
}

/// Writes a file, unless it is there already: cargo goes by the time of writing.
fn renew(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| Failure::writing(path, error))
}
