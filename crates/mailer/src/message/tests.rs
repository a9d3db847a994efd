#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use jiff::civil::{date, time};
use mail_parser::{MessageParser, MimeHeaders};
use plenary_domain::agenda::{Agenda, Openness, Slot, Speaker};
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::ids::SessionId;
use plenary_domain::letter::{AccountFacts, DraftFacts, LetterAbout};
use plenary_domain::registration::{Answers, Consents, Registration, Seat, Status, TypeCode};
use plenary_domain::text::Slug;
use plenary_domain::wording::Wording;
use plenary_domain::{Lang, LocalText};
use uuid::Uuid;

mod calendar;
mod samples;

use samples::facts;

fn id<I: From<Uuid>>(n: u128) -> I {
    Uuid::from_u128(n).into()
}

fn stationery() -> Stationery {
    Stationery {
        from: mailbox("desk@example.org").unwrap(),
        base_url: "https://events.example.org".into(),
        message_host: "events.example.org".into(),
    }
}

fn leased(kind: LetterKind, language: Lang) -> LeasedLetter {
    LeasedLetter {
        id: id(77),
        event: id(9),
        about: LetterAbout::Registration(id(7)),
        kind,
        language,
        recipient: "z.yusupova@example.org".into(),
        text: None,
        sample: None,
        bulk: false,
        attempts: 1,
        queued_at: "2027-02-22T11:05:00Z".parse().unwrap(),
        hard_bounces: 0,
    }
}

fn registration(facts: &mut LetterFacts) -> &mut Registration {
    let AboutFacts::Registration(registration) = &mut facts.about else { panic!("not about a registration") };
    registration
}

/// A letter that is not about a registration, and what it tells.
fn others() -> [(LeasedLetter, LetterFacts); 3] {
    let text = |en: &str| LocalText::default().with(Lang::En, en);
    let (secret, expires_at) = ("draft4secret".into(), "2027-03-22T11:05:00Z".parse().unwrap());
    let draft = AboutFacts::Draft(DraftFacts { secret, expires_at });
    let speaker = Speaker { name: text("Ayan"), ..Speaker::new(id(8)) };
    let account = AccountFacts { name: "A. Bekova".into() };
    [
        (LetterAbout::Draft(id(6)), draft),
        (LetterAbout::Speaker(id(8)), AboutFacts::Speaker(Box::new(speaker))),
        (LetterAbout::Account(id(5)), AboutFacts::Account(account)),
    ]
    .map(|(about, known)| {
        let leased = LeasedLetter { about, ..leased(LetterKind::DraftBegun, Lang::En) };
        (leased, LetterFacts { about: known, ..facts() })
    })
}

#[test]
fn a_letter_about_no_registration_names_whom_it_is_about_and_has_no_reference() {
    let made = others().map(|(leased, facts)| {
        let bytes = build(&stationery(), &leased, &facts).unwrap().bytes;
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let to = parsed.to().unwrap().first().unwrap();
        assert_eq!(to.address(), Some("z.yusupova@example.org"));
        assert_eq!(parsed.subject(), Some("Go on with your registration: Almaty Round Table 2027"));
        let text = parsed.body_text(0).unwrap();
        assert!(!text.contains("ALM27") && !text.contains("Yusupova"), "{text}");
        (to.name().map(str::to_owned), text.lines().nth(2).unwrap().to_owned())
    });
    let own = |name: Option<&str>, greeting: &str| (name.map(str::to_owned), greeting.to_owned());
    let expected =
        [own(None, "Hello,"), own(Some("Ayan"), "Dear Ayan,"), own(Some("A. Bekova"), "Dear A. Bekova,")];
    assert_eq!(made, expected);
}

/// Header lines of the message as a mail server sees them, unfolded.
fn headers(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8(bytes.to_vec()).expect("ASCII");
    assert!(text.replace("\r\n", "").find(['\r', '\n']).is_none(), "a bare CR or LF");
    assert!(text.split("\r\n").all(|line| line.len() <= 998), "a line is too long");
    let head = text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").replace("\r\n\t", " ");
    let pairs = head.split("\r\n").map(|line| line.split_once(": ").expect("a header line"));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

const HEADERS: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Date",
    "Auto-Submitted",
    "Content-Language",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
];

