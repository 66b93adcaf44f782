//! Objects with properties: the fields of a struct, over all schemas that hold.

use std::borrow::Cow;
use std::rc::Rc;

use fineprint_openapi::document::{Additional, Document, Schema};
use indexmap::{IndexMap, IndexSet};

use super::direction::Direction;
use super::parts::{Part, Reach, Site, conditional, gather, is_closed, is_scalar};
use super::scalar::{self, undescribed};
use super::{Lowering, Shape, limits};
use crate::models::model::{Docs, Field, Home, Operand, Presence, Struct, Type, Unknown};
use crate::naming::{Case, Scope};

impl<'d> Lowering<'d> {
    /// The struct of a conjunction, or of `anyOf` several: since more than one may hold, it then has the fields of all.
    pub(super) fn structure(&mut self, alternatives: &[Vec<Part<'d>>]) -> Struct<'d> {
        let mut properties: IndexMap<&'d str, Places<'d>> = IndexMap::new();
        let mut required: Option<IndexSet<&'d str>> = None;
        for parts in alternatives {
            let (own, demanded) = fields_of(self.document, parts);
            for (name, places) in own {
                properties.entry(name).or_default().extend(places);
            }
            required = Some(match required {
                Some(all) => all.into_iter().filter(|name| demanded.contains(name)).collect(),
                None => demanded,
            });
        }
        let required = required.unwrap_or_default();
        let mut scope = Scope::default();
        let names = scope.take_all(properties.keys().copied(), Case::Value);
        let unknown = self.unknown(alternatives, &mut scope);
        let fields = (properties.into_iter().zip(names))
            .map(|((wire, roots), name)| {
                self.field(Cow::Borrowed(wire), name, &roots, required.contains(wire))
            })
            .collect();
        Struct { fields, unknown }
    }

    /// The shape of an object: a map, where no property has a name that the document knows.
    pub(super) fn object_shape(&mut self, parts: &[Part<'d>]) -> Shape<'d> {
        let is_map = fields_of(self.document, parts).0.is_empty();
        match self.unlisted(parts) {
            Unlisted::Described(ty) if is_map => Shape::Type(Type::Map(Box::new(ty))),
            Unlisted::Unsaid if is_map => Shape::Type(Type::Object),
            Unlisted::Unsaid | Unlisted::Refused | Unlisted::Described(_) => {
                Shape::Struct(vec![parts.to_vec()])
            }
        }
    }

    fn unknown(&mut self, alternatives: &[Vec<Part<'d>>], scope: &mut Scope) -> Unknown {
        let found: Vec<Unlisted> = alternatives.iter().map(|parts| self.unlisted(parts)).collect();
        if found.iter().all(|it| matches!(it, Unlisted::Refused)) {
            return Unknown::Refused;
        }
        let mut types = found.into_iter().filter_map(|it| match it {
            Unlisted::Described(ty) => Some(ty),
            Unlisted::Unsaid | Unlisted::Refused => None,
        });
        match (types.next(), types.next()) {
            (None, _) => Unknown::Dropped,
            (Some(ty), None) if alternatives.len() == 1 => {
                Unknown::Kept { field: scope.take("additional_properties", Case::Value), ty }
            }
            (Some(_), _) => {
                Unknown::Kept { field: scope.take("additional_properties", Case::Value), ty: Type::Any }
            }
        }
    }

    /// What the document says of properties that it has no names for: `patternProperties`, `additionalProperties` and
    /// `unevaluatedProperties`. A map has one type for all of them.
    fn unlisted(&mut self, parts: &[Part<'d>]) -> Unlisted {
        let is_closed = is_closed(parts);
        let mut places: Vec<Vec<Part<'d>>> = Vec::new();
        for part in everywhere(self.document, parts) {
            let patterns = part.schema.pattern_properties.values().filter(|schema| !schema.never);
            places.extend(patterns.map(|schema| vec![Part::new(schema, part.site.child("value"))]));
        }
        let others: Vec<Part<'d>> = (parts.iter())
            .flat_map(|part| {
                let schemas = [&part.schema.additional, &part.schema.unevaluated_properties];
                let schemas = schemas.into_iter().filter_map(|it| it.as_ref()?.schema());
                schemas.map(|schema| Part::new(schema, part.site.child("value")))
            })
            .collect();
        if places.is_empty() && others.is_empty() {
            return if is_closed { Unlisted::Refused } else { Unlisted::Unsaid };
        }
        if !is_closed {
            places.push(others);
        }
        Unlisted::Described(self.common_nullable_type(&places))
    }

    pub(super) fn field(
        &mut self,
        wire: Cow<'d, str>,
        name: String,
        alternatives: &[Vec<Part<'d>>],
        required: bool,
    ) -> Field<'d> {
        let ty = self.common_type(alternatives);
        let roots: &[Part<'d>] = alternatives.first().map_or(&[], Vec::as_slice);
        let everything = gather(self.document, roots, Reach::Everything);
        let own = gather(self.document, roots, Reach::Inline);
        // What a struct or enum of its own says, is said there.
        let parts = if is_scalar(&everything) { &everything } else { &own };
        let nullable = !ty.holds_null() && alternatives.iter().any(|roots| self.nulls.admitted(roots));
        let mut limits = if alternatives.len() == 1 { limits::of(parts) } else { limits::Limits::default() };
        let has = |flag: fn(&Schema) -> bool| parts.iter().any(|part| flag(part.schema));
        let direction = own.first().map(|part| self.direction(&part.site)).unwrap_or_default();
        let (read_only, write_only) = (has(|schema| schema.read_only), has(|schema| schema.write_only));
        let mut notes = limits.sentences(&ty);
        if nullable {
            limits.admit_null();
        }
        let mut is_required = required;
        if read_only {
            notes.push(String::from("Only in responses."));
            is_required &= !direction.request;
        }
        if write_only {
            notes.push(String::from("Only in requests."));
            is_required &= !direction.response;
        }
        let default = everything.iter().find_map(|part| part.schema.default.as_ref());
        if let Some(value) = default {
            notes.push(format!("Default: `{}`.", value.to_string().replace('`', "'")));
            limits.keywords.push(("default", Operand::Value(value)));
        }
        if ty == Type::Any
            && !everything.iter().all(|part| super::is_silent(part) && part.schema.types.is_none())
        {
            notes.push(String::from(super::NOT_EXPRESSED));
        }
        Field {
            wire,
            name,
            docs: Docs {
                description: parts.iter().find_map(|part| part.schema.description.as_deref()),
                notes,
            },
            deprecated: has(|schema| schema.deprecated),
            presence: Presence::new(is_required, nullable),
            ty,
            boxed: false,
            default,
            keywords: limits.keywords,
        }
    }

    /// The type that a property has in all of several objects. Where they list strings, it is an enum of all of these.
    fn common_type(&mut self, alternatives: &[Vec<Part<'d>>]) -> Type {
        let Some((first, rest)) = alternatives.split_first() else { return Type::Any };
        if rest.is_empty() {
            return self.type_of(first);
        }
        let lists: Option<Vec<Vec<&'d str>>> = alternatives.iter().map(|it| self.strings(it)).collect();
        if let Some(lists) = lists {
            let values: IndexSet<&'d str> = lists.into_iter().flatten().collect();
            return self.item(first, Shape::Enum(values.into_iter().map(undescribed).collect()));
        }
        let mark = self.mark();
        let ty = self.type_of(first);
        if rest.iter().all(|roots| self.type_of(roots).is_same(&ty)) {
            return ty;
        }
        // What was made for single alternatives has no use now.
        self.undo(&mark);
        Type::Any
    }

    /// The members of `enum`, if they are strings.
    pub(super) fn strings(&self, roots: &[Part<'d>]) -> Option<Vec<&'d str>> {
        let parts = gather(self.document, roots, Reach::Everything);
        let is_overridden = |part: &Part<'d>| {
            let format = part.schema.format.as_ref();
            format.is_some_and(|format| self.options.types.formats.contains_key(format))
        };
        if parts.iter().any(is_overridden) {
            return None;
        }
        match scalar::of_values(&super::parts::values(&parts)?) {
            Shape::Enum(values) => Some(values.into_iter().map(|listed| listed.value).collect()),
            Shape::Type(_) | Shape::Struct(_) | Shape::Union(_) => None,
        }
    }

    /// A type made inside a component travels wherever that component does, whoever came across it first.
    pub(super) fn direction(&self, site: &Site) -> Direction {
        match site.home {
            Home::Component(id) => match self.schema_of(id) {
                Some(schema) if !self.split.contains(&schema) => {
                    self.directions.get(schema.0).copied().unwrap_or_default()
                }
                Some(_) | None => site.direction,
            },
            Home::Operations(_) => site.direction,
        }
    }

    /// What our docs say of an item, beyond the author's words.
    pub(super) fn notes(&self, shape: &Shape<'d>, roots: &[Part<'d>], nullable: bool) -> Vec<String> {
        let parts = gather(self.document, roots, Reach::Everything);
        let limits = limits::of(&parts);
        let mut notes = match shape {
            Shape::Type(ty) => limits.sentences(ty),
            Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_) => {
                limits.unexpressed(false).into_iter().collect()
            }
        };
        match shape {
            Shape::Type(Type::Any) if parts.iter().any(|part| part.schema.never) => {
                notes.push(String::from("Nothing meets this schema."));
            }
            Shape::Type(Type::Any) => notes.push(String::from(super::NOT_EXPRESSED)),
            Shape::Union(union) if union.tag.is_none() => {
                notes.push(String::from("Read as the first variant that fits."));
            }
            Shape::Struct(alternatives) => {
                if alternatives.len() > 1 {
                    notes.push(String::from("Any of several objects, so that this has the fields of all."));
                }
                let (properties, _) = properties_of(&parts);
                let is_refused = |roots: &Vec<Part<'d>>| roots.iter().any(|part| part.schema.never);
                let refused = properties.into_iter().filter(|(_, roots)| is_refused(roots));
                let refused: Vec<String> =
                    refused.map(|(name, _)| format!("`{}`", name.replace('`', "'"))).collect();
                if !refused.is_empty() {
                    notes.push(format!("Never there: {}.", refused.join(", ")));
                }
            }
            Shape::Type(_) | Shape::Enum(_) | Shape::Union(_) => {}
        }
        if nullable && !matches!(shape, Shape::Type(_)) {
            notes.push(String::from("May be null, which is an `Option` where it is used."));
        }
        notes
    }
}

/// What becomes of properties that the document has no names for.
enum Unlisted {
    Unsaid,
    Refused,
    Described(Type),
}

/// What holds for a property in one place or another.
type Places<'d> = Vec<Vec<Part<'d>>>;

/// The parts, and those that hold under a condition.
fn everywhere<'d>(document: &'d Document, parts: &[Part<'d>]) -> Vec<Part<'d>> {
    let conditional = conditional(document, parts);
    parts.iter().cloned().chain(conditional.branches.into_iter().flatten()).collect()
}

/// The properties that are fields, each with what holds for it in one place or another, and the names of those that must be
/// there. One that is described under a condition only is read as it is described there; one that a condition looks at, as
/// any JSON. One that nothing meets is no field, for it cannot be there.
fn fields_of<'d>(
    document: &'d Document,
    parts: &[Part<'d>],
) -> (IndexMap<&'d str, Places<'d>>, IndexSet<&'d str>) {
    let (own, required) = properties_of(parts);
    let mut fields: IndexMap<&'d str, Places<'d>> = IndexMap::new();
    let conditional = conditional(document, parts);
    for branch in &conditional.branches {
        for (name, roots) in properties_of(branch).0 {
            if !own.contains_key(name) {
                fields.entry(name).or_default().push(roots);
            }
        }
    }
    let mut fields: IndexMap<&'d str, Places<'d>> =
        own.into_iter().map(|(name, roots)| (name, vec![roots])).chain(fields).collect();
    for name in conditional.conditions.into_iter().flat_map(|schema| schema.properties.keys()) {
        fields.entry(name).or_insert_with(|| vec![Vec::new()]);
    }
    for places in fields.values_mut() {
        places.retain(|roots| !roots.iter().any(|part| part.schema.never));
    }
    fields.retain(|name, places| !places.is_empty() || required.contains(name));
    (fields, required)
}

/// The properties of a conjunction, each with all schemas that hold for it, and the names of those that must be there.
fn properties_of<'d>(parts: &[Part<'d>]) -> (IndexMap<&'d str, Vec<Part<'d>>>, IndexSet<&'d str>) {
    let mut properties: IndexMap<&'d str, Vec<Part<'d>>> = IndexMap::new();
    for part in parts {
        for (name, schema) in &part.schema.properties {
            properties.entry(name).or_default().push(Part::new(schema, part.site.child(name)));
        }
    }
    let required: IndexSet<&'d str> =
        parts.iter().flat_map(|part| part.schema.required.iter().map(String::as_str)).collect();
    // A name that must be there and is not described still has to be sent.
    for part in parts {
        for name in &part.schema.required {
            let roots = properties.entry(name).or_default();
            if let (true, Some(Additional::Schema(schema))) = (roots.is_empty(), &part.schema.additional) {
                roots.push(Part::new(schema, Rc::clone(&part.site)));
            }
        }
    }
    (properties, required)
}
