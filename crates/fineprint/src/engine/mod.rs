//! The engine: judges payloads by the tables of a contract. Of a parsed value the functions that were generated beside them may tell that
//! it is valid ([`shortcut`]); all else is for the tables.
//!
//! There are two walkers over the same rules: [`tokens`] reads JSON as it comes, without a tree in memory, and hands it on
//! to the type that the caller wants; [`tree`] walks what is in memory already. `judge` knows the constraints, `object` the
//! keys, `union` the alternatives, `conditional` and `contains` the schemas that hold for a part of all nodes or items, and
//! `unevaluated` what no keyword speaks of. What was found is collected in a `Run`.

mod active;
mod conditional;
mod contains;
mod decide;
mod expected;
mod facts;
mod judge;
mod keys;
#[cfg(feature = "http")]
mod message;
mod node;
mod number;
mod object;
mod path;
mod run;
pub mod shortcut;
mod string;
mod tape;
mod tokens;
mod tree;
mod tried;
mod unevaluated;
mod union;
mod values;

use serde_json::Value;

#[cfg(feature = "http")]
use crate::check::{Direction, Options, Part};
#[cfg(feature = "http")]
use crate::contract::Contract;
use crate::contract::Schema;
use path::Path;

pub(crate) use run::Run;
#[cfg(feature = "http")]
pub(crate) use tokens::decode_seed;
pub(crate) use tokens::{decode, met_text};

/// Reads and judges JSON text that stands under that name among others, as a parameter does; nothing if it is not JSON.
#[cfg(feature = "http")]
pub(crate) fn decode_member<'c>(
    run: &mut Run<'c>,
    schema: &'c Schema,
    name: &str,
    json: &[u8],
) -> Option<Value> {
    let path = Path::ROOT.key(name);
    let mark = run.mark();
    let (read, _) = tokens::decode_at::<Value>(run, schema, json, &path);
    run.forget_nodes();
    match read {
        Ok(value) => Some(value),
        Err(kind) => {
            run.forget_since(mark);
            run.record_rule(&path, kind);
            None
        }
    }
}

/// Whether JSON text, in UTF-8 and within the limit of size, is certain to be valid, with nothing else to be said of it.
pub(crate) fn is_met_by_text<'c>(run: &mut Run<'c>, schema: &'c Schema, json: &[u8]) -> bool {
    json.len() <= run.options.max_bytes
        && simdutf8::basic::from_utf8(json).is_ok_and(|text| decide::text_is_met(run, schema, text))
}

/// Judges a parsed value that stands under that name among others, as a parameter does.
#[cfg(feature = "http")]
pub(crate) fn check_member<'c>(run: &mut Run<'c>, schema: &'c Schema, name: &str, value: &Value) {
    tree::check(run, &[schema], value, &Path::ROOT.key(name));
    // The next value may lie at the same addresses.
    run.forget_nodes();
}

/// A number as an integer, if it is one of 64 bits: who reads types sees `1.0` as one only where it is written so.
#[cfg(feature = "http")]
pub(crate) fn as_integer(number: serde_json::Number) -> serde_json::Number {
    match number::Number::from(&number).as_integer() {
        number::Number::Unsigned(value) => value.into(),
        number::Number::Signed(value) => value.into(),
        number::Number::Double(_) => number,
    }
}

/// Whether a parsed value is certain to be valid, with nothing else to be said of it.
#[inline]
pub(crate) fn is_met_by_tree<'c>(run: &mut Run<'c>, schema: &'c Schema, value: &Value) -> bool {
    decide::is_met(run, &[schema], value, 0)
}

/// Judges a parsed value that is not known to be valid, and records everything.
#[cold]
pub(crate) fn walk_tree<'c>(run: &mut Run<'c>, schema: &'c Schema, value: &Value) {
    run.forget_nodes();
    tree::walk(run, &[schema], value, &Path::ROOT);
}

/// Judges a parsed value.
#[cfg(feature = "http")]
pub(crate) fn check_tree<'c>(run: &mut Run<'c>, schema: &'c Schema, value: &Value) {
    if !is_met_by_tree(run, schema, value) {
        walk_tree(run, schema, value);
    }
}

/// Whether a value meets a schema, for certain. Nothing is recorded.
#[cfg(feature = "http")]
pub(crate) fn is_met(contract: &Contract, options: &Options, schema: &Schema, value: &Value) -> bool {
    let mut run = Run::new(contract, options, Part::Instance, Direction::None);
    check_tree(&mut run, schema, value);
    run.into_report().is_valid()
}
