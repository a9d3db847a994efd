//! Chosen sessions of people with or without a registration.

use crate::columns::At;
use crate::connection::Conn;
use crate::schema::{event, my_agenda as mine, site_secret};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::ids::{EventId, MyAgendaId, RegistrationId};
use uuid::Uuid;

/// How long agendas without a registration outlive their event.
const OUTLIVES: SignedDuration = SignedDuration::from_hours(24 * 92);

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mine, check_for_backend(diesel::pg::Pg))]
pub(crate) struct MyAgendaData {
    pub(crate) id: Uuid,
    pub(crate) registration_id: Option<Uuid>,
    pub(crate) token: Option<String>,
    pub(crate) stars: Vec<i32>,
}

pub(crate) async fn my_agenda_get(
    conn: &mut Conn,
    event: EventId,
    id: MyAgendaId,
) -> QueryResult<MyAgendaData> {
    mine::table.find((event.0, id.0)).select(MyAgendaData::as_select()).first(conn).await
}

pub(crate) async fn my_agenda_get_locked(
    conn: &mut Conn,
    event: EventId,
    id: MyAgendaId,
) -> QueryResult<MyAgendaData> {
    mine::table.find((event.0, id.0)).select(MyAgendaData::as_select()).for_update().first(conn).await
}

pub(crate) async fn my_agenda_by_token(
    conn: &mut Conn,
    event: EventId,
    token: &str,
) -> QueryResult<MyAgendaData> {
    let rows = mine::table.filter(mine::event_id.eq(event.0)).filter(mine::token.eq(token));
    rows.select(MyAgendaData::as_select()).first(conn).await
}

pub(crate) async fn my_agenda_of_registration(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Option<MyAgendaData>> {
    let rows = mine::table.filter(mine::event_id.eq(event.0));
    let rows = rows.filter(mine::registration_id.eq(registration.0));
    rows.select(MyAgendaData::as_select()).for_update().first(conn).await.optional()
}

/// False when the registration has one already.
pub(crate) async fn my_agenda_insert(
    conn: &mut Conn,
    event: EventId,
    row: MyAgendaData,
    now: Timestamp,
) -> QueryResult<bool> {
    let inserted = diesel::insert_into(mine::table)
        .values((
            mine::event_id.eq(event.0),
            mine::id.eq(row.id),
            mine::registration_id.eq(row.registration_id),
            mine::token.eq(row.token),
            mine::stars.eq(row.stars),
            mine::changed_at.eq(At(now)),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(inserted == 1)
}

/// Stars and address, as they are in `row`.
pub(crate) async fn my_agenda_update(
    conn: &mut Conn,
    event: EventId,
    row: &MyAgendaData,
    now: Timestamp,
) -> QueryResult<usize> {
    diesel::update(mine::table.find((event.0, row.id)))
        .set((mine::stars.eq(&row.stars), mine::token.eq(&row.token), mine::changed_at.eq(At(now))))
        .execute(conn)
        .await
}

/// Takes away what belongs to no registration when its event is long over.
pub(crate) async fn my_agendas_sweep(conn: &mut Conn, now: Timestamp) -> QueryResult<usize> {
    let before = now.saturating_sub(OUTLIVES).unwrap_or(Timestamp::MIN);
    let day = before.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let over = event::table.filter(event::ends_on.lt(crate::columns::Day(day))).select(event::id);
    let rows = mine::table.filter(mine::registration_id.is_null()).filter(mine::event_id.eq_any(over));
    diesel::delete(rows).execute(conn).await
}

/// What agendas in cookies are signed with.
pub(crate) async fn my_agenda_secret(conn: &mut Conn) -> QueryResult<Vec<u8>> {
    site_secret::table.find("my-agenda").select(site_secret::secret).first(conn).await
}
