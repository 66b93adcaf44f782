//! How documents are read: where the files come from that they refer to, and by which settings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use fineprint_openapi::diagnostic::Diagnostics;
use fineprint_openapi::document::Document;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Chain, Dialect, Folder, Formats, Prefix, Reader};

use crate::workspace::Workspace;

/// Options of every command that reads documents.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reading documents")]
pub struct Reading {
    /// Find what has such a URI in a folder; may be given several times
    #[arg(
        long,
        value_name = "URI-PREFIX=FOLDER",
        value_parser = mapping,
        long_help = "Find what has a URI with that beginning in a folder: with --resolve \
https://example.com/schemas/=vendor, https://example.com/schemas/a/b.json is vendor/a/b.json. May be given several times. \
Nothing is ever fetched from a network."
    )]
    pub resolve: Vec<(String, PathBuf)>,
    /// Follow references to files outside of the document's folder
    #[arg(long)]
    pub allow_outside: bool,
    /// Let nullable, readOnly and writeOnly count beside a $ref of OpenAPI 3.0, where the specification ignores them
    #[arg(long)]
    pub ref_siblings: bool,
}

fn mapping(text: &str) -> Result<(String, PathBuf), String> {
    match text.rsplit_once('=') {
        Some((prefix, folder)) if !prefix.is_empty() && !folder.is_empty() => {
            Ok((prefix.to_owned(), folder.into()))
        }
        Some(_) | None => Err("it is a URI's beginning, `=`, and a folder".to_owned()),
    }
}

/// What `format` is to a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatMode {
    /// It only tells
    Annotate,
    /// It demands what it says
    Assert,
}

impl From<FormatMode> for Formats {
    fn from(mode: FormatMode) -> Self {
        match mode {
            FormatMode::Annotate => Self::Annotate,
            FormatMode::Assert => Self::Assert,
        }
    }
}

/// What was read, and the warnings and notes beside it.
type Read = Result<(Document, Diagnostics), Diagnostics>;

impl Reading {
    /// Reads an OpenAPI document. It may be on standard input, and then has no folder.
    ///
    /// # Errors
    ///
    /// Everything that was found, if one finding is an error.
    pub fn document(
        &self,
        workspace: &Workspace,
        path: Option<&Path>,
        file: &Arc<SourceFile>,
        formats: Formats,
    ) -> Read {
        let resolver = self.resolver(workspace, path);
        self.reader(path, &resolver).formats(formats).read(file)
    }

    /// Reads a JSON Schema.
    ///
    /// # Errors
    ///
    /// Everything that was found, if one finding is an error.
    pub fn schema(
        &self,
        workspace: &Workspace,
        path: &Path,
        file: &Arc<SourceFile>,
        dialect: Dialect,
        formats: Formats,
    ) -> Read {
        let resolver = self.resolver(workspace, Some(path));
        self.reader(Some(path), &resolver).formats(formats).read_schema(file, dialect)
    }

    fn resolver(&self, workspace: &Workspace, path: Option<&Path>) -> Chain<'static> {
        let folders = self.resolve.iter();
        let chain = folders.fold(Chain::new(), |chain, (prefix, folder)| {
            chain.then(Prefix::new(prefix, workspace.argument(folder)))
        });
        match path {
            Some(path) => chain.then(Folder::of(path).allow_outside(self.allow_outside)),
            None => chain,
        }
    }

    fn reader<'r>(&self, path: Option<&Path>, resolver: &'r Chain<'static>) -> Reader<'r> {
        let reader = Reader::new().resolver(resolver).siblings_of_references(self.ref_siblings);
        match path {
            Some(path) => reader.at(path),
            None => reader,
        }
    }
}
