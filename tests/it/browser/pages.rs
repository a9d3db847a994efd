//! Every page of the table of addresses, in light and dark.

use super::organiser::make_account;
use super::screen::Screen;
use crate::security::world::Side;
use harness::App;
use plenary_web::ROUTES;

/// Addresses of the table that show no page of ours.
const NO_PAGES: &[&str] = &[
    "/healthz",
    "/readyz",
    "/assets/{file}",
    // Lead to pages that have lines of their own.
    "/",
    "/r/{secret}",
    "/R/{secret}",
    "/admin/sign-in",
    "/admin/sign-in/code",
    // Seen on the way of the organiser.
    "/admin/invitations/{token}",
    // Lead to files, and from a file that is not there to where one is made.
    "/files/{ticket}/{name}",
    "/admin/{event}/files/{upload}",
    "/admin/{event}/exports/{export}",
    "/admin/{event}/imports/{import}",
    "/admin/{event}/exports/{export}/file",
    "/admin/{event}/speakers/{guest}/files/{portrait}",
    "/{lang}/{event}/portraits/{portrait}",
    "/{lang}/{event}/speaking/{speaking}/files/{portrait}",
    "/{lang}/{event}/register/{secret}/files/{draft_upload}",
    "/{lang}/{event}/documents/{document}/{version}",
    "/{lang}/{event}/r/{secret}/files/{upload}",
    // What the script of the editor asks for.
    "/admin/{event}/sessions/{session}/check",
    // A letter as it is sent, in a frame.
    "/admin/{event}/letters/{letter}/html",
];
const FILES: [&str; 7] = [".ics", ".csv", ".eml", ".xml", ".atom", ".json", ".pdf"];

fn patterns() -> Vec<&'static str> {
    let pages = ROUTES.iter().filter(|route| route.method == "GET").map(|route| route.pattern);
    pages.filter(|p| !NO_PAGES.contains(p) && !FILES.iter().any(|ending| p.ends_with(ending))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_public_page_is_in_order_in_light_and_dark() {
    sweep(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_panel_is_in_order_in_light_and_dark() {
    sweep(true).await;
}

async fn sweep(panel: bool) {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let mut side = Side::build(&app, "almaty").await;
    side.register_another(&app).await;
    if panel {
        make_account(&app, &screen, "en").await;
    }
    for pattern in patterns().into_iter().filter(|pattern| pattern.starts_with("/admin") == panel) {
        let address = side.address(pattern);
        assert!(!address.contains('{'), "no example for {pattern}");
        screen.goto(&address).await;
        let path = screen.path().await;
        // What a form answers, asked for by its address, leads back to where the form is.
        assert!(
            address.starts_with(&path) && path != "/admin" || path == pattern,
            "{address} leads to {path}"
        );
        if path == address {
            screen.check_both().await;
        }
    }
    if panel {
        screen.goto("/admin/almaty/registrations").await;
        screen.click("main input[name='id']").await;
        screen.leave_by(".bulk-bar button[value='decline']").await;
        screen.check_both().await;
        screen.goto(&side.address("/admin/{event}/registrations/{registration}")).await;
        screen.leave_by("main button[value='confirm']").await;
        screen.check_both().await;
    }
    screen.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_in_order_is_noticed() {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let bad = "data:text/html,<title>x</title><img><div style=width:2000px>wide</div><p style=color:%23ccc>pale words<script>console.error(1)</script>";
    let found = screen.look_at(bad).await;
    for what in
        ["light, image-alt", "light, html-has-lang", "dark, color-contrast", "scrolls to 2", "console: "]
    {
        assert!(found.iter().any(|found| found.contains(what)), "{what}: {found:?}");
    }
    screen.close().await;
}
