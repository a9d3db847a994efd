//! Letters that lead back: to a draft on another device, to the proof of an address; and how many of them there may be.

use super::delegate::Delegate;
use harness::{App, Client, Page};
use plenary_domain::Event;
use plenary_web::Limits;
use reqwest::Method;
use std::time::{Duration, Instant};

/// The address that the button of the latest letter to somebody leads to; waits until it has left.
async fn button(app: &App, to: &str, kind: &str) -> String {
    let query = "SELECT (regexp_match(replace(convert_from(message, 'UTF8'), E'=\r\n', ''),
            '(/[a-z]{2}/[a-z0-9-]+/letter/[0-9a-f]{82})'))[1]
        FROM outbox WHERE recipient = $1 AND kind = $2 AND state = 'sent' ORDER BY queued_at DESC LIMIT 1";
    let (sql, begun) = (app.sql().await, Instant::now());
    loop {
        let waiting = "SELECT count(*) FROM outbox WHERE state = 'queued'";
        if app.count(waiting).await == 0
            && let Some(row) = sql.query_opt(query, &[&to, &kind]).await.unwrap()
        {
            return row.get(0);
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "no letter {kind} to {to}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn press(client: &Client, address: &str) -> Page {
    let page = client.get(address).await.expect_status(200);
    client.send(page.form("main form")).await
}

async fn address_of(app: &App, email: &str) -> String {
    let query = "SELECT CASE WHEN unproven_until IS NULL THEN 'proven' ELSE 'unproven' END FROM registration WHERE email = $1";
    app.sql().await.query_one(query, &[&email]).await.unwrap().get(0)
}

async fn meeting(app: &App) -> Event {
    app.event("almaty").create().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_leads_back_to_the_draft_on_another_device_and_proves_the_address() {
    let app = App::start().await;
    let event = meeting(&app).await;
    let delegate = Delegate::new(app.client(), &event, "ann");
    let form = delegate.fill().await;
    let link = button(&app, &delegate.email, "draft_begun").await;
    let phone = app.client();
    for _ in 0..3 {
        phone.get(&link).await.expect_status(200);
    }
    let proven = "SELECT count(*) FROM draft WHERE proven_key <> ''";
    assert_eq!(app.count(proven).await, 0, "looking at it, as scanners do, changes nothing");
    // The language may change on the way.
    let step = press(&phone, &link.replace("/en/", "/ru/")).await.expect_status(303).location();
    assert!(step.starts_with("/ru/almaty/register/") && step.ends_with("/check"), "{step}");
    assert_eq!(app.count(proven).await, 1);
    let page = phone.get(&step).await.expect_status(200);
    assert!(page.body.contains("Ministry of Defence"), "nothing that was typed is lost");
    // Sent from the first device, twice; the letter's address leads to the status page from then on.
    let sent = delegate.client.send(form.clone()).await.expect_status(303).location();
    assert_eq!(delegate.client.send(form).await.expect_status(303).location(), sent);
    assert_eq!(address_of(&app, &delegate.email).await, "proven");
    assert_eq!(phone.get(&link).await.expect_status(303).location(), sent);
    let status = phone.get(&sent).await.expect_status(200);
    assert!(!status.body.contains("is not confirmed yet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_in_the_draft_gets_a_letter_and_the_old_letter_leads_nowhere() {
    let app = App::start().await;
    let event = meeting(&app).await;
    let delegate = Delegate::new(app.client(), &event, "mistyped");
    let contact = delegate.begin().await.replace("/about", "/contact");
    let old = button(&app, "mistyped@example.org", "draft_begun").await;
    let page = delegate.client.get(&contact).await.expect_status(200);
    delegate.client.fill(&page, &[("email", "right@example.org")]).await.expect_status(303);
    let new = button(&app, "right@example.org", "draft_begun").await;
    app.client().get(&old).await.expect_status(404);
    app.client().get(&new).await.expect_status(200);
    // The same step once more is no reason for another letter.
    let page = delegate.client.get(&contact).await.expect_status(200);
    delegate.client.send(page.form("main form")).await.expect_status(303);
    app.letters_have_left().await;
    assert_eq!(app.count("SELECT count(*) FROM outbox").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_proven_by_pressing_once_or_twice_and_an_old_letter_offers_another() {
    let app = App::start().await;
    let event = meeting(&app).await;
    let delegate = Delegate::new(app.client(), &event, "ben");
    let status = delegate.register().await;
    assert!(status.body.contains("Your e-mail address is not confirmed yet"));
    let address = status.url.path().to_owned();
    let link = button(&app, &delegate.email, "confirmed").await;
    app.client().get(&link).await.expect_status(200);
    assert_eq!(address_of(&app, &delegate.email).await, "unproven");
    assert_eq!(app.count("SELECT count(*) FROM registration WHERE status = 'confirmed'").await, 1);

    // A letter that is older than two days.
    let age =
        "UPDATE outbox SET queued_at = queued_at - interval '49 hours', state = 'queued', sent_at = NULL
        WHERE kind = 'confirmed'";
    app.sql().await.batch_execute(age).await.unwrap();
    app.sql().await.batch_execute("UPDATE outbox SET attempts = 0; NOTIFY outbox").await.unwrap();
    let old = button(&app, &delegate.email, "confirmed").await;
    assert_ne!(old, link);
    let page = app.client().get(&old).await.expect_status(200);
    assert!(page.body.contains("older than 48 hours"));
    let forged = app.client().post(&old, &[]).await.expect_status(303).location();
    assert_eq!(forged, old);
    assert_eq!(address_of(&app, &delegate.email).await, "unproven");
    let again = app.client().send(page.form("main form")).await.expect_status(303).location();
    assert_eq!(again, format!("{address}?done=sent"));

    let fresh = button(&app, &delegate.email, "confirmed").await;
    let (one, two) = (app.client(), app.client());
    let (here, there) = (one.get(&fresh).await, two.get(&fresh).await);
    let (a, b) = tokio::join!(one.send(here.form("main form")), two.send(there.form("main form")));
    for pressed in [a, b] {
        assert!(pressed.expect_status(303).location().starts_with(&address));
    }
    assert_eq!(address_of(&app, &delegate.email).await, "proven");
    assert_eq!(app.count("SELECT count(*) FROM audit WHERE action = 'prove_address'").await, 1);
    assert_eq!(app.client().get(&fresh).await.expect_status(303).location(), address);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_forms_for_one_victim_at_two_nodes_are_five_letters_whatever_a_header_says() {
    let limits = Limits { letters_to_one: 5, letters_from_one: 30, forms_from_one: 60, ..Limits::default() };
    let app = App::setup().limits(limits).start().await;
    let other = App::setup().limits(limits).database(app.database()).start().await;
    meeting(&app).await;
    let first = [("email", "victim@example.org"), ("language", "en")];
    for n in 0..50 {
        let client = if n % 2 == 0 { app.client() } else { other.client() };
        let request = client.from_our_page(client.request(Method::POST, "/en/almaty/register"));
        let request = request.header("X-Forwarded-For", format!("203.0.113.{n}")).form(&first);
        let to = client.ask(request).await.expect_status(303).location();
        assert_eq!(to.ends_with("?done=no-letter"), n >= 5, "{n}: {to}");
        if n == 5 {
            let page = client.get(&to).await.expect_status(200);
            assert!(page.body.contains("We have sent no letter"), "the page says so");
        }
    }
    let letters = "SELECT count(*) FROM outbox WHERE recipient = 'victim@example.org'";
    assert_eq!(app.count(letters).await, 5);
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 50, "what was typed is kept");
    // Somebody else in the same ministry goes on, without a letter too.
    let begin = |email: &'static str| {
        let client = other.client();
        async move { client.post("/ru/almaty/register", &[("email", email), ("language", "ru")]).await }
    };
    assert!(begin("else@example.org").await.expect_status(303).location().ends_with("?done=no-letter"));
    for _ in 0..9 {
        begin("else@example.org").await.expect_status(303);
    }
    let refused = begin("else@example.org").await.expect_status(429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3601).contains(&wait), "{wait}");
    assert!(refused.body.contains("lang=\"ru\""));
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 60);
    app.letters_have_left().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_trusted_tells_places_apart() {
    let limits = Limits { letters_to_one: 5, letters_from_one: 1, forms_from_one: 60, ..Limits::default() };
    let app = App::setup().limits(limits).trusting([127, 0, 0, 1].into()).start().await;
    meeting(&app).await;
    let mut quiet = Vec::new();
    for (n, from) in
        ["203.0.113.1", "203.0.113.1", "203.0.113.2", "2001:db8::1", "2001:db8::2"].iter().enumerate()
    {
        let client = app.client();
        let (email, language) = (format!("p{n}@example.org"), "en".to_owned());
        let request = client.from_our_page(client.request(Method::POST, "/en/almaty/register"));
        let request =
            request.header("X-Forwarded-For", *from).form(&[("email", email), ("language", language)]);
        quiet.push(client.ask(request).await.expect_status(303).location().contains("no-letter"));
    }
    assert_eq!(quiet, [false, true, false, false, true]);
    app.letters_have_left().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_fills_the_field_that_nobody_sees_gets_the_usual_answer_and_nothing_is_kept() {
    let app = App::start().await;
    meeting(&app).await;
    let client = app.client();
    let page = client.get("/en/almaty/register").await.expect_status(200);
    let hidden = page.attr(".trap", "aria-hidden");
    assert_eq!((hidden.as_str(), page.attr(".trap input", "tabindex").as_str()), ("true", "-1"));
    let mut form = page.form("main form");
    form.set("email", "bot@example.org").set("website", "http://spam.example");
    let to = client.send(form).await.expect_status(303).location();
    assert!(to.starts_with("/en/almaty/register/") && to.ends_with("/about"), "{to}");
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM outbox").await, 0);
}

/// What a stranger sees of it, without what is different each time.
async fn seen(app: &App, event: &Event, name: &str) -> (Vec<String>, u64) {
    let before = app.store.queries();
    let delegate = Delegate::new(app.client(), event, name);
    let status = delegate.register().await;
    let queries = app.store.queries() - before;
    let words = status.all("h1, .lead, .note, .path li");
    let words = words.iter().map(|text| text.replace(&delegate.email, "@").replace(char::is_numeric, "0"));
    (words.collect(), queries)
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_that_an_address_is_registered() {
    let app = App::setup().without_mailer().start().await;
    let event = meeting(&app).await;
    seen(&app, &event, "early").await;
    let fresh = seen(&app, &event, "fresh").await;
    let known = seen(&app, &event, "fresh").await;
    assert_eq!(fresh, known, "the same pages, with the same work");
    assert_eq!(app.count("SELECT count(*) FROM possible_duplicate").await, 3, "organisers see it");
    app.letters_may_wait();
}
