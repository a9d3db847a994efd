//! The draft agenda: rooms and topics by themselves, and all of it in a fixed number of queries.

use crate::columns::{Clock, code, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::agenda::DraftAgenda;
use crate::schema::{room, topic};
use crate::tables::documents::documents_all;
use crate::tables::events::event_draft_version;
use crate::tables::items::items_load;
use crate::tables::sessions::{sessions_all, sessions_plain};
use crate::tables::speakers::speakers_all;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{Agenda, Room, RoomInput, Symbol, Tone, Topic, TopicInput};
use plenary_domain::ids::{EventId, RoomId, TopicId};
use serde_json::Value;
use uuid::Uuid;

pub(crate) async fn draft_load(conn: &mut Conn, event: EventId) -> Result<DraftAgenda, StoreError> {
    let (draft_version, rules) = event_draft_version(conn, event).await?;
    let rooms = rooms_all(conn, event).await?;
    let topics = topics_all(conn, event).await?;
    let (speakers, people) = speakers_all(conn, event).await?.into_iter().unzip();
    let items = items_load(conn, event).await?;
    let documents = documents_all(conn, event).await?;
    let found = sessions_all(conn, event).await?;
    let versions = found.iter().map(|(session, version)| (session.id, *version)).collect();
    let sessions = found.into_iter().map(|(session, _)| session).collect();
    let mut agenda = Agenda { rooms, topics, speakers, sessions, items, documents, ..Agenda::default() };
    agenda.sort();
    Ok(DraftAgenda { agenda, versions, people, draft_version, rules })
}

/// Sessions and rooms alone: what a session is called, when and where.
pub(crate) async fn timetable_load(conn: &mut Conn, event: EventId) -> Result<Agenda, StoreError> {
    let (rooms, sessions) = (rooms_all(conn, event).await?, sessions_plain(conn, event).await?);
    let mut agenda = Agenda { rooms, sessions, ..Agenda::default() };
    agenda.sort();
    Ok(agenda)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = room, check_for_backend(diesel::pg::Pg))]
struct RoomRow {
    id: Uuid,
    name: Value,
    note: Value,
    capacity: Option<i32>,
    opens: Option<Clock>,
    closes: Option<Clock>,
    booths: Option<i32>,
    external_id: Option<String>,
    position: i32,
}

async fn rooms_all(conn: &mut Conn, event: EventId) -> Result<Vec<Room>, StoreError> {
    let query = room::table.filter(room::event_id.eq(event.0)).order((room::position, room::id));
    let rows: Vec<RoomRow> = query.select(RoomRow::as_select()).load(conn).await?;
    let room = |row: RoomRow| {
        Ok(Room {
            id: row.id.into(),
            name: local_text("room", row.name)?,
            note: local_text("room", row.note)?,
            capacity: row.capacity,
            hours: row.opens.map(Into::into).zip(row.closes.map(Into::into)),
            booths: row.booths,
            external_id: row.external_id,
            position: row.position,
        })
    };
    rows.into_iter().map(room).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = topic, check_for_backend(diesel::pg::Pg))]
struct TopicRow {
    id: Uuid,
    name: Value,
    full_title: Value,
    symbol: Option<String>,
    code: Option<String>,
    tone: String,
    position: i32,
}

pub(crate) async fn topics_all(conn: &mut Conn, event: EventId) -> Result<Vec<Topic>, StoreError> {
    let query = topic::table.filter(topic::event_id.eq(event.0)).order((topic::position, topic::id));
    let rows: Vec<TopicRow> = query.select(TopicRow::as_select()).load(conn).await?;
    let topic = |row: TopicRow| {
        Ok(Topic {
            id: row.id.into(),
            name: local_text("topic", row.name)?,
            full_title: local_text("topic", row.full_title)?,
            symbol: symbol("topic", row.symbol)?,
            code: row.code,
            tone: code("topic", &row.tone, Tone::parse)?,
            position: row.position,
        })
    };
    rows.into_iter().map(topic).collect()
}

/// A document symbol out of a text column.
pub(crate) fn symbol(table: &'static str, raw: Option<String>) -> Result<Option<Symbol>, StoreError> {
    raw.map(|raw| code(table, &raw, Symbol::parse)).transpose()
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
        room::opens.eq(input.hours.map(|(opens, _)| Clock(opens))),
        room::closes.eq(input.hours.map(|(_, closes)| Clock(closes))),
        room::booths.eq(input.booths),
        room::external_id.eq(input.external_id.as_deref()),
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
        topic::full_title.eq(to_json(&input.full_title)?),
        topic::symbol.eq(input.symbol.as_ref().map(Symbol::as_str)),
        topic::code.eq(input.code.as_deref()),
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

/// What a removed room or topic was called; a foreign key refuses while sessions refer to it.
pub(crate) async fn room_delete(conn: &mut Conn, event: EventId, id: RoomId) -> QueryResult<Value> {
    diesel::delete(room::table.find((event.0, id.0))).returning(room::name).get_result(conn).await
}

pub(crate) async fn topic_delete(conn: &mut Conn, event: EventId, id: TopicId) -> QueryResult<Value> {
    diesel::delete(topic::table.find((event.0, id.0))).returning(topic::name).get_result(conn).await
}
