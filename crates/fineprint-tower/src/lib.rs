//! Holds HTTP services and their clients to an API contract.
//!
//! - [`ContractLayer`] is a [`tower`](https://docs.rs/tower) layer for any service over the types of the crate `http`, axum's
//!   routers among them: it refuses requests that do not meet the contract with a problem document (RFC 9457) that has all that is
//!   wrong, and tells of responses that do not, or replaces them.
//! - [`decode`], and for axum the extractors `Checked<T>` and `CheckedBody<T>` (feature `axum`), decode a request and check it in one
//!   pass.
//! - [`ContractClient`] holds the calls of a client to the contract on both ways.
//!
//! What a message must be is not decided here, but by [`fineprint::http`].
//!
//! ```
//! use bytes::Bytes;
//! use fineprint::Contract;
//! use fineprint_tower::ContractLayer;
//! use http::{Request, Response};
//! use http_body_util::{BodyExt, Full};
//! use tower::{Layer, ServiceExt, service_fn};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use fineprint::contract::freeze::Frozen;
//! # static CONTRACT: Contract = Contract { title: Frozen("t"), version: Frozen("1"), operations: Frozen(&[]), bases: Frozen(&[]),
//! #     components: Frozen(&[]), security_schemes: Frozen(&[]), has_one_way_properties: false, positions: Frozen(&[]) };
//! let hello = service_fn(async |_| Ok::<_, std::io::Error>(Response::new(Full::new(Bytes::from("hello")))));
//! let service = ContractLayer::new(&CONTRACT).layer(hello);
//!
//! let response = service.oneshot(Request::get("/nowhere").body(Full::new(Bytes::new()))?).await?;
//! assert_eq!(response.status(), 404);
//! assert_eq!(response.headers()["content-type"], "application/problem+json");
//! let problem = response.into_body().collect().await?.to_bytes();
//! assert!(problem.starts_with(br#"{"type":"about:blank","title":"Not Found""#));
//! # Ok(())
//! # }
//! ```

mod body;
mod claim;
mod client;
mod contract;
mod counts;
mod decode;
mod events;
#[cfg(feature = "axum")]
mod extract;
mod judge;
mod layer;
mod read;
mod refusal;
mod service;
mod settings;

pub use body::Body;
pub use client::{CallError, ContractClient};
pub use contract::SharedContract;
pub use counts::{Counts, Verdicts};
pub use decode::{Rejection, decode};
#[cfg(feature = "axum")]
pub use extract::{Checked, CheckedBody};
pub use layer::{ContractLayer, UnknownOperation};
pub use refusal::Refusal;
pub use service::ContractService;
pub use settings::Mode;
