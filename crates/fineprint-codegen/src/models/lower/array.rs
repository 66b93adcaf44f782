//! Arrays: lists, and tuples where the document says what each item is and how many there are.

use fineprint_openapi::document::{Additional, Schema};

use super::Lowering;
use super::parts::Part;
use crate::models::model::Type;

/// The most items of a tuple that the standard library's traits are implemented for.
const MAX_TUPLE: usize = 12;

impl<'d> Lowering<'d> {
    /// The type of arrays that meet all of the schemas. Where items differ by their place, but not in number, it is a list of
    /// what all of them are.
    pub(super) fn array(&mut self, parts: &[Part<'d>]) -> Type {
        let prefix = parts.iter().map(|part| part.schema.prefix_items.len()).max().unwrap_or_default();
        let rest = behind(parts, "item");
        if prefix == 0 {
            return Type::List(Box::new(self.nullable_type_of(&rest)));
        }
        if let Some(length) = length(parts).filter(|length| (prefix..=MAX_TUPLE).contains(length)) {
            let types = (0..length).map(|index| self.nullable_type_of(&at(parts, index))).collect();
            return Type::Tuple(types);
        }
        let mut places: Vec<Vec<Part<'d>>> = (0..prefix).map(|index| at(parts, index)).collect();
        if most(parts) != Some(prefix) {
            places.push(rest);
        }
        Type::List(Box::new(self.common_nullable_type(&places)))
    }

    /// The type of all of several places, or any JSON where they differ.
    pub(super) fn common_nullable_type(&mut self, places: &[Vec<Part<'d>>]) -> Type {
        let mark = self.mark();
        let mut types = places.iter().map(|roots| self.nullable_type_of(roots));
        let Some(first) = types.next() else { return Type::Any };
        if types.all(|ty| ty.is_same(&first)) {
            return first;
        }
        // What was made for single places has no use now.
        self.undo(&mark);
        Type::Any
    }
}

/// How many items there are, if there is but one answer.
fn length(parts: &[Part<'_>]) -> Option<usize> {
    let least = parts.iter().filter_map(|part| part.schema.min_items).max()?;
    most(parts).filter(|most| usize::try_from(least) == Ok(*most))
}

/// How many items there are at most.
fn most(parts: &[Part<'_>]) -> Option<usize> {
    let closes = |schema: &&Schema| {
        let refuses = matches!(schema.unevaluated_items, Some(Additional::Allowed(false)));
        schema.items.as_ref().map_or(refuses && schema.contains.is_none(), |items| items.never)
    };
    let schemas = || parts.iter().map(|part| part.schema);
    let prefixes = schemas().filter(closes).map(|schema| schema.prefix_items.len());
    let limits = schemas().filter_map(|schema| usize::try_from(schema.max_items?).ok());
    limits.chain(prefixes).min()
}

/// What holds for the item at a place.
fn at<'d>(parts: &[Part<'d>], index: usize) -> Vec<Part<'d>> {
    let name = format!("item {}", index + 1);
    let one = |part: &Part<'d>| {
        let schema = part.schema.prefix_items.get(index).or(part.schema.items.as_deref())?;
        Some(Part::new(schema, part.site.child(&name)))
    };
    let found: Vec<Part<'d>> = parts.iter().filter_map(one).collect();
    if found.is_empty() { behind(parts, &name) } else { found }
}

/// What holds for the items behind the prefix: `items`, else `unevaluatedItems` where it is plain which these are.
fn behind<'d>(parts: &[Part<'d>], name: &str) -> Vec<Part<'d>> {
    let part = |(part, schema): (&Part<'d>, &'d Schema)| Part::new(schema, part.site.child(name));
    let items: Vec<Part<'d>> =
        parts.iter().filter_map(|it| Some((it, it.schema.items.as_deref()?))).map(part).collect();
    if !items.is_empty() || parts.iter().any(|part| part.schema.contains.is_some()) {
        return items;
    }
    let unevaluated =
        parts.iter().filter_map(|it| Some((it, it.schema.unevaluated_items.as_ref()?.schema()?)));
    unevaluated.map(part).collect()
}
