//! What a delegate does after sending.

use super::delegate::{Delegate, counts, sessions};
use harness::{App, SmtpSink};

#[tokio::test(flavor = "multi_thread")]
async fn answers_can_be_changed_and_a_second_window_does_not_undo_the_first() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let client = &delegate.client;
    let status = delegate.register().await;
    let form = client.get(&status.link("Change: Position")).await.expect_status(200);
    assert_eq!(form.form("main form").value("position"), "Head of Training");
    let second = form.clone();
    let sent = client.fill(&form, &[("position", "Deputy Minister")]).await.expect_status(303);
    let changed = client.follow(&sent).await.expect_status(200);
    assert_eq!(changed.one("main [role=status]"), "Your answers are changed.");
    assert!(changed.text("dl.pairs dd").contains("Deputy Minister"));
    let stale = client.fill(&second, &[("organisation", "Academy")]).await.expect_status(422);
    assert_eq!(stale.form("main form").value("organisation"), "Academy", "what was typed is kept");
    assert!(stale.has(".note-warn[role=status]"));
    let again = client.send(stale.form("main form")).await.expect_status(303);
    let page = client.follow(&again).await;
    assert!(page.text("dl.pairs dd").contains("Academy"));
    assert_eq!(counts(&app).await, (1, 1), "a change brings no letter");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_with_a_mistake_is_shown_again_with_everything_typed() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let status = delegate.register().await;
    let form = delegate.client.get(&status.link("Change: Family name")).await;
    let wrong = [("family", "Юсупова"), ("given", "Zarina Anna")];
    let again = delegate.client.fill(&form, &wrong).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#family");
    for (field, value) in wrong {
        assert_eq!(again.form("main form").value(field), value);
    }
    let path = status.url.path();
    let unchanged = delegate.client.get(path).await;
    assert!(!unchanged.text("dl.pairs dd").contains("Anna"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_the_letters_can_not_be_changed_by_whoever_has_the_link() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let status = delegate.register().await;
    let contact = format!("{}/change/contact", status.url.path());
    let mut form = delegate.client.get(&contact).await.expect_status(200).form("main form");
    assert!(!form.has("email"));
    form.forge("email", "thief@example.org").forge("status", "declined").set("language", "ru");
    delegate.client.send(form).await.expect_status(303);
    let kept = "SELECT count(*) FROM registration WHERE email = 'zarina@example.org' AND language = 'ru'
        AND status = 'confirmed' AND answers ->> 'email' = email";
    assert_eq!(app.count(kept).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_withdraws_frees_the_place_and_the_seat_and_can_register_again() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").places(1).session("Workshop", Some(1)).create().await;
    let workshop = sessions(&app, &event).await[0];
    let zarina = Delegate::new(app.client(), &event, "zarina").wanting(workshop);
    let timur = Delegate::new(app.client(), &event, "timur").wanting(workshop);
    let first = zarina.register().await;
    let waits = timur.register().await;
    assert_eq!(waits.one("h1"), "You are on the waiting list");
    assert!(waits.one("li.session .status").contains("Waiting list, place 1"));
    sink.letter("timur@example.org", "Waiting list: ").await;
    let ask = zarina.client.get(&first.link("Withdraw my registration")).await.expect_status(200);
    let long = "x".repeat(501);
    let again = zarina.client.fill(&ask, &[("reason", &long)]).await.expect_status(422);
    assert_eq!(again.form("main form").value("reason"), long);
    let sent = zarina.client.fill(&again, &[("reason", "Another meeting")]).await.expect_status(303);
    let withdrawn = zarina.client.follow(&sent).await.expect_status(200);
    assert_eq!(withdrawn.one("h1"), "You have withdrawn your registration");
    sink.letter("zarina@example.org", "Registration withdrawn: ").await;
    let offered = sink.letter("timur@example.org", "A place is free for you: ").await;
    assert!(offered.text().contains("Answer by"));
    let offer = timur.client.get(waits.url.path()).await;
    assert_eq!(offer.one("h1"), "A place is free for you");
    let mut take = offer.form("main form[action$='/reply']");
    take.press("reply", "take_offer");
    for _ in 0..2 {
        timur.client.send(take.clone()).await.expect_status(303);
    }
    let promoted = sink.letter("timur@example.org", "Registration confirmed: ").await;
    assert!(promoted.calendar().expect("a calendar").contains("Workshop"));
    let timurs = timur.client.get(waits.url.path()).await;
    assert_eq!(timurs.one("h1"), "Your registration is confirmed");
    assert!(timurs.one("li.session .status").contains("Seat kept"));
    let change = format!("{}/change/about", first.url.path());
    assert_eq!(zarina.client.get(&change).await.expect_status(303).location(), first.url.path());
    assert_eq!(withdrawn.link("Register again"), "/en/almaty/register");
    let second = zarina.register().await;
    assert_eq!(second.one("h1"), "You are on the waiting list");
    assert_ne!(second.one("main .code"), first.one("main .code"));
    sink.letter("zarina@example.org", "Waiting list: ").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawing_twice_is_one_letter() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let status = delegate.register().await;
    let form = delegate.client.get(&status.link("Withdraw my registration")).await.form("main form");
    for _ in 0..2 {
        let sent = delegate.client.send(form.clone()).await.expect_status(303);
        assert_eq!(sent.location(), status.url.path());
    }
    assert_eq!(counts(&app).await, (1, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_sent_again_at_most_once_in_a_while() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let status = delegate.register().await;
    let early =
        delegate.client.send(status.form("main form[action$='/send-again']")).await.expect_status(303);
    let page = delegate.client.follow(&early).await;
    assert!(page.one("main [role=status]").contains("We sent it a few minutes ago"));
    let sql = app.sql().await;
    sql.batch_execute("UPDATE outbox SET queued_at = queued_at - interval '10 minutes'").await.unwrap();
    let sent = delegate.client.send(status.form("main form[action$='/send-again']")).await.expect_status(303);
    let page = delegate.client.follow(&sent).await;
    assert!(page.one("main [role=status]").contains("on its way again"));
    assert_eq!(counts(&app).await, (1, 2));
}
