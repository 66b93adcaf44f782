//! The way in: a document with what it needs to be read.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::dialect::Dialect;
use crate::document::Document;
use crate::files::{Base, Files, NoFiles, Resolver};
use crate::reader::{self, Formats, Settings, Subject};
use crate::source::SourceFile;
use crate::version;

/// Reads documents, with the files that they refer to.
///
/// ```
/// use std::sync::Arc;
/// use fineprint_openapi::{Dialect, Prefix, Reader, source::SourceFile};
///
/// let schema = SourceFile::new("pet.json", r#"{"type": "object", "required": ["name"]}"#);
/// let vendored = Prefix::new("https://example.com/schemas/", "vendor/schemas");
/// let reader = Reader::new().resolver(&vendored);
/// let (document, _) = reader.read_schema(&Arc::new(schema), Dialect::Draft202012)?;
///
/// let contract = fineprint_openapi::compile(&document);
/// let checker = contract.checker("#").expect("the schema itself");
/// assert!(!checker.is_valid_slice(b"{}"));
/// # Ok::<(), fineprint_openapi::diagnostic::Diagnostics>(())
/// ```
#[derive(Clone)]
pub struct Reader<'r> {
    resolver: &'r dyn Resolver,
    base: Base,
    settings: Settings,
}

impl<'r> Reader<'r> {
    /// Reads a document that is all there is: references to other files lead nowhere.
    pub fn new() -> Self {
        Self { resolver: &NoFiles, base: Base::nowhere(), settings: Settings::default() }
    }

    /// Where the files come from that references lead to.
    #[must_use]
    pub fn resolver(mut self, resolver: &'r dyn Resolver) -> Self {
        self.resolver = resolver;
        self
    }

    /// The file that the document is read from, as an absolute path: relative references start there.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        if let Some(base) = Base::of_file(path) {
            self.base = base;
        }
        self
    }

    /// The URI that the document is read from: relative references start there. One that is not absolute is passed over.
    #[must_use]
    pub fn at_uri(mut self, uri: &str) -> Self {
        if let Some(base) = Base::parse(uri) {
            self.base = base;
        }
        self
    }

    /// Whether `format` and `contentEncoding` demand something. They do by default.
    #[must_use]
    pub fn formats(mut self, formats: Formats) -> Self {
        self.settings.formats = formats;
        self
    }

    /// Whether `nullable`, `readOnly`, `writeOnly`, `deprecated` and `description` count beside a `$ref` of OpenAPI 3.0. By the
    /// specification nothing does there, and so it is by default; many authors mean it even so.
    #[must_use]
    pub fn siblings_of_references(mut self, count: bool) -> Self {
        self.settings.siblings = count;
        self
    }

    /// Reads an OpenAPI document; beside it, the warnings and notes that do not stand in its way.
    ///
    /// # Errors
    ///
    /// Everything that was found, warnings and notes among it, if one finding is an error.
    pub fn read(&self, file: &Arc<SourceFile>) -> Result<(Document, Diagnostics), Diagnostics> {
        self.run(file, |files| {
            let root = files.document().map(|document| &document.root);
            let version = root.map_or_else(|| Err(Diagnostics::new()), |root| version::detect(file, root));
            version.map(Subject::OpenApi)
        })
    }

    /// Reads a JSON Schema, of that dialect unless its `$schema` names another. It is the first of the document's schemas, at
    /// the pointer `#`, and there are no operations.
    ///
    /// # Errors
    ///
    /// Everything that was found, warnings and notes among it, if one finding is an error.
    pub fn read_schema(
        &self,
        file: &Arc<SourceFile>,
        dialect: Dialect,
    ) -> Result<(Document, Diagnostics), Diagnostics> {
        self.run(file, |_| Ok(Subject::Schema(dialect)))
    }

    fn run(
        &self,
        file: &Arc<SourceFile>,
        subject: impl FnOnce(&Files<'_>) -> Result<Subject, Diagnostics>,
    ) -> Result<(Document, Diagnostics), Diagnostics> {
        let files = Files::new(file, self.base.clone(), self.resolver)?;
        let read = subject(&files).and_then(|subject| reader::read(&files, subject, self.settings));
        let with_the_texts = |found: Diagnostics| {
            let texts = files.take_found();
            Diagnostics::sorted(texts.into_iter().chain(found).collect())
        };
        match read {
            Ok((document, found)) => Ok((document, with_the_texts(found))),
            Err(found) => Err(with_the_texts(found)),
        }
    }
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("base", &self.base)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
