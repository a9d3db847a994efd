//! The store against a real PostgreSQL: one server for the run, one database for each test, made from a template
//! that was migrated once. All tests are in this one binary, so that one server is enough.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that is wrong should stop, and say where"
)]

mod accounts;
mod agenda;
mod authority;
mod bucket;
mod decisions;
mod desk;
mod edits;
mod export;
mod figures;
mod files;
mod forms;
mod harness;
mod house;
mod letters;
mod many;
mod merging;
mod names;
mod options;
mod outbox;
mod papers;
mod places;
mod proof;
mod queries;
mod registrations;
mod sealed;
mod speaking;
mod types;
mod wordings;
