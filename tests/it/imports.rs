//! Agendas of other programs: looked at first, then written as a whole; nothing removed that was not ticked.

use crate::security::world::csrf;
use harness::{App, Client, Page};
use plenary_domain::Event;
use plenary_domain::policy::Role;

/// A session of a schedule at nine o'clock or later, in Almaty.
fn talk(guid: u32, day: &str, hour: u32, title: &str) -> String {
    format!(
        "<event id=\"{guid}\" guid=\"00000000-0000-4000-8000-{guid:012}\"><date>{day}T{hour:02}:00:00+05:00</date>\
         <start>{hour:02}:00</start><duration>00:45</duration><title>{title}</title><track>Law</track>\
         <abstract>&lt;p&gt;What it is about&lt;/p&gt;</abstract><persons><person id=\"1\">Ann Lee</person></persons></event>"
    )
}

fn schedule(talks: &str) -> String {
    format!(
        "<schedule><conference><title>Camp</title></conference><day date=\"2030-01-01\"><room name=\"Hall B\">{talks}\
         </room></day></schedule>"
    )
}

/// Chooses a file; the answer leads to what it would change.
async fn choose(client: &Client, event: &Event, file: &str, more: &[(&str, &str)]) -> Page {
    let token = csrf(client).await;
    let fields = [&[("csrf", token.as_str()), ("language", "en")], more].concat();
    let address = format!("/admin/{}/import", event.slug);
    client.upload(&address, &fields, &[("file", "schedule.xml", file.as_bytes())]).await
}

async fn look(client: &Client, event: &Event, file: &str, more: &[(&str, &str)]) -> Page {
    let sent = choose(client, event, file, more).await.expect_status(303);
    client.follow(&sent).await.expect_status(200)
}

