//! The timetable editor: the board of one day, what there is to check, the form of the selected session, and what
//! has no time yet. Everything is links and forms.

mod board;
mod panel;
#[cfg(test)]
pub(crate) mod samples;
mod says;

pub use board::Board;
pub use panel::{Nudge, Panel, Waiting};
pub use says::{Check, Said, Says, SessionLink};

use super::form::Shape;
use super::{AdminFrame, AdminNav};
use crate::frame::Page;
use crate::texts::{T, dates};
use crate::urls::{AdminUrls, EventUrls};
use board::Column;
use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, Conflict, Session};
use plenary_domain::event::Event;
use plenary_domain::ids::SessionId;

/// The part of the agenda that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Timetable,
    Rooms,
    Topics,
    Speakers,
    Items,
    Documents,
    Releases,
}

/// What the editor shows.
pub struct AgendaFacts<'a> {
    pub event: &'a Event,
    /// The draft.
    pub agenda: &'a Agenda,
    pub conflicts: &'a [Conflict],
    /// Differences to the latest release.
    pub changes: usize,
    /// Published sessions whose offset from UTC is another one by now.
    pub shifted: usize,
    pub day: Date,
    /// With its version.
    pub selected: Option<(SessionId, i32)>,
}

impl AgendaFacts<'_> {
    /// The day to show when `day` was asked for and `session` is selected: the first day if neither says one.
    pub fn day_of(event: &Event, agenda: &Agenda, day: Option<Date>, session: Option<SessionId>) -> Date {
        let of_session = || agenda.session(session?)?.slot.map(|slot| slot.day);
        day.filter(|day| days(event, agenda).contains(day)).or_else(of_session).unwrap_or(event.starts_on)
    }
}

/// Days of the event, and days outside it on which something is left over from before its dates were changed.
fn days(event: &Event, agenda: &Agenda) -> Vec<Date> {
    let mut all = event.days();
    all.extend(agenda.sessions.iter().filter_map(|session| session.slot).map(|slot| slot.day));
    all.sort();
    all.dedup();
    all
}

pub struct DayLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// The head of a column.
pub struct ColumnHead {
    pub name: Said,
    pub note: Said,
    pub seats: String,
}

/// A session on the board.
pub struct Block {
    pub number: i32,
    pub href: String,
    pub title: Said,
    pub from: String,
    pub to: String,
    pub place: Said,
    pub tone: String,
    pub pause: bool,
    /// So low that all of it stands in one line.
    pub low: bool,
    pub cancelled: bool,
    pub selected: bool,
    /// With whether it is serious.
    pub flags: Vec<(String, bool)>,
}

impl Block {
    pub fn clash(&self) -> bool {
        self.flags.iter().any(|(_, serious)| *serious)
    }
}

#[derive(askama::Template)]
#[template(path = "admin/agenda.html")]
pub struct AgendaPage<'a> {
    pub frame: AdminFrame<'a>,
    pub tab: Tab,
    /// "Draft, 4 changes since release 6", and its class.
    pub status: (String, &'static str),
    /// Where participants see the released day.
    pub public: Option<String>,
    pub new_session: String,
    pub release: String,
    pub day_name: String,
    pub days: Vec<DayLink>,
    pub zone: String,
    /// Published sessions that the clock has moved since.
    pub shifted: usize,
    pub heads: Vec<ColumnHead>,
    pub marks: Vec<String>,
    pub blocks: Vec<Block>,
    pub checks: Vec<Check>,
    pub panel: Option<Panel>,
    pub waiting: Vec<Waiting>,
    pub style: String,
}

impl Page for AgendaPage<'_> {
    fn style(&self) -> Option<&str> {
        Some(&self.style)
    }
}

