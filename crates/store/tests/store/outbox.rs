//! The outbox: held back, shared out by domain, taken back with its reason, and brought back by mail servers.

use crate::harness::{Db, act_at, now, organiser};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::EventId;
use plenary_domain::letter::{Bounce, BounceKind, DomainLimits, LetterStage, LettersIn, bounce};
use plenary_domain::registration::{Decision, Verdict};
use plenary_store::{LeasedLetter, LetterFilter};
use std::collections::BTreeSet;

/// The account of [`organiser`].
const ORGANISER: u128 = 7;
const LEASE: SignedDuration = SignedDuration::from_mins(2);
const TWO: DomainLimits = DomainLimits { hands: 2, per_minute: 5 };

/// So many letters to each domain, the first domain's due first.
async fn queue(db: &Db, event: EventId, domains: &[(&str, i64)]) {
    db.register(event, &[]).await;
    db.raw.batch_execute("DELETE FROM outbox").await.unwrap();
    for (place, (domain, count)) in domains.iter().enumerate() {
        let rows = format!(
            "INSERT INTO outbox (id, event_id, registration_id, kind, language, recipient, due_at, queued_at)
            SELECT gen_random_uuid(), event_id, id, 'received', 'en', 'd' || n || '@{domain}',
                '{now}'::timestamptz - interval '1 hour' + interval '1 second' * {place}, '{now}'
            FROM (SELECT * FROM registration LIMIT 1) AS r, generate_series(1, {count}) AS n",
            now = now()
        );
        db.raw.batch_execute(&rows).await.unwrap();
    }
}

async fn lease(db: &Db, at: Timestamp, limit: usize) -> Vec<LeasedLetter> {
    db.store.lease_letters(at, limit, LEASE, TWO).await.unwrap()
}

