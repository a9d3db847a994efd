//! Edits of the timetable, kept so that they can be taken back. The caller holds the lock of the event.

use crate::columns::{At, Clock, Day, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{agenda_edit, agenda_edit_part};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::agenda::Slot;
use plenary_domain::ids::{EventId, RoomId, SessionId};
use plenary_domain::{Actor, LocalText};
use serde_json::Value;
use uuid::Uuid;

/// So many can be taken back; what is older is forgotten.
const KEPT: i64 = 100;

/// What an edit did to one session.
pub(crate) struct EditPart {
    pub(crate) session: SessionId,
    /// It was made by the edit.
    pub(crate) made: bool,
    /// From before.
    pub(crate) slot: Option<Slot>,
    pub(crate) room: Option<RoomId>,
    pub(crate) versions: (i32, i32),
}

/// The edit that can be taken back next.
#[derive(QueryableByName)]
pub(crate) struct LastRow {
    #[diesel(sql_type = BigInt)]
    pub(crate) number: i64,
    #[diesel(sql_type = Text)]
    pub(crate) kind: String,
    #[diesel(sql_type = Jsonb)]
    pub(crate) title: Value,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(crate) account_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    pub(crate) author: String,
    #[diesel(sql_type = Timestamptz)]
    pub(crate) done_at: At,
}

pub(crate) async fn edit_insert(
    conn: &mut Conn,
    event: EventId,
    (kind, title): (&str, &LocalText),
    (actor, now): (&Actor, Timestamp),
    parts: &[EditPart],
) -> Result<(), StoreError> {
    let account = actor.account();
    let number: i64 = diesel::insert_into(agenda_edit::table)
        .values((
            agenda_edit::event_id.eq(event.0),
            agenda_edit::kind.eq(kind),
            agenda_edit::title.eq(to_json(title)?),
            agenda_edit::account_id.eq(account.map(|account| account.id.0)),
            agenda_edit::author.eq(account.map_or("", |account| account.name.as_str())),
            agenda_edit::done_at.eq(At(now)),
        ))
        .returning(agenda_edit::number)
        .get_result(conn)
        .await?;
    let rows: Vec<_> = parts.iter().map(|part| columns(event, number, part)).collect();
    diesel::insert_into(agenda_edit_part::table).values(rows).execute(conn).await?;
    forget(conn, event).await?;
    Ok(())
}

type Key = (
    diesel::dsl::Eq<agenda_edit_part::event_id, Uuid>,
    diesel::dsl::Eq<agenda_edit_part::number, i64>,
    diesel::dsl::Eq<agenda_edit_part::session_id, Uuid>,
    diesel::dsl::Eq<agenda_edit_part::made, bool>,
);
type Before = (
    diesel::dsl::Eq<agenda_edit_part::day, Option<Day>>,
    diesel::dsl::Eq<agenda_edit_part::starts, Option<Clock>>,
    diesel::dsl::Eq<agenda_edit_part::minutes, Option<i32>>,
    diesel::dsl::Eq<agenda_edit_part::room_id, Option<Uuid>>,
);
type Versions = (
    diesel::dsl::Eq<agenda_edit_part::version_before, i32>,
    diesel::dsl::Eq<agenda_edit_part::version_after, i32>,
);

fn columns(event: EventId, number: i64, part: &EditPart) -> (Key, Before, Versions) {
    (
        (
            agenda_edit_part::event_id.eq(event.0),
            agenda_edit_part::number.eq(number),
            agenda_edit_part::session_id.eq(part.session.0),
            agenda_edit_part::made.eq(part.made),
        ),
        (
            agenda_edit_part::day.eq(part.slot.map(|slot| Day(slot.day))),
            agenda_edit_part::starts.eq(part.slot.map(|slot| Clock(slot.start))),
            agenda_edit_part::minutes.eq(part.slot.map(|slot| slot.minutes)),
            agenda_edit_part::room_id.eq(part.room.map(Uuid::from)),
        ),
        (
            agenda_edit_part::version_before.eq(part.versions.0),
            agenda_edit_part::version_after.eq(part.versions.1),
        ),
    )
}

async fn forget(conn: &mut Conn, event: EventId) -> QueryResult<usize> {
    diesel::sql_query(
        "DELETE FROM agenda_edit WHERE event_id = $1 AND number <=
            (SELECT number FROM agenda_edit WHERE event_id = $1 ORDER BY number DESC OFFSET $2 LIMIT 1)",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<BigInt, _>(KEPT)
    .execute(conn)
    .await
}

/// The last edit that was not taken back and whose sessions nobody has changed since.
pub(crate) async fn edit_last(conn: &mut Conn, event: EventId) -> QueryResult<Option<LastRow>> {
    diesel::sql_query(
        "SELECT number, kind, title, account_id, author, done_at FROM agenda_edit AS e
        WHERE event_id = $1 AND undone_at IS NULL AND NOT EXISTS (
            SELECT FROM agenda_edit_part AS p LEFT JOIN session AS s ON s.event_id = p.event_id AND s.id = p.session_id
            WHERE p.event_id = e.event_id AND p.number = e.number AND s.version IS DISTINCT FROM p.version_after)
        ORDER BY number DESC LIMIT 1",
    )
    .bind::<SqlUuid, _>(event.0)
    .get_result(conn)
    .await
    .optional()
}

type PartRow = (Uuid, bool, Option<Day>, Option<Clock>, Option<i32>, Option<Uuid>, i32, i32);

pub(crate) async fn edit_parts(conn: &mut Conn, event: EventId, number: i64) -> QueryResult<Vec<EditPart>> {
    let rows: Vec<PartRow> = agenda_edit_part::table
        .filter(agenda_edit_part::event_id.eq(event.0))
        .filter(agenda_edit_part::number.eq(number))
        .order(agenda_edit_part::session_id)
        .select((
            agenda_edit_part::session_id,
            agenda_edit_part::made,
            agenda_edit_part::day,
            agenda_edit_part::starts,
            agenda_edit_part::minutes,
            agenda_edit_part::room_id,
            agenda_edit_part::version_before,
            agenda_edit_part::version_after,
        ))
        .load(conn)
        .await?;
    let part = |(session, made, day, starts, minutes, room, before, after): PartRow| EditPart {
        session: session.into(),
        made,
        slot: day.zip(starts).zip(minutes).map(|((day, start), minutes)| Slot {
            day: day.into(),
            start: start.into(),
            minutes,
        }),
        room: room.map(Into::into),
        versions: (before, after),
    };
    Ok(rows.into_iter().map(part).collect())
}

pub(crate) async fn edit_undone(
    conn: &mut Conn,
    event: EventId,
    number: i64,
    now: Timestamp,
) -> QueryResult<usize> {
    let edit = agenda_edit::table.find((event.0, number));
    diesel::update(edit).set(agenda_edit::undone_at.eq(At(now))).execute(conn).await
}

/// A session is again as an earlier edit left it, with a new version: that edit can be taken back, too.
pub(crate) async fn edit_version_again(
    conn: &mut Conn,
    event: EventId,
    session: SessionId,
    (left_with, now): (i32, i32),
) -> QueryResult<usize> {
    let earlier = agenda_edit_part::table
        .filter(agenda_edit_part::event_id.eq(event.0))
        .filter(agenda_edit_part::session_id.eq(session.0))
        .filter(agenda_edit_part::version_after.eq(left_with));
    diesel::update(earlier).set(agenda_edit_part::version_after.eq(now)).execute(conn).await
}
