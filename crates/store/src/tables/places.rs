//! The one way to a place, at the event, of a type, in a session or of an option: the only file that touches the table `place`.
//!
//! A place is a row, and the limit is the number of rows, so that nothing can be oversold whatever the code around
//! it does. Claiming takes the first free row that nobody else is taking at this moment (SKIP LOCKED), so that many
//! can claim at once. Only when there is none does it wait for those who are: one of them may still give up.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::place;
use crate::statement::Statement;
use crate::tables::tally::{Scarce, tally_places};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::Event;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::registration::{Claimed, Pool, TypeCode};
use uuid::Uuid;

/// Takes the first free place that nobody else is taking, or waits for whoever is.
const fn claim(skip: &'static str, pool: Uuid, event: EventId, registration: RegistrationId) -> Statement<3> {
    Statement {
        first: "WITH free AS MATERIALIZED (SELECT id FROM place WHERE pool_id = ",
        rest: [
            (pool, " AND event_id = "),
            (event.0, skip),
            (registration.0, " FROM free WHERE place.id = free.id"),
        ],
    }
}

const SKIP: &str = " AND registration_id IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE place SET registration_id = ";
const WAIT: &str = " AND registration_id IS NULL ORDER BY id LIMIT 1 FOR UPDATE)
    UPDATE place SET registration_id = ";

/// Claims a place of each of these pools that nobody else is taking at this moment, without waiting for those who
/// are; all of them or none.
///
/// Whoever is going to ask for the lock of the queue asks this first, and [`place_claim`] only while holding it:
/// to wait for a row leaves a lock on it, even if it turns out to be somebody else's place, and that somebody may be
/// holding the queue to give the place back. This leaves none.
pub(crate) async fn place_claim_at_once(
    conn: &mut Conn,
    event: EventId,
    pools: &[Pool],
    registration: RegistrationId,
) -> QueryResult<Claimed> {
    let pools: Vec<Uuid> = pools.iter().map(|pool| pool.id(event)).collect();
    let claim = diesel::select(sql::place_claim_at_once(event.0, pools, registration.0));
    let got: bool = claim.get_result(conn).await?;
    Ok(if got { Claimed::Got } else { Claimed::NoneLeft })
}

mod sql {
    use diesel::sql_types::{Array, Uuid};

    diesel::define_sql_function! {
        fn place_claim_at_once(event: Uuid, pools: Array<Uuid>, registration: Uuid) -> Bool;
    }
}

/// Claims one place of a pool. The registration's row must be there already.
pub(crate) async fn place_claim(
    conn: &mut Conn,
    event: EventId,
    pool: Pool,
    registration: RegistrationId,
) -> QueryResult<Claimed> {
    for skip in [SKIP, WAIT] {
        if claim(skip, pool.id(event), event, registration).execute(conn).await? > 0 {
            return Ok(Claimed::Got);
        }
    }
    Ok(Claimed::NoneLeft)
}

/// The limit of a type, if it has one, and then the event: always in this order, so that nobody waits in a circle.
pub(crate) fn entry_pools(event: &Event, kind: &TypeCode) -> Vec<Pool> {
    let limited = event.representation_type(kind).filter(|kind| kind.limit.is_some());
    limited.map(|kind| Pool::Type(kind.id)).into_iter().chain([Pool::Event]).collect()
}

/// As [`entry_claim`], without waiting; see [`place_claim_at_once`].
pub(crate) async fn entry_claim_at_once(
    conn: &mut Conn,
    event: &Event,
    kind: &TypeCode,
    registration: RegistrationId,
) -> QueryResult<Claimed> {
    place_claim_at_once(conn, event.id, &entry_pools(event, kind), registration).await
}

/// Claims what somebody of this type needs to come: a place of the type, if that is limited, and one of the event.
/// All of it or nothing; over the limit of the pools of which an organiser has said so.
pub(crate) async fn entry_claim(
    conn: &mut Conn,
    (event, kind): (&Event, &TypeCode),
    registration: RegistrationId,
    over_limit: &[Pool],
) -> QueryResult<Claimed> {
    let pools = entry_pools(event, kind);
    for pool in &pools {
        if place_claim(conn, event.id, *pool, registration).await? == Claimed::NoneLeft {
            if over_limit.contains(pool) {
                place_add_over_limit(conn, event.id, *pool, registration).await?;
                continue;
            }
            for taken in pools.iter().take_while(|taken| *taken != pool) {
                place_free(conn, event.id, *taken, registration).await?;
            }
            return Ok(Claimed::NoneLeft);
        }
    }
    Ok(Claimed::Got)
}

async fn place_add_over_limit(
    conn: &mut Conn,
    event: EventId,
    pool: Pool,
    registration: RegistrationId,
) -> QueryResult<usize> {
    let type_id = if let Pool::Type(id) = pool { Some(id.0) } else { None };
    diesel::insert_into(place::table)
        .values((
            place::event_id.eq(event.0),
            place::type_id.eq(type_id),
            place::registration_id.eq(registration.0),
            place::extra.eq(true),
        ))
        .execute(conn)
        .await
}

