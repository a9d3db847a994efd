//! The page: one day, or all that somebody has found.

use super::grid::{columns, grid};
use super::{AgendaQuery, DayLink, Filters, Picked, Seats, SessionView, SlotView, ZoneForm, days, zone_note};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use jiff::Timestamp;
use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, Room, Session};

/// How much of the agenda a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Day(Date),
    /// Every day, one after the other: for what was found, and for the journal on paper.
    All,
}

/// What the page shows.
pub struct AgendaFacts<'a> {
    pub agenda: &'a Agenda,
    /// Number and moment of the release; nothing is released yet otherwise.
    pub released: Option<(i32, Timestamp)>,
    pub shown: Shown,
    pub seats: &'a Seats,
    pub query: &'a AgendaQuery,
    pub picked: &'a Picked,
}

/// One day.
pub struct DaySection<'a> {
    pub id: String,
    pub day: Date,
    /// Columns of the grid and their seats.
    pub rooms: Vec<(&'a Room, String)>,
    /// Too many rooms for columns.
    pub list: bool,
    pub slots: Vec<SlotView<'a>>,
}

#[derive(askama::Template)]
#[template(path = "public/agenda.html")]
pub struct AgendaPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub shown: Shown,
    pub title: String,
    pub zone_note: String,
    pub days: Vec<DayLink>,
    pub sections: Vec<DaySection<'a>>,
    /// How many sessions were found, in words, if some were looked for.
    pub found: Option<String>,
    pub filters: Filters,
    pub zones: ZoneForm,
    pub ics: String,
    /// The order of the day on paper, where one day is shown.
    pub pdf: Option<String>,
    /// Where the items are, if there are any.
    pub items: Option<String>,
    /// Number and moment of the release that this is; nothing is released yet otherwise.
    pub release: Option<String>,
    style: String,
}

impl Page for AgendaPage<'_> {
    fn style(&self) -> Option<&str> {
        Some(&self.style)
    }
}

impl<'a> AgendaPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, facts: &AgendaFacts<'a>) -> Self {
        let (t, agenda, query, picked) = (frame.t, facts.agenda, facts.query, facts.picked);
        let wanted = match facts.shown {
            Shown::Day(day) => vec![day],
            Shown::All => head.event.days(),
        };
        let all: Vec<_> = wanted.iter().map(|day| section(t, &head, facts, *day)).collect();
        let sections: Vec<_> = all.into_iter().filter(|section| !section.slots.is_empty()).collect();
        let mut style = String::new();
        for section in sections.iter().filter(|section| !section.list) {
            grid(&mut style, agenda, section);
        }
        let (current, first) = match facts.shown {
            Shown::Day(day) => (Some(day), day),
            Shown::All => (None, head.event.starts_on),
        };
        let count =
            |section: &DaySection<'_>| section.slots.iter().map(|slot| slot.sessions.len()).sum::<usize>();
        let here = match facts.shown {
            Shown::Day(day) => head.urls.agenda_day(day),
            Shown::All if query.narrows() => head.urls.agenda(),
            Shown::All => head.urls.agenda_all(),
        };
        Self {
            shown: facts.shown,
            title: title(t, facts),
            zone_note: zone_note(t, &head, first),
            days: days(t, &head, agenda, (query, picked), current),
            found: query.narrows().then(|| t.sessions_count(sections.iter().map(count).sum::<usize>())),
            filters: Filters::new(t, &head, agenda, query),
            zones: ZoneForm::new(t, &head, here, query, first),
            items: (!facts.agenda.items.items.is_empty()).then(|| head.urls.items()),
            pdf: current.filter(|_| facts.released.is_some()).map(|day| head.urls.agenda_day_pdf(day)),
            ics: current.map_or_else(|| head.urls.agenda_ics(), |day| head.urls.agenda_day_ics(day)),
            release: facts
                .released
                .map(|(number, at)| t.agenda_release(t.moment(at, &head.event.zone()), number)),
            sections,
            style,
            frame,
            head,
        }
    }
}

fn title(t: T, facts: &AgendaFacts<'_>) -> String {
    match facts.shown {
        Shown::Day(day) => t.date_weekday(day),
        Shown::All if facts.query.narrows() => t.agenda_found_title().into_owned(),
        Shown::All => t.agenda_all_days().into_owned(),
    }
}

fn section<'a>(t: T, head: &EventFrame<'a>, facts: &AgendaFacts<'a>, day: Date) -> DaySection<'a> {
    let agenda = facts.agenda;
    let sessions: Vec<&Session> =
        agenda.on(day).into_iter().filter(|session| facts.picked.takes(session)).collect();
    let rooms = columns(agenda, &sessions);
    let mut slots: Vec<SlotView<'a>> = Vec::new();
    for session in sessions {
        let Some(slot) = session.slot else { continue };
        let view = SessionView::new(t, head, agenda, session, facts.seats);
        let id = format!("t{}", slot.starts().strftime("%d%H%M"));
        match slots.last_mut() {
            Some(last) if last.id == id => last.sessions.push(view),
            _ => slots.push(SlotView {
                time: view.start.clone(),
                own: own_start(t, head, session),
                machine: view.machine_start.clone(),
                sessions: vec![view],
                id,
            }),
        }
    }
    let seats = |room: &Room| room.capacity.map(|n| t.room_seats(n)).unwrap_or_default();
    DaySection {
        id: format!("d{}", day.strftime("%Y%m%d")),
        day,
        list: rooms.is_none(),
        rooms: rooms.into_iter().flatten().map(|room| (room, seats(room))).collect(),
        slots,
    }
}

/// The start in the event's zone, where another one is shown.
fn own_start(t: T, head: &EventFrame<'_>, session: &Session) -> String {
    match (&head.second_zone, session.slot) {
        (Some(_), Some(slot)) => t.time(slot.start),
        _ => String::new(),
    }
}
