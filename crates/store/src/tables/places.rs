//! The one way to a place, at the event or in a session: the only file that touches the table `place`.
//!
//! A place is a row, and the limit is the number of rows, so that nothing can be oversold whatever the code around
//! it does. Claiming takes the first free row that nobody else is taking at this moment (SKIP LOCKED), so that many
//! can claim at once. Only when there is none does it wait for those who are: one of them may still give up.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::place;
use crate::tables::tally::tally_of;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::registration::Claimed;
use uuid::Uuid;

const CLAIM_EVENT: &str = "WITH free AS MATERIALIZED (
        SELECT id FROM place WHERE event_id = $1 AND session_id IS NULL AND registration_id IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE place SET registration_id = $3 FROM free WHERE place.id = free.id AND $2 IS NULL";
const CLAIM_EVENT_PATIENT: &str = "WITH free AS MATERIALIZED (
        SELECT id FROM place WHERE event_id = $1 AND session_id IS NULL AND registration_id IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE)
    UPDATE place SET registration_id = $3 FROM free WHERE place.id = free.id AND $2 IS NULL";
const CLAIM_SEAT: &str = "WITH free AS MATERIALIZED (
        SELECT id FROM place WHERE event_id = $1 AND session_id = $2 AND registration_id IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE place SET registration_id = $3 FROM free WHERE place.id = free.id";
const CLAIM_SEAT_PATIENT: &str = "WITH free AS MATERIALIZED (
        SELECT id FROM place WHERE event_id = $1 AND session_id = $2 AND registration_id IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE)
    UPDATE place SET registration_id = $3 FROM free WHERE place.id = free.id";

/// Claims a place that nobody else is taking at this moment, without waiting for those who are.
///
/// Whoever is going to ask for the lock of the queue asks this first, and [`place_claim`] only while holding it:
/// to wait for a row leaves a lock on it, even if it turns out to be somebody else's place, and that somebody may be
/// holding the queue to give the place back. This leaves none.
pub(crate) async fn place_claim_at_once(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
    registration: RegistrationId,
) -> QueryResult<Claimed> {
    let got = diesel::sql_query("SELECT place_claim_at_once($1, $2, $3) AS got")
        .bind::<SqlUuid, _>(event.0)
        .bind::<Nullable<SqlUuid>, _>(session.map(Uuid::from))
        .bind::<SqlUuid, _>(registration.0)
        .get_result::<Answer>(conn)
        .await?
        .got;
    Ok(if got { Claimed::Got } else { Claimed::NoneLeft })
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    got: bool,
}

/// Claims a place at the event (`session` is none) or a seat. The registration's row must be there already.
pub(crate) async fn place_claim(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
    registration: RegistrationId,
) -> QueryResult<Claimed> {
    let tries =
        if session.is_some() { [CLAIM_SEAT, CLAIM_SEAT_PATIENT] } else { [CLAIM_EVENT, CLAIM_EVENT_PATIENT] };
    for sql in tries {
        let claimed = diesel::sql_query(sql)
            .bind::<SqlUuid, _>(event.0)
            .bind::<Nullable<SqlUuid>, _>(session.map(Uuid::from))
            .bind::<SqlUuid, _>(registration.0)
            .execute(conn)
            .await?;
        if claimed > 0 {
            return Ok(Claimed::Got);
        }
    }
    Ok(Claimed::NoneLeft)
}

/// Gives back the place or one seat; how many there were to give back (none or one).
pub(crate) async fn place_free(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
    registration: RegistrationId,
) -> QueryResult<usize> {
    let mine =
        place::table.filter(place::event_id.eq(event.0)).filter(place::registration_id.eq(registration.0));
    let none = place::registration_id.eq(None::<Uuid>);
    match session {
        Some(session) => {
            diesel::update(mine.filter(place::session_id.eq(session.0))).set(none).execute(conn).await
        }
        None => diesel::update(mine.filter(place::session_id.is_null())).set(none).execute(conn).await,
    }
}

