//! Plans of imports: first and second times, differences, what is missing and what can not be taken.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is meant to panic")]
use super::*;
use crate::agenda::{Room, Speaker, Topic};
use jiff::civil::{date, time};

fn text(english: &str) -> LocalText {
    LocalText::default().with(Lang::En, english)
}

fn event(zone: &str) -> Event {
    Event { time_zone: zone.into(), ..crate::event::samples::event(date(2027, 5, 31)) }
}

fn foreign(key: &str, edit: impl FnOnce(&mut ForeignSession)) -> ForeignSession {
    let mut session = ForeignSession {
        at: 7,
        key: key.into(),
        title: format!("Title {key}"),
        summary: Some("Summary".into()),
        when: When::Moment("2027-05-31T04:15:00Z".parse().unwrap()),
        minutes: 45,
        room: Some("Hall A".into()),
        topics: Some(vec!["Law".into()]),
        people: Some(vec![ForeignPerson { name: "Ann Lee".into(), role: None }]),
        kind: None,
        cancelled: None,
    };
    edit(&mut session);
    session
}

fn file(sessions: Vec<ForeignSession>) -> Foreign {
    Foreign { sessions, ..Foreign::default() }
}

const ENGLISH: Choices = Choices { lang: Lang::En, move_dates: false };

fn planned(draft: &Agenda, sessions: Vec<ForeignSession>) -> Plan {
    plan(&event("Asia/Almaty"), draft, &file(sessions), ENGLISH)
}

/// The draft after a plan has been written into it.
fn written(mut draft: Agenda, plan: &Plan) -> Agenda {
    for (id, room) in &plan.rooms {
        draft.rooms.push(Room::new(*id, room.name.clone()));
    }
    for (id, topic) in &plan.topics {
        draft.topics.push(Topic::new(*id, topic.name.clone(), topic.tone));
    }
    for (id, speaker) in &plan.speakers {
        draft.speakers.push(Speaker { name: speaker.name.clone(), ..Speaker::new(*id) });
    }
    for one in &plan.new {
        let input = one.input.clone();
        draft.sessions.push(Session {
            external_id: input.external_id,
            title: input.title,
            summary: input.summary,
            slot: input.slot,
            room: input.room,
            topics: input.topics,
            speakers: input.speakers,
            ..Session::new(one.id, 1)
        });
    }
    draft
}

fn whys(plan: &Plan) -> Vec<Why> {
    plan.left_out.iter().map(|left| left.why).collect()
}

#[test]
fn a_first_file_makes_sessions_and_what_they_name_and_a_second_time_nothing() {
    let sessions = vec![foreign("a", |_| {}), foreign("b", |s| s.room = Some(" hall  a".into()))];
    let first = planned(&Agenda::default(), sessions.clone());
    assert_eq!((first.new.len(), first.rooms.len(), first.topics.len(), first.speakers.len()), (2, 1, 1, 1));
    let slot = first.new[0].input.slot.unwrap();
    assert_eq!((slot.day, slot.start, slot.minutes), (date(2027, 5, 31), time(9, 15, 0, 0), 45), "in Almaty");
    assert_eq!(first.new[0].input.room, first.new[1].input.room, "one room, however it is written");
    assert_eq!(first.left_out, []);
    let again = planned(&written(Agenda::default(), &first), sessions);
    assert_eq!((again.new.len(), again.changed.len(), again.same), (0, 0, 2));
    assert!(again.is_empty() && again.missing.is_empty() && again.rooms.is_empty());
}

#[test]
fn what_differs_is_named_and_only_that_is_written() {
    let draft = written(Agenda::default(), &planned(&Agenda::default(), vec![foreign("a", |_| {})]));
    let differs = |edit: fn(&mut ForeignSession)| {
        let plan = planned(&draft, vec![foreign("a", edit)]);
        plan.changed.first().map(|one| one.fields.clone()).unwrap_or_default()
    };
    assert_eq!(differs(|s| s.title = "Other".into()), [Field::Title]);
    assert_eq!(differs(|s| s.summary = Some(String::new())), [Field::Summary]);
    assert_eq!(differs(|s| s.minutes = 60), [Field::Time]);
    assert_eq!(differs(|s| s.room = Some("Hall B".into())), [Field::Room]);
    assert_eq!(differs(|s| s.topics = Some(vec!["Peace".into()])), [Field::Topics]);
    assert_eq!(differs(|s| s.people = Some(vec![])), [Field::People]);
    assert_eq!(differs(|s| s.people.as_mut().unwrap()[0].role = Some(SpeakerRole::Chair)), [Field::People]);
    assert_eq!(differs(|s| s.cancelled = Some(true)), [Field::Cancelled]);
    let silent = |s: &mut ForeignSession| {
        (s.summary, s.room, s.topics, s.people) = (None, None, None, None);
    };
    assert_eq!(differs(silent), [], "what a file does not say stays");
    let other = plan(
        &event("Asia/Almaty"),
        &draft,
        &file(vec![foreign("a", |s| s.title = "Название".into())]),
        Choices { lang: Lang::Ru, ..ENGLISH },
    );
    let title = &other.changed[0].input.title;
    assert_eq!((title.exact(Lang::En), title.exact(Lang::Ru)), (Some("Title a"), Some("Название")));
}

