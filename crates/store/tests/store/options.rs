//! Scarce options: never more people than places, given back with the registration, and never taken behind anybody's back.

use crate::harness::{Db, account, act, answers, organiser, secret, system};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    AnswerOption, Asked, ChangeRefused, Fault, Form, FormRefused, Problem, Question, QuestionKind,
    RawAnswers, RegisterRefused, Step, VisibilityClass,
};
use plenary_domain::{Actor, Lang, LocalText};
use plenary_store::{CommandError, RegisterOutcome};

fn text(words: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, words))
}

/// How one comes: by bus, of which there are so many seats, or alone.
fn coming(seats: Option<i32>) -> Question {
    let option = |key: &str, places| AnswerOption { key: key.to_owned(), label: text(key), places };
    Question {
        key: "own_coming".to_owned(),
        kind: QuestionKind::OneOf,
        step: Step::Needs,
        label: text("How do you come?"),
        help: LocalText::default(),
        purpose: text("To order buses"),
        asked: Asked::Optional,
        condition: None,
        class: VisibilityClass::Organisers,
        keep_days: None,
        options: vec![option("bus", seats), option("alone", None)],
        for_types: vec![],
        range: None,
    }
}

async fn house(seats: Option<i32>, mode: DecisionMode, places: i32) -> (Db, EventId) {
    let db = Db::new().await;
    let event = db.event(mode, places).await;
    save(&db, event, 1, seats).await.unwrap();
    (db, event)
}

async fn save(
    db: &Db,
    event: EventId,
    version: i32,
    seats: Option<i32>,
) -> Result<i32, CommandError<FormRefused>> {
    let form = Form { version: 0, questions: vec![coming(seats)] };
    db.store.save_form(system(), event, version, form).await
}

fn by(way: &str) -> RawAnswers {
    let mut raw = answers(&[]);
    raw.0.insert("own_coming".to_owned(), vec![way.to_owned()]);
    raw
}

async fn try_send(
    db: &Db,
    event: EventId,
    way: &str,
) -> Result<RegisterOutcome, CommandError<RegisterRefused>> {
    let draft = db.draft(event, by(way)).await;
    db.store.register(act(Actor::Nobody), event, draft, secret()).await
}

async fn send(db: &Db, event: EventId, way: &str) -> RegistrationId {
    let secret = try_send(db, event, way).await.unwrap().secret;
    db.store.registration_by_secret(event, &secret).await.unwrap().id
}

async fn on_the_bus(db: &Db) -> i64 {
    db.number("SELECT count(*) FROM place WHERE option_id IS NOT NULL AND registration_id IS NOT NULL").await
}

