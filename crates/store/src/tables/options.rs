//! Scarce options of the form's questions: who has one, how many are left, and what a saved form makes of the numbers.
//! Options are locked before sessions, in the order of their ids.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{place, registration};
use crate::tables::places::{MoreTaken, place_claim, places_forget, places_resize};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, OptionId, RegistrationId};
use plenary_domain::registration::{Claimed, Form, Pool, ScarceOption, Status};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Takes a place of each; the first of which there is none left. The caller rolls back, or does without.
pub(crate) async fn options_take(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
    options: &BTreeSet<OptionId>,
) -> QueryResult<Option<OptionId>> {
    for option in options {
        if place_claim(conn, event, Pool::Option(*option), registration).await? == Claimed::NoneLeft {
            return Ok(Some(*option));
        }
    }
    Ok(None)
}

/// What is left of every scarce option of a form.
pub(crate) async fn options_left(
    conn: &mut Conn,
    event: EventId,
    form: &Form,
) -> QueryResult<BTreeMap<(String, String), i32>> {
    let scarce: Vec<ScarceOption<'_>> = form.scarce(event).collect();
    if scarce.is_empty() {
        return Ok(BTreeMap::new());
    }
    let free: Vec<(Option<Uuid>, i64)> = place::table
        .filter(place::event_id.eq(event.0))
        .filter(place::option_id.is_not_null())
        .filter(place::registration_id.is_null())
        .group_by(place::option_id)
        .select((place::option_id, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    let free: HashMap<Uuid, i64> = free.into_iter().filter_map(|(id, left)| Some((id?, left))).collect();
    let left = |id: OptionId| i32::try_from(free.get(&id.0).copied().unwrap_or(0)).unwrap_or(i32::MAX);
    let of =
        |scarce: ScarceOption<'_>| ((scarce.question.key.clone(), scarce.option.to_owned()), left(scarce.id));
    Ok(scarce.into_iter().map(of).collect())
}

/// An option with fewer places than people who have chosen it.
pub(crate) struct TooFew {
    pub(crate) question: String,
    pub(crate) option: String,
    pub(crate) taken: i32,
}

/// Makes as many places of each option as the form says, and takes the rest away. Where a limit is new, those who have
/// chosen the option already take theirs.
pub(crate) async fn options_settle(
    conn: &mut Conn,
    event: EventId,
    (before, after): (&Form, &Form),
) -> Result<Result<(), TooFew>, StoreError> {
    for gone in before.scarce(event).filter(|old| !after.scarce(event).any(|new| new.id == old.id)) {
        places_forget(conn, event, Pool::Option(gone.id)).await?;
    }
    for scarce in after.scarce(event) {
        let pool = Pool::Option(scarce.id);
        let mut settled = places_resize(conn, event, pool, scarce.places).await?;
        if settled.is_ok() && !before.scarce(event).any(|old| old.id == scarce.id) {
            settled = claim_for_holders(conn, event, &scarce).await?;
        }
        if let Err(more) = settled {
            let (question, option) = (scarce.question.key.clone(), scarce.option.to_owned());
            return Ok(Err(TooFew { question, option, taken: more.taken }));
        }
    }
    Ok(Ok(()))
}

async fn claim_for_holders(
    conn: &mut Conn,
    event: EventId,
    scarce: &ScarceOption<'_>,
) -> Result<Result<(), MoreTaken>, StoreError> {
    let active: Vec<&str> = Status::ALL.into_iter().filter(|s| s.is_active()).map(Status::code).collect();
    let has = diesel::dsl::sql::<Bool>("answers -> 'own' -> ")
        .bind::<Text, _>(&scarce.question.key)
        .sql(" ? ")
        .bind::<Text, _>(scarce.option);
    let holders: Vec<Uuid> = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::status.eq_any(&active))
        .filter(has)
        .order(registration::id)
        .select(registration::id)
        .load(conn)
        .await?;
    let claimed = diesel::sql_query(
        "UPDATE place SET registration_id = mine.registration_id
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM place
                WHERE event_id = $1 AND pool_id = $2 AND registration_id IS NULL) AS free
            JOIN (SELECT registration_id, n FROM unnest($3::uuid[]) WITH ORDINALITY AS of (registration_id, n)) AS mine
                ON mine.n = free.n
        WHERE place.id = free.id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(Pool::Option(scarce.id).id(event))
    .bind::<Array<SqlUuid>, _>(&holders)
    .execute(conn)
    .await?;
    let taken = i32::try_from(holders.len()).unwrap_or(i32::MAX);
    Ok(if claimed < holders.len() { Err(MoreTaken { taken }) } else { Ok(()) })
}
