//! Decides what each schema is in Rust: which item or type, and under which name.
//!
//! Works on conjunctions ([`parts`]), so that `allOf` needs no case of its own.

mod ambiguity;
mod array;
mod cycles;
mod direction;
mod limits;
mod nulls;
mod object;
mod operations;
mod parts;
mod union;

use std::collections::HashSet;
use std::rc::Rc;

use fineprint::contract::{Literal, Type as JsonType};
use fineprint_openapi::document::{Document, SchemaId};
use indexmap::{IndexMap, IndexSet};

use self::direction::Direction;
use self::nulls::Nulls;
use self::parts::{Key, Part, Reach, Site, gather};
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
    /// Types made of inline schemas, by these.
    inline: IndexMap<Key, ModelId>,
    /// The inline schemas whose types are being made: who meets one again has come to a type that contains itself.
    open: HashSet<Key>,
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
            open: HashSet::new(),
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
        let alias = self.named(&roots).filter(|_| named.schema.all_of.is_empty());
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

    /// The named schema that the conjunction stands for: the only one that says something a type shows.
    fn named(&self, roots: &[Part<'d>]) -> Option<SchemaId> {
        let mut found = None;
        for part in roots.iter().filter(|part| !is_silent(part)) {
            let id = parts::alias_of(part.schema).filter(|_| !part.is_spent)?;
            if *found.get_or_insert(id) != id {
                return None;
            }
        }
        found.filter(|id| !self.is_narrowed(*id, roots))
    }

    /// Whether the `type` that stands beside a reference leaves out one of those that it leads to.
    fn is_narrowed(&self, id: SchemaId, roots: &[Part<'d>]) -> bool {
        let inline = gather(self.document, roots, Reach::Inline);
        let Some(own) = parts::said_types(&inline) else { return false };
        let target = self.component_parts(id);
        match parts::types(&target) {
            Some(types) => types.iter().any(|ty| !own.admits(*ty)),
            None => parts::is_anything(&target),
        }
    }

    /// The type of the schemas that hold at one place, without null. What they say inline and has no type yet, gets an item.
    fn type_of(&mut self, roots: &[Part<'d>]) -> Type {
        if let Some(id) = self.named(roots) {
            return Type::Model(ModelId(id.0));
        }
        if roots.is_empty() {
            return Type::Any;
        }
        let key = parts::key(roots);
        if let Some(id) = self.inline.get(&key) {
            return Type::Model(*id);
        }
        if !self.open.insert(key.clone()) {
            return self.reserve(roots).map_or(Type::Any, Type::Model);
        }
        let parts = gather(self.document, roots, Reach::Everything);
        let shape = self.shape(&parts);
        self.open.remove(&key);
        match (shape, self.inline.get(&key)) {
            (Shape::Type(ty), None) => ty,
            (shape, _) => self.item(roots, shape),
        }
    }

    /// An item of that shape for what the schemas say inline.
    fn item(&mut self, roots: &[Part<'d>], shape: Shape<'d>) -> Type {
        let (Some(owner), Some(id)) = (parts::owner(roots), self.reserve(roots)) else { return Type::Any };
        let notes = self.notes(&shape, roots, false);
        let kind = self.kind(shape, false, self.direction(&owner.site));
        if let Some(model) = self.models.get_mut(id.0) {
            model.docs.notes = notes;
            model.kind = kind;
        }
        Type::Model(id)
    }

    /// The item for what the schemas say inline, of a shape yet to be known.
    fn reserve(&mut self, roots: &[Part<'d>]) -> Option<ModelId> {
        let owner = parts::owner(roots)?;
        let key = parts::key(roots);
        if let Some(id) = self.inline.get(&key) {
            return Some(*id);
        }
        let name = self.names.take(&owner.site.name, Case::Type);
        let id = self.push(Model {
            name,
            pointer: &owner.schema.place.pointer,
            home: owner.site.home,
            docs: Docs {
                description: roots.iter().find_map(|part| part.schema.description.as_deref()),
                notes: Vec::new(),
            },
            deprecated: false,
            kind: Kind::Alias { ty: Type::Any, nullable: false },
        });
        self.inline.insert(key, id);
        Some(id)
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
        if parts.iter().any(|part| part.schema.never) {
            return Shape::Type(Type::Any);
        }
        if parts.iter().any(|part| parts::is_null(part.schema)) {
            return Shape::Type(Type::Null);
        }
        if let Some(values) = parts::values(parts) {
            return of_values(&values);
        }
        if parts.iter().any(|part| part.unions().next().is_some()) {
            return self.union_shape(parts);
        }
        match parts::types(parts).as_deref() {
            Some([only]) => self.shape_of_type(parts, *only),
            Some([]) | None => Shape::Type(Type::Any),
            Some(several) => self.union_of_types(parts, several),
        }
    }

    /// The shape of a conjunction's instances of one JSON type.
    fn shape_of_type(&mut self, parts: &[Part<'d>], ty: JsonType) -> Shape<'d> {
        let format = parts.iter().find_map(|part| part.schema.format.as_deref());
        Shape::Type(match ty {
            JsonType::Null => Type::Null,
            JsonType::Boolean => Type::Boolean,
            JsonType::Integer => integer(parts, format),
            JsonType::Number => Type::Number { format: format == Some("double") },
            JsonType::String => string(format, self.options.dates),
            JsonType::Array => self.array(parts),
            JsonType::Object => return self.object_shape(parts),
        })
    }
}

/// Whether the schema adds nothing to the type that its siblings name.
fn is_silent(part: &Part<'_>) -> bool {
    let schema = part.schema;
    parts::is_bland(schema) && parts::targets(schema).next().is_none() && schema.all_of.is_empty()
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
