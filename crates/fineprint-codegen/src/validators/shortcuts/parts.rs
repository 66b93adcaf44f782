//! What schemas say of one object together: `$ref` and `allOf` only add to it, so that the keys of all of them can be gone through at
//! once.

use std::collections::BTreeSet;

use fineprint::contract::{Access, Additional, Constraint, Contract, Members, Schema};
use fineprint::pattern::{Match, Pattern};

use super::function::{component, types};
use super::kind::Kind;

/// Where more keys come together, what is referred to is asked by a call: its code would be written again and again.
const MOST_KEYS: usize = 100;

/// So many schemas are taken together.
const MOST_SCHEMAS: usize = 64;

/// The constraints of a schema, and of those that it brings in.
#[derive(Default)]
pub(super) struct Parts<'c> {
    pub(super) rules: Vec<&'c Members>,
    pub(super) others: Vec<(&'c Schema, &'c Constraint)>,
    /// Schemas that are asked by a call.
    pub(super) calls: Vec<&'c Schema>,
    /// Whether one of them admits no objects.
    pub(super) is_refused: bool,
    seen: BTreeSet<*const Schema>,
}

impl<'c> Parts<'c> {
    pub(super) fn of(contract: &'c Contract, schema: &'c Schema) -> Self {
        let mut parts = Self::default();
        parts.add(contract, schema, true);
        if parts.rules.iter().map(|rule| rule.entries.len()).sum::<usize>() > MOST_KEYS {
            parts = Self::default();
            parts.add(contract, schema, false);
        }
        parts
    }

    fn add(&mut self, contract: &'c Contract, schema: &'c Schema, follow: bool) {
        if !self.seen.insert(schema) {
            return;
        }
        self.is_refused |= !Kind::Object.is_admitted(types(schema));
        for constraint in schema.constraints() {
            if let Constraint::Members(members) = constraint {
                self.rules.push(members);
            } else if let Constraint::AllOf(branches) = constraint {
                branches.iter().for_each(|branch| self.add(contract, branch, follow));
            } else if let Constraint::Ref(id) = constraint {
                let Some(target) = component(contract, *id) else { continue };
                if follow && self.seen.len() < MOST_SCHEMAS {
                    self.add(contract, target, follow);
                } else {
                    self.calls.push(target);
                }
            } else {
                self.others.push((schema, constraint));
            }
        }
    }

    /// Whether a schema asks what no keyword speaks of.
    pub(super) fn looks_for_the_unevaluated(&self) -> bool {
        self.others.iter().any(|(_, constraint)| matches!(constraint, Constraint::UnevaluatedProperties(_)))
    }

    /// The keys that the rules name.
    pub(super) fn keys(&self) -> Vec<Key<'c>> {
        let mut known = BTreeSet::new();
        let names = self.rules.iter().flat_map(|rule| rule.entries.iter()).map(|entry| &*entry.name);
        names.filter(|name| known.insert(*name)).map(|name| self.key(name)).collect()
    }

    fn key(&self, name: &'c str) -> Key<'c> {
        let mut key = Key {
            name,
            schemas: Vec::new(),
            required: None,
            refused: Vec::new(),
            is_closed: false,
            is_unknown: false,
        };
        for rule in &self.rules {
            let entry = rule.entries.iter().find(|entry| &*entry.name == name);
            let before = key.schemas.len();
            if let Some(entry) = entry {
                key.schemas.extend(&entry.schema);
                if entry.access != Access::ReadWrite && !key.refused.contains(&entry.access) {
                    key.refused.push(entry.access);
                }
                if entry.required {
                    key.required = Some(key.required.map_or(entry.access, |access| {
                        if access == entry.access { access } else { Access::ReadWrite }
                    }));
                }
            }
            let is_described = key.schemas.len() > before;
            let mut is_matched = false;
            for (pattern, schema) in rule.patterns.iter() {
                match Pattern::find_in(pattern, name) {
                    Match::Yes => {
                        key.schemas.push(schema);
                        is_matched = true;
                    }
                    Match::No => {}
                    Match::GaveUp => key.is_unknown = true,
                }
            }
            if !is_described && !is_matched {
                key.is_closed |= matches!(rule.additional, Additional::Forbidden);
                key.schemas.extend(rule.additional.schema());
            }
        }
        key
    }
}

/// A key that a rule names, with what all of them say of it.
pub(super) struct Key<'c> {
    pub(super) name: &'c str,
    pub(super) schemas: Vec<&'c Schema>,
    /// Whether it is required; and if everyone who does so says that it must not be sent in a direction, which that is.
    pub(super) required: Option<Access>,
    /// As what it must not be sent.
    pub(super) refused: Vec<Access>,
    /// Whether a rule admits no such key.
    pub(super) is_closed: bool,
    /// Whether it cannot be said here what holds for it.
    pub(super) is_unknown: bool,
}
