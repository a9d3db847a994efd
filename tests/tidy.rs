//! What ARCHITECTURE.md and CONTRIBUTING.md claim, checked over `cargo metadata` and the source. Each test is a claim.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a check that can't go on should stop, and say where"
)]

#[path = "tidy/crates.rs"]
mod crates;
#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/functions.rs"]
mod functions;
#[path = "tidy/sources.rs"]
mod sources;
