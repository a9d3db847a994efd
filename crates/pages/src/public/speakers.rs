//! People of the agenda: all of them, and each with the sessions in which they take part.

use super::agenda::{Seats, SessionView};
use crate::filters::paragraphs;
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use crate::urls::short_key;
use plenary_domain::agenda::{Agenda, Session, Speaker};
use plenary_domain::ids::SpeakerId;

/// A person in the grid of speakers; initials stand where no photo is.
pub struct SpeakerCard<'a> {
    pub name: &'a str,
    pub position: String,
    pub initials: String,
    pub photo: Option<String>,
    pub href: String,
}

/// Everybody who takes part in something that takes place, in the order in which the secretariat has them.
pub(super) fn cards<'a>(t: T, head: &EventFrame<'_>, agenda: &'a Agenda) -> Vec<SpeakerCard<'a>> {
    let there = agenda.speakers.iter().filter(|speaker| sessions_of(agenda, speaker.id).next().is_some());
    let card = |speaker: &'a Speaker| {
        let name = speaker.name.get(t.lang);
        SpeakerCard {
            name,
            position: speaker.affiliation(t.lang),
            initials: initials(name),
            photo: speaker.photo.map(|id| head.urls.portrait(id)),
            href: head.urls.speaker(&short_key(speaker.id)),
        }
    };
    there.map(card).collect()
}

/// Closed sessions are not told with the names of those who are in them.
fn sessions_of(agenda: &Agenda, speaker: SpeakerId) -> impl Iterator<Item = &Session> {
    let with = move |session: &&Session| session.speakers.iter().any(|person| person.speaker == speaker);
    agenda.sessions.iter().filter(|s| !s.cancelled && !s.is_closed()).filter(with)
}

pub(super) fn initials(name: &str) -> String {
    // The last two words: ranks and titles stand before them.
    let words: Vec<char> =
        name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    words.iter().skip(words.len().saturating_sub(2)).collect()
}

#[derive(askama::Template)]
#[template(path = "public/speakers.html")]
pub struct SpeakersPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub speakers: Vec<SpeakerCard<'a>>,
}

impl Page for SpeakersPage<'_> {}

impl<'a> SpeakersPage<'a> {
    /// In the order of the alphabet.
    pub fn new(frame: Frame, head: EventFrame<'a>, agenda: Option<&'a Agenda>) -> Self {
        let mut speakers = agenda.map(|agenda| cards(frame.t, &head, agenda)).unwrap_or_default();
        frame.t.sort_by_text(&mut speakers, |card| card.name.to_owned());
        Self { frame, head, speakers }
    }
}

/// A session in which somebody takes part, and as what.
pub struct Part<'a> {
    pub view: SessionView<'a>,
    pub day: String,
    pub role: String,
}

#[derive(askama::Template)]
#[template(path = "public/speaker.html")]
pub struct SpeakerPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub name: &'a str,
    pub position: String,
    pub about: Vec<&'a str>,
    pub photo: Option<String>,
    pub parts: Vec<Part<'a>>,
    /// These sessions in the agenda.
    pub in_agenda: String,
}

impl Page for SpeakerPage<'_> {}

impl<'a> SpeakerPage<'a> {
    /// Nothing where nobody with this key is in the agenda.
    pub fn new(frame: Frame, head: EventFrame<'a>, agenda: &'a Agenda, key: &str) -> Option<Self> {
        let t = frame.t;
        let speaker = agenda.speakers.iter().find(|speaker| short_key(speaker.id) == key)?;
        let parts: Vec<_> =
            sessions_of(agenda, speaker.id).map(|session| part(t, &head, agenda, session, speaker)).collect();
        if parts.is_empty() {
            return None;
        }
        let name = speaker.name.get(t.lang);
        Some(Self {
            name,
            position: speaker.affiliation(t.lang),
            about: paragraphs(speaker.about.get(t.lang)),
            photo: speaker.photo.map(|id| head.urls.portrait(id)),
            in_agenda: format!("{}?person={key}", head.urls.agenda()),
            parts,
            frame,
            head,
        })
    }
}

fn part<'a>(
    t: T,
    head: &EventFrame<'_>,
    agenda: &'a Agenda,
    session: &'a Session,
    speaker: &Speaker,
) -> Part<'a> {
    let roles = session.speakers.iter().filter(|person| person.speaker == speaker.id);
    Part {
        view: SessionView::new(t, head, agenda, session, &Seats::new()),
        day: session.slot.map(|slot| t.date_weekday(slot.day)).unwrap_or_default(),
        role: roles.map(|person| t.speaker_role(person.role)).collect::<Vec<_>>().join(", "),
    }
}
