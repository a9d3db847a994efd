//! From a draft to the next release: what changed, for whom it matters, and the snapshot that is kept for good.

use super::{Agenda, Session, Slot};
use crate::ids::{RoomId, SessionId};
use crate::lang::LocalText;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    Text,
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
    let old = old.unwrap_or(&empty);
    let mut found = Vec::new();
    let mut add = |session: &Session, kind| {
        found.push(Change {
            session: session.id,
            number: session.number,
            title: session.title.clone(),
            kind,
        });
    };
    for session in public(new) {
        match public(old).find(|before| before.id == session.id) {
            None => add(session, ChangeKind::New),
            Some(before) => {
                for kind in between(before, session) {
                    add(session, kind);
                }
            }
        }
    }
    for gone in public(old).filter(|before| !before.cancelled && public(new).all(|now| now.id != before.id)) {
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
    if before.speakers != now.speakers {
        kinds.push(ChangeKind::Roles);
    }
    let text = |s: &Session| {
        (
            s.kind,
            s.title.clone(),
            s.summary.clone(),
            s.openness,
            s.interpretation.clone(),
            s.topics.clone(),
            s.seats,
        )
    };
    if text(before) != text(now) {
        kinds.push(ChangeKind::Text);
    }
    kinds
}

fn frame_differs(old: &Agenda, new: &Agenda) -> bool {
    old.rooms != new.rooms || old.topics != new.topics || old.speakers != new.speakers
}

fn names_differ(session: &Session, old: &Agenda, new: &Agenda) -> bool {
    session.room.is_some_and(|id| old.room(id) != new.room(id))
        || session.topics.iter().any(|id| old.topic(*id) != new.topic(*id))
        || session.speakers.iter().any(|person| old.speaker(person.speaker) != new.speaker(person.speaker))
}

/// The snapshot to keep: only what is public, with sequence numbers carried on, and with the sessions that
/// were released before and are gone now.
pub fn prepare_release(old: Option<&Agenda>, draft: &Agenda, now: Timestamp) -> (Agenda, Vec<Change>) {
    let found = changes(old, draft);
    let mut next = draft.clone();
    next.sessions.retain(|session| session.slot.is_some());
    for session in &mut next.sessions {
        let before = old.and_then(|agenda| {
            agenda.session(session.id).or_else(|| agenda.removed.iter().find(|gone| gone.id == session.id))
        });
        let changed = found.iter().any(|change| change.session == session.id);
        let sequence = before.map_or(0, |b| b.sequence);
        session.sequence = if changed && before.is_some() { sequence + 1 } else { sequence };
        session.changed_at = if changed { Some(now) } else { before.and_then(|b| b.changed_at) };
    }
    next.removed = old
        .into_iter()
        .flat_map(|agenda| agenda.sessions.iter().chain(&agenda.removed))
        .filter(|before| next.session(before.id).is_none())
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
    (next, found)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Openness, SessionKind};
    use super::*;
    use crate::lang::Lang;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    pub(in crate::agenda) fn session(n: u128) -> Session {
        Session {
            id: Uuid::from_u128(n).into(),
            number: 1,
            kind: SessionKind::Panel,
            title: LocalText::default().with(Lang::En, "Title"),
            summary: LocalText::default(),
            slot: Some(Slot { day: date(2027, 5, 31), start: time(10, 0, 0, 0), minutes: 60 }),
            room: None,
            place: LocalText::default(),
            openness: Openness::Participants,
            interpretation: vec![],
            topics: vec![],
            speakers: vec![],
            seats: None,
            cancelled: false,
            sequence: 0,
            changed_at: None,
        }
    }

    fn agenda(sessions: Vec<Session>) -> Agenda {
        Agenda { sessions, ..Agenda::default() }
    }

    fn kinds(old: Option<&Agenda>, new: &Agenda) -> Vec<ChangeKind> {
        changes(old, new).into_iter().map(|change| change.kind).collect()
    }

    #[test]
    fn each_kind_of_change_is_told_apart() {
        let old = agenda(vec![session(1)]);
        assert_eq!(kinds(None, &old), [ChangeKind::New]);
        assert_eq!(kinds(Some(&old), &old), []);
        let with = |edit: fn(&mut Session)| {
            let mut now = session(1);
            edit(&mut now);
            kinds(Some(&old), &agenda(vec![now]))
        };
        assert_eq!(with(|s| s.cancelled = true), [ChangeKind::Cancelled]);
        assert_eq!(with(|s| s.slot = None), [ChangeKind::Cancelled], "taken out of the timetable");
        assert_eq!(with(|s| s.title = LocalText::default().with(Lang::En, "Other")), [ChangeKind::Text]);
        assert!(matches!(
            with(|s| s.room = Some(Uuid::from_u128(5).into())).as_slice(),
            [ChangeKind::Moved { .. }]
        ));
        assert_eq!(kinds(Some(&old), &agenda(vec![])), [ChangeKind::Cancelled]);
    }

    #[test]
    fn sequence_numbers_grow_only_with_changes_and_removed_sessions_are_kept_as_cancelled() {
        let now = Timestamp::UNIX_EPOCH;
        let (first, _) = prepare_release(None, &agenda(vec![session(1), session(2)]), now);
        assert_eq!(first.sessions.iter().map(|s| s.sequence).collect::<Vec<_>>(), [0, 0]);
        let mut moved = session(1);
        moved.room = Some(Uuid::from_u128(5).into());
        let (second, _) = prepare_release(Some(&first), &agenda(vec![moved.clone()]), now);
        assert_eq!(second.sessions.iter().map(|s| s.sequence).collect::<Vec<_>>(), [1]);
        assert_eq!(second.removed.iter().map(|s| (s.cancelled, s.sequence)).collect::<Vec<_>>(), [(true, 1)]);
        let (third, found) = prepare_release(Some(&second), &agenda(vec![moved]), now);
        assert_eq!((found, third), (vec![], second));
    }
}