#[test]
fn a_confirmation_has_each_header_once_and_a_calendar_of_what_the_delegate_attends() {
    let mail = build(&stationery(), &leased(LetterKind::Confirmed, Lang::Ru), &facts()).unwrap();
    let mut names: Vec<String> = headers(&mail.bytes).into_iter().map(|(name, _)| name).collect();
    let mut expected = HEADERS.map(str::to_owned);
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
    let parsed = MessageParser::default().parse(&mail.bytes).unwrap();
    let first = |address: &mail_parser::Address| {
        let one = address.first().unwrap();
        (one.name().unwrap_or_default().to_owned(), one.address().unwrap().to_owned())
    };
    assert_eq!(
        first(parsed.from().unwrap()),
        ("Алматинский круглый стол 2027".into(), "desk@example.org".into())
    );
    assert_eq!(first(parsed.to().unwrap()), ("Dr Zarina Yusupova".into(), "z.yusupova@example.org".into()));
    assert_eq!(first(parsed.reply_to().unwrap()).1, "secretariat@example.org");
    assert_eq!(
        parsed.subject(),
        Some("Регистрация подтверждена: Алматинский круглый стол 2027 (ALM27-4K7PX)")
    );
    assert_eq!(parsed.message_id(), Some("00000000-0000-0000-0000-00000000004d@events.example.org"));
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2027-02-22T11:05:00Z");
    let head = headers(&mail.bytes);
    let value = |name: &str| head.iter().find(|(n, _)| n == name).unwrap().1.clone();
    assert_eq!(
        (value("Auto-Submitted").as_str(), value("Content-Language").as_str()),
        ("auto-generated", "ru")
    );
    assert!(parsed.body_text(0).unwrap().contains("Здравствуйте, Зарина Юсупова."));
    assert!(parsed.body_html(0).unwrap().contains("Здравствуйте, Зарина Юсупова."));
    assert_eq!(parsed.attachment_count(), 1);
    let file = parsed.attachment(0).unwrap();
    assert_eq!(file.attachment_name(), Some("almaty-2027.ics"));
    assert_eq!(file.content_type().unwrap().attribute("method"), Some("PUBLISH"));
    let calendar = file.text_contents().unwrap();
    let titles: Vec<&str> = calendar.lines().filter_map(|l| l.strip_prefix("SUMMARY;LANGUAGE=ru:")).collect();
    assert_eq!(titles, ["Open to all", "Seat kept"]);
    assert!(calendar.starts_with("BEGIN:VCALENDAR") && calendar.contains("METHOD:PUBLISH"));
    assert!(calendar.contains("URL:https://events.example.org/ru/almaty-2027/sessions/2"));
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_other_kinds_have_no_calendar() {
    for lang in Lang::ALL {
        for kind in LetterKind::ALL {
            let made = || build(&stationery(), &leased(kind, lang), &facts()).unwrap().bytes;
            assert_eq!(made(), made());
            let bytes = made();
            let parsed = MessageParser::default().parse(&bytes).unwrap();
            let files = [LetterKind::Confirmed, LetterKind::Withdrawn, LetterKind::Cancelled];
            assert_eq!(parsed.attachment_count(), usize::from(files.contains(&kind)), "{kind:?}");
            assert_eq!((parsed.text_body_count(), parsed.html_body_count()), (1, 1), "{kind:?}");
            assert!(parsed.subject().unwrap().contains("ALM27-4K7PX"));
        }
    }
    let mut without = facts();
    without.agenda = None;
    let bytes = build(&stationery(), &leased(LetterKind::Confirmed, Lang::En), &without).unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(parsed.attachment_count(), 0);
    assert!(!parsed.body_text(0).unwrap().contains("attached"));
}

/// What people with bad intentions have typed into names and addresses.
const HOSTILE: [&str; 27] = [
    "Eve\r\nBcc: victim@example.net",
    "Eve\nBcc: victim@example.net",
    "Eve\rBcc: victim@example.net",
    "Eve\r\n\r\nA second body",
    "Eve\r\n.\r\nMAIL FROM:<x@example.net>",
    "Eve%0d%0aBcc: victim@example.net",
    "Eve\\r\\nBcc: victim@example.net",
    "Eve\u{2028}Bcc: victim@example.net",
    "Eve\u{2029}Bcc: victim@example.net",
    "Eve\u{85}Bcc: victim@example.net",
    "Eve\u{b}Bcc: victim@example.net",
    "Eve\u{c}Bcc: victim@example.net",
    "Eve\0Bcc: victim@example.net",
    "Eve\u{202E}gro.elpmaxe@ecila",
    "Eve\u{2066}a\u{2069}",
    "Eve\" <victim@example.net>, \"x",
    "Eve <victim@example.net>",
    "Eve, Mallory <victim@example.net>",
    "victim@example.net, eve",
    "Eve; victim@example.net",
    "Eve (comment\\) <victim@example.net>",
    "\"a b\"@example.net",
    "-oX/tmp/x@example.net",
    "eve@example.org>\r\nRCPT TO:<victim@example.net",
    "eve@example.org,victim@example.net",
    "=?utf-8?q?Eve=0d=0aBcc:_victim@example.net?=",
    "@example.net:victim@example.org",
];

#[test]
fn hostile_names_make_neither_headers_nor_recipients() {
    for hostile in HOSTILE {
        for kind in LetterKind::ALL {
            let mut facts = facts();
            let answers = &mut registration(&mut facts).answers;
            for field in [&mut answers.title, &mut answers.given_names, &mut answers.badge_name] {
                *field = hostile.to_owned();
            }
            answers.family_name = hostile.repeat(3);
            registration(&mut facts).reason = hostile.to_owned();
            facts.event.short_title = LocalText::default().with(Lang::En, hostile);
            facts.event.contact_email = hostile.to_owned();
            let mail = build(&stationery(), &leased(kind, Lang::En), &facts).unwrap();
            assert_eq!(mail.to.to_string(), "z.yusupova@example.org", "{hostile:?}");
            let head = headers(&mail.bytes);
            for (name, _) in &head {
                assert!(HEADERS.contains(&name.as_str()), "{hostile:?} made {name}");
                assert_eq!(
                    head.iter().filter(|(other, _)| other == name).count(),
                    1,
                    "{name} twice: {hostile:?}"
                );
            }
            let parsed = MessageParser::default().parse(&mail.bytes).unwrap();
            let everybody = |a: &mail_parser::Address| {
                a.iter().map(|x| x.address().unwrap().to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(everybody(parsed.to().unwrap()), ["z.yusupova@example.org"], "{hostile:?}");
            assert_eq!(everybody(parsed.from().unwrap()), ["desk@example.org"], "{hostile:?}");
            assert!(parsed.bcc().is_none() && parsed.cc().is_none(), "{hostile:?}");
        }
    }
}

#[test]
fn hostile_addresses_are_refused_before_anything_is_sent() {
    for hostile in HOSTILE {
        let mut letter = leased(LetterKind::Received, Lang::En);
        letter.recipient = hostile.to_owned();
        let refused = build(&stationery(), &letter, &facts()).map(|mail| mail.to.to_string());
        assert_eq!(refused, Err(MessageError::Recipient), "{hostile:?}");
    }
}

#[test]
fn addresses_beyond_ascii_keep_their_letters_and_their_domain_becomes_what_the_dns_knows() {
    for (typed, sent) in [
        ("desk@пример.рф", "desk@xn--e1afmkfd.xn--p1ai"),
        ("почта@пример.рф", "почта@xn--e1afmkfd.xn--p1ai"),
        ("a.b+c@Example.ORG", "a.b+c@example.org"),
    ] {
        assert_eq!(address(typed).map(|a| a.to_string()), Ok(sent.to_owned()));
    }
}

#[test]
fn a_sender_with_a_name_keeps_it_and_one_without_an_address_is_refused() {
    let mut mine = stationery();
    mine.from = mailbox("The desk <desk@example.org>").unwrap();
    let mail = build(&mine, &leased(LetterKind::Received, Lang::En), &facts()).unwrap();
    let parsed = MessageParser::default().parse(&mail.bytes).unwrap();
    assert_eq!(parsed.from().unwrap().first().unwrap().name(), Some("The desk"));
    for bad in ["", "desk", "The desk", "desk@example.org, other@example.org", "desk@localhost"] {
        assert!(mailbox(bad).is_none(), "{bad}");
    }
}

#[test]
fn a_letter_about_releases_brings_the_changed_sessions_into_the_calendar() {
    let mut facts = facts();
    let mut before = facts.agenda.clone().unwrap();
    let own: Vec<_> = facts.about.registration().unwrap().seats.iter().map(|(id, _)| *id).collect();
    assert!(!own.is_empty());
    for session in &mut before.sessions {
        session.slot = session.slot.map(|slot| Slot { minutes: slot.minutes + 5, ..slot });
    }
    facts.news = Some(plenary_store::News { before: Some(before), at_once: false, stars: vec![] });
    let mail = build(&stationery(), &leased(LetterKind::AgendaChanged, Lang::En), &facts).unwrap();
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    let file = message.attachment(0).unwrap();
    let calendar = String::from_utf8(file.contents().to_vec()).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), own.len(), "{calendar}");
    facts.news = Some(plenary_store::News { before: facts.agenda.clone(), at_once: false, stars: vec![] });
    assert_eq!(facts.changes(), [], "what was changed back is no news");
}
