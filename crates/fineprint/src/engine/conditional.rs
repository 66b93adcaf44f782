//! Schemas that hold for a node on a condition: `if` with `then` and `else`, and `dependentSchemas`.

use super::node::Node;
use super::path::Path;
use super::run::Run;
use super::union::{report, weigh};
use crate::contract::{Conditional, Schema, Text};

/// `if`: a node that meets the condition is held to `then`, any other to `else`.
///
/// Of a condition that cannot be checked it is reported as such, unless the node meets both.
pub(super) fn conditional<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    conditional: &'c Conditional,
    node: N,
    path: &Path<'_>,
) {
    let Conditional { condition, then, otherwise } = conditional;
    let weight = weigh(run, condition, node, path);
    if weight.is_undecided() {
        let mut consequences = then.iter().chain(otherwise);
        if consequences.any(|schema| !weigh(run, schema, node, path).is_met()) {
            report(run, condition, node, path);
        }
        return;
    }
    let consequence = if weight.is_met() { then } else { otherwise };
    if let Some(schema) = consequence {
        report(run, schema, node, path);
    }
}

/// `dependentSchemas`: an object that has the property meets the schema.
pub(super) fn dependent<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    rows: &'c [(Text, Schema)],
    node: N,
    path: &Path<'_>,
) {
    for (property, schema) in rows {
        if node.has(property) {
            report(run, schema, node, path);
        }
    }
}
