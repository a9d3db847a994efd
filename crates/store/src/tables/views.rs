//! Saved views of the list of registrations.

use crate::columns::At;
use crate::connection::Conn;
use crate::schema::saved_view as view;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::ids::{AccountId, EventId, ViewId};
use uuid::Uuid;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = view, check_for_backend(diesel::pg::Pg))]
pub(crate) struct ViewData {
    pub(crate) account_id: Uuid,
    pub(crate) name: String,
    pub(crate) shared: bool,
}

pub(crate) async fn view_get_locked(conn: &mut Conn, event: EventId, id: ViewId) -> QueryResult<ViewData> {
    view::table.find((event.0, id.0)).select(ViewData::as_select()).for_update().first(conn).await
}

/// How many this account has, and whether one other than `but` has this name.
pub(crate) async fn views_of(
    conn: &mut Conn,
    (event, account): (EventId, AccountId),
    (name, but): (&str, Option<ViewId>),
) -> QueryResult<(i64, bool)> {
    let mine: Vec<(Uuid, String)> = view::table
        .filter(view::event_id.eq(event.0))
        .filter(view::account_id.eq(account.0))
        .select((view::id, view::name))
        .load(conn)
        .await?;
    let same = |(id, other): &(Uuid, String)| {
        Some(*id) != but.map(|id| id.0) && other.to_lowercase() == name.to_lowercase()
    };
    Ok((i64::try_from(mine.len()).unwrap_or(i64::MAX), mine.iter().any(same)))
}

pub(crate) async fn view_insert(
    conn: &mut Conn,
    (event, account, id): (EventId, AccountId, ViewId),
    (name, query, shared): (&str, &str, bool),
    now: Timestamp,
) -> QueryResult<usize> {
    diesel::insert_into(view::table)
        .values((
            view::event_id.eq(event.0),
            view::id.eq(id.0),
            view::account_id.eq(account.0),
            view::name.eq(name),
            view::query.eq(query),
            view::shared.eq(shared),
            view::created_at.eq(At(now)),
        ))
        .execute(conn)
        .await
}

pub(crate) async fn view_update(
    conn: &mut Conn,
    event: EventId,
    id: ViewId,
    (name, shared): (&str, bool),
) -> QueryResult<usize> {
    let target = view::table.find((event.0, id.0));
    diesel::update(target).set((view::name.eq(name), view::shared.eq(shared))).execute(conn).await
}

pub(crate) async fn view_delete(conn: &mut Conn, event: EventId, id: ViewId) -> QueryResult<usize> {
    diesel::delete(view::table.find((event.0, id.0))).execute(conn).await
}
