//! From an agenda to a calendar: the whole of it, one day, one session or the sessions of one delegate, by a filter.

use super::{Calendar, CalendarEntry};
use plenary_domain::agenda::{Agenda, Openness, Session};
use plenary_domain::event::Event;
use plenary_domain::ids::SessionId;
use plenary_domain::registration::{Registration, Seat};
use plenary_domain::{Lang, LocalText};

/// The sessions that `wanted` picks, with those that were cancelled or taken out: calendars have to be told.
/// `url` makes the address of a session's page from its number. Sessions without a time are left out.
pub fn agenda(
    event: &Event,
    agenda: &Agenda,
    lang: Lang,
    url: &dyn Fn(i32) -> String,
    host: &str,
    wanted: &dyn Fn(&Session) -> bool,
) -> Calendar {
    let scene = Scene { event, agenda, lang };
    let kept = agenda.sessions.iter().map(|session| (session, session.cancelled, url(session.number)));
    // The page of a session that was taken out is gone.
    let removed = agenda.removed.iter().map(|session| (session, true, String::new()));
    let events = kept
        .chain(removed)
        .filter(|(session, ..)| wanted(session))
        .filter_map(|(session, cancelled, url)| scene.entry(session, cancelled, url))
        .collect();
    let short = event.short_title.get(lang);
    let name = if short.is_empty() { event.title.get(lang) } else { short };
    Calendar {
        name: name.to_owned(),
        lang,
        host: host.to_owned(),
        cancels: false,
        organizer: String::new(),
        events,
    }
}

/// A calendar of chosen sessions, for somebody who put an agenda of one's own together.
pub fn of_sessions(
    event: &Event,
    of: &Agenda,
    lang: Lang,
    url: &dyn Fn(i32) -> String,
    host: &str,
    chosen: &[SessionId],
) -> Calendar {
    let wanted = |session: &Session| !session.is_closed() && chosen.contains(&session.id);
    agenda(event, of, lang, url, host, &wanted)
}

/// The filter for one delegate's calendar: chosen sessions in which a seat is kept, and all that are open to every
/// participant without signing up.
pub fn attended_by(registration: &Registration) -> impl Fn(&Session) -> bool + '_ {
    |session| {
        let kept = registration.seats.iter().any(|(id, seat)| *id == session.id && *seat == Seat::Kept);
        let open =
            session.seats.is_none() && matches!(session.openness, Openness::Public | Openness::Participants);
        kept || open
    }
}

/// The filter for what may be in the calendar of a delegate who does not come: seats were given back, so that the wish
/// is what is left of them. Taking out what was never put in does no harm.
pub fn once_attended_by(registration: &Registration) -> impl Fn(&Session) -> bool + '_ {
    |session| registration.answers.sessions.contains(&session.id) || attended_by(registration)(session)
}

struct Scene<'a> {
    event: &'a Event,
    agenda: &'a Agenda,
    lang: Lang,
}

impl Scene<'_> {
    fn entry(&self, session: &Session, cancelled: bool, url: String) -> Option<CalendarEntry> {
        let slot = session.slot?;
        let zone = self.event.zone();
        Some(CalendarEntry {
            uid_session: session.id,
            sequence: session.sequence,
            title: self.words(&session.title).to_owned(),
            description: self.description(session),
            location: self.location(session),
            categories: self.topics(session),
            url,
            starts: slot.starts_at(&zone),
            ends: slot.ends_at(&zone),
            last_modified: session.changed_at,
            cancelled,
        })
    }

    fn words<'t>(&self, text: &'t LocalText) -> &'t str {
        text.get(self.lang).trim()
    }

    fn description(&self, session: &Session) -> String {
        let people =
            session.speakers.iter().filter_map(|person| self.agenda.speaker(person.speaker)).map(|speaker| {
                match (self.words(&speaker.name), self.words(&speaker.position)) {
                    (name, "") => name.to_owned(),
                    (name, position) => format!("{name}, {position}"),
                }
            });
        let people = people.collect::<Vec<_>>().join("\n");
        let parts = [self.words(&session.summary), &people];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn topics(&self, session: &Session) -> Vec<String> {
        let topics = session.topics.iter().filter_map(|id| self.agenda.topic(*id));
        topics.map(|topic| self.words(&topic.name).to_owned()).filter(|name| !name.is_empty()).collect()
    }

    /// From near to far: room or place, building, city.
    fn location(&self, session: &Session) -> String {
        let room = session.room.and_then(|id| self.agenda.room(id)).map_or("", |room| self.words(&room.name));
        let place = if room.is_empty() { self.words(&session.place) } else { room };
        let parts = [place, self.words(&self.event.venue), self.words(&self.event.place)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