#[test]
fn sessions_that_the_file_lacks_are_listed_and_stay() {
    let draft = written(
        Agenda::default(),
        &planned(&Agenda::default(), vec![foreign("a", |_| {}), foreign("b", |_| {})]),
    );
    let plan = planned(&draft, vec![foreign("b", |_| {})]);
    assert_eq!(plan.missing, [draft.sessions[0].id]);
    assert!(plan.is_empty(), "nothing happens by itself");
}

#[test]
fn our_own_files_find_their_sessions_by_our_identifiers() {
    let id = Uuid::from_u128(77);
    let mut session = Session::new(id.into(), 3);
    session.title = text("Title x");
    session.slot = Some(Slot { day: date(2027, 5, 31), start: time(9, 15, 0, 0), minutes: 45 });
    let draft = Agenda { sessions: vec![session], ..Agenda::default() };
    for key in [id.to_string(), format!("{id}@events.example.org")] {
        let mut own = file(vec![foreign(&key, |s| {
            s.title = "Title x".into();
            (s.summary, s.topics, s.people, s.room) = (None, None, None, Some("All rooms".into()));
        })]);
        own.own = true;
        let plan = plan(&event("Asia/Almaty"), &draft, &own, ENGLISH);
        assert_eq!((plan.same, plan.new.len(), plan.rooms.len()), (1, 0, 0), "{key}");
    }
}

#[test]
fn other_days_are_left_out_unless_the_event_moves() {
    let far = |key: &str, day: &str| {
        foreign(key, |s| s.when = When::Moment(format!("{day}T04:15:00Z").parse().unwrap()))
    };
    let sessions = vec![far("a", "2027-06-01"), far("b", "2027-06-03"), far("c", "2027-08-01")];
    let stays = planned(&Agenda::default(), sessions.clone());
    assert_eq!((stays.new.len(), stays.dates), (1, None));
    assert_eq!(whys(&stays), [Why::OutsideEvent(date(2027, 6, 3)), Why::OutsideEvent(date(2027, 8, 1))]);
    let choices = Choices { move_dates: true, ..ENGLISH };
    let moves = plan(&event("Asia/Almaty"), &Agenda::default(), &file(sessions), choices);
    assert_eq!(moves.dates, Some((date(2027, 6, 1), date(2027, 6, 3))));
    assert_eq!(
        (moves.new.len(), whys(&moves)),
        (2, vec![Why::OutsideEvent(date(2027, 8, 1))]),
        "no event is as long"
    );
}

#[test]
fn what_cannot_be_a_session_here_is_told() {
    let sessions = vec![
        foreign("a", |s| s.minutes = 4),
        foreign("b", |s| s.minutes = 1_441),
        foreign("c", |_| {}),
        foreign("c", |s| s.title = "Once more".into()),
        foreign("d", |s| s.title = "word ".repeat(60)),
    ];
    let plan = planned(&Agenda::default(), sessions);
    assert_eq!(whys(&plan), [Why::TooShort, Why::TooLong, Why::Twice, Why::Shortened(Field::Title)]);
    assert_eq!(plan.new.len(), 2);
    let cut = plan.new[1].input.title.get(Lang::En);
    assert!(cut.chars().count() <= MAX_TITLE && cut.ends_with("word…"), "{cut}");
}

#[test]
fn an_hour_that_no_clock_shows_is_left_out() {
    let mut zurich = event("Europe/Zurich");
    (zurich.starts_on, zurich.ends_on) = (date(2027, 3, 28), date(2027, 3, 28));
    let at = |hour| foreign("a", |s| s.when = When::Local(date(2027, 3, 28).at(hour, 30, 0, 0)));
    let made = |hour| plan(&zurich, &Agenda::default(), &file(vec![at(hour)]), ENGLISH);
    assert_eq!(whys(&made(2)), [Why::SkippedByClock]);
    assert_eq!(made(3).new.len(), 1);
}

#[test]
fn a_room_is_found_although_the_building_stands_behind_it() {
    let draft =
        Agenda { rooms: vec![Room::new(Uuid::from_u128(5).into(), text("Hall A"))], ..Agenda::default() };
    let plan = planned(&draft, vec![foreign("a", |s| s.room = Some("Hall A, Palace, Geneva".into()))]);
    assert_eq!((plan.new[0].input.room, plan.rooms.len()), (Some(Uuid::from_u128(5).into()), 0));
}
