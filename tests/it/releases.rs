//! The public sees the last release, whatever organisers are doing meanwhile.

use crate::registration::delegate::sessions;
use harness::{App, Client, Page};
use plenary_domain::Event;
use plenary_domain::ids::SessionId;
use reqwest::Method;
use std::time::{Duration, Instant};

/// Moves a session in the editor, as one does without a pointer.
async fn move_to(organiser: &Client, event: &Event, session: SessionId, start: &str) -> Page {
    let day = event.starts_on;
    let editor = organiser.get(&format!("/admin/almaty/agenda?day={day}&session={session}")).await;
    let mut form = editor.expect_status(200).form(".panel-selected form");
    form.set("start", start).press("do", "save");
    let sent = organiser.send(form).await.expect_status(303);
    organiser.follow(&sent).await.expect_status(200)
}

async fn release(organiser: &Client, comment: &str) {
    let page = organiser.get("/admin/almaty/release").await.expect_status(200);
    let mut form = page.form("main form");
    form.set("comment", comment);
    organiser.send(form).await.expect_status(303);
}

/// A line of a calendar file with one entry.
fn line(calendar: &Page, name: &str) -> String {
    let mut lines = calendar.body.lines().filter(|line| line.starts_with(name));
    let line = lines.next().unwrap_or_else(|| panic!("no {name} in {}", calendar.body));
    assert_eq!(lines.next(), None, "one {name}");
    line.to_owned()
}

