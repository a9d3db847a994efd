//! B10: what a delegate types runs nothing in an organiser's spreadsheet.

use super::world::{answers, register_with};
use harness::App;

const NAMES: [&str; 13] = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "  =1+1",
    "\"=1+1\"",
    "tea;=1+1",
];

/// The cells of a table, by the rules of RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_no_cell_of_an_export_starts_a_formula() {
    let app = App::start().await;
    let event = app.event("one").create().await;
    for (n, name) in NAMES.iter().enumerate() {
        let mut raw = answers("Ann");
        for field in ["badge", "organisation", "position", "title", "food_note"] {
            raw.0.insert(field.to_owned(), vec![(*name).to_owned()]);
        }
        register_with(&app, &event, &format!("n{n}"), raw).await;
    }
    let mut raw = answers("Bob");
    raw.0.insert("position".to_owned(), vec!["+7 (701) 123-45-67".to_owned()]);
    register_with(&app, &event, "telephone", raw).await;
    let client = app.organiser().await;
    let file = client.get("/admin/one/registrations.csv").await.expect_status(200);
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"one-registrations-"));
    assert!(file.bytes.starts_with(b"\xEF\xBB\xBF"));
    let rows = cells(file.body.trim_start_matches('\u{FEFF}'));
    assert_eq!(rows.len(), NAMES.len() + 2);
    let mut disarmed = 0;
    for cell in rows.iter().skip(1).flatten().filter(|cell| *cell != "+7 (701) 123-45-67") {
        for piece in cell.split([';', '\n']) {
            let bare = piece.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
            assert!(!bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
            disarmed += usize::from(bare.starts_with('\''));
        }
    }
    assert!(disarmed >= NAMES.len() * 4, "{disarmed}");
    assert_eq!(rows.iter().flatten().filter(|cell| *cell == "+7 (701) 123-45-67").count(), 1, "to dial it");
}
