//! The mailer as a task that can be woken and asked to stop.

use anyhow::{Context, Result};
use jiff::SignedDuration;
use plenary_mailer::{DkimKey, DomainLimits, Mailbox, Mailer, MailerOptions, SenderCheck, TransportOptions};
use plenary_store::Store;
use plenary_web::SenderLook;
use std::net::SocketAddr;
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
    Smtp(Box<SmtpMail>),
}

/// Everything about sending by a mail server. May hold passwords: no `Debug`.
#[derive(Clone)]
pub struct SmtpMail {
    pub url: String,
    pub from: String,
    /// Every letter is signed with each.
    pub dkim: Arc<[DkimKey]>,
    /// Where reports about letters go.
    pub bounces: Option<String>,
    /// The mailbox in which they are, if we have to fetch them.
    pub mailbox: Option<String>,
    /// The DNS server to ask about the sender; otherwise those of the system.
    pub dns: Option<SocketAddr>,
    /// Letters under way at once.
    pub hands: usize,
    pub lease: SignedDuration,
    pub domains: DomainLimits,
}

impl SmtpMail {
    /// With what is usual.
    pub fn new(url: impl Into<String>, from: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            from: from.into(),
            dkim: Arc::new([]),
            bounces: None,
            mailbox: None,
            dns: None,
            hands: 8,
            lease: SignedDuration::from_mins(2),
            domains: DomainLimits::default(),
        }
    }

    fn options(&self, base_url: &str, host: &str) -> MailerOptions {
        let transport = TransportOptions::Smtp { url: self.url.clone() };
        let mut options = MailerOptions::new(transport, &self.from, base_url, host);
        options.dkim = Arc::clone(&self.dkim);
        options.bounces.clone_from(&self.bounces);
        options.parallel = self.hands;
        options.lease = self.lease;
        options.domains = self.domains;
        options
    }
}

impl Mail {
    /// Looks up what the DNS says about the sender; `None` if no letters leave.
    ///
    /// # Errors
    /// When there is no DNS server to ask.
    pub fn sender(&self) -> Result<Option<SenderLook>> {
        let Self::Smtp(mail) = self else { return Ok(None) };
        let check = SenderCheck::new(&mail.from, Arc::clone(&mail.dkim), mail.dns);
        let check = Arc::new(check.context("the sender can't be looked up")?);
        Ok(Some(Arc::new(move || {
            let check = Arc::clone(&check);
            Box::pin(async move { check.report().await })
        })))
    }
}

/// How often messages to many and reminders that are due are looked for.
const MANY_EVERY: Duration = Duration::from_secs(2);

/// A mailer at work.
pub struct Postman {
    bell: Arc<Notify>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    many: JoinHandle<()>,
    /// Fetches reports, if we have to.
    fetching: Option<JoinHandle<()>>,
}

/// A report that comes a minute later matters to nobody.
const FETCH_EVERY: Duration = Duration::from_mins(1);

async fn fetch(mailbox: Mailbox, store: Store) {
    loop {
        match mailbox.visit(&store, crate::link::now()).await {
            Ok(0) => {}
            Ok(letters) => tracing::info!(letters, "letters came back"),
            Err(error) => tracing::warn!(error, "reports could not be fetched; it is tried again"),
        }
        tokio::time::sleep(FETCH_EVERY).await;
    }
}

impl Postman {
    /// Starts the mailer; `None` if letters leave elsewhere.
    ///
    /// # Errors
    /// When the address of the mail server or the sender can't be used.
    pub fn start(store: &Store, mail: &Mail, base_url: &str) -> Result<Option<Self>> {
        let host =
            Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let options = match mail {
            Mail::Nowhere => return Ok(None),
            Mail::Capture { from } => MailerOptions::new(TransportOptions::Capture, from, base_url, host),
            Mail::Smtp(mail) => mail.options(base_url, &host),
        };
        let mailer = Mailer::new(store.clone(), options).context("letters can't be sent")?;
        let bell = Arc::new(Notify::new());
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(mailer.run(stopping, Arc::clone(&bell)));
        let mailbox = match mail {
            Mail::Smtp(mail) => mail.mailbox.as_deref(),
            Mail::Nowhere | Mail::Capture { .. } => None,
        };
        let mailbox =
            mailbox.map(|url| Mailbox::parse(url).context("PLENARY_BOUNCES_URL: no mailbox")).transpose()?;
        let fetching = mailbox.map(|mailbox| tokio::spawn(fetch(mailbox, store.clone())));
        let many = tokio::spawn(send_many(store.clone()));
        Ok(Some(Self { bell, stop, task, many, fetching }))
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
        if let Some(fetching) = &self.fetching {
            fetching.abort();
        }
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
