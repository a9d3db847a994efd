//! A person at an event: what is asked, what state it is in, and what may happen next.

mod answers;
mod decide;
mod duplicates;
mod merge;
mod states;

pub use crate::names::Likeness;
pub use answers::{
    AccessNeed, Answers, Consents, FieldProblem, Food, FormFacts, Problem, RawAnswers, RepresentationType,
    SignUpSession, Step, check_step, parse_answers,
};
pub use decide::{
    ChangeRefused, Claimed, Decision, DecisionRefused, RegisterRefused, Registered, WithdrawRefused,
    after_decision, letter_for, may_change, may_withdraw, on_submit,
};
pub use duplicates::{Person, alike, merged_into, merged_reason};
pub use merge::{MergeRefused, SESSIONS, differing, may_merge, merged};
pub use states::{STATE_CODES, StateCode};

use crate::ids::{EventId, RegistrationId, SessionId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Sent; an organiser has to decide.
    Submitted,
    Confirmed,
    /// Waits for a place.
    Waitlisted,
    Declined,
    /// Taken back by the delegate.
    Withdrawn,
}

impl Status {
    pub const ALL: [Self; 5] =
        [Self::Submitted, Self::Confirmed, Self::Waitlisted, Self::Declined, Self::Withdrawn];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Confirmed => "confirmed",
            Self::Waitlisted => "waitlisted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Still in the running: may hold places and may be changed by the delegate.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Submitted | Self::Confirmed | Self::Waitlisted)
    }
}

/// Whether a chosen session has a seat for this delegate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    Kept,
    /// On the session's waiting list, at this place of the queue (1 is next).
    Waiting(u32),
}

/// One registration with everything that its own page and the organisers' page show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub id: RegistrationId,
    pub event: EventId,
    /// For people: `ALM27-4K7P`.
    pub reference: String,
    /// The secret part of the status page's address.
    pub secret: String,
    pub status: Status,
    pub answers: Answers,
    /// The seats of the chosen sessions.
    pub seats: Vec<(SessionId, Seat)>,
    /// Place in the event's queue while on the waiting list (1 is next).
    pub waiting_place: Option<u32>,
    /// Why it was declined or withdrawn, in somebody's own words.
    pub reason: String,
    pub submitted_at: Timestamp,
    /// When the present state began.
    pub status_since: Timestamp,
    /// Counts changes.
    pub version: i32,
}
