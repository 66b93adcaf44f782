//! `anyOf` and `oneOf`, and how a discriminator names one of their branches.

use std::collections::HashMap;

use fineprint::contract::{Discriminator, Text, Union};

use super::{Context, schema};
use crate::document::{self, SchemaId};

/// One of the two keywords that list alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    AnyOf,
    OneOf,
}

/// Which keyword the schema's discriminator speaks of: `oneOf` where both stand, since a value names one branch of one list.
/// Beside neither, as in a base type that others extend by `allOf`, it describes the types and demands nothing.
pub(super) fn discriminated(schema: &document::Schema) -> Option<Of> {
    schema.discriminator.as_ref()?;
    if !schema.one_of.is_empty() {
        Some(Of::OneOf)
    } else if !schema.any_of.is_empty() {
        Some(Of::AnyOf)
    } else {
        None
    }
}

/// The table of one of the two keywords, whose branches are given.
pub(super) fn compile(
    context: &Context<'_>,
    schema: &document::Schema,
    branches: &[document::Schema],
    discriminated: bool,
) -> Union {
    let discriminator = schema.discriminator.as_ref().filter(|_| discriminated);
    Union::new(
        schema::compile_all(context, branches),
        discriminator.and_then(|it| discriminator_of(context, it, branches)),
    )
}

/// Value and branch. A value that names no branch has no entry, so it is refused. Branches that are no references have no
/// name: where all are such, the discriminator cannot decide, and all are tried.
fn discriminator_of(
    context: &Context<'_>,
    discriminator: &document::Discriminator,
    branches: &[document::Schema],
) -> Option<Discriminator> {
    let mut numbers: HashMap<SchemaId, u32> = HashMap::new();
    for (number, branch) in (0..).zip(branches) {
        if let Some(id) = branch.reference {
            numbers.entry(id).or_insert(number);
        }
    }
    let named: Vec<SchemaId> = branches.iter().filter_map(|branch| branch.reference).collect();
    let values = context.document.discriminated(discriminator, &named).into_iter();
    let mapping: Vec<(Text, u32)> =
        values.filter_map(|(value, id)| Some((value.into(), *numbers.get(&id)?))).collect();
    (!mapping.is_empty())
        .then(|| Discriminator { property: discriminator.property.as_str().into(), mapping: mapping.into() })
}
