//! Which text each kind of letter has: one exhaustive match for each place in the letter.

use super::LetterPageFacts;
use crate::texts::T;
use crate::urls::EventUrls;
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::Status;
use std::borrow::Cow;

pub(super) fn subject(t: T, kind: LetterKind, event: &str, reference: &str) -> String {
    match kind {
        other if reference.is_empty() => t.letter_subject_plain(event, heading(t, other)),
        LetterKind::Received => t.letter_subject_received(event, reference),
        LetterKind::Confirmed => t.letter_subject_confirmed(event, reference),
        LetterKind::WaitingList => t.letter_subject_waiting_list(event, reference),
        LetterKind::Declined => t.letter_subject_declined(event, reference),
        LetterKind::Withdrawn => t.letter_subject_withdrawn(event, reference),
        // What is new in the heading is new in the subject.
        other => t.letter_subject_any(event, heading(t, other), reference),
    }
}

pub(super) fn heading(t: T, kind: LetterKind) -> String {
    let word = match kind {
        LetterKind::Received => t.letter_heading_received(),
        LetterKind::Confirmed => t.letter_heading_confirmed(),
        LetterKind::WaitingList => t.letter_heading_waiting_list(),
        LetterKind::Declined => t.letter_heading_declined(),
        LetterKind::Withdrawn => t.letter_heading_withdrawn(),
        LetterKind::InfoRequested => t.letter_heading_info_requested(),
        LetterKind::InfoReminder => t.letter_heading_info_reminder(),
        LetterKind::Offered => t.letter_heading_offered(),
        LetterKind::OfferReminder => t.letter_heading_offer_reminder(),
        LetterKind::WaitlistClosed => t.letter_heading_waitlist_closed(),
        LetterKind::Reconfirm => t.letter_heading_reconfirm(),
        LetterKind::ReconfirmReminder => t.letter_heading_reconfirm_reminder(),
        LetterKind::Cancelled => t.letter_heading_cancelled(),
        LetterKind::Expired => t.letter_heading_expired(),
        LetterKind::ChangeApplied => t.letter_heading_change_applied(),
        LetterKind::ChangeRejected => t.letter_heading_change_rejected(),
        LetterKind::DraftBegun => t.letter_heading_draft_begun(),
        LetterKind::DraftReminder => t.letter_heading_draft_reminder(),
        LetterKind::AddressReminder => t.letter_heading_address_reminder(),
        LetterKind::AddressUnproven => t.letter_heading_address_unproven(),
        LetterKind::AgendaChanged => t.letter_heading_agenda_changed(),
        LetterKind::Message => t.letter_heading_message(),
        LetterKind::Reminder => t.letter_heading_reminder(),
        LetterKind::Arrival => t.letter_heading_arrival(),
        LetterKind::ThankYou => t.letter_heading_thank_you(),
        LetterKind::SpeakerInvited => t.letter_heading_speaker_invited(),
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
        LetterKind::InfoRequested | LetterKind::InfoReminder => t.letter_lead_info_requested(),
        LetterKind::Offered | LetterKind::OfferReminder => t.letter_lead_offered(),
        LetterKind::WaitlistClosed => t.letter_lead_waitlist_closed(),
        LetterKind::Reconfirm | LetterKind::ReconfirmReminder => t.letter_lead_reconfirm(),
        LetterKind::Cancelled => t.letter_lead_cancelled(),
        LetterKind::Expired => t.letter_lead_expired(),
        LetterKind::ChangeApplied => t.letter_lead_change_applied(),
        LetterKind::ChangeRejected => t.letter_lead_change_rejected(),
        LetterKind::DraftBegun => t.letter_lead_draft_begun(),
        LetterKind::DraftReminder => t.letter_lead_draft_reminder(),
        LetterKind::AddressReminder => t.letter_lead_address_reminder(),
        LetterKind::AddressUnproven => t.letter_lead_address_unproven(),
        LetterKind::AgendaChanged => t.letter_lead_agenda_changed(),
        LetterKind::Message | LetterKind::Reminder => t.letter_lead_message(),
        LetterKind::Arrival => t.letter_lead_arrival(),
        LetterKind::ThankYou => t.letter_lead_thank_you(),
        LetterKind::SpeakerInvited => t.letter_lead_speaker_invited(),
    };
    word.into_owned()
}

