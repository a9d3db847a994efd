//! Whatever is typed or sent: a clear page, every field that is wrong named, nothing typed lost.

use super::delegate::{Delegate, counts, sessions};
use harness::{App, Form, Page};
use plenary_domain::agenda::{RoomInput, SessionInput, Slot};
use plenary_domain::{Actor, Event, Lang, LocalText};

/// Step, field, what is typed, a part of what the page says.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("contact", "email", "", "Enter your e-mail address"),
    ("contact", "email", "zarina", "Enter an e-mail address"),
    ("contact", "email", "zarina@example", "Enter an e-mail address"),
    ("contact", "email", "z@example.org, y@example.org", "Enter an e-mail address"),
    ("contact", "email", "z@example.org\r\nBcc: y@example.org", "Enter an e-mail address"),
    ("contact", "language", "fr", "Choose one of the options"),
    ("about", "family", "", "Enter your family name"),
    ("about", "family", "   ", "Enter your family name"),
    ("about", "family", "Юсупова", "Use Latin letters"),
    ("about", "given", "Зарина", "Use Latin letters"),
    ("about", "given", "Zar<b>ina", "Use Latin letters"),
    ("about", "badge", "Zarina \u{202e}avopusuY", "Take out the invisible control characters"),
    ("about", "title", "a\u{7}b", "Take out the invisible control characters"),
    ("organisation", "type", "", "Choose in what capacity"),
    ("organisation", "type", "president", "Choose one of the options"),
    ("organisation", "state", "", "Select the State"),
    ("organisation", "state", "ZZ", "Choose one of the options"),
    ("organisation", "organisation", "", "Enter the name of your organisation"),
    ("organisation", "position", "", "Enter your position"),
    ("needs", "food", "bacon", "Choose one of the options"),
    ("needs", "access", "helicopter", "Choose one of the options"),
    ("check", "notice", "", "Tick the box"),
];

/// What no one types by mistake: as long as a field may be, and one more.
const LONG: &[(&str, &str, usize)] = &[
    ("contact", "email", 254),
    ("about", "title", 40),
    ("about", "given", 60),
    ("about", "family", 60),
    ("about", "badge", 40),
    ("organisation", "organisation", 160),
    ("organisation", "position", 160),
    ("needs", "food_note", 500),
    ("needs", "access_note", 500),
];

/// A draft in which everything is right: a form of any of its steps.
struct Draft {
    delegate: Delegate,
    check: String,
}

impl Draft {
    async fn of(delegate: Delegate) -> Self {
        let check = delegate.fill().await.action;
        Self { delegate, check }
    }

    fn path(&self, step: &str) -> String {
        self.check.replace("/check", &format!("/{step}"))
    }

    async fn form(&self, step: &str) -> Form {
        self.delegate.client.get(&self.path(step)).await.expect_status(200).form("main form")
    }

    /// Sends one step with one field as no browser would, and gives the page that says what is wrong.
    async fn wrong(&self, step: &str, field: &str, value: &str) -> Page {
        let mut form = self.form(step).await;
        form.forge(field, value);
        let sent = form.fields();
        let page = self.delegate.client.send(form).await.expect_status(422);
        says_what_is_wrong(&page, field);
        keeps(&page, &sent, field);
        page
    }
}

/// The summary stands at the top and every line of it leads to a field that is there.
fn says_what_is_wrong(page: &Page, field: &str) {
    assert!(page.one("title").starts_with("Error: "), "{}", page.one("title"));
    assert_eq!(page.attr(".error-summary", "role"), "alert");
    let links = page.all(".error-summary a");
    assert_eq!(links.len(), 1, "{links:?}");
    let target = page.attr(".error-summary a", "href");
    let target = target.strip_prefix('#').expect("a link on the page");
    assert_eq!(target, field);
    assert!(page.has(&format!("[id='{target}']")), "nothing has the id {target}");
    let beside = page.one(&format!("[id='{target}-error']"));
    assert!(beside.contains(&links[0]), "{beside}");
}

