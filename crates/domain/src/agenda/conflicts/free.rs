//! Where a session would fit.

use super::people::present;
use super::rooms::takes_all;
use crate::agenda::{Agenda, Session, Slot};
use jiff::civil::{DateTime, Time};
use std::collections::BTreeSet;

/// Minutes of the raster in which a place is looked for.
const STEP: i64 = 15;

/// The first time from its own on, on the same day and in the same room, at which neither the room nor anybody of the
/// session is taken; if there is none, the first from the beginning of what is planned on that day.
pub fn first_free(agenda: &Agenda, session: &Session) -> Option<Slot> {
    let slot = session.slot?;
    let taken = taken(agenda, session);
    let fits = |from: DateTime| {
        let start = gap(&taken, from, slot)?;
        // Over midnight nobody is offered anything, unless the session is there already.
        let same_day = start.date() == slot.day;
        let found = Slot { start: start.time(), ..slot };
        let next_day = slot.day.tomorrow().ok()?.to_datetime(Time::midnight());
        (same_day && (found.ends() <= next_day || slot.ends() > next_day)).then_some(found)
    };
    let begins = agenda.sessions.iter().filter_map(|other| other.slot).filter(|other| other.day == slot.day);
    let earliest = begins.map(|other| other.starts()).min().unwrap_or_else(|| slot.starts());
    fits(slot.starts()).or_else(|| fits(earliest)).filter(|found| *found != slot)
}

/// When its room or one of its people is taken, in the order of time. Lunch counts: nobody wants to be offered that.
fn taken(agenda: &Agenda, session: &Session) -> Vec<(DateTime, DateTime)> {
    let mine: BTreeSet<_> = present(session).map(|person| person.speaker).collect();
    let meets = |other: &&Session| {
        let same_room = match (session.room, other.room) {
            (Some(mine), Some(theirs)) => mine == theirs,
            (_, None) => takes_all(other) || other.kind.is_pause(),
            (None, Some(_)) => takes_all(session),
        };
        same_room || present(other).any(|person| mine.contains(&person.speaker))
    };
    let others = agenda.sessions.iter().filter(|other| other.id != session.id && !other.cancelled);
    let mut taken: Vec<_> = others
        .filter(meets)
        .filter_map(|other| other.slot)
        .map(|slot| (slot.starts(), slot.ends()))
        .collect();
    taken.sort_unstable();
    taken
}

/// The first moment of the raster at or after `from` at which there is room for `slot`'s length.
fn gap(taken: &[(DateTime, DateTime)], from: DateTime, slot: Slot) -> Option<DateTime> {
    let length = jiff::Span::new().minutes(i64::from(slot.minutes));
    let mut start = from;
    for (begins, ends) in taken {
        if *begins >= start.checked_add(length).ok()? {
            break;
        }
        if *ends > start {
            start = on_raster(*ends)?;
        }
    }
    Some(start)
}

/// The moment itself or the next full quarter of an hour.
fn on_raster(at: DateTime) -> Option<DateTime> {
    let over = i64::from(at.minute()) % STEP;
    let more = if over == 0 { 0 } else { STEP - over };
    at.checked_add(jiff::Span::new().minutes(more)).ok()
}
