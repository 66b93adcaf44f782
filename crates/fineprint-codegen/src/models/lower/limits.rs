//! Limits that a Rust type does not show: a sentence for people, a keyword for the published JSON Schema.

use fineprint::contract::{Decimal, Literal, Temporal};
use fineprint_openapi::document::Schema;

use super::parts::Part;
use crate::models::model::{Operand, Type};

/// The limits of a conjunction, the tightest of each kind.
#[derive(Debug, Default)]
pub(super) struct Limits<'d> {
    pub(super) keywords: Vec<(&'static str, Operand<'d>)>,
    temporal: Option<Temporal>,
    values: Vec<&'d Literal>,
    content: Vec<String>,
    /// Keywords that are checked, and that neither a type nor a sentence says.
    unsaid: Vec<&'static str>,
}

/// Reads the limits off the schemas.
pub(super) fn of<'d>(parts: &[Part<'d>]) -> Limits<'d> {
    let mut keywords = Vec::new();
    let largest = |of: fn(&Schema) -> Option<u64>| parts.iter().filter_map(|part| of(part.schema)).max();
    let smallest = |of: fn(&Schema) -> Option<u64>| parts.iter().filter_map(|part| of(part.schema)).min();
    for (name, count) in [
        ("minLength", largest(|schema| schema.min_length)),
        ("maxLength", smallest(|schema| schema.max_length)),
        ("minItems", largest(|schema| schema.min_items)),
        ("maxItems", smallest(|schema| schema.max_items)),
        ("minProperties", largest(|schema| schema.min_properties)),
        ("maxProperties", smallest(|schema| schema.max_properties)),
    ] {
        keywords.extend(count.map(|count| (name, Operand::Number(count.into()))));
    }
    let schemas = || parts.iter().map(|part| part.schema);
    for (name, limit) in [
        ("minimum", schemas().filter_map(|schema| schema.minimum).max()),
        ("exclusiveMinimum", schemas().filter_map(|schema| schema.exclusive_minimum).max()),
        ("maximum", schemas().filter_map(|schema| schema.maximum).min()),
        ("exclusiveMaximum", schemas().filter_map(|schema| schema.exclusive_maximum).min()),
    ] {
        keywords.extend(limit.map(|limit| (name, Operand::Number(limit))));
    }
    let multiple = parts.iter().find_map(|part| part.schema.multiple_of);
    keywords.extend(multiple.map(|divisor| ("multipleOf", Operand::Number(divisor))));
    if parts.iter().any(|part| part.schema.unique_items) {
        keywords.push(("uniqueItems", Operand::Flag));
    }
    let pattern = parts.iter().find_map(|part| part.schema.pattern.as_deref());
    keywords.extend(pattern.map(|pattern| ("pattern", Operand::Text(pattern))));
    let format = parts.iter().find_map(|part| part.schema.format.as_deref());
    keywords.extend(format.map(|format| ("format", Operand::Text(format))));
    let values = super::parts::values(parts).unwrap_or_default();
    let values =
        if values.iter().all(|value| matches!(value, Literal::String(_))) { Vec::new() } else { values };
    if !values.is_empty() {
        keywords.push(("enum", Operand::Values(values.clone())));
    }
    let encoding = parts.iter().find_map(|part| part.schema.content_encoding.as_deref());
    let content = parts.iter().find_map(|part| part.schema.content_media_type.as_deref());
    let encoding = encoding.map(|encoding| format!("Encoded as {}.", code(encoding)));
    let content = content.map(|range| format!("Holds {}.", code(range)));
    Limits {
        keywords,
        temporal: parts.iter().find_map(|part| part.schema.temporal),
        values,
        content: encoding.into_iter().chain(content).collect(),
        unsaid: unsaid(parts),
    }
}

/// The keywords that a tuple shows.
const EXPRESSED_BY_TUPLES: [&str; 2] = ["prefixItems", "unevaluatedItems"];

