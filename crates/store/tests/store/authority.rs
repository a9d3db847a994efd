//! Somebody who runs one event is nobody at another: every command is refused and leaves no trace.

use crate::harness::{Db, account, act, answers, note, now, organiser, session, settings, system, text};
use plenary_domain::Actor;
use plenary_domain::agenda::{EditRefused, ReleaseRefused, RoomInput, SpeakerInput, TopicInput};
use plenary_domain::event::{DecisionMode, SettingsRefused};
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::letter::ResendRefused;
use plenary_domain::policy::{NotAllowed, Role};
use plenary_domain::registration::{Decision, Step, Verdict};
use plenary_store::{CommandError, Invitation, LetterFilter, RegistrationFilter, StoreError};
use uuid::Uuid;

fn refused<R>(why: R) -> CommandError<R> {
    CommandError::Refused(why)
}

const HIDDEN: StoreError = StoreError::NotFound;

fn room() -> RoomInput {
    RoomInput { name: text("Hall"), capacity: Some(9), position: 1, ..RoomInput::default() }
}

async fn agenda_is_closed(db: &Db, actor: &Actor, event: EventId, session_id: SessionId) {
    let store = &db.store;
    let no = || refused(EditRefused::NotAllowed);
    let stranger = || act(actor.clone());
    let input = session(15, None);
    assert_eq!(store.save_session(stranger(), event, None, None, input.clone()).await, Err(no()));
    assert_eq!(store.save_session(stranger(), event, Some(session_id), Some(1), input).await, Err(no()));
    assert_eq!(store.move_session(stranger(), event, session_id, 1, None, None).await, Err(no()));
    assert_eq!(store.remove_session(stranger(), event, session_id).await, Err(no()));
    assert_eq!(store.save_room(stranger(), event, None, room()).await, Err(no()));
    assert_eq!(store.remove_room(stranger(), event, Uuid::nil().into()).await, Err(no()));
    let topic = TopicInput { name: text("IHL"), ..TopicInput::default() };
    assert_eq!(store.save_topic(stranger(), event, None, topic).await, Err(no()));
    assert_eq!(store.remove_topic(stranger(), event, Uuid::nil().into()).await, Err(no()));
    let person = SpeakerInput { name: text("A"), ..SpeakerInput::default() };
    assert_eq!(store.save_speaker(stranger(), event, None, person).await, Err(no()));
    assert_eq!(store.remove_speaker(stranger(), event, Uuid::nil().into()).await, Err(no()));
    let release = store.release_agenda(stranger(), event, 2, String::new()).await;
    assert_eq!(release, Err(refused(ReleaseRefused::NotAllowed)));
}

async fn registrations_are_closed(db: &Db, actor: &Actor, event: EventId, id: RegistrationId) {
    let store = &db.store;
    let stranger = || act(actor.clone());
    let decided =
        store.decide(stranger(), event, vec![id], Verdict::plain(Decision::Confirm, String::new())).await;
    assert_eq!(decided, Err(refused(NotAllowed)));
    assert_eq!(store.withdraw(stranger(), event, id, String::new()).await, Err(CommandError::Store(HIDDEN)));
    let change = store.change_answers(stranger(), event, id, 1, Step::About, answers(&[])).await;
    assert_eq!(change, Err(CommandError::Store(HIDDEN)));
    assert_eq!(store.resend_letter(stranger(), event, id).await, Err(refused(ResendRefused::NotAllowed)));
    let filter = RegistrationFilter::default();
    assert_eq!(store.begin_export(stranger(), event, &filter, &note()).await, Err(HIDDEN));
    assert_eq!(store.export_size(actor, event, &filter).await, Err(HIDDEN));
    assert_eq!(store.export_batch(actor, event, &filter, (None, false)).await, Err(HIDDEN));
    assert_eq!(store.registrations(actor, event, &filter).await, Err(HIDDEN));
    assert_eq!(store.registration_neighbours(actor, event, id, &filter).await, Err(HIDDEN));
    assert_eq!(store.dashboard(actor, event, now()).await, Err(HIDDEN));
    assert_eq!(store.history(actor, event, id.0).await, Err(HIDDEN));
    assert_eq!(store.audit(actor, event, 1).await, Err(HIDDEN));
    assert_eq!(store.letters(actor, event, &LetterFilter::all(now())).await, Err(HIDDEN));
    assert_eq!(store.people(actor, event).await, Err(HIDDEN));
}

