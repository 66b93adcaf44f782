//! Whether the objects of a union can be told apart by what a type sees: names, types and values of properties.
//!
//! If not, reading an instance as the first type that fits would lose documented properties of another.

use std::cmp::Reverse;
use std::collections::HashSet;

use fineprint::contract::Literal;
use fineprint_openapi::document::Document;
use indexmap::{IndexMap, IndexSet};

use super::parts::{self, Part, Reach, gather};

/// What it takes to tell objects apart.
pub(super) struct Told<'d> {
    pub(super) document: &'d Document,
    /// Where enums are open, only constants tell objects apart.
    pub(super) open_enums: bool,
}

/// A property that each of several objects must have, with strings of its own.
pub(super) struct Constants {
    pub(super) property: String,
    /// The strings, object by object.
    pub(super) values: Vec<Vec<String>>,
}

/// An object, as far as its type sees it.
struct Outline<'d> {
    properties: IndexMap<&'d str, Vec<Part<'d>>>,
    required: IndexSet<&'d str>,
    is_closed: bool,
}

impl<'d> Outline<'d> {
    fn of(parts: &[Part<'d>]) -> Self {
        let mut properties: IndexMap<&'d str, Vec<Part<'d>>> = IndexMap::new();
        for part in parts {
            for (name, schema) in &part.schema.properties {
                let property = Part::new(schema, part.site.clone());
                properties.entry(name).or_default().push(property);
            }
        }
        Self {
            properties,
            required: parts.iter().flat_map(|part| part.schema.required.iter().map(String::as_str)).collect(),
            is_closed: parts::is_closed(parts),
        }
    }
}

impl<'d> Told<'d> {
    /// Whether an instance of one object could be read as another that comes before it and does not know all of its
    /// properties. The one that demands most comes first.
    pub(super) fn is_ambiguous(&self, objects: &[Vec<Part<'d>>]) -> bool {
        let mut outlines: Vec<Outline<'d>> = objects.iter().map(|parts| Outline::of(parts)).collect();
        outlines.sort_by_key(|outline| Reverse(outline.required.len()));
        outlines
            .iter()
            .enumerate()
            .any(|(index, first)| outlines.iter().skip(index + 1).any(|later| self.takes(first, later)))
    }

    /// The property that decides which object an instance is, as a discriminator does.
    pub(super) fn by_constants(&self, objects: &[Vec<Part<'d>>]) -> Option<Constants> {
        let outlines: Vec<Outline<'d>> = objects.iter().map(|parts| Outline::of(parts)).collect();
        let (first, rest) = outlines.split_first()?;
        let names = first.required.iter().filter(|_| !rest.is_empty());
        names.into_iter().find_map(|name| {
            let values: Vec<Vec<String>> =
                outlines.iter().map(|outline| self.constants(outline, name)).collect::<Option<_>>()?;
            let mut seen = HashSet::new();
            let is_plain = values.iter().flatten().all(|value| seen.insert(value));
            is_plain.then(|| Constants { property: (*name).to_owned(), values })
        })
    }

    /// The strings that the property can be, if it is always there and the type refuses others.
    fn constants(&self, outline: &Outline<'d>, name: &str) -> Option<Vec<String>> {
        let roots = outline.properties.get(name).filter(|_| outline.required.contains(name))?;
        if roots.iter().any(|part| part.schema.read_only || part.schema.write_only) {
            return None;
        }
        let all = gather(self.document, roots, Reach::Everything);
        let values = parts::values(&all).filter(|values| values.len() == 1 || !self.open_enums)?;
        let text = |value: &&Literal| match value {
            Literal::String(text) => Some(text.to_string()),
            Literal::Null
            | Literal::Boolean(_)
            | Literal::Number(_)
            | Literal::Array(_)
            | Literal::Object(_) => None,
        };
        values.iter().map(text).collect::<Option<Vec<String>>>().filter(|values| !values.is_empty())
    }

    /// Whether an instance of the other fits the first, and loses something.
    fn takes(&self, first: &Outline<'d>, other: &Outline<'d>) -> bool {
        let fits = first.required.iter().all(|name| other.properties.contains_key(name));
        let loses =
            !first.is_closed && other.properties.keys().any(|name| !first.properties.contains_key(name));
        fits && loses && !self.is_decided(first, other)
    }

    /// Whether a property that must be there has other types or values.
    fn is_decided(&self, first: &Outline<'d>, other: &Outline<'d>) -> bool {
        first.properties.iter().any(|(name, here)| {
            let is_there = first.required.contains(name) || other.required.contains(name);
            is_there && other.properties.get(name).is_some_and(|there| self.are_disjoint(here, there))
        })
    }

    fn are_disjoint(&self, left: &[Part<'d>], right: &[Part<'d>]) -> bool {
        let left = gather(self.document, left, Reach::Everything);
        let right = gather(self.document, right, Reach::Everything);
        let by_type = match (parts::said_types(&left), parts::said_types(&right)) {
            (Some(left), Some(right)) => {
                left.iter().all(|ty| !right.admits(ty)) && right.iter().all(|ty| !left.admits(ty))
            }
            (None, _) | (_, None) => false,
        };
        let by_value = match (parts::values(&left), parts::values(&right)) {
            (Some(left), Some(right)) if self.open_enums && (left.len() > 1 || right.len() > 1) => false,
            (Some(left), Some(right)) => left.iter().all(|value| !right.contains(value)),
            (None, _) | (_, None) => false,
        };
        by_type || by_value
    }
}
