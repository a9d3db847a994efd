//! Where a registration stands. What may follow what is in `decide.rs`; facets such as the badge or the visa are
//! separate, because they change by themselves.

use serde::{Deserialize, Serialize};

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Sent; the focal point of the delegation has to endorse it first.
    AwaitingEndorsement,
    /// Sent; an organiser has to decide.
    Submitted,
    /// An organiser asked for something; the delegate has to answer in time.
    InfoRequested,
    /// Waits for a place.
    Waitlisted,
    /// A place that became free is kept for a while.
    Offered,
    Confirmed,
    /// The date or the place has changed: does the delegate still come?
    ReconfirmRequired,
    /// Waited for a place in vain, or let an offer pass.
    WaitlistClosed,
    Declined,
    /// Taken back by the delegate.
    Withdrawn,
    /// Ended by the organisers after it was confirmed.
    Cancelled,
    /// Another person of the same delegation comes instead.
    Replaced,
    /// What was asked for did not come in time.
    Expired,
}

impl Status {
    pub const ALL: [Self; 13] = [
        Self::AwaitingEndorsement,
        Self::Submitted,
        Self::InfoRequested,
        Self::Waitlisted,
        Self::Offered,
        Self::Confirmed,
        Self::ReconfirmRequired,
        Self::WaitlistClosed,
        Self::Declined,
        Self::Withdrawn,
        Self::Cancelled,
        Self::Replaced,
        Self::Expired,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::AwaitingEndorsement => "awaiting_endorsement",
            Self::Submitted => "submitted",
            Self::InfoRequested => "info_requested",
            Self::Waitlisted => "waitlisted",
            Self::Offered => "offered",
            Self::Confirmed => "confirmed",
            Self::ReconfirmRequired => "reconfirm_required",
            Self::WaitlistClosed => "waitlist_closed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Still in the running: may be changed by the delegate.
    pub const fn is_active(self) -> bool {
        matches!(
            self,
            Self::AwaitingEndorsement
                | Self::Submitted
                | Self::InfoRequested
                | Self::Waitlisted
                | Self::Offered
                | Self::Confirmed
                | Self::ReconfirmRequired
        )
    }

    /// Has a place at the event.
    pub const fn holds_place(self) -> bool {
        matches!(self, Self::Offered | Self::Confirmed | Self::ReconfirmRequired)
    }

    /// The delegate has to answer by a deadline.
    pub const fn has_deadline(self) -> bool {
        matches!(self, Self::InfoRequested | Self::Offered | Self::ReconfirmRequired)
    }

    /// An organiser has not decided yet.
    pub const fn is_undecided(self) -> bool {
        matches!(self, Self::AwaitingEndorsement | Self::Submitted | Self::InfoRequested)
    }
}
