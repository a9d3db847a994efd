//! Decisions about a registration, pure: what a submit leads to, what an organiser or the delegate may do from
//! which state, and which letter that means.

use super::Status;
use crate::event::{DecisionMode, Event, RegistrationWindow};
use crate::letter::LetterKind;
use jiff::Timestamp;

/// What an organiser decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    Confirm,
    Waitlist,
    Decline,
    /// Take a declined or withdrawn registration up again.
    Reopen,
}

impl Decision {
    pub const ALL: [Self; 4] = [Self::Confirm, Self::Waitlist, Self::Decline, Self::Reopen];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Waitlist => "waitlist",
            Self::Decline => "decline",
            Self::Reopen => "reopen",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.code() == code)
    }
}

/// Why an organiser's decision is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionRefused {
    /// Not from this state.
    NotFrom(Status),
    /// Every place of the event is taken.
    NoPlaceLeft,
    /// Declining needs a reason.
    ReasonNeeded,
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

/// Decides about a registration that is being sent. `claim` is asked for a place only when one is needed;
/// it is whatever the one way to places answered.
///
/// # Errors
/// When registration isn't open.
pub fn on_submit(
    event: &Event,
    now: Timestamp,
    claimed: impl FnOnce() -> Claimed,
) -> Result<Registered, RegisterRefused> {
    match event.registration_window(now) {
        RegistrationWindow::NotYet { opens } => return Err(RegisterRefused::NotOpenYet { opens }),
        RegistrationWindow::Closed { at } => return Err(RegisterRefused::Closed { at }),
        RegistrationWindow::Open { .. } => {}
    }
    Ok(match event.decision {
        DecisionMode::Organisers => Registered::Submitted,
        DecisionMode::AtOnce => match claimed() {
            Claimed::Got => Registered::Confirmed,
            Claimed::NoneLeft => Registered::Waitlisted,
        },
    })
}

/// The state that an organiser's decision leads to.
///
/// # Errors
/// When the decision is not allowed from `from`, or lacks its reason.
pub fn after_decision(from: Status, decision: Decision, reason: &str) -> Result<Status, DecisionRefused> {
    let (allowed, to) = match decision {
        Decision::Confirm => (matches!(from, Status::Submitted | Status::Waitlisted), Status::Confirmed),
        Decision::Waitlist => (matches!(from, Status::Submitted), Status::Waitlisted),
        Decision::Decline => (from.is_active(), Status::Declined),
        Decision::Reopen => (!from.is_active(), Status::Submitted),
    };
    if !allowed {
        return Err(DecisionRefused::NotFrom(from));
    }
    if decision == Decision::Decline && reason.is_empty() {
        return Err(DecisionRefused::ReasonNeeded);
    }
    Ok(to)
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

/// The letter that entering a state brings; reopening brings none.
pub const fn letter_for(to: Status, reopened: bool) -> Option<LetterKind> {
    match to {
        Status::Submitted if reopened => None,
        Status::Submitted => Some(LetterKind::Received),
        Status::Confirmed => Some(LetterKind::Confirmed),
        Status::Waitlisted => Some(LetterKind::WaitingList),
        Status::Declined => Some(LetterKind::Declined),
        Status::Withdrawn => Some(LetterKind::Withdrawn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_decision_is_allowed_from_exactly_these_states() {
        use Status::{Confirmed, Declined, Submitted, Waitlisted, Withdrawn};
        for (decision, from) in [
            (Decision::Confirm, vec![Submitted, Waitlisted]),
            (Decision::Waitlist, vec![Submitted]),
            (Decision::Decline, vec![Submitted, Confirmed, Waitlisted]),
            (Decision::Reopen, vec![Declined, Withdrawn]),
        ] {
            for status in Status::ALL {
                let allowed = after_decision(status, decision, "reason").is_ok();
                assert_eq!(allowed, from.contains(&status), "{decision:?} from {status:?}");
            }
        }
        assert_eq!(after_decision(Submitted, Decision::Decline, ""), Err(DecisionRefused::ReasonNeeded));
        assert_eq!(after_decision(Submitted, Decision::Confirm, ""), Ok(Confirmed));
    }

    #[test]
    fn what_has_ended_can_be_neither_withdrawn_nor_changed() {
        for status in Status::ALL {
            assert_eq!(may_withdraw(status).is_ok(), status.is_active());
            assert_eq!(may_change(status).is_ok(), status.is_active());
        }
    }

    #[test]
    fn every_state_but_a_reopened_one_brings_its_letter() {
        assert_eq!(letter_for(Status::Submitted, true), None);
        let letters = Status::ALL.map(|status| letter_for(status, false));
        assert!(letters.iter().all(Option::is_some));
    }
}
