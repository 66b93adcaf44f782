//! From a schema of the document to the list of its constraints.
//!
//! Recursion ends where the document's nesting does, which the reader has bounded. Large parts are made by functions that box them, so
//! that they take no room on the stack of all levels.

use fineprint::contract::{
    self, Conditional, Constraint, Contains, ContentEncoding, Hold, List, Literal, Member, Members, Schema,
    Text, Tuple, Union,
};
use fineprint::formats::{self, Format};
use fineprint::pattern::Pattern;

use super::{Context, component, union};
use crate::document::{self, Additional};

/// The table of a schema.
pub(super) fn compile(context: &Context<'_>, schema: &document::Schema) -> Schema {
    Schema::new(schema.place.pointer.as_str(), constraints(context, schema))
}

/// The tables of several schemas.
pub(super) fn compile_all(context: &Context<'_>, schemas: &[document::Schema]) -> List<Schema> {
    schemas.iter().map(|schema| compile(context, schema)).collect::<Vec<_>>().into()
}

/// What the schema states, in the order of [`Constraint`]'s variants. A minimum of nothing cannot fail and is left out.
fn constraints(context: &Context<'_>, schema: &document::Schema) -> Vec<Constraint> {
    let mut all = without_schemas(schema);
    add_items(context, schema, &mut all);
    add_members(context, schema, &mut all);
    add_others(context, schema, &mut all);
    all
}

