//! Files in the form: sent with a step, kept with the draft, claimed by the registration, changed on its page.

use crate::security::world::answers;
use harness::{App, Client, Page};
use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use plenary_domain::registration::{Asked, Form, Question, Step, built_in};
use plenary_domain::{Actor, Event};
use std::io::Cursor;

pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
    let pixel =
        |x: u32, y: u32| image::Rgb([u8::try_from(x % 251).unwrap(), u8::try_from(y % 241).unwrap(), 90]);
    let mut out = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel));
    picture.write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

/// Few bytes that would become 42 million pixels.
fn bomb() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(GrayImage::new(6_500, 6_500)).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n";

/// An event that asks for a photo, which nobody can do without, and for a letter.
async fn house() -> (App, Event, Client) {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let asked = |key: &str, asked| Question { asked, ..built_in(key).unwrap().clone() };
    let questions = vec![asked("photo", Asked::Required), asked("letter_upload", Asked::Optional)];
    let form = Form { version: 0, questions };
    app.store.save_form(app.act(Actor::System), event.id, 1, form).await.unwrap();
    let client = app.client();
    (app, event, client)
}

/// A draft that is complete but for its files; the address of its steps.
async fn draft(app: &App, event: &Event) -> String {
    let secret = "d".repeat(32);
    let act = app.act(Actor::Nobody);
    app.store
        .begin_draft(act, event.id, secret.clone(), answers("Ann"), plenary_store::Granted::NoLetter)
        .await
        .unwrap();
    format!("/en/{}/register/{secret}", event.slug)
}

