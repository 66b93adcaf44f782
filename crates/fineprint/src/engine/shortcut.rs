//! What generated shortcuts are made of.
//!
//! A *shortcut* is a schema as a Rust function: it tells whether a parsed value is certain to be valid. Generated crates have them
//! on request (`shortcuts: true`), beside the tables. Where a shortcut says yes there is nothing else to be said of the value, so
//! that a check need not go by the tables; where it says no, or cannot tell, the tables decide and say what is wrong.
//!
//! For generated code; what stands here has the meaning that the engine gives to the keywords, and is called by it, too.
//!
//! ```
//! # use fineprint::contract::freeze::{self, schema, Frozen};
//! # static CONTRACT: freeze::Contract = freeze::Contract { title: Frozen("t"), version: Frozen("1"), operations: Frozen(&[]),
//! #     bases: Frozen(&[]), components: Frozen(&[]), security_schemes: Frozen(&[]), has_one_way_properties: false,
//! #     positions: Frozen(&[]) };
//! use fineprint::contract::freeze::{Checker, Direction, MaxLength, Part, STRING, Schema, Type};
//! use fineprint::shortcut::*;
//!
//! static NAME: Schema =
//!     schema("#/components/schemas/Name", &[Type(STRING), MaxLength(5)]).with_shortcut(Shortcut::Plain(name));
//! static CHECKER: Checker<'static> = Checker::new(&CONTRACT, &NAME, Part::Instance, Direction::None);
//!
//! fn name(value: &Value) -> bool {
//!     matches!(value, Value::String(text) if has_at_most(text, 5))
//! }
//!
//! assert!(CHECKER.check_value(&Value::from("Ada")).is_valid());
//! assert_eq!(CHECKER.check_value(&Value::from("Ada Lovelace")).violations().len(), 1);
//! ```

use std::cell::Cell;

use super::number;
use super::object::is_refused;
use super::{string, values as compared};
use crate::check::{Checker, Direction, Options};
use crate::contract::RESERVED;
use crate::pattern::Match;

pub use super::object::is_reserved;
pub use crate::contract::Access::{ReadOnly, WriteOnly};
pub use crate::contract::Hold::Frozen;
pub use crate::contract::Temporal::{Future, FutureOrPresent, Past, PastOrPresent};
pub use crate::contract::{Access, ContentEncoding as Encoding, Decimal, Literal, Temporal, Text};
pub use crate::formats::Format as FormatName;
pub use crate::pattern::Pattern as Regex;
pub use serde_json::{Number, Value};

/// The members of an object in memory.
pub type Object = serde_json::Map<String, Value>;

/// A schema as a function, which tells whether a value is certain to meet it.
#[derive(Clone, Copy, Debug)]
pub enum Shortcut {
    /// One that comes to each value a few times at most, goes no deeper than [so many levels](FREE_LEVELS), and needs to know nothing but
    /// the value.
    Plain(fn(&Value) -> bool),
    /// Any other. Where the walk [has given up](Walk::give_up), neither yes nor no counts.
    Walking(fn(&Value, Walk<'_>) -> bool),
}

/// The levels that functions may go without counting them, since the schema ends by itself. Where the limit of depth is lower, no function
/// is asked.
pub const FREE_LEVELS: usize = 64;

/// So many steps are free, before the payload is counted: one for each array, object and part of them that a function which counts comes
/// to, and for each schema beside others.
const FREE_STEPS: usize = 20_000;

/// How often each value of a payload may be come to, on average: more often than unions have branches that are not told off by a glance.
const STEPS_PER_VALUE: usize = 64;

/// How many functions that count may be within each other, so that the stack of a small thread holds them, and those that do not count:
/// of these, fewer than [so many](FREE_LEVELS) may lie above the first, and below the last. It is no more than the branches of unions
/// that the tables open.
const MOST_CALLS: u64 = 250;

/// Whether the shortcut of a checker's schema says that a value is certain to be valid. Without one nothing is certain, and neither is it
/// with settings that shortcuts know nothing of: strict ones, formats of the caller's own, a depth below
/// [the levels](FREE_LEVELS) that they do not count. For tests that hold shortcuts against the tables: a no means nothing.
pub fn is_met(checker: &Checker<'_>, value: &Value) -> bool {
    checker.is_met_by_shortcut(value)
}

/// Whether a walking function says that a value is certain to be valid.
#[inline]
pub(crate) fn walk(
    is_met: fn(&Value, Walk<'_>) -> bool,
    value: &Value,
    options: &Options,
    direction: Direction,
) -> bool {
    let state = State {
        root: value,
        options,
        direction,
        now: Cell::new(None),
        steps: Cell::new(FREE_STEPS),
        was_counted: Cell::new(false),
        gave_up: Cell::new(false),
    };
    let walk = Walk { state: &state, room: Room::new(options.max_depth) };
    is_met(value, walk) && !state.gave_up.get()
}

/// What all parts of one check share.
#[derive(Debug)]
struct State<'w> {
    root: &'w Value,
    options: &'w Options,
    direction: Direction,
    /// Now, as it was when the check first asked.
    now: Cell<Option<(i64, u32)>>,
    /// How many steps may still be taken.
    steps: Cell<usize>,
    was_counted: Cell<bool>,
    gave_up: Cell<bool>,
}

/// Where in the payload a shortcut is.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'w> {
    state: &'w State<'w>,
    room: Room,
}

/// How many levels of arrays and objects may still come, and how many functions within each other: two numbers of 31 bits, so that both are
/// counted by one subtraction, and a walk is handed on in registers.
#[derive(Clone, Copy, Debug)]
struct Room(u64);

impl Room {
    const LEVEL: u64 = 1;
    const CALL: u64 = 1 << 32;
    /// The bits of the levels, of which settings allow far fewer.
    const LEVELS: u64 = (1 << 31) - 1;
    /// The bits that are set where a number would have fallen below zero.
    const BORROWED: u64 = 1 << 31 | 1 << 63;

