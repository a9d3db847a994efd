//! Sessions of the draft with their topics and speakers.

use crate::columns::{Clock, Day, code, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{session, session_speaker, session_topic};
use crate::tables::places::seats_count;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{
    Openness, Session, SessionInput, SessionKind, SessionSpeaker, Slot, SpeakerRole,
};
use plenary_domain::ids::{EventId, RoomId, SessionId, TopicId};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// The length of a session that has no time yet.
const DEFAULT_MINUTES: i32 = 60;

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = session, check_for_backend(diesel::pg::Pg))]
struct SessionRow {
    id: Uuid,
    number: i32,
    kind: String,
    title: Value,
    summary: Value,
    day: Option<Day>,
    starts: Option<Clock>,
    minutes: Option<i32>,
    room_id: Option<Uuid>,
    place: Value,
    openness: String,
    interpretation: Vec<String>,
    sign_up: bool,
    cancelled: bool,
    version: i32,
}

impl SessionRow {
    fn into_session(self) -> Result<Session, StoreError> {
        let text = |value| local_text("session", value);
        let slot = self.day.zip(self.starts).map(|(day, start)| Slot {
            day: day.into(),
            start: start.into(),
            minutes: self.minutes.unwrap_or(DEFAULT_MINUTES),
        });
        Ok(Session {
            id: self.id.into(),
            number: self.number,
            kind: code("session", &self.kind, SessionKind::parse)?,
            title: text(self.title)?,
            summary: text(self.summary)?,
            slot,
            room: self.room_id.map(Into::into),
            place: text(self.place)?,
            openness: code("session", &self.openness, Openness::parse)?,
            interpretation: self.interpretation,
            topics: Vec::new(),
            speakers: Vec::new(),
            seats: self.sign_up.then_some(0),
            cancelled: self.cancelled,
            sequence: 0,
            changed_at: None,
        })
    }
}

async fn rows(conn: &mut Conn, event: EventId) -> QueryResult<Vec<SessionRow>> {
    let all = session::table.filter(session::event_id.eq(event.0));
    all.select(SessionRow::as_select()).load(conn).await
}

/// All sessions of the draft without topics, speakers and seats: what they are called, when and where.
pub(crate) async fn sessions_plain(conn: &mut Conn, event: EventId) -> Result<Vec<Session>, StoreError> {
    rows(conn, event).await?.into_iter().map(SessionRow::into_session).collect()
}

/// Some of them, with their versions.
pub(crate) async fn sessions_some(
    conn: &mut Conn,
    event: EventId,
    ids: &[SessionId],
) -> Result<Vec<(Session, i32)>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let some = session::table.filter(session::event_id.eq(event.0)).filter(session::id.eq_any(ids));
    let rows: Vec<SessionRow> = some.select(SessionRow::as_select()).load(conn).await?;
    let with_version = |row: SessionRow| {
        let version = row.version;
        Ok((row.into_session()?, version))
    };
    rows.into_iter().map(with_version).collect()
}

/// All sessions of the draft with their versions, in four queries.
pub(crate) async fn sessions_all(conn: &mut Conn, event: EventId) -> Result<Vec<(Session, i32)>, StoreError> {
    let rows = rows(conn, event).await?;
    let topics: Vec<(Uuid, Uuid)> = session_topic::table
        .filter(session_topic::event_id.eq(event.0))
        .order(session_topic::position)
        .select((session_topic::session_id, session_topic::topic_id))
        .load(conn)
        .await?;
    let speakers: Vec<(Uuid, Uuid, String)> = session_speaker::table
        .filter(session_speaker::event_id.eq(event.0))
        .order(session_speaker::position)
        .select((session_speaker::session_id, session_speaker::speaker_id, session_speaker::role))
        .load(conn)
        .await?;
    let seats = seats_count(conn, event).await?;
    let mut found: HashMap<Uuid, (Session, i32)> = HashMap::new();
    for row in rows {
        let (id, version) = (row.id, row.version);
        found.insert(id, (row.into_session()?, version));
    }
    for (id, topic) in topics {
        if let Some((session, _)) = found.get_mut(&id) {
            session.topics.push(topic.into());
        }
    }
    for (id, speaker, role) in speakers {
        if let Some((session, _)) = found.get_mut(&id) {
            let role = code("session_speaker", &role, SpeakerRole::parse)?;
            session.speakers.push(SessionSpeaker { speaker: speaker.into(), role });
        }
    }
    for (id, total, _) in seats {
        if let Some((session, _)) = found.get_mut(&id.0) {
            session.seats = session.seats.map(|_| i32::try_from(total).unwrap_or(i32::MAX));
        }
    }
    Ok(found.into_values().collect())
}

