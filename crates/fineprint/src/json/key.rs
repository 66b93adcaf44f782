//! Keys: strings, which a type may also want as a number, a boolean or a variant.

use serde::Deserializer;
use serde::de::{Error as _, Visitor};
use serde::forward_to_deserialize_any;

use super::{Error, Fault, Reader};

/// Reads a key, at its quote.
pub(super) struct KeyReader<'r, 'de>(pub(super) &'r mut Reader<'de>);

/// A number in quotes, without space.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.0.at += 1;
            if !matches!(self.0.byte(), Some(b'-' | b'0'..=b'9')) {
                return Err(self.0.fault(Fault::NumericKey));
            }
            let value = Deserializer::$method(&mut *self.0, visitor)?;
            if self.0.byte() != Some(b'"') {
                return Err(self.0.fault_ahead(Fault::NumericKey));
            }
            self.0.at += 1;
            Ok(value)
        })*
    };
}

impl<'de> Deserializer<'de> for KeyReader<'_, 'de> {
    type Error = Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.visit_string(visitor)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let reader = self.0;
        let value = match reader.rest().get(1) {
            Some(b't') => {
                reader.at += 1;
                reader.keyword(b"true\"")?;
                visitor.visit_bool(true)
            }
            Some(b'f') => {
                reader.at += 1;
                reader.keyword(b"false\"")?;
                visitor.visit_bool(false)
            }
            Some(_) | None => {
                reader.unescaped()?;
                Err(Error::custom("not a boolean"))
            }
        };
        reader.place(value)
    }

    /// No key is null.
    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == super::deserializer::RAW_VALUE {
            self.0.raw_value(visitor)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.deserialize_bytes(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.deserialize_bytes(visitor)
    }

    forward_to_deserialize_any! {
        char str string unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
