//! Schema Objects to [`Schema`]: keyword by keyword from the tree, so that numbers stay exact and each keyword has its
//! place.
//!
//! Reports nothing: what is not as it has to be was found by the walk, and counts as absent here.

use fineprint::contract::{Keyword, Position};
use indexmap::IndexMap;

use super::keywords::{self, KeywordsOf};
use super::located::Located;
use super::references::{References, reference_of};
use super::resources::{ResourceId, Rules};
use super::scopes::{ScopeId, Scopes};
use super::shape::{Survey, schema_shape};
use super::{Formats, Settings};
use crate::dialect::{Dialect, Dialects};
use crate::document::{Additional, Discriminator, Schema, SchemaId};
use crate::files::{Files, percent_decoded, split_fragment};
use crate::source::{Node, Value};

/// How many schemas are made: a bound for documents in which references multiply what they lead to.
const MOST: usize = 2_000_000;

/// Schemas in the making.
pub(super) struct Schemas<'a> {
    files: &'a Files<'a>,
    settings: Settings,
    survey: Survey<'a>,
    pub(super) references: References<'a>,
    scopes: Scopes<'a>,
    /// The way that leads to the schema at hand.
    scope: ScopeId,
    /// The resource that the schema at hand is part of.
    resource: ResourceId,
    /// The targets of references, numbered by their place here. One that is reached on ways that differ in what dynamic
    /// references mean is several.
    targets: IndexMap<(String, ScopeId), Located<'a>>,
    made: usize,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(
        files: &'a Files<'a>,
        settings: Settings,
        survey: Survey<'a>,
        references: References<'a>,
        resource: ResourceId,
    ) -> Self {
        let mut scopes = Scopes::new(&survey);
        let scope = scopes.enter(ScopeId::OUTERMOST, resource, &survey.resources);
        let (targets, made) = (IndexMap::new(), 0);
        Self { files, settings, survey, references, scopes, scope, resource, targets, made }
    }

    /// Makes a document's components the first targets.
    pub(super) fn add_components(&mut self, root: &Located<'a>) {
        let components = self.references.child(root, "components");
        let schemas = components.map(|components| self.references.members_of(&components, "schemas"));
        for (_, schema) in schemas.unwrap_or_default() {
            if is_schema(schema.node) {
                self.id_of(schema);
            }
        }
    }

    /// Whether there are too many.
    pub(super) fn overflow(&self) -> bool {
        self.made > MOST || self.scopes.overflow()
    }

    /// Counts something that is made beside schemas.
    pub(super) fn count_one(&mut self) {
        self.made += 1;
    }

    /// The pointers of all targets.
    pub(super) fn target_pointers(&self) -> impl Iterator<Item = String> {
        self.targets.keys().map(|(pointer, _)| pointer.clone())
    }

    /// Lowers the target of that number; that may add targets, which follow.
    pub(super) fn lower_target(&mut self, index: usize) -> Option<Schema> {
        let ((_, scope), target) = self.targets.get_index(index)?;
        let (scope, target) = (*scope, target.clone());
        let outer = std::mem::replace(&mut self.scope, scope);
        // The scope knows the resource already.
        let outer_resource = self.resource;
        self.resource = self.survey.resource_of(target.node).unwrap_or(outer_resource);
        let schema = self.lower(&target);
        (self.scope, self.resource) = (outer, outer_resource);
        Some(schema)
    }

    /// The number by which others refer to a schema.
    pub(super) fn id_of(&mut self, target: Located<'a>) -> SchemaId {
        let resource = self.survey.resource_of(target.node).unwrap_or(self.resource);
        let scope = self.scopes.enter(self.scope, resource, &self.survey.resources);
        SchemaId(self.targets.insert_full((target.pointer.clone(), scope), target).0)
    }

    fn id_of_reference(&mut self, value: &'a Node) -> Option<SchemaId> {
        self.references.target(value).map(|target| self.id_of(target))
    }

    /// A schema of an object that many refer to, such as a response: a target itself unless it is a mere leaf, so that
    /// it is made once.
    pub(super) fn shared(&mut self, at: &Located<'a>) -> Schema {
        let is_leaf = at.node.as_mapping().is_none_or(|mapping| {
            mapping.iter().all(|entry| match &entry.value.value {
                Value::Mapping(_) | Value::Sequence(_) => keywords::is_annotation(&entry.key),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
            })
        });
        if is_leaf {
            return self.lower(at);
        }
        let reference = self.id_of(at.clone());
        let keywords = self.keywords(at.node);
        Schema { reference: Some(reference), keywords, ..Schema::empty(at.place(self.files)) }
    }

    /// The schema at that place.
    pub(super) fn lower(&mut self, at: &Located<'a>) -> Schema {
        let mut schema = Schema::empty(at.place(self.files));
        self.made += 1;
        if self.overflow() {
            return schema;
        }
        if at.node.as_bool() == Some(false) {
            schema.never = true;
            return schema;
        }
        let (scope, resource) = (self.scope, self.resource);
        if let Some(own) = self.survey.resource_of(at.node).filter(|own| *own != resource) {
            self.resource = own;
            self.scope = self.scopes.enter(scope, own, &self.survey.resources);
        }
        schema.keywords = self.keywords(at.node);
        self.fill(at, &mut schema);
        (self.scope, self.resource) = (scope, resource);
        schema
    }

    fn rules(&self) -> Rules {
        self.survey.resources.rules(self.resource)
    }

    fn fill(&mut self, at: &Located<'a>, schema: &mut Schema) {
        let (node, rules) = (at.node, self.rules());
        let dialect = rules.dialect;
        if let Some(value) = node.get("$ref").filter(|value| value.as_str().is_some()) {
            schema.reference = self.id_of_reference(value);
            if dialect.reference_stands_alone() {
                if self.settings.siblings {
                    keywords::siblings(node, schema);
                }
                return;
            }
        }
        schema.dynamic_reference = self.dynamic_reference(node, dialect);
        let of = KeywordsOf { node, dialect, references: &self.references };
        of.annotations(schema);
        if rules.validates {
            of.validation(schema);
        }
        if self.settings.formats == Formats::Assert {
            schema.content_encoding = of.text("contentEncoding");
        }
        if self.settings.formats == Formats::Assert || rules.asserts_formats {
            schema.format = of.text("format");
        }
        self.children(at, dialect, schema);
    }

    /// What `$dynamicRef` or `$recursiveRef` means on the way that led here (JSON Schema 2020-12 Core, section 8.2.3.2).
    fn dynamic_reference(&mut self, node: &'a Node, dialect: Dialect) -> Option<SchemaId> {
        let of = KeywordsOf { node, dialect, references: &self.references };
        let value = of.get("$dynamicRef").or_else(|| of.get("$recursiveRef"))?;
        let initial = self.references.target(value)?;
        let (_, fragment) = split_fragment(value.as_str()?);
        let anchor = &*percent_decoded(fragment)?;
        let home = self.survey.resource_of(initial.node)?;
        let resource = self.survey.resources.get(home)?;
        // Only what leads to a dynamic anchor to begin with goes by the way.
        let is_dynamic = resource.has_dynamic(anchor)
            && resource.anchor(anchor).is_some_and(|at| std::ptr::eq(at.node, initial.node));
        let outermost = self.scopes.outermost(self.scope, anchor).filter(|_| is_dynamic);
        Some(self.id_of(outermost.unwrap_or(initial)))
    }

    fn children(&mut self, at: &Located<'a>, dialect: Dialect, schema: &mut Schema) {
        let has = |keyword: &str| schema_shape(dialect).field(keyword, dialect).is_some();
        let own = |keyword: &'static str| Some(keyword).filter(|keyword| has(keyword));
        schema.not = self.child(at, own("not"));
        schema.all_of = self.list(at, own("allOf"));
        schema.any_of = self.list(at, own("anyOf"));
        schema.one_of = self.list(at, own("oneOf"));
        schema.contains = self.child(at, own("contains"));
        schema.property_names = self.child(at, own("propertyNames"));
        schema.condition = self.child(at, own("if"));
        if schema.condition.is_some() {
            schema.then = self.child(at, own("then"));
            schema.otherwise = self.child(at, own("else"));
        }
        schema.properties = self.map(at, own("properties"));
        schema.pattern_properties = self.map(at, own("patternProperties"));
        schema.dependent_schemas = self.map(at, own("dependentSchemas"));
        if own("dependencies").is_some() {
            self.dependencies(at, schema);
        }
        schema.additional = self.additional(at, own("additionalProperties"));
        schema.unevaluated_properties = self.additional(at, own("unevaluatedProperties"));
        schema.unevaluated_items = self.additional(at, own("unevaluatedItems"));
        self.items(at, dialect, schema);
        schema.discriminator = (self.references.child(at, "discriminator"))
            .filter(|_| Dialects::OPENAPI.has(dialect))
            .and_then(|discriminator| self.discriminator(&discriminator));
    }

    /// The schemas of `dependencies`, beside those of `dependentSchemas`: where both speak of a name, both hold.
    fn dependencies(&mut self, at: &Located<'a>, schema: &mut Schema) {
        for (name, dependent) in self.map(at, Some("dependencies")) {
            let dependent = match schema.dependent_schemas.shift_remove(&name) {
                Some(other) => {
                    let place = dependent.place.clone();
                    Schema { all_of: vec![other, dependent], ..Schema::empty(place) }
                }
                None => dependent,
            };
            schema.dependent_schemas.insert(name, dependent);
        }
    }

    /// `prefixItems` and `items`; up to 2019-09 they were called `items` and `additionalItems`.
    fn items(&mut self, at: &Located<'a>, dialect: Dialect, schema: &mut Schema) {
        let is_list = at.node.get("items").is_some_and(|items| items.as_sequence().is_some());
        if is_list && Dialects::UNTIL_2019_09.has(dialect) {
            schema.prefix_items = self.list(at, Some("items"));
            schema.items = self.child(at, Some("additionalItems"));
        } else {
            let has = schema_shape(dialect).field("prefixItems", dialect).is_some();
            schema.prefix_items = self.list(at, Some("prefixItems").filter(|_| has));
            schema.items = self.child(at, Some("items"));
        }
    }

    fn child(&mut self, at: &Located<'a>, keyword: Option<&str>) -> Option<Box<Schema>> {
        let child = at.child(keyword?).filter(|child| is_schema(child.node))?;
        Some(Box::new(self.lower(&child)))
    }

    fn additional(&mut self, at: &Located<'a>, keyword: Option<&str>) -> Option<Additional> {
        match at.node.get(keyword?).and_then(Node::as_bool) {
            Some(allowed) => Some(Additional::Allowed(allowed)),
            None => self.child(at, keyword).map(Additional::Schema),
        }
    }

    fn list(&mut self, at: &Located<'a>, keyword: Option<&str>) -> Vec<Schema> {
        let items = keyword.map(|keyword| self.references.items_of(at, keyword)).unwrap_or_default();
        items.iter().filter(|item| is_schema(item.node)).map(|item| self.part(at, item)).collect()
    }

    fn map(&mut self, at: &Located<'a>, keyword: Option<&str>) -> IndexMap<String, Schema> {
        let members = keyword.map(|keyword| self.references.members_of(at, keyword)).unwrap_or_default();
        let mut map = IndexMap::new();
        for (name, member) in members {
            // A property without a value has no demands, but it has its name.
            if is_schema(member.node) || member.node.is_null() {
                map.insert(name.to_owned(), self.part(at, &member));
            }
        }
        map
    }

    /// A schema of a list or a map in another. One that stands elsewhere, where a reference in place of the whole list leads,
    /// is a target of its own: it may lead back here.
    fn part(&mut self, of: &Located<'a>, at: &Located<'a>) -> Schema {
        if at.is_within(of) { self.lower(at) } else { self.shared(at) }
    }

    fn discriminator(&mut self, at: &Located<'a>) -> Option<Discriminator> {
        let property = keywords::text(at.node, "propertyName")?;
        let mut mapping = Vec::new();
        for (value, target) in self.references.members_of(at, "mapping") {
            let id = self.id_of_reference(target.node);
            mapping.extend(id.map(|id| (value.to_owned(), id)));
        }
        Some(Discriminator { property, mapping })
    }

    fn keywords(&self, node: &Node) -> Vec<(Keyword, Position)> {
        let dialect = self.rules().dialect;
        let alone =
            reference_of(node).is_some() && dialect.reference_stands_alone() && !self.settings.siblings;
        let counts = |key: &str| match key {
            "$ref" => reference_of(node).is_some(),
            _ if alone => false,
            "x-temporal" => true,
            _ => schema_shape(dialect).field(key, dialect).is_some(),
        };
        let entries = node.as_mapping().into_iter().flatten().filter(|entry| counts(&entry.key));
        entries
            .flat_map(|entry| {
                let position = self.files.position(entry.key_span);
                keywords::stated_by(&entry.key, &entry.value).map(move |keyword| (keyword, position))
            })
            .collect()
    }
}

fn is_schema(node: &Node) -> bool {
    node.as_mapping().is_some() || node.as_bool().is_some()
}
