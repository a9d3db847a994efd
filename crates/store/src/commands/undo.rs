//! Taking decisions back while their letters have not left: each registration returns to the state it was in, with its
//! place in the queue, and a place over the limit where it had one. A place that was given up meanwhile has been offered
//! on: that offer is called back, since its letter waits as well. Where somebody has taken the place already, that one
//! stays as decided.

use crate::act::Act;
use crate::commands::enter::enter;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert, audit_insert_as};
use crate::tables::decisions::{DecisionData, decision_undone, decisions_of};
use crate::tables::events::event_get;
use crate::tables::letters::{letter_cancel, letter_restore};
use crate::tables::places::entry_free;
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{registration_get_idle, registration_get_locked, registration_set_state};
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::{BatchId, EventId, Ids, RegistrationId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{Claimed, Pool, Status, UndoRefused};
use serde_json::json;
use uuid::Uuid;

type Undone = Vec<(RegistrationId, Result<Status, UndoRefused>)>;

impl Store {
    /// Takes back what was decided together.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such batch, or it was taken back already.
    pub async fn undo_decisions(
        &self,
        mut act: Act,
        event: EventId,
        batch: BatchId,
    ) -> Result<Vec<(RegistrationId, Result<Status, UndoRefused>)>, CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        let decisions = self
            .read(|conn, _| {
                async move { Ok::<_, StoreError>(decisions_of(conn, event, batch, false).await?) }.boxed()
            })
            .await?;
        if decisions.is_empty() {
            return Err(StoreError::NotFound.into());
        }
        let mut undone = Undone::with_capacity(decisions.len());
        for decision in decisions {
            let seed: Uuid = act.ids.fresh();
            let mut own = act.clone();
            own.ids = Ids::new(act.now, seed.into_bytes());
            let id = decision.registration();
            match self.tx(|conn, _| undo(conn, own.clone(), (event, batch), &decision).boxed()).await {
                Ok(status) => undone.push((id, Ok(status))),
                Err(CommandError::Refused(refused)) => undone.push((id, Err(refused))),
                Err(CommandError::Store(error)) => return Err(error.into()),
            }
        }
        Ok(undone)
    }
}

async fn undo(
    conn: &mut Conn,
    mut act: Act,
    (event, batch): (EventId, BatchId),
    decision: &DecisionData,
) -> Result<Status, CommandError<UndoRefused>> {
    let id = decision.registration();
    if act.now >= Timestamp::from(decision.undo_until) {
        return Err(CommandError::Refused(UndoRefused::TooLate));
    }
    let row = registration_get_locked(conn, event, id).await?;
    if !decision.is_still(&row)? || !decision_undone(conn, event, (batch, id), act.now).await? {
        return Err(CommandError::Refused(UndoRefused::ChangedMeanwhile));
    }
    if let Some(letter) = decision.letter()
        && !letter_cancel(conn, event, letter).await?
    {
        return Err(CommandError::Refused(UndoRefused::TooLate));
    }
    let (event, before, from) = (event_get(conn, event).await?, decision.before()?, row.status()?);
    let over_limit = decision.had_over_limit()?;
    while enter(conn, &mut act, (&event, &row), &before, &over_limit).await? == Claimed::NoneLeft {
        if !call_back(conn, &act, event.id, batch).await? {
            return Err(CommandError::Refused(UndoRefused::PlaceGone));
        }
    }
    // What the decision had made needless is needed again.
    letter_restore(conn, (event.id, id), (before.status, before.since), decision.letter()).await?;
    let detail = json!({ "reference": row.reference, "from": from.code(), "to": before.status.code() });
    audit_insert(conn, &act, Entry::new(event.id, "undo", "registration", id).detail(detail)).await?;
    Ok(before.status)
}

/// Calls back the last offer that the batch has led to: whoever got it waits again, where they waited before, and their
/// place is free. False when there is none left: taken, passed on, or its letter is on its way.
async fn call_back(conn: &mut Conn, act: &Act, event: EventId, batch: BatchId) -> Result<bool, StoreError> {
    queue_lock(conn, event, Pool::Event).await?;
    let mut offers = Vec::new();
    for offer in decisions_of(conn, event, batch, true).await? {
        offers.push((offer.before()?, offer));
    }
    offers.sort_by_key(|(before, _)| std::cmp::Reverse(before.waiting_number));
    for (before, offer) in offers {
        let id = offer.registration();
        // Somebody who is answering at this moment keeps it.
        let Some(row) = registration_get_idle(conn, event, id).await? else { continue };
        let letter_waits = match offer.letter() {
            Some(letter) if offer.is_still(&row)? => letter_cancel(conn, event, letter).await?,
            _ => false,
        };
        if !letter_waits || !decision_undone(conn, event, (batch, id), act.now).await? {
            continue;
        }
        registration_set_state(conn, event, id, &before).await?;
        entry_free(conn, event, id).await?;
        letter_restore(conn, (event, id), (before.status, before.since), offer.letter()).await?;
        let detail = json!({ "reference": row.reference });
        let entry = Entry::new(event, "offer_called_back", "registration", id).detail(detail);
        audit_insert_as(conn, &Actor::System, act.now, entry).await?;
        return Ok(true);
    }
    Ok(false)
}