/// Everything else that was sent is on the page, and what was wrong, too, if it can be.
fn keeps(page: &Page, sent: &[(String, String)], field: &str) {
    let form = page.form("main form");
    let kept = form.fields();
    for (name, value) in sent {
        let value = value.replace("\r\n", "\n");
        let chosen = !form.offered(name).is_empty();
        let kept = kept.contains(&(name.clone(), value.clone()));
        assert!(kept || (name == field && chosen), "{name}={value:?} is lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_is_named_at_its_field_and_nothing_typed_is_lost() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let draft = Draft::of(Delegate::new(app.client(), &event, "zarina")).await;
    for (step, field, value, says) in WRONG {
        let page = draft.wrong(step, field, value).await;
        assert!(
            page.one(".error-summary").contains(says),
            "{field}={value:?}: {}",
            page.one(".error-summary")
        );
        repair(&draft, step, field).await;
    }
    assert_eq!(counts(&app).await, (0, 0));
    let mut form = draft.form("check").await;
    form.tick("notice", "yes");
    draft.delegate.client.send(form).await.expect_status(303);
    assert_eq!(counts(&app).await, (1, 1));
}

/// Puts the right answer back, so that the next mistake is the only one.
async fn repair(draft: &Draft, step: &str, field: &str) {
    let right = match field {
        "email" => "zarina@example.org",
        "language" => "en",
        "family" => "Yusupova",
        "type" => "member_state",
        "state" => "KZ",
        "organisation" | "position" => "Ministry",
        "food" | "access" | "notice" => return again(draft, step).await,
        _ => "Zarina",
    };
    let mut form = draft.form(step).await;
    form.set(field, right);
    draft.delegate.client.send(form).await.expect_status(303);
}

/// A choice that was never offered is gone when the form is sent as it is shown.
async fn again(draft: &Draft, step: &str) {
    let form = draft.form(step).await;
    draft.delegate.client.send(form).await.expect_status(if step == "check" { 422 } else { 303 });
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_may_be_as_long_as_the_page_says_and_no_longer() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let draft = Draft::of(Delegate::new(app.client(), &event, "zarina")).await;
    for (step, field, max) in LONG {
        let text = |length: usize| match *field {
            "email" => format!("{}@{}.kz", "a".repeat(60), "b".repeat(length - 64)),
            _ => "x".repeat(length),
        };
        let page = draft.wrong(step, field, &text(max + 1)).await;
        if *field != "email" {
            assert!(page.one(".error-summary").contains(&max.to_string()), "{field}");
        }
        let mut form = draft.form(step).await;
        form.set(field, if *field == "email" { "zarina@example.org" } else { "" });
        let right = if *field == "email" { "zarina@example.org".to_owned() } else { text(*max) };
        form.set(field, &right);
        draft.delegate.client.send(form).await.expect_status(303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_in_the_first_step_are_named_before_anything_is_kept() {
    let app = App::start().await;
    app.event("almaty").create().await;
    let client = app.client();
    let page = client.get("/ru/almaty/register").await;
    let mut form = page.form("main form");
    form.set("email", "зарина").set("language", "kk");
    let again = client.send(form).await.expect_status(422);
    assert!(again.one("title").starts_with("Ошибка: "), "{}", again.one("title"));
    assert_eq!(again.form("main form").value("email"), "зарина");
    assert_eq!(again.form("main form").value("language"), "kk");
    assert_eq!(again.attr(".error-summary a", "href"), "#email");
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_that_were_left_out_are_asked_for_before_it_is_sent() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let about = delegate.begin().await;
    let check = delegate.client.get(&about.replace("/about", "/check")).await.expect_status(200);
    let mut form = check.form("main form");
    form.tick("notice", "yes").tick("consent_photo", "yes");
    let about = delegate.client.send(form).await.expect_status(422);
    assert_eq!(about.one("h1"), "About you");
    assert_eq!(about.attr(".error-summary a", "href"), "#family");
    let names = delegate.client.fill(&about, &[("family", "Yusupova")]).await.expect_status(303);
    let check = names.location().replace("/organisation", "/check");
    let check = delegate.client.get(&check).await;
    assert!(check.has("input[name=consent_photo][checked]"), "what was ticked is still ticked");
    assert_eq!(counts(&app).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_unknown_or_overlaps_another_one_is_not_taken() {
    let app = App::start().await;
    let event = app.event("almaty").session("Workshop", Some(5)).session("Film", Some(5)).create().await;
    overlap(&app, &event).await;
    let ids = sessions(&app, &event).await;
    let draft = Draft::of(Delegate::new(app.client(), &event, "zarina")).await;
    let page = draft.delegate.client.get(&draft.path("sessions")).await;
    let slot = |number: usize| page.attr(&format!("input[value='{}']", ids[number]), "name");
    assert_ne!(slot(0), slot(1));
    let unknown = "018f0000-0000-7000-8000-000000000000".to_owned();
    for wrong in [&unknown, &"nonsense".to_owned(), &ids[1].to_string()] {
        let again = draft.wrong("sessions", &slot(0), wrong).await;
        assert!(again.one(".error-summary").contains("can no longer be chosen"));
    }
    let mut both = draft.form("sessions").await;
    both.set(&slot(0), &ids[0].to_string()).set(&slot(1), &ids[1].to_string());
    let sent = both.fields();
    let again = draft.delegate.client.send(both).await.expect_status(422);
    says_what_is_wrong(&again, &slot(1));
    keeps(&again, &sent, &slot(1));
    assert!(again.one(".error-summary").contains("overlaps with another"));
    let mut gone = draft.form("sessions").await;
    gone.set(&slot(0), &ids[0].to_string()).set(&slot(1), "").forge("slot-20010101-0900", &unknown);
    let again = draft.delegate.client.send(gone).await.expect_status(422);
    assert!(again.one(".error-summary").contains("can no longer be chosen"));
}

/// The second session begins while the first is still on.
async fn overlap(app: &App, event: &Event) {
    let act = || app.act(Actor::System);
    let draft = app.store.draft_agenda(event.id).await.expect("a draft");
    let longer = draft.agenda.sessions.iter().min_by_key(|session| session.number).expect("two sessions");
    let mut input = SessionInput::from(longer);
    input.slot = input.slot.map(|slot| Slot { minutes: 90, ..slot });
    let name = LocalText::default().with(Lang::En, "Hall B");
    let room = RoomInput { name, position: 2, ..RoomInput::default() };
    input.room = Some(app.store.save_room(act(), event.id, None, room).await.expect("it is saved"));
    let version = draft.versions.get(&longer.id).copied();
    app.store.save_session(act(), event.id, Some(longer.id), version, input).await.expect("it is saved");
    let draft = app.store.draft_agenda(event.id).await.expect("a draft");
    app.store
        .release_agenda(act(), event.id, draft.draft_version, String::new())
        .await
        .expect("it is released");
}
