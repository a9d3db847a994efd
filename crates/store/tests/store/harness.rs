//! A server for the run, a database for each test, and the people and things that tests are about.

use jiff::Timestamp;
use jiff::civil::{date, time};
use plenary_domain::agenda::{Openness, SessionInput, SessionKind, Slot};
use plenary_domain::event::{DecisionMode, EventSettings};
use plenary_domain::ids::{EventId, Ids, RegistrationId, RoomId, SessionId};
use plenary_domain::policy::Role;
use plenary_domain::registration::RawAnswers;
use plenary_domain::text::Slug;
use plenary_domain::{Actor, Lang, LocalText};
use plenary_local_postgres::{Durability, LocalPostgres, LocalPostgresError, Options};
use plenary_store::{Act, ExportNote, Granted, RegisterOutcome, Store, StoreOptions};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use tokio::sync::Mutex;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

pub(crate) struct Server {
    postgres: LocalPostgres,
}

/// Held weakly: the server stops with the last test, so that nothing is left running.
static SERVER: Mutex<Weak<Server>> = Mutex::const_new(Weak::new());
static COUNT: AtomicU64 = AtomicU64::new(1);

fn count() -> u64 {
    COUNT.fetch_add(1, Ordering::Relaxed)
}

pub(crate) async fn client(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Starts it. When the last test of a moment ago is still stopping the one before, that is waited for.
fn started(options: &Options<'_>) -> LocalPostgres {
    loop {
        match LocalPostgres::start(options) {
            Err(LocalPostgresError::AlreadyRunning { pid: Some(pid), .. }) if pid == std::process::id() => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            started => return started.unwrap(),
        }
    }
}

async fn server() -> Arc<Server> {
    let mut slot = SERVER.lock().await;
    if let Some(running) = slot.upgrade() {
        return running;
    }
    let server = tokio::task::block_in_place(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("store-postgres");
        let options = Options { folder: &folder, durability: Durability::Tests, max_connections: 200 };
        Arc::new(Server { postgres: started(&options) })
    });
    let admin = client(&server.postgres.url("postgres")).await;
    for row in
        admin.query("SELECT datname FROM pg_database WHERE datname LIKE 'store\\_%'", &[]).await.unwrap()
    {
        let name: String = row.get(0);
        admin.batch_execute(&format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await.unwrap();
    }
    admin.batch_execute("CREATE DATABASE store_template").await.unwrap();
    let store = Store::connect(StoreOptions::new(server.postgres.url("store_template"))).await.unwrap();
    assert!(store.migrate().await.unwrap() > 0);
    drop(store);
    *slot = Arc::downgrade(&server);
    server
}

/// A database of its own. `raw` looks behind the store's back.
pub(crate) struct Db {
    pub(crate) store: Store,
    pub(crate) raw: Client,
    pub(crate) url: String,
    _server: Arc<Server>,
}

impl Db {
    /// Migrated and empty, with a pool of ten.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut StoreOptions)) -> Self {
        let server = server().await;
        let name = format!("store_{}", count());
        let admin = client(&server.postgres.url("postgres")).await;
        // One copy at a time: the template must not be in use.
        let guard = SERVER.lock().await;
        admin
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE store_template STRATEGY WAL_LOG"))
            .await
            .unwrap();
        drop(guard);
        let url = server.postgres.url(&name);
        let mut options = StoreOptions::new(&url);
        change(&mut options);
        let store = Store::connect(options).await.unwrap();
        Self { store, raw: client(&url).await, url, _server: server }
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.raw.query_one(sql, &[]).await.unwrap().get(0)
    }

    /// Every figure that is kept is what counting gives.
    pub(crate) async fn figures_are_right(&self) {
        let wrong = "SELECT concat_ws(' ', what, key, status, kept.n, counted.n) FROM (
                SELECT event_id, what, key, status, sum(n) AS n FROM tally GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0) AS kept
            FULL JOIN (
                SELECT r.event_id, f.what, f.key, f.status, count(*) AS n FROM registration AS r,
                    tally_facts(r.status, r.representation_type, r.state, r.submitted_at) AS f GROUP BY 1, 2, 3, 4
                UNION ALL SELECT p.event_id, f.what, p.pool_id::text, f.status, count(*) FROM place AS p,
                    tally_place_facts(p.session_id, p.type_id, p.option_id, p.registration_id, p.extra) AS f
                GROUP BY 1, 2, 3, 4) AS counted
            USING (event_id, what, key, status) WHERE kept.n IS DISTINCT FROM counted.n";
        let wrong = self.raw.query(wrong, &[]).await.unwrap();
        let wrong: Vec<String> = wrong.iter().map(|row| row.get(0)).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }

    /// Every row of every table as text: what a refusal must leave as it was.
    pub(crate) async fn everything(&self) -> Vec<String> {
        let mut found = Vec::new();
        for table in TABLES {
            let sql = format!("SELECT '{table} ' || t::text FROM {table} AS t");
            found.extend(self.raw.query(&sql, &[]).await.unwrap().iter().map(|row| row.get::<_, String>(0)));
        }
        found.sort();
        found
    }

    /// An event with one day, open for registration.
    pub(crate) async fn event(&self, decision: DecisionMode, places: i32) -> EventId {
        self.store.create_event(system(), settings(decision, places), None, false).await.unwrap()
    }

    /// A session with sign-up in a room of its own, released.
    pub(crate) async fn session(&self, event: EventId, start: i8, seats: i32) -> SessionId {
        let id =
            self.store.save_session(system(), event, None, None, session(start, Some(seats))).await.unwrap();
        self.release(event).await;
        id
    }

    pub(crate) async fn release(&self, event: EventId) -> i32 {
        let draft = self.store.draft_agenda(event).await.unwrap();
        self.store.release_agenda(system(), event, draft.draft_version, "note".to_owned()).await.unwrap()
    }

    /// Begins a draft; its secret.
    pub(crate) async fn draft(&self, event: EventId, answers: RawAnswers) -> String {
        let secret = secret();
        self.store
            .begin_draft(act(Actor::Nobody), event, secret.clone(), answers, Granted::NoLetter)
            .await
            .unwrap();
        secret
    }

    pub(crate) async fn send(&self, event: EventId, draft: &str) -> RegisterOutcome {
        self.store.register(act(Actor::Nobody), event, draft.to_owned(), secret()).await.unwrap()
    }

    /// The row of an account that [`account`] speaks of.
    pub(crate) async fn account(&self, id: u128) {
        let sql = "INSERT INTO account (id, email, email_key, name, password_hash, created_at)
            VALUES ($1::text::uuid, 'somebody@example.org', $1, 'Somebody', '', now())";
        self.raw.execute(sql, &[&Uuid::from_u128(id).to_string()]).await.unwrap();
    }

    /// Whether a text stands in any row of any table.
    pub(crate) async fn tells(&self, text: &str) -> Vec<String> {
        self.everything().await.into_iter().filter(|row| row.contains(text)).collect()
    }

    /// Registers somebody for these sessions.
    pub(crate) async fn register(&self, event: EventId, sessions: &[(i8, SessionId)]) -> RegistrationId {
        let draft = self.draft(event, answers(sessions)).await;
        let outcome = self.send(event, &draft).await;
        self.store.registration_by_secret(event, &outcome.secret).await.unwrap().id
    }
}

