//! The lock of a queue: of the event's waiting list, or of one session's.
//!
//! Claiming a place takes no lock beyond the place itself. But whoever finds nothing and goes to the waiting list,
//! and whoever gives a place back and looks who is waiting, could miss each other: both would be right about what
//! they saw, and a place would stay free with somebody waiting for it. So both hold the lock of that queue until
//! they commit; those who only enter it share it with each other. It is taken in one order, the event's first and then the sessions' by id, and whoever touches a
//! queue of a session holds it, so that nobody waits in a circle.

use crate::connection::Conn;
use crate::statement::Statement;
use diesel::QueryResult;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::EventId;
use plenary_domain::registration::Pool;
use uuid::Uuid;

pub(crate) async fn queue_lock(conn: &mut Conn, event: EventId, pool: Pool) -> QueryResult<()> {
    lock("SELECT pg_advisory_xact_lock(hashtextextended(", pool.id(event)).execute(conn).await.map(|_| ())
}

/// For those who have nothing to give back: many of them may enter the queue at once, but nobody gives a place back
/// meanwhile, and whoever does so later sees all of them.
pub(crate) async fn queue_join(conn: &mut Conn, event: EventId, pool: Pool) -> QueryResult<()> {
    lock("SELECT pg_advisory_xact_lock_shared(hashtextextended(", pool.id(event))
        .execute(conn)
        .await
        .map(|_| ())
}

const fn lock(take: &'static str, pool: Uuid) -> Statement<1> {
    Statement { first: take, rest: [(pool, "::text, 7272))")] }
}
