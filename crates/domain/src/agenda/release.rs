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
/// before and are gone now, and with the offsets of `zone` at this time.
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
        let before = old.and_then(|agenda| {
            agenda.session(session.id).or_else(|| agenda.removed.iter().find(|gone| gone.id == session.id))
        });
        let changed = changed.contains(&session.id);
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
    next.note_offsets(zone);
    (next, found)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{
        Document, RemoteLink, RoleState, Room, SessionSpeaker, Speaker, SpeakerRole, WebAddress,
    };
    use super::*;
    use crate::lang::Lang;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    pub(in crate::agenda) fn session(n: u128) -> Session {
        Session {
            title: LocalText::default().with(Lang::En, "Title"),
            slot: Some(Slot { day: date(2027, 5, 31), start: time(10, 0, 0, 0), minutes: 60 }),
            ..Session::new(Uuid::from_u128(n).into(), 1)
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
        assert_eq!(with(|s| s.items = vec![Uuid::from_u128(3).into()]), [ChangeKind::Items]);
        assert!(matches!(
            with(|s| s.room = Some(Uuid::from_u128(5).into())).as_slice(),
            [ChangeKind::Moved { .. }]
        ));
        assert_eq!(kinds(Some(&old), &agenda(vec![])), [ChangeKind::Cancelled]);
    }

    #[test]
    fn sequence_numbers_grow_only_with_changes_and_removed_sessions_are_kept_as_cancelled() {
        let now = Timestamp::UNIX_EPOCH;
        let (first, _) = prepare_release(None, &agenda(vec![session(1), session(2)]), &TimeZone::UTC, now);
        assert_eq!(first.sessions.iter().map(|s| s.sequence).collect::<Vec<_>>(), [0, 0]);
        let mut moved = session(1);
        moved.room = Some(Uuid::from_u128(5).into());
        let (second, _) = prepare_release(Some(&first), &agenda(vec![moved.clone()]), &TimeZone::UTC, now);
        assert_eq!(second.sessions.iter().map(|s| s.sequence).collect::<Vec<_>>(), [1]);
        assert_eq!(second.removed.iter().map(|s| (s.cancelled, s.sequence)).collect::<Vec<_>>(), [(true, 1)]);
        let (third, found) = prepare_release(Some(&second), &agenda(vec![moved]), &TimeZone::UTC, now);
        assert_eq!((found, third), (vec![], second));
    }

    fn person(n: u128, state: RoleState) -> SessionSpeaker {
        SessionSpeaker { state, ..SessionSpeaker::new(Uuid::from_u128(n).into(), SpeakerRole::Panellist) }
    }

    fn document(n: u128, visibility: Visibility) -> Document {
        Document {
            id: Uuid::from_u128(n).into(),
            symbol: None,
            title: LocalText::default(),
            versions: Vec::new(),
            visibility,
            embargo_until: None,
            position: 1,
        }
    }

    /// One session with something of everything that must not get out.
    fn draft() -> Agenda {
        let mut full = session(1);
        full.speakers = RoleState::ALL.iter().zip(1..).map(|(state, n)| person(n, *state)).collect();
        full.speakers.push(SessionSpeaker::new(Uuid::from_u128(6).into(), SpeakerRole::Interpreter));
        full.links = LinkClass::ALL
            .iter()
            .map(|class| RemoteLink {
                class: *class,
                address: WebAddress::parse(&format!("https://meet.example.org/{}", class.code())).unwrap(),
                opens_before: 15,
            })
            .collect();
        full.documents = vec![Uuid::from_u128(1).into(), Uuid::from_u128(2).into()];
        full.expected = Some(7);
        Agenda {
            speakers: (1..=7).map(|n| Speaker::new(Uuid::from_u128(n).into())).collect(),
            documents: vec![document(1, Visibility::Public), document(2, Visibility::Participants)],
            ..agenda(vec![full])
        }
    }

    #[test]
    fn a_release_holds_nothing_that_is_not_for_everybody() {
        let (released, _) = prepare_release(None, &draft(), &TimeZone::UTC, Timestamp::UNIX_EPOCH);
        let text = serde_json::to_string(&released).unwrap();
        for secret in [
            "proposed",
            "declined",
            "interpreter",
            "meet.example.org/sp",
            "meet.example.org/part",
            "organisers",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("https://meet.example.org/public"), "{text}");
        assert_eq!(released.speakers.len(), 3, "those who were asked and did not refuse");
        assert_eq!(released.documents.len(), 1);
        assert_eq!(released.sessions.first().map(|s| (s.documents.len(), s.expected)), Some((1, None)));
        assert_eq!(kinds(Some(&released), &draft()), [], "what is hidden is no change");
        assert!(!differs(Some(&released), &draft()));
    }

    #[test]
    fn a_yes_is_a_change_of_words_and_a_no_one_of_roles() {
        let asked = |state| {
            let mut asked = session(1);
            asked.speakers = vec![person(1, state)];
            agenda(vec![asked])
        };
        let (old, _) =
            prepare_release(None, &asked(RoleState::Invited), &TimeZone::UTC, Timestamp::UNIX_EPOCH);
        assert_eq!(kinds(Some(&old), &asked(RoleState::Accepted)), [ChangeKind::Text]);
        assert_eq!(kinds(Some(&old), &asked(RoleState::Tentative)), []);
        assert_eq!(kinds(Some(&old), &asked(RoleState::Declined)), [ChangeKind::Roles]);
    }

    #[test]
    fn items_and_documents_alone_are_worth_a_release() {
        let (old, _) =
            prepare_release(None, &agenda(vec![session(1)]), &TimeZone::UTC, Timestamp::UNIX_EPOCH);
        let mut new = agenda(vec![session(1)]);
        new.documents = vec![document(1, Visibility::Organisers)];
        assert!(!differs(Some(&old), &new), "nobody sees it");
        new.documents = vec![document(1, Visibility::Public)];
        assert!(differs(Some(&old), &new));
        assert_eq!(kinds(Some(&old), &new), []);
    }

    #[test]
    fn a_release_from_before_there_was_all_this_can_still_be_read() {
        let mut old = serde_json::to_value(agenda(vec![session(1)])).unwrap();
        let sessions = old["sessions"].as_array_mut().unwrap();
        for new in
            ["description", "floor_languages", "items", "documents", "links", "external_id", "expected"]
        {
            assert!(sessions[0].as_object_mut().unwrap().remove(new).is_some(), "{new}");
        }
        for new in ["items", "documents"] {
            assert!(old.as_object_mut().unwrap().remove(new).is_some(), "{new}");
        }
        let room = Room::new(Uuid::from_u128(1).into(), LocalText::default());
        let mut room = serde_json::to_value(room).unwrap();
        for new in ["hours", "booths", "external_id"] {
            assert!(room.as_object_mut().unwrap().remove(new).is_some(), "{new}");
        }
        old["rooms"] = serde_json::Value::Array(vec![room]);
        let read: Agenda = serde_json::from_value(old).unwrap();
        assert_eq!(read.sessions, [session(1)]);
    }
}
