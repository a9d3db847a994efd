//! The agenda for other programs and other sites: what they get, how it is kept, and that it follows a release.

use harness::{App, Client, Page};
use plenary_domain::Lang;
use reqwest::Method;
use scraper::{Html, Selector};
use serde_json::Value;

const FEEDS: [&str; 5] = ["agenda.ics", "schedule.xml", "schedule.json", "feeds", "embed"];

async fn unchanged(client: &Client, page: &Page) -> u16 {
    let request = client.request(Method::GET, page.url.path()).header("If-None-Match", page.header("etag"));
    client.ask(request).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_are_kept_with_a_tag_in_every_language() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).session("Debate", Some(9)).create().await;
    let client = app.client();
    for lang in Lang::ALL {
        for feed in FEEDS {
            let page = client.get(&format!("/{}/almaty/{feed}", lang.code())).await.expect_status(200);
            assert_eq!(unchanged(&client, &page).await, 304, "{feed}");
            assert!(page.header("set-cookie").is_empty(), "{feed}");
        }
    }
    for (feed, mime) in [
        ("schedule.xml", "application/xml; charset=utf-8"),
        ("schedule.json", "application/json"),
        ("agenda.ics", "text/calendar; charset=utf-8"),
    ] {
        let page = client.get(&format!("/ru/almaty/{feed}")).await;
        assert_eq!(page.header("content-type"), mime);
        assert_eq!(page.header("access-control-allow-origin"), "*", "programs of other sites may read it");
        assert!(page.body.contains("Opening (ru)"), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_first_release_there_is_nothing_to_feed_on() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).unreleased().create().await;
    let client = app.client();
    for feed in ["agenda.ics", "schedule.xml", "schedule.json"] {
        client.get(&format!("/en/almaty/{feed}")).await.expect_status(404);
    }
    for page in ["feeds", "embed"] {
        let page = client.get(&format!("/en/almaty/{page}")).await.expect_status(200);
        assert!(page.body.contains("not published yet") && !page.body.contains("Opening"));
    }
    app.event("hidden").session("Opening", None).hidden().create().await;
    for feed in FEEDS {
        client.get(&format!("/en/hidden/{feed}")).await.expect_status(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_a_day_is_a_numbered_file_in_every_language() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).session("Debate", Some(9)).create().await;
    let (client, day) = (app.client(), event.starts_on);
    for lang in Lang::ALL {
        let page = client.get(&format!("/{}/almaty/agenda/{day}", lang.code())).await.expect_status(200);
        let address = format!("/{}/almaty/agenda/{day}.pdf", lang.code());
        assert!(page.has(&format!("main a[href='{address}']")), "{address}");
        let file = client.get(&address).await.expect_status(200);
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.body.starts_with("%PDF-1.7") && file.body.contains("/StructTreeRoot"));
        assert_eq!(unchanged(&client, &file).await, 304, "the same release makes the same bytes");
    }
    for nothing in ["2001-01-01.pdf", "today.pdf", "-.pdf"] {
        client.get(&format!("/en/almaty/agenda/{nothing}")).await.expect_status(404);
    }
    let draft = app.event("draft").session("Opening", None).unreleased().create().await;
    client.get(&format!("/en/draft/agenda/{}.pdf", draft.starts_on)).await.expect_status(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_names_addresses_of_this_site_and_the_release() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).create().await;
    let client = app.client();
    let page = client.get("/en/almaty/schedule.json").await.expect_status(200);
    let file: Value = serde_json::from_str(&page.body).unwrap();
    assert_eq!(file["schedule"]["version"], "1");
    let conference = &file["schedule"]["conference"];
    assert_eq!(conference["time_zone_name"], "Asia/Almaty");
    let talk = &conference["days"][0]["rooms"]["Hall A"][0];
    let address = talk["url"].as_str().unwrap();
    let session = client.get(url::Url::parse(address).unwrap().path()).await.expect_status(200);
    assert!(session.one("h1").contains("Opening"));
    let xml = client.get("/en/almaty/schedule.xml").await.expect_status(200);
    assert!(xml.body.contains(&format!("<url>{address}</url>")));
    assert!(xml.body.contains(talk["guid"].as_str().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_feeds_lists_them_with_codes_and_leads_to_them() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).days(2).create().await;
    let client = app.client();
    let page = client.get("/en/almaty/feeds").await.expect_status(200);
    let document = Html::parse_document(&page.body);
    let codes = Selector::parse("svg.qr[role=img] path").unwrap();
    assert_eq!(document.select(&codes).count(), 3);
    let links = Selector::parse("main a[href*='almaty']").unwrap();
    let links: Vec<&str> = document.select(&links).filter_map(|a| a.value().attr("href")).collect();
    assert!(
        links.iter().any(|link| link.starts_with("webcal://") && link.ends_with("/en/almaty/agenda.ics"))
    );
    for link in links.iter().filter(|link| !link.starts_with("webcal://")) {
        let path =
            link.split_once("/en/").map_or_else(|| (*link).to_owned(), |(_, rest)| format!("/en/{rest}"));
        // Nothing takes place on the second day.
        let status = client.get(&path).await.status;
        let empty = path.contains("/agenda/") && status == 404;
        assert!(status == 200 || empty, "{path}: {status}");
    }
    assert!(page.one("#snippet").contains("/en/almaty/embed\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_for_other_sites_may_be_framed_and_no_other_page_may() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).create().await;
    let client = app.client();
    let list = client.get("/en/almaty/embed").await.expect_status(200);
    assert!(list.header("content-security-policy").contains("frame-ancestors *"));
    assert!(
        list.body.contains("Opening") && !list.body.contains("<form") && list.header("set-cookie").is_empty()
    );
    assert_eq!(list.header("cross-origin-resource-policy"), "cross-origin");
    for page in ["", "/agenda", "/feeds", "/sessions/1", "/register"] {
        let page = client.get(&format!("/en/almaty{page}")).await.expect_status(200);
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_what_they_are_about_to_search_engines() {
    let app = App::start().await;
    let hostile = "</script><script>alert(1)</script>";
    app.event("almaty")
        .with(|s| s.title = s.title.clone().with(Lang::En, hostile))
        .session(hostile, None)
        .create()
        .await;
    let client = app.client();
    for (address, kind) in [("/en/almaty", "startDate"), ("/en/almaty/sessions/1", "superEvent")] {
        let page = client.get(address).await.expect_status(200);
        let document = Html::parse_document(&page.body);
        let blocks = Selector::parse("script:not([src])").unwrap();
        let blocks: Vec<_> = document.select(&blocks).collect();
        let [block] = blocks.as_slice() else { panic!("{} blocks on {address}", blocks.len()) };
        assert_eq!(block.value().attr("type"), Some("application/ld+json"));
        let facts: Value = serde_json::from_str(&block.text().collect::<String>()).unwrap();
        assert_eq!(facts["name"], hostile);
        assert!(!facts[kind].is_null(), "{facts}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_zone_after_a_release_is_told_at_the_desk_until_the_next_one() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let organiser = app.organiser().await;
    let quiet = organiser.get("/admin/almaty/agenda").await.expect_status(200);
    assert!(!quiet.body.contains("at another moment"), "nothing has changed");
    let mut settings = organiser.get("/admin/almaty/settings").await.expect_status(200).form("main form");
    settings.set("zone", "Asia/Bishkek");
    organiser.send(settings).await.expect_status(303);
    for page in ["/admin/almaty/agenda", "/admin/almaty"] {
        let page = organiser.get(page).await.expect_status(200);
        assert!(
            page.text("main").contains("published sessions are at another moment now"),
            "{}",
            page.text("main")
        );
    }
    let release = organiser.get("/admin/almaty/release").await.expect_status(200).form("main form");
    organiser.send(release).await.expect_status(303);
    let after = organiser.get("/admin/almaty/agenda").await.expect_status(200);
    assert!(!after.body.contains("at another moment"), "it is published with the new offset");
    let calendar = app.client().get("/en/almaty/sessions/1.ics").await.expect_status(200);
    assert!(calendar.body.contains("SEQUENCE:1"), "{}", calendar.body);
    assert!(calendar.body.contains("T030000Z"), "nine o'clock in Bishkek: {}", calendar.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_no_clock_shows_is_refused_beside_its_field() {
    let app = App::start().await;
    let spring = jiff::civil::date(2031, 3, 30);
    let new = app.event("zurich").with(|s| {
        s.time_zone = "Europe/Zurich".into();
        (s.starts_on, s.ends_on) = (spring, spring);
    });
    new.create().await;
    let organiser = app.organiser().await;
    let mut form = organiser.get("/admin/zurich/sessions/new").await.expect_status(200).form("main form");
    form.set("title-en", "Night").set("kind", "ceremony").set("openness", "open_participants");
    form.set("day", "2031-03-30").set("start", "02:30").set("minutes", "60");
    let page = organiser.send(form.clone()).await.expect_status(422);
    assert!(page.text("#start-error").contains("The clocks skip this time"), "{}", page.text("main"));
    form.set("start", "03:00");
    organiser.send(form).await.expect_status(303);
}
