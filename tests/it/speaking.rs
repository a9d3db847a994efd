//! The page of whoever speaks: an organiser invites, a letter leads there, the speaker answers and gives what is asked for,
//! and a release shows it.

use crate::registration::delegate::sessions;
use crate::registration::uploads::picture;
use harness::{App, Client, Page, SmtpSink};
use plenary_domain::Event;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n";

/// The form of an admin page, changed and sent.
async fn fill(organiser: &Client, address: &str, fields: &[(&str, &str)]) -> Page {
    let mut form = organiser.get(address).await.expect_status(200).form("main form.edit");
    for (name, value) in fields {
        form.set(name, value);
    }
    organiser.send(form).await
}

struct Scene {
    app: App,
    sink: SmtpSink,
    event: Event,
    organiser: Client,
    client: Client,
    /// The speaker at the desk.
    desk: String,
}

/// Айгерим is planned for the first of two sessions, and nobody has asked her yet.
async fn scene() -> Scene {
    let sink = SmtpSink::start().await;
    let app = App::setup().smtp(&sink).start().await;
    let event =
        app.event("almaty").session("Opening", None).session("Debate", None).unreleased().create().await;
    let session = sessions(&app, &event).await[0];
    let (client, organiser) = (app.client(), app.organiser().await);
    let person = [
        ("name-en", "Aigerim"),
        ("name-ru", "Айгерим"),
        ("email", "aigerim@example.org"),
        ("language", "ru"),
    ];
    fill(&organiser, "/admin/almaty/speakers/new", &person).await.expect_status(303);
    let list = organiser.get("/admin/almaty/speakers").await.expect_status(200);
    let desk = list.attr("table a.person", "href");
    let id = desk.rsplit('/').next().unwrap();
    let part = [("speaker-1", id), ("role-1", "keynote"), ("state-1", "proposed")];
    fill(&organiser, &format!("/admin/almaty/sessions/{session}"), &part).await.expect_status(303);
    Scene { app, sink, event, organiser, client, desk }
}

impl Scene {
    async fn press(&self, end: &str) -> Page {
        let page = self.organiser.get(&self.desk).await.expect_status(200);
        let sent =
            self.organiser.send(page.form(&format!("form[action$='/{end}']"))).await.expect_status(303);
        self.organiser.follow(&sent).await.expect_status(200)
    }

    /// Invites, and gives the address that the letter leads to.
    async fn invited(&self) -> String {
        self.press("invite").await;
        let letter = self.sink.letter("aigerim@example.org", "Приглашаем вас выступить").await;
        let text = letter.text();
        assert!(text.contains("Opening (ru)") && !text.contains("Debate"), "{text}");
        let at = text.lines().find(|line| line.contains("/ru/almaty/speaking/")).unwrap();
        assert!(letter.html().contains(at), "both parts lead to the same page");
        at[at.find("/ru/").unwrap()..].to_owned()
    }

    async fn release(&self) {
        let page = self.organiser.get("/admin/almaty/release").await.expect_status(200);
        let mut form = page.form("main form");
        form.tick("quiet", "yes");
        self.organiser.send(form).await.expect_status(303);
    }
}

