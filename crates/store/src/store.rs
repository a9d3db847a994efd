//! The pool and the one way into a transaction.
//!
//! A connection is driven by the runtime that opened it, so that all of them are opened on the runtime where
//! [`Store::connect`] was called, which must be the main multi-thread one: with connections that belong to web
//! workers a busy worker held up the queries of others for seconds. Every call has one deadline from the wait for a
//! connection to the answer, because a frozen server can't enforce its own time limits; a connection whose work
//! was cut short is thrown away, never handed on with an answer still under way.

use crate::connection::{Conn, Connector};
use crate::error::{Failure, StoreError};
use crate::objects::{FilePlace, Objects};
use crate::seal::Sealer;
use crate::tables::letters::workers_wake;
use diesel_async::pooled_connection::deadpool::{Object, Pool, PoolError};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncConnection, TransactionManager};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use plenary_domain::registration::UNDO_WINDOW;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// From the wait for a connection to the answer. Below the 5 s within which a visitor must have a page.
const DEADLINE: Duration = Duration::from_millis(4500);
/// For the question whether the node may get requests.
const READY_DEADLINE: Duration = Duration::from_secs(2);
/// How often a transaction that lost against another one is run in all.
const TRIES: u32 = 3;

/// Where the database is and how long we wait for it.
#[derive(Clone)]
pub struct StoreOptions {
    /// `postgres://…`; may hold a password, so that this type has no `Debug`.
    pub url: String,
    pub pool_size: usize,
    /// For a free connection, and for a new one.
    pub pool_wait: Duration,
    /// For one statement, enforced by the server.
    pub statement_timeout: Duration,
    /// How long organisers can take a decision back; its letter waits for so long.
    pub undo_window: SignedDuration,
    /// Without keys nothing that is guarded can be kept.
    pub sealer: Option<Sealer>,
    pub files: FilePlace,
}

impl StoreOptions {
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            pool_size: 10,
            pool_wait: Duration::from_secs(4),
            statement_timeout: Duration::from_secs(4),
            undo_window: UNDO_WINDOW,
            sealer: None,
            files: FilePlace::Nowhere,
        }
    }
}

/// The way to everything that is remembered; a clone shares the pool.
#[derive(Clone)]
pub struct Store {
    pool: Pool<Conn>,
    connector: Arc<Connector>,
    queries: Arc<AtomicU64>,
    undo_window: SignedDuration,
    sealer: Option<Sealer>,
    files: FilePlace,
    /// Opened when the first file is kept or asked for: a site without files needs no place for them.
    objects: Arc<OnceLock<Objects>>,
}

/// Makes `'a: 'c` known, so that a transaction's work may borrow from around it.
pub(crate) type Borrows<'c, 'a> = PhantomData<&'c &'a ()>;

