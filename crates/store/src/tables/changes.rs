//! Changes that wait for an organiser: at most one for each registration.

use crate::act::Act;
use crate::columns::{At, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{change_request, sealed_answer};
use crate::seal::Sealer;
use crate::tables::sealed::{Holder, raw_and_names, raw_parts, sealed_of, sealed_put};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::ids::{ChangeRequestId, EventId, RegistrationId};
use plenary_domain::registration::{ChangeRequest, Form, RawAnswers};
use serde_json::Value;
use uuid::Uuid;

const PENDING: &str = "pending";

/// Writes a new one in the place of the one that waits.
pub(crate) async fn change_request_put(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    (event, registration): (EventId, RegistrationId),
    (wanted, form): (&RawAnswers, &Form),
) -> Result<(), StoreError> {
    change_request_close(conn, event, registration, ("replaced", "", act.now)).await?;
    let kept = raw_parts(wanted, form, keys);
    let id: ChangeRequestId = act.ids.fresh();
    diesel::insert_into(change_request::table)
        .values((
            change_request::event_id.eq(event.0),
            change_request::id.eq(id.0),
            change_request::registration_id.eq(registration.0),
            change_request::wanted.eq(to_json(&kept.clear)?),
            change_request::asked_at.eq(At(act.now)),
        ))
        .execute(conn)
        .await?;
    sealed_put(conn, act, keys, (event, Holder::Request(id.0)), (false, &kept.guarded)).await
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

/// Why the last one that was decided was not accepted; none where it was.
pub(crate) async fn change_request_why_rejected(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Option<String>> {
    let last: Option<(String, String)> = change_request::table
        .filter(change_request::event_id.eq(event.0))
        .filter(change_request::registration_id.eq(registration.0))
        .filter(change_request::state.eq_any(["applied", "rejected"]))
        .order(change_request::decided_at.desc())
        .select((change_request::state, change_request::reason))
        .first(conn)
        .await
        .optional()?;
    Ok(last.filter(|(state, _)| state == "rejected").map(|(_, reason)| reason))
}

/// The one that waits; what is sealed of it stays closed.
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
            let (wanted, sealed) = raw_and_names(from_json("change_request", wanted)?);
            Ok(ChangeRequest { id: id.into(), wanted, sealed, asked_at: asked_at.into() })
        })
        .transpose()
}

/// The one that waits, with what is sealed of it.
pub(crate) async fn change_request_open(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    event: EventId,
    registration: RegistrationId,
) -> Result<Option<ChangeRequest>, StoreError> {
    let mut found = change_request_pending(conn, event, registration).await?;
    if let Some(request) = &mut found {
        let place = (event, Holder::Request(request.id.0));
        request.wanted.put_back(sealed_of(conn, keys, place, &request.sealed).await?);
        request.sealed.clear();
    }
    Ok(found)
}

/// Divides one anew between the clear and what is sealed, as the form says now.
pub(crate) async fn change_request_divide(
    conn: &mut Conn,
    act: &mut Act,
    keys: &Sealer,
    (event, id): (EventId, Uuid),
    form: &Form,
) -> Result<(), StoreError> {
    let mine = change_request::table.find((event.0, id));
    let wanted: Value = mine.select(change_request::wanted).for_update().first(conn).await?;
    let (mut raw, names) = raw_and_names(from_json("change_request", wanted)?);
    let place = (event, Holder::Request(id));
    raw.put_back(sealed_of(conn, Some(keys), place, &names).await?);
    let kept = raw_parts(&raw, form, Some(keys));
    diesel::update(mine).set(change_request::wanted.eq(to_json(&kept.clear)?)).execute(conn).await?;
    sealed_put(conn, act, Some(keys), place, (!names.is_empty(), &kept.guarded)).await
}

/// Forgets what is sealed of those that do not wait any more: what came of it is among the answers, or refused.
pub(crate) async fn change_requests_unseal(conn: &mut Conn) -> QueryResult<usize> {
    let over =
        change_request::table.filter(change_request::state.ne(PENDING)).select(change_request::id.nullable());
    diesel::delete(sealed_answer::table.filter(sealed_answer::change_request_id.eq_any(over)))
        .execute(conn)
        .await
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
