//! Changes that wait for an organiser: at most one for each registration.

use crate::columns::{At, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::change_request;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::ids::{ChangeRequestId, EventId, RegistrationId};
use plenary_domain::registration::{ChangeRequest, RawAnswers};
use serde_json::Value;
use uuid::Uuid;

const PENDING: &str = "pending";

/// Writes a new one in the place of the one that waits.
pub(crate) async fn change_request_put(
    conn: &mut Conn,
    (event, registration): (EventId, RegistrationId),
    id: ChangeRequestId,
    (wanted, now): (&RawAnswers, Timestamp),
) -> Result<(), StoreError> {
    change_request_close(conn, event, registration, ("replaced", "", now)).await?;
    diesel::insert_into(change_request::table)
        .values((
            change_request::event_id.eq(event.0),
            change_request::id.eq(id.0),
            change_request::registration_id.eq(registration.0),
            change_request::wanted.eq(to_json(wanted)?),
            change_request::asked_at.eq(At(now)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends the one that waits, if there is one.
pub(crate) async fn change_request_close(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
    (state, reason, now): (&str, &str, Timestamp),
) -> QueryResult<usize> {
    let mine = change_request::table
        .filter(change_request::event_id.eq(event.0))
        .filter(change_request::registration_id.eq(registration.0))
        .filter(change_request::state.eq(PENDING));
    diesel::update(mine)
        .set((
            change_request::state.eq(state),
            change_request::reason.eq(reason),
            change_request::decided_at.eq(At(now)),
        ))
        .execute(conn)
        .await
}

/// The one that waits.
pub(crate) async fn change_request_pending(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> Result<Option<ChangeRequest>, StoreError> {
    let found: Option<(Uuid, Value, At)> = change_request::table
        .filter(change_request::event_id.eq(event.0))
        .filter(change_request::registration_id.eq(registration.0))
        .filter(change_request::state.eq(PENDING))
        .select((change_request::id, change_request::wanted, change_request::asked_at))
        .first(conn)
        .await
        .optional()?;
    found
        .map(|(id, wanted, asked_at)| {
            let wanted: RawAnswers = from_json("change_request", wanted)?;
            Ok(ChangeRequest { id: id.into(), wanted, asked_at: asked_at.into() })
        })
        .transpose()
}

/// How many wait at an event.
pub(crate) async fn change_requests_waiting(conn: &mut Conn, event: EventId) -> QueryResult<i64> {
    change_request::table
        .filter(change_request::event_id.eq(event.0))
        .filter(change_request::state.eq(PENDING))
        .count()
        .get_result(conn)
        .await
}
