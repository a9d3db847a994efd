//! A release as it was published: what it changed, and the whole agenda of then.

use super::agenda::{Said, Says, Tab};
use super::releases::kind_word;
use super::{AdminFrame, AdminNav};
use crate::frame::Page;
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use jiff::Timestamp;
use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, Change, Session};
use plenary_domain::event::Event;

/// What the store knows of it.
pub struct OldRelease<'a> {
    pub event: &'a Event,
    pub number: i32,
    pub comment: &'a str,
    pub at: Timestamp,
    pub agenda: &'a Agenda,
    pub changes: &'a [Change],
}

/// One day of it.
pub struct OldDay {
    pub name: String,
    pub rows: Vec<OldRow>,
}

pub struct OldRow {
    pub when: String,
    pub title: Said,
    pub place: Said,
    pub cancelled: bool,
}

#[derive(askama::Template)]
#[template(path = "admin/old_release.html")]
pub struct OldReleasePage<'a> {
    pub frame: AdminFrame<'a>,
    pub tab: Tab,
    pub number: i32,
    pub current: bool,
    pub at: String,
    pub machine: String,
    pub comment: String,
    pub days: Vec<OldDay>,
    /// Title and what happened to it.
    pub changes: Vec<(Said, String)>,
    pub back: String,
}

impl Page for OldReleasePage<'_> {}

impl<'a> OldReleasePage<'a> {
    pub fn new(frame: AdminFrame<'a>, facts: &OldRelease<'_>) -> Self {
        let (t, event) = (frame.t, facts.event);
        let zone = event.zone();
        let says = Says::new(t, event, facts.agenda);
        Self {
            tab: Tab::Releases,
            number: facts.number,
            current: event.current_release == Some(facts.number),
            at: t.moment(facts.at, &zone),
            machine: dates::machine_moment(facts.at, &zone),
            comment: facts.comment.to_owned(),
            days: days(t, &says, facts.agenda),
            changes: facts.changes.iter().map(|c| (Said::new(t, &c.title), kind_word(t, &c.kind))).collect(),
            back: AdminUrls::new(event).releases(),
            frame,
        }
    }
}

fn days(t: T, says: &Says<'_>, agenda: &Agenda) -> Vec<OldDay> {
    let mut days: Vec<Date> = agenda.sessions.iter().filter_map(|s| s.slot).map(|slot| slot.day).collect();
    days.sort_unstable();
    days.dedup();
    let row = |session: &Session| {
        let (from, to) = session.slot.as_ref().map(dates::hours).unwrap_or_default();
        OldRow {
            when: format!("{from}–{to}"),
            title: Said::new(t, &session.title),
            place: says.place(session),
            cancelled: session.cancelled,
        }
    };
    let day =
        |day: Date| OldDay { name: t.date_weekday(day), rows: agenda.on(day).into_iter().map(row).collect() };
    days.into_iter().map(day).collect()
}
