//! What does not fit in a session by itself.

use super::{ConflictKind, Known, List};
use crate::agenda::{Agenda, Openness, Session};
use jiff::civil::Date;

pub(super) fn check(session: &Session, agenda: &Agenda, days: &[Date], list: &mut List<'_>) {
    if session.slot.is_some_and(|slot| !days.contains(&slot.day)) {
        list.add(ConflictKind::OutsideEvent, session, None);
    }
    if let (Some(seats), Some(capacity)) = (session.seats, capacity(session, agenda))
        && seats > capacity
    {
        list.add(ConflictKind::RoomTooSmall { seats, capacity }, session, None);
    }
    let chaired = session.speakers.iter().any(|person| person.role.leads());
    let expected = session.kind.needs_a_chair() && session.openness != Openness::Closed;
    if expected && !session.speakers.is_empty() && !chaired {
        list.add(ConflictKind::NoChair, session, None);
    }
}

/// What depends on those who come and speak.
pub(super) fn check_people(session: &Session, agenda: &Agenda, known: &Known, list: &mut List<'_>) {
    let people = known.signed_up.get(&session.id).copied().unwrap_or(0);
    if let Some(capacity) = capacity(session, agenda).filter(|capacity| people > i64::from(*capacity)) {
        list.add(ConflictKind::TooManyWishes { people, capacity }, session, None);
    }
}

fn capacity(session: &Session, agenda: &Agenda) -> Option<i32> {
    agenda.room(session.room?)?.capacity
}
