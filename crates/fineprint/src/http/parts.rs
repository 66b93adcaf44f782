//! The parts of a `multipart/form-data` body as values (RFC 7578; OpenAPI, *Encoding Object*).

use std::borrow::Cow;

use http::header::CONTENT_TYPE;
use mediatype::{MediaType, names};
use serde_json::Value;

use super::fields::Fields;
use super::guide::{Guide, Shape};
use super::multipart::Part;
use super::style::{Malformed, Written, scalar};
use super::text::Pair;
use super::{media_type, parameters};
use crate::contract::{Encoding, Keyword, Style, Type};
use crate::engine::Run;
use crate::report::pointer::to_member;
use crate::report::{Kind, Reason};

/// Reads the parts. What is wrong with one is recorded, and the others are read all the same.
pub(super) fn read<'c>(
    run: &mut Run<'c>,
    place: &'c str,
    parts: &[Part<'_>],
    encodings: &'c [Encoding],
    guide: &Guide<'c>,
) -> Fields {
    let mut fields = Fields::default();
    for part in parts {
        let name = &*part.name;
        let guide = guide.property(name);
        let encoding = encodings.iter().find(|encoding| *encoding.property == *name);
        let place = encoding.map_or(place, |encoding| &*encoding.pointer);
        if let Some(encoding) = encoding {
            parameters::check_headers(run, &encoding.headers, &part.headers, &to_member(name));
            if let Some(style) = encoding.style {
                styled(run, (style, encoding.explode), part, (place, &guide), &mut fields);
                continue;
            }
            media_type_of(run, encoding, part);
        }
        one(run, part, place, &guide, &mut fields);
    }
    fields
}

/// A part that is written as a parameter of a query is, but for percent signs.
fn styled<'c>(
    run: &mut Run<'c>,
    (style, explode): (Style, bool),
    part: &Part<'_>,
    (place, guide): (&str, &Guide<'c>),
    fields: &mut Fields,
) {
    let name = &*part.name;
    let written = Written { style, explode, percent: false };
    let text = std::str::from_utf8(part.content).map_err(|_| Malformed);
    let value = text.and_then(|text| {
        let pair: Pair<'_> = (Cow::Borrowed(name), Cow::Borrowed(text));
        written.read_pairs(name, &[pair], guide, &|_| true)
    });
    match value {
        Ok(Some(Value::Array(items))) => items.into_iter().for_each(|item| fields.add(name, item, true)),
        Ok(Some(value)) => fields.add(name, value, false),
        Ok(None) => {}
        Err(Malformed) => fields.fault(run, name, place, Kind::Style { style }),
    }
}

/// A part as a value, read by its media type; without one, it is text, or JSON where text cannot be meant.
fn one<'c>(run: &mut Run<'c>, part: &Part<'_>, place: &'c str, guide: &Guide<'c>, fields: &mut Fields) {
    let name = &*part.name;
    let is_array = guide.shape() == Shape::Array;
    let item = if is_array { guide.item(0) } else { guide.clone() };
    let stated = media_type::stated(&part.headers);
    let is_json = stated.as_ref().map_or(item.shape() != Shape::Scalar, media_type::is_json);
    let is_text = stated.as_ref().is_none_or(|it| it.ty == names::TEXT);
    let text = std::str::from_utf8(part.content);
    match text {
        Ok(text) if is_json => fields.json(run, name, text, is_array),
        Ok(text) if is_text && stated.as_ref().is_none_or(media_type::is_utf8) => {
            fields.add(name, scalar(text, &item), is_array);
        }
        // What is neither is binary, of which a string says no more than how long it is.
        Ok(_) | Err(_) if !is_text && !is_json && admits_binary(&item) => {
            fields.add(name, Value::String(part.content.iter().copied().map(char::from).collect()), is_array);
        }
        Ok(_) if !is_text => fields.unchecked(run, name, (place, Keyword::ContentType), Reason::NoReader),
        Ok(_) | Err(_) => fields.unchecked(run, name, (place, Keyword::ContentType), Reason::Charset),
    }
}

fn admits_binary(guide: &Guide<'_>) -> bool {
    guide.types().admits(Type::String)
}

/// Checks that the part has one of the media types that the contract has for it.
fn media_type_of<'c>(run: &mut Run<'c>, encoding: &'c Encoding, part: &Part<'_>) {
    let text = MediaType::new(names::TEXT, names::PLAIN);
    let actual = media_type::stated(&part.headers).unwrap_or(text);
    let is_one = encoding.content_type.iter().any(|range| media_type::is_in(range, &actual));
    if !encoding.content_type.is_empty() && !is_one {
        let allowed = encoding.content_type.iter().map(ToString::to_string).collect();
        let kind = Kind::ContentType { allowed, is_stated: part.headers.contains_key(CONTENT_TYPE) };
        run.record_at(to_member(&part.name), &encoding.pointer, "contentType", kind);
    }
}
