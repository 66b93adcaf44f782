//! The functions that Fineprint's generator makes of the corpus's schemas, which `cargo xtask bench` writes before it builds.

use fineprint::contract::{ComponentId, Constraint, Schema};
use fineprint::shortcut::Shortcut;

include!(concat!(env!("OUT_DIR"), "/shortcuts.rs"));

/// The schema of that data set, which in its contract is the first, with its function; if that was written.
pub fn schema(name: &str) -> Option<Schema> {
    let (_, shortcut) = CORPUS.iter().find(|(known, _)| *known == name)?;
    Some(Schema::new("#", vec![Constraint::Ref(ComponentId(0))]).with_shortcut(*shortcut))
}
