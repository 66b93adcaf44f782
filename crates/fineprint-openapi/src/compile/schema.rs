//! From a schema of the document to the list of its constraints.
//!
//! Recursion ends where the document's nesting does, which the reader has bounded.

use fineprint::contract::{
    self, Constraint, Hold, List, Literal, Member, Members, Schema, Text, Union, index,
};
use fineprint::formats::{self, Format};
use fineprint::pattern::Pattern;

use super::{Context, component, union};
use crate::document::{self, Additional, Limit};

/// The table of a schema.
pub(super) fn compile(context: &Context<'_>, schema: &document::Schema) -> Schema {
    Schema { pointer: schema.place.pointer.as_str().into(), constraints: constraints(context, schema).into() }
}

/// The tables of several schemas.
pub(super) fn compile_all(context: &Context<'_>, schemas: &[document::Schema]) -> List<Schema> {
    schemas.iter().map(|schema| compile(context, schema)).collect::<Vec<_>>().into()
}

/// What the schema states, in the order of [`Constraint`]'s variants. A minimum of nothing cannot fail and is left out.
fn constraints(context: &Context<'_>, schema: &document::Schema) -> Vec<Constraint> {
    let boxed = |schema: &document::Schema| Hold::from(compile(context, schema));
    let (minimum, exclusive_minimum) = sides(schema.minimum);
    let (maximum, exclusive_maximum) = sides(schema.maximum);
    let discriminated = union::discriminated(schema);
    let union = |branches: &[document::Schema], discriminated: bool| -> Option<Hold<Union>> {
        (!branches.is_empty()).then(|| union::compile(context, schema, branches, discriminated).into())
    };
    [
        schema.nullable.then_some(Constraint::Nullable),
        schema.types.map(Constraint::Type),
        positive(schema.min_length).map(Constraint::MinLength),
        schema.max_length.map(Constraint::MaxLength),
        schema.format.as_deref().and_then(format),
        schema.temporal.map(Constraint::Temporal),
        schema.values.as_deref().map(|values| Constraint::Enum(literals(values))),
        schema.pattern.as_deref().map(pattern),
        minimum.map(Constraint::Minimum),
        exclusive_minimum.map(Constraint::ExclusiveMinimum),
        maximum.map(Constraint::Maximum),
        exclusive_maximum.map(Constraint::ExclusiveMaximum),
        schema.multiple_of.map(Constraint::MultipleOf),
        positive(schema.min_items).map(Constraint::MinItems),
        schema.max_items.map(Constraint::MaxItems),
        schema.unique_items.then_some(Constraint::UniqueItems),
        schema.items.as_deref().map(|items| Constraint::Items(boxed(items))),
        positive(schema.min_properties).map(Constraint::MinProperties),
        schema.max_properties.map(Constraint::MaxProperties),
        members(context, schema).map(|members| Constraint::Members(members.into())),
        schema.reference.map(|id| Constraint::Ref(component(id))),
        (!schema.all_of.is_empty()).then(|| Constraint::AllOf(compile_all(context, &schema.all_of))),
        union(&schema.any_of, discriminated == Some(union::Of::AnyOf)).map(Constraint::AnyOf),
        union(&schema.one_of, discriminated == Some(union::Of::OneOf)).map(Constraint::OneOf),
        schema.not.as_deref().map(|not| Constraint::Not(boxed(not))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn positive(minimum: Option<u64>) -> Option<u64> {
    minimum.filter(|minimum| *minimum > 0)
}

/// A limit as the inclusive or the exclusive one of two keywords.
fn sides(limit: Option<Limit>) -> (Option<contract::Decimal>, Option<contract::Decimal>) {
    match limit {
        None => (None, None),
        Some(Limit { value, exclusive: false }) => (Some(value), None),
        Some(Limit { value, exclusive: true }) => (None, Some(value)),
    }
}

/// Some formats tell people or tools something and demand nothing; the others assert, or wait for a caller who knows them.
fn format(name: &str) -> Option<Constraint> {
    match Format::from_name(name) {
        Some(format) => Some(Constraint::Format(format)),
        None if formats::is_annotation(name) => None,
        None => Some(Constraint::NamedFormat(name.into())),
    }
}

/// The reader has compiled every pattern once. Were one to fail here all the same, no value would pass unchecked: nothing is
/// a member of an empty `enum`.
fn pattern(source: &str) -> Constraint {
    match Pattern::new(source) {
        Ok(pattern) => Constraint::Pattern(pattern.into()),
        Err(_) => Constraint::Enum(Vec::new().into()),
    }
}

/// What the schema says of an object's keys, if any key could break it.
fn members(context: &Context<'_>, schema: &document::Schema) -> Option<Members> {
    let additional = match &schema.additional {
        None | Some(Additional::Allowed(true)) => contract::Additional::Allowed,
        Some(Additional::Allowed(false)) => contract::Additional::Forbidden,
        Some(Additional::Schema(schema)) => contract::Additional::Schema(compile(context, schema).into()),
    };
    let required: std::collections::HashSet<&str> = schema.required.iter().map(String::as_str).collect();
    let properties = schema.properties.iter().map(|(name, property)| Member {
        name: name.as_str().into(),
        required: required.contains(name.as_str()),
        access: context.accesses.of_schema(property),
        schema: Some(compile(context, property)),
    });
    let undescribed = schema.required.iter().filter(|name| !schema.properties.contains_key(*name));
    let undescribed = undescribed.map(|name| Member {
        name: name.as_str().into(),
        required: true,
        access: contract::Access::ReadWrite,
        schema: None,
    });
    let entries: Vec<Member> = properties.chain(undescribed).collect();
    if entries.is_empty() && additional == contract::Additional::Allowed {
        return None;
    }
    Some(Members { lookup: index(&entries), entries: entries.into(), additional })
}

fn literals(values: &[Literal]) -> List<Literal> {
    values.iter().map(literal).collect::<Vec<_>>().into()
}

fn literal(value: &Literal) -> Literal {
    let text = |text: &Text| Text::from(&**text);
    match value {
        Literal::Null => Literal::Null,
        Literal::Boolean(value) => Literal::Boolean(*value),
        Literal::Number(value) => Literal::Number(*value),
        Literal::String(value) => Literal::String(text(value)),
        Literal::Array(items) => Literal::Array(literals(items)),
        Literal::Object(members) => {
            let members = members.iter().map(|(name, value)| (text(name), literal(value)));
            Literal::Object(members.collect::<Vec<_>>().into())
        }
    }
}
