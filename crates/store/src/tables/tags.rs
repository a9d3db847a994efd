//! Tags of registrations.

use crate::connection::Conn;
use crate::schema::registration_tag as tag;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{TAGS_AT_MOST, Tag};
use uuid::Uuid;

pub(crate) async fn tags_of(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Vec<String>> {
    tag::table
        .filter(tag::event_id.eq(event.0))
        .filter(tag::registration_id.eq(registration.0))
        .order(tag::tag)
        .select(tag::tag)
        .load(conn)
        .await
}

#[derive(QueryableByName)]
struct Who {
    #[diesel(sql_type = SqlUuid)]
    registration_id: Uuid,
}

/// Gives the tag to each of them who lacks it and has room for one more; who got it.
pub(crate) async fn tag_insert(
    conn: &mut Conn,
    event: EventId,
    ids: &[Uuid],
    word: &Tag,
) -> QueryResult<Vec<RegistrationId>> {
    let rows: Vec<Who> = diesel::sql_query(
        "INSERT INTO registration_tag (event_id, registration_id, tag)
        SELECT $1, who, $3 FROM unnest($2) AS who
        WHERE (SELECT count(*) FROM registration_tag t WHERE t.event_id = $1 AND t.registration_id = who) < $4
        ON CONFLICT DO NOTHING RETURNING registration_id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Text, _>(word.as_str())
    .bind::<BigInt, _>(TAGS_AT_MOST)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.registration_id.into()).collect())
}

/// How many of them have the tag.
pub(crate) async fn tag_count(conn: &mut Conn, event: EventId, ids: &[Uuid], word: &Tag) -> QueryResult<i64> {
    tag::table
        .filter(tag::event_id.eq(event.0))
        .filter(tag::registration_id.eq_any(ids))
        .filter(tag::tag.eq(word.as_str()))
        .count()
        .get_result(conn)
        .await
}

pub(crate) async fn tag_delete(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
    word: &Tag,
) -> QueryResult<usize> {
    diesel::delete(tag::table.find((event.0, registration.0, word.as_str()))).execute(conn).await
}
