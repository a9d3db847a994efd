//! How often something was done within a while, counted by all nodes together.
//!
//! Each count is a row of its own and a statement of its own, which does not wait for the disk: many who come from one
//! place on the network follow each other within microseconds, and a count that is lost with the machine hurts nobody.

use crate::columns::At;
use crate::connection::Conn;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};

#[derive(QueryableByName)]
pub(crate) struct Count {
    #[diesel(sql_type = Text)]
    pub(crate) key: String,
    /// This one included.
    #[diesel(sql_type = Integer)]
    pub(crate) failures: i32,
    /// When the count starts anew.
    #[diesel(sql_type = Timestamptz)]
    pub(crate) until: At,
}

/// Counts once more for each key, always in this order. The while begins with the first one.
pub(crate) async fn throttle_count(
    conn: &mut Conn,
    keys: &[&str],
    now: Timestamp,
    within: SignedDuration,
) -> QueryResult<Vec<Count>> {
    let until = now.saturating_add(within).unwrap_or(Timestamp::MAX);
    diesel::sql_query(
        "WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
        INSERT INTO throttle AS t (key, failures, until)
        SELECT wanted.key, 1, $3 FROM quick, unnest($1) WITH ORDINALITY AS wanted (key, place) ORDER BY wanted.place
        ON CONFLICT (key) DO UPDATE SET
            failures = CASE WHEN t.until <= $2 THEN 1 ELSE t.failures + 1 END,
            until = CASE WHEN t.until <= $2 THEN $3 ELSE t.until END
        RETURNING key, failures, until",
    )
    .bind::<Array<Text>, _>(keys)
    .bind::<Timestamptz, _>(At(now))
    .bind::<Timestamptz, _>(At(until))
    .load(conn)
    .await
}
