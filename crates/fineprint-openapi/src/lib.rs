//! Reads OpenAPI documents: text to a tree with positions, to a [`document::Document`], to a contract.
//!
//! Everything that can be wrong with a document is found here, and told with the place where it stands.

mod compile;
pub mod diagnostic;
mod dialect;
pub mod document;
mod files;
mod read;
mod reader;
pub mod source;
mod version;

use std::path::Path;
use std::sync::Arc;

pub use compile::compile;
use diagnostic::{Code, Diagnostic, Diagnostics};
pub use dialect::Dialect;
use document::Document;
pub use files::{Chain, Folder, NoFiles, Prefix, Resolver};
use fineprint::contract::Contract;
pub use read::Reader;
pub use reader::Formats;
use source::SourceFile;

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
    Reader::new().read(file)
}

/// Reads a file, and those that it refers to in its folder, and compiles what they say into a contract.
///
/// The contract shows people the file under the name that is given here: give it relative to the workspace's root.
///
/// # Errors
///
/// Everything that was found in the document, if one finding is an error; or that the file could not be read.
pub fn load(path: impl AsRef<Path>) -> Result<Contract, Diagnostics> {
    let path = path.as_ref();
    let unreadable = |error: std::io::Error| {
        Diagnostic::error(Code::Unreadable, format!("{} could not be read: {error}", path.display()))
    };
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let file = SourceFile::from_bytes(path.display().to_string(), bytes)?;
    let place = std::path::absolute(path).map_err(unreadable)?;
    let folder = Folder::of(&place);
    let reader = Reader::new().resolver(&folder).at(&place);
    reader.read(&Arc::new(file)).map(|(document, _)| compile(&document))
}
