//! Before a release: what changes and for whom, and what stands in the way. After it: the list of all releases.

use super::agenda::{Check, Said, Says, SessionLink, Tab};
use super::form::Part;
use super::form::Shape;
use super::{AdminFrame, AdminNav};
use crate::forms::{Choice, Field};
use crate::frame::Page;
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use jiff::Timestamp;
use plenary_domain::agenda::{Agenda, Change, ChangeKind, Conflict, HELD, SlotFacts, differs};
use plenary_domain::event::Event;
use plenary_domain::ids::{SessionId, SpeakerId};
use std::collections::HashMap;

/// What the page before a release shows.
pub struct ReleaseFacts<'a> {
    pub event: &'a Event,
    pub draft: &'a Agenda,
    /// What is public now.
    pub released: Option<&'a Agenda>,
    /// The draft that was looked at: a release of another one is refused.
    pub draft_version: i32,
    pub conflicts: &'a [Conflict],
    pub changes: &'a [Change],
    /// How many people have signed up for a session.
    pub signed_up: &'a HashMap<SessionId, i64>,
    /// Typed already.
    pub comment: &'a str,
    pub quiet: bool,
    /// Who would get letters, and when they would leave.
    pub told: ToldFacts<'a>,
}

/// Whom a release is told by letter.
#[derive(Clone, Copy)]
pub struct ToldFacts<'a> {
    pub registrations: usize,
    pub speakers: &'a [SpeakerId],
    /// Who should be told and can't be.
    pub without_address: &'a [SpeakerId],
    /// On a day of the event letters leave at once.
    pub at_once: bool,
}

/// The same in words.
pub struct Told {
    pub people: Option<String>,
    pub speakers: Vec<Said>,
    pub unknown: Vec<Said>,
    pub when: String,
}

impl Told {
    fn new(says: &Says<'_>, facts: &ReleaseFacts<'_>) -> Self {
        let t = says.t;
        let old = facts.released;
        let name = |id: &SpeakerId| {
            let found = says.agenda.speaker(*id).or_else(|| old.and_then(|agenda| agenda.speaker(*id)));
            found.map(|speaker| Said::new(t, &speaker.name))
        };
        let ToldFacts { registrations, speakers, without_address, at_once } = facts.told;
        let held = t.admin_release_told_held(HELD.as_mins());
        Self {
            people: (registrations > 0).then(|| t.admin_release_told_people(registrations)),
            speakers: speakers.iter().filter_map(name).collect(),
            unknown: without_address.iter().filter_map(name).collect(),
            when: if at_once { t.admin_release_told_today().into_owned() } else { held },
        }
    }

    pub fn nobody(&self) -> bool {
        self.people.is_none() && self.speakers.is_empty()
    }
}

/// Sessions to which the same happens.
pub struct ChangeGroup {
    pub heading: String,
    pub rows: Vec<ChangeRow>,
}

/// What happens to one session.
pub struct ChangeRow {
    /// Leads into the editor while the session is there.
    pub session: SessionLink,
    /// Only for a session that moves: where it was, and where it will be.
    pub was: String,
    pub now: String,
    /// Who signed up for it.
    pub people: String,
}

#[derive(askama::Template)]
#[template(path = "admin/release.html")]
pub struct ReleasePage<'a> {
    pub frame: AdminFrame<'a>,
    pub tab: Tab,
    pub number: i32,
    pub lead: String,
    /// The event is hidden: the release is for the secretariat only.
    pub hidden: bool,
    /// Why there is nothing to release.
    pub nothing: Option<String>,
    pub groups: Vec<ChangeGroup>,
    pub blocking: Vec<Check>,
    pub warnings: Vec<Check>,
    pub told: Told,
    pub comment: Part,
    /// Whether letters are wanted.
    pub letters: Part,
    pub draft_version: i32,
    pub action: String,
    pub back: String,
}

impl Page for ReleasePage<'_> {}

impl<'a> ReleasePage<'a> {
    pub fn new(frame: AdminFrame<'a>, facts: &ReleaseFacts<'_>) -> Self {
        let (t, urls) = (frame.t, AdminUrls::new(facts.event));
        let says = Says::new(t, facts.event, facts.draft);
        let (blocking, warnings): (Vec<_>, Vec<_>) =
            facts.conflicts.iter().cloned().partition(|conflict| conflict.level.blocks_release());
        let last = facts.event.current_release;
        // A zone that counts its hours differently is a change, although the draft is the same.
        let same = facts.changes.is_empty() && !differs(facts.released, facts.draft);
        let nothing = match (same, last) {
            (false, _) => None,
            (true, Some(number)) => Some(t.admin_release_nothing_text(number)),
            (true, None) => Some(t.admin_release_nothing_at_all().into_owned()),
        };
        Self {
            tab: Tab::Releases,
            number: last.unwrap_or(0) + 1,
            lead: last.map_or_else(|| t.admin_release_lead_first().into_owned(), |n| t.admin_release_lead(n)),
            hidden: !facts.event.public,
            nothing,
            groups: groups(&says, facts),
            blocking: says.checks(&blocking),
            warnings: says.checks(&warnings),
            comment: Part::area(Field::new("comment", facts.comment), t.admin_release_comment(), 3)
                .hint(t.admin_release_comment_hint())
                .optional(),
            told: Told::new(&says, facts),
            letters: Part::boxes(
                Field::new("quiet", ""),
                t.admin_release_letters(),
                vec![
                    Choice::new("yes", t.admin_release_quiet(), facts.quiet)
                        .note(t.admin_release_quiet_hint()),
                ],
            ),
            draft_version: facts.draft_version,
            action: urls.release(),
            back: urls.agenda(),
            frame,
        }
    }
}

