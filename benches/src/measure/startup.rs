//! How long it takes until the first check: of a contract that is loaded, and of the frozen one, which is there already.

use std::error::Error;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use fineprint_benches::figures::Startup;
use fineprint_benches::home::{CASES, Case};
use fineprint_openapi::source::SourceFile;
use flate2::read::GzDecoder;
use serde::Deserialize;

/// How many documents of the corpus are looked at, the largest first.
const LARGEST: usize = 3;

/// The very first check of this process, by the frozen contract. To be called before anything else.
pub(crate) fn frozen() -> Startup {
    let [Case { checker, body, .. }, ..] = CASES;
    let start = Instant::now();
    let valid = checker.check_slice(body.as_bytes()).is_valid();
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    debug_assert!(valid);
    let what = "frozen contract: the first check of the process".to_owned();
    Startup { what, bytes: body.len(), milliseconds }
}

/// From the text of documents to contracts: the best of a few, since a process that starts has its caches cold anyway.
pub(crate) fn loaded(corpus: Option<&Path>, quick: bool) -> Result<Vec<Startup>, Box<dyn Error>> {
    let runs = if quick { 1 } else { 5 };
    let home = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/organizations.yaml");
    let mut rows = vec![load("spec/organizations.yaml", &std::fs::read(home)?, runs)?];
    if let Some(corpus) = corpus {
        for document in largest(corpus)? {
            // A document with errors becomes no contract, and is not counted.
            rows.extend(load(&document.provider, &document.text, runs).ok());
        }
    }
    Ok(rows)
}

fn load(what: &str, text: &[u8], runs: usize) -> Result<Startup, Box<dyn Error>> {
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let text = text.to_vec();
        let start = Instant::now();
        let file = SourceFile::from_bytes(what, text)?;
        let (document, _) = fineprint_openapi::read(&Arc::new(file))?;
        let contract = fineprint_openapi::compile(&document);
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
        drop(contract);
    }
    Ok(Startup { what: format!("loaded: {what}"), bytes: text.len(), milliseconds: best })
}

/// A row of the corpus's own list of its documents.
#[derive(Deserialize)]
struct Listed {
    bytes: u64,
    file: String,
    provider: String,
}

/// A document of the corpus.
pub(crate) struct Document {
    pub(crate) provider: String,
    pub(crate) text: Vec<u8>,
}

/// The largest documents of the corpus.
pub(crate) fn largest(corpus: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut all: Vec<Listed> = serde_json::from_slice(&std::fs::read(corpus.join("specs/index.json"))?)?;
    all.sort_by_key(|listed| std::cmp::Reverse(listed.bytes));
    let mut documents = Vec::new();
    for Listed { file, provider, .. } in all.into_iter().take(LARGEST) {
        let mut text = Vec::new();
        GzDecoder::new(File::open(corpus.join(file))?).read_to_end(&mut text)?;
        documents.push(Document { provider, text });
    }
    Ok(documents)
}
