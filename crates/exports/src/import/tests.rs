#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use crate::ics as calendar;
use crate::samples::{event, session};
use crate::schedule::{Addresses, Schedule, Words};
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;

const XML: &str = r#"<?xml version="1.0"?>
<schedule><generator name="frab"/><version></version>
<conference><title>Camp &amp; Co</title><time_zone_name>Asia/Kolkata</time_zone_name><day_change>06:00:00</day_change></conference>
<tracks><track slug="x">Keynotes</track></tracks>
<day index="1" date="2027-05-31"><room name="Anamudi">
<event id="35" guid="455d075f-48c0-2ec2-24b3-f5add30c383a">
<date>2027-05-31T05:00:00+00:00</date><start>10:30</start><duration>00:20</duration><room></room>
<title>Opening <![CDATA[<b>]]></title><subtitle>of it</subtitle><track slug="k">Law</track><type>keynote</type>
<abstract>&lt;p&gt;First &amp;amp; best&amp;nbsp;one.&lt;/p&gt;&#10;&lt;ul&gt;&lt;li&gt;Point&lt;/li&gt;&lt;/ul&gt;</abstract>
<persons><person id="1">Ann Lee</person><person role="chair">Bo Chen</person></persons><answers><x>1</x></answers>
</event>
<event id="36"><start>00:30</start><duration>1:00</duration><title>Night</title></event>
<event id="37"><title>No start</title><duration>1:00</duration></event>
<event id="38"><start>10:00</start><duration>long</duration><title>No length</title></event>
<event id="39"><start>10:00</start><duration>1:00</duration></event>
</room></day></schedule>"#;

#[test]
fn a_schedule_in_xml_is_read_with_its_faults() {
    let file = read(XML.as_bytes()).unwrap();
    assert_eq!((file.title.as_str(), file.own, file.sessions.len()), ("Camp & Co", false, 2));
    let first = &file.sessions[0];
    assert_eq!((first.at, first.key.as_str()), (6, "455d075f-48c0-2ec2-24b3-f5add30c383a"));
    assert_eq!(first.title, "Opening: of it", "a tag in a title is no title");
    assert_eq!(
        first.when,
        When::Moment("2027-05-31T05:00:00Z".parse().unwrap()),
        "the date counts, not the start"
    );
    assert_eq!((first.minutes, first.room.as_deref()), (20, Some("Anamudi")));
    assert_eq!(first.summary.as_deref(), Some("First & best one.\n\n• Point"));
    assert_eq!(first.topics, Some(vec!["Law".to_owned()]));
    let people = first.people.as_ref().unwrap().iter().map(|p| (p.name.as_str(), p.role));
    assert_eq!(people.collect::<Vec<_>>(), [("Ann Lee", None), ("Bo Chen", Some(SpeakerRole::Chair))]);
    let night = &file.sessions[1];
    assert_eq!(night.key, "id:36");
    assert_eq!(
        night.when,
        When::Moment("2027-05-31T19:00:00Z".parse().unwrap()),
        "after midnight, in Kolkata"
    );
    let left: Vec<_> = file.left_out.iter().map(|l| (l.at, l.what.as_str(), l.why)).collect();
    assert_eq!(
        left,
        [(13, "No start", Why::NoStart), (14, "No length", Why::UnreadableLength), (15, "39", Why::NoTitle)]
    );
}

const JSON: &str = r#"{"schedule":{"conference":{"title":"Camp","acronym":"Camp2019","time_zone_name":"Europe/Berlin","days":[
{"index":1,"date":"2027-05-31","rooms":{"Curie":[
{"id":10386,"guid":"a0a0fcfe-b7fb-46e3-84b6-97a5406016b4","date":"2027-05-31T11:00:00+02:00","start":"11:00","duration":"00:30",
 "title":"Opening","subtitle":null,"track":null,"type":"lecture","language":["de"],"abstract":{"de":"Hallo","en":"Hello"},
 "persons":[{"id":1,"public_name":"jinxx"},"smtw",7],"links":[]},
{"id":"x","start":"12:00","duration":45,"title":"Second"}, 17]}}, 3, {"rooms":[]}]}}}"#;

