//! Decisions about a registration, pure: what a submit leads to, what an organiser, the delegate or the clock may do
//! from which state, and which letter that means.

use super::Status;
use crate::event::{DecisionMode, Event, RegistrationWindow};
use crate::letter::LetterKind;
use jiff::{SignedDuration, Timestamp};

/// What an organiser decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Speak for the delegation, so that it can be decided about.
    Endorse,
    Confirm,
    /// Ask for something; named fields and a deadline come with it.
    RequestInfo,
    Waitlist,
    /// Offer a place to somebody on the waiting list, out of turn.
    Offer,
    Decline,
    /// Ask whether the delegate still comes, after a change of date or place.
    Reconfirm,
    /// End a registration that has a place.
    Cancel,
    /// Take up again what has ended.
    Reopen,
}

impl Decision {
    pub const ALL: [Self; 9] = [
        Self::Endorse,
        Self::Confirm,
        Self::RequestInfo,
        Self::Waitlist,
        Self::Offer,
        Self::Decline,
        Self::Reconfirm,
        Self::Cancel,
        Self::Reopen,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Endorse => "endorse",
            Self::Confirm => "confirm",
            Self::RequestInfo => "request_info",
            Self::Waitlist => "waitlist",
            Self::Offer => "offer",
            Self::Decline => "decline",
            Self::Reconfirm => "reconfirm",
            Self::Cancel => "cancel",
            Self::Reopen => "reopen",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.code() == code)
    }

    /// The delegate is told why, in somebody's own words.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Decline | Self::Cancel | Self::RequestInfo)
    }

    /// The delegate has to answer by a date that the organiser sets.
    pub const fn needs_deadline(self) -> bool {
        matches!(self, Self::RequestInfo | Self::Reconfirm)
    }
}

/// A decision with all that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub decision: Decision,
    pub reason: String,
    /// Until when the delegate has to answer.
    pub answer_by: Option<Timestamp>,
    /// Fields that have to be completed.
    pub fields: Vec<String>,
    /// Confirm although every place is taken; the reason is kept.
    pub over_limit: bool,
}

impl Verdict {
    pub const fn plain(decision: Decision, reason: String) -> Self {
        Self { decision, reason, answer_by: None, fields: Vec::new(), over_limit: false }
    }
}

/// Why an organiser's decision is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionRefused {
    /// Not from this state.
    NotFrom(Status),
    /// Every place of the event, or of the representation type, is taken.
    NoPlaceLeft,
    /// This decision needs a reason.
    ReasonNeeded,
    /// This decision needs a deadline that has not passed.
    DeadlineNeeded,
    NotAllowed,
}

/// Whether the one place that was asked for was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    Got,
    NoneLeft,
}

/// Why a registration can't be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterRefused {
    NotOpenYet {
        opens: Timestamp,
    },
    Closed {
        at: Timestamp,
    },
    /// Answers are missing or wrong: each with its step.
    Answers(Vec<(super::Step, super::FieldProblem)>),
}

/// What sending leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered {
    Submitted,
    Confirmed,
    Waitlisted,
}

impl Registered {
    pub const fn status(self) -> Status {
        match self {
            Self::Submitted => Status::Submitted,
            Self::Confirmed => Status::Confirmed,
            Self::Waitlisted => Status::Waitlisted,
        }
    }
}

/// Whether one can register now.
///
/// # Errors
/// When registration isn't open.
pub fn may_register(event: &Event, now: Timestamp) -> Result<(), RegisterRefused> {
    match event.registration_window(now) {
        RegistrationWindow::NotYet { opens } => Err(RegisterRefused::NotOpenYet { opens }),
        RegistrationWindow::Closed { at } => Err(RegisterRefused::Closed { at }),
        RegistrationWindow::Open { .. } => Ok(()),
    }
}

/// Decides about a registration that is being sent. `claimed` is what the one way to places answered; it is asked
/// only where a place is given at once.
pub const fn on_submit(path: DecisionMode, claimed: Claimed) -> Registered {
    match (path, claimed) {
        (DecisionMode::Organisers, _) => Registered::Submitted,
        (DecisionMode::AtOnce, Claimed::Got) => Registered::Confirmed,
        (DecisionMode::AtOnce, Claimed::NoneLeft) => Registered::Waitlisted,
    }
}

