//! One constraint against one node, with all that is wrong recorded.

use super::facts;
use super::node::{Fact, Node, View};
use super::path::Path;
use super::run::Run;
use super::{conditional, contains, union, values};
use crate::contract::{Constraint, Literal, Schema};
use crate::report::Kind;
use crate::report::pointer::shown;

/// Judges everything but the structure (members and their names, items, `$ref` and `allOf`), which is the walkers' work.
///
/// `node` is the node as a whole. It may be left out for an array or object of which [no constraint needs the
/// whole](super::active::Active::needs_whole).
#[inline]
pub(super) fn judge<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    (schema, constraint): (&'c Schema, &'c Constraint),
    fact: &Fact<'n>,
    node: Option<N>,
    path: &Path<'_>,
) {
    let violated = match constraint {
        Constraint::Never
        | Constraint::Type(_)
        | Constraint::MinLength(_)
        | Constraint::MaxLength(_)
        | Constraint::Pattern(_)
        | Constraint::Temporal(_)
        | Constraint::Format(_)
        | Constraint::NamedFormat(_)
        | Constraint::ContentEncoding(_)
        | Constraint::Minimum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_)
        | Constraint::MinItems(_)
        | Constraint::MaxItems(_)
        | Constraint::MinProperties(_)
        | Constraint::MaxProperties(_)
        | Constraint::Tuple(_) => match facts::meets(run, schema, constraint, fact) {
            Ok(true) => None,
            Ok(false) => Some(facts::kind(run, constraint, fact)),
            Err(reason) => {
                run.record_unchecked(schema, path, constraint.keyword(), reason);
                None
            }
        },
        Constraint::Enum(literals) => (!literals.iter().any(|literal| is(fact, node, literal)))
            .then(|| Kind::Enum { allowed: literals.iter().collect() }),
        Constraint::Const(literal) => {
            (!is(fact, node, literal)).then(|| Kind::Const { value: shown(&literal.to_string()) })
        }
        Constraint::Contains(contains) => {
            if let Some(node) = node {
                contains::contains(run, schema, contains, node, path);
            }
            None
        }
        Constraint::UniqueItems => match node.map(Node::view) {
            Some(View::Array(items)) => {
                let levels = run.options.max_depth.saturating_sub(path.depth() + 1);
                values::find_equal::<N>(items, levels)
                    .map(|(first, second)| Kind::UniqueItems { first, second })
            }
            _ => None,
        },
        Constraint::AnyOf(branches) => node.and_then(|node| union::any_of(run, branches, node, path)),
        Constraint::OneOf(branches) => node.and_then(|node| union::one_of(run, branches, node, path)),
        Constraint::Not(negated) => node.and_then(|node| union::not(run, negated, node, path)),
        Constraint::DependentSchemas(rows) => {
            if let Some(node) = node {
                conditional::dependent(run, rows, node, path);
            }
            None
        }
        Constraint::If(conditional) => {
            if let Some(node) = node {
                conditional::conditional(run, conditional, node, path);
            }
            None
        }
        Constraint::Nullable
        | Constraint::Members(_)
        | Constraint::PropertyNames(_)
        | Constraint::DependentRequired(_)
        | Constraint::UnevaluatedProperties(_)
        | Constraint::Items(_)
        | Constraint::UnevaluatedItems(_)
        | Constraint::Ref(_)
        | Constraint::AllOf(_) => None,
    };
    if let Some(kind) = violated {
        run.record(schema, path, Some(fact), kind);
    }
}

/// Whether a node, of which that fact is known, is that literal.
pub(super) fn is<'n, N: Node<'n>>(fact: &Fact<'n>, node: Option<N>, literal: &Literal) -> bool {
    match node {
        Some(node) if literal.is_composite() => values::is(node, literal),
        Some(_) | None => values::scalar_is(fact, literal),
    }
}
