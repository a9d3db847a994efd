//! What goes on now and next, for a telephone in a corridor and for a screen on its wall.

use super::agenda::{Seats, SessionView, place, zone_note};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::{T, dates};
use crate::urls::{encoded, short_key};
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, LastMinute, Room, RoomNow, Session};

/// What both pages show.
pub struct NowFacts<'a> {
    pub agenda: &'a Agenda,
    pub now: Timestamp,
    /// What the releases of this day have changed.
    pub changed: &'a [LastMinute<'a>],
    /// Only this room, by its key.
    pub room: Option<&'a str>,
}

/// A session, and what has become of it today.
pub struct NowSession<'a> {
    pub view: SessionView<'a>,
    /// "Moved from Hall B, 10:00"
    pub moved: String,
}

/// One room.
pub struct RoomView<'a> {
    pub id: String,
    pub name: String,
    pub note: &'a str,
    /// The page of this room alone.
    pub screen: String,
    pub now: Vec<NowSession<'a>>,
    pub next: Vec<NowSession<'a>>,
}

/// A line among the changes of today.
pub struct ChangeLine {
    pub title: String,
    pub lang: &'static str,
    pub href: String,
    /// "Cancelled", or where and when it takes place now.
    pub what: String,
    pub moved: String,
    pub cancelled: bool,
}

/// Both pages.
pub struct NowView<'a> {
    pub rooms: Vec<RoomView<'a>>,
    pub changes: Vec<ChangeLine>,
    /// Local time, and the moment for machines.
    pub clock: String,
    pub machine: String,
    pub day: String,
    pub zone_note: String,
    /// The one room that is shown.
    pub only: Option<String>,
}

impl<'a> NowView<'a> {
    fn new(t: T, head: &EventFrame<'_>, facts: &NowFacts<'a>) -> Self {
        let zone = head.event.zone();
        let local = facts.now.to_zoned_datetime(zone.clone());
        let only =
            facts.room.and_then(|key| facts.agenda.rooms.iter().find(|room| short_key(room.id) == key));
        let all = facts.agenda.now_and_next(facts.now, &zone);
        let wanted = |found: &RoomNow<'_>| only.is_none() || found.room.is_none() || found.room == only;
        Self {
            rooms: all
                .iter()
                .filter(|found| wanted(found))
                .map(|found| room(t, head, facts, found))
                .collect(),
            changes: facts.changed.iter().map(|change| line(t, head, facts.agenda, change)).collect(),
            clock: t.time(local.time()),
            machine: dates::machine_moment(facts.now, &zone),
            day: t.date_weekday(local.date()),
            zone_note: zone_note(t, head, local.date()),
            only: only.map(|room| room.name.get(t.lang).to_owned()),
        }
    }
}

fn room<'a>(t: T, head: &EventFrame<'_>, facts: &NowFacts<'a>, found: &RoomNow<'a>) -> RoomView<'a> {
    let views = |sessions: &[&'a Session]| {
        let view = |session: &&'a Session| NowSession {
            moved: moved(t, facts, session),
            view: SessionView::new(t, head, facts.agenda, session, &Seats::new()),
        };
        sessions.iter().map(view).collect()
    };
    let elsewhere = || t.now_elsewhere().into_owned();
    let screen = |room: &Room| format!("{}?room={}", head.urls.screen(), encoded(&short_key(room.id)));
    RoomView {
        id: found.room.map_or_else(|| "elsewhere".to_owned(), |room| format!("r{}", short_key(room.id))),
        name: found.room.map_or_else(elsewhere, |room| room.name.get(t.lang).to_owned()),
        note: found.room.map_or("", |room| room.note.get(t.lang)),
        screen: found.room.map(screen).unwrap_or_default(),
        now: views(&found.now),
        next: views(&found.next),
    }
}

fn moved(t: T, facts: &NowFacts<'_>, session: &Session) -> String {
    let change = facts.changed.iter().find(|change| change.session.id == session.id);
    change.map(|change| came_from(t, facts.agenda, change)).unwrap_or_default()
}

/// "Moved from Hall B, 10:00": only what is different.
fn came_from(t: T, agenda: &Agenda, change: &LastMinute<'_>) -> String {
    let Some(from) = change.from else { return String::new() };
    let before = Session { slot: from.slot, room: from.room, ..change.session.clone() };
    let mut parts = Vec::new();
    if from.room != change.session.room {
        parts.push(place(t, agenda, &before));
    }
    if from.slot != change.session.slot {
        let day = from.slot.filter(|slot| change.session.slot.is_none_or(|now| now.day != slot.day));
        parts.extend(day.map(|slot| t.date_short(slot.day)));
        parts.extend(from.slot.map(|slot| t.time(slot.start)));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { String::new() } else { t.now_moved_from(parts.join(", ")) }
}

fn line(t: T, head: &EventFrame<'_>, agenda: &Agenda, change: &LastMinute<'_>) -> ChangeLine {
    let session = change.session;
    let view = SessionView::new(t, head, agenda, session, &Seats::new());
    let day = session.slot.map(|slot| t.date_weekday(slot.day)).unwrap_or_default();
    let parts = [day, format!("{}–{}", view.start, view.end), view.place.clone()];
    let whereabouts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    ChangeLine {
        title: view.title.to_owned(),
        lang: view.title_lang,
        href: if agenda.session(session.id).is_some() { view.href } else { String::new() },
        moved: came_from(t, agenda, change),
        what: whereabouts,
        cancelled: session.cancelled,
    }
}

#[derive(askama::Template)]
#[template(path = "public/now.html")]
pub struct NowPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub view: NowView<'a>,
}

impl Page for NowPage<'_> {}

impl<'a> NowPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, facts: &NowFacts<'a>) -> Self {
        Self { view: NowView::new(frame.t, &head, facts), frame, head }
    }
}

#[derive(askama::Template)]
#[template(path = "public/screen.html")]
pub struct ScreenPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub view: NowView<'a>,
}

impl Page for ScreenPage<'_> {}

impl<'a> ScreenPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, facts: &NowFacts<'a>) -> Self {
        Self { view: NowView::new(frame.t, &head, facts), frame, head }
    }
}
