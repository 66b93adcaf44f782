//! The contract tests: the two organization endpoints, end to end, on the generated crates.
//!
//! What belongs to one crate alone is tested there; here is what only all of them together can show.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at the first surprise: that is how it fails"
)]

mod boundaries;
mod cases;
mod coverage;
mod generated;
mod hostile;
mod json_schema;
mod messages;
mod oracle;
mod readme;
mod samples;
mod schemars;
mod service;
mod shortcuts;
mod socket;
mod support;
mod wire;
