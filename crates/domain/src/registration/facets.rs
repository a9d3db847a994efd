//! What changes beside the state of a registration: credentials, visa, badge. Each is a small machine of its own,
//! so that one column does not have to say four things at once.

use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// The formal letter of the State or organisation.
    Credential {
        None = "none", CopyReceived = "copy_received", VerifiedCopy = "verified_copy",
        OriginalSeen = "original_seen", Defective = "defective",
    }
}

codes! {
    /// Support for a visa.
    Visa {
        NotNeeded = "not_needed", Requested = "requested", Incomplete = "incomplete",
        SentToMfa = "sent_to_mfa", NumberReceived = "number_received", LetterIssued = "letter_issued",
        Issued = "issued", Refused = "refused", Unknown = "unknown",
    }
}

codes! {
    Badge {
        None = "none", Ready = "ready", Printed = "printed", Issued = "issued", Reissued = "reissued",
        Returned = "returned", Revoked = "revoked", Lost = "lost",
    }
}

impl Badge {
    /// Whether the badge can become `next`; one that was revoked or lost is dead.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Revoked | Self::Lost | Self::Issued, Self::Reissued)
                | (Self::None, Self::Ready)
                | (Self::Ready, Self::None | Self::Printed)
                | (Self::Printed, Self::Issued | Self::Ready)
                | (Self::Issued | Self::Reissued, Self::Returned)
                | (
                    Self::Printed | Self::Issued | Self::Reissued | Self::Returned,
                    Self::Revoked | Self::Lost
                )
        )
    }
}

/// All facets of one registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub credential: Credential,
    pub visa: Visa,
    pub badge: Badge,
}

impl Default for Facets {
    fn default() -> Self {
        Self { credential: Credential::None, visa: Visa::NotNeeded, badge: Badge::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_badge_is_only_replaced() {
        for next in Badge::ALL {
            assert_eq!(Badge::Lost.may_become(*next), *next == Badge::Reissued, "{next:?}");
        }
        assert!(Badge::None.may_become(Badge::Ready));
        assert!(!Badge::None.may_become(Badge::Issued));
    }
}
