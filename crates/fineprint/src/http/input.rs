//! A request as one typed value: its parameters and its body, decoded and checked in one pass.
//!
//! To serde, a request is a map. A parameter's key is its location and its name, `path.org_id` or `header.X-Trace`; the body's
//! key is `body`. Parameters and bodies that are not there have no key.

use http::HeaderMap;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::body::Chosen;
use super::parameters::Values;
use crate::check::Part;
use crate::contract::{Location, Parameter};
use crate::engine::Run;

/// The key of the body.
const BODY: &str = "body";

/// A request whose parameters are checked, and whose body will be checked while it is read.
pub(super) struct Input<'r, 'c, 'm> {
    run: &'r mut Run<'c>,
    parameters: <Values<'c> as IntoIterator>::IntoIter,
    /// The value whose key was given.
    next: Option<(&'c Parameter, Value)>,
    body: Option<Body<'c, 'm>>,
    /// Whether the whole body was read.
    is_shown: &'r mut bool,
}

/// A body that is still to be read.
pub(super) struct Body<'c, 'm> {
    pub(super) chosen: Chosen<'c, 'm>,
    pub(super) headers: &'m HeaderMap,
    pub(super) bytes: &'m [u8],
}

impl<'r, 'c, 'm> Input<'r, 'c, 'm> {
    pub(super) fn new(
        run: &'r mut Run<'c>,
        parameters: Values<'c>,
        body: Option<Body<'c, 'm>>,
        is_shown: &'r mut bool,
    ) -> Self {
        Self { run, parameters: parameters.into_iter(), next: None, body, is_shown }
    }
}

/// The key of a parameter.
fn key(parameter: &Parameter) -> String {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{location}.{}", &*parameter.name)
}

impl<'de> Deserializer<'de> for Input<'_, '_, 'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Input<'_, '_, 'de> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Self::Error> {
        self.next = self.parameters.next();
        if let Some((parameter, _)) = &self.next {
            return seed.deserialize(StrDeserializer::new(&key(parameter))).map(Some);
        }
        self.body.as_ref().map(|_| seed.deserialize(StrDeserializer::new(BODY))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Self::Error> {
        if let Some((parameter, value)) = self.next.take() {
            self.run.enter(Part::of_parameter(parameter.location));
            let read = seed.deserialize(value);
            if read.is_err() {
                self.run.note_failure_at(&parameter.name);
            }
            return read;
        }
        self.run.enter(Part::RequestBody);
        match self.body.take() {
            Some(body) => {
                let read = body.chosen.decode(self.run, body.headers, body.bytes, seed);
                *self.is_shown = read.is_ok();
                read
            }
            None => Err(serde::de::Error::custom("there is no value without a key")),
        }
    }
}
