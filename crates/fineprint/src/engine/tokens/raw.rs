//! `serde_json::value::RawValue`: a type that takes the text of a value as it stands. The text is judged before it is handed on.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, StringDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::checked::Checked;
use super::judging::Judging;
use super::key::{Key, KeySeed};

/// The name, and the only key, by which `RawValue` asks for text.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// A visitor around `RawValue`'s own, which judges the text on its way.
pub(super) struct JudgingText<'a, 'c, V>(pub(super) Judging<'a, 'c, V>);

impl<'de, V: Visitor<'de>> Visitor<'de> for JudgingText<'_, '_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    /// What a reader without raw text answers.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(inner)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<V::Value, A::Error> {
        let Judging { visitor, run, schemas, path } = self.0;
        let (mut name, mut text) = (Key::None, Key::None);
        members.next_key_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut name })?;
        members.next_value_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut text })?;
        let start = text.as_str().as_ptr().addr();
        let outer = std::mem::replace(&mut run.input, start..start + text.as_str().len());
        let mut reader = serde_json::Deserializer::from_str(text.as_str());
        let judged = IgnoredAny::deserialize(Checked { inner: &mut reader, run, schemas, path });
        run.input = outer;
        judged.map_err(A::Error::custom)?;
        let name = BorrowedStrDeserializer::new(RAW_VALUE);
        match text {
            Key::Borrowed(text) => visitor
                .visit_map(MapDeserializer::new([(name, BorrowedStrDeserializer::new(text))].into_iter())),
            Key::None | Key::Owned(_) => {
                let text = StringDeserializer::new(text.into_text().into_owned());
                visitor.visit_map(MapDeserializer::new([(name, text)].into_iter()))
            }
        }
    }
}
