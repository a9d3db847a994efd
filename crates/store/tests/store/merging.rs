//! Two registrations of one person become one: places, seats, files, letters and requests go where they belong.

use crate::files::{house, keep as keep_file};
use crate::harness::{Db, account, act, organiser, system};
use crate::names::register;
use crate::types::{limit, with};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::file::FileOwner;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    Asked, Decision, Form, MergeRefused, Question, RawAnswers, Seat, Status, Step, Verdict, built_in,
    merged_into,
};
use plenary_store::{Changed, CommandError, Merge, StoreError};

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
    assert_eq!((next.status, &next.seats[..]), (Status::Offered, &[(session, Seat::Waiting(1))][..]));
    assert_eq!(new.seats, [(session, Seat::Kept)], "the seat stays with the person");
    assert_eq!(
        db.number("SELECT count(*) FROM outbox").await,
        letters + 1,
        "to the one from the waiting list"
    );
    let to_the_dropped =
        format!("SELECT count(*) FROM outbox WHERE registration_id = '{drop}' AND state = 'queued'");
    assert_eq!(db.number(&to_the_dropped).await, 0);
    db.store.resend_letter(act(Actor::Delegate(drop)), event, drop).await.unwrap();
    assert_eq!(db.number(&to_the_dropped).await, 0, "not by asking for it, either");
    db.figures_are_right().await;
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

fn merge(keep: (RegistrationId, i32), drop: (RegistrationId, i32), fields: &[&str]) -> Merge {
    Merge { keep, drop, from_dropped: fields.iter().map(|field| (*field).to_owned()).collect() }
}

async fn run(db: &Db, event: EventId, merge: Merge) -> Result<(), CommandError<MergeRefused>> {
    db.store.merge_registrations(act(organiser(event)), event, merge).await
}

