//! Events and agendas for tests: small, empty and nasty.

use jiff::civil::{Date, date, time};
use plenary_domain::agenda::{
    Agenda, Room, Session, SessionKind, SessionSpeaker, Slot, Speaker, SpeakerRole, Tone, Topic,
};
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::ids::RoomId;
use plenary_domain::text::Slug;
use plenary_domain::{Lang, LocalText};
use uuid::Uuid;

pub(crate) const DAY: Date = date(2027, 5, 31);
/// What somebody may write anywhere.
pub(crate) const NASTY: &str = "<script>alert('x')</script> & \"quotes\" {{ braces }} שלום";

pub(crate) fn everywhere(text: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, text))
}

pub(crate) fn room_a() -> RoomId {
    Uuid::from_u128(1001).into()
}

pub(crate) fn room_b() -> RoomId {
    Uuid::from_u128(1002).into()
}

pub(crate) fn hall(n: u128) -> Room {
    Room {
        note: LocalText::default().with(Lang::Ru, "Второй этаж"),
        capacity: Some(60),
        position: i32::try_from(n).unwrap(),
        ..Room::new(Uuid::from_u128(1000 + n).into(), everywhere(&format!("Hall {n}")))
    }
}

pub(crate) fn session(number: i32, hour: i8, minute: i8, minutes: i32, room: Option<RoomId>) -> Session {
    Session {
        title: LocalText::default().with(Lang::En, format!("Session {number}")),
        slot: Some(Slot { day: DAY, start: time(hour, minute, 0, 0), minutes }),
        room,
        ..Session::new(Uuid::from_u128(u128::from(number.unsigned_abs())).into(), number)
    }
}

pub(crate) fn event(text: &str) -> Event {
    Event {
        id: Uuid::from_u128(9000).into(),
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: everywhere(text),
        short_title: everywhere(text),
        lead: everywhere(text),
        about: everywhere(text),
        place: everywhere(text),
        venue: everywhere(text),
        host: everywhere(text),
        contact_email: "secretariat@example.org".into(),
        time_zone: "Asia/Almaty".into(),
        starts_on: DAY,
        ends_on: DAY.tomorrow().unwrap(),
        languages: Lang::ALL.into(),
        registration_opens_at: None,
        registration_closes_at: "2027-05-21T13:00:00Z".parse().unwrap(),
        decision: DecisionMode::Organisers,
        types: plenary_domain::registration::built_in_types(|| Uuid::from_u128(70).into()),
        offer_hours: 48,
        answer_within_days: 3,
        picture_seed: 11,
        current_release: Some(2),
        version: 4,
        sample: false,
    }
}

/// Two rooms, one of everything, every kind of conflict, one session without a time.
pub(crate) fn agenda(text: &str) -> Agenda {
    let topic = Topic::new(Uuid::from_u128(2001).into(), everywhere(text), Tone::Wps);
    let speaker = Speaker {
        name: everywhere(text),
        position: everywhere(text),
        organisation: everywhere(text),
        about: everywhere(text),
        ..Speaker::new(Uuid::from_u128(3001).into())
    };
    let person = SessionSpeaker::new(speaker.id, SpeakerRole::Panellist);
    let mut full = session(1, 10, 0, 60, Some(room_a()));
    (full.title, full.summary, full.place) = (everywhere(text), everywhere(text), everywhere(text));
    (full.topics, full.speakers, full.seats) = (vec![topic.id], vec![person.clone()], Some(90));
    full.interpretation = vec!["en".into(), "fr".into()];
    let mut twin = session(2, 10, 30, 60, Some(room_a()));
    (twin.speakers, twin.cancelled) = (vec![person.clone()], false);
    let mut lunch = session(3, 13, 0, 10, None);
    lunch.kind = SessionKind::Meal;
    let mut foyer = session(4, 13, 0, 30, None);
    (foyer.place, foyer.cancelled) = (everywhere(text), true);
    let mut stray = session(5, 9, 0, 45, Some(room_b()));
    stray.slot = stray.slot.map(|slot| Slot { day: date(2027, 6, 9), ..slot });
    let mut waiting = session(6, 9, 0, 45, None);
    waiting.slot = None;
    let mut agenda = Agenda {
        rooms: vec![hall(1), Room { name: everywhere(text), ..hall(2) }],
        topics: vec![topic],
        speakers: vec![speaker],
        sessions: vec![full, twin, lunch, foyer, stray, waiting],
        ..Agenda::default()
    };
    agenda.sort();
    agenda
}