/// Every table, for comparisons of everything.
pub(crate) const TABLES: [&str; 47] = [
    "letter_wording",
    "bulk_stop",
    "message",
    "message_recipient",
    "reminder_rule",
    "account",
    "sign_in",
    "throttle",
    "event",
    "account_role",
    "invitation",
    "room",
    "topic",
    "speaker",
    "session",
    "session_topic",
    "session_speaker",
    "agenda_edit",
    "agenda_edit_part",
    "document",
    "session_document",
    "agenda_item",
    "item_document",
    "session_item",
    "agenda_setting",
    "release",
    "form",
    "registration",
    "note",
    "registration_tag",
    "saved_view",
    "draft",
    "change_request",
    "decision",
    "place",
    "seat_wish",
    "file",
    "sealed_answer",
    "site_secret",
    "my_agenda",
    "possible_duplicate",
    "tally",
    "outbox",
    "agenda_notice",
    "letter_pause",
    "audit",
    "__diesel_schema_migrations",
];

pub(crate) fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

pub(crate) fn act(actor: Actor) -> Act {
    act_at(actor, now())
}

pub(crate) fn act_at(actor: Actor, now: Timestamp) -> Act {
    let seed = (u128::from(count()) << 64 | u128::from(std::process::id()))
        .wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C061);
    Act::new(actor, now, Ids::new(now, seed.to_be_bytes()))
}

