//! Which text each kind of letter has: one exhaustive match for each place in the letter.

use super::LetterPageFacts;
use crate::texts::T;
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::Status;
use std::borrow::Cow;

pub(super) fn subject(t: T, kind: LetterKind, event: &str, reference: &str) -> String {
    match kind {
        LetterKind::Received => t.letter_subject_received(event, reference),
        LetterKind::Confirmed => t.letter_subject_confirmed(event, reference),
        LetterKind::WaitingList => t.letter_subject_waiting_list(event, reference),
        LetterKind::Declined => t.letter_subject_declined(event, reference),
        LetterKind::Withdrawn => t.letter_subject_withdrawn(event, reference),
    }
}

pub(super) fn heading(t: T, kind: LetterKind) -> String {
    let word = match kind {
        LetterKind::Received => t.letter_heading_received(),
        LetterKind::Confirmed => t.letter_heading_confirmed(),
        LetterKind::WaitingList => t.letter_heading_waiting_list(),
        LetterKind::Declined => t.letter_heading_declined(),
        LetterKind::Withdrawn => t.letter_heading_withdrawn(),
    };
    word.into_owned()
}

pub(super) fn lead(t: T, kind: LetterKind) -> String {
    let word = match kind {
        LetterKind::Received => t.letter_lead_received(),
        LetterKind::Confirmed => t.letter_lead_confirmed(),
        LetterKind::WaitingList => t.letter_lead_waiting_list(),
        LetterKind::Declined => t.letter_lead_declined(),
        LetterKind::Withdrawn => t.letter_lead_withdrawn(),
    };
    word.into_owned()
}

pub(super) fn reason_label(t: T, kind: LetterKind) -> String {
    let word =
        if kind == LetterKind::Withdrawn { t.letter_reason_withdrawn() } else { t.letter_reason_declined() };
    word.into_owned()
}

/// What is not done yet, and who does what next.
pub(super) fn next(facts: &LetterPageFacts<'_>) -> Vec<String> {
    let t = facts.t;
    let steps = match facts.kind {
        LetterKind::Received => vec![
            t.letter_next_answer(facts.event.answer_within_days).into(),
            t.letter_next_travel(),
            t.letter_next_change(),
        ],
        LetterKind::Confirmed => {
            let calendar = facts.calendar.then(|| t.letter_next_calendar());
            let mut steps = vec![t.letter_next_desk(), t.letter_next_own()];
            steps.extend(calendar);
            steps.push(t.letter_next_withdraw());
            steps
        }
        LetterKind::WaitingList => {
            // The place is told only while it is one.
            let waiting =
                facts.registration.waiting_place.filter(|_| facts.registration.status == Status::Waitlisted);
            let mut steps: Vec<_> =
                waiting.map(|place| t.letter_next_queue(place).into()).into_iter().collect();
            steps.extend([t.letter_next_free(), t.letter_next_travel(), t.letter_next_leave()]);
            steps
        }
        LetterKind::Declined => vec![t.letter_next_mistake()],
        LetterKind::Withdrawn => vec![t.letter_next_not_you(), t.letter_next_back()],
    };
    steps.into_iter().map(Cow::into_owned).collect()
}
