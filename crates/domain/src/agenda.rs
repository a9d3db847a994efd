//! The agenda: rooms, topics, speakers and sessions; the draft that organisers edit and the releases that the
//! public sees are the same shape.

mod clock;
mod conflicts;
mod document;
mod edit;
mod find;
pub mod import;
mod item;
mod link;
mod notice;
mod now;
mod people;
mod release;
mod session;
mod speaking;
mod stars;

pub use clock::{OnTheClock, Shifted, changes_in, moment, on_the_clock, shifted};
pub use conflicts::{Conflict, ConflictKind, Known, Level, Rule, Rules, arisen, conflicts, first_free};
pub use document::{Document, DocumentInput, DocumentSource, DocumentVersion, Symbol, Visibility};
pub use edit::{Edit, LONGEST, Outcome, SHORTEST, Spot};
pub use find::{AgendaFilter, AgendaIndex};
pub use item::{
    AgendaItem, DEEPEST, ItemInput, ItemList, ItemRefused, ItemsDecision, ItemsStatus, LONGEST_NUMBER, Placed,
};
pub use link::{EARLIEST, LinkClass, OPENS_BEFORE, RemoteLink, WebAddress, link_for, may_follow};
pub use notice::{HELD, NoticeTime, changes_for, notice_time, told_sessions, told_speakers};
pub use now::{LastMinute, RoomNow};
pub use people::{
    Gender, RoleState, SessionSpeaker, Speaker, SpeakerContact, SpeakerFacts, SpeakerInput, SpeakerRole,
};
pub use release::{Change, ChangeKind, SlotFacts, changes, differs, prepare_release, published};
pub use session::{Openness, Session, SessionInput, SessionKind, Slot};
pub use speaking::{
    AnswerRefused, DECLINE_REASON, DescribeRefused, InviteFacts, InviteRefused, PartAnswer, PartFacts,
    SPEAKER_ABOUT, SPEAKER_LINE,
};
pub use stars::{STARS_AT_MOST, StarsFull, add_stars};

use crate::codes::codes;
use crate::ids::{DocumentId, RoomId, SessionId, SpeakerId, TopicId};
use crate::lang::LocalText;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All of it, for one event, in the order in which it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    pub rooms: Vec<Room>,
    pub topics: Vec<Topic>,
    pub speakers: Vec<Speaker>,
    /// By time; those without a time last.
    pub sessions: Vec<Session>,
    /// What is dealt with, as opposed to when.
    #[serde(default)]
    pub items: ItemList,
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Released once and taken out since: calendars still have to be told that they are cancelled.
    #[serde(default)]
    pub removed: Vec<Session>,
    /// Of a release: seconds east of UTC at the beginning of each session, as they were when it was made.
    #[serde(default)]
    pub offsets: BTreeMap<SessionId, i32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    pub id: RoomId,
    pub name: LocalText,
    /// Floor, building, how to get there.
    pub note: LocalText,
    /// Seats.
    pub capacity: Option<i32>,
    /// When it can be used, in the event's local time; always, if absent. Past midnight if it ends before it begins.
    #[serde(default)]
    pub hours: Option<(Time, Time)>,
    /// Booths for interpreters: in as many languages at once can be interpreted. Unknown if absent.
    #[serde(default)]
    pub booths: Option<i32>,
    /// What another program called it, when it was imported from there; once in an event.
    #[serde(default)]
    pub external_id: Option<String>,
    pub position: i32,
}