/// The state that an organiser's decision leads to, if it is allowed from `from`.
///
/// # Errors
/// [`DecisionRefused::NotFrom`].
pub const fn state_after(from: Status, decision: Decision) -> Result<Status, DecisionRefused> {
    use Status::{
        AwaitingEndorsement, Confirmed, Declined, InfoRequested, Offered, ReconfirmRequired, Submitted,
        WaitlistClosed, Waitlisted,
    };
    let (allowed, to) = match decision {
        Decision::Endorse => (matches!(from, AwaitingEndorsement), Submitted),
        Decision::Confirm => (
            matches!(
                from,
                Submitted | InfoRequested | Waitlisted | Offered | ReconfirmRequired | WaitlistClosed
            ),
            Confirmed,
        ),
        Decision::RequestInfo => (matches!(from, Submitted), InfoRequested),
        Decision::Waitlist => (matches!(from, Submitted | InfoRequested), Waitlisted),
        Decision::Offer => (matches!(from, Waitlisted | WaitlistClosed), Offered),
        Decision::Decline => {
            (matches!(from, AwaitingEndorsement | Submitted | InfoRequested | Waitlisted), Declined)
        }
        Decision::Reconfirm => (matches!(from, Confirmed), ReconfirmRequired),
        Decision::Cancel => (from.holds_place(), Status::Cancelled),
        Decision::Reopen => (!from.is_active() && !matches!(from, Status::Replaced), Submitted),
    };
    if allowed { Ok(to) } else { Err(DecisionRefused::NotFrom(from)) }
}

/// The state that a whole verdict leads to.
///
/// # Errors
/// When the decision is not allowed from `from`, or lacks its reason or its deadline.
pub fn after_decision(from: Status, verdict: &Verdict, now: Timestamp) -> Result<Status, DecisionRefused> {
    let to = state_after(from, verdict.decision)?;
    if (verdict.decision.needs_reason() || verdict.over_limit) && verdict.reason.is_empty() {
        return Err(DecisionRefused::ReasonNeeded);
    }
    if verdict.decision.needs_deadline() && verdict.answer_by.is_none_or(|by| by <= now) {
        return Err(DecisionRefused::DeadlineNeeded);
    }
    Ok(to)
}

/// What a delegate answers to what was asked or offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    TakeOffer,
    PassOffer,
    StillComing,
    NotComing,
    /// What was asked for is complete now.
    InfoGiven,
}

impl Reply {
    pub const ALL: [Self; 5] =
        [Self::TakeOffer, Self::PassOffer, Self::StillComing, Self::NotComing, Self::InfoGiven];

    pub const fn code(self) -> &'static str {
        match self {
            Self::TakeOffer => "take_offer",
            Self::PassOffer => "pass_offer",
            Self::StillComing => "still_coming",
            Self::NotComing => "not_coming",
            Self::InfoGiven => "info_given",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reply| reply.code() == code)
    }
}

/// Why a delegate's reply is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyRefused {
    NotFrom(Status),
    TooLate { at: Timestamp },
}

/// The state that a delegate's reply leads to.
///
/// # Errors
/// When nothing like that was asked, or the time for it is over.
pub fn after_reply(
    from: Status,
    reply: Reply,
    answer_by: Option<Timestamp>,
    now: Timestamp,
) -> Result<Status, ReplyRefused> {
    let to = match (from, reply) {
        (Status::Offered, Reply::TakeOffer) | (Status::ReconfirmRequired, Reply::StillComing) => {
            Status::Confirmed
        }
        (Status::Offered, Reply::PassOffer) => Status::WaitlistClosed,
        (Status::ReconfirmRequired, Reply::NotComing) => Status::Withdrawn,
        (Status::InfoRequested, Reply::InfoGiven) => Status::Submitted,
        _ => return Err(ReplyRefused::NotFrom(from)),
    };
    match answer_by {
        Some(at) if now >= at => Err(ReplyRefused::TooLate { at }),
        _ => Ok(to),
    }
}

