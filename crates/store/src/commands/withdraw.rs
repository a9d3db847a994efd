//! A delegate takes the registration back: place and seats go to the next in their queues.

use crate::act::Act;
use crate::commands::leave_everything;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::letters::{NewLetter, letter_insert};
use crate::tables::registrations::{registration_get_locked, registration_set_status};
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Action;
use plenary_domain::registration::{Status, WithdrawRefused, letter_for, may_withdraw};
use serde_json::json;

impl Store {
    /// Withdraws; by the delegate or by whoever runs the event.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else.
    pub async fn withdraw(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        reason: String,
    ) -> Result<(), CommandError<WithdrawRefused>> {
        self.tx(|conn, _| withdraw(conn, act.clone(), event, id, &reason).boxed()).await
    }
}

/// Whether the actor holds the secret of this registration or runs its event.
pub(crate) fn owns(act: &Act, event: EventId, id: RegistrationId) -> bool {
    act.actor == Actor::Delegate(id) || act.may(Action::RunEvent(event))
}

async fn withdraw(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    id: RegistrationId,
    reason: &str,
) -> Result<(), CommandError<WithdrawRefused>> {
    let row = registration_get_locked(conn, event, id).await?;
    if !owns(&act, event, id) {
        return Err(StoreError::NotFound.into());
    }
    let from = row.status()?;
    may_withdraw(from).map_err(CommandError::Refused)?;
    let event = event_get(conn, event).await?;
    registration_set_status(conn, event.id, id, (Status::Withdrawn, reason), act.now).await?;
    leave_everything(conn, &mut act, &event, (id, from)).await?;
    if let Some(kind) = letter_for(Status::Withdrawn, false) {
        let answers = row.answers()?;
        let (letter, event, now) = (act.ids.fresh(), event.id, act.now);
        letter_insert(conn, &NewLetter { id: letter, event, registration: id, kind, answers: &answers, now })
            .await?;
    }
    let detail = json!({ "reference": row.reference, "reason": reason });
    audit_insert(conn, &act, Entry::new(event.id, "withdraw", "registration", id).detail(detail)).await?;
    Ok(())
}
