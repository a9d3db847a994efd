//! Taking over an agenda of another program. The plan is made once more inside the transaction, from the draft that is
//! locked there: what was looked at is what is written, or nothing is. One audit row says what was taken from where.

use crate::act::Act;
use crate::columns::Day;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::event;
use crate::store::Store;
use crate::tables::agenda::{draft_load, room_save, topic_save};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_get, event_take_number, event_tell, event_touch_draft};
use crate::tables::places::places_resize;
use crate::tables::queues::queue_lock;
use crate::tables::seats::wish_first;
use crate::tables::sessions::{session_delete, session_insert, session_update};
use crate::tables::speakers::speaker_save;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::civil::Date;
use plenary_domain::agenda::import::{Choices, Foreign, Plan, plan};
use plenary_domain::ids::{EventId, SessionId};
use plenary_domain::policy::Action;
use plenary_domain::registration::Pool;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is taken over, as an organiser has looked at it.
#[derive(Debug, Clone)]
pub struct ImportOrder {
    pub file: Arc<Foreign>,
    /// What the file is called.
    pub name: String,
    pub choices: Choices,
    /// Ticked to be removed.
    pub removed: Vec<SessionId>,
    /// Of the draft that the plan was made for.
    pub draft_version: i32,
    /// How many sessions are written so far.
    pub done: Arc<AtomicUsize>,
}

/// Why nothing was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRefused {
    NotAllowed,
    /// The draft has changed since the plan was made.
    ChangedMeanwhile,
    /// People have signed up for a session that was ticked.
    InUse(SessionId),
    /// There is nothing to do.
    Nothing,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    pub new: usize,
    pub changed: usize,
    pub removed: usize,
}

type Failed = CommandError<ImportRefused>;

fn refused<T>(why: ImportRefused) -> Result<T, Failed> {
    Err(CommandError::Refused(why))
}

impl Store {
    /// Takes over what the plan says, all of it or nothing.
    pub async fn import_agenda(
        &self,
        act: Act,
        event: EventId,
        order: ImportOrder,
    ) -> Result<Imported, CommandError<ImportRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return refused(ImportRefused::NotAllowed);
        }
        self.tx(|conn, _| import(conn, act.clone(), event, &order).boxed()).await
    }
}

async fn import(conn: &mut Conn, act: Act, id: EventId, order: &ImportOrder) -> Result<Imported, Failed> {
    order.done.store(0, Ordering::Relaxed);
    // Counting the draft on locks it; what was looked at is the version before.
    event_touch_draft(conn, id).await?;
    let draft = draft_load(conn, id).await?;
    if draft.draft_version != order.draft_version + 1 {
        return refused(ImportRefused::ChangedMeanwhile);
    }
    let event = event_get(conn, id).await?;
    let plan = plan(&event, &draft.agenda, &order.file, order.choices);
    let removed: Vec<SessionId> =
        plan.missing.iter().copied().filter(|missing| order.removed.contains(missing)).collect();
    if plan.is_empty() && removed.is_empty() {
        return refused(ImportRefused::Nothing);
    }
    if let Some(dates) = plan.dates {
        move_dates(conn, id, dates).await?;
    }
    frame(conn, id, &plan).await?;
    for session in &removed {
        take_out(conn, id, *session).await?;
    }
    sessions(conn, id, &plan, &order.done).await?;
    let done = Imported { new: plan.new.len(), changed: plan.changed.len(), removed: removed.len() };
    let detail = json!({
        "file": order.name, "new": done.new, "changed": done.changed, "removed": done.removed,
        "not_taken": plan.left_out.iter().filter(|left| !left.why.is_taken()).count(),
        "dates": plan.dates.map(|(first, last)| format!("{first}/{last}")),
    });
    audit_insert(conn, &act, Entry::new(id, "import_agenda", "event", id).detail(detail)).await?;
    Ok(done)
}

/// The event takes place on other days, which its public pages say at once.
async fn move_dates(conn: &mut Conn, id: EventId, (first, last): (Date, Date)) -> Result<(), Failed> {
    diesel::update(event::table.find(id.0))
        .set((
            event::starts_on.eq(Day(first)),
            event::ends_on.eq(Day(last)),
            event::version.eq(event::version + 1),
        ))
        .execute(conn)
        .await?;
    event_tell(conn, id).await?;
    Ok(())
}

/// Rooms, topics and people that sessions refer to.
async fn frame(conn: &mut Conn, event: EventId, plan: &Plan) -> Result<(), StoreError> {
    for (id, room) in &plan.rooms {
        room_save(conn, event, *id, room, true).await?;
    }
    for (id, topic) in &plan.topics {
        topic_save(conn, event, *id, topic, true).await?;
    }
    for (id, speaker) in &plan.speakers {
        speaker_save(conn, event, *id, speaker, true).await?;
    }
    Ok(())
}

async fn sessions(
    conn: &mut Conn,
    event: EventId,
    plan: &Plan,
    done: &AtomicUsize,
) -> Result<(), StoreError> {
    for session in &plan.new {
        let number = event_take_number(conn, event).await?;
        session_insert(conn, event, session.id, number, &session.input).await?;
        done.fetch_add(1, Ordering::Relaxed);
    }
    for session in &plan.changed {
        session_update(conn, event, session.id, &session.input).await?;
        done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// As a session is removed by hand: only if nobody has a seat in it or waits for one.
async fn take_out(conn: &mut Conn, event: EventId, id: SessionId) -> Result<(), Failed> {
    queue_lock(conn, event, Pool::Session(id)).await?;
    if places_resize(conn, event, Pool::Session(id), 0).await?.is_err()
        || wish_first(conn, event, id).await?.is_some()
    {
        return refused(ImportRefused::InUse(id));
    }
    session_delete(conn, event, id).await?;
    Ok(())
}
