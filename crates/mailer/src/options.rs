//! What the mailer has to be told, and what can be wrong with it: errors name the setting, never its value, which
//! may hold a password.

use crate::dkim::DkimKey;
use jiff::{SignedDuration, Timestamp};
use plenary_store::DomainLimits;
use std::sync::Arc;
use std::time::Duration;

/// How letters leave.
#[derive(Clone)]
pub enum TransportOptions {
    /// They don't: each is written, kept with its row and marked as sent. For trying things out.
    Capture,
    /// `smtp://host:25`, `smtp://user:password@host:587?tls=required`, `smtps://user:password@host`; a path is the name
    /// to greet with. May hold a password, so that this type has no `Debug`.
    Smtp { url: String },
}

/// Everything that the mailer has to be told.
#[derive(Clone)]
pub struct MailerOptions {
    pub transport: TransportOptions,
    /// Sender of every letter: `desk@example.org` or `The desk <desk@example.org>`; without a name, the event's is taken.
    pub from: String,
    /// Scheme and host of our site, without a slash at the end: the only place that letters link to.
    pub base_url: String,
    /// Right side of every Message-ID and of the UIDs in calendars: the host of our site.
    pub message_host: String,
    /// Every letter is signed with each of them.
    pub dkim: Arc<[DkimKey]>,
    /// Where reports about letters go, each to an address of its own behind a plus sign; without it they go to the sender.
    pub bounces: Option<String>,
    /// How many letters are under way at once.
    pub parallel: usize,
    /// What one domain of recipients may take up of all workers.
    pub domains: DomainLimits,
    /// For how long a leased letter is ours. Sending is given up before its end.
    pub lease: SignedDuration,
    /// How often we look without being woken.
    pub poll: Duration,
    /// The clock.
    pub now: fn() -> Timestamp,
}

impl MailerOptions {
    pub fn new(
        transport: TransportOptions,
        from: impl Into<String>,
        base_url: impl Into<String>,
        message_host: impl Into<String>,
    ) -> Self {
        Self {
            transport,
            from: from.into(),
            base_url: base_url.into(),
            message_host: message_host.into(),
            dkim: Arc::new([]),
            bounces: None,
            parallel: 4,
            domains: DomainLimits::default(),
            lease: SignedDuration::from_mins(2),
            poll: Duration::from_secs(5),
            now: clock,
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the worker loop is one of the few places that read the clock")]
fn clock() -> Timestamp {
    Timestamp::now()
}

/// Why the mailer can't start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailerError {
    /// The address of the mail server can't be used.
    #[error("PLENARY_SMTP_URL: {0}")]
    SmtpUrl(String),
    /// The sender is no mailbox.
    #[error("PLENARY_MAIL_FROM: not a mailbox such as `The desk <desk@example.org>`")]
    From,
    /// Where reports should go is no address.
    #[error(
        "PLENARY_BOUNCES: not an address such as bounces@example.org, short enough for a token behind a plus sign"
    )]
    Bounces,
    /// There is nobody to ask about names.
    #[error("PLENARY_DNS: no DNS server can be used: {0}")]
    Dns(String),
}
