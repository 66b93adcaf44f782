//! Tests of the engine through the crate's public face.
#![allow(clippy::unwrap_used, clippy::panic, reason = "that is how tests fail")]

#[path = "engine/agreement.rs"]
mod agreement;
#[path = "engine/applicators.rs"]
mod applicators;
#[path = "engine/contracts.rs"]
mod contracts;
#[path = "engine/fidelity.rs"]
mod fidelity;
#[path = "engine/glance.rs"]
mod glance;
#[path = "engine/hostile.rs"]
mod hostile;
#[path = "engine/json.rs"]
mod json;
#[path = "engine/keys.rs"]
mod keys;
#[path = "engine/mazes.rs"]
mod mazes;
#[path = "engine/not_json.rs"]
mod not_json;
#[path = "engine/random.rs"]
mod random;
#[path = "engine/settings.rs"]
mod settings;
#[path = "engine/shortcut.rs"]
mod shortcut;
#[path = "engine/types.rs"]
mod types;
#[path = "engine/undecided.rs"]
mod undecided;
#[path = "engine/unevaluated.rs"]
mod unevaluated;
