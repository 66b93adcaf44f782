//! Keys: what the object's rules need is the text, whatever the type makes of it (a field, a number, a variant).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Error, Visitor};
use serde::forward_to_deserialize_any;

use super::super::run::Run;

/// The key under which `serde_json` shows exact numbers, where the build has its feature `arbitrary_precision`.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// The text of a key: borrowed from the payload if it is written there without escapes, and only then.
pub(super) enum Key<'de> {
    None,
    Borrowed(&'de str),
    Owned(String),
}

impl<'de> Key<'de> {
    pub(super) fn into_text(self) -> Cow<'de, str> {
        match self {
            Self::None => Cow::Borrowed(""),
            Self::Borrowed(text) => Cow::Borrowed(text),
            Self::Owned(text) => Cow::Owned(text),
        }
    }

    pub(super) fn to_text(&self) -> Cow<'de, str> {
        match self {
            Self::None => Cow::Borrowed(""),
            Self::Borrowed(text) => Cow::Borrowed(text),
            Self::Owned(text) => Cow::Owned(text.clone()),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::None => "",
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }

    /// Whether it is the reader's own key for a number. The payload may have the same characters, but not at that address.
    pub(super) fn is_number(&self, run: &Run<'_>) -> bool {
        match self {
            Self::Borrowed(text) => *text == NUMBER && !run.input.contains(&text.as_ptr().addr()),
            Self::None | Self::Owned(_) => false,
        }
    }
}

/// Reads a key as the type wants it, and keeps its text in `key`.
pub(super) struct KeySeed<'k, 'de, S> {
    pub(super) seed: S,
    pub(super) key: &'k mut Key<'de>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for KeySeed<'_, 'de, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        *self.key = inner.deserialize_str(TextVisitor)?;
        self.seed.deserialize(KeyReader::new(self.key))
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Key<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Key<'de>, E> {
        Ok(Key::Owned(text))
    }
}

/// A deserializer over a key, which answers as `serde_json` does: numbers, booleans and variants are found in its text.
pub(super) struct KeyReader<'k, 'de, E> {
    key: &'k Key<'de>,
    error: PhantomData<E>,
}

impl<'k, 'de, E> KeyReader<'k, 'de, E> {
    pub(super) const fn new(key: &'k Key<'de>) -> Self {
        Self { key, error: PhantomData }
    }
}

/// A key that a type wants as a number is read by the rules for numbers: no sign or zero too many, no escape, no space.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.key {
                Key::Borrowed(text) if is_bare(text) => {
                    let mut reader = serde_json::Deserializer::from_str(text);
                    let value = reader.$method(visitor).map_err(E::custom)?;
                    reader.end().map_err(E::custom)?;
                    Ok(value)
                }
                Key::None | Key::Borrowed(_) | Key::Owned(_) => Err(E::custom("the key is not a number")),
            }
        })*
    };
}

/// Whether a text begins and ends as a number does, so that there is no space around it.
fn is_bare(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && text.ends_with(|last: char| last.is_ascii_digit())
}

impl<'de, E: Error> Deserializer<'de> for KeyReader<'_, 'de, E> {
    type Error = E;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.key {
            Key::Borrowed(text) => visitor.visit_borrowed_str(text),
            Key::None | Key::Owned(_) => visitor.visit_str(self.key.as_str()),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.key {
            Key::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Key::None | Key::Owned(_) => visitor.visit_bytes(self.key.as_str().as_bytes()),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.key {
            Key::Borrowed("true") => visitor.visit_bool(true),
            Key::Borrowed("false") => visitor.visit_bool(false),
            Key::None | Key::Borrowed(_) | Key::Owned(_) => Err(E::custom("the key is not a boolean")),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
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
        match self.key {
            Key::Borrowed(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
            Key::None | Key::Owned(_) => visitor.visit_enum(StrDeserializer::new(self.key.as_str())),
        }
    }

    forward_to_deserialize_any! {
        char str string unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
