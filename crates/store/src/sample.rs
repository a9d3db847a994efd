//! The sample event: an invented round table in Almaty with a programme, a release and fourteen registrations, so
//! that a first visitor sees a house that is lived in. Only a database without any event gets it.
//!
//! Its words are in `sample/content.json`. Registrations are written as if they had come in over the last thirty
//! days, with their audit rows and without letters: nobody at example.org waits for one.

mod content;
mod papers;
mod people;

use crate::act::Act;
use crate::commands::{NewRelease, create_sample_event, form_save, release_draft};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::event;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::agenda::{room_save, topic_save};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_draft_version, event_take_number};
use crate::tables::places::places_resize;
use crate::tables::sessions::session_insert;
use crate::tables::speakers::speaker_save;
use content::{Content, EventTexts, SessionText};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use plenary_domain::agenda::{
    Openness, RoleState, RoomInput, SessionInput, SessionKind, SessionSpeaker, Slot, SpeakerInput,
    SpeakerRole, Symbol, Tone, TopicInput,
};
use plenary_domain::event::{DecisionMode, EventSettings, sample_day};
use plenary_domain::ids::{DocumentId, EventId, ItemId, RoomId, SessionId, SpeakerId, TopicId};
use plenary_domain::lang::Lang;
use plenary_domain::policy::Action;
use plenary_domain::registration::Pool;
use plenary_domain::registration::{Asked, Form, Question, built_in};
use plenary_domain::text::Slug;
use serde_json::json;

const ZONE: &str = "Asia/Almaty";

impl Store {
    /// Puts the sample event into a database without events; `None` when there are any.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an actor who may not create events.
    pub async fn load_sample(&self, act: Act, today: Date) -> Result<Option<EventId>, StoreError> {
        if !act.may(Action::Administer) {
            return Err(StoreError::NotFound);
        }
        let content = content::content()?;
        let keys = self.sealer();
        self.tx(|conn, _| load(conn, act.clone(), keys, today, &content).boxed()).await
    }
}

async fn load(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    today: Date,
    content: &Content,
) -> Result<Option<EventId>, StoreError> {
    // Two processes that start together load one sample.
    diesel::sql_query("SELECT pg_advisory_xact_lock(72727202)").execute(conn).await?;
    if diesel::select(exists(event::table.select(event::id))).get_result(conn).await? {
        return Ok(None);
    }
    let day = sample_day(today);
    let settings = settings(&content.event, day, act.now)?;
    let id = create_sample_event(conn, act.clone(), &settings).await.map_err(no_refusal)?;
    // The command above has used ids of its own copy: these must not be the same.
    let _: EventId = act.ids.fresh();
    agenda(conn, &mut act, (id, day), content).await?;
    let (version, _) = event_draft_version(conn, id).await?;
    let first = NewRelease { comment: "First programme".to_owned(), quiet: true };
    release_draft(conn, act.clone(), id, version, &first).await.map_err(no_refusal)?;
    ask(conn, act.clone(), id, &content.questions).await?;
    let _: EventId = act.ids.fresh();
    people::register(conn, &mut act, keys, id, &content.registrations).await?;
    let entry =
        Entry::new(id, "load_sample", "event", id).detail(json!({ "name": settings.title.get(Lang::En) }));
    audit_insert(conn, &act, entry).await?;
    Ok(Some(id))
}

/// Built-in questions that the sample asks.
const ASKED: [&str; 19] = [
    "name_native",
    "phone",
    "modality",
    "gender",
    "gender_term",
    "arrival",
    "departure",
    "visa_needed",
    "nationality",
    "date_of_birth",
    "place_of_birth",
    "sex_marker_passport",
    "passport_type",
    "passport_number",
    "passport_expires",
    "passport_issuer",
    "visa_city",
    "interpretation",
    "emergency_phone",
];

/// Nothing is obligatory but what a visa can't be had without.
async fn ask(conn: &mut Conn, act: Act, event: EventId, own: &[Question]) -> Result<(), StoreError> {
    let mut form = Form::standard();
    for question in ASKED.into_iter().filter_map(built_in) {
        let for_visa = matches!(question.key.as_str(), "nationality" | "date_of_birth" | "passport_number");
        let asked = if for_visa { Asked::Required } else { Asked::Optional };
        form.put(Question { asked, ..question.clone() });
    }
    own.iter().cloned().for_each(|question| form.put(question));
    form_save(conn, act, event, 1, form).await.map(drop).map_err(no_refusal)
}

/// The sample is written so that no rule refuses it.
fn no_refusal<R: std::fmt::Debug>(error: CommandError<R>) -> StoreError {
    match error {
        CommandError::Store(error) => error,
        CommandError::Refused(why) => StoreError::Database(format!("the sample was refused: {why:?}")),
    }
}

fn broken(error: impl std::fmt::Display) -> StoreError {
    StoreError::Database(format!("sample: {error}"))
}

