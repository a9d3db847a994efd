//! The list of events, the page of one event, and its notice about personal data.

use super::agenda::{AgendaQuery, Picked};
use super::speakers::{SpeakerCard, cards};
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
        let everything = (&AgendaQuery::default(), &Picked::default());
        let days = agenda.map(|agenda| super::agenda::days(t, &head, agenda, everything, None));
        let days = days.unwrap_or_default();
        let speakers = agenda.map(|agenda| cards(t, &head, agenda)).unwrap_or_default();
        let about = paragraphs(event.about.get(t.lang));
        Self { registration: registration_line(t, event, now), frame, about, days, speakers, head }
    }
}

#[derive(askama::Template)]
#[template(path = "public/notice.html")]
pub struct NoticePage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
}

impl Page for NoticePage<'_> {}
