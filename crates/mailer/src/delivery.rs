//! One letter, from its lease to the mark of what became of it.

use crate::dkim::Signer;
use crate::message::{Mail, Stationery, build};
use crate::return_path::ReturnPath;
use crate::smtp::Smtp;
use jiff::Timestamp;
use plenary_domain::letter::{UNREACHABLE, next_attempt, unreachable};
use plenary_store::{LeasedLetter, Store, StoreError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// How often the mark is tried while the database is away: a letter that left and is not marked leaves again.
const MARK_TRIES: u32 = 10;
/// Between two of these tries.
const MARK_PAUSE: Duration = Duration::from_secs(2);

/// What every delivery needs.
pub(crate) struct Post {
    pub(crate) store: Store,
    pub(crate) stationery: Stationery,
    /// `None`: letters leave unsigned.
    pub(crate) signer: Option<Signer>,
    /// `None`: reports go to the sender.
    pub(crate) bounces: Option<ReturnPath>,
    /// `None`: nothing leaves.
    pub(crate) smtp: Option<Smtp>,
    /// For everything up to the server's answer.
    pub(crate) limit: Duration,
    pub(crate) now: fn() -> Timestamp,
}

/// What became of a letter.
pub(crate) enum Outcome {
    /// The message as it left.
    Sent(Vec<u8>),
    Deferred(String),
    Failed(String),
    /// What it should have told is no longer so.
    Needless,
    /// We are stopping and had not begun.
    GivenBack,
}

impl Post {
    /// Delivers and marks. Never fails: what can't even be marked comes back when its lease ends.
    pub(crate) async fn deliver(&self, letter: &LeasedLetter, stopping: &watch::Receiver<bool>) {
        let outcome = match timeout(self.limit, self.attempt(letter, stopping)).await {
            Ok(outcome) => outcome,
            Err(_) => Outcome::Deferred(format!("not done within {} s", self.limit.as_secs())),
        };
        self.mark(letter, outcome).await;
    }

    async fn attempt(&self, letter: &LeasedLetter, stopping: &watch::Receiver<bool>) -> Outcome {
        if unreachable(letter.hard_bounces) {
            return Outcome::Failed(UNREACHABLE.to_owned());
        }
        let facts = match self.store.letter_facts(letter).await {
            Ok(Some(facts)) => facts,
            Ok(None) => return Outcome::Needless,
            // The row is there and what it tells about is not, or makes no sense: that does not mend itself.
            Err(error @ (StoreError::NotFound | StoreError::Corrupt { .. })) => {
                return Outcome::Failed(error.to_string());
            }
            Err(error) => return Outcome::Deferred(error.to_string()),
        };
        let mail = match build(&self.stationery, letter, &facts) {
            Ok(mail) => mail,
            Err(error) => return Outcome::Failed(error.to_string()),
        };
        let mail = match self.ready(mail, letter).await {
            Ok(mail) => mail,
            Err(error) => return Outcome::Deferred(error.to_string()),
        };
        if *stopping.borrow() {
            return Outcome::GivenBack;
        }
        let Some(smtp) = &self.smtp else { return Outcome::Sent(mail.bytes) };
        match smtp.send(&mail).await {
            Ok(()) => Outcome::Sent(mail.bytes),
            Err(error) if error.permanent => Outcome::Failed(error.words),
            Err(error) => Outcome::Deferred(error.words),
        }
    }

    /// Signed, and with an address of its own for reports.
    async fn ready(&self, mut mail: Mail, letter: &LeasedLetter) -> Result<Mail, StoreError> {
        if let Some(signer) = &self.signer {
            mail.bytes = signer.sign(mail.bytes, letter.queued_at);
        }
        if let Some(bounces) = &self.bounces {
            mail.from = bounces.of(&self.store, letter.id, &mail.from).await?;
        }
        Ok(mail)
    }

    /// Writes down what became of the letter.
    pub(crate) async fn mark(&self, letter: &LeasedLetter, outcome: Outcome) {
        let now = (self.now)();
        let outcome = match outcome {
            Outcome::Deferred(why) => match next_attempt(letter.queued_at, letter.attempts, now, jitter()) {
                Some(next) => Mark::Deferred(next, why),
                None => Mark::Failed(why),
            },
            Outcome::Sent(message) => Mark::Sent(message),
            Outcome::Failed(why) => Mark::Failed(why),
            Outcome::Needless => Mark::Needless,
            Outcome::GivenBack => Mark::GivenBack,
        };
        outcome.tell(letter);
        // A lease that is not given back ends by itself: no reason to stop later for it.
        let tries = if matches!(outcome, Mark::GivenBack) { 1 } else { MARK_TRIES };
        for _ in 0..tries {
            match self.write(letter, &outcome, now).await {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(letter = %letter.id, %error, "could not mark a letter");
                    sleep(MARK_PAUSE).await;
                }
            }
        }
    }

    async fn write(&self, letter: &LeasedLetter, mark: &Mark, now: Timestamp) -> Result<(), StoreError> {
        match mark {
            Mark::Sent(message) => self.store.letter_sent(letter.id, now, message.clone()).await,
            Mark::Deferred(next, why) => self.store.letter_deferred(letter.id, *next, why).await,
            Mark::Failed(why) => self.store.letter_failed(letter.id, why).await,
            Mark::Needless => self.store.letter_needless(letter.id).await,
            Mark::GivenBack => self.store.release_lease(letter.id).await,
        }
    }
}

enum Mark {
    Sent(Vec<u8>),
    Deferred(Timestamp, String),
    Failed(String),
    Needless,
    GivenBack,
}

impl Mark {
    /// For operators: figures, and a line without personal data for each letter that did not leave. The server's
    /// words stay with the letter, for organisers: they often repeat the address.
    fn tell(&self, letter: &LeasedLetter) {
        let outcome = match self {
            Self::Sent(_) => "sent",
            Self::Deferred(next, _) => {
                tracing::info!(letter = %letter.id, attempts = letter.attempts, %next, "letter deferred");
                "deferred"
            }
            Self::Failed(_) => {
                tracing::warn!(letter = %letter.id, attempts = letter.attempts, "letter failed");
                "failed"
            }
            Self::Needless | Self::GivenBack => return,
        };
        metrics::counter!("plenary_letters_total", "outcome" => outcome).increment(1);
    }
}

#[allow(clippy::disallowed_methods, reason = "spreads retries; nothing secret or repeatable hangs on it")]
fn jitter() -> u8 {
    rand::random()
}
