//! Vectors of clocks: Almaty and its neighbours, far zones, midnight, and the nights when clocks change.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is meant to panic")]
use super::super::{Session, prepare_release};
use super::*;
use crate::lang::{Lang, LocalText};
use jiff::civil::{Date, Time, date, time};
use uuid::Uuid;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn slot(day: Date, start: Time, minutes: i32) -> Slot {
    Slot { day, start, minutes }
}

/// What the clocks of `there` show at a moment.
fn seen(at: Timestamp, there: &str) -> String {
    at.to_zoned_datetime(zone(there)).strftime("%F %H:%M").to_string()
}

#[test]
fn almaty_and_its_neighbours_have_the_offsets_of_their_zones_on_each_day() {
    for (name, day, hours) in [
        ("Asia/Almaty", date(2024, 2, 29), 6),
        ("Asia/Almaty", date(2024, 3, 1), 5),
        ("Asia/Almaty", date(2024, 5, 31), 5),
        ("Asia/Almaty", date(2023, 5, 31), 6),
        ("Asia/Bishkek", date(2023, 5, 31), 6),
        ("Asia/Bishkek", date(2024, 5, 31), 6),
        ("Asia/Dushanbe", date(2024, 5, 31), 5),
        ("Asia/Tashkent", date(2024, 5, 31), 5),
        ("Asia/Ashgabat", date(2024, 5, 31), 5),
    ] {
        assert_eq!(slot(day, time(9, 0, 0, 0), 60).offset(&zone(name)), hours * 3600, "{name} {day}");
    }
}

#[test]
fn bishkek_sees_almaty_an_hour_later_since_2024() {
    let nine = |day| slot(day, time(9, 0, 0, 0), 60).starts_at(&zone("Asia/Almaty"));
    assert_eq!(seen(nine(date(2023, 5, 31)), "Asia/Bishkek"), "2023-05-31 09:00");
    assert_eq!(seen(nine(date(2024, 5, 31)), "Asia/Bishkek"), "2024-05-31 10:00");
}

#[test]
fn far_zones_see_the_same_moment_on_their_own_day() {
    let sydney = slot(date(2027, 1, 11), time(9, 0, 0, 0), 90);
    assert_eq!(seen(sydney.starts_at(&zone("Australia/Sydney")), "America/Los_Angeles"), "2027-01-10 14:00");
    let zurich = slot(date(2027, 7, 5), time(17, 30, 0, 0), 60);
    assert_eq!(seen(zurich.starts_at(&zone("Europe/Zurich")), "Asia/Seoul"), "2027-07-06 00:30");
    assert_eq!(seen(zurich.ends_at(&zone("Europe/Zurich")), "Asia/Seoul"), "2027-07-06 01:30");
}

#[test]
fn a_session_over_midnight_belongs_to_the_day_it_starts_on() {
    let late = slot(date(2027, 5, 31), time(23, 30, 0, 0), 60);
    let almaty = zone("Asia/Almaty");
    assert_eq!(late.ends(), date(2027, 6, 1).at(0, 30, 0, 0));
    assert_eq!(late.ends_on_the_clock(&almaty), late.ends());
    assert_eq!(late.starts_at(&almaty).to_string(), "2027-05-31T18:30:00Z");
    assert_eq!(late.day, date(2027, 5, 31));
}

#[test]
fn an_hour_stays_an_hour_in_the_nights_when_clocks_change() {
    let zurich = zone("Europe/Zurich");
    let spring = slot(date(2027, 3, 28), time(1, 30, 0, 0), 60);
    assert_eq!(spring.ends_on_the_clock(&zurich), date(2027, 3, 28).at(3, 30, 0, 0));
    assert_eq!(spring.ends_at(&zurich).duration_since(spring.starts_at(&zurich)).as_mins(), 60);
    let autumn = slot(date(2027, 10, 31), time(1, 30, 0, 0), 120);
    assert_eq!(autumn.ends_on_the_clock(&zurich), date(2027, 10, 31).at(2, 30, 0, 0));
}

#[test]
fn a_clock_shows_most_times_once_some_never_and_some_twice() {
    let zurich = zone("Europe/Zurich");
    let at = |day: Date, hour| on_the_clock(&zurich, day.at(hour, 30, 0, 0));
    assert_eq!(at(date(2027, 3, 28), 1), OnTheClock::Once);
    assert_eq!(at(date(2027, 3, 28), 2), OnTheClock::Never);
    assert_eq!(at(date(2027, 3, 28), 3), OnTheClock::Once);
    assert_eq!(at(date(2027, 10, 31), 2), OnTheClock::Twice);
    let first = moment(&zurich, date(2027, 10, 31).at(2, 30, 0, 0));
    assert_eq!(first.to_string(), "2027-10-31T00:30:00Z", "the first of the two");
    // In Almaty midnight itself came twice in the last night of February 2024.
    let almaty = zone("Asia/Almaty");
    assert_eq!(on_the_clock(&almaty, date(2024, 2, 29).at(23, 30, 0, 0)), OnTheClock::Twice);
}

fn session(n: u128, hour: i8) -> Session {
    Session {
        title: LocalText::default().with(Lang::En, "Title"),
        slot: Some(slot(date(2027, 5, 31), time(hour, 0, 0, 0), 60)),
        ..Session::new(Uuid::from_u128(n).into(), i32::try_from(n).unwrap())
    }
}

#[test]
fn a_release_remembers_its_offsets_and_another_offset_is_a_change_once() {
    let draft = Agenda { sessions: vec![session(1, 9), session(2, 10)], ..Agenda::default() };
    let (almaty, bishkek) = (zone("Asia/Almaty"), zone("Asia/Bishkek"));
    let (first, _) = prepare_release(None, &draft, &almaty, Timestamp::UNIX_EPOCH);
    assert_eq!(first.offsets.values().collect::<Vec<_>>(), [&18_000, &18_000]);
    assert_eq!(shifted(&first, &almaty), []);
    let moved = shifted(&first, &bishkek);
    assert_eq!(moved.iter().map(|s| (s.was, s.is)).collect::<Vec<_>>(), [(18_000, 21_600); 2]);

    let (second, found) = prepare_release(Some(&first), &draft, &bishkek, Timestamp::UNIX_EPOCH);
    assert!(found.iter().all(|change| matches!(change.kind, ChangeKind::Moved { .. })) && found.len() == 2);
    assert_eq!(second.sessions.iter().map(|s| s.sequence).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(shifted(&second, &bishkek), []);
    assert_eq!(changes_in(Some(&second), &draft, &bishkek), []);
}

#[test]
fn releases_from_before_offsets_were_noted_are_not_judged() {
    let draft = Agenda { sessions: vec![session(1, 9)], ..Agenda::default() };
    let mut kept = serde_json::to_value(&draft).unwrap();
    kept.as_object_mut().unwrap().remove("offsets");
    let old: Agenda = serde_json::from_value(kept).unwrap();
    assert_eq!(shifted(&old, &zone("Asia/Bishkek")), []);
}