async fn people_are_closed(db: &Db, actor: &Actor, event: EventId) {
    let store = &db.store;
    let stranger = || act(actor.clone());
    let no = || Err(refused(SettingsRefused::NotAllowed));
    assert_eq!(
        store.create_event(stranger(), settings(DecisionMode::AtOnce, 1), None, false).await,
        Err(refused(SettingsRefused::NotAllowed))
    );
    assert_eq!(store.save_event(stranger(), event, 1, settings(DecisionMode::AtOnce, 1)).await, no());
    let expires_at = now() + jiff::SignedDuration::from_hours(1);
    for (administrator, role) in [(true, None), (false, Some((event, Role::Viewer)))] {
        let invitation = Invitation { email: String::new(), administrator, event: role, expires_at };
        assert_eq!(store.invite(stranger(), [1; 32], invitation).await, Err(refused(NotAllowed)));
    }
    let other = Uuid::from_u128(99).into();
    assert_eq!(
        store.set_role(stranger(), event, other, Some(Role::Organiser)).await,
        Err(refused(NotAllowed))
    );
    assert_eq!(store.set_password(stranger(), other, "x".to_owned(), None).await, Err(refused(NotAllowed)));
    assert_eq!(store.set_totp(stranger(), other, None, vec![]).await, Err(refused(NotAllowed)));
    assert_eq!(store.set_name(stranger(), other, "x".to_owned()).await, Err(refused(NotAllowed)));
    let lang = plenary_domain::Lang::Kk;
    assert_eq!(store.set_language(stranger(), other, lang).await, Err(refused(NotAllowed)));
    assert_eq!(store.load_sample(stranger(), jiff::civil::date(2026, 11, 23)).await, Err(HIDDEN));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_of_another_event_changes_and_sees_nothing_here() {
    let db = Db::new().await;
    let (event, other) =
        (db.event(DecisionMode::Organisers, 5).await, db.event(DecisionMode::Organisers, 5).await);
    let session = db.session(event, 10, 3).await;
    let id = db.register(event, &[(10, session)]).await;
    let foreign = db.register(other, &[]).await;
    let before = db.everything().await;
    let viewer = account(8, vec![(event, Role::Viewer), (other, Role::Organiser)]);
    for actor in [organiser(other), Actor::Nobody, Actor::Delegate(foreign)] {
        agenda_is_closed(&db, &actor, event, session).await;
        registrations_are_closed(&db, &actor, event, id).await;
        people_are_closed(&db, &actor, event).await;
        assert_eq!(db.everything().await, before, "{actor:?}");
    }
    agenda_is_closed(&db, &viewer, event, session).await;
    people_are_closed(&db, &viewer, event).await;
    assert_eq!(db.everything().await, before, "who only looks");
}

#[tokio::test(flavor = "multi_thread")]
async fn things_of_one_event_are_not_found_through_another() {
    let db = Db::new().await;
    let (event, other) =
        (db.event(DecisionMode::Organisers, 5).await, db.event(DecisionMode::Organisers, 5).await);
    let session_id = db.session(event, 10, 3).await;
    let hall = db.store.save_room(system(), event, None, room()).await.unwrap();
    let id = db.register(event, &[(10, session_id)]).await;
    let secret = db.store.registration(event, id).await.unwrap().secret;
    let before = db.everything().await;
    let mine = || act(organiser(other));
    let gone = || CommandError::Store(HIDDEN);
    let input = session(15, None);
    assert_eq!(db.store.save_session(mine(), other, Some(session_id), Some(1), input).await, Err(gone()));
    let never = Err(CommandError::Refused(EditRefused::Gone));
    assert_eq!(db.store.move_session(mine(), other, session_id, 1, None, None).await, never);
    assert_eq!(db.store.remove_session(mine(), other, session_id).await, Err(gone()));
    assert_eq!(db.store.save_room(mine(), other, Some(hall), room()).await, Err(gone()));
    assert_eq!(db.store.remove_room(mine(), other, hall).await, Err(gone()));
    let pointing = crate::harness::in_room(15, hall);
    let pointing = db.store.save_session(mine(), other, None, None, pointing).await;
    assert_eq!(pointing, Err(CommandError::Store(StoreError::Conflict("a foreign key"))));
    let decided =
        db.store.decide(mine(), other, vec![id], Verdict::plain(Decision::Confirm, String::new())).await;
    assert_eq!(decided, Err(CommandError::Store(HIDDEN)));
    assert_eq!(db.store.withdraw(mine(), other, id, String::new()).await, Err(CommandError::Store(HIDDEN)));
    assert_eq!(db.store.registration(other, id).await, Err(HIDDEN));
    assert_eq!(db.store.registration_by_secret(other, &secret).await, Err(HIDDEN));
    assert_eq!(db.store.letters_of(other, id).await, Ok(vec![]));
    assert_eq!(db.store.history(&organiser(other), other, id.0).await, Ok(vec![]));
    let letter = db.store.letters_of(event, id).await.unwrap()[0].id;
    assert_eq!(db.store.letter(&organiser(other), other, letter).await, Err(HIDDEN));
    assert_eq!(db.everything().await, before);
}
