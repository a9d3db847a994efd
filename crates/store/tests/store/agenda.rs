//! Drafts, releases and what keeps them apart.

use crate::harness::{Db, act, in_room, organiser, session, settings, system, text};
use jiff::civil::date;
use plenary_domain::agenda::{
    ChangeKind, ConflictKind, EditRefused, ReleaseRefused, RoomInput, SessionSpeaker, SpeakerInput,
    SpeakerRole, TopicInput,
};
use plenary_domain::event::{DecisionMode, SettingsRefused};
use plenary_store::CommandError;

fn room(name: &str) -> RoomInput {
    RoomInput {
        name: text(name),
        note: text("first floor"),
        capacity: Some(30),
        position: 1,
        ..RoomInput::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_a_numbered_snapshot_that_nothing_changes() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    db.account(7).await;
    let editor = || act(organiser(event));
    assert_eq!(db.store.released_agenda(event).await.unwrap(), None);
    let id = db.store.save_session(editor(), event, None, None, session(10, Some(4))).await.unwrap();
    let draft = db.store.draft_agenda(event).await.unwrap();
    assert_eq!(draft.agenda.session(id).map(|s| (s.number, s.seats)), Some((1, Some(4))));
    let number = db.store.release_agenda(editor(), event, draft.draft_version, "first".to_owned()).await;
    assert_eq!(number, Ok(1));
    let first = db.store.released_agenda(event).await.unwrap().unwrap();
    assert_eq!((first.number, first.comment.as_str(), first.changes.len()), (1, "first", 1));
    let again = db.store.release_agenda(editor(), event, draft.draft_version, String::new()).await;
    assert_eq!(again, Err(CommandError::Refused(ReleaseRefused::NothingChanged)));
    db.store.save_session(editor(), event, Some(id), Some(1), session(11, Some(4))).await.unwrap();
    assert_eq!(db.store.released_agenda(event).await.unwrap().unwrap(), first, "an edit is not public");
    let stale = db.store.release_agenda(editor(), event, draft.draft_version, String::new()).await;
    assert_eq!(stale, Err(CommandError::Refused(ReleaseRefused::ChangedMeanwhile)));
    assert_eq!(db.release(event).await, 2);
    assert_eq!(db.store.release(event, 1).await.unwrap(), first);
    let second = db.store.release(event, 2).await.unwrap();
    assert!(matches!(second.changes[0].kind, ChangeKind::Moved { .. } | ChangeKind::Text));
    assert_eq!(second.agenda.sessions[0].sequence, 1);
    let all = db.store.releases(event).await.unwrap();
    let by: Vec<_> = all.iter().map(|release| (release.number, release.released_by.as_str())).collect();
    assert_eq!(by, [(2, ""), (1, "Somebody")]);
    for sql in ["UPDATE release SET comment = 'x'", "DELETE FROM release", "UPDATE audit SET action = 'x'"] {
        assert!(db.raw.execute(sql, &[]).await.is_err(), "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sessions_in_one_room_block_the_release() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let hall = db.store.save_room(system(), event, None, room("Hall")).await.unwrap();
    db.store.save_session(system(), event, None, None, in_room(10, hall)).await.unwrap();
    let second = db.store.save_session(system(), event, None, None, in_room(10, hall)).await.unwrap();
    let before = db.everything().await;
    let draft = db.store.draft_agenda(event).await.unwrap();
    let blocked = db.store.release_agenda(system(), event, draft.draft_version, String::new()).await;
    let Err(CommandError::Refused(ReleaseRefused::Blocked(conflicts))) = blocked else {
        panic!("{blocked:?}")
    };
    assert_eq!(conflicts.iter().map(|c| c.kind).collect::<Vec<_>>(), [ConflictKind::RoomTwice(hall)]);
    assert_eq!(db.everything().await, before);
    let slot = in_room(12, hall).slot;
    db.store.move_session(system(), event, second, 1, slot, Some(hall)).await.unwrap();
    assert_eq!(db.release(event).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_are_refused_when_stale_outside_or_in_use() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let refused = |why| CommandError::Refused(why);
    let hall = db.store.save_room(system(), event, None, room("Hall")).await.unwrap();
    let topic = TopicInput { name: text("IHL"), ..TopicInput::default() };
    let topic = db.store.save_topic(system(), event, None, topic).await.unwrap();
    let person =
        SpeakerInput { name: text("A. Speaker"), position: text("Adviser"), ..SpeakerInput::default() };
    let person = db.store.save_speaker(system(), event, None, person).await.unwrap();
    let mut input = in_room(10, hall);
    input.topics = vec![topic, topic];
    input.speakers = vec![SessionSpeaker::new(person, SpeakerRole::Chair)];
    let id = db.store.save_session(system(), event, None, None, input.clone()).await.unwrap();
    let saved = db.store.draft_agenda(event).await.unwrap().agenda;
    assert_eq!((&saved.sessions[0].topics[..], &saved.sessions[0].speakers), (&[topic][..], &input.speakers));
    let before = db.everything().await;
    let stale = db.store.save_session(system(), event, Some(id), Some(7), input.clone()).await;
    assert_eq!(stale, Err(refused(EditRefused::ChangedMeanwhile)));
    let slot = input.slot;
    let moved = db.store.move_session(system(), event, id, 7, slot, None).await;
    assert_eq!(moved, Err(refused(EditRefused::ChangedMeanwhile)));
    input.slot = input.slot.map(|slot| plenary_domain::agenda::Slot { day: date(2027, 6, 5), ..slot });
    let outside = db.store.save_session(system(), event, None, None, input).await;
    assert_eq!(outside, Err(refused(EditRefused::OutsideEvent)));
    assert_eq!(db.store.remove_room(system(), event, hall).await, Err(refused(EditRefused::InUse)));
    assert_eq!(db.store.remove_topic(system(), event, topic).await, Err(refused(EditRefused::InUse)));
    assert_eq!(db.store.remove_speaker(system(), event, person).await, Err(refused(EditRefused::InUse)));
    assert_eq!(db.everything().await, before);
    db.store.remove_session(system(), event, id).await.unwrap();
    db.store.remove_room(system(), event, hall).await.unwrap();
    db.store.remove_topic(system(), event, topic).await.unwrap();
    db.store.remove_speaker(system(), event, person).await.unwrap();
    let next = db.store.save_session(system(), event, None, None, session(9, None)).await.unwrap();
    let saved = db.store.draft_agenda(event).await.unwrap().agenda;
    assert_eq!(saved.session(next).map(|s| s.number), Some(2), "numbers are not given twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_with_people_in_it_is_neither_removed_nor_made_smaller() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let id = db.session(event, 10, 2).await;
    let _first = db.register(event, &[(10, id)]).await;
    let _second = db.register(event, &[(10, id)]).await;
    let third = db.register(event, &[(10, id)]).await;
    let before = db.everything().await;
    let fewer = db.store.save_session(system(), event, Some(id), Some(1), session(10, Some(1))).await;
    assert_eq!(fewer, Err(CommandError::Refused(EditRefused::FewerSeatsThanTaken { taken: 2 })));
    let none = db.store.save_session(system(), event, Some(id), Some(1), session(10, None)).await;
    assert_eq!(none, Err(CommandError::Refused(EditRefused::FewerSeatsThanTaken { taken: 2 })));
    assert_eq!(
        db.store.remove_session(system(), event, id).await,
        Err(CommandError::Refused(EditRefused::InUse))
    );
    assert_eq!(db.everything().await, before);
    db.store.save_session(system(), event, Some(id), Some(1), session(10, Some(3))).await.unwrap();
    let seats = db.store.registration(event, third).await.unwrap().seats;
    assert_eq!(seats, [(id, plenary_domain::registration::Seat::Kept)], "a new seat goes to who waits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_event_has_the_structure_on_its_own_days_and_no_people() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let hall = db.store.save_room(system(), event, None, room("Hall")).await.unwrap();
    let person =
        SpeakerInput { name: text("A. Speaker"), position: text("Adviser"), ..SpeakerInput::default() };
    let person = db.store.save_speaker(system(), event, None, person).await.unwrap();
    let mut input = in_room(10, hall);
    input.speakers = vec![SessionSpeaker::new(person, SpeakerRole::Chair)];
    input.seats = Some(7);
    let id = db.store.save_session(system(), event, None, None, input).await.unwrap();
    db.release(event).await;
    db.register(event, &[(10, id)]).await;
    let mut next = settings(DecisionMode::Organisers, 20);
    (next.starts_on, next.ends_on) = (date(2028, 5, 30), date(2028, 5, 31));
    let copy = db.store.create_event(system(), next.clone(), Some(event), false).await.unwrap();
    let draft = db.store.draft_agenda(copy).await.unwrap().agenda;
    assert_eq!((draft.rooms.len(), draft.speakers.len(), draft.sessions.len()), (1, 0, 1));
    let copied = &draft.sessions[0];
    assert_eq!(copied.slot.map(|slot| slot.day), Some(date(2028, 5, 30)));
    assert_eq!((copied.room, copied.seats), (Some(draft.rooms[0].id), Some(7)));
    assert_ne!(copied.room, Some(hall));
    let seats = db.store.seats_left(copy).await.unwrap()[&copied.id];
    assert_eq!((seats.total, seats.taken), (7, 0));
    let taken = db.store.create_event(system(), next, None, false).await;
    assert_eq!(taken, Err(CommandError::Refused(SettingsRefused::SlugTaken)));
}