impl Room {
    /// Nothing is known of it but its name.
    pub fn new(id: RoomId, name: LocalText) -> Self {
        let note = LocalText::default();
        Self { id, name, note, capacity: None, hours: None, booths: None, external_id: None, position: 0 }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    pub id: TopicId,
    pub name: LocalText,
    /// As it is called in full, where the name is short: "Women and peace and security".
    #[serde(default)]
    pub full_title: LocalText,
    /// Of a resolution.
    #[serde(default)]
    pub symbol: Option<Symbol>,
    /// The word of the built-in list that it was taken from; once in an event.
    #[serde(default)]
    pub code: Option<String>,
    pub tone: Tone,
    pub position: i32,
}

impl Topic {
    pub fn new(id: TopicId, name: LocalText, tone: Tone) -> Self {
        Self { id, name, full_title: LocalText::default(), symbol: None, code: None, tone, position: 0 }
    }
}

codes! {
    /// One of the five colours that pass the contrast check in both themes.
    #[derive(Default)]
    Tone { #[default] Ihl = "ihl", Wps = "wps", Access = "access", Tech = "tech", Teaching = "teaching" }
}

impl Agenda {
    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    pub fn by_number(&self, number: i32) -> Option<&Session> {
        self.sessions.iter().find(|session| session.number == number)
    }

    pub fn room(&self, id: RoomId) -> Option<&Room> {
        self.rooms.iter().find(|room| room.id == id)
    }

    pub fn topic(&self, id: TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// Of these documents those that everybody may have now, in the order of the agenda.
    pub fn public_documents(&self, ids: &[DocumentId], now: Timestamp) -> Vec<&Document> {
        self.documents.iter().filter(|doc| ids.contains(&doc.id) && doc.is_public(now)).collect()
    }

    pub fn speaker(&self, id: SpeakerId) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.id == id)
    }

    /// Sessions of one day, by time, longer ones first.
    pub fn on(&self, day: Date) -> Vec<&Session> {
        let mut found: Vec<_> =
            self.sessions.iter().filter(|s| s.slot.is_some_and(|slot| slot.day == day)).collect();
        found.sort_by_key(|s| s.slot.map(|slot| (slot.start, -slot.minutes)));
        found
    }

    /// The order that a list of everything has: by time, then by number; without a time last.
    pub fn sort(&mut self) {
        self.sessions.sort_by_key(Session::order);
        self.rooms.sort_by_key(|room| room.position);
        self.topics.sort_by_key(|topic| topic.position);
        self.documents.sort_by_key(|document| document.position);
    }

    /// Sessions one signs up for, as the registration form needs them.
    pub fn sign_up(&self) -> Vec<crate::registration::SignUpSession> {
        let mut found: Vec<_> = self
            .sessions
            .iter()
            .filter(|session| session.seats.is_some() && !session.cancelled)
            .filter_map(|session| {
                let slot = session.slot?;
                Some(crate::registration::SignUpSession {
                    id: session.id,
                    starts: slot.starts(),
                    ends: slot.ends(),
                })
            })
            .collect();
        found.sort_by_key(|session| session.starts);
        found
    }
}

/// Everything that can be edited of a room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoomInput {
    pub name: LocalText,
    pub note: LocalText,
    pub capacity: Option<i32>,
    pub hours: Option<(Time, Time)>,
    pub booths: Option<i32>,
    pub external_id: Option<String>,
    pub position: i32,
}

impl From<&Room> for RoomInput {
    fn from(room: &Room) -> Self {
        Self {
            name: room.name.clone(),
            note: room.note.clone(),
            capacity: room.capacity,
            hours: room.hours,
            booths: room.booths,
            external_id: room.external_id.clone(),
            position: room.position,
        }
    }
}

/// Everything that can be edited of a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicInput {
    pub name: LocalText,
    pub full_title: LocalText,
    pub symbol: Option<Symbol>,
    pub code: Option<String>,
    pub tone: Tone,
    pub position: i32,
}

impl From<&Topic> for TopicInput {
    fn from(topic: &Topic) -> Self {
        Self {
            name: topic.name.clone(),
            full_title: topic.full_title.clone(),
            symbol: topic.symbol.clone(),
            code: topic.code.clone(),
            tone: topic.tone,
            position: topic.position,
        }
    }
}

/// Why a session, room, topic or speaker can't be saved or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditRefused {
    NotAllowed,
    /// Somebody else changed it since the form was opened.
    ChangedMeanwhile,
    /// Sessions still refer to it.
    InUse,
    /// More people than that have signed up already.
    FewerSeatsThanTaken {
        taken: i32,
    },
    /// The day is not one of the event's.
    OutsideEvent,
    /// It would begin in the hour that the clock leaves out on that day.
    SkippedByClock,
    /// There is nothing like that to change any more.
    Gone,
    /// Too short for two, or the second part would be on the next day.
    CannotBeSplit,
    /// Conflicts of level [`Level::BlocksSave`] would arise.
    Blocked,
}

/// Why an edit of the timetable can't be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoEditRefused {
    NotAllowed,
    /// Something else was done since, or a session was changed.
    ChangedMeanwhile,
    /// People have signed up for the session that it made.
    InUse,
}

/// Why an agenda can't be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseRefused {
    NotAllowed,
    /// Conflicts of level [`Level::BlocksRelease`].
    Blocked(Vec<Conflict>),
    /// Nothing has changed since the last release.
    NothingChanged,
    /// The draft changed while the release was being looked at.
    ChangedMeanwhile,
}
