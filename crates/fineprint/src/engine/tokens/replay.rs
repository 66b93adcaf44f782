//! A deserializer over what was read into memory: it answers a type as the reader would have.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::super::number::Number;
use super::super::tape::{Entry, TapeNode, TapeNumber, Within};
use super::answer::{AsBytes, AsEnum, AsSingle};
use super::key::{Key, KeyReader, NUMBER};

/// A value on a tape.
pub(super) struct Replay<'t, 'de, E> {
    node: TapeNode<'t, 'de>,
    error: PhantomData<E>,
}

impl<'t, 'de, E: Error> Replay<'t, 'de, E> {
    pub(super) const fn new(node: TapeNode<'t, 'de>) -> Self {
        Self { node, error: PhantomData }
    }

    fn entry(&self) -> &'t Entry<'de> {
        self.node.entry().unwrap_or(&Entry::Null)
    }

    /// The number, and how it is written where the reader keeps that.
    fn number<V: Visitor<'de>>(&self, visitor: &V) -> Result<(&'t TapeNumber, Option<&'t str>), E> {
        match self.entry() {
            Entry::Number(number) => Ok((number, None)),
            Entry::WrittenNumber(number) => Ok((&number.0, Some(&number.1))),
            Entry::Null | Entry::Boolean(_) | Entry::String(_) | Entry::Array(_) | Entry::Object(_) => {
                Err(Self::refused(visitor))
            }
        }
    }

    fn refused<V: Visitor<'de>>(visitor: &V) -> E {
        E::invalid_type(Unexpected::Other("value of another type"), visitor)
    }
}

/// The reader refuses what is not of the type that was asked for, whatever the visitor would take.
macro_rules! only {
    ($($method:ident($($argument:ty),*) => $admitted:pat,)*) => {
        $(fn $method<V: Visitor<'de>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value, E> {
            if matches!(self.entry(), $admitted) {
                self.deserialize_any(visitor)
            } else {
                Err(Self::refused(&visitor))
            }
        })*
    };
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.number(&visitor)?.0.for_type() {
                Number::Unsigned(value) => visitor.visit_u64(value),
                Number::Signed(value) => visitor.visit_i64(value),
                Number::Double(value) => visitor.visit_f64(value),
            }
        })*
    };
}

/// The reader takes these from integers only. Without `arbitrary_precision` it keeps none that is beyond 64 bits.
macro_rules! wide_integers {
    ($($method:ident => $visit:ident,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            let (number, written) = self.number(&visitor)?;
            let integer = match (number.for_type(), written) {
                (Number::Unsigned(value), _) => value.try_into().ok(),
                (Number::Signed(value), _) => value.try_into().ok(),
                (Number::Double(_), Some(text)) => text.parse().ok(),
                (Number::Double(_), None) => None,
            };
            match integer {
                Some(integer) => visitor.$visit(integer),
                None => Err(Self::refused(&visitor)),
            }
        })*
    };
}

impl<'de, E: Error> Deserializer<'de> for Replay<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.entry() {
            Entry::Null => visitor.visit_unit(),
            Entry::Boolean(value) => visitor.visit_bool(*value),
            Entry::WrittenNumber(number) => {
                let member = (BorrowedStrDeserializer::new(NUMBER), StrDeserializer::new(&number.1));
                visitor.visit_map(MapDeserializer::new([member].into_iter()))
            }
            Entry::Number(_) => self.deserialize_f64(visitor),
            Entry::String(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Entry::String(Cow::Owned(text)) => visitor.visit_str(text),
            Entry::Array(extent) => {
                let mut items = ReplayItems::new(self.node, extent.count);
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Entry::Object(extent) => {
                let mut members =
                    ReplayMembers { items: ReplayItems::new(self.node, extent.count), at_value: false };
                let value = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(value)
            }
        }
    }

    only! {
        deserialize_bool() => Entry::Boolean(_),
        deserialize_char() => Entry::String(_),
        deserialize_str() => Entry::String(_),
        deserialize_string() => Entry::String(_),
        deserialize_identifier() => Entry::String(_),
        deserialize_unit() => Entry::Null,
        deserialize_unit_struct(&'static str) => Entry::Null,
        deserialize_seq() => Entry::Array(_),
        deserialize_tuple(usize) => Entry::Array(_),
        deserialize_tuple_struct(&'static str, usize) => Entry::Array(_),
        deserialize_map() => Entry::Object(_),
        deserialize_struct(&'static str, &'static [&'static str]) => Entry::Array(_) | Entry::Object(_),
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f64
    }

    wide_integers! {
        deserialize_i128 => visit_i128,
        deserialize_u128 => visit_u128,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.deserialize_f64(AsSingle(visitor))
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.deserialize_any(AsBytes(visitor))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.deserialize_any(AsBytes(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if matches!(self.entry(), Entry::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        self.deserialize_any(AsEnum(visitor))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }
}

/// The items of an array, or the members of an object.
struct ReplayItems<'t, 'de, E> {
    within: Within<'t, 'de>,
    left: usize,
    error: PhantomData<E>,
}

impl<'t, 'de, E: Error> ReplayItems<'t, 'de, E> {
    fn new(node: TapeNode<'t, 'de>, count: usize) -> Self {
        Self { within: node.within(), left: count, error: PhantomData }
    }

    fn next(&mut self) -> Option<Replay<'t, 'de, E>> {
        self.left = self.left.checked_sub(1)?;
        self.within.next().map(Replay::new)
    }

    fn end(&self) -> Result<(), E> {
        if self.left == 0 { Ok(()) } else { Err(E::custom("there is more in it")) }
    }
}

impl<'de, E: Error> SeqAccess<'de> for &mut ReplayItems<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, E> {
        self.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// The members of an object. As in the text, a value can only be read behind its key, and has to be.
struct ReplayMembers<'t, 'de, E> {
    items: ReplayItems<'t, 'de, E>,
    at_value: bool,
}

impl<E: Error> ReplayMembers<'_, '_, E> {
    fn end(&self) -> Result<(), E> {
        if self.at_value { Err(E::custom("a value follows")) } else { self.items.end() }
    }
}

impl<'de, E: Error> MapAccess<'de> for &mut ReplayMembers<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        if self.at_value {
            return Err(E::custom("a value follows, not a key"));
        }
        if self.items.left == 0 {
            return Ok(None);
        }
        let Some(key) = self.items.within.next_key() else { return Ok(None) };
        self.at_value = true;
        let key = match key {
            Cow::Borrowed(text) => Key::Borrowed(text),
            Cow::Owned(text) => Key::Owned(text.clone()),
        };
        seed.deserialize(KeyReader::new(&key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, E> {
        if !std::mem::take(&mut self.at_value) {
            return Err(E::custom("a key follows, not a value"));
        }
        match self.items.next() {
            Some(value) => seed.deserialize(value),
            None => Err(E::custom("a value is missing")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.left)
    }
}
