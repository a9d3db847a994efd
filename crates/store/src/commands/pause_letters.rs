//! Holding the letters of an event back, and letting them go: they are queued as before and wait.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::{letter_pause, outbox};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::letters::workers_wake;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, LetterId};
use plenary_domain::letter::{LetterState, PAUSE_REASON, PauseRefused};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::text::line;
use serde_json::json;

impl Store {
    /// From now on the event's letters wait. Those under way can't be called back.
    pub async fn pause_letters(
        &self,
        act: Act,
        event: EventId,
        reason: &str,
    ) -> Result<(), CommandError<PauseRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(PauseRefused::NotAllowed));
        }
        let reason =
            line(reason, PAUSE_REASON).map_err(|why| CommandError::Refused(PauseRefused::Reason(why)))?;
        self.tx(|conn, _| pause(conn, act.clone(), event, &reason).boxed()).await
    }

    /// They leave again, the oldest first. Nothing happens when they were not held back.
    pub async fn resume_letters(&self, act: Act, event: EventId) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| resume(conn, act.clone(), event).boxed()).await
    }

    /// An organiser has looked after an address from which letters came back: they stop no others any more.
    pub async fn settle_bounces(
        &self,
        act: Act,
        event: EventId,
        letter: LetterId,
    ) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| settle(conn, act.clone(), event, letter).boxed()).await
    }
}

async fn pause(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    reason: &str,
) -> Result<(), CommandError<PauseRefused>> {
    let Actor::Account(account) = &act.actor else {
        return Err(CommandError::Refused(PauseRefused::NotAllowed));
    };
    let row = (
        letter_pause::event_id.eq(event.0),
        letter_pause::account_id.eq(account.id.0),
        letter_pause::reason.eq(reason),
        letter_pause::since.eq(At(act.now)),
    );
    let inserted = diesel::insert_into(letter_pause::table).values(row).on_conflict_do_nothing();
    if inserted.execute(conn).await? == 1 {
        let entry = Entry::new(event, "pause_letters", "event", event).detail(json!({ "reason": reason }));
        audit_insert(conn, &act, entry).await?;
    }
    Ok(())
}

async fn resume(conn: &mut Conn, act: Act, event: EventId) -> Result<(), CommandError<NotAllowed>> {
    let row = letter_pause::table.find(event.0);
    if diesel::delete(row).execute(conn).await? == 1 {
        audit_insert(conn, &act, Entry::new(event, "resume_letters", "event", event)).await?;
        workers_wake(conn).await?;
    }
    Ok(())
}

async fn settle(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    letter: LetterId,
) -> Result<(), CommandError<NotAllowed>> {
    let of_event = outbox::table.filter(outbox::event_id.eq(event.0));
    let recipient: Option<String> =
        of_event.filter(outbox::id.eq(letter.0)).select(outbox::recipient).first(conn).await.optional()?;
    let recipient = recipient.ok_or(StoreError::NotFound)?;
    let open = of_event
        .filter(outbox::recipient.eq(recipient))
        .filter(outbox::state.eq(LetterState::Bounced.code()))
        .filter(outbox::settled_at.is_null());
    let changed = diesel::update(open).set(outbox::settled_at.eq(At(act.now))).execute(conn).await?;
    if changed > 0 {
        let entry =
            Entry::new(event, "settle_bounces", "letter", letter).detail(json!({ "letters": changed }));
        audit_insert(conn, &act, entry).await?;
    }
    Ok(())
}
