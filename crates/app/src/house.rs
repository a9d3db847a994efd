//! The house, put up: web frontend and mailer over one store, and PostgreSQL's notices between them.

use crate::mail::{Mail, Postman};
use anyhow::{Context, Result};
use plenary_store::{Notice, Store};
use plenary_web::{Running, Site, WebOptions, serve};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinSet;

/// Drafts that were never sent, sign-ins and counts that have expired are deleted this often.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// A delegate who answers a minute late is told so at once; the next in the queue can wait that long.
const DEADLINES_EVERY: Duration = Duration::from_secs(20);

/// What to put up.
pub struct Plan {
    pub store: Store,
    pub web: WebOptions,
    pub listener: TcpListener,
    pub mail: Mail,
}

/// Everything that runs in one `plenary serve`.
pub struct House {
    web: Running,
    postman: Option<Postman>,
    helpers: JoinSet<()>,
}

impl House {
    /// Must be called on the main runtime; the database has its migrations.
    ///
    /// # Errors
    /// When the listener or the mail settings can't be used.
    pub fn open(plan: Plan) -> Result<Self> {
        let Plan { store, web, listener, mail } = plan;
        let postman = Postman::start(&store, &mail, &web.base_url)?;
        let site = Arc::new(Site::new(store.clone(), web).with_sender(mail.sender()?));
        let web = serve(Arc::clone(&site), listener).context("the site can't be served")?;
        let mut helpers = JoinSet::new();
        helpers.spawn(heed(store.clone(), site, postman.as_ref().map(Postman::bell)));
        helpers.spawn(keep_deadlines(store.clone()));
        helpers.spawn(sweep(store));
        Ok(Self { web, postman, helpers })
    }

    /// Where the site listens.
    pub fn address(&self) -> SocketAddr {
        self.web.address
    }

    /// Waits until the web frontend ends by itself, which is always an error.
    ///
    /// # Errors
    /// Why it ended.
    pub async fn ended(&mut self) -> Result<()> {
        self.web.ended().await.context("the web server ended")
    }

    /// Takes no new requests, lets those under way and the letter in hand finish, and returns when all is quiet.
    ///
    /// # Errors
    /// When the web frontend had ended with an error.
    pub async fn close(mut self) -> Result<()> {
        let web = self.web.stop();
        let stopped = match self.postman.take() {
            Some(postman) => tokio::join!(web, postman.stop()).0,
            None => web.await,
        };
        self.helpers.shutdown().await;
        stopped.context("the web server had ended")
    }
}

/// Drops kept pages and wakes the mailer when PostgreSQL says that something has changed.
async fn heed(store: Store, site: Arc<Site>, bell: Option<Arc<tokio::sync::Notify>>) {
    let (tell, mut told) = unbounded_channel();
    let listening = store.listen(&["event_changed", "outbox"], tell);
    let answering = async {
        while let Some(notice) = told.recv().await {
            let (page, letter) = match &notice {
                Notice::Reconnected => (true, true),
                Notice::Told { channel, .. } => (channel == "event_changed", channel == "outbox"),
            };
            if page {
                site.forget_pages();
            }
            if let Some(bell) = bell.as_ref().filter(|_| letter) {
                bell.notify_one();
            }
        }
    };
    tokio::join!(listening, answering);
}

/// Ends what was not answered in time and offers on what that frees. Every node does it: they take turns by locks.
async fn keep_deadlines(store: Store) {
    loop {
        match store.keep_deadlines(crate::link::act()).await {
            Ok(0) => {}
            Ok(registrations) => tracing::info!(registrations, "deadlines were kept"),
            Err(error) => tracing::warn!(%error, "deadlines could not be kept; it is tried again"),
        }
        tokio::time::sleep(DEADLINES_EVERY).await;
    }
}

/// Seals answers that stand in the clear and should not, batch by batch.
async fn divide(store: &Store) {
    let mut rows = 0;
    loop {
        match store.divide_answers(crate::link::act()).await {
            Ok(0) if rows == 0 => return,
            Ok(0) => return tracing::info!(rows, "answers are sealed as the form says now"),
            Ok(batch) => rows += batch,
            Err(error) => return tracing::warn!(%error, "answers could not be sealed; it is tried again"),
        }
    }
}

async fn sweep(store: Store) {
    loop {
        match store.sweep(crate::link::now()).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "what had expired was deleted"),
            Err(error) => tracing::warn!(%error, "what has expired could not be deleted; it is tried again"),
        }
        divide(&store).await;
        match store.sweep_objects(crate::link::now()).await {
            Ok(0) => {}
            Ok(objects) => tracing::info!(objects, "files that belong to nobody any more were deleted"),
            Err(error) => tracing::warn!(%error, "files could not be swept; it is tried again"),
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}
