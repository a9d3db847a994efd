//! What all requests share: the store, the options and the caches. Nothing here matters to another node.

use crate::admin::export::Jobs;
use crate::admin::import::Imports;
use crate::cache::PageCache;
use crate::limits::{Limiters, Limits};
use crate::public::index::Indices;
use plenary_domain::sender::SenderReport;
use plenary_store::{StarKey, Store};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{OnceCell, Semaphore};

/// How the web frontend is set up.
#[derive(Debug, Clone)]
pub struct WebOptions {
    /// Where the site is reached, without a slash at the end: every link in a letter begins with it.
    pub base_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Letters are captured instead of sent; the mailbox page says so.
    pub letters_captured: bool,
    pub limits: Limits,
    /// Threads that serve requests.
    pub workers: usize,
    /// Requests under way get this long to finish when the server stops.
    pub stop_within: Duration,
}

impl WebOptions {
    /// Cookies are sent over TLS only, if the site is reached by TLS.
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Host and port, for identifiers that other programs keep.
    pub fn host(&self) -> &str {
        self.base_url.split("://").nth(1).unwrap_or("localhost")
    }
}

/// Asks the DNS about the sender of letters. Whoever sends them knows how.
pub type SenderLook = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = SenderReport> + Send>> + Send + Sync>;

/// Shared by all workers.
pub struct Site {
    pub store: Store,
    pub options: WebOptions,
    pub(crate) cache: PageCache,
    /// Words of agendas, for the search.
    pub(crate) indices: Indices,
    /// What agendas without an account are signed with; read when the first is kept.
    pub(crate) star_key: OnceCell<StarKey>,
    pub(crate) limiters: Limiters,
    /// Password hashing takes a whole core and 19 MiB: two at a time, others wait.
    pub(crate) hashing: Semaphore,
    /// Decoding a picture takes up to a hundred megabytes: one at a time, others wait.
    pub(crate) pictures: Semaphore,
    /// Workbooks that are being made, and those that were made within the hour.
    pub(crate) exports: Jobs,
    pub(crate) exporting: Semaphore,
    /// Files of other programs that were looked at and not taken over yet.
    pub(crate) imports: Imports,
    pub(crate) importing: Semaphore,
    /// `None`: no letters leave.
    sender: Option<SenderLook>,
    /// The main runtime: writes run there to their end, whatever happens to the connection of the client.
    home: Handle,
}

impl Site {
    /// Must be called on the main runtime.
    pub fn new(store: Store, options: WebOptions) -> Self {
        Self {
            store,
            cache: PageCache::default(),
            indices: Indices::default(),
            star_key: OnceCell::new(),
            limiters: Limiters::new(&options.limits),
            options,
            hashing: Semaphore::new(2),
            pictures: Semaphore::new(1),
            exports: Jobs::default(),
            exporting: Semaphore::new(2),
            imports: Imports::default(),
            importing: Semaphore::new(1),
            sender: None,
            home: Handle::current(),
        }
    }

    /// Lets organisers look at what receivers are told about the sender.
    #[must_use]
    pub fn with_sender(mut self, look: Option<SenderLook>) -> Self {
        self.sender = look;
        self
    }

    pub(crate) const fn sender(&self) -> Option<&SenderLook> {
        self.sender.as_ref()
    }

    /// Drops every page that is kept: something public has changed.
    pub fn forget_pages(&self) {
        self.cache.clear();
    }

    pub(crate) fn home(&self) -> &Handle {
        &self.home
    }
}
