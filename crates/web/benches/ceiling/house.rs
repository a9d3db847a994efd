//! Plenary itself, as the program puts it up, with the sample event and events of the benchmark's own.

use crate::Failure;
use crate::load::CONNECTIONS;
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::agenda::{RoomInput, SessionInput, SessionKind, Slot};
use plenary_domain::event::{EventSettings, MAX_PLACES};
use plenary_domain::ids::{Ids, RoomId};
use plenary_domain::registration::{FormFacts, RawAnswers};
use plenary_domain::text::Slug;
use plenary_domain::{Actor, DecisionMode, Event, Lang, LocalText};
use plenary_store::{Act, Granted, Store, StoreOptions};
use plenary_web::{Limits, Running, Site, WebOptions, serve};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio_postgres::{Client, NoTls};

static ACTS: AtomicU32 = AtomicU32::new(0);
static DRAFTS: AtomicU32 = AtomicU32::new(0);

#[expect(clippy::disallowed_methods, reason = "a benchmark is where a moment enters")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// Who, when and ids that are new in this run, which is all that a database of its own needs.
pub(crate) fn act(actor: Actor) -> Act {
    let now = now();
    let seed = u128::from(ACTS.fetch_add(1, Ordering::Relaxed)) << 64;
    Act::new(actor, now, Ids::new(now, seed.to_be_bytes()))
}

/// An event with drafts that lack only the last step, and a session or two that one signs up for.
pub(crate) struct Meeting {
    pub(crate) event: Event,
    pub(crate) facts: FormFacts,
}

/// A running Plenary without mailer, and what the load is aimed at.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) web: Running,
    pub(crate) sql: Client,
    /// With as many places as there can be, for a comparison with bare SQL.
    pub(crate) main: Meeting,
    /// One limit for all connections, and one for each.
    pub(crate) shared: Meeting,
    pub(crate) own: Vec<Meeting>,
    /// Path of the sample's agenda.
    pub(crate) agenda: String,
}

impl House {
    /// Must be called on the main runtime.
    pub(crate) async fn open(database: String, workers: usize) -> Result<Self, Failure> {
        let sql = connect(&database).await?;
        let mut options = StoreOptions::new(database);
        options.pool_size = CONNECTIONS;
        let store = Store::connect(options).await?;
        store.migrate().await?;
        let sample =
            store.load_sample(act(Actor::System), today()).await?.ok_or("the database is not new")?;
        let agenda = format!("/en/{}/agenda", store.event(sample).await?.slug.as_str());
        let main = meeting(&store, "main", MAX_PLACES, 2).await?;
        let shared = meeting(&store, "shared", MAX_PLACES, 2).await?;
        let mut own = Vec::new();
        for number in 0..CONNECTIONS {
            own.push(meeting(&store, &format!("own-{number}"), 2_000, 2).await?);
        }
        // What the server does by itself within a minute.
        sql.batch_execute("ANALYZE").await?;
        let web = web(&store, workers)?;
        Ok(Self { store, web, sql, main, shared, own, agenda })
    }

    /// An event of this many places, without sessions.
    pub(crate) async fn meeting(&self, slug: &str, places: i32) -> Result<Meeting, Failure> {
        meeting(&self.store, slug, places, 0).await
    }

