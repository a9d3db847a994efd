//! Letters about releases: those who are affected, and nobody else, get one letter about everything that was released in
//! the meantime.

use crate::letters::until;
use crate::registration::delegate::{Delegate, sessions};
use harness::{App, Client, SmtpSink};
use jiff::ToSpan;
use plenary_domain::agenda::{SessionInput, SessionSpeaker, SpeakerContact, SpeakerInput, SpeakerRole};
use plenary_domain::ids::SessionId;
use plenary_domain::text::EmailAddress;
use plenary_domain::{Actor, Event, Lang, LocalText};

const NEWS: &str = "SELECT count(*) FROM outbox WHERE kind = 'agenda_changed'";

async fn move_to(organiser: &Client, session: SessionId, start: &str) {
    let page = organiser.get(&format!("/admin/almaty/agenda?session={session}")).await.expect_status(200);
    let mut form = page.form(".panel-selected form");
    form.set("start", start).press("do", "save");
    organiser.send(form).await.expect_status(303);
}

async fn release(organiser: &Client) -> String {
    let page = organiser.get("/admin/almaty/release").await.expect_status(200);
    organiser.send(page.form("main form")).await.expect_status(303);
    page.text("main")
}

/// As if the half hour were over.
async fn time_comes(app: &App) {
    let due = "UPDATE outbox SET due_at = now() - interval '1 second' WHERE state = 'queued'";
    app.sql().await.batch_execute(due).await.unwrap();
    app.sql().await.batch_execute("NOTIFY outbox").await.unwrap();
}

struct Scene {
    app: App,
    sink: SmtpSink,
    event: Event,
    organiser: Client,
    ids: Vec<SessionId>,
}

/// Zarina has a seat in the second of three sessions, Boris in the third; their letters have left.
async fn scene() -> Scene {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let new =
        app.event("almaty").session("Opening", None).session("Debate", Some(5)).session("Workshop", Some(5));
    let event = new.create().await;
    let ids = sessions(&app, &event).await;
    for (name, session) in [("zarina", ids[1]), ("boris", ids[2])] {
        Delegate::new(app.client(), &event, name)
            .wanting(session)
            .prepare()
            .await
            .send()
            .await
            .expect_status(303);
    }
    sink.wait_for(2).await;
    app.letters_have_left().await;
    let organiser = app.organiser().await;
    Scene { app, sink, event, organiser, ids }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_releases_become_one_letter_to_those_who_signed_up() {
    let Scene { app, sink, organiser, ids, .. } = scene().await;
    move_to(&organiser, ids[1], "14:00").await;
    let page = release(&organiser).await;
    assert!(page.contains("1 person who has signed up") && page.contains("leave in 30 minutes"), "{page}");
    assert_eq!(app.count(NEWS).await, 1);
    let early = format!("{NEWS} AND due_at > now() + interval '25 minutes'");
    assert_eq!(app.count(&early).await, 1, "held for half an hour");
    move_to(&organiser, ids[1], "16:00").await;
    release(&organiser).await;
    assert_eq!(app.count(NEWS).await, 1, "the second release goes into the same letter");
    time_comes(&app).await;
    let letter = sink.letter("zarina@example.org", "Your sessions have changed").await;
    let text = letter.text();
    for needed in ["16:00–17:00 (UTC+5)", "10:00–11:00 (UTC+5)", "Debate"] {
        assert!(text.contains(needed), "{needed} in {text}");
    }
    assert!(!text.contains("14:00") && !text.contains("Workshop"), "{text}");
    let calendar = letter.calendar().expect("a calendar file");
    assert!(calendar.contains("SEQUENCE:2") && calendar.matches("BEGIN:VEVENT").count() == 1, "{calendar}");
    let list = organiser.get("/admin/almaty/releases").await.expect_status(200);
    assert!(list.text("tbody").contains('1'));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_back_is_told_to_nobody_and_words_are_no_news() {
    let Scene { app, sink, event, organiser, ids } = scene().await;
    move_to(&organiser, ids[1], "14:00").await;
    release(&organiser).await;
    move_to(&organiser, ids[1], "10:00").await;
    release(&organiser).await;
    time_comes(&app).await;
    until(&app, &format!("{NEWS} AND state = 'cancelled'"), 1).await;
    let draft = app.store.draft_agenda(event.id).await.unwrap();
    let session = draft.agenda.session(ids[2]).unwrap();
    let input =
        SessionInput { summary: LocalText::default().with(Lang::En, "New"), ..SessionInput::from(session) };
    let (act, version) = (app.act(Actor::System), Some(draft.versions[&ids[2]]));
    app.store.save_session(act, event.id, Some(ids[2]), version, input).await.unwrap();
    assert!(release(&organiser).await.contains("Nobody"));
    assert_eq!((app.count(NEWS).await, sink.letters().len()), (1, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_can_send_none_and_that_is_kept() {
    let Scene { app, organiser, ids, .. } = scene().await;
    move_to(&organiser, ids[1], "14:00").await;
    let page = organiser.get("/admin/almaty/release").await.expect_status(200);
    let mut form = page.form("main form");
    form.tick("quiet", "yes");
    organiser.send(form).await.expect_status(303);
    assert_eq!(app.count(NEWS).await, 0);
    assert_eq!(app.count("SELECT count(*) FROM release WHERE quiet AND letters = 0").await, 1);
    let list = organiser.get("/admin/almaty/releases").await.expect_status(200);
    assert!(list.text("tbody").contains("none wanted"));
}

#[tokio::test(flavor = "multi_thread")]
async fn speakers_are_told_of_their_own_sessions_and_on_the_day_at_once() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let new = app.event("almaty").session("Opening", None).session("Debate", None);
    let event = new
        .with(|settings| {
            // Yesterday to tomorrow, so that it is a day of the event in every zone.
            let today = settings.starts_on.saturating_sub(60.days());
            (settings.starts_on, settings.ends_on) =
                (today.saturating_sub(1.days()), today.saturating_add(1.days()));
        })
        .create()
        .await;
    let ids = sessions(&app, &event).await;
    let email = EmailAddress::parse("speaker@example.org").unwrap();
    let contact =
        SpeakerContact { email: Some(email), language: Some(Lang::Ru), ..SpeakerContact::default() };
    let speaker = SpeakerInput {
        name: LocalText::default().with(Lang::En, "A. Speaker"),
        contact,
        ..SpeakerInput::default()
    };
    let speaker = app.store.save_speaker(app.act(Actor::System), event.id, None, speaker).await.unwrap();
    let draft = app.store.draft_agenda(event.id).await.unwrap();
    let input = SessionInput {
        speakers: vec![SessionSpeaker::new(speaker, SpeakerRole::Chair)],
        ..SessionInput::from(draft.agenda.session(ids[1]).unwrap())
    };
    let (act, version) = (app.act(Actor::System), Some(draft.versions[&ids[1]]));
    app.store.save_session(act, event.id, Some(ids[1]), version, input).await.unwrap();
    let organiser = app.organiser().await;
    let page = release(&organiser).await;
    assert!(page.contains("A. Speaker") && page.contains("leave at once"), "{page}");
    let letter = sink.letter("speaker@example.org", "Сегодня: ").await;
    assert!(letter.text().contains("Debate (ru)"), "{}", letter.text());
    app.letters_have_left().await;
}
