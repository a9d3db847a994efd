//! One room, one session at a time; and the people who interpret in it.

use super::{ConflictKind, List, grouped, overlapping, span, sweep};
use crate::agenda::{Agenda, Session};
use jiff::civil::DateTime;

/// Minutes that interpreters of one room work without a pause, at the most.
const STRETCH: i64 = 3 * 60;
/// Minutes that they work in a day: two stretches.
const A_DAY: i64 = 2 * STRETCH;
/// Minutes between two sessions that count as a pause.
const PAUSE: i64 = 15;

/// A session without a room and without another place takes all of them; a pause that it is collides with nothing.
pub(super) fn takes_all(session: &Session) -> bool {
    session.room.is_none() && !session.kind.is_pause() && session.place.is_empty()
}

pub(super) fn twice(sessions: &[&Session], agenda: &Agenda, list: &mut List<'_>) {
    for (room, here) in grouped(sessions, |session| session.room.into_iter().collect()) {
        for (first, second) in overlapping(&here) {
            list.add(ConflictKind::RoomTwice(room), first, Some(second));
        }
    }
    let Some(any) = agenda.rooms.first().map(|room| room.id) else { return };
    let spans = sessions.iter().enumerate().filter_map(|(item, session)| {
        let wide = takes_all(session);
        if wide || session.room.is_some() { span(item, session, wide) } else { None }
    });
    for (first, second) in sweep::overlaps(spans.collect(), false) {
        if let (Some(first), Some(second)) = (sessions.get(first), sessions.get(second)) {
            let room = first.room.or(second.room).unwrap_or(any);
            list.add(ConflictKind::RoomTwice(room), first, Some(second));
        }
    }
}

/// One team interprets in one room. Whoever works for more than three hours without a pause, or six in a day, needs
/// others to take over.
pub(super) fn interpreted(sessions: &[&Session], list: &mut List<'_>) {
    let with = |session: &Session| !session.interpretation.is_empty() && !session.kind.is_pause();
    let key = |session: &Session| {
        let day = session.slot.map(|slot| slot.day).filter(|_| with(session));
        day.map(|day| (session.room, day)).into_iter().collect()
    };
    for here in grouped(sessions, key).into_values() {
        let (mut stretch, mut day) = (0, 0);
        let mut worked_until = None;
        for session in here {
            let Some(slot) = session.slot else { continue };
            let rested = |until: DateTime| slot.starts() >= until + jiff::Span::new().minutes(PAUSE);
            let pause = worked_until.is_none_or(rested);
            let minutes = i64::from(slot.minutes);
            stretch = if pause { minutes } else { stretch + minutes };
            day += minutes;
            worked_until = worked_until.max(Some(slot.ends()));
            if stretch > STRETCH {
                list.add(ConflictKind::InterpretationTooLong { minutes: stretch }, session, None);
            } else if day > A_DAY {
                list.add(ConflictKind::InterpretationTooLong { minutes: day }, session, None);
            }
        }
    }
}
