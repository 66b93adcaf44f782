//! Which key is expected next: whoever comes with the keys of an object mostly has them in an order that can be foreseen, and to
//! compare a key with one name takes less than to look it up.

use super::lookup::is_same;
use super::{Member, Members};

/// The order in which keys come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the document names them.
    Document,
    /// By their bytes.
    Bytes,
}

/// For each entry, the one that comes after it by the bytes of their names; before these, the first.
pub(super) type ByBytes = Box<[u16]>;

/// The entries of an object's keys, as they come.
pub(crate) struct Expected<'m> {
    members: &'m Members,
    /// The entries by their bytes, if this is the order.
    by_bytes: Option<&'m [u16]>,
    next: Option<&'m Member>,
    /// The number of that entry.
    number: usize,
    /// How many more may be another than expected before nothing is expected any more.
    patience: u8,
}

impl<'m> Expected<'m> {
    const PATIENCE: u8 = 3;

    #[inline]
    pub(crate) fn new(members: &'m Members, order: Order) -> Self {
        let by_bytes = if order == Order::Bytes { members.by_bytes() } else { None };
        let mut expected = Self { members, by_bytes, next: None, number: 0, patience: Self::PATIENCE };
        expected.expect(0);
        expected
    }

    /// The entry for the next key, and its number.
    #[inline]
    pub(crate) fn find(&mut self, key: &str) -> Option<(usize, &'m Member)> {
        self.find_next(key).or_else(|| self.look_up(key))
    }

    /// The same, if it is the one that is expected.
    #[inline]
    pub(crate) fn find_next(&mut self, key: &str) -> Option<(usize, &'m Member)> {
        let entry = self.next.filter(|entry| is_same(entry.name.as_bytes(), key.as_bytes()))?;
        let number = self.number;
        self.expect(number + 1);
        Some((number, entry))
    }

    /// The same of one that was not expected.
    #[inline(never)]
    pub(crate) fn look_up(&mut self, key: &str) -> Option<(usize, &'m Member)> {
        let number = self.members.find(key)?;
        match self.patience.checked_sub(1) {
            Some(left) => {
                self.patience = left;
                self.expect(number + 1);
            }
            None => self.next = None,
        }
        Some((number, self.members.entries.get(number)?))
    }

    /// Expects what comes after so many entries.
    #[inline]
    fn expect(&mut self, after: usize) {
        self.number = match self.by_bytes {
            None => after,
            Some(entries) => entries.get(after).map_or(usize::MAX, |entry| usize::from(*entry)),
        };
        self.next = self.members.entries.get(self.number);
    }
}

/// The order of these entries by the bytes of their names.
pub(super) fn by_bytes(entries: &[Member]) -> ByBytes {
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

#[cfg(test)]
mod tests {
    use super::super::{Access, Additional, Text};
    use super::*;

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
                let found = expected.find_next(key).map(|(number, entry)| (NAMES[number], &*entry.name));
                assert_eq!(found, Some((key, key)));
            }
            assert!(expected.find_next("name").is_none());
        }
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
