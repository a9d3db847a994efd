//! Letters: which occasions have one, and when a letter that could not leave is tried again.

mod about;
mod applies;
mod bounce;
mod pause;
mod share;
mod stage;

pub use about::{AboutFacts, AccountFacts, DraftFacts, LetterAbout};
pub use applies::{outdated, still_applies};
pub use bounce::{BOUNCE_WORDS, Bounce, BounceKind, HARD_BOUNCES, UNREACHABLE, bounce, unreachable};
pub use pause::{PAUSE_REASON, PauseRefused};
pub use share::{DomainLimits, DomainUse, share_out};
pub use stage::{LATE_AFTER, LetterStage, LettersIn, OnItsWay, stage};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The occasion of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// We have your registration; it is not confirmed yet.
    Received,
    Confirmed,
    WaitingList,
    Declined,
    Withdrawn,
    /// Something is missing; by a deadline.
    InfoRequested,
    InfoReminder,
    /// A place became free and is kept for a while.
    Offered,
    OfferReminder,
    /// The offer has passed, or there will be no place.
    WaitlistClosed,
    /// Date or place have changed: do you still come?
    Reconfirm,
    ReconfirmReminder,
    /// Ended by the organisers.
    Cancelled,
    /// What was asked for did not come in time.
    Expired,
    /// A change of answers that organisers have to accept.
    ChangeApplied,
    ChangeRejected,
    /// Begun: the way to go on, on another device.
    DraftBegun,
    /// Begun and not sent.
    DraftReminder,
    /// Nobody has shown yet that letters arrive.
    AddressReminder,
    /// Nobody has in time: the registration has ended.
    AddressUnproven,
    /// Sessions of one's own are at another time, elsewhere, off or with others.
    AgendaChanged,
    /// What organisers write to many.
    Message,
    /// What a rule of organisers says.
    Reminder,
    /// What one has to know before the event begins.
    Arrival,
    /// When it is over.
    ThankYou,
    /// To somebody who is to speak: the way to the page where one says yes or no.
    SpeakerInvited,
}

impl LetterKind {
    pub const ALL: [Self; 26] = [
        Self::Received,
        Self::Confirmed,
        Self::WaitingList,
        Self::Declined,
        Self::Withdrawn,
        Self::InfoRequested,
        Self::InfoReminder,
        Self::Offered,
        Self::OfferReminder,
        Self::WaitlistClosed,
        Self::Reconfirm,
        Self::ReconfirmReminder,
        Self::Cancelled,
        Self::Expired,
        Self::ChangeApplied,
        Self::ChangeRejected,
        Self::DraftBegun,
        Self::DraftReminder,
        Self::AddressReminder,
        Self::AddressUnproven,
        Self::AgendaChanged,
        Self::Message,
        Self::Reminder,
        Self::Arrival,
        Self::ThankYou,
        Self::SpeakerInvited,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Confirmed => "confirmed",
            Self::WaitingList => "waiting_list",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::InfoRequested => "info_requested",
            Self::InfoReminder => "info_reminder",
            Self::Offered => "offered",
            Self::OfferReminder => "offer_reminder",
            Self::WaitlistClosed => "waitlist_closed",
            Self::Reconfirm => "reconfirm",
            Self::ReconfirmReminder => "reconfirm_reminder",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::ChangeApplied => "change_applied",
            Self::ChangeRejected => "change_rejected",
            Self::DraftBegun => "draft_begun",
            Self::DraftReminder => "draft_reminder",
            Self::AddressReminder => "address_reminder",
            Self::AddressUnproven => "address_unproven",
            Self::AgendaChanged => "agenda_changed",
            Self::Message => "message",
            Self::Reminder => "reminder",
            Self::Arrival => "arrival",
            Self::ThankYou => "thank_you",
            Self::SpeakerInvited => "speaker_invited",
        }
    }

    /// Tells until when the delegate has to answer.
    pub const fn has_deadline(self) -> bool {
        matches!(
            self,
            Self::InfoRequested
                | Self::InfoReminder
                | Self::Offered
                | Self::OfferReminder
                | Self::Reconfirm
                | Self::ReconfirmReminder
        )
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// Due or waiting for its next try.
    Queued,
    /// Accepted by the mail server, or captured.
    Sent,
    /// Refused for good, or tried too often.
    Failed,
    /// Sent, and brought back.
    Bounced,
    /// Its reason was taken back before it left.
    Cancelled,
}

impl LetterState {
    pub const ALL: [Self; 5] = [Self::Queued, Self::Sent, Self::Failed, Self::Bounced, Self::Cancelled];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Bounced => "bounced",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why a letter is not sent once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResendRefused {
    /// One was queued less than [`RESEND_PAUSE`] ago.
    TooSoon,
    NotAllowed,
}

/// The shortest time between two letters that were asked for.
pub const RESEND_PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// After this long without success a letter has failed (three days, as mail servers do).
pub const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// The longest pause between two tries.
const LONGEST_PAUSE_S: i64 = 3600;
/// The first pause.
const FIRST_PAUSE_S: i64 = 15;

/// When to try again after `attempts` tries, the last of them at `now`; `None` to give up.
/// Pauses double from 15 seconds to an hour, stretched by up to a quarter by `jitter` (0 to 255),
/// so that letters which failed together don't come back together.
pub fn next_attempt(queued_at: Timestamp, attempts: u32, now: Timestamp, jitter: u8) -> Option<Timestamp> {
    if now.duration_since(queued_at) >= GIVE_UP_AFTER {
        return None;
    }
    let doubled = FIRST_PAUSE_S.saturating_mul(1_i64 << attempts.saturating_sub(1).min(20));
    let pause = doubled.min(LONGEST_PAUSE_S);
    let stretched = pause + pause * i64::from(jitter) / 1024;
    now.checked_add(SignedDuration::from_secs(stretched)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour_and_end_after_three_days() {
        let start = Timestamp::UNIX_EPOCH;
        let pause = |attempts, jitter| {
            next_attempt(start, attempts, start, jitter).map(|t| t.duration_since(start).as_secs())
        };
        assert_eq!([1, 2, 3, 9, 40].map(|n| pause(n, 0)), [15, 30, 60, 3600, 3600].map(Some));
        assert!(pause(1, 255).is_some_and(|s| (15..=19).contains(&s)));
        let late = start.checked_add(GIVE_UP_AFTER).unwrap_or(start);
        assert_eq!(next_attempt(start, 50, late, 0), None);
    }
}
