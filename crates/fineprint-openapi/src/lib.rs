//! Reads OpenAPI documents: text to a tree with positions.

pub mod diagnostic;
pub mod source;