#[test]
fn a_schedule_in_json_is_read_with_its_faults() {
    let file = read(JSON.as_bytes()).unwrap();
    assert_eq!((file.sessions.len(), file.left_out.len()), (2, 0));
    let first = &file.sessions[0];
    assert_eq!(first.when, When::Moment("2027-05-31T09:00:00Z".parse().unwrap()));
    assert_eq!((first.minutes, first.room.as_deref(), first.topics.clone()), (30, Some("Curie"), None));
    assert_eq!(first.summary.as_deref(), Some("Hello"));
    let people: Vec<_> = first.people.as_ref().unwrap().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(people, ["jinxx", "smtw"]);
    assert_eq!((file.sessions[1].key.as_str(), file.sessions[1].minutes), ("id:x", 45));
    assert_eq!(file.sessions[1].when, When::Moment("2027-05-31T10:00:00Z".parse().unwrap()));
}

const ICS: &str = "BEGIN:VCALENDAR\r\nX-WR-CALDESC:linux\\, conf\r\nX-WR-TIMEZONE:Australia/Brisbane\r\n\
BEGIN:VEVENT\r\nSUMMARY:Opening\\, and\r\n  more\r\nDTSTART;TZID=Australia/Brisbane;VALUE=DATE-TIME:20270531T070000\r\n\
DTEND;TZID=Australia/Brisbane;VALUE=DATE-TIME:20270531T090000\r\nUID:201@lca\r\nDESCRIPTION:<p>One</p>\\n<p>Two</p>\r\n\
LOCATION:Room 5\r\nCATEGORIES:a\\,b,c\r\nBEGIN:VALARM\r\nSUMMARY:no\r\nEND:VALARM\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Floating\r\nDTSTART:20270531T100000\r\nDURATION:PT1H30M\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20270531\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:4\r\nSUMMARY:Lost\r\nDTSTART;TZID=\"Somewhere: else\":20270531T100000\r\nDTEND:20270531T010000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:5\r\nSUMMARY:Prefix\r\nDTSTART;TZID=/citadel.org/1/Europe/Berlin:20270531T100000\r\nDURATION:PT15M\r\nEND:VEVENT\r\n\
END:VCALENDAR\r\n";

#[test]
fn a_calendar_is_read_with_its_faults() {
    let file = read(ICS.as_bytes()).unwrap();
    assert_eq!(file.title, "linux, conf");
    let first = &file.sessions[0];
    assert_eq!((first.at, first.key.as_str(), first.title.as_str()), (4, "201@lca", "Opening, and more"));
    assert_eq!(first.when, When::Moment("2027-05-30T21:00:00Z".parse().unwrap()));
    assert_eq!((first.minutes, first.summary.as_deref()), (120, Some("One\n\nTwo")));
    assert_eq!(first.topics, Some(vec!["a,b".to_owned(), "c".to_owned()]));
    let second = &file.sessions[1];
    assert_eq!(second.when, When::Moment("2027-05-31T00:00:00Z".parse().unwrap()), "in the calendar's zone");
    assert_eq!((second.minutes, second.cancelled), (90, Some(true)));
    assert_eq!(file.sessions.last().unwrap().when, When::Moment("2027-05-31T08:00:00Z".parse().unwrap()));
    let whys: Vec<_> = file.left_out.iter().map(|l| (l.what.as_str(), l.why)).collect();
    assert_eq!(whys, [("Day", Why::AllDay), ("Lost", Why::UnknownZone), ("Lost", Why::Repeats)]);
}

#[test]
fn our_own_files_are_known_again() {
    let sessions =
        vec![session(1, 9, |_| {}), session(2, 23, |s| s.place = plenary_domain::LocalText::default())];
    let agenda = Agenda { sessions, ..Agenda::default() };
    let link = |number: i32| format!("https://events.example.org/en/almaty-2027/sessions/{number}");
    let addresses = Addresses { own: String::new(), home: String::new(), session: &link };
    let role = |role: SpeakerRole| role.code().to_owned();
    let words = Words { all_rooms: "All rooms".into(), role: &role };
    let schedule = Schedule::new(&event(), &agenda, (Lang::En, 1), &addresses, &words);
    let ics = calendar::agenda(&event(), &agenda, Lang::En, &link, "host", &|_| true).to_bytes();
    for bytes in [schedule.to_xml(), schedule.to_json(), ics] {
        let file = read(&bytes).unwrap();
        assert!(file.own);
        let choices = plenary_domain::agenda::import::Choices { lang: Lang::En, move_dates: false };
        let plan = plenary_domain::agenda::import::plan(&event(), &agenda, &file, choices);
        assert_eq!((plan.same, plan.changed, plan.new, plan.missing), (2, vec![], vec![], vec![]));
        assert_eq!((plan.rooms, plan.left_out), (vec![], vec![]));
    }
}