/// What a registration has given back.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Freed {
    pub(crate) place: bool,
    /// In the order of their ids, which is the order of locking.
    pub(crate) seats: Vec<SessionId>,
}

/// Gives back everything that a registration has.
pub(crate) async fn place_free_all(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Freed> {
    let mine =
        place::table.filter(place::event_id.eq(event.0)).filter(place::registration_id.eq(registration.0));
    let freed: Vec<Option<Uuid>> = diesel::update(mine)
        .set(place::registration_id.eq(None::<Uuid>))
        .returning(place::session_id)
        .get_results(conn)
        .await?;
    let mut seats: Vec<SessionId> = freed.iter().filter_map(|id| id.map(SessionId::from)).collect();
    seats.sort_unstable();
    Ok(Freed { place: freed.contains(&None), seats })
}

/// More are taken than should remain.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MoreTaken {
    pub(crate) taken: i32,
}

/// Makes the number of places `to`. Only free places are taken away; the caller holds the lock of the queue.
pub(crate) async fn places_resize(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
    to: i32,
) -> Result<Result<(), MoreTaken>, StoreError> {
    let (total, _) = places_count(conn, event, session).await?;
    let surplus = total - i64::from(to);
    if surplus < 0 {
        places_add(conn, event, session, -surplus).await?;
    } else if surplus > 0 && places_remove(conn, event, session, surplus).await? < surplus {
        let (_, taken) = places_count(conn, event, session).await?;
        return Ok(Err(MoreTaken { taken: i32::try_from(taken).unwrap_or(i32::MAX) }));
    }
    Ok(Ok(()))
}

async fn places_add(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
    count: i64,
) -> QueryResult<usize> {
    diesel::sql_query("INSERT INTO place (event_id, session_id) SELECT $1, $2 FROM generate_series(1, $3)")
        .bind::<SqlUuid, _>(event.0)
        .bind::<Nullable<SqlUuid>, _>(session.map(Uuid::from))
        .bind::<BigInt, _>(count)
        .execute(conn)
        .await
}

/// Waits for whoever is claiming one of them; the last made go first. The caller rolls back if too few went.
async fn places_remove(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
    count: i64,
) -> Result<i64, StoreError> {
    let removed = diesel::sql_query(
        "WITH free AS MATERIALIZED (
            SELECT id FROM place
            WHERE event_id = $1 AND session_id IS NOT DISTINCT FROM $2 AND registration_id IS NULL
            ORDER BY id DESC LIMIT $3 FOR UPDATE)
        DELETE FROM place USING free WHERE place.id = free.id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Nullable<SqlUuid>, _>(session.map(Uuid::from))
    .bind::<BigInt, _>(count)
    .execute(conn)
    .await?;
    Ok(i64::try_from(removed).unwrap_or(i64::MAX))
}

/// Places and how many of them are taken.
pub(crate) async fn places_count(
    conn: &mut Conn,
    event: EventId,
    session: Option<SessionId>,
) -> QueryResult<(i64, i64)> {
    Ok(tally_of(conn, event).await?.places(session))
}

/// Rows of the sessions of an event: session, seats, how many are taken.
pub(crate) async fn seats_count(conn: &mut Conn, event: EventId) -> QueryResult<Vec<(SessionId, i64, i64)>> {
    let seats = tally_of(conn, event).await?.seats();
    Ok(seats.into_iter().map(|(id, (total, taken))| (id, total, taken)).collect())
}

/// Sessions in which each of these registrations has a seat.
pub(crate) async fn seats_of(
    conn: &mut Conn,
    event: EventId,
    registrations: &[Uuid],
) -> QueryResult<Vec<(RegistrationId, SessionId)>> {
    let rows: Vec<(Option<Uuid>, Option<Uuid>)> = place::table
        .filter(place::event_id.eq(event.0))
        .filter(place::registration_id.eq_any(registrations))
        .filter(place::session_id.is_not_null())
        .select((place::registration_id, place::session_id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(who, session)| Some((who?.into(), session?.into()))).collect())
}
