//! Where organisers decide: one by one, several at once, with the letters that follow.

use super::delegate::Delegate;
use harness::{App, Client, Page, SmtpSink};
use plenary_domain::Event;

/// The page of a registration in the admin panel.
async fn person(organiser: &Client, email: &str) -> Page {
    let list = organiser.get(&format!("/admin/almaty/registrations?status=all&q={email}")).await;
    let to = list.expect_status(200).attr("table a.person", "href");
    organiser.get(&to).await.expect_status(200)
}

async fn decide(organiser: &Client, page: &Page, decision: &str) -> Page {
    let mut form = page.form("main form.row[action$='/decide']");
    form.press("do", decision);
    let sent = organiser.send(form).await.expect_status(303);
    organiser.follow(&sent).await.expect_status(200)
}

async fn registered(app: &App, event: &Event, name: &str) -> (Delegate, String) {
    let delegate = Delegate::new(app.client(), event, name);
    let status = delegate.register().await;
    assert_eq!(status.one("h1"), "We have received your registration");
    (delegate, status.url.path().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_confirms_declines_with_a_reason_and_puts_on_the_waiting_list() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    let organiser = app.organiser().await;
    let (zarina, status) = registered(&app, &event, "zarina").await;
    let (_, declined) = registered(&app, &event, "timur").await;
    let (_, waits) = registered(&app, &event, "aigul").await;
    for name in ["zarina", "timur", "aigul"] {
        let letter = sink.letter(&format!("{name}@example.org"), "Registration received: ").await;
        assert_eq!(letter.calendar(), None, "nothing is sure yet");
    }
    let page = decide(&organiser, &person(&organiser, "zarina@").await, "confirm").await;
    assert!(page.text("main .status").contains("Confirmed"));
    let letter = sink.letter("zarina@example.org", "Registration confirmed: ").await;
    assert!(letter.text().contains(&format!("{}{status}", app.url())));
    assert_eq!(zarina.client.get(&status).await.one("h1"), "Your registration is confirmed");

    decline(&organiser).await;
    let letter = sink.letter("timur@example.org", "Registration declined: ").await;
    assert!(letter.text().contains("One delegate for each ministry"));
    let told = zarina.client.get(&declined).await;
    assert_eq!(told.one("h1"), "Your registration was declined");
    assert!(told.text("main .note").contains("One delegate for each ministry"));

    decide(&organiser, &person(&organiser, "aigul@").await, "waitlist").await;
    sink.letter("aigul@example.org", "Waiting list: ").await;
    assert_eq!(zarina.client.get(&waits).await.one("h1"), "You are on the waiting list");
    decide(&organiser, &person(&organiser, "aigul@").await, "confirm").await;
    sink.letter("aigul@example.org", "Registration confirmed: ").await;
    app.letters_have_left().await;
    assert_eq!(sink.letters().len(), 7);
}

/// Without a reason first, which is not enough.
async fn decline(organiser: &Client) {
    let page = person(organiser, "timur@").await;
    let mut form = page.form("#ask-decline form");
    form.press("do", "decline");
    let again = organiser.send(form).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#reason");
    let mut form = again.form("#ask-decline form");
    form.set("reason", "One delegate for each ministry").press("do", "decline");
    organiser.send(form).await.expect_status(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_confirms_several_at_once_as_far_as_there_are_places() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").organisers_decide().places(3).create().await;
    let organiser = app.organiser().await;
    for name in ["a", "b", "c", "d", "e"] {
        registered(&app, &event, name).await;
    }
    let list = organiser.get("/admin/almaty/registrations?status=submitted").await.expect_status(200);
    let mut form = list.form("main form[method=post]");
    let ids = form.offered("id");
    assert_eq!(ids.len(), 5);
    for id in &ids[..4] {
        form.tick("id", id);
    }
    form.press("do", "confirm");
    let sure = organiser.send(form).await.expect_status(200);
    assert_eq!(sure.all("main tbody tr").len(), 4, "who gets which letter");
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE kind = 'confirmed'").await, 0);
    let sent = organiser.send(sure.form("main form")).await.expect_status(303);
    organiser.follow(&sent).await.expect_status(200);
    let by = |status: &str| format!("SELECT count(*) FROM registration WHERE status = '{status}'");
    assert_eq!(app.count(&by("confirmed")).await, 3);
    assert_eq!(app.count(&by("submitted")).await, 2, "the fourth has no place, the fifth was not chosen");
    for name in ["a", "b", "c"] {
        sink.letter(&format!("{name}@example.org"), "Registration confirmed: ").await;
    }
    app.letters_have_left().await;
    assert_eq!(sink.letters().len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_declines_several_at_once_with_one_reason() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    let organiser = app.organiser().await;
    for name in ["a", "b"] {
        registered(&app, &event, name).await;
    }
    let list = organiser.get("/admin/almaty/registrations?status=submitted").await;
    let mut form = list.form("main form[method=post]");
    for id in form.offered("id") {
        form.tick("id", &id);
    }
    form.press("do", "decline");
    let sure = organiser.send(form).await.expect_status(200);
    let again = organiser.send(sure.form("main form")).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#reason");
    organiser.fill(&again, &[("reason", "The hall is too small")]).await.expect_status(303);
    for name in ["a", "b"] {
        let letter = sink.letter(&format!("{name}@example.org"), "Registration declined: ").await;
        assert!(letter.text().contains("The hall is too small"));
    }
}
