//! PostgreSQL freezes or goes away, and comes back.

use crate::registration::delegate::{Delegate, counts};
use harness::{App, Client, Form, Page, Postgres};
use reqwest::Method;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The promise: nobody waits longer for an answer.
const AT_MOST: Duration = Duration::from_secs(5);

/// A server of the story's own, until the test process ends.
fn own_server() -> &'static Postgres {
    Box::leak(Box::new(Postgres::start(40)))
}

/// Every kind of page that needs the database: not yet kept ones, personal ones, the admin panel.
const PAGES: &[&str] = &[
    "/ru/",
    "/kk/almaty",
    "/ru/almaty/agenda",
    "/ru/almaty/sessions/1",
    "/ru/almaty/agenda.ics",
    "/ru/almaty/register",
    "/ru/almaty/data-notice",
    "/admin",
    "/admin/almaty",
    "/admin/almaty/registrations",
];

/// What people do while the database is away.
struct People {
    client: Client,
    organiser: Client,
    check: Form,
    contact: Form,
    status: String,
}

impl People {
    async fn of(app: &App) -> Self {
        let event = app.event("almaty").session("Workshop", Some(5)).create().await;
        let delegate = Delegate::new(app.client(), &event, "zarina");
        let early = Delegate::new(app.client(), &event, "early").register().await;
        let client = app.client();
        let mut contact = client.get("/en/almaty/register").await.form("main form");
        contact.set("email", "late@example.org");
        Self {
            organiser: app.organiser().await,
            check: delegate.fill().await,
            contact,
            status: early.url.path().to_owned(),
            client,
        }
    }

    /// All of it at once; each answer with the time that it took.
    async fn try_everything(&self) -> Vec<(String, Page, Duration)> {
        let mut answers = JoinSet::new();
        let secret = [self.status.clone(), self.check.action.clone()];
        for path in PAGES.iter().map(|path| (*path).to_owned()).chain(secret) {
            let client = if path.starts_with("/admin") { &self.organiser } else { &self.client };
            let (client, begun) = (client.clone(), Instant::now());
            answers.spawn(async move { (client.get(&path).await, path, begun) });
        }
        for form in [self.check.clone(), self.contact.clone()] {
            let (client, begun) = (self.client.clone(), Instant::now());
            answers.spawn(async move {
                let path = format!("POST {}", form.action);
                (client.send(form).await, path, begun)
            });
        }
        let mut all = Vec::new();
        while let Some(answer) = answers.join_next().await {
            let (page, path, begun) = answer.expect("an answer");
            all.push((path, page, begun.elapsed()));
        }
        all
    }

    /// A plain 503 for everything, within the time; gives the slowest.
    async fn everything_is_busy(&self) -> Duration {
        let answers = self.try_everything().await;
        assert_eq!(answers.len(), PAGES.len() + 4);
        let mut slowest = Duration::ZERO;
        for (path, page, took) in answers {
            assert_eq!(page.status, 503, "{path} after {took:?}");
            assert!(took < AT_MOST, "{path} took {took:?}");
            let seconds: u32 = page.header("retry-after").parse().expect("a number of seconds");
            assert!((1..=60).contains(&seconds), "{path}: {seconds}");
            assert_eq!(page.all("h1").len(), 1, "{path} has a page");
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
            slowest = slowest.max(took);
        }
        let ready = self.client.get("/readyz").await;
        assert_eq!((ready.status, self.client.get("/healthz").await.status), (503, 200));
        slowest
    }

    /// Nobody does anything for it; gives how long it took.
    async fn well_by_itself(&self) -> Duration {
        let begun = Instant::now();
        while self.client.get("/readyz").await.status != 200 {
            assert!(begun.elapsed() < AT_MOST, "still not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for path in PAGES {
            let client = if path.starts_with("/admin") { &self.organiser } else { &self.client };
            let page = client.get(path).await;
            assert!(matches!(page.status, 200 | 303), "{path}: {}", page.status);
        }
        let took = begun.elapsed();
        assert!(took < AT_MOST, "{took:?}");
        took
    }

    /// The same forms, as from the page that is still open in the browser.
    async fn nothing_is_lost(&self, app: &App) {
        let sent = self.client.send(self.check.clone()).await.expect_status(303);
        let status = self.client.follow(&sent).await.expect_status(200);
        assert_eq!(status.one("h1"), "Your registration is confirmed");
        assert!(status.text("dl.pairs dd").contains("Head of Training"));
        self.client.send(self.contact.clone()).await.expect_status(303);
        assert_eq!(counts(app).await, (2, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_postgresql_is_frozen_everything_is_answered_within_five_seconds_and_is_well_afterwards() {
    let server = own_server();
    let app = App::setup().on(server).start().await;
    let people = People::of(&app).await;
    app.letters_have_left().await;
    server.freeze();
    let slowest = people.everything_is_busy().await;
    let again = people.everything_is_busy().await;
    server.thaw();
    let well = people.well_by_itself().await;
    println!("frozen: slowest answer after {slowest:?}, then {again:?}; well {well:?} after the thaw");
    people.nothing_is_lost(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_postgresql_is_stopped_everything_is_answered_at_once_and_is_well_afterwards() {
    let server = own_server();
    let app = App::setup().on(server).start().await;
    let people = People::of(&app).await;
    app.letters_have_left().await;
    server.stop();
    let slowest = people.everything_is_busy().await;
    server.start_again(40);
    let well = people.well_by_itself().await;
    println!("stopped: slowest answer after {slowest:?}; well {well:?} after the start");
    people.nothing_is_lost(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_leave_when_the_database_is_back() {
    let server = own_server();
    let app = App::setup().on(server).start().await;
    let event = app.event("almaty").create().await;
    server.stop();
    let client = app.client();
    client.ask(client.request(Method::GET, "/en/almaty/register")).await.expect_status(503);
    server.start_again(40);
    let begun = Instant::now();
    while client.get("/readyz").await.status != 200 {
        assert!(begun.elapsed() < AT_MOST, "still not ready");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Delegate::new(client, &event, "zarina").register().await;
    app.letters_have_left().await;
}