pub(super) fn reason_label(t: T, kind: LetterKind) -> String {
    let word = match kind {
        LetterKind::Withdrawn => t.letter_reason_withdrawn(),
        LetterKind::InfoRequested | LetterKind::InfoReminder => t.letter_reason_asked(),
        _ => t.letter_reason_declined(),
    };
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
            let mut steps: Vec<_> = place_in_queue(facts).into_iter().map(Cow::from).collect();
            steps.extend([t.letter_next_free(), t.letter_next_travel(), t.letter_next_leave()]);
            steps
        }
        LetterKind::InfoRequested | LetterKind::InfoReminder => {
            vec![t.letter_next_answer_page(), t.letter_next_ends()]
        }
        LetterKind::Offered | LetterKind::OfferReminder => {
            vec![t.letter_next_offer_page(), t.letter_next_passes(), t.letter_next_travel()]
        }
        LetterKind::Reconfirm | LetterKind::ReconfirmReminder => {
            vec![t.letter_next_reconfirm_page(), t.letter_next_ends()]
        }
        LetterKind::WaitlistClosed | LetterKind::Expired => vec![t.letter_next_write()],
        LetterKind::ChangeApplied => vec![t.letter_next_change()],
        LetterKind::Declined | LetterKind::Cancelled | LetterKind::ChangeRejected => {
            vec![t.letter_next_mistake()]
        }
        LetterKind::Withdrawn => vec![t.letter_next_not_you(), t.letter_next_back()],
        LetterKind::AgendaChanged => {
            let calendar = facts.calendar.then(|| t.letter_next_calendar_changed());
            let mut steps: Vec<_> = calendar.into_iter().collect();
            steps.push(t.letter_next_agenda_write());
            steps
        }
        LetterKind::DraftBegun | LetterKind::DraftReminder => {
            vec![t.letter_next_draft_send(), t.letter_next_draft_not_you()]
        }
        LetterKind::SpeakerInvited => to_a_speaker(t),
        LetterKind::AddressReminder => vec![t.letter_next_ends(), t.letter_next_not_mine()],
        LetterKind::AddressUnproven => vec![t.letter_next_again(), t.letter_next_not_mine()],
        LetterKind::Message | LetterKind::Reminder => Vec::new(),
        LetterKind::Arrival => vec![
            t.letter_next_desk(),
            t.letter_next_arrival_time(),
            agenda_on_site(facts).into(),
            t.letter_next_withdraw(),
        ],
        LetterKind::ThankYou => vec![t.letter_next_remarks(), t.letter_next_page_stays()],
    };
    let first = super::proves(facts).then(|| t.letter_next_prove());
    first.into_iter().chain(steps).map(Cow::into_owned).collect()
}

/// The place is told only while it is one.
fn place_in_queue(facts: &LetterPageFacts<'_>) -> Option<String> {
    let waiting = facts.about.registration().filter(|of| of.status == Status::Waitlisted)?;
    Some(facts.t.letter_next_queue(waiting.waiting_place?))
}

fn agenda_on_site(facts: &LetterPageFacts<'_>) -> String {
    let (t, event) = (facts.t, facts.event);
    let path = EventUrls::new(event.language(t.lang), event).agenda();
    t.letter_next_agenda(format!("{}{path}", facts.base_url))
}

fn to_a_speaker(t: T) -> Vec<Cow<'static, str>> {
    vec![t.letter_next_speaker_answer(), t.letter_next_speaker_about(), t.letter_next_speaker_change()]
}
