//! An event, somebody who is registered, and what a letter tells them.

use super::*;

fn event() -> Event {
    let text = |en: &str, ru: &str| LocalText::default().with(Lang::En, en).with(Lang::Ru, ru);
    Event {
        id: id(9),
        slug: Slug::parse("almaty-2027").unwrap(),
        public: true,
        title: text("Round Table on Humanitarian Law", "Круглый стол по гуманитарному праву"),
        short_title: text("Almaty Round Table 2027", "Алматинский круглый стол 2027"),
        lead: LocalText::default(),
        about: LocalText::default(),
        place: text("Almaty, Kazakhstan", "Алматы, Казахстан"),
        venue: LocalText::default(),
        host: LocalText::default(),
        contact_email: "secretariat@example.org".into(),
        time_zone: "Asia/Almaty".into(),
        starts_on: date(2027, 5, 31),
        ends_on: date(2027, 5, 31),
        languages: Lang::ALL.to_vec(),
        registration_opens_at: None,
        registration_closes_at: "2027-05-21T13:00:00Z".parse().unwrap(),
        decision: DecisionMode::Organisers,
        types: vec![],
        offer_hours: 48,
        proof_required: true,
        answer_within_days: 3,
        picture_seed: 1,
        current_release: Some(1),
        version: 1,
        sample: true,
    }
}

fn session(n: u128, title: &str, edit: impl FnOnce(&mut Session)) -> Session {
    let mut session = Session {
        title: LocalText::default().with(Lang::En, title),
        slot: Some(Slot { day: date(2027, 5, 31), start: time(11, 45, 0, 0), minutes: 75 }),
        changed_at: Some("2027-04-02T12:40:00Z".parse().unwrap()),
        ..Session::new(id(n), i32::try_from(n).unwrap())
    };
    edit(&mut session);
    session
}

pub(super) fn facts() -> LetterFacts {
    let about = AboutFacts::Registration(Box::new(somebody()));
    let sessions = vec![
        session(1, "Open to all", |_| {}),
        session(2, "Seat kept", |s| s.seats = Some(40)),
        session(3, "Seat awaited", |s| s.seats = Some(40)),
        session(4, "Not chosen", |s| s.seats = Some(40)),
        session(5, "By invitation", |s| s.openness = Openness::Invitation),
        session(6, "Cancelled", |s| s.cancelled = true),
    ];
    LetterFacts {
        event: event(),
        about,
        agenda: Some(Agenda { sessions, ..Agenda::default() }),
        ticket: None,
        wording: Wording::default(),
        stop: None,
        trial: false,
        had_calendar: true,
        news: None,
    }
}

fn somebody() -> Registration {
    Registration {
        id: id(7),
        event: id(9),
        reference: "ALM27-4K7PX".into(),
        secret: "7k2m9qx4tb6wn3cz".into(),
        status: Status::Confirmed,
        sealed: vec![],
        answers: Answers {
            email: EmailAddress::parse("z.yusupova@example.org").unwrap(),
            language: Lang::Ru,
            title: "Dr".into(),
            given_names: "Zarina".into(),
            family_name: "Yusupova".into(),
            badge_name: "Зарина Юсупова".into(),
            representation_type: TypeCode::parse("academia").unwrap(),
            state: None,
            organisation: "Institute".into(),
            position: "Research fellow".into(),
            sessions: vec![id(2), id(3)],
            food: vec![],
            food_note: String::new(),
            access: vec![],
            access_note: String::new(),
            consents: Consents::default(),
            own: [].into(),
        },
        form_version: 1,
        seats: vec![(id::<SessionId>(2), Seat::Kept), (id(3), Seat::Waiting(1))],
        waiting_place: None,
        reason: String::new(),
        answer_by: None,
        asked_fields: vec![],
        held: false,
        facets: plenary_domain::registration::Facets::default(),
        address: plenary_domain::registration::Address::Known,
        submitted_at: "2027-02-22T11:05:00Z".parse().unwrap(),
        status_since: "2027-02-22T11:05:00Z".parse().unwrap(),
        version: 1,
    }
}
