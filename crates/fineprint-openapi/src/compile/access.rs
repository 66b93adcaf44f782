//! `readOnly` and `writeOnly`, seen through references: a property is as its schema says, wherever that schema stands.

use fineprint::contract::Access;

use crate::document::{Document, Schema, SchemaId};

/// The direction of every schema that can be referred to.
pub(super) struct Accesses {
    components: Vec<Flags>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Flags {
    read_only: bool,
    write_only: bool,
}

impl Flags {
    fn or(self, other: Self) -> Self {
        Self { read_only: self.read_only || other.read_only, write_only: self.write_only || other.write_only }
    }
}

impl Accesses {
    /// Flags flow from each schema to those that refer to it until nothing changes; chains and cycles of references cost
    /// each reference at most two visits.
    pub(super) fn of(document: &Document) -> Self {
        let count = document.schemas.len();
        let mut components = vec![Flags::default(); count];
        let mut referrers: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut changed = Vec::new();
        for (index, named) in document.schemas.iter().enumerate() {
            let (flags, references) = own(&named.schema);
            for SchemaId(target) in references {
                if let Some(list) = referrers.get_mut(target) {
                    list.push(index);
                }
            }
            if let Some(entry) = components.get_mut(index).filter(|_| flags != Flags::default()) {
                *entry = flags;
                changed.push(index);
            }
        }
        while let Some(index) = changed.pop() {
            let flags = components.get(index).copied().unwrap_or_default();
            for referrer in referrers.get(index).into_iter().flatten() {
                if let Some(entry) = components.get_mut(*referrer).filter(|entry| entry.or(flags) != **entry)
                {
                    *entry = entry.or(flags);
                    changed.push(*referrer);
                }
            }
        }
        Self { components }
    }

    /// In which direction a property of that schema travels. One that claims to be both is held to the first.
    pub(super) fn of_schema(&self, schema: &Schema) -> Access {
        let (flags, references) = own(schema);
        let behind = references.into_iter().filter_map(|SchemaId(target)| self.components.get(target));
        let flags = behind.fold(flags, |flags, other| flags.or(*other));
        if flags.read_only {
            Access::ReadOnly
        } else if flags.write_only {
            Access::WriteOnly
        } else {
            Access::ReadWrite
        }
    }
}

/// What the schema and the branches of its `allOf` say themselves, and the schemas that they refer to.
fn own(schema: &Schema) -> (Flags, Vec<SchemaId>) {
    let mut flags = Flags::default();
    let mut references = Vec::new();
    let mut rest = vec![schema];
    while let Some(schema) = rest.pop() {
        flags = flags.or(Flags { read_only: schema.read_only, write_only: schema.write_only });
        references.extend(schema.reference.into_iter().chain(schema.dynamic_reference));
        rest.extend(&schema.all_of);
    }
    (flags, references)
}
