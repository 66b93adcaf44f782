//! The quick way through JSON text: it is read once, and nothing is kept of it where one schema after the other can be asked.
//!
//! What several schemas speak of together, and what a constraint must see as a whole, is kept for as long as it is asked about.
//! Text that breaks a rule is read again by the walker that records everything; so is text that is no JSON, to tell where.

use std::borrow::Cow;

use serde::de::DeserializeSeed;
use smallvec::{SmallVec, smallvec};

use super::{Decision, MAX_STEPS, Place, Undecided, decide, not_there};
use crate::contract::{Additional, Constraint, Members, Schema, Tuple, Type};
use crate::engine::facts;
use crate::engine::keys::Keys;
use crate::engine::node::{Fact, Scalar};
use crate::engine::number::Number;
use crate::engine::object::{is_refused, is_reserved};
use crate::engine::run::Run;
use crate::engine::tape::TapeNode;
use crate::engine::tokens::{Buffer, Writer};
use crate::json::{self, Kind, Reader, Text};
use crate::pattern::Match;

/// How many entries are kept at a time: 256 KiB, so that it does not depend on the payload's size how much memory a check
/// takes. What is larger is left to the other walker.
const MAX_ENTRIES: usize = 8 * 1_024;

/// Text that is no JSON, or lies too deep for the reader.
impl From<json::Error> for Undecided {
    fn from(_: json::Error) -> Self {
        Self
    }
}

/// Whether JSON text is certain to meet a schema and all rules for text, with nothing else to be said of it.
pub(in super::super) fn text_is_met<'c>(run: &mut Run<'c>, schema: &'c Schema, text: &str) -> bool {
    if run.options.strict {
        return false;
    }
    let place = Place { depth: 0, steps: 0, branches: 0 };
    let mut walk = Walk { run, reader: Reader::new(text), kept: Buffer::with_limit(MAX_ENTRIES) };
    matches!(walk.value(Some(schema), place), Ok(true)) && walk.reader.end().is_ok()
}

struct Walk<'r, 'c, 'de> {
    run: &'r mut Run<'c>,
    reader: Reader<'de>,
    /// What is kept now; its memory is used again.
    kept: Buffer<'de>,
}

