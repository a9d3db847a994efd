//! Editing what sessions refer to: rooms, topics, speakers. What is still referred to can't be removed; the foreign
//! key says so, whoever asks.

use crate::act::Act;
use crate::commands::promote::title_of;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::agenda::{room_delete, room_save, topic_delete, topic_save, topics_all};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_touch_draft;
use crate::tables::speakers::{speaker_delete, speaker_get, speaker_save};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use futures_util::FutureExt;
use plenary_domain::agenda::{EditRefused, RoomInput, SpeakerInput, TopicInput};
use plenary_domain::ids::{EventId, RoomId, SpeakerId, TopicId};
use plenary_domain::policy::Action;
use plenary_domain::{Lang, LocalText};
use serde_json::{Value, json};
use uuid::Uuid;

type Failed = CommandError<EditRefused>;

/// Who may, and the id: a new one when there is none yet.
fn begin<T: From<Uuid>>(mut act: Act, event: EventId, id: Option<T>) -> Result<(Act, bool, T), Failed> {
    if !act.may(Action::RunEvent(event)) {
        return Err(CommandError::Refused(EditRefused::NotAllowed));
    }
    let new = id.is_none();
    let id = id.unwrap_or_else(|| act.ids.fresh());
    Ok((act, new, id))
}

fn found(saved: bool) -> Result<(), StoreError> {
    if saved { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Action, kind of thing and its id.
type Subject = (&'static str, &'static str, Uuid);

async fn saved(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    (action, kind, id): Subject,
    name: &LocalText,
) -> Result<(), Failed> {
    let entry = Entry::new(event, action, kind, id).detail(json!({ "name": name.get(Lang::En) }));
    audit_insert(conn, act, entry).await?;
    Ok(())
}

/// Sessions still refer to it: the foreign key refuses.
fn in_use(error: DieselError) -> Failed {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => {
            CommandError::Refused(EditRefused::InUse)
        }
        other => other.into(),
    }
}

async fn removed(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    (action, kind, id): Subject,
    name: Value,
) -> Result<(), Failed> {
    let entry = Entry::new(event, action, kind, id).detail(json!({ "name": title_of(name) }));
    audit_insert(conn, act, entry).await?;
    Ok(())
}

impl Store {
    /// Saves a room, a new one when `id` is none.
    pub async fn save_room(
        &self,
        act: Act,
        event: EventId,
        id: Option<RoomId>,
        input: RoomInput,
    ) -> Result<RoomId, CommandError<EditRefused>> {
        let (act, new, id) = begin(act, event, id)?;
        self.tx(|conn, _| save_room(conn, &act, (event, id), &input, new).boxed()).await?;
        Ok(id)
    }

    /// Removes a room that no session refers to.
    pub async fn remove_room(
        &self,
        act: Act,
        event: EventId,
        id: RoomId,
    ) -> Result<(), CommandError<EditRefused>> {
        let (act, _, id) = begin(act, event, Some(id))?;
        self.tx(|conn, _| remove_room(conn, &act, (event, id)).boxed()).await
    }

    /// Saves a topic, a new one when `id` is none.
    pub async fn save_topic(
        &self,
        act: Act,
        event: EventId,
        id: Option<TopicId>,
        input: TopicInput,
    ) -> Result<TopicId, CommandError<EditRefused>> {
        let (act, new, id) = begin(act, event, id)?;
        self.tx(|conn, _| save_topic(conn, &act, (event, id), &input, new).boxed()).await?;
        Ok(id)
    }

    /// Adds topics behind those that are there; one that the event has already, by its code, is left out. How many
    /// were added.
    pub async fn add_topics(
        &self,
        act: Act,
        event: EventId,
        topics: Vec<TopicInput>,
    ) -> Result<usize, CommandError<EditRefused>> {
        let (act, _, _) = begin::<TopicId>(act, event, None)?;
        self.tx(|conn, _| add_topics(conn, act.clone(), event, &topics).boxed()).await
    }

    /// Removes a topic that no session refers to.
    pub async fn remove_topic(
        &self,
        act: Act,
        event: EventId,
        id: TopicId,
    ) -> Result<(), CommandError<EditRefused>> {
        let (act, _, id) = begin(act, event, Some(id))?;
        self.tx(|conn, _| remove_topic(conn, &act, (event, id)).boxed()).await
    }

    /// Saves a speaker, a new one when `id` is none.
    pub async fn save_speaker(
        &self,
        act: Act,
        event: EventId,
        id: Option<SpeakerId>,
        input: SpeakerInput,
    ) -> Result<SpeakerId, CommandError<EditRefused>> {
        let (act, new, id) = begin(act, event, id)?;
        self.tx(|conn, _| save_speaker(conn, &act, (event, id), &input, new).boxed()).await?;
        Ok(id)
    }

    /// Removes a speaker that no session refers to.
    pub async fn remove_speaker(
        &self,
        act: Act,
        event: EventId,
        id: SpeakerId,
    ) -> Result<(), CommandError<EditRefused>> {
        let (act, _, id) = begin(act, event, Some(id))?;
        self.tx(|conn, _| remove_speaker(conn, &act, (event, id)).boxed()).await
    }
}

async fn save_room(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, RoomId),
    input: &RoomInput,
    new: bool,
) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    found(room_save(conn, event, id, input, new).await?)?;
    saved(conn, act, event, ("save_room", "room", id.0), &input.name).await
}

