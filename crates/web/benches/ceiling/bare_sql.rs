//! The ceiling of a registration: what it leaves in the database, written by bare tokio-postgres in one transaction,
//! by statements that are prepared, one after the other. No NOTIFY: Plenary sends it behind the commit, and there
//! transactions would queue up at the disk.

use crate::Failure;
use crate::house::{Meeting, act, connect};
use crate::load::{CONNECTIONS, Phase};
use plenary_domain::Actor;
use plenary_domain::ids::{LetterId, RegistrationId};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement, Transaction};

const DRAFT: &str = "SELECT id::text, answers::text, registration_id::text FROM draft
    WHERE event_id = $1::text::uuid AND secret = $2 AND expires_at > now() FOR UPDATE";
const REGISTRATION: &str = "INSERT INTO registration (event_id, id, reference, secret, status, status_since,
        submitted_at, email, email_key, search, language, name, badge_name, representation_type, state, organisation,
        position, answers, unproven_until, form_version)
    VALUES ($1::text::uuid, $2::text::uuid, $3, $4, 'confirmed', now(), now(), $5, $6, $7::text::tsvector, $8, $9,
        $10, $11, $12, $13, $14, $15::text::jsonb, $16::text::timestamptz, 1)";
const PLACE: &str = "WITH free AS MATERIALIZED (
        SELECT id FROM place
        WHERE event_id = $1::text::uuid AND pool_id = $1::text::uuid AND registration_id IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE place SET registration_id = $2::text::uuid FROM free WHERE place.id = free.id";
const SEAT: &str = "WITH free AS MATERIALIZED (
        SELECT id FROM place
        WHERE event_id = $1::text::uuid AND pool_id = $3::text::uuid AND registration_id IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE place SET registration_id = $2::text::uuid FROM free WHERE place.id = free.id";
const LETTER: &str =
    "INSERT INTO outbox (id, event_id, registration_id, kind, language, recipient, due_at, queued_at)
    VALUES ($3::text::uuid, $1::text::uuid, $2::text::uuid, 'confirmed', $4, $5, now(), now())";
const CLOSE: &str = "UPDATE draft SET registration_id = $2::text::uuid, answers = '{}'
    WHERE event_id = $1::text::uuid AND id = $3::text::uuid";
const AUDIT: &str = "INSERT INTO audit (event_id, at, actor_kind, action, subject_kind, subject_id, detail)
    VALUES ($1::text::uuid, now(), 'visitor', 'register', 'registration', $2::text::uuid, $3::text::jsonb)";
const MODEL: &str = "SELECT email, search::text, language, name, badge_name, representation_type, state,
        organisation, position, answers::text, unproven_until::text
    FROM registration WHERE event_id = $1::text::uuid LIMIT 1";

static REFERENCES: AtomicU32 = AtomicU32::new(0);

type Sendable = dyn ToSql + Sync;

/// What all connections write: the columns of a registration that Plenary itself has made, but for the address and one
/// of the keys by which people are found, which each has of its own.
struct Model {
    event: String,
    sessions: Vec<String>,
    search: String,
    columns: Vec<Option<String>>,
    language: String,
    recipient: String,
}

impl Model {
    async fn of(meeting: &Meeting, client: &Client) -> Result<Self, Failure> {
        let event = meeting.event.id.to_string();
        let row = client.query_one(MODEL, &[&event]).await?;
        let mut columns: Vec<Option<String>> = Vec::new();
        for column in 2..row.len() {
            columns.push(row.try_get(column)?);
        }
        let mut sessions: Vec<String> =
            meeting.facts.sign_up.iter().map(|session| session.id.to_string()).collect();
        sessions.sort();
        Ok(Self {
            event,
            sessions,
            search: row.try_get("search")?,
            columns,
            language: row.try_get("language")?,
            recipient: row.try_get("email")?,
        })
    }
}

/// Connections, open and prepared.
pub(crate) struct Ceiling {
    model: Arc<Model>,
    url: String,
}

impl Ceiling {
    /// A registration by Plenary must be there.
    pub(crate) async fn new(meeting: &Meeting, url: String) -> Result<Self, Failure> {
        Ok(Self { model: Arc::new(Model::of(meeting, &connect(&url).await?).await?), url })
    }

