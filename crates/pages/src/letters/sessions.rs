//! The sessions that the delegate chose, by time, each with its moment, its offset and whether there is a seat; or those
//! that a speaker is invited to, with the role.

use super::{LetterPageFacts, typed};
use crate::texts::dates;
use plenary_domain::agenda::{Agenda, Session, Slot, SpeakerRole};
use plenary_domain::ids::SpeakerId;
use plenary_domain::letter::{AboutFacts, LetterKind};
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
    if let (LetterKind::SpeakerInvited, AboutFacts::Speaker(speaker)) = (facts.kind, facts.about) {
        return parts(facts, agenda, speaker.id);
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
    let t = facts.t;
    let seat = |session: &Session, seat| match seat {
        _ if session.cancelled => t.letter_session_cancelled().into_owned(),
        Seat::Kept => t.letter_seat_kept().into_owned(),
        Seat::Waiting(place) => t.letter_seat_waiting(place),
    };
    chosen.into_iter().map(|(_, session, kept)| line(facts, session, seat(session, kept))).collect()
}

/// What a speaker is invited to, each with the role; what has no time yet comes last.
fn parts(facts: &LetterPageFacts<'_>, agenda: &Agenda, id: SpeakerId) -> Vec<SessionLine> {
    let mut own: Vec<(&Session, SpeakerRole)> = agenda
        .sessions
        .iter()
        .filter_map(|session| Some((session, session.speakers.iter().find(|of| of.speaker == id)?.role)))
        .collect();
    own.sort_by_key(|(of, _)| of.order());
    own.into_iter().map(|(of, role)| line(facts, of, facts.t.speaker_role(role).into_owned())).collect()
}

fn line(facts: &LetterPageFacts<'_>, session: &Session, seat: String) -> SessionLine {
    let t = facts.t;
    let zone = facts.event.zone();
    let when = |slot: Slot| {
        let (start, end) = dates::hours(&slot);
        let offset = dates::offset(dates::moment_of(slot.day, slot.start, &zone), &zone);
        format!("{}, {start}–{end} ({offset})", t.date_full(slot.day))
    };
    let room = session.room.and_then(|id| facts.agenda?.room(id)).map(|room| room.name.get(t.lang));
    SessionLine {
        when: session.slot.map_or_else(|| t.speaking_no_time().into_owned(), when),
        title: typed::one_line(session.title.get(t.lang)),
        lang: session.title.lang_of(t.lang).code(),
        place: typed::one_line(room.unwrap_or_else(|| session.place.get(t.lang))),
        seat,
    }
}
