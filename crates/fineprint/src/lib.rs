//! Holds JSON to the fine print of its API contract.

pub mod formats;
pub mod pattern;
