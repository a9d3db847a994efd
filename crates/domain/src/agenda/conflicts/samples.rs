//! A day with two rooms, for tests.

use crate::agenda::{Agenda, Room, Session, Slot};
use crate::lang::LocalText;
use jiff::civil::{Date, date, time};
use uuid::Uuid;

pub(crate) const DAY: Date = date(2027, 5, 31);

pub(crate) fn session(n: u128, start: i8, minutes: i32, room: Option<u128>) -> Session {
    Session {
        slot: Some(Slot { day: DAY, start: time(start, 0, 0, 0), minutes }),
        room: room.map(|n| Uuid::from_u128(n).into()),
        ..Session::new(Uuid::from_u128(n).into(), i32::try_from(n).unwrap())
    }
}

fn room(n: u128, capacity: i32) -> Room {
    let room = Room::new(Uuid::from_u128(n).into(), LocalText::default());
    Room { capacity: Some(capacity), ..room }
}

pub(crate) fn agenda(sessions: Vec<Session>) -> Agenda {
    Agenda { rooms: vec![room(100, 30), room(101, 60)], sessions, ..Agenda::default() }
}
