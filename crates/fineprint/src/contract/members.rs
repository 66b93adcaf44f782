//! The tables of an object's keys: `properties`, `patternProperties`, `required` and `additionalProperties`, which look at the
//! same keys and are judged together.

use std::collections::BTreeSet;

use super::hold::Derived;
use super::lookup::{Lookup, index};
use super::{Additional, Hold, List, Schema, Text};
use crate::pattern::Pattern;

/// Keys with this beginning are how `serde_json` hands exact numbers and raw text to its own types. As data they would smuggle
/// unchecked JSON past the check.
pub(crate) const RESERVED: &str = "$serde_json::private::";

/// What a schema says of an object's keys. What follows from the parts is worked out once, so that they must not be replaced.
#[derive(Debug, PartialEq)]
pub struct Members {
    /// The keys that `properties` or `required` name, in the document's order.
    pub entries: List<Member>,
    /// How many of them `required` names.
    required: usize,
    /// Which of the first 64: one bit each.
    required_first: u64,
    /// Whether the keys stand in JSON text as they are, and are names that data may have.
    plain: bool,
    apart: Derived<Apart>,
    by_bytes: Derived<Box<[u16]>>,
    /// The way from a key to its entry.
    lookup: Lookup,
    /// `patternProperties`: what holds for the value of every key that the pattern matches, named or not.
    pub patterns: List<(Hold<Pattern>, Schema)>,
    /// What holds for every other key.
    pub additional: Additional,
}

impl Members {
    /// What is said of keys, made at run time. The names of the entries must differ from each other.
    pub fn new(entries: Vec<Member>, patterns: Vec<(Hold<Pattern>, Schema)>, additional: Additional) -> Self {
        let (required, required_first) = count_required(&entries);
        let (plain, lookup) = (are_plain(&entries), index(&entries));
        Self {
            entries: entries.into(),
            required,
            required_first,
            plain,
            apart: Derived::new(),
            by_bytes: Derived::new(),
            lookup,
            patterns: patterns.into(),
            additional,
        }
    }

    /// The same in generated source.
    pub const fn frozen(
        entries: &'static [Member],
        lookup: Lookup,
        patterns: &'static [(Hold<Pattern>, Schema)],
        additional: Additional,
    ) -> Self {
        let (required, required_first) = count_required(entries);
        Self {
            entries: Hold::Frozen(entries),
            required,
            required_first,
            plain: are_plain(entries),
            apart: Derived::new(),
            by_bytes: Derived::new(),
            lookup,
            patterns: Hold::Frozen(patterns),
            additional,
        }
    }

    /// The way from a key to its entry.
    pub const fn lookup(&self) -> &Lookup {
        &self.lookup
    }

    /// How many keys `required` names.
    #[inline]
    pub(crate) const fn required(&self) -> usize {
        self.required
    }

    /// Which of the first 64 keys `required` names: one bit each.
    #[inline]
    pub(crate) const fn required_first(&self) -> u64 {
        self.required_first
    }

    /// The numbers of the entries by the bytes of their names: the first, and for each entry the one that comes behind it. Nothing where
    /// there are too many.
    #[inline]
    pub(crate) fn by_bytes(&self) -> Option<&[u16]> {
        if self.entries.len() >= usize::from(u16::MAX) {
            return None;
        }
        Some(self.by_bytes.get_or_init(|| by_bytes(&self.entries)))
    }

    /// Whether one that names a key need not be asked with the others: there are no others, or each names keys that no other does, and
    /// none says anything of keys that it does not name. Only the first others that were asked about are remembered; of any later
    /// ones, the answer is no.
    ///
    /// They must be of one contract, which stays as it is once it is in use.
    #[inline]
    pub(crate) fn are_apart<'m>(&'m self, others: impl ExactSizeIterator<Item = &'m Self> + Clone) -> bool {
        if others.len() == 0 {
            return true;
        }
        let apart = self.apart.get_or_init(|| Apart::of(self, others.clone()));
        apart.are_apart && apart.others.iter().copied().eq(others.map(address))
    }

    /// Whether the keys stand in JSON text as they are, and are names that data may have.
    #[inline]
    pub(crate) const fn are_plain(&self) -> bool {
        self.plain
    }

    /// The entry for a key.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "it is a call to the table in use")]
    pub(crate) fn entry(&self, key: &str) -> Option<&Member> {
        self.entries.get(self.find(key)?)
    }

    /// The number of the entry for a key.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the same")]
    pub(crate) fn find(&self, key: &str) -> Option<usize> {
        self.lookup.find(&self.entries, key)
    }
}

