//! Names across scripts at the desk: searching, figures that are kept, possible duplicates.

use crate::harness::{Db, account, act, answers, organiser, system};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    Decision, Likeness, MergeRefused, RawAnswers, Seat, Status, Step, merged_into,
};
use plenary_store::{CommandError, Merge, RegistrationFilter, Sort, StoreError};
use std::sync::Arc;

/// Answers of somebody, field by field.
fn person(fields: &[(&str, &str)]) -> RawAnswers {
    let mut raw = answers(&[]);
    for (field, value) in fields {
        raw.0.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    raw
}

async fn register(db: &Db, event: EventId, fields: &[(&str, &str)]) -> RegistrationId {
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
    let before = db.number("SELECT sum(n)::bigint FROM tally").await;
    assert_eq!(db.store.migrate().await, Ok(0));
    assert_eq!(found(&db, event, "Шакеева").await, sorted(vec![one, two]));
    assert_eq!(db.number("SELECT count(*) FROM possible_duplicate").await, 1);
    assert_eq!(db.number("SELECT sum(n)::bigint FROM tally").await, before);
}

/// Figures that differ from what is there.
const WRONG: &str = "SELECT count(*) FROM (
    SELECT event_id, what, key, status, sum(n) AS n FROM tally GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0) AS kept
    FULL JOIN (
        SELECT r.event_id, f.what, f.key, f.status, count(*) AS n
        FROM registration r, tally_facts(r.status, r.representation_type, r.state, r.submitted_at) AS f GROUP BY 1, 2, 3, 4
        UNION ALL SELECT event_id, 'place', coalesce(session_id::text, ''),
            tally_place_status(registration_id), count(*) FROM place GROUP BY 1, 2, 3, 4) AS counted
    USING (event_id, what, key, status) WHERE kept.n IS DISTINCT FROM counted.n";

