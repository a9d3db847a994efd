//! An organiser decides, about one registration or many: each in a transaction of its own, in the order given, so
//! that one refusal does not undo the others and the last place goes to the first on the list.

use crate::act::Act;
use crate::commands::leave_everything;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::registration;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::letters::{NewLetter, letter_insert};
use crate::tables::places::place_claim;
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{RegistrationData, registration_get_locked, registration_set_status};
use crate::tables::seats::seats_take;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, LetterId, RegistrationId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{Claimed, Decision, DecisionRefused, Status, after_decision, letter_for};
use serde_json::json;
use uuid::Uuid;

type Failed = CommandError<DecisionRefused>;

/// What became of each registration of a bulk decision.
type Decided = Vec<(RegistrationId, Result<Status, DecisionRefused>)>;

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
        decision: Decision,
        reason: String,
    ) -> Result<Vec<(RegistrationId, Result<Status, DecisionRefused>)>, CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.read(|conn, _| all_here(conn, event, &ids).boxed()).await?;
        let mut decided = Decided::with_capacity(ids.len());
        for id in ids {
            let letter: LetterId = act.ids.fresh();
            // Ids that a promotion needs come from a source of its own, or two decisions would share them.
            let mut own = act.clone();
            own.ids = plenary_domain::ids::Ids::new(act.now, Uuid::from(letter).into_bytes());
            let result = self
                .tx(|conn, _| decide(conn, own.clone(), (event, id, letter), decision, &reason).boxed())
                .await;
            match result {
                Ok(status) => decided.push((id, Ok(status))),
                Err(CommandError::Refused(refused)) => decided.push((id, Err(refused))),
                Err(CommandError::Store(error)) => return Err(error.into()),
            }
        }
        Ok(decided)
    }
}

async fn all_here(conn: &mut Conn, event: EventId, ids: &[RegistrationId]) -> Result<(), StoreError> {
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

async fn decide(
    conn: &mut Conn,
    mut act: Act,
    (event, id, letter): (EventId, RegistrationId, LetterId),
    decision: Decision,
    reason: &str,
) -> Result<Status, Failed> {
    let row = registration_get_locked(conn, event, id).await?;
    let from = row.status()?;
    let to = after_decision(from, decision, reason).map_err(CommandError::Refused)?;
    let kept_reason = if decision == Decision::Decline { reason } else { "" };
    if decision == Decision::Waitlist {
        queue_lock(conn, event, None).await?;
    }
    registration_set_status(conn, event, id, (to, kept_reason), act.now).await?;
    settle(conn, &mut act, (event, &row, from), decision).await?;
    if let Some(kind) = letter_for(to, decision == Decision::Reopen) {
        let answers = row.answers()?;
        let new = NewLetter { id: letter, event, registration: id, kind, answers: &answers, now: act.now };
        letter_insert(conn, &new).await?;
    }
    let mut detail = json!({ "reference": row.reference, "from": from.code() });
    if let (false, Some(map)) = (reason.is_empty(), detail.as_object_mut()) {
        map.insert("reason".to_owned(), reason.into());
    }
    audit_insert(conn, &act, Entry::new(event, decision.code(), "registration", id).detail(detail)).await?;
    Ok(to)
}

/// Places and seats follow the decision.
async fn settle(
    conn: &mut Conn,
    act: &mut Act,
    (event, row, from): (EventId, &RegistrationData, Status),
    decision: Decision,
) -> Result<(), Failed> {
    match decision {
        Decision::Confirm => {
            if place_claim(conn, event, None, row.id()).await? == Claimed::NoneLeft {
                return Err(CommandError::Refused(DecisionRefused::NoPlaceLeft));
            }
        }
        Decision::Waitlist => {}
        Decision::Decline => {
            let event = event_get(conn, event).await?;
            leave_everything(conn, act, &event, (row.id(), from)).await?;
        }
        // The seats were given back when it ended: it queues up for them again.
        Decision::Reopen => seats_take(conn, event, row.id(), &row.answers()?.sessions).await?,
    }
    Ok(())
}
