//! A delegate registers, by typing into the fields.

use super::screen::Screen;
use crate::form::{ask, step_of, visa};
use harness::App;

const NEXT: &str = "main form .actions button";

/// What is said in one language, and the language that is looked at meanwhile.
struct Tongue {
    code: &'static str,
    other: &'static str,
    /// Names are as in a passport, in Latin letters; on the badge they stand as one writes them.
    badge: &'static str,
    confirmed: &'static str,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_registers_in_english() {
    let confirmed = "Your registration is confirmed";
    walk(&Tongue { code: "en", other: "ru", badge: "Zarina Yusupova", confirmed }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_registers_in_russian() {
    let confirmed = "Ваша регистрация подтверждена";
    walk(&Tongue { code: "ru", other: "kk", badge: "Зарина Юсупова", confirmed }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_registers_in_kazakh() {
    let confirmed = "Тіркелуіңіз расталды";
    walk(&Tongue { code: "kk", other: "en", badge: "Зәрина Жүсіпова", confirmed }).await;
}

async fn walk(tongue: &Tongue) {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let event = app.event("almaty").session("Opening", Some(5)).session("Closing", None).create().await;
    let home = format!("/{}/{}", tongue.code, event.slug);
    screen.goto(&home).await;
    screen.check().await;
    screen.leave_by(&format!(".topbar a[href='{home}/register']")).await;
    contact(&screen).await;
    about(&screen, tongue).await;
    organisation(&screen).await;
    rest(&screen).await;
    assert_eq!(screen.text("h1").await, tongue.confirmed);
    assert!(screen.path().await.starts_with(&format!("{home}/r/")));
    assert!(screen.text(".pass-name").await.contains(tongue.badge));
    screen.check().await;
    screen.close().await;
}

/// Sends the step with something wrong in it, and comes by the summary to the field.
async fn refused(screen: &Screen, field: &str) {
    screen.check().await;
    screen.leave_by(NEXT).await;
    screen.until("return document.activeElement.matches('.error-summary')").await;
    screen.check().await;
    screen.click(&format!(".error-summary a[href='#{field}']")).await;
    screen.until(&format!("return document.activeElement.id === '{field}'")).await;
}

async fn contact(screen: &Screen) {
    screen.write("email", "zarina").await;
    refused(screen, "email").await;
    assert_eq!(screen.value("email").await, "zarina", "what was typed is kept");
    screen.write("email", "zarina@example.org").await;
    screen.leave_by(NEXT).await;
}

async fn about(screen: &Screen, tongue: &Tongue) {
    screen.write("given", "Зарина").await;
    screen.write("family", "Yusupova").await;
    screen.write("badge", tongue.badge).await;
    refused(screen, "given").await;
    for code in [tongue.other, tongue.code] {
        screen.click("details.menu summary").await;
        screen.leave_by(&format!("details.menu a[hreflang='{code}']")).await;
        assert!(screen.has(&format!("html[lang='{code}']")).await);
        for (name, typed) in [("given", "Зарина"), ("family", "Yusupova"), ("badge", tongue.badge)] {
            assert_eq!(screen.value(name).await, typed, "the language changes, what was typed does not");
        }
        screen.check().await;
    }
    screen.write("given", "Zarina").await;
    screen.leave_by(NEXT).await;
}

async fn organisation(screen: &Screen) {
    screen.click("input[name='type'][value='member_state']").await;
    screen.write("position", "Head of Training").await;
    refused(screen, "organisation").await;
    assert!(screen.has("input[name='type'][value='member_state']:checked").await);
    screen.click("select[name='state'] option[value='KZ']").await;
    screen.write("organisation", "Ministry of Defence").await;
    screen.leave_by(NEXT).await;
}

/// Sessions, needs, and the last look.
async fn rest(screen: &Screen) {
    screen.check().await;
    screen.click(".choice-card").await;
    screen.leave_by(NEXT).await;
    screen.check().await;
    screen.click("input[name='food'][value='halal']").await;
    screen.write("food_note", "No nuts").await;
    screen.leave_by(NEXT).await;
    refused(screen, "notice").await;
    screen.click("#notice").await;
    screen.leave_by(NEXT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_come_and_go_at_once_where_there_is_a_script() {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let event = app.event("almaty").create().await;
    ask(&app, &event, visa()).await;
    let travel = step_of(&app.client(), &event, "travel").await;
    screen.goto(travel.url.path()).await;
    let shown = "return !document.getElementById('passport_number').closest('.question').hidden";
    screen.until(&format!("return !({})()", shown.replace("return", "() =>"))).await;
    screen.check().await;
    screen.click("input[name='visa_needed'][value='yes']").await;
    screen.until(shown).await;
    screen.check_both().await;
    screen.leave_by(NEXT).await;
    assert!(screen.has(".error-summary a[href='#passport_number']").await, "it was seen, and not answered");
    screen.write("passport_number", "P1234567").await;
    screen.click("input[name='visa_needed'][value='no']").await;
    screen.leave_by(NEXT).await;
    assert!(screen.path().await.ends_with("/needs"));
    screen.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn registration_needs_no_javascript() {
    let app = App::start().await;
    let Some(screen) = Screen::without_javascript(&app).await else { return };
    app.event("almaty").session("Opening", Some(5)).create().await;
    screen.goto("/en/almaty").await;
    screen.leave_by(".topbar a[href='/en/almaty/register']").await;
    screen.write("email", "zarina").await;
    screen.leave_by(NEXT).await;
    assert!(screen.has(".error-summary a[href='#email']").await);
    screen.write("email", "zarina@example.org").await;
    screen.leave_by(NEXT).await;
    screen.write("given", "Zarina").await;
    screen.write("family", "Yusupova").await;
    screen.leave_by(NEXT).await;
    screen.click("input[name='type'][value='academia']").await;
    screen.write("organisation", "University").await;
    screen.write("position", "Reader").await;
    screen.leave_by(NEXT).await;
    screen.click(".choice-card").await;
    screen.leave_by(NEXT).await;
    screen.leave_by(NEXT).await;
    screen.click("#notice").await;
    screen.leave_by(NEXT).await;
    assert_eq!(screen.text("h1").await, "Your registration is confirmed");
    screen.close().await;
}
