//! Changes of what a registration was decided upon. The delegate asks, an organiser accepts or rejects, and until then
//! the old answers stay valid. What nobody decided upon changes at once.

use super::{RawAnswers, Status};
use crate::ids::ChangeRequestId;
use jiff::Timestamp;

/// A wish to change answers that waits for an organiser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRequest {
    pub id: ChangeRequestId,
    /// The new answers, by field, as they were typed.
    pub wanted: RawAnswers,
    /// Fields of it that are sealed and not opened here.
    pub sealed: Vec<String>,
    pub asked_at: Timestamp,
}

/// Why an organiser can't decide about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeRequestRefused {
    /// Decided already, or replaced by a newer wish.
    NotPending,
    /// Rejecting needs a reason.
    ReasonNeeded,
    /// The registration has ended.
    Ended,
    /// With the other answers as they are now, these no longer fit.
    Answers,
    NotAllowed,
}

/// Whether a field changes only with an organiser's consent, once the registration stands at `status`: who comes,
/// for whom, and in what capacity. Before anybody has decided, everything is free.
pub fn is_controlled(field: &str, status: Status) -> bool {
    let decided_upon = matches!(
        field,
        "title"
            | "given"
            | "family"
            | "type"
            | "state"
            | "organisation"
            | "photo"
            | "name_native"
            | "other_names"
    ) || field.starts_with("passport");
    decided_upon && status.holds_place()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_is_controlled_after_the_decision_and_free_before() {
        for (field, controlled) in [
            ("family", true),
            ("type", true),
            ("passport_number", true),
            ("food", false),
            ("badge", false),
            ("position", false),
        ] {
            assert_eq!(is_controlled(field, Status::Confirmed), controlled, "{field}");
            assert!(!is_controlled(field, Status::Submitted), "{field}");
        }
    }
}
