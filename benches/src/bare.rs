//! Bare JSON Schemas as contracts, read as `fineprint check --schema` reads them.

use std::sync::Arc;

use fineprint::{Checker, Contract};
use fineprint_openapi::diagnostic::Diagnostics;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader};

/// Reads a schema.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn contract(name: &str, schema: &str, formats: Formats) -> Result<Contract, Diagnostics> {
    let file = Arc::new(SourceFile::new(format!("{name}.json"), schema));
    let (document, _) = Reader::new().formats(formats).read_schema(&file, Dialect::Draft202012)?;
    Ok(fineprint_openapi::compile(&document))
}

/// The contract of this repository, loaded: the same tables as the frozen one has, without functions.
///
/// # Errors
///
/// Everything that is wrong with the document.
pub fn home() -> Result<Contract, Diagnostics> {
    const PATH: &str = "spec/organizations.yaml";
    let file = Arc::new(SourceFile::new(PATH, include_str!("../../spec/organizations.yaml")));
    let (document, _) = fineprint_openapi::read(&file)?;
    Ok(fineprint_openapi::compile(&document))
}

/// The check of the schema itself.
///
/// # Errors
///
/// It has none.
pub fn checker(contract: &Contract) -> Result<Checker<'_>, &'static str> {
    contract.checker("#").ok_or("a contract of a bare schema has no schema `#`")
}