/// The keywords that no Rust type shows and that no sentence puts into words.
fn unsaid(parts: &[Part<'_>]) -> Vec<&'static str> {
    type Has = fn(&Schema) -> bool;
    let keywords: [(&str, Has); 9] = [
        ("prefixItems", |schema| !schema.prefix_items.is_empty()),
        ("if", |schema| schema.condition.is_some()),
        ("not", |schema| schema.not.is_some()),
        ("contains", |schema| schema.contains.is_some()),
        ("unevaluatedItems", |schema| schema.unevaluated_items.is_some()),
        ("patternProperties", |schema| !schema.pattern_properties.is_empty()),
        ("propertyNames", |schema| schema.property_names.is_some()),
        ("dependentRequired", |schema| !schema.dependent_required.is_empty()),
        ("dependentSchemas", |schema| !schema.dependent_schemas.is_empty()),
    ];
    let is_there = |(_, has): &(&str, Has)| parts.iter().any(|part| has(part.schema));
    keywords.into_iter().filter(is_there).map(|(keyword, _)| keyword).collect()
}

impl Limits<'_> {
    /// One sentence for each kind of limit that the type does not show.
    pub(super) fn sentences(&self, ty: &Type) -> Vec<String> {
        let mut sentences = Vec::new();
        let is_tuple = matches!(ty, Type::Tuple(_));
        for (least, most, one, many) in [
            ("minLength", "maxLength", "character", "characters"),
            ("minItems", "maxItems", "item", "items"),
            ("minProperties", "maxProperties", "property", "properties"),
        ] {
            if is_tuple && least == "minItems" {
                continue;
            }
            sentences.extend(count(self.number(least), self.number(most), one, many));
        }
        let numbers: Vec<String> = [
            ("minimum", "at least"),
            ("exclusiveMinimum", "more than"),
            ("maximum", "at most"),
            ("exclusiveMaximum", "less than"),
            ("multipleOf", "a multiple of"),
        ]
        .into_iter()
        .filter_map(|(name, words)| Some(format!("{words} {}", self.number(name)?)))
        .collect();
        if !numbers.is_empty() {
            sentences.push(capitalized(&format!("{}.", numbers.join(", "))));
        }
        if self.keywords.iter().any(|(name, _)| *name == "uniqueItems") {
            sentences.push(String::from("No item twice."));
        }
        for (name, operand) in &self.keywords {
            match (*name, operand) {
                ("pattern", Operand::Text(pattern)) => sentences.push(format!("Matches {}.", code(pattern))),
                ("format", Operand::Text(format)) if *ty == Type::String => {
                    sentences.push(format!("Format {}.", code(format)));
                }
                _ => {}
            }
        }
        sentences.extend(self.temporal.map(|temporal| {
            String::from(match temporal {
                Temporal::Past => "In the past.",
                Temporal::Future => "In the future.",
                Temporal::PastOrPresent => "Not in the future.",
                Temporal::FutureOrPresent => "Not in the past.",
            })
        }));
        let values: Vec<String> = self.values.iter().map(|value| code(&value.to_string())).collect();
        match values.as_slice() {
            [] => {}
            [only] => sentences.push(format!("Always {only}.")),
            several => sentences.push(format!("One of {}.", several.join(", "))),
        }
        sentences.extend(self.content.iter().cloned());
        sentences.extend(self.unexpressed(is_tuple));
        sentences
    }

    /// What is checked, and not to be seen in the type.
    pub(super) fn unexpressed(&self, is_tuple: bool) -> Option<String> {
        let is_unsaid = |keyword: &&&str| !is_tuple || !EXPRESSED_BY_TUPLES.contains(*keyword);
        let keywords: Vec<String> =
            self.unsaid.iter().filter(is_unsaid).map(|keyword| code(keyword)).collect();
        (!keywords.is_empty())
            .then(|| format!("Checked, but not expressed by the type: {}.", keywords.join(", ")))
    }

    /// Null passes an `enum` that does not list it.
    pub(super) fn admit_null(&mut self) {
        for (_, operand) in &mut self.keywords {
            if let Operand::Values(values) = operand {
                values.push(&Literal::Null);
            }
        }
    }

    fn number(&self, keyword: &str) -> Option<Decimal> {
        self.keywords.iter().find_map(|(name, operand)| match operand {
            Operand::Number(number) if *name == keyword => Some(*number),
            Operand::Number(_)
            | Operand::Text(_)
            | Operand::Flag
            | Operand::Value(_)
            | Operand::Values(_) => None,
        })
    }
}

fn count(least: Option<Decimal>, most: Option<Decimal>, one: &str, many: &str) -> Option<String> {
    let noun = |number: Decimal| if number == 1_i64.into() { one } else { many };
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => format!("{least} {}.", noun(least)),
        (Some(least), Some(most)) => format!("{least} to {most} {}.", noun(most)),
        (Some(least), None) => format!("At least {least} {}.", noun(least)),
        (None, Some(most)) => format!("At most {most} {}.", noun(most)),
        (None, None) => return None,
    })
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}

/// The text as code in Markdown, whatever backticks it has: the fence is longer than any of them.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}