/// How many keys are required, and which of the first 64.
const fn count_required(entries: &[Member]) -> (usize, u64) {
    let (mut count, mut first, mut bit) = (0, 0, 1_u64);
    let mut rest = entries;
    while let [entry, others @ ..] = rest {
        if entry.required {
            count += 1;
            first |= bit;
        }
        bit <<= 1;
        rest = others;
    }
    (count, first)
}

/// Keys with a control character, a quote or a backslash stand in JSON text with an escape.
const fn are_plain(entries: &[Member]) -> bool {
    let mut rest = entries;
    while let [entry, others @ ..] = rest {
        let mut name = match &entry.name {
            Hold::Frozen(name) => name.as_bytes(),
            Hold::Loaded(name) => name.as_bytes(),
        };
        if begins(name, RESERVED.as_bytes()) {
            return false;
        }
        while let [byte, behind @ ..] = name {
            if matches!(byte, ..b' ' | b'"' | b'\\') {
                return false;
            }
            name = behind;
        }
        rest = others;
    }
    true
}

fn by_bytes(entries: &[Member]) -> Box<[u16]> {
    let mut sorted: Vec<(&str, u16)> = entries.iter().map(|entry| &*entry.name).zip(0..).collect();
    sorted.sort_unstable();
    let mut after = vec![u16::MAX; entries.len() + 1];
    let mut place = 0;
    for (_, number) in sorted {
        if let Some(next) = after.get_mut(place) {
            *next = number;
        }
        place = usize::from(number) + 1;
    }
    after.into()
}

const fn begins(name: &[u8], start: &[u8]) -> bool {
    let (mut name, mut start) = (name, start);
    while let ([first, others @ ..], [expected, rest @ ..]) = (name, start) {
        if *first != *expected {
            return false;
        }
        (name, start) = (others, rest);
    }
    start.is_empty()
}

/// Whether some lists of keys have none in common. Most are asked about in one combination, if in any.
struct Apart {
    /// Where the others lie, in the contract that holds them all.
    others: Box<[usize]>,
    are_apart: bool,
}

impl Apart {
    fn of<'m>(members: &'m Members, others: impl Iterator<Item = &'m Members>) -> Self {
        let others: Vec<&Members> = others.collect();
        let all = std::iter::once(members).chain(others.iter().copied());
        let mut names = BTreeSet::new();
        let are_apart = all.into_iter().all(|members| {
            matches!(members.additional, Additional::Allowed)
                && members.patterns.is_empty()
                && members.entries.iter().all(|entry| names.insert(&*entry.name))
        });
        Self { others: others.into_iter().map(address).collect(), are_apart }
    }
}

fn address(members: &Members) -> usize {
    std::ptr::from_ref(members).addr()
}

/// A key that a schema names.
#[derive(Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub name: Text,
    /// Whether `required` names it.
    pub required: bool,
    /// In which direction it may be sent.
    pub access: Access,
    /// What `properties` says of its value; nothing where only `required` names the key.
    pub schema: Option<Schema>,
}

/// In which direction a property travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Both.
    ReadWrite,
    /// `readOnly`: in responses only.
    ReadOnly,
    /// `writeOnly`: in requests only.
    WriteOnly,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(names: &[&str]) -> Members {
        let entry = |name: &&str| Member {
            name: (*name).into(),
            required: false,
            access: Access::ReadWrite,
            schema: None,
        };
        Members::new(names.iter().map(entry).collect(), Vec::new(), Additional::Allowed)
    }

    #[test]
    fn what_was_found_of_some_lists_is_not_said_of_others() {
        let [first, second, third] = [&["a", "b"][..], &["c"], &["b"]].map(members);
        assert!(first.are_apart([].into_iter()));
        assert!(first.are_apart([&second].into_iter()));
        assert!(!first.are_apart([&third].into_iter()));
        assert!(!first.are_apart([&second, &third].into_iter()));
        assert!(!second.are_apart([&first, &third].into_iter()));
        assert!(!second.are_apart([&first].into_iter()), "only what was asked first is remembered");
        let open = Members::new(Vec::new(), Vec::new(), Additional::Forbidden);
        assert!(open.are_apart([].into_iter()) && !open.are_apart([&second].into_iter()));
    }
}
