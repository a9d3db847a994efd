//! How many statements a page takes does not grow with what is on it.

use crate::security::world::{Side, answers, register_with};
use harness::{App, Client};
use plenary_domain::agenda::{RoomInput, SpeakerInput, Tone, TopicInput};
use plenary_domain::{Actor, Event, Lang, LocalText};

async fn statements(app: &App, client: &Client, address: &str) -> u64 {
    let before = app.store.queries();
    client.get(address).await.expect_status(200);
    app.store.queries() - before
}

/// The same where the mailer looks into the outbox now and then: the fewest of three.
async fn fewest(app: &App, client: &Client, address: &str) -> u64 {
    let mut fewest = u64::MAX;
    for _ in 0..3 {
        fewest = fewest.min(statements(app, client, address).await);
    }
    fewest
}

/// Two more of everything.
async fn grow(app: &App, event: &Event) {
    let text = LocalText::default;
    let named = |n: i32| text().with(Lang::En, format!("More {n}"));
    let act = || app.act(Actor::System);
    for n in 0..2 {
        let room = RoomInput { name: named(n), position: n, ..RoomInput::default() };
        app.store.save_room(act(), event.id, None, room).await.unwrap();
        let topic = TopicInput { name: named(n), tone: Tone::Tech, position: n, ..TopicInput::default() };
        app.store.save_topic(act(), event.id, None, topic).await.unwrap();
        let speaker = SpeakerInput { name: named(n), ..SpeakerInput::default() };
        app.store.save_speaker(act(), event.id, None, speaker).await.unwrap();
        register_with(app, event, &format!("more{n}"), answers(if n == 0 { "Ann" } else { "Eve" })).await;
        app.event(&format!("more{n}")).session("Opening", None).create().await;
    }
    app.letters_have_left().await;
}

/// Agendas of one and of three sessions, released.
async fn agendas(app: &App) -> [Event; 2] {
    let short = app.event("short").session("One", Some(9)).create().await;
    let long = app.event("long").session("One", Some(9)).session("Two", Some(9)).session("Three", Some(9));
    [short, long.create().await]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_desk_takes_as_many_statements_for_three_as_for_one() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    let client = app.organiser().await;
    let patterns = [
        "/admin",
        "/admin/account",
        "/admin/events/new",
        "/admin/{event}",
        "/admin/{event}/registrations",
        "/admin/{event}/registrations.csv",
        "/admin/{event}/registrations/export",
        "/admin/{event}/registrations/new",
        "/admin/{event}/registrations/views",
        "/admin/{event}/registrations/{registration}/files",
        "/admin/{event}/registrations/{registration}",
        "/admin/{event}/letters",
        "/admin/{event}/letters/{letter}",
        "/admin/{event}/wordings",
        "/admin/{event}/wordings/{kind}/{lang}",
        "/admin/{event}/wordings/{kind}/{lang}/preview",
        "/admin/{event}/messages",
        "/admin/{event}/messages/{message}",
        "/admin/{event}/messages/{message}/preview",
        "/admin/{event}/reminders",
        "/admin/{event}/audit",
        "/admin/{event}/people",
        "/admin/{event}/agenda",
        "/admin/{event}/sessions/{session}",
        "/admin/{event}/rooms",
        "/admin/{event}/topics",
        "/admin/{event}/speakers",
        "/admin/{event}/release",
        "/admin/{event}/releases",
        "/admin/{event}/form",
        "/admin/{event}/form/questions/{question}",
        "/admin/{event}/settings",
    ];
    let mut before = Vec::new();
    for pattern in patterns {
        before.push(fewest(&app, &client, &one.address(pattern)).await);
    }
    grow(&app, &one.event).await;
    app.organiser().await;
    let mut wrong = Vec::new();
    for (pattern, before) in patterns.iter().zip(before) {
        let after = fewest(&app, &client, &one.address(pattern)).await;
        if before != after || before == 0 || before > 25 {
            wrong.push(format!("{pattern}: {before}, then {after}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_page_takes_as_many_statements_for_three_sessions_as_for_one() {
    let app = App::setup().without_mailer().start().await;
    let [short, long] = agendas(&app).await;
    let client = app.client();
    for page in [
        "",
        "/agenda",
        "/agenda?q=Two&zone=Europe/Zurich",
        "/agenda/all",
        "/agenda.ics",
        "/sessions/1",
        "/sessions/1.ics",
        "/speakers",
        "/now",
        "/screen",
        "/releases",
        "/releases/1",
        "/releases.atom",
        "/my-agenda",
        "/schedule.xml",
        "/schedule.json",
        "/feeds",
        "/embed",
        "/data-notice",
        "/register",
    ] {
        let few = statements(&app, &client, &format!("/en/{}{page}", short.slug)).await;
        let many = statements(&app, &client, &format!("/en/{}{page}", long.slug)).await;
        assert!(few == many && (1..=8).contains(&few), "{page}: {few} and {many}");
        if !["/register", "/my-agenda"].contains(&page) {
            let again = statements(&app, &client, &format!("/en/{}{page}", long.slug)).await;
            assert_eq!(again, 0, "{page} is kept for a while");
        }
    }
    let few = statements(&app, &client, "/en/").await;
    app.event("third").create().await;
    // Another language is another page: what is kept of the first does not count.
    assert_eq!(statements(&app, &client, "/ru/").await, few);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_registration_takes_as_many_statements_for_three_sessions_as_for_one() {
    let app = App::setup().without_mailer().start().await;
    let [short, long] = agendas(&app).await;
    let client = app.client();
    let mut counts = Vec::new();
    for event in [&short, &long] {
        let secret = register_with(&app, event, event.slug.as_str(), answers("Ann")).await;
        let mut of_pages = Vec::new();
        for end in ["", "/my-sessions.ics", "/change/sessions", "/withdraw"] {
            of_pages.push(statements(&app, &client, &format!("/en/{}/r/{secret}{end}", event.slug)).await);
        }
        counts.push(of_pages);
    }
    assert_eq!(counts[0], counts[1]);
    app.letters_may_wait();
}
