//! An event and its sessions, for the tests of every format.
#![allow(clippy::unwrap_used, reason = "a failing test is meant to panic")]
use jiff::Timestamp;
use jiff::civil::{date, time};
use plenary_domain::agenda::{Session, Slot};
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::text::Slug;
use plenary_domain::{Lang, LocalText};

pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u32) -> T {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn event() -> Event {
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

pub(crate) fn session(n: u32, hour: i8, edit: impl FnOnce(&mut Session)) -> Session {
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
