//! Schema Objects to [`Schema`]: keyword by keyword from the tree, so that numbers stay exact and each keyword has its
//! place.
//!
//! Reports nothing: what is not as it has to be was found by the walk, and counts as absent here.

use fineprint::contract::{Decimal, Keyword, Literal, Position, Temporal, Type, TypeSet};
use indexmap::IndexMap;

use super::located::{Located, position};
use super::references::{References, reference_of, schema_named};
use super::shape::{SCHEMA, count, decimal};
use crate::document::{Additional, Discriminator, Schema, SchemaId};
use crate::source::{Node, SourceFile, Value};

/// How many schemas are made: a bound for documents in which references multiply what they lead to.
const MOST: usize = 2_000_000;

/// Schemas in the making.
pub(super) struct Schemas<'a> {
    file: &'a SourceFile,
    root: &'a Node,
    pub(super) references: References<'a>,
    /// The targets of references by their pointer, numbered by their place here.
    targets: IndexMap<String, Located<'a>>,
    made: usize,
}

impl<'a> Schemas<'a> {
    /// With the document's components as the first targets.
    pub(super) fn new(file: &'a SourceFile, root: &'a Node, references: References<'a>) -> Self {
        let components = Located::root(root).child("components");
        let schemas = components.map(|components| components.members_of("schemas")).unwrap_or_default();
        let targets = schemas
            .into_iter()
            .filter(|(_, schema)| schema.node.as_mapping().is_some())
            .map(|(_, schema)| (schema.pointer.clone(), schema))
            .collect();
        Self { file, root, references, targets, made: 0 }
    }

    /// Whether there are too many.
    pub(super) fn overflow(&self) -> bool {
        self.made > MOST
    }

    /// Counts something that is made beside schemas.
    pub(super) fn count_one(&mut self) {
        self.made += 1;
    }

    /// The target of that number.
    pub(super) fn target(&self, index: usize) -> Option<Located<'a>> {
        self.targets.get_index(index).map(|(_, target)| target.clone())
    }

    /// The number by which others refer to a schema.
    pub(super) fn id_of(&mut self, target: Located<'a>) -> SchemaId {
        SchemaId(self.targets.insert_full(target.pointer.clone(), target).0)
    }

    fn id_of_reference(&mut self, text: &'a str) -> Option<SchemaId> {
        self.references.target(text).map(|target| self.id_of(target))
    }

    /// A schema of an object that many refer to, such as a response: a target itself unless it is a mere leaf, so that
    /// it is made once.
    pub(super) fn shared(&mut self, at: &Located<'a>) -> Schema {
        const NESTING: [&str; 8] =
            ["properties", "items", "additionalProperties", "allOf", "anyOf", "oneOf", "not", "enum"];
        if !NESTING.iter().any(|keyword| at.node.get(keyword).is_some()) {
            return self.lower(at);
        }
        let reference = self.id_of(at.clone());
        let keywords = self.keywords(at.node);
        Schema { reference: Some(reference), keywords, ..Schema::empty(at.place(self.file)) }
    }

    /// The schema at that place.
    pub(super) fn lower(&mut self, at: &Located<'a>) -> Schema {
        let mut schema = Schema::empty(at.place(self.file));
        self.made += 1;
        if self.overflow() {
            return schema;
        }
        let node = at.node;
        schema.keywords = self.keywords(node);
        if let Some(text) = reference_of(node) {
            schema.reference = self.id_of_reference(text);
            return schema;
        }
        annotations(node, &mut schema);
        values(node, &mut schema);
        schema.pattern = text(node, "pattern");
        schema.format = text(node, "format");
        schema.temporal = node.get("x-temporal").and_then(Node::as_str).and_then(Temporal::from_name);
        schema.min_length = node.get("minLength").and_then(count);
        schema.max_length = node.get("maxLength").and_then(count);
        (schema.minimum, schema.exclusive_minimum) = limit(node, "minimum", "exclusiveMinimum");
        (schema.maximum, schema.exclusive_maximum) = limit(node, "maximum", "exclusiveMaximum");
        schema.multiple_of = node.get("multipleOf").and_then(decimal);
        schema.min_items = node.get("minItems").and_then(count);
        schema.max_items = node.get("maxItems").and_then(count);
        schema.unique_items = flag(node, "uniqueItems");
        schema.min_properties = node.get("minProperties").and_then(count);
        schema.max_properties = node.get("maxProperties").and_then(count);
        schema.required = required(node);
        self.children(at, &mut schema);
        schema
    }

    fn children(&mut self, at: &Located<'a>, schema: &mut Schema) {
        schema.items = self.child(at, "items");
        schema.not = self.child(at, "not");
        schema.all_of = self.list(at, "allOf");
        schema.any_of = self.list(at, "anyOf");
        schema.one_of = self.list(at, "oneOf");
        for (name, property) in at.members_of("properties") {
            // A property without a value has no demands, but it has its name.
            if property.node.as_mapping().is_some() || property.node.is_null() {
                schema.properties.insert(name.to_owned(), self.lower(&property));
            }
        }
        schema.additional = match at.node.get("additionalProperties").and_then(Node::as_bool) {
            Some(allowed) => Some(Additional::Allowed(allowed)),
            None => self.child(at, "additionalProperties").map(Additional::Schema),
        };
        schema.discriminator =
            at.child("discriminator").and_then(|discriminator| self.discriminator(&discriminator));
    }

    fn child(&mut self, at: &Located<'a>, keyword: &str) -> Option<Box<Schema>> {
        let child = at.child(keyword).filter(|child| child.node.as_mapping().is_some())?;
        Some(Box::new(self.lower(&child)))
    }

    fn list(&mut self, at: &Located<'a>, keyword: &str) -> Vec<Schema> {
        let items = at.items_of(keyword);
        items.iter().filter(|item| item.node.as_mapping().is_some()).map(|item| self.lower(item)).collect()
    }

    fn discriminator(&mut self, at: &Located<'a>) -> Option<Discriminator> {
        let property = text(at.node, "propertyName")?;
        let mut mapping = Vec::new();
        for (value, target) in at.members_of("mapping") {
            let Some(text) = target.node.as_str() else { continue };
            let id = match schema_named(self.root, text) {
                Some(_) => Located::root(self.root)
                    .child("components")
                    .and_then(|components| components.child("schemas"))
                    .and_then(|schemas| schemas.child(text))
                    .map(|schema| self.id_of(schema)),
                None => self.id_of_reference(text),
            };
            mapping.extend(id.map(|id| (value.to_owned(), id)));
        }
        Some(Discriminator { property, mapping })
    }

    fn keywords(&self, node: &Node) -> Vec<(Keyword, Position)> {
        let is_reference = reference_of(node).is_some();
        let counts = |key: &str| match key {
            "$ref" => is_reference,
            _ if is_reference => false,
            "x-temporal" => true,
            _ => SCHEMA.field(key).is_some(),
        };
        let entries = node.as_mapping().into_iter().flatten().filter(|entry| counts(&entry.key));
        entries
            .filter_map(|entry| Some((Keyword::from_name(&entry.key)?, position(self.file, entry.key_span))))
            .collect()
    }
}

