//! Schema resources: what a base URI, a dialect and anchors belong to (JSON Schema 2020-12 Core, section 8.2).
//!
//! A file is one; a schema with an `$id` of its own is another, wherever it stands.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::located::Located;
use crate::dialect::Dialect;
use crate::files::Base;

/// The number of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ResourceId(usize);

/// By which rules the schemas of a resource are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    pub(super) dialect: Dialect,
    /// Whether the keywords that demand something of values do so: a meta-schema can leave their vocabulary out.
    pub(super) validates: bool,
    /// Whether the meta-schema asks for `format` to demand something.
    pub(super) asserts_formats: bool,
}

impl Rules {
    pub(super) const fn of(dialect: Dialect) -> Self {
        Self { dialect, validates: true, asserts_formats: false }
    }
}

/// A resource.
pub(super) struct Resource<'a> {
    pub(super) base: Base,
    pub(super) root: Located<'a>,
    pub(super) rules: Rules,
    /// `$anchor` and `$dynamicAnchor`, and up to draft 7 an `$id` that is a fragment.
    anchors: HashMap<&'a str, Located<'a>>,
    /// `$dynamicAnchor`; `$recursiveAnchor` counts as one without a name.
    dynamic: IndexSet<&'a str>,
}

impl<'a> Resource<'a> {
    /// The names of its dynamic anchors, with the schemas that they stand for.
    pub(super) fn dynamic_anchors(&self) -> impl Iterator<Item = (&'a str, &Located<'a>)> {
        self.dynamic.iter().filter_map(|name| Some((*name, self.anchors.get(name)?)))
    }

    pub(super) fn has_dynamic(&self, name: &str) -> bool {
        self.dynamic.contains(name)
    }

    pub(super) fn anchor(&self, name: &str) -> Option<&Located<'a>> {
        self.anchors.get(name)
    }
}

/// All resources that were met.
#[derive(Default)]
pub(super) struct Resources<'a> {
    all: Vec<Resource<'a>>,
    by_base: HashMap<Base, ResourceId>,
}

impl<'a> Resources<'a> {
    /// A resource with its root. The first of a name keeps it.
    pub(super) fn add(&mut self, base: Base, root: Located<'a>, rules: Rules) -> ResourceId {
        let id = ResourceId(self.all.len());
        self.by_base.entry(base.clone()).or_insert(id);
        self.all.push(Resource { base, root, rules, anchors: HashMap::new(), dynamic: IndexSet::new() });
        id
    }

    /// Lets a resource be found under another name, too.
    pub(super) fn alias(&mut self, base: Base, id: ResourceId) {
        self.by_base.insert(base, id);
    }

    pub(super) fn get(&self, id: ResourceId) -> Option<&Resource<'a>> {
        self.all.get(id.0)
    }

    pub(super) fn at(&self, base: &Base) -> Option<ResourceId> {
        self.by_base.get(base).copied()
    }

    /// Names a schema of a resource.
    pub(super) fn anchor(&mut self, id: ResourceId, name: &'a str, at: Located<'a>) {
        if let Some(resource) = self.all.get_mut(id.0) {
            resource.anchors.entry(name).or_insert(at);
        }
    }

    /// Names a schema of a resource, for references that go by the way that leads to them.
    pub(super) fn dynamic_anchor(&mut self, id: ResourceId, name: &'a str, at: Located<'a>) {
        self.anchor(id, name, at);
        if let Some(resource) = self.all.get_mut(id.0) {
            resource.dynamic.insert(name);
        }
    }

    pub(super) fn rules(&self, id: ResourceId) -> Rules {
        self.get(id).map_or(Rules::of(Dialect::OpenApi30), |resource| resource.rules)
    }

    /// Whether a schema has a dynamic anchor, so that the way to a reference can matter.
    pub(super) fn has_dynamic_anchors(&self) -> bool {
        self.all.iter().any(|resource| !resource.dynamic.is_empty())
    }
}