/// The state that follows when the delegate did not answer in time.
pub const fn after_deadline(from: Status) -> Option<Status> {
    match from {
        Status::InfoRequested => Some(Status::Expired),
        Status::Offered => Some(Status::WaitlistClosed),
        Status::ReconfirmRequired => Some(Status::Withdrawn),
        _ => None,
    }
}

/// The letter that reminds of a deadline.
pub const fn reminder_for(status: Status) -> Option<LetterKind> {
    match status {
        Status::InfoRequested => Some(LetterKind::InfoReminder),
        Status::Offered => Some(LetterKind::OfferReminder),
        Status::ReconfirmRequired => Some(LetterKind::ReconfirmReminder),
        _ => None,
    }
}

/// How long before a deadline the delegate is reminded, at most half of the time there is.
const REMIND_BEFORE: SignedDuration = SignedDuration::from_hours(24);

/// When to remind somebody who has from `since` until `answer_by`.
pub fn remind_at(since: Timestamp, answer_by: Timestamp) -> Timestamp {
    let half = answer_by.duration_since(since) / 2;
    answer_by.checked_sub(REMIND_BEFORE.min(half)).unwrap_or(answer_by)
}

/// Until when a place that became free is kept: not longer than the event's own start.
pub fn offer_until(event: &Event, now: Timestamp) -> Timestamp {
    let usual = now.checked_add(SignedDuration::from_hours(i64::from(event.offer_hours))).unwrap_or(now);
    let midnight = event.starts_on.to_datetime(jiff::civil::Time::midnight());
    let start = event.zone().to_timestamp(midnight).unwrap_or(usual);
    if start > now { usual.min(start) } else { usual }
}

/// Why a delegate can't withdraw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawRefused {
    NotFrom(Status),
}

/// Why a delegate's change of answers is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeRefused {
    NotFrom(Status),
    Answers(Vec<(super::Step, super::FieldProblem)>),
    /// Changed on another device since the form was opened.
    ChangedMeanwhile,
}

/// # Errors
/// When the registration has ended already.
pub const fn may_withdraw(from: Status) -> Result<(), WithdrawRefused> {
    if from.is_active() { Ok(()) } else { Err(WithdrawRefused::NotFrom(from)) }
}

/// # Errors
/// When the registration has ended.
pub const fn may_change(from: Status) -> Result<(), ChangeRefused> {
    if from.is_active() { Ok(()) } else { Err(ChangeRefused::NotFrom(from)) }
}

/// How long an organiser's decision can be taken back, and how long its letter waits for that.
pub const UNDO_WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// Why a decision can't be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoRefused {
    /// The time for it is over.
    TooLate,
    /// Something happened to the registration since.
    ChangedMeanwhile,
    /// The place that it gave up has gone to somebody else.
    PlaceGone,
    NotAllowed,
}

/// The letter that entering a state brings; reopening, endorsing and having answered bring none.
pub const fn letter_for(to: Status, first: bool) -> Option<LetterKind> {
    match to {
        Status::Submitted | Status::AwaitingEndorsement if !first => None,
        Status::Submitted | Status::AwaitingEndorsement => Some(LetterKind::Received),
        Status::InfoRequested => Some(LetterKind::InfoRequested),
        Status::Confirmed => Some(LetterKind::Confirmed),
        Status::Waitlisted => Some(LetterKind::WaitingList),
        Status::Offered => Some(LetterKind::Offered),
        Status::ReconfirmRequired => Some(LetterKind::Reconfirm),
        Status::WaitlistClosed => Some(LetterKind::WaitlistClosed),
        Status::Declined => Some(LetterKind::Declined),
        Status::Withdrawn => Some(LetterKind::Withdrawn),
        Status::Cancelled => Some(LetterKind::Cancelled),
        Status::Expired => Some(LetterKind::Expired),
        Status::Replaced => None,
    }
}

#[cfg(test)]
mod tests;
