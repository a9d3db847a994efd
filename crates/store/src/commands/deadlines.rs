//! What the clock does: reminds of deadlines, and ends what was not answered in time. A place that was kept for
//! somebody goes to the next in the queue in the same transaction.

use crate::act::Act;
use crate::columns::At;
use crate::commands::enter::{enter, tell, tell_kind};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::registration;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::events::event_get;
use crate::tables::registrations::{StateColumns, registration_get_locked, registration_set_reminded};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, Ids, RegistrationId};
use plenary_domain::registration::{after_deadline, remind_at, reminder_for};
use serde_json::json;
use uuid::Uuid;

/// How many are looked at in one round; the next round takes the rest.
const ROUND: i64 = 200;
/// Nobody is reminded earlier before a deadline.
const LOOK_AHEAD: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Ends what was not answered by `act.now`, and reminds of what ends soon; how many registrations that concerned.
    ///
    /// # Errors
    /// The database's; what was done before stays done.
    pub async fn keep_deadlines(&self, mut act: Act) -> Result<usize, StoreError> {
        let now = act.now;
        let due = self.read(|conn, _| due(conn, now).boxed()).await?;
        let mut done = 0;
        for (event, id) in due {
            let seed: Uuid = act.ids.fresh();
            let mut own = act.clone();
            own.ids = Ids::new(act.now, seed.into_bytes());
            if self.tx(|conn, _| keep(conn, own.clone(), event, id).boxed()).await? {
                done += 1;
            }
        }
        Ok(done)
    }
}

async fn due(conn: &mut Conn, now: Timestamp) -> Result<Vec<(EventId, RegistrationId)>, StoreError> {
    let soon = now.checked_add(LOOK_AHEAD).unwrap_or(now);
    let rows: Vec<(Uuid, Uuid)> = registration::table
        .filter(
            registration::answer_by
                .le(At(now))
                .or(registration::answer_by.le(At(soon)).and(registration::reminded_at.is_null())),
        )
        .order(registration::answer_by)
        .limit(ROUND)
        .select((registration::event_id, registration::id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(event, id)| (event.into(), id.into())).collect())
}

/// Whether there was something to do: the registration may have been answered meanwhile.
async fn keep(conn: &mut Conn, mut act: Act, event: EventId, id: RegistrationId) -> Result<bool, StoreError> {
    let row = registration_get_locked(conn, event, id).await?;
    let (from, now) = (row.status()?, act.now);
    let Some(answer_by) = row.answer_by() else { return Ok(false) };
    if now < answer_by {
        let Some(kind) = reminder_for(from) else { return Ok(false) };
        if row.was_reminded() || now < remind_at(row.status_since(), answer_by) {
            return Ok(false);
        }
        registration_set_reminded(conn, event, id, now).await?;
        tell_kind(conn, &mut act, &row, (kind, now)).await?;
        let detail = json!({ "reference": row.reference, "answer_by": answer_by });
        let entry = Entry::new(event, "remind", "registration", id).detail(detail);
        audit_insert_as(conn, &Actor::System, now, entry).await?;
        return Ok(true);
    }
    let Some(to) = after_deadline(from) else { return Ok(false) };
    let event = event_get(conn, event).await?;
    enter(conn, &mut act, (&event, &row), &StateColumns::plain(to, String::new(), now), false).await?;
    tell(conn, &mut act, &row, (to, now)).await?;
    let detail = json!({ "reference": row.reference, "from": from.code(), "to": to.code() });
    let entry = Entry::new(event.id, "deadline", "registration", id).detail(detail);
    audit_insert_as(conn, &Actor::System, now, entry).await?;
    Ok(true)
}
