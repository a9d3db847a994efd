//! The whole program in the test's own process.

use crate::{Client, Database, Postgres, SmtpSink};
use plenary_app::{House, Mail, Plan, SmtpMail, act, one_time_link};
use plenary_domain::Actor;
use plenary_domain::ids::EventId;
use plenary_domain::policy::Role;
use plenary_store::{Act, FilePlace, Sealer, Store, StoreOptions};
use plenary_web::{Limits, WebOptions};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::runtime::{Handle, RuntimeFlavor};

/// What every account of the tests has.
const PASSWORD: &str = "correct horse battery staple";
const FROM: &str = "Plenary <noreply@plenary.example>";
/// Letters leave within milliseconds; this is for a machine that is busy with other tests.
const LETTERS_LEAVE_WITHIN: Duration = Duration::from_secs(10);

/// What every [`App`] seals with, for `PLENARY_KEYS` of a process on the same database.
pub fn keys() -> String {
    Sealer::line("tests", [7; 32])
}

/// How an [`App`] is put up. Limits are so high that no test meets them by accident.
pub struct Setup {
    mail: Mail,
    limits: Limits,
    base_url: Option<String>,
    trusted_proxies: Vec<std::net::IpAddr>,
    pool: usize,
    database: Option<Database>,
    server: Option<&'static Postgres>,
    keys: bool,
}

impl Setup {
    /// Letters go to this mail server instead of the mailbox page.
    #[must_use]
    pub fn smtp(mut self, sink: &SmtpSink) -> Self {
        self.mail = Mail::Smtp(Box::new(SmtpMail::new(sink.url(), FROM)));
        self
    }

    /// Changes how letters are sent, after [`Setup::smtp`].
    #[must_use]
    pub fn mail(mut self, change: impl FnOnce(&mut SmtpMail)) -> Self {
        let Mail::Smtp(mail) = &mut self.mail else { panic!("letters are not sent by a mail server") };
        change(mail);
        self
    }

    /// Letters stay in the outbox.
    #[must_use]
    pub fn without_mailer(mut self) -> Self {
        self.mail = Mail::Nowhere;
        self
    }

    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Instead of the address where the site listens.
    #[must_use]
    pub fn base_url(mut self, url: &str) -> Self {
        self.base_url = Some(url.to_owned());
        self
    }

    #[must_use]
    pub fn trusting(mut self, proxy: std::net::IpAddr) -> Self {
        self.trusted_proxies.push(proxy);
        self
    }

    #[must_use]
    pub fn pool(mut self, connections: usize) -> Self {
        self.pool = connections;
        self
    }

    /// A second node on the database of another.
    #[must_use]
    pub fn database(mut self, database: &Database) -> Self {
        self.database = Some(database.clone());
        self
    }

    /// Nothing guarded can be kept.
    #[must_use]
    pub fn without_keys(mut self) -> Self {
        self.keys = false;
        self
    }

    /// On a server of the story's own.
    #[must_use]
    pub fn on(mut self, server: &'static Postgres) -> Self {
        self.server = Some(server);
        self
    }

    pub async fn start(self) -> App {
        let flavor = Handle::current().runtime_flavor();
        assert_eq!(flavor, RuntimeFlavor::MultiThread, "use #[tokio::test(flavor = \"multi_thread\")]");
        let shared = self.database.is_some();
        let database = match self.database {
            Some(database) => database,
            None => Database::on(self.server.unwrap_or_else(Postgres::shared)).await,
        };
        let mut options = StoreOptions::new(database.url());
        options.undo_window = jiff::SignedDuration::ZERO;
        options.pool_size = self.pool;
        options.sealer = self.keys.then(|| Sealer::parse(&keys()).expect("a key"));
        options.files = FilePlace::Memory;
        let store = Store::connect(options).await.expect("the address of the database is right");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().unwrap();
        let web = WebOptions {
            base_url: self.base_url.unwrap_or_else(|| format!("http://{address}")),
            trusted_proxies: self.trusted_proxies,
            letters_captured: matches!(self.mail, Mail::Capture { .. }),
            limits: self.limits,
            workers: 2,
            stop_within: Duration::from_secs(1),
        };
        let sends = !matches!(self.mail, Mail::Nowhere);
        let house = House::open(Plan { store: store.clone(), web, listener, mail: self.mail });
        App {
            store,
            address,
            house: Some(house.expect("the house stands")),
            database: Some(database),
            shared,
            sends,
            letters_may_wait: AtomicBool::new(false),
            people: AtomicU32::new(0),
        }
    }
}

