//! The timetable editor by keyboard alone, and by pointer; both end where the form ends.

use super::organiser::make_account;
use super::screen::Screen;
use crate::registration::delegate::sessions;
use harness::App;

const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const UP: &str = "\u{E013}";
const DOWN: &str = "\u{E015}";
const RIGHT: &str = "\u{E014}";
const SHIFT_DOWN: &str = "\u{E008}\u{E015}";

/// What the live region says.
fn says(words: &str) -> String {
    format!("return document.getElementById('say').textContent.includes('{words}')")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_lifted_moved_made_longer_and_put_down_by_keys_alone() {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    make_account(&app, &screen, "en").await;
    screen.goto("/admin/almaty/agenda").await;
    screen.until("return document.querySelector('#b2 button.grip') !== null").await;
    screen.focus("#b2 button.grip").await;
    screen.press(ENTER).await;
    screen.until(&says("Lifted. 10:00–11:00, Hall A")).await;
    screen.press(DOWN).await;
    screen.until(&says("10:15–11:15, Hall A: free")).await;
    screen.press(RIGHT).await;
    screen.press(SHIFT_DOWN).await;
    screen.until(&says("10:15–11:30, Hall A: free")).await;
    screen.press(ESCAPE).await;
    screen.until(&says("Back in its old place.")).await;
    assert!(screen.text("#b2").await.contains("10:00–11:00"));
    assert_eq!(app.store.last_edit(event.id).await.unwrap(), None, "nothing was saved");

    screen.press(ENTER).await;
    for _ in 0..4 {
        screen.press(DOWN).await;
    }
    screen.press(SHIFT_DOWN).await;
    screen.press(ENTER).await;
    screen.until(&says("Saved. 11:00–12:15, Hall A")).await;
    screen.until("return document.activeElement.matches('#b2 button.grip')").await;
    assert!(screen.text("#b2").await.contains("11:00–12:15"));
    screen.check_both().await;
    let debate = sessions(&app, &event).await[1];
    let saved = app.store.draft_agenda(event.id).await.unwrap().agenda;
    let slot = saved.session(debate).and_then(|session| session.slot).unwrap();
    assert_eq!((slot.start.hour(), slot.minutes), (11, 75));

    // Back onto the first one: what that leads to is said before it is saved, and then asked.
    screen.press(ENTER).await;
    for _ in 0..7 {
        screen.press(UP).await;
    }
    screen.until(&says("Two sessions in one room")).await;
    screen.press(ENTER).await;
    screen.until(&says("Saved. 09:15–10:30, Hall A: Two sessions in one room")).await;
    screen.check_both().await;
    screen.leave_by("button.undo").await;
    assert!(screen.text("#b2").await.contains("11:00–12:15"));
    screen.leave_by("button.undo").await;
    assert!(screen.text("#b2").await.contains("10:00–11:00"));
    screen.check().await;
    screen.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_did_meanwhile_is_shown_and_asked() {
    let app = App::start().await;
    let Some(screen) = Screen::open(&app).await else { return };
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    make_account(&app, &screen, "en").await;
    screen.goto("/admin/almaty/agenda").await;
    screen.until("return document.querySelector('#b2 button.grip') !== null").await;
    let debate = sessions(&app, &event).await[1];
    let draft = app.store.draft_agenda(event.id).await.unwrap();
    let (room, slot) = draft.agenda.session(debate).map(|s| (s.room, s.slot)).unwrap();
    let later = slot.map(|slot| plenary_domain::agenda::Slot { minutes: 30, ..slot });
    let other = app.act(plenary_domain::Actor::System);
    app.store.move_session(other, event.id, debate, draft.versions[&debate], later, room).await.unwrap();
    screen.focus("#b2 button.grip").await;
    screen.press(ENTER).await;
    screen.press(DOWN).await;
    screen.press(ENTER).await;
    screen.until(&says("Not saved yet")).await;
    screen.until("return document.activeElement.id === 'asked'").await;
    let asked = screen.text("#ask").await;
    assert!(asked.contains("10:00–10:30") && asked.contains("10:15–11:15"), "{asked}");
    screen.check_both().await;
    screen.leave_by("#ask button[type=submit]").await;
    assert!(screen.text("#b2").await.contains("10:15–11:15"));
    screen.close().await;
}
