//! Bodies: the entry of `content` that one belongs to, and the check by the reader that its media type has.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use mediatype::{ReadParams, names};
use serde::de::value::BorrowedBytesDeserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny};
use serde_json::Value;

use super::fields::ANYTHING;
use super::guide::{Guide, Shape};
use super::style::scalar;
use super::{form, media_type, multipart, parts};
use crate::contract::{Constraint, Keyword, MediaType, Schema, Type};
use crate::engine::{self, Run};
use crate::report::{Kind, Reason};

/// Where a body is described, and what it is a body of.
#[derive(Clone, Copy)]
pub(super) struct Described<'c> {
    /// The Request Body or Response Object.
    pub(super) pointer: &'c str,
    pub(super) content: &'c [MediaType],
}

/// What is known of a body whose bytes are not at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadBody {
    /// There is none.
    Absent,
    /// There is one.
    Present,
    /// There is one that is longer than [`Options::max_bytes`](crate::check::Options::max_bytes) allows.
    TooLong {
        /// How many bytes it has, as far as that is known.
        at_least: usize,
    },
}

impl UnreadBody {
    pub(super) const fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// How a body is to be read.
#[derive(Clone, Copy)]
enum Reader {
    /// As text.
    Json,
    /// Into a value, which is then checked.
    Value(ValueReader),
}

/// What makes a value of a body that is not JSON.
#[derive(Clone, Copy)]
enum ValueReader {
    /// One that the caller has.
    Own(fn(&[u8]) -> Option<Value>),
    Form,
    Multipart,
    Text,
    Binary,
}

/// A body that is about to be checked: what it must be, and how it is read.
pub(super) struct Chosen<'c, 'm> {
    pub(super) media_type: &'c MediaType,
    pub(super) actual: mediatype::MediaType<'m>,
}

/// The entry of `content` that a message belongs to by its `Content-Type`. Where there is none, that is recorded.
pub(super) fn choose<'c, 'm>(
    run: &mut Run<'c>,
    described: Described<'c>,
    headers: &'m HeaderMap,
) -> Option<Chosen<'c, 'm>> {
    if let Some(actual) = media_type::stated(headers)
        && let Some(media_type) = media_type::choose(described.content, &actual)
    {
        return Some(Chosen { media_type, actual });
    }
    // Without a media type, a body can be anything (RFC 9110, section 8.3).
    let is_stated = headers.contains_key(CONTENT_TYPE);
    if !is_stated
        && let Some(media_type) = described.content.iter().find(|media_type| &*media_type.range == "*/*")
    {
        let actual = mediatype::MediaType::new(names::APPLICATION, names::OCTET_STREAM);
        return Some(Chosen { media_type, actual });
    }
    let allowed = described.content.iter().map(|it| it.range.to_string()).collect();
    let kind = Kind::ContentType { allowed, is_stated };
    run.record_at(String::new(), described.pointer, "content", kind);
    None
}

/// Whether the body is as it was before it was compressed, or whatever else was done to it.
fn is_plain(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_ENCODING).iter().all(|value| value.as_bytes().eq_ignore_ascii_case(b"identity"))
}

