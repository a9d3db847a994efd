//! The timetable editor: the board of one day, what there is to check, the form of the selected session, and what
//! has no time yet. Everything is links and forms.

mod ask;
mod board;
mod panel;
#[cfg(test)]
pub(crate) mod samples;
mod says;

pub use ask::{Ask, AskFacts, Why};
pub use board::Board;
pub use panel::{Nudge, Panel, Selected, Waiting};
pub use says::{Check, Said, Says, SessionLink};

use super::form::Shape;
use super::{AdminFrame, AdminNav};
use crate::frame::Page;
use crate::texts::{T, dates};
use crate::urls::{AdminUrls, EventUrls};
use board::Column;
use jiff::civil::Date;
use plenary_domain::LocalText;
use plenary_domain::agenda::{Agenda, Conflict, Session};
use plenary_domain::event::Event;
use plenary_domain::ids::SessionId;
use std::collections::HashMap;

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
    Checks,
}

/// What the editor shows.
pub struct AgendaFacts<'a> {
    pub event: &'a Event,
    /// The draft.
    pub agenda: &'a Agenda,
    /// Of its sessions.
    pub versions: &'a HashMap<SessionId, i32>,
    pub conflicts: &'a [Conflict],
    /// Differences to the latest release.
    pub changes: usize,
    /// Published sessions whose offset from UTC is another one by now.
    pub shifted: usize,
    pub day: Date,
    pub selected: Option<SessionId>,
    /// What can be taken back.
    pub undo: Option<UndoFacts<'a>>,
    /// Something to decide before it is saved.
    pub ask: Option<AskFacts<'a>>,
}

/// The last edit.
pub struct UndoFacts<'a> {
    pub number: i64,
    pub kind: &'a str,
    pub title: &'a LocalText,
    /// Who did it, if it was somebody else.
    pub by: Option<&'a str>,
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
    /// For the script: which room one moves to here, empty for all of them; none where one can't.
    pub room: Option<String>,
}

/// What the script has to know of a session.
pub struct BlockData {
    pub id: String,
    pub version: i32,
    /// Minutes from midnight; none without a time.
    pub from: Option<i32>,
    pub minutes: i32,
    /// Empty for all rooms; none for another place.
    pub room: Option<String>,
    /// Its people, as numbers that are the same all over the page.
    pub people: String,
}

