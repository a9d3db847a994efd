//! The waiting list of an event: registrations by their numbers in it. Callers hold the queue's lock.

use crate::connection::Conn;
use crate::schema::registration;
use crate::tables::registrations::RegistrationData;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::Status;
use uuid::Uuid;

/// The waiting list in its order: who, and with what number.
pub(crate) async fn waiting_list_locked(conn: &mut Conn, event: EventId) -> QueryResult<Vec<(Uuid, i64)>> {
    registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::status.eq(Status::Waitlisted.code()))
        .order(registration::waiting_number)
        .select((registration::id, registration::waiting_number.assume_not_null()))
        .for_no_key_update()
        .load(conn)
        .await
}

pub(crate) async fn waiting_number_set(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    number: i64,
) -> QueryResult<usize> {
    let target = registration::table.find((event.0, id.0));
    diesel::update(target).set(registration::waiting_number.eq(number)).execute(conn).await
}

/// The first of the waiting list who is not put aside and whose type is not among the full ones. Somebody who is being
/// changed at this moment is passed over, unless there is nobody else: then we wait.
pub(crate) async fn registration_next_waiting_locked(
    conn: &mut Conn,
    event: EventId,
    full: &[String],
) -> QueryResult<Option<RegistrationData>> {
    let first = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::status.eq(Status::Waitlisted.code()))
        .filter(diesel::dsl::not(registration::held))
        .filter(registration::representation_type.ne_all(full.to_vec()))
        .order(registration::waiting_number)
        .limit(1)
        .select(RegistrationData::as_select());
    match first.clone().for_no_key_update().skip_locked().first(conn).await.optional()? {
        Some(found) => Ok(Some(found)),
        None => first.for_no_key_update().first(conn).await.optional(),
    }
}
