//! The page of one session.

use super::agenda::{AgendaQuery, Seats, SessionView, ZoneForm, back_to, parallel, zone_note};
use crate::filters::paragraphs;
use crate::frame::{EventFrame, Frame, Page};
use crate::urls::short_key;
use plenary_domain::agenda::{Agenda, Session, SpeakerRole};
use std::borrow::Cow;

/// A person on the page.
pub struct Person<'a> {
    pub name: &'a str,
    pub role: Cow<'static, str>,
    pub position: &'a str,
    pub about: Vec<&'a str>,
    /// The page of this person.
    pub href: String,
}

#[derive(askama::Template)]
#[template(path = "public/session.html")]
pub struct SessionPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub view: SessionView<'a>,
    pub day: String,
    pub zone_note: String,
    pub summary: Vec<&'a str>,
    pub people: Vec<Person<'a>>,
    pub parallel: Vec<SessionView<'a>>,
    pub openness: Cow<'static, str>,
    pub room_note: &'a str,
    pub back: String,
    pub ics: String,
    pub kind: Cow<'static, str>,
    pub zones: Option<ZoneForm>,
}

impl Page for SessionPage<'_> {}

impl<'a> SessionPage<'a> {
    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        agenda: &'a Agenda,
        session: &'a Session,
        (seats, query): (&Seats, &AgendaQuery),
    ) -> Self {
        let t = frame.t;
        let mut people: Vec<(SpeakerRole, Person<'a>)> = session
            .speakers
            .iter()
            .filter_map(|person| {
                let speaker = agenda.speaker(person.speaker)?;
                let shown = Person {
                    name: speaker.name.get(t.lang),
                    role: t.speaker_role(person.role),
                    position: speaker.position.get(t.lang),
                    about: paragraphs(speaker.about.get(t.lang)),
                    href: head.urls.speaker(&short_key(speaker.id)),
                };
                Some((person.role, shown))
            })
            .collect();
        people.sort_by_key(|(role, _)| *role);
        Self {
            view: SessionView::new(t, &head, agenda, session, seats),
            day: session.slot.map(|slot| t.date_full(slot.day)).unwrap_or_default(),
            zone_note: session.slot.map(|slot| zone_note(t, &head, slot.day)).unwrap_or_default(),
            summary: paragraphs(session.summary.get(t.lang)),
            people: people.into_iter().map(|(_, person)| person).collect(),
            parallel: parallel(t, &head, agenda, session),
            openness: t.openness(session.openness),
            room_note: session.room.and_then(|id| agenda.room(id)).map_or("", |room| room.note.get(t.lang)),
            back: back_to(&head, session),
            kind: t.session_kind(session.kind),
            zones: session.slot.map(|slot| {
                let action = head.urls.session(session.number);
                ZoneForm::new(t, &head, action, query, slot.day)
            }),
            ics: head.urls.session_ics(session.number),
            frame,
            head,
        }
    }
}
