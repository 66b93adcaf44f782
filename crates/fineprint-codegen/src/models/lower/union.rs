//! `oneOf` and `anyOf`: enums, where the branches are types that can be told apart.

use std::rc::Rc;

use fineprint::contract::Type as JsonType;
use fineprint_openapi::document::{Discriminator, Schema, SchemaId};
use indexmap::IndexMap;

use super::ambiguity::{Constants, Told};
use super::parts::{self, Part, Reach, gather, is_null, is_object};
use super::{Listed, Lowering, Shape};
use crate::models::model::{Integer, Kind, ModelId, Type, Union, Variant};
use crate::naming::Case;
use crate::naming::Scope;

impl<'d> Lowering<'d> {
    /// The shape of a conjunction with a union in it. With two unions, no type names what is left.
    pub(super) fn union_shape(&mut self, parts: &[Part<'d>]) -> Shape<'d> {
        let mut unions = parts.iter().flat_map(|part| part.unions().map(move |branches| (part, branches)));
        let (Some((owner, branches)), None) = (unions.next(), unions.next()) else {
            return Shape::Type(Type::Any);
        };
        let base: Vec<Part<'d>> = (parts.iter())
            .filter(|part| says_more_than_union(part.schema))
            .map(|part| Part { is_spent: true, ..part.clone() })
            .collect();
        let branches: Vec<(String, &'d Schema)> = (branches.iter().enumerate())
            .filter(|(_, branch)| !is_null(branch) && !branch.never)
            .map(|(index, branch)| (self.branch_name(branch, index), branch))
            .collect();
        let conjunctions: Vec<Vec<Part<'d>>> = (branches.iter())
            .map(|(name, branch)| {
                let own = Part::new(branch, owner.site.child(name));
                base.iter().cloned().chain([own]).collect()
            })
            .collect();
        let is_any = owner.schema.one_of.is_empty();
        // One beside neither list describes the types that extend its schema, and decides nothing.
        let tag = owner.schema.discriminator.as_ref();
        let mut constants = None;
        if tag.is_none() && conjunctions.len() > 1 {
            if let Some(values) = self.listed(&branches, &conjunctions) {
                return Shape::Enum(values);
            }
            let alternatives: Vec<Vec<Part<'d>>> =
                conjunctions.iter().map(|roots| gather(self.document, roots, Reach::Everything)).collect();
            let objects: Vec<Vec<Part<'d>>> =
                alternatives.iter().filter(|parts| is_object(parts)).cloned().collect();
            let told = Told { document: self.document, open_enums: self.options.open_enums };
            if objects.len() == alternatives.len() {
                constants = told.by_constants(&objects);
            }
            let is_mixed_up =
                constants.is_none() && ((is_any && objects.len() > 1) || told.is_ambiguous(&objects));
            if is_mixed_up && objects.len() == alternatives.len() {
                return Shape::Struct(alternatives);
            }
            if is_mixed_up {
                return Shape::Type(Type::Any);
            }
        }
        let mut union = self.variants(&branches, &conjunctions, constants);
        if let Some(tag) = tag {
            self.tag(&mut union, tag);
        }
        match union.variants.as_slice() {
            [] => Shape::Type(Type::Any),
            [only] => Shape::Type(only.ty.clone()),
            _ => Shape::Union(union),
        }
    }

    /// The values of all branches, if each of them does nothing but list strings: authors describe values that way.
    fn listed(
        &self,
        branches: &[(String, &'d Schema)],
        conjunctions: &[Vec<Part<'d>>],
    ) -> Option<Vec<Listed<'d>>> {
        if branches.iter().any(|(_, branch)| parts::alias_of(branch).is_some()) {
            return None;
        }
        let mut values: IndexMap<&'d str, Listed<'d>> = IndexMap::new();
        for ((_, branch), roots) in branches.iter().zip(conjunctions) {
            let own = self.strings(roots)?;
            let words = branch.description.as_deref().or(branch.title.as_deref());
            let description = words.filter(|_| own.len() == 1);
            for value in own {
                values.entry(value).or_insert(Listed { value, description });
            }
        }
        Some(values.into_values().collect())
    }

    /// The shape of a conjunction whose instances are of several JSON types.
    pub(super) fn union_of_types(&mut self, parts: &[Part<'d>], types: &[JsonType]) -> Shape<'d> {
        let mut variants: Vec<(&str, Type)> = Vec::new();
        for ty in types {
            match self.shape_of_type(parts, *ty) {
                Shape::Type(ty) => variants.push((label(&ty), ty)),
                // The item has the schemas of the union, which is made of them, too, and one of its types.
                shape @ (Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_)) => {
                    let name = label(&Type::Object);
                    let part = |part: &Part<'d>| Part {
                        site: part.site.child(name),
                        is_spent: true,
                        ..part.clone()
                    };
                    let own: Vec<Part<'d>> = parts.iter().map(part).collect();
                    variants.push((name, self.item(&own, shape)));
                }
            }
        }
        variants.sort_by_key(|(_, ty)| self.breadth(ty));
        let variants = (variants.into_iter())
            .map(|(name, ty)| Variant { name: name.to_owned(), ty, boxed: false, tags: Vec::new() })
            .collect();
        Shape::Union(Union { variants, tag: None })
    }

    fn variants(
        &mut self,
        branches: &[(String, &'d Schema)],
        conjunctions: &[Vec<Part<'d>>],
        constants: Option<Constants>,
    ) -> Union {
        let (tag, mut tags) = constants.map_or((None, Vec::new()), |it| (Some(it.property), it.values));
        tags.resize(branches.len(), Vec::new());
        let mut variants: Vec<Variant> = Vec::new();
        for (((name, branch), roots), tags) in branches.iter().zip(conjunctions).zip(tags) {
            // The site is named after the branch: a type that is made here carries the name of the union, then that.
            let roots: Vec<Part<'d>> =
                roots.last().into_iter().chain(roots.iter().rev().skip(1).rev()).cloned().collect();
            let ty = self.type_of(&roots);
            if let Some(known) = variants.iter_mut().find(|known| known.ty.is_same(&ty)) {
                known.tags.extend(tags);
                continue;
            }
            let is_named = branch.title.is_some() || matches!(ty, Type::Model(_));
            let name = if is_named { name.clone() } else { String::from(label(&ty)) };
            variants.push(Variant { name, ty, boxed: false, tags });
        }
        variants.sort_by_key(|variant| self.breadth(&variant.ty));
        let mut scope = Scope::without(["Self"]);
        let names = scope.take_all(variants.iter().map(|variant| variant.name.as_str()), Case::Type);
        variants.iter_mut().zip(names).for_each(|(variant, name)| variant.name = name);
        Union { variants, tag }
    }

    fn branch_name(&self, branch: &Schema, index: usize) -> String {
        let target = parts::alias_of(branch).and_then(|id| self.document.schema(id));
        match (target, &branch.title) {
            (Some(named), _) => named.name.clone(),
            (None, Some(title)) => title.clone(),
            (None, None) => format!("variant {}", index + 1),
        }
    }

    /// Narrow types before those that would take their instances: the first variant that fits is taken. Among objects, the
    /// one that demands most comes first.
    fn breadth(&self, ty: &Type) -> (u8, std::cmp::Reverse<usize>) {
        let rank = match ty {
            Type::Null | Type::Boolean | Type::Uuid | Type::Date | Type::DateTime | Type::Tuple(_) => 0,
            Type::Integer { .. } | Type::List(_) => 1,
            Type::Model(_) | Type::Foreign(_) => 2,
            Type::Number { .. } => 3,
            Type::String | Type::Bytes | Type::Map(_) => 4,
            Type::Object => 5,
            Type::Nullable(ty) => self.breadth(ty).0,
            Type::Any => 6,
        };
        let Type::Model(id) = ty else { return (rank, std::cmp::Reverse(0)) };
        let demands = self.demands(*id);
        // A name for a string must not come before the types that are written as strings.
        let rank = if demands == 0 && self.is_scalar_alias(*id) { 4 } else { rank };
        (rank, std::cmp::Reverse(demands))
    }

    fn demands(&self, id: ModelId) -> usize {
        if let Some(schema) = self.schema_of(id) {
            return self.component_parts(schema).iter().map(|part| part.schema.required.len()).sum();
        }
        match self.models.get(id.0).map(|model| &model.kind) {
            Some(Kind::Struct(structure)) => {
                structure.fields.iter().filter(|field| field.presence.is_required()).count()
            }
            Some(
                Kind::Enum(_) | Kind::Union(_) | Kind::Alias { .. } | Kind::Newtype { .. } | Kind::Foreign(_),
            )
            | None => 0,
        }
    }

    fn is_scalar_alias(&self, id: ModelId) -> bool {
        self.schema_of(id).is_some_and(|schema| parts::is_scalar(&self.component_parts(schema)))
    }

    pub(super) fn component_parts(&self, id: SchemaId) -> Vec<Part<'d>> {
        let Some(named) = self.document.schema(id) else { return Vec::new() };
        let site = parts::Site {
            home: parts::component(id),
            name: String::new(),
            direction: super::direction::Direction::default(),
            is_referred: false,
        };
        gather(self.document, &[Part::new(&named.schema, Rc::new(site))], Reach::Everything)
    }

    /// Lets a discriminator decide, if all branches are named schemas: then each has the values that the contract gives it. A
    /// branch whose name is mapped to another has none, and is only written.
    fn tag(&self, union: &mut Union, discriminator: &Discriminator) {
        let schema = |variant: &Variant| {
            let Type::Model(id) = variant.ty else { return None };
            self.schema_of(id)
        };
        let Some(branches) = union.variants.iter().map(schema).collect::<Option<Vec<SchemaId>>>() else {
            return;
        };
        let values = self.document.discriminated(discriminator, &branches);
        for (variant, branch) in union.variants.iter_mut().zip(branches) {
            let own = values.iter().filter(|(_, id)| *id == branch);
            variant.tags = own.map(|(value, _)| (*value).to_owned()).collect();
        }
        union.tag = Some(discriminator.property.clone());
    }
}

/// Whether the schema has keywords, besides a union, that the variants' types must show as well.
fn says_more_than_union(schema: &Schema) -> bool {
    schema.types.is_some() || parts::describes_object(schema) || parts::describes_array(schema)
}

/// What a variant of that type is called.
fn label(ty: &Type) -> &'static str {
    match ty {
        Type::Null => "Null",
        Type::Boolean => "Boolean",
        Type::Integer { rust: Integer::I8 | Integer::I16 | Integer::I32 | Integer::I64, .. } => "Integer",
        Type::Integer { rust: Integer::U8 | Integer::U16 | Integer::U32 | Integer::U64, .. } => "Unsigned",
        Type::Number { .. } => "Number",
        Type::String => "Text",
        Type::Bytes => "Bytes",
        Type::Uuid => "Uuid",
        Type::Date => "Date",
        Type::DateTime => "DateTime",
        Type::Object => "Object",
        Type::Any => "Other",
        Type::Nullable(ty) => label(ty),
        Type::List(_) => "List",
        Type::Tuple(_) => "Tuple",
        Type::Map(_) => "Map",
        Type::Model(_) | Type::Foreign(_) => "Value",
    }
}
