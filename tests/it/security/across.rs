//! A01, A03, A05, A08: what is mine and what is yours.

use super::forms::forms;
use super::world::{Fields, Side, csrf, person, post, record, register_by_form, with};
use harness::{App, Client, Page};
use plenary_domain::policy::Role;
use plenary_web::{Limits, ROUTES};
use std::collections::BTreeMap;

fn without_request_id(page: &Page) -> String {
    page.body.replace(page.header("x-request-id"), "")
}

#[tokio::test(flavor = "multi_thread")]
async fn a01_a_secret_address_can_not_be_guessed_or_counted() {
    let limits = Limits { misses_per_minute: 300, ..Limits::default() };
    let app = App::setup().limits(limits).start().await;
    app.event("one").create().await;
    let client = app.client();
    let mut secrets = Vec::new();
    for name in ["ann", "bob", "eve"] {
        secrets.push(register_by_form(&client, "one", name, &[]).await);
    }
    for secret in &secrets {
        // Five bits a letter.
        assert!(secret.len() * 5 >= 128, "{secret}");
        assert!(secret.chars().all(|c| c.is_ascii_lowercase() || ('2'..='9').contains(&c)), "{secret}");
        assert!(secret.chars().any(|c| !c.is_ascii_digit()), "{secret}");
        let same = |other: &&String| secret.chars().zip(other.chars()).filter(|(a, b)| a == b).count() > 16;
        assert_eq!(secrets.iter().filter(same).count(), 1, "secrets look alike: {secrets:?}");
    }
    let address = |secret: &str| format!("/en/one/r/{secret}");
    let usual = client.get(&address(&"a".repeat(32))).await.expect_status(404);
    for at in 0..secrets[0].len() {
        let other = if secrets[0][at..].starts_with('z') { "y" } else { "z" };
        let near = format!("{}{other}{}", &secrets[0][..at], &secrets[0][at + 1..]);
        client.get(&address(&near)).await.expect_status(404);
    }
    let mut ids = app.act(plenary_domain::Actor::Nobody).ids;
    for _ in 0..200 {
        let page = client.get(&address(&ids.fresh::<uuid::Uuid>().simple().to_string())).await;
        assert_eq!((page.status, without_request_id(&page)), (404, without_request_id(&usual)));
    }
    let mut refused = false;
    for _ in 0..400 {
        let page = client.get(&address(&ids.fresh::<uuid::Uuid>().simple().to_string())).await;
        refused = page.status == 429;
        if refused {
            assert!(!page.header("retry-after").is_empty());
            break;
        }
        assert_eq!(page.status, 404);
    }
    assert!(refused, "six hundred guesses and nobody minds");
    client.get(&address(&secrets[0])).await.expect_status(200);
}

/// All pages of one event at the desk, and those of its delegate.
fn addresses(side: &Side) -> Vec<String> {
    let here = |pattern: &str| {
        (pattern.contains("{event}") && !pattern.contains("/register/"))
            || matches!(pattern, "/admin/account" | "/admin/account/second-factor")
    };
    let gets = ROUTES.iter().filter(|route| route.method == "GET" && here(route.pattern));
    gets.map(|route| side.address(route.pattern)).collect()
}

