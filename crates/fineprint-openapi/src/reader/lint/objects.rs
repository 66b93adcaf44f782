//! `required` against `properties` and `additionalProperties`.

use std::collections::HashSet;

use super::super::report::Report;
use super::key;
use crate::diagnostic::Code;
use crate::source::{Mapping, Node};

pub(super) fn check(schema: &Node, report: &mut Report<'_>) {
    let list = schema.get("required").and_then(Node::as_sequence);
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
    let properties = schema.get("properties").and_then(Node::as_mapping);
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
        if properties.is_some_and(|properties| properties.contains_key(name)) {
            continue;
        }
        let near = report.suggest(name, properties.into_iter().flat_map(Mapping::keys));
        // An error like other demands that no value meets, whatever branches describe: `additionalProperties` does not see
        // them. One real document in five hundred has it, as many as have limits that contradict each other.
        let found = if closed {
            let message = format!("`{name}` is required, and forbidden by `additionalProperties: false`");
            report.error(Code::ImpossibleRequired, item.span, message, "no value meets both")
        } else if properties.is_none() || open_elsewhere {
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
