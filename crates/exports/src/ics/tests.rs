#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use jiff::civil::{date, time};
use plenary_domain::LocalText;
use plenary_domain::agenda::{Agenda, Session, Slot};
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::text::Slug;

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u32) -> T {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn entry(text: &str) -> CalendarEntry {
    CalendarEntry {
        uid_session: id(1),
        sequence: 2,
        title: text.into(),
        description: text.into(),
        location: text.into(),
        url: format!("https://events.example.org/en/almaty/sessions/1{text}"),
        starts: at("2027-05-31T04:15:00Z"),
        ends: at("2027-05-31T05:00:00Z"),
        last_modified: Some(at("2027-04-02T12:40:00Z")),
        cancelled: false,
    }
}

fn calendar(text: &str, host: &str) -> Calendar {
    Calendar { name: text.into(), lang: Lang::Ru, host: host.into(), events: vec![entry(text)] }
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

fn event() -> Event {
    let text = |s: &str| LocalText::default().with(Lang::En, s);
    Event {
        id: id(9),
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: text("Almaty Round Table 2027"),
        short_title: text("Round Table"),
        lead: LocalText::default(),
        about: LocalText::default(),
        place: text("Almaty, Kazakhstan"),
        venue: text("House of Friendship"),
        host: LocalText::default(),
        contact_email: "desk@example.org".into(),
        time_zone: "Asia/Almaty".into(),
        starts_on: date(2027, 5, 31),
        ends_on: date(2027, 5, 31),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: at("2027-05-21T13:00:00Z"),
        decision: DecisionMode::Organisers,
        types: vec![],
        offer_hours: 48,
        answer_within_days: 3,
        picture_seed: 1,
        current_release: Some(1),
        version: 1,
        sample: true,
    }
}

fn session(n: u32, hour: i8, edit: impl FnOnce(&mut Session)) -> Session {
    let mut session = Session {
        title: LocalText::default().with(Lang::En, format!("Session {n}")),
        slot: Some(Slot { day: date(2027, 5, 31), start: time(hour, 15, 0, 0), minutes: 45 }),
        place: LocalText::default().with(Lang::En, "Foyer"),
        changed_at: Some(at("2027-04-02T12:40:00Z")),
        ..Session::new(id(n), i32::try_from(n).unwrap())
    };
    edit(&mut session);
    session
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
