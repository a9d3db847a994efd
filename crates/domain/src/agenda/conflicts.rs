//! What does not fit in a draft. Rooms and people are swept in the order of time, so that the work grows as sorting does.

mod free;
mod panels;
mod people;
mod rooms;
mod rules;
#[cfg(test)]
pub(crate) mod samples;
mod single;
mod sweep;
#[cfg(test)]
mod tests;

pub use free::first_free;
pub use rules::{Level, Rule, Rules};

use super::{Agenda, Gender, Session, SpeakerFacts};
use crate::ids::{RoomId, SessionId, SpeakerId};
use jiff::civil::{Date, DateTime};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use sweep::Span;

/// What a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Two sessions in one room at one time.
    RoomTwice(RoomId),
    /// One person in two sessions at one time.
    SpeakerTwice(SpeakerId),
    /// On a day that is not one of the event's.
    OutsideEvent,
    /// One person in two rooms with so many minutes between.
    Turnover { speaker: SpeakerId, minutes: i32 },
    /// More seats offered than the room has.
    RoomTooSmall { seats: i32, capacity: i32 },
    /// More people have signed up than the room has seats for.
    TooManyWishes { people: i64, capacity: i32 },
    /// Speakers, but nobody who chairs or moderates.
    NoChair,
    /// Interpreters of one room work for so many minutes, without a pause or in a day.
    InterpretationTooLong { minutes: i64 },
    /// Begins before the room opens, or ends after it closes.
    OutsideHours,
    /// Interpretation into more languages than the room has booths.
    TooFewBooths { languages: i32, booths: i32 },
    /// Not for the public, with a link for everybody.
    PublicLink,
    /// Somebody on the list has declined.
    Declined(SpeakerId),
    /// Somebody whom organisers write to has no registration.
    NotRegistered(SpeakerId),
    /// All whose gender is known are of the same one.
    OneGender,
    /// The people of one gender only moderate.
    ModeratorOnly,
}

