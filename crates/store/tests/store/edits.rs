//! Edits of the timetable, and taking them back.

use crate::harness::{Db, act, in_room, organiser, session, system, text};
use jiff::civil::time;
use plenary_domain::agenda::{
    Agenda, Edit, EditRefused, Level, RoomInput, Rule, Rules, Slot, UndoEditRefused,
};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RoomId, SessionId};
use plenary_store::{CommandError, StoreError};

struct Timetable {
    db: Db,
    event: EventId,
    hall: RoomId,
    first: SessionId,
    second: SessionId,
}

impl Timetable {
    /// Two sessions in one hall, at ten and at twelve.
    async fn new() -> Self {
        let db = Db::new().await;
        let event = db.event(DecisionMode::Organisers, 5).await;
        db.account(7).await;
        let hall = RoomInput { name: text("Hall"), capacity: Some(30), position: 1, ..RoomInput::default() };
        let hall = db.store.save_room(system(), event, None, hall).await.unwrap();
        let first = db.store.save_session(system(), event, None, None, in_room(10, hall)).await.unwrap();
        let second = db.store.save_session(system(), event, None, None, in_room(12, hall)).await.unwrap();
        Self { db, event, hall, first, second }
    }

    async fn edit(&self, edit: Edit) -> Result<SessionId, CommandError<EditRefused>> {
        let draft = self.db.store.draft_agenda(self.event).await.unwrap();
        let versions = edit.touches().into_iter().map(|id| (id, draft.versions[&id])).collect();
        self.db.store.edit_agenda(act(organiser(self.event)), self.event, edit, versions).await
    }

    async fn to(&self, id: SessionId, hour: i8) {
        let slot = in_room(hour, self.hall).slot;
        self.edit(Edit::Move { session: id, slot, room: Some(self.hall) }).await.unwrap();
    }

    async fn undo(&self) -> Result<String, CommandError<UndoEditRefused>> {
        let last = self.db.store.last_edit(self.event).await.unwrap().unwrap();
        let undone = self.db.store.undo_edit(act(organiser(self.event)), self.event, last.number).await?;
        Ok(undone.kind)
    }

    async fn agenda(&self) -> Agenda {
        self.db.store.draft_agenda(self.event).await.unwrap().agenda
    }