/// The same form about the other event: all of it, its ids under my address, or its address with my ids.
fn swapped(mine: &Side, other: &Side, path: &str, fields: &Fields) -> Vec<(String, Fields)> {
    let slug = |path: &str| path.replace("/one/", "/two/");
    let theirs: Fields = fields.iter().map(|(n, v)| (n.clone(), mine.swap(other, v))).collect();
    let ids = mine.swap(other, path);
    let mut all =
        vec![(slug(&ids), theirs.clone()), (slug(path), fields.clone()), (ids.clone(), theirs.clone())];
    // Nothing of the other event in it, or nothing of mine: an honest form.
    all.retain(|(to, sent)| {
        (to != path || sent != fields)
            && !to.starts_with(&other.address("/en/{event}/r/{secret}"))
            && !to.starts_with(&other.address("/en/{event}/speaking/{speaking}"))
            && *to != other.address("/en/{event}/letter/{letter_ticket}")
            && *to != other.address("/en/{event}/stop-letters/{stop}")
    });
    // Everybody may register and put stars on sessions, at every event.
    all.retain(|(to, _)| !to.ends_with("/register") && (!to.contains("/my-agenda") || to.contains("/r/")));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a03_a_form_of_one_event_changes_nothing_of_another() {
    let app = App::start().await;
    let (mut one, mut two) = (Side::build(&app, "one").await, Side::build(&app, "two").await);
    one.ids.insert("account", person(&app, &one, Role::Viewer).await.1);
    two.ids.insert("account", person(&app, &two, Role::Viewer).await.1);
    let (client, _) = person(&app, &one, Role::Organiser).await;
    let token = csrf(&client).await;
    let recorded = record(&client, &addresses(&one)).await;
    assert!(recorded.len() > 20, "{:?}", recorded.keys());
    let before = two.fingerprint(&app).await;
    for (path, fields) in &recorded {
        for (to, fields) in swapped(&one, &two, path, &with(fields, &[("csrf", &token)])) {
            let page = post(&client, &to, &fields).await;
            if to.contains("/two/") || to != *path {
                assert_eq!(page.status, 404, "{to}");
            }
            assert!(page.status < 500, "{to}: {}", page.status);
            assert_eq!(two.fingerprint(&app).await, before, "{to} {fields:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a03_a_decision_about_several_leaves_out_people_of_another_event() {
    let app = App::start().await;
    let (one, two) = (Side::build(&app, "one").await, Side::build(&app, "two").await);
    let (client, _) = person(&app, &one, Role::Organiser).await;
    let token = csrf(&client).await;
    let before = two.fingerprint(&app).await;
    let id = two.ids["registration"].as_str();
    let fields = [("csrf", token.as_str()), ("do", "confirm"), ("sure", "yes"), ("id", id)];
    let page = client.post("/admin/one/registrations/decide", &fields).await;
    assert!(page.status < 500 && !page.body.contains(&two.canary), "{}", page.status);
    assert_eq!(two.fingerprint(&app).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a05_pages_of_one_event_know_its_own_people_only() {
    let app = App::start().await;
    let (one, two) = (Side::build(&app, "one").await, Side::build(&app, "two").await);
    let client = app.organiser().await;
    let canary = one.canary.to_lowercase();
    let with_people = [
        "/admin/one/registrations".to_owned(),
        "/admin/one/registrations?q=Canary".to_owned(),
        "/admin/one/registrations.csv".to_owned(),
        "/admin/one/registrations.csv?q=Canary".to_owned(),
        "/admin/one/letters".to_owned(),
        "/admin/one/letters?q=canary".to_owned(),
        "/en/one/agenda.ics".to_owned(),
        one.address("/admin/{event}/letters/{letter}/source.eml"),
        one.address("/admin/{event}/registrations/{registration}"),
        one.address("/en/{event}/r/{secret}"),
    ];
    for address in &with_people {
        let page = client.get(address).await.expect_status(200);
        assert!(page.body.to_lowercase().contains(&canary), "{address}");
    }
    let mut all = addresses(&one);
    all.extend(with_people);
    all.retain(|address| !address.contains("{account}"));
    for address in all {
        let page = client.get(&address).await;
        assert!(!page.body.to_lowercase().contains(&two.canary.to_lowercase()), "{address}");
    }
    let none = client.get("/admin/one/registrations?q=Canarytwo").await.expect_status(200);
    assert_eq!(none.body.matches(two.ids["registration"].as_str()).count(), 0);
}

/// Fields that no form has, by the names of columns and by what people try.
const EXTRA: &[(&str, &str)] = &[
    ("status", "confirmed"),
    ("event_id", "00000000-0000-0000-0000-000000000000"),
    ("administrator", "true"),
    ("is_admin", "1"),
    ("fee", "0"),
    ("checked_in", "1"),
    ("owner_id", "1"),
    ("created_at", "2001-01-01"),
    ("submitted_at", "2001-01-01T00:00:00Z"),
    ("reference", "HACKED"),
    ("secret_key", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    ("waiting_number", "1"),
    ("password_hash", "x"),
    ("sample", "true"),
    ("current_release", "99"),
    ("next_number", "99"),
    ("disabled_at", "2001-01-01"),
];

/// Everything that no form of these pages may change.
async fn protected(app: &App) -> String {
    let query = "SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
        SELECT concat(id, event_id, reference, secret, status, waiting_number, submitted_at) AS line FROM registration
        UNION ALL SELECT concat(id, slug, public, sample, current_release, next_number, created_at) FROM event
        UNION ALL SELECT concat(id, email, administrator, password_hash, created_at, disabled_at) FROM account
        UNION ALL SELECT concat(account_id, event_id, role) FROM account_role
        UNION ALL SELECT concat(id, event_id, number) FROM session
        UNION ALL SELECT concat(id, event_id) FROM room
        UNION ALL SELECT concat(id, event_id) FROM topic
        UNION ALL SELECT concat(id, event_id) FROM speaker) AS lines";
    app.sql().await.query_one(query, &[]).await.unwrap().get(0)
}

/// The forms that change what exists, without those that are there to decide, remove, add or let in.
async fn harmless(client: &Client, side: &Side) -> BTreeMap<String, Fields> {
    let mut all = record(client, &addresses(side)).await;
    let meant = ["/remove", "/decide", "/release", "/new", "/invite", "/withdraw", "/sign-out", "/password"];
    all.retain(|path, _| !meant.iter().any(|end| path.contains(end)));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a08_fields_that_a_form_does_not_have_change_nothing() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    let client = app.organiser().await;
    let recorded = harmless(&client, &one).await;
    assert!(recorded.len() > 8, "{:?}", recorded.keys());
    let before = protected(&app).await;
    for (path, fields) in &recorded {
        let page = post(&client, path, &with(fields, EXTRA)).await;
        assert!(page.status < 500, "{path}: {}", page.status);
        assert_eq!(protected(&app).await, before, "{path}: {}", page.status);
    }
    let secret = register_by_form(&app.client(), "one", "ann", EXTRA).await;
    let status =
        format!("SELECT count(*) FROM registration WHERE secret = '{secret}' AND status = 'submitted'");
    assert_eq!(app.count(&status).await, 1);
    assert_eq!(app.count("SELECT count(*) FROM registration WHERE reference = 'HACKED'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a08_an_invitation_gives_the_role_it_was_made_for_whatever_the_form_says() {
    let app = App::start().await;
    let one = app.event("one").create().await;
    let link =
        plenary_app::one_time_link(&app.store, String::new(), Some((one.id, Role::Viewer))).await.unwrap();
    let client = app.client();
    let (path, fields) = forms(&client.get(&link).await.expect_status(200)).remove(0);
    let wanted = [
        ("name", "Eve"),
        ("email", "eve@example.org"),
        ("password", "correct horse battery staple"),
        ("role", "organiser"),
        ("event", "two"),
    ];
    post(&client, &path, &with(&with(&fields, &wanted), EXTRA)).await.expect_status(303);
    assert_eq!(app.count("SELECT count(*) FROM account WHERE administrator").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM account_role WHERE role = 'viewer'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM account_role").await, 1);
}
