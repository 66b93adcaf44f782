//! Decides what each schema is in Rust: which item or type, and under which name.
//!
//! Works on conjunctions ([`parts`]), so that `allOf` needs no case of its own.

mod ambiguity;
mod cycles;
mod direction;
mod limits;
mod nulls;
mod object;
mod operations;
mod parts;
mod union;

use std::rc::Rc;

use fineprint::contract::{Literal, Type as JsonType};
use fineprint_openapi::document::{Additional, Document, SchemaId};
use indexmap::{IndexMap, IndexSet};

use self::direction::Direction;
use self::nulls::Nulls;
use self::parts::{Part, Reach, Site, gather};
use super::model::{Docs, Enumeration, Integer, Kind, Model, ModelId, Models, Type, Union, Value};
use crate::naming::{Case, Scope};
use crate::{Dates, Options};

/// All models of a document.
pub(super) fn lower<'d>(document: &'d Document, options: &'d Options) -> Models<'d> {
    let mut lowering = Lowering::new(document, options);
    for index in 0..document.schemas.len() {
        lowering.component(SchemaId(index));
    }
    for operation in &document.operations {
        lowering.operation(operation);
    }
    cycles::break_cycles(&mut lowering.models);
    Models { models: lowering.models, groups: lowering.groups }
}

/// Said of what became a `serde_json::Value`.
const NOT_EXPRESSED: &str = "Any JSON: no Rust type says what the document does.";

struct Lowering<'d> {
    document: &'d Document,
    options: &'d Options,
    names: Scope,
    nulls: Nulls,
    directions: Vec<Direction>,
    models: Vec<Model<'d>>,
    groups: IndexSet<&'d str>,
    /// Types made of inline schemas, by the pointers of these.
    inline: IndexMap<Vec<&'d str>, ModelId>,
}

/// How many models and inline types there were.
struct Mark {
    models: usize,
    inline: usize,
}

