//! The walk over a document by the table of shapes.
//!
//! It visits every object once, reports what is not as the table says, and hands on what it met. It does not follow
//! references; their targets are walked when [`references`](super::super::references) finds them in places the table
//! does not know. The tree's depth is bounded, and so is the recursion here.

use fineprint::contract::Decimal;

use super::super::located::{Located, escaped};
use super::super::report::Report;
use super::super::resources::{ResourceId, Rules};
use super::advice;
use super::scalar::{decimal, head, status};
use super::survey::{Expected, FoundReference, Survey, address};
use super::{Kind, OPENAPI, Others, Presence, SCHEMA, Shape, schema_shape};
use crate::diagnostic::Code;
use crate::dialect::{Dialect, Dialects};
use crate::files::File;
use crate::source::{Entry, Mapping, Node, Span};

/// A value's name in messages, and the place to point at.
#[derive(Clone, Copy)]
pub(super) struct Label<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
}

/// The walk.
pub(in crate::reader) struct Walker<'a, 'r> {
    pub(in crate::reader) survey: Survey<'a>,
    pub(in crate::reader) report: &'r mut Report<'a>,
    /// The version of `OpenAPI` that objects other than schemas follow, by the dialect of its schemas.
    version: Dialect,
    /// Whether every file is a schema.
    pub(in crate::reader) only_schemas: bool,
    /// The resource that the walk is in.
    pub(super) resource: ResourceId,
    /// The way to the object at hand from where the walk started.
    start: Located<'a>,
    pub(super) steps: Vec<Step<'a>>,
}

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a Entry),
    Index(usize, &'a Node),
}

impl<'a, 'r> Walker<'a, 'r> {
    /// A walk that starts at a file's root, which is a resource of its own.
    pub(in crate::reader) fn new(
        report: &'r mut Report<'a>,
        file: &'a File,
        version: Dialect,
        rules: Rules,
    ) -> Self {
        let mut survey = Survey::default();
        let start = Located::root(file);
        let resource = survey.resources.add(file.base.clone(), start.clone(), rules);
        Self { survey, report, version, only_schemas: false, resource, start, steps: Vec::new() }
    }

    /// The resource of the document itself.
    pub(in crate::reader) fn resource(&self) -> ResourceId {
        self.resource
    }

    /// Walks an object of that kind.
    pub(in crate::reader) fn object(
        &mut self,
        shape: &'static Shape,
        at: &Located<'a>,
        resource: ResourceId,
    ) {
        let outer = std::mem::replace(&mut self.resource, resource);
        self.start = at.clone();
        if *shape == SCHEMA {
            self.schema(at.node, Label { name: shape.name, span: head(at.node) });
        } else {
            self.shaped(shape, at.node, Label { name: shape.name, span: head(at.node) });
        }
        self.resource = outer;
    }

    /// Walks a map or a list that a reference leads to.
    pub(in crate::reader) fn target(&mut self, kind: Kind, at: &Located<'a>, resource: ResourceId) {
        let outer = std::mem::replace(&mut self.resource, resource);
        self.start = at.clone();
        let name = at.pointer.rsplit('/').next().unwrap_or_default();
        self.value(kind, at.node, Label { name, span: at.at });
        self.resource = outer;
    }

