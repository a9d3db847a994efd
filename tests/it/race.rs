//! More people than places, all at the same moment.

mod checks;
mod thousands;

use crate::registration::delegate::{Delegate, Sending, sessions};
use harness::App;
use plenary_domain::Event;
use plenary_domain::ids::SessionId;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Barrier, Semaphore};
use tokio::task::JoinSet;

/// Fills so many forms up to the last button.
async fn prepare(app: &App, event: &Event, count: usize, wish: Option<SessionId>) -> Vec<Sending> {
    let few = Arc::new(Semaphore::new(8));
    let mut people = JoinSet::new();
    for number in 0..count {
        let delegate = Delegate::new(app.client(), event, &format!("delegate{number}"));
        let delegate = wish.into_iter().fold(delegate, Delegate::wanting);
        let few = Arc::clone(&few);
        people.spawn(async move {
            let _turn = few.acquire().await.expect("it stays open");
            delegate.prepare().await
        });
    }
    people.join_all().await
}

/// How a rush went.
struct Rush {
    all: Duration,
    slowest: Duration,
    /// How often somebody was told to try again in a minute.
    busy: usize,
}

/// Presses the button; who is told that we are busy goes back and presses it again, as the page says.
async fn insist(sending: Sending) -> (Duration, usize) {
    let begun = Instant::now();
    for busy in 0.. {
        let page = sending.send().await;
        if page.status == 503 {
            assert!(!page.header("retry-after").is_empty());
            assert!(begun.elapsed() < PATIENCE, "busy for {:?}", begun.elapsed());
            continue;
        }
        let to = page.expect_status(303).location();
        assert!(to.starts_with("/en/almaty/r/"), "{to}");
        return (begun.elapsed(), busy);
    }
    unreachable!("patience ends before numbers do")
}

/// For a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_mins(1);

/// All press the button at once.
async fn rush(people: Vec<Sending>) -> Rush {
    let start = Arc::new(Barrier::new(people.len() + 1));
    let mut rush = JoinSet::new();
    for sending in people {
        let start = Arc::clone(&start);
        rush.spawn(async move {
            start.wait().await;
            insist(sending).await
        });
    }
    start.wait().await;
    let begun = Instant::now();
    let done = rush.join_all().await;
    let slowest = done.iter().map(|(took, _)| *took).max().unwrap_or_default();
    Rush { all: begun.elapsed(), slowest, busy: done.iter().map(|(_, busy)| busy).sum() }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_people_at_once_get_exactly_fifty_places_and_the_others_a_number_each() {
    let app = App::setup().without_mailer().start().await;
    app.letters_may_wait();
    let event = app.event("almaty").places(50).create().await;
    let people = prepare(&app, &event, 300, None).await;
    let Rush { all, slowest, busy } = rush(people).await;
    println!("300 registrations for 50 places: {all:?}, the slowest after {slowest:?}, {busy} times busy");

    let count = |rest: &'static str| app.count(rest);
    assert_eq!(count("SELECT count(*) FROM registration WHERE status = 'confirmed'").await, 50);
    assert_eq!(count("SELECT count(*) FROM registration WHERE status = 'waitlisted'").await, 250);
    assert_eq!(count("SELECT count(*) FROM registration").await, 300);
    assert_eq!(count("SELECT count(*) FROM place").await, 50);
    let taken = "SELECT count(DISTINCT p.registration_id) FROM place p
        JOIN registration r ON r.id = p.registration_id AND r.status = 'confirmed' WHERE p.session_id IS NULL";
    assert_eq!(count(taken).await, 50, "each place has one confirmed person, and each of them one place");
    let numbers = "SELECT count(DISTINCT waiting_number) FROM registration WHERE status = 'waitlisted'";
    assert_eq!(count(numbers).await, 250);
    assert_eq!(count("SELECT count(*) FROM outbox WHERE kind = 'confirmed'").await, 50);
    assert_eq!(count("SELECT count(*) FROM outbox WHERE kind = 'waiting_list'").await, 250);
    assert_eq!(count("SELECT count(*) FROM outbox WHERE registration_id IS NOT NULL").await, 300);
    let places = waiting_places(&app).await;
    assert_eq!(places, (1..=250).collect::<Vec<_>>(), "as the status pages tell them");
}

/// What each status page of the waiting list says, sorted.
async fn waiting_places(app: &App) -> Vec<u32> {
    let query = "SELECT secret FROM registration WHERE status = 'waitlisted'";
    let rows = app.sql().await.query(query, &[]).await.unwrap();
    let few = Arc::new(Semaphore::new(8));
    let mut pages = JoinSet::new();
    for row in rows {
        let (client, few, secret) = (app.client(), Arc::clone(&few), row.get::<_, String>(0));
        pages.spawn(async move {
            let _turn = few.acquire().await.expect("it stays open");
            let lead = client.get(&format!("/en/almaty/r/{secret}")).await.expect_status(200).one(".lead");
            let place = lead.strip_prefix("You have place ").and_then(|rest| rest.split(' ').next());
            place.and_then(|place| place.parse().ok()).unwrap_or_else(|| panic!("no place in {lead}"))
        });
    }
    let mut places = pages.join_all().await;
    places.sort_unstable();
    places
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_people_at_once_get_exactly_the_last_five_seats_of_a_session() {
    let app = App::setup().without_mailer().start().await;
    app.letters_may_wait();
    let event = app.event("almaty").places(100).session("Workshop", Some(8)).create().await;
    let workshop = sessions(&app, &event).await[0];
    for early in prepare(&app, &event, 3, Some(workshop)).await {
        early.send().await.expect_status(303);
    }
    let people = prepare(&app, &event, 40, Some(workshop)).await;
    let Rush { all, slowest, busy } = rush(people).await;
    println!("40 wishes for 5 seats: {all:?}, the slowest after {slowest:?}, {busy} times busy");

    let seats = "SELECT count(DISTINCT registration_id) FROM place WHERE session_id IS NOT NULL";
    assert_eq!(app.count(seats).await, 8);
    assert_eq!(app.count("SELECT count(*) FROM place WHERE session_id IS NOT NULL").await, 8);
    assert_eq!(app.count("SELECT count(*) FROM seat_wish").await, 35);
    assert_eq!(app.count("SELECT count(DISTINCT number) FROM seat_wish").await, 35);
    let both = "SELECT count(*) FROM seat_wish JOIN place USING (registration_id, session_id)";
    assert_eq!(app.count(both).await, 0, "nobody has a seat and waits for it");
    assert_eq!(app.count("SELECT count(*) FROM registration WHERE status = 'confirmed'").await, 43);
}
