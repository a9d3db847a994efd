//! Taking over an agenda from another program: what its file says, compared with the draft, becomes a plan that an
//! organiser looks at before anything is written. Sessions are matched by the identifier that the other program gave
//! them, or by our own when the file was written here. Nothing is removed that was not ticked.

mod names;
mod times;

use super::{Agenda, Session, SessionInput, SessionSpeaker, Slot};
use super::{RoomInput, SessionKind, SpeakerInput, SpeakerRole, TopicInput};
use crate::event::Event;
use crate::ids::{RoomId, SessionId, SpeakerId, TopicId};
use crate::lang::{Lang, LocalText};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use names::Names;
use std::collections::{HashMap, HashSet};
use times::{days, slots};
use uuid::Uuid;

/// Most sessions of one file; the largest conferences have a third of it.
pub const MAX_SESSIONS: usize = 3_000;
/// Characters of a title or name, and of a summary: what their forms take.
pub const MAX_TITLE: usize = 200;
pub const MAX_SUMMARY: usize = 2_000;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foreign {
    pub title: String,
    /// The file was written by this program.
    pub own: bool,
    pub sessions: Vec<ForeignSession>,
    /// What could not be read.
    pub left_out: Vec<LeftOut>,
}

/// One session of a file. What is absent the file does not say: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignSession {
    /// Line of the file, or number of the entry where the format has no lines.
    pub at: usize,
    /// What the other program calls it; never empty.
    pub key: String,
    pub title: String,
    pub summary: Option<String>,
    pub when: When,
    pub minutes: i64,
    pub room: Option<String>,
    pub topics: Option<Vec<String>>,
    pub people: Option<Vec<ForeignPerson>>,
    pub kind: Option<SessionKind>,
    pub cancelled: Option<bool>,
}

/// When it begins: a moment, or what the clock of the event shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Moment(Timestamp),
    Local(DateTime),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignPerson {
    pub name: String,
    pub role: Option<SpeakerRole>,
}

/// Something of the file that was not taken, or not as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub at: usize,
    /// Title of the session, or the value that is meant.
    pub what: String,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    NoTitle,
    NoStart,
    UnreadableStart,
    /// A date without a time.
    AllDay,
    UnreadableLength,
    TooShort,
    TooLong,
    /// Another session of the file has the same identifier.
    Twice,
    OutsideEvent(Date),
    SkippedByClock,
    /// More than [`MAX_SESSIONS`].
    TooMany,
    /// Taken, but only its beginning.
    Shortened(Field),
    /// Taken in the zone of the event, because nobody knows the zone it names.
    UnknownZone,
    /// Taken once, although it repeats.
    Repeats,
}

impl Why {
    /// The session is taken all the same.
    pub const fn is_taken(self) -> bool {
        matches!(self, Self::Shortened(_) | Self::UnknownZone | Self::Repeats)
    }
}

/// What differs between the draft and the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Summary,
    Time,
    Room,
    Topics,
    People,
    Cancelled,
}

/// What an organiser chooses with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// The language of its texts.
    pub lang: Lang,
    /// Sessions outside the event's days are taken and the event takes place on the days of the file.
    pub move_dates: bool,
}

/// A session as it would be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub at: usize,
    pub id: SessionId,
    pub input: SessionInput,
    /// Nothing for a new one.
    pub fields: Vec<Field>,
}

/// What taking over the file would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub new: Vec<Planned>,
    pub changed: Vec<Planned>,
    /// How many are in both and say the same.
    pub same: usize,
    /// In the draft and not in the file, in the order of the draft.
    pub missing: Vec<SessionId>,
    pub rooms: Vec<(RoomId, RoomInput)>,
    pub topics: Vec<(TopicId, TopicInput)>,
    pub speakers: Vec<(SpeakerId, SpeakerInput)>,
    pub left_out: Vec<LeftOut>,
    /// The new days of the event.
    pub dates: Option<(Date, Date)>,
}

impl Plan {
    /// Whether there is anything to do without removing something.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.dates.is_none()
    }
}

