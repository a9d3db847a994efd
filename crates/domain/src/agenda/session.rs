//! One slot of the agenda: what it is, when and where, who may come, and who does what in it.

use super::link::RemoteLink;
use super::people::SessionSpeaker;
use crate::codes::codes;
use crate::ids::{DocumentId, ItemId, RoomId, SessionId, TopicId};
use crate::lang::LocalText;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

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
    /// What another program called it, when it was imported from there; once in an event.
    #[serde(default)]
    pub external_id: Option<String>,
    pub kind: SessionKind,
    pub title: LocalText,
    /// One or two sentences, for the agenda.
    pub summary: LocalText,
    /// As long as it takes, for the page of the session.
    #[serde(default)]
    pub description: LocalText,
    /// `None`: not in the timetable yet.
    pub slot: Option<Slot>,
    /// `None`: across all rooms.
    pub room: Option<RoomId>,
    /// Where, if not in a room: "Foyer".
    pub place: LocalText,
    pub openness: Openness,
    /// BCP 47 codes of the languages that are spoken.
    #[serde(default)]
    pub floor_languages: Vec<String>,
    /// BCP 47 codes of the languages one can listen to; none beside floor languages says "no interpretation".
    pub interpretation: Vec<String>,
    pub topics: Vec<TopicId>,
    /// Items of the agenda that it deals with.
    #[serde(default)]
    pub items: Vec<ItemId>,
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// Each person once, in the order in which they are named within a role.
    pub speakers: Vec<SessionSpeaker>,
    /// Of a release: only the one for the public.
    #[serde(default)]
    pub links: Vec<RemoteLink>,
    /// How many may sign up; `None`: everybody may come.
    pub seats: Option<i32>,
    /// How many the organisers expect, for the choice of a room; never shown to the public.
    #[serde(default)]
    pub expected: Option<i32>,
    pub cancelled: bool,
    /// Grows with each release in which the session changed (iCalendar `SEQUENCE`).
    #[serde(default)]
    pub sequence: i32,
    /// Released for the last time with a change at this moment (iCalendar `LAST-MODIFIED`).
    #[serde(default)]
    pub changed_at: Option<Timestamp>,
}

impl Session {
    /// Nothing is told of it but its title and when it is: it has no page and is in no feed.
    pub fn is_closed(&self) -> bool {
        self.openness == Openness::Closed
    }

    /// What lists of sessions are sorted by: the time, and at the end what has none yet.
    pub fn order(&self) -> (bool, Option<DateTime>, i32) {
        (self.slot.is_none(), self.slot.map(|slot| slot.starts()), self.number)
    }

    /// Nothing is known of it yet but that it is there.
    pub fn new(id: SessionId, number: i32) -> Self {
        Self {
            id,
            number,
            external_id: None,
            kind: SessionKind::default(),
            title: LocalText::default(),
            summary: LocalText::default(),
            description: LocalText::default(),
            slot: None,
            room: None,
            place: LocalText::default(),
            openness: Openness::default(),
            floor_languages: Vec::new(),
            interpretation: Vec::new(),
            topics: Vec::new(),
            items: Vec::new(),
            documents: Vec::new(),
            speakers: Vec::new(),
            links: Vec::new(),
            seats: None,
            expected: None,
            cancelled: false,
            sequence: 0,
            changed_at: None,
        }
    }
}

codes! {
    #[derive(Default)]
    SessionKind {
        Plenary = "plenary", #[default] Panel = "panel", RoundTable = "round_table", WorkingGroup = "working_group",
        Committee = "committee", Workshop = "workshop", SideEvent = "side_event", Bilateral = "bilateral",
        InformalConsultation = "informal_consultation", Briefing = "briefing", PressConference = "press_conference",
        TrainingModule = "training_module", Exam = "exam", Visit = "visit", Ceremony = "ceremony",
        Registration = "registration", Break = "break", Meal = "meal", Photo = "photo", Social = "social",
    }
}

impl SessionKind {
    /// Shown as a thin line between sessions.
    pub const fn is_pause(self) -> bool {
        matches!(self, Self::Registration | Self::Break | Self::Meal | Self::Photo | Self::Social)
    }

    /// Somebody should chair or moderate it.
    pub const fn needs_a_chair(self) -> bool {
        matches!(
            self,
            Self::Plenary
                | Self::Panel
                | Self::RoundTable
                | Self::WorkingGroup
                | Self::Committee
                | Self::Workshop
                | Self::PressConference
        )
    }
}

codes! {
    /// Who may come in.
    #[derive(Default)]
    Openness {
        Public = "open_public", #[default] Participants = "open_participants", PartiesAndObservers = "parties_and_observers",
        Parties = "parties_only", Invitation = "by_invitation", Closed = "closed",
    }
}

/// Everything that can be edited of a session; the same for a new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionInput {
    pub external_id: Option<String>,
    pub kind: SessionKind,
    pub title: LocalText,
    pub summary: LocalText,
    pub description: LocalText,
    pub slot: Option<Slot>,
    pub room: Option<RoomId>,
    pub place: LocalText,
    pub openness: Openness,
    pub floor_languages: Vec<String>,
    pub interpretation: Vec<String>,
    pub topics: Vec<TopicId>,
    pub items: Vec<ItemId>,
    pub documents: Vec<DocumentId>,
    pub speakers: Vec<SessionSpeaker>,
    pub links: Vec<RemoteLink>,
    /// `None`: nobody has to sign up.
    pub seats: Option<i32>,
    pub expected: Option<i32>,
    pub cancelled: bool,
}

impl From<&Session> for SessionInput {
    fn from(session: &Session) -> Self {
        Self {
            external_id: session.external_id.clone(),
            kind: session.kind,
            title: session.title.clone(),
            summary: session.summary.clone(),
            description: session.description.clone(),
            slot: session.slot,
            room: session.room,
            place: session.place.clone(),
            openness: session.openness,
            floor_languages: session.floor_languages.clone(),
            interpretation: session.interpretation.clone(),
            topics: session.topics.clone(),
            items: session.items.clone(),
            documents: session.documents.clone(),
            speakers: session.speakers.clone(),
            links: session.links.clone(),
            seats: session.seats,
            expected: session.expected,
            cancelled: session.cancelled,
        }
    }
}
