//! The parts of arrays, objects and enums, one after the other.

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::key::KeyReader;
use super::{Error, Fault, Reader};
use crate::same::is_same;

impl Reader<'_> {
    /// Whether there is another item in the array. If so, the reader stands at it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the place is kept in a register")]
    pub(crate) fn next_item(&mut self, first: &mut bool) -> Result<bool, Error> {
        match self.peek_byte() {
            b']' => return Ok(false),
            _ if *first => {
                *first = false;
                return if self.at < self.text.len() { Ok(true) } else { Err(self.fault(Fault::Incomplete)) };
            }
            b',' => self.at += 1,
            _ => return Err(self.unexpected(Fault::Comma)),
        }
        match self.peek_byte() {
            b']' => Err(self.fault_ahead(Fault::TrailingComma)),
            _ if self.at < self.text.len() => Ok(true),
            _ => Err(self.fault(Fault::Incomplete)),
        }
    }

    /// Whether there is another member in the object. If so, the reader stands at the quote of its key.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the place is kept in a register")]
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Result<bool, Error> {
        if !*first {
            match self.rest() {
                [b',', b'"', ..] => {
                    self.at += 1;
                    return Ok(true);
                }
                [b',', b' ', b'"', ..] => {
                    self.at += 2;
                    return Ok(true);
                }
                _ => {}
            }
        }
        match self.peek_byte() {
            b'}' => return Ok(false),
            b'"' if *first => {
                *first = false;
                return Ok(true);
            }
            _ if *first => return Err(self.unexpected(Fault::Key)),
            b',' => self.at += 1,
            _ => return Err(self.unexpected(Fault::Comma)),
        }
        match self.peek_byte() {
            b'"' => Ok(true),
            b'}' => Err(self.fault_ahead(Fault::TrailingComma)),
            _ => Err(self.unexpected(Fault::Key)),
        }
    }

    /// Reads a key, at its quote, and the colon behind it, if it is this key and written without escapes or space; else nothing is
    /// read. There must be nothing in it that JSON escapes.
    #[inline]
    pub(crate) fn take_key(&mut self, name: &str) -> bool {
        let length = name.len() + 3;
        // Most other keys have another length.
        let is_it = matches!(
            self.rest().get(..length),
            Some([_, key @ .., b'"', b':']) if is_same(key, name.as_bytes())
        );
        if is_it {
            self.at += length;
            self.skip_space();
        }
        is_it
    }

    /// One space, if it is there: most that is not written without any has one behind each comma and colon.
    #[inline]
    fn skip_space(&mut self) {
        self.at += usize::from(self.byte() == Some(b' '));
    }

    /// The colon behind a key.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the place is kept in a register")]
    pub(crate) fn colon(&mut self) -> Result<(), Error> {
        if self.peek_byte() != b':' {
            return Err(self.unexpected(Fault::Colon));
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    /// Steps out of an array, of which all items have been asked for.
    #[inline]
    pub(crate) fn leave_array(&mut self) -> Result<(), Error> {
        self.remaining_depth += 1;
        self.end_array()
    }

    /// Steps out of an object, of which all members have been asked for.
    #[inline]
    pub(crate) fn leave_object(&mut self) -> Result<(), Error> {
        self.remaining_depth += 1;
        self.end_object()
    }

    /// The end of an array, of which all items have been asked for.
    #[inline]
    pub(super) fn end_array(&mut self) -> Result<(), Error> {
        match self.peek_byte() {
            b']' => {
                self.at += 1;
                Ok(())
            }
            b',' => {
                self.at += 1;
                self.peek_byte();
                Err(self.fault_ahead(Fault::TrailingCharacters))
            }
            _ => Err(self.unexpected(Fault::TrailingCharacters)),
        }
    }

    /// The end of an object, of which all members have been asked for.
    #[inline]
    pub(super) fn end_object(&mut self) -> Result<(), Error> {
        if self.peek_byte() != b'}' {
            return Err(self.unexpected(Fault::TrailingCharacters));
        }
        self.at += 1;
        Ok(())
    }
}

pub(super) struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
}

impl<'r, 'de> Items<'r, 'de> {
    pub(super) const fn new(reader: &'r mut Reader<'de>) -> Self {
        Self { reader, first: true }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.reader.next_item(&mut self.first)? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }
}

pub(super) struct Members<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
}

impl<'r, 'de> Members<'r, 'de> {
    pub(super) const fn new(reader: &'r mut Reader<'de>) -> Self {
        Self { reader, first: true }
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.reader.next_member(&mut self.first)? {
            seed.deserialize(KeyReader(&mut *self.reader)).map(Some)
        } else {
            Ok(None)
        }
    }

    #[inline]
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant that is the only key of an object, with its content.
pub(super) struct Variant<'r, 'de>(pub(super) &'r mut Reader<'de>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        if self.0.peek_byte() != b'"' {
            return Err(self.0.unexpected(Fault::Key));
        }
        let variant = seed.deserialize(KeyReader(&mut *self.0)).map_err(|error| error.or_at(self.0.at))?;
        self.0.colon()?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Deserialize::deserialize(self.0)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.0.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_struct("", fields, visitor)
    }
}

/// A variant that is a string, and has no content.
pub(super) struct UnitVariant<'r, 'de>(pub(super) &'r mut Reader<'de>);

impl<'de> EnumAccess<'de> for UnitVariant<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let variant = seed.deserialize(&mut *self.0)?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for UnitVariant<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Error> {
        Err(Error::invalid_type(Unexpected::UnitVariant, &"newtype variant"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::invalid_type(Unexpected::UnitVariant, &"tuple variant"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::invalid_type(Unexpected::UnitVariant, &"struct variant"))
    }
}
