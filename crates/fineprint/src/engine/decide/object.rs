//! The keys of an object that is being read, and what schemas say of them together.

use smallvec::SmallVec;

use super::{Decision, Undecided};
use crate::contract::{Access, Additional, Constraint, Member, Members, Schema};
use crate::engine::active::Active;
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
    /// Whether a key that one rule names need not be shown to the others, so that keys may be expected.
    are_apart: bool,
    /// The entries of the keys that come next, if they come in the order in which the document names them, as most programs write
    /// them; of the rule with that number.
    expected: (usize, &'c [Member]),
}

struct Rule<'c> {
    members: &'c Members,
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
        let (mut rules, mut names) = (SmallVec::<[Rule<'c>; 2]>::new(), SmallVec::new());
        for (_, constraint) in active.constraints() {
            if let Constraint::Members(members) = constraint {
                rules.push(Rule { members, seen: Seen::default() });
            } else if let Constraint::PropertyNames(schema) = constraint {
                names.push(&**schema);
            }
        }
        let are_apart = match &*rules {
            [] => false,
            [first, others @ ..] => first.members.are_apart(others.iter().map(|rule| rule.members)),
        };
        let mut keys = Self { rules, names, others: Keys::default(), are_apart, expected: (0, &[]) };
        keys.expect(0, 0);
        keys
    }

    /// Expects the keys of that rule from that entry on, if any may be expected.
    #[inline]
    fn expect(&mut self, rule: usize, entry: usize) {
        let Some(members) = self.rules.get(rule).map(|rule| rule.members) else { return };
        if self.are_apart && self.names.is_empty() && members.are_plain() && members.patterns.is_empty() {
            self.expected = (rule, members.entries.get(entry..).unwrap_or_default());
        }
    }

    /// Reads the next key and its colon, and says what holds for its value, if it is the key that is expected and this is all that
    /// is said of it.
    #[inline]
    pub(super) fn take_expected(
        &mut self,
        reader: &mut Reader<'de>,
    ) -> Result<Option<&'c Schema>, Undecided> {
        let (number, [entry, rest @ ..]) = self.expected else { return Ok(None) };
        let (Access::ReadWrite, Some(schema)) = (entry.access, &entry.schema) else { return Ok(None) };
        if !reader.take_key(&entry.name) {
            return Ok(None);
        }
        self.expected.1 = rest;
        let rule = self.rules.get_mut(number).ok_or(Undecided)?;
        if rule.seen.add(rule.members.entries.len() - rest.len() - 1) {
            return Err(Undecided);
        }
        if rest.is_empty() {
            self.expect(number + 1, 0);
        }
        Ok(Some(schema))
    }

    /// Adds a key and the schemas that speak of its value, and says whether it may be there.
    #[inline]
    pub(super) fn add(&mut self, run: &Run<'c>, key: &Text<'de, '_>, held: &mut Held<'c>) -> Decision {
        held.clear();
        let text = key.as_str();
        let mut named = None;
        for (number, rule) in self.rules.iter_mut().enumerate() {
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
                named = Some((number, index));
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
            if self.are_apart && named.is_some() {
                break;
            }
        }
        if is_reserved(text) {
            return Err(Undecided);
        }
        if let Some((rule, entry)) = named {
            self.expect(rule, entry + 1);
        } else if !self.others.insert(key.to_cow()) {
            return Err(Undecided);
        }
        Ok(true)
    }

    /// Whether a key is not there that is required, but for those that must not be sent.
    #[inline]
    pub(super) fn lack_required(&self, run: &Run<'c>) -> bool {
        self.rules.iter().any(|rule| !rule.seen.has_required(rule.members) && self.lack(run, rule))
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
