//! Representation types: limits of their own within those of the event, ways to a decision, and changing type.

use crate::harness::{Db, act, answers, system};
use plenary_domain::Actor;
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{ChangeRefused, Problem, RawAnswers, RepresentationType, Status, Step};
use plenary_store::{ChangeVerdict, Changed, CommandError, TypesRefused};

pub(crate) async fn with(
    db: &Db,
    event: EventId,
    change: impl Fn(&mut RepresentationType),
) -> Result<Event, TypesRefused> {
    let old = db.store.event(event).await.unwrap();
    let mut types = old.types.clone();
    types.iter_mut().for_each(change);
    match db.store.save_types(system(), event, old.version, (types, 48)).await {
        Ok(()) => Ok(db.store.event(event).await.unwrap()),
        Err(CommandError::Refused(refused)) => Err(refused),
        Err(error) => panic!("{error:?}"),
    }
}

async fn register_as(db: &Db, event: EventId, code: &str) -> RegistrationId {
    let mut raw = answers(&[]);
    raw.0.insert("type".to_owned(), vec![code.to_owned()]);
    raw.0.insert("state".to_owned(), vec!["KZ".to_owned()]);
    let draft = db.draft(event, raw).await;
    let secret = db.send(event, &draft).await.secret;
    db.store.registration_by_secret(event, &secret).await.unwrap().id
}

