//! The agenda of one day: an HTML list by time, which the style sheet turns into an elastic grid where there is room.
//! Grid lines are the distinct start and end times, so that a row grows with its longest text and nothing is cut.

use crate::frame::{EventFrame, Frame, Page};
use crate::texts::{T, dates};
use crate::urls::EventUrls;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use plenary_domain::agenda::{Agenda, Room, Session, SpeakerRole};
use plenary_domain::ids::SessionId;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A day in the row of days.
#[derive(Debug, Clone)]
pub struct DayLink {
    pub href: String,
    pub number: i8,
    pub weekday: String,
    pub sessions: String,
    pub current: bool,
}

/// Seats of a session that one signs up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatsLeft {
    pub total: i64,
    pub left: i64,
    /// How many wait for one.
    pub waiting: i64,
}

/// Seats of all sessions with a limit.
pub type Seats = HashMap<SessionId, SeatsLeft>;

/// Sessions that begin together.
pub struct SlotView<'a> {
    pub id: String,
    pub time: String,
    pub machine: String,
    pub sessions: Vec<SessionView<'a>>,
}

/// A session as agenda, session page and status page show it.
pub struct SessionView<'a> {
    pub session: &'a Session,
    pub id: String,
    pub href: String,
    pub title: &'a str,
    pub title_lang: &'static str,
    pub start: String,
    pub end: String,
    pub machine_start: String,
    pub machine_end: String,
    pub tone: &'static str,
    /// Tone and name.
    pub topics: Vec<(&'static str, &'a str)>,
    /// "Chair: A. Speakers: B, C".
    pub people: String,
    /// Shown where there is room for it.
    pub about: &'a str,
    pub place: String,
    pub interpretation: String,
    pub seats: Option<SeatsLeft>,
    pub plenary: bool,
    pub pause_icon: Option<&'static str>,
}

impl<'a> SessionView<'a> {
    pub fn new(t: T, head: &EventFrame<'_>, agenda: &'a Agenda, session: &'a Session, seats: &Seats) -> Self {
        let zone = head.event.zone();
        let (start, end) = session.slot.as_ref().map(dates::hours).unwrap_or_default();
        let machine = |at: Option<DateTime>| {
            at.map(|at| dates::machine(at.date(), at.time(), &zone)).unwrap_or_default()
        };
        let topics: Vec<_> = session.topics.iter().filter_map(|id| agenda.topic(*id)).collect();
        let long = session.slot.is_some_and(|slot| slot.minutes >= 75);
        Self {
            session,
            id: format!("s{}", session.number),
            href: head.urls.session(session.number),
            title: session.title.get(t.lang),
            title_lang: session.title.lang_of(t.lang).code(),
            start,
            end,
            machine_start: machine(session.slot.map(|slot| slot.starts())),
            machine_end: machine(session.slot.map(|slot| slot.ends())),
            tone: topics.first().map_or("", |topic| topic.tone.code()),
            topics: topics.iter().map(|topic| (topic.tone.code(), topic.name.get(t.lang))).collect(),
            people: people(t, agenda, session),
            about: if long { session.summary.get(t.lang) } else { "" },
            place: place(t, agenda, session),
            interpretation: languages(session),
            seats: seats.get(&session.id).copied(),
            plenary: !session.kind.is_pause() && (session.room.is_none() || alone(agenda, session)),
            pause_icon: session.kind.is_pause().then(|| pause_icon(session)),
        }
    }

    pub fn seats_text(&self, t: &T) -> String {
        match self.seats {
            Some(seats) if seats.left <= 0 => t.seats_full().into_owned(),
            Some(seats) => t.seats_left(seats.left, seats.total),
            None => String::new(),
        }
    }

    pub fn seats_class(&self) -> &'static str {
        match self.seats {
            Some(seats) if seats.left <= 0 => "not-printed full",
            Some(seats) if seats.left < 10 => "not-printed warn",
            _ => "not-printed",
        }
    }
}

/// Nothing else goes on meanwhile: such a session takes the whole width, like a plenary.
fn alone(agenda: &Agenda, session: &Session) -> bool {
    let Some(slot) = session.slot else { return false };
    let others = agenda.sessions.iter().filter(|other| other.id != session.id && !other.kind.is_pause());
    !others.filter_map(|other| other.slot).any(|other| other.overlaps(&slot))
}

const fn pause_icon(session: &Session) -> &'static str {
    match session.kind {
        plenary_domain::agenda::SessionKind::Registration => "badge",
        _ => "cup",
    }
}

/// Languages one can listen to, as codes: EN · RU · KK.
pub(super) fn languages(session: &Session) -> String {
    codes(&session.interpretation)
}

pub(super) fn codes(languages: &[String]) -> String {
    languages.iter().map(|code| code.to_uppercase()).collect::<Vec<_>>().join(" · ")
}

/// The room, or the place that was written in, or all rooms.
pub(super) fn place(t: T, agenda: &Agenda, session: &Session) -> String {
    let room = session.room.and_then(|id| agenda.room(id)).map(|room| room.name.get(t.lang));
    match (room, session.place.get(t.lang)) {
        (Some(room), _) => room.to_owned(),
        (None, "") if session.kind.is_pause() => String::new(),
        (None, "") if agenda.rooms.len() == 1 => {
            agenda.rooms.iter().map(|room| room.name.get(t.lang)).collect()
        }
        (None, "") => t.agenda_all_rooms().into_owned(),
        (None, place) => place.to_owned(),
    }
}

