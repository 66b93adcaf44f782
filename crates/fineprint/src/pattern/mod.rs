//! The keyword `pattern` (JSON Schema 2020-12 validation, section 6.3.3): regular expressions with the
//! meaning of ECMA-262.
//!
//! A pattern is read in unicode mode (the flag `u`, as JSON Schema core, section 6.4, recommends). One that
//! is only valid without the flag is read again with the leniency of ECMA-262's Annex B, since real specs are
//! full of `\_` and `[\w-.]`. What Annex B would turn into something that no author means is no pattern of ECMA-262
//! here: a letter that is no escape (`\A`) and a property that Unicode does not have (`\p{Alnum}`).
//!
//! What neither admits is read a third time, with what is borrowed from other engines ([`Pattern::borrowed`]). What they
//! do not agree on, or ECMA-262 cannot express, stays an error.
//!
//! ```text
//! source --parser--> Node --+--runs-------> sets of characters behind each other, which needs no machine
//!                           +--linear-----> the engines of the crate `regex`, linear time
//!                           +--backtrack--> a matcher of our own under a step limit
//! ```
//!
//! The last is for look-around and back-references. It is our own because the limit of `fancy-regex` counts
//! backtracks and not the text that each of them reads (8 s on 64 kB for `(?!.*a)b`), and because its captures
//! are not those of ECMA-262.
//!
//! This is not a general purpose engine: it answers *does it match*, never *where*. Without the cargo feature
//! `patterns` the type [`Pattern`] exists and cannot be made, so that a contract without patterns brings in
//! no regular expression engine and a match over its constraints needs no `cfg`.

#[cfg(feature = "patterns")]
mod backtrack;
#[cfg(feature = "patterns")]
mod class;
#[cfg(feature = "patterns")]
mod enabled;
#[cfg(feature = "patterns")]
mod error;
#[cfg(feature = "patterns")]
mod linear;
#[cfg(feature = "patterns")]
mod node;
#[cfg(feature = "patterns")]
mod parser;
#[cfg(feature = "patterns")]
mod program;
#[cfg(feature = "patterns")]
mod property_names;
#[cfg(feature = "patterns")]
mod runs;

#[cfg(not(feature = "patterns"))]
mod disabled;

#[cfg(test)]
#[cfg(feature = "patterns")]
mod borrowed_tests;
#[cfg(test)]
#[cfg(feature = "patterns")]
mod corpus_tests;
#[cfg(test)]
#[cfg(feature = "patterns")]
mod tests;

#[cfg(feature = "patterns")]
pub(crate) use self::enabled::is_ecma_262;
#[cfg(feature = "patterns")]
pub use self::{enabled::Pattern, error::PatternError};

#[cfg(not(feature = "patterns"))]
pub use self::disabled::Pattern;
#[cfg(not(feature = "patterns"))]
pub(crate) use self::disabled::is_ecma_262;

/// What came of looking for a pattern in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The pattern matches somewhere in the text.
    Yes,
    /// The pattern matches nowhere in the text.
    No,
    /// Nobody knows: the step limit was hit, or the pattern cannot be compiled. To be reported as
    /// *unchecked*.
    GaveUp,
}
