//! From a reader's events to the tree, with a stack of its own: nesting costs heap, never call stack.
//!
//! The builder keeps the rules that hold for JSON and YAML alike: how deep values may nest, and that no key
//! stands twice. It collects what both readers find.

use std::sync::Arc;

use super::mapping::{Candidate, Mapping};
use super::{Entry, MAX_DEPTH, Node, Parsed, SourceFile, Span, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, quote};

/// The most findings that are listed. A file of megabytes can be one mistake all over.
const MAX_FINDINGS: usize = 1000;

/// The reader cannot go on; the reason has been reported.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop;

/// A value that is ready to be put in its place.
#[derive(Debug, Clone)]
pub(super) struct Built {
    pub(super) node: Node,
    pub(super) size: Size,
    /// Where the text that stands for the value ends: an alias ends elsewhere than what it names.
    pub(super) end: usize,
}

impl Built {
    pub(super) fn scalar(value: Value, span: Span) -> Self {
        let bytes = if let Value::String(text) = &value { text.len() } else { 0 };
        Self {
            node: Node { value, span },
            size: Size { bytes: NODE_BYTES + bytes, height: 0 },
            end: span.end,
        }
    }
}

/// What a node costs apart from its text; rounded, since it only serves to limit copies.
const NODE_BYTES: usize = 128;

/// How much a copy of a value costs, in memory and in depth.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub(super) bytes: usize,
    pub(super) height: usize,
}

/// A key whose value is to come.
#[derive(Debug)]
pub(super) enum Key {
    /// An ordinary key.
    Text(String, Span),
    /// `<<`: the value's entries are to be merged.
    Merge(Span),
    /// A key that was refused; its value is read and dropped.
    Refused,
}

/// A sequence or mapping that is not closed yet.
#[derive(Debug)]
struct Frame {
    collection: Collection,
    start: usize,
    /// Where the last child ended.
    end: usize,
    size: Size,
    /// The anchor's number; 0 if there is none.
    anchor: usize,
}

#[derive(Debug)]
enum Collection {
    Sequence(Vec<Node>),
    Mapping { candidates: Vec<Candidate>, key: Option<Key>, merge: Option<Span> },
}

/// Which kind of collection is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Nothing,
    Sequence,
    Mapping,
}

/// The collections that are open, and what was found so far.
#[derive(Debug)]
pub(super) struct Builder {
    file: Arc<SourceFile>,
    stack: Vec<Frame>,
    root: Option<Node>,
    found: Diagnostics,
    unlisted: usize,
}

