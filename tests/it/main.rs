//! Stories told to the whole program through HTTP and SMTP: one binary, one PostgreSQL, a database for each story.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that can't go on should stop, and say where"
)]

mod access;
mod agenda;
mod bounces;
mod browser;
mod database_faults;
mod desk;
mod exports;
mod feeds;
mod files;
mod form;
mod imports;
mod letters;
mod mta;
mod my_agenda;
mod notices;
mod outbox;
mod papers;
mod public_agenda;
mod queries;
mod race;
mod registration;
mod releases;
mod scarce;
mod security;
mod sender;
mod smoke;
mod speaking;
mod storm;
mod writing;
