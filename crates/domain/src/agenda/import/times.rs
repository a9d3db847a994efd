//! When sessions of a file take place on the clock of the event, and on which days they are taken.

use super::{Choices, Foreign, ForeignSession, LeftOut, When, Why, left_out};
use crate::agenda::{OnTheClock, Slot, on_the_clock};
use crate::event::{Event, MAX_DAYS};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The shortest and the longest session, in minutes.
const MINUTES: std::ops::RangeInclusive<i64> = 5..=1_440;

/// Sessions with the time at which they begin on the clock of the event.
pub(super) fn slots<'a>(
    event: &Event,
    file: &'a Foreign,
    left: &mut Vec<LeftOut>,
) -> Vec<(&'a ForeignSession, Slot)> {
    let zone = event.zone();
    let mut found = Vec::with_capacity(file.sessions.len());
    for session in &file.sessions {
        let starts = match session.when {
            When::Local(local) => local,
            When::Moment(at) => at.to_zoned_datetime(zone.clone()).datetime(),
        };
        let why = if session.minutes < *MINUTES.start() {
            Some(Why::TooShort)
        } else if session.minutes > *MINUTES.end() {
            Some(Why::TooLong)
        } else if on_the_clock(&zone, starts) == OnTheClock::Never {
            Some(Why::SkippedByClock)
        } else {
            None
        };
        let start = starts.time().with().second(0).subsec_nanosecond(0).build();
        match (why, start, i32::try_from(session.minutes)) {
            (None, Ok(start), Ok(minutes)) => {
                found.push((session, Slot { day: starts.date(), start, minutes }));
            }
            (why, ..) => left.push(left_out(session, why.unwrap_or(Why::UnreadableStart))),
        }
    }
    found
}

/// The days on which sessions are taken: those of the event, or those of the file, as many as an event may have.
pub(super) fn days(event: &Event, timed: &[(&ForeignSession, Slot)], choices: Choices) -> BTreeSet<Date> {
    let first = timed.iter().map(|(_, slot)| slot.day).min();
    let Some(first) = first.filter(|_| choices.move_dates) else { return event.days().into_iter().collect() };
    let end = first.checked_add(jiff::Span::new().days(i64::from(MAX_DAYS))).unwrap_or(first);
    timed.iter().map(|(_, slot)| slot.day).filter(|day| *day < end).collect()
}
