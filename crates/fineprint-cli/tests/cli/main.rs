//! The command as people call it: the real binary, in workspaces of its own.

// Not seen as tests by clippy, since it is the functions around the tests that unwrap.
#![allow(clippy::unwrap_used)]

mod check;
mod codegen;
mod documents;
mod exchanges;
mod formats;
mod lint;
mod manners;
mod recorded;
mod schema;
mod support;