impl<'c> Chosen<'c, '_> {
    /// How such bodies are read; nothing where nobody knows.
    fn reader(&self, run: &Run<'c>) -> Option<Reader> {
        let actual = &self.actual;
        let own = run.options().readers.iter().find(|(range, _)| media_type::is_in(range, actual));
        let is = |ty, subty| actual.ty == ty && actual.subty == subty;
        if own.is_none() && media_type::is_json(actual) {
            return Some(Reader::Json);
        }
        let schema = self.media_type.schema.as_deref();
        let guide = || schema.map(|schema| Guide::new(run.contract(), run.options(), schema));
        let reader = if let Some((_, read)) = own {
            ValueReader::Own(*read)
        } else if is(names::APPLICATION, names::x_::WWW_FORM_URLENCODED) {
            ValueReader::Form
        } else if is(names::MULTIPART, names::FORM_DATA) {
            ValueReader::Multipart
        } else if is_events(actual) {
            // Of what is as long as somebody listens, nothing can be said that takes its end.
            return guide()
                .is_none_or(|it| is_binary(&it) && !has_length(&it))
                .then_some(Reader::Value(ValueReader::Binary));
        } else if actual.ty == names::TEXT && guide().is_none_or(|it| it.shape() == Shape::Scalar) {
            ValueReader::Text
        } else if guide().is_none_or(|it| is_binary(&it)) {
            ValueReader::Binary
        } else {
            return None;
        };
        Some(Reader::Value(reader))
    }

    /// Checks the body.
    pub(super) fn check(&self, run: &mut Run<'c>, headers: &HeaderMap, body: &[u8]) {
        match (self.readable(run, headers, body), self.media_type.schema.as_deref()) {
            (Some(Reader::Json), schema) => check_json(run, schema.unwrap_or(&ANYTHING), body),
            (Some(Reader::Value(reader)), Some(schema)) => drop(self.read(run, schema, reader, body)),
            (Some(Reader::Value(_)), None) | (None, _) => {}
        }
    }

    /// Reads the body into what the seed makes, and checks it in the same pass where it is JSON.
    pub(super) fn decode<'de, V: DeserializeSeed<'de>>(
        &self,
        run: &mut Run<'c>,
        headers: &HeaderMap,
        body: &'de [u8],
        seed: V,
    ) -> Result<V::Value, serde_json::Error> {
        let schema = self.media_type.schema.as_deref().unwrap_or(&ANYTHING);
        match self.readable(run, headers, body) {
            Some(Reader::Json) => engine::decode_seed(run, schema, body, seed),
            Some(Reader::Value(reader)) => match (self.read(run, schema, reader, body), reader) {
                (Some(value), _) => seed.deserialize(value),
                (None, ValueReader::Binary) => seed.deserialize(BorrowedBytesDeserializer::new(body)),
                (None, _) => Err(unread()),
            },
            None => Err(unread()),
        }
    }

    /// Whether the check asks for the bytes of the body, and not only for its media type.
    pub(super) fn needs_bytes(&self, run: &Run<'c>, headers: &HeaderMap) -> bool {
        match (self.usable(run, headers), self.media_type.schema.as_deref()) {
            (Ok(Reader::Json), _) => true,
            (Ok(Reader::Value(ValueReader::Binary)), Some(schema)) => {
                has_length(&Guide::new(run.contract(), run.options(), schema))
            }
            (Ok(Reader::Value(_)), Some(_)) => true,
            (Ok(Reader::Value(_)), None) | (Err(_), _) => false,
        }
    }

    /// Checks what can be said of a body without its bytes.
    pub(super) fn check_unread(&self, run: &mut Run<'c>, headers: &HeaderMap, body: UnreadBody) {
        match body {
            UnreadBody::Absent => self.check(run, headers, &[]),
            UnreadBody::Present => {
                if self.needs_bytes(run, headers) {
                    self.unchecked(run, Reason::Unread);
                } else if let Err(reason) = self.usable(run, headers) {
                    self.unreadable(run, reason);
                }
            }
            UnreadBody::TooLong { at_least: actual } => {
                run.record_unplaced(Kind::Size { limit: run.options().max_bytes, actual });
            }
        }
    }

    /// How the body is read; nothing where it cannot be, which is recorded.
    fn readable(&self, run: &mut Run<'c>, headers: &HeaderMap, body: &[u8]) -> Option<Reader> {
        let limit = run.options().max_bytes;
        if body.len() > limit {
            run.record_unplaced(Kind::Size { limit, actual: body.len() });
            return None;
        }
        self.usable(run, headers).map_err(|reason| self.unreadable(run, reason)).ok()
    }

    /// The reader of such bodies, or why there is none.
    fn usable(&self, run: &Run<'c>, headers: &HeaderMap) -> Result<Reader, Reason> {
        let is_decoded = run.options().bodies_are_decoded;
        match self.reader(run) {
            _ if !is_decoded && !is_plain(headers) => Err(Reason::Encoded),
            None => Err(Reason::NoReader),
            Some(Reader::Value(ValueReader::Form | ValueReader::Text))
                if !is_decoded && !media_type::is_utf8(&self.actual) =>
            {
                Err(Reason::Charset)
            }
            Some(reader) => Ok(reader),
        }
    }

    /// Reads and checks a body that is not JSON. Of one that is binary there is no value.
    fn read(&self, run: &mut Run<'c>, schema: &'c Schema, reader: ValueReader, body: &[u8]) -> Option<Value> {
        let guide = Guide::new(run.contract(), run.options(), schema);
        match reader {
            ValueReader::Own(read) => {
                let value = read(body);
                match &value {
                    Some(value) => engine::check_tree(run, schema, value),
                    None => self.unchecked(run, Reason::NoReader),
                }
                value
            }
            ValueReader::Multipart => {
                let place = &*self.media_type.pointer;
                let boundary =
                    self.actual.get_param(names::BOUNDARY).map(|it| it.unquoted_str().into_owned());
                match multipart::parts(body, &boundary.unwrap_or_default()) {
                    Ok(parts) => {
                        let encodings = &self.media_type.encoding;
                        Some(parts::read(run, place, &parts, encodings, &guide).check(run, schema))
                    }
                    Err(fault) => {
                        run.record_at(String::new(), place, "", Kind::Form { fault });
                        None
                    }
                }
            }
            ValueReader::Form | ValueReader::Text => {
                let Ok(text) = std::str::from_utf8(body) else {
                    self.unchecked(run, Reason::Charset);
                    return None;
                };
                if matches!(reader, ValueReader::Form) {
                    let MediaType { pointer, encoding, .. } = self.media_type;
                    let fields = form::read(run, pointer, text, encoding, &guide)?;
                    return Some(fields.check(run, schema));
                }
                let value = scalar(text, &guide);
                engine::check_tree(run, schema, &value);
                Some(value)
            }
            ValueReader::Binary => {
                // Lengths of binary data count bytes: each is a character here.
                if has_length(&guide) {
                    let value = Value::String(body.iter().copied().map(char::from).collect());
                    engine::check_tree(run, schema, &value);
                }
                None
            }
        }
    }

    /// What says nothing of the body leaves nothing unchecked.
    fn unreadable(&self, run: &mut Run<'c>, reason: Reason) {
        if self.media_type.schema.is_some() {
            self.unchecked(run, reason);
        }
    }

    fn unchecked(&self, run: &mut Run<'c>, reason: Reason) {
        run.record_unchecked_at(String::new(), &self.media_type.pointer, Keyword::ContentType, reason);
    }
}

