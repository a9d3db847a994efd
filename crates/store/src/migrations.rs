//! The migrations, embedded in the program, run at start under an advisory lock.
//!
//! Each runs in a transaction of its own. The harness blocks the thread that it runs on, which the multi-thread
//! runtime allows and a current-thread one answers with a panic. What only the program can make out of the rows, the
//! keys for searching, is filled in afterwards.

use crate::connection::{Conn, Connector};
use crate::error::StoreError;
use crate::tables::search::search_fill;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::sql_types::{Array, BigInt, Text};
use diesel_async::{AsyncMigrationHarness, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

pub(crate) const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

pub(crate) async fn run(connector: &Connector) -> Result<usize, StoreError> {
    let mut conn = connector.patient().await?;
    diesel::sql_query("SELECT pg_advisory_lock(72727201)").execute(&mut conn).await?;
    let mut harness = AsyncMigrationHarness::new(conn);
    let applied = harness
        .run_pending_migrations(MIGRATIONS)
        .map(|done| done.len())
        .map_err(|error| StoreError::Database(error.to_string()));
    let mut conn = harness.into_inner();
    let applied = applied?;
    search_fill(&mut conn).await?;
    // The lock ends with the connection, which is not used for anything else.
    drop(conn);
    Ok(applied)
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

pub(crate) async fn all_applied(conn: &mut Conn) -> Result<bool, StoreError> {
    let wanted: Vec<String> = MigrationSource::<Pg>::migrations(&MIGRATIONS)
        .map_err(|error| StoreError::Database(error.to_string()))?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let count = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    let query =
        diesel::sql_query("SELECT count(*) AS count FROM __diesel_schema_migrations WHERE version = ANY($1)");
    match query.bind::<Array<Text>, _>(wanted).get_result::<Applied>(conn).await.map_err(StoreError::from) {
        Ok(applied) => Ok(applied.count == count),
        // The table is made by the first migration.
        Err(StoreError::Database(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
