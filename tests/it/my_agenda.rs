//! My agenda without an account: stars in a signed cookie, with a registration under its row, and in calendars.

use crate::registration::delegate::sessions;
use crate::security::world::{answers, register_with};
use harness::{App, Client, Page};
use reqwest::Method;

async fn star(client: &Client, what: &str, number: &str) -> Page {
    let sent = client.post("/en/almaty/my-agenda", &[(what, number)]).await.expect_status(303);
    client.follow(&sent).await.expect_status(200)
}

fn titles(page: &Page) -> Vec<String> {
    page.all("main .session-title")
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_stay_in_the_browser_until_a_calendar_is_asked_for() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let client = app.client();
    let empty = client.get("/en/almaty/my-agenda").await.expect_status(200);
    assert!(empty.has("main .empty") && empty.header("cache-control") == "no-store");
    let sent = client.post("/en/almaty/my-agenda", &[("add", "2")]).await.expect_status(303);
    let cookie = sent.header("set-cookie").to_owned();
    for said in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(said), "{said}: {cookie}");
    }
    assert!(cookie.starts_with("plenary-stars-almaty=s2~"), "{cookie}");
    let page = star(&client, "add", "1").await;
    assert_eq!(titles(&page), ["Opening", "Debate"]);
    assert!(page.text("[role=status]").contains("The session is in your agenda."));
    assert_eq!(client.get("/en/almaty/my-agenda/kept.json").await.body, "[1,2]");
    assert_eq!(titles(&star(&client, "remove", "2").await), ["Opening"]);
    client.post("/en/almaty/my-agenda", &[("add", "99")]).await.expect_status(404);
    assert_eq!(app.count("SELECT count(*) FROM my_agenda").await, 0, "nothing is written down");
    assert_eq!(app.count("SELECT count(*) FROM audit WHERE subject_kind = 'my_agenda'").await, 0);
    let forgotten = client.post("/en/almaty/my-agenda/forget", &[]).await.expect_status(303);
    assert!(client.follow(&forgotten).await.has("main .empty"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_was_tampered_with_is_no_cookie() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    app.event("geneva").session("Opening", None).create().await;
    let client = app.client();
    let sent = client.post("/en/almaty/my-agenda", &[("add", "1")]).await.expect_status(303);
    let good = sent.header("set-cookie").split(';').next().unwrap().to_owned();
    let value = good.split_once('=').unwrap().1;
    let ask = async |slug: &str, value: &str| {
        let address = format!("/en/{slug}/my-agenda/kept.json");
        let fresh = app.client();
        let cookie = format!("plenary-stars-{slug}={value}");
        fresh.ask(fresh.request(Method::GET, &address).header("Cookie", cookie)).await.expect_status(200).body
    };
    assert_eq!(ask("almaty", value).await, "[1]");
    for bad in [
        value.replace("s1", "s1.2"),
        value.replace('~', ""),
        "s1~".to_owned(),
        "s1".to_owned(),
        "1".repeat(3_000),
    ] {
        assert_eq!(ask("almaty", &bad).await, "[]", "{bad}");
    }
    assert_eq!(ask("geneva", value).await, "[]", "of another event");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_address_follows_the_stars_can_be_renewed_and_switched_off() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let (client, calendars) = (app.client(), app.client());
    star(&client, "add", "1").await;
    let page = client.get("/en/almaty/my-agenda").await;
    let mut make = page.form("aside .card form");
    make.press("do", "make");
    let sent = client.send(make).await.expect_status(303);
    let page = client.follow(&sent).await.expect_status(200);
    let feed = page.one("aside .own-words a");
    let path = feed.strip_prefix(&app.url()).unwrap().to_owned();
    let first = calendars.get(&path).await.expect_status(200);
    assert_eq!(first.header("content-type"), "text/calendar; charset=utf-8");
    assert!(first.body.contains("Opening") && !first.body.contains("Debate"), "{}", first.body);
    let again = calendars.request(Method::GET, &path).header("If-None-Match", first.header("etag"));
    assert_eq!(calendars.ask(again).await.status, 304);
    star(&client, "add", "2").await;
    assert!(calendars.get(&path).await.body.contains("Debate"), "it follows");
    star(&client, "remove", "1").await;
    assert!(!calendars.get(&path).await.body.contains("Opening"));
    let mut renew = page.form("aside .card form");
    renew.press("do", "renew");
    let page = client.follow(&client.send(renew).await.expect_status(303)).await;
    let second = page.one("aside .own-words a").strip_prefix(&app.url()).unwrap().to_owned();
    assert_ne!(second, path);
    calendars.get(&path).await.expect_status(404);
    calendars.get(&second).await.expect_status(200);
    let mut revoke = page.form("aside .card form");
    revoke.press("do", "revoke");
    client.send(revoke).await.expect_status(303);
    calendars.get(&second).await.expect_status(404);
    assert_eq!(titles(&client.get("/en/almaty/my-agenda").await), ["Debate"], "the stars stay");
    assert_eq!(app.count("SELECT count(*) FROM my_agenda").await, 1);
    let done = "SELECT count(*) FROM audit WHERE subject_kind = 'my_agenda' AND actor_kind = 'visitor'";
    assert_eq!(app.count(done).await, 5, "make, add, remove, renew, revoke");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_registration_its_sessions_are_there_and_the_stars_of_the_browser_come_along() {
    let app = App::start().await;
    let event = app
        .event("almaty")
        .session("Opening", Some(5))
        .session("Debate", None)
        .session("Evening", None)
        .create()
        .await;
    let opening = sessions(&app, &event).await[0];
    let mut raw = answers("Ann");
    for session in
        app.store.form_facts(&event, app.act(plenary_domain::Actor::Nobody).now).await.unwrap().sign_up
    {
        raw.0.insert(session.slot_field(), vec![opening.to_string()]);
    }
    let secret = register_with(&app, &event, "ann", raw).await;
    let (one, two) = (app.client(), app.client());
    star(&one, "add", "2").await;
    let status = one.get(&format!("/en/almaty/r/{secret}")).await.expect_status(200);
    let open = format!("form[action='/en/almaty/r/{secret}/my-agenda']");
    let sent = one.send(status.form(&open)).await.expect_status(303);
    let page = one.follow(&sent).await.expect_status(200);
    assert_eq!(titles(&page), ["Opening", "Debate"]);
    assert!(page.text("main .facts").contains("Your seat is kept") || page.text("main .facts").len() > 4);
    let sent = two.post(&format!("/en/almaty/r/{secret}/my-agenda"), &[]).await.expect_status(303);
    assert_eq!(titles(&two.follow(&sent).await), ["Opening", "Debate"], "the same in another browser");
    star(&two, "add", "3").await;
    assert_eq!(titles(&one.get("/en/almaty/my-agenda").await), ["Opening", "Debate", "Evening"]);
    assert_eq!(app.count("SELECT count(*) FROM my_agenda WHERE registration_id IS NOT NULL").await, 1);
    assert!(!page.body.contains("Ann"), "no name is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_agenda_are_the_same_whoever_has_put_stars_on_them() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let (client, other) = (app.client(), app.client());
    star(&client, "add", "1").await;
    for path in ["/en/almaty/agenda", "/en/almaty/sessions/1"] {
        let (mine, yours) = (client.get(path).await.expect_status(200), other.get(path).await);
        assert_eq!((mine.header("etag"), &mine.body), (yours.header("etag"), &yours.body));
        assert!(mine.header("set-cookie").is_empty() && mine.header("cache-control").starts_with("public"));
    }
}