/// The pools of which somebody has a place over the limit.
pub(crate) async fn entry_over_limit(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Vec<Pool>> {
    let types: Vec<Option<Uuid>> = place::table
        .filter(place::event_id.eq(event.0))
        .filter(place::registration_id.eq(registration.0))
        .filter(place::extra)
        .select(place::type_id)
        .load(conn)
        .await?;
    Ok(types.into_iter().map(|id| id.map_or(Pool::Event, |id| Pool::Type(id.into()))).collect())
}

/// Gives back what [`entry_claim`] took; whether the place can be given on.
pub(crate) async fn entry_free(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<bool> {
    let mine = place::table
        .filter(place::event_id.eq(event.0))
        .filter(place::registration_id.eq(registration.0))
        .filter(place::session_id.is_null())
        .filter(place::option_id.is_null());
    diesel::delete(mine.filter(place::extra)).execute(conn).await?;
    let freed = diesel::update(mine).set(place::registration_id.eq(None::<Uuid>)).execute(conn).await?;
    Ok(freed > 0)
}

/// Gives back one place; how many there were to give back (none or one).
pub(crate) async fn place_free(
    conn: &mut Conn,
    event: EventId,
    pool: Pool,
    registration: RegistrationId,
) -> QueryResult<usize> {
    let mine = place::table
        .filter(place::event_id.eq(event.0))
        .filter(place::pool_id.eq(pool.id(event)))
        .filter(place::registration_id.eq(registration.0));
    diesel::update(mine).set(place::registration_id.eq(None::<Uuid>)).execute(conn).await
}

/// Gives back seats and options; the sessions in the order of their ids, which is the order of locking.
pub(crate) async fn seats_free_all(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Vec<SessionId>> {
    let mine =
        place::table.filter(place::event_id.eq(event.0)).filter(place::registration_id.eq(registration.0));
    let freed: Vec<Option<Uuid>> = diesel::update(mine)
        .set(place::registration_id.eq(None::<Uuid>))
        .returning(place::session_id)
        .get_results(conn)
        .await?;
    let mut seats: Vec<SessionId> = freed.into_iter().flatten().map(SessionId::from).collect();
    seats.sort_unstable();
    Ok(seats)
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
    pool: Pool,
    to: i32,
) -> Result<Result<(), MoreTaken>, StoreError> {
    let (total, _) = places_count(conn, event, pool).await?;
    let surplus = total - i64::from(to);
    if surplus < 0 {
        places_add(conn, event, pool, -surplus).await?;
    } else if surplus > 0 && places_remove(conn, event, pool, surplus).await? < surplus {
        let (_, taken) = places_count(conn, event, pool).await?;
        return Ok(Err(MoreTaken { taken: i32::try_from(taken).unwrap_or(i32::MAX) }));
    }
    Ok(Ok(()))
}

/// The pool has no limit any more: its places, free or taken, are gone.
pub(crate) async fn places_forget(conn: &mut Conn, event: EventId, pool: Pool) -> QueryResult<usize> {
    let all = place::table.filter(place::event_id.eq(event.0)).filter(place::pool_id.eq(pool.id(event)));
    diesel::delete(all).execute(conn).await
}

async fn places_add(conn: &mut Conn, event: EventId, pool: Pool, count: i64) -> QueryResult<usize> {
    let id = Some(pool.id(event));
    let (session, kind, option) = match pool {
        Pool::Event => (None, None, None),
        Pool::Session(_) => (id, None, None),
        Pool::Type(_) => (None, id, None),
        Pool::Option(_) => (None, None, id),
    };
    diesel::sql_query(
        "INSERT INTO place (event_id, session_id, type_id, option_id)
        SELECT $1, $2, $3, $4 FROM generate_series(1, $5)",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Nullable<SqlUuid>, _>(session)
    .bind::<Nullable<SqlUuid>, _>(kind)
    .bind::<Nullable<SqlUuid>, _>(option)
    .bind::<BigInt, _>(count)
    .execute(conn)
    .await
}

/// Waits for whoever is claiming one of them; the last made go first. The caller rolls back if too few went.
async fn places_remove(conn: &mut Conn, event: EventId, pool: Pool, count: i64) -> Result<i64, StoreError> {
    let removed = diesel::sql_query(
        "WITH free AS MATERIALIZED (
            SELECT id FROM place WHERE event_id = $1 AND pool_id = $2 AND registration_id IS NULL
            ORDER BY id DESC LIMIT $3 FOR UPDATE)
        DELETE FROM place USING free WHERE place.id = free.id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(pool.id(event))
    .bind::<BigInt, _>(count)
    .execute(conn)
    .await?;
    Ok(i64::try_from(removed).unwrap_or(i64::MAX))
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = BigInt)]
    taken: i64,
}

/// The limit, and how many places are taken: more than the limit where organisers went over it.
pub(crate) async fn places_count(conn: &mut Conn, event: EventId, pool: Pool) -> QueryResult<(i64, i64)> {
    let row: CountRow = diesel::sql_query(
        "SELECT count(*) FILTER (WHERE NOT extra) AS total, count(registration_id) AS taken
        FROM place WHERE event_id = $1 AND pool_id = $2",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(pool.id(event))
    .get_result(conn)
    .await?;
    Ok((row.total, row.taken))
}

/// Rows of the sessions of an event: session, seats, how many are taken.
pub(crate) async fn seats_count(conn: &mut Conn, event: EventId) -> QueryResult<Vec<(SessionId, i64, i64)>> {
    let seats = tally_places(conn, event, Scarce::Session).await?;
    Ok(seats.into_iter().map(|(id, (total, taken))| (id.into(), total, taken)).collect())
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
