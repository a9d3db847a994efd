//! When a place is given back it is offered to the next in the queue, in the same transaction, and kept for them for
//! a while; a seat in a session goes to the next at once. The program itself is the actor.

use crate::act::Act;
use crate::commands::enter::tell;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::session;
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::decisions::{NewDecision, decision_insert};
use crate::tables::places::{entry_claim, entry_free, place_claim, seats_free_all};
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{StateColumns, registration_set_state};
use crate::tables::seats::{sessions_of, wish_first, wish_remove};
use crate::tables::waiting::registration_next_waiting_locked;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::event::Event;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::registration::{Claimed, Pool, Status, offer_until};
use plenary_domain::{Actor, Lang, LocalText};
use serde_json::{Value, json};

/// Gives back the place and all seats and wishes of a registration that ends, and lets the queues move up.
/// `status` is the one that it leaves.
pub(crate) async fn leave_everything(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    (registration, status): (RegistrationId, Status),
) -> Result<(), StoreError> {
    // The event's queue first, and only by those who have a place: whoever waits in it may be waited for.
    if status.holds_place() {
        queue_lock(conn, event.id, Pool::Event).await?;
        if entry_free(conn, event.id, registration).await? {
            offer_places(conn, act, event).await?;
        }
    }
    for session in leave_seats(conn, event.id, registration).await? {
        promote_seats(conn, act, event.id, session).await?;
    }
    Ok(())
}

/// Gives back all seats and wishes; the sessions where a seat is free now, with their queues locked.
pub(crate) async fn leave_seats(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Vec<SessionId>> {
    for session in sessions_of(conn, event, registration).await? {
        queue_lock(conn, event, Pool::Session(session)).await?;
        wish_remove(conn, event, session, registration).await?;
    }
    seats_free_all(conn, event, registration).await
}

/// Offers free places to those who wait, in their order. Somebody whose type is full is passed over, not forgotten.
/// The caller holds the queue's lock.
pub(crate) async fn offer_places(conn: &mut Conn, act: &mut Act, event: &Event) -> Result<(), StoreError> {
    let mut full: Vec<String> = Vec::new();
    while let Some(next) = registration_next_waiting_locked(conn, event.id, &full).await? {
        let kind = next.kind()?;
        if entry_claim(conn, (event, &kind), next.id(), &[]).await? == Claimed::NoneLeft {
            let limited = event.representation_type(&kind).is_some_and(|kind| kind.limit.is_some());
            if !limited || full.iter().any(|code| code == kind.as_str()) {
                break;
            }
            full.push(kind.as_str().to_owned());
            continue;
        }
        // An offer that can be called back leaves as late as the decision that it follows from can be taken back.
        let due = act.undo.map_or(act.now, |(_, until)| until);
        let until = offer_until(event, due);
        let state = StateColumns {
            answer_by: Some(until),
            ..StateColumns::plain(Status::Offered, String::new(), act.now)
        };
        registration_set_state(conn, event.id, next.id(), &state).await?;
        let letter = tell(conn, act, &next, (Status::Offered, due)).await?;
        if let Some((batch, undo_until)) = act.undo {
            let to = Status::Offered;
            let had_over_limit = Vec::new();
            let new =
                NewDecision { batch, row: &next, had_over_limit, letter, to, undo_until, follows: true };
            decision_insert(conn, act, new).await?;
        }
        let detail = json!({ "reference": next.reference, "answer_by": until });
        let entry = Entry::new(event.id, "offer", "registration", next.id()).detail(detail);
        audit_insert_as(conn, &Actor::System, act.now, entry).await?;
    }
    Ok(())
}

/// Gives free seats to those who wait. The caller holds the queue's lock.
pub(crate) async fn promote_seats(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    session: SessionId,
) -> Result<(), StoreError> {
    while let Some(next) = wish_first(conn, event, session).await? {
        if place_claim(conn, event, Pool::Session(session), next).await? == Claimed::NoneLeft {
            break;
        }
        wish_remove(conn, event, session, next).await?;
        let title: Value =
            session::table.find((event.0, session.0)).select(session::title).first(conn).await?;
        let detail = json!({ "session": title_of(title) });
        let entry = Entry::new(event, "seat_promoted", "registration", next).detail(detail);
        audit_insert_as(conn, &Actor::System, act.now, entry).await?;
    }
    Ok(())
}

/// How the audit trail calls a thing that has a name in several languages.
pub(crate) fn title_of(value: Value) -> String {
    serde_json::from_value::<LocalText>(value).map(|text| text.get(Lang::En).to_owned()).unwrap_or_default()
}
