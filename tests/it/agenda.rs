//! The timetable editor by links and forms: what collides is shown before it is saved, two editors are told of each
//! other, and what was done can be taken back from any browser.

use crate::registration::delegate::sessions;
use harness::{App, Client, Form, Page};
use plenary_domain::Event;
use plenary_domain::ids::SessionId;

struct Desk {
    app: App,
    event: Event,
    client: Client,
    opening: SessionId,
    debate: SessionId,
}

impl Desk {
    /// An opening at nine and a debate at ten, in one hall.
    async fn new() -> Self {
        let app = App::start().await;
        let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
        let ids = sessions(&app, &event).await;
        let client = app.organiser().await;
        Self { app, event, client, opening: ids[0], debate: ids[1] }
    }

    async fn editor(&self, session: SessionId) -> Page {
        self.client.get(&format!("/admin/almaty/agenda?session={session}")).await.expect_status(200)
    }

    async fn form(&self, session: SessionId) -> Form {
        self.editor(session).await.form(".panel-selected form")
    }

    async fn send(&self, form: Form) -> Page {
        let sent = self.client.send(form).await.expect_status(303);
        self.client.follow(&sent).await.expect_status(200)
    }

    async fn press(&self, session: SessionId, button: &str) -> Page {
        let mut form = self.form(session).await;
        form.press("do", button);
        self.client.send(form).await
    }

