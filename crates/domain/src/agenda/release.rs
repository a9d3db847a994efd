//! From a draft to the next release: what changed, for whom it matters, and the snapshot that is kept for good.

use super::{Agenda, LinkClass, Session, SessionSpeaker, Slot, SpeakerRole, Visibility, changes_in};
use crate::ids::{RoomId, SessionId, SpeakerId};
use crate::lang::LocalText;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// Where and when a session was or is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotFacts {
    pub slot: Option<Slot>,
    pub room: Option<RoomId>,
}

/// What happened to a session between two releases; a session may have several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ChangeKind {
    New,
    /// Cancelled, or taken out of the agenda.
    Cancelled,
    /// Takes place after all.
    Restored,
    Moved {
        from: SlotFacts,
        to: SlotFacts,
    },
    Roles,
    /// Deals with other items of the agenda.
    Items,
    Text,
}

impl ChangeKind {
    /// Whether people get letters about it.
    pub const fn is_told(&self) -> bool {
        !matches!(self, Self::Items | Self::Text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub session: SessionId,
    pub number: i32,
    pub title: LocalText,
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// The differences from `old` (nothing, before the first release) to `new`, in the order of the agenda.
/// Sessions without a time are not public and count as absent.
pub fn changes(old: Option<&Agenda>, new: &Agenda) -> Vec<Change> {
    let empty = Agenda::default();
    let (old, new) = (old.unwrap_or(&empty), &published(new));
    let mut found = Vec::new();
    let mut add = |session: &Session, kind| {
        found.push(Change {
            session: session.id,
            number: session.number,
            title: session.title.clone(),
            kind,
        });
    };
    let was: HashMap<SessionId, &Session> = public(old).map(|session| (session.id, session)).collect();
    let stays: BTreeSet<SessionId> = public(new).map(|session| session.id).collect();
    for session in public(new) {
        match was.get(&session.id) {
            None => add(session, ChangeKind::New),
            Some(before) => {
                for kind in between(before, session) {
                    add(session, kind);
                }
            }
        }
    }
    for gone in public(old).filter(|before| !before.cancelled && !stays.contains(&before.id)) {
        add(gone, ChangeKind::Cancelled);
    }
    if found.is_empty() && frame_differs(old, new) {
        // Rooms, topics or speakers were renamed: shown on the pages of sessions that name them.
        for session in public(new).filter(|s| names_differ(s, old, new)) {
            found.push(Change {
                session: session.id,
                number: session.number,
                title: session.title.clone(),
                kind: ChangeKind::Text,
            });
        }
    }
    found
}

fn public(agenda: &Agenda) -> impl Iterator<Item = &Session> {
    agenda.sessions.iter().filter(|session| session.slot.is_some())
}

fn between(before: &Session, now: &Session) -> Vec<ChangeKind> {
    let mut kinds = Vec::new();
    match (before.cancelled, now.cancelled) {
        (false, true) => kinds.push(ChangeKind::Cancelled),
        (true, false) => kinds.push(ChangeKind::Restored),
        _ => {}
    }
    let facts = |s: &Session| SlotFacts { slot: s.slot, room: s.room };
    if facts(before) != facts(now) || before.place != now.place {
        kinds.push(ChangeKind::Moved { from: facts(before), to: facts(now) });
    }
    let same_roles = roles(before) == roles(now);
    if !same_roles {
        kinds.push(ChangeKind::Roles);
    }
    if before.items != now.items {
        kinds.push(ChangeKind::Items);
    }
    if words(before) != words(now) || same_roles && unconfirmed(before) != unconfirmed(now) {
        kinds.push(ChangeKind::Text);
    }
    kinds
}

/// Who is what, in which order. Whether somebody has confirmed is no reason to tell everybody.
fn roles(session: &Session) -> Vec<(SpeakerId, SpeakerRole)> {
    session.speakers.iter().map(|person| (person.speaker, person.role)).collect()
}

fn unconfirmed(session: &Session) -> Vec<SpeakerId> {
    session.speakers.iter().filter(|person| person.state.is_open()).map(|person| person.speaker).collect()
}

/// The session without what other kinds of changes are about.
fn words(session: &Session) -> Session {
    let mut words = session.clone();
    (words.slot, words.room, words.place, words.cancelled) = (None, None, LocalText::default(), false);
    (words.sequence, words.changed_at) = (0, None);
    words.speakers.clear();
    words.items.clear();
    words
}

/// What everybody may know of a draft: sessions with a time, people who were asked and did not refuse, the link that is
/// for everybody, documents that are. Embargoes are looked at when a page is shown.
pub fn published(draft: &Agenda) -> Agenda {
    let mut shown = draft.clone();
    shown.sessions.retain(|session| session.slot.is_some());
    shown.documents.retain(|document| document.visibility == Visibility::Public);
    let public: BTreeSet<_> = shown.documents.iter().map(|document| document.id).collect();
    for item in &mut shown.items.items {
        item.documents.retain(|id| public.contains(id));
    }
    for session in shown.sessions.iter_mut().chain(&mut shown.removed) {
        session.documents.retain(|id| public.contains(id));
        session.speakers.retain(SessionSpeaker::is_public);
        session.links.retain(|link| link.class == LinkClass::Public);
        session.expected = None;
    }
    let named: BTreeSet<_> =
        shown.sessions.iter().flat_map(|session| &session.speakers).map(|person| person.speaker).collect();
    shown.speakers.retain(|speaker| named.contains(&speaker.id));
    shown
}

fn frame_differs(old: &Agenda, new: &Agenda) -> bool {
    old.rooms != new.rooms || old.topics != new.topics || old.speakers != new.speakers
}

/// Whether a release would show anything that the last one does not: items of the agenda and documents too, which are
/// on pages of their own.
pub fn differs(old: Option<&Agenda>, draft: &Agenda) -> bool {
    let new = published(draft);
    let beside = old.map_or(!new.items.items.is_empty() || !new.documents.is_empty(), |old| {
        old.items != new.items || old.documents != new.documents
    });
    beside || !changes(old, draft).is_empty()
}

fn names_differ(session: &Session, old: &Agenda, new: &Agenda) -> bool {
    session.room.is_some_and(|id| old.room(id) != new.room(id))
        || session.topics.iter().any(|id| old.topic(*id) != new.topic(*id))
        || session.speakers.iter().any(|person| old.speaker(person.speaker) != new.speaker(person.speaker))
}

/// The snapshot to keep: only what is public, with sequence numbers carried on, with the sessions that were released
/// before and are gone or closed now, as they were, and with the offsets of `zone` at this time.
pub fn prepare_release(
    old: Option<&Agenda>,
    draft: &Agenda,
    zone: &TimeZone,
    now: Timestamp,
) -> (Agenda, Vec<Change>) {
    let found = changes_in(old, draft, zone);
    let changed: BTreeSet<SessionId> = found.iter().map(|change| change.session).collect();
    let mut next = published(draft);
    for session in &mut next.sessions {
        let ever = old.into_iter().flat_map(|agenda| agenda.sessions.iter().chain(&agenda.removed));
        let before = ever.filter(|before| before.id == session.id).max_by_key(|before| before.sequence);
        let changed = changed.contains(&session.id);
        let sequence = before.map_or(0, |b| b.sequence);
        session.sequence = if changed && before.is_some() { sequence + 1 } else { sequence };
        session.changed_at = if changed { Some(now) } else { before.and_then(|b| b.changed_at) };
    }
    next.removed = old
        .into_iter()
        .flat_map(|agenda| agenda.sessions.iter().chain(&agenda.removed))
        .filter(|before| {
            next.session(before.id).is_none_or(|session| session.is_closed() && !before.is_closed())
        })
        .cloned()
        .map(|mut gone| {
            if !gone.cancelled {
                gone.cancelled = true;
                gone.sequence += 1;
                gone.changed_at = Some(now);
            }
            gone
        })
        .collect();
    next.sort();
    next.note_offsets(zone);
    (next, found)
}

#[cfg(test)]
pub(super) mod tests;
