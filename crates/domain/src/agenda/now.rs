//! What goes on at a moment, and what comes next, room by room.

use super::{Agenda, Change, ChangeKind, Room, Session, Slot, SlotFacts};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Who looks at a screen in the morning wants to see the first session of the day, not one of next week.
const SOON: SignedDuration = SignedDuration::from_hours(12);

impl Slot {
    /// From when to when by the clock of the world: an hour stays an hour in the night when clocks change.
    pub fn moments(&self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let starts = zone.to_ambiguous_timestamp(self.starts()).compatible().unwrap_or_default();
        let ends = starts.saturating_add(SignedDuration::from_mins(i64::from(self.minutes)));
        (starts, ends.unwrap_or(Timestamp::MAX))
    }
}

/// One room at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomNow<'a> {
    /// `None`: sessions across all rooms, or somewhere else.
    pub room: Option<&'a Room>,
    /// Those that are cancelled stay, so that nobody waits in front of a door.
    pub now: Vec<&'a Session>,
    /// Those that begin next, within half a day: one, or several that begin together.
    pub next: Vec<&'a Session>,
}

impl Agenda {
    /// Rooms in their order, what is in no room last; rooms where nothing goes on and nothing comes are left out.
    pub fn now_and_next(&self, at: Timestamp, zone: &TimeZone) -> Vec<RoomNow<'_>> {
        let places = self.rooms.iter().map(Some).chain([None]);
        places
            .map(|room| self.room_at(room, at, zone))
            .filter(|found| !found.now.is_empty() || !found.next.is_empty())
            .collect()
    }

    fn room_at<'a>(&'a self, room: Option<&'a Room>, at: Timestamp, zone: &TimeZone) -> RoomNow<'a> {
        let mut found = RoomNow { room, now: Vec::new(), next: Vec::new() };
        let mut first = at.saturating_add(SOON).unwrap_or(Timestamp::MAX);
        let known = room.map(|room| room.id);
        for session in self.sessions.iter().filter(|session| session.room == known) {
            let Some((starts, ends)) = session.slot.map(|slot| slot.moments(zone)) else { continue };
            if starts <= at && at < ends {
                found.now.push(session);
            } else if at < starts && starts <= first {
                if starts < first {
                    found.next.clear();
                }
                first = starts;
                found.next.push(session);
            }
        }
        found
    }
}

/// What has become of a session at the last minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastMinute<'a> {
    /// As it is now.
    pub session: &'a Session,
    /// Where and when it was this morning, if that was somewhere else.
    pub from: Option<SlotFacts>,
}