/// What the form of a session writes.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = session, treat_none_as_null = true)]
struct InputRow {
    kind: String,
    title: Value,
    summary: Value,
    day: Option<Day>,
    starts: Option<Clock>,
    minutes: Option<i32>,
    room_id: Option<Uuid>,
    place: Value,
    openness: String,
    interpretation: Vec<String>,
    sign_up: bool,
    cancelled: bool,
}

impl InputRow {
    fn new(input: &SessionInput) -> Result<Self, StoreError> {
        Ok(Self {
            kind: input.kind.code().to_owned(),
            title: to_json(&input.title)?,
            summary: to_json(&input.summary)?,
            day: input.slot.map(|slot| slot.day.into()),
            starts: input.slot.map(|slot| slot.start.into()),
            minutes: input.slot.map(|slot| slot.minutes),
            room_id: input.room.map(Uuid::from),
            place: to_json(&input.place)?,
            openness: input.openness.code().to_owned(),
            interpretation: input.interpretation.clone(),
            sign_up: input.seats.is_some(),
            cancelled: input.cancelled,
        })
    }
}

pub(crate) async fn session_insert(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
    number: i32,
    input: &SessionInput,
) -> Result<(), StoreError> {
    let own = (session::event_id.eq(event.0), session::id.eq(id.0), session::number.eq(number));
    diesel::insert_into(session::table).values((own, InputRow::new(input)?)).execute(conn).await?;
    links_insert(conn, event, id, input).await?;
    Ok(())
}

/// Writes the session and counts the change; the caller has locked and compared the version.
pub(crate) async fn session_update(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
    input: &SessionInput,
) -> Result<(), StoreError> {
    diesel::update(session::table.find((event.0, id.0)))
        .set((InputRow::new(input)?, session::version.eq(session::version + 1)))
        .execute(conn)
        .await?;
    let topics = session_topic::table.filter(session_topic::event_id.eq(event.0));
    diesel::delete(topics.filter(session_topic::session_id.eq(id.0))).execute(conn).await?;
    let speakers = session_speaker::table.filter(session_speaker::event_id.eq(event.0));
    diesel::delete(speakers.filter(session_speaker::session_id.eq(id.0))).execute(conn).await?;
    links_insert(conn, event, id, input).await?;
    Ok(())
}

async fn links_insert(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
    input: &SessionInput,
) -> QueryResult<()> {
    let mut unique: Vec<TopicId> = Vec::new();
    for topic in &input.topics {
        if !unique.contains(topic) {
            unique.push(*topic);
        }
    }
    let topics: Vec<_> = unique
        .iter()
        .zip(0_i32..)
        .map(|(topic, position)| {
            (
                session_topic::event_id.eq(event.0),
                session_topic::session_id.eq(id.0),
                session_topic::topic_id.eq(topic.0),
                session_topic::position.eq(position),
            )
        })
        .collect();
    diesel::insert_into(session_topic::table).values(topics).execute(conn).await?;
    let speakers: Vec<_> = input
        .speakers
        .iter()
        .zip(0_i32..)
        .map(|(person, position)| {
            (
                session_speaker::event_id.eq(event.0),
                session_speaker::session_id.eq(id.0),
                session_speaker::speaker_id.eq(person.speaker.0),
                session_speaker::role.eq(person.role.code()),
                session_speaker::position.eq(position),
            )
        })
        .collect();
    // Somebody who is named twice keeps the first role.
    diesel::insert_into(session_speaker::table)
        .values(speakers)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn session_move(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
    slot: Option<Slot>,
    room: Option<RoomId>,
) -> QueryResult<usize> {
    diesel::update(session::table.find((event.0, id.0)))
        .set((
            session::day.eq(slot.map(|slot| Day(slot.day))),
            session::starts.eq(slot.map(|slot| Clock(slot.start))),
            session::minutes.eq(slot.map(|slot| slot.minutes)),
            session::room_id.eq(room.map(Uuid::from)),
            session::version.eq(session::version + 1),
        ))
        .execute(conn)
        .await
}

/// Version and title, for a comparison and for the audit trail. The event's row is locked already.
pub(crate) async fn session_version(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
) -> QueryResult<(i32, Value)> {
    session::table.find((event.0, id.0)).select((session::version, session::title)).first(conn).await
}

pub(crate) async fn session_delete(conn: &mut Conn, event: EventId, id: SessionId) -> QueryResult<usize> {
    diesel::delete(session::table.find((event.0, id.0))).execute(conn).await
}

/// Sessions of the draft that one signs up for.
pub(crate) async fn sessions_with_sign_up(mut conn: &Conn, event: EventId) -> QueryResult<Vec<SessionId>> {
    let ids: Vec<Uuid> = session::table
        .filter(session::event_id.eq(event.0))
        .filter(session::sign_up)
        .select(session::id)
        .load(&mut conn)
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}
