//! The keywords that hold values, not schemas: from the tree to the fields of a [`Schema`].

use fineprint::contract::{Decimal, Keyword, Literal, Temporal, Type, TypeSet};
use indexmap::IndexMap;

use super::references::References;
use super::shape::{Kind, count, decimal, schema_shape};
use crate::dialect::Dialect;
use crate::document::Schema;
use crate::source::{Node, Value};

/// The keywords of a schema, as its dialect has them.
#[derive(Clone, Copy)]
pub(super) struct KeywordsOf<'a, 'r> {
    pub(super) node: &'a Node,
    pub(super) dialect: Dialect,
    pub(super) references: &'r References<'a>,
}

impl<'a> KeywordsOf<'a, '_> {
    /// The value of a keyword, if the dialect has it.
    pub(super) fn get(self, keyword: &str) -> Option<&'a Node> {
        let value = self.node.get(keyword)?;
        let field = schema_shape(self.dialect).field(keyword, self.dialect)?;
        // A reference may stand in place of a list; elsewhere, `$ref` may be data.
        Some(if matches!(field.kind, Kind::List(_)) { self.references.value(value) } else { value })
    }

    pub(super) fn text(self, keyword: &str) -> Option<String> {
        self.get(keyword).and_then(|_| text(self.node, keyword))
    }

    fn flag(self, keyword: &str) -> bool {
        self.get(keyword).and_then(Node::as_bool).unwrap_or_default()
    }

    fn count(self, keyword: &str) -> Option<u64> {
        self.get(keyword).and_then(count)
    }

    /// What tells people and tools something.
    pub(super) fn annotations(self, schema: &mut Schema) {
        schema.title = self.text("title");
        schema.description = self.text("description");
        schema.deprecated = self.flag("deprecated");
        schema.read_only = self.flag("readOnly");
        schema.write_only = self.flag("writeOnly");
        schema.content_media_type = self.text("contentMediaType");
        schema.default = self.get("default").and_then(literal);
        let examples = self.get("examples").and_then(Node::as_sequence);
        let first = examples.and_then(<[Node]>::first);
        schema.example = self.get("example").or(first).and_then(literal);
    }

    /// What demands something of values.
    pub(super) fn validation(self, schema: &mut Schema) {
        schema.types = types(self.node);
        schema.nullable = self.flag("nullable");
        let values = self.get("enum").and_then(Node::as_sequence);
        schema.values = values.map(|values| values.iter().filter_map(literal).collect());
        schema.constant = self.get("const").and_then(literal);
        schema.pattern = self.text("pattern");
        schema.temporal = self.node.get("x-temporal").and_then(Node::as_str).and_then(Temporal::from_name);
        schema.min_length = self.count("minLength");
        schema.max_length = self.count("maxLength");
        (schema.minimum, schema.exclusive_minimum) = self.bounds("minimum", "exclusiveMinimum");
        (schema.maximum, schema.exclusive_maximum) = self.bounds("maximum", "exclusiveMaximum");
        schema.multiple_of = self.get("multipleOf").and_then(decimal);
        schema.min_items = self.count("minItems");
        schema.max_items = self.count("maxItems");
        schema.unique_items = self.flag("uniqueItems");
        schema.min_contains = self.count("minContains");
        schema.max_contains = self.count("maxContains");
        schema.min_properties = self.count("minProperties");
        schema.max_properties = self.count("maxProperties");
        schema.required = self.get("required").map(names).unwrap_or_default();
        for keyword in ["dependentRequired", "dependencies"] {
            for (name, needed) in self.get(keyword).map(lists).unwrap_or_default() {
                schema.dependent_required.entry(name).or_default().extend(needed);
            }
        }
    }

    /// The inclusive and the exclusive bound. Up to draft 4, the second is a flag that makes the first exclusive.
    fn bounds(self, bound: &str, exclusive: &str) -> (Option<Decimal>, Option<Decimal>) {
        let value = self.get(bound).and_then(decimal);
        if self.flag(exclusive) { (None, value) } else { (value, self.get(exclusive).and_then(decimal)) }
    }
}

/// What OpenAPI 3.0 has no meaning for beside `$ref`, and authors mean even so.
pub(super) fn siblings(node: &Node, schema: &mut Schema) {
    let flag = |keyword: &str| node.get(keyword).and_then(Node::as_bool).unwrap_or_default();
    schema.nullable = flag("nullable");
    schema.read_only = flag("readOnly");
    schema.write_only = flag("writeOnly");
    schema.deprecated = flag("deprecated");
    schema.description = text(node, "description");
}

/// The keywords of contracts that stand under that name.
pub(super) fn stated_by(name: &str, value: &Node) -> impl Iterator<Item = Keyword> {
    let (first, second) = match name {
        "dependencies" => (Some(Keyword::DependentRequired), Some(Keyword::DependentSchemas)),
        "items" if value.as_sequence().is_some() => (Some(Keyword::PrefixItems), None),
        "additionalItems" => (Some(Keyword::Items), None),
        "$recursiveRef" => (Some(Keyword::DynamicRef), None),
        _ => (Keyword::from_name(name), None),
    };
    first.into_iter().chain(second)
}

/// Whether a keyword's value is no schema and demands nothing.
pub(super) fn is_annotation(keyword: &str) -> bool {
    matches!(keyword, "required" | "example" | "examples" | "default" | "externalDocs" | "xml" | "type")
        || keyword.starts_with("x-")
}

/// What `type` admits.
pub(super) fn types(schema: &Node) -> Option<TypeSet> {
    let ty = schema.get("type")?;
    match ty.as_sequence() {
        None => ty.as_str().and_then(Type::from_name).map(TypeSet::from),
        Some(names) => {
            // YAML's null was warned of.
            let name = |node: &'_ Node| {
                if node.is_null() { Some(Type::Null) } else { node.as_str().and_then(Type::from_name) }
            };
            Some(names.iter().filter_map(name).collect())
        }
    }
}

/// The string of a field; other scalars were warned of, and are taken as they are written.
pub(super) fn text(node: &Node, field: &str) -> Option<String> {
    written(node.get(field)?)
}

fn written(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

/// A list of names, without repetitions.
fn names(list: &Node) -> Vec<String> {
    let names = list.as_sequence().unwrap_or_default();
    let unique: indexmap::IndexSet<String> = names.iter().filter_map(written).collect();
    unique.into_iter().collect()
}

/// The members of an object that are lists of names.
fn lists(map: &Node) -> IndexMap<String, Vec<String>> {
    let entries = map.as_mapping().into_iter().flatten();
    entries
        .filter(|entry| entry.value.as_sequence().is_some())
        .map(|entry| (entry.key.clone(), names(&entry.value)))
        .collect()
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
