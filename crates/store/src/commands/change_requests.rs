//! An organiser accepts or rejects a change that a delegate asked for. Accepted, it is a change of answers like any
//! other, checked again with the answers as they are now.

use crate::act::Act;
use crate::commands::change_answers::apply;
use crate::commands::enter::tell_kind;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::changes::{
    change_request_close, change_request_open, change_request_pending, change_request_why_rejected,
};
use crate::tables::events::event_get;
use crate::tables::registrations::registration_get_locked;
use futures_util::{FutureExt, TryFutureExt};
use plenary_domain::ids::{ChangeRequestId, EventId, RegistrationId};
use plenary_domain::letter::LetterKind;
use plenary_domain::policy::Action;
use plenary_domain::registration::{ChangeRefused, ChangeRequest, ChangeRequestRefused};
use serde_json::json;

type Failed = CommandError<ChangeRequestRefused>;

/// What an organiser says to a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeVerdict {
    /// The one that the organiser looked at.
    pub request: ChangeRequestId,
    pub accept: bool,
    /// Needed for rejecting.
    pub reason: String,
}

impl Store {
    /// The change that waits for an organiser; what is sealed of it stays closed.
    pub async fn change_request(
        &self,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Option<ChangeRequest>, crate::StoreError> {
        self.read(|conn, _| change_request_pending(conn, event, id).boxed()).await
    }

    /// The same with what is sealed of it: for the delegate, and for whoever has opened the registration at the desk.
    pub async fn change_request_opened(
        &self,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Option<ChangeRequest>, crate::StoreError> {
        let keys = self.sealer();
        self.read(|conn, _| change_request_open(conn, keys, event, id).boxed()).await
    }

    /// Why the last change that was decided was not accepted, if it was not.
    pub async fn change_why_rejected(
        &self,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Option<String>, crate::StoreError> {
        self.read(|conn, _| change_request_why_rejected(conn, event, id).map_err(Into::into).boxed()).await
    }

    /// Accepts or rejects a change.
    pub async fn decide_change(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        verdict: ChangeVerdict,
    ) -> Result<(), CommandError<ChangeRequestRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(ChangeRequestRefused::NotAllowed));
        }
        if !verdict.accept && verdict.reason.is_empty() {
            return Err(CommandError::Refused(ChangeRequestRefused::ReasonNeeded));
        }
        let keys = self.sealer();
        self.tx(|conn, _| decide(conn, act.clone(), keys, (event, id), &verdict).boxed()).await
    }
}

async fn decide(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    (event, id): (EventId, RegistrationId),
    verdict: &ChangeVerdict,
) -> Result<(), Failed> {
    let row = registration_get_locked(conn, event, id).await?;
    let pending = change_request_open(conn, keys, event, id).await?.filter(|p| p.id == verdict.request);
    let Some(pending) = pending else { return Err(CommandError::Refused(ChangeRequestRefused::NotPending)) };
    if !row.status()?.is_active() {
        return Err(CommandError::Refused(ChangeRequestRefused::Ended));
    }
    let (event, now) = (event_get(conn, event).await?, act.now);
    let mut detail = json!({ "reference": row.reference });
    let (state, kind) = if verdict.accept {
        let changes =
            apply(conn, &mut act, keys, (&event, &row), &pending.wanted).await.map_err(|e| match e {
                CommandError::Refused(ChangeRefused::NotFrom(_)) => {
                    CommandError::Refused(ChangeRequestRefused::Ended)
                }
                CommandError::Refused(_) => CommandError::Refused(ChangeRequestRefused::Answers),
                CommandError::Store(error) => CommandError::Store(error),
            })?;
        if let Some(map) = detail.as_object_mut() {
            map.insert("changes".to_owned(), changes.into());
        }
        ("applied", LetterKind::ChangeApplied)
    } else {
        if let Some(map) = detail.as_object_mut() {
            map.insert("reason".to_owned(), verdict.reason.as_str().into());
        }
        ("rejected", LetterKind::ChangeRejected)
    };
    change_request_close(conn, event.id, id, (state, &verdict.reason, now)).await?;
    // The letter goes to the address that answers name after the change.
    let row = registration_get_locked(conn, event.id, id).await?;
    tell_kind(conn, &mut act, &row, (kind, now)).await?;
    let action = if verdict.accept { "apply_change" } else { "reject_change" };
    audit_insert(conn, &act, Entry::new(event.id, action, "registration", id).detail(detail)).await?;
    Ok(())
}