    const fn new(levels: usize) -> Self {
        Self((MOST_CALLS * Self::CALL) | (levels as u64 & Self::LEVELS))
    }

    #[inline]
    const fn less(self, amount: u64) -> Option<Self> {
        let room = self.0.wrapping_sub(amount);
        if room & Self::BORROWED == 0 { Some(Self(room)) } else { None }
    }

    const fn levels(self) -> usize {
        (self.0 & Self::LEVELS) as usize
    }
}

impl Walk<'_> {
    /// The parts of the array or object at hand, and how many of them there are to be looked at; nothing, and the walk has given up, where
    /// it lies too deep, or where the ways through the schema meet so often that going each of them would take too long.
    #[inline]
    pub fn below(self, parts: usize) -> Option<Self> {
        self.step(Room::LEVEL + Room::CALL, parts + 1)
    }

    /// The same of an object that is asked for single keys: it must not [begin with one that is not for data](looks_reserved).
    #[inline]
    pub fn below_object(self, object: &Object) -> Option<Self> {
        if begins_reserved(object) {
            self.give_up();
            return None;
        }
        self.below(object.len())
    }

    /// The parts of the array or object at hand, for a function that is no deeper than [those levels](FREE_LEVELS), and comes to each value
    /// a few times at most: what counts within it sees how deep it lies.
    #[inline]
    #[must_use]
    pub const fn deeper(self) -> Self {
        let room = Room(self.room.0.wrapping_sub(Room::LEVEL + Room::CALL));
        Self { room, ..self }
    }

    /// The value at hand, for other schemas that speak of it.
    #[inline]
    pub fn here(self) -> Option<Self> {
        self.step(Room::CALL, 1)
    }

    #[inline]
    fn step(self, amount: u64, count: usize) -> Option<Self> {
        let Some(room) = self.room.less(amount) else {
            self.give_up();
            return None;
        };
        if let Some(steps) = self.state.steps.get().checked_sub(count) {
            self.state.steps.set(steps);
        } else if !self.takes_more_steps(count) {
            return None;
        }
        Some(Self { room, ..self })
    }

    /// What comes of an object that has too few members or too many: it is false, for the caller to return.
    #[cold]
    pub fn refuses_size(self, object: &Object) -> bool {
        begins_reserved(object) && self.give_up()
    }

    /// Leaves the verdict to the tables, whatever the shortcut comes to. It is false, for the caller to return.
    #[cold]
    pub fn give_up(self) -> bool {
        self.state.gave_up.set(true);
        false
    }

    /// Whether a property of that access must not be sent in the check's direction.
    #[inline]
    pub const fn refuses(self, access: Access) -> bool {
        is_refused(self.state.direction, access)
    }

    /// Of an object that lacks a required key, in a contract that has properties which must not be sent in one direction: where that is
    /// the direction of the check, another schema of the object may say so of the key, and the tables decide. It is false.
    #[inline]
    pub fn lacks(self) -> bool {
        self.state.direction != Direction::None && self.give_up()
    }

    /// Takes steps of which there are too few, if the payload is worth more, which is worked out once; else the walk has given up.
    #[cold]
    fn takes_more_steps(self, count: usize) -> bool {
        let state = self.state;
        if state.was_counted.replace(true) {
            return self.give_up();
        }
        let more = values(state.root).saturating_mul(STEPS_PER_VALUE).checked_sub(FREE_STEPS);
        match more.and_then(|more| state.steps.get().saturating_add(more).checked_sub(count)) {
            Some(steps) => state.steps.set(steps),
            None => return self.give_up(),
        }
        true
    }

