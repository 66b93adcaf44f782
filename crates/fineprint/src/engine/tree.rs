//! The walker over parsed payloads.

use super::active::{Active, Schemas};
use super::decide;
use super::judge::judge;
use super::node::{Node, View};
use super::number::Number;
use super::object::ObjectState;
use super::path::Path;
use super::run::Run;
use super::unevaluated::{Mentioned, Unevaluated};
use crate::contract::Schema;
use crate::report::Kind;

/// Judges a node, and all that lies within it, by schemas that hold for it together: with a short look if it is valid.
pub(super) fn check<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schemas: &[&'c Schema],
    node: N,
    path: &Path<'_>,
) {
    if !decide::is_met(run, schemas, node, path.depth()) {
        run.forget_nodes();
        walk(run, schemas, node, path);
    }
}

/// Judges a node, and all that lies within it, by schemas that hold for it together.
pub(super) fn walk<'c, 'n, N: Node<'n>>(run: &mut Run<'c>, schemas: &[&'c Schema], node: N, path: &Path<'_>) {
    let view = node.view();
    let fact = view.fact();
    let active = Active::new(run, schemas, matches!(view, View::Null));
    if active.is_empty() && run.is_within_union() {
        // Rules that no document states are for the walk around the union.
        return;
    }
    let mark = run.surroundings_mark();
    match view {
        View::Null | View::Boolean(_) | View::String(_) => {}
        View::Number(number) => {
            if matches!(number, Number::Double(_)) && active.wants_integer() {
                node.note_integer();
            }
        }
        View::Array(_) | View::Object(_) if is_too_deep(run, path) => return,
        View::Array(items) => walk_items(run, &active, node, items, path),
        View::Object(members) => walk_members(run, &active, node, members, path),
    }
    for constraint in active.constraints() {
        judge(run, constraint, &fact, Some(node), path);
    }
    run.leave_surroundings(mark);
}

fn walk_items<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    active: &Active<'c>,
    node: N,
    items: N::Items,
    path: &Path<'_>,
) {
    let mut schemas = active.items();
    if !schemas.has_unevaluated {
        for (index, item) in items.enumerate() {
            walk(run, schemas.at(index), item, &path.index(index));
        }
        return;
    }
    let unevaluated = Unevaluated::of(run, active, node, path);
    for (index, item) in items.enumerate() {
        let mut schemas = Schemas::from_slice(schemas.at(index));
        let item_path = path.index(index);
        unevaluated.child(run, (index, None), (node, path), (item, &item_path), &mut schemas);
        walk(run, &schemas, item, &item_path);
    }
}

fn walk_members<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    active: &Active<'c>,
    node: N,
    members: N::Members,
    path: &Path<'_>,
) {
    let mut state = ObjectState::new(active, N::IS_TEXT);
    let mut schemas = Schemas::new();
    if !state.needs_whole {
        for (key, value) in members {
            let path = path.key(key);
            state.key(run, key, || key.into(), &path, &mut schemas);
            walk(run, &schemas, value, &path);
        }
        state.finish(run, path);
        return;
    }
    state.surround(run, path);
    let unevaluated = Unevaluated::of(run, active, node, path);
    let mentioned = Mentioned::of(run, active, node, path);
    for (index, (key, value)) in members.enumerate() {
        let value_path = path.key(key);
        state.key(run, key, || key.into(), &value_path, &mut schemas);
        unevaluated.child(run, (index, Some(key)), (node, path), (value, &value_path), &mut schemas);
        mentioned.child(run, (index, key), &value_path);
        walk(run, &schemas, value, &value_path);
    }
    state.finish(run, path);
    state.finish_dependents(run, active, node, path);
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
