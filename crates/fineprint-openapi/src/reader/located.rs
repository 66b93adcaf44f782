//! A node of the tree together with the way to it from the root.

use crate::document::Place;
use crate::files::{File, Files};
use crate::source::{Entry, Node, Span, Value};

/// A node and where it stands.
#[derive(Clone)]
pub(super) struct Located<'a> {
    pub(super) node: &'a Node,
    /// The place of its key, or its own where it has none.
    pub(super) at: Span,
    /// The way to it from the document: the file's prefix, and a URI fragment without percent-encoding.
    pub(super) pointer: String,
}

impl<'a> Located<'a> {
    pub(super) fn root(file: &'a File) -> Self {
        Self { node: &file.root, at: file.root.span, pointer: format!("{}#", file.prefix) }
    }

    /// A node whose place does not matter.
    pub(super) fn of(node: &'a Node) -> Self {
        Self { node, at: node.span, pointer: String::new() }
    }

    /// The member of that name, or the item of that number.
    pub(super) fn child(&self, token: &str) -> Option<Self> {
        match &self.node.value {
            Value::Mapping(mapping) => mapping.entry(token).map(|entry| self.member(entry)),
            Value::Sequence(items) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                let index: usize = token.parse().ok().filter(|_| canonical)?;
                items.get(index).map(|item| self.item(index, item))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    }

    /// The members of an object; none if it is something else.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let entries = self.node.as_mapping().into_iter().flatten();
        entries.map(|entry| (entry.key.as_str(), self.member(entry)))
    }

    /// The items of an array; none if it is something else.
    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.node.as_sequence().unwrap_or_default();
        items.iter().enumerate().map(|(index, item)| self.item(index, item)).collect()
    }

    /// Whether it stands within another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.pointer.strip_prefix(&other.pointer).is_some_and(|way| way.starts_with('/'))
    }

    fn member(&self, entry: &'a Entry) -> Self {
        let pointer = format!("{}/{}", self.pointer, escaped(&entry.key));
        Self { node: &entry.value, at: entry.key_span, pointer }
    }

    fn item(&self, index: usize, node: &'a Node) -> Self {
        Self { node, at: node.span, pointer: format!("{}/{index}", self.pointer) }
    }

    pub(super) fn place(&self, files: &Files<'_>) -> Place {
        Place { pointer: self.pointer.clone(), position: files.position(self.at) }
    }
}

/// A key as a part of a JSON Pointer (RFC 6901, section 3).
pub(super) fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
