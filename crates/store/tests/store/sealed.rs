//! Answers of class CL3 and above: in no row in the clear, there for whoever may see them, bound to person and question.

use crate::files::house;
use crate::harness::{Db, account, act, answers, now, organiser, secret, system};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{Asked, Form, Question, RawAnswers, Step, VisibilityClass, built_in};
use plenary_store::{ChangeVerdict, Changed, Granted, RegistrationFilter, Store, StoreError, StoreOptions};

/// What must never be read in a copy of the database.
const SECRETS: [&str; 4] = ["CANARY-PASSPORT", "CANARY-BIRTHPLACE", "CANARY-DIET", "CANARY-ACCESS"];

pub(crate) fn on(key: &str) -> Question {
    Question { asked: Asked::Optional, ..built_in(key).unwrap().clone() }
}

pub(crate) async fn asks(db: &Db, event: EventId, version: i32, questions: Vec<Question>) {
    let form = Form { version: 0, questions };
    db.store.save_form(system(), event, version, form).await.unwrap();
}

fn visa() -> Vec<Question> {
    ["hotel", "visa_needed", "place_of_birth", "passport_number"].map(on).to_vec()
}

fn typed(more: &[(&str, &str)]) -> RawAnswers {
    let mut raw = answers(&[]);
    for (field, value) in [
        ("hotel", "Kazakhstan"),
        ("visa_needed", "yes"),
        ("passport_number", "CANARY-PASSPORT"),
        ("place_of_birth", "CANARY-BIRTHPLACE"),
        ("food", "halal"),
        ("food_note", "CANARY-DIET"),
        ("access_note", "CANARY-ACCESS"),
    ]
    .iter()
    .chain(more)
    {
        raw.0.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    raw
}

/// So many people, each with a note about food.
pub(crate) async fn people(db: &Db, event: EventId, count: usize) -> Vec<RegistrationId> {
    let mut found = Vec::new();
    for number in 0..count {
        let mut raw = answers(&[]);
        raw.0.insert("food_note".to_owned(), vec![format!("No number {number}")]);
        let draft = db.draft(event, raw).await;
        let outcome = db.send(event, &draft).await;
        found.push(db.store.registration_by_secret(event, &outcome.secret).await.unwrap().id);
    }
    found
}

async fn nothing_tells(db: &Db) {
    for text in SECRETS {
        assert_eq!(db.tells(text).await, Vec::<String>::new());
    }
    assert_eq!(db.tells("halal").await, Vec::<String>::new());
}

async fn sent(db: &Db, event: EventId) -> (RegistrationId, String) {
    let draft = db.draft(event, typed(&[])).await;
    let outcome = db.send(event, &draft).await;
    let found = db.store.registration_by_secret(event, &outcome.secret).await.unwrap();
    (found.id, outcome.secret)
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_step_to_a_change_no_row_of_any_table_tells_them() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    asks(&db, event, 1, visa()).await;
    let draft = db.draft(event, typed(&[])).await;
    nothing_tells(&db).await;
    let kept = db.store.draft(event, &draft, now()).await.unwrap().answers;
    assert_eq!((kept.one("passport_number"), kept.one("food")), ("CANARY-PASSPORT", "halal"));
    db.store
        .save_draft(act(Actor::Nobody), (event, &draft), typed(&[("hotel", "Almaty")]), Granted::NoLetter)
        .await
        .unwrap();
    // Refused for a notice that was not read: what was typed stays, and stays sealed.
    let mut unread = RawAnswers::default();
    unread.0.insert("consent_list".to_owned(), vec!["yes".to_owned()]);
    let refused = db.store.register_with_last_step(
        act(Actor::Nobody),
        event,
        (draft.clone(), unread),
        secret(),
        Granted::Letter,
    );
    refused.await.unwrap_err();
    nothing_tells(&db).await;
    let kept = db.store.draft(event, &draft, now()).await.unwrap().answers;
    assert_eq!((kept.one("food_note"), kept.one("consent_list")), ("CANARY-DIET", "yes"));
    let mut read = RawAnswers::default();
    read.0.insert("notice".to_owned(), vec!["yes".to_owned()]);
    let sent =
        db.store.register_with_last_step(act(Actor::Nobody), event, (draft, read), secret(), Granted::Letter);
    let own = db.store.registration_by_secret(event, &sent.await.unwrap().secret).await.unwrap();
    assert_eq!(own.answers.own["passport_number"], ["CANARY-PASSPORT"]);
    assert_eq!((own.answers.food_note.as_str(), own.sealed.len()), ("CANARY-DIET", 0));
    nothing_tells(&db).await;
    assert_eq!(db.number("SELECT count(*) FROM sealed_answer WHERE draft_id IS NOT NULL").await, 0);
    // A change of what is controlled waits sealed, one of what is free is sealed at once.
    let delegate = || act(Actor::Delegate(own.id));
    let change = typed(&[("passport_number", "CANARY-PASSPORT-2")]);
    let asked = db.store.change_answers(delegate(), event, own.id, 1, Step::Travel, change).await;
    assert_eq!(asked, Ok(Changed::Asked));
    let change = typed(&[("food_note", "CANARY-DIET-2")]);
    let done = db.store.change_answers(delegate(), event, own.id, 2, Step::Needs, change).await;
    assert_eq!(done, Ok(Changed::Now));
    nothing_tells(&db).await;
    let closed = db.store.change_request(event, own.id).await.unwrap().unwrap();
    assert_eq!((closed.sealed, closed.wanted.0.len()), (vec!["passport_number".to_owned()], 0));
    let request = db.store.change_request_opened(event, own.id).await.unwrap().unwrap();
    assert_eq!(request.wanted.one("passport_number"), "CANARY-PASSPORT-2");
    let verdict = ChangeVerdict { request: request.id, accept: true, reason: String::new() };
    db.store.decide_change(act(organiser(event)), event, own.id, verdict).await.unwrap();
    let after = db.store.registration_opened(act(organiser(event)), event, own.id).await.unwrap();
    assert_eq!(after.answers.own["passport_number"], ["CANARY-PASSPORT-2"]);
    assert_eq!(after.answers.food_note, "CANARY-DIET-2");
    nothing_tells(&db).await;
    db.store.sweep(now()).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM sealed_answer WHERE registration_id IS NULL").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_runs_the_event_opens_them_which_is_written_down_and_nobody_else() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    asks(&db, event, 1, visa()).await;
    let (id, _) = sent(&db, event).await;
    let closed = db.store.registration(event, id).await.unwrap();
    let names = ["access_note", "food", "food_note", "passport_number", "place_of_birth", "visa_needed"];
    assert_eq!(closed.sealed, names);
    assert!(closed.answers.food.is_empty() && !closed.answers.own.contains_key("passport_number"));
    let other = db.event(DecisionMode::Organisers, 9).await;
    let viewer = account(8, vec![(event, Role::Viewer)]);
    let (filter, all) = (RegistrationFilter::default(), (None, true));
    for actor in [viewer, organiser(other), Actor::Nobody, Actor::Delegate(id)] {
        let hidden = db.store.registration_opened(act(actor.clone()), event, id).await;
        assert_eq!(hidden, Err(StoreError::NotFound), "{actor:?}");
        let export = db.store.export_batch(&actor, event, &filter, all).await;
        assert_eq!(export, Err(StoreError::NotFound), "{actor:?}");
    }
    let looks = "SELECT count(*) FROM audit WHERE action = 'see_sealed_answers'
        AND detail -> 'questions' ? 'passport_number'";
    assert_eq!(db.number(looks).await, 0);
    db.store.registration_opened(act(organiser(event)), event, id).await.unwrap();
    assert_eq!(db.number(looks).await, 1);
    let file = db.store.export_batch(&organiser(event), event, &filter, all).await.unwrap();
    assert_eq!(file[0].answers.own["passport_number"], ["CANARY-PASSPORT"]);
    let list = db.store.registrations(&organiser(event), event, &filter).await.unwrap();
    assert_eq!(list.rows[0].own.keys().collect::<Vec<_>>(), ["hotel"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_moved_to_another_person_or_question_does_not_open_nor_does_one_that_is_missing() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    asks(&db, event, 1, visa()).await;
    let (mine, my_secret) = sent(&db, event).await;
    let (theirs, their_secret) = sent(&db, event).await;
    let opens = async |secret: &str| db.store.registration_by_secret(event, secret).await;
    let swap = format!(
        "UPDATE sealed_answer SET registration_id = '{mine}', question = 'gone' WHERE registration_id = '{theirs}'
            AND question = 'passport_number';
        UPDATE sealed_answer SET registration_id = '{theirs}' WHERE registration_id = '{mine}'
            AND question = 'passport_number';
        UPDATE sealed_answer SET question = 'passport_number' WHERE question = 'gone'"
    );
    assert!(opens(&my_secret).await.is_ok());
    db.raw.batch_execute(&swap).await.unwrap();
    for secret in [&my_secret, &their_secret] {
        let moved = opens(secret).await;
        assert!(matches!(moved, Err(StoreError::Sealed(_))), "another person's: {moved:?}");
    }
    db.raw.batch_execute(&swap).await.unwrap();
    assert!(opens(&my_secret).await.is_ok());
    let rename = |from: &str, to: &str| {
        format!(
            "UPDATE sealed_answer SET question = '{to}' WHERE registration_id = '{mine}' AND question = '{from}';"
        )
    };
    let cross = [("food_note", "x"), ("access_note", "food_note"), ("x", "access_note")];
    db.raw.batch_execute(&cross.map(|(from, to)| rename(from, to)).concat()).await.unwrap();
    assert!(matches!(opens(&my_secret).await, Err(StoreError::Sealed(_))), "another question's");
    let gone =
        format!("DELETE FROM sealed_answer WHERE registration_id = '{theirs}' AND question = 'visa_needed'");
    db.raw.batch_execute(&gone).await.unwrap();
    assert!(matches!(opens(&their_secret).await, Err(StoreError::Sealed(_))), "missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_clear_is_sealed_in_the_background_and_what_need_not_be_is_opened() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    asks(&db, event, 1, visa()).await;
    let (id, secret) = sent(&db, event).await;
    let draft = db.draft(event, typed(&[])).await;
    let change = typed(&[("passport_number", "CANARY-PASSPORT-2")]);
    db.store.change_answers(act(Actor::Delegate(id)), event, id, 1, Step::Travel, change).await.unwrap();
    assert_eq!(db.tells("CANARY-PASSPORT").await.len(), 3, "there was no key");
    let mut options = StoreOptions::new(&db.url);
    options.sealer = Some(plenary_store::Sealer::parse(&plenary_store::Sealer::line("a", [1; 32])).unwrap());
    let store = Store::connect(options).await.unwrap();
    assert_eq!(store.divide_answers(act(organiser(event))).await, Err(StoreError::NotFound));
    assert_eq!(store.divide_answers(system()).await, Ok(3));
    assert_eq!(store.divide_answers(system()).await, Ok(0));
    nothing_tells(&db).await;
    let own = store.registration_by_secret(event, &secret).await.unwrap();
    assert_eq!((own.version, own.answers.own["passport_number"][0].as_str()), (1, "CANARY-PASSPORT"));
    assert_eq!(store.draft(event, &draft, now()).await.unwrap().answers.one("food_note"), "CANARY-DIET");
    let request = store.change_request_opened(event, id).await.unwrap().unwrap();
    assert_eq!(request.wanted.one("passport_number"), "CANARY-PASSPORT-2");
    // The organisers decide that hotels are nobody's business, and places of birth everybody's at the desk.
    let mut questions = visa();
    questions[0].class = VisibilityClass::Purpose;
    questions[2].class = VisibilityClass::Organisers;
    asks(&db, event, 2, questions).await;
    assert_eq!(store.divide_answers(system()).await, Ok(2));
    assert_eq!(store.divide_answers(system()).await, Ok(0));
    let closed = store.registration(event, id).await.unwrap();
    assert_eq!(closed.answers.own.keys().collect::<Vec<_>>(), ["place_of_birth"]);
    assert!(closed.sealed.contains(&"hotel".to_owned()));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'divide_answers'").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_forgotten_when_their_time_is_over_wherever_they_are() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    asks(&db, event, 1, visa()).await;
    let (id, _) = sent(&db, event).await;
    let change = typed(&[("passport_number", "CANARY-PASSPORT-2")]);
    db.store.change_answers(act(Actor::Delegate(id)), event, id, 1, Step::Travel, change).await.unwrap();
    let rows = "SELECT count(*) FROM sealed_answer WHERE question = 'passport_number'";
    assert_eq!(db.number(rows).await, 2);
    // Thirty days after 31 May 2027 in Almaty, and a minute.
    db.store.sweep("2027-06-30T19:01:00Z".parse().unwrap()).await.unwrap();
    assert_eq!(db.number(rows).await, 0);
    let left = db.store.registration_opened(act(organiser(event)), event, id).await.unwrap();
    assert!(!left.answers.own.contains_key("passport_number"));
    assert_eq!(left.answers.own["place_of_birth"], ["CANARY-BIRTHPLACE"], "kept for longer");
    let request = db.store.change_request_opened(event, id).await.unwrap().unwrap();
    assert!(request.wanted.0.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_without_any_pays_for_none() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let plain = Db::new().await;
    let other = plain.event(DecisionMode::AtOnce, 9).await;
    let mut statements = Vec::new();
    for (db, event) in [(&db, event), (&plain, other)] {
        let [warm, draft] = [db.draft(event, answers(&[])).await, db.draft(event, answers(&[])).await];
        db.send(event, &warm).await;
        let before = db.store.queries();
        db.send(event, &draft).await;
        statements.push(db.store.queries() - before);
    }
    assert_eq!(statements[0], statements[1]);
    assert_eq!(db.number("SELECT count(*) FROM sealed_answer").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_controlled_answer_is_taken_away_only_with_consent() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    asks(&db, event, 1, visa()).await;
    let (id, secret) = sent(&db, event).await;
    let mut emptied = typed(&[("hotel", "Rixos")]);
    emptied.0.remove("passport_number");
    emptied.0.insert("title".to_owned(), vec![String::new()]);
    let delegate = || act(Actor::Delegate(id));
    let asked = db.store.change_answers(delegate(), event, id, 1, Step::Travel, emptied).await;
    assert_eq!(asked, Ok(Changed::Asked));
    let own = async || db.store.registration_by_secret(event, &secret).await.unwrap().answers.own;
    assert_eq!(
        (own().await["passport_number"][0].as_str(), own().await["hotel"][0].as_str()),
        ("CANARY-PASSPORT", "Rixos")
    );
    // "No visa" would take it away as well: it waits together with that.
    let no_visa = typed(&[("visa_needed", "no"), ("hotel", "Dostyk")]);
    let asked = db.store.change_answers(delegate(), event, id, 2, Step::Travel, no_visa).await;
    assert_eq!(asked, Ok(Changed::Asked));
    let after = own().await;
    assert_eq!(
        [&after["passport_number"][0], &after["visa_needed"][0], &after["hotel"][0]],
        ["CANARY-PASSPORT", "yes", "Dostyk"]
    );
    let request = db.store.change_request_opened(event, id).await.unwrap().unwrap();
    assert_eq!((request.wanted.one("visa_needed"), request.wanted.all("passport_number").len()), ("no", 0));
    let verdict = ChangeVerdict { request: request.id, accept: true, reason: String::new() };
    db.store.decide_change(act(organiser(event)), event, id, verdict).await.unwrap();
    let after = own().await;
    assert_eq!((after.get("passport_number"), after["visa_needed"][0].as_str()), (None, "no"));
}
