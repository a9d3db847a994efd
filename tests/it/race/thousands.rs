//! Thousands of people for five hundred places, at 64 browsers; the same while others give their places back; and a
//! control, which shows that these checks would find it if more people had places than there are.
//!
//! Only the last step is raced through HTTP: the drafts are copies of one that was filled on the pages.

use super::checks::{Checks, Watch};
use crate::registration::delegate::Delegate;
use harness::{App, Client};
use plenary_domain::Event;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const BROWSERS: usize = 64;
const PLACES: i32 = 500;

/// Addresses of drafts that lack only the last step.
async fn drafts(app: &App, event: &Event, count: i32) -> Vec<String> {
    let model = Delegate::new(app.client(), event, "delegate").prepare().await.path;
    let copy = "INSERT INTO draft (event_id, id, secret, answers, created_at, expires_at)
        SELECT event_id, gen_random_uuid(), 'copy' || lpad(n::text, 28, '0'),
            jsonb_set(answers, '{email}', to_jsonb(ARRAY['delegate' || n || '@example.org'])), created_at, expires_at
        FROM draft, generate_series(1, $1) AS n
        RETURNING secret";
    let rows = app.sql().await.query(copy, &[&count]).await.unwrap();
    let secret = model.split('/').nth(4).expect("the secret of a draft is in its address").to_owned();
    rows.iter().map(|row| model.replace(&secret, row.get::<_, &str>(0))).collect()
}

/// What all browsers share.
struct Crowd {
    drafts: Vec<String>,
    next: AtomicUsize,
    /// After each so many registrations, the one that came first of those who are still there leaves.
    one_leaves_after: Option<usize>,
    came: Mutex<VecDeque<String>>,
}

impl Crowd {
    /// Sends all drafts; how many have left.
    async fn rush(app: &App, drafts: Vec<String>, one_leaves_after: Option<usize>) -> usize {
        let crowd = Self { drafts, next: AtomicUsize::new(0), one_leaves_after, came: Mutex::default() };
        let (crowd, mut browsers) = (Arc::new(crowd), JoinSet::new());
        for _ in 0..BROWSERS {
            browsers.spawn(Arc::clone(&crowd).browse(app.client()));
        }
        browsers.join_all().await.into_iter().sum()
    }

