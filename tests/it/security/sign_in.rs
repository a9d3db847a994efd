//! B15, C02, C03, C04, C06, C10: getting in and staying in.

use super::world::csrf;
use harness::{App, Client, Page};
use plenary_web::Limits;
use reqwest::Method;

const PASSWORD: &str = "correct horse battery staple";
const EMAIL: &str = "organiser0@example.org";

async fn sign_in(client: &Client, email: &str, password: &str) -> Page {
    client.post("/admin/sign-in", &[("email", email), ("password", password)]).await
}

/// The cookie that an answer sets, as a browser would send it back.
fn cookie(page: &Page) -> String {
    let mut all = page.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let ours = all.find(|cookie| cookie.starts_with("plenary=") || cookie.starts_with("__Host-plenary="));
    let cookie = ours.unwrap_or_else(|| panic!("no cookie from {}", page.url));
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// Whether a browser with this cookie and no other gets to the desk.
async fn opens(app: &App, cookie: &str) -> bool {
    let client = app.client();
    let page = client.ask(client.request(Method::GET, "/admin").header("Cookie", cookie)).await;
    assert!(page.status == 200 || page.location().starts_with("/admin/sign-in"), "{}", page.status);
    page.status == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn b15_after_signing_in_one_stays_on_this_site() {
    const FORMS: [&str; 13] = [
        "https://evil.example",
        "//evil.example",
        "///evil.example/admin/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/admin/..//evil.example",
        "/adminevil.example",
        "\t//evil.example",
        "/admin/\r\nLocation: https://evil.example",
        "https:evil.example",
        "//evil.example%2f@localhost/admin",
    ];
    let app = App::start().await;
    app.event("one").create().await;
    let signed_in = app.organiser().await;
    let token = csrf(&signed_in).await;
    for next in FORMS {
        let query: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let page = signed_in.get(&format!("/admin/sign-in?next={query}")).await;
        assert_eq!(page.location(), "/admin", "{next:?}");
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let page = app.client().post("/admin/sign-in", &fields).await;
        assert_eq!((page.status, page.location().as_str()), (303, "/admin"), "{next:?}");
        let page = app.client().get(&format!("/admin/sign-in?next={query}")).await.expect_status(200);
        assert_eq!(page.form("main form").value("next"), "/admin", "{next:?}");
        let back = signed_in.from_our_page(signed_in.request(Method::POST, "/admin/account/language"));
        let back = back.form(&[("csrf", token.as_str()), ("language", "en")]);
        let referer = next.replace(['\r', '\n', '\t'], "");
        let page = signed_in.ask(back.header("Referer", referer)).await;
        assert!(page.location().starts_with("/admin") && !page.location().contains("evil"), "{next:?}");
    }
    let fields = [("email", EMAIL), ("password", PASSWORD), ("next", "/admin/one/audit?page=2")];
    assert_eq!(app.client().post("/admin/sign-in", &fields).await.location(), "/admin/one/audit?page=2");
}

#[tokio::test(flavor = "multi_thread")]
async fn c02_every_rise_of_rights_brings_a_new_cookie_and_the_old_one_is_dead() {
    let app = App::start().await;
    app.organiser().await;
    let planted = format!("plenary={}", "a".repeat(64));
    let client = app.client();
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let form = client.from_our_page(client.request(Method::POST, "/admin/sign-in")).form(&fields);
    let first = cookie(&client.ask(form.header("Cookie", &planted)).await.expect_status(303));
    assert_ne!(first, planted);
    assert!(opens(&app, &first).await && !opens(&app, &planted).await);

    // The same browser signs in once more: what it had before is over.
    let form = app.client().from_our_page(app.client().request(Method::POST, "/admin/sign-in")).form(&fields);
    let second = cookie(&app.client().ask(form.header("Cookie", &first)).await.expect_status(303));
    assert!(opens(&app, &second).await && !opens(&app, &first).await);

    let with_second_factor = "UPDATE account SET totp_secret = decode(repeat('00', 20), 'hex'),
        recovery_hashes = ARRAY[encode(sha256('abcdefghij'), 'hex')]";
    app.sql().await.execute(with_second_factor, &[]).await.unwrap();
    let browser = app.client();
    let half = sign_in(&browser, EMAIL, PASSWORD).await.expect_status(303);
    assert!(half.location().starts_with("/admin/sign-in/code"));
    let half = cookie(&half);
    assert!(!opens(&app, &half).await, "a password alone opens nothing");
    let page = browser.get("/admin/sign-in/code?with=recovery").await.expect_status(200);
    let full = browser.fill(&page, &[("code", "abcde-fghij")]).await.expect_status(303);
    let full = cookie(&full);
    assert_ne!(full, half);
    assert!(opens(&app, &full).await && !opens(&app, &half).await);

    // A code works once.
    let browser = app.client();
    sign_in(&browser, EMAIL, PASSWORD).await.expect_status(303);
    let page = browser.get("/admin/sign-in/code?with=recovery").await.expect_status(200);
    browser.fill(&page, &[("code", "abcde-fghij")]).await.expect_status(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn c03_a_new_password_ends_the_other_sign_ins_and_signing_out_ends_this_one() {
    const NEW: &str = "another horse and another staple";
    let app = App::start().await;
    let mine = app.organiser().await;
    let other = app.client();
    let there = cookie(&sign_in(&other, EMAIL, PASSWORD).await.expect_status(303));
    assert!(opens(&app, &there).await);
    let token = csrf(&mine).await;
    let fields = [("csrf", token.as_str()), ("password", PASSWORD), ("new_password", NEW)];
    mine.post("/admin/account/password", &fields).await.expect_status(303);
    mine.get("/admin").await.expect_status(200);
    assert!(!opens(&app, &there).await);
    assert!(other.get("/admin").await.location().starts_with("/admin/sign-in"));
    sign_in(&other, EMAIL, PASSWORD).await.expect_status(422);

    let kept = cookie(&sign_in(&other, EMAIL, NEW).await.expect_status(303));
    let token = csrf(&other).await;
    other.post("/admin/sign-out", &[("csrf", &token)]).await.expect_status(303);
    assert!(
        !opens(&app, &kept).await,
        "a cookie that somebody has copied is worth nothing after signing out"
    );

    let again = cookie(&sign_in(&other, EMAIL, NEW).await.expect_status(303));
    let token = csrf(&mine).await;
    mine.post("/admin/account/sign-out-others", &[("csrf", &token)]).await.expect_status(303);
    assert!(!opens(&app, &again).await);
    app.sql().await.execute("UPDATE account SET disabled_at = now()", &[]).await.unwrap();
    assert!(mine.get("/admin").await.location().starts_with("/admin/sign-in"), "an account that was closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn c04_an_unknown_address_gets_the_same_answer_as_a_wrong_password() {
    let app = App::start().await;
    app.organiser().await;
    let closed = app.client();
    let mut answers = Vec::new();
    for email in ["organiser0@example.org", "organiser1@example.org", "nobody@nowhere.example"] {
        let page = sign_in(&closed, email, "a wrong password that is long").await;
        let mut names: Vec<String> = page.headers.keys().map(ToString::to_string).collect();
        names.sort();
        answers.push((
            page.status,
            page.body.replace(email, "").replace(page.header("x-request-id"), ""),
            names,
        ));
    }
    assert_eq!(answers[0].0, 422);
    for other in &answers[1..] {
        let different = answers[0].1.lines().zip(other.1.lines()).find(|(known, unknown)| known != unknown);
        assert_eq!(different, None);
        assert_eq!(&answers[0], other);
    }
    app.sql().await.execute("UPDATE account SET disabled_at = now()", &[]).await.unwrap();
    let page = sign_in(&closed, EMAIL, PASSWORD).await;
    assert_eq!(
        (page.status, page.body.replace(EMAIL, "")),
        (422, answers[0].1.clone()),
        "an account that was closed"
    );
    // Both kinds of failure are counted, so that being throttled tells nothing either.
    assert_eq!(app.count("SELECT count(*) FROM throttle WHERE key LIKE 'password:%'").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn c06_a_claimed_address_on_the_network_does_not_stop_the_count() {
    let attempt = async |client: &Client, email: &str, n: usize| {
        let form = client.from_our_page(client.request(Method::POST, "/admin/sign-in"));
        let form = form.form(&[("email", email), ("password", "wrong wrong wrong")]);
        let form =
            form.header("X-Forwarded-For", format!("10.0.0.{n}")).header("X-Real-IP", format!("10.0.1.{n}"));
        client.ask(form.header("Forwarded", format!("for=10.0.2.{n}"))).await.status
    };
    let app = App::start().await;
    app.organiser().await;
    let client = app.client();
    let mut statuses = Vec::new();
    for n in 0..12 {
        statuses.push(attempt(&client, EMAIL, n).await);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 10, "{statuses:?}");
    assert_eq!(sign_in(&client, EMAIL, PASSWORD).await.status, 429, "the right one does not help now");

    // One address, many accounts.
    let app = App::setup().limits(Limits::default()).start().await;
    let client = app.client();
    let mut statuses = Vec::new();
    for n in 0..50 {
        statuses.push(attempt(&client, &format!("person{n}@example.org"), n).await);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn c10_hashing_passwords_does_not_hold_up_the_house() {
    let app = App::start().await;
    app.organiser().await;
    let client = app.client();
    sign_in(&client, EMAIL, &"p".repeat(1 << 20)).await.expect_status(413);
    // Short enough for a form, and refused before it is hashed.
    sign_in(&client, EMAIL, &"p".repeat(100_000)).await.expect_status(422);
    let attempts: Vec<_> = (0..50)
        .map(|n| {
            let client = client.clone();
            let email = format!("person{n}@example.org");
            tokio::spawn(async move { sign_in(&client, &email, &"p".repeat(64)).await.status })
        })
        .collect();
    let mut answered_meanwhile = 0;
    while !attempts.iter().all(tokio::task::JoinHandle::is_finished) {
        client.get("/healthz").await.expect_status(200);
        client.get("/en/").await.expect_status(200);
        answered_meanwhile += 1;
    }
    assert!(answered_meanwhile > 0);
    for attempt in attempts {
        assert_eq!(attempt.await.unwrap(), 422);
    }
}
