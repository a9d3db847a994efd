//! Registrations that were begun and not sent yet.

use crate::act::Act;
use crate::columns::{At, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::draft;
use crate::seal::Sealer;
use crate::statement::Statement;
use crate::tables::files::{file_delete, files_sweep, files_take_over};
use crate::tables::sealed::{Holder, raw_and_names, raw_parts, sealed_delete, sealed_of, sealed_put};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::try_join;
use jiff::Timestamp;
use plenary_domain::file::{FileOwner, Purpose};
use plenary_domain::ids::{DraftId, EventId, FileId, RegistrationId};
use plenary_domain::registration::{Answers, Form, RawAnswers};
use serde_json::Value;
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

    /// What is never sealed: enough to know where letters go, and in which language.
    pub(crate) fn clear_answers(&self) -> Result<RawAnswers, StoreError> {
        Ok(self.kept()?.0)
    }

    /// What is kept in the clear, and the names of what is sealed beside it.
    fn kept(&self) -> Result<(RawAnswers, Vec<String>), StoreError> {
        Ok(raw_and_names(from_json("draft", self.answers.clone())?))
    }
}

/// What was typed, with what is sealed of it.
pub(crate) async fn draft_answers(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    event: EventId,
    row: &DraftRow,
) -> Result<RawAnswers, StoreError> {
    let (mut raw, names) = row.kept()?;
    raw.put_back(sealed_of(conn, keys, (event, Holder::Draft(row.id)), &names).await?);
    Ok(raw)
}

/// A draft that begins.
pub(crate) struct NewDraft<'a> {
    pub(crate) event: EventId,
    pub(crate) id: DraftId,
    pub(crate) secret: &'a str,
    pub(crate) answers: &'a RawAnswers,
    pub(crate) form: &'a Form,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) remind_at: Option<Timestamp>,
}

pub(crate) async fn draft_insert(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    new: &NewDraft<'_>,
) -> Result<(), StoreError> {
    let kept = raw_parts(new.answers, new.form, keys);
    diesel::insert_into(draft::table)
        .values((
            draft::event_id.eq(new.event.0),
            draft::id.eq(new.id.0),
            draft::secret.eq(new.secret),
            draft::answers.eq(to_json(&kept.clear)?),
            draft::created_at.eq(At(new.created_at)),
            draft::expires_at.eq(At(new.expires_at)),
            draft::remind_at.eq(new.remind_at.map(At)),
        ))
        .execute(conn)
        .await?;
    sealed_put(conn, act, keys, (new.event, Holder::Draft(new.id.0)), (false, &kept.guarded)).await
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

/// By its id, locked, with its secret.
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

/// Keeps what was typed in a draft that is locked, unless it has been sent.
pub(crate) async fn draft_set_answers(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    (event, row): (EventId, &DraftRow),
    (answers, form): (&RawAnswers, &Form),
) -> Result<(), StoreError> {
    if row.registration_id.is_some() {
        return Err(StoreError::NotFound);
    }
    let kept = raw_parts(answers, form, keys);
    let target = draft::table.find((event.0, row.id));
    diesel::update(target).set(draft::answers.eq(to_json(&kept.clear)?)).execute(conn).await?;
    let had = !row.kept()?.1.is_empty();
    sealed_put(conn, act, keys, (event, Holder::Draft(row.id)), (had, &kept.guarded)).await
}

/// Writes which file answers a question, or that none does, into a draft that is locked.
pub(crate) async fn draft_set_file(
    conn: &mut Conn,
    event: EventId,
    id: DraftId,
    (question, file): (&str, Option<FileId>),
) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE draft SET answers = CASE WHEN $4 IS NULL THEN answers - $3
            ELSE answers || jsonb_build_object($3, jsonb_build_array($4)) END
        WHERE event_id = $1 AND id = $2",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(id.0)
    .bind::<Text, _>(question)
    .bind::<Nullable<Text>, _>(file.map(|id| id.to_string()))
    .execute(conn)
    .await
    .map(|_| ())
}

/// What was typed, with the files that the draft has at this moment: those are no part of what a form sends.
pub(crate) fn with_files(row: &DraftRow, typed: &RawAnswers, form: &Form) -> Result<RawAnswers, StoreError> {
    let mut raw = typed.clone();
    raw.0.retain(|field, _| !form.is_file(field));
    let (kept, _) = row.kept()?;
    raw.0.extend(kept.0.into_iter().filter(|(field, _)| form.is_file(field)));
    Ok(raw)
}

/// Divides what was typed anew between the clear and what is sealed, as the form says now.
pub(crate) async fn draft_divide(
    conn: &mut Conn,
    act: &mut Act,
    keys: &Sealer,
    (event, id): (EventId, Uuid),
    form: &Form,
) -> Result<(), StoreError> {
    let found = draft::table.find((event.0, id)).select(DraftRow::as_select()).for_update().first(conn).await;
    // Sent or expired meanwhile: nothing is left of it.
    let Some(row) = found.optional()?.filter(|row: &DraftRow| row.registration_id.is_none()) else {
        return Ok(());
    };
    let raw = draft_answers(conn, Some(keys), event, &row).await?;
    draft_set_answers(conn, act, Some(keys), (event, &row), (&raw, form)).await
}

/// Forgets what is sealed of a draft that becomes a registration, which has it sealed for itself.
pub(crate) async fn draft_unseal(conn: &mut Conn, event: EventId, row: &DraftRow) -> Result<(), StoreError> {
    if !row.kept()?.1.is_empty() {
        sealed_delete(conn, event, Holder::Draft(row.id)).await?;
    }
    Ok(())
}

/// Forgets files of a draft that answer nothing: they were sent before another answer made them useless.
pub(crate) async fn draft_drop_files(
    conn: &mut Conn,
    (event, id): (EventId, Uuid),
    (answers, form): (&Answers, &Form),
    now: Timestamp,
) -> QueryResult<()> {
    let useless = form.questions.iter().filter(|of| of.kind.is_file() && !answers.own.contains_key(&of.key));
    for purpose in useless.filter_map(|of| Purpose::of_question(&of.key)) {
        file_delete(conn, event, (FileOwner::Draft(id.into()), &purpose), now).await?;
    }
    Ok(())
}

/// Remembers what became of it and forgets what was typed: personal data is not kept twice. Its files go along, but for
/// those that answer what is not asked any more.
pub(crate) async fn draft_close(
    conn: &Conn,
    event: EventId,
    id: Uuid,
    registration: RegistrationId,
) -> QueryResult<()> {
    let mut mine = conn;
    let close = Statement {
        first: "UPDATE draft SET answers = '{}', remind_at = NULL, registration_id = ",
        rest: [(registration.0, " WHERE event_id = "), (event.0, " AND id = "), (id, "")],
    };
    let closed = close.execute(&mut mine);
    try_join!(files_take_over(conn, event, id, registration), closed).map(|_| ())
}

/// Forgets drafts that have expired, and their files; what they became is found by its own address.
pub(crate) async fn drafts_sweep(conn: &mut Conn, now: Timestamp) -> QueryResult<usize> {
    files_sweep(conn, now).await?;
    diesel::delete(draft::table.filter(draft::expires_at.le(At(now)))).execute(conn).await
}