fn domains(letters: &[LeasedLetter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.recipient.split('@').nth(1).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_with_many_letters_leaves_room_for_the_others() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    queue(&db, event, &[("slow.example", 300), ("a.example", 3), ("b.example", 1)]).await;
    let first = lease(&db, now(), 4).await;
    assert_eq!(domains(&first), ["slow.example", "slow.example"], "as far as it looks");
    let second = lease(&db, now(), 9).await;
    assert_eq!(domains(&second), ["a.example", "a.example", "b.example"]);
    assert_eq!(lease(&db, now(), 9).await, []);
    db.store.letter_sent(second[0].id, now(), vec![]).await.unwrap();
    assert_eq!(domains(&lease(&db, now(), 9).await), ["a.example"]);
    // Five a minute: two are sent, then three more, and then it waits.
    for letter in &first {
        db.store.letter_sent(letter.id, now(), vec![]).await.unwrap();
    }
    for wanted in [2, 1, 0] {
        let more = lease(&db, now(), 9).await;
        assert_eq!(domains(&more).len(), wanted);
        for letter in more {
            db.store.letter_sent(letter.id, now(), vec![]).await.unwrap();
        }
    }
    assert_eq!(domains(&lease(&db, now() + 61.seconds(), 9).await).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_who_look_at_the_same_moment_keep_the_limit_together() {
    let db = std::sync::Arc::new(Db::new().await);
    let event = db.event(DecisionMode::Organisers, 5).await;
    queue(&db, event, &[("slow.example", 50)]).await;
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let db = std::sync::Arc::clone(&db);
            tokio::spawn(async move { lease(&db, now(), 4).await.len() })
        })
        .collect();
    let mut leased = 0;
    for worker in workers {
        leased += worker.await.unwrap();
    }
    assert_eq!(leased, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_an_event_wait_while_they_are_held_back() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    queue(&db, event, &[("a.example", 1)]).await;
    db.account(ORGANISER).await;
    let act = || act_at(organiser(event), now());
    assert!(db.store.pause_letters(act(), event, " ").await.is_err());
    db.store.pause_letters(act(), event, "Wrong text").await.unwrap();
    db.store.pause_letters(act(), event, "Twice").await.unwrap();
    assert_eq!(lease(&db, now(), 9).await, []);
    let list = db.store.letters(&organiser(event), event, &LetterFilter::all(now())).await.unwrap();
    assert_eq!(list.pause.map(|pause| pause.reason), Some("Wrong text".to_owned()));
    db.store.resume_letters(act(), event).await.unwrap();
    db.store.resume_letters(act(), event).await.unwrap();
    assert_eq!(lease(&db, now(), 9).await.len(), 1);
    let trail = "SELECT count(*) FROM audit WHERE action IN ('pause_letters', 'resume_letters')";
    assert_eq!(db.number(trail).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_filters_by_what_each_letter_says_of_itself() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    queue(&db, event, &[("a.example", 9)]).await;
    let late = now() + 1.hour();
    let mut letters =
        db.store.lease_letters(now(), 9, LEASE, DomainLimits { hands: 9, per_minute: 9 }).await.unwrap();
    let mut next = || letters.pop().unwrap();
    db.store.letter_sent(next().id, now(), vec![]).await.unwrap();
    db.store.letter_failed(next().id, "no").await.unwrap();
    db.store.letter_deferred(next().id, late, "later").await.unwrap();
    db.store.letter_needless(next().id).await.unwrap();
    let back = next().id;
    db.store.letter_sent(back, now(), vec![]).await.unwrap();
    assert!(db.store.letter_bounced(back, now(), &hard()).await.unwrap());
    db.store.release_lease(next().id).await.unwrap();
    let held = next().id;
    db.store.release_lease(held).await.unwrap();
    let later = format!("UPDATE outbox SET due_at = '{late}' WHERE id = '{held}'");
    db.raw.batch_execute(&later).await.unwrap();
    db.account(ORGANISER).await;
    for paused in [false, true] {
        if paused {
            db.store.pause_letters(act_at(organiser(event), now()), event, "Wait").await.unwrap();
        }
        let list = async |letters| {
            let filter = LetterFilter { letters, ..LetterFilter::all(now()) };
            db.store.letters(&organiser(event), event, &filter).await.unwrap().rows
        };
        let all = list(None).await;
        assert_eq!(all.len(), 9);
        let mut stages = BTreeSet::new();
        for stage in LetterStage::ALL {
            let expected: Vec<_> = all.iter().filter(|row| row.stage(now()) == *stage).cloned().collect();
            stages.extend((!expected.is_empty()).then_some(*stage));
            assert_eq!(list(Some(LettersIn::Stage(*stage))).await, expected, "{stage:?}, paused: {paused}");
        }
        assert_eq!(stages.len(), if paused { 6 } else { 8 });
        let open = all.iter().filter(|row| row.stage(now()).is_open()).count();
        assert_eq!(list(Some(LettersIn::Open)).await.len(), open);
    }
}

fn hard() -> Bounce {
    bounce("failed", "5.1.1", "no such user").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_comes_back_once_and_only_if_it_was_sent() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    queue(&db, event, &[("a.example", 1)]).await;
    let letter = lease(&db, now(), 1).await.remove(0);
    assert_eq!((hard().kind, letter.hard_bounces), (BounceKind::Hard, 0));
    assert!(!db.store.letter_bounced(letter.id, now(), &hard()).await.unwrap(), "it has not left");
    db.store.letter_sent(letter.id, now(), b"x".to_vec()).await.unwrap();
    assert!(db.store.letter_bounced(letter.id, now(), &hard()).await.unwrap());
    assert!(!db.store.letter_bounced(letter.id, now() + 1.hour(), &hard()).await.unwrap());
    // A worker that was slow says that it has sent it, which is no news.
    db.store.letter_sent(letter.id, now(), b"y".to_vec()).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM outbox WHERE state = 'bounced' AND message = 'x'").await, 1);
    let again = "INSERT INTO outbox (id, event_id, registration_id, kind, language, recipient, due_at, queued_at)
        SELECT gen_random_uuid(), event_id, registration_id, kind, language, recipient, due_at, queued_at FROM outbox";
    db.raw.batch_execute(again).await.unwrap();
    let second = lease(&db, now(), 1).await.remove(0);
    assert_eq!(second.hard_bounces, 1);
    db.store.release_lease(second.id).await.unwrap();
    db.account(ORGANISER).await;
    db.store.settle_bounces(act_at(organiser(event), now()), event, letter.id).await.unwrap();
    assert_eq!(lease(&db, now(), 1).await.remove(0).hard_bounces, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_not_true_any_more_is_taken_back_and_given_back_with_the_decision() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    db.account(ORGANISER).await;
    let id = db.register(event, &[]).await;
    let of = async || {
        let rows = db.store.letters_of(event, id).await.unwrap();
        let mut found: Vec<_> = rows.iter().map(|row| (row.kind.code(), row.state.code())).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(of().await, [("received", "queued")]);
    let confirm = Verdict::plain(Decision::Confirm, String::new());
    let decided = db.store.decide(act_at(organiser(event), now()), event, vec![id], confirm).await.unwrap();
    assert_eq!(of().await, [("confirmed", "queued"), ("received", "cancelled")]);
    db.store.undo_decisions(act_at(organiser(event), now()), event, decided.batch).await.unwrap();
    assert_eq!(of().await, [("confirmed", "cancelled"), ("received", "queued")]);
    // Under way: nobody can take it back, so the worker asks once more.
    let letter = lease(&db, now(), 1).await.remove(0);
    db.store.withdraw(act_at(organiser(event), now()), event, id, String::new()).await.unwrap();
    assert_eq!(db.store.letter_facts(&letter).await.unwrap(), None);
    db.store.letter_needless(letter.id).await.unwrap();
    assert_eq!(of().await, [("confirmed", "cancelled"), ("received", "cancelled"), ("withdrawn", "queued")]);
}
