//! Registrations that may be one person: of one registration, looked for anew, and of the event, as noted.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::registrations::sees_desk;
use crate::store::Store;
use crate::tables::duplicates::{Duplicate, duplicates_of};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{Registration, Status};
use uuid::Uuid;

/// Pairs that wait to be looked at, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PossibleDuplicates {
    /// Counted up to 100.
    pub total: i64,
    /// At most as many as were asked for.
    pub pairs: Vec<DuplicatePair>,
}

/// Two registrations that may be one person, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct DuplicatePair {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = SqlUuid)]
    other_id: Uuid,
    #[diesel(sql_type = Text)]
    pub other_name: String,
    /// Of all pairs, the same in each.
    #[diesel(sql_type = BigInt)]
    total: i64,
}

impl DuplicatePair {
    pub fn id(&self) -> RegistrationId {
        self.id.into()
    }

    pub fn other(&self) -> RegistrationId {
        self.other_id.into()
    }
}

impl Store {
    /// Who may be the same person as this one, the likeliest first; nobody where it has ended.
    pub async fn possible_duplicates(
        &self,
        actor: &Actor,
        registration: &Registration,
    ) -> Result<Vec<Duplicate>, StoreError> {
        sees_desk(actor, registration.event)?;
        if !registration.status.is_active() {
            return Ok(Vec::new());
        }
        let Registration { event, id, answers, .. } = registration;
        self.read(|conn, _| duplicates_of(conn, *event, *id, answers).boxed()).await
    }

    /// Pairs of active registrations that may be one person: how many, and the newest of them.
    pub async fn with_possible_duplicates(
        &self,
        actor: &Actor,
        event: EventId,
        at_most: i64,
    ) -> Result<PossibleDuplicates, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| pairs(conn, event, at_most).boxed()).await
    }
}

/// More pairs than anybody will look at are not counted.
const MOST_COUNTED: i64 = 100;

const ACTIVE_PAIRS: &str = "FROM possible_duplicate AS pair
    JOIN registration AS a ON a.event_id = pair.event_id AND a.id = pair.registration_id
    JOIN registration AS b ON b.event_id = pair.event_id AND b.id = pair.other_id
    WHERE pair.event_id = $1 AND a.status = ANY($2) AND b.status = ANY($2)";

async fn pairs(conn: &mut Conn, event: EventId, at_most: i64) -> Result<PossibleDuplicates, StoreError> {
    let active: Vec<&str> =
        Status::ALL.into_iter().filter(|status| status.is_active()).map(Status::code).collect();
    let pairs: Vec<DuplicatePair> = diesel::sql_query(format!(
        "SELECT a.id, a.name, b.id AS other_id, b.name AS other_name,
            (SELECT count(*) FROM (SELECT 1 {ACTIVE_PAIRS} LIMIT {MOST_COUNTED}) AS found) AS total
        {ACTIVE_PAIRS} ORDER BY pair.other_id DESC, pair.registration_id LIMIT $3"
    ))
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<Text>, _>(&active)
    .bind::<BigInt, _>(at_most)
    .load(conn)
    .await?;
    Ok(PossibleDuplicates { total: pairs.as_slice().first().map_or(0, |pair| pair.total), pairs })
}
