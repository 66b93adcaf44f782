//! Decides what each schema is in Rust: which item or type, and under which name.
//!
//! Works on conjunctions ([`parts`]), so that `allOf` needs no case of its own.

mod ambiguity;
mod array;
mod cycles;
mod direction;
mod input;
mod limits;
mod nulls;
mod object;
mod operations;
mod parts;
mod scalar;
mod union;

use std::collections::HashSet;
use std::rc::Rc;

use fineprint::contract::Type as JsonType;
use fineprint_openapi::document::{Document, NamedSchema, SchemaId};
use indexmap::{IndexMap, IndexSet};

use self::direction::Direction;
use self::nulls::Nulls;
use self::parts::{Key, Part, Reach, Site, gather};
use super::model::{Docs, Enumeration, Home, Kind, Model, ModelId, Models, Type, Union, Value};
use crate::Options;
use crate::naming::{Case, Scope};

/// All models of a document.
pub(super) fn lower<'d>(document: &'d Document, options: &'d Options) -> Models<'d> {
    let mut lowering = Lowering::new(document, options);
    for id in (0..document.schemas.len() + lowering.split.len()).map(ModelId) {
        lowering.component(id);
    }
    for operation in &document.operations {
        lowering.operation(operation);
    }
    cycles::break_cycles(&mut lowering.models);
    Models { models: lowering.models, groups: lowering.groups }
}

/// Said of what became a `serde_json::Value`.
const NOT_EXPRESSED: &str = "Any JSON: no Rust type says what the document does.";

/// How deep types of inline schemas stand in one another. Beyond, as beyond the number of models that [`max_models`] gives, they
/// are any JSON: schemas that are combined with `allOf` over and over can be exponentially many.
const MAX_DEPTH: usize = 100;

/// More models than there are in a document that people wrote.
fn max_models(document: &Document) -> usize {
    document.all_schemas().count().saturating_mul(10).saturating_add(1_000)
}

struct Lowering<'d> {
    document: &'d Document,
    options: &'d Options,
    names: Scope,
    nulls: Nulls,
    directions: Vec<Direction>,
    /// The components that have a type for each direction. Behind the models of all components stand those of requests.
    split: IndexSet<SchemaId>,
    models: Vec<Model<'d>>,
    groups: IndexSet<&'d str>,
    /// Types made of inline schemas, by these.
    inline: IndexMap<(Key, Option<Direction>), ModelId>,
    /// The inline schemas whose types are being made: who meets one again has come to a type that contains itself.
    open: HashSet<(Key, Option<Direction>)>,
    depth: usize,
    max_models: usize,
}

/// How many models and inline types there were.
struct Mark {
    models: usize,
    inline: usize,
}

/// A string that a schema lists, and what is said of it.
#[derive(Clone, Copy, Debug)]
struct Listed<'d> {
    value: &'d str,
    description: Option<&'d str>,
}

