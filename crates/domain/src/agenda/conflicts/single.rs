//! What does not fit in a session by itself.

use super::people::present;
use super::{ConflictKind, Known, List};
use crate::agenda::{Agenda, LinkClass, Openness, Session};
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
    if outside_hours(session, agenda) {
        list.add(ConflictKind::OutsideHours, session, None);
    }
    booths(session, agenda, list);
    let closed = matches!(session.openness, Openness::Closed | Openness::Invitation | Openness::Parties);
    if closed && session.links.iter().any(|link| link.class == LinkClass::Public) {
        list.add(ConflictKind::PublicLink, session, None);
    }
}

/// Begins before the room opens or ends after it closes.
fn outside_hours(session: &Session, agenda: &Agenda) -> bool {
    let hours = session.room.and_then(|id| agenda.room(id)).and_then(|room| room.hours);
    let (Some(slot), Some((opens, closes))) = (session.slot, hours) else { return false };
    slot.starts() < slot.day.to_datetime(opens) || slot.ends() > slot.day.to_datetime(closes)
}

fn booths(session: &Session, agenda: &Agenda, list: &mut List<'_>) {
    let booths = session.room.and_then(|id| agenda.room(id)).and_then(|room| room.booths);
    let languages = i32::try_from(session.interpretation.len()).unwrap_or(i32::MAX);
    if let Some(booths) = booths.filter(|booths| languages > *booths) {
        list.add(ConflictKind::TooFewBooths { languages, booths }, session, None);
    }
}

/// What depends on those who come and speak.
pub(super) fn check_people(session: &Session, agenda: &Agenda, known: &Known, list: &mut List<'_>) {
    let chaired = present(session).any(|person| person.role.leads());
    let expected = session.kind.needs_a_chair() && !session.is_closed();
    if expected && !session.speakers.is_empty() && !chaired {
        list.add(ConflictKind::NoChair, session, None);
    }
    for person in &session.speakers {
        if !person.state.counts() {
            list.add(ConflictKind::Declined(person.speaker), session, None);
        } else if known.not_registered.contains(&person.speaker) {
            list.add(ConflictKind::NotRegistered(person.speaker), session, None);
        }
    }
    let people = known.signed_up.get(&session.id).copied().unwrap_or(0);
    if let Some(capacity) = capacity(session, agenda).filter(|capacity| people > i64::from(*capacity)) {
        list.add(ConflictKind::TooManyWishes { people, capacity }, session, None);
    }
}

fn capacity(session: &Session, agenda: &Agenda) -> Option<i32> {
    agenda.room(session.room?)?.capacity
}
