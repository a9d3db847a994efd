#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use crate::samples::{event, id, session};
use plenary_domain::LocalText;
use plenary_domain::agenda::{Openness, Room, SessionSpeaker, Speaker, Topic};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn text(english: &str) -> LocalText {
    LocalText::default().with(Lang::En, english).with(Lang::Kk, format!("{english} әңқ"))
}

fn agenda() -> Agenda {
    let hall = Room { note: text("Floor 2"), capacity: Some(60), ..Room::new(id(21), text("Hall A")) };
    let topic = Topic::new(id(31), text("Law & \"order\""), Tone::Ihl);
    let named = |n, name: &str| Speaker {
        name: text(name),
        position: text("Ministry <of> it"),
        ..Speaker::new(id(n))
    };
    let sessions = vec![
        session(1, 9, |s| {
            s.room = Some(id(21));
            s.topics = vec![id(31)];
            s.title = text("Opening \u{1}<b> & \"quotes\" ]]>");
            s.summary = text("First\n\nSecond");
            s.speakers = vec![
                SessionSpeaker::new(id(42), SpeakerRole::Panellist),
                SessionSpeaker::new(id(41), SpeakerRole::Chair),
            ];
        }),
        session(2, 23, |_| {}),
        session(3, 10, |s| s.cancelled = true),
        session(4, 10, |s| s.openness = Openness::Closed),
        session(5, 10, |s| s.slot = None),
        session(6, 12, |s| s.place = LocalText::default()),
    ];
    Agenda {
        rooms: vec![hall],
        topics: vec![topic],
        speakers: vec![named(41, "A. Chair"), named(42, "B. Panellist")],
        sessions,
        ..Agenda::default()
    }
}

fn schedule(lang: Lang) -> Schedule {
    let session = |number: i32| format!("https://events.example.org/en/almaty-2027/sessions/{number}");
    let addresses = Addresses {
        own: "https://events.example.org/en/almaty-2027/schedule.xml".into(),
        home: "https://events.example.org/en/almaty-2027".into(),
        session: &session,
    };
    let role = |role: SpeakerRole| role.code().to_owned();
    let words = Words { all_rooms: "All rooms".into(), role: &role };
    Schedule::new(&event(), &agenda(), (lang, 3), &addresses, &words)
}

/// What the published description of `schedule.json` asks for, in our words.
fn description() -> Value {
    let moment = json!({ "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d$" });
    let uuid = json!({ "type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });
    let slug = json!({ "type": "string", "pattern": "^[a-z0-9_-]+[a-z0-9]$" });
    let text = json!({ "type": "string" });
    let talk = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug",
            "start", "subtitle", "title", "track", "type", "url"],
        "properties": {
            "guid": uuid, "id": { "type": "integer", "minimum": 1 }, "date": moment, "end": moment, "slug": slug,
            "start": { "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
            "duration": { "type": "string", "pattern": "^[0-9]+:[0-9]{2}$" },
            "room": text, "url": { "type": "string", "pattern": "^https://" }, "title": text, "subtitle": text,
            "track": text, "type": text, "language": { "type": ["string", "null"] }, "abstract": text,
            "description": text,
            "persons": { "type": "array", "items": {
                "type": "object", "required": ["name"], "not": { "required": ["public_name"] },
                "properties": { "name": { "type": "string", "minLength": 1 }, "guid": uuid, "role": text },
            } },
            "links": { "type": "array" }, "attachments": { "type": "array" },
        },
    });
    let day = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["date", "day_end", "day_start", "index", "rooms"],
        "properties": {
            "index": { "type": "integer" }, "date": { "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d$" },
            "day_start": moment, "day_end": moment,
            "rooms": { "type": "object", "additionalProperties": { "type": "array", "items": talk } },
        },
    });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["schedule"],
        "properties": {
            "$schema": text, "generator": { "type": "object" },
            "schedule": { "type": "object", "required": ["conference", "version"], "properties": {
                "version": text,
                "conference": {
                    "type": "object",
                    "required": ["title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"],
                    "properties": {
                        "acronym": { "type": "string", "pattern": "^[a-z0-9_-][a-z0-9_]{3,}$" },
                        "time_zone_name": { "type": "string", "pattern": "^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$" },
                        "tracks": { "type": "array", "items": { "properties": { "slug": slug } } },
                        "rooms": { "type": "array", "items": { "type": "object", "required": ["name", "guid"],
                            "properties": { "guid": uuid } } },
                        "days": { "type": "array", "items": day },
                    },
                },
            } },
        },
    })
}

#[test]
fn the_json_is_what_a_validator_expects_in_every_language() {
    let validator = jsonschema::validator_for(&description()).expect("our description is a schema");
    for lang in Lang::ALL {
        let file: Value = serde_json::from_slice(&schedule(lang).to_json()).expect("JSON");
        let found: Vec<String> =
            validator.iter_errors(&file).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(found, Vec::<String>::new());
    }
    let mut wrong: Value = serde_json::from_slice(&schedule(Lang::En).to_json()).unwrap();
    wrong["schedule"]["conference"]["days"][0]["date"] = json!("31.05.2027");
    assert!(!validator.is_valid(&wrong), "the validator looks");
}

