//! The files that a document is spread over: read when a reference first leads to them, and kept for good.
//!
//! A place in any of them is one number: the spans of a document's trees count through all of its files, one after the other,
//! so that whoever finds something wrong need not carry along where. This module tells them apart again.

mod metaschemas;
mod resolver;
mod uri;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use elsa::FrozenVec;
use fineprint::contract::Position;

pub use resolver::{Chain, Folder, NoFiles, Prefix, Resolver};
pub(crate) use uri::{Base, percent_decoded, split_fragment};

use crate::diagnostic::Diagnostics;
use crate::source::{self, Node, Parsed, SourceFile, Span};

/// How many files one document may be spread over: a bound for resolvers that answer to everything.
const MOST: usize = 20_000;

/// A file of the document.
pub(crate) struct File {
    /// Where it was found.
    pub(crate) base: Base,
    /// What pointers into it begin with: nothing for the document itself, for others the way to them from there.
    pub(crate) prefix: String,
    pub(crate) root: Node,
    source: Arc<SourceFile>,
    /// What its spans start at.
    start: usize,
}

/// Why a file is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// No resolver knows the place.
    Unknown,
    /// It could not be read, and why.
    Unreadable(String),
    /// It was read, and is no YAML or JSON; its own findings say more.
    Broken,
}

/// All files of a document.
pub(crate) struct Files<'r> {
    resolver: &'r dyn Resolver,
    all: FrozenVec<Box<File>>,
    known: RefCell<HashMap<String, Result<usize, Missing>>>,
    found: RefCell<Diagnostics>,
}

impl<'r> Files<'r> {
    /// With the document itself, which is at `base`.
    ///
    /// # Errors
    ///
    /// The text is neither YAML nor JSON.
    pub(crate) fn new(
        document: &Arc<SourceFile>,
        base: Base,
        resolver: &'r dyn Resolver,
    ) -> Result<Self, Diagnostics> {
        let files =
            Self { resolver, all: FrozenVec::new(), known: RefCell::default(), found: RefCell::default() };
        files.add(Arc::clone(document), base, String::new())?;
        Ok(files)
    }

    /// The document itself.
    pub(crate) fn document(&self) -> Option<&File> {
        self.all.get(0)
    }

    /// The file at that place.
    pub(crate) fn load(&self, at: &Base) -> Result<&File, Missing> {
        let known = self.known.borrow().get(at.as_str()).cloned();
        let index = known.unwrap_or_else(|| {
            let loaded = self.read(at);
            self.known.borrow_mut().insert(at.as_str().to_owned(), loaded.clone());
            loaded
        })?;
        self.all.get(index).ok_or(Missing::Unknown)
    }

    fn read(&self, at: &Base) -> Result<usize, Missing> {
        if self.all.len() >= MOST {
            return Err(Missing::Unreadable(format!("the document is spread over more than {MOST} files")));
        }
        let bytes = match self.resolver.resolve(at.as_str()) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => metaschemas::text(at.as_str()).ok_or(Missing::Unknown)?,
            Err(why) => return Err(Missing::Unreadable(why)),
        };
        let root = self.document();
        let prefix = root.map_or_else(|| at.as_str().to_owned(), |root| at.relative_to(&root.base));
        let shown = root.map_or_else(|| prefix.clone(), |root| uri::beside(root.source.name(), &prefix));
        let file = SourceFile::from_bytes(shown, bytes).map(Arc::new);
        file.and_then(|file| self.add(file, at.clone(), prefix)).map_err(|found| {
            self.found.borrow_mut().extend(found);
            Missing::Broken
        })
    }

    fn add(&self, source: Arc<SourceFile>, base: Base, prefix: String) -> Result<usize, Diagnostics> {
        let Parsed { mut root, warnings } = source::parse(&source)?;
        self.found.borrow_mut().extend(warnings);
        // One more than the text has, so that the end of one file is not the start of the next.
        let last = self.all.len().checked_sub(1).and_then(|last| self.all.get(last));
        let start = last.map_or(0, |last| last.start + last.source.text().len() + 1);
        root.shift(start);
        let index = self.all.len();
        self.known.borrow_mut().insert(base.as_str().to_owned(), Ok(index));
        self.all.push(Box::new(File { base, prefix, root, source, start }));
        Ok(index)
    }

    /// What was found in the texts themselves, since last asked.
    pub(crate) fn take_found(&self) -> Diagnostics {
        self.found.take()
    }

    /// The file that a span lies in, and the span as the file counts.
    pub(crate) fn locate(&self, span: Span) -> Option<(&Arc<SourceFile>, Span)> {
        let file = self.file_of(span)?;
        Some((&file.source, Span::new(span.start - file.start, span.end.max(span.start) - file.start)))
    }

    /// The file that a span lies in.
    pub(crate) fn file_of(&self, span: Span) -> Option<&File> {
        let (mut low, mut high) = (0, self.all.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.all.get(middle)?.start <= span.start { low = middle + 1 } else { high = middle }
        }
        self.all.get(low.checked_sub(1)?)
    }

    /// Where a span starts, as contracts count.
    pub(crate) fn position(&self, span: Span) -> Position {
        let Some((file, span)) = self.locate(span) else { return Position::new(1, 1) };
        let found = file.position(span.start);
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position::new(narrow(found.line), narrow(found.column))
    }

    /// The node at a pointer, which begins with the file's prefix.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Node> {
        let (prefix, pointer) = pointer.split_once('#')?;
        self.all.iter().find(|file| file.prefix == prefix)?.root.at(pointer)
    }

    /// The prefix of each file with the name that people are shown.
    pub(crate) fn names(&self) -> Vec<(String, String)> {
        self.all.iter().map(|file| (file.prefix.clone(), file.source.name().to_owned())).collect()
    }
}
