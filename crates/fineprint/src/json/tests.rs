#![cfg(not(feature = "serde-json-extremes"))]
