//! What a session is made of besides its time: an organiser fills in all of it, and the public finds its part.

use crate::registration::delegate::sessions;
use harness::{App, Client, Page};

/// The form of an admin page, changed and sent.
async fn fill(organiser: &Client, address: &str, fields: &[(&str, &str)], boxes: &[(&str, &str)]) -> Page {
    let page = organiser.get(address).await.expect_status(200);
    let mut form = page.form("main form.edit");
    for (name, value) in fields {
        form.set(name, value);
    }
    for (name, value) in boxes {
        form.tick(name, value);
    }
    organiser.send(form).await
}

/// The identifier at the end of the first link of a list.
async fn first_of(organiser: &Client, list: &str) -> String {
    let href = organiser.get(list).await.expect_status(200).attr("table a.person", "href");
    href.rsplit('/').next().unwrap().to_owned()
}

async fn release(organiser: &Client) {
    let page = organiser.get("/admin/almaty/release").await.expect_status(200);
    organiser.send(page.form("main form")).await.expect_status(303);
}

/// A topic, a speaker, an item and a document, by their forms.
async fn made(organiser: &Client) -> [String; 4] {
    let added = fill(organiser, "/admin/almaty/topics/from-list", &[], &[("topic", "s-res-1325")]).await;
    added.expect_status(303);
    let again = organiser.get("/admin/almaty/topics/from-list").await;
    assert!(again.has("input[value='s-res-1325'][disabled]"), "it is there");
    let topic = first_of(organiser, "/admin/almaty/topics").await;
    let speaker = [("name-ru", "Айгерим"), ("organisation-ru", "Министерство"), ("email", "a@example.org")];
    fill(organiser, "/admin/almaty/speakers/new", &speaker, &[]).await.expect_status(303);
    let speaker = first_of(organiser, "/admin/almaty/speakers").await;
    let item = [("title-ru", "Утверждение повестки дня"), ("annotation-ru", "Для решения")];
    fill(organiser, "/admin/almaty/items/new", &item, &[]).await.expect_status(303);
    let item = first_of(organiser, "/admin/almaty/items").await;
    let document = [
        ("title-ru", "Резолюция 1325"),
        ("symbol", "s/res/1325(2000)"),
        ("lang-1", "RU"),
        ("address-1", "https://docs.example.org/1325.pdf"),
    ];
    let saved = fill(organiser, "/admin/almaty/documents/new", &document, &[]).await.expect_status(303);
    let document = saved.location().rsplit('/').next().unwrap().to_owned();
    [topic, speaker, item, document]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_with_everything_goes_from_the_form_to_the_public() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).create().await;
    let session = sessions(&app, &event).await[0];
    let (client, organiser) = (app.client(), app.organiser().await);
    let [topic, speaker, item, document] = made(&organiser).await;
    let fields = [
        ("description-ru", "Подробное описание"),
        ("interpretation-other", ""),
        ("floor-other", "fr"),
        ("speaker-1", speaker.as_str()),
        ("role-1", "co_chair"),
        ("state-1", "invited"),
        ("link-participant", "https://meet.example.org/inside"),
        ("link-public", "https://meet.example.org/everybody"),
        ("expected", "75"),
    ];
    let boxes = [
        ("topic", topic.as_str()),
        ("item", item.as_str()),
        ("document", document.as_str()),
        ("floor", "ru"),
    ];
    let address = format!("/admin/almaty/sessions/{session}");
    fill(&organiser, &address, &fields, &boxes).await.expect_status(303);
    let form = organiser.get(&address).await.form("main form");
    assert_eq!((form.value("state-1"), form.value("expected")), ("invited".into(), "75".into()));
    let before = client.get("/ru/almaty/sessions/1").await.expect_status(200);
    assert!(!before.text("main").contains("Подробное описание"), "not before the release");
    release(&organiser).await;
    let page = client.get("/ru/almaty/sessions/1").await.expect_status(200);
    let text = page.text("main");
    for told in [
        "Подробное описание",
        "1 Утверждение повестки дня",
        "S/RES/1325 (2000)",
        "Резолюция Совета Безопасности 1325 (2000)",
        "Айгерим",
        "Министерство",
        "Сопредседатель · участие уточняется",
        "русский, французский",
        "Без перевода",
    ] {
        assert!(text.contains(told), "{told} in {text}");
    }
    for secret in ["meet.example.org", "a@example.org"] {
        assert!(!page.body.contains(secret), "{secret}: not for the public, or not in its time");
    }
    assert!(!text.contains("75"), "how many are expected is not for the public");
    let items = client.get("/ru/almaty/items").await.expect_status(200);
    let text = items.text("main");
    assert!(text.contains("Для решения") && text.contains("Opening"), "{text}");
    // The speaker is told about the release in a while.
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).create().await;
    let session = sessions(&app, &event).await[0];
    let organiser = app.organiser().await;
    let address = format!("/admin/almaty/sessions/{session}");
    let wrong = [("link-public", "javascript:alert(1)"), ("opens-public", "9999"), ("expected", "many")];
    let page = fill(&organiser, &address, &wrong, &[]).await.expect_status(422);
    for (field, typed) in wrong {
        assert!(page.has(&format!("#{field}[aria-invalid]")), "{field}");
        assert_eq!(page.form("main form.edit").value(field), typed);
    }
    let wrong =
        [("symbol", "Resolution 1325"), ("lang-1", "!"), ("address-1", "x"), ("embargo-time", "9:00")];
    let page = fill(&organiser, "/admin/almaty/documents/new", &wrong, &[]).await.expect_status(422);
    for (field, typed) in [wrong[0], wrong[1], wrong[2]] {
        assert!(page.has(&format!("#{field}[aria-invalid]")), "{field}");
        assert_eq!(page.form("main form.edit").value(field), typed);
    }
    assert!(page.has("#embargo[aria-invalid]") && page.has("#title-en[aria-invalid]"));
    let page = fill(&organiser, "/admin/almaty/items/new", &[("number", "")], &[]).await.expect_status(422);
    assert!(page.has("#number[aria-invalid]") && page.has("#title-en[aria-invalid]"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_under_embargo_is_nobodys_business_and_then_everybodys() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).create().await;
    let (client, organiser) = (app.client(), app.organiser().await);
    let document = [("title-en", "Note"), ("embargo", "2099-01-01"), ("embargo-time", "09:00")];
    let saved = fill(&organiser, "/admin/almaty/documents/new", &document, &[]).await.expect_status(303);
    let address = saved.location();
    let page = organiser.get(&address).await.expect_status(200);
    let csrf = page.form("main form.edit").value("csrf");
    let fields = [("csrf", csrf.as_str()), ("upload-lang", "en")];
    let pdf = ("file", "note.pdf", &b"%PDF-1.4\n%%EOF\n"[..]);
    let none = organiser.upload(&format!("{address}/files"), &fields, &[]).await;
    assert!(none.expect_status(422).has("#file[aria-invalid]"));
    organiser.upload(&format!("{address}/files"), &fields, &[pdf]).await.expect_status(303);
    release(&organiser).await;
    let id = address.rsplit('/').next().unwrap();
    let public = format!("/en/almaty/documents/{id}/en");
    client.get(&public).await.expect_status(404);
    fill(&organiser, &address, &[("embargo", ""), ("embargo-time", "")], &[]).await.expect_status(303);
    client.get(&public).await.expect_status(404);
    release(&organiser).await;
    let file = client.get(&public).await.expect_status(200);
    assert_eq!(file.bytes, b"%PDF-1.4\n%%EOF\n");
    assert!(file.header("content-disposition").starts_with("attachment"), "nothing of it runs");
    client.get(&format!("/en/almaty/documents/{id}/ru")).await.expect_status(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_moved_by_buttons_and_renumbered_only_when_asked() {
    let app = App::start().await;
    app.event("almaty").session("Opening", None).create().await;
    let (client, organiser) = (app.client(), app.organiser().await);
    for title in ["First", "Second"] {
        let fields = [("title-en", title)];
        fill(&organiser, "/admin/almaty/items/new", &fields, &[]).await.expect_status(303);
    }
    let shown = async || {
        let page = organiser.get("/admin/almaty/items").await.expect_status(200);
        page.all("tbody td:first-child").into_iter().zip(page.all("tbody a.person")).collect::<Vec<_>>()
    };
    let own = |lines: [(&str, &str); 2]| lines.map(|(n, title)| (n.to_owned(), title.to_owned())).to_vec();
    assert_eq!(shown().await, own([("1", "First"), ("2", "Second")]));
    let page = organiser.get("/admin/almaty/items").await;
    let mut form = page.form("tbody tr:first-child form");
    form.press("do", "down");
    organiser.send(form).await.expect_status(303);
    assert_eq!(shown().await, own([("2", "Second"), ("1", "First")]), "numbers are no positions");
    let page = organiser.get("/admin/almaty/items").await;
    organiser.send(page.form("form[action$='/renumber']")).await.expect_status(303);
    assert_eq!(shown().await, own([("1", "Second"), ("2", "First")]));
    let status = [("status", "adopted"), ("decision-en", "Adopted without a vote")];
    let refused = fill(&organiser, "/admin/almaty/items/status", &status, &[]).await.expect_status(422);
    assert!(refused.has("#on[aria-invalid]"), "a decision has a date");
    let status = [status[0], status[1], ("on", "2027-05-31")];
    fill(&organiser, "/admin/almaty/items/status", &status, &[]).await.expect_status(303);
    assert!(!organiser.get("/admin/almaty/items").await.has("form[action$='/renumber']"));
    release(&organiser).await;
    let text = client.get("/en/almaty/items").await.expect_status(200).text("main");
    assert!(text.contains("Adopted, Monday, 31 May 2027. Adopted without a vote"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_for_those_of_its_class_and_only_in_its_time() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).session("Debate", Some(1)).create().await;
    let secret = crate::security::world::register(&app, &event, "Delegate").await;
    let address = format!("/en/almaty/r/{secret}");
    let links = "UPDATE session SET links = jsonb_build_array(
        jsonb_build_object('class', 'participant', 'address', 'https://meet.example.org/inside' || number, 'opens_before', 15),
        jsonb_build_object('class', 'speaker', 'address', 'https://meet.example.org/panel', 'opens_before', 15))";
    app.sql().await.execute(links, &[]).await.unwrap();
    let client = app.client();
    let early = client.get(&address).await.expect_status(200);
    assert!(!early.body.contains("meet.example.org"), "sixty days before");
    let today = "UPDATE event SET starts_on = (now() AT TIME ZONE time_zone)::date,
            ends_on = (now() AT TIME ZONE time_zone)::date, draft_version = draft_version + 1;
        UPDATE session SET day = (now() AT TIME ZONE 'Asia/Almaty')::date, room_id = NULL, minutes = 1440,
            starts = '00:00', place = '{\"en\": \"Online\"}'";
    app.sql().await.batch_execute(today).await.unwrap();
    let version = app.store.draft_agenda(event.id).await.unwrap().draft_version;
    let act = app.act(plenary_domain::Actor::System);
    app.store.release_agenda(act, event.id, version, String::new()).await.unwrap();
    let page = client.get(&address).await.expect_status(200);
    assert_eq!(page.attr("#remote + ul a", "href"), "https://meet.example.org/inside1");
    assert!(!page.body.contains("inside2"), "no seat, no link");
    assert!(!page.body.contains("meet.example.org/panel"), "that one is for speakers");
    for public in ["/en/almaty/sessions/1", "/en/almaty/agenda", "/en/almaty/agenda.ics"] {
        let page = client.get(public).await.expect_status(200);
        assert!(!page.body.contains("meet.example.org"), "{public}");
    }
}