    /// Makes complete drafts, each of a person with a name and an address of their own, and gives the secrets of their addresses.
    pub(crate) async fn drafts(&self, meeting: &Meeting, count: u32) -> Result<Vec<String>, Failure> {
        let first = DRAFTS.fetch_add(count + 1, Ordering::Relaxed);
        let (model, event) = (format!("draft{first:027}"), meeting.event.id);
        let begun = self
            .store
            .begin_draft(act(Actor::Nobody), event, model.clone(), meeting.answers(), Granted::NoLetter)
            .await;
        begun.map_err(|why| format!("{why:?}"))?;
        // Names that are not alike: nobody in a crowd is taken for all the others. 211 given names, 307 organisations.
        let copy = "INSERT INTO draft (event_id, id, secret, answers, created_at, expires_at)
            SELECT event_id, gen_random_uuid(), 'draft' || lpad(n::text, 27, '0'), answers || jsonb_build_object(
                'email', ARRAY['delegate' || n || '@example.org'],
                'given', ARRAY[initcap(translate(left(md5((n % 211)::text), 7), hex, letters))],
                'family', ARRAY[initcap(translate(left(md5(n::text), 10), hex, letters))],
                'organisation', ARRAY['Institute of ' || initcap(translate(left(md5((n % 307)::text), 9), hex, letters))]),
                created_at, expires_at
            FROM draft, generate_series($2::bigint, $3::bigint) AS n,
                (VALUES ('0123456789abcdef', 'aeiouknrtsmlbdzg')) AS alphabet (hex, letters)
            WHERE secret = $1 RETURNING secret";
        let (from, to) = (i64::from(first) + 1, i64::from(first) + i64::from(count));
        let rows = self.sql.query(copy, &[&model, &from, &to]).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

impl Meeting {
    /// Where the last step of a draft is sent to.
    pub(crate) fn path(&self, draft: &str) -> String {
        format!("/en/{}/register/{draft}/check", self.event.slug.as_str())
    }

    /// Everything but the last step.
    fn answers(&self) -> RawAnswers {
        let mut raw = RawAnswers::default();
        let mut set = |field: &str, value: &str| raw.0.insert(field.to_owned(), vec![value.to_owned()]);
        for (field, value) in [
            ("email", "delegate@example.org"),
            ("language", "en"),
            ("given", "Aigerim"),
            ("family", "Tulegenova"),
            ("type", "academia"),
            ("organisation", "Institute of International Relations"),
            ("position", "Research fellow"),
            ("food", "vegetarian"),
        ] {
            set(field, value);
        }
        for session in &self.facts.sign_up {
            set(&session.slot_field(), &session.id.to_string());
        }
        raw
    }
}

pub(crate) async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

fn today() -> Date {
    now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}

/// PostgreSQL's notices are listened to, as in the program, so that sending them costs what it costs there.
fn web(store: &Store, workers: usize) -> Result<Running, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let many = 1_000_000;
    let options = WebOptions {
        base_url: format!("http://{}", listener.local_addr()?),
        trusted_proxies: Vec::new(),
        letters_captured: true,
        limits: Limits {
            letters_to_one: 0,
            letters_from_one: 0,
            forms_from_one: 0,
            misses_per_minute: many,
            sign_ins_per_minute: many,
        },
        workers,
        stop_within: Duration::from_secs(1),
    };
    let site = Arc::new(Site::new(store.clone(), options));
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let (listens, forgets) = (store.clone(), Arc::clone(&site));
    tokio::spawn(async move { listens.listen(&["event_changed", "outbox"], tell).await });
    tokio::spawn(async move {
        while let Some(notice) = told.recv().await {
            if !matches!(&notice, plenary_store::Notice::Told { channel, .. } if channel == "outbox") {
                forgets.forget_pages();
            }
        }
    });
    Ok(serve(site, listener)?)
}

/// In 60 days, confirms at once, with as many seats in each session as there are places.
async fn meeting(store: &Store, slug: &str, places: i32, sessions: i8) -> Result<Meeting, Failure> {
    let settings = settings(&format!("bench-{slug}"), places)?;
    let day = settings.starts_on;
    let id = store.create_event(act(Actor::System), settings, None, false).await;
    let id = id.map_err(|why| format!("the event is refused: {why:?}"))?;
    let room = RoomInput { name: text("Hall"), position: 1, ..RoomInput::default() };
    let room = store.save_room(act(Actor::System), id, None, room).await;
    let room = room.map_err(|why| format!("the room is refused: {why:?}"))?;
    for hour in (9_i8..).step_by(2).zip(0..sessions).map(|(hour, _)| hour) {
        let input = session(Slot { day, start: time(hour, 0, 0, 0), minutes: 60 }, room, places);
        let saved = store.save_session(act(Actor::System), id, None, None, input).await;
        saved.map_err(|why| format!("the session is refused: {why:?}"))?;
    }
    let version = store.draft_agenda(id).await?.draft_version;
    if sessions > 0 {
        let released = store.release_agenda(act(Actor::System), id, version, "First".to_owned()).await;
        released.map_err(|why| format!("the release is refused: {why:?}"))?;
    }
    let event = store.event(id).await?;
    let facts = store.form_facts(&event, now()).await?;
    Ok(Meeting { event, facts })
}

fn settings(slug: &str, places: i32) -> Result<EventSettings, Failure> {
    let day = today().saturating_add(60.days());
    Ok(EventSettings {
        slug: Slug::parse(slug).map_err(|why| format!("{why:?}"))?,
        public: true,
        title: text("A meeting for everybody"),
        short_title: text("Meeting"),
        lead: text("As many places as there can be."),
        about: text("It exists for as long as a benchmark takes."),
        place: text("Almaty"),
        venue: text("Hotel"),
        host: text("Secretariat"),
        contact_email: "secretariat@example.org".to_owned(),
        time_zone: "Asia/Almaty".to_owned(),
        starts_on: day,
        ends_on: day,
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: now() + SignedDuration::from_hours(24 * 50),
        decision: DecisionMode::AtOnce,
        answer_within_days: 3,
        proof_required: true,
        places,
    })
}

fn session(slot: Slot, room: RoomId, seats: i32) -> SessionInput {
    SessionInput {
        kind: SessionKind::Ceremony,
        title: text("A session"),
        slot: Some(slot),
        room: Some(room),
        seats: Some(seats),
        ..SessionInput::default()
    }
}

fn text(words: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, words))
}
