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