/// How an array or object is looked at.
enum Way<'c> {
    /// It is not of the type that the schema wants.
    Broken,
    /// By this schema alone; or by none.
    One(Option<&'c Schema>),
    /// By several together, or more than once.
    Whole(&'c Schema),
}

impl<'c, 'de> Walk<'_, 'c, 'de> {
    /// The next value. Without a schema, it need only be JSON.
    fn value(&mut self, schema: Option<&'c Schema>, place: Place) -> Decision {
        let scalar = match self.reader.peek()? {
            Kind::Array => return self.container(schema, Type::Array, place),
            Kind::Object => return self.container(schema, Type::Object, place),
            Kind::String => match self.reader.string()? {
                Text::Borrowed(text) | Text::Unescaped(text) => Scalar::String(text),
            },
            Kind::Number => Scalar::Number(match self.reader.number()? {
                json::Number::Unsigned(value) => Number::Unsigned(value),
                json::Number::Signed(value) => Number::Signed(value),
                json::Number::Double(value) => Number::Double(value),
            }),
            Kind::Boolean => Scalar::Boolean(self.reader.boolean()?),
            Kind::Null => {
                self.reader.null()?;
                Scalar::Null
            }
        };
        let Some(schema) = schema else { return Ok(true) };
        let met = decide(self.run, schema, scalar, place);
        self.run.forget_nodes();
        met
    }

    #[inline(never)]
    fn container(&mut self, schema: Option<&'c Schema>, ty: Type, place: Place) -> Decision {
        if place.depth >= self.run.options.max_depth {
            return Err(Undecided);
        }
        match self.way(schema, ty)? {
            Way::Broken => Ok(false),
            Way::Whole(schema) => self.whole(&[schema], place),
            Way::One(schema) if ty == Type::Array => self.array(schema, place),
            Way::One(schema) => self.object(schema, place),
        }
    }

    /// The way of an array or object by that schema. References that stand alone are followed.
    fn way(&self, schema: Option<&'c Schema>, ty: Type) -> Result<Way<'c>, Undecided> {
        let Some(mut schema) = schema else { return Ok(Way::One(None)) };
        for _ in 0..MAX_STEPS {
            let summary = schema.summary();
            if !summary.types().admits(ty) {
                return Ok(Way::Broken);
            }
            if let [Constraint::Ref(id)] = schema.constraints()
                && let Some(target) = self.run.component(*id)
            {
                schema = target;
            } else if summary.brings_in_others() || summary.needs_whole(ty) {
                return Ok(Way::Whole(schema));
            } else {
                return Ok(Way::One(summary.speaks_of(ty).then_some(schema)));
            }
        }
        Err(Undecided)
    }

    /// Keeps the next value, and asks all schemas about it.
    fn whole(&mut self, schemas: &[&'c Schema], place: Place) -> Decision {
        self.kept.clear();
        let writer = Writer { buffer: &mut self.kept, run: self.run, depth: place.depth };
        writer.deserialize(&mut self.reader)?;
        if self.kept.is_irregular {
            return Err(Undecided);
        }
        let node = TapeNode::new(&self.kept.tape);
        for schema in schemas {
            if !decide(self.run, schema, node, place)? {
                return Ok(false);
            }
        }
        self.run.forget_nodes();
        Ok(true)
    }

    fn array(&mut self, schema: Option<&'c Schema>, place: Place) -> Decision {
        let items = Items::of(schema)?;
        let mut count = 0;
        let mut first = true;
        self.reader.enter()?;
        while self.reader.next_item(&mut first)? {
            if !self.value(items.at(count), place.below())? {
                return Ok(false);
            }
            count += 1;
        }
        self.reader.leave_array()?;
        self.facts_are_met(schema, Fact::Array(count))
    }

    fn object(&mut self, schema: Option<&'c Schema>, place: Place) -> Decision {
        let mut keys = ObjectKeys::of(schema);
        let mut count = 0;
        let mut first = true;
        self.reader.enter()?;
        while self.reader.next_member(&mut first)? {
            count += 1;
            let key = match self.reader.string()? {
                Text::Borrowed(key) => Cow::Borrowed(key),
                Text::Unescaped(key) => Cow::Owned(key.to_owned()),
            };
            self.reader.colon()?;
            if let Some(names) = keys.names {
                if !decide(self.run, names, Scalar::Key(&key), place.here())? {
                    return Ok(false);
                }
                self.run.forget_nodes();
            }
            let Some(schemas) = keys.add(self.run, key)? else { return Ok(false) };
            let met = match schemas.as_slice() {
                [] => self.value(None, place.below())?,
                [schema] => self.value(Some(schema), place.below())?,
                several => self.whole(several, place.below())?,
            };
            if !met {
                return Ok(false);
            }
        }
        self.reader.leave_object()?;
        if keys.lack_required(self.run) {
            return not_there(self.run);
        }
        self.facts_are_met(schema, Fact::Object(count))
    }

    /// Whether the constraints on the count of items or members are met.
    fn facts_are_met(&mut self, schema: Option<&'c Schema>, fact: Fact<'_>) -> Decision {
        let Some(schema) = schema else { return Ok(true) };
        for constraint in schema.constraints() {
            if !facts::meets(self.run, schema, constraint, &fact).map_err(|_| Undecided)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What one schema says of the items of an array.
#[derive(Default)]
struct Items<'c> {
    every: Option<&'c Schema>,
    tuple: Option<&'c Tuple>,
}

impl<'c> Items<'c> {
    fn of(schema: Option<&'c Schema>) -> Result<Self, Undecided> {
        let mut items = Self::default();
        for constraint in schema.map(Schema::constraints).unwrap_or_default() {
            if let Constraint::Items(schema) = constraint {
                items.every = Some(schema);
            } else if let Constraint::Tuple(tuple) = constraint {
                items.tuple = Some(tuple);
            }
        }
        if items.every.is_some() && items.tuple.is_some() { Err(Undecided) } else { Ok(items) }
    }

    #[inline]
    fn at(&self, index: usize) -> Option<&'c Schema> {
        match self.tuple {
            Some(tuple) => tuple.prefix.get(index).or_else(|| tuple.rest.schema()),
            None => self.every,
        }
    }
}

/// What one schema says of the keys of an object, and which it had so far.
struct ObjectKeys<'c, 'de> {
    rule: Option<&'c Members>,
    names: Option<&'c Schema>,
    /// One bit for each key that the schema names.
    seen: SmallVec<[u64; 2]>,
    required: usize,
    others: Keys<'de>,
}

impl<'c, 'de> ObjectKeys<'c, 'de> {
    fn of(schema: Option<&'c Schema>) -> Self {
        let (mut rule, mut names): (Option<&Members>, _) = (None, None);
        for constraint in schema.map(Schema::constraints).unwrap_or_default() {
            if let Constraint::Members(members) = constraint {
                rule = Some(members);
            } else if let Constraint::PropertyNames(schema) = constraint {
                names = Some(&**schema);
            }
        }
        let words = rule.map_or(0, |rule| rule.entries.len().div_ceil(64));
        Self { rule, names, seen: smallvec![0; words], required: 0, others: Keys::default() }
    }

    /// Adds a key, and gives the schemas that speak of its value; none if it must not be there.
    #[inline]
    fn add(
        &mut self,
        run: &Run<'c>,
        key: Cow<'de, str>,
    ) -> Result<Option<SmallVec<[&'c Schema; 2]>>, Undecided> {
        let mut schemas = SmallVec::new();
        let Some(rule) = self.rule else {
            self.add_other(key)?;
            return Ok(Some(schemas));
        };
        let index = rule.find(&key);
        if let Some((index, entry)) = index.and_then(|index| Some((index, rule.entries.get(index)?))) {
            if self.see(index) {
                return Err(Undecided);
            }
            if is_refused(run.direction, entry.access) {
                return Ok(None);
            }
            self.required += usize::from(entry.required);
            schemas.extend(&entry.schema);
        }
        for (pattern, schema) in rule.patterns.iter() {
            match pattern.find_in(&key) {
                Match::Yes => schemas.push(schema),
                Match::No => {}
                Match::GaveUp => return Err(Undecided),
            }
        }
        if schemas.is_empty() {
            match &rule.additional {
                Additional::Allowed => {}
                Additional::Forbidden => return Ok(None),
                Additional::Schema(schema) => schemas.push(schema),
            }
        }
        if index.is_none() {
            self.add_other(key)?;
        }
        Ok(Some(schemas))
    }

    fn add_other(&mut self, key: Cow<'de, str>) -> Result<(), Undecided> {
        if is_reserved(&key) || !self.others.insert(key) { Err(Undecided) } else { Ok(()) }
    }

    /// Marks a key that the schema names, and says whether it was there already.
    #[inline]
    fn see(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.seen.get_mut(index / 64) else { return true };
        let seen = *word & bit != 0;
        *word |= bit;
        seen
    }

    /// Whether a key is not there that `required` names, but for those that must not be sent.
    #[inline]
    fn lack_required(&self, run: &Run<'c>) -> bool {
        let Some(rule) = self.rule else { return false };
        if self.required == rule.required() {
            return false;
        }
        let saw = |index: usize| self.seen.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0);
        rule.entries.iter().enumerate().any(|(index, entry)| {
            entry.required && !saw(index) && !is_refused(run.direction, entry.access)
        })
    }
}