async fn unchanged_since(client: &Client, page: &Page) -> Page {
    let path = page.url.path();
    let tag = page.header("etag");
    assert!(tag.starts_with('"'), "{path} has the tag {tag:?}");
    client.ask(client.request(Method::GET, path).header("If-None-Match", tag)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_session_is_public_only_after_its_release() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let debate = sessions(&app, &event).await[1];
    let (client, organiser) = (app.client(), app.organiser().await);
    let [agenda, session, file] = ["/en/almaty/agenda", "/ru/almaty/sessions/2", "/en/almaty/sessions/2.ics"];
    let mut before = Vec::new();
    for path in [agenda, session, file] {
        before.push(client.get(path).await.expect_status(200));
    }
    assert!(before[0].text(".session-time").contains("10:00–11:00"));
    assert!(before[1].one(".hero-name").contains("10:00–11:00"));
    assert_eq!(line(&before[2], "SEQUENCE"), "SEQUENCE:0");

    let editor = move_to(&organiser, &event, debate, "15:30").await;
    assert!(editor.text(".block").contains("15:30–16:30"), "{}", editor.text(".block"));
    for page in &before {
        let still = unchanged_since(&client, page).await;
        assert_eq!((still.status, still.bytes.len()), (304, 0), "{}", page.url.path());
        assert_eq!(still.header("etag"), page.header("etag"));
        let full = client.get(page.url.path()).await.expect_status(200);
        assert_eq!(full.body, page.body, "drafts change nothing");
    }

    release(&organiser, "The debate is in the afternoon").await;
    let mut after = Vec::new();
    for page in &before {
        let changed = unchanged_since(&client, page).await.expect_status(200);
        assert_ne!(changed.header("etag"), page.header("etag"), "{}", page.url.path());
        assert_eq!(unchanged_since(&client, &changed).await.status, 304);
        after.push(changed);
    }
    let times = after[0].text(".session-time");
    assert!(times.contains("15:30–16:30") && !times.contains("10:00–11:00"), "{times}");
    assert!(after[1].one(".hero-name").contains("15:30–16:30"));
    assert_eq!(line(&after[2], "SEQUENCE"), "SEQUENCE:1");
    assert_eq!(line(&after[2], "UID"), line(&before[2], "UID"));
    assert_ne!(line(&after[2], "DTSTART"), line(&before[2], "DTSTART"));
    assert!(
        line(&after[2], "DTSTART").contains("T153000") || line(&after[2], "DTSTART").ends_with("T103000Z")
    );
    let list = organiser.get("/admin/almaty/releases").await.expect_status(200);
    assert!(list.text("main").contains("The debate is in the afternoon"));
}

/// Pages are dropped by themselves after two seconds: what the other node kept a moment before the release and shows
/// changed within one second, it was told to drop.
#[tokio::test(flavor = "multi_thread")]
async fn another_node_shows_a_release_within_a_second() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let debate = sessions(&app, &event).await[1];
    let other = App::setup().database(app.database()).start().await;
    let (client, organiser) = (other.client(), app.organiser().await);
    move_to(&organiser, &event, debate, "12:00").await;
    let form = organiser.get("/admin/almaty/release").await.expect_status(200).form("main form");
    let (mut pages, paths) = (Vec::new(), ["/en/almaty/agenda", "/kk/almaty/sessions/2", "/ru/almaty"]);
    for path in paths {
        pages.push(client.get(path).await.expect_status(200));
        assert_eq!(client.get(path).await.header("etag"), pages.last().unwrap().header("etag"));
    }
    assert!(pages[0].text(".session-time").contains("10:00–11:00"));
    organiser.send(form).await.expect_status(303);
    let released = Instant::now();
    for (path, marks) in [(paths[0], ".session-time"), (paths[1], ".hero-name")] {
        while !client.get(path).await.text(marks).contains("12:00–13:00") {
            assert!(released.elapsed() < Duration::from_secs(1), "{path} still has the old time");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let same = client.get(paths[2]).await.expect_status(200);
    assert_eq!(same.header("etag"), pages[2].header("etag"), "where nothing changed the tag stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_of_the_agenda_that_was_looked_at() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let debate = sessions(&app, &event).await[1];
    let organiser = app.organiser().await;
    move_to(&organiser, &event, debate, "12:00").await;
    let seen = organiser.get("/admin/almaty/release").await.form("main form");
    move_to(&organiser, &event, debate, "13:00").await;
    organiser.send(seen.clone()).await.expect_status(409);
    release(&organiser, "").await;
    let twice = organiser.send(seen).await;
    assert_eq!(twice.status, 409, "nothing has changed since");
    assert_eq!(app.count("SELECT count(*) FROM release").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_event_is_made_from_the_first_and_does_not_touch_it() {
    let app = App::start().await;
    let first = app.event("almaty").session("Opening", None).session("Debate", Some(7)).create().await;
    let (client, organiser) = (app.client(), app.organiser().await);
    let page = organiser.get("/admin/events/new").await.expect_status(200);
    let mut form = page.form("main form");
    form.set("from", &first.id.to_string()).set("slug", "geneva").set("zone", "Europe/Zurich");
    form.set("title-en", "Meeting in Geneva").set("title-ru", "Встреча в Женеве");
    form.set("starts", "2031-03-03").set("ends", "2031-03-04");
    let sent = organiser.send(form).await.expect_status(303);
    assert_eq!(sent.location(), "/admin/geneva/settings");
    let settings = organiser.follow(&sent).await.expect_status(200).form("main form");
    for (field, value) in [("places", "60"), ("public", "no"), ("zone", "Europe/Zurich"), ("first", "en")] {
        assert_eq!(settings.value(field), value, "{field}");
    }
    client.get("/en/geneva").await.expect_status(404);
    let editor = organiser.get("/admin/geneva/agenda").await.expect_status(200);
    assert!(editor.text(".block").contains("Opening") && editor.text(".block").contains("Debate"));
    let mut public = settings;
    public.set("public", "yes");
    organiser.send(public).await.expect_status(303);
    let home = client.get("/ru/geneva").await.expect_status(200);
    assert_eq!(home.one("h1"), "Встреча в Женеве");
    assert!(!client.get("/en/geneva/agenda").await.body.contains("Debate"), "nothing is released yet");
    assert!(client.get("/en/almaty/agenda").await.body.contains("Debate"));
    assert_eq!(app.count("SELECT count(*) FROM place WHERE session_id IS NOT NULL").await, 14);
    assert_eq!(app.count("SELECT count(*) FROM release").await, 1);
}
