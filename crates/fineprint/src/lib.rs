//! Holds JSON to the fine print of its API contract.
//!
//! A [`Contract`] is an OpenAPI document, compiled into tables. A [`Checker`] holds JSON
//! to one of its schemas and gives a [`Report`] of everything that is wrong, or a typed value that is proven
//! to be right. Contracts come from generated crates, which write the tables out as Rust source, or from `fineprint-openapi`,
//! which reads documents at run time.
//!
//! ```
//! # use fineprint::contract::freeze::*;
//! # use fineprint::Contract;
//! # static CONTRACT: Contract = Contract { title: Frozen("t"), version: Frozen("1"), operations: Frozen(&[]), bases: Frozen(&[]),
//! #     components: Frozen(&[]), security_schemes: Frozen(&[]), has_one_way_properties: false, positions: Frozen(&[]) };
//! # static SCHEMA: Schema = schema("#/components/schemas/Order", &[Type(OBJECT), Properties(Frozen(&MEMBERS))]);
//! # static MEMBERS: Members = members(&PROPERTIES, Allowed, Scan);
//! # static PROPERTIES: [Member; 1] = [required("count", "#/components/schemas/Order/properties/count",
//! #     &[Type(INTEGER), Minimum(Decimal::new(1, 0))])];
//! # #[derive(serde::Deserialize)]
//! # struct Order { count: u32 }
//! # static REQUEST: Checker<'static> = Checker::new(&CONTRACT, &SCHEMA, Part::RequestBody, Direction::Request);
//! // `REQUEST` is what a generated crate has for the body of a request.
//! let order = REQUEST.decode::<Order>(br#"{"count": 3}"#)?;
//! assert_eq!(order.count, 3);
//!
//! let report = REQUEST.check_slice(br#"{"count": 0}"#);
//! assert_eq!(report.to_string(), "invalid\n  request.body /count: less than 1, the smallest value allowed [minimum]");
//! # Ok::<(), fineprint::Report>(())
//! ```
//!
//! The feature `patterns` brings in what the keyword `pattern` needs; generated crates ask for it if their contract has one.
//!
//! With the feature `http`, whole requests and responses are checked, see [`http`].
//!
//! This crate knows nothing of OpenAPI's syntax, of YAML, or of code generation.

pub mod check;
pub mod contract;
mod engine;
pub mod formats;
#[cfg(feature = "http")]
pub mod http;
mod json;
pub mod pattern;
pub mod report;
mod same;

pub use check::{Checker, Options, Valid};
pub use contract::Contract;
pub use engine::shortcut;
pub use report::Report;
