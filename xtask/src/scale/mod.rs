//! `cargo xtask scale`: how code generation does on documents that people really have.
//!
//! For each document of a fixed list: both crates are generated into a temporary workspace, checked by cargo, and the
//! examples that the document's authors give are read into the models and written back. The page `docs/scale.md` is the
//! result; nothing else reads it.

mod bench;
mod documents;
mod examples;
mod page;
mod peers;
mod round_trip;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use fineprint_cli::output::{Failure, Outcome, Output};
use fineprint_codegen::{Dependency, GeneratedFile, Options};
use fineprint_openapi::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use fineprint_openapi::document::Document;
use fineprint_openapi::source::SourceFile;
use flate2::read::GzDecoder;

use self::bench::{Bench, Checked};
use self::documents::DOCUMENTS;
use self::round_trip::RoundTrips;

/// The arguments of `scale`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The corpus is a folder with specs/PROVIDER/NAME.gz, the documents, and payloads/PROVIDER/NAME.jsonl.gz, the examples in them.
It is too big for this repository.

Exit status: 0 all documents that can be read compile without warnings, and all examples round-trip; 1 not so; 2 could not run")]
pub(crate) struct Arguments {
    /// The folder of the corpus
    #[arg(value_name = "FOLDER", env = "FINEPRINT_CORPUS")]
    corpus: PathBuf,
    /// Measure only documents whose name contains this, and write no page
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

/// What was found for one document.
struct Row {
    /// Its file in the corpus, without `.gz`.
    name: &'static str,
    bytes: usize,
    outcome: Result<Measured, String>,
}

/// What was measured of a document that could be read.
struct Measured {
    operations: usize,
    schemas: usize,
    /// From text to both crates in memory.
    seconds: f64,
    models: Measurement,
    validators: Measurement,
    round_trips: RoundTrips,
}

/// One generated crate.
struct Measurement {
    lines: usize,
    checked: Checked,
}

/// Carries out `scale`.
pub(crate) fn run(root: &Path, arguments: &Arguments, output: &mut Output<'_>) -> Result<Outcome, Failure> {
    if cfg!(debug_assertions) {
        return optimised(root, arguments);
    }
    let bench = Bench::new(root)?;
    let mut rows = Vec::new();
    for name in
        DOCUMENTS.into_iter().filter(|name| arguments.only.as_ref().is_none_or(|it| name.contains(it)))
    {
        let row = row(&bench, &arguments.corpus, name)?;
        writeln!(output.error()?, "{}", page::line(&row))?;
        if let Ok(measured) = &row.outcome {
            for failure in &measured.round_trips.failures {
                writeln!(output.error()?, "    {failure}")?;
            }
        }
        output.flush()?;
        rows.push(row);
        // Each time, since it takes long, and a run that is ended early leaves what it found.
        if arguments.only.is_none() {
            write_page(root, &rows)?;
        }
    }
    let is_fine = rows.iter().filter_map(|row| row.outcome.as_ref().ok()).all(Measured::is_fine);
    Ok(if is_fine { Outcome::Fine } else { Outcome::Found })
}

fn write_page(root: &Path, rows: &[Row]) -> Result<(), Failure> {
    let peers = peers::read(&root.join("docs/scale-peers.json"))?;
    let path = root.join("docs/scale.md");
    fs::write(&path, page::page(rows, &peers)).map_err(|error| Failure::writing(&path, error))
}

impl Measured {
    fn is_fine(&self) -> bool {
        [&self.models, &self.validators].iter().all(|it| it.checked.compiles && it.checked.warnings == 0)
            && self.round_trips.failures.is_empty()
    }
}

/// Times of a debug build would tell nothing: the same command again, in the profile that people use.
fn optimised(root: &Path, arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--release", "--package", "xtask", "--", "scale"]);
    command.arg(&arguments.corpus).current_dir(root);
    if let Some(only) = &arguments.only {
        command.args(["--only", only]);
    }
    let status = command
        .status()
        .map_err(|source| Failure::File { attempt: "cannot run cargo".to_owned(), source })?;
    match status.code() {
        Some(0) => Ok(Outcome::Fine),
        Some(1) => Ok(Outcome::Found),
        _ => Err(Failure::Unfit("the measurement did not end".to_owned())),
    }
}

fn row(bench: &Bench, corpus: &Path, name: &'static str) -> Result<Row, Failure> {
    let text = decompressed(&corpus.join("specs").join(format!("{name}.gz")))?;
    let bytes = text.len();
    let started = Instant::now();
    let generated =
        SourceFile::from_bytes(file_name(name), text).and_then(|file| generate(&Arc::new(file), bench));
    let seconds = started.elapsed().as_secs_f64();
    let outcome = match generated {
        Ok(generated) => Ok(measure(bench, corpus, name, seconds, &generated)?),
        Err(found) => Err(cause(&found)),
    };
    Ok(Row { name, bytes, outcome })
}

/// What a document becomes.
struct Generated {
    document: Document,
    contract: fineprint::Contract,
    models: Vec<GeneratedFile>,
    validators: Vec<GeneratedFile>,
}

fn generate(file: &Arc<SourceFile>, bench: &Bench) -> Result<Generated, Diagnostics> {
    let (document, _) = fineprint_openapi::read(file)?;
    let contract = fineprint_openapi::compile(&document);
    let mut options = Options::new(bench::NAME);
    options.fineprint = Dependency::Path(bench.fineprint());
    let told = |errors: Vec<fineprint_codegen::Error>| -> Diagnostics {
        errors.iter().map(|error| Diagnostic::error(Code::InvalidSetting, error.to_string())).collect()
    };
    let models = fineprint_codegen::models(&document, &options).map_err(told)?;
    let validators = fineprint_codegen::validators(&document, &contract, &options).map_err(told)?;
    Ok(Generated { document, contract, models, validators })
}

fn measure(
    bench: &Bench,
    corpus: &Path,
    name: &str,
    seconds: f64,
    generated: &Generated,
) -> Result<Measured, Failure> {
    let crates = [("models", &generated.models), ("validators", &generated.validators)];
    let [models, validators] = crates.map(|(kind, files)| {
        let lines = files.iter().map(|file| file.contents.lines().count()).sum();
        bench.check(kind, files).map(|checked| Measurement { lines, checked })
    });
    let (models, validators) = (models?, validators?);
    let path = corpus.join("payloads").join(format!("{name}.jsonl.gz"));
    let round_trips = if path.exists() && models.checked.compiles {
        let lines = decompressed(&path)?;
        round_trip::run(bench, generated, &String::from_utf8_lossy(&lines))?
    } else {
        RoundTrips::default()
    };
    Ok(Measured {
        operations: generated.document.operations.len(),
        schemas: generated.document.schemas.len(),
        seconds,
        models,
        validators,
        round_trips,
    })
}

/// The first error, which is why there is nothing to generate.
fn cause(found: &Diagnostics) -> String {
    let mut errors = found.iter().filter(|it| it.severity == Severity::Error);
    let first = errors.next().map_or_else(String::new, |it| it.message.clone());
    match errors.count() {
        0 => first,
        more => format!("{first}, and {more} more"),
    }
}

/// The name that the document has in diagnostics and generated code.
fn file_name(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

fn decompressed(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| Failure::reading(path, error))?;
    GzDecoder::new(file).read_to_end(&mut bytes).map_err(|error| Failure::reading(path, error))?;
    Ok(bytes)
}
