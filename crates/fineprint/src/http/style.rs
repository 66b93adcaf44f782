//! Values of parameters, read by their style (OpenAPI, *Style Values*; RFC 6570).

use std::borrow::Cow;

use serde_json::{Map, Number, Value};
use smallvec::SmallVec;

use super::fields::add;
use super::guide::{Guide, Shape};
use super::nested::Tree;
use super::text::{Pair, decoded};
use crate::contract::{Style, Type};
use crate::engine::as_integer;

/// How a value is written.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) style: Style,
    pub(super) explode: bool,
    /// Whether percent signs encode (RFC 3986, section 2.1): not so in header fields.
    pub(super) percent: bool,
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
            Shape::Scalar => self.scalar_or_items(text, separator, guide),
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
        if self.style == Style::DeepObject {
            let mut tree = Tree::default();
            for (key, value) in pairs {
                if let Some(brackets) = key.strip_prefix(name)
                    && (brackets.is_empty() || brackets.starts_with('['))
                {
                    tree.insert(brackets, value)?;
                }
            }
            return if tree.is_empty() { Ok(None) } else { tree.value(guide).map(Some) };
        }
        let shape = guide.shape();
        if self.explode && shape == Shape::Object {
            return self.exploded_members(pairs, guide, is_others);
        }
        let values: SmallVec<[&str; 4]> =
            pairs.iter().filter(|(it, _)| it == name).map(|(_, value)| &**value).collect();
        let separator = self.separator();
        Ok(Some(match (shape, values.as_slice()) {
            (_, []) => return Ok(None),
            (Shape::Scalar, [one]) if self.explode => self.scalar(one, guide)?,
            (Shape::Scalar, [one]) => self.scalar_or_items(one, separator, guide)?,
            (Shape::Array, [""]) => Value::Array(Vec::new()),
            (Shape::Array, values) if !self.explode => {
                self.items(values.iter().flat_map(|value| self.split(value, separator)), guide)?
            }
            (Shape::Scalar | Shape::Array, values) => self.items(values.iter().copied(), guide)?,
            (Shape::Object, [one]) => self.alternating(&self.split(one, separator), guide)?,
            (Shape::Object, _) => return Err(Malformed),
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

    /// The texts between separators. Those that no URI has are encoded by careful clients.
    fn split<'m>(self, text: &'m str, separator: &str) -> Vec<&'m str> {
        let parts: Vec<&str> = match separator {
            _ if text.is_empty() => Vec::new(),
            "|" => {
                let parts = text.split('|').flat_map(|part| part.split("%7C"));
                parts.flat_map(|part| part.split("%7c")).collect()
            }
            "%20" => text.split("%20").flat_map(|part| part.split(' ')).collect(),
            separator => text.split(separator).collect(),
        };
        // Blanks beside the commas of a header field mean nothing (RFC 9110, section 5.6.1).
        if self.percent { parts } else { parts.into_iter().map(str::trim).collect() }
    }

    fn text(self, text: &str) -> Result<Cow<'_, str>, Malformed> {
        if self.percent { decoded(text).ok_or(Malformed) } else { Ok(Cow::Borrowed(text)) }
    }

    fn scalar(self, text: &str, guide: &Guide<'_>) -> Read {
        self.text(text).map(|text| scalar(&text, guide))
    }

    /// A text that may also be an array is one where it is no scalar that the contract admits.
    fn scalar_or_items(self, text: &str, separator: &str, guide: &Guide<'_>) -> Read {
        let value = self.scalar(text, guide)?;
        let types = guide.types();
        if value.is_string() && !types.admits(Type::String) && types.admits(Type::Array) {
            return self.items(self.split(text, separator).into_iter(), guide);
        }
        Ok(value)
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
            if object.insert(name.into_owned(), value).is_some() {
                return Err(Malformed);
            }
        }
        Ok(Value::Object(object))
    }

    /// The members of an object that stand among all other pairs, without its name.
    fn exploded_members(
        self,
        pairs: &[Pair<'_>],
        guide: &Guide<'_>,
        is_others: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Value>, Malformed> {
        let members = Members::of(guide);
        let mut object = Map::new();
        for (name, value) in pairs.iter().filter(|(name, _)| members.has(name, is_others)) {
            let guide = guide.property(name);
            let is_array = guide.shape() == Shape::Array;
            let item = if is_array { guide.item(0) } else { guide };
            let value = self.scalar(value, &item)?;
            add(&mut object, name, value, is_array);
        }
        Ok((!object.is_empty()).then_some(Value::Object(object)))
    }
}

/// The names that the members of an exploded object can have.
pub(super) struct Members<'c> {
    known: Vec<&'c str>,
    /// Whether there can be others: only where the contract speaks of them, else such a pair is nobody's.
    takes_others: bool,
}

impl<'c> Members<'c> {
    pub(super) fn of(guide: &Guide<'c>) -> Self {
        let known = guide.properties();
        let takes_others = known.is_empty() || guide.describes_others();
        Self { known, takes_others }
    }

    /// Whether a pair of that name is a member.
    pub(super) fn has(&self, name: &str, is_others: &dyn Fn(&str) -> bool) -> bool {
        let is_known = self.known.binary_search(&name).is_ok();
        is_known || (self.takes_others && !is_others(name.split('[').next().unwrap_or_default()))
    }
}

/// A text as the value that the contract means by it. Where it can be a string as well as something else, the schemas decide.
pub(super) fn scalar(text: &str, guide: &Guide<'_>) -> Value {
    let string = || Value::String(text.to_owned());
    let types = guide.types();
    let value = if guide.is_open() {
        None
    } else if types.admits(Type::Number) || types.admits(Type::Integer) {
        let number = number(text).map(|it| if types.admits(Type::Number) { it } else { as_integer(it) });
        number.map(Value::Number).or_else(|| boolean(text).filter(|_| types.admits(Type::Boolean)))
    } else {
        boolean(text).filter(|_| types.admits(Type::Boolean))
    };
    match value {
        Some(value) if types.admits(Type::String) => guide.choose(value, string()),
        Some(value) => value,
        None if matches!(text, "null" | "") && types.admits(Type::Null) && !types.admits(Type::String) => {
            Value::Null
        }
        None => string(),
    }
}

fn boolean(text: &str) -> Option<Value> {
    text.parse().ok().map(Value::Bool)
}

/// A number as JSON writes it (RFC 8259, section 6): neither `+1` nor `01` is one.
fn number(text: &str) -> Option<Number> {
    let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let value = is_number.then(|| serde_json::from_str::<Number>(text).ok()).flatten()?;
    text.ends_with(|last: char| last.is_ascii_digit()).then_some(value)
}