    /// Everybody is told at once where the registration is: nobody is refused, told to wait, or meets an error.
    async fn browse(self: Arc<Self>, browser: Client) -> usize {
        let mut left = 0;
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(draft) = self.drafts.get(number) else { return left };
            let to = browser.post(draft, &[("notice", "yes")]).await.expect_status(303).location();
            assert!(to.starts_with("/en/almaty/r/"), "{to}");
            self.came.lock().unwrap().push_back(to);
            if self.one_leaves_after.is_some_and(|each| number.is_multiple_of(each)) {
                let first = self.came.lock().unwrap().pop_front().expect("we came ourselves");
                browser.post(&format!("{first}/withdraw"), &[("reason", "")]).await.expect_status(303);
                left += 1;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_people_get_exactly_five_hundred_places_and_the_others_a_number_each() {
    const PEOPLE: i32 = 5_000;
    let app = App::setup().without_mailer().start().await;
    app.letters_may_wait();
    let event = app.event("almaty").places(PLACES).create().await;
    let people = drafts(&app, &event, PEOPLE).await;
    let watch = Watch::begin(&app).await;
    let begun = Instant::now();
    Crowd::rush(&app, people, None).await;
    println!("{PEOPLE} registrations for {PLACES} places: {:?}", begun.elapsed());

    let checks = Checks { places: PLACES.into(), people: PEOPLE.into(), left: 0 };
    assert_eq!(checks.wrongs(&app).await, Vec::<String>::new());
    assert_eq!(checks.wrong_pages(&app).await, Vec::<String>::new());
    watch.end(PLACES.into()).await;
    assert_eq!(app.count("SELECT count(*) FROM registration WHERE status = 'confirmed'").await, 500);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE kind = 'confirmed'").await, 500);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE kind = 'waiting_list'").await, 4_500);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE registration_id IS NOT NULL").await, 5_000);
    assert_eq!(app.count("SELECT count(*) FROM audit WHERE action = 'register'").await, 5_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_given_back_in_the_rush_goes_to_the_first_who_waits() {
    const PEOPLE: i32 = 1_500;
    let app = App::setup().without_mailer().start().await;
    app.letters_may_wait();
    let event = app.event("almaty").places(PLACES).create().await;
    let people = drafts(&app, &event, PEOPLE).await;
    Checks::note_who_moves_up(&app).await;
    let watch = Watch::begin(&app).await;
    let begun = Instant::now();
    let left = Crowd::rush(&app, people, Some(4)).await;
    println!("{PEOPLE} registrations for {PLACES} places, {left} withdrawals: {:?}", begun.elapsed());

    let left = i64::try_from(left).unwrap();
    assert_eq!(left, 375);
    let checks = Checks { places: PLACES.into(), people: PEOPLE.into(), left };
    assert_eq!(checks.wrongs(&app).await, Vec::<String>::new());
    assert_eq!(checks.wrong_pages(&app).await, Vec::<String>::new());
    watch.end(PLACES.into()).await;
    let offered = app.count("SELECT count(*) FROM registration WHERE status = 'offered'").await;
    assert!(offered > 0, "somebody has left while others waited");
    assert_eq!(app.count("SELECT count(*) FROM moved_up").await, offered);
    assert_eq!(app.count("SELECT count(*) FROM moved_up WHERE number > first_of_the_others").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE kind = 'offered'").await, offered);
}

/// What would happen without the claim: count who has a place, then write. All of a round count before one writes.
async fn naive(app: &App, rounds: usize, places: i64) {
    let everybody = Arc::new(Barrier::new(BROWSERS));
    let mut clients = JoinSet::new();
    for _ in 0..BROWSERS {
        let (sql, everybody) = (app.sql().await, Arc::clone(&everybody));
        clients.spawn(async move {
            for _ in 0..rounds {
                sql.batch_execute("BEGIN").await.unwrap();
                let held = "SELECT count(*) FROM registration WHERE status IN ('confirmed', 'offered')";
                let held: i64 = sql.query_one(held, &[]).await.unwrap().get(0);
                everybody.wait().await;
                let copy = "INSERT INTO registration SELECT (jsonb_populate_record(model, jsonb_build_object(
                        'id', gen_random_uuid(), 'secret', gen_random_uuid(), 'reference', gen_random_uuid(),
                        'status', $1::text,
                        'waiting_number', CASE $1 WHEN 'waitlisted' THEN nextval('waiting_number') END))).*
                    FROM registration AS model WHERE status = 'confirmed' LIMIT 1";
                let status = if held < places { "confirmed" } else { "waitlisted" };
                assert_eq!(sql.execute(copy, &[&status]).await.unwrap(), 1);
                sql.batch_execute("COMMIT").await.unwrap();
            }
        });
    }
    clients.join_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checks_find_more_people_than_places_where_places_are_counted_instead_of_claimed() {
    let app = App::setup().without_mailer().start().await;
    app.letters_may_wait();
    let event = app.event("almaty").places(100).create().await;
    Delegate::new(app.client(), &event, "first").prepare().await.send().await.expect_status(303);
    let checks = |people| Checks { places: 1, people, left: 0 };
    assert_eq!(checks(1).wrongs(&app).await, Vec::<String>::new(), "one person has one place");
    naive(&app, 3, 100).await;
    let sold = app.count("SELECT count(*) FROM registration WHERE status = 'confirmed'").await;
    assert!(sold > 100, "the race went as it does: {sold}");
    let wrongs = Checks { places: 100, ..checks(1 + 3 * 64) }.wrongs(&app).await;
    assert!(wrongs.contains(&format!("people who hold a place: {sold} instead of 100")), "{wrongs:?}");
    assert!(
        wrongs.iter().any(|wrong| wrong.starts_with("people who hold a place and have none")),
        "{wrongs:?}"
    );
}
