//! C01, C05 and the headers: what other sites can make a browser do, and what an answer says about itself.

use super::world::{Side, csrf, person, record, register_by_form};
use harness::{App, Client, SmtpSink};
use plenary_domain::policy::Role;
use plenary_web::{Access, ROUTES};
use reqwest::{Method, RequestBuilder};

/// A POST as another site makes a browser send it.
fn foreign(client: &Client, path: &str) -> Vec<RequestBuilder> {
    let headers = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Referer", "https://evil.example/page"),
    ];
    headers.into_iter().map(|(name, value)| client.request(Method::POST, path).header(name, value)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn c01_another_site_can_send_none_of_our_forms() {
    let app = App::start().await;
    app.event("one").create().await;
    let organiser = app.organiser().await;
    let token = csrf(&organiser).await;
    let password = "correct horse battery staple";
    let sent: [(&str, &[(&str, &str)]); 4] = [
        ("/admin/sign-in", &[("email", "organiser0@example.org"), ("password", password)]),
        ("/admin/sign-out", &[("csrf", &token)]),
        ("/admin/account", &[("csrf", &token), ("name", "Eve")]),
        ("/en/one/register", &[("email", "eve@example.org"), ("language", "en")]),
    ];
    for (path, fields) in sent {
        for request in foreign(&organiser, path) {
            let page = organiser.ask(request.form(fields)).await.expect_status(403);
            assert!(page.headers.get("set-cookie").is_none(), "{path}");
        }
    }
    organiser.get("/admin").await.expect_status(200);
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM sign_in").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn c01_a_form_of_the_desk_needs_the_token_of_this_very_sign_in() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    let (organiser, other) = (app.organiser().await, app.organiser().await);
    let (_, account) = person(&app, &one, Role::Viewer).await;
    let theirs = csrf(&other).await;
    for route in ROUTES
        .iter()
        .filter(|route| route.method == "POST" && !matches!(route.access, Access::Public | Access::Secret))
    {
        let address = one.address(route.pattern).replace("{account}", &account);
        for token in ["", "wrong", &theirs] {
            organiser.post(&address, &[("csrf", token)]).await.expect_status(403);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c05_the_host_that_a_request_names_is_never_repeated() {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).base_url("https://conference.example").start().await;
    app.event("one").session("Opening", None).create().await;
    let forms: [(&str, &str); 7] = [
        ("Host", "evil.example"),
        ("Host", "evil.example:8080"),
        ("Host", "conference.example.evil.example"),
        ("X-Forwarded-Host", "evil.example"),
        ("Forwarded", "host=evil.example"),
        ("X-Original-URL", "https://evil.example/"),
        ("X-Host", "evil.example"),
    ];
    let client = app.client();
    for (name, value) in forms {
        for path in ["/", "/en/", "/en/one", "/en/one/agenda.ics", "/en/nothing", "/admin", "/admin/sign-in"]
        {
            let page = client.ask(client.request(Method::GET, path).header(name, value)).await;
            let headers = format!("{:?}", page.headers);
            assert!(
                !page.body.contains("evil.example") && !headers.contains("evil.example"),
                "{name} {path}"
            );
        }
        let begin = client.request(Method::POST, "/en/one/register").header(name, value);
        let fields = [("email", "ann@example.org"), ("language", "en")];
        let page = client.ask(begin.form(&fields)).await.expect_status(303);
        assert!(page.location().starts_with("/en/one/register/"), "{}", page.location());
    }
    register_by_form(&client, "one", "ann", &[]).await;
    let letter = sink.wait_for(1).await.remove(0);
    assert!(letter.html().contains("https://conference.example/en/one/r/"));
    for part in [letter.html(), letter.text()] {
        let hosts: Vec<&str> =
            part.split("://").skip(1).filter_map(|rest| rest.split(['/', '"', ' ']).next()).collect();
        assert!(hosts.iter().all(|host| host.trim() == "conference.example"), "{hosts:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers_that_browsers_need_to_protect_people() {
    let app = App::start().await;
    let mut one = Side::build(&app, "one").await;
    let link = plenary_app::one_time_link(&app.store, String::new(), None).await.unwrap();
    one.ids.insert("token", link.rsplit('/').next().unwrap().to_owned());
    let client = app.organiser().await;
    let mut pages = vec![app.client().get("/admin/sign-in").await, client.get("/nothing/here").await];
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let page = client.get(&one.address(route.pattern)).await;
        if route.access != Access::Public && !route.pattern.ends_with("/html") {
            // A calendar that is asked for again and again is asked whether it has changed, and kept by nobody else.
            let feed = route.pattern.ends_with("/my/{feed}.ics");
            let kept = if feed { "private, no-cache" } else { "no-store" };
            assert!(page.header("cache-control").contains(kept), "{}", route.pattern);
        }
        pages.push(page);
    }
    for page in pages {
        let of = page.url.path();
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{of}");
        assert!(["same-origin", "no-referrer"].contains(&page.header("referrer-policy")), "{of}");
        assert!(!page.header("x-request-id").is_empty(), "{of}");
        assert!(page.header("server").is_empty() && page.header("x-powered-by").is_empty(), "{of}");
        // Pages of other sites may read the feeds and the list that everybody may have, and nothing else; no cookie goes along.
        let feed = [".ics", ".xml", ".json", ".atom", "/embed"].iter().any(|end| of.ends_with(end));
        let open = feed && of.starts_with("/en/") && !of.contains("/r/") && !of.contains("/my/");
        let origin = page.header("access-control-allow-origin");
        assert!(origin.is_empty() || open && origin == "*", "{of}");
        // The list for other sites may be framed; its own story looks at its policy.
        if !page.header("content-type").starts_with("text/html") || of.ends_with("/embed") {
            continue;
        }
        let policy = page.header("content-security-policy");
        assert!(page.header("content-type").contains("charset=utf-8"), "{of}");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("base-uri 'none'"),
            "{of}: {policy}"
        );
        assert!(policy.contains("frame-ancestors") && policy.contains("form-action"), "{of}: {policy}");
        assert!(!policy.contains("unsafe-eval") && !policy.contains('*'), "{of}: {policy}");
        // Letters bring their styles along, and get no other right at all.
        let letter = of.ends_with("/html") && policy.contains("sandbox") && !policy.contains("script-src");
        assert!(letter || !policy.contains("unsafe-inline"), "{of}: {policy}");
    }
    // A page's forms say where they go to, and that is always here.
    let forms = record(&client, &[one.address("/admin/{event}/settings"), "/admin/account".to_owned()]).await;
    assert!(forms.keys().all(|path| path.starts_with('/') && !path.starts_with("//")), "{:?}", forms.keys());
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_cookies_are_for_this_host_only_and_browsers_come_back_by_tls() {
    let app = App::setup().base_url("https://conference.example").start().await;
    let link = plenary_app::one_time_link(&app.store, String::new(), None).await.unwrap();
    let client = app.client();
    let page = client.get(&link).await.expect_status(200);
    assert!(page.header("strict-transport-security").contains("max-age=31536000"));
    let values =
        [("name", "Ann"), ("email", "ann@example.org"), ("password", "correct horse battery staple")];
    let page = client.fill(&page, &values).await.expect_status(303);
    let cookie = page.header("set-cookie");
    for part in ["__Host-plenary=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}
