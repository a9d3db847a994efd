//! Each kind of conflict, both ways: what collides is told, what does not is not.

use super::samples::{DAY, agenda, session};
use super::*;
use crate::agenda::Gender::{Man, Woman};
use crate::agenda::{SessionKind, SessionSpeaker, Slot, SpeakerRole};
use jiff::civil::{date, time};
use uuid::Uuid;

fn at(mut session: Session, hour: i8, minute: i8) -> Session {
    session.slot = session.slot.map(|slot| Slot { start: time(hour, minute, 0, 0), ..slot });
    session
}

fn person(n: u128, role: SpeakerRole) -> SessionSpeaker {
    SessionSpeaker::new(Uuid::from_u128(n).into(), role)
}

impl Known {
    fn find(&self, agenda: &Agenda) -> Vec<Conflict> {
        conflicts(agenda, &[DAY, date(2027, 6, 1)], self)
    }
}

fn kinds(sessions: Vec<Session>) -> Vec<ConflictKind> {
    Known::default().find(&agenda(sessions)).into_iter().map(|c| c.kind).collect()
}

#[test]
fn one_room_holds_one_session_at_a_time() {
    let hall = Uuid::from_u128(100).into();
    let clash = vec![ConflictKind::RoomTwice(hall)];
    assert_eq!(kinds(vec![session(1, 10, 60, Some(100)), session(2, 11, 60, Some(100))]), []);
    assert_eq!(kinds(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(101))]), []);
    assert_eq!(kinds(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(100))]), clash);
    assert_eq!(kinds(vec![session(1, 10, 61, Some(100)), session(2, 11, 60, Some(100))]), clash);
    let plenary = kinds(vec![session(1, 10, 60, None), session(2, 10, 30, Some(100))]);
    assert_eq!(plenary, clash, "a plenary takes all rooms");
    let twice = kinds(vec![session(1, 10, 60, None), session(2, 10, 30, None)]);
    assert_eq!(twice, clash, "and is reported once");
    let mut lunch = session(1, 10, 60, None);
    lunch.kind = SessionKind::Meal;
    assert_eq!(kinds(vec![lunch, session(2, 10, 60, Some(100))]), []);
    let mut off = session(1, 10, 60, Some(100));
    off.cancelled = true;
    assert_eq!(kinds(vec![off, session(2, 10, 60, Some(100))]), []);
}

#[test]
fn one_person_is_in_one_place_at_a_time_even_over_midnight_and_with_two_roles() {
    let moderator = person(7, SpeakerRole::Moderator);
    let busy = ConflictKind::SpeakerTwice(moderator.speaker);
    let with = |mut s: Session| {
        s.speakers = vec![moderator.clone(), person(7, SpeakerRole::Speaker)];
        s
    };
    let mut next_day = with(session(2, 0, 60, Some(101)));
    next_day.slot = next_day.slot.map(|slot| Slot { day: date(2027, 6, 1), ..slot });
    assert_eq!(kinds(vec![with(session(1, 23, 120, Some(100))), next_day.clone()]), [busy]);
    let over = at(with(session(1, 23, 60, Some(100))), 23, 30);
    assert_eq!(kinds(vec![over, next_day]), [busy], "from half past eleven to half past twelve");
    let same = [with(session(1, 10, 60, Some(100))), with(session(2, 10, 60, Some(101)))];
    assert_eq!(kinds(same.to_vec()), [busy], "together, and as long");
    assert_eq!(kinds(vec![with(session(1, 10, 60, Some(100)))]), []);
}

#[test]
fn whoever_changes_rooms_needs_ten_minutes() {
    let with = |mut s: Session| {
        s.speakers = vec![person(7, SpeakerRole::Chair)];
        s
    };
    let pair = |minute, room| {
        let second = at(with(session(2, 11, 60, Some(room))), 11, minute);
        kinds(vec![with(session(1, 10, 60, Some(100))), second])
    };
    let hurry = |minutes| vec![ConflictKind::Turnover { speaker: Uuid::from_u128(7).into(), minutes }];
    assert_eq!(pair(0, 101), hurry(0));
    assert_eq!(pair(9, 101), hurry(9));
    assert_eq!(pair(10, 101), []);
    assert_eq!(pair(0, 100), [], "nobody has to get up");
}

