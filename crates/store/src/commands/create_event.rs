//! A new event, empty or with the structure of an earlier one: rooms, topics and sessions, moved to its days.
//! People are not copied: who spoke last year is not asked to speak again by a click.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError, violates};
use crate::store::Store;
use crate::tables::agenda::{draft_load, room_save, topic_save};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{NewEvent, SettingsRow, event_get, event_insert, event_take_number, event_tell};
use crate::tables::forms::{form_current, form_insert};
use crate::tables::options::options_settle;
use crate::tables::places::places_resize;
use crate::tables::sessions::session_insert;
use diesel::result::Error as DieselError;
use futures_util::FutureExt;
use jiff::Span;
use plenary_domain::agenda::{RoomInput, Session, SessionInput, Slot, TopicInput};
use plenary_domain::event::{EventSettings, SettingsRefused};
use plenary_domain::ids::{EventId, RoomId, SessionId, TopicId};
use plenary_domain::policy::Action;
use plenary_domain::registration::Form;
use plenary_domain::registration::{Pool, RepresentationType, built_in_types};
use serde_json::json;
use std::collections::HashMap;

type Failed = CommandError<SettingsRefused>;

impl Store {
    /// Creates an event with its places; `from` lends its structure.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the settings don't hold together by themselves.
    pub async fn create_event(
        &self,
        act: Act,
        settings: EventSettings,
        from: Option<EventId>,
        sample: bool,
    ) -> Result<EventId, CommandError<SettingsRefused>> {
        if !act.may(Action::Administer) {
            return Err(CommandError::Refused(SettingsRefused::NotAllowed));
        }
        self.tx(|conn, _| create(conn, act.clone(), &settings, from, sample).boxed()).await
    }
}

/// The event of the sample, inside of the transaction that loads it.
pub(crate) async fn create_sample_event(
    conn: &mut Conn,
    act: Act,
    settings: &EventSettings,
) -> Result<EventId, CommandError<SettingsRefused>> {
    create(conn, act, settings, None, true).await
}

/// The forms have asked this already: whoever gets here with such settings has no form.
pub(crate) fn check(settings: &EventSettings) -> Result<(), StoreError> {
    if settings.problems().is_empty() {
        Ok(())
    } else {
        Err(StoreError::Conflict("settings that don't hold together"))
    }
}

/// Another event has this address.
pub(crate) fn slug_taken(error: DieselError) -> Failed {
    if violates(&error, "event_slug_key") {
        CommandError::Refused(SettingsRefused::SlugTaken)
    } else {
        error.into()
    }
}

async fn create(
    conn: &mut Conn,
    mut act: Act,
    settings: &EventSettings,
    from: Option<EventId>,
    sample: bool,
) -> Result<EventId, Failed> {
    check(settings)?;
    let id: EventId = act.ids.fresh();
    let [.., a, b, c, d] = id.0.into_bytes();
    let picture_seed = i32::from_be_bytes([a, b, c, d]);
    let types = types_of(conn, &mut act, from).await?;
    let new = NewEvent { types: &types, id, picture_seed, sample, created_at: act.now };
    event_insert(conn, &new, SettingsRow::new(settings)?).await?.map_err(slug_taken)?;
    for kind in types.iter().filter_map(|kind| Some((Pool::Type(kind.id), kind.limit?))) {
        if places_resize(conn, id, kind.0, kind.1).await?.is_err() {
            return Err(StoreError::Conflict("the number of places of a type").into());
        }
    }
    if places_resize(conn, id, Pool::Event, settings.places).await?.is_err() {
        return Err(StoreError::Conflict("the number of places").into());
    }
    let form = match from {
        Some(from) => form_current(conn, from).await?,
        None => Form::standard(),
    };
    let form = Form { version: 1, ..form };
    form_insert(conn, id, &form, (act.now, act.actor.account().map(|account| account.id))).await?;
    if options_settle(conn, id, (&Form::default(), &form)).await?.is_err() {
        return Err(StoreError::Conflict("the number of places of an option").into());
    }
    if let Some(from) = from {
        copy(conn, &mut act, (from, id), settings).await?;
    }
    event_tell(conn, id).await?;
    let entry = Entry::new(id, "create_event", "event", id);
    audit_insert(conn, &act, entry.detail(json!({ "name": settings.title, "slug": settings.slug }))).await?;
    Ok(id)
}

/// Those of the event that lends its structure, or the ones that every event starts with. Times are not taken over:
/// they were those of another year.
async fn types_of(
    conn: &mut Conn,
    act: &mut Act,
    from: Option<EventId>,
) -> Result<Vec<RepresentationType>, StoreError> {
    let Some(from) = from else { return Ok(built_in_types(|| act.ids.fresh())) };
    let mut types = event_get(conn, from).await?.types;
    for kind in &mut types {
        kind.id = act.ids.fresh();
        (kind.opens_at, kind.closes_at) = (None, None);
    }
    Ok(types)
}

async fn copy(
    conn: &mut Conn,
    act: &mut Act,
    (from, to): (EventId, EventId),
    settings: &EventSettings,
) -> Result<(), StoreError> {
    let shift = days_between(&event_get(conn, from).await?, settings)?;
    let draft = draft_load(conn, from).await?.agenda;
    let mut rooms: HashMap<RoomId, RoomId> = HashMap::new();
    for room in &draft.rooms {
        let id = *rooms.entry(room.id).or_insert_with(|| act.ids.fresh());
        room_save(conn, to, id, &RoomInput::from(room), true).await?;
    }
    let mut topics: HashMap<TopicId, TopicId> = HashMap::new();
    for topic in &draft.topics {
        let id = *topics.entry(topic.id).or_insert_with(|| act.ids.fresh());
        topic_save(conn, to, id, &TopicInput::from(topic), true).await?;
    }
    for session in draft.sessions.iter().filter(|session| !session.cancelled) {
        let mut input = moved(session, shift)?;
        input.room = session.room.and_then(|room| rooms.get(&room).copied());
        input.topics = session.topics.iter().filter_map(|topic| topics.get(topic).copied()).collect();
        let id: SessionId = act.ids.fresh();
        let number = event_take_number(conn, to).await?;
        session_insert(conn, to, id, number, &input).await?;
        if places_resize(conn, to, Pool::Session(id), input.seats.unwrap_or(0)).await?.is_err() {
            return Err(StoreError::Conflict("the number of seats"));
        }
    }
    Ok(())
}

fn days_between(from: &plenary_domain::Event, settings: &EventSettings) -> Result<Span, StoreError> {
    from.starts_on.until(settings.starts_on).map_err(|error| StoreError::Database(error.to_string()))
}

fn moved(session: &Session, shift: Span) -> Result<SessionInput, StoreError> {
    let mut input = SessionInput::from(session);
    // People, papers, links and the names that other programs gave belong to that one event.
    (input.speakers, input.links, input.external_id) = (Vec::new(), Vec::new(), None);
    (input.items, input.documents) = (Vec::new(), Vec::new());
    if let Some(slot) = session.slot {
        let day = slot.day.checked_add(shift).map_err(|error| StoreError::Database(error.to_string()))?;
        input.slot = Some(Slot { day, ..slot });
    }
    Ok(input)
}