pub(crate) fn limit(code: &'static str, limit: Option<i32>) -> impl Fn(&mut RepresentationType) {
    move |kind| {
        if kind.code.as_str() == code {
            kind.limit = limit;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_type_with_a_limit_fills_up_by_itself_and_its_queue_does_not_hold_up_the_others() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 3).await;
    with(&db, event, limit("media", Some(1))).await.unwrap();
    let first = register_as(&db, event, "media").await;
    let second = register_as(&db, event, "media").await;
    let delegate = register_as(&db, event, "member_state").await;
    let status = async |id| db.store.registration(event, id).await.unwrap().status;
    assert_eq!(
        (status(first).await, status(second).await, status(delegate).await),
        (Status::Confirmed, Status::Waitlisted, Status::Confirmed)
    );
    assert_eq!(db.store.event_places(event).await.unwrap().taken, 2, "who waits holds nothing");
    let third = register_as(&db, event, "member_state").await;
    let fourth = register_as(&db, event, "ngo").await;
    assert_eq!((status(third).await, status(fourth).await), (Status::Confirmed, Status::Waitlisted));
    // A place of the event becomes free: the journalist was first, but only one of them may come.
    db.store.withdraw(act(Actor::Delegate(third)), event, third, String::new()).await.unwrap();
    assert_eq!((status(second).await, status(fourth).await), (Status::Waitlisted, Status::Offered));
    db.store.withdraw(act(Actor::Delegate(first)), event, first, String::new()).await.unwrap();
    assert_eq!(status(second).await, Status::Offered);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_below_what_is_taken_is_refused_and_one_that_is_lifted_lets_people_in() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let (a, b) = (register_as(&db, event, "media").await, register_as(&db, event, "media").await);
    let refused = with(&db, event, limit("media", Some(1))).await;
    assert!(matches!(refused, Err(TypesRefused::FewerThanTaken { taken: 2, .. })), "{refused:?}");
    with(&db, event, limit("media", Some(2))).await.unwrap();
    let c = register_as(&db, event, "media").await;
    assert_eq!(db.store.registration(event, c).await.unwrap().status, Status::Waitlisted);
    with(&db, event, limit("media", None)).await.unwrap();
    assert_eq!(db.store.registration(event, c).await.unwrap().status, Status::Offered);
    for id in [a, b] {
        assert_eq!(db.store.registration(event, id).await.unwrap().status, Status::Confirmed);
    }
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_type_has_its_own_way_to_a_decision_and_one_in_use_stays() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    with(&db, event, |kind| {
        if kind.code.as_str() == "speaker" {
            kind.path = Some(DecisionMode::AtOnce);
        }
    })
    .await
    .unwrap();
    let speaker = register_as(&db, event, "speaker").await;
    let delegate = register_as(&db, event, "ngo").await;
    let status = async |id| db.store.registration(event, id).await.unwrap().status;
    assert_eq!((status(speaker).await, status(delegate).await), (Status::Confirmed, Status::Submitted));
    let old = db.store.event(event).await.unwrap();
    let without =
        |code: &str| old.types.iter().filter(|kind| kind.code.as_str() != code).cloned().collect::<Vec<_>>();
    let in_use = db.store.save_types(system(), event, old.version, (without("ngo"), 48)).await;
    assert!(matches!(in_use, Err(CommandError::Refused(TypesRefused::InUse(_)))), "{in_use:?}");
    let stale = db.store.save_types(system(), event, old.version - 1, (without("media"), 48)).await;
    assert_eq!(stale, Err(CommandError::Refused(TypesRefused::ChangedMeanwhile)));
    db.store.save_types(system(), event, old.version, (without("media"), 48)).await.unwrap();
    db.figures_are_right().await;
}

fn typed(pairs: &[(&str, &str)]) -> RawAnswers {
    let mut raw = RawAnswers::default();
    for (field, value) in pairs {
        raw.0.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    raw
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_changes_only_with_an_organisers_consent_and_the_old_answer_stays_valid() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let id = register_as(&db, event, "ngo").await;
    let read = async || db.store.registration(event, id).await.unwrap();
    let before = read().await;
    let names = typed(&[("given", "Anna"), ("family", "Ivanova"), ("badge", "Anya")]);
    let delegate = || act(Actor::Delegate(id));
    let changed =
        db.store.change_answers(delegate(), event, id, before.version, Step::About, names.clone()).await;
    assert_eq!(changed, Ok(Changed::Asked));
    let after = read().await;
    assert_eq!(after.answers.family_name, before.answers.family_name);
    assert_eq!(after.answers.badge_name, "Anya", "what nobody decided upon changes at once");
    let request = db.store.change_request(event, id).await.unwrap().unwrap();
    assert_eq!(request.wanted.one("family"), "Ivanova");
    let verdict =
        |accept, reason: &str| ChangeVerdict { request: request.id, accept, reason: reason.to_owned() };
    let refused = db.store.decide_change(system(), event, id, verdict(false, "")).await;
    assert!(refused.is_err());
    db.store.decide_change(system(), event, id, verdict(true, "")).await.unwrap();
    assert_eq!(read().await.answers.family_name, "Ivanova");
    assert_eq!(db.store.change_request(event, id).await.unwrap(), None);
    assert!(db.store.decide_change(system(), event, id, verdict(true, "")).await.is_err(), "only once");
    // A newer wish takes the place of the one before.
    let version = read().await.version;
    for name in ["Petrova", "Sidorova"] {
        let names = typed(&[("given", "Anna"), ("family", name), ("badge", "Anya")]);
        db.store.change_answers(delegate(), event, id, version, Step::About, names).await.unwrap();
    }
    let request = db.store.change_request(event, id).await.unwrap().unwrap();
    assert_eq!(request.wanted.one("family"), "Sidorova");
    // One about another step joins it.
    let represents = typed(&[("type", "ngo"), ("organisation", "Another"), ("position", "Director")]);
    db.store.change_answers(delegate(), event, id, version, Step::Organisation, represents).await.unwrap();
    let request = db.store.change_request(event, id).await.unwrap().unwrap();
    let both = (request.wanted.one("family"), request.wanted.one("organisation"));
    assert_eq!(both, ("Sidorova", "Another"));
    let accepted = ChangeVerdict { request: request.id, accept: true, reason: String::new() };
    db.store.decide_change(system(), event, id, accepted).await.unwrap();
    let after = read().await;
    assert_eq!((&*after.answers.family_name, &*after.answers.organisation), ("Sidorova", "Another"));
    let names = typed(&[("given", "Anna"), ("family", "Orlova"), ("badge", "Anya")]);
    db.store.change_answers(delegate(), event, id, after.version, Step::About, names).await.unwrap();
    let request = db.store.change_request(event, id).await.unwrap().unwrap();
    assert_eq!(request.wanted.0.len(), 1, "what was decided does not wait any more");
    let rejected = ChangeVerdict { request: request.id, accept: false, reason: "Passport".to_owned() };
    db.store.decide_change(system(), event, id, rejected).await.unwrap();
    assert_eq!(read().await.answers.family_name, "Sidorova");
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_to_a_type_that_is_full_is_refused_and_takes_nothing_away() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    with(&db, event, limit("media", Some(0))).await.unwrap();
    let id = register_as(&db, event, "ngo").await;
    let version = db.store.registration(event, id).await.unwrap().version;
    let to_media = typed(&[("type", "media"), ("organisation", "Channel"), ("position", "Editor")]);
    let refused = db.store.change_answers(system(), event, id, version, Step::Organisation, to_media).await;
    let Err(CommandError::Refused(ChangeRefused::Answers(problems))) = refused else { panic!("{refused:?}") };
    assert_eq!(problems[0].1.problem, Problem::TypeFull);
    assert_eq!(db.store.event_places(event).await.unwrap().taken, 1);
    assert_eq!(db.store.registration(event, id).await.unwrap().answers.representation_type.as_str(), "ngo");
    db.figures_are_right().await;
}
