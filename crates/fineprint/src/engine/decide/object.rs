//! The keys of an object that is being read, and what schemas say of them together.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::{Decision, Undecided};
use crate::contract::{Additional, Constraint, Members, Schema};
use crate::engine::active::{Active, Schemas};
use crate::engine::keys::Keys;
use crate::engine::object::{is_refused, is_reserved};
use crate::engine::run::Run;
use crate::pattern::Match;

/// What schemas say of the keys of an object, and which it had so far.
pub(super) struct ObjectKeys<'c, 'de> {
    rules: SmallVec<[Rule<'c>; 2]>,
    /// What holds for the keys themselves.
    pub(super) names: SmallVec<[&'c Schema; 1]>,
    /// The keys that no schema names.
    others: Keys<'de>,
}

struct Rule<'c> {
    members: &'c Members,
    /// One bit for each key that the schema names.
    seen: SmallVec<[u64; 2]>,
    /// How many were there of those that are required.
    required: usize,
}

impl<'c, 'de> ObjectKeys<'c, 'de> {
    pub(super) fn of(active: &Active<'c>) -> Self {
        let (mut rules, mut names) = (SmallVec::new(), SmallVec::new());
        for (_, constraint) in active.constraints() {
            if let Constraint::Members(members) = constraint {
                let seen = smallvec![0; members.entries.len().div_ceil(64)];
                rules.push(Rule { members, seen, required: 0 });
            } else if let Constraint::PropertyNames(schema) = constraint {
                names.push(&**schema);
            }
        }
        Self { rules, names, others: Keys::default() }
    }

    /// Adds a key and the schemas that speak of its value, and says whether it may be there.
    #[inline]
    pub(super) fn add(&mut self, run: &Run<'c>, key: Cow<'de, str>, schemas: &mut Schemas<'c>) -> Decision {
        schemas.clear();
        let mut is_named = false;
        for rule in &mut self.rules {
            let before = schemas.len();
            if let Some(index) = rule.members.find(&key)
                && let Some(entry) = rule.members.entries.get(index)
            {
                if rule.see(index) {
                    return Err(Undecided);
                }
                if is_refused(run.direction, entry.access) {
                    return Ok(false);
                }
                is_named = true;
                rule.required += usize::from(entry.required);
                if let Some(schema) = &entry.schema {
                    schemas.push(schema);
                }
            }
            for (pattern, schema) in rule.members.patterns.iter() {
                match pattern.find_in(&key) {
                    Match::Yes => schemas.push(schema),
                    Match::No => {}
                    Match::GaveUp => return Err(Undecided),
                }
            }
            if schemas.len() == before {
                match &rule.members.additional {
                    Additional::Allowed => {}
                    Additional::Forbidden => return Ok(false),
                    Additional::Schema(schema) => schemas.push(schema),
                }
            }
        }
        if is_reserved(&key) || (!is_named && !self.others.insert(key)) {
            return Err(Undecided);
        }
        Ok(true)
    }

    /// Whether a key is not there that is required, but for those that must not be sent.
    #[inline]
    pub(super) fn lack_required(&self, run: &Run<'c>) -> bool {
        self.rules.iter().any(|rule| rule.required != rule.members.required() && self.lack(run, rule))
    }

    fn lack(&self, run: &Run<'c>, rule: &Rule<'c>) -> bool {
        rule.members.entries.iter().enumerate().any(|(index, entry)| {
            let is_refused = |rule: &Rule<'_>| {
                let entry = rule.members.entry(&entry.name);
                entry.is_some_and(|entry| is_refused(run.direction, entry.access))
            };
            entry.required && !rule.saw(index) && !self.rules.iter().any(is_refused)
        })
    }
}

impl Rule<'_> {
    /// Marks a key that the schema names, and says whether it was there already.
    #[inline]
    fn see(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.seen.get_mut(index / 64) else { return true };
        let seen = *word & bit != 0;
        *word |= bit;
        seen
    }

    fn saw(&self, index: usize) -> bool {
        self.seen.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }
}
