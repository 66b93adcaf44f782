//! Which key of an object is expected next: whoever comes with the keys of an object mostly has them in an order that can be foreseen, and to
//! compare a key with one name takes less than to look it up.

use crate::contract::{Member, Members};
use crate::same::is_same;

/// The order in which keys come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As the document names them, or sorted.
    Document,
    /// By their bytes.
    Bytes,
}

/// The entries of an object's keys, as they come.
pub(super) struct Expected<'m> {
    members: &'m Members,
    /// Whether they may come in either order.
    either: bool,
    /// The entries by their bytes, if this is the order.
    by_bytes: Option<&'m [u16]>,
    /// One more than the number of the entry that came last; zero before the first.
    behind: usize,
    next: Option<&'m Member>,
    /// The number of that entry.
    number: usize,
    /// How many more in a row may be another than expected before nothing is expected any more.
    patience: u8,
}

impl<'m> Expected<'m> {
    const PATIENCE: u8 = 3;

    #[inline]
    pub(super) fn new(members: &'m Members, order: Order) -> Self {
        let by_bytes = if order == Order::Bytes { members.by_bytes() } else { None };
        let either = order == Order::Document;
        let mut expected =
            Self { members, either, by_bytes, behind: 0, next: None, number: 0, patience: Self::PATIENCE };
        expected.expect(0);
        expected
    }

    /// The entries that are looked through.
    #[inline]
    pub(super) const fn members(&self) -> &'m Members {
        self.members
    }

    /// The entry for the next key, and its number.
    #[inline]
    pub(super) fn find(&mut self, key: &str) -> Option<(usize, &'m Member)> {
        self.find_next(|entry| is_same(entry.name.as_bytes(), key.as_bytes())).or_else(|| self.look_up(key))
    }

    /// The same, if the key is the one that is expected, as `is_it` says of its entry.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "it is asked for each key")]
    pub(super) fn find_next(
        &mut self,
        is_it: impl FnOnce(&'m Member) -> bool,
    ) -> Option<(usize, &'m Member)> {
        let entry = self.next.filter(|entry| is_it(entry))?;
        let number = self.number;
        self.patience = Self::PATIENCE;
        self.expect(number + 1);
        Some((number, entry))
    }

    /// The same of one that was not expected.
    #[inline(never)]
    pub(super) fn look_up(&mut self, key: &str) -> Option<(usize, &'m Member)> {
        let found = self.members.find(key)?;
        match self.patience.checked_sub(1) {
            Some(left) => {
                self.patience = left;
                // Whoever does not write the keys in the order of the document may sort them.
                if self.either {
                    self.by_bytes = self.members.by_bytes().filter(|entries| {
                        entries.get(self.behind).is_some_and(|entry| usize::from(*entry) == found)
                    });
                }
                self.expect(found + 1);
            }
            None => self.next = None,
        }
        Some((found, self.members.entries.get(found)?))
    }

    /// Expects what comes after so many entries.
    #[inline]
    fn expect(&mut self, after: usize) {
        self.behind = after;
        self.number = match self.by_bytes {
            None => after,
            Some(entries) => entries.get(after).map_or(usize::MAX, |entry| usize::from(*entry)),
        };
        self.next = self.members.entries.get(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Access, Additional, Text};

    fn members(names: &[&str]) -> Members {
        let entry = |name: &&str| Member {
            name: Text::from(*name),
            required: false,
            access: Access::ReadWrite,
            schema: None,
        };
        Members::new(names.iter().map(entry).collect(), Vec::new(), Additional::Allowed)
    }

    const NAMES: [&str; 7] = ["name", "email", "Zip", "", "é", "names", "a"];

    #[test]
    fn keys_that_come_as_expected_are_not_looked_up() {
        let members = members(&NAMES);
        let mut sorted = NAMES;
        sorted.sort_unstable();
        for (order, keys) in [(Order::Document, NAMES), (Order::Bytes, sorted)] {
            let mut expected = Expected::new(&members, order);
            for key in keys {
                let found = expected
                    .find_next(|entry| &*entry.name == key)
                    .map(|(number, entry)| (NAMES[number], &*entry.name));
                assert_eq!(found, Some((key, key)));
            }
            assert!(expected.find_next(|_| true).is_none());
        }
    }

    /// Whoever writes the keys sorted is found out by the first that is not as the document has it.
    #[test]
    fn sorted_keys_are_looked_up_once() {
        let members = members(&NAMES);
        let mut sorted = NAMES;
        sorted.sort_unstable();
        let mut expected = Expected::new(&members, Order::Document);
        let [first, others @ ..] = sorted;
        assert!(expected.find_next(|entry| &*entry.name == first).is_none());
        assert!(expected.look_up(first).is_some());
        for key in others {
            assert!(expected.find_next(|entry| &*entry.name == key).is_some(), "{key}");
        }
    }

    #[test]
    fn nothing_is_expected_of_keys_in_disorder() {
        let members = members(&NAMES);
        let mut expected = Expected::new(&members, Order::Document);
        for key in ["names", "email", "é", "name"] {
            assert!(expected.find_next(|entry| &*entry.name == key).is_none(), "{key}");
            assert!(expected.look_up(key).is_some(), "{key}");
        }
        assert!(expected.find_next(|_| true).is_none());
    }

    #[test]
    fn keys_in_any_order_are_found() {
        let members = members(&NAMES);
        let keys =
            ["a", "x", "name", "email", "Zip", "email", "", "names", "b", "é", "names", "a", "name", "email"];
        for order in [Order::Document, Order::Bytes] {
            let mut expected = Expected::new(&members, order);
            for key in keys {
                assert_eq!(expected.find(key).map(|(number, _)| number), members.find(key), "{key}");
            }
        }
    }
}
