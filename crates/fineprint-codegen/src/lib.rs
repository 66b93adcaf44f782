//! Writes Rust: a document's types as a models crate, a contract as a validators crate.
//!
//! Text in, files out: nothing here reads or writes a disk. The same input gives the same bytes.

mod error;
mod files;
mod models;
mod naming;
mod options;
mod prune;
mod validators;

pub use error::{Error, ErrorKind};
pub use files::GeneratedFile;
pub use models::models;
pub use options::{Dates, Dependency, Options, TypeOverrides};
pub use prune::{Selection, Unknown, prune};
pub use validators::{Shortcuts, shortcuts, validators};