/// Answers the first part.
async fn say(client: &Client, address: &str, answer: &str, reason: &str) -> Page {
    let page = client.get(address).await.expect_status(200);
    let mut form = page.form("form[action$='/answer']");
    form.set("answer", answer).set("reason", reason);
    client.send(form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speaker_is_invited_answers_and_is_shown_as_they_want_to_be() {
    let scene = scene().await;
    let (client, organiser) = (&scene.client, &scene.organiser);
    let address = scene.invited().await;
    let page = client.get(&address).await.expect_status(200);
    assert!(
        page.header("cache-control").contains("no-store") && page.has("meta[name=robots][content=noindex]")
    );
    let text = page.text("main");
    for told in ["Opening (ru)", "09:00–10:00 (UTC+5)", "Приглашён", "ещё могут измениться"]
    {
        assert!(text.contains(told), "{told} in {text}");
    }
    assert!(!text.contains("Debate"), "{text}");

    let done = say(client, &address, "accept", "").await.expect_status(303);
    assert!(client.follow(&done).await.text("main").contains("Ваш ответ сохранён"));
    let mut form = client.get(&address).await.form("form[action$='/about']");
    form.set("about-ru", "Юрист <b>и</b> переводчик").set("position-en", "Adviser").set("gender", "woman");
    client.send(form).await.expect_status(303);
    let photo = picture(700, 900);
    let to = format!("{address}/photo");
    client.upload(&to, &[], &[("photo", "Me.JPG", &photo)]).await.expect_status(303);
    let session = page.attr("form[action$='/answer'] input[name=session]", "value");
    let slides = [("slides", "talk.pdf", PDF)];
    let to = format!("{address}/slides");
    client.upload(&to, &[("session", &session)], &slides).await.expect_status(303);

    let desk = organiser.get(&scene.desk).await.expect_status(200);
    let row = desk.text("section[aria-labelledby=own-page]");
    assert!(row.contains("Opening") && row.contains("Confirmed") && row.contains("talk.pdf"), "{row}");
    assert_eq!(desk.form("main form.edit").value("position-en"), "Adviser");
    let opened = organiser.get(&desk.attr("section[aria-labelledby=own-page] td:last-child a", "href")).await;
    let slides = organiser.follow(&opened.expect_status(303)).await.expect_status(200);
    assert!(slides.bytes == PDF && slides.header("content-disposition").starts_with("attachment"));

    scene.release().await;
    let session = client.get("/ru/almaty/sessions/1").await.expect_status(200);
    assert!(session.text("main").contains("Айгерим") && !session.text("main").contains("уточняется"));
    let list = client.get("/ru/almaty/speakers").await.expect_status(200);
    let person = client.get(&list.attr("main .people a", "href")).await.expect_status(200);
    assert!(person.text("main").contains("Юрист <b>и</b> переводчик"), "{}", person.text("main"));
    let portrait = client.get(&person.attr("img.portrait", "src")).await.expect_status(200);
    assert_eq!(portrait.header("content-type"), "image/jpeg");
    assert!(portrait.header("set-cookie").is_empty() && portrait.bytes != photo, "made anew");
    assert!(!person.body.contains("talk.pdf") && !person.body.contains("Женщина"));
    let own = client.get(&address).await.expect_status(200).text("main");
    assert!(own.contains("как в опубликованной программе"), "{own}");
    let trail = organiser.get("/admin/almaty/audit").await.expect_status(200).text("main");
    assert!(trail.contains("The speaker accepted a session"), "{trail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_declines_says_why_to_organisers_alone_and_may_think_again() {
    let scene = scene().await;
    let address = scene.invited().await;
    scene.release().await;
    let public = scene.client.get("/ru/almaty/sessions/1").await.expect_status(200);
    assert!(public.text("main").contains("участие уточняется"), "{}", public.text("main"));
    say(&scene.client, &address, "decline", "В другой стране").await.expect_status(303);
    let desk = scene.organiser.get(&scene.desk).await.expect_status(200);
    let row = desk.text("section[aria-labelledby=own-page] tbody");
    assert!(row.contains("Declined") && row.contains("В другой стране"), "{row}");
    assert!(
        desk.text("main").contains("Put the speaker into a session first"),
        "nothing is left to invite to"
    );
    scene.release().await;
    let public = scene.client.get("/ru/almaty/sessions/1").await.expect_status(200);
    assert!(!public.body.contains("Айгерим") && !public.body.contains("В другой стране"));
    say(&scene.client, &address, "accept", "").await.expect_status(303);
    let begun = "UPDATE session SET day = (now() AT TIME ZONE 'Asia/Almaty')::date - 1";
    let form = scene.client.get(&address).await.form("form[action$='/answer']");
    scene.app.sql().await.batch_execute(begun).await.unwrap();
    let late = scene.client.send(form).await.expect_status(303);
    let page = scene.client.follow(&late).await.expect_status(200);
    assert!(page.text("main").contains("Ничего не изменено") && !page.has("form[action$='/answer']"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let scene = scene().await;
    let (client, address) = (&scene.client, scene.invited().await);
    let session = client.get(&address).await.attr("form[action$='/answer'] input[name=session]", "value");
    let long = "x".repeat(501);
    for (fields, wrong) in [
        ([("session", session.as_str()), ("reason", "Maybe later")], "#answer-1-error"),
        ([("session", &session), ("reason", &long)], "#reason-1-error"),
    ] {
        let page = client.post(&format!("{address}/answer"), &fields).await.expect_status(422);
        assert!(page.has(wrong), "{wrong}");
        assert_eq!(page.form("form[action$='/answer']").value("reason"), fields[1].1);
    }
    let long = "y".repeat(3_001);
    let mut form = client.get(&address).await.form("form[action$='/about']");
    form.set("about-en", &long).set("position-kk", "Кеңесші").set("gender", "other");
    let page = client.send(form).await.expect_status(422);
    let form = page.form("form[action$='/about']");
    assert!(page.has("#about-en[aria-invalid]") && page.has(".error-summary a[href='#about-en']"));
    assert_eq!((form.value("about-en"), form.value("position-kk")), (long, "Кеңесші".to_owned()));
    assert_eq!(form.value("gender"), "other");
    let to = format!("{address}/photo");
    for wrong in [&b""[..], b"no picture", &picture(90, 90)] {
        let page = client.upload(&to, &[], &[("photo", "me.jpg", wrong)]).await.expect_status(422);
        assert!(page.has("#photo[aria-invalid]"));
    }
    let to = format!("{address}/slides");
    for wrong in [&b"no document"[..], &picture(700, 900)] {
        let page = client.upload(&to, &[("session", &session)], &[("slides", "a.pdf", wrong)]).await;
        assert!(page.expect_status(422).has("details[open] #slides-1[aria-invalid]"));
    }
    assert_eq!(scene.app.count("SELECT count(*) FROM file").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_at_once_are_told_and_choose() {
    let scene = scene().await;
    let (client, address) = (&scene.client, scene.invited().await);
    let mut mine = client.get(&address).await.form("form[action$='/about']");
    let mut theirs = scene.organiser.get(&scene.desk).await.form("main form.edit");
    mine.set("about-en", "Mine");
    client.send(mine.clone()).await.expect_status(303);
    theirs.set("about-en", "Theirs");
    let told = scene.organiser.send(theirs).await.expect_status(409);
    assert!(told.text("main").contains("perhaps the speaker"));
    let again = told.form("main form.edit");
    assert_eq!(again.value("about-en"), "Theirs");
    scene.organiser.send(again).await.expect_status(303);
    mine.set("about-en", "Mine again");
    let told = client.send(mine).await.expect_status(409);
    let text = told.text("main");
    assert!(text.contains("Theirs") && text.contains("кто-то другой"), "{text}");
    let again = told.form("form[action$='/about']");
    assert_eq!(again.value("about-en"), "Mine again");
    client.send(again).await.expect_status(303);
    let now = client.get(&address).await.form("form[action$='/about']");
    assert_eq!(now.value("about-en"), "Mine again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_closes_the_old_one_and_looking_changes_nothing() {
    let scene = scene().await;
    let (app, client, address) = (&scene.app, &scene.client, scene.invited().await);
    let other = app.event("other").session("Opening", None).create().await;
    let before = crate::security::world::fingerprint(app, "true").await;
    for path in [
        address.clone(),
        format!("{address}?done=answered"),
        address.replacen("/almaty/", &format!("/{}/", other.slug), 1),
        format!("{address}/files/{}", scene.event.id),
        format!("/ru/almaty/portraits/{}", scene.event.id),
    ] {
        client.get(&path).await;
    }
    assert_eq!(crate::security::world::fingerprint(app, "true").await, before);
    client.get(&address.replacen("/almaty/", "/other/", 1)).await.expect_status(404);
    let early = scene.press("invite").await;
    assert!(early.text("main").contains("Wait five minutes"));
    let page = scene.press("address").await;
    assert!(page.text("main").contains("No invitation has been sent"));
    let kept = client.get(&address).await.expect_status(404);
    assert!(!kept.body.contains("Айгерим"));
    for (end, fields) in
        [("answer", [("answer", "accept")]), ("about", [("version", "1")]), ("photo", [("do", "remove")])]
    {
        client.post(&format!("{address}/{end}"), &fields).await.expect_status(404);
    }
    let shown = page.attr("#own-address", "value");
    let now = &shown[shown.find("/ru/").unwrap()..];
    assert_ne!(now, address);
    client.get(now).await.expect_status(200);
    scene.press("invite").await;
    app.letters_have_left().await;
    assert_eq!(scene.sink.letters().len(), 2);
}