impl Builder {
    pub(super) fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), stack: Vec::new(), root: None, found: Diagnostics::new(), unlisted: 0 }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MAX_FINDINGS {
            self.found.push(diagnostic);
        } else {
            self.unlisted += 1;
        }
    }

    /// Reports an error at a place of this file.
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>, span: Span) {
        self.report(Diagnostic::error(code, message).at(&self.file, span, ""));
    }

    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn inside(&self) -> Inside {
        match self.stack.last().map(|frame| &frame.collection) {
            None => Inside::Nothing,
            Some(Collection::Sequence(_)) => Inside::Sequence,
            Some(Collection::Mapping { .. }) => Inside::Mapping,
        }
    }

    /// Whether the next node is a key.
    pub(super) fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { collection: Collection::Mapping { key: None, .. }, .. }))
    }

    pub(super) fn open_sequence(&mut self, span: Span, anchor: usize) -> Result<(), Stop> {
        self.open(Collection::Sequence(Vec::new()), span, anchor)
    }

    pub(super) fn open_mapping(&mut self, span: Span, anchor: usize) -> Result<(), Stop> {
        self.open(Collection::Mapping { candidates: Vec::new(), key: None, merge: None }, span, anchor)
    }

    fn open(&mut self, collection: Collection, span: Span, anchor: usize) -> Result<(), Stop> {
        if self.depth() >= MAX_DEPTH {
            self.too_deep(span);
            return Err(Stop);
        }
        let size = Size { bytes: NODE_BYTES, height: 0 };
        self.stack.push(Frame { collection, start: span.start, end: span.end, size, anchor });
        Ok(())
    }

    pub(super) fn too_deep(&mut self, span: Span) {
        self.error(Code::TooDeep, format!("values nest more than {MAX_DEPTH} levels deep"), span);
    }

    /// Takes a key; one that stands there already is found when the mapping closes.
    pub(super) fn key(&mut self, key: Key) {
        let Some(Frame { collection: Collection::Mapping { key: slot, merge, .. }, size, end, .. }) =
            self.stack.last_mut()
        else {
            return;
        };
        let (key, twice) = match key {
            Key::Text(text, span) => {
                size.bytes += text.len();
                *end = span.end.max(*end);
                (Key::Text(text, span), None)
            }
            Key::Merge(span) => match merge.replace(span) {
                Some(first) => (Key::Refused, Some((first, span))),
                None => (Key::Merge(span), None),
            },
            Key::Refused => (Key::Refused, None),
        };
        *slot = Some(key);
        if let Some((first, again)) = twice {
            self.duplicate("<<", first, again);
        }
    }

    /// Puts a value where it belongs: under the key that came before, after the last item, or at the root.
    pub(super) fn value(&mut self, built: Built) {
        let Built { node, size, end } = built;
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.size.bytes += size.bytes;
        frame.size.height = frame.size.height.max(size.height + 1);
        frame.end = frame.end.max(end);
        match &mut frame.collection {
            Collection::Sequence(items) => items.push(node),
            Collection::Mapping { candidates, key, .. } => match key.take() {
                Some(Key::Text(key, key_span)) => {
                    candidates.push(Candidate { entry: Entry { key, key_span, value: node }, merged: false });
                }
                Some(Key::Merge(span)) => self.merge(node, span),
                Some(Key::Refused) | None => {}
            },
        }
    }

    /// Adds the entries of one mapping, or of each in a sequence, to the open mapping.
    ///
    /// The type `!!merge` of YAML 1.1 is not part of YAML 1.2, but in use. Its meaning here: the mapping's own
    /// keys win over merged ones wherever `<<` stands, an earlier source wins over a later one, and merged
    /// entries stand in the place of `<<`.
    fn merge(&mut self, source: Node, key: Span) {
        let sources = match source.value {
            Value::Sequence(items) => items,
            value @ (Value::Mapping(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)) => vec![Node { value, span: source.span }],
        };
        for source in sources {
            let Value::Mapping(mapping) = source.value else {
                let message =
                    format!("`<<` merges objects, and this is of type {}", source.value.type_name());
                self.report(
                    Diagnostic::error(Code::InvalidMerge, message)
                        .at(&self.file, source.span, "")
                        .also(&self.file, key, "to be merged here")
                        .help("to have a key named `<<`, write it in quotes"),
                );
                continue;
            };
            if let Some(Frame { collection: Collection::Mapping { candidates, .. }, .. }) =
                self.stack.last_mut()
            {
                let entries = mapping.into_entries().into_iter();
                candidates.extend(entries.map(|entry| Candidate { entry, merged: true }));
            }
        }
    }

    /// Closes the innermost collection. `end` is where its closing bracket ends; block style has none.
    pub(super) fn close(&mut self, end: Option<usize>) -> Option<(Built, usize)> {
        let frame = self.stack.pop()?;
        let end = end.unwrap_or(frame.end);
        let value = match frame.collection {
            Collection::Sequence(items) => Value::Sequence(items),
            Collection::Mapping { candidates, .. } => Value::Mapping(self.mapping(candidates)),
        };
        let node = Node { value, span: Span::new(frame.start, end) };
        Some((Built { node, size: frame.size, end }, frame.anchor))
    }

    fn mapping(&mut self, candidates: Vec<Candidate>) -> Mapping {
        let (mapping, duplicates) = Mapping::new(candidates);
        for (key, first, again) in duplicates {
            self.duplicate(&key, first, again);
        }
        mapping
    }

    fn duplicate(&mut self, key: &str, first: Span, again: Span) {
        let message = format!("the key {} stands twice in one object", quote(key));
        self.report(Diagnostic::error(Code::DuplicateKey, message).at(&self.file, again, "again here").also(
            &self.file,
            first,
            "first here",
        ));
    }

    /// Hands out the tree, or what is wrong. What a stopped reader left open is looked at too.
    pub(super) fn finish(mut self) -> Result<Parsed, Diagnostics> {
        while self.close(None).is_some() {}
        let mut found = self.found.sorted();
        found.extend(Diagnostic::unlisted(self.unlisted));
        match self.root {
            Some(root) if !found.has_errors() => Ok(Parsed { root, warnings: found }),
            Some(_) | None => Err(found),
        }
    }
}
