//! A delegate takes the registration back: place and seats go to the next in their queues.

use crate::act::Act;
use crate::commands::enter::{enter, tell};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::registrations::{StateColumns, registration_get_locked};
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Action;
use plenary_domain::registration::{Status, WithdrawRefused, may_withdraw};
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
    may_withdraw(row.status()?).map_err(CommandError::Refused)?;
    let event = event_get(conn, event).await?;
    let state = StateColumns::plain(Status::Withdrawn, reason.to_owned(), act.now);
    enter(conn, &mut act, (&event, &row), &state, &[]).await?;
    let now = act.now;
    tell(conn, &mut act, &row, (Status::Withdrawn, now)).await?;
    let detail = json!({ "reference": row.reference, "reason": reason });
    audit_insert(conn, &act, Entry::new(event.id, "withdraw", "registration", id).detail(detail)).await?;
    Ok(())
}
