//! Registrations for a spreadsheet: what is filtered, the columns that one may see, in a file that Excel opens right.

use crate::security::world::{Side, csrf, person};
use harness::{App, Client, Page};
use plenary_domain::policy::Role;

async fn make(client: &Client, fields: &[(&str, &str)]) -> Page {
    let token = csrf(client).await;
    let mut all = vec![("csrf", token.as_str()), ("list", "status=all")];
    all.extend_from_slice(fields);
    client.post("/admin/one/registrations/export", &all).await
}

async fn many(app: &App, more: i32) {
    let sql = format!(
        "INSERT INTO registration (event_id, id, reference, secret, status, status_since, email, email_key, language, name,
            badge_name, representation_type, state, organisation, position, answers, form_version, search, submitted_at)
        SELECT event_id, gen_random_uuid(), 'R' || n, 'secret-of-the-delegate-number-' || n, status, status_since, email,
            email_key, language, name, badge_name, representation_type, state, organisation, position,
            answers, form_version, ('r' || n)::tsvector, submitted_at
        FROM registration, generate_series(1, {more}) AS n"
    );
    app.sql().await.batch_execute(&sql).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn guarded_columns_are_off_until_they_are_asked_for_and_asking_is_written_down() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    let client = app.organiser().await;
    let page = client.get("/admin/one/registrations/export?status=all").await.expect_status(200);
    assert!(page.body.contains("1 registration will be in the file"));
    let form = page.form("main form");
    let ticked: Vec<String> =
        form.fields().into_iter().filter(|(name, _)| *name == "column").map(|(_, value)| value).collect();
    assert!(
        ticked.contains(&"family".to_owned()) && !ticked.iter().any(|code| code.starts_with("food")),
        "{ticked:?}"
    );
    let fields =
        [("format", "csv-semicolon"), ("language", "ru"), ("column", "given"), ("column", "food_note")];
    let file = make(&client, &fields).await.expect_status(200);
    let canary = &one.canary;
    assert_eq!(file.body, format!("\u{FEFF}Имя;Примечание о питании\r\n{canary};{canary}\r\n"));
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"one-registrations-"));
    let told = "SELECT count(*) FROM audit WHERE action = 'export' AND detail -> 'columns' = '[\"given\", \"food_note\"]'";
    assert_eq!(app.count(told).await, 1);

    let (viewer, _) = person(&app, &one, Role::Viewer).await;
    let page = viewer.get("/admin/one/registrations/export").await.expect_status(200);
    assert!(page.body.contains("value=\"family\"") && !page.body.contains("value=\"food_note\""));
    make(&viewer, &fields).await.expect_status(404);
    make(&viewer, &fields[..3]).await.expect_status(200);
    assert_eq!(app.count(told).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_format_or_columns_comes_back_as_it_was() {
    let app = App::start().await;
    Side::build(&app, "one").await;
    let client = app.organiser().await;
    let page = make(&client, &[("language", "kk"), ("column", "email")]).await.expect_status(422);
    assert!(page.text(".error-summary").contains("Choose a format"));
    assert_eq!(page.attr("input[name=language][checked]", "value"), "kk");
    assert_eq!(page.attr("input[name=column][checked]", "value"), "email");
    let page = make(&client, &[("format", "xlsx")]).await.expect_status(422);
    assert!(page.text(".error-summary").contains("Choose at least one column"));
    assert_eq!(app.count("SELECT count(*) FROM audit WHERE action = 'export'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_table_arrives_whole_as_text_and_as_a_workbook() {
    let app = App::start().await;
    let one = Side::build(&app, "one").await;
    many(&app, 2_400).await;
    let client = app.organiser().await;
    let text = make(&client, &[("format", "csv-comma"), ("column", "reference")]).await.expect_status(200);
    let mut lines: Vec<&str> = text.body.trim_end().split("\r\n").skip(1).collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 2_401);
    let filtered = [("list", "status=all&q=R2400"), ("format", "csv-comma"), ("column", "reference")];
    let token = csrf(&client).await;
    let fields = [&[("csrf", token.as_str())], &filtered[..]].concat();
    let few = client.post("/admin/one/registrations/export", &fields).await.expect_status(200);
    assert_eq!(few.body.trim_end().split("\r\n").skip(1).collect::<Vec<_>>(), ["R2400"]);

    let mut made = make(&client, &[("format", "xlsx"), ("column", "reference"), ("column", "sent")]).await;
    // On a busy machine the page that tells how far it is comes first.
    if made.status == 303 {
        let progress = made.location();
        let (stranger, _) = person(&app, &one, Role::Organiser).await;
        let away = stranger.get(&progress).await.expect_status(303);
        assert!(away.location().ends_with("/registrations/export"), "it belongs to whoever asked");
        let mut page = client.get(&progress).await.expect_status(200);
        while page.header("refresh") == "2" {
            assert!(page.body.contains("<progress"));
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            page = client.get(&progress).await.expect_status(200);
        }
        made = client.get(&page.attr("main .button", "href")).await;
    }
    let made = made.expect_status(200);
    assert!(made.bytes.starts_with(b"PK\x03\x04") && made.bytes.len() > 10_000, "{}", made.bytes.len());
    assert!(made.header("content-disposition").ends_with(".xlsx\""));
    let gone = client.get("/admin/one/exports/nothing-of-that-name/file").await.expect_status(303);
    assert!(client.follow(&gone).await.body.contains("no longer there"));
}
