//! References: where they lead, and that they lead somewhere.
//!
//! A reference is a URI whose fragment is a JSON Pointer (RFC 6901, section 6) or an anchor. It is resolved against the resource
//! that it stands in, and may lead into another file.

use std::collections::{HashMap, HashSet};

use super::located::{Located, escaped};
use super::report::Report;
use super::resources::ResourceId;
use super::shape::{Expected, FoundReference, OPENAPI, SCHEMA, Shape, Walker, address};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::{Files, Missing, percent_decoded, split_fragment};
use crate::source::{Mapping, Node};

/// The way from references to their targets.
#[derive(Default)]
pub(super) struct References<'a> {
    /// What each reference leads to, by the address of its text.
    targets: HashMap<usize, Located<'a>>,
    known: HashMap<(ResourceId, &'a str), Result<Target<'a>, Failure>>,
}

/// What a reference leads to, and the resource that it is part of.
#[derive(Clone)]
struct Target<'a> {
    at: Located<'a>,
    resource: ResourceId,
}

/// Why a reference leads nowhere.
#[derive(Clone)]
enum Failure {
    /// To a file that is not there, or that nobody may read.
    File(String, Missing),
    Malformed,
    NoAnchor(String),
    Missing {
        parent: String,
        token: String,
    },
}

