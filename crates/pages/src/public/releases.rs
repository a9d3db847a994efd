//! Numbered revisions of the agenda, as everybody may read them: what each changed, and how the agenda was then.

use super::agenda::{Seats, SessionView, place};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::{T, dates};
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, Change, ChangeKind, Session, SlotFacts};
use std::borrow::Cow;

/// One revision, as the store tells it.
pub struct PublicRelease<'a> {
    pub number: i32,
    pub comment: &'a str,
    pub at: Timestamp,
    pub changes: &'a [Change],
}

/// A revision in the list, and in the feed.
pub struct RevisionRow<'a> {
    pub number: i32,
    pub href: String,
    pub title: String,
    pub comment: &'a str,
    pub at: String,
    pub machine: String,
    /// For the feed, which wants seconds.
    pub rfc3339: String,
    pub current: bool,
    /// "2 sessions moved, 1 new"
    pub summary: String,
}

impl<'a> RevisionRow<'a> {
    fn new(t: T, head: &EventFrame<'_>, release: &PublicRelease<'a>) -> Self {
        let zone = head.event.zone();
        Self {
            number: release.number,
            href: head.urls.release(release.number),
            title: t.release_name(release.number),
            comment: release.comment,
            at: t.moment(release.at, &zone),
            machine: dates::machine_moment(release.at, &zone),
            rfc3339: release.at.to_string(),
            current: head.event.current_release == Some(release.number),
            summary: summary(t, release),
        }
    }
}

fn summary(t: T, release: &PublicRelease<'_>) -> String {
    if release.number == 1 {
        return t.release_first().into_owned();
    }
    let count = |heading: Heading| release.changes.iter().filter(|change| heading.is(&change.kind)).count();
    let parts = Heading::ALL.into_iter().map(|heading| (heading, count(heading)));
    let parts: Vec<_> =
        parts.filter(|(_, n)| *n > 0).map(|(heading, n)| format!("{}: {n}", heading.word(t))).collect();
    parts.join(", ")
}

/// What happened, in the order in which readers care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Cancelled,
    Moved,
    New,
    Restored,
    Roles,
    Items,
    Text,
}

impl Heading {
    const ALL: [Self; 7] =
        [Self::Cancelled, Self::Moved, Self::New, Self::Restored, Self::Roles, Self::Items, Self::Text];

    fn is(self, kind: &ChangeKind) -> bool {
        let of = match kind {
            ChangeKind::New => Self::New,
            ChangeKind::Cancelled => Self::Cancelled,
            ChangeKind::Restored => Self::Restored,
            ChangeKind::Moved { .. } => Self::Moved,
            ChangeKind::Roles => Self::Roles,
            ChangeKind::Items => Self::Items,
            ChangeKind::Text => Self::Text,
        };
        of == self
    }

    fn word(self, t: T) -> Cow<'static, str> {
        match self {
            Self::Cancelled => t.release_cancelled(),
            Self::Moved => t.release_moved(),
            Self::New => t.release_new(),
            Self::Restored => t.release_restored(),
            Self::Roles => t.release_roles(),
            Self::Items => t.release_items(),
            Self::Text => t.release_text(),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "public/releases.html")]
pub struct ReleasesPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub rows: Vec<RevisionRow<'a>>,
}

impl Page for ReleasesPage<'_> {}

impl<'a> ReleasesPage<'a> {
    /// `releases` come the newest first.
    pub fn new(frame: Frame, head: EventFrame<'a>, releases: &[PublicRelease<'a>]) -> Self {
        let rows = releases.iter().map(|release| RevisionRow::new(frame.t, &head, release)).collect();
        Self { frame, head, rows }
    }
}

/// The same as an Atom feed (RFC 4287).
#[derive(askama::Template)]
#[template(path = "public/releases.xml")]
pub struct ReleasesFeed<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub rows: Vec<RevisionRow<'a>>,
    /// Scheme, host and port of our site.
    pub base: &'a str,
    pub updated: String,
}

impl Page for ReleasesFeed<'_> {}

impl<'a> ReleasesFeed<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, releases: &[PublicRelease<'a>], base: &'a str) -> Self {
        let rows: Vec<_> = releases.iter().map(|release| RevisionRow::new(frame.t, &head, release)).collect();
        let newest = releases.iter().map(|release| release.at).max().unwrap_or(Timestamp::UNIX_EPOCH);
        let updated = newest.to_string();
        Self { frame, head, rows, base, updated }
    }
}