/// Sends the step "about" as a browser does, with this photo.
async fn about(client: &Client, draft: &str, given: &str, photo: (&str, &[u8])) -> Page {
    let fields = [("title", "Dr."), ("given", given), ("family", "Delegate"), ("badge", "")];
    client.upload(&format!("{draft}/about"), &fields, &[("photo", photo.0, photo.1)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_sent_with_its_step_and_goes_along_to_the_badge() {
    let (app, event, client) = house().await;
    let draft = draft(&app, &event).await;
    let page = client.get(&format!("{draft}/about")).await.expect_status(200);
    assert!(page.has("form[enctype='multipart/form-data'] input[type=file]#photo"));
    let missing = about(&client, &draft, "Ann", ("", b"")).await.expect_status(422);
    assert!(missing.one("#photo-error").contains("Choose a file"));
    about(&client, &draft, "Ann", ("Me.JPG", &picture(900, 1200))).await.expect_status(303);
    // Going back, and in another language, it is there.
    for lang in ["en", "ru", "kk"] {
        let address = format!("{draft}/about").replacen("/en/", &format!("/{lang}/"), 1);
        let page = client.get(&address).await.expect_status(200);
        assert_eq!(page.one(".photo a"), "Me.jpg");
        let ticket = client.get(&page.attr(".photo img", "src")).await.expect_status(303).location();
        let shown = client.get(&ticket).await.expect_status(200);
        assert_eq!(shown.header("content-type"), "image/jpeg");
    }
    // The step sent again without a file keeps it; another one takes its place; a tick takes it away.
    about(&client, &draft, "Ann", ("", b"")).await.expect_status(303);
    about(&client, &draft, "Ann", ("Other.png", &picture(600, 800))).await.expect_status(303);
    let live = "SELECT count(*) FROM file WHERE deleted_at IS NULL";
    assert_eq!(app.count(live).await, 1);
    let fields = [("given", "Ann"), ("family", "Delegate"), ("remove", "photo")];
    let gone = client.upload(&format!("{draft}/about"), &fields, &[]).await.expect_status(422);
    assert!(gone.one("#photo-error").contains("Choose a file") && !gone.has(".photo"));
    assert_eq!(app.count(live).await, 0);
    let check = client.post(&format!("{draft}/check"), &[("notice", "yes")]).await.expect_status(422);
    assert!(check.has("#photo-error"), "a file that has to be there is asked for before all is sent");
    about(&client, &draft, "Ann", ("Me.jpg", &picture(900, 1200))).await.expect_status(303);
    let check = client.get(&format!("{draft}/check")).await.expect_status(200);
    assert!(check.text("dl.pairs").contains("Me.jpg"));
    let sent = client.post(&format!("{draft}/check"), &[("notice", "yes")]).await.expect_status(303);
    let status = client.follow(&sent).await.expect_status(200);
    assert!(status.text("dl.pairs").contains("Me.jpg"));
    let claimed = "SELECT count(*) FROM file AS f JOIN registration AS r ON r.id = f.registration_id
        WHERE f.deleted_at IS NULL AND f.purpose = 'badge-photo' AND r.answers #>> '{own,photo,0}' = f.id::text";
    assert_eq!(app.count(claimed).await, 1);
    about(&client, &draft, "Ann", ("Late.jpg", &picture(900, 1200))).await.expect_status(303);
    assert_eq!(app.count(live).await, 1, "a draft that was sent takes no files");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_says_why_beside_its_field_and_nothing_else_is_lost() {
    let (app, event, client) = house().await;
    let draft = draft(&app, &event).await;
    let large = vec![0xFF; 9 * 1024 * 1024 + 150_000];
    let bomb = bomb();
    for (name, bytes, told) in [
        ("me.jpg", &large[..], "Your photo is 9.2 MB. It must be smaller than 5 MB."),
        ("me.gif", &b"GIF89a"[..], "This is not a photo that we can read"),
        ("me.jpg", &b"<svg onload=alert(1)>"[..], "This is not a photo that we can read"),
        ("me.jpg", &picture(100, 100)[..], "too small for a badge"),
        ("me.png", &bomb[..], "too many pixels"),
    ] {
        let page = about(&client, &draft, "Зарина", (name, bytes)).await.expect_status(422);
        assert!(page.one("#photo-error").contains(told), "{told}: {}", page.one("#photo-error"));
        assert!(page.has(".error-summary a[href='#photo']"));
        let page = about(&client, &draft, "Anna", (name, bytes)).await.expect_status(422);
        assert_eq!(page.form("main form").value("given"), "Anna");
        assert_eq!(page.form("main form").value("title"), "Dr.");
    }
    let address = format!("{draft}/about").replacen("/en/", "/ru/", 1);
    let page = client.upload(&address, &[("given", "A")], &[("photo", "x.jpg", &large)]).await;
    assert!(page.one("#photo-error").contains("Ваша фотография занимает 9,2 МБ"));
    // One that was accepted stays when the next one is refused, and so does what else is wrong.
    about(&client, &draft, "Ann", ("Good.jpg", &picture(900, 1200))).await.expect_status(303);
    let page = about(&client, &draft, "Анна", ("bad.gif", b"GIF89a")).await.expect_status(422);
    assert_eq!(page.one(".photo a"), "Good.jpg");
    assert!(page.has("#photo-error") && page.has("#given-error"));
    // What is typed names no file: neither somebody else's nor none.
    let id = "0190163d-8694-739b-aea5-966c26f8ad91";
    let forged = [("given", "Ann"), ("family", "Delegate"), ("photo", id)];
    client.post(&format!("{draft}/about"), &forged).await.expect_status(303);
    let page = client.get(&format!("{draft}/about")).await;
    assert_eq!(page.one(".photo a"), "Good.jpg");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_was_decided_upon_changes_with_consent_and_a_letter_at_once() {
    let (app, event, client) = house().await;
    let draft = draft(&app, &event).await;
    about(&client, &draft, "Ann", ("First.jpg", &picture(900, 1200))).await.expect_status(303);
    let sent = client.post(&format!("{draft}/check"), &[("notice", "yes")]).await.expect_status(303);
    let status = client.follow(&sent).await.expect_status(200).url.path().to_owned();
    let change = |step: Step| format!("{status}/change/{}", step.code());
    let page = client.get(&change(Step::Organisation)).await.expect_status(200);
    let fields = page.form("main form").fields();
    let borrowed: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let letter = [("letter_upload", "Note.pdf", PDF)];
    let done = client.upload(&change(Step::Organisation), &borrowed, &letter).await.expect_status(303);
    assert!(done.location().ends_with("?done=changed"));
    let page = client.get(&change(Step::About)).await.expect_status(200);
    let fields = page.form("main form").fields();
    let borrowed: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let photo = picture(600, 800);
    let asked = client
        .upload(&change(Step::About), &borrowed, &[("photo", "Second.jpg", &photo)])
        .await
        .expect_status(303);
    assert!(asked.location().ends_with("?done=asked"));
    let page = client.follow(&asked).await.expect_status(200);
    assert!(page.text("main dl.pairs").contains("Second.jpg"), "what waits");
    assert!(page.text("#answers + dl").contains("First.jpg"), "what is valid");
    assert!(page.text("#answers + dl").contains("Note.pdf"));
    let desk = app.organiser().await;
    let list = desk.get("/admin/almaty/registrations").await;
    let person = desk.get(&list.attr("td a.person", "href")).await.expect_status(200);
    let files = desk.get(&person.attr("a[href$='/files']", "href")).await.expect_status(200);
    assert!(files.text("main").contains("Photo for the badge, waits for a decision"));
    let mut accept = person.form("form.row[action$='/change']");
    accept.press("accept", "yes");
    desk.send(accept).await.expect_status(303);
    let page = client.get(&status).await.expect_status(200);
    assert!(page.text("#answers + dl").contains("Second.jpg") && !page.body.contains("First.jpg"));
    let live = "SELECT count(*) FROM file WHERE deleted_at IS NULL";
    assert_eq!(app.count(live).await, 2);
    assert!(page.has("#letters + dl"), "letters to the delegate stand on the page");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_photos_at_once_leave_one_and_a_second_press_sends_nothing_twice() {
    let (app, event, client) = house().await;
    let draft = draft(&app, &event).await;
    let (one, two) = (picture(900, 1200), picture(600, 800));
    let (a, b) = tokio::join!(
        about(&client, &draft, "Ann", ("One.jpg", &one)),
        about(&client, &draft, "Ann", ("Two.jpg", &two))
    );
    for page in [a, b] {
        page.expect_status(303);
    }
    let right = "SELECT count(*) FROM file AS f JOIN draft AS d ON d.id = f.draft_id
        WHERE f.deleted_at IS NULL AND d.answers #>> '{photo,0}' = f.id::text";
    assert_eq!(app.count(right).await, 1, "the answer names the file that is there");
    let address = format!("{draft}/check");
    let fields = [("notice", "yes")];
    let send = || client.post(&address, &fields);
    let (a, b) = tokio::join!(send(), send());
    assert_eq!(a.expect_status(303).location(), b.expect_status(303).location());
    let live = "SELECT count(*) FROM file WHERE deleted_at IS NULL AND registration_id IS NOT NULL";
    assert_eq!((app.count(live).await, app.count("SELECT count(*) FROM registration").await), (1, 1));
}
