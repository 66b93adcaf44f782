//! Real documents, payloads and test suites by other hands: read from the folder that `FINEPRINT_CORPUS` names, and skipped
//! without it.

// Not seen as tests by clippy, since it is the functions around the tests that unwrap and print.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod drafts;
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
