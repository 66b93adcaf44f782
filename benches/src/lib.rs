//! How fast Fineprint is, beside others. `cargo xtask bench` runs what is here and draws the page from it.
//!
//! Four programs: `fineprint-benches` measures times, and links the other validators (the feature `peers`); `count` does one
//! thing many times, for a tool that counts instructions; `allocations` has an allocator that counts, which would slow
//! down whoever allocates and therefore stays out of the others; `peak` runs a command and tells its time and memory.
//! `size-with` and `size-without` do nothing but have a size.

#[cfg(feature = "contract")]
pub mod bare;
pub mod bodies;
pub mod corpus;
pub mod figures;
#[cfg(feature = "contract")]
pub mod home;
#[cfg(feature = "peers")]
pub mod macros;
#[cfg(feature = "contract")]
pub mod messages;
#[cfg(feature = "peers")]
pub mod shortcuts;
pub mod unmacroed;