impl<'a> AgendaPage<'a> {
    pub fn new(frame: AdminFrame<'a>, facts: &AgendaFacts<'_>) -> Self {
        let AgendaFacts { event, agenda, day, .. } = *facts;
        let (t, urls) = (frame.t, AdminUrls::new(event));
        let says = Says::new(t, event, agenda);
        let board = Board::of(agenda, day);
        let session = |number: i32| agenda.by_number(number);
        let selected = facts.selected.and_then(|(id, version)| Some((agenda.session(id)?, version)));
        let without_time = agenda.sessions.iter().filter(|session| session.slot.is_none());
        let is_selected = |s: &Session| facts.selected.is_some_and(|(id, _)| id == s.id);
        Self {
            tab: Tab::Timetable,
            status: status(t, event, facts.changes),
            public: event
                .current_release
                .map(|_| EventUrls::new(event.language(t.lang), event).agenda_day(day)),
            new_session: format!("{}?day={day}", urls.new_session()),
            release: urls.release(),
            day_name: t.date_weekday(day),
            days: day_links(t, event, agenda, day),
            zone: zone_words(t, event, day),
            shifted: facts.shifted,
            heads: board.heads.iter().map(|head| column_head(&says, head.column)).collect(),
            marks: board.marks().into_iter().map(|(hour, _)| hour).collect(),
            blocks: board
                .spots
                .iter()
                .filter_map(|spot| Some(block(&says, facts, session(spot.number)?, spot.to - spot.from)))
                .collect(),
            checks: says.checks(facts.conflicts),
            panel: selected.map(|(session, version)| Panel::new(&says, event, day, session, version)),
            waiting: without_time.map(|s| Waiting::new(&says, event, day, s, is_selected(s))).collect(),
            style: board.style(),
            frame,
        }
    }
}

fn status(t: T, event: &Event, changes: usize) -> (String, &'static str) {
    match event.current_release {
        None => (t.admin_agenda_never_released().into_owned(), "status status-wait"),
        Some(number) if changes == 0 => (t.admin_agenda_released(number), "status status-good"),
        Some(number) => (t.admin_agenda_draft(changes, number), "status status-wait"),
    }
}

fn day_links(t: T, event: &Event, agenda: &Agenda, shown: Date) -> Vec<DayLink> {
    let urls = AdminUrls::new(event);
    let link =
        |day: Date| DayLink { href: urls.agenda_day(day), label: t.date_weekday(day), current: day == shown };
    days(event, agenda).into_iter().map(link).collect()
}

fn zone_words(t: T, event: &Event, day: Date) -> String {
    let zone = event.zone();
    let noon = dates::moment_of(day, jiff::civil::time(12, 0, 0, 0), &zone);
    t.admin_agenda_zone(dates::offset(noon, &zone), event.time_zone.as_str())
}

fn column_head(says: &Says<'_>, column: Column) -> ColumnHead {
    let t = says.t;
    let plain = |text: std::borrow::Cow<'static, str>| Said { text: text.into_owned(), lang: "" };
    match column {
        Column::AllRooms => column_without_room(plain(t.admin_agenda_all_rooms())),
        Column::Elsewhere => column_without_room(plain(t.admin_agenda_elsewhere())),
        Column::Room(id) => {
            let room = says.agenda.room(id);
            ColumnHead {
                name: says.room(Some(id)),
                note: room.map(|room| Said::new(t, &room.note)).unwrap_or_default(),
                seats: room
                    .and_then(|r| r.capacity)
                    .map_or_else(String::new, |seats| t.admin_agenda_seats(seats)),
            }
        }
    }
}

fn column_without_room(name: Said) -> ColumnHead {
    ColumnHead { name, note: Said::default(), seats: String::new() }
}

fn block(says: &Says<'_>, facts: &AgendaFacts<'_>, session: &Session, lines: i32) -> Block {
    let (from, to) = session.slot.as_ref().map(dates::hours).unwrap_or_default();
    Block {
        number: session.number,
        href: says.link(session).href,
        title: Said::new(says.t, &session.title),
        from,
        to,
        place: says.place(session),
        tone: says::tone_class(session, facts.agenda),
        pause: session.kind.is_pause(),
        low: lines < 9 && !session.kind.is_pause(),
        cancelled: session.cancelled,
        selected: facts.selected.is_some_and(|(id, _)| id == session.id),
        flags: says.flags(session.id, facts.conflicts),
    }
}