    /// The object at hand, with the way to it.
    pub(super) fn here(&self, node: &'a Node) -> Located<'a> {
        let mut pointer = self.start.pointer.clone();
        let mut at = self.start.at;
        for step in &self.steps {
            match step {
                Step::Key(entry) => {
                    pointer = format!("{pointer}/{}", escaped(&entry.key));
                    at = entry.key_span;
                }
                Step::Index(index, item) => {
                    pointer = format!("{pointer}/{index}");
                    at = item.span;
                }
            }
        }
        Located { node, at, pointer }
    }

    fn within(&mut self, step: Step<'a>, walk: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        walk(self);
        self.steps.pop();
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.survey.resources.rules(self.resource).dialect
    }

    /// The dialect or version that says which fields an object of that kind has.
    fn fields_of(&self, shape: &Shape) -> Dialect {
        if *shape == SCHEMA { self.dialect() } else { self.version }
    }

    /// Walks a schema by the dialect that is in force, or that it asks for itself.
    fn schema(&mut self, node: &'a Node, label: Label<'_>) {
        let outer = self.resource;
        let Some(mapping) = node.as_mapping() else {
            // Draft 4 has no boolean schemas either, but there is no doubt of what they mean.
            if node.as_bool().is_some() {
                if !self.dialect().has_boolean_schemas() {
                    self.borrowed("schema", "true` or `false", label);
                }
                self.survey.kinds.insert(address(node), (&SCHEMA, self.resource));
                return;
            }
            let expected = if self.dialect().has_boolean_schemas() {
                "an object or a boolean (Schema Object)"
            } else {
                "an object (Schema Object)"
            };
            return self.wrong_type(node, label, expected);
        };
        if self.survey.kinds.contains_key(&address(node)) {
            return;
        }
        self.enter(node, mapping);
        self.shaped(schema_shape(self.dialect()), node, label);
        self.resource = outer;
    }

    fn shaped(&mut self, shape: &'static Shape, node: &'a Node, label: Label<'_>) {
        let Some(mapping) = node.as_mapping() else {
            return self.wrong_type(node, label, &format!("an object ({})", shape.name));
        };
        if self.survey.kinds.insert(address(node), (shape, self.resource)).is_some() {
            return;
        }
        let dialect = self.fields_of(shape);
        let is_schema = *shape == SCHEMA;
        let may_refer = shape.referable || is_schema || shape.field("$ref", dialect).is_some();
        // Bundlers follow references in place of any object, but the document itself.
        let refers = |entry: &&Entry| may_refer || (*shape != OPENAPI && entry.value.as_str().is_some());
        if let Some(entry) = mapping.entry("$ref").filter(refers) {
            if !may_refer {
                self.unexpected_reference(entry, label);
            }
            let is_text = self.reference(node, entry, Expected::Object(shape));
            let stands_alone = if is_schema {
                dialect.reference_stands_alone()
            } else {
                // Entries beside a reference in place of a map count, as in other maps.
                let is_map = matches!(shape.others, Others::Paths | Others::Statuses);
                shape.field("$ref", dialect).is_none() && !is_map
            };
            if stands_alone {
                if is_text {
                    self.siblings(mapping, shape, dialect);
                }
                return;
            }
        }
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            let entry =
                mapping.entry(keyword).filter(|_| is_schema && shape.field(keyword, dialect).is_some());
            if let Some(entry) = entry {
                self.survey.has_dynamic_references = true;
                self.reference(node, entry, Expected::Object(shape));
            }
        }
        self.survey.objects.push((shape, node));
        for entry in mapping {
            self.within(Step::Key(entry), |walk| walk.entry(shape, dialect, mapping, entry));
        }
        for field in shape.fields.iter().filter(|field| field.dialects.has(dialect)) {
            let absent = mapping.get(field.name).is_none_or(Node::is_null);
            let needed = match field.presence {
                Presence::Optional => false,
                Presence::Expected | Presence::Required => true,
                Presence::ExpectedIn30 => dialect == Dialect::OpenApi30,
            };
            if absent && needed {
                self.missing(shape, field.name, field.presence, label);
            }
        }
    }

    /// Notes a reference, and says whether it is one.
    fn reference(&mut self, holder: &'a Node, entry: &'a Entry, expected: Expected) -> bool {
        let Some(text) = entry.value.as_str() else {
            self.wrong_type(&entry.value, Label { name: &entry.key, span: entry.key_span }, "a string");
            return false;
        };
        let (value, span, resource) = (&entry.value, entry.value.span, self.resource);
        self.survey.references.push(FoundReference { holder, value, text, span, expected, resource });
        true
    }

    fn entry(&mut self, shape: &'static Shape, dialect: Dialect, object: &'a Mapping, entry: &'a Entry) {
        let key = entry.key.as_str();
        let label = Label { name: key, span: entry.key_span };
        if let Some(field) = shape.field(key, dialect) {
            if field.borrowed && !entry.value.is_null() {
                self.borrowed("keyword", key, label);
            }
            return self.value(field.kind, &entry.value, label);
        }
        let extension = key.starts_with("x-");
        match shape.others {
            Others::Paths | Others::Statuses if key == "$ref" && entry.value.as_str().is_some() => return,
            Others::Extensions | Others::Paths | Others::Statuses | Others::Expressions if extension => {
                return;
            }
            Others::Annotations if extension => return,
            Others::Extensions | Others::Annotations => {}
            Others::Paths if key.starts_with('/') => {
                return self.shaped(&super::PATH_ITEM, &entry.value, label);
            }
            Others::Paths => {
                let message = format!("the path `{key}` does not start with a slash");
                let error = self.report.error(Code::InvalidPath, label.span, message, "not a path");
                return self.report.push(error.help(format!("write `/{key}`")));
            }
            Others::Statuses => return self.status(entry, label),
            Others::Expressions => return self.shaped(&super::PATH_ITEM, &entry.value, label),
        }
        let diagnostic = advice::unknown_field(self.report, shape, dialect, object, entry);
        self.report.push_all(diagnostic);
    }

    fn status(&mut self, entry: &'a Entry, label: Label<'_>) {
        if status(&entry.key).is_none() {
            let message = format!("`{}` is not a status", entry.key);
            let expected = "expected a status code such as `200`, a range such as `4XX`, or `default`";
            let error = self.report.error(Code::InvalidStatus, label.span, message, expected);
            self.report.push_with_suggestion(error, &entry.key, std::iter::once("default"));
        }
        self.shaped(&super::RESPONSE, &entry.value, label);
    }

