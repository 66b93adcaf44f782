//! What the engine sees of a payload: one trait over parsed values, and the facts that most constraints ask for.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::iter::Empty;

use serde_json::{Map, Value};

use super::expected::Order;
use super::number::Number;
use crate::contract::Type;

/// A node of a parsed payload.
pub(crate) trait Node<'n>: Copy {
    type Items: ExactSizeIterator<Item = Self> + Clone;
    type Members: ExactSizeIterator<Item = (&'n str, Self)>;

    /// Whether it was just read from text, so that the rules for text hold, which no document states.
    const IS_TEXT: bool;

    /// In which order keys are to be expected.
    const ORDER: Order;

    /// Whether it takes less to ask an object with so many members for so many properties than to look up each member.
    fn is_better_asked(properties: usize, members: usize) -> bool;

    fn view(self) -> View<'n, Self>;

    /// What most constraints ask for.
    #[inline]
    fn fact(self) -> Fact<'n> {
        self.view().fact()
    }

    /// Its type alone.
    #[inline]
    fn ty(self) -> Type {
        self.fact().ty()
    }

    /// The value of that property, if it is an object that has it.
    fn member(self, property: &str) -> Option<Self> {
        match self.view() {
            View::Object(mut members) => members.find(|(key, _)| *key == property).map(|(_, value)| value),
            View::Null | View::Boolean(_) | View::Number(_) | View::String(_) | View::Array(_) => None,
        }
    }

    /// Whether it is an object with that property.
    fn has(self, property: &str) -> bool {
        self.member(property).is_some()
    }

    /// What tells the node from all others, as long as the payload stands still.
    fn address(self) -> usize;

    /// Remembers that to the contract the node is an integer.
    fn note_integer(self) {}
}

/// A node, looked at.
pub(crate) enum View<'n, N: Node<'n>> {
    Null,
    Boolean(bool),
    Number(Number),
    String(&'n str),
    Array(N::Items),
    Object(N::Members),
}

/// What constraints ask of a node, except for those few that look inside.
#[derive(Clone, Copy)]
pub(crate) enum Fact<'n> {
    Null,
    Boolean(bool),
    Number(Number),
    String(&'n str),
    Array(usize),
    Object(usize),
}

impl Fact<'_> {
    #[inline]
    pub(super) fn ty(&self) -> Type {
        match self {
            Self::Null => Type::Null,
            Self::Boolean(_) => Type::Boolean,
            Self::Number(number) if number.is_integer() => Type::Integer,
            Self::Number(_) => Type::Number,
            Self::String(_) => Type::String,
            Self::Array(_) => Type::Array,
            Self::Object(_) => Type::Object,
        }
    }

    /// The value for a message, where the caller wants to see values.
    pub(super) fn shown(&self) -> Option<String> {
        const SHOWN_CHARACTERS: usize = 64;
        match self {
            Self::Null => Some("null".to_owned()),
            Self::Boolean(value) => Some(value.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::String(text) => {
                let cut: String = text.chars().take(SHOWN_CHARACTERS).collect();
                let ellipsis = if cut.len() < text.len() { "…" } else { "" };
                Some(format!("{cut:?}{ellipsis}"))
            }
            Self::Array(_) | Self::Object(_) => None,
        }
    }
}

impl<'n, N: Node<'n>> View<'n, N> {
    #[inline]
    pub(super) fn fact(&self) -> Fact<'n> {
        match self {
            Self::Null => Fact::Null,
            Self::Boolean(value) => Fact::Boolean(*value),
            Self::Number(number) => Fact::Number(*number),
            Self::String(text) => Fact::String(text),
            Self::Array(items) => Fact::Array(items.len()),
            Self::Object(members) => Fact::Object(members.len()),
        }
    }
}

/// The members of an object in memory.
pub(crate) struct ValueMembers<'n>(serde_json::map::Iter<'n>);

impl<'n> Iterator for ValueMembers<'n> {
    type Item = (&'n str, &'n Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.0.next()?;
        Some((key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for ValueMembers<'_> {}

impl<'n> Node<'n> for &'n Value {
    type Items = std::slice::Iter<'n, Value>;
    type Members = ValueMembers<'n>;

    const IS_TEXT: bool = false;

    /// With `serde_json`'s feature `preserve_order`, objects are no trees, and have another size.
    const ORDER: Order = if size_of::<Map<String, Value>>() == size_of::<BTreeMap<String, Value>>() {
        Order::Bytes
    } else {
        Order::Document
    };

    /// To find a key in a tree takes about as long as to go over two members, where there are few; where there are many, over six.
    #[inline]
    fn is_better_asked(properties: usize, members: usize) -> bool {
        properties * 5 < members + 4
    }

    #[inline]
    fn view(self) -> View<'n, Self> {
        match self {
            Value::Null => View::Null,
            Value::Bool(value) => View::Boolean(*value),
            Value::Number(number) => View::Number(number.into()),
            Value::String(text) => View::String(text),
            Value::Array(items) => View::Array(items.iter()),
            Value::Object(members) => View::Object(ValueMembers(members.iter())),
        }
    }

    #[inline]
    fn fact(self) -> Fact<'n> {
        match self {
            Value::Null => Fact::Null,
            Value::Bool(value) => Fact::Boolean(*value),
            Value::Number(number) => Fact::Number(number.into()),
            Value::String(text) => Fact::String(text),
            Value::Array(items) => Fact::Array(items.len()),
            Value::Object(members) => Fact::Object(members.len()),
        }
    }

    #[inline]
    fn ty(self) -> Type {
        match self {
            Value::Null => Type::Null,
            Value::Bool(_) => Type::Boolean,
            Value::Number(number) if Number::from(number).is_integer() => Type::Integer,
            Value::Number(_) => Type::Number,
            Value::String(_) => Type::String,
            Value::Array(_) => Type::Array,
            Value::Object(_) => Type::Object,
        }
    }

    #[inline]
    fn member(self, property: &str) -> Option<Self> {
        self.as_object()?.get(property)
    }

    fn address(self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

/// A scalar that is not part of a parsed payload, but was just read.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'n> {
    Null,
    Boolean(bool),
    Number(Number),
    /// A number with a fraction or an exponent, and whether to the contract it is an integer.
    Double(f64, &'n Cell<bool>),
    String(&'n str),
    /// A key of an object, which the payload keeps for longer than a scalar.
    Key(&'n str),
}

impl<'n> Node<'n> for Scalar<'n> {
    type Items = Empty<Self>;
    type Members = Empty<(&'n str, Self)>;

    const IS_TEXT: bool = true;
    const ORDER: Order = Order::Document;

    fn is_better_asked(_: usize, _: usize) -> bool {
        false
    }

    #[inline]
    fn view(self) -> View<'n, Self> {
        match self {
            Self::Null => View::Null,
            Self::Boolean(value) => View::Boolean(value),
            Self::Number(number) => View::Number(number),
            Self::Double(value, _) => View::Number(Number::Double(value)),
            Self::String(text) | Self::Key(text) => View::String(text),
        }
    }

    /// There is one at a time, but for the keys of what was read into memory. Empty keys share an address, and a meaning.
    fn address(self) -> usize {
        match self {
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::Double(..) | Self::String(_) => 0,
            Self::Key(text) => text.as_ptr().addr(),
        }
    }

    fn note_integer(self) {
        if let Self::Double(_, is_integer) = self {
            is_integer.set(true);
        }
    }
}