impl Store {
    /// Makes the pool without opening a connection: a database that is away now may come back later.
    /// Call it on the main multi-thread runtime, which from then on drives every connection.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the URL is none or the system's certificates can't be used.
    #[expect(
        clippy::unused_async,
        reason = "async is the proof that a runtime is there to drive the connections"
    )]
    pub async fn connect(options: StoreOptions) -> Result<Self, StoreError> {
        let connector = Arc::new(Connector::new(&options)?);
        let queries = Arc::new(AtomicU64::new(0));
        let mut manager = ManagerConfig::<Conn>::default();
        // A closed or broken connection is noticed without asking the server.
        manager.recycling_method = RecyclingMethod::Fast;
        let (make, counter) = (Arc::clone(&connector), Arc::clone(&queries));
        manager.custom_setup = Box::new(move |_| {
            let (make, counter) = (Arc::clone(&make), Arc::clone(&counter));
            async move { make.pooled(counter).await }.boxed()
        });
        let pool = Pool::builder(AsyncDieselConnectionManager::new_with_config("", manager))
            .max_size(options.pool_size)
            .wait_timeout(Some(options.pool_wait))
            .create_timeout(Some(options.pool_wait))
            .recycle_timeout(Some(options.pool_wait))
            .runtime(deadpool::Runtime::Tokio1)
            .build()
            .map_err(|error| StoreError::Database(error.to_string()))?;
        let (sealer, files, undo_window) = (options.sealer, options.files, options.undo_window);
        Ok(Self { pool, connector, queries, undo_window, sealer, files, objects: Arc::default() })
    }

    /// Brings the database to the newest migration; several processes that start together take turns.
    ///
    /// # Errors
    /// [`StoreError::Database`] when a migration fails; it is rolled back then.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        crate::migrations::run(&self.connector).await
    }

    /// Whether the database answers and every migration of this program has been applied.
    ///
    /// # Errors
    /// [`StoreError::Busy`] after two seconds.
    pub async fn ready(&self) -> Result<bool, StoreError> {
        let deadline = Instant::now() + READY_DEADLINE;
        self.within(deadline, |conn, _| crate::migrations::all_applied(conn).boxed()).await
    }

    /// Hands every NOTIFY on `channels` to `on`, for ever: reconnects by itself and says so, because what was
    /// told in between is lost. Run it in a task of its own; it ends when the receiver is gone.
    pub async fn listen(
        &self,
        channels: &'static [&'static str],
        on: tokio::sync::mpsc::UnboundedSender<crate::Notice>,
    ) {
        crate::listen::listen(Arc::clone(&self.connector), channels, on).await;
    }

    /// Statements sent since the start, for metrics and for tests that pin how many a page needs.
    pub fn queries(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// How long organisers can take a decision back.
    pub const fn undo_window(&self) -> SignedDuration {
        self.undo_window
    }

    /// The keys that seal what is guarded.
    pub fn sealer(&self) -> Option<&Sealer> {
        self.sealer.as_ref()
    }

    /// # Errors
    /// [`StoreError::Sealed`] when no keys are configured.
    pub(crate) fn keys(&self) -> Result<&Sealer, StoreError> {
        self.sealer().ok_or_else(StoreError::no_key)
    }

    /// # Errors
    /// [`StoreError::Files`] when there is no place for files, or it can't be made.
    pub(crate) fn objects(&self) -> Result<&Objects, StoreError> {
        if let Some(open) = self.objects.get() {
            return Ok(open);
        }
        let opened = Objects::open(&self.files, self.connector.home())?;
        Ok(self.objects.get_or_init(|| opened))
    }

    /// Whether there may be files: a folder that was never made holds none.
    pub(crate) fn may_have_files(&self) -> bool {
        match &self.files {
            FilePlace::Nowhere => false,
            FilePlace::Folder(folder) => folder.exists(),
            FilePlace::Memory | FilePlace::S3(_) => true,
        }
    }

    /// Runs a read, outside of a transaction.
    pub(crate) async fn read<'a, T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send,
        E: Failure,
        W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
    {
        self.within(Instant::now() + DEADLINE, work).await
    }

    /// Runs a transaction; `work` is run again when it lost against another one, and must not mind.
    pub(crate) async fn tx<'a, T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send,
        E: Failure,
        W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
    {
        self.tries(work, false).await
    }

    /// The same for work that queues letters and is done by many at once: tells the workers behind the commit. A
    /// transaction with a NOTIFY of its own holds a lock while it is committed, so that all of them would wait for the
    /// disk one after the other instead of together. Whom this does not reach looks into the outbox after a while.
    pub(crate) async fn tx_with_letters<'a, T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send,
        E: Failure,
        W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
    {
        self.tries(work, true).await
    }

    async fn tries<'a, T, E, W>(&self, work: W, letters: bool) -> Result<T, E>
    where
        T: Send,
        E: Failure,
        W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
    {
        let deadline = Instant::now() + DEADLINE;
        let mut tries = 1;
        loop {
            let result = self.within(deadline, |conn, _| in_transaction(conn, &work, letters).boxed()).await;
            match result {
                Err(error) if error.is_race() && tries < TRIES => tries += 1,
                Err(error) if error.is_race() => return Err(StoreError::Busy.into()),
                done => return done,
            }
        }
    }

    async fn within<'a, T, E, W>(&self, deadline: Instant, work: W) -> Result<T, E>
    where
        T: Send,
        E: Failure,
        W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
    {
        let object =
            timeout_at(deadline, self.pool.get()).await.map_err(|_| StoreError::Busy)?.map_err(pool_error)?;
        let mut lent = Lent(Some(object));
        let Some(conn) = lent.0.as_mut() else { return Err(StoreError::Busy.into()) };
        let result = timeout_at(deadline, work(conn, PhantomData)).await.map_err(|_| StoreError::Busy)?;
        lent.give_back();
        result
    }
}

/// Runs `work` in a transaction of a connection that is not of the pool.
pub(crate) async fn alone_in_transaction<'a, T, E, W>(conn: &mut Conn, work: W) -> Result<T, E>
where
    T: Send,
    E: Failure,
    W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
{
    in_transaction(conn, &work, false).await
}

async fn in_transaction<'a, T, E, W>(conn: &mut Conn, work: &W, letters: bool) -> Result<T, E>
where
    T: Send,
    E: Failure,
    W: for<'c> Fn(&'c mut Conn, Borrows<'c, 'a>) -> BoxFuture<'c, Result<T, E>> + Send + Sync,
{
    type Manager = <Conn as AsyncConnection>::TransactionManager;
    Manager::begin_transaction(&mut *conn).await?;
    match work(&mut *conn, PhantomData).await {
        Ok(done) => {
            Manager::commit_transaction(&mut *conn).await?;
            if letters && let Err(failed) = workers_wake(conn).await {
                tracing::debug!(%failed, "the workers were not told");
            }
            Ok(done)
        }
        Err(error) => {
            // When even this fails the connection is broken, and the pool throws it away.
            if let Err(failed) = Manager::rollback_transaction(conn).await {
                tracing::debug!(%failed, "rollback failed");
            }
            Err(error)
        }
    }
}

/// A connection in use. Dropped before [`Lent::give_back`] (a time limit, a caller that went away), it is closed:
/// an answer may still be under way on it.
struct Lent(Option<Object<Conn>>);

impl Lent {
    fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

fn pool_error(error: PoolError) -> StoreError {
    use diesel::ConnectionError;
    use diesel_async::pooled_connection::PoolError as Inner;
    match error {
        PoolError::Backend(Inner::ConnectionError(ConnectionError::InvalidConnectionUrl(why))) => {
            StoreError::Database(why)
        }
        PoolError::Backend(why) => {
            tracing::warn!(%why, "no connection to the database");
            StoreError::Busy
        }
        _ => StoreError::Busy,
    }
}
