#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test is meant to panic"
)]
use super::*;
use jiff::civil::date;
use plenary_domain::agenda::{Session, Slot, Speaker};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::SessionId;
use plenary_domain::letter::{AccountFacts, DraftFacts};
use plenary_domain::registration::{Answers, Consents, Seat, StateCode, TypeCode};
use plenary_domain::text::{EmailAddress, Slug};
use std::str::FromStr;

pub(super) const BASE: &str = "https://events.example.org";
const SECRET: &str = "7k2m9qx4tb6wn3cz";
pub(super) const HOSTILE: &str = "<a href=//evil.example>Pay</a> [x](http://evil.example) www.evil.example {event} {{config}} {0.__class__}";

fn id<I: FromStr<Err: std::fmt::Debug>>(n: u32) -> I {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

fn texts(en: &str, ru: &str, kk: &str) -> LocalText {
    LocalText::default().with(Lang::En, en).with(Lang::Ru, ru).with(Lang::Kk, kk)
}

pub(super) fn event() -> Event {
    Event {
        id: id(9),
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: texts(
            "Round Table on Humanitarian Law",
            "Круглый стол по гуманитарному праву",
            "Гуманитарлық құқық жөніндегі дөңгелек үстел",
        ),
        short_title: texts(
            "Almaty Round Table 2027",
            "Алматинский круглый стол 2027",
            "Алматы дөңгелек үстелі 2027",
        ),
        lead: LocalText::default(),
        about: LocalText::default(),
        place: texts("Almaty, Kazakhstan", "Алматы, Казахстан", "Алматы, Қазақстан"),
        venue: texts("House of Friendship", "Дом дружбы", "Достық үйі"),
        host: texts(
            "The secretariat of the round table",
            "Секретариат круглого стола",
            "Дөңгелек үстелдің хатшылығы",
        ),
        contact_email: "desk@example.org".into(),
        time_zone: "Asia/Almaty".into(),
        starts_on: date(2027, 5, 31),
        ends_on: date(2027, 5, 31),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: "2027-05-21T13:00:00Z".parse().unwrap(),
        decision: DecisionMode::Organisers,
        types: plenary_domain::registration::built_in_types(|| id(70)),
        offer_hours: 48,
        answer_within_days: 3,
        picture_seed: 1,
        current_release: Some(1),
        version: 1,
        sample: true,
    }
}

fn session(n: u32, hour: i8) -> Session {
    Session {
        title: texts(&format!("Panel {n}"), &format!("Дискуссия {n}"), &format!("Пікірталас {n}")),
        slot: Some(Slot { day: date(2027, 5, 31), start: time(hour, 45, 0, 0), minutes: 75 }),
        place: texts("Medeu Room", "Зал «Медеу»", "«Медеу» залы"),
        seats: Some(40),
        ..Session::new(id(n), i32::try_from(n).unwrap())
    }
}

fn agenda() -> Agenda {
    Agenda { sessions: vec![session(2, 14), session(1, 11)], ..Agenda::default() }
}

pub(super) fn registration(status: Status) -> Registration {
    Registration {
        id: id(7),
        event: id(9),
        reference: "ALM27-4K7PX".into(),
        secret: SECRET.into(),
        status,
        sealed: vec![],
        answers: Answers {
            email: EmailAddress::parse("z.yusupova@example.org").unwrap(),
            language: Lang::Ru,
            title: "Dr".into(),
            given_names: "Zarina".into(),
            family_name: "Yusupova".into(),
            badge_name: "Зарина Юсупова".into(),
            representation_type: TypeCode::parse("academia").expect("code"),
            state: StateCode::parse("TJ"),
            organisation: "Institute".into(),
            position: "Research fellow".into(),
            sessions: vec![id(1), id(2)],
            food: vec![],
            food_note: String::new(),
            access: vec![],
            access_note: String::new(),
            consents: Consents::default(),
            own: [].into(),
        },
        form_version: 1,
        seats: vec![(id::<SessionId>(2), Seat::Waiting(4)), (id(1), Seat::Kept)],
        waiting_place: Some(12),
        reason: "All places of this group are taken.".into(),
        answer_by: status.has_deadline().then(|| "2027-03-01T18:59:00Z".parse().expect("moment")),
        asked_fields: vec!["position".into()],
        held: status == Status::Waitlisted,
        facets: plenary_domain::registration::Facets::default(),
        submitted_at: "2027-02-22T11:05:00Z".parse().unwrap(),
        status_since: "2027-02-22T11:05:00Z".parse().unwrap(),
        version: 1,
    }
}

pub(super) fn status_of(kind: LetterKind) -> Status {
    match kind {
        LetterKind::Received => Status::Submitted,
        LetterKind::WaitingList => Status::Waitlisted,
        LetterKind::Declined => Status::Declined,
        LetterKind::Withdrawn => Status::Withdrawn,
        LetterKind::InfoRequested | LetterKind::InfoReminder => Status::InfoRequested,
        LetterKind::Offered | LetterKind::OfferReminder => Status::Offered,
        LetterKind::WaitlistClosed => Status::WaitlistClosed,
        LetterKind::Reconfirm | LetterKind::ReconfirmReminder => Status::ReconfirmRequired,
        LetterKind::Cancelled => Status::Cancelled,
        LetterKind::Expired => Status::Expired,
        LetterKind::Confirmed
        | LetterKind::ChangeApplied
        | LetterKind::ChangeRejected
        | LetterKind::Message
        | LetterKind::Reminder
        | LetterKind::Arrival
        | LetterKind::ThankYou => Status::Confirmed,
        LetterKind::DraftBegun | LetterKind::DraftReminder => panic!("not about a registration"),
    }
}

fn of_drafts(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::DraftBegun | LetterKind::DraftReminder)
}

