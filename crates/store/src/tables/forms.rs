//! Versions of an event's form: rows that are written once and never changed. The event names the one that is asked.

use crate::columns::{At, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{event, form};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::ids::{AccountId, EventId};
use plenary_domain::registration::Form;
use serde_json::Value;
use uuid::Uuid;

pub(crate) fn into_form((version, definition): (i32, Value)) -> Result<Form, StoreError> {
    Ok(Form { version, questions: from_json("form", definition)? })
}

/// The one that is asked now.
pub(crate) async fn form_current(mut conn: &Conn, event: EventId) -> Result<Form, StoreError> {
    let row = event::table
        .inner_join(form::table.on(form::event_id.eq(event::id).and(form::version.eq(event::form_version))))
        .filter(event::id.eq(event.0))
        .select((form::version, form::definition))
        .first(&mut conn)
        .await?;
    into_form(row)
}

pub(crate) async fn form_get(conn: &mut Conn, event: EventId, version: i32) -> Result<Form, StoreError> {
    let row = form::table.find((event.0, version)).select((form::version, form::definition));
    into_form(row.first(conn).await?)
}

/// Every version, the newest first.
pub(crate) async fn forms_all(conn: &mut Conn, event: EventId) -> Result<Vec<Form>, StoreError> {
    let rows: Vec<(i32, Value)> = form::table
        .filter(form::event_id.eq(event.0))
        .order(form::version.desc())
        .select((form::version, form::definition))
        .load(conn)
        .await?;
    rows.into_iter().map(into_form).collect()
}

/// Writes a version and makes it the one that is asked; the caller holds the event's row.
pub(crate) async fn form_insert(
    conn: &mut Conn,
    event: EventId,
    form: &Form,
    (now, by): (Timestamp, Option<AccountId>),
) -> Result<(), StoreError> {
    diesel::insert_into(form::table)
        .values((
            form::event_id.eq(event.0),
            form::version.eq(form.version),
            form::definition.eq(to_json(&form.questions)?),
            form::created_at.eq(At(now)),
            form::created_by.eq(by.map(Uuid::from)),
        ))
        .execute(conn)
        .await?;
    diesel::update(event::table.find(event.0))
        .set(event::form_version.eq(form.version))
        .execute(conn)
        .await?;
    Ok(())
}
