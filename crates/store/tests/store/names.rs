//! Names across scripts at the desk: searching, and possible duplicates.

use crate::harness::{Db, account, act, answers, organiser, system};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{Asked, Form, Likeness, Question, RawAnswers, Step, built_in};
use plenary_store::{RegistrationFilter, Sort, StoreError};

/// Answers of somebody, field by field.
pub(crate) fn person(fields: &[(&str, &str)]) -> RawAnswers {
    let mut raw = answers(&[]);
    for (field, value) in fields {
        raw.0.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    raw
}

pub(crate) async fn register(db: &Db, event: EventId, fields: &[(&str, &str)]) -> RegistrationId {
    let draft = db.draft(event, person(fields)).await;
    let outcome = db.send(event, &draft).await;
    db.store.registration_by_secret(event, &outcome.secret).await.unwrap().id
}

fn sorted(mut ids: Vec<RegistrationId>) -> Vec<RegistrationId> {
    ids.sort_unstable();
    ids
}

async fn found(db: &Db, event: EventId, query: &str) -> Vec<RegistrationId> {
    let filter =
        RegistrationFilter { query: query.to_owned(), sort: Sort::SubmittedAsc, ..Default::default() };
    let list = db.store.registrations(&organiser(event), event, &filter).await.unwrap();
    assert_eq!(list.total, i64::try_from(list.rows.len()).unwrap());
    sorted(list.rows.iter().map(|row| row.id).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_in_every_script_and_spelling() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let other = db.event(DecisionMode::Organisers, 9).await;
    let one = register(&db, event, &[("family", "Shakeyeva"), ("badge", "A")]).await;
    let two = register(&db, event, &[("family", "Shakeeva"), ("badge", "B")]).await;
    let three = register(&db, event, &[("family", "Iusupov"), ("badge", "Тимур Юсупов")]).await;
    let four = register(&db, event, &[("family", "O'Neil"), ("organisation", "«Мир» университеті")]).await;
    register(&db, other, &[("family", "Shakeeva")]).await;
    let reference = db.store.registration(event, one).await.unwrap().reference;
    for (query, expected) in [
        ("Шакеева", vec![one, two]),
        ("shakey", vec![one]),
        ("Шак", vec![one, two]),
        ("Yusupov", vec![three]),
        ("Юсупов Т", vec![three]),
        ("oneil", vec![four]),
        ("o’neil мир", vec![four]),
        ("University", vec![]),
        (&reference.to_lowercase(), vec![one]),
        ("Nobody", vec![]),
        ("' | 'a':* & !('", vec![one, two, three, four]),
        ("\\", vec![]),
    ] {
        let expected = if query.starts_with("' |") { found(&db, event, "a").await } else { expected };
        assert_eq!(found(&db, event, query).await, sorted(expected), "{query}");
    }
    let email = db.store.registration(event, two).await.unwrap().answers.email.to_string();
    assert_eq!(found(&db, event, &email.to_uppercase()).await, [two]);
    let typed = person(&[("family", "Rahimova"), ("badge", "Рахимова")]);
    db.store.change_answers(act(Actor::Delegate(one)), event, one, 1, Step::About, typed).await.unwrap();
    assert_eq!(found(&db, event, "Шакеева").await, [two]);
    assert_eq!(found(&db, event, "Рахимова").await, [one]);
    assert_eq!(found(&db, event, &reference).await, [one], "the reference stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_by_the_form_it_has_at_home_and_no_longer_when_that_is_forgotten() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let on = |key: &str, keep_days| Question {
        asked: Asked::Optional,
        keep_days,
        ..built_in(key).unwrap().clone()
    };
    let questions = vec![on("name_native", Some(30)), on("other_names", Some(365)), on("phone", None)];
    db.store.save_form(system(), event, 1, Form { version: 0, questions }).await.unwrap();
    let one = register(
        &db,
        event,
        &[
            ("given", "Wei"),
            ("family", "Shakeeva"),
            ("name_native", "Шакеева 张伟"),
            ("other_names", "Маратовна"),
            ("phone", "+77011234567"),
        ],
    )
    .await;
    let two = register(&db, event, &[("family", "Iusupov"), ("name_native", "Юсупов Тимур")]).await;
    register(&db, event, &[("family", "Rahimova")]).await;
    for (query, expected) in [
        ("张伟", vec![one]),
        ("Шакеева", vec![one]),
        ("Maratovna", vec![one]),
        ("Юсупов", vec![two]),
        ("Iusupov", vec![two]),
        ("Yusupov Timur", vec![two]),
        ("7701", vec![]),
    ] {
        assert_eq!(found(&db, event, query).await, sorted(expected), "{query}");
    }
    // The event is over on 31 May: first one answer is forgotten, then the other.
    db.store.sweep("2027-07-15T00:00:00Z".parse().unwrap()).await.unwrap();
    assert_eq!(found(&db, event, "张伟").await, []);
    assert_eq!(found(&db, event, "Timur").await, []);
    assert_eq!(found(&db, event, "Maratovna").await, [one]);
    assert_eq!(
        (found(&db, event, "Шакеева").await, found(&db, event, "Юсупов").await),
        (vec![one], vec![two])
    );
    db.store.sweep("2028-07-15T00:00:00Z".parse().unwrap()).await.unwrap();
    assert_eq!(found(&db, event, "Maratovna").await, []);
    assert_eq!(found(&db, event, "Шакеева").await, [one]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_from_before_there_were_keys_get_them_at_the_start() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let one = register(&db, event, &[("family", "Shakeyeva")]).await;
    let two = register(&db, event, &[("family", "Shakeeva")]).await;
    db.raw
        .batch_execute("DELETE FROM possible_duplicate; UPDATE registration SET search = ''")
        .await
        .unwrap();
    assert_eq!(found(&db, event, "Шакеева").await, []);
    assert_eq!(db.store.migrate().await, Ok(0));
    assert_eq!(found(&db, event, "Шакеева").await, sorted(vec![one, two]));
    assert_eq!(db.number("SELECT count(*) FROM possible_duplicate").await, 1);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_are_those_of_the_list_in_every_order() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    for (family, organisation) in
        [("Berg", "Z"), ("Ärzte", "A"), ("Berg", "A"), ("Adler", "Z"), ("Çelik", "B"), ("Berg", "A")]
    {
        register(&db, event, &[("family", family), ("organisation", organisation)]).await;
    }
    let actor = organiser(event);
    for sort in [Sort::SubmittedAsc, Sort::SubmittedDesc, Sort::Name, Sort::Organisation] {
        let filter = RegistrationFilter { sort, query: "instit zarin".to_owned(), ..Default::default() };
        let nobody = db.store.registrations(&actor, event, &filter).await.unwrap();
        assert_eq!(nobody.rows, []);
        let filter = RegistrationFilter { sort, query: "zarin".to_owned(), ..Default::default() };
        let list = db.store.registrations(&actor, event, &filter).await.unwrap();
        let ids: Vec<RegistrationId> = list.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), 6);
        for (n, id) in ids.iter().enumerate() {
            let found = db.store.registration_neighbours(&actor, event, *id, &filter).await.unwrap();
            let before = n.checked_sub(1).map(|n| ids[n]);
            assert_eq!(found, (before, ids.get(n + 1).copied()), "{sort:?} {n}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn possible_duplicates_are_shown_to_organisers_and_stay_two() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let actor = organiser(event);
    let one = register(&db, event, &[("given", "Zarina"), ("family", "Shakeyeva"), ("state", "KZ")]).await;
    let two = register(
        &db,
        event,
        &[("given", "Shakeeva"), ("family", "Zarina"), ("state", "KZ"), ("organisation", "Ministry")],
    )
    .await;
    let sister =
        register(&db, event, &[("given", "Dilnoza"), ("family", "Shakeyeva"), ("state", "KZ")]).await;
    let abroad = register(
        &db,
        event,
        &[("given", "Zarina"), ("family", "Shakeyeva"), ("state", "TJ"), ("organisation", "Elsewhere")],
    )
    .await;
    let of = async |id| {
        let registration = db.store.registration(event, id).await.unwrap();
        let found = db.store.possible_duplicates(&actor, &registration).await.unwrap();
        found.iter().map(|other| (other.id, other.likeness)).collect::<Vec<_>>()
    };
    assert_eq!(of(one).await, [(two, Likeness::Same)]);
    assert_eq!(of(two).await, [(one, Likeness::Same)]);
    assert_eq!((of(sister).await, of(abroad).await), (vec![], vec![]));
    let email = db.store.registration(event, sister).await.unwrap().answers.email.to_string();
    let same_address = register(&db, event, &[("email", &email), ("family", "Else")]).await;
    let registration = db.store.registration(event, same_address).await.unwrap();
    let found = db.store.possible_duplicates(&actor, &registration).await.unwrap();
    assert_eq!(found.iter().map(|o| (o.id, o.same_email)).collect::<Vec<_>>(), [(sister, true)]);
    let noted = db.store.with_possible_duplicates(&actor, event, 1).await.unwrap();
    assert_eq!((noted.total, noted.pairs.len()), (2, 1));
    let typed = person(&[("given", "Aliya"), ("family", "Rahimova"), ("badge", "")]);
    db.store.change_answers(act(Actor::Delegate(two)), event, two, 1, Step::About, typed).await.unwrap();
    assert_eq!(of(one).await, []);
    assert_eq!(db.store.with_possible_duplicates(&actor, event, 9).await.unwrap().total, 1);
    db.store.withdraw(act(Actor::Delegate(sister)), event, sister, String::new()).await.unwrap();
    assert_eq!((of(sister).await, of(same_address).await), (vec![], vec![]));
    assert_eq!(db.store.with_possible_duplicates(&actor, event, 9).await.unwrap().total, 0);
    let stranger = account(8, vec![(EventId(uuid::Uuid::nil()), Role::Organiser)]);
    assert_eq!(db.store.possible_duplicates(&stranger, &registration).await, Err(StoreError::NotFound));
    assert_eq!(db.store.with_possible_duplicates(&stranger, event, 9).await, Err(StoreError::NotFound));
}