/// What stands first, and has no schemas within it.
fn without_schemas(schema: &document::Schema) -> Vec<Constraint> {
    [
        schema.nullable.then_some(Constraint::Nullable),
        (schema.never || has_unreadable_key(schema)).then_some(Constraint::Never),
        schema.types.map(Constraint::Type),
        positive(schema.min_length).map(Constraint::MinLength),
        schema.max_length.map(Constraint::MaxLength),
        schema.format.as_deref().and_then(format),
        schema
            .content_encoding
            .as_deref()
            .and_then(ContentEncoding::from_name)
            .map(Constraint::ContentEncoding),
        schema.temporal.map(Constraint::Temporal),
        schema.values.as_deref().map(|values| Constraint::Enum(literals(values))),
        schema.constant.as_ref().map(|value| Constraint::Const(literal(value).into())),
        schema.pattern.as_deref().map(pattern),
        schema.minimum.map(Constraint::Minimum),
        schema.exclusive_minimum.map(Constraint::ExclusiveMinimum),
        schema.maximum.map(Constraint::Maximum),
        schema.exclusive_maximum.map(Constraint::ExclusiveMaximum),
        schema.multiple_of.map(Constraint::MultipleOf),
        positive(schema.min_items).map(Constraint::MinItems),
        schema.max_items.map(Constraint::MaxItems),
        schema.unique_items.then_some(Constraint::UniqueItems),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is said of the items of an array.
fn add_items(context: &Context<'_>, schema: &document::Schema, all: &mut Vec<Constraint>) {
    all.extend(items(context, schema));
    all.extend(contains(context, schema));
    all.extend(
        schema.unevaluated_items.as_ref().map(|it| Constraint::UnevaluatedItems(additional(context, it))),
    );
}

/// What is said of the members of an object.
fn add_members(context: &Context<'_>, schema: &document::Schema, all: &mut Vec<Constraint>) {
    all.extend(positive(schema.min_properties).map(Constraint::MinProperties));
    all.extend(schema.max_properties.map(Constraint::MaxProperties));
    all.extend(members(context, schema));
    all.extend(
        schema.property_names.as_deref().map(|names| Constraint::PropertyNames(boxed(context, names))),
    );
    all.extend(dependent_required(schema));
    all.extend(dependent_schemas(context, schema));
    all.extend(
        (schema.unevaluated_properties.as_ref())
            .map(|it| Constraint::UnevaluatedProperties(additional(context, it))),
    );
}

/// What other schemas say of the same node.
fn add_others(context: &Context<'_>, schema: &document::Schema, all: &mut Vec<Constraint>) {
    let discriminated = union::discriminated(schema);
    let union = |branches: &[document::Schema], discriminated: bool| -> Option<Hold<Union>> {
        (!branches.is_empty()).then(|| union::compile(context, schema, branches, discriminated).into())
    };
    all.extend(schema.reference.map(|id| Constraint::Ref(component(id))));
    all.extend(schema.dynamic_reference.map(|id| Constraint::Ref(component(id))));
    all.extend(all_of(context, &schema.all_of));
    all.extend(union(&schema.any_of, discriminated == Some(union::Of::AnyOf)).map(Constraint::AnyOf));
    all.extend(union(&schema.one_of, discriminated == Some(union::Of::OneOf)).map(Constraint::OneOf));
    all.extend(schema.not.as_deref().map(|not| Constraint::Not(boxed(context, not))));
    all.extend(conditional(context, schema));
}

/// An `allOf` with nothing but a `$ref` in it, as OpenAPI 3.0 needs it beside other keywords, is that `$ref`.
fn all_of(context: &Context<'_>, branches: &[document::Schema]) -> Option<Constraint> {
    let branches: Vec<Schema> = branches.iter().map(|branch| compile(context, branch)).collect();
    if let [only] = &*branches
        && let [Constraint::Ref(id)] = only.constraints()
    {
        return Some(Constraint::Ref(*id));
    }
    (!branches.is_empty()).then(|| Constraint::AllOf(branches.into()))
}

fn boxed(context: &Context<'_>, schema: &document::Schema) -> Hold<Schema> {
    Hold::from(compile(context, schema))
}

fn positive(minimum: Option<u64>) -> Option<u64> {
    minimum.filter(|minimum| *minimum > 0)
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

fn additional(context: &Context<'_>, additional: &Additional) -> contract::Additional {
    match additional {
        Additional::Allowed(true) => contract::Additional::Allowed,
        Additional::Allowed(false) => contract::Additional::Forbidden,
        Additional::Schema(schema) if schema.never => contract::Additional::Forbidden,
        Additional::Schema(schema) => contract::Additional::Schema(compile(context, schema).into()),
    }
}

fn items(context: &Context<'_>, schema: &document::Schema) -> Option<Constraint> {
    let items = schema.items.as_deref();
    if schema.prefix_items.is_empty() {
        return items.map(|items| Constraint::Items(compile(context, items).into()));
    }
    let rest = match items {
        None => contract::Additional::Allowed,
        Some(items) if items.never => contract::Additional::Forbidden,
        Some(items) => contract::Additional::Schema(compile(context, items).into()),
    };
    Some(Constraint::Tuple(Tuple { prefix: compile_all(context, &schema.prefix_items), rest }.into()))
}

/// `minContains: 0` demands nothing, but what `contains` finds is evaluated.
fn contains(context: &Context<'_>, schema: &document::Schema) -> Option<Constraint> {
    let contains = schema.contains.as_deref()?;
    let (min, max) = (schema.min_contains, schema.max_contains);
    Some(Constraint::Contains(Contains { schema: compile(context, contains), min, max }.into()))
}

fn dependent_required(schema: &document::Schema) -> Option<Constraint> {
    let row = |(name, needed): (&String, &Vec<String>)| {
        let needed: Vec<Text> = needed.iter().map(|name| name.as_str().into()).collect();
        (Text::from(name.as_str()), List::from(needed))
    };
    let rows: Vec<(Text, List<Text>)> = schema.dependent_required.iter().map(row).collect();
    (!rows.is_empty()).then(|| Constraint::DependentRequired(rows.into()))
}

fn dependent_schemas(context: &Context<'_>, schema: &document::Schema) -> Option<Constraint> {
    let row =
        |(name, schema): (&String, &document::Schema)| (Text::from(name.as_str()), compile(context, schema));
    let rows: Vec<(Text, Schema)> = schema.dependent_schemas.iter().map(row).collect();
    (!rows.is_empty()).then(|| Constraint::DependentSchemas(rows.into()))
}

/// An `if` alone demands nothing, but what it finds is evaluated.
fn conditional(context: &Context<'_>, schema: &document::Schema) -> Option<Constraint> {
    let branch = |schema: &Option<Box<document::Schema>>| schema.as_deref().map(|it| compile(context, it));
    let condition = compile(context, schema.condition.as_deref()?);
    let (then, otherwise) = (branch(&schema.then), branch(&schema.otherwise));
    let says_anything = then.is_some() || otherwise.is_some() || context.has_unevaluated;
    says_anything.then(|| Constraint::If(Conditional { condition, then, otherwise }.into()))
}

/// The reader has compiled the keys of `patternProperties`, too. Were one to fail here all the same, nothing would pass.
fn has_unreadable_key(schema: &document::Schema) -> bool {
    schema.pattern_properties.keys().any(|source| Pattern::new(source).is_err())
}

/// What the schema says of an object's keys, if any key could break it.
fn members(context: &Context<'_>, schema: &document::Schema) -> Option<Constraint> {
    let rest = match &schema.additional {
        None => contract::Additional::Allowed,
        // To allow all others is to evaluate them, which only the unevaluated ones are told from.
        Some(Additional::Allowed(true)) if context.has_unevaluated => {
            let pointer = format!("{}/additionalProperties", schema.place.pointer);
            contract::Additional::Schema(Schema::new(pointer, Vec::new()).into())
        }
        Some(it) => additional(context, it),
    };
    let patterns: Vec<(Hold<Pattern>, Schema)> = (schema.pattern_properties.iter())
        .filter_map(|(source, schema)| Some((Pattern::new(source).ok()?.into(), compile(context, schema))))
        .collect();
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
    if entries.is_empty() && patterns.is_empty() && rest == contract::Additional::Allowed {
        return None;
    }
    if entries.iter().any(|member| member.access != contract::Access::ReadWrite) {
        context.has_one_way_properties.set(true);
    }
    Some(Constraint::Members(Members::new(entries, patterns, rest).into()))
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
