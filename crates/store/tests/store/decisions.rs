//! Every decision from every status: what is refused changes nothing at all.

use crate::harness::{Db, act, organiser, system};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{Decision, DecisionRefused, Status, after_decision};

/// A registration that has come to this status by the front door.
async fn in_status(db: &Db, event: EventId, status: Status) -> RegistrationId {
    let id = db.register(event, &[]).await;
    let decide = async |decision| {
        db.store.decide(system(), event, vec![id], decision, "reason".to_owned()).await.unwrap();
    };
    match status {
        Status::Submitted => {}
        Status::Confirmed => decide(Decision::Confirm).await,
        Status::Waitlisted => decide(Decision::Waitlist).await,
        Status::Declined => decide(Decision::Decline).await,
        Status::Withdrawn => {
            db.store.withdraw(act(Actor::Delegate(id)), event, id, String::new()).await.unwrap();
        }
    }
    assert_eq!(db.store.registration(event, id).await.unwrap().status, status);
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_either_is_written_with_audit_and_letter_or_changes_nothing() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 50).await;
    let actor = organiser(event);
    let counts = async || {
        let audit = db.number("SELECT count(*) FROM audit").await;
        (audit, db.number("SELECT count(*) FROM outbox").await)
    };
    for status in Status::ALL {
        for decision in Decision::ALL {
            for reason in ["", "reason"] {
                let id = in_status(&db, event, status).await;
                let (before, (audit, letters)) = (db.everything().await, counts().await);
                let expected = after_decision(status, decision, reason);
                let decided =
                    db.store.decide(act(actor.clone()), event, vec![id], decision, reason.to_owned()).await;
                assert_eq!(decided.unwrap(), [(id, expected)], "{decision:?} from {status:?}");
                let Ok(to) = expected else {
                    assert_eq!(db.everything().await, before, "{decision:?} from {status:?} is refused");
                    continue;
                };
                let now = db.store.registration(event, id).await.unwrap();
                assert_eq!(now.status, to);
                assert_eq!(now.waiting_place.is_some(), to == Status::Waitlisted);
                let letter = i64::from(decision != Decision::Reopen);
                assert_eq!(counts().await, (audit + 1, letters + letter), "{decision:?} from {status:?}");
            }
        }
    }
    let taken = db.store.event_places(event).await.unwrap().taken;
    assert_eq!(taken, db.number("SELECT count(*) FROM registration WHERE status = 'confirmed'").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_without_a_reason_is_refused_for_that_one_only() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let (active, ended) = (db.register(event, &[]).await, db.register(event, &[]).await);
    db.store.withdraw(act(Actor::Delegate(ended)), event, ended, String::new()).await.unwrap();
    let ids = vec![ended, active];
    let decided = db.store.decide(system(), event, ids, Decision::Decline, "full".to_owned()).await.unwrap();
    assert_eq!(
        decided,
        [(ended, Err(DecisionRefused::NotFrom(Status::Withdrawn))), (active, Ok(Status::Declined))]
    );
    assert_eq!(db.store.registration(event, active).await.unwrap().reason, "full");
}
