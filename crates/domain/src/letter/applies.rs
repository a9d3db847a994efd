//! Whether a letter that has not left yet still tells what is so.

use super::LetterKind;
use crate::registration::Status;

/// Whether a letter of this kind is still true of a registration in this state. One that is not is taken back: nobody
/// gets “confirmed” after having withdrawn, or an offer that is over.
pub const fn still_applies(kind: LetterKind, status: Status) -> bool {
    match kind {
        LetterKind::Received => matches!(status, Status::AwaitingEndorsement | Status::Submitted),
        LetterKind::Confirmed => matches!(status, Status::Confirmed),
        LetterKind::WaitingList => matches!(status, Status::Waitlisted),
        LetterKind::Declined => matches!(status, Status::Declined),
        LetterKind::Withdrawn => matches!(status, Status::Withdrawn),
        LetterKind::InfoRequested | LetterKind::InfoReminder => matches!(status, Status::InfoRequested),
        LetterKind::Offered | LetterKind::OfferReminder => matches!(status, Status::Offered),
        LetterKind::WaitlistClosed => matches!(status, Status::WaitlistClosed),
        LetterKind::Reconfirm | LetterKind::ReconfirmReminder => matches!(status, Status::ReconfirmRequired),
        LetterKind::Cancelled => matches!(status, Status::Cancelled),
        LetterKind::Expired | LetterKind::AddressUnproven => matches!(status, Status::Expired),
        LetterKind::ChangeApplied
        | LetterKind::ChangeRejected
        | LetterKind::AddressReminder
        | LetterKind::AgendaChanged
        | LetterKind::Arrival
        | LetterKind::ThankYou => status.is_active(),
        // About no registration, or for everybody who was chosen.
        LetterKind::DraftBegun
        | LetterKind::DraftReminder
        | LetterKind::SpeakerInvited
        | LetterKind::Message
        | LetterKind::Reminder => true,
    }
}

/// The kinds that a registration in this state does not need any more.
pub fn outdated(status: Status) -> impl Iterator<Item = LetterKind> {
    LetterKind::ALL.into_iter().filter(move |kind| !still_applies(*kind, status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::letter_for;

    #[test]
    fn the_letter_of_a_state_applies_in_it_and_in_no_state_with_another_letter() {
        for status in Status::ALL {
            for again in [false, true] {
                let Some(own) = letter_for(status, again) else { continue };
                assert!(still_applies(own, status), "{own:?} while {status:?}");
                for other in Status::ALL.into_iter().filter(|other| letter_for(*other, again) != Some(own)) {
                    assert!(
                        !still_applies(own, other) || letter_for(other, again).is_none(),
                        "{own:?} while {other:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_ended_needs_only_the_letter_that_says_so() {
        for (status, left) in [
            (Status::Withdrawn, vec![LetterKind::Withdrawn]),
            (Status::Cancelled, vec![LetterKind::Cancelled]),
            (Status::Expired, vec![LetterKind::Expired, LetterKind::AddressUnproven]),
            (Status::WaitlistClosed, vec![LetterKind::WaitlistClosed]),
            (Status::Offered, vec![LetterKind::Offered, LetterKind::OfferReminder]),
        ] {
            let gone: Vec<_> = outdated(status).collect();
            let changes = [
                LetterKind::ChangeApplied,
                LetterKind::ChangeRejected,
                LetterKind::AddressReminder,
                LetterKind::AgendaChanged,
                LetterKind::Arrival,
                LetterKind::ThankYou,
            ];
            let others = [
                LetterKind::DraftBegun,
                LetterKind::DraftReminder,
                LetterKind::SpeakerInvited,
                LetterKind::Message,
                LetterKind::Reminder,
            ];
            for kind in LetterKind::ALL {
                let kept = left.contains(&kind)
                    || others.contains(&kind)
                    || changes.contains(&kind) && status.is_active();
                assert_eq!(gone.contains(&kind), !kept, "{kind:?} while {status:?}");
            }
        }
        assert!(
            outdated(Status::Confirmed).any(|kind| kind == LetterKind::Offered),
            "an offer that was taken"
        );
    }
}
