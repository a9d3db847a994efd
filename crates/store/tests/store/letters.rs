//! The outbox as workers see it.

use crate::harness::{Db, answers, now, organiser};
use jiff::{SignedDuration, ToSpan};
use plenary_domain::Lang;
use plenary_domain::event::DecisionMode;
use plenary_domain::letter::{AboutFacts, LetterAbout, LetterKind, LetterStage, LetterState, LettersIn};
use plenary_store::{DomainLimits, LetterFilter, Notice};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

const LEASE: SignedDuration = SignedDuration::from_mins(2);
const WIDE: DomainLimits = DomainLimits { hands: 1000, per_minute: 1000 };

#[tokio::test(flavor = "multi_thread")]
async fn four_workers_take_twenty_letters_once_each() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::Organisers, 5).await;
    for _ in 0..20 {
        db.register(event, &[]).await;
    }
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let leased = db.store.lease_letters(now(), 3, LEASE, WIDE).await.unwrap();
                    if leased.is_empty() {
                        return mine;
                    }
                    mine.extend(leased.into_iter().map(|letter| letter.id));
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (20, 20));
    assert_eq!(db.store.lease_letters(now() + 1.minute(), 99, LEASE, WIDE).await.unwrap(), []);
    let expired = db.store.lease_letters(now() + 3.minutes(), 99, LEASE, WIDE).await.unwrap();
    assert_eq!(expired.len(), 20, "a worker that died leaves a lease that runs out");
    assert!(expired.iter().all(|letter| letter.attempts == 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_sent_deferred_failed_or_given_back() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    for _ in 0..4 {
        db.register(event, &[]).await;
    }
    let store = &db.store;
    assert_eq!(store.next_letter_due().await.unwrap(), Some(now()));
    let leased = store.lease_letters(now(), 9, LEASE, WIDE).await.unwrap();
    assert_eq!(store.next_letter_due().await.unwrap(), Some(now() + LEASE));
    let [sent, deferred, failed, back] = &leased[..] else { panic!("{leased:?}") };
    assert_eq!((sent.kind, sent.attempts, sent.queued_at), (LetterKind::Received, 1, now()));
    let facts = store.letter_facts(sent).await.unwrap().unwrap();
    let registration = facts.about.registration().unwrap();
    let about = LetterAbout::Registration(registration.id);
    assert_eq!((facts.event.id, about, facts.agenda.as_ref()), (event, sent.about, None));
    assert_eq!(registration.answers.email.as_str(), sent.recipient);
    store.letter_sent(sent.id, now(), b"Subject: x".to_vec()).await.unwrap();
    store.letter_deferred(deferred.id, now() + 1.hour(), "greylisted").await.unwrap();
    store.letter_failed(failed.id, "no such user").await.unwrap();
    store.release_lease(back.id).await.unwrap();
    let again = store.lease_letters(now(), 9, LEASE, WIDE).await.unwrap();
    assert_eq!(again.iter().map(|letter| (letter.id, letter.attempts)).collect::<Vec<_>>(), [(back.id, 1)]);
    let later = store.lease_letters(now() + 1.hour(), 9, LEASE, WIDE).await.unwrap();
    assert!(later.iter().any(|letter| letter.id == deferred.id && letter.attempts == 2));
    let figures = store.outbox_figures().await.unwrap();
    assert_eq!((figures.queued, figures.failed), (2, 1));
    let actor = organiser(event);
    let list = async |letters, query: &str| {
        let filter = LetterFilter { letters, query: query.to_owned(), ..LetterFilter::all(now()) };
        store
            .letters(&actor, event, &filter)
            .await
            .unwrap()
            .rows
            .into_iter()
            .map(|row| row.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(list(Some(LettersIn::Stage(LetterStage::Failed)), "").await, [failed.id]);
    assert_eq!(list(None, &sent.recipient).await, [sent.id]);
    assert_eq!(list(None, "yusupova").await.len(), 4);
    let (row, message) = store.letter(&actor, event, sent.id).await.unwrap();
    assert_eq!(
        (row.state, row.has_message, message),
        (LetterState::Sent, true, Some(b"Subject: x".to_vec()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_may_be_about_a_draft_a_speaker_or_an_organiser_and_about_one_of_them_only() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let draft = db.draft(event, answers(&[])).await;
    db.account(5).await;
    let insert = format!(
        "INSERT INTO speaker (event_id, id, name, position, about)
            VALUES ('{event}', gen_random_uuid(), '{{\"en\":\"Ayan\"}}', '{{}}', '{{}}');
        INSERT INTO outbox (id, event_id, draft_id, speaker_id, account_id, kind, language, recipient, due_at, queued_at)
            SELECT gen_random_uuid(), '{event}', d.id, s.id, a.id, 'draft_begun', 'en', 'z@example.org', '{now}', '{now}'
            FROM (SELECT id, 1 AS n FROM draft UNION ALL SELECT NULL, 2 UNION ALL SELECT NULL, 3) AS d
            JOIN (SELECT id, 2 AS n FROM speaker UNION ALL SELECT NULL, 1 UNION ALL SELECT NULL, 3) AS s USING (n)
            JOIN (SELECT id, 3 AS n FROM account UNION ALL SELECT NULL, 1 UNION ALL SELECT NULL, 2) AS a USING (n)",
        now = now()
    );
    db.raw.batch_execute(&insert).await.unwrap();
    for both in ["speaker_id = (SELECT id FROM speaker)", "draft_id = NULL"] {
        let refused =
            db.raw.execute(&format!("UPDATE outbox SET {both} WHERE draft_id IS NOT NULL"), &[]).await;
        assert!(refused.unwrap_err().as_db_error().unwrap().constraint() == Some("outbox_is_about_one"));
    }
    let leased = db.store.lease_letters(now(), 9, LEASE, WIDE).await.unwrap();
    assert_eq!(leased.len(), 3);
    let listed = db.store.letters(&organiser(event), event, &LetterFilter::all(now())).await.unwrap();
    let named = |about| listed.rows.iter().find(|row| row.about == about).unwrap().name.clone();
    for letter in &leased {
        let facts = db.store.letter_facts(letter).await.unwrap().unwrap();
        match facts.about {
            AboutFacts::Draft(of) => {
                assert_eq!((of.secret, named(letter.about)), (draft.clone(), String::new()));
            }
            AboutFacts::Speaker(of) => {
                assert_eq!((of.name.get(Lang::En), named(letter.about).as_str()), ("Ayan", "Ayan"));
            }
            AboutFacts::Account(of) => assert_eq!(of.name, named(letter.about)),
            AboutFacts::Registration(_) => panic!("about a registration"),
        }
    }
    db.send(event, &draft).await;
    let of_draft = leased.iter().find(|letter| matches!(letter.about, LetterAbout::Draft(_))).unwrap();
    assert_eq!(db.store.letter_facts(of_draft).await.unwrap(), None, "it was sent: the letter is needless");
    db.store.letter_needless(of_draft.id).await.unwrap();
    let (row, _) = db.store.letter(&organiser(event), event, of_draft.id).await.unwrap();
    assert_eq!(row.state, LetterState::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queued_letter_and_a_release_wake_whoever_listens_also_after_a_gap() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let (tx, mut rx) = tokio::sync::mpsc::unbounded_channel();
    let store = db.store.clone();
    let listening = tokio::spawn(async move { store.listen(&["outbox", "event_changed"], tx).await });
    let mut next = async || tokio::time::timeout(Duration::from_secs(10), rx.recv()).await.unwrap().unwrap();
    assert_eq!(next().await, Notice::Reconnected);
    db.register(event, &[]).await;
    assert_eq!(next().await, Notice::Told { channel: "outbox".to_owned(), payload: String::new() });
    db.session(event, 10, 1).await;
    assert_eq!(
        next().await,
        Notice::Told { channel: "event_changed".to_owned(), payload: event.to_string() }
    );
    let kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
    assert_eq!(db.number(&format!("{kill} AND datname = current_database()")).await, 1);
    assert_eq!(next().await, Notice::Reconnected);
    db.register(event, &[]).await;
    assert!(matches!(next().await, Notice::Told { channel, .. } if channel == "outbox"));
    drop(rx);
    tokio::time::timeout(Duration::from_secs(10), listening).await.unwrap().unwrap();
}
