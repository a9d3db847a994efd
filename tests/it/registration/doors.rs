//! Requests that no form of ours sends, and times at which nobody can register.

use super::delegate::{Delegate, counts};
use harness::{App, Client, Page};
use reqwest::Method;

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(client: &Client, path: &str, kind: &str, body: Vec<u8>) -> Page {
    let request = client.from_our_page(client.request(Method::POST, path));
    client.ask(request.header("Content-Type", kind).body(body)).await
}

/// A page of ours in the language of the address, with the words that belong to it.
fn is_clear(page: &Page, says: &str) {
    assert_eq!(page.attr("html", "lang"), "en");
    assert_eq!(page.one("h1"), says);
    assert!(page.has("main a[href]"), "and a way out");
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_text_are_shown_at_their_field() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let client = app.client();
    let begun = post(&client, "/en/almaty/register", FORM, b"email=z%FF%FE@example.org&language=kk".to_vec());
    let page = begun.await.expect_status(422);
    assert_eq!(page.attr(".error-summary a", "href"), "#email");
    assert_eq!(page.form("main form").value("language"), "kk");
    let about = Delegate::new(client.clone(), &event, "zarina").begin().await;
    let raw = b"family=Yusupova&given=Zarina&badge=Z\xc3\x28rina".to_vec();
    let page = post(&client, &about, FORM, raw).await.expect_status(422);
    assert_eq!(page.attr(".error-summary a", "href"), "#badge");
    assert_eq!(page.form("main form").value("family"), "Yusupova");
    let organisation = about.replace("/about", "/organisation");
    let raw = b"type=ngo&organisation=%C0%AF&position=%E2%82".to_vec();
    let page = post(&client, &organisation, FORM, raw).await.expect_status(422);
    assert_eq!(page.all(".error-summary a").len(), 2, "{:?}", page.all(".error-summary a"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_form_of_ours_gets_a_page_that_says_so() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let about = delegate.begin().await;
    let client = &delegate.client;
    // A step may bring files: its parts are read, unless they are cut off.
    let parts = b"--x\r\nContent-Disposition: form-data; name=\"family\"\r\n\r\nY\r\n--x--\r\n".to_vec();
    let multipart = "multipart/form-data; boundary=x";
    post(client, &about, multipart, parts).await.expect_status(303);
    for broken in [b"--x\r\nContent-Disposition: form-da".to_vec(), Vec::new()] {
        let page = post(client, &about, multipart, broken).await.expect_status(400);
        assert!(page.body.contains("<h1"), "a page, not a blank");
    }
    let not_read = "This form was sent in a way that we don't read";
    let page = post(client, &about, "application/json", b"{}".to_vec()).await.expect_status(415);
    is_clear(&page, not_read);
    for bytes in [130 * 1024, 8 * 1024 * 1024] {
        let mut body = b"family=".to_vec();
        body.resize(bytes, b'a');
        let page = post(client, &about, FORM, body).await.expect_status(413);
        is_clear(&page, "That is too much for one form");
    }
    let many = vec![b"family=a&".as_slice(); 14_000].concat();
    post(client, &about, FORM, many).await.expect_status(303);
    assert_eq!(counts(&app).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_not_there_has_expired_or_is_of_another_event_is_not_found() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    app.event("geneva").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let about = delegate.begin().await;
    let client = &delegate.client;
    let secret = about.split('/').nth(4).expect("a secret");
    let mut other = secret.to_owned();
    other.replace_range(0..1, if secret.starts_with('a') { "b" } else { "a" });
    let wrong = [
        about.replace(secret, &other),
        about.replace(secret, "x"),
        about.replace("/almaty/", "/geneva/"),
        about.replace("/about", "/everything"),
    ];
    for path in wrong {
        let page = client.get(&path).await.expect_status(404);
        is_clear(&page, "We can't find this page");
        let page = client.post(&path, &[("family", "Yusupova")]).await.expect_status(404);
        is_clear(&page, "We can't find this page");
    }
    client.get(&about).await.expect_status(200);
    app.sql().await.batch_execute("UPDATE draft SET expires_at = created_at").await.unwrap();
    client.get(&about).await.expect_status(404);
    client.post(&about, &[("family", "Yusupova")]).await.expect_status(404);
    let missing = format!("/en/almaty/r/{other}");
    client.get(&missing).await.expect_status(404);
    client.post(&format!("{missing}/withdraw"), &[]).await.expect_status(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_that_is_closed_or_not_open_yet_says_when() {
    let app = App::start().await;
    app.event("over").closed().create().await;
    app.event("later").not_open_yet().create().await;
    let client = app.client();
    for (slug, says) in [("over", "Registration is closed"), ("later", "Registration is not open yet")] {
        let path = format!("/en/{slug}/register");
        let fields = [("email", "z@example.org"), ("language", "en")];
        for page in [client.get(&path).await, client.post(&path, &fields).await] {
            let page = page.expect_status(403);
            is_clear(&page, says);
            assert!(page.one(".lead").contains("UTC+5"), "{}", page.one(".lead"));
            assert_eq!(page.link("secretariat"), "mailto:secretariat@example.org");
        }
    }
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_after_the_end_is_refused_and_kept() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let form = Delegate::new(app.client(), &event, "zarina").fill().await;
    let client = app.client();
    let sql = app.sql().await;
    let close = "UPDATE event SET registration_closes_at = now() - interval '1 minute'";
    sql.batch_execute(close).await.unwrap();
    is_clear(&client.send(form.clone()).await.expect_status(403), "Registration is closed");
    assert_eq!(counts(&app).await, (0, 0));
    sql.batch_execute("UPDATE event SET registration_closes_at = now() + interval '1 day'").await.unwrap();
    client.send(form.clone()).await.expect_status(303);
    sql.batch_execute(close).await.unwrap();
    let again = client.send(form).await.expect_status(303);
    client.follow(&again).await.expect_status(200);
    assert_eq!(counts(&app).await, (1, 1));
}