impl ConflictKind {
    pub const fn rule(&self) -> Rule {
        match self {
            Self::RoomTwice(_) => Rule::RoomTwice,
            Self::SpeakerTwice(_) => Rule::PersonTwice,
            Self::OutsideEvent => Rule::OutsideEvent,
            Self::Turnover { .. } => Rule::Turnover,
            Self::RoomTooSmall { .. } => Rule::RoomTooSmall,
            Self::TooManyWishes { .. } => Rule::TooManyWishes,
            Self::NoChair => Rule::NoChair,
            Self::InterpretationTooLong { .. } => Rule::InterpretationTooLong,
            Self::OutsideHours => Rule::OutsideHours,
            Self::TooFewBooths { .. } => Rule::TooFewBooths,
            Self::PublicLink => Rule::PublicLink,
            Self::Declined(_) => Rule::Declined,
            Self::NotRegistered(_) => Rule::NotRegistered,
            Self::OneGender => Rule::OneGender,
            Self::ModeratorOnly => Rule::ModeratorOnly,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub kind: ConflictKind,
    pub level: Level,
    pub session: SessionId,
    pub other: Option<SessionId>,
}

impl Conflict {
    pub fn concerns(&self, session: SessionId) -> bool {
        self.session == session || self.other == Some(session)
    }

    /// Kind and sessions in one word: what somebody has seen is named by it, so that something else is not saved with it.
    pub fn name(&self) -> String {
        let other = self.other.map_or_else(String::new, |other| other.to_string());
        let about = match self.kind {
            ConflictKind::SpeakerTwice(speaker) | ConflictKind::Turnover { speaker, .. } => {
                speaker.to_string()
            }
            _ => String::new(),
        };
        format!("{}.{}.{other}.{about}", self.kind.rule().code(), self.session)
    }
}

/// What has to be known besides the agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    pub rules: Rules,
    /// How many people have a seat in a session or wait for one.
    pub signed_up: HashMap<SessionId, i64>,
    /// Of those speakers who have told.
    pub genders: HashMap<SpeakerId, Gender>,
    /// Speakers whom organisers can write to and who have no registration.
    pub not_registered: BTreeSet<SpeakerId>,
}

impl Known {
    /// With what organisers know of the people who speak.
    #[must_use]
    pub fn about(mut self, people: &HashMap<SpeakerId, SpeakerFacts>) -> Self {
        for (id, facts) in people {
            if let Some(gender) = facts.gender {
                self.genders.insert(*id, gender);
            }
            if facts.contact.email.is_some() && facts.contact.registration.is_none() {
                self.not_registered.insert(*id);
            }
        }
        self
    }
}

/// All conflicts of a draft, the serious ones first; those of a kind that is ignored are left out. `days` are those of
/// the event.
pub fn conflicts(agenda: &Agenda, days: &[Date], known: &Known) -> Vec<Conflict> {
    let mut sessions: Vec<&Session> =
        agenda.sessions.iter().filter(|s| s.slot.is_some() && !s.cancelled).collect();
    sessions.sort_by_key(|s| (s.slot.map(|slot| slot.starts()), s.number));
    let mut list = List { rules: &known.rules, found: Vec::new() };
    rooms::twice(&sessions, agenda, &mut list);
    rooms::interpreted(&sessions, &mut list);
    people::check(&sessions, &mut list);
    for session in &sessions {
        single::check(session, agenda, days, &mut list);
        single::check_people(session, agenda, known, &mut list);
        panels::check(session, &known.genders, &mut list);
    }
    let mut found = list.found;
    found.sort_by_key(|c| (c.level, c.session, c.other, c.kind));
    found.dedup_by(|a, b| a.session == b.session && a.other == b.other && a.kind == b.kind);
    found
}

/// Conflicts of `after` that were not in `before`, both from [`conflicts`].
pub fn arisen(before: &[Conflict], after: Vec<Conflict>) -> Vec<Conflict> {
    let known: BTreeSet<String> = before.iter().map(Conflict::name).collect();
    after.into_iter().filter(|conflict| !known.contains(&conflict.name())).collect()
}

/// What was found so far, at the levels of the event.
struct List<'a> {
    rules: &'a Rules,
    found: Vec<Conflict>,
}

impl List<'_> {
    fn add(&mut self, kind: ConflictKind, session: &Session, other: Option<&Session>) {
        let level = self.rules.level(kind.rule());
        if level != Level::Ignored {
            self.found.push(Conflict {
                kind,
                level,
                session: session.id,
                other: other.map(|other| other.id),
            });
        }
    }
}

/// From when to when, as the place of a session in a list.
fn span(item: usize, session: &Session, wide: bool) -> Option<Span<DateTime>> {
    let slot = session.slot?;
    Some(Span { from: slot.starts(), to: slot.ends(), item, wide })
}

/// Pairs of `sessions` at the same time.
fn overlapping<'a>(sessions: &[&'a Session]) -> Vec<(&'a Session, &'a Session)> {
    let spans = sessions.iter().enumerate().filter_map(|(item, session)| span(item, session, false));
    let pairs = sweep::overlaps(spans.collect(), true);
    let pair = |(a, b): (usize, usize)| Some((*sessions.get(a)?, *sessions.get(b)?));
    pairs.into_iter().filter_map(pair).collect()
}

/// Sessions by something that each may have several of, in the order in which they came.
fn grouped<'a, K: Ord>(
    sessions: &[&'a Session],
    keys: impl Fn(&'a Session) -> Vec<K>,
) -> BTreeMap<K, Vec<&'a Session>> {
    let mut groups: BTreeMap<K, Vec<&Session>> = BTreeMap::new();
    for session in sessions {
        for key in keys(session) {
            let group = groups.entry(key).or_default();
            // Somebody who has two roles in a session is there once.
            if group.last().is_none_or(|last| last.id != session.id) {
                group.push(session);
            }
        }
    }
    groups
}
