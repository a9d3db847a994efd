//! Letters leave once, whatever happens to the mail server or to us.

use crate::registration::delegate::Delegate;
use harness::{App, Fault, Process, SmtpSink, Stage};
use plenary_domain::Event;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Waits for a number in the database; the mailer marks a letter after the mail server has answered.
pub(crate) async fn until(app: &App, query: &str, wanted: i64) {
    let begun = Instant::now();
    loop {
        let found = app.count(query).await;
        if found == wanted {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{found} instead of {wanted}: {query}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) const SENT: &str = "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND state = 'sent'";
pub(crate) const QUEUED: &str = "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND state = 'queued'";

/// As if the time of the next try had come, and the mailer were told.
pub(crate) async fn time_comes(app: &App) {
    let sql = app.sql().await;
    let due = "UPDATE outbox SET due_at = now() - interval '1 second' WHERE state = 'queued'";
    sql.batch_execute(due).await.unwrap();
    sql.batch_execute("NOTIFY outbox").await.unwrap();
}

pub(crate) async fn register(app: &App, event: &Event, name: &str) {
    Delegate::new(app.client(), event, name).prepare().await.send().await.expect_status(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_mail_server_is_down_people_register_and_their_letters_leave_afterwards() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    sink.break_down(Fault::Down).await;
    for number in 0..20 {
        let sending = Delegate::new(app.client(), &event, &format!("delegate{number}")).prepare().await;
        let begun = Instant::now();
        sending.send().await.expect_status(303);
        assert!(begun.elapsed() < Duration::from_secs(2), "nobody waits for the mail server");
    }
    until(
        &app,
        "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND state = 'queued' AND last_error <> ''",
        20,
    )
    .await;
    assert_eq!(sink.letters().len(), 0);
    sink.mend().await;
    time_comes(&app).await;
    let letters = sink.wait_for(20).await;
    until(&app, SENT, 20).await;
    let to: BTreeSet<_> = letters.iter().flat_map(|letter| letter.to.clone()).collect();
    let ids: BTreeSet<_> = letters.iter().map(harness::Letter::message_id).collect();
    assert_eq!((letters.len(), to.len(), ids.len()), (20, 20, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_refused_for_now_is_tried_again_and_the_desk_sees_why() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    sink.break_down(Fault::Answer(Stage::Recipient, "450 4.2.0 greylisted, come back later")).await;
    register(&app, &event, "zarina").await;
    until(
        &app,
        "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND last_error <> '' AND leased_until IS NULL",
        1,
    )
    .await;
    let page = organiser.get("/admin/almaty/letters").await.expect_status(200);
    assert!(page.all("main tbody tr")[0].contains("Tried again later"), "{}", page.all("main tbody tr")[0]);
    assert!(page.all("main tbody tr")[0].contains("greylisted, come back later"));
    let letter = organiser.get(&page.attr("main tbody a.person", "href")).await.expect_status(200);
    assert!(letter.text("dl.pairs").contains("greylisted"));
    let later = "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND state = 'queued' AND attempts = 1
        AND due_at BETWEEN queued_at + interval '14 seconds' AND queued_at + interval '25 seconds'";
    assert_eq!(app.count(later).await, 1);
    sink.mend().await;
    time_comes(&app).await;
    sink.letter("zarina@example.org", "Registration confirmed: ").await;
    until(&app, SENT, 1).await;
    let page = organiser.get("/admin/almaty/letters").await;
    assert!(page.all("main tbody tr")[0].contains("Sent") && !page.body.contains("greylisted"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_refused_for_good_fails_at_once_is_shown_and_can_be_sent_again() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    sink.break_down(Fault::Answer(Stage::Recipient, "550 5.1.1 no such <b>user</b>")).await;
    register(&app, &event, "zarina").await;
    until(
        &app,
        "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND state = 'failed' AND attempts = 1",
        1,
    )
    .await;
    let page = organiser.get("/admin/almaty/letters?state=failed").await.expect_status(200);
    assert!(page.all("main tbody tr")[0].contains("no such <b>user</b>"), "{}", page.all("main tbody tr")[0]);
    let letter = organiser.get(&page.attr("main tbody a.person", "href")).await.expect_status(200);
    sink.mend().await;
    let older = "UPDATE outbox SET queued_at = queued_at - interval '10 minutes'";
    app.sql().await.batch_execute(older).await.unwrap();
    organiser.send(letter.form("main form[action$='/send-again']")).await.expect_status(303);
    sink.letter("zarina@example.org", "Registration confirmed: ").await;
    until(&app, SENT, 1).await;
    assert_eq!(app.count(QUEUED).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_whose_answer_was_lost_comes_again_with_the_same_message_id() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    sink.break_down(Fault::DropAfterDot { taken: true }).await;
    register(&app, &event, "zarina").await;
    until(
        &app,
        "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND last_error <> '' AND leased_until IS NULL",
        1,
    )
    .await;
    sink.mend().await;
    time_comes(&app).await;
    until(&app, SENT, 1).await;
    let letters = sink.letters();
    assert!(letters.len() >= 2, "the mail server had it before, and we could not know");
    let ids: BTreeSet<_> = letters.iter().map(harness::Letter::message_id).collect();
    assert_eq!(ids.len(), 1, "mail programs show one");
}

/// The house that makes the event and keeps the database, and has no mailer of its own.
async fn desk() -> (App, Event) {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").create().await;
    (app, event)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_commit_and_the_sending_the_letter_still_leaves_once() {
    let sink = SmtpSink::start().await;
    let (app, event) = desk().await;
    // It greets and then says nothing: the letter is leased, and the conversation never gets to the letter.
    sink.break_down(Fault::Hang(Stage::From)).await;
    let mut first = Process::setup().database(app.database()).smtp(&sink).start().await;
    let delegate = Delegate::new(first.client(), &event, "zarina");
    delegate.prepare().await.send().await.expect_status(303);
    until(&app, "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND leased_until IS NOT NULL AND state = 'queued'", 1).await;
    first.kill();
    assert_eq!(sink.letters().len(), 0);
    sink.mend().await;
    lease_ends(&app).await;
    let second = Process::setup().database(app.database()).smtp(&sink).start().await;
    let letter = sink.letter("zarina@example.org", "Registration confirmed: ").await;
    until(&app, SENT, 1).await;
    assert_eq!(sink.letters().len(), 1);
    assert!(letter.text().contains(&second.url()), "links lead to the node that sends");
    assert_eq!(app.count("SELECT count(*) FROM registration").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_anybody_could_send_it_the_letter_leaves_once() {
    let sink = SmtpSink::start().await;
    let (app, event) = desk().await;
    sink.break_down(Fault::Down).await;
    let mut first = Process::setup().database(app.database()).smtp(&sink).start().await;
    let delegate = Delegate::new(first.client(), &event, "zarina");
    let sending = delegate.prepare().await;
    sending.send().await.expect_status(303);
    first.kill();
    sink.mend().await;
    lease_ends(&app).await;
    let mut second = Process::setup().database(app.database()).smtp(&sink).start().await;
    sink.letter("zarina@example.org", "Registration confirmed: ").await;
    until(&app, SENT, 1).await;
    assert!(second.stop(rustix::process::Signal::TERM).await.success(), "{}", second.log());
    assert_eq!(sink.letters().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_mail_server_took_it_the_letter_has_the_same_message_id() {
    let sink = SmtpSink::start().await;
    let (app, event) = desk().await;
    sink.break_down(Fault::DropAfterDot { taken: true }).await;
    let mut first = Process::setup().database(app.database()).smtp(&sink).start().await;
    Delegate::new(first.client(), &event, "zarina").prepare().await.send().await.expect_status(303);
    sink.wait_for(1).await;
    first.kill();
    sink.mend().await;
    let before = sink.letters().len();
    lease_ends(&app).await;
    let _second = Process::setup().database(app.database()).smtp(&sink).start().await;
    let letters = sink.wait_for(before + 1).await;
    until(&app, SENT, 1).await;
    let ids: BTreeSet<_> = letters.iter().map(harness::Letter::message_id).collect();
    assert_eq!(ids.len(), 1, "mail programs show one");
}

/// A process that was killed keeps its lease until the lease ends: here, two minutes pass in a moment.
async fn lease_ends(app: &App) {
    let sql = app.sql().await;
    let passed = "UPDATE outbox SET leased_until = now() - interval '1 second', due_at = now()
        WHERE state = 'queued'";
    sql.batch_execute(passed).await.unwrap();
}