impl<'a> References<'a> {
    /// Where the reference with that text leads, if it leads somewhere.
    pub(super) fn target(&self, text: &Node) -> Option<Located<'a>> {
        self.targets.get(&address(text)).cloned()
    }

    /// Where the object's `$ref` leads.
    pub(super) fn target_of(&self, holder: &Node) -> Option<Located<'a>> {
        self.target(holder.get("$ref")?)
    }

    /// The object that a node stands for: itself, or what its references lead to in the end.
    pub(super) fn follow(&self, from: Located<'a>) -> Option<Located<'a>> {
        let mut seen = HashSet::new();
        let mut at = from;
        while reference_of(at.node).is_some() {
            if !seen.insert(address(at.node)) {
                return None;
            }
            at = self.target_of(at.node)?;
        }
        Some(at)
    }

    /// The member of that name, as [`follow`](Self::follow) has it.
    pub(super) fn child(&self, at: &Located<'a>, field: &str) -> Option<Located<'a>> {
        self.follow(at.child(field)?)
    }

    /// The members of a map: its own, and then those of the map that a reference among them leads to.
    pub(super) fn members(&self, map: Located<'a>) -> Vec<(&'a str, Located<'a>)> {
        let mut names = HashSet::new();
        let mut found = Vec::new();
        for at in self.row(map) {
            let own = at.members().filter(|(name, at)| *name != "$ref" || at.node.as_str().is_none());
            found.extend(own.filter(|(name, _)| names.insert(*name)));
        }
        found
    }

    /// A map or a list, and those that references in their places lead to, one after the other. What is longer was refused.
    fn row(&self, from: Located<'a>) -> impl Iterator<Item = Located<'a>> {
        let next = |at: &Located<'a>| reference_of(at.node).and_then(|_| self.target_of(at.node));
        std::iter::successors(Some(from), next).take(LONGEST)
    }

    /// The members of the map in that field.
    pub(super) fn members_of(&self, at: &Located<'a>, field: &str) -> Vec<(&'a str, Located<'a>)> {
        at.child(field).map(|map| self.members(map)).unwrap_or_default()
    }

    /// The items of the list in that field.
    pub(super) fn items_of(&self, at: &Located<'a>, field: &str) -> Vec<Located<'a>> {
        let list = at.child(field).and_then(|list| self.row(list).last());
        list.map(|list| list.items()).unwrap_or_default()
    }

    /// What [`follow`](Self::follow) has for a node whose place does not matter.
    pub(super) fn follow_node(&self, from: &'a Node) -> Option<&'a Node> {
        self.follow(Located::of(from)).map(|target| target.node)
    }

    /// What the value of a field stands for: itself, or what references in its place lead to in the end.
    pub(super) fn value(&self, node: &'a Node) -> &'a Node {
        if reference_of(node).is_none() {
            return node;
        }
        self.row(Located::of(node)).last().map_or(node, |at| at.node)
    }
}

/// The `$ref` of an object, if it has one.
pub(super) fn reference_of(node: &Node) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// How many maps or lists may refer to each other in a row: whoever looks at one looks at all of them.
const LONGEST: usize = 100;

/// How many parts of pointers one reference may make us follow.
const STEPS: u32 = 10_000;

/// Follows references while the walk goes on: a target in another file has to be walked before it can be looked into.
struct Resolution<'a, 'w, 'r> {
    walker: &'w mut Walker<'a, 'r>,
    references: &'w mut References<'a>,
}

impl<'a> Resolution<'a, '_, '_> {
    fn resolve(&mut self, found: &FoundReference<'a>, steps: &mut u32) -> Result<Target<'a>, Failure> {
        let key = (found.resource, found.text);
        if let Some(known) = self.references.known.get(&key) {
            return known.clone();
        }
        let target = self.find(found, steps);
        self.references.known.insert(key, target.clone());
        target
    }

    fn find(&mut self, found: &FoundReference<'a>, steps: &mut u32) -> Result<Target<'a>, Failure> {
        let (uri, fragment) = split_fragment(found.text);
        let fragment = percent_decoded(fragment).ok_or(Failure::Malformed)?;
        let resource = if uri.is_empty() { found.resource } else { self.resource(uri, &fragment, found)? };
        if fragment.is_empty() || fragment.starts_with('/') {
            return self.pointed(resource, &fragment, found.expected, steps);
        }
        let resources = &self.walker.survey.resources;
        match resources.get(resource).and_then(|resource| resource.anchor(&fragment)) {
            Some(at) => Ok(Target { at: at.clone(), resource }),
            None => Err(Failure::NoAnchor(fragment)),
        }
    }

    /// The resource that a URI names, from a file if need be.
    fn resource(
        &mut self,
        uri: &str,
        fragment: &str,
        found: &FoundReference<'a>,
    ) -> Result<ResourceId, Failure> {
        let from = self.walker.survey.resources.get(found.resource).ok_or(Failure::Malformed)?;
        let rules = from.rules;
        let base = from.base.join(uri).ok_or(Failure::Malformed)?;
        if let Some(known) = self.walker.survey.resources.at(&base) {
            return Ok(known);
        }
        let file =
            self.walker.report.files().load(&base).map_err(|why| Failure::File(uri.to_owned(), why))?;
        let root = Located::root(file);
        let resource = self.walker.survey.resources.add(base.clone(), root.clone(), rules);
        let says = |field: &str| file.root.get(field).and_then(Node::as_str).is_some();
        // Of another document only that is walked which references lead to: the rest may be large, and is not ours to judge. But
        // names can stand anywhere in a schema.
        let is_schema = self.walker.only_schemas
            || found.is_to_schema() && (!fragment.starts_with('/') || says("$schema") || says("$id"));
        if is_schema && !says("openapi") {
            self.walker.object(&SCHEMA, &root, resource);
        } else if is_schema && !fragment.is_empty() && !fragment.starts_with('/') {
            self.walker.object(&OPENAPI, &root, resource);
        }
        Ok(self.walker.survey.resources.at(&base).unwrap_or(resource))
    }

    /// Where a JSON Pointer leads. Strictly, it does not pass through a reference that stands on its way; bundlers write such
    /// pointers, and mean what the reference leads to.
    fn pointed(
        &mut self,
        resource: ResourceId,
        pointer: &str,
        expected: Expected,
        steps: &mut u32,
    ) -> Result<Target<'a>, Failure> {
        let root = self.walker.survey.resources.get(resource).ok_or(Failure::Malformed)?;
        let mut target = Target { at: root.root.clone(), resource };
        let Some(tokens) = pointer.strip_prefix('/') else { return Ok(target) };
        for token in tokens.split('/') {
            let key = token.replace("~1", "/").replace("~0", "~");
            let missing = Failure::Missing { parent: target.at.pointer.clone(), token: key.clone() };
            *steps = steps.checked_sub(1).ok_or_else(|| missing.clone())?;
            while let (None, Some(value)) = (target.at.child(&key), target.at.node.get("$ref")) {
                // Half of what is left, so that references in references are not nested deeply.
                *steps /= 2;
                let (Some(text), true) = (value.as_str(), *steps > 0) else { return Err(missing) };
                let (holder, span, resource) = (target.at.node, value.span, target.resource);
                let found = FoundReference { holder, value, text, span, expected, resource };
                target = self.resolve(&found, steps)?;
            }
            target.at = target.at.child(&key).ok_or(missing)?;
            // A schema with a name of its own begins another resource.
            target.resource = self.walker.survey.resource_of(target.at.node).unwrap_or(target.resource);
        }
        Ok(target)
    }
}

/// Checks every reference of the document, and walks the targets in places that the table of shapes does not know.
pub(super) fn check<'a>(walker: &mut Walker<'a, '_>, references: &mut References<'a>) {
    let mut next = 0;
    let mut visited = HashSet::new();
    while let Some(reference) = walker.survey.references.get(next).copied() {
        next += 1;
        if let Some(named) = schema_name(&reference, walker.report.files()) {
            references.targets.insert(address(reference.value), named);
            continue;
        }
        let mut resolution = Resolution { walker, references };
        match resolution.resolve(&reference, &mut STEPS.clone()) {
            Err(failure) => {
                let error = unresolved(walker.report, &reference, &failure);
                walker.report.push(error);
            }
            Ok(target) => {
                references.targets.insert(address(reference.value), target.at.clone());
                let met = walker.survey.kind_of(target.at.node);
                match (reference.expected, met) {
                    (Expected::Object(expected), Some(shape)) => {
                        if shape != expected {
                            let error = mistaken(walker.report, &reference, shape, expected, &target.at);
                            walker.report.push(error);
                        }
                    }
                    (Expected::Object(shape), None) => walker.object(shape, &target.at, target.resource),
                    (Expected::Value(kind), _) => {
                        if visited.insert(address(target.at.node)) {
                            walker.target(kind, &target.at, target.resource);
                        }
                    }
                }
            }
        }
    }
    too_long(walker, references);
}

/// Refuses maps that refer to each other in long rows.
fn too_long<'a>(walker: &mut Walker<'a, '_>, references: &References<'a>) {
    let values = walker.survey.references.iter().filter(|it| matches!(it.expected, Expected::Value(_)));
    let too_long = values.filter(|reference| {
        let next = |at: &Located<'a>| references.target_of(at.node);
        let row = std::iter::successors(references.target(reference.value), next);
        // A row that leads back to its start is a circle, which is told as one.
        let mut seen = HashSet::new();
        row.take(LONGEST + 1).filter(|at| seen.insert(address(at.node))).count() > LONGEST
    });
    let Some(span) = too_long.map(|reference| reference.span).next() else { return };
    let message = format!("more than {LONGEST} references in a row stand in place of maps or lists");
    walker.report.push(walker.report.error(Code::TooLarge, span, message, "the row starts here"));
}

fn mistaken(
    report: &Report<'_>,
    reference: &FoundReference<'_>,
    shape: &Shape,
    expected: &Shape,
    target: &Located<'_>,
) -> Diagnostic {
    let message = format!("`{}` is a {}, not a {}", reference.text, shape.name, expected.name);
    let label = format!("expected a {}", expected.name);
    let error = report.error(Code::ReferenceKind, reference.span, message, &label);
    report.also(error, target.at, "this is what it leads to")
}

/// The schema that a value of a discriminator's `mapping` calls by its name.
fn schema_name<'a>(reference: &FoundReference<'_>, files: &'a Files<'a>) -> Option<Located<'a>> {
    reference.holder.as_str()?;
    schema_named(files, reference.text)
}

/// The component of that name.
fn schema_named<'a>(files: &'a Files<'a>, name: &str) -> Option<Located<'a>> {
    Located::root(files.document()?).child("components")?.child("schemas")?.child(name)
}

fn unresolved(report: &mut Report<'_>, reference: &FoundReference<'_>, failure: &Failure) -> Diagnostic {
    let (text, span) = (reference.text, reference.span);
    let is_mapped = reference.holder.as_str().is_some();
    let files = report.files();
    match failure {
        // What a discriminator maps to is the name of a schema as well as a reference: a plain word is meant as a name.
        Failure::File(..) if is_mapped && !text.contains(['.', '/', '#', ':']) => {
            let message = format!("there is no schema `{text}`");
            let label = "not among `components/schemas`";
            let error = report.error(Code::UnresolvedReference, span, message, label);
            let schemas = files.at("#/components/schemas").and_then(Node::as_mapping);
            match report.suggest(text, schemas.into_iter().flat_map(Mapping::keys)) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error,
            }
        }
        Failure::File(..) if reference.is_to_schema() && schema_named(files, text).is_some() => {
            let message = format!("`{text}` is the name of a schema, not a reference to it");
            let error = report.error(Code::ExternalReference, span, message, "read as a file's name");
            error.help(format!("write `#/components/schemas/{}`", escaped(text)))
        }
        Failure::File(uri, Missing::Unknown) => {
            let message = format!("`{text}` leads out of the document");
            let label = format!("`{uri}` is in no place that may be read");
            let error = report.error(Code::ExternalReference, span, message, &label);
            error.help(
                "say where such files are: `--resolve PREFIX=FOLDER`, or a `Resolver`; nothing is fetched",
            )
        }
        Failure::File(uri, Missing::Unreadable(why)) => {
            let message = format!("`{uri}` could not be read: {why}");
            report.error(Code::ExternalReference, span, message, "this reference leads there")
        }
        Failure::File(uri, Missing::Broken) => {
            let message = format!("`{uri}` is neither YAML nor JSON");
            report.error(Code::ExternalReference, span, message, "this reference leads there")
        }
        Failure::Malformed => {
            let message = format!("`{text}` is no URI reference with a JSON Pointer");
            report.error(Code::UnresolvedReference, span, message, "expected `#/…`")
        }
        Failure::NoAnchor(name) => {
            let message = format!("`{text}` leads nowhere");
            let label = format!("no schema has the anchor `{name}` there");
            report.error(Code::UnresolvedReference, span, message, &label)
        }
        Failure::Missing { parent, token } => {
            let message = format!("`{text}` leads nowhere");
            let label = format!("`{parent}` has no `{token}`");
            let error = report.error(Code::UnresolvedReference, span, message, &label);
            let keys = files.at(parent).and_then(Node::as_mapping);
            match report.suggest(token, keys.into_iter().flat_map(Mapping::keys)) {
                Some(near) => error.help(format!("did you mean `{parent}/{}`?", escaped(near))),
                None => error,
            }
        }
    }
}
