//! Answers that have to be asked for in another way than the type does, so that the judgement sees all of what is there. The
//! type gets what the reader would have answered.

use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

/// Hands a type the enum that JSON writes as a string, or as an object with one key.
pub(super) struct AsEnum<V>(pub(super) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for AsEnum<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        let variant: StrDeserializer<'_, E> = name.into_deserializer();
        self.0.visit_enum(variant)
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<V::Value, E> {
        self.0.visit_enum(BorrowedStrDeserializer::new(name))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Variant(map))
    }
}

/// The only member of an object: the variant's name and its content. What is behind it, the object's reader will refuse.
struct Variant<A>(A);

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Variant<A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<(S::Value, Self), A::Error> {
        match self.0.next_key_seed(seed)? {
            Some(name) => Ok((name, self)),
            None => Err(A::Error::custom("an object without a member names no variant")),
        }
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Variant<A> {
    type Error = A::Error;

    fn unit_variant(mut self) -> Result<(), A::Error> {
        self.0.next_value()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, _: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(Fields { fields: None, visitor })
    }

    fn struct_variant<V: Visitor<'de>>(
        mut self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(Fields { fields: Some(fields), visitor })
    }
}

/// The content of a variant: fields with names, which may also be written as an array, or without.
struct Fields<V> {
    fields: Option<&'static [&'static str]>,
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Fields<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        match self.fields {
            None => deserializer.deserialize_seq(self.visitor),
            Some(fields) => deserializer.deserialize_struct("", fields, self.visitor),
        }
    }
}

/// Hands a type the bytes of a string, or the items of an array.
pub(super) struct AsBytes<V>(pub(super) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for AsBytes<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        self.0.visit_bytes(text.as_bytes())
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        self.0.visit_borrowed_bytes(text.as_bytes())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(items)
    }
}

/// Hands a type a number in single precision. Readers refuse those that an `f32` can only hold as infinity.
pub(super) struct AsSingle<V>(pub(super) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for AsSingle<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        #[allow(clippy::cast_possible_truncation, reason = "single precision is what was asked for")]
        let single = value as f32;
        if single.is_infinite() {
            return Err(E::custom("number out of range"));
        }
        self.0.visit_f64(single.into())
    }
}
