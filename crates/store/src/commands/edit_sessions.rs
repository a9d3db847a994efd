//! Editing the sessions of the draft. Every edit counts the draft on, which locks the event's row: edits of one
//! event, and its releases, take turns.

use crate::act::Act;
use crate::commands::edit_agenda::blocking;
use crate::commands::promote::{promote_seats, title_of};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::seat_wish;
use crate::store::Store;
use crate::tables::agenda::draft_load;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_draft_version, event_get, event_take_number, event_touch_draft};
use crate::tables::places::places_resize;
use crate::tables::queues::queue_lock;
use crate::tables::seats::wish_first;
use crate::tables::sessions::{session_delete, session_insert, session_update, session_version};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_domain::agenda::{EditRefused, OnTheClock, SessionInput, Slot, on_the_clock};
use plenary_domain::ids::{EventId, SessionId};
use plenary_domain::policy::Action;
use plenary_domain::registration::Pool;
use serde_json::json;

type Failed = CommandError<EditRefused>;

fn refused<T>(why: EditRefused) -> Result<T, Failed> {
    Err(CommandError::Refused(why))
}

impl Store {
    /// Saves a session, a new one when `id` is none; `version` is that of the form of one that was there.
    pub async fn save_session(
        &self,
        act: Act,
        event: EventId,
        id: Option<SessionId>,
        version: Option<i32>,
        input: SessionInput,
    ) -> Result<SessionId, CommandError<EditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return refused(EditRefused::NotAllowed);
        }
        self.tx(|conn, _| save(conn, act.clone(), event, (id, version), &input).boxed()).await
    }

    /// Takes a session out of the draft, if nobody has a seat in it or waits for one.
    pub async fn remove_session(
        &self,
        act: Act,
        event: EventId,
        id: SessionId,
    ) -> Result<(), CommandError<EditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return refused(EditRefused::NotAllowed);
        }
        self.tx(|conn, _| remove(conn, act.clone(), event, id).boxed()).await
    }
}

pub(super) async fn check_day(conn: &mut Conn, event: EventId, slot: Option<Slot>) -> Result<(), Failed> {
    let event = event_get(conn, event).await?;
    match slot {
        Some(slot) if !event.days().contains(&slot.day) => refused(EditRefused::OutsideEvent),
        Some(slot) if on_the_clock(&event.zone(), slot.starts()) == OnTheClock::Never => {
            refused(EditRefused::SkippedByClock)
        }
        _ => Ok(()),
    }
}

async fn save(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    (id, version): (Option<SessionId>, Option<i32>),
    input: &SessionInput,
) -> Result<SessionId, Failed> {
    event_touch_draft(conn, event).await?;
    check_day(conn, event, input.slot).await?;
    let (_, rules) = event_draft_version(conn, event).await?;
    let before = if rules.block_saves() { Some(draft_load(conn, event).await?) } else { None };
    let id = if let Some(id) = id {
        let (current, _) = session_version(conn, event, id).await?;
        if version != Some(current) {
            return refused(EditRefused::ChangedMeanwhile);
        }
        session_update(conn, event, id, input).await?;
        id
    } else {
        let id = act.ids.fresh();
        let number = event_take_number(conn, event).await?;
        session_insert(conn, event, id, number, input).await?;
        id
    };
    reseat(conn, &act, event, id, input.seats).await?;
    if let Some(before) = before
        && !blocking(conn, event, &before).await?.is_empty()
    {
        return refused(EditRefused::Blocked);
    }
    let detail = json!({ "name": input.title.get(Lang::En) });
    audit_insert(conn, &act, Entry::new(event, "save_session", "session", id).detail(detail)).await?;
    Ok(id)
}

/// Makes the number of seats what the form says. Without sign-up nobody waits for a seat either.
pub(super) async fn reseat(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    id: SessionId,
    seats: Option<i32>,
) -> Result<(), Failed> {
    queue_lock(conn, event, Pool::Session(id)).await?;
    if let Err(more) = places_resize(conn, event, Pool::Session(id), seats.unwrap_or(0)).await? {
        return refused(EditRefused::FewerSeatsThanTaken { taken: more.taken });
    }
    if seats.is_some() {
        promote_seats(conn, act, event, id).await?;
    } else {
        let wishes =
            seat_wish::table.filter(seat_wish::event_id.eq(event.0)).filter(seat_wish::session_id.eq(id.0));
        diesel::delete(wishes).execute(conn).await?;
    }
    Ok(())
}

async fn remove(conn: &mut Conn, act: Act, event: EventId, id: SessionId) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let (_, title) = session_version(conn, event, id).await?;
    queue_lock(conn, event, Pool::Session(id)).await?;
    if places_resize(conn, event, Pool::Session(id), 0).await?.is_err()
        || wish_first(conn, event, id).await?.is_some()
    {
        return refused(EditRefused::InUse);
    }
    if session_delete(conn, event, id).await? == 0 {
        return Err(StoreError::NotFound.into());
    }
    let entry = Entry::new(event, "remove_session", "session", id);
    audit_insert(conn, &act, entry.detail(json!({ "name": title_of(title) }))).await?;
    Ok(())
}
