//! The keys of an object that no schema names, to find those that stand twice.

use std::borrow::Cow;
use std::collections::HashSet;

use smallvec::SmallVec;

/// So many keys are compared one by one, those that cannot be told apart at a glance.
const FEW: usize = 16;

/// Keys that were met with.
#[derive(Default)]
pub(super) struct Keys<'de> {
    looks: Looks,
    few: SmallVec<[Cow<'de, str>; FEW]>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_stand_twice() {
        for count in [0, 1, 15, 16, 17, 200] {
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
}