/// Names by role, in the order of the roles: "Chair: A. Panellists: B, C". Names are never changed.
pub(super) fn people(t: T, agenda: &Agenda, session: &Session) -> String {
    let mut by_role: BTreeMap<SpeakerRole, Vec<&str>> = BTreeMap::new();
    for person in &session.speakers {
        if let Some(speaker) = agenda.speaker(person.speaker) {
            by_role.entry(person.role).or_default().push(speaker.name.get(t.lang));
        }
    }
    let parts: Vec<String> = by_role
        .iter()
        .map(|(role, names)| format!("{}: {}", t.speaker_role(role), names.join(", ")))
        .collect();
    parts.join(". ")
}

/// The days of the event, the present one marked.
pub(super) fn days(t: T, head: &EventFrame<'_>, agenda: &Agenda, current: Option<Date>) -> Vec<DayLink> {
    let link = |day: Date| DayLink {
        href: head.urls.agenda_day(day),
        number: day.day(),
        weekday: t.weekday(day),
        sessions: t.sessions_count(agenda.on(day).iter().filter(|s| !s.kind.is_pause()).count()),
        current: Some(day) == current,
    };
    head.event.days().into_iter().map(link).collect()
}

#[derive(askama::Template)]
#[template(path = "public/agenda.html")]
pub struct AgendaPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub day: Date,
    pub zone_note: String,
    pub days: Vec<DayLink>,
    pub rooms: Vec<(&'a Room, String)>,
    pub slots: Vec<SlotView<'a>>,
    pub ics: String,
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
    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        agenda: &'a Agenda,
        released: Option<(i32, Timestamp)>,
        day: Date,
        seats: &Seats,
    ) -> Self {
        let t = frame.t;
        let zone = head.event.zone();
        let sessions = agenda.on(day);
        let mut slots: Vec<SlotView<'a>> = Vec::new();
        for session in &sessions {
            let view = SessionView::new(t, &head, agenda, session, seats);
            match slots.last_mut() {
                Some(slot) if slot.time == view.start => slot.sessions.push(view),
                _ => slots.push(SlotView {
                    id: format!("t{}", view.start.replace(':', "")),
                    time: view.start.clone(),
                    machine: view.machine_start.clone(),
                    sessions: vec![view],
                }),
            }
        }
        Self {
            zone_note: zone_note(t, &head, day),
            days: days(t, &head, agenda, Some(day)),
            rooms: agenda
                .rooms
                .iter()
                .map(|room| (room, room.capacity.map(|n| t.room_seats(n)).unwrap_or_default()))
                .collect(),
            ics: head.urls.agenda_day_ics(day),
            items: (!agenda.items.items.is_empty()).then(|| head.urls.items()),
            release: released.map(|(number, at)| t.agenda_release(t.moment(at, &zone), number)),
            style: grid(agenda, &sessions, &slots),
            day,
            slots,
            frame,
            head,
        }
    }
}

/// "All times are Almaty time (UTC+5)."
pub(super) fn zone_note(t: T, head: &EventFrame<'_>, day: Date) -> String {
    let zone = head.event.zone();
    let noon = dates::moment_of(day, jiff::civil::time(12, 0, 0, 0), &zone);
    t.zone_note(dates::offset(noon, &zone), t.zone_city(&head.event.time_zone))
}

/// Where each session stands in the grid: data for the style sheet, nothing else.
fn grid(agenda: &Agenda, sessions: &[&Session], slots: &[SlotView<'_>]) -> String {
    let mut marks: Vec<DateTime> =
        sessions.iter().filter_map(|s| s.slot).flat_map(|slot| [slot.starts(), slot.ends()]).collect();
    marks.sort_unstable();
    marks.dedup();
    // A mark after midnight needs a name of its own.
    let name = |at: DateTime| at.strftime("t%d%H%M").to_string();
    let lines: Vec<String> = marks.iter().map(|at| format!("[{}]", name(*at))).collect();
    let rooms = agenda.rooms.len().max(1);
    let mut css =
        format!(".timetable-grid {{ --rooms: {rooms}; --lines: [head] auto {}; }}\n", lines.join(" auto "));
    // Writing to a string can't fail.
    let _ = writeln!(css, ".timetable-rooms {{ --rooms: {rooms}; }}");
    for session in sessions {
        let Some(slot) = session.slot else { continue };
        let room = session.room.filter(|_| !alone(agenda, session));
        let column = room.and_then(|id| agenda.rooms.iter().position(|room| room.id == id));
        let (from, to) = column.map_or((2, rooms + 2), |i| (i + 2, i + 3));
        let _ = writeln!(
            css,
            "#s{} {{ --at: {} / {from} / {} / {to}; }}",
            session.number,
            name(slot.starts()),
            name(slot.ends())
        );
    }
    for slot in slots {
        let start = slot.sessions.first().and_then(|view| view.session.slot).map(|slot| name(slot.starts()));
        let _ = writeln!(css, "#{} {{ --at: {}; }}", slot.id, start.unwrap_or_default());
    }
    css
}

/// For the session page's list of what else goes on.
pub(super) fn parallel<'a>(
    t: T,
    head: &EventFrame<'_>,
    agenda: &'a Agenda,
    session: &Session,
) -> Vec<SessionView<'a>> {
    let Some(slot) = session.slot else { return Vec::new() };
    let others = agenda.sessions.iter().filter(|other| other.id != session.id && !other.kind.is_pause());
    others
        .filter(|other| other.slot.is_some_and(|o| o.overlaps(&slot)))
        .map(|other| SessionView::new(t, head, agenda, other, &Seats::new()))
        .collect()
}

/// The address of the agenda on the day of a session.
pub(super) fn back_to(urls: &EventUrls, session: &Session) -> String {
    session
        .slot
        .map_or_else(|| urls.agenda(), |slot| format!("{}#s{}", urls.agenda_day(slot.day), session.number))
}
