//! Values of parameters, read by their style (OpenAPI, *Style Values*; RFC 6570).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::guide::{Guide, Shape};
use super::text::{Pair, decoded};
use crate::contract::{Style, Type};

/// How a value is written, and how its texts are to be taken.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) style: Style,
    pub(super) explode: bool,
    /// Whether percent signs encode (RFC 3986, section 2.1): not so in header fields.
    pub(super) percent: bool,
    pub(super) reading: Reading,
}

/// What a text that could be several things is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A number or a boolean, if it can be one.
    Typed,
    /// A string, if it may be one; and separators count where they are encoded, too.
    Text,
}

/// The value is not written in its style, or is no UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

type Read = Result<Value, Malformed>;

impl Written {
    /// Reads a value that stands alone: in a path, or in a header field.
    pub(super) fn read(self, name: &str, text: &str, guide: &Guide<'_>) -> Read {
        let shape = guide.shape();
        let explode = self.explode && shape != Shape::Scalar;
        let (text, separator) = match self.style {
            Style::Label => (text.strip_prefix('.').ok_or(Malformed)?, if explode { "." } else { "," }),
            Style::Matrix => {
                let text = text.strip_prefix(';').ok_or(Malformed)?;
                // The members of an object that is exploded stand without its name.
                if explode && shape == Shape::Object {
                    (text, ";")
                } else {
                    let value = text.strip_prefix(name).ok_or(Malformed)?;
                    (value.strip_prefix('=').or(value.is_empty().then_some("")).ok_or(Malformed)?, ",")
                }
            }
            Style::Simple
            | Style::Form
            | Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject => (text, ","),
        };
        match shape {
            Shape::Scalar => self.scalar(text, guide),
            Shape::Array if explode && self.style == Style::Matrix => {
                self.items(text.split(&format!(";{name}=")), guide)
            }
            Shape::Array => self.items(self.split(text, separator).into_iter(), guide),
            Shape::Object if explode => {
                let members = self.split(text, separator).into_iter().map(|member| member.split_once('='));
                self.members(members.collect::<Option<Vec<_>>>().ok_or(Malformed)?, guide)
            }
            Shape::Object => self.alternating(&self.split(text, separator), guide),
        }
    }

    /// Reads a value from pairs: of a query, of a form, or of cookies. `is_others` knows the names of other values, which are
    /// no members of this one where its members stand without its name.
    pub(super) fn read_pairs(
        self,
        name: &str,
        pairs: &[Pair<'_>],
        guide: &Guide<'_>,
        is_others: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Value>, Malformed> {
        let shape = guide.shape();
        if self.style == Style::DeepObject && shape != Shape::Scalar {
            return self.deep(name, pairs, guide);
        }
        if self.explode && shape == Shape::Object {
            return self.exploded_members(pairs, guide, is_others);
        }
        let values: Vec<&str> =
            pairs.iter().filter(|(it, _)| it == name).map(|(_, value)| &**value).collect();
        let Some(first) = values.first() else { return Ok(None) };
        Ok(Some(match (shape, values.len()) {
            // One text that may be an array is one item of it, unless it may be a scalar, too.
            (Shape::Scalar, 1) => self.scalar(first, guide)?,
            (Shape::Array, 1) if first.is_empty() => Value::Array(Vec::new()),
            (Shape::Scalar, _) => self.items(values.into_iter(), guide)?,
            (Shape::Array, _) if self.explode => self.items(values.into_iter(), guide)?,
            (Shape::Array, _) => {
                self.items(values.iter().flat_map(|value| self.split(value, self.separator())), guide)?
            }
            (Shape::Object, _) => self.alternating(&self.split(first, self.separator()), guide)?,
        }))
    }

    /// What stands between the items of a value that is not exploded.
    fn separator(self) -> &'static str {
        match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "|",
            Style::Matrix | Style::Label | Style::Simple | Style::Form | Style::DeepObject => ",",
        }
    }

