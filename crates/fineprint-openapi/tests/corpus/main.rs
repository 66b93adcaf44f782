//! Real documents, payloads and test suites by other hands: read from the folder that `FINEPRINT_CORPUS` names, and skipped
//! without it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its corpus has to fail")]
#![allow(clippy::print_stdout, reason = "the figures are for people to read")]

mod drafts;
mod expected;
mod http_cases;
mod mutations;
mod payloads;
mod specs;
mod suite;

use std::path::PathBuf;

/// A folder of the corpus, if there is one.
fn corpus(folder: &str) -> Option<PathBuf> {
    let Ok(corpus) = std::env::var("FINEPRINT_CORPUS") else {
        println!("skipped: FINEPRINT_CORPUS names no folder of real documents");
        return None;
    };
    Some(PathBuf::from(corpus).join(folder))
}
