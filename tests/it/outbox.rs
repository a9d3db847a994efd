//! The outbox as organisers run it: held back, late, shared out by domain, and never in clear.

use crate::letters::{SENT, register, time_comes, until};
use crate::registration::delegate::Delegate;
use harness::{App, Fault, Process, SmtpSink, Tls, authority};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_held_back_with_a_reason_and_leave_when_they_are_let_go() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    let other = app.event("other").create().await;
    let organiser = app.organiser().await;
    let page = organiser.get("/admin/almaty/letters").await.expect_status(200);
    let form = || page.form("main form[action$='/pause-letters']");
    let refused = organiser.send(form()).await.expect_status(422);
    assert!(refused.one("main .error").contains("Say in a few words why"), "{}", refused.body);
    let mut form = form();
    form.set("reason", "The text about visas is wrong");
    organiser.send(form).await.expect_status(303);
    register(&app, &event, "zarina").await;
    register(&app, &other, "otto").await;
    // The other event's letter leaves; whoever has sent it has looked at ours before.
    sink.letter("otto@example.org", "confirmed").await;
    until(&app, SENT, 1).await;
    time_comes(&app).await;
    let page = organiser.get("/admin/almaty/letters?state=held").await.expect_status(200);
    assert!(page.one("main .note-warn").contains("The text about visas is wrong"));
    assert!(page.all("main tbody tr").iter().all(|letter| letter.contains("Held back")));
    assert!(organiser.get("/admin/almaty").await.body.contains("Letters are held back"));
    organiser.send(page.form("main form[action$='/resume-letters']")).await.expect_status(303);
    sink.letter("zarina@example.org", "confirmed").await;
    until(&app, SENT, 2).await;
    let trail = organiser.get("/admin/almaty/audit").await;
    assert!(trail.body.contains("held letters back") && trail.body.contains("let letters go"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_domain_does_not_hold_up_the_others() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).mail(|mail| mail.hands = 3).start().await;
    let event = app.event("almaty").create().await;
    sink.break_down(Fault::HangFor("slow.example")).await;
    for n in 0..6 {
        let mut delegate = Delegate::new(app.client(), &event, "unused");
        delegate.email = format!("d{n}@slow.example");
        delegate.prepare().await.send().await.expect_status(303);
    }
    let in_flight = "SELECT count(*) FROM outbox WHERE leased_until > now() AND domain = 'slow.example'";
    until(&app, in_flight, 2).await;
    for n in 0..5 {
        register(&app, &event, &format!("quick{n}")).await;
    }
    sink.wait_for(5).await;
    until(&app, SENT, 5).await;
    assert_eq!(app.count(in_flight).await, 2, "two hands are enough for one domain");
    sink.mend().await;
    time_comes(&app).await;
    until(&app, "SELECT count(*) FROM outbox WHERE leased_until IS NOT NULL", 0).await;
    time_comes(&app).await;
    sink.wait_for(11).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_that_wait_for_too_long_raise_an_alarm() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    register(&app, &event, "zarina").await;
    assert!(!organiser.get("/admin/almaty").await.body.contains("longer than"));
    let older = "UPDATE outbox SET due_at = due_at - interval '11 minutes' WHERE draft_id IS NULL";
    app.sql().await.batch_execute(older).await.unwrap();
    let page = organiser.get("/admin/almaty").await;
    assert!(page.text(".todo").contains("letter waits for longer than it should"), "{}", page.text(".todo"));
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_withdraws_before_the_confirmation_left_gets_only_the_letter_about_that() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    let page = organiser.get("/admin/almaty/letters").await;
    let mut pausing = page.form("main form[action$='/pause-letters']");
    pausing.set("reason", "Wait");
    organiser.send(pausing).await.expect_status(303);
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let status = delegate.prepare().await.send().await.expect_status(303).location();
    let page = delegate.client.get(&format!("{}/withdraw", status.split('?').next().unwrap())).await;
    delegate.client.send(page.form("main form")).await.expect_status(303);
    let list = organiser.get("/admin/almaty/letters?state=cancelled").await;
    assert!(list.one("main tbody tr").contains("Taken back"), "{}", list.body);
    organiser.send(list.form("main form[action$='/resume-letters']")).await.expect_status(303);
    until(&app, SENT, 1).await;
    assert_eq!(sink.letters().len(), 1);
    sink.letter("zarina@example.org", "withdrawn").await;
}

/// Whatever is wrong with TLS, nothing leaves and the letter waits.
#[tokio::test(flavor = "multi_thread")]
async fn where_encryption_is_required_nothing_leaves_in_clear_or_to_somebody_else() {
    for tls in [Tls::None, Tls::Refused, Tls::Garbage, Tls::ForLocalhost] {
        let sink = SmtpSink::with_tls(tls).await;
        let url = sink.url_by("smtp", "user:geheim@localhost", "?tls=required");
        let app = App::setup().smtp(&sink).mail(|mail| mail.url = url).start().await;
        let event = app.event("almaty").create().await;
        register(&app, &event, "zarina").await;
        until(
            &app,
            "SELECT count(*) FROM outbox WHERE draft_id IS NULL AND last_error <> '' AND state = 'queued'",
            1,
        )
        .await;
        assert_eq!((sink.taken(), sink.sign_ins()), (0, vec![]), "{tls:?}");
        app.letters_may_wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_with_the_right_certificate_gets_the_password_and_the_letter_and_another_does_not() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").create().await;
    register(&app, &event, "zarina").await;
    let trusting = authority();
    let worker = |sink: &SmtpSink| {
        let url = sink.url_by("smtp", "user:geheim@localhost", "?tls=required");
        Process::setup()
            .database(app.database())
            .smtp(sink)
            .variable("PLENARY_SMTP_URL", &url)
            .variable("SSL_CERT_FILE", &trusting.display().to_string())
            .arguments(&["work"])
    };
    let another = SmtpSink::with_tls(Tls::ForAnother).await;
    let mut process = worker(&another).start().await;
    until(&app, "SELECT count(*) FROM outbox WHERE last_error LIKE '%ertificate%'", 1).await;
    process.kill();
    assert_eq!((another.taken(), another.sign_ins()), (0, vec![]));
    let right = SmtpSink::with_tls(Tls::ForLocalhost).await;
    let _process = worker(&right).start().await;
    time_comes(&app).await;
    tokio::time::timeout(Duration::from_secs(20), right.wait_for(1)).await.unwrap();
    until(&app, SENT, 1).await;
    assert_eq!(right.sign_ins().len(), 1);
}
