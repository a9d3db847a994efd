//! Sessions, times, rooms and conflicts of an agenda in words, for the editor and for the release page.

use crate::texts::T;
use crate::texts::dates;
use crate::urls::AdminUrls;
use jiff::civil::Date;
use plenary_domain::LocalText;
use plenary_domain::agenda::{Agenda, Conflict, ConflictKind, Session, Slot, first_free};
use plenary_domain::event::Event;
use plenary_domain::ids::{RoomId, SessionId};
use std::borrow::Cow;
use std::collections::HashMap;

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
    /// Stands in the way of a release.
    pub serious: bool,
    pub head: String,
    /// The room or the person.
    pub about: Option<Said>,
    pub sessions: Vec<SessionLink>,
    pub note: String,
    /// When the last of the sessions could be instead; empty if that would not help.
    pub free: String,
}

/// The most checks that a page lists; whoever has more has to begin somewhere.
const LISTED: usize = 60;

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

    /// The first of them, in sentences.
    pub fn checks(&self, conflicts: &[Conflict]) -> Vec<Check> {
        conflicts.iter().take(LISTED).map(|conflict| self.check(conflict)).collect()
    }

    fn check(&self, conflict: &Conflict) -> Check {
        let (head, about, note) = self.sentence(conflict);
        let sessions = [Some(conflict.session), conflict.other].into_iter().flatten();
        Check {
            serious: conflict.level.blocks_release(),
            head: head.into_owned(),
            about,
            sessions: sessions
                .filter_map(|id| self.agenda.session(id))
                .map(|session| self.link(session))
                .collect(),
            note,
            free: self.instead(conflict),
        }
    }

    /// What it is, about whom or which room, and the figures.
    fn sentence(&self, conflict: &Conflict) -> (Cow<'static, str>, Option<Said>, String) {
        let t = self.t;
        let nothing = String::new;
        let person = |id| self.agenda.speaker(id).map(|speaker| Said::new(t, &speaker.name));
        let place = || self.agenda.session(conflict.session).map(|session| self.room(session.room));
        match conflict.kind {
            ConflictKind::RoomTwice(room) => {
                (t.admin_agenda_check_room(), Some(self.room(Some(room))), nothing())
            }
            ConflictKind::SpeakerTwice(id) => (t.admin_agenda_check_speaker(), person(id), nothing()),
            ConflictKind::OutsideEvent => (t.admin_agenda_check_day(), None, nothing()),
            ConflictKind::Turnover { speaker, minutes } => {
                (t.admin_agenda_check_turnover(), person(speaker), t.admin_agenda_check_minutes(minutes))
            }
            ConflictKind::RoomTooSmall { seats, capacity } => {
                (t.admin_agenda_check_seats(), place(), t.admin_agenda_check_seats_numbers(capacity, seats))
            }
            ConflictKind::TooManyWishes { people, capacity } => (
                t.admin_agenda_check_wishes(),
                place(),
                t.admin_agenda_check_wishes_numbers(capacity, people),
            ),
            ConflictKind::NoChair => (t.admin_agenda_check_chair(), None, nothing()),
            ConflictKind::InterpretationTooLong { minutes } => {
                (t.admin_agenda_check_interpreters(), place(), t.admin_agenda_check_minutes(minutes))
            }
            ConflictKind::OutsideHours => (t.admin_agenda_check_hours(), place(), nothing()),
            ConflictKind::TooFewBooths { languages, booths } => (
                t.admin_agenda_check_booths(),
                place(),
                t.admin_agenda_check_booths_numbers(booths, languages),
            ),
            ConflictKind::PublicLink => (t.admin_agenda_check_link(), None, nothing()),
            ConflictKind::Declined(id) => (t.admin_agenda_check_declined(), person(id), nothing()),
            ConflictKind::NotRegistered(id) => (t.admin_agenda_check_not_registered(), person(id), nothing()),
            ConflictKind::OneGender => (t.admin_agenda_check_one_gender(), None, nothing()),
            ConflictKind::ModeratorOnly => (t.admin_agenda_check_moderator_only(), None, nothing()),
        }
    }

    /// The first free time of what collides.
    fn instead(&self, conflict: &Conflict) -> String {
        let session = conflict.other.and_then(|id| self.agenda.session(id));
        let free = session.and_then(|session| first_free(self.agenda, session));
        free.map_or_else(String::new, |slot| self.t.admin_agenda_free_time(self.when(slot)))
    }

    /// A conflict in a few words, with the other session that it is about: for somebody who is just moving `session`.
    pub fn in_short(&self, session: SessionId, conflict: &Conflict) -> String {
        let (head, about, note) = self.sentence(conflict);
        let others =
            [Some(conflict.session), conflict.other].into_iter().flatten().filter(|id| *id != session);
        let other = others
            .filter_map(|id| self.agenda.session(id))
            .map(|other| (other.title.get(self.t.lang).to_owned(), other.slot));
        let other = other.map(|(title, slot)| match slot {
            Some(slot) => format!("{title} {}", self.when(slot)),
            None => title,
        });
        let parts: Vec<String> = about
            .map(|about| about.text)
            .into_iter()
            .chain(other)
            .chain(Some(note))
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() { head.into_owned() } else { format!("{head} {}", parts.join(", ")) }
    }

    /// What a block on the board says about its conflicts, each kind once; whether it is serious.
    pub fn flags(&self, conflicts: &[&Conflict]) -> Vec<(String, bool)> {
        let mut found: Vec<(String, bool)> = Vec::new();
        for conflict in conflicts {
            let flag = (self.flag(conflict.kind), conflict.level.blocks_release());
            if !found.contains(&flag) {
                found.push(flag);
            }
        }
        found
    }

    fn flag(&self, kind: ConflictKind) -> String {
        let t = self.t;
        match kind {
            ConflictKind::RoomTwice(_) => t.admin_agenda_flag_room().into_owned(),
            ConflictKind::SpeakerTwice(_) => t.admin_agenda_flag_speaker().into_owned(),
            ConflictKind::OutsideEvent => t.admin_agenda_flag_day().into_owned(),
            ConflictKind::Turnover { minutes, .. } => t.admin_agenda_flag_turnover(minutes),
            ConflictKind::RoomTooSmall { seats, capacity } => t.admin_agenda_flag_seats(capacity, seats),
            ConflictKind::TooManyWishes { people, capacity } => t.admin_agenda_flag_wishes(capacity, people),
            ConflictKind::NoChair => t.admin_agenda_flag_chair().into_owned(),
            ConflictKind::InterpretationTooLong { .. } => t.admin_agenda_flag_interpreters().into_owned(),
            ConflictKind::OutsideHours => t.admin_agenda_flag_hours().into_owned(),
            ConflictKind::TooFewBooths { .. } => t.admin_agenda_flag_booths().into_owned(),
            ConflictKind::PublicLink => t.admin_agenda_flag_link().into_owned(),
            ConflictKind::Declined(_) => t.admin_agenda_flag_declined().into_owned(),
            ConflictKind::NotRegistered(_) => t.admin_agenda_flag_not_registered().into_owned(),
            ConflictKind::OneGender => t.admin_agenda_flag_one_gender().into_owned(),
            ConflictKind::ModeratorOnly => t.admin_agenda_flag_moderator_only().into_owned(),
        }
    }
}

/// Conflicts by the sessions that they are about.
pub(super) fn by_session(conflicts: &[Conflict]) -> HashMap<SessionId, Vec<&Conflict>> {
    let mut found: HashMap<SessionId, Vec<&Conflict>> = HashMap::new();
    for conflict in conflicts {
        for session in [Some(conflict.session), conflict.other].into_iter().flatten() {
            found.entry(session).or_default().push(conflict);
        }
    }
    found
}

/// The class that gives a session the colour of its first topic.
pub(super) fn tone_class(session: &Session, agenda: &Agenda) -> String {
    let topic = session.topics.iter().find_map(|id| agenda.topic(*id));
    topic.map_or_else(String::new, |topic| format!(" topic-{}", topic.tone.code()))
}
