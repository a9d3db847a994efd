//! When a place or a seat is given back, the next in the queue gets it, in the same transaction.
//!
//! The event's waiting list moves up by itself only where places are given at once; where organisers decide, they
//! decide about this too. Seats in sessions always go to the next. The program itself is the actor.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::session;
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::letters::{NewLetter, letter_insert};
use crate::tables::places::{place_claim, place_free, place_free_all};
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{registration_next_waiting_locked, registration_set_status};
use crate::tables::seats::{sessions_of, wish_first, wish_remove};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::registration::{Claimed, Status, letter_for};
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
    if status == Status::Confirmed {
        queue_lock(conn, event.id, None).await?;
        if place_free(conn, event.id, None, registration).await? > 0 {
            promote_event(conn, act, event).await?;
        }
    }
    let sessions = sessions_of(conn, event.id, registration).await?;
    for session in &sessions {
        queue_lock(conn, event.id, Some(*session)).await?;
        wish_remove(conn, event.id, *session, registration).await?;
    }
    let freed = place_free_all(conn, event.id, registration).await?;
    for session in freed.seats {
        promote_seats(conn, act, event.id, session).await?;
    }
    Ok(())
}

/// Confirms from the waiting list while there are places. The caller holds the queue's lock.
pub(crate) async fn promote_event(conn: &mut Conn, act: &mut Act, event: &Event) -> Result<(), StoreError> {
    if event.decision != DecisionMode::AtOnce {
        return Ok(());
    }
    while let Some(next) = registration_next_waiting_locked(conn, event.id).await? {
        let id = next.id();
        if place_claim(conn, event.id, None, id).await? == Claimed::NoneLeft {
            break;
        }
        registration_set_status(conn, event.id, id, (Status::Confirmed, ""), act.now).await?;
        if let Some(kind) = letter_for(Status::Confirmed, false) {
            let answers = next.answers()?;
            let letter = NewLetter {
                id: act.ids.fresh(),
                event: event.id,
                registration: id,
                kind,
                answers: &answers,
                now: act.now,
            };
            letter_insert(conn, &letter).await?;
        }
        let entry = Entry::new(event.id, "promote", "registration", id)
            .detail(json!({ "reference": next.reference }));
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
        if place_claim(conn, event, Some(session), next).await? == Claimed::NoneLeft {
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