/// Compares a file with the draft.
pub fn plan(event: &Event, draft: &Agenda, file: &Foreign, choices: Choices) -> Plan {
    let mut plan = Plan { left_out: file.left_out.clone(), ..Plan::default() };
    let timed = slots(event, file, &mut plan.left_out);
    let days = days(event, &timed, choices);
    let mut desk = Desk::new(event, draft, file.own, choices.lang);
    for (session, slot) in timed {
        if !days.contains(&slot.day) {
            plan.left_out.push(left_out(session, Why::OutsideEvent(slot.day)));
            continue;
        }
        desk.place(session, slot, &mut plan);
    }
    let first_last = days.first().copied().zip(days.last().copied());
    plan.dates = first_last.filter(|dates| choices.move_dates && *dates != (event.starts_on, event.ends_on));
    plan.missing = draft.sessions.iter().map(|s| s.id).filter(|id| !desk.seen.contains(id)).collect();
    (plan.rooms, plan.topics, plan.speakers) = desk.names.created();
    plan
}

fn left_out(session: &ForeignSession, why: Why) -> LeftOut {
    LeftOut { at: session.at, what: session.title.clone(), why }
}

/// The work of one comparison.
struct Desk<'a> {
    event: &'a Event,
    lang: Lang,
    own: bool,
    draft: HashMap<SessionId, &'a Session>,
    /// By what other programs call them.
    keys: HashMap<&'a str, SessionId>,
    names: Names<'a>,
    seen: HashSet<SessionId>,
}

impl<'a> Desk<'a> {
    fn new(event: &'a Event, draft: &'a Agenda, own: bool, lang: Lang) -> Self {
        let keys = draft.sessions.iter().filter_map(|s| Some((s.external_id.as_deref()?, s.id)));
        Self {
            event,
            lang,
            own,
            draft: draft.sessions.iter().map(|session| (session.id, session)).collect(),
            keys: keys.collect(),
            names: Names::new(event.id, draft, lang),
            seen: HashSet::new(),
        }
    }

    /// Ours by its own identifier, one that came from such a file before, or an identifier made of the other program's.
    fn id(&self, key: &str) -> SessionId {
        let bare = key.split('@').next().unwrap_or(key);
        let own = bare.parse().ok().map(SessionId).filter(|id| self.draft.contains_key(id));
        let known = || self.keys.get(key).copied();
        let made = || SessionId(Uuid::new_v5(&self.event.id.0, format!("session:{key}").as_bytes()));
        own.or_else(known).unwrap_or_else(made)
    }

    fn place(&mut self, session: &ForeignSession, slot: Slot, plan: &mut Plan) {
        let id = self.id(&session.key);
        if !self.seen.insert(id) {
            plan.left_out.push(left_out(session, Why::Twice));
            return;
        }
        let title = cut(session, &session.title, MAX_TITLE, Field::Title, plan);
        let summary = session.summary.as_deref();
        let summary = summary.map(|text| cut(session, text, MAX_SUMMARY, Field::Summary, plan));
        let Some(old) = self.draft.get(&id).copied() else {
            let input = self.fresh(id, session, slot, (title, summary));
            plan.new.push(Planned { at: session.at, id, input, fields: Vec::new() });
            return;
        };
        let (input, fields) = self.overlay(old, session, slot, (title, summary));
        if fields.is_empty() {
            plan.same += 1;
        } else {
            plan.changed.push(Planned { at: session.at, id, input, fields });
        }
    }

    fn fresh(
        &mut self,
        id: SessionId,
        session: &ForeignSession,
        slot: Slot,
        (title, summary): (String, Option<String>),
    ) -> SessionInput {
        let text = |text: String| LocalText::default().with(self.lang, text);
        let summary = summary.filter(|text| !text.is_empty());
        let room = session.room.as_deref().and_then(|name| self.names.room(name));
        let topics = session.topics.iter().flatten();
        let topics = topics.filter_map(|name| self.names.topic(name)).collect();
        let mut speakers: Vec<SessionSpeaker> = Vec::new();
        let people = session.people.iter().flatten();
        for (speaker, role) in people.filter_map(|p| Some((self.names.speaker(&p.name)?, p.role))) {
            if speakers.iter().all(|there| there.speaker != speaker) {
                speakers.push(SessionSpeaker::new(speaker, role.unwrap_or(SpeakerRole::Speaker)));
            }
        }
        SessionInput {
            external_id: Some(session.key.chars().take(MAX_TITLE).collect()),
            kind: session.kind.unwrap_or_default(),
            title: text(title),
            summary: summary.map(text).unwrap_or_default(),
            slot: Some(slot),
            room,
            topics,
            speakers,
            cancelled: session.cancelled.unwrap_or(false),
            ..SessionInput::from(&Session::new(id, 0))
        }
    }