/// What a conjunction is in Rust.
enum Shape<'d> {
    Type(Type),
    Enum(Vec<&'d str>),
    /// An object with properties: of one conjunction, or of any of several.
    Struct(Vec<Vec<Part<'d>>>),
    Union(Union),
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, options: &'d Options) -> Self {
        let mut names = Scope::of_types();
        let rust_names = names.take_all(document.schemas.iter().map(|named| named.name.as_str()), Case::Type);
        let models = (document.schemas.iter().zip(rust_names).enumerate())
            .map(|(index, (named, name))| Model {
                name,
                pointer: &named.schema.place.pointer,
                home: parts::component(SchemaId(index)),
                docs: Docs { description: named.schema.description.as_deref(), notes: Vec::new() },
                deprecated: named.schema.deprecated,
                kind: match options.types.schemas.get(&named.name) {
                    Some(ty) => Kind::Foreign(ty.clone()),
                    None => Kind::Alias { ty: Type::Any, nullable: false },
                },
            })
            .collect();
        Self {
            document,
            options,
            names,
            nulls: Nulls::of(document),
            directions: direction::of_schemas(document),
            models,
            groups: IndexSet::new(),
            inline: IndexMap::new(),
        }
    }

    /// Makes the item of a named schema.
    fn component(&mut self, id: SchemaId) {
        let document = self.document;
        let Some(named) = document.schema(id) else { return };
        if self.options.types.schemas.contains_key(&named.name) {
            return;
        }
        let site = Rc::new(Site {
            home: parts::component(id),
            name: parts::named_site(&named.name),
            direction: self.directions.get(id.0).copied().unwrap_or_default(),
            is_referred: false,
        });
        let roots = [Part::new(&named.schema, site)];
        // Only a bare `$ref` is an alias of another name: `allOf` with one branch is how documents give a type a name of its own.
        let alias = parts::alias_of(&named.schema).filter(|_| named.schema.all_of.is_empty());
        let shape = match alias {
            Some(target) => Shape::Type(Type::Model(ModelId(target.0))),
            None => self.shape(&gather(document, &roots, Reach::Everything)),
        };
        let nullable = self.nulls.admitted(&roots);
        let notes = self.notes(&shape, &roots, nullable);
        let direction = self.directions.get(id.0).copied().unwrap_or_default();
        let kind = self.kind(shape, nullable, direction);
        if let Some(model) = self.models.get_mut(id.0) {
            model.docs.notes = notes;
            model.kind = kind;
        }
    }

    /// The type of the schemas that hold at one place, without null. What they say inline and has no type yet, gets an item.
    fn type_of(&mut self, roots: &[Part<'d>]) -> Type {
        if let Some(id) = named(roots) {
            return Type::Model(ModelId(id.0));
        }
        if roots.is_empty() {
            return Type::Any;
        }
        if let Some(id) = self.inline.get(&pointers(roots)) {
            return Type::Model(*id);
        }
        let parts = gather(self.document, roots, Reach::Everything);
        match self.shape(&parts) {
            Shape::Type(ty) => ty,
            shape @ (Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_)) => self.item(roots, shape),
        }
    }

    /// An item of that shape for what the schemas say inline.
    fn item(&mut self, roots: &[Part<'d>], shape: Shape<'d>) -> Type {
        let Some(owner) = parts::owner(roots) else { return Type::Any };
        let key = pointers(roots);
        if let Some(id) = self.inline.get(&key) {
            return Type::Model(*id);
        }
        let name = self.names.take(&owner.site.name, Case::Type);
        let id = self.push(Model {
            name,
            pointer: &owner.schema.place.pointer,
            home: owner.site.home,
            docs: Docs {
                description: roots.iter().find_map(|part| part.schema.description.as_deref()),
                notes: self.notes(&shape, roots, false),
            },
            deprecated: false,
            kind: Kind::Alias { ty: Type::Any, nullable: false },
        });
        self.inline.insert(key, id);
        let kind = self.kind(shape, false, self.direction(&owner.site));
        if let Some(model) = self.models.get_mut(id.0) {
            model.kind = kind;
        }
        Type::Model(id)
    }

    /// What has been made so far.
    fn mark(&self) -> Mark {
        Mark { models: self.models.len(), inline: self.inline.len() }
    }

    /// Forgets what was made since.
    fn undo(&mut self, mark: &Mark) {
        for model in self.models.drain(mark.models..) {
            self.names.release(&model.name);
        }
        self.inline.truncate(mark.inline);
    }

    /// The type of the schemas that hold at one place, or an `Option` of it.
    fn nullable_type_of(&mut self, roots: &[Part<'d>]) -> Type {
        let nullable = self.nulls.admitted(roots);
        self.type_of(roots).nullable(nullable)
    }

    fn push(&mut self, model: Model<'d>) -> ModelId {
        self.models.push(model);
        ModelId(self.models.len() - 1)
    }

    fn kind(&mut self, shape: Shape<'d>, nullable: bool, direction: Direction) -> Kind<'d> {
        match shape {
            Shape::Type(ty) => Kind::Alias { ty, nullable },
            Shape::Enum(values) => {
                let is_open = self.options.open_enums && direction == Direction::RESPONSE && values.len() > 1;
                let mut scope = Scope::without(
                    if is_open { &["Self", "Unknown"][..] } else { &["Self"] }.iter().copied(),
                );
                let names = scope.take_all(values.iter().copied(), Case::Type);
                let values = values.into_iter().zip(names).map(|(wire, name)| Value { wire, name }).collect();
                Kind::Enum(Enumeration { values, is_open })
            }
            Shape::Struct(alternatives) => Kind::Struct(self.structure(&alternatives)),
            Shape::Union(union) => Kind::Union(union),
        }
    }

    fn shape(&mut self, parts: &[Part<'d>]) -> Shape<'d> {
        let formats = parts.iter().filter_map(|part| part.schema.format.as_deref());
        if let Some(ty) = formats.clone().find_map(|format| self.options.types.formats.get(format)) {
            return Shape::Type(Type::Foreign(ty.clone()));
        }
        if let Some(values) = parts::values(parts) {
            return of_values(&values);
        }
        if parts.iter().any(|part| part.unions().next().is_some()) {
            return self.union_shape(parts);
        }
        let format = formats.clone().next();
        Shape::Type(match parts::types(parts).as_deref() {
            Some([JsonType::Boolean]) => Type::Boolean,
            Some([JsonType::Integer]) => integer(parts, format),
            Some([JsonType::Number]) => Type::Number { format: format == Some("double") },
            Some([JsonType::String]) => string(format, self.options.dates),
            Some([JsonType::Array]) => {
                let items: Vec<Part<'d>> = (parts.iter())
                    .filter_map(|part| {
                        Some(Part::new(part.schema.items.as_deref()?, part.site.child("item")))
                    })
                    .collect();
                Type::List(Box::new(self.nullable_type_of(&items)))
            }
            Some([JsonType::Object]) => return self.object_shape(parts),
            Some(_) | None => Type::Any,
        })
    }

    fn object_shape(&mut self, parts: &[Part<'d>]) -> Shape<'d> {
        let is_closed =
            parts.iter().any(|part| matches!(part.schema.additional, Some(Additional::Allowed(false))));
        let is_map =
            parts.iter().all(|part| part.schema.properties.is_empty() && part.schema.required.is_empty());
        if !is_map || is_closed {
            return Shape::Struct(vec![parts.to_vec()]);
        }
        Shape::Type(match self.additional(parts) {
            Some(ty) => Type::Map(Box::new(ty)),
            None => Type::Object,
        })
    }

    /// The type of properties that are not listed, if a schema describes them.
    fn additional(&mut self, parts: &[Part<'d>]) -> Option<Type> {
        let schemas: Vec<Part<'d>> = (parts.iter())
            .filter_map(|part| match &part.schema.additional {
                Some(Additional::Schema(schema)) => Some(Part::new(schema, part.site.child("value"))),
                Some(Additional::Allowed(_)) | None => None,
            })
            .collect();
        if schemas.is_empty() { None } else { Some(self.nullable_type_of(&schemas)) }
    }
}

/// What tells a conjunction from others.
fn pointers<'d>(roots: &[Part<'d>]) -> Vec<&'d str> {
    roots.iter().map(|part| part.schema.place.pointer.as_str()).collect()
}

/// The named schema that the conjunction stands for: the only one that says something a type shows.
fn named(roots: &[Part<'_>]) -> Option<SchemaId> {
    let mut found = None;
    for part in roots.iter().filter(|part| !is_silent(part)) {
        let id = parts::alias_of(part.schema).filter(|_| !part.is_spent)?;
        if *found.get_or_insert(id) != id {
            return None;
        }
    }
    found
}

/// Whether the schema adds nothing to the type that its siblings name.
fn is_silent(part: &Part<'_>) -> bool {
    let schema = part.schema;
    parts::is_bland(schema) && schema.reference.is_none() && schema.all_of.is_empty()
}

fn of_values<'d>(values: &[&'d Literal]) -> Shape<'d> {
    let strings: Vec<&'d str> = (values.iter())
        .filter_map(|value| match value {
            Literal::String(text) => Some(&**text),
            Literal::Null
            | Literal::Boolean(_)
            | Literal::Number(_)
            | Literal::Array(_)
            | Literal::Object(_) => None,
        })
        .collect();
    if !strings.is_empty() && strings.len() == values.len() {
        return Shape::Enum(strings);
    }
    let all = |is: fn(&Literal) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    Shape::Type(if all(|value| matches!(value, Literal::Boolean(_))) {
        Type::Boolean
    } else if all(|value| matches!(value, Literal::Number(number) if number.to_i128().is_some_and(is_i64))) {
        Type::Integer { rust: Integer::I64, format: false }
    } else if all(|value| matches!(value, Literal::Number(_))) {
        Type::Number { format: false }
    } else {
        Type::Any
    })
}

fn is_i64(value: i128) -> bool {
    i64::try_from(value).is_ok()
}

/// `i64` unless the format names another type, or the limits leave no negative numbers and more than `i64` holds.
fn integer(parts: &[Part<'_>], format: Option<&str>) -> Type {
    if let Some(rust) = format.and_then(Integer::from_format) {
        return Type::Integer { rust, format: true };
    }
    let schemas = || parts.iter().map(|part| part.schema);
    let minimum = schemas().filter_map(|schema| schema.minimum.max(schema.exclusive_minimum)).max();
    let maximum =
        schemas().flat_map(|schema| schema.maximum.into_iter().chain(schema.exclusive_maximum)).min();
    let is_wide = minimum.is_some_and(|value| value >= 0_i64.into())
        && maximum.is_some_and(|value| value > i64::MAX.into());
    Type::Integer { rust: if is_wide { Integer::U64 } else { Integer::I64 }, format: false }
}

fn string(format: Option<&str>, dates: Dates) -> Type {
    match (format, dates) {
        (Some("uuid"), _) => Type::Uuid,
        (Some("date"), Dates::Chrono | Dates::Jiff) => Type::Date,
        (Some("date-time"), Dates::Chrono | Dates::Jiff) => Type::DateTime,
        (Some(_) | None, _) => Type::String,
    }
}