impl Agenda {
    /// Sessions of this day, or that were on this day, which its releases have moved or cancelled. `changes` are
    /// those of all releases of the day, the oldest first: a session that was moved twice has come from the first
    /// place, and one that is back where it was has not moved.
    pub fn last_minute<'a>(
        &'a self,
        day: Date,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Vec<LastMinute<'a>> {
        let mut found: Vec<LastMinute<'a>> = Vec::new();
        for change in changes {
            let from = match &change.kind {
                ChangeKind::Moved { from, .. } => Some(*from),
                ChangeKind::Cancelled => None,
                _ => continue,
            };
            match found.iter_mut().find(|known| known.session.id == change.session) {
                Some(known) => known.from = known.from.or(from),
                None => found.extend(self.ever(change).map(|session| LastMinute { session, from })),
            }
        }
        for known in &mut found {
            known.from =
                known.from.filter(|from| (from.slot, from.room) != (known.session.slot, known.session.room));
        }
        found.retain(|known| {
            let now = known.session.slot;
            let before = known.from.and_then(|from| from.slot);
            let today = [now, before].into_iter().flatten().any(|slot| slot.day == day);
            today && (known.session.cancelled || known.from.is_some())
        });
        found.sort_by_key(|known| known.session.slot);
        found
    }

    /// The session of a change, also when it was taken out since.
    fn ever(&self, change: &Change) -> Option<&Session> {
        let removed = || self.removed.iter().find(|session| session.id == change.session);
        self.session(change.session).or_else(removed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::release::tests::session;
    use super::*;
    use crate::lang::LocalText;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn at(number: u128, room: Option<u128>, hour: i8, minutes: i32) -> Session {
        let slot = Slot { day: date(2027, 5, 31), start: time(hour, 0, 0, 0), minutes };
        Session { room: room.map(|n| Uuid::from_u128(n).into()), slot: Some(slot), ..session(number) }
    }

    fn room(n: u128) -> Room {
        Room::new(Uuid::from_u128(n).into(), LocalText::default())
    }

    fn numbers(found: &[RoomNow<'_>]) -> Vec<(Option<u128>, Vec<u128>, Vec<u128>)> {
        let ids = |sessions: &[&Session]| sessions.iter().map(|s| s.id.0.as_u128()).collect();
        found.iter().map(|r| (r.room.map(|room| room.id.0.as_u128()), ids(&r.now), ids(&r.next))).collect()
    }

    #[test]
    fn a_session_is_on_from_its_start_to_its_end_and_over_midnight() {
        let zone = TimeZone::get("Asia/Almaty").unwrap();
        let agenda = Agenda {
            rooms: vec![room(1), room(2)],
            sessions: vec![
                at(10, Some(1), 9, 60),
                at(11, Some(1), 10, 60),
                at(12, Some(2), 10, 30),
                at(13, Some(2), 10, 60),
                at(14, None, 23, 120),
            ],
            ..Agenda::default()
        };
        let look = |text: &str| numbers(&agenda.now_and_next(text.parse().unwrap(), &zone));
        let both = |now: &[u128], next: &[u128]| (Some(1), now.to_vec(), next.to_vec());
        assert_eq!(look("2027-05-30T20:59:00+05:00"), [], "nothing within half a day");
        assert_eq!(look("2027-05-31T08:59:00+05:00")[0], both(&[], &[10]));
        assert_eq!(look("2027-05-31T09:00:00+05:00")[0], both(&[10], &[11]));
        assert_eq!(look("2027-05-31T09:00:00+05:00")[1], (Some(2), vec![], vec![12, 13]));
        assert_eq!(look("2027-05-31T10:00:00+05:00")[0], both(&[11], &[]));
        assert_eq!(look("2027-05-31T22:00:00+05:00"), [(None, vec![], vec![14])]);
        assert_eq!(look("2027-06-01T00:59:00+05:00"), [(None, vec![14], vec![])]);
        assert_eq!(look("2027-06-01T01:00:00+05:00"), []);
    }

    #[test]
    fn what_was_moved_twice_has_come_from_the_first_place_and_what_is_back_has_not_moved() {
        let day = date(2027, 5, 31);
        let moved = |number: u128, from: &Session, to: &Session| {
            let facts = |s: &Session| SlotFacts { slot: s.slot, room: s.room };
            let kind = ChangeKind::Moved { from: facts(from), to: facts(to) };
            let (session, title) = (Uuid::from_u128(number).into(), LocalText::default());
            Change { session, number: 1, title, kind }
        };
        let (morning, noon, now) = (at(1, Some(1), 9, 60), at(1, Some(1), 12, 60), at(1, Some(2), 14, 60));
        let (back, other) = (at(2, Some(1), 10, 60), at(2, Some(1), 11, 60));
        let gone = Session { cancelled: true, ..at(3, Some(1), 16, 60) };
        let cancelled =
            Change { session: gone.id, number: 3, title: LocalText::default(), kind: ChangeKind::Cancelled };
        let text =
            Change { session: back.id, number: 2, title: LocalText::default(), kind: ChangeKind::Text };
        let agenda = Agenda {
            sessions: vec![now.clone(), back.clone()],
            removed: vec![gone.clone()],
            ..Agenda::default()
        };
        let all = [
            moved(1, &morning, &noon),
            moved(1, &noon, &now),
            moved(2, &back, &other),
            moved(2, &other, &back),
            text,
            cancelled,
        ];
        let first = SlotFacts { slot: morning.slot, room: morning.room };
        let wanted =
            [LastMinute { session: &now, from: Some(first) }, LastMinute { session: &gone, from: None }];
        assert_eq!(agenda.last_minute(day, &all), wanted);
        assert_eq!(agenda.last_minute(date(2027, 6, 1), &all), [], "what is on another day is no news today");
    }

    #[test]
    fn an_hour_stays_an_hour_when_clocks_change() {
        let zone = TimeZone::get("Europe/Zurich").unwrap();
        let slot = Slot { day: date(2027, 3, 28), start: time(1, 30, 0, 0), minutes: 60 };
        let (starts, ends) = slot.moments(&zone);
        assert_eq!(ends.duration_since(starts), SignedDuration::from_hours(1));
        assert_eq!(ends.to_zoned_datetime(zone).time(), time(3, 30, 0, 0));
    }
}
