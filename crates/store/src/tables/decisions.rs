//! Decisions that can still be taken back, with the state that each registration was in before.

use crate::act::Act;
use crate::columns::{At, code, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::decision;
use crate::tables::registrations::{RegistrationData, StateColumns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::{BatchId, EventId, LetterId, RegistrationId};
use plenary_domain::registration::{Pool, Status};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A state as it was, to be restored.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    status: Status,
    since: Timestamp,
    waiting_number: Option<i64>,
    reason: String,
    answer_by: Option<Timestamp>,
    asked_fields: Vec<String>,
    /// Pools of which it had a place over the limit.
    #[serde(default)]
    over_limit: Vec<Pool>,
}

pub(crate) struct NewDecision<'a> {
    pub(crate) batch: BatchId,
    /// As it was before.
    pub(crate) row: &'a RegistrationData,
    /// Pools of which it had a place over the limit.
    pub(crate) had_over_limit: Vec<Pool>,
    pub(crate) letter: Option<LetterId>,
    pub(crate) to: Status,
    pub(crate) undo_until: Timestamp,
    /// The program's offer of a place that another decision of the batch freed.
    pub(crate) follows: bool,
}

/// Somebody to whom the program offered a place and about whom is decided in the same batch stands in it once, with
/// the state before both.
pub(crate) async fn decision_insert(
    conn: &mut Conn,
    act: &Act,
    new: NewDecision<'_>,
) -> Result<(), StoreError> {
    let row = new.row;
    let before = Before {
        status: row.status()?,
        since: row.status_since(),
        waiting_number: row.waiting_number,
        reason: row.reason.clone(),
        answer_by: row.answer_by(),
        asked_fields: row.asked_fields.clone(),
        over_limit: new.had_over_limit,
    };
    let account = match &act.actor {
        Actor::Account(account) if !new.follows => Some(account.id.0),
        _ => None,
    };
    let now_so = (
        decision::letter_id.eq(new.letter.map(|id| id.0)),
        decision::status.eq(new.to.code()),
        decision::account_id.eq(account),
        decision::follows.eq(new.follows),
    );
    diesel::insert_into(decision::table)
        .values((
            decision::event_id.eq(row.event_id),
            decision::batch.eq(new.batch.0),
            decision::registration_id.eq(row.id),
            now_so,
            decision::before.eq(to_json(&before)?),
            decision::decided_at.eq(At(act.now)),
            decision::undo_until.eq(At(new.undo_until)),
        ))
        .on_conflict((decision::event_id, decision::batch, decision::registration_id))
        .do_update()
        .set(now_so)
        .execute(conn)
        .await?;
    Ok(())
}

/// One decision of a batch.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = decision, check_for_backend(diesel::pg::Pg))]
pub(crate) struct DecisionData {
    registration_id: Uuid,
    letter_id: Option<Uuid>,
    before: Value,
    status: String,
    decided_at: At,
    pub(crate) undo_until: At,
}

impl DecisionData {
    pub(crate) fn registration(&self) -> RegistrationId {
        self.registration_id.into()
    }

    pub(crate) fn letter(&self) -> Option<LetterId> {
        self.letter_id.map(Into::into)
    }

    /// Pools of which it had a place over the limit before.
    pub(crate) fn had_over_limit(&self) -> Result<Vec<Pool>, StoreError> {
        Ok(from_json::<Before>("decision", self.before.clone())?.over_limit)
    }

    pub(crate) fn before(&self) -> Result<StateColumns, StoreError> {
        let before: Before = from_json("decision", self.before.clone())?;
        Ok(StateColumns {
            status: before.status,
            reason: before.reason,
            answer_by: before.answer_by,
            asked_fields: before.asked_fields,
            waiting_number: before.waiting_number,
            since: before.since,
        })
    }

    /// Whether the registration still stands where the decision put it.
    pub(crate) fn is_still(&self, row: &RegistrationData) -> Result<bool, StoreError> {
        let status = code("decision", &self.status, Status::parse)?;
        Ok(row.status()? == status && row.status_since() == Timestamp::from(self.decided_at))
    }
}

/// What of a batch was not taken back yet, in the order of the registrations' ids: what was decided, or the program's
/// offers that follow from it.
pub(crate) async fn decisions_of(
    conn: &mut Conn,
    event: EventId,
    batch: BatchId,
    follows: bool,
) -> QueryResult<Vec<DecisionData>> {
    decision::table
        .filter(decision::event_id.eq(event.0))
        .filter(decision::batch.eq(batch.0))
        .filter(decision::undone_at.is_null())
        .filter(decision::follows.eq(follows))
        .order(decision::registration_id)
        .select(DecisionData::as_select())
        .load(conn)
        .await
}

/// Marks one as taken back; false when somebody else was quicker.
pub(crate) async fn decision_undone(
    conn: &mut Conn,
    event: EventId,
    (batch, registration): (BatchId, RegistrationId),
    now: Timestamp,
) -> QueryResult<bool> {
    let open = decision::table.find((event.0, batch.0, registration.0)).filter(decision::undone_at.is_null());
    let changed = diesel::update(open).set(decision::undone_at.eq(At(now))).execute(conn).await?;
    Ok(changed == 1)
}
