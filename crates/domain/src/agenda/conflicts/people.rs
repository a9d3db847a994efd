//! One person is in one place at a time, and needs a little to get to the next.

use super::{ConflictKind, List, grouped, overlapping};
use crate::agenda::{Session, SessionSpeaker, Slot};

/// Minutes to get from one room to another.
const WALK: i32 = 10;

/// Those who have not declined.
pub(super) fn present(session: &Session) -> impl Iterator<Item = &SessionSpeaker> {
    session.speakers.iter().filter(|person| person.state.counts())
}

pub(super) fn check(sessions: &[&Session], list: &mut List<'_>) {
    let busy = |session: &Session| present(session).map(|person| person.speaker).collect();
    for (speaker, theirs) in grouped(sessions, busy) {
        for (first, second) in overlapping(&theirs) {
            list.add(ConflictKind::SpeakerTwice(speaker), first, Some(second));
        }
        for (first, second) in theirs.iter().zip(theirs.iter().skip(1)) {
            let Some(minutes) = between(first.slot, second.slot) else { continue };
            if minutes < WALK && elsewhere(first, second) {
                list.add(ConflictKind::Turnover { speaker, minutes }, first, Some(second));
            }
        }
    }
}

/// Minutes from the end of one to the beginning of the other; none if they overlap.
fn between(first: Option<Slot>, second: Option<Slot>) -> Option<i32> {
    let (ends, starts) = (first?.ends(), second?.starts());
    let minutes = starts.duration_since(ends).as_mins();
    i32::try_from(minutes).ok().filter(|minutes| *minutes >= 0)
}

/// In another room. Who is in all rooms or somewhere else may be near: nobody knows.
fn elsewhere(first: &Session, second: &Session) -> bool {
    first.room.is_some() && second.room.is_some() && first.room != second.room
}
