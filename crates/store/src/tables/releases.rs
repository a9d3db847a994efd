//! Releases: rows that are written once and never changed.

use crate::columns::{At, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::agenda::Release;
use crate::schema::{event, release};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{AccountId, EventId};
use serde_json::Value;
use uuid::Uuid;

type Columns = (i32, String, At, Value, Value);

fn into_release((number, comment, released_at, snapshot, changes): Columns) -> Result<Release, StoreError> {
    Ok(Release {
        number,
        comment,
        released_at: released_at.into(),
        agenda: from_json("release", snapshot)?,
        changes: from_json("release", changes)?,
    })
}

pub(crate) async fn release_get(conn: &mut Conn, event: EventId, number: i32) -> Result<Release, StoreError> {
    let row: Columns = release::table
        .find((event.0, number))
        .select((
            release::number,
            release::comment,
            release::released_at,
            release::snapshot,
            release::changes,
        ))
        .first(conn)
        .await?;
    into_release(row)
}

/// The one that the public sees.
pub(crate) async fn release_current(mut conn: &Conn, event: EventId) -> Result<Option<Release>, StoreError> {
    let row: Option<Columns> =
        event::table
            .inner_join(release::table.on(
                release::event_id.eq(event::id).and(event::current_release.eq(release::number.nullable())),
            ))
            .filter(event::id.eq(event.0))
            .select((
                release::number,
                release::comment,
                release::released_at,
                release::snapshot,
                release::changes,
            ))
            .first(&mut conn)
            .await
            .optional()?;
    row.map(into_release).transpose()
}

pub(crate) async fn release_insert(
    conn: &mut Conn,
    event: EventId,
    (by, letters, quiet): (Option<AccountId>, i32, bool),
    release: &Release,
) -> Result<(), StoreError> {
    diesel::insert_into(release::table)
        .values((
            release::event_id.eq(event.0),
            release::number.eq(release.number),
            release::comment.eq(&release.comment),
            release::snapshot.eq(to_json(&release.agenda)?),
            release::changes.eq(to_json(&release.changes)?),
            release::released_at.eq(At(release.released_at)),
            release::released_by.eq(by.map(Uuid::from)),
            release::letters.eq(letters),
            release::quiet.eq(quiet),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
