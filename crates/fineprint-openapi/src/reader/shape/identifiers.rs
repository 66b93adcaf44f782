//! What schemas call themselves: `$schema`, `$id` and anchors, and the resources that begin with them (JSON Schema 2020-12 Core,
//! section 8).

use super::super::dialects;
use super::JSON_SCHEMA;
use super::walk::Walker;
use crate::dialect::Dialect;
use crate::files::split_fragment;
use crate::source::{Mapping, Node};

impl<'a> Walker<'a, '_> {
    /// Notes what a schema calls itself, and goes over to its resource if it is one of its own.
    pub(super) fn enter(&mut self, node: &'a Node, mapping: &'a Mapping) {
        let mut rules = self.survey.resources.rules(self.resource);
        if let Some(named) = mapping.get("$schema").filter(|_| rules.dialect != Dialect::OpenApi30) {
            rules = dialects::rules_of(named, rules, self.report);
        }
        let text = |keyword: &str| mapping.get(keyword).and_then(Node::as_str);
        let hidden = rules.dialect.reference_stands_alone() && mapping.contains_key("$ref");
        let id = rules.dialect.id_keyword().filter(|_| !hidden).and_then(text);
        let (uri, fragment) = id.map(split_fragment).unwrap_or_default();
        let is_root = self.steps.is_empty() && self.is_root_of_resource(node);
        let base = self.survey.resources.get(self.resource).map(|resource| resource.base.clone());
        let own = base.as_ref().and_then(|base| base.join(uri)).filter(|_| !uri.is_empty());
        let changes = rules != self.survey.resources.rules(self.resource);
        if let Some(own) = own.or_else(|| base.clone().filter(|_| is_root && changes)) {
            let here = self.here(node);
            let file = base.filter(|_| is_root);
            self.resource = self.survey.resources.add(own, here, rules);
            if let Some(file) = file {
                self.survey.resources.alias(file, self.resource);
            }
        }
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let here = self.here(node);
            self.survey.resources.anchor(self.resource, fragment, here);
        }
        let has = |keyword| JSON_SCHEMA.field(keyword, rules.dialect).is_some();
        if let Some(name) = text("$anchor").filter(|_| has("$anchor")) {
            let here = self.here(node);
            self.survey.resources.anchor(self.resource, name, here);
        }
        let recursive = mapping.get("$recursiveAnchor").and_then(Node::as_bool) == Some(true);
        let recursive = Some("").filter(|_| recursive && has("$recursiveAnchor"));
        if let Some(name) = text("$dynamicAnchor").filter(|_| has("$dynamicAnchor")).or(recursive) {
            let here = self.here(node);
            self.survey.resources.dynamic_anchor(self.resource, name, here);
        }
    }

    fn is_root_of_resource(&self, node: &Node) -> bool {
        let resource = self.survey.resources.get(self.resource);
        resource.is_some_and(|resource| std::ptr::eq(resource.root.node, node))
    }
}
