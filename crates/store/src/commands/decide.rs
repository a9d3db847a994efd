//! An organiser decides about registrations. Each is its own transaction, so that one refusal (no place left, decided
//! by somebody else meanwhile) leaves the others decided. For a while the decision can be taken back, and its letter
//! waits for that.

use crate::act::Act;
use crate::commands::enter::{enter, tell};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::registration;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::decisions::{NewDecision, decision_insert};
use crate::tables::events::event_get;
use crate::tables::places::{entry_over_limit, entry_pools};
use crate::tables::registrations::{StateColumns, registration_get_locked};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{BatchId, EventId, Ids, RegistrationId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{
    Claimed, Decision, DecisionRefused, Status, Verdict, after_decision, offer_until,
};
use serde_json::json;
use uuid::Uuid;

/// What became of a decision about several registrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Names what was decided together, for taking it back.
    pub batch: BatchId,
    pub outcomes: Vec<(RegistrationId, Result<Status, DecisionRefused>)>,
    /// Until when it can be taken back.
    pub undo_until: Timestamp,
}

impl Store {
    /// Decides about each in turn; a refusal concerns only its own.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them is not of this event: then nothing is decided.
    pub async fn decide(
        &self,
        mut act: Act,
        event: EventId,
        ids: Vec<RegistrationId>,
        verdict: Verdict,
    ) -> Result<Decided, CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.read(|conn, _| all_here(conn, event, &ids).boxed()).await?;
        let undo_until = act.now.checked_add(self.undo_window()).unwrap_or(act.now);
        let mut decided =
            Decided { batch: act.ids.fresh(), outcomes: Vec::with_capacity(ids.len()), undo_until };
        for id in ids {
            // Each transaction has ids of its own, or a second try of one would repeat those of another.
            let seed: Uuid = act.ids.fresh();
            let mut own = act.clone();
            own.ids = Ids::new(act.now, seed.into_bytes());
            own.undo = Some((decided.batch, undo_until));
            let (batch, verdict) = (decided.batch, &verdict);
            let one = One { event, id, batch, verdict, undo_until };
            match self.tx(|conn, _| decide(conn, own.clone(), &one).boxed()).await {
                Ok(status) => decided.outcomes.push((id, Ok(status))),
                Err(CommandError::Refused(refused)) => decided.outcomes.push((id, Err(refused))),
                Err(CommandError::Store(error)) => return Err(error.into()),
            }
        }
        Ok(decided)
    }
}

/// Whether all of them are of this event.
pub(super) async fn all_here(
    conn: &mut Conn,
    event: EventId,
    ids: &[RegistrationId],
) -> Result<(), StoreError> {
    let mut wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let found: i64 = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::id.eq_any(&wanted))
        .count()
        .get_result(conn)
        .await?;
    if i64::try_from(wanted.len()) == Ok(found) { Ok(()) } else { Err(StoreError::NotFound) }
}

/// One registration of a batch.
struct One<'a> {
    event: EventId,
    id: RegistrationId,
    batch: BatchId,
    verdict: &'a Verdict,
    undo_until: Timestamp,
}

async fn decide(
    conn: &mut Conn,
    mut act: Act,
    one: &One<'_>,
) -> Result<Status, CommandError<DecisionRefused>> {
    let row = registration_get_locked(conn, one.event, one.id).await?;
    let from = row.status()?;
    let to = after_decision(from, one.verdict, act.now).map_err(CommandError::Refused)?;
    let event = event_get(conn, one.event).await?;
    let decision = one.verdict.decision;
    let mut state = StateColumns::plain(to, String::new(), act.now);
    if decision.needs_reason() {
        state.reason.clone_from(&one.verdict.reason);
    }
    if decision == Decision::RequestInfo {
        state.asked_fields.clone_from(&one.verdict.fields);
    }
    state.answer_by = match decision {
        Decision::Offer => Some(offer_until(&event, one.undo_until)),
        _ if to.has_deadline() => one.verdict.answer_by,
        _ => None,
    };
    let had_over_limit = match (from.holds_place(), to.holds_place()) {
        (true, false) => entry_over_limit(conn, event.id, one.id).await?,
        _ => Vec::new(),
    };
    let over_limit = if one.verdict.over_limit { entry_pools(&event, &row.kind()?) } else { Vec::new() };
    if enter(conn, &mut act, (&event, &row), &state, &over_limit).await? == Claimed::NoneLeft {
        return Err(CommandError::Refused(DecisionRefused::NoPlaceLeft));
    }
    let letter = tell(conn, &mut act, &row, (to, one.undo_until)).await?;
    let decided = NewDecision {
        batch: one.batch,
        row: &row,
        had_over_limit,
        letter,
        to,
        undo_until: one.undo_until,
        follows: false,
    };
    decision_insert(conn, &act, decided).await?;
    let mut detail = json!({ "reference": row.reference, "from": from.code() });
    if let Some(map) = detail.as_object_mut() {
        if !one.verdict.reason.is_empty() {
            map.insert("reason".to_owned(), one.verdict.reason.as_str().into());
        }
        if one.verdict.over_limit {
            map.insert("over_limit".to_owned(), true.into());
        }
        if let Some(by) = state.answer_by {
            map.insert("answer_by".to_owned(), by.to_string().into());
        }
    }
    let entry = Entry::new(one.event, decision.code(), "registration", one.id);
    audit_insert(conn, &act, entry.detail(detail)).await?;
    Ok(to)
}
