//! Whether the objects of a `oneOf` can be told apart by what a type sees: names, types and enum values of properties.
//!
//! If not, reading an instance as the first type that fits would lose documented properties of another.

use std::cmp::Reverse;

use indexmap::{IndexMap, IndexSet};

use fineprint_openapi::document::{Additional, Schema};

use super::parts::Part;

/// An object, as far as its type sees it.
struct Outline<'d> {
    properties: IndexMap<&'d str, &'d Schema>,
    required: IndexSet<&'d str>,
    is_closed: bool,
}

/// Whether an instance of one object could be read as another that comes before it and does not know all of its
/// properties. The one that demands most comes first. Where enums are open, only constants tell objects apart.
pub(super) fn is_ambiguous(objects: &[Vec<Part<'_>>], open_enums: bool) -> bool {
    let mut outlines: Vec<Outline<'_>> = objects.iter().map(|parts| Outline::of(parts)).collect();
    outlines.sort_by_key(|outline| Reverse(outline.required.len()));
    outlines
        .iter()
        .enumerate()
        .any(|(index, first)| outlines.iter().skip(index + 1).any(|later| first.takes(later, open_enums)))
}

impl<'d> Outline<'d> {
    fn of(parts: &[Part<'d>]) -> Self {
        let properties = parts
            .iter()
            .flat_map(|part| part.schema.properties.iter())
            .map(|(name, schema)| (name.as_str(), schema));
        Self {
            properties: properties.collect(),
            required: parts.iter().flat_map(|part| part.schema.required.iter().map(String::as_str)).collect(),
            is_closed: parts
                .iter()
                .any(|part| matches!(part.schema.additional, Some(Additional::Allowed(false)))),
        }
    }

    /// Whether an instance of the other fits here, and loses something.
    fn takes(&self, other: &Outline<'_>, open_enums: bool) -> bool {
        let fits = self.required.iter().all(|name| other.properties.contains_key(name));
        let loses =
            !self.is_closed && other.properties.keys().any(|name| !self.properties.contains_key(name));
        fits && loses && !self.is_decided_against(other, open_enums)
    }

    /// Whether a property that must be there has other types or values.
    fn is_decided_against(&self, other: &Outline<'_>, open_enums: bool) -> bool {
        self.properties.iter().any(|(name, here)| {
            let is_there = self.required.contains(name) || other.required.contains(name);
            is_there && other.properties.get(name).is_some_and(|there| are_disjoint(here, there, open_enums))
        })
    }
}

fn are_disjoint(left: &Schema, right: &Schema, open_enums: bool) -> bool {
    let by_type = match (left.types, right.types) {
        (Some(left), Some(right)) => {
            left.iter().all(|ty| !right.admits(ty)) && right.iter().all(|ty| !left.admits(ty))
        }
        (None, _) | (_, None) => false,
    };
    let by_value = match (&left.values, &right.values) {
        (Some(left), Some(right)) if open_enums && (left.len() > 1 || right.len() > 1) => false,
        (Some(left), Some(right)) => left.iter().all(|value| !right.contains(value)),
        (None, _) | (_, None) => false,
    };
    by_type || by_value
}
