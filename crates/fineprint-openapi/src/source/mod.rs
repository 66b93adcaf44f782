//! Text to a tree of values in which every key and every value knows its place.
//!
//! [`parse`] reads YAML 1.2 by its core schema, and JSON. In YAML only those spellings are something other than
//! a string that the core schema lists (YAML 1.2.2, section 10.3.2): `NO`, `on`, `1_000` and `2024-01-01` are
//! strings. Numbers keep the digits they were written with.
//!
//! There are two readers, and one builder that both feed. YAML's syntax is left to `granit-parser`; what its
//! events mean is decided here: tags, duplicate keys, anchors, merge keys, and limits for hostile input. JSON has
//! a strict reader of its own, since it is no subset of YAML in practice (`granit-parser` refuses a string with
//! U+007F in it, which serializers do not escape), and since `{"a":}` or a trailing comma in a file named `.json`
//! is a mistake that YAML would let pass.
//!
//! This module knows nothing of `OpenAPI`, opens no files and follows no references.

mod builder;
mod file;
mod json;
mod mapping;
mod node;
mod number;
mod scalar;
mod yaml;

use std::sync::Arc;

pub use file::{Position, SourceFile, Span};
pub use mapping::{Entry, Mapping};
pub use node::{Node, Value};
pub use number::Number;

use crate::diagnostic::Diagnostics;
use builder::Builder;

/// How deep sequences and mappings may nest, aliases included.
pub const MAX_DEPTH: usize = 256;

/// A text that was read: its tree, and what is worth knowing about the text even so.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The document's root.
    pub root: Node,
    /// Findings that are no errors.
    pub warnings: Diagnostics,
}

/// Reads the one YAML or JSON document in `file`.
///
/// A file named `.json` has to be JSON; any other is read as JSON if it is JSON, else as YAML.
///
/// ```
/// use std::sync::Arc;
/// use fineprint_openapi::source::{SourceFile, parse};
///
/// let file = Arc::new(SourceFile::new("spec.yaml", "country: NO\nlimits: [1, 2.50]\n"));
/// let root = parse(&file).expect("it is well formed").root;
/// assert_eq!(root.at("/country").and_then(|node| node.as_str()), Some("NO"));
///
/// let limit = root.at("/limits/1").expect("it is there");
/// assert_eq!(limit.as_number().map(|number| number.as_str()), Some("2.50"));
/// assert_eq!(file.position(limit.span.start).to_string(), "2:13");
/// ```
///
/// # Errors
///
/// Everything that is wrong with the text. A syntax error ends the reading, so that what comes after it is
/// not looked at; all other errors are collected.
pub fn parse(file: &Arc<SourceFile>) -> Result<Parsed, Diagnostics> {
    let has_to_be_json = file.name().to_ascii_lowercase().ends_with(".json");
    if has_to_be_json || file.text().trim_start().starts_with(['{', '[']) {
        let mut builder = Builder::new(file);
        let stopped = json::read(file, &mut builder).is_err();
        if has_to_be_json || !stopped {
            return builder.finish();
        }
    }
    yaml::read(file).finish()
}