#[test]
fn small_rooms_missing_chairs_and_foreign_days_are_told() {
    let mut small = session(1, 10, 60, Some(100));
    small.seats = Some(31);
    assert_eq!(kinds(vec![small]), [ConflictKind::RoomTooSmall { seats: 31, capacity: 30 }]);
    let mut talk = session(1, 10, 60, Some(100));
    talk.speakers = vec![person(7, SpeakerRole::Panellist)];
    assert_eq!(kinds(vec![talk.clone()]), [ConflictKind::NoChair]);
    talk.speakers.push(person(8, SpeakerRole::Chair));
    assert_eq!(kinds(vec![talk]), []);
    let mut foreign = session(1, 10, 60, Some(100));
    foreign.slot = foreign.slot.map(|slot| Slot { day: date(2027, 7, 1), ..slot });
    assert_eq!(kinds(vec![foreign]), [ConflictKind::OutsideEvent]);
}

#[test]
fn a_room_has_hours_and_booths_and_a_closed_session_no_public_link() {
    let mut plan = agenda(vec![session(1, 10, 60, Some(100))]);
    let find = |plan: &Agenda| Known::default().find(plan).into_iter().map(|c| c.kind).collect::<Vec<_>>();
    let hours = |from, to| Some((time(from, 0, 0, 0), time(to, 0, 0, 0)));
    for (hours, fits) in [(hours(10, 11), true), (hours(11, 12), false), (hours(8, 10), false), (None, true)]
    {
        plan.rooms[0].hours = hours;
        let wanted = if fits { vec![] } else { vec![ConflictKind::OutsideHours] };
        assert_eq!(find(&plan), wanted, "{hours:?}");
    }
    plan.sessions[0].interpretation = vec!["en".into(), "ru".into()];
    plan.rooms[0].booths = Some(2);
    assert_eq!(find(&plan), []);
    plan.rooms[0].booths = Some(1);
    assert_eq!(find(&plan), [ConflictKind::TooFewBooths { languages: 2, booths: 1 }]);
    plan.rooms[0].booths = None;
    let address = crate::agenda::WebAddress::parse("https://meet.example.org/x").unwrap();
    let link = |class| crate::agenda::RemoteLink { class, address: address.clone(), opens_before: 15 };
    plan.sessions[0].links = vec![link(crate::agenda::LinkClass::Public)];
    assert_eq!(find(&plan), []);
    plan.sessions[0].openness = crate::agenda::Openness::Closed;
    assert_eq!(find(&plan), [ConflictKind::PublicLink]);
    plan.sessions[0].links = vec![link(crate::agenda::LinkClass::Speaker)];
    assert_eq!(find(&plan), []);
}

#[test]
fn who_has_declined_is_told_and_is_not_busy_and_who_is_not_registered_is_told() {
    let mut plan = agenda(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(101))]);
    let chair = person(7, SpeakerRole::Chair);
    let declined = SessionSpeaker { state: crate::agenda::RoleState::Declined, ..chair.clone() };
    plan.sessions[0].speakers = vec![chair.clone()];
    plan.sessions[1].speakers = vec![declined, person(8, SpeakerRole::Chair)];
    let facts = |email: bool, registered: bool| SpeakerFacts {
        contact: crate::agenda::SpeakerContact {
            email: email.then(|| crate::text::EmailAddress::parse("a@example.org").unwrap()),
            registration: registered.then(|| Uuid::from_u128(1).into()),
            ..crate::agenda::SpeakerContact::default()
        },
        ..SpeakerFacts::default()
    };
    let find = |facts| {
        let people = HashMap::from([(chair.speaker, facts)]);
        let known = Known::default().about(&people);
        known.find(&plan).into_iter().map(|c| c.kind).collect::<Vec<_>>()
    };
    let no = ConflictKind::Declined(chair.speaker);
    assert_eq!(find(facts(true, true)), [no]);
    assert_eq!(find(facts(false, false)), [no], "nobody writes to this person");
    assert_eq!(find(facts(true, false)), [ConflictKind::NotRegistered(chair.speaker), no]);
}

#[test]
fn more_wishes_than_seats_are_told() {
    let agenda = agenda(vec![session(1, 10, 60, Some(100))]);
    let find = |people| {
        let signed_up = HashMap::from([(Uuid::from_u128(1).into(), people)]);
        let known = Known { signed_up, ..Known::default() };
        known.find(&agenda).into_iter().map(|c| c.kind).collect::<Vec<_>>()
    };
    assert_eq!(find(30), []);
    assert_eq!(find(31), [ConflictKind::TooManyWishes { people: 31, capacity: 30 }]);
}

