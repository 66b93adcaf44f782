//! One constraint against one node: the place that knows every keyword.

use super::active::is_nullable;
use super::node::{Fact, Node, View};
use super::number;
use super::path::Path;
use super::run::Run;
use super::{conditional, contains, string, union, values};
use crate::contract::{Additional, Constraint, Keyword, Literal, Schema, Type};
use crate::pattern::Match;
use crate::report::pointer::shown;
use crate::report::{Kind, Reason};

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
        Constraint::Type(types) => {
            let actual = fact.ty();
            let admitted = types.admits(actual) || (actual == Type::Null && is_nullable(schema));
            (!admitted).then_some(Kind::Type { expected: *types, actual })
        }
        Constraint::MinLength(_)
        | Constraint::MaxLength(_)
        | Constraint::Pattern(_)
        | Constraint::Temporal(_) => match fact {
            Fact::String(text) => judge_string(run, (schema, constraint), text, path),
            Fact::Null | Fact::Boolean(_) | Fact::Number(_) | Fact::Array(_) | Fact::Object(_) => None,
        },
        // Some formats speak of numbers and of strings: to a schema that wants a number, not of a string.
        Constraint::Format(format) => match string::format(run, *format, fact) {
            Ok(kind) => {
                kind.filter(|_| !matches!(fact, Fact::String(_)) || own_types_admit(schema, Type::String))
            }
            Err(reason) => {
                run.record_unchecked(schema, path, Keyword::Format, reason);
                None
            }
        },
        Constraint::NamedFormat(name) => string::named_format(run, name, fact),
        Constraint::Minimum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_) => match fact {
            Fact::Number(number) => judge_number(constraint, *number),
            Fact::Null | Fact::Boolean(_) | Fact::String(_) | Fact::Array(_) | Fact::Object(_) => None,
        },
        Constraint::MinItems(_)
        | Constraint::MaxItems(_)
        | Constraint::MinProperties(_)
        | Constraint::MaxProperties(_) => judge_count(constraint, fact),
        Constraint::Never => Some(Kind::False),
        Constraint::ContentEncoding(encoding) => string::encoding(*encoding, fact),
        Constraint::Enum(literals) => (!literals.iter().any(|literal| is(fact, node, literal)))
            .then(|| Kind::Enum { allowed: literals.iter().collect() }),
        Constraint::Const(literal) => {
            (!is(fact, node, literal)).then(|| Kind::Const { value: shown(&literal.to_string()) })
        }
        // The prefix is judged with the items; that nothing follows it is, like `maxItems`, about their count.
        Constraint::Tuple(tuple) => match (&tuple.rest, fact) {
            (Additional::Forbidden, Fact::Array(count)) => longer_than(tuple.prefix.len(), *count),
            _ => None,
        },
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

fn own_types_admit(schema: &Schema, ty: Type) -> bool {
    let refuses = |constraint| matches!(constraint, &Constraint::Type(types) if !types.admits(ty));
    !schema.constraints.iter().any(refuses)
}

fn judge_string(
    run: &mut Run<'_>,
    (schema, constraint): (&Schema, &Constraint),
    text: &str,
    path: &Path<'_>,
) -> Option<Kind> {
    if let Constraint::MinLength(limit) = constraint {
        string::shorter_than(text, *limit).map(|actual| Kind::MinLength { limit: *limit, actual })
    } else if let Constraint::MaxLength(limit) = constraint {
        string::longer_than(text, *limit).map(|actual| Kind::MaxLength { limit: *limit, actual })
    } else if let Constraint::Temporal(expected) = constraint {
        string::temporal(run, *expected, text)
    } else if let Constraint::Pattern(pattern) = constraint {
        match pattern.find_in(text) {
            Match::Yes => None,
            Match::No => Some(Kind::Pattern { pattern: pattern.source().to_owned() }),
            Match::GaveUp => {
                run.record_unchecked(schema, path, Keyword::Pattern, Reason::PatternGaveUp);
                None
            }
        }
    } else {
        None
    }
}

fn judge_number(constraint: &Constraint, number: number::Number) -> Option<Kind> {
    use std::cmp::Ordering;
    let (broken, kind) = if let Constraint::Minimum(limit) = constraint {
        (number::breaks(number, *limit, Ordering::is_ge), Kind::Minimum { limit: *limit })
    } else if let Constraint::ExclusiveMinimum(limit) = constraint {
        (number::breaks(number, *limit, Ordering::is_gt), Kind::ExclusiveMinimum { limit: *limit })
    } else if let Constraint::Maximum(limit) = constraint {
        (number::breaks(number, *limit, Ordering::is_le), Kind::Maximum { limit: *limit })
    } else if let Constraint::ExclusiveMaximum(limit) = constraint {
        (number::breaks(number, *limit, Ordering::is_lt), Kind::ExclusiveMaximum { limit: *limit })
    } else if let Constraint::MultipleOf(divisor) = constraint {
        (!number::is_multiple_of(number, *divisor), Kind::MultipleOf { divisor: *divisor })
    } else {
        return None;
    };
    broken.then_some(kind)
}

fn judge_count(constraint: &Constraint, fact: &Fact<'_>) -> Option<Kind> {
    match (constraint, fact) {
        (Constraint::MinItems(limit), Fact::Array(count)) => {
            let actual = *count as u64;
            (actual < *limit).then_some(Kind::MinItems { limit: *limit, actual })
        }
        (Constraint::MaxItems(limit), Fact::Array(count)) => {
            let actual = *count as u64;
            (actual > *limit).then_some(Kind::MaxItems { limit: *limit, actual })
        }
        (Constraint::MinProperties(limit), Fact::Object(count)) => {
            let actual = *count as u64;
            (actual < *limit).then_some(Kind::MinProperties { limit: *limit, actual })
        }
        (Constraint::MaxProperties(limit), Fact::Object(count)) => {
            let actual = *count as u64;
            (actual > *limit).then_some(Kind::MaxProperties { limit: *limit, actual })
        }
        _ => None,
    }
}

/// Whether a node, of which that fact is known, is that literal.
fn is<'n, N: Node<'n>>(fact: &Fact<'n>, node: Option<N>, literal: &Literal) -> bool {
    match node {
        Some(node) if literal.is_composite() => values::is(node, literal),
        Some(_) | None => values::scalar_is(fact, literal),
    }
}

fn longer_than(prefix: usize, count: usize) -> Option<Kind> {
    (count > prefix).then_some(Kind::Items { limit: prefix as u64, actual: count as u64 })
}
