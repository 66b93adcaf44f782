//! The quick way through JSON text: it is read once, and nothing is kept of it but what a constraint must see as a whole, for as
//! long as it is asked about.
//!
//! Text that breaks a rule is read again by the walker that records everything; so is text that is no JSON, to tell where.

use super::free::pass_over;
use super::keep::keep;
use super::object::{Held, ObjectKeys};
use super::{Decision, Place, Undecided, decide, decide_text};
use crate::contract::{Constraint, Schema, Type};
use crate::engine::active::{Active, Items, Schemas};
use crate::engine::facts;
use crate::engine::node::{Fact, Scalar};
use crate::engine::number::Number;
use crate::engine::run::Run;
use crate::engine::tape::TapeNode;
use crate::engine::tokens::Buffer;
use crate::json::{self, Kind, Reader};

/// How many bytes are kept at a time, so that what is found to be valid takes no more memory the larger it is. What is larger
/// is left to the other walker.
const MAX_KEPT: usize = 256 * 1_024;

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
    let place = Place::at(0);
    run.read_from(text.as_bytes());
    let mut walk = Walk { run, reader: Reader::new(text), kept: Buffer::with_limit(MAX_KEPT) };
    matches!(walk.value(&[schema], place), Ok(true)) && walk.reader.end().is_ok()
}

struct Walk<'r, 'c, 'de> {
    run: &'r mut Run<'c>,
    reader: Reader<'de>,
    /// What is kept now; its memory is used again.
    kept: Buffer<'de>,
}

