//! Scarce things under a rush: the one unforgivable bug is overselling.

use crate::harness::{Db, act, answers, client, organiser, settings, system};
use plenary_domain::Actor;
use plenary_domain::event::{DecisionMode, SettingsRefused};
use plenary_domain::registration::{
    Decision, DecisionRefused, Registered, Reply, Seat, Status, Step, Verdict,
};
use plenary_store::CommandError;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn sixty_at_once_for_ten_places_are_ten_confirmed_and_a_queue_of_fifty() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::AtOnce, 10).await;
    let mut drafts = Vec::new();
    for _ in 0..60 {
        drafts.push(db.draft(event, answers(&[])).await);
    }
    let tasks: Vec<_> = drafts
        .into_iter()
        .map(|draft| {
            let db = Arc::clone(&db);
            tokio::spawn(async move { db.send(event, &draft).await })
        })
        .collect();
    let (mut confirmed, mut queue) = (0, Vec::new());
    for task in tasks {
        let outcome = task.await.unwrap();
        let registration = db.store.registration_by_secret(event, &outcome.secret).await.unwrap();
        assert_eq!(registration.status, outcome.registered.status());
        match outcome.registered {
            Registered::Confirmed => confirmed += 1,
            Registered::Waitlisted => queue.push(registration.waiting_place.unwrap()),
            Registered::Submitted => panic!("nobody decides here"),
        }
    }
    queue.sort_unstable();
    assert_eq!((confirmed, queue), (10, (1..=50).collect()));
    let places = db.store.event_places(event).await.unwrap();
    assert_eq!((places.total, places.taken), (10, 10));
    assert_eq!(db.number("SELECT count(*) FROM outbox WHERE kind = 'confirmed'").await, 10);
    assert_eq!(db.number("SELECT count(*) FROM outbox WHERE kind = 'waiting_list'").await, 50);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'register'").await, 60);
    db.figures_are_right().await;
}

