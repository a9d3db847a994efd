//! A day with two rooms, for tests.

use crate::agenda::{Agenda, Openness, Room, Session, SessionKind, Slot};
use crate::lang::LocalText;
use jiff::civil::{Date, date, time};
use uuid::Uuid;

pub(crate) const DAY: Date = date(2027, 5, 31);

pub(crate) fn session(n: u128, start: i8, minutes: i32, room: Option<u128>) -> Session {
    Session {
        id: Uuid::from_u128(n).into(),
        number: i32::try_from(n).unwrap(),
        kind: SessionKind::Panel,
        title: LocalText::default(),
        summary: LocalText::default(),
        slot: Some(Slot { day: DAY, start: time(start, 0, 0, 0), minutes }),
        room: room.map(|n| Uuid::from_u128(n).into()),
        place: LocalText::default(),
        openness: Openness::Participants,
        interpretation: vec![],
        topics: vec![],
        speakers: vec![],
        seats: None,
        cancelled: false,
        sequence: 0,
        changed_at: None,
    }
}

fn room(n: u128, capacity: i32) -> Room {
    Room {
        id: Uuid::from_u128(n).into(),
        name: LocalText::default(),
        note: LocalText::default(),
        capacity: Some(capacity),
        position: 0,
    }
}

pub(crate) fn agenda(sessions: Vec<Session>) -> Agenda {
    Agenda { rooms: vec![room(100, 30), room(101, 60)], sessions, ..Agenda::default() }
}
