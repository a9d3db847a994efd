//! Puts the whole program up for a test and talks to it as browsers and mail servers do.
//!
//! One private PostgreSQL serves a test process; each test has a database of its own, made from a template; and
//! [`App::start`] runs web frontend, mailer and store in the test's own process. [`Process`] runs the real binary
//! instead, for stories in which it is killed. Tests that freeze or stop PostgreSQL bring their own with
//! [`Postgres::start`]. Whatever a test leaves behind, a watchdog removes when the process ends, however it ends.
//!
//! Stories must run with `#[tokio::test(flavor = "multi_thread")]`: connections are opened on the main runtime.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a harness that can't go on should stop the test, and say where"
)]

mod app;
mod browser;
mod client;
mod database;
mod dns;
mod event;
mod form;
mod page;
mod postfix;
mod postgres;
mod process;
mod smtp;
mod sources;
mod watchdog;

pub use app::{App, Setup, keys};
pub use browser::Chromedriver;
pub use client::Client;
pub use database::Database;
pub use dns::Dns;
pub use event::NewEvent;
pub use form::Form;
pub use page::Page;
pub use postfix::Postfix;
pub use postgres::Postgres;
pub use process::{Process, ProcessSetup, binary};
pub use smtp::{Fault, Letter, SmtpSink, Stage, Storm, Tls, authority};
pub use sources::{root, sources, tracked};
