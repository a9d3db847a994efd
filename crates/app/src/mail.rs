//! The mailer as a task that can be woken and asked to stop.

use anyhow::{Context, Result};
use plenary_mailer::{Mailer, MailerOptions, TransportOptions};
use plenary_store::Store;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use url::Url;

/// How letters leave this process.
#[derive(Clone)]
pub enum Mail {
    /// Not at all: they wait for another one.
    Nowhere,
    /// They are kept, to be read in the admin panel.
    Capture { from: String },
    /// By a mail server.
    Smtp { url: String, from: String },
}

/// How often messages to many and reminders that are due are looked for.
const MANY_EVERY: Duration = Duration::from_secs(2);

/// A mailer at work.
pub struct Postman {
    bell: Arc<Notify>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    many: JoinHandle<()>,
}

impl Postman {
    /// Starts the mailer; `None` if letters leave elsewhere.
    ///
    /// # Errors
    /// When the address of the mail server or the sender can't be used.
    pub fn start(store: &Store, mail: &Mail, base_url: &str) -> Result<Option<Self>> {
        let (transport, from) = match mail {
            Mail::Nowhere => return Ok(None),
            Mail::Capture { from } => (TransportOptions::Capture, from),
            Mail::Smtp { url, from } => (TransportOptions::Smtp { url: url.clone() }, from),
        };
        let host =
            Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let options = MailerOptions::new(transport, from, base_url, host);
        let mailer = Mailer::new(store.clone(), options).context("letters can't be sent")?;
        let bell = Arc::new(Notify::new());
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(mailer.run(stopping, Arc::clone(&bell)));
        let many = tokio::spawn(send_many(store.clone()));
        Ok(Some(Self { bell, stop, task, many }))
    }

    /// Rung when a letter was queued.
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.bell)
    }

    /// Rings the bell whenever PostgreSQL tells of a letter, and after every gap in listening; for ever.
    pub async fn listen(bell: Arc<Notify>, store: Store) {
        let (tell, mut told) = unbounded_channel();
        let ringing = async {
            while told.recv().await.is_some() {
                bell.notify_one();
            }
        };
        tokio::join!(store.listen(&["outbox"], tell), ringing);
    }

    /// Finishes the letters in hand and takes no others.
    pub async fn stop(self) {
        self.many.abort();
        // Nobody listens only if the mailer has ended already.
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the mailer ended badly");
        }
    }
}

/// Hands letters of messages to many and of reminders to the outbox, piece by piece. Every node does it: they take turns
/// by locks.
async fn send_many(store: Store) {
    loop {
        let now = crate::link::now();
        let handed = match (store.send_messages(now).await, store.keep_rules(now).await) {
            (Ok(messages), Ok(reminders)) => messages + reminders,
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(%error, "letters to many could not be handed over; it is tried again");
                0
            }
        };
        if handed > 0 {
            tracing::info!(handed, "letters to many were handed to the outbox");
        }
        tokio::time::sleep(MANY_EVERY).await;
    }
}
