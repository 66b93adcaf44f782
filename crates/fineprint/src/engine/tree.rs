//! The walker over parsed payloads.

use super::active::Active;
use super::judge::judge;
use super::node::{Node, View};
use super::number::Number;
use super::object::ObjectState;
use super::path::Path;
use super::run::Run;
use crate::contract::Schema;
use crate::report::Kind;

/// Judges a node, and all that lies within it, by schemas that hold for it together.
pub(super) fn walk<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schemas: &[&'c Schema], node: N, path: &Path<'_>) {
    let view = node.view();
    let fact = view.fact();
    let active = Active::new(run, schemas, matches!(view, View::Null));
    if active.is_empty() && run.is_within_union() {
        // Rules that no document states are for the walk around the union.
        return;
    }
    match view {
        View::Null | View::Boolean(_) | View::String(_) => {}
        View::Number(number) => {
            if matches!(number, Number::Double(_)) && active.wants_integer() {
                node.note_integer();
            }
        }
        View::Array(_) | View::Object(_) if is_too_deep(run, path) => return,
        View::Array(items) => {
            let schemas = active.items();
            for (index, item) in items.enumerate() {
                walk(run, &schemas, item, &path.index(index));
            }
        }
        View::Object(members) => {
            let mut state = ObjectState::new(&active);
            for (key, value) in members {
                let path = path.key(key);
                let schemas = state.key(run, &active, key, &path);
                walk(run, &schemas, value, &path);
            }
            state.finish(run, path);
        }
    }
    for constraint in active.constraints() {
        judge(run, constraint, &fact, Some(node), path);
    }
}

/// Whether an array or object lies at the limit of what is read; if so, that is a violation.
pub(super) fn is_too_deep(run: &mut Run<'_>, path: &Path<'_>) -> bool {
    let limit = run.options.max_depth;
    let too_deep = path.depth() >= limit;
    if too_deep {
        run.record_rule(path, Kind::Depth { limit });
    }
    too_deep
}