impl<'c> Walk<'_, 'c, '_> {
    /// The next value.
    fn value(&mut self, schemas: &[&'c Schema], place: Place) -> Decision {
        if schemas.is_empty() {
            return self.free(place);
        }
        let scalar = match self.reader.peek()? {
            Kind::Array => return self.container(schemas, Type::Array, place),
            Kind::Object => return self.container(schemas, Type::Object, place),
            Kind::String => {
                // Of one that is not looked into, escapes need not be put together.
                if let [schema] = schemas
                    && !schema.summary().speaks_of(Type::String)
                {
                    self.reader.skip_string()?;
                    self.run.earn_steps(1);
                    return Ok(schema.summary().types().admits(Type::String));
                }
                let text = self.reader.string()?;
                let text = text.as_str();
                self.run.earn_steps(1);
                for schema in schemas {
                    if !decide_text(self.run, schema, text, Scalar::String(text), place)? {
                        return Ok(false);
                    }
                }
                self.run.forget_nodes();
                return Ok(true);
            }
            Kind::Number => Scalar::Number(self.number(schemas)?),
            Kind::Boolean => Scalar::Boolean(self.reader.boolean()?),
            Kind::Null => {
                self.reader.null()?;
                Scalar::Null
            }
        };
        self.run.earn_steps(1);
        for schema in schemas {
            if !decide(self.run, schema, scalar, place)? {
                return Ok(false);
            }
        }
        self.run.forget_nodes();
        Ok(true)
    }

    #[inline]
    fn number(&mut self, schemas: &[&'c Schema]) -> Result<Number, Undecided> {
        let number = Number::from(self.reader.number()?);
        if number.is_whole_double() && schemas.iter().any(|schema| schema.summary().may_want_integer()) {
            self.run.has_whole_doubles = true;
        }
        Ok(number)
    }

    #[inline(never)]
    fn container(&mut self, schemas: &[&'c Schema], ty: Type, place: Place) -> Decision {
        if place.is_too_deep(self.run) {
            return Err(Undecided);
        }
        if let [schema] = schemas
            && !schema.summary().speaks_of(ty)
        {
            return if schema.summary().types().admits(ty) { self.free(place) } else { Ok(false) };
        }
        let Some(active) = Active::of_parts(self.run, schemas, ty) else { return self.whole(schemas, place) };
        if !active.iter().all(|schema| schema.summary().types().admits(ty)) {
            return Ok(false);
        }
        let place = place.within(active.branches())?;
        if ty == Type::Array { self.array(&active, place) } else { self.object(&active, place) }
    }

    /// The next value, of which no schema says anything.
    fn free(&mut self, place: Place) -> Decision {
        pass_over(&mut self.reader, place.depth(), self.run.options.max_depth)?;
        Ok(true)
    }

    /// Keeps the next value, and asks all schemas about it.
    fn whole(&mut self, schemas: &[&'c Schema], place: Place) -> Decision {
        self.kept.clear();
        let max_depth = self.run.options.max_depth;
        keep(&mut self.reader, &mut self.kept, place.depth(), max_depth)?;
        let node = TapeNode::new(&self.kept.tape);
        self.run.has_whole_doubles |= self.kept.has_doubles;
        self.run.earn_steps(self.kept.tape.len());
        for schema in schemas {
            if !decide(self.run, schema, node, place)? {
                return Ok(false);
            }
        }
        self.run.forget_nodes();
        Ok(true)
    }

    fn array(&mut self, active: &Active<'c>, place: Place) -> Decision {
        let mut items: Items<'c> = active.items();
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
        self.facts_are_met(active, Fact::Array(count))
    }

    fn object(&mut self, active: &Active<'c>, place: Place) -> Decision {
        let mut keys = ObjectKeys::of(active);
        let mut held = Held::default();
        let mut count = 0;
        let mut first = true;
        self.reader.enter()?;
        while self.reader.next_member(&mut first)? {
            let is_met = if let Some(schema) = keys.take_expected(&mut self.reader)? {
                self.value_of(schema, place.below())?
            } else {
                let key = self.reader.string()?;
                if !keys.names.is_empty() && !names_are_met(self.run, &keys.names, key.as_str(), place)? {
                    return Ok(false);
                }
                if !keys.add(self.run, &key, &mut held)? {
                    return Ok(false);
                }
                self.reader.colon()?;
                self.held_value(&held, place.below())?
            };
            if !is_met {
                return Ok(false);
            }
            count += 1;
        }
        self.reader.leave_object()?;
        Ok(!keys.lack_required(self.run) && self.facts_are_met(active, Fact::Object(count))?)
    }

    /// The next value, of which one schema speaks: mostly it is a string.
    #[inline]
    fn value_of(&mut self, schema: &'c Schema, place: Place) -> Decision {
        let Some(text) = self.reader.take_plain() else { return self.value(&[schema], place) };
        self.run.earn_steps(1);
        let is_met = decide_text(self.run, schema, text, Scalar::String(text), place);
        self.run.forget_nodes();
        is_met
    }

    /// The next value, of which these schemas speak.
    #[inline]
    fn held_value(&mut self, held: &Held<'c>, place: Place) -> Decision {
        match held.schemas() {
            (schemas, []) => self.value(schemas, place),
            (one, others) => {
                let mut schemas = Schemas::from_slice(one);
                schemas.extend_from_slice(others);
                self.value(&schemas, place)
            }
        }
    }

    /// Whether the constraints on the count of items or members are met.
    fn facts_are_met(&mut self, active: &Active<'c>, fact: Fact<'_>) -> Decision {
        let ty = fact.ty();
        if !active.iter().any(|schema| schema.summary().may_refuse(ty)) {
            return Ok(true);
        }
        for (schema, constraint) in active.constraints() {
            // No array or object is a scalar, which these are: others are compared as a whole.
            if matches!(constraint, Constraint::Enum(_) | Constraint::Const(_))
                || !facts::meets(self.run, schema, constraint, &fact).map_err(|_| Undecided)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether a key meets what is said of keys.
#[inline(never)]
fn names_are_met<'c>(run: &mut Run<'c>, names: &[&'c Schema], key: &str, place: Place) -> Decision {
    for schema in names {
        run.earn_steps(1);
        let is_met = decide(run, schema, Scalar::Key(key), place.here()?)?;
        // The next key may lie at the same address.
        run.forget_nodes();
        if !is_met {
            return Ok(false);
        }
    }
    Ok(true)
}