    /// Sends these drafts until the time is over or there are none left. Must be called on the runtime of the load
    /// generator.
    pub(crate) async fn run(
        self: Arc<Self>,
        drafts: Vec<String>,
        within: Duration,
    ) -> Result<Phase, Failure> {
        let mut writers = Vec::new();
        for _ in 0..CONNECTIONS {
            writers.push(Writer::open(&self.url, Arc::clone(&self.model)).await?);
        }
        let (drafts, next) = (Arc::new(drafts), Arc::new(AtomicUsize::new(0)));
        let (mut under_way, begun) = (JoinSet::new(), Phase::begin());
        for writer in writers {
            under_way.spawn(writer.write(Arc::clone(&drafts), Arc::clone(&next), begun.at + within));
        }
        let mut answers = 0;
        while let Some(written) = under_way.join_next().await {
            answers += written??;
        }
        Ok(begun.end(answers))
    }
}

struct Writer {
    client: Client,
    prepared: Prepared,
    model: Arc<Model>,
}

struct Prepared {
    draft: Statement,
    registration: Statement,
    place: Statement,
    seat: Statement,
    letter: Statement,
    close: Statement,
    audit: Statement,
}

impl Writer {
    async fn open(url: &str, model: Arc<Model>) -> Result<Self, tokio_postgres::Error> {
        let client = connect(url).await?;
        let prepared = Prepared {
            draft: client.prepare(DRAFT).await?,
            registration: client.prepare(REGISTRATION).await?,
            place: client.prepare(PLACE).await?,
            seat: client.prepare(SEAT).await?,
            letter: client.prepare(LETTER).await?,
            close: client.prepare(CLOSE).await?,
            audit: client.prepare(AUDIT).await?,
        };
        Ok(Self { client, prepared, model })
    }

    async fn write(
        mut self,
        drafts: Arc<Vec<String>>,
        next: Arc<AtomicUsize>,
        deadline: Instant,
    ) -> Result<u32, Failure> {
        let mut answers = 0;
        while Instant::now() < deadline {
            let Some(draft) = drafts.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
            let tx = self.client.transaction().await?;
            register(&tx, &self.prepared, &self.model, draft).await?;
            tx.commit().await?;
            answers += 1;
        }
        Ok(answers)
    }
}

async fn register(tx: &Transaction<'_>, sql: &Prepared, model: &Model, draft: &str) -> Result<(), Failure> {
    let mut ids = act(Actor::Nobody).ids;
    let (id, letter) = (ids.fresh::<RegistrationId>().to_string(), ids.fresh::<LetterId>().to_string());
    let number = REFERENCES.fetch_add(1, Ordering::Relaxed);
    let (reference, secret) = (format!("BARE-{number:05}"), format!("bare{number:028}"));
    let row = tx.query_one(&sql.draft, &[&model.event, &draft]).await?;
    let draft: String = row.try_get(0)?;
    let (email, search) = (format!("bare{number}@example.org"), format!("{} 'bare{number}'", model.search));
    let mut columns: Vec<&Sendable> = vec![&model.event, &id, &reference, &secret, &email, &email, &search];
    for column in &model.columns {
        columns.push(column);
    }
    once(tx.execute(&sql.registration, &columns).await?)?;
    once(tx.execute(&sql.place, &[&model.event, &id]).await?)?;
    for session in &model.sessions {
        once(tx.execute(&sql.seat, &[&model.event, &id, session]).await?)?;
    }
    let letter: [&Sendable; 5] = [&model.event, &id, &letter, &model.language, &model.recipient];
    tx.execute(&sql.letter, &letter).await?;
    once(tx.execute(&sql.close, &[&model.event, &id, &draft]).await?)?;
    let detail = format!(r#"{{"reference": "{reference}", "status": "confirmed"}}"#);
    tx.execute(&sql.audit, &[&model.event, &id, &detail]).await?;
    Ok(())
}

fn once(rows: u64) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(format!("{rows} rows instead of one: no place is left").into()) }
}
