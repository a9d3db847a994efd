#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use crate::samples::{at, event, id, session};
use plenary_domain::agenda::{Agenda, Openness};

fn entry(text: &str) -> CalendarEntry {
    CalendarEntry {
        uid_session: id(1),
        sequence: 2,
        title: text.into(),
        description: text.into(),
        location: text.into(),
        categories: vec![text.into(), text.into()],
        url: format!("https://events.example.org/en/almaty/sessions/1{text}"),
        starts: at("2027-05-31T04:15:00Z"),
        ends: at("2027-05-31T05:00:00Z"),
        last_modified: Some(at("2027-04-02T12:40:00Z")),
        cancelled: false,
    }
}

fn calendar(text: &str, host: &str) -> Calendar {
    Calendar {
        name: text.into(),
        lang: Lang::Ru,
        host: host.into(),
        cancels: false,
        organizer: String::new(),
        events: vec![entry(text)],
    }
}

/// Lines as a reader sees them: name with parameters, value. Checks the form of the file on the way.
fn parsed(bytes: Vec<u8>) -> Vec<(String, String)> {
    let text = String::from_utf8(bytes).expect("folds are between characters");
    assert!(text.ends_with("\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let pairs = unfolded.split_terminator("\r\n").map(|line| line.split_once(':').expect("a property"));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// TEXT read back.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.push(match characters.next() {
                Some('n' | 'N') => '\n',
                Some(other) => other,
                None => panic!("a backslash alone"),
            }),
            ',' | ';' => panic!("not escaped: {value}"),
            c => out.push(c),
        }
    }
    out
}

fn value<'a>(lines: &'a [(String, String)], name: &str) -> &'a str {
    let mut found = lines.iter().filter(|(n, _)| n.split(';').next() == Some(name));
    let line = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "{name} twice");
    &line.1
}

#[test]
fn an_entry_says_when_in_utc_and_what_changed_last() {
    let lines = parsed(calendar("Plenary", "events.example.org").to_bytes());
    for (name, expected) in [
        ("DTSTART", "20270531T041500Z"),
        ("DTEND", "20270531T050000Z"),
        ("DTSTAMP", "20270402T124000Z"),
        ("LAST-MODIFIED", "20270402T124000Z"),
        ("UID", "00000000-0000-7000-8000-000000000001@events.example.org"),
        ("SEQUENCE", "2"),
        ("STATUS", "CONFIRMED"),
        ("METHOD", "PUBLISH"),
        ("REFRESH-INTERVAL", "PT1H"),
        ("X-PUBLISHED-TTL", "PT1H"),
        ("X-WR-CALNAME", "Plenary"),
        ("SUMMARY", "Plenary"),
    ] {
        assert_eq!(value(&lines, name), expected, "{name}");
    }
}

#[test]
fn no_text_brings_a_property_or_a_component_of_its_own() {
    let plain: Vec<String> =
        parsed(calendar("x", "host").to_bytes()).into_iter().map(|(name, _)| name).collect();
    for hostile in [
        "Plenary\r\nATTENDEE:mailto:evil@example.net",
        "Plenary\rATTENDEE:mailto:evil@example.net",
        "Plenary\nBEGIN:VALARM\nACTION:AUDIO\nEND:VALARM",
        "Plenary\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:second",
        "Plenary\\nATTENDEE:mailto:evil@example.net",
        "Plenary;X-EVIL=1:value",
        "a, b; c \\ d: \"e\"",
        "Plenary\u{2028}ORGANIZER:mailto:evil@example.net\u{85}X:y",
        "\u{0}\u{1}\u{7f}Plenary\u{b}\u{c}\t\r\n ",
        "\r\n\r\n\u{FEFF}END:VCALENDAR\r\n",
    ] {
        let lines = parsed(calendar(hostile, "host\r\nATTENDEE:x").to_bytes());
        let names: Vec<String> = lines.iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(names, plain, "{hostile:?}");
        for name in ["SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME"] {
            let normal =
                hostile.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}'], "\n").replace('\t', " ");
            let normal: String = normal.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            assert_eq!(unescaped(value(&lines, name)), normal, "{name} of {hostile:?}");
        }
        assert!(value(&lines, "URL").chars().all(|c| c.is_ascii_graphic()), "{hostile:?}");
        assert!(value(&lines, "UID").ends_with("@host"));
    }
}

#[test]
fn long_lines_are_folded_between_characters_of_any_width() {
    for unit in ["a", "ә", "名", "🕊", "a,ә;名\\🕊\n"] {
        for length in [0, 1, 20, 66, 67, 68, 75, 300] {
            let text = unit.repeat(length);
            let lines = parsed(calendar(&text, "host").to_bytes());
            assert_eq!(unescaped(value(&lines, "SUMMARY")), text, "{length} of {unit}");
        }
    }
}

