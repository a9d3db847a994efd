//! A delegate answers what was asked or offered: takes an offered place or passes it on, still comes or not.

use crate::act::Act;
use crate::commands::enter::{enter, tell};
use crate::commands::withdraw::owns;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::registrations::{StateColumns, registration_get_locked};
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{Claimed, Reply, ReplyRefused, Status, after_reply};
use serde_json::json;

impl Store {
    /// Replies; by the delegate or, on the telephone, by whoever runs the event.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else.
    pub async fn reply(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        reply: Reply,
    ) -> Result<Status, CommandError<ReplyRefused>> {
        self.tx(|conn, _| answer(conn, act.clone(), (event, id), reply).boxed()).await
    }
}

async fn answer(
    conn: &mut Conn,
    mut act: Act,
    (event, id): (EventId, RegistrationId),
    reply: Reply,
) -> Result<Status, CommandError<ReplyRefused>> {
    let row = registration_get_locked(conn, event, id).await?;
    if !owns(&act, event, id) {
        return Err(StoreError::NotFound.into());
    }
    let from = row.status()?;
    let to = after_reply(from, reply, row.answer_by(), act.now).map_err(CommandError::Refused)?;
    let event = event_get(conn, event).await?;
    let state = StateColumns::plain(to, String::new(), act.now);
    // The place is held already, or given back: there is none to miss.
    if enter(conn, &mut act, (&event, &row), &state, &[]).await? == Claimed::NoneLeft {
        return Err(StoreError::Conflict("a place that was held").into());
    }
    let now = act.now;
    tell(conn, &mut act, &row, (to, now)).await?;
    let detail = json!({ "reference": row.reference, "from": from.code() });
    audit_insert(conn, &act, Entry::new(event.id, reply.code(), "registration", id).detail(detail)).await?;
    Ok(to)
}
