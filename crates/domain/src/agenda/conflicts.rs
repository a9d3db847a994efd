//! What does not fit in a draft: found by one pass over the sessions in order of time for each room and person.

use super::{Agenda, Session};
use crate::ids::{RoomId, SessionId, SpeakerId};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    BlocksRelease,
    Warning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Two sessions in one room at one time.
    RoomTwice(RoomId),
    /// One person in two sessions at one time.
    SpeakerTwice(SpeakerId),
    /// On a day that is not one of the event's.
    OutsideEvent,
    /// More seats offered than the room has.
    RoomTooSmall { seats: i32, capacity: i32 },
    /// Speakers, but nobody who chairs or moderates.
    NoChair,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub kind: ConflictKind,
    pub session: SessionId,
    pub other: Option<SessionId>,
}

impl Conflict {
    pub const fn level(&self) -> Level {
        match self.kind {
            ConflictKind::RoomTwice(_) | ConflictKind::OutsideEvent => Level::BlocksRelease,
            ConflictKind::SpeakerTwice(_) | ConflictKind::RoomTooSmall { .. } | ConflictKind::NoChair => {
                Level::Warning
            }
        }
    }
}

/// All conflicts of a draft, the serious ones first. A break across all rooms does not collide with what goes on in one.
pub fn conflicts(agenda: &Agenda, days: &[Date]) -> Vec<Conflict> {
    let mut planned: Vec<&Session> =
        agenda.sessions.iter().filter(|s| s.slot.is_some() && !s.cancelled).collect();
    planned.sort_by_key(|s| s.slot.map(|slot| slot.starts()));
    let mut found = Vec::new();
    let mut rooms: BTreeMap<RoomId, Vec<&Session>> = BTreeMap::new();
    let mut people: BTreeMap<SpeakerId, Vec<&Session>> = BTreeMap::new();
    for session in &planned {
        for room in rooms_of(session, agenda) {
            rooms.entry(room).or_default().push(session);
        }
        for person in session.speakers.iter().filter(|person| person.state.counts()) {
            people.entry(person.speaker).or_default().push(session);
        }
        found.extend(alone(session, agenda, days));
    }
    for (room, sessions) in rooms {
        found.extend(overlapping(&sessions, ConflictKind::RoomTwice(room)));
    }
    for (person, mut sessions) in people {
        sessions.dedup_by_key(|session| session.id);
        found.extend(overlapping(&sessions, ConflictKind::SpeakerTwice(person)));
    }
    found.sort_by_key(|c| (c.level(), c.session, c.other, c.kind));
    found.dedup_by(|a, b| a.session == b.session && a.other == b.other && same_kind(a.kind, b.kind));
    found
}

/// Two plenaries that share all rooms are one conflict, not one for each room.
const fn same_kind(a: ConflictKind, b: ConflictKind) -> bool {
    matches!((a, b), (ConflictKind::RoomTwice(_), ConflictKind::RoomTwice(_)))
}

fn rooms_of(session: &Session, agenda: &Agenda) -> Vec<RoomId> {
    match session.room {
        Some(room) => vec![room],
        None if session.kind.is_pause() || !session.place.is_empty() => Vec::new(),
        None => agenda.rooms.iter().map(|room| room.id).collect(),
    }
}

fn alone(session: &Session, agenda: &Agenda, days: &[Date]) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut add = |kind| found.push(Conflict { kind, session: session.id, other: None });
    if session.slot.is_some_and(|slot| !days.contains(&slot.day)) {
        add(ConflictKind::OutsideEvent);
    }
    let capacity = session.room.and_then(|id| agenda.room(id)).and_then(|room| room.capacity);
    if let (Some(seats), Some(capacity)) = (session.seats, capacity)
        && seats > capacity
    {
        add(ConflictKind::RoomTooSmall { seats, capacity });
    }
    let chaired = session.speakers.iter().any(|person| person.state.counts() && person.role.leads());
    let expected = session.kind.needs_a_chair() && !session.is_closed();
    if expected && !session.speakers.is_empty() && !chaired {
        add(ConflictKind::NoChair);
    }
    found
}