#[test]
fn the_json_tells_times_with_their_offset_people_with_their_roles_and_nothing_hidden() {
    let file: Value = serde_json::from_slice(&schedule(Lang::En).to_json()).unwrap();
    let conference = &file["schedule"]["conference"];
    assert_eq!(conference["acronym"], "almaty_2027");
    assert_eq!((&conference["daysCount"], &conference["start"]), (&json!(1), &json!("2027-05-31")));
    let day = &conference["days"][0];
    assert_eq!(day["day_start"], "2027-05-31T09:15:00+05:00");
    assert_eq!(day["day_end"], "2027-06-01T00:00:00+05:00");
    let mut rooms: Vec<&String> = day["rooms"].as_object().unwrap().keys().collect();
    rooms.sort();
    assert_eq!(rooms, ["All rooms", "Foyer", "Hall A"]);
    let talk = &day["rooms"]["Hall A"][0];
    assert_eq!(talk["title"], "Opening <b> & \"quotes\" ]]>");
    assert_eq!(talk["date"], "2027-05-31T09:15:00+05:00");
    assert_eq!((&talk["duration"], &talk["track"]), (&json!("00:45"), &json!("Law & \"order\"")));
    let people: Vec<_> =
        talk["persons"].as_array().unwrap().iter().map(|p| (&p["role"], &p["name"])).collect();
    assert_eq!(
        people,
        [(&json!("chair"), &json!("A. Chair")), (&json!("panellist"), &json!("B. Panellist"))]
    );
}

/// An element: its path, attributes and text.
type Element = (String, BTreeMap<String, String>, String);

fn read(xml: Vec<u8>) -> Vec<Element> {
    let xml = String::from_utf8(xml).expect("UTF-8");
    let mut reader = Reader::from_str(&xml);
    let (mut path, mut found): (Vec<String>, Vec<Element>) = Default::default();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event().expect("well formed");
        let start = matches!(event, Xml::Start(_));
        match event {
            Xml::Start(tag) | Xml::Empty(tag) => {
                path.push(tag.name().as_ref().to_owned());
                let said = tag.attributes().map(|a| a.unwrap()).map(|a| {
                    (
                        a.key.as_ref().to_owned(),
                        a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned(),
                    )
                });
                found.push((path.join("/"), said.collect(), String::new()));
                open.push(found.len() - 1);
                if !start {
                    path.pop();
                    open.pop();
                }
            }
            Xml::Text(text) => {
                if let Some(at) = open.last() {
                    found[*at].2.push_str(&text);
                }
            }
            Xml::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                found[*open.last().unwrap()].2.push_str(&quick_xml::escape::unescape(&name).unwrap());
            }
            Xml::End(_) => {
                path.pop();
                open.pop();
            }
            Xml::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn the_xml_has_the_elements_that_its_description_demands() {
    for lang in Lang::ALL {
        let found = read(schedule(lang).to_xml());
        let order: Vec<&str> = found
            .iter()
            .filter_map(|(path, ..)| path.strip_prefix("schedule/"))
            .filter(|path| !path.contains('/'))
            .collect();
        assert_eq!(order, ["generator", "url", "version", "conference", "day"]);
        let talks: Vec<_> = found.iter().filter(|(path, ..)| path.ends_with("/room/event")).collect();
        assert_eq!(talks.len(), 3, "closed, cancelled and unplanned sessions are left out");
        for child in ["room", "title", "type", "date", "start", "duration", "abstract", "track", "persons"] {
            let of = format!("/event/{child}");
            assert_eq!(found.iter().filter(|(path, ..)| path.ends_with(&of)).count(), 3, "{child}");
        }
        let numbers: BTreeMap<_, _> = talks.iter().map(|(_, said, _)| (&said["id"], &said["guid"])).collect();
        assert_eq!(numbers.len(), 3, "unique");
    }
}

#[test]
fn the_xml_says_the_same_as_the_json() {
    let found = read(schedule(Lang::En).to_xml());
    let value = |end: &str| {
        let hit = found.iter().find(|(path, ..)| path.ends_with(end)).unwrap_or_else(|| panic!("no {end}"));
        hit.2.clone()
    };
    assert_eq!(value("event/title"), "Opening <b> & \"quotes\" ]]>");
    assert_eq!(value("event/date"), "2027-05-31T09:15:00+05:00");
    assert_eq!(value("event/start"), "09:15");
    assert_eq!(value("event/slug"), "almaty_2027-session-1");
    assert_eq!(
        value("event/description"),
        "chair: A. Chair, Ministry <of> it\npanellist: B. Panellist, Ministry <of> it"
    );
    let day = found.iter().find(|(path, ..)| path == "schedule/day").unwrap();
    assert_eq!((day.1["start"].as_str(), day.1["index"].as_str()), ("2027-05-31T09:15:00+05:00", "1"));
    let track = found.iter().find(|(path, ..)| path.ends_with("conference/track")).unwrap();
    assert_eq!((track.1["name"].as_str(), track.1["color"].as_str()), ("Law & \"order\"", "#0a58a6"));
    assert_eq!(schedule(Lang::Kk).to_xml(), schedule(Lang::Kk).to_xml(), "the same release, the same bytes");
}

#[test]
fn names_of_events_fit_both_schemas() {
    for (slug, name) in [("almaty-2027", "almaty_2027"), ("one", "one_event"), ("a-b-c-d", "a_b_c_d")] {
        assert_eq!(acronym(slug), name);
    }
}
