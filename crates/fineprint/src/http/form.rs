//! Bodies of `application/x-www-form-urlencoded` as values (URL Standard, section 5.1; OpenAPI, *Encoding Object*).

use std::borrow::Cow;
use std::collections::HashMap;

use mediatype::{MediaType, names};

use super::fields::Fields;
use super::guide::{Guide, Shape};
use super::media_type::is_json;
use super::nested::Tree;
use super::style::{Malformed, Members, Written, scalar};
use super::text::{Pair, decoded, pairs};
use crate::contract::{Encoding, Keyword, Style};
use crate::engine::Run;
use crate::report::{FormFault, Kind, Reason};

/// How many pairs a form may have. Services have smaller limits.
const MOST_PAIRS: usize = 10_000;

/// What stands under one name, with or without brackets behind it.
struct Field<'m> {
    name: Cow<'m, str>,
    pairs: Vec<Pair<'m>>,
}

/// Reads a form. What is wrong with a property is recorded, and the others are read all the same.
pub(super) fn read<'c>(
    run: &mut Run<'c>,
    place: &'c str,
    body: &str,
    encodings: &'c [Encoding],
    guide: &Guide<'c>,
) -> Option<Fields> {
    let mut read = Fields::default();
    let known = guide.properties();
    let mut fields: Vec<Field<'_>> = Vec::new();
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    let mut claims = claims(encodings, guide);
    let mut count = 0;
    for (key, value) in pairs(body) {
        count += 1;
        if count > MOST_PAIRS {
            run.record_at(String::new(), place, "", Kind::Form { fault: FormFault::TooMany });
            return None;
        }
        if let Some((_, _, claimed)) = claims
            .iter_mut()
            .find(|(_, members, _)| known.binary_search(&&*key).is_err() && members.has(&key, &|_| true))
        {
            claimed.push((key, value));
            continue;
        }
        let name = root(&key, &known);
        let field = *places.entry(name.clone()).or_insert(fields.len());
        if field == fields.len() {
            fields.push(Field { name, pairs: Vec::new() });
        }
        if let Some(field) = fields.get_mut(field) {
            field.pairs.push((key, value));
        }
    }
    for (name, _, pairs) in claims {
        let written = Written { style: Style::Form, explode: true, percent: true };
        match written.read_pairs(name, &pairs, &guide.property(name), &|_| true) {
            Ok(value) => read.extend(name, value),
            Err(Malformed) => read.fault(run, name, place, Kind::Style { style: Style::Form }),
        }
    }
    for field in fields {
        let encoding = encodings.iter().find(|encoding| *encoding.property == *field.name);
        property(run, place, &field, encoding, &guide.property(&field.name), &mut read);
    }
    Some(read)
}

/// Properties that are written as their members, without their own name: with the members' names, and a place for their pairs.
fn claims<'c, 'm>(
    encodings: &'c [Encoding],
    guide: &Guide<'c>,
) -> Vec<(&'c str, Members<'c>, Vec<Pair<'m>>)> {
    let exploded = encodings.iter().filter(|it| it.explode && it.style == Some(Style::Form));
    let objects = exploded.map(|it| (&*it.property, guide.property(&it.property)));
    let objects = objects.filter(|(_, guide)| guide.shape() == Shape::Object);
    objects.map(|(name, guide)| (name, Members::of(&guide), Vec::new())).collect()
}

/// The property that a pair belongs to: what stands before brackets, unless the whole is a name that the contract knows.
fn root<'m>(key: &Cow<'m, str>, known: &[&str]) -> Cow<'m, str> {
    let end = key.find('[').filter(|end| *end > 0 && known.binary_search(&&**key).is_err());
    match (end, key) {
        (None, key) => key.clone(),
        (Some(end), Cow::Borrowed(key)) => Cow::Borrowed(key.get(..end).unwrap_or(key)),
        (Some(end), Cow::Owned(key)) => Cow::Owned(key.get(..end).unwrap_or(key).to_owned()),
    }
}

fn property<'c>(
    run: &mut Run<'c>,
    place: &'c str,
    field: &Field<'_>,
    encoding: Option<&'c Encoding>,
    guide: &Guide<'c>,
    read: &mut Fields,
) {
    let name = &*field.name;
    let style = encoding.and_then(|encoding| encoding.style);
    let has_brackets = field.pairs.iter().any(|(key, _)| *key != field.name);
    let place = encoding.map_or(place, |encoding| &*encoding.pointer);
    if has_brackets || style == Some(Style::DeepObject) {
        let mut tree = Tree::default();
        let inserted = field
            .pairs
            .iter()
            .try_for_each(|(key, value)| tree.insert(key.strip_prefix(name).unwrap_or_default(), value));
        return match inserted.and_then(|()| tree.value(guide)) {
            Ok(value) => read.extend(name, Some(value)),
            Err(Malformed) => read.fault(run, name, place, Kind::Style { style: Style::DeepObject }),
        };
    }
    if let Some(style) = style {
        let explode = encoding.is_none_or(|encoding| encoding.explode);
        let written = Written { style, explode, percent: true };
        return match written.read_pairs(name, &field.pairs, guide, &|_| true) {
            Ok(value) => read.extend(name, value),
            Err(Malformed) => read.fault(run, name, place, Kind::Style { style }),
        };
    }
    // Without a style, each pair is a text of its own, and what it is of follows from the media type, or else from the type.
    let stated = encoding.and_then(|encoding| MediaType::parse(encoding.content_type.first()?).ok());
    let is_array = guide.shape() == Shape::Array && !stated.as_ref().is_some_and(is_json);
    for (_, value) in &field.pairs {
        let item = if is_array { guide.item(0) } else { guide.clone() };
        let Some(text) = decoded(value) else {
            read.fault(run, name, place, Kind::Style { style: Style::Form });
            return;
        };
        match &stated {
            Some(stated) if is_json(stated) => read.json(run, name, &text, false),
            None if item.shape() == Shape::Object => read.json(run, name, &text, false),
            Some(stated) if stated.ty != names::TEXT => {
                read.unchecked(run, name, (place, Keyword::ContentType), Reason::NoReader);
            }
            Some(_) | None => read.add(name, scalar(&text, &item), is_array),
        }
    }
}
