//! Bodies: the entry of `content` that one belongs to, and the check by the reader that its media type has.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use mediatype::{MediaType, ReadParams, names};
use serde::de::value::BorrowedBytesDeserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny};
use serde_json::{Map, Value};

use super::guide::{Guide, Shape};
use super::parameters;
use super::style::{Reading, scalar};
use super::{form, media_type, multipart};
use crate::contract::{self, Constraint, Encoding, Keyword, Schema};
use crate::engine::{self, Run};
use crate::report::pointer::push_key;
use crate::report::{Kind, Reason};

/// Where a body is described, and what it is a body of.
#[derive(Clone, Copy)]
pub(super) struct Described<'c> {
    /// The Request Body or Response Object.
    pub(super) pointer: &'c str,
    pub(super) content: &'c [contract::MediaType],
}

/// How a body is to be read.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// One that the caller has.
    Own(fn(&[u8]) -> Option<Value>),
    Json,
    Form,
    Multipart,
    Text,
    Binary,
}

/// A body that is about to be checked: what it must be, and how it is read.
pub(super) struct Chosen<'c, 'm> {
    pub(super) media_type: &'c contract::MediaType,
    pub(super) actual: MediaType<'m>,
}

/// The entry of `content` that a message belongs to by its `Content-Type`. Where there is none, that is recorded.
pub(super) fn choose<'c, 'm>(
    run: &mut Run<'c>,
    described: Described<'c>,
    headers: &'m HeaderMap,
) -> Option<Chosen<'c, 'm>> {
    let field = headers.get(CONTENT_TYPE);
    let actual = field.and_then(|field| MediaType::parse(std::str::from_utf8(field.as_bytes()).ok()?).ok());
    if let Some(actual) = actual
        && let Some(media_type) = media_type::choose(described.content, &actual)
    {
        return Some(Chosen { media_type, actual });
    }
    let allowed = described.content.iter().map(|it| it.range.to_string()).collect();
    let kind = Kind::ContentType { allowed, is_stated: field.is_some() };
    run.record_at(String::new(), described.pointer, "content", kind);
    None
}

/// Whether the body is as it was before it was compressed, or whatever else was done to it.
pub(super) fn is_plain(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_ENCODING).iter().all(|value| value.as_bytes().eq_ignore_ascii_case(b"identity"))
}

