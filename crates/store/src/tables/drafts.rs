//! Registrations that were begun and not sent yet.

use crate::columns::{At, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::draft;
use crate::tables::files::{files_sweep, files_take_over};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::try_join;
use jiff::Timestamp;
use plenary_domain::ids::{DraftId, EventId, RegistrationId};
use plenary_domain::registration::RawAnswers;
use serde_json::{Value, json};
use uuid::Uuid;

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = draft, check_for_backend(diesel::pg::Pg))]
pub(crate) struct DraftRow {
    pub(crate) id: Uuid,
    answers: Value,
    pub(crate) registration_id: Option<Uuid>,
    created_at: At,
    pub(crate) expires_at: At,
    pub(crate) proven_key: String,
    remind_at: Option<At>,
}

impl DraftRow {
    pub(crate) fn id(&self) -> DraftId {
        self.id.into()
    }

    pub(crate) fn created_at(&self) -> Timestamp {
        self.created_at.into()
    }

    pub(crate) fn remind_at(&self) -> Option<Timestamp> {
        self.remind_at.map(Into::into)
    }

    pub(crate) fn answers(&self) -> Result<RawAnswers, StoreError> {
        from_json("draft", self.answers.clone())
    }
}

/// A draft that begins.
pub(crate) struct NewDraft<'a> {
    pub(crate) event: EventId,
    pub(crate) id: DraftId,
    pub(crate) secret: &'a str,
    pub(crate) answers: &'a RawAnswers,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) remind_at: Option<Timestamp>,
}

pub(crate) async fn draft_insert(conn: &mut Conn, new: &NewDraft<'_>) -> Result<(), StoreError> {
    diesel::insert_into(draft::table)
        .values((
            draft::event_id.eq(new.event.0),
            draft::id.eq(new.id.0),
            draft::secret.eq(new.secret),
            draft::answers.eq(to_json(new.answers)?),
            draft::created_at.eq(At(new.created_at)),
            draft::expires_at.eq(At(new.expires_at)),
            draft::remind_at.eq(new.remind_at.map(At)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn draft_get(
    conn: &mut Conn,
    event: EventId,
    secret: &str,
    now: Timestamp,
) -> QueryResult<DraftRow> {
    draft::table
        .filter(draft::event_id.eq(event.0))
        .filter(draft::secret.eq(secret))
        .filter(draft::expires_at.gt(At(now)))
        .select(DraftRow::as_select())
        .first(conn)
        .await
}

pub(crate) async fn draft_find(
    conn: &mut Conn,
    event: EventId,
    id: DraftId,
    now: Timestamp,
) -> QueryResult<(String, DraftRow)> {
    draft::table
        .find((event.0, id.0))
        .filter(draft::expires_at.gt(At(now)))
        .select((draft::secret, DraftRow::as_select()))
        .for_no_key_update()
        .first(conn)
        .await
}

/// Locks the draft: the same one sent twice at once is sent once after the other.
pub(crate) async fn draft_get_locked(
    mut conn: &Conn,
    event: EventId,
    secret: &str,
    now: Timestamp,
) -> QueryResult<DraftRow> {
    draft::table
        .filter(draft::event_id.eq(event.0))
        .filter(draft::secret.eq(secret))
        .filter(draft::expires_at.gt(At(now)))
        .select(DraftRow::as_select())
        .for_update()
        .first(&mut conn)
        .await
}

/// Keeps what was typed, unless the draft has been sent in the meantime.
pub(crate) async fn draft_set_answers(
    conn: &mut Conn,
    (event, secret): (EventId, &str),
    now: Timestamp,
    answers: &RawAnswers,
) -> Result<(), StoreError> {
    let target = draft::table
        .filter(draft::event_id.eq(event.0))
        .filter(draft::secret.eq(secret))
        .filter(draft::expires_at.gt(At(now)))
        .filter(draft::registration_id.is_null());
    let changed = diesel::update(target).set(draft::answers.eq(to_json(answers)?)).execute(conn).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Remembers what became of it and forgets what was typed: personal data is not kept twice. Its files go along.
pub(crate) async fn draft_close(
    conn: &Conn,
    event: EventId,
    id: Uuid,
    registration: RegistrationId,
) -> QueryResult<()> {
    let mut mine = conn;
    let closed = diesel::update(draft::table.find((event.0, id)))
        .set((
            draft::registration_id.eq(registration.0),
            draft::answers.eq(json!({})),
            draft::remind_at.eq(None::<At>),
        ))
        .execute(&mut mine);
    try_join!(files_take_over(conn, event, id, registration), closed).map(|_| ())
}

/// Forgets drafts that have expired, and their files; what they became is found by its own address.
pub(crate) async fn drafts_sweep(conn: &mut Conn, now: Timestamp) -> QueryResult<usize> {
    files_sweep(conn, now).await?;
    diesel::delete(draft::table.filter(draft::expires_at.le(At(now)))).execute(conn).await
}
