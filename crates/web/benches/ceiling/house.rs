//! Plenary itself, as the program puts it up, with the sample event and an event that has places for everybody.

use crate::Failure;
use crate::load::CONNECTIONS;
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::agenda::{Openness, RoomInput, SessionInput, SessionKind, Slot};
use plenary_domain::event::{EventSettings, MAX_PLACES};
use plenary_domain::ids::{EventId, Ids, RoomId};
use plenary_domain::registration::{FormFacts, RawAnswers};
use plenary_domain::text::Slug;
use plenary_domain::{Actor, DecisionMode, Event, Lang, LocalText};
use plenary_store::{Act, Store, StoreOptions};
use plenary_web::{Limits, Running, Site, WebOptions, serve};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

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
    Act { actor, now, ids: Ids::new(now, seed.to_be_bytes()) }
}

/// A running Plenary without mailer, and what the load is aimed at.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) web: Running,
    /// The one with places.
    pub(crate) event: Event,
    pub(crate) facts: FormFacts,
    /// Path of the sample's agenda.
    pub(crate) agenda: String,
}

impl House {
    /// Must be called on the main runtime.
    pub(crate) async fn open(database: String, workers: usize) -> Result<Self, Failure> {
        let mut options = StoreOptions::new(database);
        options.pool_size = CONNECTIONS;
        let store = Store::connect(options).await?;
        store.migrate().await?;
        let sample =
            store.load_sample(act(Actor::System), today()).await?.ok_or("the database is not new")?;
        let agenda = format!("/en/{}/agenda", store.event(sample).await?.slug.as_str());
        let event = event(&store).await?;
        let facts = store.form_facts(&event, now()).await?;
        let web = web(&store, workers)?;
        Ok(Self { store, web, event, facts, agenda })
    }

    /// Makes complete drafts, and gives the secrets of their addresses.
    pub(crate) async fn drafts(&self, count: u32) -> Result<Vec<String>, Failure> {
        let last = DRAFTS.load(Ordering::Relaxed) + count;
        let mut makers = JoinSet::new();
        for _ in 0..CONNECTIONS {
            makers.spawn(make_drafts(self.store.clone(), self.event.id, self.answers(), last));
        }
        let mut secrets = Vec::new();
        while let Some(made) = makers.join_next().await {
            secrets.extend(made??);
        }
        DRAFTS.store(last, Ordering::Relaxed);
        Ok(secrets)
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

async fn make_drafts(
    store: Store,
    event: EventId,
    answers: RawAnswers,
    last: u32,
) -> Result<Vec<String>, Failure> {
    let mut made = Vec::new();
    loop {
        let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
        if number >= last {
            return Ok(made);
        }
        let secret = format!("draft{number:027}");
        let begun = store.begin_draft(act(Actor::Nobody), event, secret.clone(), answers.clone()).await;
        begun.map_err(|why| format!("{why:?}"))?;
        made.push(secret);
    }
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
        limits: Limits { registrations_per_minute: many, misses_per_minute: many, sign_ins_per_minute: many },
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

/// In 60 days, confirms at once, with two sessions that one signs up for; as many places and seats as there can be.
async fn event(store: &Store) -> Result<Event, Failure> {
    let settings = settings()?;
    let day = settings.starts_on;
    let id = store.create_event(act(Actor::System), settings, None, false).await;
    let id = id.map_err(|why| format!("the event is refused: {why:?}"))?;
    let room = RoomInput { name: text("Hall"), note: LocalText::default(), capacity: None, position: 1 };
    let room = store.save_room(act(Actor::System), id, None, room).await;
    let room = room.map_err(|why| format!("the room is refused: {why:?}"))?;
    for hour in [9, 11] {
        let input = session(Slot { day, start: time(hour, 0, 0, 0), minutes: 60 }, room);
        let saved = store.save_session(act(Actor::System), id, None, None, input).await;
        saved.map_err(|why| format!("the session is refused: {why:?}"))?;
    }
    let version = store.draft_agenda(id).await?.draft_version;
    let released = store.release_agenda(act(Actor::System), id, version, "First".to_owned()).await;
    released.map_err(|why| format!("the release is refused: {why:?}"))?;
    Ok(store.event(id).await?)
}

fn settings() -> Result<EventSettings, Failure> {
    let day = today().saturating_add(60.days());
    Ok(EventSettings {
        slug: Slug::parse("bench-2030").map_err(|why| format!("{why:?}"))?,
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
        places: MAX_PLACES,
    })
}

fn session(slot: Slot, room: RoomId) -> SessionInput {
    SessionInput {
        kind: SessionKind::Ceremony,
        title: text("A session"),
        summary: LocalText::default(),
        slot: Some(slot),
        room: Some(room),
        place: LocalText::default(),
        openness: Openness::Participants,
        interpretation: Vec::new(),
        topics: Vec::new(),
        speakers: Vec::new(),
        seats: Some(MAX_PLACES),
        cancelled: false,
    }
}

fn text(words: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, words))
}
