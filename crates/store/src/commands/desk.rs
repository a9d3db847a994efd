//! Small things at the desk that are no decision: put a registration aside, set a facet, move somebody in the queue.

use crate::act::Act;
use crate::commands::offer_places;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{
    registration_get_locked, registration_row, registration_set_facets, registration_set_held,
};
use crate::tables::waiting::{waiting_list_locked, waiting_number_set};
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{Facets, Pool, Status};
use serde_json::json;

/// Why somebody can't be moved in the waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveRefused {
    /// Not on the waiting list.
    NotWaiting,
    /// It is unfair without a reason.
    ReasonNeeded,
    NotAllowed,
}

/// Why a facet can't be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetRefused {
    /// A badge doesn't become that from what it is.
    Badge,
    NotAllowed,
}

impl Store {
    /// Puts a registration aside, or takes it up again: while aside it is offered no place.
    pub async fn set_held(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        held: bool,
    ) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| set_held(conn, act.clone(), (event, id), held).boxed()).await
    }

    /// Sets what stands beside the state: credentials, visa, badge.
    pub async fn set_facets(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        facets: Facets,
    ) -> Result<(), CommandError<FacetRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(FacetRefused::NotAllowed));
        }
        self.tx(|conn, _| set_facets(conn, act.clone(), (event, id), facets).boxed()).await
    }

    /// Moves somebody to place `to` (1 is next) of the event's waiting list.
    pub async fn move_in_queue(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        (to, reason): (usize, String),
    ) -> Result<(), CommandError<MoveRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(MoveRefused::NotAllowed));
        }
        if reason.is_empty() {
            return Err(CommandError::Refused(MoveRefused::ReasonNeeded));
        }
        self.tx(|conn, _| move_to(conn, act.clone(), (event, id), (to, &reason)).boxed()).await
    }
}

/// Somebody who is taken up again may be the next for a place that is free.
async fn set_held(
    conn: &mut Conn,
    mut act: Act,
    (event, id): (EventId, RegistrationId),
    held: bool,
) -> Result<(), CommandError<NotAllowed>> {
    // The queue before the row, and only for somebody in it: whoever has a place holds the row first (see `queues.rs`).
    let waits = !held && registration_row(conn, event, id).await?.status()? == Status::Waitlisted;
    if waits {
        queue_lock(conn, event, Pool::Event).await?;
    }
    let row = registration_get_locked(conn, event, id).await?;
    if row.held == held {
        return Ok(());
    }
    registration_set_held(conn, event, id, held).await?;
    let action = if held { "hold" } else { "unhold" };
    let entry = Entry::new(event, action, "registration", id).detail(json!({ "reference": row.reference }));
    audit_insert(conn, &act, entry).await?;
    if waits && row.status()? == Status::Waitlisted {
        let event = event_get(conn, event).await?;
        offer_places(conn, &mut act, &event).await?;
    }
    Ok(())
}

async fn set_facets(
    conn: &mut Conn,
    act: Act,
    (event, id): (EventId, RegistrationId),
    facets: Facets,
) -> Result<(), CommandError<FacetRefused>> {
    let row = registration_get_locked(conn, event, id).await?;
    let was = row.facets()?;
    if was.badge != facets.badge && !was.badge.may_become(facets.badge) {
        return Err(CommandError::Refused(FacetRefused::Badge));
    }
    let mut changes = serde_json::Map::new();
    for (field, old, new) in [
        ("credential", was.credential.code(), facets.credential.code()),
        ("visa", was.visa.code(), facets.visa.code()),
        ("badge_state", was.badge.code(), facets.badge.code()),
    ] {
        if old != new {
            changes.insert(field.to_owned(), json!([old, new]));
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    registration_set_facets(conn, event, id, facets).await?;
    let detail = json!({ "reference": row.reference, "changes": changes });
    audit_insert(conn, &act, Entry::new(event, "set_facets", "registration", id).detail(detail)).await?;
    Ok(())
}

/// The numbers stay the same set, only others have them: nobody who enters meanwhile comes between.
async fn move_to(
    conn: &mut Conn,
    act: Act,
    (event, id): (EventId, RegistrationId),
    (to, reason): (usize, &str),
) -> Result<(), CommandError<MoveRefused>> {
    // The queue before the rows: see `queues.rs`.
    queue_lock(conn, event, Pool::Event).await?;
    let list = waiting_list_locked(conn, event).await?;
    let Some(from) = list.iter().position(|(of, _)| *of == id.0) else {
        return Err(CommandError::Refused(MoveRefused::NotWaiting));
    };
    let mut order: Vec<_> = list.iter().map(|(of, _)| *of).collect();
    let moved = order.remove(from);
    let to = to.clamp(1, list.len());
    order.insert(to - 1, moved);
    for ((of, number), now) in list.iter().zip(&order).map(|((was, number), now)| ((*was, *number), *now)) {
        if of != now {
            waiting_number_set(conn, event, now.into(), number).await?;
        }
    }
    let detail = json!({ "reason": reason, "changes": { "waiting_place": [from + 1, to] } });
    let entry = Entry::new(event, "move_in_queue", "registration", id).detail(detail);
    audit_insert(conn, &act, entry).await.map_err(StoreError::from)?;
    Ok(())
}