    /// The texts between separators. Those of styles that are not URI characters are encoded by careful clients.
    fn split<'m>(self, text: &'m str, separator: &str) -> Vec<&'m str> {
        let parts: Vec<&str> = match separator {
            _ if text.is_empty() => Vec::new(),
            "|" => text
                .split('|')
                .flat_map(|part| part.split("%7C"))
                .flat_map(|part| part.split("%7c"))
                .collect(),
            "%20" => text.split("%20").flat_map(|part| part.split(' ')).collect(),
            // Clients that encode a value as a whole encode its commas, too: so they are read where nothing else is valid.
            "," if self.percent && self.reading == Reading::Text => text
                .split(',')
                .flat_map(|part| part.split("%2C"))
                .flat_map(|part| part.split("%2c"))
                .collect(),
            separator => text.split(separator).collect(),
        };
        // Blanks beside the commas of a header field mean nothing (RFC 9110, section 5.6.1).
        if self.percent { parts } else { parts.into_iter().map(str::trim).collect() }
    }

    fn text(self, text: &str) -> Result<Cow<'_, str>, Malformed> {
        if self.percent { decoded(text).ok_or(Malformed) } else { Ok(Cow::Borrowed(text)) }
    }

    fn scalar(self, text: &str, guide: &Guide<'_>) -> Read {
        self.text(text).map(|text| scalar(&text, guide, self.reading))
    }

    fn items<'m>(self, texts: impl Iterator<Item = &'m str>, guide: &Guide<'_>) -> Read {
        let items = texts.enumerate().map(|(index, text)| self.scalar(text, &guide.item(index)));
        items.collect::<Result<Vec<_>, _>>().map(Value::Array)
    }

    /// Names and values in turn.
    fn alternating(self, texts: &[&str], guide: &Guide<'_>) -> Read {
        let (pairs, rest) = texts.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(Malformed);
        }
        self.members(pairs.iter().map(|[name, value]| (*name, *value)).collect(), guide)
    }

    fn members(self, members: Vec<(&str, &str)>, guide: &Guide<'_>) -> Read {
        let mut object = Map::new();
        for (name, value) in members {
            let name = self.text(name)?;
            let value = self.scalar(value, &guide.property(&name))?;
            object.insert(name.into_owned(), value);
        }
        Ok(Value::Object(object))
    }

    /// The members of an object that stand among all other pairs, without its name. A name that the object does not know is one of
    /// its members only where the contract speaks of such members: else the pair is nobody's.
    fn exploded_members(
        self,
        pairs: &[Pair<'_>],
        guide: &Guide<'_>,
        is_others: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Value>, Malformed> {
        let known = guide.properties();
        let takes_others = known.is_empty() || guide.describes_others();
        let mut object = Map::new();
        for (name, value) in pairs {
            let is_known = known.binary_search(&&**name).is_ok();
            if is_known || (takes_others && !is_others(name.split('[').next().unwrap_or_default())) {
                let guide = guide.property(name);
                add(&mut object, name, self.scalar(value, &guide)?, &guide);
            }
        }
        Ok((!object.is_empty()).then_some(Value::Object(object)))
    }

    /// `name[property]=value`, and deeper in the same way. What lies deeper is left open by the standard, and read as everybody
    /// writes it.
    fn deep(self, name: &str, pairs: &[Pair<'_>], guide: &Guide<'_>) -> Result<Option<Value>, Malformed> {
        let mut object = Map::new();
        let mut is_there = false;
        for (key, value) in pairs {
            let Some(rest) = key.strip_prefix(name).filter(|rest| rest.starts_with('[')) else { continue };
            is_there = true;
            let keys = brackets(rest).ok_or(Malformed)?;
            self.insert(&mut object, &keys, value, guide)?;
        }
        Ok(is_there.then_some(Value::Object(object)))
    }

    fn insert(
        self,
        object: &mut Map<String, Value>,
        keys: &[&str],
        value: &str,
        guide: &Guide<'_>,
    ) -> Result<(), Malformed> {
        let Some((key, deeper)) = keys.split_first() else { return Err(Malformed) };
        let guide = guide.property(key);
        match deeper {
            // `name[property][]=value` is an item of an array.
            [] | [""] => {
                let item = if guide.shape() == Shape::Array { guide.item(0) } else { guide.clone() };
                add(object, key, self.scalar(value, &item)?, &guide);
                Ok(())
            }
            _ => {
                let inner = object.entry((*key).to_owned()).or_insert_with(|| Value::Object(Map::new()));
                self.insert(inner.as_object_mut().ok_or(Malformed)?, deeper, value, &guide)
            }
        }
    }
}

/// Adds a member; one that stands several times, or is an array anyway, becomes an array.
fn add(object: &mut Map<String, Value>, name: &str, value: Value, guide: &Guide<'_>) {
    match object.get_mut(name) {
        Some(Value::Array(items)) => items.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            let value = if guide.shape() == Shape::Array { Value::Array(vec![value]) } else { value };
            object.insert(name.to_owned(), value);
        }
    }
}

/// `[a][b]` taken apart, to a depth that a payload may have.
fn brackets(text: &str) -> Option<Vec<&str>> {
    const DEEPEST: usize = 32;
    let mut keys = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (key, behind) = rest.strip_prefix('[')?.split_once(']')?;
        keys.push(key);
        rest = behind;
    }
    (keys.len() <= DEEPEST).then_some(keys)
}

/// A text as the value that the contract means by it.
pub(super) fn scalar(text: &str, guide: &Guide<'_>, reading: Reading) -> Value {
    let types = guide.types();
    let is_open = guide.any_type() || (reading == Reading::Text && types.admits(Type::String));
    if !is_open {
        if (types.admits(Type::Number) || types.admits(Type::Integer))
            && let Some(number) = number(text)
        {
            return number;
        }
        match text {
            "true" | "false" if types.admits(Type::Boolean) => return Value::Bool(text == "true"),
            "null" | "" if types.admits(Type::Null) && !types.admits(Type::String) => return Value::Null,
            _ => {}
        }
    }
    Value::String(text.to_owned())
}

/// A number as JSON writes it (RFC 8259, section 6): neither `+1` nor `01` is one.
fn number(text: &str) -> Option<Value> {
    let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let value = is_number.then(|| serde_json::from_str::<serde_json::Number>(text).ok()).flatten()?;
    text.ends_with(|last: char| last.is_ascii_digit()).then_some(Value::Number(value))
}