async fn status(db: &Db, event: EventId, id: RegistrationId) -> Status {
    db.store.registration(event, id).await.unwrap().status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_that_one_has_and_the_other_waits_for_stays_with_the_person() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let session = db.session(event, 10, 1).await;
    let drop = db.register(event, &[(10, session)]).await;
    let before = db.register(event, &[(10, session)]).await;
    let keep = db.register(event, &[(10, session)]).await;
    run(&db, event, merge((keep, 1), (drop, 1), &[])).await.unwrap();
    let seats = async |id| db.store.registration(event, id).await.unwrap().seats;
    assert_eq!(seats(keep).await, [(session, Seat::Kept)]);
    assert_eq!(seats(before).await, [(session, Seat::Waiting(1))]);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_of_a_limited_type_goes_over_and_the_one_that_was_left_is_offered_on() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    with(&db, event, limit("media", Some(1))).await.unwrap();
    with(&db, event, limit("speaker", Some(1))).await.unwrap();
    let drop = register(&db, event, &[("type", "media")]).await;
    let keep = register(&db, event, &[("type", "speaker")]).await;
    let journalist = register(&db, event, &[("type", "media")]).await;
    let speaker = register(&db, event, &[("type", "speaker")]).await;
    run(&db, event, merge((keep, 1), (drop, 1), &["type"])).await.unwrap();
    assert_eq!(
        (status(&db, event, keep).await, status(&db, event, drop).await),
        (Status::Confirmed, Status::Withdrawn)
    );
    assert_eq!(
        (status(&db, event, journalist).await, status(&db, event, speaker).await),
        (Status::Waitlisted, Status::Offered),
        "one place of the press, and it went over"
    );
    assert_eq!(db.store.event_places(event).await.unwrap().taken, 2);
    db.figures_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_pair_of_states_in_the_running_merges_and_nothing_is_left_behind() {
    let db = Db::new().await;
    let ways: [&[Decision]; 5] = [
        &[],
        &[Decision::RequestInfo],
        &[Decision::Waitlist],
        &[Decision::Confirm],
        &[Decision::Confirm, Decision::Reconfirm],
    ];
    for (n, keeps) in ways.iter().enumerate() {
        for drops in ways.iter().skip(n % 2) {
            let event = db.event(DecisionMode::Organisers, 3).await;
            let (keep, drop) = (db.register(event, &[]).await, db.register(event, &[]).await);
            for (id, decisions) in [(keep, keeps), (drop, drops)] {
                for decision in *decisions {
                    let answer_by =
                        decision.needs_deadline().then(|| "2026-12-24T00:00:00Z".parse().unwrap());
                    let verdict = Verdict { answer_by, ..Verdict::plain(*decision, "why".to_owned()) };
                    let decided = db.store.decide(system(), event, vec![id], verdict).await.unwrap();
                    assert!(decided.outcomes[0].1.is_ok());
                }
            }
            let stood = status(&db, event, keep).await;
            run(&db, event, merge((keep, 1), (drop, 1), &["badge"])).await.unwrap();
            let stands = if stood == Status::Waitlisted && drops.contains(&Decision::Confirm) {
                Status::Offered
            } else {
                stood
            };
            assert_eq!(status(&db, event, keep).await, stands, "{keeps:?} {drops:?}");
            assert_eq!(status(&db, event, drop).await, Status::Withdrawn);
            let left = format!(
                "SELECT (SELECT count(*) FROM place WHERE registration_id = '{drop}')
                    + (SELECT count(*) FROM outbox WHERE registration_id = '{drop}' AND state = 'queued')"
            );
            assert_eq!(db.number(&left).await, 0, "{keeps:?} {drops:?}");
            let taken = db.store.event_places(event).await.unwrap().taken;
            assert_eq!(taken, i64::from(stands.holds_place()));
            db.figures_are_right().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_another_version_of_the_form_merge_and_a_request_of_the_dropped_one_ends() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 9).await;
    let on = |key: &str, asked| Question { asked, ..built_in(key).unwrap().clone() };
    let form = |questions| Form { version: 0, questions };
    let first = form(vec![on("name_native", Asked::Optional), on("hotel", Asked::Optional)]);
    db.store.save_form(system(), event, 1, first).await.unwrap();
    let drop = register(&db, event, &[("name_native", "Шакеева"), ("hotel", "Kazakhstan")]).await;
    let keep = register(&db, event, &[("name_native", "Юсупова")]).await;
    // Now something is asked that neither has answered, and the hotel no longer.
    let second = form(vec![on("name_native", Asked::Optional), on("phone", Asked::Required)]);
    db.store.save_form(system(), event, 2, second).await.unwrap();
    let mut typed = RawAnswers::default();
    for (field, value) in [("given", "Z"), ("family", "Else"), ("badge", "Z"), ("name_native", "Шакеева")]
    {
        typed.0.insert(field.to_owned(), vec![value.to_owned()]);
    }
    let delegate = act(Actor::Delegate(drop));
    assert_eq!(
        db.store.change_answers(delegate, event, drop, 1, Step::About, typed).await,
        Ok(Changed::Asked)
    );
    let version = db.store.registration(event, drop).await.unwrap().version;
    run(&db, event, merge((keep, 1), (drop, version), &["name_native", "hotel"])).await.unwrap();
    let kept = db.store.registration(event, keep).await.unwrap();
    let own: Vec<_> = kept.answers.own.iter().map(|(key, of)| (key.as_str(), of[0].as_str())).collect();
    assert_eq!(own, [("hotel", "Kazakhstan"), ("name_native", "Шакеева")]);
    assert_eq!(kept.form_version, 3);
    assert_eq!(db.store.change_request(event, drop).await.unwrap(), None);
    assert_eq!(db.number("SELECT count(*) FROM change_request WHERE state = 'replaced'").await, 1);
    assert!(!db.store.history(&organiser(event), event, drop.0).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_along_where_they_lack_and_sealed_answers_where_they_were_chosen() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    let people = crate::sealed::people(&db, event, 3).await;
    let (keep, drop, third) = (people[0], people[1], people[2]);
    crate::sealed::asks(&db, event, 1, vec![crate::sealed::on("photo")]).await;
    let photo = keep_file(&db, event, drop, b"photo").await;
    let given = format!(
        "UPDATE registration SET answers = jsonb_set(answers, '{{own,photo}}', '[\"face.jpg\"]') WHERE id = '{drop}'"
    );
    db.raw.batch_execute(&given).await.unwrap();
    run(&db, event, merge((keep, 1), (drop, 1), &[])).await.unwrap();
    let files = async |id| {
        let found = db.store.files(event, FileOwner::Registration(id)).await.unwrap();
        found.into_iter().map(|file| file.id).collect::<Vec<_>>()
    };
    let note = async |id| {
        let opened = db.store.registration_opened(act(organiser(event)), event, id).await.unwrap();
        opened.answers.food_note
    };
    assert_eq!((files(keep).await, files(drop).await), (vec![photo], vec![]));
    let own = db.store.registration(event, keep).await.unwrap().answers.own;
    assert_eq!(own["photo"], ["face.jpg"], "the answers name the file that came along");
    assert_eq!(note(keep).await, "No number 0");
    let newer = keep_file(&db, event, third, b"newer").await;
    let version = db.store.registration(event, keep).await.unwrap().version;
    run(&db, event, merge((keep, version), (third, 1), &["badge-photo", "food_note"])).await.unwrap();
    assert_eq!(files(keep).await, [newer]);
    assert_eq!([note(keep).await, note(third).await], ["No number 2", "No number 2"]);
    assert_eq!(db.number("SELECT count(*) FROM sealed_answer").await, 3);
}