#[tokio::test(flavor = "multi_thread")]
async fn figures_stay_right_whoever_changes_what_at_the_same_time() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::AtOnce, 8).await;
    let session = db.session(event, 10, 4).await;
    let tasks: Vec<_> = (0..24)
        .map(|n| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                let id = db.register(event, &[(10, session)]).await;
                if n % 3 == 0 {
                    db.store.withdraw(act(Actor::Delegate(id)), event, id, String::new()).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(db.number(WRONG).await, 0);
    let ids: Vec<RegistrationId> = db
        .store
        .registrations(&organiser(event), event, &RegistrationFilter::default())
        .await
        .unwrap()
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    db.store.decide(system(), event, ids, Decision::Decline, "Full".to_owned()).await.unwrap();
    assert_eq!(db.number(WRONG).await, 0);
    db.raw.batch_execute("UPDATE registration SET state = NULL, representation_type = 'ngo'").await.unwrap();
    db.raw.batch_execute("DELETE FROM place WHERE session_id IS NOT NULL").await.unwrap();
    assert_eq!(db.number(WRONG).await, 0);
    assert_eq!(db.store.seats_left(event).await.unwrap()[&session].total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn days_are_those_of_the_zone_also_where_it_changed() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    for _ in 0..3 {
        register(&db, event, &[]).await;
    }
    // Almaty went from +06 to +05 on 1 March 2024.
    let moments = ["2024-02-27 18:30Z", "2024-02-27 17:30Z", "2024-03-02 18:30Z"];
    for (n, moment) in moments.iter().enumerate() {
        let sql = format!(
            "UPDATE registration SET submitted_at = '{moment}' WHERE id IN
            (SELECT id FROM registration ORDER BY id OFFSET {n} LIMIT 1)"
        );
        db.raw.batch_execute(&sql).await.unwrap();
    }
    let days = db.store.dashboard(&organiser(event), event).await.unwrap().per_day;
    let days: Vec<(String, i64)> = days.iter().map(|day| (day.day.to_string(), day.submitted)).collect();
    assert_eq!(
        days,
        [("2024-02-27", 1), ("2024-02-28", 1), ("2024-03-02", 1)].map(|(d, n)| (d.to_owned(), n))
    );
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
        let found = db.store.possible_duplicates(&actor, event, id).await.unwrap();
        found.iter().map(|other| (other.id, other.likeness)).collect::<Vec<_>>()
    };
    assert_eq!(of(one).await, [(two, Likeness::Same)]);
    assert_eq!(of(two).await, [(one, Likeness::Same)]);
    assert_eq!((of(sister).await, of(abroad).await), (vec![], vec![]));
    let email = db.store.registration(event, sister).await.unwrap().answers.email.to_string();
    let same_address = register(&db, event, &[("email", &email), ("family", "Else")]).await;
    let found = db.store.possible_duplicates(&actor, event, same_address).await.unwrap();
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
    assert_eq!(db.store.possible_duplicates(&stranger, event, one).await, Err(StoreError::NotFound));
    assert_eq!(db.store.with_possible_duplicates(&stranger, event, 9).await, Err(StoreError::NotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_registrations_become_one_and_what_was_given_back_goes_to_the_next() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 2).await;
    let session = db.session(event, 10, 1).await;
    let drop = db.register(event, &[(10, session)]).await;
    let keep = register(&db, event, &[("given", "Shakeeva"), ("badge", "Шакеева"), ("title", "Dr.")]).await;
    let waits = db.register(event, &[(10, session)]).await;
    let [old_keep, old_drop] = [keep, drop].map(|id| db.store.registration(event, id));
    let (old_keep, old_drop) = (old_keep.await.unwrap(), old_drop.await.unwrap());
    let merge = |fields: &[&str]| Merge {
        keep: (keep, 1),
        drop: (drop, 1),
        from_dropped: fields.iter().map(|field| (*field).to_owned()).collect(),
    };
    let letters = db.number("SELECT count(*) FROM outbox").await;
    let run = merge(&["email", "badge", "sessions"]);
    db.store.merge_registrations(act(organiser(event)), event, run.clone()).await.unwrap();
    let new = db.store.registration(event, keep).await.unwrap();
    let gone = db.store.registration(event, drop).await.unwrap();
    assert_eq!((new.answers.email, new.answers.badge_name), (old_drop.answers.email, "Зарина".to_owned()));
    assert_eq!(
        (new.answers.given_names, new.answers.title, new.version),
        ("Shakeeva".into(), "Dr.".into(), 2)
    );
    assert_eq!((new.status, new.reference.as_str()), (Status::Confirmed, old_keep.reference.as_str()));
    assert_eq!((gone.status, gone.seats.len()), (Status::Withdrawn, 0));
    assert_eq!(merged_into(&gone.reason), Some(old_keep.reference.as_str()));
    let next = db.store.registration(event, waits).await.unwrap();
    assert_eq!((next.status, &next.seats[..]), (Status::Confirmed, &[(session, Seat::Kept)][..]));
    assert_eq!(new.seats, [(session, Seat::Waiting(1))]);
    assert_eq!(
        db.number("SELECT count(*) FROM outbox").await,
        letters + 1,
        "to the one from the waiting list"
    );
    assert_eq!(db.number(WRONG).await, 0);
    let actor = organiser(event);
    for (id, action, other) in
        [(keep, "merge", &old_drop.reference), (drop, "merge_away", &old_keep.reference)]
    {
        let history = db.store.history(&actor, event, id.0).await.unwrap();
        assert_eq!(
            (history[0].action.as_str(), &history[0].detail["merged"]),
            (action, &other.as_str().into())
        );
    }
    let again = db.store.merge_registrations(act(actor), event, run).await;
    assert_eq!(again, Err(CommandError::Refused(MergeRefused::NotFrom(Status::Withdrawn))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_that_is_refused_changes_nothing() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let foreign = db.event(DecisionMode::Organisers, 5).await;
    let keep = register(&db, event, &[("type", "ngo")]).await;
    let drop = register(&db, event, &[("type", "member_state")]).await;
    let other = register(&db, foreign, &[]).await;
    db.raw
        .batch_execute("UPDATE registration SET answers = jsonb_set(answers, '{state}', 'null') WHERE representation_type = 'ngo'")
        .await
        .unwrap();
    let before = db.everything().await;
    let merge = |keep, drop, version| Merge {
        keep: (keep, version),
        drop: (drop, 1),
        from_dropped: ["type".to_owned()].into(),
    };
    let run = async |actor, merge| db.store.merge_registrations(act(actor), event, merge).await.unwrap_err();
    let refused = CommandError::Refused;
    let viewer = account(8, vec![(event, Role::Viewer), (foreign, Role::Organiser)]);
    for actor in [viewer, Actor::Nobody, Actor::Delegate(keep), organiser(foreign)] {
        assert_eq!(run(actor, merge(keep, drop, 1)).await, refused(MergeRefused::NotAllowed));
    }
    let mine = organiser(event);
    assert_eq!(run(mine.clone(), merge(keep, keep, 1)).await, refused(MergeRefused::Same));
    assert_eq!(run(mine.clone(), merge(keep, drop, 2)).await, refused(MergeRefused::ChangedMeanwhile));
    assert_eq!(run(mine.clone(), merge(keep, other, 1)).await, CommandError::Store(StoreError::NotFound));
    let answers = run(mine, merge(keep, drop, 1)).await;
    assert!(
        matches!(&answers, CommandError::Refused(MergeRefused::Answers(wrong)) if wrong.len() == 1),
        "{answers:?}"
    );
    assert_eq!(db.everything().await, before);
}
