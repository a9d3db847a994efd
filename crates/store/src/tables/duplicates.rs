//! Pairs of registrations that may be one person: noted when answers are written, for organisers to look at.
//!
//! Who is alike is looked for among those that share an address, or a part of the name and the State or the
//! organisation; the domain then compares the names. Two that are sent at the same moment don't see each other: the
//! page of a registration looks anew.

use crate::columns::code;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::possible_duplicate;
use crate::tables::search::any_of;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::names::search_terms;
use plenary_domain::registration::{Answers, Likeness, Person, StateCode, Status, alike};
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

#[derive(QueryableByName)]
struct Candidate {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    reference: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    person: String,
    #[diesel(sql_type = Text)]
    organisation: String,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Text)]
    email_key: String,
    #[diesel(sql_type = Nullable<Text>)]
    state: Option<String>,
}

/// Those with the same address first; then whoever has all parts of the name; then those with one part of it.
/// Each of the three looks no further than the limit.
const CANDIDATES: &str = "WITH near AS (
        (SELECT id, 0 AS rank FROM registration WHERE event_id = $1 AND email_key = $3 LIMIT $8)
        UNION ALL (SELECT id, 1 FROM registration WHERE event_id = $1 AND search @@ $4::tsquery
            AND (state = $6 OR organisation = $7) AND status = ANY($9) LIMIT $8)
        UNION ALL (SELECT id, 2 FROM registration WHERE event_id = $1 AND search @@ $5::tsquery
            AND organisation = $7 AND status = ANY($9) LIMIT $8)),
    ranked AS (SELECT id, min(rank) AS rank FROM near WHERE id <> $2 GROUP BY id ORDER BY 2 LIMIT $8)
    SELECT r.id, reference, status, name, organisation, email, email_key, state,
        concat_ws(' ', answers ->> 'given_names', answers ->> 'family_name') AS person
    FROM ranked JOIN registration AS r ON r.event_id = $1 AND r.id = ranked.id
    WHERE status = ANY($9) ORDER BY rank, submitted_at, r.id";

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
    let found: Vec<Candidate> = diesel::sql_query(CANDIDATES)
        .bind::<SqlUuid, _>(event.0)
        .bind::<SqlUuid, _>(id.0)
        .bind::<Text, _>(answers.email.key())
        .bind::<Text, _>(parts.join(" & "))
        .bind::<Text, _>(parts.join(" | "))
        .bind::<Nullable<Text>, _>(answers.state.map(|state| StateCode::as_str(state).to_owned()))
        .bind::<Text, _>(&answers.organisation)
        .bind::<BigInt, _>(MOST_COMPARED)
        .bind::<Array<Text>, _>(active)
        .load(conn)
        .await?;
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
    let mut others: Vec<Uuid> = found.iter().take(MOST_NOTED).map(|other| other.id.0).collect();
    // In one order, so that two who note at the same time don't wait for each other in a circle.
    others.sort_unstable();
    diesel::delete(
        possible_duplicate::table
            .filter(possible_duplicate::event_id.eq(event.0))
            .filter(possible_duplicate::registration_id.eq(id.0).or(possible_duplicate::other_id.eq(id.0)))
            .filter(possible_duplicate::registration_id.ne_all(&others))
            .filter(possible_duplicate::other_id.ne_all(&others)),
    )
    .execute(conn)
    .await?;
    let pairs: Vec<_> = others
        .into_iter()
        .map(|other| {
            (
                possible_duplicate::event_id.eq(event.0),
                possible_duplicate::registration_id.eq(other.min(id.0)),
                possible_duplicate::other_id.eq(other.max(id.0)),
            )
        })
        .collect();
    diesel::insert_into(possible_duplicate::table)
        .values(pairs)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}
