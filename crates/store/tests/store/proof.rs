//! Addresses that nobody has proven, and drafts that nobody has sent: what the clock does about them.

use crate::harness::{Db, act, act_at, answers, now, organiser, secret, settings};
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{ProofRefused, Status, VouchRefused};
use plenary_store::{CommandError, DomainLimits, FromLetter, Granted, LetterLink};

const LEASE: SignedDuration = SignedDuration::from_mins(2);
const WIDE: DomainLimits = DomainLimits { hands: 1000, per_minute: 1000 };

fn hours(n: i64) -> Timestamp {
    now() + SignedDuration::from_hours(n)
}

/// An event where addresses have to be proven.
async fn strict(db: &Db, places: i32) -> EventId {
    let settings = plenary_domain::event::EventSettings {
        proof_required: true,
        ..settings(DecisionMode::AtOnce, places)
    };
    db.store.create_event(crate::harness::system(), settings, None, false).await.unwrap()
}

async fn clock(db: &Db, at: Timestamp) -> usize {
    db.store.keep_deadlines(act_at(Actor::System, at)).await.unwrap()
}

/// All letters leave; the tickets of those that have one.
async fn post(db: &Db, at: Timestamp) -> Vec<String> {
    let mut tickets = Vec::new();
    for letter in db.store.lease_letters(at, 99, LEASE, WIDE).await.unwrap() {
        tickets.extend(db.store.letter_facts(&letter).await.unwrap().and_then(|facts| facts.ticket));
        db.store.letter_sent(letter.id, at, Vec::new()).await.unwrap();
    }
    tickets
}

async fn stands(db: &Db, event: EventId, id: RegistrationId) -> (Status, bool) {
    let found = db.store.registration(event, id).await.unwrap();
    (found.status, found.address.is_unproven())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_whose_address_nobody_proves_goes_to_the_next_after_two_days() {
    let db = Db::new().await;
    let event = strict(&db, 1).await;
    let first = db.register(event, &[]).await;
    let ticket = post(&db, now()).await.pop().unwrap();
    let second = db.register(event, &[]).await;
    let theirs = post(&db, now()).await.pop().unwrap();
    db.store.prove_address(act(Actor::Nobody), event, &theirs).await.unwrap();
    assert_eq!(stands(&db, event, first).await, (Status::Confirmed, true));
    assert_eq!(stands(&db, event, second).await, (Status::Waitlisted, false));
    assert_eq!(clock(&db, hours(20)).await, 0);
    assert_eq!(clock(&db, hours(30)).await, 1, "a reminder");
    assert_eq!(clock(&db, hours(31)).await, 0, "only one");
    assert_eq!(post(&db, hours(31)).await.len(), 1, "with a button");
    assert_eq!(clock(&db, hours(48)).await, 1);
    assert_eq!(stands(&db, event, first).await.0, Status::Expired);
    assert_eq!(stands(&db, event, second).await.0, Status::Offered);
    let kinds = "SELECT count(*) FROM outbox WHERE kind IN ('address_reminder', 'address_unproven')";
    assert_eq!(db.number(kinds).await, 2);
    let late = db.store.letter_link(event, &ticket, hours(49)).await.unwrap();
    assert!(matches!(late, LetterLink::Nothing { .. }), "{late:?}");
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_works_for_two_days_for_its_own_event_and_looking_at_it_changes_nothing() {
    let db = Db::new().await;
    let (event, other) = (strict(&db, 5).await, db.event(DecisionMode::AtOnce, 5).await);
    let id = db.register(event, &[]).await;
    let ticket = post(&db, now()).await.pop().unwrap();
    let before = db.everything().await;
    let link = db.store.letter_link(event, &ticket, hours(47)).await.unwrap();
    assert!(matches!(link, LetterLink::Registration { .. }), "{link:?}");
    let old = db.store.letter_link(event, &ticket, hours(48)).await.unwrap();
    assert!(matches!(old, LetterLink::Old { .. }), "{old:?}");
    assert!(db.store.letter_link(other, &ticket, now()).await.is_err());
    let late = db.store.prove_address(act_at(Actor::Nobody, hours(48)), event, &ticket).await;
    assert_eq!(late, Err(CommandError::Refused(ProofRefused::Old)));
    assert_eq!(db.everything().await, before);
    for _ in 0..2 {
        let pressed = db.store.prove_address(act_at(Actor::Nobody, hours(47)), event, &ticket).await;
        assert!(matches!(pressed, Ok(FromLetter::Registration { .. })), "{pressed:?}");
    }
    assert!(!stands(&db, event, id).await.1);
    assert_eq!(clock(&db, hours(99)).await, 0);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'prove_address'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_vouches_once_and_a_letter_on_its_way_gives_more_time() {
    let db = Db::new().await;
    let event = strict(&db, 5).await;
    let id = db.register(event, &[]).await;
    assert_eq!(clock(&db, hours(48)).await, 1, "its letter has not left");
    assert_eq!(stands(&db, event, id).await.0, Status::Confirmed);
    let refused = db.store.vouch_for_address(act(Actor::Nobody), event, id).await;
    assert_eq!(refused, Err(CommandError::Refused(VouchRefused::NotAllowed)));
    db.store.vouch_for_address(act(organiser(event)), event, id).await.unwrap();
    assert!(!stands(&db, event, id).await.1);
    let again = db.store.vouch_for_address(act(organiser(event)), event, id).await;
    assert_eq!(again, Err(CommandError::Refused(VouchRefused::NotFrom(Status::Confirmed))));
    assert_eq!(clock(&db, hours(200)).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_reminded_of_after_two_days_and_before_the_closing_and_not_once_it_is_sent() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let typed = answers(&[]);
    let begin = async |granted| {
        let secret = secret();
        db.store
            .begin_draft(act(Actor::Nobody), event, secret.clone(), typed.clone(), granted)
            .await
            .unwrap();
        secret
    };
    let count = "SELECT count(*) FROM outbox WHERE kind = 'draft_reminder'";
    let draft = begin(Granted::Letter).await;
    begin(Granted::NoLetter).await;
    assert_eq!(db.number("SELECT count(*) FROM outbox WHERE kind = 'draft_begun'").await, 1);
    assert_eq!(clock(&db, hours(47)).await, 0);
    assert_eq!(clock(&db, hours(48)).await, 2);
    assert_eq!(db.number(count).await, 1, "one letter for an address, however many drafts name it");
    assert_eq!(clock(&db, hours(49)).await, 0);
    assert_eq!(post(&db, hours(49)).await.len(), 2);
    db.send(event, &draft).await;
    let closing = "UPDATE draft SET remind_at = now() WHERE registration_id IS NULL";
    db.raw.batch_execute(closing).await.unwrap();
    clock(&db, hours(24 * 29)).await;
    assert_eq!(db.number(count).await, 1, "who has registered needs no reminder");
}
