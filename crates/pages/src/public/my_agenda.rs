//! The sessions that somebody has put a star on, and those of the registration that they are tied to.

use super::agenda::{Seats, SessionView, zone_note};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use plenary_domain::agenda::{Agenda, Session};
use plenary_domain::ids::SessionId;
use plenary_domain::registration::Seat;
use std::borrow::Cow;

/// What is kept.
pub struct MyAgendaFacts<'a> {
    pub agenda: &'a Agenda,
    /// Numbers of the sessions with a star.
    pub stars: &'a [i32],
    /// Seats of the registration, where one is tied to it.
    pub seats: &'a [(SessionId, Seat)],
    /// The address of the calendar, if one was asked for.
    pub feed: Option<String>,
    pub tied: bool,
    /// What the last action has to say.
    pub notice: Option<Cow<'static, str>>,
}

/// One session of mine.
pub struct MyStar<'a> {
    pub view: SessionView<'a>,
    /// Comes from the registration: "You have a seat".
    pub seat: Option<String>,
    pub starred: bool,
    /// Titles of others at the same time.
    pub overlaps: String,
}

/// A day with something in it.
pub struct MyDay<'a> {
    pub heading: String,
    pub sessions: Vec<MyStar<'a>>,
}

#[derive(askama::Template)]
#[template(path = "public/my_agenda.html")]
pub struct MyAgendaPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub days: Vec<MyDay<'a>>,
    pub zone_note: String,
    pub feed: Option<String>,
    /// The same for programs that want to be told that it is a calendar.
    pub webcal: String,
    pub tied: bool,
    pub notice: Option<Cow<'static, str>>,
}

impl Page for MyAgendaPage<'_> {}

impl<'a> MyAgendaPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, facts: MyAgendaFacts<'a>) -> Self {
        let t = frame.t;
        let webcal = facts.feed.as_deref().and_then(|feed| feed.split_once("://"));
        Self {
            days: days(t, &head, &facts),
            zone_note: zone_note(t, &head, head.event.starts_on),
            webcal: webcal.map(|(_, rest)| format!("webcal://{rest}")).unwrap_or_default(),
            feed: facts.feed,
            tied: facts.tied,
            notice: facts.notice,
            frame,
            head,
        }
    }
}

fn days<'a>(t: T, head: &EventFrame<'_>, facts: &MyAgendaFacts<'a>) -> Vec<MyDay<'a>> {
    let is_mine = |session: &&Session| {
        facts.stars.contains(&session.number) || facts.seats.iter().any(|(id, _)| *id == session.id)
    };
    let mine: Vec<&'a Session> = facts.agenda.sessions.iter().filter(is_mine).collect();
    let mut days: Vec<_> = mine.iter().filter_map(|session| session.slot).map(|slot| slot.day).collect();
    days.sort_unstable();
    days.dedup();
    let day = |day| {
        let on = |session: &&&'a Session| session.slot.is_some_and(|slot| slot.day == day);
        MyDay {
            heading: t.date_weekday(day),
            sessions: mine.iter().filter(on).map(|session| star(t, head, facts, &mine, session)).collect(),
        }
    };
    days.into_iter().map(day).collect()
}

fn star<'a>(
    t: T,
    head: &EventFrame<'_>,
    facts: &MyAgendaFacts<'a>,
    mine: &[&Session],
    session: &'a Session,
) -> MyStar<'a> {
    let seat = facts.seats.iter().find(|(id, _)| *id == session.id).map(|(_, seat)| match seat {
        Seat::Kept => t.status_seat_kept().into_owned(),
        Seat::Waiting(place) => t.status_seat_waiting(*place),
    });
    let meanwhile = |other: &&&Session| {
        let both = other.slot.zip(session.slot).is_some_and(|(a, b)| a.overlaps(&b));
        other.id != session.id && !other.cancelled && !session.cancelled && both
    };
    let overlaps: Vec<_> = mine.iter().filter(meanwhile).map(|other| other.title.get(t.lang)).collect();
    MyStar {
        view: SessionView::new(t, head, facts.agenda, session, &Seats::new()),
        seat,
        starred: facts.stars.contains(&session.number),
        overlaps: overlaps.join("; "),
    }
}