fn unread() -> serde_json::Error {
    serde_json::Error::custom("the body could not be read")
}

/// Checks a body of JSON. Of one that is not JSON all over, nothing else is told.
fn check_json<'c>(run: &mut Run<'c>, schema: &'c Schema, body: &[u8]) {
    if engine::is_met_by_text(run, schema, body) {
        return;
    }
    run.forget_nodes();
    let mark = run.mark();
    let (read, _) = engine::decode::<IgnoredAny>(run, schema, body);
    if let Err(kind) = read {
        run.forget_since(mark);
        run.record_unplaced(kind);
    }
}

fn is_events(actual: &mediatype::MediaType<'_>) -> bool {
    actual.ty == names::TEXT && actual.subty.as_str().eq_ignore_ascii_case("event-stream")
}

fn has_length(guide: &Guide<'_>) -> bool {
    guide.says(|it| matches!(it, Constraint::MinLength(_) | Constraint::MaxLength(_)))
}

/// Whether the contract says no more of a body than that it is a string, and perhaps how long: what every body is.
fn is_binary(guide: &Guide<'_>) -> bool {
    let is_less = |it: &Constraint| {
        let is_string = matches!(it, Constraint::Type(types) if types.admits(Type::String));
        let is_length =
            matches!(it, Constraint::Nullable | Constraint::MinLength(_) | Constraint::MaxLength(_));
        is_string || is_length || matches!(it, Constraint::Ref(_) | Constraint::AllOf(_))
    };
    !guide.says(|constraint| !is_less(constraint))
}