    fn now(self) -> (i64, u32) {
        let now = self.state.now.get().unwrap_or_else(|| self.state.options.clock.now());
        self.state.now.set(Some(now));
        now
    }
}

/// How many values there are in one. A parsed value is no deeper than its reader allows.
fn values(value: &Value) -> usize {
    let sum = |sum: usize, value| sum.saturating_add(values(value));
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
        Value::Array(items) => items.iter().fold(1, sum),
        Value::Object(object) => object.values().fold(1, sum),
    }
}

/// Whether a key looks like [one that must not be data](is_reserved): the tables look closer. A comparison of the whole would be a call,
/// for which a loop over keys had to save its registers.
#[inline]
pub fn looks_reserved(key: &str) -> bool {
    key.len() >= RESERVED.len() && key.as_bytes().first() == RESERVED.as_bytes().first()
}

/// Whether an object begins with such a key.
#[inline]
pub fn begins_reserved(object: &Object) -> bool {
    object.keys().next().is_some_and(|key| looks_reserved(key))
}

/// The value of a key. To find one in a tree takes as long as to go over some members.
#[inline]
pub fn member<'v>(object: &'v Object, key: &str) -> Option<&'v Value> {
    const FEW: usize = 4;
    if object.len() > FEW {
        return object.get(key);
    }
    object.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
}

/// `minLength`
#[inline]
pub fn has_at_least(text: &str, limit: u64) -> bool {
    string::shorter_than(text, limit).is_none()
}

/// `maxLength`
#[inline]
pub fn has_at_most(text: &str, limit: u64) -> bool {
    string::longer_than(text, limit).is_none()
}

/// `pattern`
pub fn matches_pattern(text: &str, pattern: &Regex, walk: Walk<'_>) -> bool {
    is_yes(pattern.find_in(text), walk)
}

/// `format` of a string, but for `regex`.
#[inline]
pub fn has_format(text: &str, format: FormatName) -> bool {
    format.check_str(text)
}

/// `format: regex`
pub fn is_regex(text: &str, walk: Walk<'_>) -> bool {
    is_yes(FormatName::Regex.match_str(text), walk)
}

#[inline]
fn is_yes(found: Match, walk: Walk<'_>) -> bool {
    match found {
        Match::Yes => true,
        Match::No => false,
        Match::GaveUp => walk.give_up(),
    }
}

/// `contentEncoding`
pub fn is_encoded(text: &str, encoding: Encoding) -> bool {
    string::is_encoded(encoding, text)
}

/// `x-temporal`
pub fn is_when(text: &str, expected: Temporal, walk: Walk<'_>) -> bool {
    string::is_when(walk.now(), expected, text)
}

/// `type: integer`
#[inline]
pub fn is_integer(number: &Number) -> bool {
    number::Number::from(number).is_integer()
}

/// `format` of a number.
#[inline]
pub fn has_number_format(number: &Number, format: FormatName) -> bool {
    number::has_format(number.into(), format)
}

/// `const`, or one value of `enum`, that is a number.
#[inline]
pub fn is_number(number: &Number, expected: Decimal) -> bool {
    number::Number::from(number).is(expected)
}

/// `minimum`
#[inline]
pub fn is_at_least(number: &Number, limit: Decimal) -> bool {
    number::is_at_least(number.into(), limit)
}

/// `exclusiveMinimum`
#[inline]
pub fn is_above(number: &Number, limit: Decimal) -> bool {
    number::is_above(number.into(), limit)
}

/// `maximum`
#[inline]
pub fn is_at_most(number: &Number, limit: Decimal) -> bool {
    number::is_at_most(number.into(), limit)
}

/// `exclusiveMaximum`
#[inline]
pub fn is_below(number: &Number, limit: Decimal) -> bool {
    number::is_below(number.into(), limit)
}

/// `multipleOf`
pub fn is_multiple_of(number: &Number, divisor: Decimal) -> bool {
    number::is_multiple_of(number.into(), divisor)
}

/// `const`, or one value of `enum`, that is an array.
pub fn is_array(items: &[Value], expected: &[Literal]) -> bool {
    items.len() == expected.len()
        && items.iter().zip(expected).all(|(item, literal)| compared::is(item, literal))
}

/// `const`, or one value of `enum`, that is an object.
pub fn is_object(object: &Object, expected: &[(Text, Literal)]) -> bool {
    let is_expected = |(name, literal): &(Text, Literal)| {
        object.get(&**name).is_some_and(|value| compared::is(value, literal))
    };
    object.len() == expected.len() && expected.iter().all(is_expected)
}

/// `uniqueItems`, of an array whose parts lie there.
pub fn are_unique(items: &[Value], below: Walk<'_>) -> bool {
    match compared::find_equal_or_cut::<&Value>(items.iter(), below.room.levels()) {
        (Some(_), _) => false,
        (None, true) => below.give_up(),
        (None, false) => true,
    }
}
