//! The reader held to `serde_json`'s: the same answers to the same questions, the same faults in the same places.
#![cfg_attr(feature = "serde-json-extremes", allow(dead_code, reason = "there `serde_json` is no oracle"))]

// Where the build changes how `serde_json` reads numbers, it is no oracle.
#[cfg(not(feature = "serde-json-extremes"))]
mod broken;
#[cfg(not(feature = "serde-json-extremes"))]
mod documents;
#[cfg(not(feature = "serde-json-extremes"))]
mod numbers;
mod raw;
#[cfg(not(feature = "serde-json-extremes"))]
mod strings;
#[cfg(not(feature = "serde-json-extremes"))]
mod types;

use std::fmt::Debug;

use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::{Error, Fault, Reader};

/// What was answered, by the visitor's methods: more than a `Value` tells.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    Unit,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    /// The bits, so that `-0` is not `0`.
    Double(u64),
    Str(String),
    Borrowed(String),
    Seq(Vec<Answer>),
    Map(Vec<(Answer, Answer)>),
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Answer, E> {
        Ok(Answer::Unit)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Answer, E> {
        Ok(Answer::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Answer, E> {
        Ok(Answer::Unsigned(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Answer, E> {
        Ok(Answer::Signed(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Answer, E> {
        Ok(Answer::Double(value.to_bits()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Answer, E> {
        Ok(Answer::Str(value.to_owned()))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Answer, E> {
        Ok(Answer::Borrowed(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Answer, A::Error> {
        let mut answers = Vec::new();
        while let Some(item) = items.next_element()? {
            answers.push(item);
        }
        Ok(Answer::Seq(answers))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Answer, A::Error> {
        let mut answers = Vec::new();
        while let Some(member) = members.next_entry()? {
            answers.push(member);
        }
        Ok(Answer::Map(answers))
    }
}

/// What a fault comes to: its category, line and column.
type Verdict = (Category, usize, usize);

fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Error> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(&mut reader)?;
    reader.end().map(|()| value)
}

fn verdict<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Verdict> {
    read(text).map_err(|error| {
        let category = match error.fault() {
            Fault::Refused => Category::Data,
            Fault::Incomplete => Category::Eof,
            Fault::Value
            | Fault::Keyword
            | Fault::Key
            | Fault::NumericKey
            | Fault::Colon
            | Fault::Comma
            | Fault::TrailingComma
            | Fault::TrailingCharacters
            | Fault::Number
            | Fault::OutOfRange
            | Fault::ControlCharacter
            | Fault::Escape
            | Fault::Surrogate
            | Fault::TooDeep => Category::Syntax,
        };
        let Some(offset) = error.offset() else { return (category, 0, 0) };
        // `serde_json` counts a newline as column 0 of the line that it begins.
        let read = &text.as_bytes()[..offset];
        let line_start = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        (category, read.split(|byte| *byte == b'\n').count(), read.len() - line_start)
    })
}

/// The same of `serde_json`.
fn expected<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Verdict> {
    serde_json::from_str(text).map_err(|error| (error.classify(), error.line(), error.column()))
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// That a type reads the same from both.
#[track_caller]
fn agree<'de, T: Deserialize<'de> + PartialEq + Debug>(text: &'de str) {
    assert_eq!(verdict::<T>(text), expected::<T>(text), "{} from {text:?}", std::any::type_name::<T>());
}

/// That one who looks at everything gets the same from both, and that nothing passes for being ignored.
#[track_caller]
fn agree_on_all(text: &str) {
    agree::<Answer>(text);
    // How deeply ignored values lie in each other is nobody's concern.
    if read::<Answer>(text).is_err_and(|error| error.fault() == Fault::TooDeep) {
        return;
    }
    let looked_at = read::<Answer>(text).map(drop);
    let ignored = read::<IgnoredAny>(text).map(drop);
    assert_eq!(ignored, looked_at, "ignored, {text:?} is found to be something else");
}
