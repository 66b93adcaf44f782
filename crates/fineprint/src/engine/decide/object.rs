//! The keys of an object that is being read, and what schemas say of them together.

use smallvec::SmallVec;

use super::{Decision, Undecided};
use crate::contract::{Additional, Constraint, Members, Schema};
use crate::engine::active::Active;
use crate::engine::keys::{Keys, Seen};
use crate::engine::object::{is_refused, is_reserved};
use crate::engine::run::Run;
use crate::json::Text;
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
    seen: Seen,
    /// How many were there of those that are required.
    required: usize,
}

/// The schemas that speak of the value of a key: mostly one.
#[derive(Default)]
pub(super) struct Held<'c> {
    one: Option<&'c Schema>,
    others: SmallVec<[&'c Schema; 2]>,
}

impl<'c> Held<'c> {
    #[inline]
    fn clear(&mut self) {
        self.one = None;
        if !self.others.is_empty() {
            self.others.clear();
        }
    }

    #[inline]
    fn push(&mut self, schema: &'c Schema) {
        match self.one {
            None => self.one = Some(schema),
            Some(_) => self.others.push(schema),
        }
    }

    /// The one, and the others.
    #[inline]
    pub(super) fn schemas(&self) -> (&[&'c Schema], &[&'c Schema]) {
        (self.one.as_slice(), &self.others)
    }
}

impl<'c, 'de> ObjectKeys<'c, 'de> {
    pub(super) fn of(active: &Active<'c>) -> Self {
        let (mut rules, mut names) = (SmallVec::new(), SmallVec::new());
        for (_, constraint) in active.constraints() {
            if let Constraint::Members(members) = constraint {
                rules.push(Rule { members, seen: Seen::default(), required: 0 });
            } else if let Constraint::PropertyNames(schema) = constraint {
                names.push(&**schema);
            }
        }
        Self { rules, names, others: Keys::default() }
    }

    /// Adds a key and the schemas that speak of its value, and says whether it may be there.
    #[inline]
    pub(super) fn add(&mut self, run: &Run<'c>, key: &Text<'de, '_>, held: &mut Held<'c>) -> Decision {
        held.clear();
        let text = key.as_str();
        let mut is_named = false;
        for rule in &mut self.rules {
            let mut is_described = false;
            if let Some(index) = rule.members.find(text)
                && let Some(entry) = rule.members.entries.get(index)
            {
                if rule.seen.add(index) {
                    return Err(Undecided);
                }
                if is_refused(run.direction, entry.access) {
                    return Ok(false);
                }
                is_named = true;
                rule.required += usize::from(entry.required);
                if let Some(schema) = &entry.schema {
                    is_described = true;
                    held.push(schema);
                }
            }
            if !rule.members.patterns.is_empty() {
                is_described |= match_patterns(rule.members, text, held)?;
            }
            if !is_described {
                match &rule.members.additional {
                    Additional::Allowed => {}
                    Additional::Forbidden => return Ok(false),
                    Additional::Schema(schema) => held.push(schema),
                }
            }
        }
        if is_reserved(text) || (!is_named && !self.others.insert(key.to_cow())) {
            return Err(Undecided);
        }
        Ok(true)
    }

    /// Whether a key is not there that is required, but for those that must not be sent.
    #[inline]
    pub(super) fn lack_required(&self, run: &Run<'c>) -> bool {
        self.rules.iter().any(|rule| rule.required != rule.members.required() && self.lack(run, rule))
    }

    #[cold]
    fn lack(&self, run: &Run<'c>, rule: &Rule<'c>) -> bool {
        rule.members.entries.iter().enumerate().any(|(index, entry)| {
            let is_refused = |rule: &Rule<'_>| {
                let entry = rule.members.entry(&entry.name);
                entry.is_some_and(|entry| is_refused(run.direction, entry.access))
            };
            entry.required && !rule.seen.has(index) && !self.rules.iter().any(is_refused)
        })
    }
}

/// Adds what `patternProperties` says of the key, and says whether it says anything.
#[inline(never)]
fn match_patterns<'c>(members: &'c Members, key: &str, held: &mut Held<'c>) -> Decision {
    let mut is_described = false;
    for (pattern, schema) in members.patterns.iter() {
        match pattern.find_in(key) {
            Match::Yes => {
                is_described = true;
                held.push(schema);
            }
            Match::No => {}
            Match::GaveUp => return Err(Undecided),
        }
    }
    Ok(is_described)
}
