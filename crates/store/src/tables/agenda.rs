//! The draft agenda: rooms, topics and speakers by themselves, and all of it in a fixed number of queries.

use crate::columns::{code, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::agenda::DraftAgenda;
use crate::schema::{room, speaker, topic};
use crate::tables::events::event_draft_version;
use crate::tables::sessions::{sessions_all, sessions_plain};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{Agenda, Room, RoomInput, Speaker, SpeakerInput, Tone, Topic, TopicInput};
use plenary_domain::ids::{EventId, RoomId, SpeakerId, TopicId};
use serde_json::Value;
use uuid::Uuid;

pub(crate) async fn draft_load(conn: &mut Conn, event: EventId) -> Result<DraftAgenda, StoreError> {
    let draft_version = event_draft_version(conn, event).await?;
    let rooms = rooms_all(conn, event).await?;
    let topics = topics_all(conn, event).await?;
    let speakers = speakers_all(conn, event).await?;
    let found = sessions_all(conn, event).await?;
    let versions = found.iter().map(|(session, version)| (session.id, *version)).collect();
    let sessions = found.into_iter().map(|(session, _)| session).collect();
    let mut agenda = Agenda { rooms, topics, speakers, sessions, removed: Vec::new() };
    agenda.sort();
    Ok(DraftAgenda { agenda, versions, draft_version })
}

/// Sessions and rooms alone: what a session is called, when and where.
pub(crate) async fn timetable_load(conn: &mut Conn, event: EventId) -> Result<Agenda, StoreError> {
    let (rooms, sessions) = (rooms_all(conn, event).await?, sessions_plain(conn, event).await?);
    let mut agenda = Agenda { rooms, sessions, ..Agenda::default() };
    agenda.sort();
    Ok(agenda)
}

async fn rooms_all(conn: &mut Conn, event: EventId) -> Result<Vec<Room>, StoreError> {
    let rows: Vec<(Uuid, Value, Value, Option<i32>, i32)> = room::table
        .filter(room::event_id.eq(event.0))
        .order((room::position, room::id))
        .select((room::id, room::name, room::note, room::capacity, room::position))
        .load(conn)
        .await?;
    let room = |(id, name, note, capacity, position): (Uuid, _, _, _, _)| {
        let (name, note) = (local_text("room", name)?, local_text("room", note)?);
        Ok(Room { id: id.into(), name, note, capacity, position })
    };
    rows.into_iter().map(room).collect()
}

async fn topics_all(conn: &mut Conn, event: EventId) -> Result<Vec<Topic>, StoreError> {
    let rows: Vec<(Uuid, Value, String, i32)> = topic::table
        .filter(topic::event_id.eq(event.0))
        .order((topic::position, topic::id))
        .select((topic::id, topic::name, topic::tone, topic::position))
        .load(conn)
        .await?;
    let topic = |(id, name, tone, position): (Uuid, _, String, _)| {
        let (name, tone) = (local_text("topic", name)?, code("topic", &tone, Tone::parse)?);
        Ok(Topic { id: id.into(), name, tone, position })
    };
    rows.into_iter().map(topic).collect()
}

type SpeakerRow = (Uuid, Value, Value, Value);

fn into_speaker((id, name, position, about): SpeakerRow) -> Result<Speaker, StoreError> {
    let text = |value| local_text("speaker", value);
    Ok(Speaker { id: id.into(), name: text(name)?, position: text(position)?, about: text(about)? })
}

async fn speakers_all(conn: &mut Conn, event: EventId) -> Result<Vec<Speaker>, StoreError> {
    let rows: Vec<SpeakerRow> = speaker::table
        .filter(speaker::event_id.eq(event.0))
        .order(speaker::id)
        .select((speaker::id, speaker::name, speaker::position, speaker::about))
        .load(conn)
        .await?;
    rows.into_iter().map(into_speaker).collect()
}

pub(crate) async fn speaker_get(
    conn: &mut Conn,
    event: EventId,
    id: SpeakerId,
) -> Result<Speaker, StoreError> {
    let row: SpeakerRow = speaker::table
        .find((event.0, id.0))
        .select((speaker::id, speaker::name, speaker::position, speaker::about))
        .first(conn)
        .await?;
    into_speaker(row)
}

/// Writes a room, new or not; false when another event has a room with this id.
pub(crate) async fn room_save(
    conn: &mut Conn,
    event: EventId,
    id: RoomId,
    input: &RoomInput,
    new: bool,
) -> Result<bool, StoreError> {
    let set = (
        room::name.eq(to_json(&input.name)?),
        room::note.eq(to_json(&input.note)?),
        room::capacity.eq(input.capacity),
        room::position.eq(input.position),
    );
    let changed = if new {
        let key = (room::event_id.eq(event.0), room::id.eq(id.0));
        diesel::insert_into(room::table).values((key, set)).execute(conn).await?
    } else {
        diesel::update(room::table.find((event.0, id.0))).set(set).execute(conn).await?
    };
    Ok(changed == 1)
}

/// As [`room_save`].
pub(crate) async fn topic_save(
    conn: &mut Conn,
    event: EventId,
    id: TopicId,
    input: &TopicInput,
    new: bool,
) -> Result<bool, StoreError> {
    let set = (
        topic::name.eq(to_json(&input.name)?),
        topic::tone.eq(input.tone.code()),
        topic::position.eq(input.position),
    );
    let changed = if new {
        let key = (topic::event_id.eq(event.0), topic::id.eq(id.0));
        diesel::insert_into(topic::table).values((key, set)).execute(conn).await?
    } else {
        diesel::update(topic::table.find((event.0, id.0))).set(set).execute(conn).await?
    };
    Ok(changed == 1)
}

/// As [`room_save`].
pub(crate) async fn speaker_save(
    conn: &mut Conn,
    event: EventId,
    id: SpeakerId,
    input: &SpeakerInput,
    new: bool,
) -> Result<bool, StoreError> {
    let set = (
        speaker::name.eq(to_json(&input.name)?),
        speaker::position.eq(to_json(&input.position)?),
        speaker::about.eq(to_json(&input.about)?),
    );
    let changed = if new {
        let key = (speaker::event_id.eq(event.0), speaker::id.eq(id.0));
        diesel::insert_into(speaker::table).values((key, set)).execute(conn).await?
    } else {
        diesel::update(speaker::table.find((event.0, id.0))).set(set).execute(conn).await?
    };
    Ok(changed == 1)
}

/// What a removed room, topic or speaker was called; a foreign key refuses while sessions refer to it.
pub(crate) async fn room_delete(conn: &mut Conn, event: EventId, id: RoomId) -> QueryResult<Value> {
    diesel::delete(room::table.find((event.0, id.0))).returning(room::name).get_result(conn).await
}

pub(crate) async fn topic_delete(conn: &mut Conn, event: EventId, id: TopicId) -> QueryResult<Value> {
    diesel::delete(topic::table.find((event.0, id.0))).returning(topic::name).get_result(conn).await
}

pub(crate) async fn speaker_delete(conn: &mut Conn, event: EventId, id: SpeakerId) -> QueryResult<Value> {
    diesel::delete(speaker::table.find((event.0, id.0))).returning(speaker::name).get_result(conn).await
}