/// The control: the same rush with "count, then insert" oversells, so that the test above could fail.
#[tokio::test(flavor = "multi_thread")]
async fn counting_instead_of_claiming_would_oversell() {
    let db = Db::new().await;
    db.raw.batch_execute("CREATE TABLE naive (id bigserial)").await.unwrap();
    let mut tasks = Vec::new();
    for _ in 0..30 {
        let url = db.url.clone();
        tasks.push(tokio::spawn(async move {
            let mut client = client(&url).await;
            let tx = client.transaction().await.unwrap();
            let taken: i64 = tx.query_one("SELECT count(*) FROM naive", &[]).await.unwrap().get(0);
            if taken < 10 {
                tx.batch_execute("INSERT INTO naive DEFAULT VALUES").await.unwrap();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            tx.commit().await.unwrap();
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert!(db.number("SELECT count(*) FROM naive").await > 10);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_seat_goes_to_exactly_one_of_two() {
    for _ in 0..5 {
        let db = Arc::new(Db::new().await);
        let event = db.event(DecisionMode::Organisers, 10).await;
        let session = db.session(event, 10, 1).await;
        let drafts = [
            db.draft(event, answers(&[(10, session)])).await,
            db.draft(event, answers(&[(10, session)])).await,
        ];
        let [one, two] = drafts.map(|draft| {
            let db = Arc::clone(&db);
            tokio::spawn(async move { db.send(event, &draft).await.secret })
        });
        let mut seats = Vec::new();
        for secret in [one.await.unwrap(), two.await.unwrap()] {
            seats.extend(db.store.registration_by_secret(event, &secret).await.unwrap().seats);
        }
        seats.sort_by_key(|(_, seat)| *seat != Seat::Kept);
        assert_eq!(seats, [(session, Seat::Kept), (session, Seat::Waiting(1))]);
        let left = db.store.seats_left(event).await.unwrap()[&session];
        assert_eq!((left.total, left.taken, left.waiting), (1, 1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawing_offers_the_place_to_the_first_who_waits_and_queues_the_letter() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let first = db.register(event, &[]).await;
    let second = db.register(event, &[]).await;
    let third = db.register(event, &[]).await;
    db.store.withdraw(act(Actor::Delegate(first)), event, first, "ill".to_owned()).await.unwrap();
    let read = async |id| db.store.registration(event, id).await.unwrap();
    assert_eq!(read(first).await.status, Status::Withdrawn);
    assert_eq!((read(second).await.status, read(second).await.waiting_place), (Status::Offered, None));
    assert_eq!((read(third).await.status, read(third).await.waiting_place), (Status::Waitlisted, Some(1)));
    let kinds = async |id| {
        let letters = db.store.letters_of(event, id).await.unwrap();
        letters.into_iter().map(|letter| letter.kind.code()).collect::<Vec<_>>()
    };
    assert!(kinds(second).await.contains(&"offered"));
    assert_eq!(kinds(third).await, ["waiting_list"]);
    assert!(kinds(first).await.contains(&"withdrawn"));
    let promoted = db.store.history(&Actor::System, event, second.0).await.unwrap();
    assert_eq!((promoted[0].action.as_str(), promoted[0].actor_kind.as_str()), ("offer", "system"));
    assert_eq!(promoted.len(), 2, "one audit row for each change of state");
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freed_seat_goes_to_the_first_wish() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let session = db.session(event, 10, 1).await;
    let first = db.register(event, &[(10, session)]).await;
    let second = db.register(event, &[(10, session)]).await;
    let third = db.register(event, &[(10, session)]).await;
    let mut none = answers(&[]);
    none.0.insert("slot-20270531-1000".to_owned(), vec![String::new()]);
    let delegate = act(Actor::Delegate(first));
    db.store.change_answers(delegate, event, first, 1, Step::Sessions, none).await.unwrap();
    let seats = async |id| db.store.registration(event, id).await.unwrap().seats;
    assert_eq!(seats(first).await, []);
    assert_eq!(seats(second).await, [(session, Seat::Kept)]);
    assert_eq!(seats(third).await, [(session, Seat::Waiting(1))]);
    db.store
        .decide(system(), event, vec![second], Verdict::plain(Decision::Decline, "full".to_owned()))
        .await
        .unwrap();
    assert_eq!((seats(second).await, seats(third).await), (vec![], vec![(session, Seat::Kept)]));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'seat_promoted'").await, 2);
    db.store
        .decide(system(), event, vec![second], Verdict::plain(Decision::Reopen, String::new()))
        .await
        .unwrap();
    assert_eq!(seats(second).await, [(session, Seat::Waiting(1))], "who comes back queues up again");
    db.figures_are_right().await;
}

/// Somebody is claiming the last place in a transaction that will be rolled back: the next one waits and gets it.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_is_rolled_back_sends_nobody_to_the_waiting_list() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::AtOnce, 1).await;
    let other = db.event(DecisionMode::Organisers, 1).await;
    let stranger = db.register(other, &[]).await;
    let mut blocker = client(&db.url).await;
    let tx = blocker.transaction().await.unwrap();
    tx.execute("SELECT id FROM place WHERE event_id = $1::text::uuid FOR UPDATE", &[&event.to_string()])
        .await
        .unwrap();
    let draft = db.draft(event, answers(&[])).await;
    let sending = tokio::spawn({
        let db = Arc::clone(&db);
        async move { db.send(event, &draft).await.registered }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!sending.is_finished(), "it waits for the one who may give up");
    tx.rollback().await.unwrap();
    assert_eq!(sending.await.unwrap(), Registered::Confirmed);
    assert_eq!(db.store.registration(other, stranger).await.unwrap().status, Status::Submitted);
    db.figures_are_right().await;
}

/// A place is being given back while somebody finds none: they must not miss each other, or the place would stay
/// free with one waiting for it. Many rounds, because the window is small.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_while_a_place_is_free() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::AtOnce, 2).await;
    let mut inside = vec![db.register(event, &[]).await, db.register(event, &[]).await];
    for round in 0..25 {
        let draft = db.draft(event, answers(&[])).await;
        let leaving = inside.remove(0);
        let (a, b) = (Arc::clone(&db), Arc::clone(&db));
        let coming = tokio::spawn(async move { a.send(event, &draft).await.secret });
        let going = tokio::spawn(async move {
            b.store.withdraw(act(Actor::Delegate(leaving)), event, leaving, String::new()).await.unwrap();
        });
        going.await.unwrap();
        let secret = coming.await.unwrap();
        let new = db.store.registration_by_secret(event, &secret).await.unwrap();
        // Whoever was a moment too late was offered what became free.
        if new.status == Status::Offered {
            db.store.reply(act(Actor::Delegate(new.id)), event, new.id, Reply::TakeOffer).await.unwrap();
        }
        let new = db.store.registration(event, new.id).await.unwrap();
        assert_eq!(new.status, Status::Confirmed, "round {round}");
        inside.push(new.id);
    }
    let places = db.store.event_places(event).await.unwrap();
    assert_eq!((places.total, places.taken), (2, 2));
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn organisers_confirm_until_the_last_place_and_then_are_refused() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 2).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(db.register(event, &[]).await);
    }
    db.account(7).await;
    let organiser = act(organiser(event));
    let decided = db
        .store
        .decide(organiser, event, ids.clone(), Verdict::plain(Decision::Confirm, String::new()))
        .await
        .unwrap();
    assert_eq!(
        decided.outcomes,
        [
            (ids[0], Ok(Status::Confirmed)),
            (ids[1], Ok(Status::Confirmed)),
            (ids[2], Err(DecisionRefused::NoPlaceLeft))
        ]
    );
    assert_eq!(db.store.registration(event, ids[2]).await.unwrap().status, Status::Submitted);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_places_are_offered_and_fewer_take_only_free_ones() {
    let db = Db::new().await;
    let mut settings = settings(DecisionMode::AtOnce, 1);
    let event = db.store.create_event(system(), settings.clone(), None, false).await.unwrap();
    let _first = db.register(event, &[]).await;
    let second = db.register(event, &[]).await;
    settings.places = 3;
    db.store.save_event(system(), event, 1, settings.clone()).await.unwrap();
    assert_eq!(db.store.registration(event, second).await.unwrap().status, Status::Offered);
    settings.places = 1;
    let refused = db.store.save_event(system(), event, 2, settings.clone()).await;
    assert_eq!(refused, Err(CommandError::Refused(SettingsRefused::FewerPlacesThanTaken { taken: 2 })));
    let places = db.store.event_places(event).await.unwrap();
    assert_eq!((places.total, places.taken), (3, 2), "the refusal took nothing away");
    settings.places = 2;
    db.store.save_event(system(), event, 2, settings).await.unwrap();
    assert_eq!(db.store.event_places(event).await.unwrap().total, 2);
    db.figures_are_right().await;
}
