//! A part of the payload in memory, for constraints that must look at it more than once: its values one after the other, in one
//! piece of memory. Unlike a [`Value`](serde_json::Value) it keeps borrowed strings borrowed, keys in order, and keys that stand twice.

use std::borrow::Cow;
use std::cell::Cell;

use super::expected::Order;
use super::node::{Fact, Node, View};
use super::number::Number;
use crate::same::is_same;

/// Values in the order of the text. Behind an array follow its items, behind an object its members, each a key and a value.
pub(crate) type Tape<'de> = Vec<Entry<'de>>;

/// One value, without what lies within it; or a key.
#[derive(Debug)]
pub(crate) enum Entry<'de> {
    Null,
    Boolean(bool),
    Number(TapeNumber),
    /// A number that the reader keeps as it is written.
    WrittenNumber(Box<(TapeNumber, String)>),
    String(Cow<'de, str>),
    Array(Extent),
    Object(Extent),
}

/// A number, and whether to the contract it is an integer.
#[derive(Debug)]
pub(crate) struct TapeNumber {
    pub(super) value: Number,
    integer: Cell<bool>,
}

impl TapeNumber {
    /// The number as types see it: where the contract wants an integer, `1.0` is one.
    pub(super) fn for_type(&self) -> Number {
        if self.integer.get() { self.value.as_integer() } else { self.value }
    }
}

impl From<Number> for TapeNumber {
    fn from(value: Number) -> Self {
        Self { value, integer: Cell::new(false) }
    }
}

/// What belongs to an array or object.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent {
    /// How many items or members it has.
    pub(super) count: usize,
    /// How many entries it takes, its own included.
    pub(super) entries: usize,
}

impl Entry<'_> {
    /// How many entries the value takes.
    #[inline]
    fn entries(&self) -> usize {
        match self {
            Self::Array(extent) | Self::Object(extent) => extent.entries,
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::WrittenNumber(_) | Self::String(_) => 1,
        }
    }
}

/// A value on a tape: the first of these entries, with what belongs to it.
#[derive(Clone, Copy)]
pub(crate) struct TapeNode<'t, 'de>(&'t [Entry<'de>]);

impl<'t, 'de> TapeNode<'t, 'de> {
    /// The first value on the tape.
    pub(super) fn new(tape: &'t [Entry<'de>]) -> Self {
        Self(tape)
    }

    /// The value's own entry.
    #[inline]
    pub(super) fn entry(self) -> Option<&'t Entry<'de>> {
        self.0.first()
    }

    /// The values of an array, or the keys and values of an object, one after the other.
    #[inline]
    pub(super) fn within(self) -> Within<'t, 'de> {
        Within(self.0.get(1..).unwrap_or_default())
    }
}

impl<'t, 'de> TapeNode<'t, 'de> {
    /// The keys of an object, also of one that is not complete yet.
    pub(super) fn keys(self) -> impl Iterator<Item = &'t Cow<'de, str>> {
        let mut within = self.within();
        std::iter::from_fn(move || {
            let key = within.next_key()?;
            within.next();
            Some(key)
        })
    }
}

/// Values one after the other.
#[derive(Clone)]
pub(crate) struct Within<'t, 'de>(&'t [Entry<'de>]);

impl<'t, 'de> Within<'t, 'de> {
    /// The next value. The caller knows how many there are.
    #[inline]
    pub(super) fn next(&mut self) -> Option<TapeNode<'t, 'de>> {
        let node = TapeNode(self.0);
        self.0 = self.0.get(node.entry()?.entries()..).unwrap_or_default();
        Some(node)
    }

    /// The next key.
    #[inline]
    pub(super) fn next_key(&mut self) -> Option<&'t Cow<'de, str>> {
        let (Entry::String(key), rest) = self.0.split_first()? else { return None };
        self.0 = rest;
        Some(key)
    }
}

/// The items of an array.
#[derive(Clone)]
pub(crate) struct TapeItems<'t, 'de> {
    within: Within<'t, 'de>,
    count: usize,
}

impl<'t, 'de> Iterator for TapeItems<'t, 'de> {
    type Item = TapeNode<'t, 'de>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.count = self.count.checked_sub(1)?;
        self.within.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count, Some(self.count))
    }
}

impl ExactSizeIterator for TapeItems<'_, '_> {}

/// The members of an object.
pub(crate) struct TapeMembers<'t, 'de> {
    within: Within<'t, 'de>,
    count: usize,
}

impl<'t, 'de> Iterator for TapeMembers<'t, 'de> {
    type Item = (&'t str, TapeNode<'t, 'de>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.count = self.count.checked_sub(1)?;
        let key = self.within.next_key()?;
        Some((key, self.within.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count, Some(self.count))
    }
}

impl ExactSizeIterator for TapeMembers<'_, '_> {}

impl<'t, 'de> Node<'t> for TapeNode<'t, 'de> {
    type Items = TapeItems<'t, 'de>;
    type Members = TapeMembers<'t, 'de>;

    const IS_TEXT: bool = true;
    const ORDER: Order = Order::Document;

    /// Few names are compared with each key in passing.
    #[inline]
    fn is_better_asked(properties: usize, _: usize) -> bool {
        properties <= 3
    }

    #[inline]
    fn member(self, property: &str) -> Option<Self> {
        let Some(Entry::Object(extent)) = self.entry() else { return None };
        let mut members = TapeMembers { within: self.within(), count: extent.count };
        members.find(|(key, _)| is_same(key.as_bytes(), property.as_bytes())).map(|(_, value)| value)
    }

    #[inline]
    fn view(self) -> View<'t, Self> {
        match self.entry() {
            Some(Entry::Null) | None => View::Null,
            Some(Entry::Boolean(value)) => View::Boolean(*value),
            Some(Entry::Number(number)) => View::Number(number.value),
            Some(Entry::WrittenNumber(number)) => View::Number(number.0.value),
            Some(Entry::String(text)) => View::String(text),
            Some(Entry::Array(extent)) => {
                View::Array(TapeItems { within: self.within(), count: extent.count })
            }
            Some(Entry::Object(extent)) => {
                View::Object(TapeMembers { within: self.within(), count: extent.count })
            }
        }
    }

    #[inline]
    fn fact(self) -> Fact<'t> {
        match self.entry() {
            Some(Entry::Null) | None => Fact::Null,
            Some(Entry::Boolean(value)) => Fact::Boolean(*value),
            Some(Entry::Number(number)) => Fact::Number(number.value),
            Some(Entry::WrittenNumber(number)) => Fact::Number(number.0.value),
            Some(Entry::String(text)) => Fact::String(text),
            Some(Entry::Array(extent)) => Fact::Array(extent.count),
            Some(Entry::Object(extent)) => Fact::Object(extent.count),
        }
    }

    fn address(self) -> usize {
        self.0.as_ptr().addr()
    }

    fn note_integer(self) {
        match self.entry() {
            Some(Entry::Number(number)) => number.integer.set(true),
            Some(Entry::WrittenNumber(number)) => number.0.integer.set(true),
            Some(Entry::Null | Entry::Boolean(_) | Entry::String(_) | Entry::Array(_) | Entry::Object(_))
            | None => {}
        }
    }
}