/// Everything that a letter can be about besides a registration.
pub(super) fn others() -> [AboutFacts; 3] {
    let expires_at = "2027-03-24T11:05:00Z".parse().unwrap();
    let name = texts("Ayan <b>Serik</b> www.evil.example", "", "");
    let (position, about) = (LocalText::default(), LocalText::default());
    [
        AboutFacts::Draft(DraftFacts { secret: SECRET.into(), expires_at }),
        AboutFacts::Speaker(Box::new(Speaker { name, position, about, ..Speaker::new(id(8)) })),
        AboutFacts::Account(AccountFacts { name: HOSTILE.into() }),
    ]
}

fn written(lang: Lang, kind: LetterKind, about: &AboutFacts) -> Letter {
    worded(lang, kind, about, (&Wording::default(), None))
}

pub(super) fn worded(
    lang: Lang,
    kind: LetterKind,
    about: &AboutFacts,
    (wording, stop): (&Wording, Option<&str>),
) -> Letter {
    let (event, agenda) = (event(), agenda());
    let calendar = kind == LetterKind::Confirmed;
    let facts = LetterPageFacts {
        t: T::new(lang),
        kind,
        event: &event,
        about,
        agenda: Some(&agenda),
        calendar,
        wording,
        stop,
        trial: false,
        base_url: BASE,
    };
    render(&facts).unwrap()
}

pub(super) fn letter(lang: Lang, kind: LetterKind, edit: impl FnOnce(&mut Registration)) -> Letter {
    let mut registration = registration(status_of(kind));
    edit(&mut registration);
    written(lang, kind, &AboutFacts::Registration(Box::new(registration)))
}

fn plain(_: &mut Registration) {}

fn hostile(registration: &mut Registration) {
    let a = &mut registration.answers;
    for text in [&mut a.title, &mut a.given_names, &mut a.family_name, &mut a.badge_name] {
        *text = HOSTILE.to_owned();
    }
    registration.reason = format!("{HOSTILE}\r\nSecond\u{202E} line");
}

