//! Letters in the words of organisers, messages to many and reminders, through HTTP and SMTP.

use crate::letters::until;
use crate::security::world::{answers, register_with};
use harness::{App, Client, Letter, Page, SmtpSink};
use plenary_domain::Event;

/// As long as a name may be.
const HOSTILE: &str = "<a href=//evil.example>[x](//e.example)";

async fn person(app: &App, event: &Event, name: &str, language: &str) -> String {
    let mut raw = answers(name);
    raw.0.insert("language".into(), vec![language.into()]);
    register_with(app, event, name, raw).await
}

async fn house() -> (SmtpSink, App, Event, Client) {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    (sink, app, event, organiser)
}

fn letters_to(sink: &SmtpSink, address: &str, subject: &str) -> Vec<Letter> {
    let mine =
        |letter: &Letter| letter.to.iter().any(|to| to == address) && letter.subject().contains(subject);
    sink.letters().into_iter().filter(|letter| mine(letter)).collect()
}

fn editor(page: &Page) -> harness::Form {
    page.form("main form.edit")
}

#[tokio::test(flavor = "multi_thread")]
async fn organisers_write_a_letter_look_at_it_and_delegates_get_it() {
    let (sink, app, event, organiser) = house().await;
    let at = "/admin/almaty/wordings/confirmed/en";
    let list = organiser.get("/admin/almaty/wordings").await.expect_status(200);
    assert!(list.has(&format!("a[href='{at}']")) && !list.has(".note-warn"));
    let page = organiser.get(at).await.expect_status(200);
    assert!(page.text("main").contains("A place is kept for you"), "our words stand beside");
    let mut form = editor(&page);
    form.set("subject", "{event}: welcome, {nome}")
        .set("opening", "Your Excellency {name},\n\n{{7*7}} is text.");
    let refused = organiser.send(form).await.expect_status(422);
    assert!(refused.text("#subject-error").contains("There is no field “{nome}”"));
    assert_eq!(editor(&refused).value("opening"), "Your Excellency {name},\n\n{{7*7}} is text.");
    let mut form = editor(&refused);
    form.set("subject", "{event}: welcome, {name}");
    form.set("body", "- [Map](https://example.org/map)\n- {place}\n- {organisation}");
    let mut look = form.clone();
    look.press("do", "preview");
    let preview = organiser.send(look).await.expect_status(200);
    assert!(
        preview.text("pre.letter-text").contains("{{7*7}} is text.")
            && preview.has("iframe[sandbox][srcdoc]")
    );
    assert_eq!(app.count("SELECT count(*) FROM letter_wording").await, 0, "looking saves nothing");
    organiser.send(form).await.expect_status(303);
    let mut raw = answers("zarina");
    raw.0.insert("badge".into(), vec![HOSTILE.into()]);
    raw.0.insert("organisation".into(), vec![HOSTILE.into()]);
    register_with(&app, &event, "zarina", raw).await;
    let letter = sink.letter("zarina@example.org", "almaty: welcome, zarina Delegate").await;
    let (text, html) = (letter.text(), letter.html());
    for needed in [
        "Your Excellency zarina Delegate,",
        "{{7*7}} is text.",
        "- Map (https://example.org/map)",
        "- Almaty",
    ] {
        assert!(text.contains(needed), "{needed} in {text}");
    }
    assert!(text.contains("Reference number: ") && text.contains(&format!("{}/en/almaty/r/", app.url())));
    assert!(html.contains("<a href=\"https://example.org/map\">Map</a>"));
    assert!(html.contains("&#60;a href=") && !html.contains("evil.example"), "{html}");
    // Written in one language only.
    let list = organiser.get("/admin/almaty/wordings").await.expect_status(200);
    assert!(list.text(".note-warn").contains("Kazakh: 3 texts missing"), "{}", list.text(".note-warn"));
    let page = organiser.get(at).await.expect_status(200);
    let mut form = editor(&page);
    form.set("subject", "Second");
    organiser.send(form).await.expect_status(303);
    let page = organiser.get(at).await.expect_status(200);
    let mut back = page.form("main form[action$='/restore']");
    back.press("restore", "1");
    organiser.send(back).await.expect_status(303);
    let page = organiser.get(at).await.expect_status(200);
    assert_eq!(editor(&page).value("subject"), "{event}: welcome, {name}");
    assert!(page.text("ul.lines").contains("as version 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_on_trial_goes_to_whoever_asks_for_it_and_says_so() {
    let (sink, app, event, organiser) = house().await;
    person(&app, &event, "zarina", "ru").await;
    let page = organiser.get("/admin/almaty/wordings/declined/ru/preview").await.expect_status(200);
    organiser.send(page.form("main form[action*='/send-to-me']")).await.expect_status(303);
    let letter = sink.letter("organiser0@example.org", "Проба: Регистрация отклонена").await;
    assert_eq!(letter.to, ["organiser0@example.org"]);
    assert!(letter.text().contains("zarina Delegate"), "as it would be written to the delegate");
    assert_eq!(app.count("SELECT count(*) FROM audit WHERE action = 'send_trial'").await, 1);
}

/// It is about a speaker: nobody's registration has a place in it.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_to_speak_is_looked_at_and_tried_out_without_a_delegate() {
    let (sink, app, event, organiser) = house().await;
    person(&app, &event, "zarina", "ru").await;
    let at = "/admin/almaty/wordings/speaker_invited/en";
    let page = organiser.get(at).await.expect_status(200);
    assert!(!page.has("#of"), "no representation types");
    organiser.get(&format!("{at}?type=media")).await.expect_status(404);
    let mut form = editor(&page);
    form.set("opening", "Dear {name} of {organisation}");
    organiser.send(form.clone()).await.expect_status(422);
    form.set("opening", "Dear {name}, will you speak?");
    organiser.send(form).await.expect_status(303);
    let page = organiser.get(&format!("{at}/preview")).await.expect_status(200);
    assert!(page.text("pre.letter-text").contains("will you speak?"), "{}", page.body);
    assert!(!page.body.contains("zarina") && !page.has("#registration"));
    organiser.send(page.form("main form[action*='/send-to-me']")).await.expect_status(303);
    let letter = sink.letter("organiser0@example.org", "You are invited to speak").await;
    assert!(letter.text().contains("will you speak?"), "{}", letter.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_to_many_is_written_looked_at_confirmed_and_can_be_stopped_by_the_delegate() {
    let (sink, app, event, organiser) = house().await;
    for (name, language) in [("ann", "en"), ("boris", "ru"), ("kanat", "kk")] {
        person(&app, &event, name, language).await;
    }
    let list = organiser.get("/admin/almaty/registrations?status=confirmed").await.expect_status(200);
    let page = organiser.get(&list.link("Write to these people")).await.expect_status(200);
    assert!(page.text("main").contains("3 people"));
    let mut form = editor(&page);
    form.set("subject-en", "The bus").set("body-en", "It leaves at **9:00** from {venue}, {name}.");
    form.set("subject-ru", "Автобус").set("body-ru", "{unknown}");
    let refused = organiser.send(form).await.expect_status(422);
    assert!(refused.has("#body-ru-error") && !refused.has("#body-en-error"));
    let mut form = editor(&refused);
    form.set("body-ru", "Отправляется в 9:00, {name}.");
    let saved = organiser.send(form).await.expect_status(303);
    let page = organiser.follow(&saved).await.expect_status(200);
    assert!(page.text("table.bars").contains("Kazakh → English"), "{}", page.text("table.bars"));
    let preview = organiser.get(&page.link("Preview")).await.expect_status(200);
    assert!(preview.text("nav.pages").contains("1 of 3"));
    let second = organiser.get(&preview.link("Next")).await.expect_status(200);
    assert!(
        second.text("pre.letter-text").contains("Отправляется в 9:00"),
        "{}",
        second.text("pre.letter-text")
    );
    assert!(!second.body.contains("stop-letters"), "nobody can be unsubscribed by looking");
    let confirm = organiser.get(&page.link("Go on to sending")).await.expect_status(200);
    // Somebody registers between looking and confirming.
    person(&app, &event, "late", "en").await;
    let again = organiser.send(confirm.form("main form.panel")).await.expect_status(409);
    assert!(again.text(".note-warn").contains("4 instead of 3"), "{}", again.text(".note-warn"));
    organiser.send(again.form("main form.panel")).await.expect_status(303);
    until(&app, "SELECT count(*) FROM outbox WHERE kind = 'message' AND state = 'sent'", 4).await;
    let (en, ru) =
        (sink.letter("ann@example.org", "The bus").await, sink.letter("boris@example.org", "Автобус").await);
    sink.letter("kanat@example.org", "The bus").await;
    assert!(en.html().contains("<b>9:00</b>") && en.text().contains("from Hotel, ann Delegate."));
    assert!(ru.text().contains("Здравствуйте, boris") && ru.text().contains("Больше не присылать рассылки"));
    let header = en.headers("List-Unsubscribe").remove(0);
    assert_eq!(en.headers("List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
    let stop = header.trim_matches(['<', '>', ' ']).to_owned();
    assert!(en.text().contains(&stop), "{stop}");
    let visitor = app.client();
    let page = visitor.get(&stop).await.expect_status(200);
    assert_eq!(app.count("SELECT count(*) FROM bulk_stop").await, 0, "opening it does nothing");
    // As a mail program does it.
    visitor.post(&stop, &[("List-Unsubscribe", "One-Click")]).await.expect_status(303);
    assert!(visitor.get(&stop).await.text("main").contains("You get no more letters that go to many"));
    assert!(page.one("main button").contains("Send me no more"));
    let list = organiser.get("/admin/almaty/messages/new").await.expect_status(200);
    assert!(list.text("main").contains("3 people"), "whoever has stopped them is not counted");
    assert_eq!(letters_to(&sink, "ann@example.org", "The bus").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_message_can_be_stopped() {
    let (_sink, app, event, organiser) = house().await;
    person(&app, &event, "ann", "en").await;
    let page = organiser.get("/admin/almaty/messages/new").await.expect_status(200);
    let mut form = editor(&page);
    form.set("subject-en", "The bus").set("body-en", "At nine.");
    let saved = organiser.send(form).await.expect_status(303);
    let address = saved.location();
    let page = organiser.get(&format!("{address}/confirm")).await.expect_status(200);
    let mut form = page.form("main form.panel");
    form.set("day", "2020-01-01").set("time", "09:00");
    let refused = organiser.send(form).await.expect_status(422);
    assert!(refused.text("#day-error").contains("This time is over"));
    let mut form = refused.form("main form.panel");
    form.set("day", "2090-05-01").set("time", "9:00");
    organiser.send(form).await.expect_status(303);
    let page = organiser.get(&address).await.expect_status(200);
    assert!(
        page.text("main").contains("Scheduled") && page.text("main").contains("1 May 2090, 09:00 (UTC+5)")
    );
    organiser.send(page.form("main form[action$='/stop']")).await.expect_status(303);
    let page = organiser.get(&address).await.expect_status(200);
    assert!(page.text("main").contains("Stopped") && !page.has("form[action$='/stop']"));
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE kind = 'message'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_is_off_until_it_is_switched_on_and_reaches_everybody_once() {
    let (sink, app, event, organiser) = house().await;
    person(&app, &event, "kanat", "kk").await;
    let list = organiser.get("/admin/almaty/reminders").await.expect_status(200);
    assert_eq!(list.all("section.panel").len(), 2, "arrival and thanks come with the program");
    assert!(
        list.text("main").contains("3 days before the first day, at 09:00: to everybody who is confirmed")
    );
    assert!(list.text("main").contains("to 1 person.") && list.text("main").contains("(UTC+5)"));
    // The event is in 60 days: due since yesterday.
    let page = organiser.get("/admin/almaty/reminders/arrival").await.expect_status(200);
    let mut form = editor(&page);
    form.set("on", "yes").set("days", "400");
    let refused = organiser.send(form).await.expect_status(422);
    assert!(refused.has("#days-error"));
    let mut form = editor(&refused);
    form.set("days", "61");
    organiser.send(form).await.expect_status(303);
    let letter = sink.letter("kanat@example.org", "Іс-шара жақында басталады").await;
    assert!(
        letter.headers("List-Unsubscribe").is_empty(),
        "what one has to know to arrive is not one of many"
    );
    let list = organiser.get("/admin/almaty/reminders").await.expect_status(200);
    assert!(list.text("main").contains("1 letter so far."), "{}", list.text("main"));
    assert!(list.text("main").contains("Since "), "whoever is confirmed later gets it too");
    person(&app, &event, "ann", "en").await;
    app.sql().await.batch_execute("UPDATE reminder_rule SET look_at = NULL").await.unwrap();
    sink.letter("ann@example.org", "The event begins soon").await;
    assert_eq!(letters_to(&sink, "kanat@example.org", "басталады").len(), 1);
}