/// What a conjunction is in Rust.
enum Shape<'d> {
    Type(Type),
    Enum(Vec<Listed<'d>>),
    /// An object with properties: of one conjunction, or of any of several.
    Struct(Vec<Vec<Part<'d>>>),
    Union(Union),
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, options: &'d Options) -> Self {
        let directions = direction::of_schemas(document);
        let mut split = IndexSet::new();
        if options.split_directions {
            split = direction::differing(document, &directions);
            split.retain(|id| {
                document.schema(*id).is_some_and(|it| !options.types.schemas.contains_key(&it.name))
            });
        }
        let all = document.schemas.iter().enumerate().map(|(index, named)| {
            let suffix = if split.contains(&SchemaId(index)) { "Response" } else { "" };
            (named, format!("{}{suffix}", named.name))
        });
        let requests = split.iter().filter_map(|id| document.schema(*id));
        let all: Vec<(&NamedSchema, String)> =
            all.chain(requests.map(|named| (named, format!("{}Request", named.name)))).collect();
        let mut names = Scope::of_types();
        let rust_names = names.take_all(all.iter().map(|(_, name)| name.as_str()), Case::Type);
        let models = (all.into_iter().zip(rust_names).enumerate())
            .map(|(index, ((named, _), name))| Model {
                name,
                pointer: &named.schema.place.pointer,
                home: Home::Component(ModelId(index)),
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
            directions,
            split,
            models,
            groups: IndexSet::new(),
            inline: IndexMap::new(),
            open: HashSet::new(),
            depth: 0,
            max_models: max_models(document),
        }
    }

    /// Makes the item of a named schema.
    fn component(&mut self, id: ModelId) {
        let document = self.document;
        let Some((schema, named)) = self.schema_of(id).and_then(|it| Some((it, document.schema(it)?))) else {
            return;
        };
        if self.options.types.schemas.contains_key(&named.name) {
            return;
        }
        let direction = match (self.split.contains(&schema), id.0 == schema.0) {
            (true, true) => Direction::RESPONSE,
            (true, false) => Direction::REQUEST,
            (false, _) => self.directions.get(id.0).copied().unwrap_or_default(),
        };
        let name = match self.models.get(id.0) {
            Some(model) if self.split.contains(&schema) => model.name.clone(),
            Some(_) | None => parts::named_site(&named.name),
        };
        let site = Rc::new(Site { home: Home::Component(id), name, direction, is_referred: false });
        let roots = [Part::new(&named.schema, site)];
        // Only a bare `$ref` is an alias of another name: `allOf` with one branch is how documents give a type a name of its own.
        let alias = self.named(&roots).filter(|_| named.schema.all_of.is_empty());
        let shape = match alias {
            Some(target) => Shape::Type(Type::Model(self.model_of(target, direction))),
            None => self.shape(&gather(document, &roots, Reach::Everything)),
        };
        let nullable = self.nulls.admitted(&roots);
        let notes = self.notes(&shape, &roots, nullable);
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

    /// The component that a model is the type of.
    fn schema_of(&self, ModelId(index): ModelId) -> Option<SchemaId> {
        match index.checked_sub(self.document.schemas.len()) {
            Some(beyond) => self.split.get_index(beyond).copied(),
            None => Some(SchemaId(index)),
        }
    }

    /// The type that a component has in a message of that direction.
    fn model_of(&self, id: SchemaId, direction: Direction) -> ModelId {
        let request = self.split.get_index_of(&id).filter(|_| direction == Direction::REQUEST);
        ModelId(request.map_or(id.0, |index| self.document.schemas.len() + index))
    }

    /// The file of a type that is made at a site.
    fn home(&self, site: &Site) -> Home {
        match site.home {
            Home::Component(id) => match self.schema_of(id) {
                Some(schema) => Home::Component(self.model_of(schema, self.direction(site))),
                None => site.home,
            },
            Home::Operations(_) => site.home,
        }
    }

    /// What tells a conjunction from others: components of two types are told apart by the direction.
    fn key(&self, roots: &[Part<'d>]) -> (Key, Option<Direction>) {
        let is_split = |part: &&Part<'d>| match part.site.home {
            Home::Component(id) => self.schema_of(id).is_some_and(|id| self.split.contains(&id)),
            Home::Operations(_) => false,
        };
        (parts::key(roots), roots.iter().find(is_split).map(|part| part.site.direction))
    }

    /// The type of the schemas that hold at one place, without null. What they say inline and has no type yet, gets an item.
    fn type_of(&mut self, roots: &[Part<'d>]) -> Type {
        if let Some(id) = self.named(roots) {
            let direction = roots.first().map(|part| self.direction(&part.site)).unwrap_or_default();
            return Type::Model(self.model_of(id, direction));
        }
        if roots.is_empty() {
            return Type::Any;
        }
        let key = self.key(roots);
        if let Some(id) = self.inline.get(&key) {
            return Type::Model(*id);
        }
        if !self.open.insert(key.clone()) {
            return self.reserve(roots).map_or(Type::Any, Type::Model);
        }
        self.depth += 1;
        let parts = gather(self.document, roots, Reach::Everything);
        let shape = if self.depth > MAX_DEPTH || self.models.len() > self.max_models {
            Shape::Type(Type::Any)
        } else {
            self.shape(&parts)
        };
        self.open.remove(&key);
        let ty = match (shape, self.inline.get(&key)) {
            (Shape::Type(ty), None) => ty,
            (shape, _) => self.item(roots, shape),
        };
        self.depth -= 1;
        ty
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
        let key = self.key(roots);
        if let Some(id) = self.inline.get(&key) {
            return Some(*id);
        }
        let name = self.names.take(&owner.site.name, Case::Type);
        let id = self.push(Model {
            name,
            pointer: &owner.schema.place.pointer,
            home: self.home(&owner.site),
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
                let names = scope.take_all(values.iter().map(|listed| listed.value), Case::Type);
                let value = |(Listed { value, description }, name)| Value { wire: value, name, description };
                let values = values.into_iter().zip(names).map(value).collect();
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
            return scalar::of_values(&values);
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
            JsonType::Integer => scalar::integer(parts, format),
            JsonType::Number => Type::Number { format: format == Some("double") },
            JsonType::String => scalar::string(format, self.options.dates),
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