#[test]
fn interpreters_rest_after_three_hours_and_work_for_six_a_day() {
    let with = |mut s: Session| {
        s.interpretation = vec!["en".into()];
        s
    };
    let long = |minutes| vec![ConflictKind::InterpretationTooLong { minutes }];
    assert_eq!(kinds(vec![with(session(1, 9, 180, Some(100)))]), []);
    assert_eq!(kinds(vec![with(session(1, 9, 181, Some(100)))]), long(181));
    let two = |start, room| {
        kinds(vec![with(session(1, 9, 120, Some(100))), with(session(2, start, 90, Some(room)))])
    };
    assert_eq!(two(11, 100), long(210), "without a pause");
    assert_eq!(two(12, 100), []);
    assert_eq!(two(11, 101), [], "another room has another team");
    let three = vec![
        with(session(1, 8, 150, Some(100))),
        with(session(2, 11, 150, Some(100))),
        with(session(3, 15, 90, Some(100))),
    ];
    assert_eq!(kinds(three), long(390));
    assert_eq!(kinds(vec![session(1, 9, 300, Some(100))]), [], "nobody interprets");
}

#[test]
fn a_panel_is_judged_only_where_everybody_has_told() {
    let mut panel = session(1, 10, 60, Some(100));
    panel.speakers = vec![
        person(1, SpeakerRole::Moderator),
        person(2, SpeakerRole::Panellist),
        person(3, SpeakerRole::Panellist),
    ];
    let agenda = agenda(vec![panel]);
    let find = |genders: &[(u128, Gender)]| {
        let genders = genders.iter().map(|(n, gender)| (Uuid::from_u128(*n).into(), *gender)).collect();
        let known = Known { genders, ..Known::default() };
        known.find(&agenda).into_iter().map(|c| c.kind).collect::<Vec<_>>()
    };
    assert_eq!(find(&[(1, Man), (2, Man), (3, Man)]), [ConflictKind::OneGender]);
    assert_eq!(find(&[(1, Woman), (2, Man), (3, Man)]), [ConflictKind::ModeratorOnly]);
    assert_eq!(find(&[(1, Woman), (2, Woman), (3, Man)]), []);
    assert_eq!(find(&[(1, Man), (2, Man)]), [], "the third may be anybody");
    assert_eq!(find(&[]), []);
}

#[test]
fn levels_are_those_of_the_event() {
    let clash = agenda(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(100))]);
    let mut known = Known::default();
    let level = |known: &Known| known.find(&clash).first().map(|c| c.level);
    assert_eq!(level(&known), Some(Level::BlocksRelease));
    known.rules.set(Rule::RoomTwice, Level::Warning);
    assert_eq!(level(&known), Some(Level::Warning));
    known.rules.set(Rule::RoomTwice, Level::Ignored);
    assert_eq!(level(&known), None);
}

#[test]
fn a_move_is_told_what_is_new_about_it() {
    let mut plan = agenda(vec![session(1, 10, 60, Some(100)), session(2, 10, 60, Some(100))]);
    let known = Known::default();
    let before = known.find(&plan);
    plan.sessions.push(session(3, 10, 60, Some(101)));
    assert_eq!(arisen(&before, known.find(&plan)), []);
    plan.sessions.push(session(4, 10, 30, Some(101)));
    let new = arisen(&before, known.find(&plan));
    assert_eq!(
        new.iter().map(|c| (c.session, c.other)).collect::<Vec<_>>(),
        [(Uuid::from_u128(3).into(), Some(Uuid::from_u128(4).into()))]
    );
}

#[test]
fn the_first_free_time_is_free_for_the_room_and_for_everybody() {
    let with = |mut s: Session| {
        s.speakers = vec![person(7, SpeakerRole::Chair)];
        s
    };
    let free = |sessions: Vec<Session>| {
        let agenda = agenda(sessions);
        first_free(&agenda, agenda.by_number(1).unwrap()).map(|slot| slot.start)
    };
    let mine = || session(1, 10, 60, Some(100));
    assert_eq!(free(vec![mine()]), None, "it is where it is");
    assert_eq!(free(vec![mine(), session(2, 10, 20, Some(100))]), Some(time(10, 30, 0, 0)));
    let row = vec![mine(), session(2, 10, 60, Some(100)), at(session(3, 11, 60, Some(100)), 11, 45)];
    assert_eq!(free(row), Some(time(12, 45, 0, 0)), "three quarters of an hour are too little");
    let busy = vec![with(mine()), session(2, 10, 60, Some(100)), with(session(3, 11, 60, Some(101)))];
    assert_eq!(free(busy), Some(time(12, 0, 0, 0)), "its chair is elsewhere");
    let evening =
        vec![session(2, 9, 60, Some(101)), session(3, 23, 60, Some(100)), session(1, 23, 60, Some(100))];
    assert_eq!(free(evening), Some(time(9, 0, 0, 0)), "from the beginning of the day");
    let full = vec![session(1, 0, 60, Some(100)), session(2, 0, 1_440, Some(100))];
    assert_eq!(free(full), None);
}
