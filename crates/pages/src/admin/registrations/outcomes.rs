//! What decisions, taking back and tagging came to, each in one message.

use crate::admin::{Notice, NoticeKind};
use crate::texts::T;
use plenary_domain::registration::{Decision, DecisionRefused, Status, TAGS_AT_MOST, UndoRefused};

/// What taking back came to, in one message.
pub fn undone(t: T, outcomes: &[(String, Result<Status, UndoRefused>)]) -> Notice {
    let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let mut sentences = Vec::new();
    if done > 0 || outcomes.is_empty() {
        sentences.push(t.admin_registrations_undone(done));
    }
    let of = |why: UndoRefused| -> Vec<&str> {
        outcomes.iter().filter(|(_, o)| *o == Err(why)).map(|(name, _)| name.as_str()).collect()
    };
    for why in [UndoRefused::TooLate, UndoRefused::ChangedMeanwhile, UndoRefused::PlaceGone] {
        let who = of(why);
        if who.is_empty() {
            continue;
        }
        let (count, names) = (who.len(), some_names(t, &who));
        sentences.push(match why {
            UndoRefused::TooLate => t.admin_registrations_undo_late(count, names),
            UndoRefused::PlaceGone => t.admin_registrations_undo_gone(count, names),
            _ => t.admin_registrations_undo_changed(count, names),
        });
    }
    let kind = if done == outcomes.len() { NoticeKind::Good } else { NoticeKind::Warning };
    Notice { text: sentences.join(" "), kind }
}

/// What tagging several came to, in one message: how many have the tag now, had it before, and have no room for it.
pub fn tagged(t: T, word: &str, (added, had, full): (usize, usize, usize)) -> Notice {
    let mut sentences = vec![t.admin_desk_tagged(added, word)];
    if had > 0 {
        sentences.push(t.admin_desk_tagged_before(had));
    }
    if full > 0 {
        sentences.push(t.admin_desk_tagged_full(full, TAGS_AT_MOST));
    }
    let kind = if full == 0 { NoticeKind::Good } else { NoticeKind::Warning };
    Notice { text: sentences.join(" "), kind }
}

/// What a decision came to, in one message: how many, and who was refused for what.
pub fn decided(t: T, decision: Decision, outcomes: &[(String, Result<Status, DecisionRefused>)]) -> Notice {
    let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let mut sentences = Vec::new();
    if done > 0 || outcomes.is_empty() {
        sentences.push(match decision {
            Decision::Confirm => t.admin_registrations_done_confirm(done),
            Decision::Waitlist => t.admin_registrations_done_waitlist(done),
            Decision::Decline => t.admin_registrations_done_decline(done),
            Decision::Reopen => t.admin_registrations_done_reopen(done),
            other => t.admin_registrations_done_any(t.decision(other), done),
        });
    }
    let mut refusals: Vec<(DecisionRefused, Vec<&str>)> = Vec::new();
    for (name, outcome) in outcomes {
        let Err(refused) = outcome else { continue };
        match refusals.iter_mut().find(|(why, _)| why == refused) {
            Some((_, names)) => names.push(name),
            None => refusals.push((*refused, vec![name])),
        }
    }
    let kind = if refusals.is_empty() { NoticeKind::Good } else { NoticeKind::Warning };
    sentences.extend(refusals.iter().map(|(why, names)| refusal(t, *why, names)));
    Notice { text: sentences.join(" "), kind }
}

fn refusal(t: T, why: DecisionRefused, names: &[&str]) -> String {
    let (count, names) = (names.len(), some_names(t, names));
    match why {
        DecisionRefused::NoPlaceLeft => t.admin_registrations_refused_no_place(count, names),
        DecisionRefused::NotFrom(status) => {
            t.admin_registrations_refused_state(count, names, t.status(status))
        }
        DecisionRefused::ReasonNeeded => t.admin_registrations_refused_reason(count, names),
        DecisionRefused::DeadlineNeeded => t.admin_registrations_refused_deadline(count, names),
        DecisionRefused::NotAllowed => t.admin_registrations_refused_rights(count, names),
    }
}

/// The message travels in a cookie, which holds four thousand letters at most.
const NAMED_AT_MOST: usize = 5;

fn some_names(t: T, names: &[&str]) -> String {
    let first = names.iter().take(NAMED_AT_MOST).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED_AT_MOST) {
        0 => first,
        more => format!("{first} {}", t.admin_registrations_and_more(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::Lang;

    #[test]
    fn the_result_of_a_decision_names_those_who_were_refused() {
        let outcomes = [
            ("A".to_owned(), Ok(Status::Confirmed)),
            ("B".to_owned(), Err(DecisionRefused::NoPlaceLeft)),
            ("C".to_owned(), Err(DecisionRefused::NoPlaceLeft)),
            ("D".to_owned(), Err(DecisionRefused::NotFrom(Status::Declined))),
        ];
        let notice = decided(T::new(Lang::En), Decision::Confirm, &outcomes);
        assert_eq!(
            notice.text,
            "1 registration confirmed. 2 refused, no place left: B, C. 1 refused because it is now “Declined”: D."
        );
        assert_eq!(notice.kind, NoticeKind::Warning);
        assert_eq!(decided(T::new(Lang::En), Decision::Confirm, &outcomes[..1]).kind, NoticeKind::Good);
    }
}
