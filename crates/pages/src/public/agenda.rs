//! The agenda: an HTML list by time, day after day, which the style sheet turns into an elastic grid where there is
//! room. Grid lines are the distinct start and end times, so that a row grows with its longest text and nothing is cut.

mod filters;
mod grid;
mod page;
mod query;

pub(super) use filters::{Filters, ZoneForm, language};
pub use page::{AgendaFacts, AgendaPage, DaySection, Shown};
pub use query::{AgendaQuery, Picked};

use crate::frame::EventFrame;
use crate::texts::{T, dates};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use plenary_domain::agenda::{Agenda, Session, Slot, SpeakerRole};
use plenary_domain::ids::SessionId;
use std::collections::{BTreeMap, HashMap};

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
    /// In the event's zone, where another is shown.
    pub own: String,
    pub machine: String,
    pub sessions: Vec<SessionView<'a>>,
}

/// A session as agenda, session page and status page show it.
pub struct SessionView<'a> {
    pub session: &'a Session,
    pub id: String,
    /// Empty for a closed session, which has no page.
    pub href: String,
    pub title: &'a str,
    pub title_lang: &'static str,
    pub start: String,
    pub end: String,
    /// The date in another zone, where it is not the event's.
    pub day: String,
    /// Times in the event's zone, where another is shown.
    pub own: String,
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
        let times = session.slot.map(|slot| Times::new(t, head, slot)).unwrap_or_default();
        let topics: Vec<_> = session.topics.iter().filter_map(|id| agenda.topic(*id)).collect();
        let long = session.slot.is_some_and(|slot| slot.minutes >= 75);
        Self {
            session,
            id: format!("s{}", session.number),
            href: page_of(head, session),
            title: session.title.get(t.lang),
            title_lang: session.title.lang_of(t.lang).code(),
            start: times.start,
            end: times.end,
            day: times.day,
            own: times.own,
            machine_start: times.machine_start,
            machine_end: times.machine_end,
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

/// The times of a slot as the reader asked for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) start: String,
    pub(super) end: String,
    pub(super) day: String,
    pub(super) own: String,
    pub(super) machine_start: String,
    pub(super) machine_end: String,
}

impl Times {
    pub(super) fn new(t: T, head: &EventFrame<'_>, slot: Slot) -> Self {
        let zone = head.event.zone();
        let (start, end) = dates::hours(&slot);
        let machine = |at: DateTime| dates::machine(at.date(), at.time(), &zone);
        let own = Self {
            machine_start: machine(slot.starts()),
            machine_end: machine(slot.ends()),
            start,
            end,
            ..Self::default()
        };
        match &head.second_zone {
            Some((_, other)) => own.seen_from(t, slot, &zone, other),
            None => own,
        }
    }

    fn seen_from(self, t: T, slot: Slot, zone: &TimeZone, other: &TimeZone) -> Self {
        let (starts, ends) = slot.moments(zone);
        let local = |at: jiff::Timestamp| at.to_zoned_datetime(other.clone());
        let moved = local(starts).date() != slot.day;
        let hours = format!("{}–{}", self.start, self.end);
        Self {
            start: t.time(local(starts).time()),
            end: t.time(local(ends).time()),
            day: if moved { t.date_short(local(starts).date()) } else { String::new() },
            own: if moved { format!("{}, {hours}", t.date_short(slot.day)) } else { hours },
            ..self
        }
    }
}

/// The address of a session's page; a closed session has none.
fn page_of(head: &EventFrame<'_>, session: &Session) -> String {
    if session.is_closed() {
        return String::new();
    }
    head.kept_zone(head.urls.session(session.number))
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
    session.interpretation.iter().map(|code| code.to_uppercase()).collect::<Vec<_>>().join(" · ")
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

/// The days of the event with as many sessions as are picked, the present one marked.
pub(super) fn days(
    t: T,
    head: &EventFrame<'_>,
    agenda: &Agenda,
    (query, picked): (&AgendaQuery, &Picked),
    current: Option<Date>,
) -> Vec<DayLink> {
    let counted = |session: &&&Session| !session.kind.is_pause() && picked.takes(session);
    let link = |day: Date| DayLink {
        href: query.on(&head.urls.agenda_day(day)),
        number: day.day(),
        weekday: t.weekday(day),
        sessions: t.sessions_count(agenda.on(day).iter().filter(counted).count()),
        current: Some(day) == current,
    };
    head.event.days().into_iter().map(link).collect()
}

/// "All times are Almaty time (UTC+5)."
pub(super) fn zone_note(t: T, head: &EventFrame<'_>, day: Date) -> String {
    let zone = head.event.zone();
    let noon = dates::moment_of(day, jiff::civil::time(12, 0, 0, 0), &zone);
    let (offset, city) = (dates::offset(noon, &zone), t.zone_city(&head.event.time_zone));
    match &head.second_zone {
        Some((name, other)) => {
            t.zone_note_second(dates::offset(noon, other), city, offset, t.zone_city(name))
        }
        None => t.zone_note(offset, city),
    }
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
pub(super) fn back_to(head: &EventFrame<'_>, session: &Session) -> String {
    let urls = &head.urls;
    let day = session.slot.map_or_else(|| urls.agenda(), |slot| urls.agenda_day(slot.day));
    format!("{}#s{}", head.kept_zone(day), session.number)
}
