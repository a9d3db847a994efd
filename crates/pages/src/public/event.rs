//! The list of events, the page of one event, and its notice about personal data.

use crate::filters::paragraphs;
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use jiff::Timestamp;
use plenary_domain::agenda::Agenda;
use plenary_domain::event::{Event, RegistrationWindow};

/// One event in the list.
pub struct EventCard<'a> {
    pub event: &'a Event,
    pub href: String,
    pub ridges: String,
    pub registration: String,
}

#[derive(askama::Template)]
#[template(path = "public/events.html")]
pub struct EventsPage<'a> {
    pub frame: Frame,
    pub events: Vec<EventCard<'a>>,
}

impl Page for EventsPage<'_> {}

impl<'a> EventsPage<'a> {
    pub fn new(frame: Frame, events: &'a [Event], now: Timestamp) -> Self {
        let t = frame.t;
        let events = events
            .iter()
            .map(|event| EventCard {
                event,
                href: crate::urls::EventUrls::new(event.language(t.lang), event).home(),
                ridges: crate::ridge::ridges(event.picture_seed),
                registration: registration_line(t, event, now),
            })
            .collect();
        Self { frame, events }
    }
}

/// Until or from when one can register, in words.
pub(super) fn registration_line(t: T, event: &Event, now: Timestamp) -> String {
    let zone = event.zone();
    match event.registration_window(now) {
        RegistrationWindow::NotYet { opens } => t.event_opens(t.moment(opens, &zone)),
        RegistrationWindow::Open { closes } => t.event_open_until(t.moment(closes, &zone)),
        RegistrationWindow::Closed { at } => t.event_closed(t.moment(at, &zone)),
    }
}

/// A person in the grid of speakers; initials stand where no photo is.
pub struct SpeakerCard<'a> {
    pub name: &'a str,
    pub position: String,
    pub initials: String,
}

#[derive(askama::Template)]
#[template(path = "public/event.html")]
pub struct EventPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub about: Vec<&'a str>,
    pub registration: String,
    /// Days with their number of sessions; empty until the agenda is released.
    pub days: Vec<super::DayLink>,
    pub speakers: Vec<SpeakerCard<'a>>,
}

impl Page for EventPage<'_> {}

impl<'a> EventPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, agenda: Option<&'a Agenda>, now: Timestamp) -> Self {
        let t = frame.t;
        let event = head.event;
        let days = agenda.map(|agenda| super::agenda::days(t, &head, agenda, None)).unwrap_or_default();
        let named = |agenda: &'a Agenda| agenda.speakers.iter().filter(|s| appears(agenda, s.id));
        let speakers = agenda
            .into_iter()
            .flat_map(named)
            .map(|speaker| {
                let name = speaker.name.get(t.lang);
                SpeakerCard { name, position: speaker.affiliation(t.lang), initials: initials(name) }
            })
            .collect();
        let about = paragraphs(event.about.get(t.lang));
        Self { registration: registration_line(t, event, now), frame, about, days, speakers, head }
    }
}

fn appears(agenda: &Agenda, speaker: plenary_domain::ids::SpeakerId) -> bool {
    agenda.sessions.iter().any(|s| !s.cancelled && s.speakers.iter().any(|person| person.speaker == speaker))
}

fn initials(name: &str) -> String {
    // The last two words: ranks and titles stand before them.
    let words: Vec<char> =
        name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    words.iter().skip(words.len().saturating_sub(2)).collect()
}

#[derive(askama::Template)]
#[template(path = "public/notice.html")]
pub struct NoticePage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
}

impl Page for NoticePage<'_> {}
