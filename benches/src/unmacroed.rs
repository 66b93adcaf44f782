//! The data sets that the macros of `jsonschema` cannot compile. The build script leaves them out, and the page says so.

/// Each by name, with the reason that the compiler gives.
pub const UNMACROED: [(&str, &str); 0] = [];