/// A running Plenary. Dropping it stops it, removes its database, and fails the test if a letter was forgotten.
pub struct App {
    pub store: Store,
    pub address: SocketAddr,
    house: Option<House>,
    database: Option<Database>,
    /// Somebody else removes the database.
    shared: bool,
    sends: bool,
    letters_may_wait: AtomicBool,
    people: AtomicU32,
}

impl App {
    /// With captured letters.
    pub async fn start() -> Self {
        Self::setup().start().await
    }

    pub fn setup() -> Setup {
        Setup {
            mail: Mail::Capture { from: FROM.to_owned() },
            limits: Limits {
                letters_to_one: 0,
                letters_from_one: 0,
                forms_from_one: 0,
                misses_per_minute: 1_000_000,
                sign_ins_per_minute: 1_000_000,
            },
            base_url: None,
            trusted_proxies: Vec::new(),
            pool: 10,
            database: None,
            server: None,
            keys: true,
        }
    }

    /// A browser that nobody is signed in with.
    pub fn client(&self) -> Client {
        Client::new(&self.url())
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn database(&self) -> &Database {
        self.database.as_ref().expect("there until the end")
    }

    /// A connection of the test's own to the database.
    pub async fn sql(&self) -> tokio_postgres::Client {
        self.database().connect().await
    }

    /// One number from the database.
    pub async fn count(&self, query: &str) -> i64 {
        self.sql().await.query_one(query, &[]).await.unwrap_or_else(|e| panic!("{query}: {e:?}")).get(0)
    }

    /// Who, when and new ids, for commands straight to the store.
    pub fn act(&self, actor: Actor) -> Act {
        let mut act = act();
        act.actor = actor;
        act
    }

    /// A signed-in administrator, who came by an invitation as everybody does.
    pub async fn organiser(&self) -> Client {
        self.person(None).await
    }

    /// A signed-in person: an administrator, or with a role at one event.
    pub async fn person(&self, role: Option<(EventId, Role)>) -> Client {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let link = one_time_link(&self.store, String::new(), role).await.expect("an invitation");
        let client = self.client();
        let page = client.get(&link).await.expect_status(200);
        let mut form = page.form("main form");
        form.set("name", &format!("Organiser {number}"))
            .set("email", &format!("organiser{number}@example.org"));
        form.set("password", PASSWORD);
        client.send(form).await.expect_status(303);
        client
    }

    /// Waits until every letter that is due has been tried.
    pub async fn letters_have_left(&self) {
        let begun = Instant::now();
        while self.forgotten_letters().await > 0 {
            assert!(begun.elapsed() < LETTERS_LEAVE_WITHIN, "letters are still in the outbox");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// This story ends with letters in the outbox that nobody has tried to send, and means it.
    pub fn letters_may_wait(&self) {
        self.letters_may_wait.store(true, Ordering::Relaxed);
    }

    async fn forgotten_letters(&self) -> i64 {
        self.count("SELECT count(*) FROM outbox WHERE state = 'queued' AND attempts = 0 AND draft_id IS NULL")
            .await
    }

    async fn finish(&mut self, check: bool) -> Option<i64> {
        let mut forgotten = None;
        if check {
            let begun = Instant::now();
            let patience = if self.sends { LETTERS_LEAVE_WITHIN } else { Duration::ZERO };
            let mut left = self.forgotten_letters().await;
            while left > 0 && begun.elapsed() < patience {
                tokio::time::sleep(Duration::from_millis(20)).await;
                left = self.forgotten_letters().await;
            }
            forgotten = Some(left);
        }
        if let Some(house) = self.house.take() {
            // A web frontend that ended by itself has failed the story already.
            let _ = house.close().await;
        }
        if let Some(database) = self.database.take().filter(|_| check && !self.shared) {
            database.remove().await;
        }
        forgotten
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let panicking = std::thread::panicking();
        let check = !panicking && !self.letters_may_wait.load(Ordering::Relaxed);
        let finish = async { tokio::time::timeout(Duration::from_secs(30), self.finish(check)).await };
        let finished = tokio::task::block_in_place(|| Handle::current().block_on(finish));
        if !panicking {
            let forgotten = finished.expect("the house closes within half a minute").unwrap_or(0);
            assert_eq!(forgotten, 0, "letters in the outbox that nobody has tried to send");
        }
    }
}
