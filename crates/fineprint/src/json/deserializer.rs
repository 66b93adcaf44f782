//! The reader as serde knows it: answers a type's questions in the way of `serde_json`.

use std::iter;

use serde::Deserializer;
use serde::de::Visitor;
use serde::de::value::{BorrowedStrDeserializer, MapDeserializer};

use super::access::{Items, Members, UnitVariant, Variant};
use super::text::Bytes;
use super::{Error, Fault, Number, Reader};

/// The name, and the only key, by which `serde_json`'s `RawValue` asks for text.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";

impl<'de> Reader<'de> {
    /// The same answer. If it is a refusal, it gets its place: that is known only here.
    #[inline]
    pub(super) fn place<T>(&self, answer: Result<T, Error>) -> Result<T, Error> {
        match answer {
            Ok(value) => Ok(value),
            Err(error) => Err(error.or_at(self.at)),
        }
    }

    #[inline]
    pub(super) fn visit_string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.plain() {
            Some(text) => visitor.visit_borrowed_str(text),
            None => visitor.visit_str(self.unescaped()?),
        }
    }

    #[inline]
    fn visit_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.number()? {
            Number::Unsigned(value) => visitor.visit_u64(value),
            Number::Signed(value) => visitor.visit_i64(value),
            Number::Double(value) => visitor.visit_f64(value),
        }
    }

    #[inline]
    fn visit_array<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        self.enter()?;
        let value = visitor.visit_seq(Items::new(self));
        self.remaining_depth += 1;
        let end = self.end_array();
        let value = value?;
        end.map(|()| value)
    }

    #[inline]
    fn visit_object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        self.enter()?;
        let value = visitor.visit_map(Members::new(self));
        self.remaining_depth += 1;
        let end = self.end_object();
        let value = value?;
        end.map(|()| value)
    }

    /// That the type wants something else than what comes next, unless that is not even JSON.
    #[cold]
    fn refuse(&mut self) -> Error {
        let read = match self.peek_byte() {
            // What is in them is not looked at.
            b'[' | b'{' => Ok(()),
            byte => self.skip_scalar(byte),
        };
        match read {
            Ok(()) => self.fault(Fault::Refused),
            Err(error) => error,
        }
    }

    /// The text of a value as it stands.
    pub(super) fn raw_value<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        self.peek_byte();
        let start = self.at;
        self.skip_value()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        let member = (BorrowedStrDeserializer::new(RAW_VALUE), BorrowedStrDeserializer::new(text));
        visitor.visit_map(MapDeserializer::new(iter::once(member)))
    }

    /// The text of an integer, behind whitespace, for types of 128 bits.
    fn wide_integer(&mut self, may_be_negative: bool) -> Result<&'de str, Error> {
        let sign = self.peek_byte() == b'-';
        if self.at == self.text.len() {
            return Err(self.fault(Fault::Incomplete));
        }
        if sign && !may_be_negative {
            return Err(self.fault_ahead(Fault::OutOfRange));
        }
        let start = self.at;
        self.at += usize::from(sign);
        // What ends too early is no number here: `serde_json` has it so.
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return Err(self.fault_ahead(Fault::Number));
        }
        self.scan_integer()?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }
}

/// Questions that have the same answer as another.
macro_rules! like {
    ($($method:ident($($argument:ident: $ty:ty),*) => $other:ident;)*) => {
        $(#[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, Error> {
            self.$other(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'"' => self.visit_string(visitor),
            b'{' => self.visit_object(visitor),
            b'[' => self.visit_array(visitor),
            b'-' | b'0'..=b'9' => self.visit_number(visitor),
            b't' => {
                self.keyword(b"true")?;
                visitor.visit_bool(true)
            }
            b'f' => {
                self.keyword(b"false")?;
                visitor.visit_bool(false)
            }
            b'n' => {
                self.keyword(b"null")?;
                visitor.visit_unit()
            }
            _ => Err(self.unexpected(Fault::Value)),
        };
        self.place(answer)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b't' => {
                self.keyword(b"true")?;
                visitor.visit_bool(true)
            }
            b'f' => {
                self.keyword(b"false")?;
                visitor.visit_bool(false)
            }
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    #[inline]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'-' | b'0'..=b'9' => self.visit_number(visitor),
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.single = true;
        let answer = self.deserialize_f64(visitor);
        self.single = false;
        answer
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Ok(value) = self.wide_integer(true)?.parse() else { return Err(self.fault(Fault::OutOfRange)) };
        let answer = visitor.visit_i128(value);
        self.place(answer)
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Ok(value) = self.wide_integer(false)?.parse() else { return Err(self.fault(Fault::OutOfRange)) };
        let answer = visitor.visit_u128(value);
        self.place(answer)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'"' => self.visit_string(visitor),
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    /// Strings of bytes may hold what strings of characters may not, see [`string_as_bytes`](Reader::string_as_bytes).
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'"' => match self.string_as_bytes()? {
                Bytes::Borrowed(bytes) => visitor.visit_borrowed_bytes(bytes),
                Bytes::Unescaped(bytes) => visitor.visit_bytes(&bytes),
            },
            b'[' => self.visit_array(visitor),
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek_byte() == b'n' {
            self.keyword(b"null")?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'n' => {
                self.keyword(b"null")?;
                visitor.visit_unit()
            }
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == RAW_VALUE { self.raw_value(visitor) } else { visitor.visit_newtype_struct(self) }
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'[' => self.visit_array(visitor),
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'{' => self.visit_object(visitor),
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    /// The fields of a struct may also be the items of an array.
    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let answer = match self.peek_byte() {
            b'{' => self.visit_object(visitor),
            b'[' => self.visit_array(visitor),
            _ => Err(self.refuse()),
        };
        self.place(answer)
    }

    /// A string, or an object with one member.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.peek_byte() {
            b'{' => {
                self.enter()?;
                let value = visitor.visit_enum(Variant(self));
                self.remaining_depth += 1;
                let value = value?;
                match self.peek_byte() {
                    b'}' => {
                        self.at += 1;
                        Ok(value)
                    }
                    _ if self.at < self.text.len() => Err(self.fault(Fault::Value)),
                    _ => Err(self.fault(Fault::Incomplete)),
                }
            }
            b'"' => visitor.visit_enum(UnitVariant(self)),
            _ => Err(self.unexpected(Fault::Value)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.skip_value()?;
        visitor.visit_unit()
    }

    like! {
        deserialize_i8() => deserialize_f64;
        deserialize_i16() => deserialize_f64;
        deserialize_i32() => deserialize_f64;
        deserialize_i64() => deserialize_f64;
        deserialize_u8() => deserialize_f64;
        deserialize_u16() => deserialize_f64;
        deserialize_u32() => deserialize_f64;
        deserialize_u64() => deserialize_f64;
        deserialize_char() => deserialize_str;
        deserialize_string() => deserialize_str;
        deserialize_identifier() => deserialize_str;
        deserialize_byte_buf() => deserialize_bytes;
        deserialize_unit_struct(_name: &'static str) => deserialize_unit;
        deserialize_tuple(_len: usize) => deserialize_seq;
        deserialize_tuple_struct(_name: &'static str, _len: usize) => deserialize_seq;
    }
}