/// One session that a revision changed.
pub struct RevisionChange<'a> {
    pub title: &'a str,
    pub lang: &'static str,
    /// Its page, while there is one.
    pub href: String,
    /// Only for a session that moved.
    pub was: String,
    pub now: String,
}

/// Sessions to which the same happened.
pub struct RevisionGroup<'a> {
    pub heading: Cow<'static, str>,
    pub rows: Vec<RevisionChange<'a>>,
}

/// One day of the agenda as it was.
pub struct RevisionDay<'a> {
    pub heading: String,
    pub sessions: Vec<SessionView<'a>>,
}

/// What the page of one revision shows.
pub struct RevisionFacts<'a> {
    pub release: &'a PublicRelease<'a>,
    pub agenda: &'a Agenda,
    /// What is public now, for links to pages that are there.
    pub current: &'a Agenda,
}

#[derive(askama::Template)]
#[template(path = "public/release.html")]
pub struct ReleasePage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub row: RevisionRow<'a>,
    pub groups: Vec<RevisionGroup<'a>>,
    pub days: Vec<RevisionDay<'a>>,
    pub zone_note: String,
}

impl Page for ReleasePage<'_> {}

impl<'a> ReleasePage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, facts: &RevisionFacts<'a>) -> Self {
        let t = frame.t;
        let row = RevisionRow::new(t, &head, facts.release);
        Self {
            groups: if row.number == 1 { Vec::new() } else { groups(t, &head, facts) },
            days: days(t, &head, facts),
            zone_note: super::agenda::zone_note(t, &head, head.event.starts_on),
            row,
            frame,
            head,
        }
    }
}

fn groups<'a>(t: T, head: &EventFrame<'_>, facts: &RevisionFacts<'a>) -> Vec<RevisionGroup<'a>> {
    let group = |heading: Heading| {
        let mine = facts.release.changes.iter().filter(|change| heading.is(&change.kind));
        let rows: Vec<_> = mine.map(|change| changed(t, head, facts, change)).collect();
        (!rows.is_empty()).then(|| RevisionGroup { heading: heading.word(t), rows })
    };
    Heading::ALL.into_iter().filter_map(group).collect()
}

fn changed<'a>(
    t: T,
    head: &EventFrame<'_>,
    facts: &RevisionFacts<'a>,
    change: &'a Change,
) -> RevisionChange<'a> {
    let then = facts.agenda.session(change.session);
    let (was, now) = match &change.kind {
        ChangeKind::Moved { from, to } => {
            (whereabouts(t, facts, then, from), whereabouts(t, facts, then, to))
        }
        _ => (String::new(), String::new()),
    };
    RevisionChange {
        title: change.title.get(t.lang),
        lang: change.title.lang_of(t.lang).code(),
        href: link(head, facts, change.number),
        was,
        now,
    }
}

/// The page of a session that has one now.
fn link(head: &EventFrame<'_>, facts: &RevisionFacts<'_>, number: i32) -> String {
    let open = facts.current.by_number(number).is_some_and(|session| !session.is_closed());
    if open { head.urls.session(number) } else { String::new() }
}

/// "Monday 31 May, 10:00–11:00, Hall B"
fn whereabouts(t: T, facts: &RevisionFacts<'_>, session: Option<&Session>, at: &SlotFacts) -> String {
    let mut parts = Vec::new();
    if let Some(slot) = &at.slot {
        let (start, end) = dates::hours(slot);
        parts.extend([t.date_weekday(slot.day), format!("{start}–{end}")]);
    }
    // A room that is not there any more has no name here.
    let known = at.room.is_none_or(|room| facts.agenda.room(room).is_some());
    if let Some(session) = session.filter(|_| known) {
        let then = Session { slot: at.slot, room: at.room, ..session.clone() };
        parts.push(place(t, facts.agenda, &then));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn days<'a>(t: T, head: &EventFrame<'_>, facts: &RevisionFacts<'a>) -> Vec<RevisionDay<'a>> {
    let mut days: Vec<_> = facts.agenda.sessions.iter().filter_map(|s| s.slot).map(|slot| slot.day).collect();
    days.sort_unstable();
    days.dedup();
    let day = |day| {
        let view = |session: &'a Session| SessionView {
            href: link(head, facts, session.number),
            ..SessionView::new(t, head, facts.agenda, session, &Seats::new())
        };
        RevisionDay {
            heading: t.date_weekday(day),
            sessions: facts.agenda.on(day).into_iter().map(view).collect(),
        }
    };
    days.into_iter().map(day).collect()
}
