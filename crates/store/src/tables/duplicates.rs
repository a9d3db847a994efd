//! Pairs of registrations that may be one person: noted when answers are written, for organisers to look at.
//!
//! Who is alike is looked for among those that share an address, or a part of the name and the State or the
//! organisation; the domain then compares the names. Two that are sent at the same moment don't see each other: the
//! page of a registration looks anew.

use crate::columns::{code, from_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::tables::search::any_of;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::names::search_terms;
use plenary_domain::registration::{Answers, Likeness, Person, StateCode, Status, alike};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// More are not compared: a name that so many share says nothing.
const MOST_COMPARED: i64 = 20;
/// More are not noted, the likeliest first: nobody looks at them, and sending a registration must not take longer the
/// more people there are of one name.
const MOST_NOTED: usize = 5;

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub id: RegistrationId,
    pub reference: String,
    pub status: Status,
    pub name: String,
    pub organisation: String,
    pub email: String,
    pub likeness: Likeness,
    pub same_email: bool,
}

#[derive(Deserialize)]
struct Candidate {
    id: Uuid,
    reference: String,
    status: String,
    name: String,
    person: String,
    organisation: String,
    email: String,
    email_key: String,
    state: Option<String>,
}

mod sql {
    use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid};

    diesel::define_sql_function! {
        fn likely_duplicates(event: Uuid, id: Uuid, asked: Array<Nullable<Text>>, most: BigInt,
            active: Array<Text>) -> Jsonb;
    }
    diesel::define_sql_function! {
        fn possible_duplicates_note(event: Uuid, one: Uuid, others: Array<Uuid>) -> Bool;
    }
}

/// Active registrations that may be the same person as the one with these answers, the likeliest first.
pub(crate) async fn duplicates_of(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    answers: &Answers,
) -> Result<Vec<Duplicate>, StoreError> {
    let person = Person::of(answers);
    let terms = search_terms(&person.name);
    let parts: Vec<String> = terms.iter().map(|keys| any_of(keys, "")).collect();
    let active: Vec<&str> =
        Status::ALL.into_iter().filter(|status| status.is_active()).map(Status::code).collect();
    let asked = vec![
        Some(answers.email.key()),
        Some(parts.join(" & ")),
        Some(parts.join(" | ")),
        answers.state.map(|state| StateCode::as_str(state).to_owned()),
        Some(answers.organisation.clone()),
    ];
    let found: Value = diesel::select(sql::likely_duplicates(event.0, id.0, asked, MOST_COMPARED, active))
        .get_result(conn)
        .await?;
    let found: Vec<Candidate> = from_json("registration", found)?;
    let mut alike: Vec<Duplicate> = Vec::new();
    for row in found {
        alike.extend(compared(&person, row)?);
    }
    alike.sort_by_key(|other| (!other.same_email, std::cmp::Reverse(other.likeness)));
    Ok(alike)
}

fn compared(person: &Person, row: Candidate) -> Result<Option<Duplicate>, StoreError> {
    let other = Person {
        name: row.person,
        email_key: row.email_key,
        state: row.state.as_deref().and_then(StateCode::parse),
        organisation: row.organisation,
    };
    let Some(likeness) = alike(person, &other) else { return Ok(None) };
    Ok(Some(Duplicate {
        id: row.id.into(),
        reference: row.reference,
        status: code("registration", &row.status, Status::parse)?,
        name: row.name,
        same_email: other.email_key == person.email_key,
        organisation: other.organisation,
        email: row.email,
        likeness,
    }))
}

/// Notes with whom a registration may be one person, instead of what was noted before.
pub(crate) async fn duplicates_note(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    answers: &Answers,
) -> Result<(), StoreError> {
    let found = duplicates_of(conn, event, id, answers).await?;
    note(conn, event, id, &found).await
}

/// The same for a registration that is new: nothing was noted before.
pub(crate) async fn duplicates_note_first(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    answers: &Answers,
) -> Result<(), StoreError> {
    let found = duplicates_of(conn, event, id, answers).await?;
    if found.is_empty() { Ok(()) } else { note(conn, event, id, &found).await }
}

async fn note(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    found: &[Duplicate],
) -> Result<(), StoreError> {
    let others: Vec<Uuid> = found.iter().take(MOST_NOTED).map(|other| other.id.0).collect();
    diesel::select(sql::possible_duplicates_note(event.0, id.0, others)).execute(conn).await?;
    Ok(())
}
