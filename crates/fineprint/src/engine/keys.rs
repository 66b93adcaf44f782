//! The keys that an object had so far, to find those that stand twice and those that are missing.

use std::borrow::Cow;
use std::collections::HashSet;

use smallvec::SmallVec;

use crate::contract::{Member, Members};

/// So many keys are compared one by one, those that cannot be told apart at a glance.
const FEW: usize = 32;

/// Keys that were met with.
#[derive(Default)]
pub(super) struct Keys<'de> {
    looks: Looks,
    few: SmallVec<[Cow<'de, str>; 16]>,
    /// All keys, once there are many.
    many: Option<HashSet<Cow<'de, str>>>,
}

impl<'de> Keys<'de> {
    /// Adds a key, and says whether it is new.
    #[inline]
    pub(super) fn insert(&mut self, key: Cow<'de, str>) -> bool {
        if self.few.len() < FEW {
            let is_new = self.looks.is_new(&key) || !self.few.contains(&key);
            if is_new {
                self.few.push(key);
            }
            return is_new;
        }
        self.insert_into_many(key)
    }

    #[inline(never)]
    fn insert_into_many(&mut self, key: Cow<'de, str>) -> bool {
        let few = &mut self.few;
        let many = self.many.get_or_insert_with(|| few.iter().cloned().collect());
        many.insert(key)
    }
}

/// What keys look like at a glance: their lengths and ends, in 64 bits.
#[derive(Default)]
pub(super) struct Looks(u64);

impl Looks {
    /// Adds a key, and says whether none that came before looked like it.
    #[inline]
    pub(super) fn is_new(&mut self, key: &str) -> bool {
        let ends = match key.as_bytes() {
            [] => 0,
            [first, .., middle, last] => {
                usize::from(*first) * 5 + usize::from(*middle) * 11 + usize::from(*last) * 3
            }
            [first, ..] => usize::from(*first),
        };
        let look = 1 << ((ends + key.len() * 7) % 64);
        let is_new = self.0 & look == 0;
        self.0 |= look;
        is_new
    }
}

/// Numbers of entries that were met with: one bit each.
#[derive(Default)]
pub(super) struct Seen {
    first: u64,
    /// Those from the 64th on.
    others: SmallVec<[u64; 1]>,
}

impl Seen {
    /// Adds a number, and says whether it was there already.
    #[inline]
    pub(super) fn add(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let word = if index < 64 { &mut self.first } else { self.other(index) };
        let seen = *word & bit != 0;
        *word |= bit;
        seen
    }

    #[cold]
    #[allow(clippy::indexing_slicing, reason = "it has just been made long enough")]
    fn other(&mut self, index: usize) -> &mut u64 {
        let place = index / 64 - 1;
        if self.others.len() <= place {
            self.others.resize(place + 1, 0);
        }
        &mut self.others[place]
    }

    /// Whether the entries of all keys that are required are among them.
    #[inline]
    pub(super) fn has_required(&self, members: &Members) -> bool {
        members.required_first() & !self.first == 0
            && (members.entries.len() <= 64 || self.has_others_required(&members.entries))
    }

    #[cold]
    fn has_others_required(&self, entries: &[Member]) -> bool {
        entries.iter().enumerate().skip(64).all(|(index, entry)| !entry.required || self.has(index))
    }

    pub(super) fn has(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => Some(&self.first),
            Some(place) => self.others.get(place),
        };
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_stand_twice() {
        for count in [0, 1, 15, 16, 17, 31, 32, 33, 200] {
            let names: Vec<String> = (0..count).map(|number| format!("key {number}")).collect();
            let mut keys = Keys::default();
            for name in &names {
                assert!(keys.insert(Cow::Borrowed(name)), "{name} of {count}");
            }
            for name in &names {
                assert!(!keys.insert(Cow::Borrowed(name)), "{name} of {count} again");
                assert!(!keys.insert(Cow::Owned(name.clone())), "{name} of {count} once more");
            }
            assert!(keys.insert(Cow::Borrowed("")) && !keys.insert(Cow::Borrowed("")), "{count}");
        }
    }

    #[test]
    fn numbers_that_come_twice() {
        let numbers = [0, 1, 63, 64, 65, 127, 128, 1000, 999];
        let mut seen = Seen::default();
        for (position, number) in numbers.into_iter().enumerate() {
            assert!(!seen.has(number) && !seen.add(number), "{number}");
            assert!(
                numbers.iter().enumerate().all(|(other, it)| seen.has(*it) == (other <= position)),
                "{number}"
            );
        }
        assert!(numbers.into_iter().all(|number| seen.add(number)));
    }
}
