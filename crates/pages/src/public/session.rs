//! The page of one session.

use super::agenda::language;
use super::agenda::{AgendaQuery, Seats, SessionView, ZoneForm, back_to, parallel, zone_note};
use super::items::{PaperLine, papers};
use crate::filters::paragraphs;
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use crate::urls::short_key;
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, LinkClass, Session, SpeakerRole, link_for};
use std::borrow::Cow;

/// A person on the page.
pub struct Person<'a> {
    pub name: &'a str,
    pub role: Cow<'static, str>,
    pub position: String,
    /// Asked, and has not said yes so far: in words.
    pub open: Option<Cow<'static, str>>,
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
    /// Languages that are spoken, by name.
    pub floor: String,
    /// Items of the agenda that it deals with, with their numbers.
    /// Address, and number with title.
    pub items: Vec<(String, String)>,
    pub papers: Vec<PaperLine<'a>>,
    pub full_titles: Vec<&'a str>,
    /// Where everybody can follow it, while that is open.
    pub remote: Option<&'a str>,
}

/// What a session's page needs besides the agenda.
pub struct SessionFacts<'a> {
    pub seats: &'a Seats,
    pub query: &'a AgendaQuery,
    /// Documents and links have their time.
    pub now: Timestamp,
}

impl Page for SessionPage<'_> {}

impl<'a> SessionPage<'a> {
    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        agenda: &'a Agenda,
        session: &'a Session,
        facts: &SessionFacts<'_>,
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
                    position: speaker.affiliation(t.lang),
                    open: person.state.is_open().then(|| t.session_role_open()),
                    about: paragraphs(speaker.about.get(t.lang)),
                    href: head.urls.speaker(&short_key(speaker.id)),
                };
                Some((person.role, shown))
            })
            .collect();
        people.sort_by_key(|(role, _)| *role);
        Self {
            view: SessionView::new(t, &head, agenda, session, facts.seats),
            day: session.slot.map(|slot| t.date_full(slot.day)).unwrap_or_default(),
            zone_note: session.slot.map(|slot| zone_note(t, &head, slot.day)).unwrap_or_default(),
            summary: [&session.summary, &session.description]
                .into_iter()
                .flat_map(|text| paragraphs(text.get(t.lang)))
                .collect(),
            floor: spoken(t, &session.floor_languages),
            items: items(t, &head, agenda, session),
            papers: papers(t, &head.urls, agenda, &session.documents, facts.now),
            full_titles: full_titles(t, agenda, session),
            remote: remote(&head, session, facts.now),
            people: people.into_iter().map(|(_, person)| person).collect(),
            parallel: parallel(t, &head, agenda, session),
            openness: t.openness(session.openness),
            room_note: session.room.and_then(|id| agenda.room(id)).map_or("", |room| room.note.get(t.lang)),
            back: back_to(&head, session),
            kind: t.session_kind(session.kind),
            zones: session.slot.map(|slot| {
                let action = head.urls.session(session.number);
                ZoneForm::new(t, &head, action, facts.query, slot.day)
            }),
            ics: head.urls.session_ics(session.number),
            frame,
            head,
        }
    }
}

/// "English, Russian"
fn spoken(t: T, codes: &[String]) -> String {
    codes.iter().map(|code| language(t, code)).collect::<Vec<_>>().join(", ")
}

/// Where the item is in the agenda, and "2 (a) Protection of civilians".
fn items(t: T, head: &EventFrame<'_>, agenda: &Agenda, session: &Session) -> Vec<(String, String)> {
    // In the order of the agenda, whatever the session's form said.
    let placed = agenda.items.tree().into_iter().map(|placed| placed.item);
    let about = placed.filter(|item| session.items.contains(&item.id));
    about
        .map(|item| {
            let href = format!("{}#item-{}", head.urls.items(), item.id);
            (href, format!("{} {}", agenda.items.full_number(item.id), item.title.get(t.lang)))
        })
        .collect()
}

/// Full titles of topics whose names are short.
fn full_titles<'a>(t: T, agenda: &'a Agenda, session: &Session) -> Vec<&'a str> {
    let known = session.topics.iter().filter_map(|id| agenda.topic(*id));
    known.map(|topic| topic.full_title.get(t.lang)).filter(|title| !title.is_empty()).collect()
}

fn remote<'a>(head: &EventFrame<'_>, session: &'a Session, now: Timestamp) -> Option<&'a str> {
    let link = link_for(&session.links, LinkClass::Public).filter(|_| !session.cancelled)?;
    link.is_open(session.slot?, &head.event.zone(), now).then(|| link.address.as_str())
}
