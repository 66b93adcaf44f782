//! The deserializer that a type is read from while it is checked.

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, Visitor};

use super::super::path::Path;
use super::super::run::Run;
use super::answer::{AsBytes, AsEnum, AsSingle};
use super::judging::Judging;
use super::raw::{JudgingText, RAW_VALUE};
use crate::contract::Schema;

/// A deserializer whose answers are judged by `schemas` before they reach the visitor.
pub(super) struct Checked<'a, 'c, D> {
    pub(super) inner: D,
    pub(super) run: &'a mut Run<'c>,
    pub(super) schemas: &'a [&'c Schema],
    pub(super) path: &'a Path<'a>,
}

impl<'de, 'c, D: Deserializer<'de>> Checked<'_, 'c, D> {
    /// Asks the inner deserializer, and remembers the place if it fails: what it refuses, it need not have shown to the
    /// judgement, and the type may go on with a value of its own.
    fn ask<V: Visitor<'de>>(
        self,
        visitor: V,
        question: impl FnOnce(D, Judging<'_, 'c, V>) -> Result<V::Value, D::Error>,
    ) -> Result<V::Value, D::Error> {
        let Self { inner, run, schemas, path } = self;
        let answer = question(inner, Judging { visitor, run: &mut *run, schemas, path });
        if answer.is_err() {
            run.note_failure(path);
        }
        answer
    }
}

/// Asks the inner deserializer for the same thing: a reader refuses some answers that the type's visitor would take.
macro_rules! pass_on {
    ($($method:ident($($argument:ident: $ty:ty),*);)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            self.ask(visitor, |inner, judging| inner.$method($($argument,)* judging))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Checked<'_, '_, D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_identifier();
    }

    /// What the type does not look at is judged like the rest.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_any(IgnoredAny)?;
        visitor.visit_unit()
    }

    /// The judgement is about the number that was sent, not about what an `f32` keeps of it.
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_f64(AsSingle(visitor))
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_any(AsBytes(visitor))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_any(AsBytes(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.ask(visitor, |inner, judging| {
            if name == RAW_VALUE {
                inner.deserialize_newtype_struct(name, JudgingText(judging))
            } else {
                inner.deserialize_newtype_struct(name, judging)
            }
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserialize_any(AsEnum(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// A part of the payload that the type asks for: reads it through [`Checked`], and remembers the place if it fails.
pub(super) struct CheckedSeed<'a, 'c, S> {
    pub(super) seed: S,
    pub(super) run: &'a mut Run<'c>,
    pub(super) schemas: &'a [&'c Schema],
    pub(super) path: &'a Path<'a>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for CheckedSeed<'_, '_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let Self { seed, run, schemas, path } = self;
        let result = seed.deserialize(Checked { inner, run: &mut *run, schemas, path });
        if result.is_err() {
            run.note_failure(path);
        }
        result
    }
}