/// In the order in which readers care: what is off, what moves, what is new, then the rest.
fn groups(says: &Says<'_>, facts: &ReleaseFacts<'_>) -> Vec<ChangeGroup> {
    type Heading = fn(&T, usize) -> String;
    let kinds: [(&str, Heading); 7] = [
        ("cancelled", |t, n| t.admin_release_group_cancelled(n)),
        ("moved", |t, n| t.admin_release_group_moved(n)),
        ("new", |t, n| t.admin_release_group_new(n)),
        ("restored", |t, n| t.admin_release_group_restored(n)),
        ("roles", |t, n| t.admin_release_group_roles(n)),
        ("items", |t, n| t.admin_release_group_items(n)),
        ("text", |t, n| t.admin_release_group_text(n)),
    ];
    let group = |(code, heading): (&str, Heading)| {
        let mine = facts.changes.iter().filter(|change| kind_code(&change.kind) == code);
        let rows: Vec<_> = mine.map(|change| row(says, facts, change)).collect();
        (!rows.is_empty()).then(|| ChangeGroup { heading: heading(&says.t, rows.len()), rows })
    };
    kinds.into_iter().filter_map(group).collect()
}

const fn kind_code(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::New => "new",
        ChangeKind::Cancelled => "cancelled",
        ChangeKind::Restored => "restored",
        ChangeKind::Moved { .. } => "moved",
        ChangeKind::Roles => "roles",
        ChangeKind::Items => "items",
        ChangeKind::Text => "text",
    }
}

fn row(says: &Says<'_>, facts: &ReleaseFacts<'_>, change: &Change) -> ChangeRow {
    let t = says.t;
    let before = facts.released.and_then(|agenda| agenda.session(change.session));
    let session = facts.draft.session(change.session).map_or_else(
        || SessionLink {
            href: String::new(),
            title: Said::new(t, &change.title),
            when: before.and_then(|session| session.slot).map_or_else(String::new, |slot| says.when(slot)),
        },
        |session| says.link(session),
    );
    let (was, now) = match &change.kind {
        ChangeKind::Moved { from, to } => {
            let old = facts.released.map(|agenda| Says::new(t, facts.event, agenda));
            let was = old.map_or_else(String::new, |old| where_and_when(&old, change.session, from));
            (was, where_and_when(says, change.session, to))
        }
        _ => (String::new(), String::new()),
    };
    let people = facts.signed_up.get(&change.session).copied().filter(|count| *count > 0);
    ChangeRow { session, was, now, people: people.map_or_else(String::new, |n| t.admin_release_signed_up(n)) }
}

fn where_and_when(says: &Says<'_>, id: SessionId, facts: &SlotFacts) -> String {
    let when =
        facts.slot.map_or_else(|| says.t.admin_release_without_time().into_owned(), |slot| says.when(slot));
    let place = says.agenda.session(id).map_or_else(|| says.room(facts.room), |session| says.place(session));
    format!("{when}, {}", place.text)
}

/// One release, as the store tells it.
pub struct ReleaseFigures<'a> {
    pub number: i32,
    pub comment: &'a str,
    pub at: Timestamp,
    pub by: &'a str,
    pub changes: &'a [Change],
    /// How many people were told by letter.
    pub letters: i32,
    pub quiet: bool,
}

pub struct ReleaseRow {
    pub number: i32,
    /// To the agenda as it was.
    pub href: String,
    pub current: bool,
    pub at: String,
    pub machine: String,
    pub by: String,
    pub comment: String,
    pub letters: String,
    pub count: usize,
    /// Title and what happened to it.
    pub changes: Vec<(Said, String)>,
}

#[derive(askama::Template)]
#[template(path = "admin/releases.html")]
pub struct ReleasesPage<'a> {
    pub frame: AdminFrame<'a>,
    pub tab: Tab,
    pub release: String,
    pub rows: Vec<ReleaseRow>,
}

impl Page for ReleasesPage<'_> {}

impl<'a> ReleasesPage<'a> {
    pub fn new(frame: AdminFrame<'a>, event: &Event, releases: &[ReleaseFigures<'_>]) -> Self {
        let (t, zone, urls) = (frame.t, event.zone(), AdminUrls::new(event));
        let mut rows: Vec<_> = releases
            .iter()
            .map(|release| ReleaseRow {
                number: release.number,
                href: urls.release_numbered(release.number),
                current: event.current_release == Some(release.number),
                at: t.moment(release.at, &zone),
                machine: dates::machine_moment(release.at, &zone),
                by: release.by.to_owned(),
                comment: release.comment.to_owned(),
                letters: if release.quiet {
                    t.admin_releases_quiet().into_owned()
                } else {
                    release.letters.to_string()
                },
                count: release.changes.len(),
                changes: release
                    .changes
                    .iter()
                    .map(|c| (Said::new(t, &c.title), kind_word(t, &c.kind)))
                    .collect(),
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.number));
        Self { tab: Tab::Releases, release: urls.release(), rows, frame }
    }
}

pub(super) fn kind_word(t: T, kind: &ChangeKind) -> String {
    let word = match kind {
        ChangeKind::New => t.admin_releases_kind_new(),
        ChangeKind::Cancelled => t.admin_releases_kind_cancelled(),
        ChangeKind::Restored => t.admin_releases_kind_restored(),
        ChangeKind::Moved { .. } => t.admin_releases_kind_moved(),
        ChangeKind::Roles => t.admin_releases_kind_roles(),
        ChangeKind::Items => t.admin_releases_kind_items(),
        ChangeKind::Text => t.admin_releases_kind_text(),
    };
    word.into_owned()
}
