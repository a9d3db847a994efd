//! The outbox on its way: leases the letters that are due, writes them, hands them to the mail server and marks what
//! became of each.
//!
//! Nothing is lost and nothing is kept here: a letter is a row until the mail server has taken it. A crash between
//! the server's answer and the mark sends a letter twice, with the same Message-ID and the same bytes, so that mail
//! programs show it once. A recipient or a server that hangs holds up one of several hands, never the others.

mod bounces;
mod delivery;
mod dkim;
mod imap;
mod message;
mod options;
mod return_path;
mod sender;
mod smtp;
mod worker;

pub use bounces::{LONGEST_REPORT, ReportOutcome, take_report};
pub use dkim::{DkimAlgorithm, DkimKey, DkimKeyError, NewKeyError, new_key};
pub use imap::Mailbox;
pub use options::{MailerError, MailerOptions, TransportOptions};
pub use plenary_store::DomainLimits;
pub use sender::SenderCheck;
pub use worker::Mailer;
