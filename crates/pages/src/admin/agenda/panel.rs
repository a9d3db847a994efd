//! The form beside the board for the selected session: every move that can be made without a pointer.

use super::says::{Said, Says, tone_class};
use super::{AgendaFacts, BlockData};
use crate::admin::form::Part;
use crate::forms::{Choice, Field};
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use jiff::civil::{Date, time};
use plenary_domain::agenda::{Room, SHORTEST, Session, Slot, first_free};
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
    /// When it would fit, if it does not where it is.
    pub free: Option<String>,
    /// Where it can be split in two; nothing if it is too short.
    pub split: Option<Part>,
    /// With which it can be swapped.
    pub swap: Option<Part>,
}

/// A session without a time.
pub struct Waiting {
    pub href: String,
    pub title: Said,
    pub kind: String,
    pub tone: String,
    pub selected: bool,
    pub data: BlockData,
}

/// The selected session, and what is wrong with it.
pub struct Selected<'a> {
    pub session: &'a Session,
    pub version: i32,
    /// It collides with something.
    pub collides: bool,
}

impl Panel {
    pub fn new(says: &Says<'_>, facts: &AgendaFacts<'_>, selected: &Selected<'_>) -> Self {
        let (t, event, session) = (says.t, facts.event, selected.session);
        let urls = AdminUrls::new(event);
        let free = first_free(says.agenda, session).filter(|_| selected.collides);
        let days = days(t, event, session, facts.day);
        let rooms = rooms(t, &says.agenda.rooms, session);
        Self {
            title: Said::new(t, &session.title),
            when: session.slot.map_or_else(String::new, |slot| says.when(slot)),
            place: says.place(session),
            action: urls.session_move(session.id),
            edit: urls.session(session.id),
            version: selected.version,
            planned: session.slot.is_some(),
            cancelled: session.cancelled,
            nudges: session.slot.map_or_else(Vec::new, |_| nudges(t, &says.agenda.rooms, session)),
            day: Part::select(field("day"), t.admin_agenda_day(), None, days),
            start: Part::select(field("start"), t.admin_agenda_starts(), None, starts(session.slot)),
            length: Part::select(field("minutes"), t.admin_agenda_lasts(), None, lengths(t, session.slot)),
            room: Part::select(field("room"), t.admin_agenda_room(), None, rooms),
            free: free.map(|slot| says.when(slot)),
            split: split(t, session),
            swap: swap(says, facts, session),
        }
    }
}

impl Waiting {
    pub fn new(says: &Says<'_>, facts: &AgendaFacts<'_>, session: &Session) -> Self {
        Self {
            href: AdminUrls::new(facts.event).agenda_selected(facts.day, session.id),
            title: Said::new(says.t, &session.title),
            kind: says.t.session_kind(session.kind).into_owned(),
            tone: tone_class(session, says.agenda),
            selected: facts.selected == Some(session.id),
            data: BlockData::of(facts, session),
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
    // The neighbours only: a house may have thirty rooms, and the list below has all of them.
    let here = all.iter().position(|room| Some(room.id) == session.room);
    let to = |room: &Room, icon| {
        nudge(&format!("room:{}", room.id), icon, t.admin_agenda_to_room(room.name.get(t.lang)))
    };
    let before = here.and_then(|here| all.get(here.checked_sub(1)?));
    let after = all.get(here.map_or(0, |here| here + 1));
    found.extend(before.map(|room| to(room, "left")));
    found.extend(after.map(|room| to(room, "right")));
    if session.room.is_some() {
        found.push(nudge("room:", "list", t.admin_agenda_to_all_rooms().into_owned()));
    }
    found.push(nudge("out", "close", t.admin_agenda_take_out().into_owned()));
    found
}

/// Every quarter of an hour inside of the session, the middle chosen.
fn split(t: T, session: &Session) -> Option<Part> {
    let slot = session.slot?;
    let middle = slot.minutes / 2 / STEP * STEP;
    let at = |minutes: i32| {
        let ends = Slot { minutes, ..slot }.ends();
        Choice::new(minutes.to_string(), ends.strftime("%H:%M").to_string(), minutes == middle.max(STEP))
    };
    let choices: Vec<_> = (1..=slot.minutes / STEP)
        .map(|i| i * STEP)
        .filter(|minutes| minutes + SHORTEST <= slot.minutes)
        .map(at)
        .collect();
    (!choices.is_empty()).then(|| Part::select(field("at"), t.admin_agenda_split_at(), None, choices))
}

/// The other sessions of the day, each with the version that is shown here.
fn swap(says: &Says<'_>, facts: &AgendaFacts<'_>, session: &Session) -> Option<Part> {
    let t = says.t;
    session.slot?;
    let others = says
        .agenda
        .on(facts.day)
        .into_iter()
        .filter(|other| other.id != session.id && !other.kind.is_pause());
    let choice = |other: &Session| {
        let version = facts.versions.get(&other.id)?;
        let label = format!("{} {}", other.slot.map(|slot| dates::hours(&slot).0)?, other.title.get(t.lang));
        Some(Choice::new(format!("{}.{version}", other.id), label, false))
    };
    let choices: Vec<_> = others.filter_map(choice).collect();
    (!choices.is_empty()).then(|| Part::select(field("with"), t.admin_agenda_swap_with(), None, choices))
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
