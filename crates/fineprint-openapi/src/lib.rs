//! Reads OpenAPI documents: text to a tree with positions, to a [`document::Document`], to a contract.
//!
//! Everything that can be wrong with a document is found here, and told with the place where it stands.

mod compile;
pub mod diagnostic;
pub mod document;
mod openapi30;
pub mod source;
mod version;

use std::path::Path;
use std::sync::Arc;

pub use compile::compile;
use fineprint::contract::Contract;

use diagnostic::{Code, Diagnostic, Diagnostics};
use document::Document;
use source::SourceFile;
use version::Version;

/// Reads a document; beside it, the warnings and notes that do not stand in its way.
///
/// ```
/// use std::sync::Arc;
/// use fineprint_openapi::{read, source::SourceFile};
///
/// let text = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
/// let (document, warnings) = read(&Arc::new(SourceFile::new("pets.yaml", text)))?;
/// assert_eq!(document.info.title, "Pets");
/// assert!(warnings.is_empty());
/// # Ok::<(), fineprint_openapi::diagnostic::Diagnostics>(())
/// ```
///
/// # Errors
///
/// Everything that was found, warnings and notes among it, if one finding is an error.
pub fn read(file: &Arc<SourceFile>) -> Result<(Document, Diagnostics), Diagnostics> {
    let parsed = source::parse(file)?;
    let found = match version::detect(file, &parsed.root) {
        Ok(Version::OpenApi30) => openapi30::read(file, &parsed.root),
        Err(found) => Err(found),
    };
    let with_the_texts = |found: Diagnostics| parsed.warnings.into_iter().chain(found).collect();
    match found {
        Ok((document, found)) => Ok((document, Diagnostics::sorted(with_the_texts(found)))),
        Err(found) => Err(Diagnostics::sorted(with_the_texts(found))),
    }
}

/// Reads a file and compiles what it says into a contract.
///
/// The contract shows people the file under the name that is given here: give it relative to the workspace's root.
///
/// # Errors
///
/// Everything that was found in the document, if one finding is an error; or that the file could not be read.
pub fn load(path: impl AsRef<Path>) -> Result<Contract, Diagnostics> {
    let path = path.as_ref();
    let bytes = std::fs::read(path).map_err(|error| {
        Diagnostic::error(Code::Unreadable, format!("{} could not be read: {error}", path.display()))
    })?;
    let file = SourceFile::from_bytes(path.display().to_string(), bytes)?;
    read(&Arc::new(file)).map(|(document, _)| compile(&document))
}
