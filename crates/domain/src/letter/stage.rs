//! Where a letter is on its way. What is kept is little (see [`LetterState`]); the rest follows from the moment.

use super::LetterState;
use crate::codes::codes;
use jiff::{SignedDuration, Timestamp};

codes! {
    /// Where a letter is on its way.
    LetterStage {
        /// Due, and not tried yet.
        Waiting = "waiting",
        /// Not yet due, because what it tells can still be taken back; or its event's letters are paused.
        Held = "held",
        /// In the hands of a worker.
        InFlight = "in_flight",
        /// Tried in vain, and to be tried again.
        Deferred = "deferred",
        Sent = "sent",
        /// Given up.
        Failed = "failed",
        /// Sent, and brought back by the mail server of the recipient.
        Bounced = "bounced",
        /// Its reason was taken back before it left.
        Cancelled = "cancelled",
    }
}

impl LetterStage {
    /// May still leave.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Held | Self::InFlight | Self::Deferred)
    }
}

/// Which letters a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LettersIn {
    /// All that may still leave.
    Open,
    Stage(LetterStage),
}

impl LettersIn {
    /// In the order of lists.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Open).chain(LetterStage::ALL.iter().copied().map(Self::Stage))
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Stage(stage) => stage.code(),
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::all().find(|letters| letters.code() == code)
    }
}

/// What is known of a letter that may still leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnItsWay {
    pub attempts: u32,
    pub due_at: Timestamp,
    pub leased_until: Option<Timestamp>,
    /// The letters of its event are held back by an organiser.
    pub paused: bool,
}

/// Where the letter is.
pub fn stage(state: LetterState, way: &OnItsWay, now: Timestamp) -> LetterStage {
    match state {
        LetterState::Sent => LetterStage::Sent,
        LetterState::Failed => LetterStage::Failed,
        LetterState::Bounced => LetterStage::Bounced,
        LetterState::Cancelled => LetterStage::Cancelled,
        LetterState::Queued if way.leased_until.is_some_and(|until| until >= now) => LetterStage::InFlight,
        LetterState::Queued if way.paused => LetterStage::Held,
        LetterState::Queued if way.attempts > 0 => LetterStage::Deferred,
        LetterState::Queued if way.due_at > now => LetterStage::Held,
        LetterState::Queued => LetterStage::Waiting,
    }
}

/// A letter that is due for longer than this, or was tried in vain for so long, is worth an alarm.
pub const LATE_AFTER: SignedDuration = SignedDuration::from_mins(10);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_follows_from_the_state_and_the_moment() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now.checked_add(SignedDuration::from_mins(1)).unwrap();
        let plain = OnItsWay { attempts: 0, due_at: now, leased_until: None, paused: false };
        for (way, expected) in [
            (plain, LetterStage::Waiting),
            (OnItsWay { due_at: later, ..plain }, LetterStage::Held),
            (OnItsWay { paused: true, ..plain }, LetterStage::Held),
            (OnItsWay { attempts: 1, leased_until: Some(later), ..plain }, LetterStage::InFlight),
            // Paused while it is under way: it can't be called back.
            (OnItsWay { leased_until: Some(now), paused: true, ..plain }, LetterStage::InFlight),
            (OnItsWay { attempts: 1, due_at: later, ..plain }, LetterStage::Deferred),
            (OnItsWay { attempts: 3, paused: true, ..plain }, LetterStage::Held),
            // A worker died with it.
            (
                OnItsWay { attempts: 1, leased_until: now.checked_sub(LATE_AFTER).ok(), ..plain },
                LetterStage::Deferred,
            ),
        ] {
            assert_eq!(stage(LetterState::Queued, &way, now), expected, "{way:?}");
            assert!(stage(LetterState::Queued, &way, now).is_open());
            for state in LetterState::ALL.into_iter().filter(|state| *state != LetterState::Queued) {
                let found = stage(state, &way, now);
                assert_eq!((found.code(), found.is_open()), (state.code(), false));
            }
        }
    }
}
