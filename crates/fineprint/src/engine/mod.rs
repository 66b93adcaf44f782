//! The engine: judges payloads by the tables of a contract.
//!
//! There are two walkers over the same rules: [`tokens`] reads JSON as it comes, without a tree in memory, and hands it on
//! to the type that the caller wants; [`tree`] walks what is in memory already. `judge` knows the constraints, `object` the
//! keys, `union` the alternatives, `conditional` and `contains` the schemas that hold for a part of all nodes or items, and
//! `unevaluated` what no keyword speaks of. What was found is collected in a `Run`.

mod active;
mod conditional;
mod contains;
mod judge;
mod node;
mod number;
mod object;
mod path;
mod run;
mod string;
mod tokens;
mod tree;
mod unevaluated;
mod union;
mod values;

use serde_json::Value;

use crate::contract::Schema;
use path::Path;

pub(crate) use run::Run;
pub(crate) use tokens::decode;

/// Judges a parsed value.
pub(crate) fn check_tree<'c>(run: &mut Run<'c>, schema: &'c Schema, value: &Value) {
    tree::walk(run, &[schema], value, &Path::ROOT);
}
