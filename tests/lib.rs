//! The examples of the README, as documentation tests.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