#[test]
fn bombs_and_other_files_are_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><schedule>&b;</schedule>";
    assert_eq!(read(bomb.as_bytes()), Err(ImportUnreadable::Doctype(2)));
    let outside = "<!DOCTYPE s SYSTEM \"file:///etc/passwd\"><schedule/>";
    assert_eq!(read(outside.as_bytes()), Err(ImportUnreadable::Doctype(1)));
    let deep = format!("<schedule>{}", "<a>".repeat(100_000));
    assert_eq!(read(deep.as_bytes()), Err(ImportUnreadable::TooMuch));
    let said = (0..100_000).map(|n| format!("a{n}=\"1\"")).collect::<Vec<_>>().join(" ");
    let wide = format!("<schedule><day {said}/></schedule>");
    assert_eq!(read(wide.as_bytes()), Err(ImportUnreadable::NoSessions));
    for json in [format!("{{\"a\":{}", "[".repeat(200_000)), format!("[{}]", "{},".repeat(200_000))] {
        let refused = read(json.as_bytes());
        assert!(
            matches!(refused, Err(ImportUnreadable::TooMuch | ImportUnreadable::Broken(_))),
            "{refused:?}"
        );
    }
    assert_eq!(read(&vec![b'<'; MAX_BYTES + 1]), Err(ImportUnreadable::TooLarge));
    assert_eq!(read(b"  "), Err(ImportUnreadable::Empty));
    for other in ["PK\u{3}\u{4}", "%PDF-1.4", "title;start", "<html><body/></html>", "{\"a\":1}"] {
        assert_eq!(read(other.as_bytes()), Err(ImportUnreadable::Unknown), "{other}");
    }
    assert_eq!(read(b"<schedule><day>\n<room>"), Err(ImportUnreadable::Broken(2)));
}

#[test]
fn more_sessions_than_can_be_taken_are_told_once() {
    let one = "<event id=\"1\"><start>10:00</start><duration>1:00</duration><title>T</title></event>";
    let many =
        format!("<schedule><day date=\"2027-05-31\">{}</day></schedule>", one.repeat(MAX_SESSIONS + 9));
    let file = read(many.as_bytes()).unwrap();
    assert_eq!(file.sessions.len(), MAX_SESSIONS);
    assert_eq!(file.left_out.iter().map(|left| left.why).collect::<Vec<_>>(), [Why::TooMany]);
}

/// The same numbers in every run: what breaks once can be looked at.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let mut dice = Dice(7);
    let pieces: [&[u8]; 12] = [
        b"<",
        b">",
        b"&",
        b"&#x110000;",
        b"\"",
        b"]]>",
        b"\xff\xfe",
        b"\n ",
        b"BEGIN:VEVENT\r\n",
        b"-999999999999999999999",
        b"{\"a\":[",
        b"99:99:99:99:99",
    ];
    for sample in [XML, JSON, ICS] {
        for _ in 0..1_500 {
            let mut bytes = sample.as_bytes().to_vec();
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len());
                match dice.below(4) {
                    0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
                    1 => bytes.truncate(at.max(1)),
                    2 => {
                        let until = at + dice.below(bytes.len() - at).min(40);
                        bytes.drain(at..until);
                    }
                    _ => {
                        let piece = pieces[dice.below(pieces.len())];
                        bytes.splice(at..at, piece.iter().copied());
                    }
                }
                if bytes.is_empty() {
                    bytes.push(b'<');
                }
            }
            if let Ok(file) = read(&bytes) {
                let choices = plenary_domain::agenda::import::Choices { lang: Lang::En, move_dates: true };
                let plan = plenary_domain::agenda::import::plan(&event(), &Agenda::default(), &file, choices);
                assert!(plan.new.len() <= file.sessions.len());
            }
        }
    }
}