    async fn edits(&self) -> i64 {
        self.app.count("SELECT count(*) FROM agenda_edit").await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_collides_is_shown_before_it_is_saved() {
    let desk = Desk::new().await;
    let asked = desk.press(desk.debate, "earlier").await.expect_status(422);
    let question = asked.one("#ask");
    for needed in ["1 thing to check", "Two sessions in one room", "Opening", "10:00–11:00", "09:45–10:45"]
    {
        assert!(question.contains(needed), "{needed} in {question}");
    }
    assert_eq!(desk.edits().await, 0, "nothing is saved");
    // Whoever has seen something else has not seen this.
    let mut other = asked.form("#ask form");
    other.forge("seen", "something");
    desk.client.send(other).await.expect_status(422);
    let saved = desk.send(asked.form("#ask form")).await;
    assert!(saved.one("#b2").contains("09:45–10:45") && saved.one("#b2").contains("Room taken twice"));
    assert!(saved.one(".panel-selected").contains("10:00–11:00"), "the first free time is offered");
    let free = desk.press(desk.debate, "free").await.expect_status(303);
    let free = desk.client.follow(&free).await;
    assert!(free.one("#b2").contains("10:00–11:00"));
    // The question offers it, too.
    let again = desk.press(desk.debate, "earlier").await.expect_status(422);
    let mut there = again.form("#ask form");
    there.press("free", "yes");
    assert!(desk.send(there).await.one("#b2").contains("10:00–11:00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_script_is_told_the_same_as_the_form() {
    let desk = Desk::new().await;
    let day = desk.event.starts_on;
    let check = async |start: &str| {
        let query = format!("day={day}&start={start}&minutes=60&room=&do=save&version=1");
        let path = format!("/admin/almaty/sessions/{}/check?{query}", desk.debate);
        let answer = desk.client.get(&path).await.expect_status(200);
        serde_json::from_str::<serde_json::Value>(&answer.body).unwrap()
    };
    let free = check("14:00").await;
    assert_eq!(
        (free["fits"].as_bool(), free["words"].as_str(), free["seen"].as_str()),
        (Some(true), Some(""), Some(""))
    );
    let taken = check("09:30").await;
    assert_eq!(taken["fits"].as_bool(), Some(false));
    assert!(taken["words"].as_str().unwrap().contains("Opening"), "{taken}");
    let mut form = desk.form(desk.debate).await;
    form.set("start", "09:30").set("room", "").press("do", "save");
    form.forge("seen", taken["seen"].as_str().unwrap());
    desk.client.send(form).await.expect_status(303);
    assert_eq!(desk.edits().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_editors_see_both_and_choose() {
    let desk = Desk::new().await;
    let mut mine = desk.form(desk.debate).await;
    mine.set("start", "15:00").press("do", "save");
    let mut theirs = desk.form(desk.debate).await;
    theirs.set("start", "12:00").press("do", "save");
    desk.client.send(theirs).await.expect_status(303);
    let asked = desk.client.send(mine.clone()).await.expect_status(409);
    let question = asked.one("#ask");
    assert!(question.contains("12:00–13:00") && question.contains("15:00–16:00"), "{question}");
    assert_eq!(desk.edits().await, 1);
    assert!(
        desk.editor(desk.debate).await.one("#b2").contains("12:00–13:00"),
        "theirs stays until one chooses"
    );
    assert!(desk.send(asked.form("#ask form")).await.one("#b2").contains("15:00–16:00"));
    desk.client.send(mine).await.expect_status(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_edit_is_taken_back_from_another_browser() {
    let desk = Desk::new().await;
    let mut form = desk.form(desk.debate).await;
    form.set("start", "15:00").press("do", "save");
    desk.send(form).await;
    let other = desk.app.organiser().await;
    let page = other.get("/admin/almaty/agenda").await.expect_status(200);
    assert!(page.one(".undo").starts_with("Undo: move of “Debate”"), "{}", page.one(".undo"));
    let old = page.form("form[action$='/agenda/undo']");
    let sent = other.send(old.clone()).await.expect_status(303);
    assert!(other.follow(&sent).await.one("#b2").contains("10:00–11:00"));
    let twice = other.send(old).await.expect_status(409);
    assert!(!twice.has(".undo") && twice.text(".note").contains("Nothing was taken back"));
    assert_eq!(desk.app.count("SELECT count(*) FROM audit WHERE action = 'undo_edit'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_copied_split_swapped_and_taken_out_by_the_form() {
    let desk = Desk::new().await;
    let copied = desk.press(desk.debate, "copy").await.expect_status(303);
    let tray = desk.client.follow(&copied).await;
    assert!(tray.one(".tray").contains("Debate"));
    let mut form = desk.form(desk.debate).await;
    form.set("at", "15").press("do", "split");
    let split = desk.send(form).await;
    assert!(split.one("#b2").contains("10:00–10:15") && split.one("#b4").contains("10:15–11:00"));
    let mut form = desk.form(desk.opening).await;
    let with = form.offered("with").into_iter().find(|choice| choice.starts_with(&desk.debate.to_string()));
    form.set("with", &with.unwrap()).press("do", "swap");
    let asked = desk.client.send(form).await.expect_status(422);
    let swapped = desk.send(asked.form("#ask form")).await;
    assert!(swapped.one("#b1").contains("10:00–11:00") && swapped.one("#b2").contains("09:00–09:15"));
    let out = desk.press(desk.opening, "out").await.expect_status(303);
    assert!(desk.client.follow(&out).await.one(".tray").contains("Opening"));
    let mut late = desk.form(desk.debate).await;
    late.forge("at", "90").forge("do", "split");
    desk.client.send(late).await.expect_status(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_saved_is_a_setting() {
    let desk = Desk::new().await;
    let settings = desk.client.get("/admin/almaty/agenda/checks").await.expect_status(200);
    let mut form = settings.form("main form");
    form.set("rule-room_overlap", "block_save").set("rule-no_chair", "ignore");
    let stale = form.clone();
    desk.send(form).await;
    desk.client.send(stale).await.expect_status(409);
    let blocked = desk.press(desk.debate, "earlier").await.expect_status(422);
    assert!(blocked.one("#ask").contains("This can’t be saved"));
    assert!(!blocked.has("#ask .actions button"));
    desk.press(desk.debate, "later").await.expect_status(303);
    let audit = desk.client.get("/admin/almaty/audit").await.expect_status(200);
    assert!(audit.text("main").contains("changed the checks of the agenda"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_release_stays_readable_at_the_desk() {
    let desk = Desk::new().await;
    let mut form = desk.form(desk.debate).await;
    form.set("start", "15:00").press("do", "save");
    desk.send(form).await;
    let page = desk.client.get("/admin/almaty/release").await.expect_status(200);
    desk.client.send(page.form("main form")).await.expect_status(303);
    let list = desk.client.get("/admin/almaty/releases").await.expect_status(200);
    assert!(list.has("a[href='/admin/almaty/releases/1']"));
    let old = desk.client.get("/admin/almaty/releases/1").await.expect_status(200).text("main");
    assert!(old.contains("10:00–11:00") && !old.contains("15:00–16:00"), "{old}");
    let new = desk.client.get("/admin/almaty/releases/2").await.expect_status(200).text("main");
    assert!(new.contains("15:00–16:00") && new.contains("Public now"), "{new}");
    for missing in ["0", "3", "one", "99999999999"] {
        desk.client.get(&format!("/admin/almaty/releases/{missing}")).await.expect_status(404);
    }
}
