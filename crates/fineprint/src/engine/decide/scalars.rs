//! Whether strings, and other scalars, meet the constraints of a schema.

use super::{Decision, Place, Undecided, all_of, any_of, conditional_is_met, one_of, reference, turn};
use crate::contract::{Constraint, Literal, Schema, Type};
use crate::engine::node::{Fact, Node};
use crate::engine::run::Run;
use crate::engine::{facts, string, values};

/// Whether a string meets the constraints of a schema.
#[inline(never)]
pub(super) fn text_meets<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    text: &str,
    node: N,
    place: Place,
) -> Decision {
    run.steps += 1;
    for constraint in schema.further_constraints() {
        let met = match constraint {
            Constraint::Never => false,
            Constraint::MinLength(limit) => string::shorter_than(text, *limit).is_none(),
            Constraint::MaxLength(limit) => string::longer_than(text, *limit).is_none(),
            Constraint::Format(format) => {
                !schema.summary().types().admits(Type::String)
                    || string::is_format(run, *format, text).map_err(|_| Undecided)?
            }
            Constraint::Enum(literals) => is_among(literals, text),
            Constraint::Const(literal) => is_among(std::slice::from_ref(literal), text),
            Constraint::Pattern(_)
            | Constraint::Temporal(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_) => {
                facts::meets(run, schema, constraint, &Fact::String(text)).map_err(|_| Undecided)?
            }
            Constraint::Ref(id) => reference(run, schema, *id, node, place)?,
            Constraint::AllOf(schemas) => all_of(run, schemas, node, place)?,
            Constraint::AnyOf(union) => any_of(run, union, node, place)?,
            Constraint::OneOf(union) => one_of(run, union, node, place)?,
            Constraint::Not(schema) => !turn(run, schema, node, place)?,
            Constraint::If(conditional) => conditional_is_met(run, conditional, node, place)?,
            // The summary knows the first two.
            Constraint::Nullable
            | Constraint::Type(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_)
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Members(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_) => true,
        };
        if !met {
            return Ok(false);
        }
    }
    Ok(true)
}

#[inline(never)]
fn is_among(literals: &[Literal], text: &str) -> bool {
    literals.iter().any(|literal| literal.is_string(text))
}

/// The same of a number, a boolean or null.
#[inline(never)]
pub(super) fn scalar_meets<'c, 'n, N: Node<'n>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    fact: Fact<'n>,
    node: N,
    place: Place,
) -> Decision {
    run.steps += 1;
    for constraint in schema.further_constraints() {
        let met = match constraint {
            Constraint::Enum(literals) => literals.iter().any(|literal| values::scalar_is(&fact, literal)),
            Constraint::Const(literal) => values::scalar_is(&fact, literal),
            Constraint::Ref(id) => reference(run, schema, *id, node, place)?,
            Constraint::AllOf(schemas) => all_of(run, schemas, node, place)?,
            Constraint::AnyOf(union) => any_of(run, union, node, place)?,
            Constraint::OneOf(union) => one_of(run, union, node, place)?,
            Constraint::Not(schema) => !turn(run, schema, node, place)?,
            Constraint::If(conditional) => conditional_is_met(run, conditional, node, place)?,
            Constraint::Never
            | Constraint::Format(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_) => {
                facts::meets(run, schema, constraint, &fact).map_err(|_| Undecided)?
            }
            // The summary knows the first two.
            Constraint::Nullable
            | Constraint::Type(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::Temporal(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_)
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Members(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_) => true,
        };
        if !met {
            return Ok(false);
        }
    }
    Ok(true)
}