impl<'c> Chosen<'c, '_> {
    /// How such bodies are read; nothing where nobody knows.
    pub(super) fn reader(&self, run: &Run<'c>) -> Option<Reader> {
        let actual = &self.actual;
        let own = run.options().readers.iter().find(|(range, _)| media_type::is_in(range, actual));
        let is = |ty, subty| actual.ty == ty && actual.subty == subty;
        if let Some((_, read)) = own {
            Some(Reader::Own(*read))
        } else if media_type::is_json(actual) {
            Some(Reader::Json)
        } else if is(names::APPLICATION, names::x_::WWW_FORM_URLENCODED) {
            Some(Reader::Form)
        } else if is(names::MULTIPART, names::FORM_DATA) {
            Some(Reader::Multipart)
        } else if actual.ty == names::TEXT && actual.suffix.is_none() && is_scalar(run, self.media_type) {
            Some(Reader::Text)
        } else if self.media_type.schema.as_deref().is_none_or(is_binary) {
            Some(Reader::Binary)
        } else {
            None
        }
    }

    /// Checks the body.
    pub(super) fn check(&self, run: &mut Run<'c>, headers: &HeaderMap, body: &[u8]) {
        if let Some(reader) = self.readable(run, headers, body) {
            match (reader, self.media_type.schema.as_deref()) {
                (Reader::Json, schema) => check_json(run, schema.unwrap_or(&ANYTHING), body),
                (_, Some(schema)) => drop(self.read(run, schema, reader, body)),
                (_, None) => {}
            }
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
            Some(reader @ Reader::Binary) => {
                self.read(run, schema, reader, body);
                seed.deserialize(BorrowedBytesDeserializer::new(body))
            }
            Some(reader) => match self.read(run, schema, reader, body) {
                Some(value) => seed.deserialize(value),
                None => Err(serde_json::Error::custom("the body could not be read")),
            },
            None => Err(serde_json::Error::custom("the body could not be read")),
        }
    }

    /// How the body is read; nothing where it cannot be, which is recorded.
    fn readable(&self, run: &mut Run<'c>, headers: &HeaderMap, body: &[u8]) -> Option<Reader> {
        let limit = run.options().max_bytes;
        if body.len() > limit {
            run.record_unplaced(Kind::Size { limit, actual: body.len() });
            return None;
        }
        let reader = self.reader(run);
        let reason = match reader {
            _ if !is_plain(headers) => Reason::Encoded,
            None => Reason::NoReader,
            Some(Reader::Form | Reader::Text) if !media_type::is_utf8(&self.actual) => Reason::Charset,
            Some(_) => return reader,
        };
        // What says nothing of the body leaves nothing unchecked.
        if self.media_type.schema.is_some() {
            self.unchecked(run, reason);
        }
        None
    }

    /// Reads and checks a body that is not JSON.
    fn read(&self, run: &mut Run<'c>, schema: &'c Schema, reader: Reader, body: &[u8]) -> Option<Value> {
        match reader {
            Reader::Json => serde_json::from_slice(body).ok(),
            Reader::Own(read) => {
                let value = read(body);
                match &value {
                    Some(value) => engine::check_tree(run, schema, value),
                    None => self.unchecked(run, Reason::NoReader),
                }
                value
            }
            Reader::Form | Reader::Text => {
                let Ok(text) = std::str::from_utf8(body) else {
                    self.unchecked(run, Reason::Charset);
                    return None;
                };
                let guide = Guide::new(run.contract(), schema);
                let is_form = matches!(reader, Reader::Form);
                check_text(run, schema, &|reading| {
                    if is_form {
                        form::read(text, &self.media_type.encoding, &guide, reading)
                    } else {
                        Ok(scalar(text, &guide, reading))
                    }
                })
            }
            Reader::Multipart => self.read_multipart(run, schema, body),
            Reader::Binary => {
                // Lengths of binary data count bytes: each is a character here.
                let is_limit =
                    |it: &Constraint| matches!(it, Constraint::MinLength(_) | Constraint::MaxLength(_));
                if schema.constraints.iter().any(is_limit) {
                    let value = Value::String(body.iter().copied().map(char::from).collect());
                    engine::check_tree(run, schema, &value);
                }
                None
            }
        }
    }

    fn unchecked(&self, run: &mut Run<'c>, reason: Reason) {
        run.record_unchecked_at(String::new(), &self.media_type.pointer, Keyword::ContentType, reason);
    }

    fn read_multipart(&self, run: &mut Run<'c>, schema: &'c Schema, body: &[u8]) -> Option<Value> {
        let boundary = self.actual.get_param(names::BOUNDARY).map(|it| it.unquoted_str().into_owned());
        let parts = match multipart::parts(body, &boundary.unwrap_or_default()) {
            Ok(parts) => parts,
            Err(fault) => {
                let kind = Kind::Form { fault };
                run.record_at(String::new(), &self.media_type.pointer, "", kind);
                return None;
            }
        };
        let encodings = &self.media_type.encoding;
        for part in &parts {
            if let Some(encoding) = encodings.iter().find(|it| *it.property == *part.name) {
                check_part(run, encoding, part);
            }
        }
        let guide = Guide::new(run.contract(), schema);
        check_text(run, schema, &|reading| Ok(of_parts(&parts, &guide, reading)))
    }
}

/// A schema that says nothing.
static ANYTHING: Schema = Schema::frozen("#", &[]);

/// Checks a body of JSON. Of one that is not JSON all over, nothing else is told.
fn check_json<'c>(run: &mut Run<'c>, schema: &'c Schema, body: &[u8]) {
    let mark = run.mark();
    let (read, _) = engine::decode::<IgnoredAny>(run, schema, body);
    if let Err(kind) = read {
        run.forget_since(mark);
        run.record_unplaced(kind);
    }
}

