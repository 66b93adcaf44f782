//! What has the right shape and is wrong even so: limits that no value meets, parameters that nobody declares, names
//! that stand twice. One file for each family; each looks at the tree, where the places are.

mod all_of;
mod applicability;
mod budget;
mod content;
mod discriminators;
mod enums;
mod formats;
mod limits;
mod objects;
mod operation_ids;
mod overlaps;
mod parameters;
mod paths;
mod patterns;
mod responses;
mod security;
mod servers;
mod unused;
pub(super) mod values;

pub(super) use paths::Template;

use super::located::Located;
use super::operations::FoundPath;
use super::references::References;
use super::report::Report;
use super::shape::{SCHEMA, Survey, head};
use crate::source::{Node, Span};

/// Runs all of them.
pub(super) fn run<'a>(
    root: &Located<'a>,
    survey: &Survey<'a>,
    references: &References<'a>,
    paths: &[FoundPath<'a>],
    report: &mut Report<'_>,
) {
    let mut patterns = patterns::Patterns::default();
    for schema in survey.all(&SCHEMA) {
        all_of::check(schema, references, report);
        applicability::check(schema, survey.dialect_of(schema), report);
        discriminators::check(schema, references, report);
        enums::check(schema, survey.dialect_of(schema), report);
        formats::check(schema, report);
        limits::check(schema, report);
        objects::check(schema, references, report);
        patterns.check(schema, report);
    }
    operation_ids::check(survey, paths, report);
    content::check(survey, references, paths, report);
    parameters::check(survey, references, report);
    paths::check(paths, report);
    overlaps::check(paths, report);
    responses::check(survey, references, report);
    security::check(root, survey, references, report);
    servers::check(survey, report);
    unused::check(root, survey, references, report);
}

/// Runs those that say what cannot be run; what a schema alone means is left to its author.
pub(super) fn run_on_schemas(survey: &Survey<'_>, report: &mut Report<'_>) {
    let mut patterns = patterns::Patterns::default();
    for schema in survey.all(&SCHEMA) {
        patterns.check(schema, report);
    }
}

/// Where a field's key stands.
fn key(object: &Node, field: &str) -> Span {
    let entry = object.as_mapping().and_then(|mapping| mapping.entry(field));
    entry.map_or_else(|| head(object), |entry| entry.key_span)
}
