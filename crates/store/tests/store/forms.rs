//! The form as data: versions, who may save, what an old registration keeps, copies.

use crate::harness::{Db, account, act, answers, organiser, settings, system};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    Asked, ChangeRefused, Fault, Form, FormRefused, Problem, Question, QuestionKind, RawAnswers,
    RegisterRefused, Step, VisibilityClass, built_in,
};
use plenary_domain::{Actor, Lang, LocalText};
use plenary_store::{Changed, CommandError, StoreError};

fn text(words: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, words))
}

fn own(key: &str, label: &str) -> Question {
    Question {
        key: key.to_owned(),
        kind: QuestionKind::ShortText,
        step: Step::About,
        label: text(label),
        help: LocalText::default(),
        purpose: text("To plan"),
        asked: Asked::Required,
        condition: None,
        class: VisibilityClass::Organisers,
        keep_days: Some(30),
        options: vec![],
        for_types: vec![],
        range: None,
    }
}

fn on(key: &str) -> Question {
    Question { asked: Asked::Optional, ..built_in(key).unwrap().clone() }
}

fn form(questions: Vec<Question>) -> Form {
    Form { version: 0, questions }
}

fn with(pairs: &[(&str, &str)]) -> RawAnswers {
    let mut raw = answers(&[]);
    for (field, value) in pairs {
        raw.0.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    raw
}

async fn send(db: &Db, event: EventId, pairs: &[(&str, &str)]) -> RegistrationId {
    let draft = db.draft(event, with(pairs)).await;
    let secret = db.send(event, &draft).await.secret;
    db.store.registration_by_secret(event, &secret).await.unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn each_save_is_a_version_that_stays_and_nothing_changed_is_none() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    db.account(7).await;
    assert_eq!(db.store.form(event).await, Ok(Form::standard()));
    let by = || act(organiser(event));
    let first = form(vec![on("phone"), own("own_tshirt", "Size")]);
    assert_eq!(db.store.save_form(by(), event, 1, first.clone()).await, Ok(2));
    assert_eq!(db.store.save_form(by(), event, 2, first.clone()).await, Ok(2), "nothing changed");
    let stale = db.store.save_form(by(), event, 1, form(vec![])).await;
    assert_eq!(stale, Err(CommandError::Refused(FormRefused::ChangedMeanwhile)));
    assert_eq!(db.store.form(event).await.unwrap().questions, first.questions);
    let versions = db.store.form_versions(event).await.unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.version, v.saved_by.as_str())).collect();
    assert_eq!(told, [(2, "Somebody"), (1, "")]);
    let row = "SELECT count(*) FROM audit WHERE action = 'save_form' AND detail #> '{questions,added}' = '[\"phone\", \"Size\"]'";
    assert_eq!(db.number(row).await, 1);
    for change in ["UPDATE form SET definition = '[]'", "DELETE FROM form"] {
        assert!(db.raw.execute(change, &[]).await.is_err(), "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_does_not_hold_together_or_is_not_ours_is_refused_whole() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let before = db.everything().await;
    let stranger = account(8, vec![(event, Role::Viewer)]);
    let refused = db.store.save_form(act(stranger), event, 1, form(vec![])).await;
    assert_eq!(refused, Err(CommandError::Refused(FormRefused::NotAllowed)));
    let bad = form(vec![Question { purpose: LocalText::default(), ..own("own_tshirt", "Size") }]);
    let refused = db.store.save_form(system(), event, 1, bad).await;
    let Err(CommandError::Refused(FormRefused::Faults(faults))) = refused else { panic!("{refused:?}") };
    assert_eq!(faults.into_iter().map(|f| f.fault).collect::<Vec<_>>(), [Fault::NoPurpose(Lang::En)]);
    assert_eq!(db.everything().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_must_be_answered_and_is_kept_with_the_version() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    db.store.save_form(system(), event, 1, form(vec![own("own_tshirt", "Size")])).await.unwrap();
    let draft = db.draft(event, answers(&[])).await;
    let refused = db.store.register(act(Actor::Nobody), event, draft, crate::harness::secret()).await;
    let Err(CommandError::Refused(RegisterRefused::Answers(problems))) = refused else { panic!() };
    assert!(matches!(problems[..], [(Step::About, ref p)] if matches!(p.problem, Problem::Text(_))));
    let id = send(&db, event, &[("own_tshirt", " XL "), ("own_nothing", "dropped")]).await;
    let sent = db.store.registration(event, id).await.unwrap();
    assert_eq!(sent.form_version, 2);
    assert_eq!(sent.answers.own.into_iter().collect::<Vec<_>>(), [("own_tshirt".into(), vec!["XL".into()])]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_outlives_its_question_and_a_change_of_something_else() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    db.store.save_form(system(), event, 1, form(vec![own("own_tshirt", "Size")])).await.unwrap();
    let id = send(&db, event, &[("own_tshirt", "XL")]).await;
    let mut new = own("own_bags", "Bags");
    new.step = Step::Needs;
    db.store.save_form(system(), event, 2, form(vec![new])).await.unwrap();
    let delegate = || act(Actor::Delegate(id));
    let label = async || {
        let sent = db.store.registration(event, id).await.unwrap();
        let form = db.store.form_of(&sent).await.unwrap();
        let question = form.question("own_tshirt").unwrap().label.get(Lang::En).to_owned();
        (question, sent.answers.own["own_tshirt"][0].clone(), sent.form_version)
    };
    assert_eq!(label().await, ("Size".into(), "XL".into(), 2));
    let name = with(&[("family", "Rahimova")]);
    db.store.change_answers(act(organiser(event)), event, id, 1, Step::About, name).await.unwrap();
    assert_eq!(label().await, ("Size".into(), "XL".into(), 3));
    let refused = db.store.change_answers(delegate(), event, id, 2, Step::Needs, with(&[])).await;
    assert!(matches!(refused, Err(CommandError::Refused(ChangeRefused::Answers(p))) if p.len() == 1));
    let bags = with(&[("own_bags", "two")]);
    db.store.change_answers(delegate(), event, id, 2, Step::Needs, bags).await.unwrap();
    assert_eq!(label().await, ("Size".into(), "XL".into(), 3));
    assert_eq!(db.store.form_of_all(event).await.unwrap().questions.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_does_not_tell_protected_answers() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let asked = form(vec![on("phone"), on("visa_needed"), on("passport_number")]);
    db.store.save_form(system(), event, 1, asked).await.unwrap();
    let id = send(&db, event, &[("visa_needed", "yes"), ("passport_number", "N1234567")]).await;
    let change = with(&[("visa_needed", "yes"), ("passport_number", "N7654321")]);
    // A delegate asks for another passport number, an organiser writes it.
    let asked = db.store.change_answers(act(Actor::Delegate(id)), event, id, 1, Step::Travel, change.clone());
    assert_eq!(asked.await, Ok(Changed::Asked));
    db.store.change_answers(act(organiser(event)), event, id, 1, Step::Travel, change).await.unwrap();
    let phone = with(&[("phone", "+77011234567")]);
    db.store.change_answers(act(Actor::Delegate(id)), event, id, 2, Step::Contact, phone).await.unwrap();
    let history = db.store.history(&organiser(event), event, id.0).await.unwrap();
    let trail = serde_json::to_string(&history.iter().map(|row| &row.detail).collect::<Vec<_>>()).unwrap();
    assert!(trail.contains("passport_number") && trail.contains("+77011234567"), "{trail}");
    assert!(!trail.contains("N1234567") && !trail.contains("N7654321"), "{trail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_event_asks_the_same_from_its_first_version() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let asked = form(vec![own("own_tshirt", "Size")]);
    db.store.save_form(system(), event, 1, asked.clone()).await.unwrap();
    let copy =
        db.store.create_event(system(), settings(DecisionMode::AtOnce, 5), Some(event), false).await.unwrap();
    assert_eq!(db.store.form(copy).await, Ok(Form { version: 1, ..asked }));
    assert_eq!(db.store.form(EventId(uuid::Uuid::nil())).await, Err(StoreError::NotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_deleted_when_their_time_is_over_and_the_trail_says_so_once() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let other = db.event(DecisionMode::AtOnce, 9).await;
    let kept = Question { keep_days: None, ..own("own_kept", "Kept") };
    for event in [event, other] {
        let asked = form(vec![own("own_tshirt", "Size"), kept.clone(), on("phone")]);
        db.store.save_form(system(), event, 1, asked).await.unwrap();
    }
    let typed = [("own_tshirt", "XL"), ("own_kept", "for good"), ("phone", "+77011234567")];
    let id = send(&db, event, &typed).await;
    send(&db, event, &[("own_tshirt", "S"), ("own_kept", "too")]).await;
    db.store.save_form(system(), event, 2, form(vec![kept])).await.unwrap();
    // The event ends on 31 May 2027 in Almaty; sizes are kept for thirty days.
    let last: jiff::Timestamp = "2027-06-30T18:59:00Z".parse().unwrap();
    assert_eq!(db.store.sweep(last).await, Ok(2), "two drafts that became registrations, and no answer");
    assert_eq!(db.store.sweep(last + jiff::SignedDuration::from_mins(1)).await, Ok(2));
    let keys = async || {
        let own = db.store.registration(event, id).await.unwrap().answers.own;
        own.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(keys().await, ["own_kept", "phone"]);
    let told = "SELECT count(*) FROM audit WHERE action = 'forget_answers' AND event_id IS NOT NULL
        AND detail = '{\"registrations\": 2, \"questions\": {\"removed\": [\"Size\"]}}'";
    assert_eq!(db.number(told).await, 1);
    assert_eq!(db.store.sweep("2027-09-30T00:00:00Z".parse().unwrap()).await, Ok(1));
    assert_eq!(keys().await, ["own_kept"]);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'forget_answers'").await, 2);
}