fn long_and_single(registration: &mut Registration) {
    let a = &mut registration.answers;
    a.title.clear();
    a.given_names.clear();
    a.family_name = "Q".repeat(60);
    a.badge_name = "қанағаттандырылмағандықтарыңыздан".into();
    registration.reason = "ұ".repeat(500);
}

/// Every kind in every language with each sample: what no letter may lack, and what none may have.
#[test]
fn every_letter_is_complete_and_well_formed() {
    for lang in Lang::ALL {
        for kind in LetterKind::ALL.into_iter().filter(|kind| !of_drafts(*kind)) {
            for sample in [plain, hostile, long_and_single] {
                let letter = letter(lang, kind, sample);
                let at = format!("{kind:?} in {lang:?}");
                assert!(letter.subject.contains("ALM27-4K7PX"), "{at}");
                let status = |lang: Lang| format!("{BASE}/{}/almaty-2027/r/{SECRET}", lang.code());
                for body in [&letter.text, &letter.html] {
                    for needed in ["ALM27-4K7PX", &status(lang), &status(Lang::En)] {
                        assert!(body.contains(needed), "{at} lacks {needed}");
                    }
                }
                well_formed(&letter, lang, &at);
            }
        }
    }
}

#[test]
fn every_letter_about_something_else_is_complete_without_a_reference() {
    let [draft, speaker, account] = others();
    let step = |lang: Lang| format!("{BASE}/{}/almaty-2027/register/{SECRET}/about", lang.code());
    let home = |lang: Lang| format!("{BASE}/{}/almaty-2027", lang.code());
    for lang in Lang::ALL {
        for kind in [LetterKind::DraftBegun, LetterKind::DraftReminder] {
            for (about, link) in [(&draft, step(lang)), (&speaker, home(lang)), (&account, home(lang))] {
                let letter = written(lang, kind, about);
                let at = format!("{kind:?} in {lang:?} about {about:?}");
                for body in [&letter.text, &letter.html] {
                    assert!(body.contains(&link), "{at} lacks {link}");
                    for strange in ["ALM27", "www.evil", "evil.example", "<b>"] {
                        assert!(!body.contains(strange), "{at} has {strange}");
                    }
                }
                well_formed(&letter, lang, &at);
            }
        }
    }
}

#[test]
fn a_draft_letter_tells_until_when_and_names_nobody() {
    let [draft, ..] = others();
    let text = written(Lang::En, LetterKind::DraftBegun, &draft).text;
    for needed in ["Hello,\n", "Registration closes: 21 May 2027", "Answers are kept until: 24 March 2027"] {
        assert!(text.contains(needed), "{needed} in {text}");
    }
}

fn well_formed(letter: &Letter, lang: Lang, at: &str) {
    let tricks = |c: char| c.is_control() || ('\u{2066}'..='\u{2069}').contains(&c);
    assert!(!letter.subject.contains(tricks), "{at}: {:?}", letter.subject);
    let notice_url = format!("{BASE}/{}/almaty-2027/data-notice", lang.code());
    for body in [&letter.text, &letter.html] {
        for needed in [&notice_url, "(UTC+5)", "desk@example.org", "Asia/Almaty"] {
            assert!(body.contains(needed), "{at} lacks {needed}");
        }
        assert!(!body.contains("letter-"), "{at} has a text that does not exist");
        assert!(!body.contains(|c: char| c != '\n' && tricks(c)), "{at}");
        assert!(body.contains(&format!("{BASE}/en/almaty-2027")), "{at} lacks English");
    }
    assert!(letter.text.lines().all(|line| line.len() <= 998), "{at}");
    assert!(!letter.text.contains("\n\n\n") && letter.text.ends_with('\n'), "{at}");
    for markup in ["<p", "<div", "&amp;", "&#", "</"] {
        assert!(!letter.text.replace("</a>", "").contains(markup), "{at} has {markup}");
    }
    for foreign in ["<script", "<img", "src=", "url(", "@import", "http-equiv", "{{", "{%"] {
        assert!(!letter.html.replace("{{config}}", "").contains(foreign), "{at} has {foreign}");
    }
    let links: Vec<&str> =
        letter.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.iter().all(|link| link.starts_with("https://events.example.org/")), "{at}: {links:?}");
    let buttons = letter.html.matches("class=\"button\"").count();
    assert_eq!((buttons, links.len()), (1, if lang == Lang::En { 2 } else { 3 }), "{at}");
}

