//! Events for stories, made through the store's own commands.

use crate::App;
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::agenda::{RoomInput, SessionInput, SessionKind, Slot};
use plenary_domain::event::EventSettings;
use plenary_domain::ids::{EventId, RoomId};
use plenary_domain::text::Slug;
use plenary_domain::{Actor, DecisionMode, Event, Lang, LocalText};

const ZONE: &str = "Asia/Almaty";

/// A public event in 60 days, in all languages, for one day and 60 people, whom it confirms at once; its agenda is
/// released when it has sessions.
pub struct NewEvent<'a> {
    app: &'a App,
    now: Timestamp,
    settings: EventSettings,
    /// Title, and seats if one has to sign up.
    sessions: Vec<(String, Option<i32>)>,
    release: bool,
}

impl App {
    pub fn event(&self, slug: &str) -> NewEvent<'_> {
        let now = self.act(Actor::System).now;
        let settings = settings(slug, now);
        NewEvent { app: self, now, settings, sessions: Vec::new(), release: true }
    }
}

/// The same text in every language, told apart by its code.
pub(crate) fn everywhere(text: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| match lang {
        Lang::En => all.with(lang, text),
        other => all.with(other, format!("{text} ({})", other.code())),
    })
}

fn settings(slug: &str, now: Timestamp) -> EventSettings {
    let day = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().saturating_add(60.days());
    EventSettings {
        slug: Slug::parse(slug).unwrap_or_else(|why| panic!("{slug}: {why:?}")),
        public: true,
        title: everywhere(&format!("Meeting {slug}")),
        short_title: everywhere(slug),
        lead: everywhere("A meeting for a test."),
        about: everywhere("It exists for as long as a test takes."),
        place: everywhere("Almaty"),
        venue: everywhere("Hotel"),
        host: everywhere("Secretariat"),
        contact_email: "secretariat@example.org".to_owned(),
        time_zone: ZONE.to_owned(),
        starts_on: day,
        ends_on: day,
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: now + SignedDuration::from_hours(24 * 50),
        decision: DecisionMode::AtOnce,
        answer_within_days: 3,
        places: 60,
    }
}

impl NewEvent<'_> {
    #[must_use]
    pub fn places(mut self, places: i32) -> Self {
        self.settings.places = places;
        self
    }

    /// An organiser decides about each registration.
    #[must_use]
    pub fn organisers_decide(mut self) -> Self {
        self.settings.decision = DecisionMode::Organisers;
        self
    }

    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.settings.public = false;
        self
    }

    #[must_use]
    pub fn closed(mut self) -> Self {
        self.settings.registration_closes_at = self.now - SignedDuration::from_hours(1);
        self
    }

    #[must_use]
    pub fn not_open_yet(mut self) -> Self {
        self.settings.registration_opens_at = Some(self.now + SignedDuration::from_hours(24));
        self
    }

    #[must_use]
    pub fn languages(mut self, languages: &[Lang]) -> Self {
        self.settings.languages = languages.to_vec();
        self
    }

    #[must_use]
    pub fn days(mut self, days: i64) -> Self {
        self.settings.ends_on = self.settings.starts_on.saturating_add((days - 1).days());
        self
    }

    /// Any other setting.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut EventSettings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// One after the other, an hour each, from nine o'clock of the first day; with `seats` one signs up for it.
    #[must_use]
    pub fn session(mut self, title: &str, seats: Option<i32>) -> Self {
        self.sessions.push((title.to_owned(), seats));
        self
    }

    /// The sessions stay a draft.
    #[must_use]
    pub fn unreleased(mut self) -> Self {
        self.release = false;
        self
    }

    /// The settings as they are, for the form of a story.
    pub fn settings(&self) -> &EventSettings {
        &self.settings
    }

    pub async fn create(self) -> Event {
        let store = &self.app.store;
        let day = self.settings.starts_on;
        let act = self.app.act(Actor::System);
        let id = store.create_event(act, self.settings, None, false).await;
        let id = id.unwrap_or_else(|why| panic!("the event is refused: {why:?}"));
        if !self.sessions.is_empty() {
            fill(self.app, id, day, &self.sessions).await;
            if self.release {
                release(self.app, id).await;
            }
        }
        store.event(id).await.expect("the event is there")
    }
}

async fn fill(app: &App, id: EventId, day: Date, sessions: &[(String, Option<i32>)]) {
    let room =
        RoomInput { name: everywhere("Hall A"), capacity: Some(200), position: 1, ..RoomInput::default() };
    let room = app.store.save_room(app.act(Actor::System), id, None, room).await;
    let room = room.unwrap_or_else(|why| panic!("the room is refused: {why:?}"));
    let hours = 9_i8..;
    for ((title, seats), hour) in sessions.iter().zip(hours) {
        let slot = Slot { day, start: time(hour, 0, 0, 0), minutes: 60 };
        let input = session(title, slot, room, *seats);
        let saved = app.store.save_session(app.act(Actor::System), id, None, None, input).await;
        saved.unwrap_or_else(|why| panic!("the session is refused: {why:?}"));
    }
}

fn session(title: &str, slot: Slot, room: RoomId, seats: Option<i32>) -> SessionInput {
    SessionInput {
        kind: SessionKind::Ceremony,
        title: everywhere(title),
        slot: Some(slot),
        room: Some(room),
        seats,
        ..SessionInput::default()
    }
}

async fn release(app: &App, id: EventId) {
    let draft = app.store.draft_agenda(id).await.expect("a draft");
    let released =
        app.store.release_agenda(app.act(Actor::System), id, draft.draft_version, "First".to_owned()).await;
    released.unwrap_or_else(|why| panic!("the release is refused: {why:?}"));
}
