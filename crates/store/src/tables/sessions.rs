//! Sessions of the draft; what they refer to is in [`super::session_refs`].

use crate::columns::{Clock, Day, code, from_json, local_text, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::session;
use crate::tables::places::seats_count;
use crate::tables::session_refs::{refs_all, refs_save};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{Openness, Session, SessionInput, SessionKind, Slot};
use plenary_domain::ids::{EventId, RoomId, SessionId};
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
    external_id: Option<String>,
    kind: String,
    title: Value,
    summary: Value,
    description: Value,
    day: Option<Day>,
    starts: Option<Clock>,
    minutes: Option<i32>,
    room_id: Option<Uuid>,
    place: Value,
    openness: String,
    floor_languages: Vec<String>,
    interpretation: Vec<String>,
    links: Value,
    sign_up: bool,
    expected: Option<i32>,
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
            external_id: self.external_id,
            kind: code("session", &self.kind, SessionKind::parse)?,
            title: text(self.title)?,
            summary: text(self.summary)?,
            description: text(self.description)?,
            slot,
            room: self.room_id.map(Into::into),
            place: text(self.place)?,
            openness: code("session", &self.openness, Openness::parse)?,
            floor_languages: self.floor_languages,
            interpretation: self.interpretation,
            links: from_json("session", self.links)?,
            seats: self.sign_up.then_some(0),
            expected: self.expected,
            cancelled: self.cancelled,
            ..Session::new(self.id.into(), self.number)
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
    let seats = seats_count(conn, event).await?;
    let mut found: HashMap<SessionId, (Session, i32)> = HashMap::with_capacity(rows.len());
    for row in rows {
        let version = row.version;
        let session = row.into_session()?;
        found.insert(session.id, (session, version));
    }
    refs_all(conn, event, &mut found).await?;
    for (id, total, _) in seats {
        if let Some((session, _)) = found.get_mut(&id) {
            session.seats = session.seats.map(|_| i32::try_from(total).unwrap_or(i32::MAX));
        }
    }
    Ok(found.into_values().collect())
}

/// What the form of a session writes.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = session, treat_none_as_null = true)]
struct InputRow {
    external_id: Option<String>,
    kind: String,
    title: Value,
    summary: Value,
    description: Value,
    day: Option<Day>,
    starts: Option<Clock>,
    minutes: Option<i32>,
    room_id: Option<Uuid>,
    place: Value,
    openness: String,
    floor_languages: Vec<String>,
    interpretation: Vec<String>,
    links: Value,
    sign_up: bool,
    expected: Option<i32>,
    cancelled: bool,
}

impl InputRow {
    fn new(input: &SessionInput) -> Result<Self, StoreError> {
        Ok(Self {
            external_id: input.external_id.clone(),
            kind: input.kind.code().to_owned(),
            title: to_json(&input.title)?,
            summary: to_json(&input.summary)?,
            description: to_json(&input.description)?,
            day: input.slot.map(|slot| slot.day.into()),
            starts: input.slot.map(|slot| slot.start.into()),
            minutes: input.slot.map(|slot| slot.minutes),
            room_id: input.room.map(Uuid::from),
            place: to_json(&input.place)?,
            openness: input.openness.code().to_owned(),
            floor_languages: input.floor_languages.clone(),
            interpretation: input.interpretation.clone(),
            links: to_json(&input.links)?,
            sign_up: input.seats.is_some(),
            expected: input.expected,
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
    refs_save(conn, event, id, input).await?;
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
    refs_save(conn, event, id, input).await?;
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