#[test]
fn what_a_delegate_typed_is_shown_literally_and_becomes_neither_markup_nor_link() {
    for lang in Lang::ALL {
        let letter = letter(lang, LetterKind::Withdrawn, hostile);
        let seen = letter.text.replace('\u{2060}', "").replace('\n', " ");
        assert!(seen.contains(HOSTILE), "{seen}");
        for body in [&letter.text, &letter.html] {
            for link in ["www.evil", "http://evil", "//evil", "evil.example"] {
                assert!(!body.contains(link), "{link} in {body}");
            }
        }
        assert!(!letter.html.contains("<a href=/") && letter.html.contains("&#60;a href="));
    }
}

#[test]
fn each_kind_says_what_has_happened_and_what_comes_next() {
    let text = |kind| letter(Lang::En, kind, plain).text.replace('\n', " ");
    for (kind, needed) in [
        (LetterKind::Received, "not yet confirmed"),
        (LetterKind::Received, "We answer within 3 working days."),
        (LetterKind::Confirmed, "Your registration is confirmed"),
        (LetterKind::Confirmed, "The attached calendar file"),
        (LetterKind::Confirmed, "31 May 2027, 11:45–13:00 (UTC+5)   Panel 1   Medeu Room   Seat kept"),
        (LetterKind::Confirmed, "Panel 2   Medeu Room   Waiting list, place 4"),
        (LetterKind::WaitingList, "number 12 today"),
        (LetterKind::Declined, "Reason: All places of this group are taken."),
        (LetterKind::Offered, "Answer by"),
        (LetterKind::InfoRequested, "The question: All places of this group are taken."),
        (LetterKind::Cancelled, "Reason: All places of this group are taken."),
        (LetterKind::Withdrawn, "The reason you gave: All places of this group are taken."),
    ] {
        assert!(text(kind).contains(needed), "{kind:?} lacks {needed}: {}", text(kind));
    }
    assert!(!text(LetterKind::Declined).contains("Panel 1"));
    assert!(!text(LetterKind::Received).contains("All places of this group"));
    let late = letter(Lang::En, LetterKind::Declined, |r| r.status = Status::Submitted);
    assert!(!late.text.contains("All places of this group"), "the reason of another state is not told");
}

#[test]
fn names_are_as_typed_in_the_script_of_the_letter() {
    let greeting = |lang, edit: fn(&mut Registration)| {
        letter(lang, LetterKind::Received, edit).text.lines().nth(2).unwrap().to_owned()
    };
    assert_eq!(greeting(Lang::En, plain), "Dear Dr Zarina Yusupova,");
    assert_eq!(greeting(Lang::Ru, plain), "Здравствуйте, Зарина Юсупова.");
    assert_eq!(greeting(Lang::Kk, plain), "Құрметті Зарина Юсупова,");
    assert_eq!(
        greeting(Lang::Ru, |r| r.answers.badge_name = "Zarina".into()),
        "Здравствуйте, Dr Zarina Yusupova."
    );
}

#[test]
fn working_days_follow_the_plural_rules_of_the_language() {
    let said = |lang, days: u16| T::new(lang).letter_next_answer(days);
    assert!(said(Lang::En, 1).contains("1 working day."));
    assert!(said(Lang::Ru, 1).contains("1 рабочего дня."));
    assert!(said(Lang::Ru, 21).contains("21 рабочего дня."));
    assert!(said(Lang::Ru, 5).contains("5 рабочих дней."));
    assert!(said(Lang::Kk, 5).contains("5 жұмыс күні ішінде"));
}