/// Pairs of a list in order of time: each session is compared only with those that begin before it ends.
fn overlapping(sessions: &[&Session], kind: ConflictKind) -> Vec<Conflict> {
    let mut found = Vec::new();
    for (i, session) in sessions.iter().enumerate() {
        let Some(slot) = session.slot else { continue };
        let later = sessions.iter().skip(i + 1);
        for other in later.take_while(|other| other.slot.is_some_and(|o| o.starts() < slot.ends())) {
            if other.slot.is_some_and(|o| o.overlaps(&slot)) {
                found.push(Conflict { kind, session: session.id, other: Some(other.id) });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{SessionKind, SessionSpeaker, Slot, SpeakerRole};
    use super::*;
    use crate::lang::LocalText;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn session(n: u128, start: i8, minutes: i32, room: Option<u128>) -> Session {
        Session {
            slot: Some(Slot { day: date(2027, 5, 31), start: time(start, 0, 0, 0), minutes }),
            room: room.map(|n| Uuid::from_u128(n).into()),
            ..Session::new(Uuid::from_u128(n).into(), 1)
        }
    }

    fn room(n: u128, capacity: i32) -> super::super::Room {
        super::super::Room {
            capacity: Some(capacity),
            ..super::super::Room::new(Uuid::from_u128(n).into(), LocalText::default())
        }
    }

    fn kinds(sessions: Vec<Session>) -> Vec<ConflictKind> {
        let agenda = Agenda { rooms: vec![room(100, 30), room(101, 60)], sessions, ..Agenda::default() };
        conflicts(&agenda, &[date(2027, 5, 31)]).into_iter().map(|c| c.kind).collect()
    }

    #[test]
    fn one_room_holds_one_session_at_a_time() {
        let hall = Uuid::from_u128(100).into();
        let clash = vec![ConflictKind::RoomTwice(hall)];
        assert_eq!(kinds(vec![session(1, 10, 60, Some(100)), session(2, 11, 60, Some(100))]), []);
        assert_eq!(kinds(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(101))]), []);
        assert_eq!(kinds(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(100))]), clash);
        assert_eq!(kinds(vec![session(1, 10, 61, Some(100)), session(2, 11, 60, Some(100))]), clash);
        assert_eq!(
            kinds(vec![session(1, 10, 60, None), session(2, 10, 30, Some(100))]),
            clash,
            "a plenary takes all rooms"
        );
        assert_eq!(
            kinds(vec![session(1, 10, 60, None), session(2, 10, 30, None)]),
            clash,
            "and is reported once"
        );
        let mut lunch = session(1, 10, 60, None);
        lunch.kind = SessionKind::Meal;
        assert_eq!(kinds(vec![lunch, session(2, 10, 60, Some(100))]), []);
        let mut off = session(1, 10, 60, Some(100));
        off.cancelled = true;
        assert_eq!(kinds(vec![off, session(2, 10, 60, Some(100))]), []);
    }

    #[test]
    fn one_person_is_in_one_place_at_a_time_even_over_midnight() {
        let person = SessionSpeaker::new(Uuid::from_u128(7).into(), SpeakerRole::Moderator);
        let with = |mut s: Session| {
            s.speakers = vec![person.clone()];
            s
        };
        let late = with(session(1, 23, 120, Some(100)));
        let mut next_day = with(session(2, 0, 60, Some(101)));
        next_day.slot = next_day.slot.map(|slot| Slot { day: date(2027, 6, 1), ..slot });
        let agenda = Agenda {
            rooms: vec![room(100, 9), room(101, 9)],
            sessions: vec![late, next_day],
            ..Agenda::default()
        };
        let found = conflicts(&agenda, &[date(2027, 5, 31), date(2027, 6, 1)]);
        assert_eq!(
            found.iter().map(|c| c.kind).collect::<Vec<_>>(),
            [ConflictKind::SpeakerTwice(person.speaker)]
        );
    }

    #[test]
    fn small_rooms_missing_chairs_and_foreign_days_are_told() {
        let mut small = session(1, 10, 60, Some(100));
        small.seats = Some(31);
        assert_eq!(kinds(vec![small]), [ConflictKind::RoomTooSmall { seats: 31, capacity: 30 }]);
        let mut talk = session(1, 10, 60, Some(100));
        talk.speakers = vec![SessionSpeaker::new(Uuid::from_u128(7).into(), SpeakerRole::Panellist)];
        assert_eq!(kinds(vec![talk.clone()]), [ConflictKind::NoChair]);
        talk.speakers.push(SessionSpeaker::new(Uuid::from_u128(8).into(), SpeakerRole::Chair));
        assert_eq!(kinds(vec![talk]), []);
        let mut foreign = session(1, 10, 60, Some(100));
        foreign.slot = foreign.slot.map(|slot| Slot { day: date(2027, 7, 1), ..slot });
        assert_eq!(kinds(vec![foreign]), [ConflictKind::OutsideEvent]);
    }
}