fn annotations(node: &Node, schema: &mut Schema) {
    schema.title = text(node, "title");
    schema.description = text(node, "description");
    schema.deprecated = flag(node, "deprecated");
    schema.read_only = flag(node, "readOnly");
    schema.write_only = flag(node, "writeOnly");
    schema.example = node.get("example").and_then(literal);
}

fn values(node: &Node, schema: &mut Schema) {
    schema.types = types(node);
    schema.nullable = flag(node, "nullable");
    schema.default = node.get("default").and_then(literal);
    let values = node.get("enum").and_then(Node::as_sequence);
    schema.values = values.map(|values| values.iter().filter_map(literal).collect());
}

/// What `type` admits.
pub(super) fn types(schema: &Node) -> Option<TypeSet> {
    schema.get("type").and_then(Node::as_str).and_then(Type::from_name).map(TypeSet::from)
}

/// The string of a field; other scalars were warned of, and are taken as they are written.
pub(super) fn text(node: &Node, field: &str) -> Option<String> {
    match &node.get(field)?.value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

fn flag(node: &Node, field: &str) -> bool {
    node.get(field).and_then(Node::as_bool).unwrap_or_default()
}

/// A limit as the inclusive or the exclusive one of two keywords.
fn limit(node: &Node, bound: &str, exclusive: &str) -> (Option<Decimal>, Option<Decimal>) {
    let value = node.get(bound).and_then(decimal);
    if flag(node, exclusive) { (None, value) } else { (value, None) }
}

fn required(node: &Node) -> Vec<String> {
    let names = node.get("required").and_then(Node::as_sequence).unwrap_or_default();
    let unique: indexmap::IndexSet<&str> = names.iter().filter_map(Node::as_str).collect();
    unique.into_iter().map(str::to_owned).collect()
}

/// The value as it stands in contracts; none if it has a number that cannot be compared.
pub(super) fn literal(node: &Node) -> Option<Literal> {
    Some(match &node.value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Boolean(*value),
        Value::Number(_) => Literal::Number(decimal(node)?),
        Value::String(text) => Literal::String(text.as_str().into()),
        Value::Sequence(items) => {
            Literal::Array(items.iter().map(literal).collect::<Option<Vec<_>>>()?.into())
        }
        Value::Mapping(mapping) => {
            let members =
                mapping.iter().map(|entry| Some((entry.key.as_str().into(), literal(&entry.value)?)));
            Literal::Object(members.collect::<Option<Vec<_>>>()?.into())
        }
    })
}
