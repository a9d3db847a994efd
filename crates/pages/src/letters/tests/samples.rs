//! An event, a registration and letters about them.

use super::super::*;
use jiff::civil::date;
use plenary_domain::agenda::{Session, SessionSpeaker, Slot, Speaker, SpeakerRole};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::SessionId;
use plenary_domain::letter::{AccountFacts, DraftFacts};
use plenary_domain::registration::{Address, Answers, Consents, Seat, StateCode, TypeCode};
use plenary_domain::text::{EmailAddress, Slug};
use std::str::FromStr;

pub(super) const BASE: &str = "https://events.example.org";
pub(super) const SECRET: &str = "7k2m9qx4tb6wn3cz";
pub(super) const TICKET: &str = "72a0c1";
pub(super) const HOSTILE: &str = "<a href=//evil.example>Pay</a> [x](http://evil.example) www.evil.example {event} {{config}} {0.__class__}";

pub(super) fn id<I: FromStr<Err: std::fmt::Debug>>(n: u32) -> I {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

pub(super) fn texts(en: &str, ru: &str, kk: &str) -> LocalText {
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
        proof_required: true,
        answer_within_days: 3,
        picture_seed: 1,
        current_release: Some(1),
        version: 1,
        sample: true,
    }
}

pub(super) fn session(n: u32, hour: i8) -> Session {
    Session {
        title: texts(&format!("Panel {n}"), &format!("Дискуссия {n}"), &format!("Пікірталас {n}")),
        slot: Some(Slot { day: date(2027, 5, 31), start: time(hour, 45, 0, 0), minutes: 75 }),
        place: texts("Medeu Room", "Зал «Медеу»", "«Медеу» залы"),
        seats: Some(40),
        ..Session::new(id(n), i32::try_from(n).unwrap())
    }
}

pub(super) fn agenda() -> Agenda {
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
        address: Address::Known,
        submitted_at: "2027-02-22T11:05:00Z".parse().unwrap(),
        status_since: "2027-02-22T11:05:00Z".parse().unwrap(),
        version: 1,
    }
}

pub(super) fn status_of(kind: LetterKind) -> Status {
    match kind {
        LetterKind::Received | LetterKind::AddressReminder => Status::Submitted,
        LetterKind::WaitingList => Status::Waitlisted,
        LetterKind::Declined => Status::Declined,
        LetterKind::Withdrawn => Status::Withdrawn,
        LetterKind::InfoRequested | LetterKind::InfoReminder => Status::InfoRequested,
        LetterKind::Offered | LetterKind::OfferReminder => Status::Offered,
        LetterKind::WaitlistClosed => Status::WaitlistClosed,
        LetterKind::Reconfirm | LetterKind::ReconfirmReminder => Status::ReconfirmRequired,
        LetterKind::Cancelled => Status::Cancelled,
        LetterKind::Expired | LetterKind::AddressUnproven => Status::Expired,
        LetterKind::Confirmed
        | LetterKind::ChangeApplied
        | LetterKind::ChangeRejected
        | LetterKind::AgendaChanged
        | LetterKind::Message
        | LetterKind::Reminder
        | LetterKind::Arrival
        | LetterKind::ThankYou => Status::Confirmed,
        LetterKind::DraftBegun | LetterKind::DraftReminder | LetterKind::SpeakerInvited => {
            panic!("not about a registration")
        }
    }
}

pub(super) fn of_others(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::DraftBegun | LetterKind::DraftReminder | LetterKind::SpeakerInvited)
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

pub(super) fn written(lang: Lang, kind: LetterKind, about: &AboutFacts, ticket: Option<&str>) -> Letter {
    with_wording(lang, kind, about, (ticket, &Wording::default(), None))
}

pub(super) fn worded(
    lang: Lang,
    kind: LetterKind,
    about: &AboutFacts,
    (wording, stop): (&Wording, Option<&str>),
) -> Letter {
    with_wording(lang, kind, about, (None, wording, stop))
}

fn with_wording(
    lang: Lang,
    kind: LetterKind,
    about: &AboutFacts,
    (ticket, wording, stop): (Option<&str>, &Wording, Option<&str>),
) -> Letter {
    let (event, agenda) = (event(), agenda());
    let calendar = kind == LetterKind::Confirmed;
    let facts = LetterPageFacts {
        t: T::new(lang),
        kind,
        event: &event,
        about,
        agenda: Some(&agenda),
        ticket,
        news: None,
        calendar,
        wording,
        stop,
        trial: false,
        base_url: BASE,
    };
    render(&facts).unwrap()
}

/// A letter about releases: the first session was earlier and elsewhere, the second is off, the third is new.
pub(super) fn news(lang: Lang, about: &AboutFacts, at_once: bool) -> Letter {
    let (event, mut before, mut now) = (event(), agenda(), agenda());
    before.sessions[1].slot = before.sessions[1].slot.map(|slot| Slot { start: time(9, 0, 0, 0), ..slot });
    before.sessions[1].place = texts("Old hall <b>", "Старый зал", "Ескі зал");
    now.sessions[0].cancelled = true;
    now.sessions.push(session(3, 16));
    let changes = plenary_domain::agenda::changes(Some(&before), &now);
    let facts = LetterPageFacts {
        t: T::new(lang),
        kind: LetterKind::AgendaChanged,
        event: &event,
        about,
        agenda: Some(&now),
        ticket: None,
        news: Some(NewsFacts { changes: &changes, before: Some(&before), at_once }),
        calendar: true,
        wording: &Wording::default(),
        stop: None,
        trial: false,
        base_url: BASE,
    };
    render(&facts).unwrap()
}

/// An invitation to chair the first of the two sessions, and to a third one that has no time yet.
pub(super) fn invitation(lang: Lang, about: &AboutFacts) -> Letter {
    let (event, mut agenda) = (event(), agenda());
    let AboutFacts::Speaker(speaker) = about else { panic!("of a speaker") };
    agenda.sessions[1].speakers = vec![SessionSpeaker::new(speaker.id, SpeakerRole::Chair)];
    let floating = Session { slot: None, place: LocalText::default(), ..session(3, 16) };
    agenda.sessions.push(floating);
    agenda.sessions[2].speakers = vec![SessionSpeaker::new(speaker.id, SpeakerRole::Rapporteur)];
    let facts = LetterPageFacts {
        t: T::new(lang),
        kind: LetterKind::SpeakerInvited,
        event: &event,
        about,
        agenda: Some(&agenda),
        ticket: Some(SECRET),
        news: None,
        wording: &Wording::default(),
        stop: None,
        trial: false,
        calendar: false,
        base_url: BASE,
    };
    render(&facts).unwrap()
}
