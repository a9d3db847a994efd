//! Seats in sessions and the wishes of those who wait for one: everything that is not the place itself.
//!
//! Whoever changes the queue of a session holds its lock (see `queues.rs`); sessions are always taken in the order
//! of their ids.

use crate::connection::Conn;
use crate::schema::{seat_wish, session};
use crate::tables::places::{place_claim, place_claim_at_once, seats_of};
use crate::tables::queues::queue_lock;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::registration::Claimed;
use plenary_domain::registration::Pool;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Takes a seat in each of these sessions, or a place in its queue. A session that is no longer there, or that one
/// no longer signs up for, is passed over.
pub(crate) async fn seats_take(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
    sessions: &[SessionId],
) -> QueryResult<()> {
    for session in seats_in_order(sessions) {
        if place_claim_at_once(conn, event, &[Pool::Session(session)], registration).await? == Claimed::Got {
            continue;
        }
        queue_lock(conn, event, Pool::Session(session)).await?;
        if place_claim(conn, event, Pool::Session(session), registration).await? == Claimed::NoneLeft {
            wish_insert(conn, event, session, registration).await?;
        }
    }
    Ok(())
}

/// Each once, in the order of locking.
pub(crate) fn seats_in_order(sessions: &[SessionId]) -> BTreeSet<SessionId> {
    sessions.iter().copied().collect()
}

async fn wish_insert(
    conn: &mut Conn,
    event: EventId,
    session: SessionId,
    registration: RegistrationId,
) -> QueryResult<usize> {
    let wish = session::table
        .filter(session::event_id.eq(event.0))
        .filter(session::id.eq(session.0))
        .filter(session::sign_up)
        .select((session::event_id, session::id, registration.0.into_sql::<SqlUuid>()));
    diesel::insert_into(seat_wish::table)
        .values(wish)
        .into_columns((seat_wish::event_id, seat_wish::session_id, seat_wish::registration_id))
        .on_conflict_do_nothing()
        .execute(conn)
        .await
}

pub(crate) async fn wish_remove(
    conn: &mut Conn,
    event: EventId,
    session: SessionId,
    registration: RegistrationId,
) -> QueryResult<usize> {
    diesel::delete(seat_wish::table.find((event.0, session.0, registration.0))).execute(conn).await
}

/// The first who waits for a seat in this session.
pub(crate) async fn wish_first(
    conn: &mut Conn,
    event: EventId,
    session: SessionId,
) -> QueryResult<Option<RegistrationId>> {
    let first: Option<Uuid> = seat_wish::table
        .filter(seat_wish::event_id.eq(event.0))
        .filter(seat_wish::session_id.eq(session.0))
        .order(seat_wish::number)
        .select(seat_wish::registration_id)
        .first(conn)
        .await
        .optional()?;
    Ok(first.map(Into::into))
}

/// Sessions in which somebody has a seat or waits for one, in the order of locking.
pub(crate) async fn sessions_of(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Vec<SessionId>> {
    let mut found: Vec<SessionId> =
        seats_of(conn, event, &[registration.0]).await?.into_iter().map(|(_, session)| session).collect();
    let wishes: Vec<Uuid> = seat_wish::table
        .filter(seat_wish::event_id.eq(event.0))
        .filter(seat_wish::registration_id.eq(registration.0))
        .select(seat_wish::session_id)
        .load(conn)
        .await?;
    found.extend(wishes.into_iter().map(SessionId::from));
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// A wish and its place in the queue (1 is next).
pub(crate) struct Wish {
    pub(crate) registration: RegistrationId,
    pub(crate) session: SessionId,
    pub(crate) place: i64,
}

#[derive(QueryableByName)]
struct WishRow {
    #[diesel(sql_type = SqlUuid)]
    registration_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    session_id: Uuid,
    #[diesel(sql_type = BigInt)]
    place: i64,
}

pub(crate) async fn wishes_of(
    conn: &mut Conn,
    event: EventId,
    registrations: &[Uuid],
) -> QueryResult<Vec<Wish>> {
    let rows: Vec<WishRow> = diesel::sql_query(
        "SELECT registration_id, session_id, place FROM (
            SELECT registration_id, session_id, row_number() OVER (PARTITION BY session_id ORDER BY number) AS place
            FROM seat_wish WHERE event_id = $1) AS queue
        WHERE registration_id = ANY($2)",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<SqlUuid>, _>(registrations)
    .load(conn)
    .await?;
    let wish = |row: WishRow| Wish {
        registration: row.registration_id.into(),
        session: row.session_id.into(),
        place: row.place,
    };
    Ok(rows.into_iter().map(wish).collect())
}
