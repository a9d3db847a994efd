//! Saving the form of an event: each save is a version of its own, and a save that changes nothing is none.
//!
//! A registration that is being sent at this moment names the version that it was checked against, so nobody has to
//! wait for anybody. Whoever chose an option without a limit in the very moment in which it got one keeps it.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get_locked;
use crate::tables::forms::{form_current, form_insert};
use crate::tables::options::options_settle;
use futures_util::FutureExt;
use plenary_domain::ids::EventId;
use plenary_domain::policy::Action;
use plenary_domain::registration::{Fault, Form, FormFault, FormRefused};
use serde_json::json;

type Failed = CommandError<FormRefused>;

impl Store {
    /// Saves the questions of a form that was made from version `expected`; gives the version that is asked now.
    pub async fn save_form(
        &self,
        act: Act,
        event: EventId,
        expected: i32,
        form: Form,
    ) -> Result<i32, CommandError<FormRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(FormRefused::NotAllowed));
        }
        self.tx(|conn, _| save(conn, act.clone(), event, expected, form.clone()).boxed()).await
    }
}

pub(crate) async fn save(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    expected: i32,
    mut form: Form,
) -> Result<i32, Failed> {
    let event = event_get_locked(conn, event).await?;
    let before = form_current(conn, event.id).await?;
    if before.version != expected {
        return Err(CommandError::Refused(FormRefused::ChangedMeanwhile));
    }
    form.arrange();
    let faults = form.faults(&before, &event.languages);
    if !faults.is_empty() {
        return Err(CommandError::Refused(FormRefused::Faults(faults)));
    }
    if form.questions == before.questions {
        return Ok(before.version);
    }
    form.version = before.version.checked_add(1).ok_or(StoreError::Conflict("the version of the form"))?;
    if let Err(few) = options_settle(conn, event.id, (&before, &form)).await? {
        let fault = Fault::PlacesTaken { option: few.option, taken: few.taken };
        return Err(CommandError::Refused(FormRefused::Faults(vec![FormFault { key: few.question, fault }])));
    }
    form_insert(conn, event.id, &form, (act.now, act.actor.account().map(|account| account.id))).await?;
    let detail = json!({ "version": form.version, "questions": form.changes_since(&before) });
    audit_insert(conn, &act, Entry::new(event.id, "save_form", "event", event.id).detail(detail)).await?;
    Ok(form.version)
}