async fn remove_room(conn: &mut Conn, act: &Act, (event, id): (EventId, RoomId)) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let name = room_delete(conn, event, id).await.map_err(in_use)?;
    removed(conn, act, event, ("remove_room", "room", id.0), name).await
}

async fn save_topic(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, TopicId),
    input: &TopicInput,
    new: bool,
) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    found(topic_save(conn, event, id, input, new).await?)?;
    saved(conn, act, event, ("save_topic", "topic", id.0), &input.name).await
}

async fn add_topics(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    topics: &[TopicInput],
) -> Result<usize, Failed> {
    event_touch_draft(conn, event).await?;
    let there = topics_all(conn, event).await?;
    let mut position = there.iter().map(|topic| topic.position).max().unwrap_or(0);
    let mut names = Vec::new();
    for topic in topics {
        if topic.code.is_some() && there.iter().any(|known| known.code == topic.code) {
            continue;
        }
        position = position.saturating_add(1);
        let input = TopicInput { position, ..topic.clone() };
        found(topic_save(conn, event, act.ids.fresh(), &input, true).await?)?;
        names.push(topic.name.get(Lang::En).to_owned());
    }
    let detail = json!({ "name": names.join("; "), "topics": names.len() });
    audit_insert(conn, &act, Entry::new(event, "add_topics", "event", event).detail(detail)).await?;
    Ok(names.len())
}

async fn remove_topic(conn: &mut Conn, act: &Act, (event, id): (EventId, TopicId)) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let name = topic_delete(conn, event, id).await.map_err(in_use)?;
    removed(conn, act, event, ("remove_topic", "topic", id.0), name).await
}

async fn save_speaker(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, SpeakerId),
    input: &SpeakerInput,
    new: bool,
) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    if let (false, Some(seen)) = (new, input.seen)
        && speaker_get(conn, event, id).await?.1.1.version != seen
    {
        return Err(CommandError::Refused(EditRefused::ChangedMeanwhile));
    }
    found(speaker_save(conn, event, id, input, new).await?)?;
    saved(conn, act, event, ("save_speaker", "speaker", id.0), &input.name).await
}

async fn remove_speaker(conn: &mut Conn, act: &Act, (event, id): (EventId, SpeakerId)) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let name = speaker_delete(conn, event, id).await.map_err(in_use)?;
    removed(conn, act, event, ("remove_speaker", "speaker", id.0), name).await
}
