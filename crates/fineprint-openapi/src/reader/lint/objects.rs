//! `required` against `properties` and `additionalProperties`.

use std::collections::HashSet;

use fineprint::pattern::{Match, Pattern};
use indexmap::IndexSet;

use super::super::located::Located;
use super::super::references::References;
use super::super::report::Report;
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

/// How many patterns of one schema are looked at.
const MOST: usize = 100;

pub(super) fn check<'a>(schema: &'a Node, references: &References<'a>, report: &mut Report<'_>) {
    let value = |keyword| schema.get(keyword).map(|value| references.value(value));
    let list = value("required").and_then(Node::as_sequence);
    if list.is_some_and(<[Node]>::is_empty) {
        let message = "`required` is empty; it has at least one name, or is left out";
        report.push(report.warning(
            Code::InvalidRequired,
            key(schema, "required"),
            message,
            "requires nothing",
        ));
    }
    let required = list.unwrap_or_default();
    let properties = references.members_of(&Located::of(schema), "properties");
    let has_properties = value("properties").is_some_and(|properties| properties.as_mapping().is_some());
    let properties: IndexSet<&str> = properties.into_iter().map(|(name, _)| name).collect();
    let patterns = references.members_of(&Located::of(schema), "patternProperties");
    let closed = schema.get("additionalProperties").and_then(Node::as_bool) == Some(false);
    // Members of an `allOf` may describe the property elsewhere, and a map describes all of them at once.
    let open_elsewhere = ["allOf", "anyOf", "oneOf"].iter().any(|keyword| schema.get(keyword).is_some())
        || schema.get("additionalProperties").is_some_and(|additional| additional.as_mapping().is_some());
    let mut seen = HashSet::new();
    for item in required {
        let Some(name) = item.as_str() else { continue };
        if !seen.insert(name) {
            let message = format!("`{name}` is required twice");
            report.push(report.warning(Code::InvalidRequired, item.span, message, "the same as before"));
            continue;
        }
        if properties.contains(name) || !patterns.is_empty() && may_match(&patterns, name) {
            continue;
        }
        let near = report.suggest(name, properties.iter().copied());
        // Whatever branches describe: `additionalProperties` does not see them. A warning, since JSON Schema lets people say what
        // no value meets, and one real document in five hundred does: all else in it can be checked.
        let found = if closed {
            let message = format!("`{name}` is required, and forbidden by `additionalProperties: false`");
            report.warning(Code::ImpossibleRequired, item.span, message, "no value meets both")
        } else if !has_properties || open_elsewhere {
            continue;
        } else {
            let message = format!("`{name}` is required, and not among `properties`");
            match near {
                Some(_) => report.warning(Code::UndescribedRequired, item.span, message, "any value will do"),
                None => report.note(Code::UndescribedRequired, item.span, message, "any value will do"),
            }
        };
        report.push(match near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found,
        });
    }
}

/// Whether one of the patterns speaks of the property.
fn may_match(patterns: &[(&str, Located<'_>)], name: &str) -> bool {
    let matches = |pattern: &str| Pattern::new(pattern).is_ok_and(|it| it.find_in(name) != Match::No);
    patterns.len() > MOST || patterns.iter().any(|(pattern, _)| matches(pattern))
}
