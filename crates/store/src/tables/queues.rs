//! The lock of a queue: of the event's waiting list, or of one session's.
//!
//! Claiming a place takes no lock beyond the place itself. But whoever finds nothing and goes to the waiting list,
//! and whoever gives a place back and looks who is waiting, could miss each other: both would be right about what
//! they saw, and a place would stay free with somebody waiting for it. So both hold the lock of that queue until
//! they commit. It is taken in one order, the event's first and then the sessions' by id, and whoever touches a
//! queue of a session holds it, so that nobody waits in a circle.

use crate::connection::Conn;
use diesel::QueryResult;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::EventId;
use plenary_domain::registration::Pool;

pub(crate) async fn queue_lock(conn: &mut Conn, event: EventId, pool: Pool) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7272))")
        .bind::<diesel::sql_types::Text, _>(pool.id(event).to_string())
        .execute(conn)
        .await
        .map(|_| ())
}
