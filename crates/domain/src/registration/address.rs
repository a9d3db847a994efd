//! Whether letters reach the delegate: shown by a button that only a letter leads to, or vouched for by an organiser.
//! Until then the registration is as good as any other; when the time is over it ends.

use super::{Origin, Status};
use crate::event::Event;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

/// What is known of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// The button of a letter to it was pressed, or an organiser answers for it.
    Known,
    Unproven {
        /// When the registration ends if nobody proves it; `None`: it does not.
        until: Option<Timestamp>,
    },
}

impl Address {
    /// Of a registration that is being sent.
    pub fn first(event: &Event, origin: Origin, proven: bool, now: Timestamp) -> Self {
        match origin {
            Origin::Delegate if !proven => Self::Unproven {
                until: event.proof_required.then(|| now.checked_add(PROOF_LIFE).unwrap_or(now)),
            },
            Origin::Delegate | Origin::Organiser => Self::Known,
        }
    }

    /// When the registration ends if nobody proves the address.
    pub const fn prove_by(self) -> Option<Timestamp> {
        if let Self::Unproven { until } = self { until } else { None }
    }

    pub const fn is_unproven(self) -> bool {
        matches!(self, Self::Unproven { .. })
    }

    /// As one moment: nothing where it is known, the end of all time where the registration does not end.
    pub fn unproven_until(self) -> Option<Timestamp> {
        match self {
            Self::Known => None,
            Self::Unproven { until } => Some(until.unwrap_or_else(never)),
        }
    }

    pub fn until(moment: Option<Timestamp>) -> Self {
        match moment {
            None => Self::Known,
            Some(moment) => Self::Unproven { until: Some(moment).filter(|moment| *moment < never()) },
        }
    }
}

fn never() -> Timestamp {
    let end = date(9999, 1, 1).to_datetime(jiff::civil::Time::midnight());
    jiff::tz::TimeZone::UTC.to_timestamp(end).unwrap_or(Timestamp::MAX)
}

/// How long the button of a letter works, and how long a place is kept for an address that nobody has proven.
pub const PROOF_LIFE: SignedDuration = SignedDuration::from_hours(48);
/// How long before the end a letter reminds of it.
const REMIND_BEFORE: SignedDuration = SignedDuration::from_hours(20);
/// How much longer a registration has whose letter is still on its way.
pub const PROOF_GRACE: SignedDuration = SignedDuration::from_hours(24);

/// What the clock does about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressDue {
    Nothing,
    Remind,
    End,
}

/// What is to be done at `now` about an address that has to be proven by `prove_by`.
pub fn address_due(
    status: Status,
    prove_by: Option<Timestamp>,
    reminded: bool,
    now: Timestamp,
) -> AddressDue {
    match prove_by {
        Some(by) if status.is_active() && by <= now => AddressDue::End,
        Some(by) if status.is_active() && !reminded && by.duration_since(now) <= REMIND_BEFORE => {
            AddressDue::Remind
        }
        _ => AddressDue::Nothing,
    }
}

/// Why an address is not proven by a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofRefused {
    /// The letter is older than [`PROOF_LIFE`], or went to another address.
    Old,
    /// The registration has ended.
    NotFrom(Status),
}

/// Why an organiser can't vouch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VouchRefused {
    NotFrom(Status),
    NotAllowed,
}

/// After so long a letter says that a draft was not sent.
const DRAFT_AFTER: SignedDuration = SignedDuration::from_hours(48);
/// And so long before registration closes.
const DRAFT_BEFORE_CLOSING: SignedDuration = SignedDuration::from_hours(72);

/// The next moment after `now` when a letter says that a draft, begun at `begun`, was not sent.
pub fn draft_remind_at(event: &Event, begun: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let closes = event.registration_closes_at;
    let moments = [begun.checked_add(DRAFT_AFTER), closes.checked_sub(DRAFT_BEFORE_CLOSING)];
    moments.into_iter().flatten().filter(|at| *at > now && *at < closes).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    #[test]
    fn an_address_is_reminded_of_once_and_ends_only_what_is_active() {
        let due = |status, hours, reminded| address_due(status, Some(at(48)), reminded, at(hours));
        assert_eq!(due(Status::Confirmed, 27, false), AddressDue::Nothing);
        assert_eq!(due(Status::Confirmed, 28, false), AddressDue::Remind);
        assert_eq!(due(Status::Confirmed, 28, true), AddressDue::Nothing);
        assert_eq!(due(Status::Submitted, 48, true), AddressDue::End);
        assert_eq!(due(Status::Withdrawn, 99, false), AddressDue::Nothing);
        assert_eq!(address_due(Status::Confirmed, None, false, at(99)), AddressDue::Nothing);
    }

    #[test]
    fn an_address_is_one_moment_and_back() {
        for address in
            [Address::Known, Address::Unproven { until: None }, Address::Unproven { until: Some(at(48)) }]
        {
            assert_eq!(Address::until(address.unproven_until()), address);
        }
    }
}