    /// Hours at which the two begin.
    async fn hours(&self) -> [Option<i8>; 2] {
        let agenda = self.agenda().await;
        [self.first, self.second]
            .map(|id| agenda.session(id).and_then(|s| s.slot).map(|slot: Slot| slot.start.hour()))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_are_taken_back_one_after_the_other_each_with_its_audit_row() {
    let t = Timetable::new().await;
    assert_eq!(t.db.store.last_edit(t.event).await.unwrap(), None);
    t.to(t.first, 14).await;
    t.to(t.first, 16).await;
    t.edit(Edit::Swap { session: t.first, with: t.second }).await.unwrap();
    assert_eq!(t.hours().await, [Some(12), Some(16)]);
    t.edit(Edit::Move { session: t.second, slot: None, room: Some(t.hall) }).await.unwrap();
    assert_eq!(t.hours().await, [Some(12), None]);
    let last = t.db.store.last_edit(t.event).await.unwrap().unwrap();
    assert_eq!((last.kind.as_str(), last.author.as_str()), ("take_out", "Somebody"));
    for (kind, hours) in [
        ("take_out", [Some(12), Some(16)]),
        ("swap", [Some(16), Some(12)]),
        ("move", [Some(14), Some(12)]),
        ("move", [Some(10), Some(12)]),
    ] {
        assert_eq!(t.undo().await, Ok(kind.to_owned()));
        assert_eq!(t.hours().await, hours, "after {kind}");
    }
    assert_eq!(t.db.store.last_edit(t.event).await.unwrap(), None);
    assert_eq!(t.db.number("SELECT count(*) FROM audit WHERE action = 'undo_edit'").await, 4);
    assert_eq!(t.db.number("SELECT count(*) FROM audit WHERE action = 'move_session'").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_has_changed_since_is_not_taken_back() {
    let t = Timetable::new().await;
    t.to(t.second, 15).await;
    t.to(t.first, 14).await;
    let mine = t.db.store.last_edit(t.event).await.unwrap().unwrap();
    let version = t.db.store.draft_agenda(t.event).await.unwrap().versions[&t.first];
    let mut input = in_room(14, t.hall);
    input.title = text("Other");
    t.db.store.save_session(system(), t.event, Some(t.first), Some(version), input).await.unwrap();
    let before = t.db.everything().await;
    let refused = t.db.store.undo_edit(act(organiser(t.event)), t.event, mine.number).await;
    assert_eq!(refused, Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile)));
    assert_eq!(t.db.everything().await, before);
    // Of the other session nothing was changed: that one can still go back.
    assert_eq!(t.undo().await, Ok("move".to_owned()));
    assert_eq!(t.hours().await, [Some(14), Some(12)]);
    let twice = t.db.store.undo_edit(act(organiser(t.event)), t.event, mine.number - 1).await;
    assert_eq!(twice, Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile)));
    let nobody = t.db.store.undo_edit(act(plenary_domain::Actor::Nobody), t.event, mine.number).await;
    assert_eq!(nobody, Err(CommandError::Refused(UndoEditRefused::NotAllowed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_waits_for_a_time_and_a_split_makes_two() {
    let t = Timetable::new().await;
    let copy = t.edit(Edit::Copy { session: t.first }).await.unwrap();
    let agenda = t.agenda().await;
    let made = agenda.session(copy).unwrap();
    assert_eq!((made.slot, made.number, made.room), (None, 3, Some(t.hall)));
    let part = t.edit(Edit::Split { session: t.first, minutes: 20 }).await.unwrap();
    let agenda = t.agenda().await;
    let slots =
        [t.first, part].map(|id| agenda.session(id).and_then(|s| s.slot).map(|s| (s.start, s.minutes)));
    assert_eq!(slots, [Some((time(10, 0, 0, 0), 20)), Some((time(10, 20, 0, 0), 40))]);
    assert_eq!(t.undo().await, Ok("split".to_owned()));
    assert_eq!(t.undo().await, Ok("copy".to_owned()));
    assert_eq!(t.agenda().await.sessions.len(), 2);
    let gone = t.edit(Edit::Split { session: t.first, minutes: 60 }).await;
    assert_eq!(gone, Err(CommandError::Refused(EditRefused::CannotBeSplit)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_people_have_signed_up_for_stays() {
    let t = Timetable::new().await;
    let open = t.db.store.save_session(system(), t.event, None, None, session(17, Some(2))).await.unwrap();
    let copy = t.edit(Edit::Copy { session: open }).await.unwrap();
    t.to(copy, 18).await;
    t.db.release(t.event).await;
    t.db.register(t.event, &[(18, copy)]).await;
    assert_eq!(t.undo().await, Ok("put_in".to_owned()));
    assert_eq!(t.undo().await, Err(CommandError::Refused(UndoEditRefused::InUse)));
    assert!(t.agenda().await.session(copy).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_move_the_same_session_do_not_overwrite_each_other() {
    let t = Timetable::new().await;
    let to = |hour| Edit::Move { session: t.first, slot: in_room(hour, t.hall).slot, room: Some(t.hall) };
    let save = |hour| t.db.store.edit_agenda(act(organiser(t.event)), t.event, to(hour), vec![(t.first, 1)]);
    let (one, other) = tokio::join!(save(15), save(17));
    let refused = Err(CommandError::Refused(EditRefused::ChangedMeanwhile));
    assert_eq!(usize::from(one == refused) + usize::from(other == refused), 1, "{one:?} {other:?}");
    let swap = Edit::Swap { session: t.second, with: t.first };
    let stale = vec![(t.second, 1), (t.first, 1)];
    assert_eq!(t.db.store.edit_agenda(act(organiser(t.event)), t.event, swap, stale).await, refused);
    let stranger = act(organiser(t.db.event(DecisionMode::Organisers, 5).await));
    let not_mine = t.db.store.edit_agenda(stranger, t.event, to(9), vec![(t.first, 2)]).await;
    assert_eq!(not_mine, Err(CommandError::Refused(EditRefused::NotAllowed)));
    let elsewhere = t.db.store.undo_edit(system(), t.db.event(DecisionMode::Organisers, 5).await, 1).await;
    assert_eq!(elsewhere, Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile)));
}

#[tokio::test(flavor = "multi_thread")]
async fn levels_keep_an_edit_or_a_release_from_happening() {
    let t = Timetable::new().await;
    let draft = async || t.db.store.draft_agenda(t.event).await.unwrap();
    let mut rules = Rules::default();
    rules.set(Rule::RoomTwice, Level::BlocksSave);
    let version = draft().await.draft_version;
    let save = |version, rules: &Rules| {
        t.db.store.save_conflict_levels(act(organiser(t.event)), t.event, version, rules.clone())
    };
    save(version, &rules).await.unwrap();
    assert_eq!(draft().await.rules, rules);
    assert_eq!(save(version, &rules).await, Err(CommandError::Refused(EditRefused::ChangedMeanwhile)));
    let clash = Edit::Move { session: t.first, slot: in_room(12, t.hall).slot, room: Some(t.hall) };
    let before = t.db.everything().await;
    assert_eq!(t.edit(clash).await, Err(CommandError::Refused(EditRefused::Blocked)));
    let form = t.db.store.save_session(system(), t.event, None, None, in_room(12, t.hall)).await;
    assert_eq!(form, Err(CommandError::Refused(EditRefused::Blocked)));
    assert_eq!(t.db.everything().await, before);
    t.to(t.first, 14).await;
    rules.set(Rule::RoomTwice, Level::Warning);
    save(draft().await.draft_version, &rules).await.unwrap();
    t.edit(clash).await.unwrap();
    assert_eq!(t.db.release(t.event).await, 1, "a warning does not stand in the way");
    let unknown =
        t.db.store.save_conflict_levels(act(plenary_domain::Actor::Nobody), t.event, 1, rules).await;
    assert_eq!(unknown, Err(CommandError::Refused(EditRefused::NotAllowed)));
    let missing = t.db.store.release(t.event, 9).await;
    assert_eq!(missing, Err(StoreError::NotFound));
}
