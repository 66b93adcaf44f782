//! What schemas call themselves: `$schema`, `$id` and anchors, and the resources that begin with them (JSON Schema 2020-12 Core,
//! section 8).

use super::super::dialects;
use super::super::located::Located;
use super::JSON_SCHEMA;
use super::walk::Walker;
use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::files::split_fragment;
use crate::source::{Mapping, Node};

impl<'a> Walker<'a, '_> {
    /// Notes what a schema calls itself, and goes over to its resource if it is one of its own.
    pub(super) fn enter(&mut self, node: &'a Node, mapping: &'a Mapping) {
        let inherited = self.survey.resources.rules(self.resource);
        let named = mapping.entry("$schema").filter(|_| inherited.dialect != Dialect::OpenApi30);
        let rules = named.map_or(inherited, |entry| dialects::rules_of(&entry.value, inherited, self.report));
        let text = |keyword: &str| mapping.get(keyword).filter(|value| value.as_str().is_some());
        let hidden = rules.dialect.reference_stands_alone() && mapping.contains_key("$ref");
        let id = rules.dialect.id_keyword().filter(|_| !hidden).and_then(text);
        let (uri, fragment) = id.and_then(Node::as_str).map(split_fragment).unwrap_or_default();
        let is_root = self.steps.is_empty() && self.is_root_of_resource(node);
        let base = self.survey.resources.get(self.resource).map(|resource| resource.base.clone());
        let own = base.as_ref().and_then(|base| base.join(uri)).filter(|_| !uri.is_empty());
        if let (Some(id), None, false) = (id, &own, uri.is_empty()) {
            let message = format!("`{uri}` is no URI reference");
            self.report.push(self.report.error(
                Code::WrongType,
                id.span,
                message,
                "expected a URI (RFC 3986)",
            ));
        }
        if let (Some(entry), None, false) = (named, &own, is_root) {
            let message = "`$schema` counts only in a schema that has a name of its own";
            let found = self.report.warning(Code::UnsupportedKeyword, entry.key_span, message, "ignored");
            self.report.push(found.help("write an `$id` beside it"));
        }
        if let Some(own) = own.or_else(|| base.clone().filter(|_| is_root && rules != inherited)) {
            let here = self.here(node);
            let other = self.survey.resources.at(&own).and_then(|other| self.survey.resources.get(other));
            if let (Some(id), Some(other)) = (id, other.filter(|_| !is_root)) {
                self.twice(uri, id, &other.root.clone());
            }
            let file = base.filter(|_| is_root);
            self.resource = self.survey.resources.add(own, here, rules);
            if let Some(file) = file {
                self.survey.resources.alias(file, self.resource);
            }
        }
        let has = |keyword| JSON_SCHEMA.field(keyword, rules.dialect).is_some();
        let by_id = id.filter(|_| !fragment.is_empty() && !fragment.starts_with('/'));
        self.anchor(by_id, fragment, node, false);
        for (keyword, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            let named = text(keyword).filter(|_| has(keyword));
            self.anchor(named, named.and_then(Node::as_str).unwrap_or_default(), node, is_dynamic);
        }
        let is_recursive = mapping.get("$recursiveAnchor").and_then(Node::as_bool) == Some(true);
        if is_recursive && has("$recursiveAnchor") {
            let here = self.here(node);
            self.survey.resources.dynamic_anchor(self.resource, "", here);
        }
    }

    /// Gives a schema the name that stands there.
    fn anchor(&mut self, named: Option<&'a Node>, name: &'a str, node: &'a Node, is_dynamic: bool) {
        let Some(named) = named else { return };
        let resource = self.survey.resources.get(self.resource);
        if let Some(other) = resource.and_then(|resource| resource.anchor(name)).cloned()
            && !std::ptr::eq(other.node, node)
        {
            self.twice(name, named, &other);
        }
        let here = self.here(node);
        if is_dynamic {
            self.survey.resources.dynamic_anchor(self.resource, name, here);
        } else {
            self.survey.resources.anchor(self.resource, name, here);
        }
    }

    /// Two schemas that call themselves alike. An alias of YAML repeats what it names, and its names with it.
    fn twice(&mut self, name: &str, named: &Node, other: &Located<'_>) {
        let files = self.report.files();
        let is_in_file = files.file_of(named.span).map(|file| &file.prefix)
            == files.file_of(other.node.span).map(|file| &file.prefix);
        let is_alias = other.node.span.start <= named.span.start && named.span.end <= other.node.span.end;
        if is_in_file && !is_alias {
            let message = format!("two schemas call themselves `{name}`");
            let error = self.report.error(Code::DuplicateIdentifier, named.span, message, "the second one");
            self.report.push(self.report.also(error, other.at, "the first one"));
        }
    }

    fn is_root_of_resource(&self, node: &Node) -> bool {
        let resource = self.survey.resources.get(self.resource);
        resource.is_some_and(|resource| std::ptr::eq(resource.root.node, node))
    }
}
