//! The outbox on its way: leases the letters that are due, writes them, hands them to the mail server and marks what
//! became of each.
//!
//! Nothing is lost and nothing is kept here: a letter is a row until the mail server has taken it. A crash between
//! the server's answer and the mark sends a letter twice, with the same Message-ID and the same bytes, so that mail
//! programs show it once. A recipient or a server that hangs holds up one of several hands, never the others.

mod delivery;
mod message;
mod options;
mod smtp;
mod worker;

pub use options::{MailerError, MailerOptions, TransportOptions};
pub use worker::Mailer;
