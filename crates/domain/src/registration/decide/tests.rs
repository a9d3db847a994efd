//! What is allowed from which state, and what is not: every pair of them.

use super::*;
use Status::{
    AwaitingEndorsement, Cancelled, Confirmed, Declined, Expired, InfoRequested, Offered, ReconfirmRequired,
    Submitted, WaitlistClosed, Waitlisted, Withdrawn,
};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn each_decision_is_allowed_from_exactly_these_states() {
    for (decision, from) in [
        (Decision::Endorse, vec![AwaitingEndorsement]),
        (
            Decision::Confirm,
            vec![Submitted, InfoRequested, Waitlisted, Offered, ReconfirmRequired, WaitlistClosed],
        ),
        (Decision::RequestInfo, vec![Submitted]),
        (Decision::Waitlist, vec![Submitted, InfoRequested]),
        (Decision::Offer, vec![Waitlisted, WaitlistClosed]),
        (Decision::Decline, vec![AwaitingEndorsement, Submitted, InfoRequested, Waitlisted]),
        (Decision::Reconfirm, vec![Confirmed]),
        (Decision::Cancel, vec![Offered, Confirmed, ReconfirmRequired]),
        (Decision::Reopen, vec![WaitlistClosed, Declined, Withdrawn, Cancelled, Expired]),
    ] {
        for status in Status::ALL {
            let allowed = state_after(status, decision);
            assert_eq!(allowed.is_ok(), from.contains(&status), "{decision:?} from {status:?}");
            if !from.contains(&status) {
                assert_eq!(allowed, Err(DecisionRefused::NotFrom(status)));
            }
        }
    }
}

#[test]
fn a_verdict_needs_what_the_delegate_has_to_know() {
    let plain = |decision, reason: &str| Verdict::plain(decision, reason.to_owned());
    let after = |from, verdict: &Verdict| after_decision(from, verdict, at(100));
    assert_eq!(after(Submitted, &plain(Decision::Decline, "")), Err(DecisionRefused::ReasonNeeded));
    assert_eq!(after(Submitted, &plain(Decision::Decline, "full")), Ok(Declined));
    assert_eq!(after(Confirmed, &plain(Decision::Cancel, "")), Err(DecisionRefused::ReasonNeeded));
    let ask = |answer_by| Verdict { answer_by, ..plain(Decision::RequestInfo, "Which unit?") };
    assert_eq!(after(Submitted, &ask(None)), Err(DecisionRefused::DeadlineNeeded));
    assert_eq!(after(Submitted, &ask(Some(at(100)))), Err(DecisionRefused::DeadlineNeeded));
    assert_eq!(after(Submitted, &ask(Some(at(101)))), Ok(InfoRequested));
    let over = |reason| Verdict { over_limit: true, ..plain(Decision::Confirm, reason) };
    assert_eq!(after(Submitted, &over("")), Err(DecisionRefused::ReasonNeeded));
    assert_eq!(after(Submitted, &over("Head of delegation")), Ok(Confirmed));
}

#[test]
fn a_reply_is_taken_only_where_it_was_asked_for_and_in_time() {
    let allowed = [
        (Offered, Reply::TakeOffer, Confirmed),
        (Offered, Reply::PassOffer, WaitlistClosed),
        (ReconfirmRequired, Reply::StillComing, Confirmed),
        (ReconfirmRequired, Reply::NotComing, Withdrawn),
        (InfoRequested, Reply::InfoGiven, Submitted),
    ];
    for status in Status::ALL {
        for reply in Reply::ALL {
            let to = allowed.iter().find(|(from, of, _)| (*from, *of) == (status, reply));
            let expected = to.map(|(.., to)| *to).ok_or(ReplyRefused::NotFrom(status));
            assert_eq!(after_reply(status, reply, Some(at(9)), at(8)), expected, "{reply:?} {status:?}");
            if to.is_some() {
                let late = after_reply(status, reply, Some(at(9)), at(9));
                assert_eq!(late, Err(ReplyRefused::TooLate { at: at(9) }));
            }
        }
    }
}

#[test]
fn exactly_the_states_with_a_deadline_end_by_it_and_have_a_reminder() {
    for status in Status::ALL {
        assert_eq!(after_deadline(status).is_some(), status.has_deadline(), "{status:?}");
        assert_eq!(reminder_for(status).is_some(), status.has_deadline(), "{status:?}");
        assert_eq!(Status::parse(status.code()), Some(status));
    }
    assert_eq!(remind_at(at(0), at(10 * 86_400)), at(9 * 86_400));
    assert_eq!(remind_at(at(0), at(3600)), at(1800));
}

#[test]
fn what_has_ended_can_be_neither_withdrawn_nor_changed() {
    for status in Status::ALL {
        assert_eq!(may_withdraw(status).is_ok(), status.is_active());
        assert_eq!(may_change(status).is_ok(), status.is_active());
        assert!(!status.holds_place() || status.is_active());
    }
}

#[test]
fn a_place_is_given_at_once_or_never_by_the_program() {
    assert_eq!(on_submit(DecisionMode::Organisers, Claimed::Got), Registered::Submitted);
    assert_eq!(on_submit(DecisionMode::AtOnce, Claimed::Got), Registered::Confirmed);
    assert_eq!(on_submit(DecisionMode::AtOnce, Claimed::NoneLeft), Registered::Waitlisted);
}

#[test]
fn every_state_that_a_delegate_should_hear_of_brings_its_letter() {
    assert_eq!(letter_for(Submitted, false), None);
    let silent: Vec<_> = Status::ALL.into_iter().filter(|s| letter_for(*s, true).is_none()).collect();
    assert_eq!(silent, [Status::Replaced]);
}
