//! A deserializer over what was read into memory: it answers a type as the reader would have.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::vec;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Unexpected, Visitor};

use super::super::node::{Tree, TreeNumber};
use super::super::number::Number;
use super::answer::{AsBytes, AsEnum, AsSingle};
use super::key::{Key, KeyReader, NUMBER};

/// A tree, to be read once.
pub(super) struct Replay<'de, E> {
    tree: Tree<'de>,
    error: PhantomData<E>,
}

impl<'de, E: Error> Replay<'de, E> {
    pub(super) const fn new(tree: Tree<'de>) -> Self {
        Self { tree, error: PhantomData }
    }

    fn refused<V: Visitor<'de>>(visitor: &V) -> E {
        E::invalid_type(Unexpected::Other("value of another type"), visitor)
    }
}

/// The reader refuses what is not of the type that was asked for, whatever the visitor would take.
macro_rules! only {
    ($($method:ident($($argument:ty),*) => $admitted:pat,)*) => {
        $(fn $method<V: Visitor<'de>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value, E> {
            if matches!(self.tree, $admitted) {
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
            let Tree::Number(number) = self.tree else { return Err(Self::refused(&visitor)) };
            match number.for_type() {
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
            let Tree::Number(number) = self.tree else { return Err(Self::refused(&visitor)) };
            let integer = match (number.for_type(), &number.written) {
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

impl<'de, E: Error> Deserializer<'de> for Replay<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.tree {
            Tree::Null => visitor.visit_unit(),
            Tree::Boolean(value) => visitor.visit_bool(value),
            Tree::Number(TreeNumber { written: Some(text), .. }) => {
                let member = (BorrowedStrDeserializer::new(NUMBER), StringDeserializer::new(text));
                visitor.visit_map(MapDeserializer::new([member].into_iter()))
            }
            Tree::Number(TreeNumber { written: None, .. }) => self.deserialize_f64(visitor),
            Tree::String(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Tree::String(Cow::Owned(text)) => visitor.visit_string(text),
            Tree::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter().map(Self::new));
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Tree::Object(members) => {
                let mut members =
                    ReplayMembers { members: members.into_iter(), value: None, error: PhantomData };
                let value = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(value)
            }
        }
    }

    only! {
        deserialize_bool() => Tree::Boolean(_),
        deserialize_char() => Tree::String(_),
        deserialize_str() => Tree::String(_),
        deserialize_string() => Tree::String(_),
        deserialize_identifier() => Tree::String(_),
        deserialize_unit() => Tree::Null,
        deserialize_unit_struct(&'static str) => Tree::Null,
        deserialize_seq() => Tree::Array(_),
        deserialize_tuple(usize) => Tree::Array(_),
        deserialize_tuple_struct(&'static str, usize) => Tree::Array(_),
        deserialize_map() => Tree::Object(_),
        deserialize_struct(&'static str, &'static [&'static str]) => Tree::Array(_) | Tree::Object(_),
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
        if matches!(self.tree, Tree::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
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

impl<'de, E: Error> IntoDeserializer<'de, E> for Replay<'de, E> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The members of an object. As in the text, a value can only be read behind its key, and has to be.
struct ReplayMembers<'de, E> {
    members: vec::IntoIter<(Cow<'de, str>, Tree<'de>)>,
    value: Option<Tree<'de>>,
    error: PhantomData<E>,
}

impl<E: Error> ReplayMembers<'_, E> {
    fn end(mut self) -> Result<(), E> {
        if self.value.is_none() && self.members.next().is_none() {
            Ok(())
        } else {
            Err(E::custom("the object has more members"))
        }
    }
}

impl<'de, E: Error> MapAccess<'de> for &mut ReplayMembers<'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        if self.value.is_some() {
            return Err(E::custom("a value follows, not a key"));
        }
        let Some((key, value)) = self.members.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(KeyReader::new(&Key::from(key))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, E> {
        match self.value.take() {
            Some(value) => seed.deserialize(Replay::new(value)),
            None => Err(E::custom("a key follows, not a value")),
        }
    }
}