/// Checks what is read from text, by whichever reading meets the schema: a text that could be a number may be meant as a
/// string.
fn check_text<'c>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    read: &dyn Fn(Reading) -> Result<Value, (String, Kind)>,
) -> Option<Value> {
    match read(Reading::Typed) {
        Ok(value) => {
            let text = || read(Reading::Text).ok();
            let check = &mut |run: &mut Run<'c>, value: &Value| engine::check_tree(run, schema, value);
            Some(parameters::check_either(run, value, text, check))
        }
        Err((name, kind)) => {
            let mut pointer = String::new();
            push_key(&mut pointer, &name);
            run.record_at(pointer, &schema.pointer, "", kind);
            None
        }
    }
}

/// A form's object. A property that several parts have is an array.
fn of_parts(parts: &[multipart::Part<'_>], guide: &Guide<'_>, reading: Reading) -> Value {
    let mut object = Map::new();
    for part in parts {
        let guide = guide.property(&part.name);
        let is_array = guide.shape() == Shape::Array;
        let item = if is_array { guide.item(0) } else { guide };
        let value = of_part(part, &item, reading);
        match object.get_mut(&part.name) {
            Some(Value::Array(items)) => items.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None if is_array && !value.is_array() => {
                object.insert(part.name.clone(), Value::Array(vec![value]));
            }
            None => {
                object.insert(part.name.clone(), value);
            }
        }
    }
    Value::Object(object)
}

fn of_part(part: &multipart::Part<'_>, guide: &Guide<'_>, reading: Reading) -> Value {
    let stated = part.headers.get(CONTENT_TYPE).and_then(|field| field.to_str().ok());
    let actual = stated.and_then(|field| MediaType::parse(field).ok());
    // The default of what is neither text nor binary (OpenAPI, *Encoding Object*).
    let is_json = actual.map_or(guide.shape() != Shape::Scalar, |actual| media_type::is_json(&actual));
    let json = is_json.then(|| serde_json::from_slice(part.content).ok()).flatten();
    json.unwrap_or_else(|| match std::str::from_utf8(part.content) {
        Ok(text) => scalar(text, guide, reading),
        Err(_) => Value::String(part.content.iter().copied().map(char::from).collect()),
    })
}

/// Checks the header fields of a part.
fn check_part<'c>(run: &mut Run<'c>, encoding: &'c Encoding, part: &multipart::Part<'_>) {
    let mut pointer = String::new();
    push_key(&mut pointer, &part.name);
    let stated = part.headers.get(CONTENT_TYPE);
    let field = stated.and_then(|field| field.to_str().ok()).unwrap_or("text/plain");
    let actual = MediaType::parse(field).ok();
    let is_in = |range: &str| actual.as_ref().is_some_and(|actual| media_type::is_in(range, actual));
    if !encoding.content_type.is_empty() && !encoding.content_type.iter().any(|range| is_in(range)) {
        let allowed = encoding.content_type.iter().map(ToString::to_string).collect();
        let kind = Kind::ContentType { allowed, is_stated: stated.is_some() };
        run.record_at(pointer, &encoding.pointer, "contentType", kind);
    }
    parameters::check_headers(run, &encoding.headers, &part.headers);
}

/// Whether a schema says no more of a body than that it is a string, and perhaps how long: what every body is.
fn is_binary(schema: &Schema) -> bool {
    schema.constraints.iter().all(|constraint| {
        matches!(constraint, Constraint::Nullable | Constraint::MinLength(_) | Constraint::MaxLength(_))
            || matches!(constraint, Constraint::Type(types) if types.admits(contract::Type::String))
    })
}

fn is_scalar(run: &Run<'_>, media_type: &contract::MediaType) -> bool {
    let schema = media_type.schema.as_deref();
    schema.is_none_or(|schema| Guide::new(run.contract(), schema).shape() == Shape::Scalar)
}
