//! The keys of an object that is being read, and what schemas say of them together.

use smallvec::SmallVec;

use super::{Decision, Undecided};
use crate::contract::{Access, Additional, Constraint, Member, Members, Schema};
use crate::engine::active::Active;
use crate::engine::expected::{Expected, Order};
use crate::engine::keys::{Keys, Seen};
use crate::engine::object::{is_refused, is_reserved};
use crate::engine::run::Run;
use crate::json::{Reader, Text};
use crate::pattern::Match;

/// What schemas say of the keys of an object, and which it had so far.
pub(super) struct ObjectKeys<'c, 'de> {
    rules: SmallVec<[Rule<'c>; 2]>,
    /// What holds for the keys themselves.
    pub(super) names: SmallVec<[&'c Schema; 1]>,
    /// The keys that no schema names.
    others: Keys<'de>,
    /// Whether a key that one rule names need not be shown to the others.
    are_apart: bool,
    /// Whether nothing but the entry speaks of a key that has one, so that keys may be expected.
    may_expect: bool,
}

/// What one schema says of the keys.
struct Rule<'c> {
    expected: Expected<'c>,
    seen: Seen,
}

/// The schemas that speak of the value of a key: mostly one.
#[derive(Default)]
pub(super) struct Held<'c> {
    one: Option<&'c Schema>,
    others: SmallVec<[&'c Schema; 2]>,
}

impl<'c> Held<'c> {
    #[inline]
    pub(super) fn clear(&mut self) {
        self.one = None;
        if !self.others.is_empty() {
            self.others.clear();
        }
    }

    #[inline]
    pub(super) fn push(&mut self, schema: &'c Schema) {
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
        let (mut rules, mut names) = (SmallVec::<[Rule<'c>; 2]>::new(), SmallVec::new());
        for (_, constraint) in active.constraints() {
            if let Constraint::Members(members) = constraint {
                let expected = Expected::new(members, Order::Document);
                rules.push(Rule { expected, seen: Seen::default() });
            } else if let Constraint::PropertyNames(schema) = constraint {
                names.push(&**schema);
            }
        }
        let are_apart = match &*rules {
            [] => false,
            [first, others @ ..] => first.members().are_apart(others.iter().map(Rule::members)),
        };
        let may_expect = are_apart && names.is_empty() && rules.iter().all(Rule::may_expect);
        Self { rules, names, others: Keys::default(), are_apart, may_expect }
    }

    /// Reads the next key and its colon, and says what holds for its value, if it is a key that is expected.
    #[inline]
    pub(super) fn take_expected(
        &mut self,
        reader: &mut Reader<'de>,
    ) -> Result<Option<&'c Schema>, Undecided> {
        if self.may_expect {
            for rule in &mut self.rules {
                // All that is said of a key and its value must be the entry's schema.
                let take = |entry: &Member| {
                    entry.access == Access::ReadWrite
                        && entry.schema.is_some()
                        && reader.take_key(&entry.name)
                };
                if let Some((index, entry)) = rule.expected.find_next(take) {
                    return if rule.seen.add(index) { Err(Undecided) } else { Ok(entry.schema.as_ref()) };
                }
            }
        }
        Ok(None)
    }

    /// Adds a key and the schemas that speak of its value, and says whether it may be there.
    #[inline]
    pub(super) fn add(&mut self, run: &Run<'c>, key: &Text<'de, '_>, held: &mut Held<'c>) -> Decision {
        held.clear();
        let text = key.as_str();
        let mut is_named = false;
        for rule in &mut self.rules {
            let mut is_described = false;
            if let Some((index, entry)) = rule.expected.look_up(text) {
                if rule.seen.add(index) {
                    return Err(Undecided);
                }
                if is_refused(run.direction, entry.access) {
                    return Ok(false);
                }
                is_named = true;
                if let Some(schema) = &entry.schema {
                    is_described = true;
                    held.push(schema);
                }
            }
            if !rule.members().patterns.is_empty() {
                is_described |= match_patterns(rule.members(), text, held)?;
            }
            if !is_described {
                match &rule.members().additional {
                    Additional::Allowed => {}
                    Additional::Forbidden => return Ok(false),
                    Additional::Schema(schema) => held.push(schema),
                }
            }
            if self.are_apart && is_named {
                break;
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
        self.rules.iter().any(|rule| !rule.seen.has_required(rule.members()) && self.lack(run, rule))
    }

    #[cold]
    fn lack(&self, run: &Run<'c>, rule: &Rule<'c>) -> bool {
        rule.members().entries.iter().enumerate().any(|(index, entry)| {
            let is_refused = |rule: &Rule<'_>| {
                let entry = rule.members().entry(&entry.name);
                entry.is_some_and(|entry| is_refused(run.direction, entry.access))
            };
            entry.required && !rule.seen.has(index) && !self.rules.iter().any(is_refused)
        })
    }
}

impl<'c> Rule<'c> {
    #[inline]
    const fn members(&self) -> &'c Members {
        self.expected.members()
    }

    /// Whether nothing but the entry speaks of a key that has one, and keys stand in text as they are.
    fn may_expect(&self) -> bool {
        self.members().are_plain() && self.members().patterns.is_empty()
    }
}

/// Adds what `patternProperties` says of the key, and says whether it says anything.
#[inline(never)]
pub(super) fn match_patterns<'c>(members: &'c Members, key: &str, held: &mut Held<'c>) -> Decision {
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
