//! The organisers' desk: entering somebody, notes and tags, saved views, what needs attention, columns of the list.

use crate::security::world::{answers, register, register_with};
use harness::{App, Client, Form, Page, SmtpSink};
use plenary_domain::Event;
use plenary_domain::policy::Role;

const LIST: &str = "/admin/almaty/registrations";

/// Type, organisation and all that has to be there.
fn filled(page: &Page, name: &str) -> Form {
    let mut form = page.form("main form.enter");
    form.set("email", &format!("{name}@example.org")).set("language", "ru").set("given", name);
    form.set("family", "Entered").set("type", "academia").set("organisation", "Institute");
    form.set("position", "Fellow").tick("notice", "yes");
    form
}

async fn person(client: &Client, id: &str) -> Page {
    client.get(&format!("{LIST}/{id}")).await.expect_status(200)
}

async fn id_of(app: &App, email: &str) -> String {
    let query = format!("SELECT id::text FROM registration WHERE email = '{email}'");
    app.sql().await.query_one(&query, &[]).await.unwrap().get(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_enters_somebody_with_the_same_form_and_the_same_checks() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    app.event("almaty").organisers_decide().session("Opening", Some(5)).create().await;
    let organiser = app.organiser().await;
    let list = organiser.get(LIST).await.expect_status(200);
    let page = organiser.get(&list.link("Register somebody")).await.expect_status(200);
    let mut form = page.form("main form.enter");
    form.set("given", "Зарина").set("organisation", "Institute <b>");
    let again = organiser.send(form).await.expect_status(422);
    let wrong = again.html();
    let links = scraper_links(&wrong);
    for field in ["#email", "#given", "#family", "#type", "#position", "#notice"] {
        assert!(links.contains(&field.to_owned()), "{field}: {links:?}");
    }
    assert_eq!(again.form("main form.enter").value("organisation"), "Institute <b>", "what was typed stays");
    let sent = organiser.send(filled(&again, "zarina")).await.expect_status(303);
    let one = organiser.follow(&sent).await.expect_status(200);
    assert!(one.text("main").contains("Entered on the delegate’s behalf by"), "{}", one.text("main"));
    assert!(one.text(".history").contains("registered somebody on their behalf"));
    let letter = sink.letter("zarina@example.org", "").await;
    assert!(letter.text().contains("Meeting almaty (ru)"), "in the language of the letters");
    let mut quiet = filled(&organiser.get(&list.link("Register somebody")).await, "timur");
    quiet.untick("letter", "yes");
    let first = organiser.send(quiet.clone()).await.expect_status(303).location();
    let second = organiser.send(quiet).await.expect_status(303).location();
    assert_eq!(first, second, "the same form twice is one registration");
    assert_eq!(app.count("SELECT count(*) FROM registration WHERE origin = 'organiser'").await, 2);
    app.letters_have_left().await;
    assert_eq!(sink.letters().len(), 1, "no letter where none was wanted");
}

fn scraper_links(html: &scraper::Html) -> Vec<String> {
    let links = scraper::Selector::parse(".error-summary a").unwrap();
    html.select(&links).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_over_the_limit_is_given_with_a_reason_and_after_the_closing_too() {
    let app = App::setup().without_mailer().start().await;
    app.event("almaty").organisers_decide().places(1).closed().create().await;
    let organiser = app.organiser().await;
    let enter = async |name: &str, reason: &str| {
        let page = organiser.get(&format!("{LIST}/new")).await.expect_status(200);
        assert!(page.has(".note-warn"), "delegates can't register now");
        let mut form = filled(&page, name);
        form.set("entering", "confirmed").set("reason", reason);
        organiser.send(form).await
    };
    enter("a", "").await.expect_status(303);
    let full = enter("b", "").await.expect_status(422);
    assert_eq!(full.attr(".error-summary a", "href"), "#reason");
    assert_eq!(full.form("main form.enter").value("given"), "b", "what was typed stays");
    enter("b", "The minister").await.expect_status(303);
    assert_eq!(app.count("SELECT count(*) FROM registration WHERE status = 'confirmed'").await, 2);
    let rows =
        "SELECT count(*) FROM audit WHERE action = 'register_for' AND detail ->> 'reason' = 'The minister'
        AND (detail ->> 'over_limit')::boolean AND (detail ->> 'outside_times')::boolean";
    assert_eq!(app.count(rows).await, 1);
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_and_tags_are_for_organisers_alone() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    let secret = register(&app, &event, "Zarina").await;
    let organiser = app.organiser().await;
    let id = id_of(&app, "zarina@example.org").await;
    let page = person(&organiser, &id).await;
    let mut note = page.form("form[action$='/notes']");
    let empty = organiser.send(note.clone()).await.expect_status(422);
    assert_eq!(empty.attr(".error-summary a", "href"), "#note");
    note.set("note", &"x".repeat(2_001));
    let long = organiser.send(note.clone()).await.expect_status(422);
    assert_eq!(long.form("form[action$='/notes']").value("note").len(), 2_001, "what was typed stays");
    note.set("note", "Speaks to <b>nobody</b> before noon");
    organiser.send(note).await.expect_status(303);
    let mut tag = page.form("form[action$='/tags']");
    tag.set("tag", ",");
    let wrong = organiser.send(tag.clone()).await.expect_status(422);
    assert_eq!(wrong.attr(".error-summary a", "href"), "#tag");
    tag.set("tag", "VIP, Press corps");
    organiser.send(tag).await.expect_status(303);
    let page = person(&organiser, &id).await;
    assert!(page.text("main").contains("Speaks to <b>nobody</b> before noon"));
    assert_eq!(page.all("a.tag"), ["press corps", "vip"]);
    let found = organiser.get(&page.attr("a.tag", "href")).await.expect_status(200);
    assert_eq!(found.all("a.person").len(), 1);
    let viewer = app.person(Some((event.id, Role::Viewer))).await;
    let seen = viewer.get(&format!("{LIST}/{id}")).await.expect_status(200);
    assert!(seen.text("main").contains("before noon") && !seen.has("form[action*='/notes']"));
    for path in ["", "/change/about", "/withdraw"] {
        let own = app.client().get(&format!("/en/almaty/r/{secret}{path}")).await.expect_status(200);
        assert!(!own.body.contains("before noon") && !own.body.contains("press corps"), "{path}");
    }
    let mut remove = page.form("form[action$='/notes/remove']");
    let which = remove.offered("note").remove(0);
    remove.press("note", &which);
    organiser.send(remove).await.expect_status(303);
    assert!(!person(&organiser, &id).await.text("main").contains("before noon"));
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn several_get_a_tag_at_once() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    for name in ["Ann", "Eve", "Ida"] {
        register(&app, &event, name).await;
    }
    let organiser = app.organiser().await;
    let list = organiser.get(LIST).await.expect_status(200);
    let mut form = list.form("main form[method=post]");
    for id in &form.offered("id")[..2] {
        form.tick("id", id);
    }
    form.action = list.attr("button[formaction]", "formaction");
    let whom = organiser.send(form.clone()).await.expect_status(200);
    assert_eq!(whom.all("main .plain li").len(), 2);
    let again = organiser.send(whom.form("main form")).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#tag");
    assert_eq!(again.all("main .plain li").len(), 2, "nobody is lost");
    let done = organiser.fill(&again, &[("tag", "Visa")]).await.expect_status(303);
    let list = organiser.follow(&done).await.expect_status(200);
    assert!(list.text("[role=status]").contains("“visa” added to 2 registrations."));
    assert_eq!(app.count("SELECT count(*) FROM registration_tag WHERE tag = 'visa'").await, 2);
    assert_eq!(app.count("SELECT count(*) FROM audit WHERE action = 'add_tags'").await, 2);
    let tagged = organiser.get(&format!("{LIST}?status=all&tag=visa")).await.expect_status(200);
    assert_eq!(tagged.all("a.person").len(), 2);
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_saved_named_anew_shared_and_deleted() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").organisers_decide().create().await;
    register(&app, &event, "Ann").await;
    let (organiser, other) = (app.organiser().await, app.person(Some((event.id, Role::Organiser))).await);
    let viewer = app.person(Some((event.id, Role::Viewer))).await;
    let at = format!("{LIST}?status=all&q=Ann&col=email&col=status&sort=name&evil=%3Cb%3E");
    let list = organiser.get(&at).await.expect_status(200);
    let views = organiser.get(&list.link("Save this list")).await.expect_status(200);
    let again = organiser.fill(&views, &[("name", " ")]).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#name");
    let saved = organiser.fill(&again, &[("name", "All Anns")]).await.expect_status(303);
    let list = organiser.follow(&saved).await.expect_status(200);
    assert_eq!(list.link("All Anns"), format!("{LIST}?status=all&q=Ann&cols=email.status&sort=name"));
    assert_eq!(list.one(".views [aria-current=page]"), "All Anns");
    assert!(!other.get(LIST).await.body.contains("All Anns"), "somebody else's own");
    let views = organiser.get(&list.link("Save this list")).await.expect_status(200);
    let mut rename = views.form("main section form[novalidate]");
    rename.set("name", "Our Anns").tick("shared", "yes");
    organiser.send(rename).await.expect_status(303);
    for client in [&other, &viewer] {
        let list = client.get(LIST).await.expect_status(200);
        assert_eq!(client.get(&list.link("Our Anns")).await.expect_status(200).all("a.person").len(), 1);
    }
    let views = other.get(&format!("{LIST}/views")).await.expect_status(200);
    other.send(views.form("main form[action$='/remove']")).await.expect_status(303);
    assert!(!organiser.get(LIST).await.body.contains("Our Anns"));
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_begins_with_what_needs_attention_and_says_why() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").create().await;
    for name in ["Ann", "Eve", "Ida"] {
        register(&app, &event, name).await;
    }
    let organiser = app.organiser().await;
    let sql = "INSERT INTO change_request (event_id, id, registration_id, wanted, asked_at)
        SELECT event_id, gen_random_uuid(), id, '{\"family\": [\"Other\"]}', now() FROM registration
        WHERE email = 'ida@example.org';
        UPDATE outbox SET state = 'failed' WHERE recipient = 'eve@example.org'";
    app.sql().await.batch_execute(sql).await.unwrap();
    let list = organiser.get(LIST).await.expect_status(200);
    assert_eq!(list.all("a.person"), ["Ida Delegate", "Eve Delegate", "Ann Delegate"]);
    assert_eq!(list.all(".waits"), ["Asks for a change", "A letter was not delivered"]);
    let waiting = organiser.get(&list.link("Needs attention 2")).await.expect_status(200);
    assert_eq!(waiting.all("a.person").len(), 2);
    let first = organiser.get(&waiting.attr("a.person", "href")).await.expect_status(200);
    let next = organiser.get(&first.attr("a[rel=next]", "href")).await.expect_status(200);
    assert_eq!(next.one("h1"), "Eve Delegate");
    assert!(!next.has("a[rel=next]"), "the list that one came from has no third");
    let dashboard = organiser.get("/admin/almaty").await.expect_status(200);
    let asked = organiser.get(&dashboard.link("delegate asks for a change")).await.expect_status(200);
    assert_eq!(asked.all("a.person"), ["Ida Delegate"]);
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_chosen_and_protected_answers_are_none() {
    let app = App::setup().without_mailer().start().await;
    let event = app.event("almaty").create().await;
    let mut raw = answers("Ann");
    raw.0.insert("food_note".to_owned(), vec!["Peanuts".to_owned()]);
    register_with(&app, &event, "Ann", raw).await;
    let organiser = app.organiser().await;
    let list = organiser.get(LIST).await.expect_status(200);
    let mut form = list.form("main form.filters");
    let offered = form.offered("col");
    for never in ["food", "q-passport_number", "q-gender", "q-diet_detail"] {
        assert!(!offered.contains(&never.to_owned()), "{never} in {offered:?}");
    }
    form.tick("col", "email").untick("col", "state").set("sort", "name");
    let list = organiser.send(form).await.expect_status(200);
    let heads = list.text("thead");
    assert!(heads.contains("E-mail") && !heads.contains("State"), "{heads}");
    assert!(list.text("tbody").contains("ann@example.org"));
    let page = organiser.get(&format!("{LIST}?cols=food.q-diet_detail.q-gender.email")).await;
    assert!(page.text("thead").ends_with("E-mail") && !page.body.contains("Peanuts"));
    let next = list.attr("thead a", "href");
    assert!(next.contains("cols=email.type.sent.status"), "every link keeps them: {next}");
    app.letters_may_wait();
}

async fn waitlisted(app: &App) -> (Event, String) {
    let event = app.event("almaty").organisers_decide().create().await;
    register(app, &event, "Ann").await;
    let id = id_of(app, "ann@example.org").await;
    let organiser = app.organiser().await;
    let mut form = person(&organiser, &id).await.form("main form.row[action$='/decide']");
    form.press("do", "waitlist");
    organiser.send(form).await.expect_status(303);
    (event, id)
}

/// Somebody wants to have another name.
const WISH: &str = "INSERT INTO change_request (event_id, id, registration_id, wanted, asked_at)
    SELECT event_id, gen_random_uuid(), id, '{\"family\": [\"Other\"]}', now() FROM registration";

#[tokio::test(flavor = "multi_thread")]
async fn who_is_refused_a_change_reads_why() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let (_, id) = waitlisted(&app).await;
    app.sql().await.batch_execute(WISH).await.unwrap();
    let organiser = app.organiser().await;
    let mut reject = person(&organiser, &id).await.form("form[action$='/change'][novalidate]");
    reject.set("reason", "Not as in your <b>passport</b>").press("accept", "no");
    organiser.send(reject).await.expect_status(303);
    let letter = sink.letter("ann@example.org", "change is not accepted").await;
    assert!(letter.text().contains("Not as in your <b>passport</b>"), "{}", letter.text());
    let secret = "SELECT secret FROM registration";
    let secret: String = app.sql().await.query_one(secret, &[]).await.unwrap().get(0);
    let told = "The old answers stay valid.Reason: Not as in your <b>passport</b>";
    let delegate = app.client();
    let path = format!("/en/almaty/r/{secret}");
    let page = delegate.get(&path).await.expect_status(200);
    assert!(page.text("main").contains(told), "{}", page.text("main"));
    // A newer wish that waits is what counts now.
    app.sql().await.batch_execute(WISH).await.unwrap();
    let page = delegate.get(&path).await.expect_status(200);
    assert!(!page.text("main").contains("The old answers stay valid"), "{}", page.text("main"));
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn small_forms_keep_what_was_typed_and_say_what_is_wrong_beside_the_field() {
    let app = App::setup().without_mailer().start().await;
    let (_, id) = waitlisted(&app).await;
    let organiser = app.organiser().await;
    let page = person(&organiser, &id).await;
    let mut queue = page.form("form[action$='/queue']");
    queue.set("to", "0").set("reason", "A speaker");
    let again = organiser.send(queue).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#queue-to");
    assert!(again.has("#queue-to[aria-invalid]"));
    let mut queue = again.form("form[action$='/queue']");
    assert_eq!(queue.value("reason"), "A speaker");
    queue.set("to", "1").set("reason", "");
    let again = organiser.send(queue).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#queue-reason");
    let mut queue = again.form("form[action$='/queue']");
    queue.set("reason", "A speaker");
    organiser.send(queue).await.expect_status(303);
    app.sql().await.batch_execute(WISH).await.unwrap();
    let page = person(&organiser, &id).await;
    let mut reject = page.form("form[action$='/change'][novalidate]");
    reject.set("reason", &"x".repeat(1_001)).press("accept", "no");
    let again = organiser.send(reject).await.expect_status(422);
    assert_eq!(again.attr(".error-summary a", "href"), "#change-reason");
    let mut reject = again.form("form[action$='/change'][novalidate]");
    assert_eq!(reject.value("reason").len(), 1_001);
    reject.set("reason", "As in the letter").press("accept", "no");
    organiser.send(reject).await.expect_status(303);
    assert_eq!(app.count("SELECT count(*) FROM change_request WHERE state = 'rejected'").await, 1);
    app.letters_may_wait();
}
