//! A person at an event: what is asked, what state it is in, and what may happen next.

mod answers;
mod change_request;
mod decide;
mod desk;
mod duplicates;
mod facets;
mod form;
mod merge;
mod pool;
mod spelling;
mod states;
mod status;
mod step;
mod types;

pub use crate::names::Likeness;
pub use answers::{
    AccessNeed, Answers, Consents, FieldProblem, Food, FormFacts, Guarded, Problem, RawAnswers,
    SignUpSession, check_step, parse_answers, parse_change, parse_merged,
};
pub use change_request::{ChangeRequest, ChangeRequestRefused, is_controlled};
pub use decide::{
    ChangeRefused, Claimed, Decision, DecisionRefused, RegisterRefused, Registered, Reply, ReplyRefused,
    UNDO_WINDOW, UndoRefused, Verdict, WithdrawRefused, after_deadline, after_decision, after_reply,
    letter_for, may_change, may_register, may_withdraw, offer_until, on_submit, remind_at, reminder_for,
    state_after,
};
pub use desk::{
    Attention, DEADLINE_NEAR_HOURS, EnterRefused, Entering, NOTE_LENGTH, NOTES_AT_MOST, Origin, TAG_LENGTH,
    TAGS_AT_MOST, Tag, VIEW_NAME_LENGTH, VIEWS_AT_MOST,
};
pub use duplicates::{Person, alike, merged_into, merged_reason};
pub use facets::{Badge, Credential, Facets, Visa};
pub use form::{
    AnswerOption, Asked, Condition, Fault, Form, FormChanges, FormFault, FormRefused, LANGUAGES, Question,
    QuestionKind, ScarceOption, VisibilityClass, Warning, built_in, catalogue,
};
pub use merge::{MergeRefused, SESSIONS, differing, may_merge, merged};
pub use pool::Pool;
pub use spelling::{Spelling, spelling};
pub use states::{STATE_CODES, StateCode};
pub use status::Status;
pub use step::Step;
pub use types::{BUILT_IN_TYPES, BadgeColour, RepresentationType, TypeCode, TypeWindow, built_in_types};

use crate::ids::{EventId, RegistrationId, SessionId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// Without those that are sealed, as long as nobody who may has opened them.
    pub answers: Answers,
    /// Fields whose answers are sealed and not opened here.
    pub sealed: Vec<String>,
    /// The version of the form under which the answers were given.
    pub form_version: i32,
    /// The seats of the chosen sessions.
    pub seats: Vec<(SessionId, Seat)>,
    /// Place in the event's queue while on the waiting list (1 is next).
    pub waiting_place: Option<u32>,
    /// Why it is in this state, or what was asked, in somebody's own words.
    pub reason: String,
    /// Until when the delegate can answer what was asked or offered.
    pub answer_by: Option<Timestamp>,
    /// Fields that an organiser asked to be completed.
    pub asked_fields: Vec<String>,
    /// Put aside by an organiser.
    pub held: bool,
    pub facets: Facets,
    pub submitted_at: Timestamp,
    /// When the present state began.
    pub status_since: Timestamp,
    /// Counts changes.
    pub version: i32,
}
