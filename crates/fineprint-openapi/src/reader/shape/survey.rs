//! What the walk over a document met: its objects by kind, and the references between them.

use std::collections::HashMap;

use super::super::resources::{ResourceId, Resources};
use super::{Kind, SCHEMA, Shape};
use crate::dialect::Dialect;
use crate::source::{Node, Span};

/// What the walk met.
#[derive(Default)]
pub(in crate::reader) struct Survey<'a> {
    /// Every object that is no reference, with its kind.
    pub(super) objects: Vec<(&'static Shape, &'a Node)>,
    /// Every reference.
    pub(in crate::reader) references: Vec<FoundReference<'a>>,
    /// The kind of each object, and the resource that it is part of, by [`address`].
    pub(super) kinds: HashMap<usize, (&'static Shape, ResourceId)>,
    pub(in crate::reader) resources: Resources<'a>,
    /// Whether there is a `$dynamicRef` or a `$recursiveRef`.
    pub(in crate::reader) has_dynamic_references: bool,
}

/// What a reference has to lead to.
#[derive(Clone, Copy)]
pub(in crate::reader) enum Expected {
    /// An object of that kind.
    Object(&'static Shape),
    /// A map or a list, in whose place no reference may stand; bundlers follow them there.
    Value(Kind),
}

/// A reference, and what it has to lead to.
#[derive(Clone, Copy)]
pub(in crate::reader) struct FoundReference<'a> {
    /// The object with the reference; the text itself, where that stands in a discriminator's `mapping`.
    pub(in crate::reader) holder: &'a Node,
    /// The text as a node, which the target is remembered by.
    pub(in crate::reader) value: &'a Node,
    pub(in crate::reader) text: &'a str,
    pub(in crate::reader) span: Span,
    pub(in crate::reader) expected: Expected,
    /// The resource from which it leads.
    pub(in crate::reader) resource: ResourceId,
}

impl FoundReference<'_> {
    /// Whether it has to lead to a schema.
    pub(in crate::reader) fn is_to_schema(&self) -> bool {
        matches!(self.expected, Expected::Object(shape) if *shape == SCHEMA)
    }
}

/// What tells a node of the tree from all others.
pub(in crate::reader) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Survey<'a> {
    /// Every object of that kind, references apart.
    pub(in crate::reader) fn all(&self, kind: &'static Shape) -> impl Iterator<Item = &'a Node> {
        self.objects.iter().filter(move |(shape, _)| *shape == kind).map(|(_, node)| *node)
    }

    /// The dialect of a schema that the walk met.
    pub(in crate::reader) fn dialect_of(&self, schema: &Node) -> Dialect {
        self.resource_of(schema).map_or(Dialect::OpenApi30, |resource| self.resources.rules(resource).dialect)
    }

    /// The kind of an object that the walk met.
    pub(in crate::reader) fn kind_of(&self, node: &Node) -> Option<&'static Shape> {
        self.kinds.get(&address(node)).map(|(shape, _)| *shape)
    }

    /// The resource that an object is part of, if the walk met it.
    pub(in crate::reader) fn resource_of(&self, node: &Node) -> Option<ResourceId> {
        self.kinds.get(&address(node)).map(|(_, resource)| *resource)
    }
}
