//! Every decision from every status: what is refused changes nothing at all. Then what the delegate answers, what the
//! clock does, and taking decisions back.

use crate::harness::{Db, act, act_at, now, organiser, system};
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{
    Decision, DecisionRefused, Reply, ReplyRefused, Status, Step, UndoRefused, Verdict, after_decision,
};
use plenary_store::{Changed, CommandError, MoveRefused};

fn hours(hours: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_hours(hours)).unwrap()
}

/// A verdict that lacks nothing.
fn verdict(decision: Decision) -> Verdict {
    let answer_by = decision.needs_deadline().then(|| hours(72));
    Verdict { answer_by, ..Verdict::plain(decision, "reason".to_owned()) }
}

async fn decide(db: &Db, event: EventId, id: RegistrationId, decision: Decision) {
    let decided = db.store.decide(system(), event, vec![id], verdict(decision)).await.unwrap();
    assert!(decided.outcomes[0].1.is_ok(), "{decision:?}: {decided:?}");
}

/// A registration that has come to this status by the front door, where there is one.
async fn in_status(db: &Db, event: EventId, status: Status) -> RegistrationId {
    let id = db.register(event, &[]).await;
    let by = async |decisions: &[Decision]| {
        for decision in decisions {
            decide(db, event, id, *decision).await;
        }
    };
    let delegate = || act(Actor::Delegate(id));
    match status {
        Status::Submitted => {}
        Status::InfoRequested => by(&[Decision::RequestInfo]).await,
        Status::Confirmed => by(&[Decision::Confirm]).await,
        Status::ReconfirmRequired => by(&[Decision::Confirm, Decision::Reconfirm]).await,
        Status::Cancelled => by(&[Decision::Confirm, Decision::Cancel]).await,
        Status::Waitlisted => by(&[Decision::Waitlist]).await,
        Status::Offered => by(&[Decision::Waitlist, Decision::Offer]).await,
        Status::WaitlistClosed => {
            by(&[Decision::Waitlist, Decision::Offer]).await;
            db.store.reply(delegate(), event, id, Reply::PassOffer).await.unwrap();
        }
        Status::Declined => by(&[Decision::Decline]).await,
        Status::Withdrawn => db.store.withdraw(delegate(), event, id, String::new()).await.unwrap(),
        Status::Expired => {
            by(&[Decision::RequestInfo]).await;
            db.store.keep_deadlines(act_at(Actor::System, hours(80))).await.unwrap();
        }
        // Their commands come with delegations.
        Status::AwaitingEndorsement | Status::Replaced => {
            let sql = format!("UPDATE registration SET status = '{}' WHERE id = '{id}'", status.code());
            db.raw.batch_execute(&sql).await.unwrap();
        }
    }
    assert_eq!(db.store.registration(event, id).await.unwrap().status, status);
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_either_is_written_with_audit_and_letter_or_changes_nothing() {
    let db = Db::new().await;
    db.account(7).await;
    for status in Status::ALL {
        // An event of its own: what is freed must not be offered to those of another status.
        let event = db.event(DecisionMode::Organisers, 50).await;
        let actor = organiser(event);
        for decision in Decision::ALL {
            for verdict in [Verdict::plain(decision, String::new()), verdict(decision)] {
                let id = in_status(&db, event, status).await;
                let counts = async || {
                    let about = |table: &str, column: &str| {
                        format!("SELECT count(*) FROM {table} WHERE {column} = '{id}'")
                    };
                    let audit = db.number(&about("audit", "subject_id")).await;
                    (audit, db.number(&about("outbox", "registration_id")).await)
                };
                let (before, (audit, letters)) = (db.everything().await, counts().await);
                let expected = after_decision(status, &verdict, now());
                let decided = db.store.decide(act(actor.clone()), event, vec![id], verdict).await.unwrap();
                assert_eq!(decided.outcomes, [(id, expected)], "{decision:?} from {status:?}");
                let Ok(to) = expected else {
                    assert_eq!(db.everything().await, before, "{decision:?} from {status:?} is refused");
                    continue;
                };
                let after = db.store.registration(event, id).await.unwrap();
                assert_eq!(after.status, to);
                assert_eq!(after.waiting_place.is_some(), to == Status::Waitlisted);
                assert_eq!(after.answer_by.is_some(), to.has_deadline(), "{to:?}");
                let letter = i64::from(!matches!(decision, Decision::Reopen | Decision::Endorse));
                assert_eq!(counts().await, (audit + 1, letters + letter), "{decision:?} from {status:?}");
            }
        }
        let taken = db.store.event_places(event).await.unwrap().taken;
        let holding = format!(
            "SELECT count(*) FROM registration WHERE event_id = '{event}'
            AND status IN ('confirmed', 'offered', 'reconfirm_required')"
        );
        assert_eq!(taken, db.number(&holding).await, "from {status:?}");
        db.figures_are_right().await;
    }
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_without_a_reason_is_refused_for_that_one_only() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let (active, ended) = (db.register(event, &[]).await, db.register(event, &[]).await);
    db.store.withdraw(act(Actor::Delegate(ended)), event, ended, String::new()).await.unwrap();
    let full = Verdict::plain(Decision::Decline, "full".to_owned());
    let decided = db.store.decide(system(), event, vec![ended, active], full).await.unwrap();
    assert_eq!(
        decided.outcomes,
        [(ended, Err(DecisionRefused::NotFrom(Status::Withdrawn))), (active, Ok(Status::Declined))]
    );
    assert_eq!(db.store.registration(event, active).await.unwrap().reason, "full");
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freed_place_is_offered_in_order_taken_passed_on_or_lost_by_the_clock() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(db.register(event, &[]).await);
    }
    let status = async |n: usize| db.store.registration(event, ids[n]).await.unwrap().status;
    let delegate = |n: usize| act(Actor::Delegate(ids[n]));
    db.store.withdraw(delegate(0), event, ids[0], String::new()).await.unwrap();
    assert_eq!((status(1).await, status(2).await), (Status::Offered, Status::Waitlisted));
    let offered = db.store.registration(event, ids[1]).await.unwrap();
    assert_eq!(offered.answer_by, Some(hours(48)));
    db.store.reply(delegate(1), event, ids[1], Reply::PassOffer).await.unwrap();
    assert_eq!((status(1).await, status(2).await), (Status::WaitlistClosed, Status::Offered));
    // Nothing happens in time, a reminder comes the day before, and then the next one has it.
    assert_eq!(db.store.keep_deadlines(act_at(Actor::System, hours(23))).await, Ok(0));
    assert_eq!(db.store.keep_deadlines(act_at(Actor::System, hours(25))).await, Ok(1));
    assert_eq!(db.store.keep_deadlines(act_at(Actor::System, hours(26))).await, Ok(0), "only one reminder");
    assert_eq!(db.store.keep_deadlines(act_at(Actor::System, hours(48))).await, Ok(1));
    assert_eq!((status(2).await, status(3).await), (Status::WaitlistClosed, Status::Offered));
    let late = db.store.reply(act_at(Actor::Delegate(ids[2]), hours(49)), event, ids[2], Reply::TakeOffer);
    assert_eq!(late.await, Err(CommandError::Refused(ReplyRefused::NotFrom(Status::WaitlistClosed))));
    let taken = act_at(Actor::Delegate(ids[3]), hours(50));
    assert_eq!(db.store.reply(taken, event, ids[3], Reply::TakeOffer).await, Ok(Status::Confirmed));
    assert_eq!(status(4).await, Status::Waitlisted);
    let places = db.store.event_places(event).await.unwrap();
    assert_eq!((places.total, places.taken), (1, 1));
    let kinds: Vec<_> =
        db.store.letters_of(event, ids[2]).await.unwrap().iter().map(|l| l.kind.code()).collect();
    for kind in ["waiting_list", "offered", "offer_reminder", "waitlist_closed"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_replies_and_what_was_put_aside_is_passed_over() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let [a, b, c] =
        [db.register(event, &[]).await, db.register(event, &[]).await, db.register(event, &[]).await];
    db.store.set_held(system(), event, b, true).await.unwrap();
    db.store.withdraw(act(Actor::Delegate(a)), event, a, String::new()).await.unwrap();
    let status = async |id| db.store.registration(event, id).await.unwrap().status;
    assert_eq!((status(b).await, status(c).await), (Status::Waitlisted, Status::Offered));
    let stranger = db.store.reply(act(Actor::Delegate(a)), event, c, Reply::TakeOffer).await;
    assert_eq!(stranger, Err(CommandError::Store(plenary_store::StoreError::NotFound)));
    assert_eq!(status(c).await, Status::Offered);
    // The place that nobody else wants waits for whoever is taken up again.
    db.store.reply(act(Actor::Delegate(c)), event, c, Reply::PassOffer).await.unwrap();
    assert_eq!(status(b).await, Status::Waitlisted);
    db.store.set_held(system(), event, b, false).await.unwrap();
    assert_eq!(status(b).await, Status::Offered);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_waits_ends_with_its_registration() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let id = db.register(event, &[]).await;
    let mut other = crate::harness::answers(&[]);
    other.0.insert("family".to_owned(), vec!["Rahimova".to_owned()]);
    let asked = db.store.change_answers(act(Actor::Delegate(id)), event, id, 1, Step::About, other).await;
    assert_eq!(asked, Ok(Changed::Asked));
    decide(&db, event, id, Decision::Cancel).await;
    assert_eq!(db.store.change_request(event, id).await, Ok(None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_taken_back_whole_while_its_letter_waits_and_not_afterwards() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let [a, b] = [db.register(event, &[]).await, db.register(event, &[]).await];
    let decide = async || {
        let confirm = Verdict::plain(Decision::Confirm, String::new());
        db.store.decide(system(), event, vec![a, b], confirm).await.unwrap()
    };
    let decided = decide().await;
    let due = db.number("SELECT count(*) FROM outbox WHERE kind = 'confirmed' AND due_at > queued_at").await;
    assert_eq!(due, 2, "letters wait");
    let undone = db.store.undo_decisions(system(), event, decided.batch).await.unwrap();
    assert_eq!(undone.iter().map(|(_, to)| *to).collect::<Vec<_>>(), [Ok(Status::Submitted); 2]);
    assert_eq!(db.store.event_places(event).await.unwrap().taken, 0);
    assert_eq!(db.number("SELECT count(*) FROM outbox WHERE state = 'cancelled'").await, 2);
    let again = db.store.undo_decisions(system(), event, decided.batch).await;
    assert_eq!(again, Err(CommandError::Store(plenary_store::StoreError::NotFound)), "only once");
    let decided = decide().await;
    db.store.withdraw(act(Actor::Delegate(b)), event, b, String::new()).await.unwrap();
    let undone = db.store.undo_decisions(system(), event, decided.batch).await.unwrap();
    let of = |id| undone.iter().find(|(of, _)| *of == id).map(|(_, to)| *to);
    assert_eq!((of(a), of(b)), (Some(Ok(Status::Submitted)), Some(Err(UndoRefused::ChangedMeanwhile))));
    let decided = db
        .store
        .decide(system(), event, vec![a], Verdict::plain(Decision::Confirm, String::new()))
        .await
        .unwrap();
    let late = act_at(Actor::System, decided.undo_until);
    let undone = db.store.undo_decisions(late, event, decided.batch).await.unwrap();
    assert_eq!(undone, [(a, Err(UndoRefused::TooLate))]);
    assert_eq!(db.store.registration(event, a).await.unwrap().status, Status::Confirmed);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_back_a_cancellation_calls_back_the_offer_of_its_place_unless_it_was_taken() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let inside = db.register(event, &[]).await;
    let waiting = db.register(event, &[]).await;
    let cancel = Verdict::plain(Decision::Cancel, "mistake".to_owned());
    let decided = db.store.decide(system(), event, vec![inside], cancel).await.unwrap();
    let status = async |id| db.store.registration(event, id).await.unwrap().status;
    assert_eq!((status(inside).await, status(waiting).await), (Status::Cancelled, Status::Offered));
    let number = async || {
        let sql = format!("SELECT coalesce(waiting_number, 0) FROM registration WHERE id = '{waiting}'");
        db.number(&sql).await
    };
    let offers =
        "SELECT count(*) FROM outbox WHERE kind = 'offered' AND state = 'queued' AND due_at > queued_at";
    assert_eq!((number().await, db.number(offers).await), (0, 1), "the offer waits as long as the decision");
    let undone = db.store.undo_decisions(system(), event, decided.batch).await.unwrap();
    assert_eq!(undone, [(inside, Ok(Status::Confirmed))]);
    assert_eq!((status(inside).await, status(waiting).await), (Status::Confirmed, Status::Waitlisted));
    assert!(number().await > 0 && db.number(offers).await == 0);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'offer_called_back'").await, 1);
    db.figures_are_right().await;

    let decided = db.store.decide(system(), event, vec![inside], verdict(Decision::Cancel)).await.unwrap();
    assert_eq!(status(waiting).await, Status::Offered);
    db.store.reply(act(Actor::Delegate(waiting)), event, waiting, Reply::TakeOffer).await.unwrap();
    let undone = db.store.undo_decisions(system(), event, decided.batch).await.unwrap();
    assert_eq!(undone, [(inside, Err(UndoRefused::PlaceGone))]);
    assert_eq!((status(inside).await, status(waiting).await), (Status::Cancelled, Status::Confirmed));
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_offered_a_place_and_decided_about_in_one_go_gets_back_what_was_before_both() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let inside = db.register(event, &[]).await;
    let waiting = db.register(event, &[]).await;
    let both = vec![inside, waiting];
    let decided = db.store.decide(system(), event, both.clone(), verdict(Decision::Cancel)).await.unwrap();
    assert_eq!(decided.outcomes.iter().filter(|(_, to)| to.is_ok()).count(), 2, "{decided:?}");
    let status = async |id| db.store.registration(event, id).await.unwrap().status;
    assert_eq!((status(inside).await, status(waiting).await), (Status::Cancelled, Status::Cancelled));
    let undone = db.store.undo_decisions(system(), event, decided.batch).await.unwrap();
    assert_eq!(undone.iter().filter(|(_, to)| to.is_ok()).count(), 2, "{undone:?}");
    assert_eq!((status(inside).await, status(waiting).await), (Status::Confirmed, Status::Waitlisted));
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_the_limit_only_with_a_reason_and_that_place_is_not_offered_on() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 1).await;
    let [a, b, c] =
        [db.register(event, &[]).await, db.register(event, &[]).await, db.register(event, &[]).await];
    decide(&db, event, a, Decision::Confirm).await;
    decide(&db, event, c, Decision::Waitlist).await;
    let over =
        |reason: &str| Verdict { over_limit: true, ..Verdict::plain(Decision::Confirm, reason.to_owned()) };
    let refused = db.store.decide(system(), event, vec![b], over("")).await.unwrap();
    assert_eq!(refused.outcomes, [(b, Err(DecisionRefused::ReasonNeeded))]);
    let done = db.store.decide(system(), event, vec![b], over("Deputy minister")).await.unwrap();
    assert_eq!(done.outcomes, [(b, Ok(Status::Confirmed))]);
    let places = db.store.event_places(event).await.unwrap();
    assert_eq!((places.total, places.taken), (1, 2));
    db.store.withdraw(act(Actor::Delegate(b)), event, b, String::new()).await.unwrap();
    let places = db.store.event_places(event).await.unwrap();
    assert_eq!((places.total, places.taken), (1, 1));
    assert_eq!(db.store.registration(event, c).await.unwrap().status, Status::Waitlisted);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_over_the_limit_comes_back_with_the_decision_that_took_it() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let [_, over, waiting] =
        [db.register(event, &[]).await, db.register(event, &[]).await, db.register(event, &[]).await];
    let yes = Verdict { over_limit: true, ..Verdict::plain(Decision::Confirm, "Deputy minister".to_owned()) };
    db.store.decide(system(), event, vec![over], yes).await.unwrap();
    let places = async || db.store.event_places(event).await.map(|of| (of.total, of.taken)).unwrap();
    assert_eq!(places().await, (1, 2));
    let gone = db.store.decide(system(), event, vec![over], verdict(Decision::Cancel)).await.unwrap();
    assert_eq!(places().await, (1, 1));
    let undone = db.store.undo_decisions(system(), event, gone.batch).await.unwrap();
    assert_eq!(undone, [(over, Ok(Status::Confirmed))]);
    assert_eq!(places().await, (1, 2));
    // The place of the limit itself is not one over it: who waits is not passed over.
    assert_eq!(db.store.registration(event, waiting).await.unwrap().status, Status::Waitlisted);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_changed_only_with_a_reason_and_nobody_falls_out() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let inside = db.register(event, &[]).await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(db.register(event, &[]).await);
    }
    let places = async || {
        let mut places = Vec::new();
        for id in &ids {
            places.push(db.store.registration(event, *id).await.unwrap().waiting_place.unwrap());
        }
        places
    };
    let to = |id, to, reason: &str| db.store.move_in_queue(system(), event, id, (to, reason.to_owned()));
    assert_eq!(to(ids[2], 1, "").await, Err(CommandError::Refused(MoveRefused::ReasonNeeded)));
    assert_eq!(places().await, [1, 2, 3, 4]);
    to(ids[2], 1, "Speaker").await.unwrap();
    assert_eq!(places().await, [2, 3, 1, 4]);
    to(ids[2], 99, "No longer a speaker").await.unwrap();
    assert_eq!(places().await, [1, 2, 4, 3]);
    assert_eq!(to(inside, 1, "x").await, Err(CommandError::Refused(MoveRefused::NotWaiting)));
    db.figures_are_right().await;
}
