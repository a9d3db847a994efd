//! Photos and documents: sent with a form, made anew, sealed, and handed out without a cookie.

use crate::security::world::{Side, csrf};
use harness::{App, Client, Page};
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixel =
        |x: u32, y: u32| image::Rgb([u8::try_from(x % 251).unwrap(), u8::try_from(y % 241).unwrap(), 90]);
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel)).write_to(&mut out, format).unwrap();
    out.into_inner()
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n";

struct Desk {
    app: App,
    side: Side,
    client: Client,
    token: String,
    files: String,
}

impl Desk {
    async fn of(app: App) -> Self {
        let side = Side::build(&app, "one").await;
        let client = app.organiser().await;
        let token = csrf(&client).await;
        let files = side.address("/admin/{event}/registrations/{registration}/files");
        Self { app, side, client, token, files }
    }

    async fn send(&self, kind: &str, name: &str, bytes: &[u8]) -> Page {
        let fields = [("csrf", self.token.as_str()), ("kind", kind)];
        self.client.upload(&self.files, &fields, &[("file", name, bytes)]).await
    }

    /// The link of the file of this name.
    async fn link(&self, name: &str) -> String {
        let page = self.client.get(&self.files).await.expect_status(200);
        assert!(page.body.contains(name), "{name} is listed");
        let before = page.body.split(name).next().unwrap();
        before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_made_anew_and_handed_out_by_a_ticket_without_a_cookie() {
    let desk = Desk::of(App::start().await).await;
    let sent = picture(1600, 1200, ImageFormat::Png);
    let page = desk.send("badge-photo", "../../Фото x.PNG", &sent).await.expect_status(303);
    assert!(desk.client.follow(&page).await.body.contains("Photo for the badge"));
    let link = desk.link("Фото x.jpg").await;
    let ticket = desk.client.get(&link).await.expect_status(303).location();
    assert!(ticket.starts_with("/files/"), "{ticket}");
    // Nobody is signed in here.
    let file = desk.app.client().get(&ticket).await.expect_status(200);
    for (name, value) in [
        ("content-type", "image/jpeg"),
        (
            "content-disposition",
            "inline; filename=\"____ x.jpg\"; filename*=UTF-8''%D0%A4%D0%BE%D1%82%D0%BE%20x.jpg",
        ),
        ("cache-control", "private, no-store"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("set-cookie", ""),
    ] {
        assert_eq!(file.header(name), value, "{name}");
    }
    assert_ne!(file.bytes, sent);
    let seen = image::load_from_memory(&file.bytes).unwrap();
    assert_eq!((seen.width(), seen.height()), (600, 800));
    assert_eq!(desk.app.count("SELECT count(*) FROM audit WHERE action = 'see_file'").await, 1);
    for wrong in [ticket.replace("/files/", "/files/0"), ticket.replacen(&ticket[7..9], "zz", 1)] {
        desk.app.client().get(&wrong).await.expect_status(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_is_only_ever_a_download_and_the_delegate_gets_it_too() {
    let desk = Desk::of(App::start().await).await;
    desk.send("official-letter", "Nota.pdf", PDF).await.expect_status(303);
    let link = desk.link("Nota.pdf").await;
    let id = link.rsplit('/').next().unwrap();
    let mine = desk.side.address("/en/{event}/r/{secret}/files/").clone() + id;
    let visitor = desk.app.client();
    let ticket = visitor.get(&mine).await.expect_status(303).location();
    let file = visitor.get(&ticket).await.expect_status(200);
    assert_eq!(file.bytes, PDF);
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"Nota.pdf\""));
    assert_eq!(file.header("content-type"), "application/pdf");
    // A file of another event is not found through one's own secret.
    let other = Side::build(&desk.app, "two").await;
    let across = other.address("/en/{event}/r/{secret}/files/").clone() + id;
    visitor.get(&across).await.expect_status(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_kept_is_refused_beside_its_field_and_nothing_chosen_is_lost() {
    let desk = Desk::of(App::start().await).await;
    let jpeg = picture(1200, 1600, ImageFormat::Jpeg);
    let large = vec![0xFF; 6 * 1024 * 1024];
    let refused: [(&str, &str, &[u8], &str); 7] = [
        (
            "badge-photo",
            "me.jpg",
            b"<html><script>alert(1)</script>",
            "This is not a photo that we can read.",
        ),
        ("badge-photo", "me.pdf", PDF, "This is not a photo that we can read."),
        ("badge-photo", "me.jpg", &jpeg[..jpeg.len() / 2], "The file is damaged or was cut off"),
        ("badge-photo", "me.jpg", &picture(90, 120, ImageFormat::Png), "at least 300 by 400 pixels"),
        ("badge-photo", "me.jpg", &large, "larger than 5 MB"),
        ("badge-photo", "me.jpg", b"", "The file is empty."),
        ("passport-scan", "p.docx", b"PK\x03\x04", "Documents have to be PDF, JPEG, PNG or WebP."),
    ];
    for (kind, name, bytes, sentence) in refused {
        let page = desk.send(kind, name, bytes).await.expect_status(422);
        let told = page.text("#file-error");
        assert!(told.contains(sentence), "{sentence}: {told}");
        assert_eq!(page.attr("input[name=kind][checked]", "value"), kind, "what was chosen stays");
    }
    let none = desk.client.post(&desk.files, &[("csrf", desk.token.as_str())]).await.expect_status(422);
    assert!(none.text(".error-summary").contains("Choose a file"));
    assert_eq!(desk.app.count("SELECT count(*) FROM file WHERE registration_id IS NOT NULL").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_malformed_gets_a_plain_answer() {
    let desk = Desk::of(App::start().await).await;
    for body in [
        &b""[..],
        b"--edge",
        b"--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ncut off",
        b"--edge\r\n\r\nno name\r\n--edge--\r\n",
        b"--other\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--other--\r\n",
        b"\0\xFF\0",
    ] {
        let page = desk.client.post_multipart(&desk.files, body.to_vec()).await;
        assert!([400, 403].contains(&page.status), "{}: {}", page.status, String::from_utf8_lossy(body));
        assert!(page.body.contains("<h1"), "a page, not a blank");
    }
    let many: Vec<(&str, &str, &[u8])> = (0..20).map(|_| ("file", "a.pdf", PDF)).collect();
    let fields = [("csrf", desk.token.as_str()), ("kind", "other")];
    desk.client.upload(&desk.files, &fields, &many).await.expect_status(413);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_a_passport_is_refused_in_one_sentence_and_a_letter_is_kept() {
    let app = App::setup().without_keys().start().await;
    let event = app.event("one").create().await;
    let answers = crate::security::world::answers("Ann");
    let secret = crate::security::world::register_with(&app, &event, "ann", answers).await;
    let id = app.store.registration_by_secret(event.id, &secret).await.unwrap().id;
    let client = app.organiser().await;
    let (files, token) = (format!("/admin/one/registrations/{id}/files"), csrf(&client).await);
    let send = async |kind: &str| {
        client.upload(&files, &[("csrf", token.as_str()), ("kind", kind)], &[("file", "a.pdf", PDF)]).await
    };
    let page = send("passport-scan").await.expect_status(422);
    assert!(page.text("#file-error").contains("has to set a key first"));
    send("official-letter").await.expect_status(303);
    app.letters_have_left().await;
}