fn url(number: i32) -> String {
    format!("https://events.example.org/en/almaty-2027/sessions/{number}")
}

#[test]
fn an_agenda_becomes_entries_and_what_was_taken_out_is_cancelled() {
    let sessions = vec![
        session(1, 9, |_| {}),
        session(2, 10, |s| s.cancelled = true),
        session(3, 11, |s| s.slot = None),
        session(4, 23, |_| {}),
    ];
    let whole = Agenda { sessions, removed: vec![session(5, 12, |s| s.sequence = 3)], ..Agenda::default() };
    let made = agenda(&event(), &whole, Lang::Kk, &url, "host", &|_| true);
    let seen: Vec<_> =
        made.events.iter().map(|e| (e.title.as_str(), e.cancelled, utc(e.starts), utc(e.ends))).collect();
    assert_eq!(
        seen,
        [
            ("Session 1", false, "20270531T041500Z".into(), "20270531T050000Z".into()),
            ("Session 2", true, "20270531T051500Z".into(), "20270531T060000Z".into()),
            ("Session 4", false, "20270531T181500Z".into(), "20270531T190000Z".into()),
            ("Session 5", true, "20270531T071500Z".into(), "20270531T080000Z".into()),
        ]
    );
    assert_eq!(made.name, "Round Table");
    assert_eq!(made.events[0].location, "Foyer, House of Friendship, Almaty, Kazakhstan");
    assert_eq!((made.events[0].url.as_str(), made.events[3].url.as_str()), (url(1).as_str(), ""));
    let one = agenda(&event(), &whole, Lang::En, &url, "host", &|s| s.number == 1);
    assert_eq!(one.events.len(), 1);
    assert_eq!(whole_bytes(&whole), whole_bytes(&whole), "the same release, the same bytes");
}

fn whole_bytes(whole: &Agenda) -> Vec<u8> {
    agenda(&event(), whole, Lang::En, &url, "host", &|_| true).to_bytes()
}

#[test]
fn a_calendar_that_takes_entries_out_says_so_everywhere_and_names_its_organizer() {
    let calendar = Calendar {
        cancels: true,
        organizer: "desk@example.org\r\nATTENDEE:mailto:eve@example.net".into(),
        ..calendar("Opening", "example.org")
    };
    let text = String::from_utf8(calendar.to_bytes()).unwrap();
    assert!(text.contains("\r\nMETHOD:CANCEL\r\n") && text.contains("\r\nSTATUS:CANCELLED\r\n"), "{text}");
    assert!(
        text.contains("\r\nORGANIZER:mailto:desk@example.org") && !text.contains("\r\nATTENDEE"),
        "{text}"
    );
    assert_eq!(text.matches("METHOD:").count(), 1);
}

/// Read by a parser that is not ours.
#[test]
fn another_parser_reads_the_same() {
    let hostile = "Talk; with, all \\ of\nit 🕊\r\nATTENDEE:mailto:x@example.net";
    let bytes = calendar(hostile, "events.example.org").to_bytes();
    let mut read = ical::IcalParser::new(bytes.as_slice());
    let one = read.next().expect("a calendar").expect("that parses");
    assert!(read.next().is_none());
    let [entry] = one.events.as_slice() else { panic!("{} entries", one.events.len()) };
    assert!(entry.alarms.is_empty() && one.todos.is_empty() && one.timezones.is_empty());
    let value = |name: &str| {
        let found: Vec<_> = entry.properties.iter().filter(|property| property.name == name).collect();
        assert_eq!(found.len(), 1, "{name}");
        found[0].value.clone().unwrap_or_default()
    };
    assert_eq!(value("UID"), "00000000-0000-7000-8000-000000000001@events.example.org");
    assert_eq!((value("DTSTART"), value("DTEND")), ("20270531T041500Z".into(), "20270531T050000Z".into()));
    assert_eq!((value("SEQUENCE"), value("STATUS")), ("2".into(), "CONFIRMED".into()));
    let plain = hostile.replace("\r\n", "\n");
    assert_eq!(unescaped(&value("SUMMARY")), plain);
    let twice = value("CATEGORIES");
    let half = twice.split_at(twice.len() / 2).0;
    assert_eq!((unescaped(half), twice.clone()), (plain, format!("{half},{half}")));
    assert!(entry.properties.iter().all(|property| property.name != "ATTENDEE"));
}

#[test]
fn a_list_of_sessions_is_a_calendar_of_them_and_closed_ones_are_in_none() {
    let sessions = vec![
        session(1, 9, |_| {}),
        session(2, 10, |s| s.openness = Openness::Closed),
        session(3, 11, |_| {}),
    ];
    let whole = Agenda { sessions, ..Agenda::default() };
    let chosen = [id(1), id(2)];
    let made = of_sessions(&event(), &whole, Lang::En, &url, "host", &chosen);
    assert_eq!(made.events.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(), ["Session 1"]);
}
