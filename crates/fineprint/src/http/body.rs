//! Bodies: the entry of `content` that one belongs to, and the check by the reader that its media type has.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use mediatype::{MediaType, ReadParams, names};
use serde::de::IgnoredAny;
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
        let limit = run.options().max_bytes;
        if body.len() > limit {
            run.record_unplaced(Kind::Size { limit, actual: body.len() });
            return;
        }
        let reader = self.reader(run);
        let unchecked = if !is_plain(headers) {
            Some(Reason::Encoded)
        } else if reader.is_none() {
            Some(Reason::NoReader)
        } else {
            let is_text = matches!(reader, Some(Reader::Form | Reader::Text));
            (is_text && !media_type::is_utf8(&self.actual)).then_some(Reason::Charset)
        };
        // What says nothing of the body has nothing that could be left unchecked.
        if let Some(reason) = unchecked
            && self.media_type.schema.is_some()
        {
            self.unchecked(run, reason);
        } else if let Some(reader) = reader.filter(|_| unchecked.is_none()) {
            self.check_by(run, reader, body);
        }
    }

    fn check_by(&self, run: &mut Run<'c>, reader: Reader, body: &[u8]) {
        let Some(schema) = self.media_type.schema.as_deref() else {
            if matches!(reader, Reader::Json) {
                check_json(run, &ANYTHING, body);
            }
            return;
        };
        match reader {
            Reader::Json => check_json(run, schema, body),
            Reader::Own(read) => match read(body) {
                Some(value) => engine::check_tree(run, schema, &value),
                None => self.unchecked(run, Reason::NoReader),
            },
            Reader::Form => {
                let Ok(text) = std::str::from_utf8(body) else {
                    return self.unchecked(run, Reason::Charset);
                };
                let guide = Guide::new(run.contract(), schema);
                let read = |reading| form::read(text, &self.media_type.encoding, &guide, reading);
                check_form(run, schema, &read);
            }
            Reader::Multipart => self.check_multipart(run, schema, body),
            Reader::Text => {
                let guide = Guide::new(run.contract(), schema);
                match std::str::from_utf8(body) {
                    Ok(text) => check_form(run, schema, &|reading| Ok(scalar(text, &guide, reading))),
                    Err(_) => self.unchecked(run, Reason::Charset),
                }
            }
            // Lengths of binary data count bytes: each is a character here.
            Reader::Binary => {
                let is_limited = |it: &Constraint| matches!(it, Constraint::MinLength(_) | Constraint::MaxLength(_));
                if schema.constraints.iter().any(is_limited) {
                    let value = Value::String(body.iter().copied().map(char::from).collect());
                    engine::check_tree(run, schema, &value);
                }
            }
        }
    }

    fn unchecked(&self, run: &mut Run<'c>, reason: Reason) {
        run.record_unchecked_at(String::new(), &self.media_type.pointer, Keyword::ContentType, reason);
    }

    fn check_multipart(&self, run: &mut Run<'c>, schema: &'c Schema, body: &[u8]) {
        let boundary = self.actual.get_param(names::BOUNDARY).map(|it| it.unquoted_str().into_owned());
        let parts = match multipart::parts(body, &boundary.unwrap_or_default()) {
            Ok(parts) => parts,
            Err(fault) => {
                let kind = Kind::Form { fault };
                return run.record_at(String::new(), &self.media_type.pointer, "", kind);
            }
        };
        let encodings = &self.media_type.encoding;
        for part in &parts {
            if let Some(encoding) = encodings.iter().find(|it| *it.property == *part.name) {
                check_part(run, encoding, part);
            }
        }
        let guide = Guide::new(run.contract(), schema);
        check_form(run, schema, &|reading| of_parts(&parts, &guide, reading));
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
fn check_form<'c>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    read: &dyn Fn(Reading) -> Result<Value, (String, Kind)>,
) {
    let value = match read(Reading::Typed) {
        Ok(value) => value,
        Err((name, kind)) => {
            let mut pointer = String::new();
            push_key(&mut pointer, &name);
            return run.record_at(pointer, &schema.pointer, "", kind);
        }
    };
    let text = || read(Reading::Text).ok();
    parameters::check_either(run, value, text, &mut |run, value| engine::check_tree(run, schema, value));
}

/// A form's object. A property that several parts have is an array.
fn of_parts(
    parts: &[multipart::Part<'_>],
    guide: &Guide<'_>,
    reading: Reading,
) -> Result<Value, (String, Kind)> {
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
    Ok(Value::Object(object))
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
