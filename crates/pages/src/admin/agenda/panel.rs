//! The form beside the board for the selected session: every move that can be made without a pointer.

use super::says::{Said, Says, tone_class};
use crate::admin::form::Part;
use crate::forms::{Choice, Field};
use crate::texts::T;
use crate::urls::AdminUrls;
use jiff::civil::{Date, time};
use plenary_domain::agenda::{Room, Session, Slot};
use plenary_domain::event::Event;

/// Minutes of one step.
const STEP: i32 = 15;

/// One button that moves the session.
#[derive(Debug, Clone)]
pub struct Nudge {
    /// What the form sends as `do`.
    pub value: String,
    pub icon: &'static str,
    pub label: String,
}

/// The selected session.
pub struct Panel {
    pub title: Said,
    pub when: String,
    pub place: Said,
    pub action: String,
    pub edit: String,
    pub version: i32,
    /// In the timetable already.
    pub planned: bool,
    pub cancelled: bool,
    pub nudges: Vec<Nudge>,
    pub day: Part,
    pub start: Part,
    pub length: Part,
    pub room: Part,
}

/// A session without a time.
pub struct Waiting {
    pub href: String,
    pub title: Said,
    pub kind: String,
    pub tone: String,
    pub selected: bool,
}

impl Panel {
    pub fn new(says: &Says<'_>, event: &Event, day: Date, session: &Session, version: i32) -> Self {
        let (t, urls) = (says.t, AdminUrls::new(event));
        Self {
            title: Said::new(t, &session.title),
            when: session.slot.map_or_else(String::new, |slot| says.when(slot)),
            place: says.place(session),
            action: urls.session_move(session.id),
            edit: urls.session(session.id),
            version,
            planned: session.slot.is_some(),
            cancelled: session.cancelled,
            nudges: session.slot.map_or_else(Vec::new, |_| nudges(t, &says.agenda.rooms, session)),
            day: Part::select(field("day"), t.admin_agenda_day(), None, days(t, event, session, day)),
            start: Part::select(field("start"), t.admin_agenda_starts(), None, starts(session.slot)),
            length: Part::select(field("minutes"), t.admin_agenda_lasts(), None, lengths(t, session.slot)),
            room: Part::select(
                field("room"),
                t.admin_agenda_room(),
                None,
                rooms(t, &says.agenda.rooms, session),
            ),
        }
    }
}

impl Waiting {
    pub fn new(says: &Says<'_>, event: &Event, day: Date, session: &Session, selected: bool) -> Self {
        Self {
            href: AdminUrls::new(event).agenda_selected(day, session.id),
            title: Said::new(says.t, &session.title),
            kind: says.t.session_kind(session.kind).into_owned(),
            tone: tone_class(session, says.agenda),
            selected,
        }
    }
}

/// A field of the panel; its id has a prefix because the board has ids, too.
fn field(name: &str) -> Field {
    Field { id: format!("move-{name}"), ..Field::new(name, "") }
}

fn nudges(t: T, all: &[Room], session: &Session) -> Vec<Nudge> {
    let nudge = |value: &str, icon, label: String| Nudge { value: value.to_owned(), icon, label };
    let mut found = vec![
        nudge("earlier", "up", t.admin_agenda_earlier().into_owned()),
        nudge("later", "sink", t.admin_agenda_later().into_owned()),
    ];
    let mut before = true;
    for room in all {
        if Some(room.id) == session.room {
            before = false;
            continue;
        }
        let icon = if before && session.room.is_some() { "left" } else { "right" };
        found.push(nudge(&format!("room:{}", room.id), icon, t.admin_agenda_to_room(room.name.get(t.lang))));
    }
    if session.room.is_some() {
        found.push(nudge("room:", "list", t.admin_agenda_to_all_rooms().into_owned()));
    }
    found.push(nudge("out", "close", t.admin_agenda_take_out().into_owned()));
    found
}

/// Days of the event, and the session's own if it is not one of them.
fn days(t: T, event: &Event, session: &Session, shown: Date) -> Vec<Choice> {
    let mine = session.slot.map_or(shown, |slot| slot.day);
    let mut all = event.days();
    if !all.contains(&mine) {
        all.push(mine);
        all.sort();
    }
    all.into_iter().map(|day| Choice::new(day.to_string(), t.date_weekday(day), day == mine)).collect()
}

/// Every quarter of an hour, and the present time if it lies between.
fn starts(slot: Option<Slot>) -> Vec<Choice> {
    let now = slot.map_or(time(9, 0, 0, 0), |slot| slot.start);
    let quarters = (0..24_i8).flat_map(|hour| [0_i8, 15, 30, 45].map(|minute| time(hour, minute, 0, 0)));
    let mut all: Vec<_> = quarters.collect();
    if !all.contains(&now) {
        all.push(now);
        all.sort();
    }
    let written = |at: &jiff::civil::Time| at.strftime("%H:%M").to_string();
    all.iter().map(|at| Choice::new(written(at), written(at), *at == now)).collect()
}

/// Quarters of an hour up to four hours, then hours up to ten, and the present length if it is another one.
fn lengths(t: T, slot: Option<Slot>) -> Vec<Choice> {
    let now = slot.map_or(60, |slot| slot.minutes);
    let mut all: Vec<i32> = (1..=16).map(|i| i * STEP).chain((5..=10).map(|i| i * 60)).collect();
    if !all.contains(&now) {
        all.push(now);
        all.sort_unstable();
    }
    all.into_iter().map(|m| Choice::new(m.to_string(), t.admin_agenda_minutes(m), m == now)).collect()
}

/// Rooms, and all of them.
fn rooms(t: T, all: &[Room], session: &Session) -> Vec<Choice> {
    let everywhere = if session.room.is_none() && !session.place.is_empty() {
        session.place.get(t.lang).to_owned()
    } else {
        t.admin_agenda_all_rooms().into_owned()
    };
    let mut found = vec![Choice::new("", everywhere, session.room.is_none())];
    found.extend(
        all.iter().map(|room| {
            Choice::new(room.id.to_string(), room.name.get(t.lang), Some(room.id) == session.room)
        }),
    );
    found
}