pub(crate) fn system() -> Act {
    act(Actor::System)
}

pub(crate) fn account(id: u128, roles: Vec<(EventId, Role)>) -> Actor {
    Actor::Account(plenary_domain::Account {
        id: Uuid::from_u128(id).into(),
        name: "Somebody".to_owned(),
        email: "somebody@example.org".to_owned(),
        administrator: false,
        roles,
    })
}

pub(crate) fn organiser(event: EventId) -> Actor {
    account(7, vec![(event, Role::Organiser)])
}

pub(crate) fn note() -> ExportNote {
    ExportNote { format: "csv", language: Lang::En, columns: vec!["reference".to_owned()], protected: false }
}

pub(crate) fn secret() -> String {
    format!("secret-{:0>26}", count())
}

pub(crate) fn text(text: &str) -> LocalText {
    LocalText::default().with(Lang::En, text)
}

pub(crate) fn settings(decision: DecisionMode, places: i32) -> EventSettings {
    EventSettings {
        slug: Slug::parse(&format!("almaty-{}", count())).unwrap(),
        public: true,
        title: Lang::ALL.into_iter().fold(text("Round table"), |title, lang| title.with(lang, "Round table")),
        short_title: text("Table"),
        lead: text("One sentence"),
        about: text("A paragraph"),
        place: text("Almaty"),
        venue: text("Hall"),
        host: text("Host"),
        contact_email: "host@example.org".to_owned(),
        time_zone: "Asia/Almaty".to_owned(),
        starts_on: date(2027, 5, 31),
        ends_on: date(2027, 5, 31),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: "2027-05-21T13:00:00Z".parse().unwrap(),
        decision,
        answer_within_days: 3,
        proof_required: false,
        places,
    }
}

/// One hour from `start`, outside of any room.
pub(crate) fn session(start: i8, seats: Option<i32>) -> SessionInput {
    SessionInput {
        kind: SessionKind::Panel,
        title: text(&format!("Session at {start}")),
        summary: text("Summary"),
        slot: Some(Slot { day: date(2027, 5, 31), start: time(start, 0, 0, 0), minutes: 60 }),
        room: None,
        place: text("Foyer"),
        openness: Openness::Participants,
        interpretation: vec!["en".to_owned(), "ru".to_owned()],
        seats,
        ..SessionInput::default()
    }
}

pub(crate) fn in_room(start: i8, room: RoomId) -> SessionInput {
    SessionInput { room: Some(room), place: LocalText::default(), ..session(start, None) }
}

pub(crate) fn answers(sessions: &[(i8, SessionId)]) -> RawAnswers {
    let mut raw = RawAnswers::default();
    let number = count();
    for (field, value) in [
        ("email", format!("delegate{number}@example.org")),
        ("language", "ru".to_owned()),
        ("given", "Zarina".to_owned()),
        ("family", format!("Yusupova {}", ["Ada", "Bela", "Cera"][usize::try_from(number % 3).unwrap()])),
        ("badge", "Зарина".to_owned()),
        ("type", "academia".to_owned()),
        ("state", "TJ".to_owned()),
        ("organisation", "Institute".to_owned()),
        ("position", "Research fellow".to_owned()),
        ("notice", "yes".to_owned()),
    ] {
        raw.0.insert(field.to_owned(), vec![value]);
    }
    for (start, session) in sessions {
        raw.0.insert(format!("slot-20270531-{start:02}00"), vec![session.to_string()]);
    }
    raw
}
