//! The sessions that the delegate chose, by time, each with its moment, its offset and whether there is a seat.

use super::{LetterPageFacts, typed};
use crate::texts::dates;
use plenary_domain::agenda::{Session, Slot};
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::Seat;

pub(super) struct SessionLine {
    pub(super) when: String,
    pub(super) title: String,
    /// The language that the title is in.
    pub(super) lang: &'static str,
    pub(super) place: String,
    pub(super) seat: String,
}

/// None in a letter that ends a registration.
pub(super) fn lines(facts: &LetterPageFacts<'_>) -> Vec<SessionLine> {
    let Some(agenda) = facts.agenda else { return Vec::new() };
    if matches!(
        facts.kind,
        LetterKind::Declined
            | LetterKind::Withdrawn
            | LetterKind::Message
            | LetterKind::Reminder
            | LetterKind::ThankYou
    ) {
        return Vec::new();
    }
    let Some(registration) = facts.about.registration() else { return Vec::new() };
    let mut chosen: Vec<(Slot, &Session, Seat)> = registration
        .seats
        .iter()
        .filter_map(|(id, seat)| {
            let session = agenda.session(*id)?;
            Some((session.slot?, session, *seat))
        })
        .collect();
    chosen.sort_by_key(|(slot, session, _)| (slot.starts(), session.number));
    chosen.into_iter().map(|(slot, session, seat)| line(facts, slot, session, seat)).collect()
}

fn line(facts: &LetterPageFacts<'_>, slot: Slot, session: &Session, seat: Seat) -> SessionLine {
    let t = facts.t;
    let zone = facts.event.zone();
    let (start, end) = dates::hours(&slot);
    let offset = dates::offset(dates::moment_of(slot.day, slot.start, &zone), &zone);
    let room = session.room.and_then(|id| facts.agenda?.room(id)).map(|room| room.name.get(t.lang));
    SessionLine {
        when: format!("{}, {start}–{end} ({offset})", t.date_full(slot.day)),
        title: typed::one_line(session.title.get(t.lang)),
        lang: session.title.lang_of(t.lang).code(),
        place: typed::one_line(room.unwrap_or_else(|| session.place.get(t.lang))),
        seat: match seat {
            _ if session.cancelled => t.letter_session_cancelled().into_owned(),
            Seat::Kept => t.letter_seat_kept().into_owned(),
            Seat::Waiting(place) => t.letter_seat_waiting(place),
        },
    }
}
