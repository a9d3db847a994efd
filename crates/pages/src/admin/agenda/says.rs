//! Sessions, times, rooms and conflicts of an agenda in words, for the editor and for the release page.

use crate::texts::T;
use crate::texts::dates;
use crate::urls::AdminUrls;
use jiff::civil::Date;
use plenary_domain::LocalText;
use plenary_domain::agenda::{Agenda, Conflict, ConflictKind, Level, Session, Slot};
use plenary_domain::event::Event;
use plenary_domain::ids::{RoomId, SessionId};

/// A text with its language, where it is not the page's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub lang: &'static str,
}

impl Said {
    pub fn new(t: T, text: &LocalText) -> Self {
        let of = text.lang_of(t.lang);
        Self { text: text.get(t.lang).to_owned(), lang: if of == t.lang { "" } else { of.code() } }
    }
}

/// A session that one can go to.
#[derive(Debug, Clone)]
pub struct SessionLink {
    pub href: String,
    pub title: Said,
    pub when: String,
}

/// Something that does not fit.
#[derive(Debug, Clone)]
pub struct Check {
    pub serious: bool,
    pub head: String,
    /// The room or the person.
    pub about: Option<Said>,
    pub sessions: Vec<SessionLink>,
    pub note: String,
}

/// What is needed to speak about an agenda.
pub struct Says<'a> {
    pub t: T,
    pub agenda: &'a Agenda,
    urls: AdminUrls,
    first_day: Date,
    several_days: bool,
}

impl<'a> Says<'a> {
    pub fn new(t: T, event: &Event, agenda: &'a Agenda) -> Self {
        let (first_day, several_days) = (event.starts_on, event.starts_on != event.ends_on);
        Self { t, agenda, urls: AdminUrls::new(event), first_day, several_days }
    }

    /// 10:00–11:15, with the day before it where the event has several.
    pub fn when(&self, slot: Slot) -> String {
        let (from, to) = dates::hours(&slot);
        if self.several_days || slot.day != self.first_day {
            format!("{}, {from}–{to}", self.t.date_short(slot.day))
        } else {
            format!("{from}–{to}")
        }
    }

    pub fn room(&self, room: Option<RoomId>) -> Said {
        match room.and_then(|id| self.agenda.room(id)) {
            Some(room) => Said::new(self.t, &room.name),
            None => Said { text: self.t.admin_agenda_all_rooms().into_owned(), lang: "" },
        }
    }

    /// Where a session is: its room, its place, or all rooms.
    pub fn place(&self, session: &Session) -> Said {
        if session.room.is_none() && !session.place.is_empty() {
            return Said::new(self.t, &session.place);
        }
        self.room(session.room)
    }

    pub fn link(&self, session: &Session) -> SessionLink {
        let day = session.slot.map_or(self.first_day, |slot| slot.day);
        SessionLink {
            href: self.urls.agenda_selected(day, session.id),
            title: Said::new(self.t, &session.title),
            when: session.slot.map_or_else(String::new, |slot| self.when(slot)),
        }
    }

    pub fn checks(&self, conflicts: &[Conflict]) -> Vec<Check> {
        conflicts.iter().map(|conflict| self.check(conflict)).collect()
    }

    fn check(&self, conflict: &Conflict) -> Check {
        let t = self.t;
        let (head, about, note) = match conflict.kind {
            ConflictKind::RoomTwice(room) => {
                (t.admin_agenda_check_room(), Some(self.room(Some(room))), String::new())
            }
            ConflictKind::SpeakerTwice(id) => {
                let person = self.agenda.speaker(id).map(|speaker| Said::new(t, &speaker.name));
                (t.admin_agenda_check_speaker(), person, String::new())
            }
            ConflictKind::OutsideEvent => (t.admin_agenda_check_day(), None, String::new()),
            ConflictKind::RoomTooSmall { seats, capacity } => {
                let room = self.agenda.session(conflict.session).map(|session| self.room(session.room));
                (t.admin_agenda_check_seats(), room, t.admin_agenda_check_seats_numbers(capacity, seats))
            }
            ConflictKind::NoChair => (t.admin_agenda_check_chair(), None, String::new()),
        };
        let sessions = [Some(conflict.session), conflict.other].into_iter().flatten();
        Check {
            serious: conflict.level() == Level::BlocksRelease,
            head: head.into_owned(),
            about,
            sessions: sessions
                .filter_map(|id| self.agenda.session(id))
                .map(|session| self.link(session))
                .collect(),
            note,
        }
    }

    /// What a block on the board says about its conflicts, each kind once; whether it is serious.
    pub fn flags(&self, session: SessionId, conflicts: &[Conflict]) -> Vec<(String, bool)> {
        let mut found: Vec<(String, bool)> = Vec::new();
        let mine = conflicts.iter().filter(|c| c.session == session || c.other == Some(session));
        for conflict in mine {
            let text = match conflict.kind {
                ConflictKind::RoomTwice(_) => self.t.admin_agenda_flag_room().into_owned(),
                ConflictKind::SpeakerTwice(_) => self.t.admin_agenda_flag_speaker().into_owned(),
                ConflictKind::OutsideEvent => self.t.admin_agenda_flag_day().into_owned(),
                ConflictKind::RoomTooSmall { seats, capacity } => {
                    self.t.admin_agenda_flag_seats(capacity, seats)
                }
                ConflictKind::NoChair => self.t.admin_agenda_flag_chair().into_owned(),
            };
            let flag = (text, conflict.level() == Level::BlocksRelease);
            if !found.contains(&flag) {
                found.push(flag);
            }
        }
        found
    }
}

/// The class that gives a session the colour of its first topic.
pub(super) fn tone_class(session: &Session, agenda: &Agenda) -> String {
    let topic = session.topics.iter().find_map(|id| agenda.topic(*id));
    topic.map_or_else(String::new, |topic| format!(" topic-{}", topic.tone.code()))
}
