//! Document → the models crate: plain serde and schemars types, of use without the rest of Fineprint.
//!
//! In two steps: [`lower`] decides what each schema is in Rust and how it is called, [`print`] writes it down. Between
//! them stands [`model`], data only.

mod lower;
mod model;
mod print;

use fineprint_openapi::document::Document;

use crate::{Error, ErrorKind, GeneratedFile, Options};

/// Writes the models crate of a document.
///
/// A whole number is an `i64` unless its `format` names another type or its limits ask for a `u64`: a document that sets no
/// bounds admits more than any type holds, and what does not fit is refused when it is read, never cut.
///
/// # Errors
///
/// All that is wrong with the options: names that cargo would refuse, overrides of schemas that the document does not
/// have.
pub fn models(document: &Document, options: &Options) -> Result<Vec<GeneratedFile>, Vec<Error>> {
    options.check()?;
    let unknown: Vec<Error> = (options.types.schemas.keys())
        .filter(|name| !document.schemas.iter().any(|schema| schema.name == **name))
        .map(|name| Error::new(format!("schema {name}"), ErrorKind::UnknownSchema))
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    print::crate_files(&lower::lower(document, options), document, options)
}
