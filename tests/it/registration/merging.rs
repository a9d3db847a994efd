//! One person registers twice, in two scripts: an organiser sees it, compares, and makes one of the two.

use crate::security::world::register_with;
use harness::{App, Client, Page, SmtpSink};
use plenary_domain::registration::RawAnswers;
use plenary_domain::{Actor, Event};

fn person(email: &str, given: &str, family: &str, badge: &str) -> RawAnswers {
    let mut raw = RawAnswers::default();
    for (field, value) in [
        ("email", email),
        ("language", "en"),
        ("given", given),
        ("family", family),
        ("badge", badge),
        ("type", "academia"),
        ("state", "KZ"),
        ("organisation", "Institute of Peace"),
        ("position", "Fellow"),
        ("notice", "yes"),
    ] {
        raw.0.insert(field.to_owned(), vec![value.to_owned()]);
    }
    raw
}

async fn found(organiser: &Client, query: &str) -> Page {
    let address = format!("/admin/almaty/registrations?status=all&q={query}");
    organiser.get(&address).await.expect_status(200)
}

/// Registers both; their secrets.
async fn twice(app: &App, event: &Event) -> [String; 2] {
    let mut first = person("zarina@example.org", "Zarina", "Shakeyeva", "Зарина Шакеева");
    first.0.insert("name_native".to_owned(), vec!["Шакеева Зарина".to_owned()]);
    let second = person("z.shakeeva@example.org", "Zarina", "Shakeeva", "Zarina");
    [register_with(app, event, "first", first).await, register_with(app, event, "second", second).await]
}

const LETTERS: &str = "SELECT count(*) FROM outbox WHERE draft_id IS NULL";

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_finds_a_name_in_any_script_and_merges_two_registrations_of_one_person() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    let [one, two] = twice(&app, &event).await;
    register_with(&app, &event, "other", person("t@example.org", "Timur", "Iusupov", "")).await;
    app.letters_have_left().await;
    let letters = app.count(LETTERS).await;
    let organiser = app.organiser().await;

    let list = found(&organiser, "Шакеева").await;
    assert!(list.text("tbody").contains("Shakeyeva") && list.text("tbody").contains("Shakeeva"));
    assert!(!list.text("tbody").contains("Iusupov"));
    assert!(found(&organiser, "Юсупов").await.text("tbody").contains("Iusupov"));
    assert!(found(&organiser, "Z.SHAKEEVA@example.org").await.text("tbody").contains("Shakeeva"));

    let dashboard = organiser.get("/admin/almaty").await.expect_status(200);
    assert!(dashboard.text("main .todo").contains("may be one person"));
    let first = app.store.find_registration(&one).await.unwrap().1;
    let page = organiser.get(&format!("/admin/almaty/registrations/{}", first.id)).await.expect_status(200);
    assert!(page.text("section[aria-labelledby=duplicates]").contains("Similar name"));
    let compare = page.attr("section[aria-labelledby=duplicates] a[href*='/merge/']", "href");

    let choose = organiser.get(&compare).await.expect_status(200);
    assert!(
        choose.text("main").contains("Full name in your own script"),
        "a question of the form, in its words"
    );
    let mut form = choose.form("main form");
    form.set("f-name_native", "one")
        .set("keep", "two")
        .set("f-badge", "one")
        .set("f-email", "two")
        .set("f-family", "one");
    form.press("do", "preview");
    let sure = organiser.send(form).await.expect_status(200);
    assert!(sure.text("main").contains("Зарина Шакеева") && sure.text("main").contains("No letter is sent"));
    assert_eq!(app.store.find_registration(&one).await.unwrap().1, first, "nothing yet");
    let mut form = sure.form("main form");
    form.press("do", "merge");
    let sent = organiser.send(form).await.expect_status(303);
    let done = organiser.follow(&sent).await.expect_status(200);
    assert!(
        done.text("main").contains("Zarina Shakeyeva")
            && done.text("main").contains("z.shakeeva@example.org")
    );
    assert!(done.text("main .history").contains("merged another registration into this one"));

    let kept = app.store.find_registration(&two).await.unwrap().1;
    assert_eq!(kept.answers.badge_name, "Зарина Шакеева");
    assert_eq!(kept.answers.own["name_native"], ["Шакеева Зарина"]);
    let old = app.client().get(&format!("/en/almaty/r/{one}")).await.expect_status(200);
    assert!(old.text("main .note").contains(&kept.reference));
    let gone = organiser.get(&format!("/admin/almaty/registrations/{}", first.id)).await.expect_status(200);
    assert!(gone.text("main").contains(&format!("Merged into {}", kept.reference)));
    let again = organiser.get(&compare).await.expect_status(303);
    assert!(organiser.follow(&again).await.text("main").contains("no longer active"));
    assert_eq!(app.count(LETTERS).await, letters, "nobody is written to");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_go_together_is_said_beside_its_field_and_the_choice_stays() {
    let app = App::start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    let mut stateless = person("a@example.org", "Zarina", "Shakeyeva", "A");
    stateless.0.insert("type".to_owned(), vec!["ngo".to_owned()]);
    stateless.0.remove("state");
    let mut official = person("b@example.org", "Zarina", "Shakeyeva", "B");
    official.0.insert("type".to_owned(), vec!["member_state".to_owned()]);
    let one = register_with(&app, &event, "first", stateless).await;
    let two = register_with(&app, &event, "second", official).await;
    let one = app.store.find_registration(&one).await.unwrap().1;
    let two = app.store.find_registration(&two).await.unwrap().1;
    let organiser = app.organiser().await;
    let address = format!("/admin/almaty/registrations/{}/merge/{}", one.id, two.id);
    let mut form = organiser.get(&address).await.expect_status(200).form("main form");
    form.set("f-type", "two").set("f-state", "one").press("do", "preview");
    let mut form = organiser.send(form).await.expect_status(200).form("main form");
    form.press("do", "merge");
    let again = organiser.send(form).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#f-state");
    assert_eq!(again.attr("input[name=f-type][checked]", "value"), "two");

    let stale = again.form("main form");
    let typed = person("a@example.org", "Zarina", "Rahimova", "A");
    let act = app.act(Actor::System);
    let step = plenary_domain::registration::Step::About;
    app.store.change_answers(act, event.id, one.id, 1, step, typed).await.unwrap();
    let mut form = stale;
    form.set("f-state", "two").press("do", "preview");
    let mut form = organiser.send(form).await.expect_status(200).form("main form");
    form.press("do", "merge");
    let sent = organiser.send(form).await.expect_status(303);
    assert!(organiser.follow(&sent).await.text("main").contains("has changed in the meantime"));
    assert_eq!(app.store.registration(event.id, two.id).await.unwrap(), two);
    let nowhere = format!("/admin/almaty/registrations/{}/merge/{}", one.id, one.id);
    organiser.get(&nowhere).await.expect_status(404);
    app.letters_may_wait();
}
