//! The agenda: rooms, topics, speakers and sessions; the draft that organisers edit and the releases that the
//! public sees are the same shape.

mod conflicts;
mod edit;
mod people;
mod release;

pub use conflicts::{Conflict, ConflictKind, Known, Level, Rule, Rules, arisen, conflicts, first_free};
pub use edit::{Edit, LONGEST, Outcome, SHORTEST, Spot};
pub use people::Gender;
pub use release::{Change, ChangeKind, SlotFacts, changes, prepare_release};

use crate::codes::codes;
use crate::ids::{RoomId, SessionId, SpeakerId, TopicId};
use crate::lang::LocalText;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// All of it, for one event, in the order in which it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    pub rooms: Vec<Room>,
    pub topics: Vec<Topic>,
    pub speakers: Vec<Speaker>,
    /// By time; those without a time last.
    pub sessions: Vec<Session>,
    /// Released once and taken out since: calendars still have to be told that they are cancelled.
    #[serde(default)]
    pub removed: Vec<Session>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    pub id: RoomId,
    pub name: LocalText,
    /// Floor, building, how to get there.
    pub note: LocalText,
    /// Seats.
    pub capacity: Option<i32>,
    pub position: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    pub id: TopicId,
    pub name: LocalText,
    pub tone: Tone,
    pub position: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    pub id: SpeakerId,
    /// As the person writes it, in each script the person uses.
    pub name: LocalText,
    /// Position and organisation.
    pub position: LocalText,
    pub about: LocalText,
}

/// When a session takes place, in the event's local time; the zone turns it into a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    pub day: Date,
    pub start: Time,
    pub minutes: i32,
}

impl Slot {
    pub fn starts(&self) -> DateTime {
        self.day.to_datetime(self.start)
    }

    /// A session over midnight ends on the next day and belongs to the day it starts on.
    pub fn ends(&self) -> DateTime {
        let span = jiff::Span::new().minutes(i64::from(self.minutes));
        self.starts().checked_add(span).unwrap_or_else(|_| self.starts())
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts() < other.ends() && other.starts() < self.ends()
    }
}

/// One slot of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    /// Short, for addresses; never reused within an event.
    pub number: i32,
    pub kind: SessionKind,
    pub title: LocalText,
    pub summary: LocalText,
    /// `None`: not in the timetable yet.
    pub slot: Option<Slot>,
    /// `None`: across all rooms.
    pub room: Option<RoomId>,
    /// Where, if not in a room: "Foyer".
    pub place: LocalText,
    pub openness: Openness,
    /// BCP 47 codes of the languages one can listen to.
    pub interpretation: Vec<String>,
    pub topics: Vec<TopicId>,
    pub speakers: Vec<SessionSpeaker>,
    /// How many may sign up; `None`: everybody may come.
    pub seats: Option<i32>,
    pub cancelled: bool,
    /// Grows with each release in which the session changed (iCalendar `SEQUENCE`).
    #[serde(default)]
    pub sequence: i32,
    /// Released for the last time with a change at this moment (iCalendar `LAST-MODIFIED`).
    #[serde(default)]
    pub changed_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSpeaker {
    pub speaker: SpeakerId,
    pub role: SpeakerRole,
}

codes! {
    SessionKind {
        Plenary = "plenary", Panel = "panel", RoundTable = "round_table", Workshop = "workshop",
        SideEvent = "side_event", Ceremony = "ceremony", Registration = "registration", Break = "break",
        Meal = "meal", Photo = "photo", Social = "social",
    }
}

impl SessionKind {
    /// Shown as a thin line between sessions.
    pub const fn is_pause(self) -> bool {
        matches!(self, Self::Registration | Self::Break | Self::Meal | Self::Photo | Self::Social)
    }

    /// Somebody should chair or moderate it.
    pub const fn needs_a_chair(self) -> bool {
        matches!(self, Self::Plenary | Self::Panel | Self::RoundTable | Self::Workshop)
    }
}

codes! {
    /// Who may come in.
    Openness {
        Public = "open_public", Participants = "open_participants", Invitation = "by_invitation", Closed = "closed",
    }
}

codes! {
    /// As what somebody is in a session, in the order in which roles are named.
    SpeakerRole {
        Chair = "chair", CoChair = "co_chair", Moderator = "moderator", Keynote = "keynote", Opening = "opening",
        Panellist = "panellist", Discussant = "discussant", Rapporteur = "rapporteur", Speaker = "speaker",
    }
}

impl SpeakerRole {
    pub const fn leads(self) -> bool {
        matches!(self, Self::Chair | Self::CoChair | Self::Moderator | Self::Opening)
    }
}

codes! {
    /// One of the five colours that pass the contrast check in both themes.
    Tone { Ihl = "ihl", Wps = "wps", Access = "access", Tech = "tech", Teaching = "teaching" }
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
        self.sessions.sort_by_key(|s| (s.slot.is_none(), s.slot.map(|slot| slot.starts()), s.number));
        self.rooms.sort_by_key(|room| room.position);
        self.topics.sort_by_key(|topic| topic.position);
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

/// Everything that can be edited of a session; the same for a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInput {
    pub kind: SessionKind,
    pub title: LocalText,
    pub summary: LocalText,
    pub slot: Option<Slot>,
    pub room: Option<RoomId>,
    pub place: LocalText,
    pub openness: Openness,
    pub interpretation: Vec<String>,
    pub topics: Vec<TopicId>,
    pub speakers: Vec<SessionSpeaker>,
    /// `None`: nobody has to sign up.
    pub seats: Option<i32>,
    pub cancelled: bool,
}

impl From<&Session> for SessionInput {
    fn from(session: &Session) -> Self {
        Self {
            kind: session.kind,
            title: session.title.clone(),
            summary: session.summary.clone(),
            slot: session.slot,
            room: session.room,
            place: session.place.clone(),
            openness: session.openness,
            interpretation: session.interpretation.clone(),
            topics: session.topics.clone(),
            speakers: session.speakers.clone(),
            seats: session.seats,
            cancelled: session.cancelled,
        }
    }
}

/// Everything that can be edited of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomInput {
    pub name: LocalText,
    pub note: LocalText,
    pub capacity: Option<i32>,
    pub position: i32,
}

/// Everything that can be edited of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicInput {
    pub name: LocalText,
    pub tone: Tone,
    pub position: i32,
}

/// Everything that can be edited of a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerInput {
    pub name: LocalText,
    pub position: LocalText,
    pub about: LocalText,
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
