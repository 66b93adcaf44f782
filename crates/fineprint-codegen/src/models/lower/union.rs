//! `oneOf` and `anyOf`: enums, where the branches are types that can be told apart.

use std::rc::Rc;

use fineprint_openapi::document::{Discriminator, Schema, SchemaId};

use super::parts::{Part, Reach, gather, is_null, is_object};
use super::{Lowering, Shape, ambiguity};
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
            .filter(|(_, branch)| !is_null(branch))
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
        if tag.is_none() && conjunctions.len() > 1 {
            let alternatives: Vec<Vec<Part<'d>>> =
                conjunctions.iter().map(|roots| gather(self.document, roots, Reach::Everything)).collect();
            let objects: Vec<Vec<Part<'d>>> =
                alternatives.iter().filter(|parts| is_object(parts)).cloned().collect();
            let is_mixed_up =
                (is_any && objects.len() > 1) || ambiguity::is_ambiguous(&objects, self.options.open_enums);
            if is_mixed_up && objects.len() == alternatives.len() {
                return Shape::Struct(alternatives);
            }
            if is_mixed_up {
                return Shape::Type(Type::Any);
            }
        }
        let mut union = self.variants(&branches, &conjunctions);
        if let Some(tag) = tag {
            self.tag(&mut union, tag);
        }
        match union.variants.as_slice() {
            [] => Shape::Type(Type::Any),
            [only] => Shape::Type(only.ty.clone()),
            _ => Shape::Union(union),
        }
    }

    fn variants(&mut self, branches: &[(String, &'d Schema)], conjunctions: &[Vec<Part<'d>>]) -> Union {
        let mut variants: Vec<(String, Type)> = Vec::new();
        for ((name, branch), roots) in branches.iter().zip(conjunctions) {
            // The site is named after the branch: a type that is made here carries the name of the union, then that.
            let roots: Vec<Part<'d>> =
                roots.last().into_iter().chain(roots.iter().rev().skip(1).rev()).cloned().collect();
            let ty = self.type_of(&roots);
            if variants.iter().any(|(_, known)| known.is_same(&ty)) {
                continue;
            }
            let is_named = branch.title.is_some() || matches!(ty, Type::Model(_));
            variants.push((if is_named { name.clone() } else { String::from(label(&ty)) }, ty));
        }
        variants.sort_by_key(|(_, ty)| self.breadth(ty));
        let mut scope = Scope::without(["Self"]);
        let names = scope.take_all(variants.iter().map(|(name, _)| name.as_str()), Case::Type);
        let variants = (variants.into_iter().zip(names))
            .map(|((_, ty), name)| Variant { name, ty, boxed: false, tags: Vec::new() })
            .collect();
        Union { variants, tag: None }
    }

    fn branch_name(&self, branch: &Schema, index: usize) -> String {
        let target = super::parts::alias_of(branch).and_then(|id| self.document.schema(id));
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
            Type::Boolean | Type::Uuid | Type::Date | Type::DateTime => 0,
            Type::Integer { .. } | Type::List(_) => 1,
            Type::Model(_) | Type::Foreign(_) => 2,
            Type::Number { .. } => 3,
            Type::String | Type::Map(_) => 4,
            Type::Object => 5,
            Type::Nullable(ty) => self.breadth(ty).0,
            Type::Any => 6,
        };
        let Type::Model(ModelId(index)) = ty else { return (rank, std::cmp::Reverse(0)) };
        let demands = self.demands(SchemaId(*index));
        // A name for a string must not come before the types that are written as strings.
        let rank = if demands == 0 && self.is_scalar_alias(SchemaId(*index)) { 4 } else { rank };
        (rank, std::cmp::Reverse(demands))
    }

    fn demands(&self, id: SchemaId) -> usize {
        if self.document.schema(id).is_some() {
            return self.component_parts(id).iter().map(|part| part.schema.required.len()).sum();
        }
        match self.models.get(id.0).map(|model| &model.kind) {
            Some(Kind::Struct(structure)) => {
                structure.fields.iter().filter(|field| field.presence.is_required()).count()
            }
            Some(
                Kind::Enum(_) | Kind::Union(_) | Kind::Alias { .. } | Kind::Newtype(_) | Kind::Foreign(_),
            )
            | None => 0,
        }
    }

    fn is_scalar_alias(&self, id: SchemaId) -> bool {
        super::parts::is_scalar(&self.component_parts(id))
    }

    fn component_parts(&self, id: SchemaId) -> Vec<Part<'d>> {
        let Some(named) = self.document.schema(id) else { return Vec::new() };
        let site = super::parts::Site {
            home: super::parts::component(id),
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
            let Type::Model(ModelId(index)) = variant.ty else { return None };
            self.document.schema(SchemaId(index)).map(|_| SchemaId(index))
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
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional.is_some()
        || schema.items.is_some()
}

/// What a variant of that type is called.
fn label(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "Boolean",
        Type::Integer { rust: Integer::I8 | Integer::I16 | Integer::I32 | Integer::I64, .. } => "Integer",
        Type::Integer { rust: Integer::U8 | Integer::U16 | Integer::U32 | Integer::U64, .. } => "Unsigned",
        Type::Number { .. } => "Number",
        Type::String => "Text",
        Type::Uuid => "Uuid",
        Type::Date => "Date",
        Type::DateTime => "DateTime",
        Type::Object => "Object",
        Type::Any => "Other",
        Type::Nullable(ty) => label(ty),
        Type::List(_) => "List",
        Type::Map(_) => "Map",
        Type::Model(_) | Type::Foreign(_) => "Value",
    }
}
