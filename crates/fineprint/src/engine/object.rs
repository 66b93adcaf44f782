//! What constraints ask of an object's keys, one key after the other.

use std::collections::HashSet;

use smallvec::{SmallVec, smallvec};

use super::active::{Active, Schemas};
use super::path::Path;
use super::run::Run;
use crate::check::Direction;
use crate::contract::{Access, Additional, Constraint, Member, Members, Schema};
use crate::report::Kind;
use crate::report::pointer::shown;

/// Keys with this beginning are how `serde_json` hands exact numbers and raw text to its own types. As data they would smuggle
/// unchecked JSON past the check.
const RESERVED: &str = "$serde_json::private::";

/// An object under way: which keys it had so far.
pub(super) struct ObjectState<'c> {
    rules: SmallVec<[Rule<'c>; 2]>,
    /// The keys that no rule names, to find those that stand twice.
    others: HashSet<Box<str>>,
    pub(super) count: usize,
}

/// The keys that one schema names, and which of them were there.
struct Rule<'c> {
    schema: &'c Schema,
    members: &'c Members,
    seen: SmallVec<[u64; 2]>,
}

impl<'c> ObjectState<'c> {
    pub(super) fn new(active: &Active<'c>) -> Self {
        let mut rules = SmallVec::new();
        for (schema, constraint) in active.constraints() {
            if let Constraint::Members(members) = constraint {
                rules.push(Rule { schema, members, seen: smallvec![0; members.entries.len().div_ceil(64)] });
            }
        }
        Self { rules, others: HashSet::new(), count: 0 }
    }

    /// Judges a key, and says what holds for its value. `path` is the value's.
    pub(super) fn key(
        &mut self,
        run: &mut Run<'c>,
        active: &Active<'c>,
        key: &str,
        path: &Path<'_>,
    ) -> Schemas<'c> {
        self.count += 1;
        let mut schemas = Schemas::new();
        let (mut named, mut repeated, mut documented) = (false, false, false);
        for rule in &mut self.rules {
            if let Some(index) = rule.members.lookup.find(&rule.members.entries, key) {
                named = true;
                repeated |= rule.see(index);
                let Some(member) = rule.members.entries.get(index) else { continue };
                check_access(run, rule.schema, member, path);
                if let Some(schema) = &member.schema {
                    documented = true;
                    schemas.push(schema);
                    continue;
                }
            }
            match &rule.members.additional {
                Additional::Allowed => {}
                Additional::Forbidden => {
                    documented = true;
                    run.record(rule.schema, path, None, Kind::AdditionalProperties { property: shown(key) });
                }
                Additional::Schema(schema) => {
                    documented = true;
                    schemas.push(schema);
                }
            }
        }
        if !named {
            repeated = !self.others.insert(key.into());
        }
        if key.starts_with(RESERVED) {
            run.record_rule(path, Kind::ReservedKey);
        }
        if repeated {
            run.record_rule(path, Kind::DuplicateKey);
        }
        if !documented && run.is_strict_at(path) {
            self.check_documented(run, active, key, path);
        }
        schemas
    }

    /// Strict mode: the key is mentioned by none of the object's own rules. It may be by a branch of a union.
    fn check_documented(&self, run: &mut Run<'c>, active: &Active<'c>, key: &str, path: &Path<'_>) {
        let Some(rule) = self.rules.first() else { return };
        if !mention(run, active, key) {
            run.record(rule.schema, path, None, Kind::Undocumented { property: shown(key) });
        }
    }

    /// Judges what only the whole object shows: which keys were not there.
    pub(super) fn finish(&self, run: &mut Run<'c>, path: &Path<'_>) {
        for rule in &self.rules {
            for (index, member) in rule.members.entries.iter().enumerate() {
                if member.required && !rule.saw(index) && !self.is_refused(run.direction, &member.name) {
                    run.record(rule.schema, path, None, Kind::Required { property: member.name.to_string() });
                }
            }
        }
    }

    /// Whether a property must not be sent in that direction, whichever of the schemas says so: one may require what another
    /// makes read-only.
    fn is_refused(&self, direction: Direction, name: &str) -> bool {
        self.rules.iter().any(|Rule { members, .. }| {
            let member =
                members.lookup.find(&members.entries, name).and_then(|index| members.entries.get(index));
            member.is_some_and(|member| is_refused(direction, member.access))
        })
    }
}

impl Rule<'_> {
    /// Marks an entry as seen, and says whether it was already.
    fn see(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.seen.get_mut(index / 64) else { return false };
        let seen = *word & bit != 0;
        *word |= bit;
        seen
    }

    fn saw(&self, index: usize) -> bool {
        self.seen.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }
}

/// Whether a property of that access must not be sent in that direction.
const fn is_refused(direction: Direction, access: Access) -> bool {
    match (direction, access) {
        (Direction::Request, Access::ReadOnly) | (Direction::Response, Access::WriteOnly) => true,
        (Direction::Request, Access::ReadWrite | Access::WriteOnly)
        | (Direction::Response, Access::ReadWrite | Access::ReadOnly)
        | (Direction::None, Access::ReadWrite | Access::ReadOnly | Access::WriteOnly) => false,
    }
}

fn check_access(run: &mut Run<'_>, schema: &Schema, member: &Member, path: &Path<'_>) {
    if is_refused(run.direction, member.access) {
        let kind = if member.access == Access::ReadOnly { Kind::ReadOnly } else { Kind::WriteOnly };
        run.record(member.schema.as_ref().unwrap_or(schema), path, None, kind);
    }
}

/// Whether one of the schemas, or any branch that may hold for the same object, names the property.
fn mention(run: &Run<'_>, schemas: &Active<'_>, key: &str) -> bool {
    let mut rest: Vec<&Schema> = schemas.iter().collect();
    let mut searched = HashSet::new();
    while let Some(schema) = rest.pop() {
        if !searched.insert(std::ptr::from_ref(schema)) {
            continue;
        }
        for constraint in schema.constraints.iter() {
            if let Constraint::Members(members) = constraint {
                let index = members.lookup.find(&members.entries, key);
                let member = index.and_then(|index| members.entries.get(index));
                if matches!(members.additional, Additional::Schema(_))
                    || member.is_some_and(|member| member.schema.is_some())
                {
                    return true;
                }
            } else if let Constraint::Ref(id) = constraint {
                rest.extend(run.component(*id));
            } else if let Constraint::AllOf(branches) = constraint {
                rest.extend(branches.iter());
            } else if let Constraint::AnyOf(union) | Constraint::OneOf(union) = constraint {
                rest.extend(union.branches.iter());
            }
        }
    }
    false
}