impl BlockData {
    pub(super) fn of(facts: &AgendaFacts<'_>, session: &Session) -> Self {
        let number = |id| facts.agenda.speakers.iter().position(|speaker| speaker.id == id);
        let people = session.speakers.iter().filter_map(|person| number(person.speaker));
        let room = match session.room {
            Some(room) => Some(room.to_string()),
            None if session.place.is_empty() || session.kind.is_pause() => Some(String::new()),
            None => None,
        };
        Self {
            id: session.id.to_string(),
            version: facts.versions.get(&session.id).copied().unwrap_or_default(),
            from: session.slot.map(|slot| board::minutes(slot).0),
            minutes: session.slot.map_or(60, |slot| slot.minutes),
            room,
            people: people.map(|n| n.to_string()).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The button that takes the last edit back.
pub struct Undo {
    pub number: i64,
    pub label: String,
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
    pub data: BlockData,
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
    /// All of them, also those that are not listed.
    pub found: usize,
    pub panel: Option<Panel>,
    pub ask: Option<Ask>,
    /// What is asked about.
    pub asked: Vec<Check>,
    pub undo: Option<Undo>,
    pub waiting: Vec<Waiting>,
    pub script: Script,
    pub style: String,
}

/// What the script of the editor works with.
pub struct Script {
    /// The day that is shown.
    pub day: Date,
    /// Minutes from midnight to the first line, and of one line.
    pub first: i32,
    pub line: i32,
    /// Where the addresses of sessions begin.
    pub sessions: String,
    pub undo: String,
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
        let (first, line) = board.raster();
        let wrong = says::by_session(facts.conflicts);
        let without_time = agenda.sessions.iter().filter(|session| session.slot.is_none());
        let public =
            event.current_release.map(|_| EventUrls::new(event.language(t.lang), event).agenda_day(day));
        Self {
            tab: Tab::Timetable,
            status: status(t, event, facts.changes),
            public,
            new_session: format!("{}?day={day}", urls.new_session()),
            release: urls.release(),
            day_name: t.date_weekday(day),
            days: day_links(t, event, agenda, day),
            zone: zone_words(t, event, day),
            shifted: facts.shifted,
            heads: board.heads.iter().map(|head| column_head(&says, head.column)).collect(),
            marks: board.marks().into_iter().map(|(hour, _)| hour).collect(),
            blocks: blocks(&says, facts, &board, &wrong),
            checks: says.checks(facts.conflicts),
            found: facts.conflicts.len(),
            panel: panel(&says, facts, &wrong),
            asked: facts.ask.as_ref().map_or_else(Vec::new, |ask| ask.checks(&says, facts)),
            ask: facts.ask.as_ref().map(|ask| Ask::new(&says, facts, ask)),
            undo: facts.undo.as_ref().map(|undo| undo_button(t, undo)),
            waiting: without_time.map(|session| Waiting::new(&says, facts, session)).collect(),
            script: Script { day, first, line, sessions: urls.sessions(), undo: urls.agenda_undo() },
            style: board.style(),
            frame,
        }
    }
}

type Wrong<'a> = HashMap<SessionId, Vec<&'a Conflict>>;

fn blocks(says: &Says<'_>, facts: &AgendaFacts<'_>, board: &Board, wrong: &Wrong<'_>) -> Vec<Block> {
    let numbers: HashMap<i32, &Session> = facts.agenda.sessions.iter().map(|s| (s.number, s)).collect();
    let spots = board.spots.iter();
    spots
        .filter_map(|spot| Some(block(says, facts, numbers.get(&spot.number)?, (spot.to - spot.from, wrong))))
        .collect()
}

fn panel(says: &Says<'_>, facts: &AgendaFacts<'_>, wrong: &Wrong<'_>) -> Option<Panel> {
    let id = facts.selected?;
    let (session, version) = (facts.agenda.session(id)?, facts.versions.get(&id).copied()?);
    let collides = wrong.get(&id).is_some_and(|mine| mine.iter().any(|conflict| conflict.other.is_some()));
    Some(Panel::new(says, facts, &Selected { session, version, collides }))
}

/// Letters of a title on a button.
const ON_A_BUTTON: usize = 40;

fn undo_button(t: T, undo: &UndoFacts<'_>) -> Undo {
    let whole = undo.title.get(t.lang);
    let mut title: String = whole.chars().take(ON_A_BUTTON).collect();
    if title.len() < whole.len() {
        title.push('…');
    }
    let label = match undo.kind {
        "take_out" => t.admin_agenda_undo_take_out(title),
        "put_in" => t.admin_agenda_undo_put_in(title),
        "swap" => t.admin_agenda_undo_swap(title),
        "copy" => t.admin_agenda_undo_copy(title),
        "split" => t.admin_agenda_undo_split(title),
        _ => t.admin_agenda_undo_move(title),
    };
    let label = undo.by.map_or_else(|| label.clone(), |by| t.admin_agenda_undo_by(label.as_str(), by));
    Undo { number: undo.number, label }
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
        Column::AllRooms => column_without_room(plain(t.admin_agenda_all_rooms()), Some(String::new())),
        Column::Elsewhere => column_without_room(plain(t.admin_agenda_elsewhere()), None),
        Column::Room(id) => {
            let room = says.agenda.room(id);
            ColumnHead {
                name: says.room(Some(id)),
                note: room.map(|room| Said::new(t, &room.note)).unwrap_or_default(),
                seats: room
                    .and_then(|r| r.capacity)
                    .map_or_else(String::new, |seats| t.admin_agenda_seats(seats)),
                room: Some(id.to_string()),
            }
        }
    }
}

fn column_without_room(name: Said, room: Option<String>) -> ColumnHead {
    ColumnHead { name, note: Said::default(), seats: String::new(), room }
}

fn block(
    says: &Says<'_>,
    facts: &AgendaFacts<'_>,
    session: &Session,
    (lines, wrong): (i32, &Wrong<'_>),
) -> Block {
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
        selected: facts.selected == Some(session.id),
        flags: says.flags(wrong.get(&session.id).map_or(&[], Vec::as_slice)),
        data: BlockData::of(facts, session),
    }
}
