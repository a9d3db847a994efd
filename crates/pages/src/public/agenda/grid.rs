//! Where each session of a day stands in the grid: data for the style sheet, nothing else.

use super::{DaySection, alone};
use jiff::civil::DateTime;
use plenary_domain::agenda::{Agenda, Room, Session};
use std::fmt::Write;

/// More rooms than these are no columns any more: the day is a list by time then.
const MOST_COLUMNS: usize = 6;

/// Rooms that are used by these sessions, in their order; `None` where they are too many for columns.
pub(super) fn columns<'a>(agenda: &'a Agenda, sessions: &[&Session]) -> Option<Vec<&'a Room>> {
    let used = |room: &&Room| sessions.iter().any(|session| session.room == Some(room.id));
    let rooms: Vec<_> = agenda.rooms.iter().filter(used).collect();
    (rooms.len() <= MOST_COLUMNS).then_some(rooms)
}

/// Lines and places of one day.
pub(super) fn grid(css: &mut String, agenda: &Agenda, section: &DaySection<'_>) {
    let sessions: Vec<&Session> =
        section.slots.iter().flat_map(|slot| &slot.sessions).map(|view| view.session).collect();
    let mut marks: Vec<DateTime> =
        sessions.iter().filter_map(|s| s.slot).flat_map(|slot| [slot.starts(), slot.ends()]).collect();
    marks.sort_unstable();
    marks.dedup();
    // A mark after midnight needs a name of its own.
    let name = |at: DateTime| at.strftime("t%d%H%M").to_string();
    let lines: Vec<String> = marks.iter().map(|at| format!("[{}]", name(*at))).collect();
    let rooms = section.rooms.len().max(1);
    // Writing to a string can't fail.
    let _ = writeln!(
        css,
        "#{} {{ --rooms: {rooms}; --lines: [head] auto {}; }}",
        section.id,
        lines.join(" auto ")
    );
    for session in &sessions {
        let Some(slot) = session.slot else { continue };
        let room = session.room.filter(|_| !alone(agenda, session));
        let column = room.and_then(|id| section.rooms.iter().position(|(room, _)| room.id == id));
        let (from, to) = column.map_or((2, rooms + 2), |i| (i + 2, i + 3));
        let (starts, ends) = (name(slot.starts()), name(slot.ends()));
        let _ = writeln!(css, "#s{} {{ --at: {starts} / {from} / {ends} / {to}; }}", session.number);
    }
    for slot in &section.slots {
        let start = slot.sessions.first().and_then(|view| view.session.slot).map(|slot| name(slot.starts()));
        let _ = writeln!(css, "#{} {{ --at: {}; }}", slot.id, start.unwrap_or_default());
    }
}
