//! Answers of a registration: how they are written beside the columns that lists sort and search by, and how those that
//! are sealed are opened.

use crate::act::Act;
use crate::columns::{Keys, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::registration;
use crate::seal::Sealer;
use crate::tables::duplicates::duplicates_note;
use crate::tables::registrations::RegistrationData;
use crate::tables::sealed::{Holder, MARK, parts, sealed_of, sealed_of_many, sealed_put};
use crate::tables::search::registration_keys;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, FileId, RegistrationId};
use plenary_domain::registration::{Answers, Form, Registration, StateCode};
use serde_json::Value;
use uuid::Uuid;

/// Columns that follow from the answers.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = registration, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct AnswerColumns {
    email: String,
    email_key: String,
    language: String,
    name: String,
    badge_name: String,
    representation_type: String,
    state: Option<String>,
    organisation: String,
    position: String,
    answers: Value,
    search: Keys,
}

impl AnswerColumns {
    /// What is guarded is not among these answers, and so not among the keys by which people are found.
    pub(crate) fn new(answers: &Answers, sealed: Vec<String>, reference: &str) -> Result<Self, StoreError> {
        let mut kept = to_json(answers)?;
        if let Some(kept) = kept.as_object_mut().filter(|_| !sealed.is_empty()) {
            kept.insert(MARK.to_owned(), sealed.into());
        }
        Ok(Self {
            search: registration_keys(answers, reference),
            email: answers.email.to_string(),
            email_key: answers.email.key(),
            language: answers.language.code().to_owned(),
            name: answers.full_name(),
            badge_name: answers.badge_name.clone(),
            representation_type: answers.representation_type.as_str().to_owned(),
            state: answers.state.map(|state| StateCode::as_str(state).to_owned()),
            organisation: answers.organisation.clone(),
            position: answers.position.clone(),
            answers: kept,
        })
    }
}

/// Changes the answers, now under this version of the form, and counts the change.
pub(crate) async fn registration_set_answers(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    row: &RegistrationData,
    (answers, form): (&Answers, &Form),
) -> Result<(), StoreError> {
    let kept = parts(answers, form, keys);
    set_clear(conn, row, (&kept.clear, kept.names()), form.version).await?;
    let place = (row.event_id.into(), Holder::Registration(row.id));
    sealed_put(conn, act, keys, place, (!row.sealed().is_empty(), &kept.guarded)).await?;
    duplicates_note(conn, row.event_id.into(), row.id(), &kept.clear).await
}

/// Changes answers that are kept in the clear, and only those.
pub(crate) async fn registration_set_clear_answers(
    conn: &mut Conn,
    row: &RegistrationData,
    (answers, form): (&Answers, i32),
) -> Result<(), StoreError> {
    set_clear(conn, row, (answers, row.sealed()), form).await?;
    duplicates_note(conn, row.event_id.into(), row.id(), answers).await
}

async fn set_clear(
    conn: &mut Conn,
    row: &RegistrationData,
    (clear, sealed): (&Answers, Vec<String>),
    form: i32,
) -> Result<(), StoreError> {
    let counted = registration::version.eq(registration::version + 1);
    let columns = AnswerColumns::new(clear, sealed, &row.reference)?;
    diesel::update(registration::table.find((row.event_id, row.id)))
        .set((columns, registration::form_version.eq(form), counted))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes which file answers a question, or that none does. The file has its own row in the trail, and nobody's form is
/// out of date for it.
pub(crate) async fn registration_set_file(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    (question, file): (&str, Option<FileId>),
) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE registration SET answers = CASE WHEN $4 IS NULL THEN answers #- ARRAY['own', $3]
            ELSE jsonb_set(answers, ARRAY['own', $3], jsonb_build_array($4)) END
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

/// Divides the answers anew between the clear and what is sealed, as the form says now. Nobody has changed anything:
/// the version stays.
pub(crate) async fn registration_divide(
    conn: &mut Conn,
    act: &mut Act,
    keys: &Sealer,
    row: &RegistrationData,
    form: &Form,
) -> Result<(), StoreError> {
    let answers = answers_of(conn, Some(keys), row).await?;
    let kept = parts(&answers, form, Some(keys));
    let columns = AnswerColumns::new(&kept.clear, kept.names(), &row.reference)?;
    diesel::update(registration::table.find((row.event_id, row.id))).set(columns).execute(conn).await?;
    let place = (row.event_id.into(), Holder::Registration(row.id));
    sealed_put(conn, act, Some(keys), place, (!row.sealed().is_empty(), &kept.guarded)).await
}

/// All answers of a row, those that are sealed opened.
pub(crate) async fn answers_of(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    row: &RegistrationData,
) -> Result<Answers, StoreError> {
    let mut answers = row.clear_answers()?;
    let place = (row.event_id.into(), Holder::Registration(row.id));
    answers.put_back(sealed_of(conn, keys, place, &row.sealed()).await?);
    Ok(answers)
}

/// Opens what is sealed of these, in one query.
pub(crate) async fn registrations_open(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    event: EventId,
    registrations: &mut [Registration],
) -> Result<(), StoreError> {
    let closed = registrations.iter().filter(|registration| !registration.sealed.is_empty());
    let wanted: Vec<(Uuid, Vec<String>)> = closed.map(|of| (of.id.0, of.sealed.clone())).collect();
    let mut found = sealed_of_many(conn, keys, event, &wanted).await?;
    for registration in registrations {
        if let Some(guarded) = found.remove(&registration.id.0) {
            registration.answers.put_back(guarded);
            registration.sealed.clear();
        }
    }
    Ok(())
}