    fn value(&mut self, kind: Kind, node: &'a Node, label: Label<'_>) {
        if node.is_null() && !matches!(kind, Kind::Any | Kind::Literal) {
            return self.null(label, "taken as absent");
        }
        match kind {
            Kind::Any | Kind::Reference => {}
            Kind::Literal => self.literal(node),
            Kind::Text => self.text(node, label),
            Kind::Boolean => self.boolean(node, label),
            Kind::Number => self.number(node, label),
            Kind::PositiveNumber => {
                self.number(node, label);
                if decimal(node).is_some_and(|number| number <= Decimal::ZERO) {
                    self.out_of_range(node, label, "has to be above zero");
                }
            }
            Kind::Count => self.count(node, label),
            Kind::Examples => {
                if node.as_sequence().is_none() {
                    self.not_a_list_of_examples(node, label);
                }
            }
            Kind::Type => self.type_name(node, label),
            Kind::SchemaName => self.schema_name(node, label),
            Kind::Words(words) => self.word(words, node, label),
            Kind::Schema => self.schema(node, label),
            Kind::Items => match node.as_sequence() {
                Some(_) if Dialects::UNTIL_2019_09.has(self.dialect()) => {
                    self.value(Kind::List(&Kind::Schema), node, label);
                }
                Some(_) | None => self.schema(node, label),
            },
            Kind::Dependency => match node.as_sequence() {
                Some(_) => self.value(Kind::List(&Kind::Text), node, label),
                None => self.schema(node, label),
            },
            Kind::ExclusiveBound => self.exclusive_bound(node, label),
            Kind::Object(shape) => self.shaped(shape, node, label),
            Kind::Map(kind) => self.map(kind, node, label),
            Kind::Components(kind) => {
                if node.as_mapping().is_none() {
                    return self.no_components(node, label);
                }
                self.component_names(node);
                self.map(kind, node, label);
            }
            Kind::List(kind) if node.get("$ref").is_some() && !self.only_schemas => {
                self.map_reference(Kind::List(kind), node, label);
            }
            Kind::List(kind) => match node.as_sequence() {
                Some(items) => {
                    for (index, item) in items.iter().enumerate() {
                        let label = Label { name: label.name, span: head(item) };
                        self.within(Step::Index(index, item), |walk| walk.value(*kind, item, label));
                    }
                }
                None => self.wrong_type(node, label, "an array"),
            },
            Kind::BooleanOrSchema => {
                if node.as_bool().is_none() || self.dialect().has_boolean_schemas() {
                    self.schema(node, label);
                }
            }
        }
    }

    fn map(&mut self, kind: &'static Kind, node: &'a Node, label: Label<'_>) {
        let Some(mapping) = node.as_mapping() else { return self.wrong_type(node, label, "an object") };
        for entry in mapping {
            // Named is described: without its name, `additionalProperties: false` would forbid the property.
            if matches!(kind, Kind::Schema) && label.name != "schemas" && entry.value.is_null() {
                self.null(
                    Label { name: &entry.key, span: entry.key_span },
                    "taken as `{}`, which is any value",
                );
                continue;
            }
            let may_refer =
                !self.only_schemas && matches!(kind, Kind::Object(_) | Kind::Schema | Kind::SchemaName);
            if entry.key == "$ref" && entry.value.as_str().is_some() && may_refer {
                self.map_reference(Kind::Map(kind), node, label);
                continue;
            }
            // Some generators put extensions among the entries; no component and no header has such a value.
            let extension = entry.key.starts_with("x-") && entry.value.as_mapping().is_none();
            let has_none = matches!(kind, Kind::Object(_)) || label.name == "schemas";
            if !(extension && has_none) {
                let label = Label { name: &entry.key, span: entry.key_span };
                self.within(Step::Key(entry), |walk| walk.value(*kind, &entry.value, label));
            }
        }
    }

    /// A reference in place of a map or a list, or among the entries of a map: to those of another.
    fn map_reference(&mut self, kind: Kind, node: &'a Node, label: Label<'_>) {
        if let Some(entry) = node.as_mapping().and_then(|mapping| mapping.entry("$ref"))
            && self.reference(node, entry, Expected::Value(kind))
        {
            self.unexpected_reference(entry, label);
        }
    }

    /// The specification has references in place of some objects only.
    fn unexpected_reference(&mut self, entry: &Entry, label: Label<'_>) {
        let message = format!("OpenAPI has no references in place of `{}`", label.name);
        let found = self.report.warning(Code::ReferenceKind, entry.key_span, message, "followed even so");
        self.report.push(found);
    }

    /// A reference stands for an object, not for a string or a number.
    pub(super) fn misplaced_reference(&mut self, entry: &Entry, label: Label<'_>) {
        let message = format!("`{}` must not be a reference", label.name);
        self.report.push(self.report.error(
            Code::ReferenceKind,
            entry.key_span,
            message,
            "no reference may stand here",
        ));
    }

    fn schema_name(&mut self, node: &'a Node, label: Label<'_>) {
        match node.as_str() {
            Some(text) => {
                let (span, resource) = (node.span, self.resource);
                let (holder, value, expected) = (node, node, Expected::Object(&SCHEMA));
                self.survey.references.push(FoundReference { holder, value, text, span, expected, resource });
            }
            None => self.wrong_type(node, label, "a string"),
        }
    }
}
