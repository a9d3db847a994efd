//! The list of registrations without a mouse: keys work in the list, also on a keyboard with Cyrillic letters, and are
//! only letters where somebody types.

use super::organiser::make_account;
use super::screen::Screen;
use crate::security::world::register;
use harness::App;

/// Which row of the list the focus is in, from 1.
async fn at(screen: &Screen, row: usize) {
    let here = format!("[data-list] tbody tr:nth-child({row})");
    let script = format!("return document.activeElement.closest('tr')?.matches({here:?}) === true");
    screen.until(&script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_worked_through_by_keyboard_alone() {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let event = app.event("almaty").organisers_decide().create().await;
    for name in ["Ann", "Berik", "Chinara"] {
        register(&app, &event, name).await;
    }
    make_account(&app, &screen, "en").await;
    screen.goto("/admin/almaty/registrations").await;
    screen.until("document.querySelector('[data-list] a.person').focus(); return true").await;
    at(&screen, 1).await;
    for (key, row) in [("j", 2), ("j", 3), ("j", 3), ("k", 2)] {
        screen.press(key).await;
        at(&screen, row).await;
    }
    screen.press("x").await;
    screen.until("return document.querySelectorAll('[data-list] tbody input:checked').length === 1").await;
    // The key of J on a Russian keyboard.
    let cyrillic = "const o = { key: 'о', code: 'KeyJ', bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', o)); return true";
    screen.until(cyrillic).await;
    at(&screen, 3).await;
    screen.press("?").await;
    screen.until("return document.querySelector('[data-keys-help]').open").await;
    screen.check_both().await;
    screen.press("\u{e00c}").await;
    screen.until("return !document.querySelector('[data-keys-help]').open").await;
    screen.press("/").await;
    screen.until("return document.activeElement.id === 'q'").await;
    screen.press("jx").await;
    screen.until("return document.getElementById('q').value === 'jx'").await;
    screen.until("return document.querySelectorAll('[data-list] tbody input:checked').length === 1").await;
    screen.close().await;
}
