//! Wall clocks and moments. A session is kept as local date and time with the zone of its event, because that is what
//! was agreed; the moment is derived with the zone database of today. A release notes the offset that it was made
//! with, so that a later change of the zone is noticed instead of moving sessions silently.

use super::release::{Change, ChangeKind, SlotFacts};
use super::{Agenda, Slot};
use crate::ids::SessionId;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// What a clock on the wall shows: once, never (the hour that is left out in spring), or twice (autumn).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnTheClock {
    Once,
    Never,
    /// The first one is meant.
    Twice,
}

/// How often the clock of a zone shows this.
pub fn on_the_clock(zone: &TimeZone, local: DateTime) -> OnTheClock {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { .. } => OnTheClock::Once,
        AmbiguousOffset::Gap { .. } => OnTheClock::Never,
        AmbiguousOffset::Fold { .. } => OnTheClock::Twice,
    }
}

/// The moment of a local time: the first of two, and an hour later for one that the clock leaves out.
pub fn moment(zone: &TimeZone, local: DateTime) -> Timestamp {
    zone.to_ambiguous_timestamp(local).compatible().unwrap_or_default()
}

impl Slot {
    /// When it begins, for the whole world.
    pub fn starts_at(&self, zone: &TimeZone) -> Timestamp {
        moment(zone, self.starts())
    }

    /// When it ends: an hour stays an hour in the night when clocks change.
    pub fn ends_at(&self, zone: &TimeZone) -> Timestamp {
        let starts = self.starts_at(zone);
        starts.checked_add(SignedDuration::from_mins(i64::from(self.minutes))).unwrap_or(starts)
    }

    /// What the clock on the wall shows when it ends.
    pub fn ends_on_the_clock(&self, zone: &TimeZone) -> DateTime {
        self.ends_at(zone).to_zoned_datetime(zone.clone()).datetime()
    }

    /// Seconds east of UTC at its beginning.
    pub fn offset(&self, zone: &TimeZone) -> i32 {
        zone.to_offset(self.starts_at(zone)).seconds()
    }
}

/// A session that was published with another offset than the zone has by now: its wall clock is the same, its moment
/// in the world is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shifted {
    pub session: SessionId,
    /// Seconds east of UTC, as published and as they are now.
    pub was: i32,
    pub is: i32,
}

/// Sessions of a release whose offset has changed since, in the order of the agenda. Releases that noted none are
/// not judged.
pub fn shifted(released: &Agenda, zone: &TimeZone) -> Vec<Shifted> {
    let judged = released.sessions.iter().filter(|session| !session.cancelled);
    judged
        .filter_map(|session| {
            let (was, is) = (*released.offsets.get(&session.id)?, session.slot?.offset(zone));
            (was != is).then_some(Shifted { session: session.id, was, is })
        })
        .collect()
}

impl Agenda {
    /// Notes the offsets with which it is published.
    pub fn note_offsets(&mut self, zone: &TimeZone) {
        let offset = |session: &super::Session| Some((session.id, session.slot?.offset(zone)));
        self.offsets = self.sessions.iter().filter_map(offset).collect();
    }
}

/// As [`super::changes`], and sessions that only the zone has moved: calendars have to be told of those as well.
pub fn changes_in(old: Option<&Agenda>, new: &Agenda, zone: &TimeZone) -> Vec<Change> {
    let mut found = super::changes(old, new);
    for moved in old.map(|old| shifted(old, zone)).unwrap_or_default() {
        let Some(session) = new.session(moved.session).filter(|session| session.slot.is_some()) else {
            continue;
        };
        if found.iter().any(|change| change.session == session.id) {
            continue;
        }
        let facts = SlotFacts { slot: session.slot, room: session.room };
        found.push(Change {
            session: session.id,
            number: session.number,
            title: session.title.clone(),
            kind: ChangeKind::Moved { from: facts, to: facts },
        });
    }
    found
}

#[cfg(test)]
mod tests;
