//! The registration before and the one after, in any list of the desk: found by where this one stands in the order
//! of the list, so that it takes as long in a long list as in a short one.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::attention::attention_neighbours;
use crate::reads::filter::{FAMILY, GIVEN, Query, Side, backwards, filtered, ordered};
use crate::reads::registrations::{RegistrationFilter, Sort};
use crate::schema::registration;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, RegistrationId};
use uuid::Uuid;

/// By what a registration stands where it stands.
type Here = (Uuid, (At, At), String, String, String);

pub(crate) async fn neighbours(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    filter: &RegistrationFilter,
) -> Result<(Option<RegistrationId>, Option<RegistrationId>), StoreError> {
    if filter.sort == Sort::Attention {
        // What waits is no column to compare by.
        let found = attention_neighbours(conn, event, (id, filter)).await?;
        let [before, after] = found.map(|id| id.map(RegistrationId::from));
        return Ok((before, after));
    }
    let here: Option<Here> = filtered(event, filter)
        .filter(registration::id.eq(id.0))
        .select((
            registration::id,
            (registration::submitted_at, registration::status_since),
            registration::organisation,
            sql::<Text>(FAMILY),
            sql::<Text>(GIVEN),
        ))
        .first(conn)
        .await
        .optional()?;
    let Some(here) = here else { return Ok((None, None)) };
    let mut found = [None; 2];
    for (place, side) in found.iter_mut().zip([Side::Before, Side::After]) {
        let beside = past(filtered(event, filter), filter.sort, &here, side);
        let sorted = match side {
            Side::Before => backwards(beside, event, filter),
            Side::After => ordered(beside, event, filter),
        };
        let next: Option<Uuid> = sorted.select(registration::id).first(conn).await.optional()?;
        *place = next.map(RegistrationId::from);
    }
    let [before, after] = found;
    Ok((before, after))
}

/// Those that stand on one side of it.
fn past<'a>(query: Query<'a>, sort: Sort, here: &Here, side: Side) -> Query<'a> {
    let (id, (submitted_at, status_since), organisation, family, given) = here.clone();
    // In the lists of the newest the moments run backwards.
    let falling = matches!(sort, Sort::SubmittedDesc | Sort::Changed);
    let rising = (side == Side::After) != falling;
    let than = if rising { " > (" } else { " < (" };
    let row = |columns: &str| sql::<Bool>(&format!("({columns}){than}"));
    match sort {
        Sort::Changed => query.filter(
            row("registration.status_since, registration.id")
                .bind::<Timestamptz, _>(status_since)
                .sql(", ")
                .bind::<SqlUuid, _>(id)
                .sql(")"),
        ),
        Sort::Attention | Sort::SubmittedAsc | Sort::SubmittedDesc => query.filter(
            row("registration.submitted_at, registration.id")
                .bind::<Timestamptz, _>(submitted_at)
                .sql(", ")
                .bind::<SqlUuid, _>(id)
                .sql(")"),
        ),
        Sort::Name => query.filter(
            row(&format!("{FAMILY}, {GIVEN}, registration.id"))
                .bind::<Text, _>(family)
                .sql(", ")
                .bind::<Text, _>(given)
                .sql(", ")
                .bind::<SqlUuid, _>(id)
                .sql(")"),
        ),
        Sort::Organisation => query.filter(
            row(&format!("registration.organisation, {FAMILY}, registration.id"))
                .bind::<Text, _>(organisation)
                .sql(", ")
                .bind::<Text, _>(family)
                .sql(", ")
                .bind::<SqlUuid, _>(id)
                .sql(")"),
        ),
    }
}
