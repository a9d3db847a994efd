//! An organiser goes from the invitation to a released change of the agenda.

use super::screen::Screen;
use harness::App;
use plenary_app::one_time_link;
use plenary_domain::Event;

const SEND: &str = "main form button[type=submit]";

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_releases_a_change_in_english() {
    walk("en").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_releases_a_change_in_russian() {
    walk("ru").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_releases_a_change_in_kazakh() {
    walk("kk").await;
}

/// Colours are the same in each language.
async fn look(screen: &Screen, code: &str) {
    if code == "en" { screen.check_both().await } else { screen.check().await }
}

/// Makes an account by the link that is printed at the first start; wrong input first.
pub(crate) async fn make_account(app: &App, screen: &Screen, code: &str) {
    let link = one_time_link(&app.store, String::new(), None).await.expect("an invitation");
    screen.goto(&link).await;
    screen.leave_by(&format!(".door-head a[hreflang='{code}']")).await;
    assert!(screen.has(&format!("html[lang='{code}']")).await);
    look(screen, code).await;
    screen.write("name", "Aigerim Bek").await;
    screen.write("email", "aigerim@example.org").await;
    screen.write("password", "short").await;
    screen.leave_by(SEND).await;
    screen.until("return document.activeElement.matches('.error-summary')").await;
    look(screen, code).await;
    screen.write("password", "correct horse battery staple").await;
    screen.click("[data-reveal='password']").await;
    screen.until("return document.querySelector('#password').type === 'text'").await;
    screen.leave_by(SEND).await;
    assert_eq!(screen.path().await, "/admin");
    assert!(screen.has(&format!("html[lang='{code}']")).await, "the panel speaks as the door did");
}

async fn walk(code: &str) {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    make_account(&app, &screen, code).await;
    look(&screen, code).await;
    screen.leave_by("main a[href='/admin/almaty']").await;
    look(&screen, code).await;
    screen.leave_by(".sidebar a[href='/admin/almaty/agenda']").await;
    look(&screen, code).await;
    change(&screen, &event, code).await;
    screen.leave_by(".sidebar-user form[action='/admin/sign-out'] button").await;
    look(&screen, code).await;
    screen.close().await;
}

/// Moves the debate to the afternoon, and releases that.
async fn change(screen: &Screen, event: &Event, code: &str) {
    let public = format!("/{code}/{}/agenda", event.slug);
    screen.leave_by("#b2 a").await;
    look(screen, code).await;
    screen.click(".panel-selected select[name='start'] option[value='15:30']").await;
    screen.leave_by(".panel-selected button[value='save']").await;
    assert!(screen.text("#b2").await.contains("15:30–16:30"));
    look(screen, code).await;
    screen.leave_by(".work-head a[href='/admin/almaty/release']").await;
    look(screen, code).await;
    screen.write("comment", "The debate is in the afternoon").await;
    screen.leave_by(SEND).await;
    look(screen, code).await;
    screen.goto("/admin/almaty/releases").await;
    assert!(screen.text("main").await.contains("The debate is in the afternoon"));
    look(screen, code).await;
    screen.goto(&public).await;
    assert!(screen.text("main").await.contains("15:30–16:30"));
    look(screen, code).await;
    screen.goto("/admin").await;
}