/// Presses the button of the page and waits for the end.
async fn import(client: &Client, plan: &Page, ticked: &[&str]) -> Page {
    let mut form = plan.form("main form");
    for id in ticked {
        form.tick("remove", id);
    }
    let sent = client.send(form).await.expect_status(303);
    client.follow(&sent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_and_then_taken_over_as_a_whole() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).create().await;
    let (organiser, day) = (app.organiser().await, event.starts_on.to_string());
    let file = schedule(
        &[talk(1, &day, 15, "First"), talk(2, &day, 16, "Second"), talk(3, "2030-01-01", 9, "Far")].concat(),
    );
    let plan = look(&organiser, &event, &file, &[]).await;
    let said = plan.text("main");
    for part in [
        "2 new sessions",
        "1 session that is not in the file",
        "1 entry can't be taken",
        "is not a day of the event",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(app.count("SELECT count(*) FROM session").await, 1, "nothing is written yet");
    let before = app.count("SELECT count(*) FROM audit").await;
    let sent = import(&organiser, &plan, &[]).await;
    assert_eq!(sent.location(), "/admin/almaty/agenda");
    let editor = organiser.follow(&sent).await.expect_status(200);
    assert!(editor.body.contains("2 new, 0 changed, 0 removed"), "{}", editor.text("main"));
    assert!(editor.text(".block").contains("First") && editor.text(".block").contains("Opening"));
    assert_eq!(app.count("SELECT count(*) FROM audit").await - before, 1, "one row for the import");
    assert_eq!(app.count("SELECT count(*) FROM room WHERE name->>'en' = 'Hall B'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM session_speaker").await, 2);
    let trail = organiser.get("/admin/almaty/audit").await.expect_status(200);
    assert!(
        trail.text("main").contains("schedule.xml: 2 new, 0 changed, 0 removed"),
        "{}",
        trail.text("main")
    );

    let changed = schedule(&[talk(1, &day, 17, "First"), talk(2, &day, 16, "Second")].concat());
    let again = look(&organiser, &event, &changed, &[]).await;
    let said = again.text("main");
    assert!(said.contains("1 session that differs") && said.contains("Differs: time"), "{said}");
    assert!(said.contains("1 session that is the same"), "{said}");
    import(&organiser, &again, &[]).await.expect_status(303);
    assert_eq!(app.count("SELECT count(*) FROM session WHERE starts = '17:00'").await, 1);
    let same = look(&organiser, &event, &changed, &[]).await;
    assert!(same.text("main").contains("1 session that is not in the file"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_ticked_is_removed_and_never_a_session_with_people() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).session("Debate", None).create().await;
    let (organiser, day) = (app.organiser().await, event.starts_on.to_string());
    let file = schedule(&talk(1, &day, 15, "First"));
    let plan = look(&organiser, &event, &file, &[]).await;
    let debate =
        app.sql().await.query_one("SELECT id::text FROM session WHERE number = 2", &[]).await.unwrap();
    let debate: String = debate.get(0);
    import(&organiser, &plan, &[&debate]).await.expect_status(303);
    assert_eq!(app.count("SELECT count(*) FROM session WHERE number = 1").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM session WHERE number = 2").await, 0);

    // Somebody waits for a seat in what is left.
    let wished = "UPDATE session SET sign_up = true WHERE number = 1";
    app.sql().await.execute(wished, &[]).await.unwrap();
    crate::security::world::register_with(&app, &event, "ann", crate::security::world::answers("Ann")).await;
    let wish = "INSERT INTO seat_wish (event_id, registration_id, session_id, number)
        SELECT r.event_id, r.id, s.id, 1 FROM registration r, session s WHERE s.number = 1";
    app.sql().await.execute(wish, &[]).await.unwrap();
    let plan = look(&organiser, &event, &schedule(&talk(1, &day, 18, "First")), &[]).await;
    let opening =
        app.sql().await.query_one("SELECT id::text FROM session WHERE number = 1", &[]).await.unwrap();
    let opening: String = opening.get(0);
    let refused = import(&organiser, &plan, &[&opening]).await.expect_status(409);
    assert!(refused.body.contains("Nothing was imported"), "{}", refused.text("main"));
    assert_eq!(app.count("SELECT count(*) FROM session WHERE starts = '18:00'").await, 0, "all or nothing");
    app.letters_may_wait();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dates_of_the_event_move_only_when_asked() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    let file = schedule(&[talk(1, "2031-03-03", 9, "First"), talk(2, "2031-03-04", 9, "Second")].concat());
    let plan = look(&organiser, &event, &file, &[("move", "yes")]).await;
    assert!(plan.text("main").contains("3–4 March 2031"), "{}", plan.text("main"));
    import(&organiser, &plan, &[]).await.expect_status(303);
    assert_eq!(
        app.count("SELECT count(*) FROM event WHERE starts_on = '2031-03-03' AND ends_on = '2031-03-04'")
            .await,
        1
    );
    assert!(app.client().get("/en/almaty").await.body.contains("3–4 March 2031"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_changed_meanwhile_is_looked_at_once_more() {
    let app = App::start().await;
    let event = app.event("almaty").session("Opening", None).create().await;
    let (organiser, day) = (app.organiser().await, event.starts_on.to_string());
    let plan = look(&organiser, &event, &schedule(&talk(1, &day, 15, "First")), &[]).await;
    app.sql().await.execute("UPDATE event SET draft_version = draft_version + 1", &[]).await.unwrap();
    let refused = import(&organiser, &plan, &[]).await.expect_status(409);
    assert!(refused.body.contains("has changed meanwhile"));
    import(&organiser, &refused, &[]).await.expect_status(303);
    assert_eq!(app.count("SELECT count(*) FROM session").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told_beside_the_field() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let organiser = app.organiser().await;
    for (file, why) in [
        ("", "The file is empty"),
        ("name;time", "is not a schedule.xml"),
        ("<schedule>\n<day>", "broken at line 2"),
        (
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><schedule>&a;</schedule>",
            "declares a document type",
        ),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "no session"),
    ] {
        let page = choose(&organiser, &event, file, &[("move", "yes")]).await.expect_status(422);
        assert!(page.text("#file-error").contains(why), "{file:?}: {}", page.text("main"));
        assert!(page.body.contains("value=\"yes\" checked"), "what was chosen stays");
    }
    let large = " ".repeat(20 * 1024 * 1024 + 1);
    let page = choose(&organiser, &event, &large, &[]).await.expect_status(422);
    assert!(page.text("#file-error").contains("larger than 20 MB"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_looked_at_is_for_who_chose_it_and_may_run_the_event() {
    let app = App::start().await;
    let side = crate::security::world::Side::build(&app, "almaty").await;
    let organiser = app.organiser().await;
    let day = side.event.starts_on.to_string();
    let sent =
        choose(&organiser, &side.event, &schedule(&talk(1, &day, 15, "First")), &[]).await.expect_status(303);
    let address = sent.location();
    let (viewer, _) = crate::security::world::person(&app, &side, Role::Viewer).await;
    viewer.get(&address).await.expect_status(404);
    let (other, _) = crate::security::world::person(&app, &side, Role::Organiser).await;
    assert_eq!(other.get(&address).await.expect_status(303).location(), "/admin/almaty/import");
    let before = app.count("SELECT count(*) FROM session").await;
    for client in [&viewer, &other] {
        let token = csrf(client).await;
        let fields = vec![("csrf".to_owned(), token), ("version".to_owned(), "1".to_owned())];
        crate::security::world::post(client, &address, &fields).await;
    }
    assert_eq!(app.count("SELECT count(*) FROM session").await, before);
    app.client().get("/admin/almaty/import").await.expect_status(303);
}