fn settings(texts: &EventTexts, day: Date, now: Timestamp) -> Result<EventSettings, StoreError> {
    let zone = TimeZone::get(ZONE).map_err(broken)?;
    let closing_day = day.checked_sub(Span::new().days(10)).map_err(broken)?;
    let closes =
        closing_day.to_datetime(time(18, 0, 0, 0)).to_zoned_datetime(zone).map_err(broken)?.timestamp();
    Ok(EventSettings {
        slug: Slug::parse(&format!("almaty-{}", day.year())).map_err(|_| broken("slug"))?,
        public: true,
        title: texts.title.clone(),
        short_title: texts.short_title.clone(),
        lead: texts.lead.clone(),
        about: texts.about.clone(),
        place: texts.place.clone(),
        venue: texts.venue.clone(),
        host: texts.host.clone(),
        contact_email: "round-table@example.org".to_owned(),
        time_zone: ZONE.to_owned(),
        starts_on: day,
        ends_on: day,
        languages: Lang::ALL.to_vec(),
        registration_opens_at: Some(people::days_before(now, 31)?),
        registration_closes_at: closes,
        decision: DecisionMode::Organisers,
        answer_within_days: 3,
        proof_required: true,
        places: 60,
    })
}

/// Ids by the position in the content.
#[derive(Default)]
struct Frame {
    rooms: Vec<RoomId>,
    topics: Vec<TopicId>,
    speakers: Vec<SpeakerId>,
    items: Vec<ItemId>,
    documents: Vec<DocumentId>,
}

async fn agenda(
    conn: &mut Conn,
    act: &mut Act,
    (event, day): (EventId, Date),
    content: &Content,
) -> Result<(), StoreError> {
    let mut frame = frame(conn, act, event, content).await?;
    papers::save(conn, act, event, content, &mut frame).await?;
    for text in &content.sessions {
        let input = session(text, day, &frame)?;
        let id: SessionId = act.ids.fresh();
        let number = event_take_number(conn, event).await?;
        session_insert(conn, event, id, number, &input).await?;
        if places_resize(conn, event, Pool::Session(id), input.seats.unwrap_or(0)).await?.is_err() {
            return Err(broken("seats"));
        }
    }
    Ok(())
}

async fn frame(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    content: &Content,
) -> Result<Frame, StoreError> {
    let mut frame = Frame::default();
    for (room, position) in content.rooms.iter().zip(1..) {
        let id = act.ids.fresh();
        let (name, note) = (room.name.clone(), room.note.clone());
        let input = RoomInput { name, note, capacity: Some(room.capacity), position, ..RoomInput::default() };
        room_save(conn, event, id, &input, true).await?;
        frame.rooms.push(id);
    }
    for (topic, position) in content.topics.iter().zip(1..) {
        let id = act.ids.fresh();
        let tone = Tone::parse(&topic.tone).ok_or_else(|| broken("tone"))?;
        let input = TopicInput {
            name: topic.name.clone(),
            full_title: topic.full_title.clone(),
            symbol: topic.symbol.as_deref().and_then(Symbol::parse),
            tone,
            position,
            ..TopicInput::default()
        };
        topic_save(conn, event, id, &input, true).await?;
        frame.topics.push(id);
    }
    for person in &content.speakers {
        let id = act.ids.fresh();
        let (name, position, about) = (person.name.clone(), person.position.clone(), person.about.clone());
        let input = SpeakerInput { name, position, about, ..SpeakerInput::default() };
        speaker_save(conn, event, id, &input, true).await?;
        frame.speakers.push(id);
    }
    Ok(frame)
}

fn session(text: &SessionText, day: Date, frame: &Frame) -> Result<SessionInput, StoreError> {
    let speakers = text.speakers.iter().map(|(index, role)| {
        let speaker = *frame.speakers.get(*index)?;
        let asked = text.invited.contains(index);
        let state = if asked { RoleState::Invited } else { RoleState::Accepted };
        Some(SessionSpeaker { state, ..SessionSpeaker::new(speaker, SpeakerRole::parse(role)?) })
    });
    let topics = text.topics.iter().map(|index| frame.topics.get(*index).copied());
    let kind = SessionKind::parse(&text.kind).ok_or_else(|| broken("kind"))?;
    let interpretation = if kind.is_pause() { &[][..] } else { &["en", "kk", "ru"] };
    Ok(SessionInput {
        kind,
        title: text.title.clone(),
        summary: text.summary.clone(),
        slot: Some(Slot { day, start: text.start.parse().map_err(broken)?, minutes: text.minutes }),
        room: text.room.and_then(|index| frame.rooms.get(index)).copied(),
        place: text.place.clone(),
        openness: text
            .openness
            .as_deref()
            .map_or(Some(Openness::Participants), Openness::parse)
            .ok_or_else(|| broken("openness"))?,
        interpretation: interpretation.iter().map(|&lang| lang.to_owned()).collect(),
        topics: topics.collect::<Option<_>>().ok_or_else(|| broken("topic"))?,
        speakers: speakers.collect::<Option<_>>().ok_or_else(|| broken("speaker"))?,
        seats: text.seats,
        description: text.description.clone(),
        floor_languages: text.floor.clone(),
        items: text.items.iter().filter_map(|index| frame.items.get(*index).copied()).collect(),
        documents: text.documents.iter().filter_map(|index| frame.documents.get(*index).copied()).collect(),
        ..SessionInput::default()
    })
}
