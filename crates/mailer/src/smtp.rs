//! SMTP with lettre's connection, and with our own pool and time limits around it.
//!
//! lettre's own transport was decided against: its time limit covers only the TCP handshake, and a send that is
//! cancelled goes back to its pool in the middle of a dialogue, so that the next letter would read the answers meant
//! for the one before. Here every step has a limit, and a connection whose dialogue was cut short is dropped.

mod relay;

use crate::message::Mail;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Noop, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
pub(crate) use relay::decoded;
use relay::{Relay, Trouble};
use std::error::Error as _;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, timeout};

#[cfg(test)]
mod tests;

/// How long each step may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connect, greet, TLS, sign in.
    pub(crate) open: Duration,
    /// One command and its answer.
    pub(crate) command: Duration,
    /// From the final dot to the answer: the server may look for viruses meanwhile, and to hang up too early means
    /// to send twice.
    pub(crate) message: Duration,
    /// A connection that was idle for longer is not used again.
    pub(crate) idle: Duration,
}

impl Limits {
    pub(crate) const USUAL: Self = Self {
        open: Duration::from_secs(30),
        command: Duration::from_secs(30),
        message: Duration::from_mins(1),
        idle: Duration::from_secs(30),
    };
}

/// Politeness that nothing depends on: QUIT, RSET, NOOP.
const COURTESY: Duration = Duration::from_secs(5);
/// The longest answer that is kept for organisers, in characters.
const WORDS: usize = 300;

/// Why a letter did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SendError {
    /// The server refused this letter for good.
    pub(crate) permanent: bool,
    /// The server's words, or ours.
    pub(crate) words: String,
}

impl SendError {
    fn later(words: impl Into<String>) -> Self {
        Self { permanent: false, words: words.into() }
    }
}

/// The way to the mail server.
pub(crate) struct Smtp {
    relay: Relay,
    limits: Limits,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl Smtp {
    pub(crate) fn new(url: &str, hello: &str, limits: Limits) -> Result<Self, String> {
        Ok(Self { relay: Relay::parse(url, hello)?, limits, idle: Mutex::new(Vec::new()) })
    }

    /// Returns when the server has taken the message.
    pub(crate) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let mut connection = match self.idle_one().await {
            Some(connection) => connection,
            // A server that does not let us in says nothing about this letter, whatever its code.
            None => within(self.limits.open, "connecting", self.relay.open()).await.map_err(later)?,
        };
        let sent = self.dialogue(&mut connection, mail).await;
        let usable = match &sent {
            Ok(()) => true,
            Err(Failure::Answer(_)) => {
                timeout(COURTESY, connection.command(Rset)).await.is_ok_and(|r| r.is_ok())
            }
            Err(Failure::Broken(_)) => false,
        };
        if usable {
            self.park(connection);
        }
        sent.map_err(|failure| match failure {
            Failure::Answer(error) | Failure::Broken(error) => error,
        })
    }

    async fn dialogue(&self, connection: &mut AsyncSmtpConnection, mail: &Mail) -> Result<(), Failure> {
        let parameters = parameters(connection, mail)?;
        let limit = self.limits.command;
        let from = MailFrom::new(Some(mail.from.clone()), parameters);
        // A refused sender is a matter of settings: it would be wrong to give up on the letter for it.
        within(limit, "MAIL", connection.command(from)).await.map_err(Failure::not_for_good)?;
        within(limit, "RCPT", connection.command(Rcpt::new(mail.to.clone(), vec![]))).await?;
        within(limit, "DATA", connection.command(Data)).await?;
        within(self.limits.message, "the end of the message", connection.message(&mail.bytes)).await?;
        Ok(())
    }

    /// A parked connection that still answers.
    async fn idle_one(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let (mut connection, since) = self.idle.lock().ok()?.pop()?;
            let fresh = since.elapsed() < self.limits.idle;
            if fresh && timeout(COURTESY, connection.command(Noop)).await.is_ok_and(|answer| answer.is_ok()) {
                return Some(connection);
            }
        }
    }

    fn park(&self, connection: AsyncSmtpConnection) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.push((connection, Instant::now()));
        }
    }

    /// Says goodbye on connections that nobody will use any more; on all of them at the end.
    pub(crate) async fn tidy(&self, all: bool) {
        let old: Vec<_> = match self.idle.lock() {
            Ok(mut idle) => {
                idle.extract_if(.., |(_, since)| all || since.elapsed() >= self.limits.idle).collect()
            }
            Err(_) => return,
        };
        for (mut connection, _) in old {
            let _ = timeout(COURTESY, connection.command(Quit)).await;
        }
    }
}

/// How a step went wrong.
enum Failure {
    /// The server answered no; the dialogue is in step and can go on with another letter.
    Answer(SendError),
    /// No answer, or none that can be understood: nobody knows where the dialogue stands.
    Broken(SendError),
}

impl Failure {
    fn not_for_good(self) -> Self {
        match self {
            Self::Answer(error) => Self::Answer(SendError { permanent: false, ..error }),
            Self::Broken(_) => self,
        }
    }
}

fn later(failure: Failure) -> SendError {
    match failure {
        Failure::Answer(error) | Failure::Broken(error) => SendError::later(error.words),
    }
}

async fn within<T, E: Into<Trouble>>(
    limit: Duration,
    step: &str,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, Failure> {
    match timeout(limit, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(failure(&error.into())),
        Err(_) => {
            let words = format!("no answer from the mail server within {} s ({step})", limit.as_secs());
            Err(Failure::Broken(SendError::later(words)))
        }
    }
}

fn failure(trouble: &Trouble) -> Failure {
    let error = match trouble {
        Trouble::Smtp(error) => error,
        Trouble::Network(error) => return Failure::Broken(SendError::later(words(&error.to_string()))),
    };
    let Some(code) = error.status() else {
        return Failure::Broken(SendError::later(words(&error.to_string())));
    };
    let said = error.source().map_or_else(String::new, ToString::to_string);
    Failure::Answer(SendError { permanent: error.is_permanent(), words: words(&format!("{code} {said}")) })
}

/// One line that may be shown.
fn words(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect()
}

/// What the server has to be told about the message before it comes.
fn parameters(connection: &AsyncSmtpConnection, mail: &Mail) -> Result<Vec<MailParameter>, Failure> {
    let mut parameters = Vec::new();
    let supports = |extension| connection.server_info().supports_feature(extension);
    let ascii = |address: &lettre::Address| AsRef::<str>::as_ref(address).is_ascii();
    if !ascii(&mail.from) || !ascii(&mail.to) {
        if !supports(Extension::SmtpUtfEight) {
            let words = "the mail server takes no addresses with letters beyond ASCII (SMTPUTF8)".to_owned();
            return Err(Failure::Answer(SendError { permanent: true, words }));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    // Bodies are encoded; only such an address brings other bytes than ASCII.
    if !mail.bytes.is_ascii() && supports(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(parameters)
}
