//! The letter of the present state once more, at most one in five minutes: an address that a stranger typed is not
//! to be flooded through us.

use crate::act::Act;
use crate::commands::enter::tell_kind;
use crate::commands::withdraw::owns;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::letters::letter_last_queued;
use crate::tables::registrations::registration_get_locked;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::letter::{RESEND_PAUSE, ResendRefused};
use plenary_domain::registration::{letter_for, merged_into};
use serde_json::json;

type Failed = CommandError<ResendRefused>;

impl Store {
    /// Queues the letter again; by the delegate or by whoever runs the event.
    pub async fn resend_letter(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
    ) -> Result<(), CommandError<ResendRefused>> {
        if !owns(&act, event, id) {
            return Err(CommandError::Refused(ResendRefused::NotAllowed));
        }
        self.tx(|conn, _| resend(conn, act.clone(), event, id).boxed()).await
    }
}

async fn resend(conn: &mut Conn, mut act: Act, event: EventId, id: RegistrationId) -> Result<(), Failed> {
    let row = registration_get_locked(conn, event, id).await?;
    // Letters about this person are those of the other registration.
    if merged_into(&row.reason).is_some() {
        return Ok(());
    }
    let last = letter_last_queued(conn, event, id).await?;
    if last.is_some_and(|last| act.now.duration_since(last) < RESEND_PAUSE) {
        return Err(CommandError::Refused(ResendRefused::TooSoon));
    }
    let Some(kind) = letter_for(row.status()?, true) else { return Ok(()) };
    let now = act.now;
    tell_kind(conn, &mut act, &row, (kind, now)).await?;
    let detail = json!({ "reference": row.reference, "letter": kind.code() });
    audit_insert(conn, &act, Entry::new(event, "resend_letter", "registration", id).detail(detail)).await?;
    Ok(())
}
