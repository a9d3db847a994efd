//! The wiring of the whole program: web frontend, mailer, and the notices of PostgreSQL between them.
//!
//! The binary adds settings, a database, figures and signals; the tests put the same house up in their own process.

mod house;
mod link;
mod mail;

pub use house::{House, Plan};
pub use link::{ONE_TIME_LINK_DAYS, act, new_key, one_time_link, sample};
pub use mail::{Mail, Postman, SmtpMail};