fn is_full(problems: &[(Step, plenary_domain::registration::FieldProblem)]) -> bool {
    matches!(problems, [(Step::Needs, p)] if p.problem == Problem::OptionFull && p.field == "own_coming")
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sits_on_a_seat_that_is_not_there() {
    let (db, event) = house(Some(5), DecisionMode::Organisers, 99).await;
    let mut drafts = Vec::new();
    for _ in 0..24 {
        drafts.push(db.draft(event, by("bus")).await);
    }
    let sends = drafts.into_iter().map(|draft| {
        let store = db.store.clone();
        tokio::spawn(async move { store.register(act(Actor::Nobody), event, draft, secret()).await })
    });
    let sends: Vec<_> = sends.collect();
    let (mut sent, mut full) = (0, 0);
    for send in sends {
        match send.await.unwrap() {
            Ok(_) => sent += 1,
            Err(CommandError::Refused(RegisterRefused::Answers(problems))) if is_full(&problems) => full += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((sent, full, on_the_bus(&db).await), (5, 19, 5));
    assert_eq!(db.number("SELECT count(*) FROM registration").await, 5, "a refusal leaves nothing behind");
    let facts =
        db.store.form_facts(&db.store.event(event).await.unwrap(), crate::harness::now()).await.unwrap();
    assert_eq!(facts.left[&("own_coming".to_owned(), "bus".to_owned())], 0);
    assert!(try_send(&db, event, "alone").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_follows_its_registration_through_changes_and_its_end() {
    let (db, event) = house(Some(1), DecisionMode::AtOnce, 9).await;
    let first = send(&db, event, "bus").await;
    let second = send(&db, event, "alone").await;
    let change = async |id: RegistrationId, version, way| {
        db.store.change_answers(act(Actor::Delegate(id)), event, id, version, Step::Needs, by(way)).await
    };
    let refused = change(second, 1, "bus").await;
    assert!(matches!(refused, Err(CommandError::Refused(ChangeRefused::Answers(p))) if is_full(&p)));
    assert!(change(first, 1, "bus").await.is_ok(), "one's own seat is not full");
    change(first, 1, "alone").await.unwrap();
    assert_eq!(on_the_bus(&db).await, 0);
    change(second, 1, "bus").await.unwrap();
    assert_eq!(on_the_bus(&db).await, 1);
    db.store.withdraw(act(Actor::Delegate(second)), event, second, String::new()).await.unwrap();
    assert_eq!(on_the_bus(&db).await, 0);
    assert!(try_send(&db, event, "bus").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_counts_those_who_have_chosen_already() {
    let (db, event) = house(None, DecisionMode::AtOnce, 9).await;
    send(&db, event, "bus").await;
    let gone = send(&db, event, "bus").await;
    send(&db, event, "bus").await;
    db.store.withdraw(act(Actor::Delegate(gone)), event, gone, String::new()).await.unwrap();
    let before = db.everything().await;
    let refused = save(&db, event, 2, Some(1)).await;
    let Err(CommandError::Refused(FormRefused::Faults(faults))) = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].fault, Fault::PlacesTaken { option: "bus".into(), taken: 2 });
    assert_eq!(db.everything().await, before);
    assert_eq!(save(&db, event, 2, Some(2)).await, Ok(3));
    assert_eq!(on_the_bus(&db).await, 2);
    assert!(try_send(&db, event, "bus").await.is_err());
    let refused = save(&db, event, 3, Some(1)).await;
    assert!(
        matches!(refused, Err(CommandError::Refused(FormRefused::Faults(f))) if f[0].key == "own_coming")
    );
    assert_eq!(save(&db, event, 3, Some(3)).await, Ok(4));
    assert!(try_send(&db, event, "bus").await.is_ok());
    assert_eq!(save(&db, event, 4, None).await, Ok(5));
    assert_eq!(db.number("SELECT count(*) FROM place WHERE option_id IS NOT NULL").await, 0);
    assert!(try_send(&db, event, "bus").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_when_the_bus_is_full_comes_without_it() {
    use plenary_domain::registration::{Decision, Status, Verdict};
    let (db, event) = house(Some(1), DecisionMode::Organisers, 9).await;
    let first = send(&db, event, "bus").await;
    let by_organiser = || act(organiser(event));
    db.account(7).await;
    let verdict = Verdict::plain(Decision::Decline, "Full".to_owned());
    let decided = db.store.decide(by_organiser(), event, vec![first], verdict).await.unwrap();
    send(&db, event, "bus").await;
    db.store.undo_decisions(by_organiser(), event, decided.batch).await.unwrap();
    let back = db.store.registration(event, first).await.unwrap();
    assert_eq!((back.status, back.answers.own.len(), on_the_bus(&db).await), (Status::Submitted, 0, 1));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'option_lost'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_event_has_seats_of_its_own() {
    let (db, event) = house(Some(1), DecisionMode::AtOnce, 9).await;
    send(&db, event, "bus").await;
    let settings = crate::harness::settings(DecisionMode::AtOnce, 5);
    let copy = db.store.create_event(system(), settings, Some(event), false).await.unwrap();
    assert!(try_send(&db, copy, "bus").await.is_ok());
    assert!(try_send(&db, copy, "bus").await.is_err());
    assert!(try_send(&db, event, "bus").await.is_err());
    let stranger = account(9, vec![(copy, Role::Organiser)]);
    let foreign = db.store.save_form(act(stranger), event, 2, Form { version: 0, questions: vec![] }).await;
    assert_eq!(foreign, Err(CommandError::Refused(FormRefused::NotAllowed)));
}
