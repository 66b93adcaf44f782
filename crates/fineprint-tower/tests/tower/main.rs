//! The layer, the extractors and the client, in the process and over a real socket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise: that is how it fails"
)]

mod client;
mod events;
mod extractors;
mod layer;
mod socket;
mod streams;
mod support;
