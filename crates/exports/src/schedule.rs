//! The released agenda in the format that conference programs exchange (`schedule.xml` and `schedule.json`, known from
//! frab, pretalx and the c3voc). One set of facts, two writers; what the published schemas demand is made here, so that
//! both say the same.
//!
//! Sessions that are closed or cancelled are left out: the format has no word for either.

mod json;
mod xml;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use plenary_domain::Lang;
use plenary_domain::agenda::{Agenda, Session, SpeakerRole, Tone};
use plenary_domain::event::Event;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Addresses that the file names, all of them whole.
pub struct Addresses<'a> {
    /// Of the file itself.
    pub own: String,
    /// Of the event's page.
    pub home: String,
    /// Of a session's page, by its number.
    pub session: &'a dyn Fn(i32) -> String,
}

/// Words that the agenda itself does not have.
pub struct Words<'a> {
    /// Where a session is that is in no room.
    pub all_rooms: String,
    pub role: &'a dyn Fn(SpeakerRole) -> String,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    version: String,
    own: String,
    home: String,
    title: String,
    acronym: String,
    description: String,
    zone: String,
    first: Date,
    last: Date,
    tracks: Vec<Track>,
    rooms: Vec<Place>,
    days: Vec<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Track {
    name: String,
    slug: String,
    color: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    name: String,
    guid: Uuid,
    note: String,
    capacity: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Day {
    date: Date,
    start: String,
    end: String,
    /// By the names of rooms, in the order of the rooms; each with the room's identifier, if it is one of the event's.
    rooms: Vec<(String, Option<Uuid>, Vec<Talk>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Talk {
    number: i32,
    guid: Uuid,
    date: String,
    end: String,
    start: String,
    duration: String,
    room: String,
    slug: String,
    url: String,
    title: String,
    track: String,
    kind: &'static str,
    /// The first language of the floor.
    language: Option<String>,
    summary: String,
    /// What it is about at length, and people by role, in words.
    description: String,
    people: Vec<Person>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Person {
    guid: Uuid,
    name: String,
    role: SpeakerRole,
    about: String,
}

impl Schedule {
    /// What `version` of the agenda says in one language.
    pub fn new(
        event: &Event,
        agenda: &Agenda,
        (lang, version): (Lang, i32),
        addresses: &Addresses<'_>,
        words: &Words<'_>,
    ) -> Self {
        let acronym = acronym(event.slug.as_str());
        let scene = Scene { agenda, lang, zone: event.zone(), addresses, words, acronym: acronym.clone() };
        let shown: Vec<&Session> = agenda.sessions.iter().filter(|s| is_shown(s)).collect();
        let mut days: BTreeSet<Date> = event.days().into_iter().collect();
        days.extend(shown.iter().filter_map(|session| session.slot).map(|slot| slot.day));
        let days: Vec<Day> = days.into_iter().map(|day| scene.day(day, &shown)).collect();
        Self {
            version: version.to_string(),
            own: addresses.own.clone(),
            home: addresses.home.clone(),
            title: clean(event.title.get(lang)),
            acronym,
            description: clean(event.lead.get(lang)),
            zone: event.time_zone.clone(),
            first: days.first().map_or(event.starts_on, |day| day.date),
            last: days.last().map_or(event.ends_on, |day| day.date),
            tracks: scene.tracks(),
            rooms: scene.rooms(),
            days,
        }
    }
}

/// What everybody may see of what takes place.
fn is_shown(session: &Session) -> bool {
    session.slot.is_some() && !session.cancelled && !session.is_closed()
}

/// The identifier that another program gave it, when it came from there with one.
fn guid(session: &Session) -> Uuid {
    session.external_id.as_deref().and_then(|id| id.parse().ok()).unwrap_or(session.id.0)
}

struct Scene<'a> {
    agenda: &'a Agenda,
    lang: Lang,
    zone: TimeZone,
    addresses: &'a Addresses<'a>,
    words: &'a Words<'a>,
    acronym: String,
}

impl Scene<'_> {
    fn tracks(&self) -> Vec<Track> {
        let track = |(topic, n): (&plenary_domain::agenda::Topic, usize)| Track {
            name: clean(topic.name.get(self.lang)),
            slug: format!("topic-{n}"),
            color: color(topic.tone),
        };
        self.agenda.topics.iter().zip(1..).map(track).collect()
    }

    fn rooms(&self) -> Vec<Place> {
        let place = |room: &plenary_domain::agenda::Room| Place {
            name: clean(room.name.get(self.lang)),
            guid: room.id.0,
            note: clean(room.note.get(self.lang)),
            capacity: room.capacity,
        };
        self.agenda.rooms.iter().map(place).collect()
    }

    fn day(&self, date: Date, shown: &[&Session]) -> Day {
        let mut sessions: Vec<&&Session> =
            shown.iter().filter(|s| s.slot.is_some_and(|slot| slot.day == date)).collect();
        sessions.sort_by_key(|s| (s.slot.map(|slot| slot.starts()), s.number));
        let mut rooms: Vec<(String, Option<Uuid>, Vec<Talk>)> = Vec::new();
        for session in sessions {
            let Some(talk) = self.talk(session) else { continue };
            let guid = session.room.map(|room| room.0);
            match rooms.iter_mut().find(|(name, ..)| *name == talk.room) {
                Some((.., talks)) => talks.push(talk),
                None => rooms.push((talk.room.clone(), guid, vec![talk])),
            }
        }
        let position = |guid: Option<Uuid>| self.agenda.rooms.iter().position(|room| Some(room.id.0) == guid);
        rooms.sort_by_key(|(_, guid, _)| position(*guid).unwrap_or(usize::MAX));
        let (start, end) = self.bounds(date, shown);
        Day { date, start, end, rooms }
    }

    /// From the beginning of the first session to the end of the last one, or the whole day when there is none.
    fn bounds(&self, date: Date, shown: &[&Session]) -> (String, String) {
        let slots: Vec<_> = shown.iter().filter_map(|s| s.slot).filter(|slot| slot.day == date).collect();
        let midnight = |date: Date| plenary_domain::agenda::moment(&self.zone, date.at(0, 0, 0, 0));
        let first = slots.iter().map(|slot| slot.starts_at(&self.zone)).min();
        let last = slots.iter().map(|slot| slot.ends_at(&self.zone)).max();
        let next = date.tomorrow().unwrap_or(date);
        let (first, last) = (first.unwrap_or_else(|| midnight(date)), last.unwrap_or_else(|| midnight(next)));
        (self.written(first), self.written(last))
    }

    /// `2027-05-31T09:15:00+05:00`
    fn written(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn talk(&self, session: &Session) -> Option<Talk> {
        let slot = session.slot?;
        let track = session.topics.first().and_then(|id| self.agenda.topic(*id));
        let people = self.people(session);
        Some(Talk {
            number: session.number,
            guid: guid(session),
            date: self.written(slot.starts_at(&self.zone)),
            end: self.written(slot.ends_at(&self.zone)),
            start: slot.start.strftime("%H:%M").to_string(),
            duration: format!("{:02}:{:02}", slot.minutes.max(0) / 60, slot.minutes.max(0) % 60),
            room: self.room(session),
            slug: format!("{}-session-{}", self.acronym, session.number),
            url: (self.addresses.session)(session.number),
            title: clean(session.title.get(self.lang)),
            track: track.map(|topic| clean(topic.name.get(self.lang))).unwrap_or_default(),
            kind: session.kind.code(),
            summary: clean(session.summary.get(self.lang)),
            language: session.floor_languages.first().cloned(),
            description: self.description(session, &people),
            people,
        })
    }

    fn room(&self, session: &Session) -> String {
        let room = session.room.and_then(|id| self.agenda.room(id)).map(|room| room.name.get(self.lang));
        let place = room.filter(|name| !name.is_empty()).unwrap_or_else(|| session.place.get(self.lang));
        clean(if place.is_empty() { &self.words.all_rooms } else { place })
    }

    fn people(&self, session: &Session) -> Vec<Person> {
        let person = |named: &plenary_domain::agenda::SessionSpeaker| {
            let speaker = self.agenda.speaker(named.speaker)?;
            Some(Person {
                guid: speaker.id.0,
                name: clean(speaker.name.get(self.lang)),
                role: named.role,
                about: clean(&speaker.affiliation(self.lang)),
            })
        };
        let mut people: Vec<Person> = session.speakers.iter().filter_map(person).collect();
        people.sort_by_key(|person| person.role);
        people
    }

    /// The XML has no place for roles, so they are told in words as well.
    fn description(&self, session: &Session, people: &[Person]) -> String {
        let parts = [clean(session.description.get(self.lang)), self.people_line(people)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn people_line(&self, people: &[Person]) -> String {
        let lines = people.iter().map(|person| {
            let about = if person.about.is_empty() { String::new() } else { format!(", {}", person.about) };
            format!("{}: {}{about}", (self.words.role)(person.role), person.name)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// `[a-z0-9_]{4,}`, as both schemas take it.
fn acronym(slug: &str) -> String {
    let mut name: String =
        slug.chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' }).collect();
    if name.len() < 4 {
        name.push_str("_event");
    }
    name
}

/// Without the characters that XML can't carry in any spelling.
fn clean(text: &str) -> String {
    let kept =
        |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    text.chars().filter(kept).collect::<String>().trim().to_owned()
}

/// The five tones of topics as the light theme shows them.
const fn color(tone: Tone) -> &'static str {
    match tone {
        Tone::Ihl => "#0a58a6",
        Tone::Wps => "#86307c",
        Tone::Access => "#08696a",
        Tone::Tech => "#a0450c",
        Tone::Teaching => "#566014",
    }
}

#[cfg(test)]
mod tests;
