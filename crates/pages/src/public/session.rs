//! The page of one session.

use super::agenda::{Seats, SessionView, back_to, codes, parallel, zone_note};
use super::items::{PaperLine, papers};
use crate::filters::paragraphs;
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, LinkClass, Session, SpeakerRole, link_for};
use std::borrow::Cow;

/// A person on the page.
pub struct Person<'a> {
    pub name: &'a str,
    pub role: Cow<'static, str>,
    /// Invited and not confirmed yet.
    pub open: bool,
    pub position: String,
    pub about: Vec<&'a str>,
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
    pub description: Vec<&'a str>,
    /// Tone, name and full title, where there is one.
    pub topics: Vec<(&'static str, &'a str, &'a str)>,
    /// Address, number and title.
    pub items: Vec<(String, String, &'a str)>,
    pub papers: Vec<PaperLine<'a>>,
    pub floor: String,
    /// The link for everybody, in its time.
    pub follow: Option<&'a str>,
    pub people: Vec<Person<'a>>,
    pub parallel: Vec<SessionView<'a>>,
    pub openness: Cow<'static, str>,
    pub room_note: &'a str,
    pub back: String,
    pub ics: String,
}

impl Page for SessionPage<'_> {}

impl<'a> SessionPage<'a> {
    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        agenda: &'a Agenda,
        session: &'a Session,
        seats: &Seats,
        now: Timestamp,
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
                    open: person.state.is_open(),
                    position: speaker.affiliation(t.lang),
                    about: paragraphs(speaker.about.get(t.lang)),
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
            description: paragraphs(session.description.get(t.lang)),
            topics: topics(t, agenda, session),
            items: items(t, &head, agenda, session),
            papers: papers(t, &head.urls, agenda, &session.documents, now),
            floor: codes(&session.floor_languages),
            follow: follow(&head, session, now),
            people: people.into_iter().map(|(_, person)| person).collect(),
            parallel: parallel(t, &head, agenda, session),
            openness: t.openness(session.openness),
            room_note: session.room.and_then(|id| agenda.room(id)).map_or("", |room| room.note.get(t.lang)),
            back: back_to(&head.urls, session),
            ics: head.urls.session_ics(session.number),
            frame,
            head,
        }
    }
}

fn topics<'a>(t: T, agenda: &'a Agenda, session: &Session) -> Vec<(&'static str, &'a str, &'a str)> {
    let known = session.topics.iter().filter_map(|id| agenda.topic(*id));
    known.map(|topic| (topic.tone.code(), topic.name.get(t.lang), topic.full_title.get(t.lang))).collect()
}

fn items<'a>(
    t: T,
    head: &EventFrame<'_>,
    agenda: &'a Agenda,
    session: &Session,
) -> Vec<(String, String, &'a str)> {
    // In the order of the agenda, whatever the session's form said.
    let placed = agenda.items.tree().into_iter().map(|placed| placed.item);
    let about = placed.filter(|item| session.items.contains(&item.id));
    about
        .map(|item| {
            let href = format!("{}#item-{}", head.urls.items(), item.id);
            (href, agenda.items.full_number(item.id), item.title.get(t.lang))
        })
        .collect()
}

fn follow<'a>(head: &EventFrame<'_>, session: &'a Session, now: Timestamp) -> Option<&'a str> {
    let link = link_for(&session.links, LinkClass::Public)?;
    let open = !session.cancelled && link.is_open(session.slot?, &head.event.zone(), now);
    open.then(|| link.address.as_str())
}