    fn overlay(
        &mut self,
        old: &Session,
        session: &ForeignSession,
        slot: Slot,
        (title, summary): (String, Option<String>),
    ) -> (SessionInput, Vec<Field>) {
        let mut input = SessionInput::from(old);
        let mut fields = Vec::new();
        if old.title.get(self.lang) != title {
            input.title = input.title.with(self.lang, title);
            fields.push(Field::Title);
        }
        if let Some(summary) = summary.filter(|text| old.summary.get(self.lang) != text) {
            input.summary = input.summary.with(self.lang, summary);
            fields.push(Field::Summary);
        }
        if old.slot != Some(slot) {
            input.slot = Some(slot);
            fields.push(Field::Time);
        }
        if let Some(room) = self.other_room(old, session) {
            input.room = Some(room);
            fields.push(Field::Room);
        }
        if let Some(topics) = self.other_topics(old, session) {
            input.topics = topics;
            fields.push(Field::Topics);
        }
        if let Some(people) = self.other_people(old, session) {
            input.speakers = people;
            fields.push(Field::People);
        }
        if let Some(cancelled) = session.cancelled.filter(|cancelled| *cancelled != old.cancelled) {
            input.cancelled = cancelled;
            fields.push(Field::Cancelled);
        }
        (input, fields)
    }

    /// The room of the file, if it is another one. Our own files have words where a session has no room.
    fn other_room(&mut self, old: &Session, session: &ForeignSession) -> Option<RoomId> {
        let name = session.room.as_deref().filter(|name| !name.is_empty())?;
        let elsewhere = old.room.is_none() && (self.own || old.place.0.values().any(|place| place == name));
        if elsewhere && !self.names.knows_room(name) {
            return None;
        }
        self.names.room(name).filter(|room| old.room != Some(*room))
    }

    /// Formats with one topic for a session say the first: what is among those that are there is no change.
    fn other_topics(&mut self, old: &Session, session: &ForeignSession) -> Option<Vec<TopicId>> {
        let named = session.topics.as_ref()?;
        let topics: Vec<TopicId> = named.iter().filter_map(|name| self.names.topic(name)).collect();
        let same = topics.iter().all(|topic| old.topics.contains(topic));
        (!same).then_some(topics)
    }

    fn other_people(&mut self, old: &Session, session: &ForeignSession) -> Option<Vec<SessionSpeaker>> {
        let mut people: Vec<SessionSpeaker> = Vec::new();
        let mut same = true;
        for person in session.people.as_ref()? {
            let Some(id) = self.names.speaker(&person.name) else { continue };
            if people.iter().any(|there| there.speaker == id) {
                continue;
            }
            let before = old.speakers.iter().find(|there| there.speaker == id);
            let mut now = before.cloned().unwrap_or_else(|| SessionSpeaker::new(id, SpeakerRole::Speaker));
            now.role = person.role.unwrap_or(now.role);
            same &= before == Some(&now);
            people.push(now);
        }
        let unique: HashSet<SpeakerId> = old.speakers.iter().map(|there| there.speaker).collect();
        (!same || people.len() != unique.len()).then_some(people)
    }
}

/// The beginning of a text, up to the last word that fits.
fn cut(of: &ForeignSession, text: &str, max: usize, field: Field, plan: &mut Plan) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    plan.left_out.push(left_out(of, Why::Shortened(field)));
    let kept: String = text.chars().take(max - 1).collect();
    let whole = kept.rsplit_once(char::is_whitespace).map_or(kept.as_str(), |(before, _)| before);
    format!("{}…", whole.trim_end())
}

#[cfg(test)]
mod tests;
