//! The walker over tokens: reads JSON text once, judges each token, and hands it on to the type that the caller wants.
//!
//! A [`Deserialize`] type asks a deserializer for its parts. Here it asks [`Checked`](checked::Checked), which passes the
//! question on to the real deserializer, looks at the answer, and passes it back. A check without a type is the same, with
//! [`IgnoredAny`](serde::de::IgnoredAny) as the type.

mod answer;
mod buffer;
mod checked;
mod fault;
mod judging;
mod key;
mod raw;
mod replay;

use std::fmt;
use std::marker::PhantomData;
use std::sync::LazyLock;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

pub(super) use self::buffer::{Buffer, KeyLooks};
use self::checked::Checked;
use self::fault::{broken, explained, not_json};
use super::decide;
use super::path::Path;
use super::run::Run;
use crate::contract::Schema;
use crate::json::Reader;
use crate::report::{JsonFault, Kind};

/// Reads a `T` from JSON text while judging it. The error says why there is no `T`; the pointer is where `T` gave up.
pub(crate) fn decode<'de, 'c, T: Deserialize<'de>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    json: &'de [u8],
) -> (Result<T, Kind>, Option<String>) {
    decode_at(run, schema, json, &Path::ROOT)
}

/// JSON text that is certain to be valid, with nothing else to be said of it, so that a type may read it as it stands.
pub(crate) fn met_text<'de, 'c>(run: &mut Run<'c>, schema: &'c Schema, json: &'de [u8]) -> Option<&'de str> {
    if json.len() > run.options.max_bytes || keeps_numbers() {
        return None;
    }
    let text = simdutf8::basic::from_utf8(json).ok()?;
    // What is an integer to the contract must be one for the type.
    (decide::text_is_met(run, schema, text) && !run.has_whole_doubles).then_some(text)
}

/// Reads what a seed makes of JSON text while judging it. The caller asks the run where the type gave up.
#[cfg(feature = "http")]
pub(crate) fn decode_seed<'de, 'c, S: DeserializeSeed<'de>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    json: &'de [u8],
    seed: S,
) -> Result<S::Value, serde_json::Error> {
    read(run, schema, json, &Path::ROOT, seed).map_err(serde_json::Error::custom)
}

/// The same of JSON text that stands somewhere in something else.
pub(crate) fn decode_at<'de, 'c, T: Deserialize<'de>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    json: &'de [u8],
    path: &Path<'_>,
) -> (Result<T, Kind>, Option<String>) {
    let result = read(run, schema, json, path, PhantomData::<T>);
    (result, run.take_failure())
}

fn read<'de, 'c, S: DeserializeSeed<'de>>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    json: &'de [u8],
    path: &Path<'_>,
    seed: S,
) -> Result<S::Value, Kind> {
    let text = text(run, json)?;
    run.read_from(json);
    if keeps_numbers() {
        // Only its own reader hands types of `serde_json` the digits of a number.
        let mut reader = serde_json::Deserializer::from_str(text);
        let checked = Checked { inner: &mut reader, run, schemas: &[schema], path };
        let value = seed.deserialize(checked).and_then(|value| reader.end().map(|()| value));
        return value.map_err(|_| broken(text));
    }
    let mut reader = Reader::new(text);
    let checked = Checked { inner: &mut reader, run, schemas: &[schema], path };
    let value = seed.deserialize(checked).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| explained(text, error))
}

/// Whether the build has `serde_json`'s feature `arbitrary_precision`, with which a number is shown as an object.
fn keeps_numbers() -> bool {
    static KEEPS_NUMBERS: LazyLock<bool> =
        LazyLock::new(|| serde_json::Deserializer::from_str("0.5").deserialize_any(Shown).unwrap_or(true));
    *KEEPS_NUMBERS
}

/// Whether a number is shown as an object.
struct Shown;

impl<'de> Visitor<'de> for Shown {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<bool, A::Error> {
        Ok(true)
    }
}

/// The payload as text: within the size limit, not blank, and UTF-8 all over, which is checked once for the whole of it.
fn text<'de>(run: &Run<'_>, json: &'de [u8]) -> Result<&'de str, Kind> {
    let limit = run.options.max_bytes;
    if json.len() > limit {
        return Err(Kind::Size { limit, actual: json.len() });
    }
    let text = simdutf8::compat::from_utf8(json)
        .map_err(|error| not_json(JsonFault::NotUtf8, json.get(..=error.valid_up_to()).unwrap_or(json)))?;
    // A type that asks for nothing would be content with nothing.
    if text.trim_ascii().is_empty() { Err(not_json(JsonFault::Incomplete, json)) } else { Ok(text) }
}
