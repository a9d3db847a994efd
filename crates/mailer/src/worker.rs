//! The loop: sleeps until it is woken or the time comes, keeps its hands full while letters are due, and stops
//! without dropping one.

use crate::delivery::{Outcome, Post};
use crate::dkim::Signer;
use crate::message::{Stationery, mailbox};
use crate::options::{MailerError, MailerOptions, TransportOptions};
use crate::return_path::ReturnPath;
use crate::smtp::{Limits, Smtp};
use plenary_store::{LeasedLetter, Store};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout_at};

/// How long letters under way may still take when we are asked to stop.
const GRACE: Duration = Duration::from_secs(20);
/// Between the time limit of a delivery and the end of its lease: for the mark. A third of a short lease.
const MARGIN: Duration = Duration::from_secs(20);

/// Sends what is in the outbox.
pub struct Mailer {
    post: Arc<Post>,
    options: MailerOptions,
}

impl Mailer {
    /// Checks the settings; neither the database nor the mail server is asked for anything.
    ///
    /// # Errors
    /// Names the setting that is wrong.
    pub fn new(store: Store, options: MailerOptions) -> Result<Self, MailerError> {
        let from = mailbox(&options.from).ok_or(MailerError::From)?;
        let host = host(&options.message_host);
        let smtp = match &options.transport {
            TransportOptions::Capture => None,
            TransportOptions::Smtp { url } => {
                Some(Smtp::new(url, &host, Limits::USUAL).map_err(MailerError::SmtpUrl)?)
            }
        };
        let base_url = options.base_url.trim_end_matches('/').to_owned();
        let lease = options.lease.unsigned_abs();
        let bounces = options.bounces.as_deref().map(ReturnPath::parse).transpose()?;
        let post = Post {
            store,
            signer: Signer::new(from.email.domain(), Arc::clone(&options.dkim)),
            stationery: Stationery { from, base_url, message_host: host },
            bounces,
            smtp,
            limit: lease.saturating_sub(MARGIN.min(lease / 3)),
            now: options.now,
        };
        Ok(Self { post: Arc::new(post), options })
    }

    /// Works until `shutdown` holds true (or its sender is gone). `wake` tells that something was queued; it may be
    /// told too often or never.
    pub async fn run(self, mut shutdown: watch::Receiver<bool>, wake: Arc<Notify>) {
        let mut hands = Hands { post: self.post, tasks: JoinSet::new(), letters: HashMap::new() };
        let mut poll = interval(self.options.poll.max(Duration::from_millis(10)));
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut more = true;
        while !*shutdown.borrow_and_update() {
            let free = self.options.parallel.max(1).saturating_sub(hands.letters.len());
            if more && free > 0 {
                more = hands.take(free, &self.options, &shutdown).await;
            }
            tokio::select! {
                changed = shutdown.changed() => if changed.is_err() { break },
                Some(done) = hands.tasks.join_next_with_id() => {
                    hands.done(done).await;
                    // Its domain has room again, for a letter that was passed over before.
                    more = true;
                }
                () = wake.notified() => more = true,
                _ = poll.tick() => {
                    more = true;
                    hands.look_around().await;
                }
            }
        }
        hands.finish().await;
    }
}

/// Letters under way.
struct Hands {
    post: Arc<Post>,
    tasks: JoinSet<()>,
    letters: HashMap<Id, LeasedLetter>,
}

impl Hands {
    /// Leases up to `free` letters and starts them; whether there may be more.
    async fn take(&mut self, free: usize, options: &MailerOptions, shutdown: &watch::Receiver<bool>) -> bool {
        let lease = self.post.store.lease_letters((options.now)(), free, options.lease, options.domains);
        let leased = match lease.await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::warn!(%error, "could not look into the outbox");
                return false;
            }
        };
        let more = leased.len() >= free;
        for letter in leased {
            let (post, stopping, mine) = (Arc::clone(&self.post), shutdown.clone(), letter.clone());
            let task = self.tasks.spawn(async move { post.deliver(&mine, &stopping).await });
            self.letters.insert(task.id(), letter);
        }
        more
    }

    async fn done(&mut self, done: Result<(Id, ()), JoinError>) {
        let id = match &done {
            Ok((id, ())) => *id,
            Err(error) => error.id(),
        };
        let Some(letter) = self.letters.remove(&id) else { return };
        if done.is_err() {
            // A bug in here or in a library; the letter must not come round every two minutes for ever.
            tracing::error!(letter = %letter.id, "a delivery panicked");
            self.post.mark(&letter, Outcome::Deferred("an error inside the program".to_owned())).await;
        }
    }

    /// What a quiet moment is good for: figures, and connections that nobody uses any more.
    async fn look_around(&self) {
        if let Some(smtp) = &self.post.smtp {
            smtp.tidy(false).await;
        }
        if let Ok(figures) = self.post.store.outbox_figures().await {
            let queued = i32::try_from(figures.queued).unwrap_or(i32::MAX);
            metrics::gauge!("plenary_letters_queued").set(f64::from(queued));
        }
    }

    /// Lets letters under way arrive for a while; those that don't are given back for another node.
    async fn finish(mut self) {
        let end = Instant::now() + GRACE;
        while let Ok(Some(done)) = timeout_at(end, self.tasks.join_next_with_id()).await {
            self.done(done).await;
        }
        self.tasks.shutdown().await;
        for letter in self.letters.values() {
            self.post.mark(letter, Outcome::GivenBack).await;
        }
        if let Some(smtp) = &self.post.smtp {
            smtp.tidy(true).await;
        }
    }
}

/// What may stand to the right of the @ in a Message-ID: the host without its port.
fn host(text: &str) -> String {
    let plain: String =
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    if plain.is_empty() { "localhost".to_owned() } else { plain }
}
