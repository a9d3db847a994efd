//! Releases: what changed, what is kept, and what does not get out.

use super::super::{
    Document, Openness, RemoteLink, RoleState, Room, SessionSpeaker, Speaker, SpeakerRole, WebAddress,
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

#[test]
fn a_session_that_is_closed_later_is_kept_as_it_was_and_comes_back_with_a_higher_number() {
    let release = |old: Option<&Agenda>, openness| {
        let mut session = session(1);
        session.openness = openness;
        prepare_release(old, &agenda(vec![session]), &TimeZone::UTC, Timestamp::UNIX_EPOCH).0
    };
    let gone = |agenda: &Agenda| {
        agenda.removed.iter().map(|s| (s.cancelled, s.is_closed(), s.sequence)).collect::<Vec<_>>()
    };
    let first = release(None, Openness::Participants);
    let closed = release(Some(&first), Openness::Closed);
    assert_eq!(gone(&closed), [(true, false, 1)], "calendars are told, and nothing that is closed");
    let still = release(Some(&closed), Openness::Closed);
    assert_eq!(gone(&still), gone(&closed));
    let open = release(Some(&still), Openness::Participants);
    assert_eq!((gone(&open), open.sessions[0].sequence), (vec![], 2));
    assert_eq!(gone(&release(None, Openness::Closed)), [], "what was never shown is not taken back");
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
    for secret in
        ["proposed", "declined", "interpreter", "meet.example.org/sp", "meet.example.org/part", "organisers"]
    {
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
    let (old, _) = prepare_release(None, &asked(RoleState::Invited), &TimeZone::UTC, Timestamp::UNIX_EPOCH);
    assert_eq!(kinds(Some(&old), &asked(RoleState::Accepted)), [ChangeKind::Text]);
    assert_eq!(kinds(Some(&old), &asked(RoleState::Tentative)), []);
    assert_eq!(kinds(Some(&old), &asked(RoleState::Declined)), [ChangeKind::Roles]);
}

#[test]
fn items_and_documents_alone_are_worth_a_release() {
    let (old, _) = prepare_release(None, &agenda(vec![session(1)]), &TimeZone::UTC, Timestamp::UNIX_EPOCH);
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
    for new in ["description", "floor_languages", "items", "documents", "links", "external_id", "expected"] {
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
