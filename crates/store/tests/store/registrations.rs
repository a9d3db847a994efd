//! Drafts, sending, changing, exporting, searching.

use crate::harness::{Db, act, act_at, answers, note, now, organiser, secret, settings, system};
use jiff::{SignedDuration, ToSpan};
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::letter::ResendRefused;
use plenary_domain::registration::{
    ChangeRefused, Decision, RawAnswers, RegisterRefused, Registered, Status, Step, Verdict, WithdrawRefused,
};
use plenary_store::{CommandError, Granted, RegistrationFilter, Sort, StoreError};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn the_same_draft_five_times_at_once_is_one_registration_and_one_letter() {
    let db = Arc::new(Db::new().await);
    let event = db.event(DecisionMode::AtOnce, 10).await;
    let draft = db.draft(event, answers(&[])).await;
    let tasks: Vec<_> = (0..5)
        .map(|_| {
            let (db, draft) = (Arc::clone(&db), draft.clone());
            tokio::spawn(async move { db.send(event, &draft).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "{outcomes:?}");
    assert_eq!(db.number("SELECT count(*) FROM registration").await, 1);
    assert_eq!(db.number("SELECT count(*) FROM outbox").await, 1);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'register'").await, 1);
    assert_eq!(db.number("SELECT count(*) FROM place WHERE registration_id IS NOT NULL").await, 1);
    let sent = db.store.draft(event, &draft, now()).await.unwrap();
    assert_eq!(
        (sent.registration_secret, sent.answers),
        (Some(outcomes[0].secret.clone()), RawAnswers::default())
    );
    let after_closing = act_at(Actor::Nobody, "2026-12-20T00:00:00Z".parse().unwrap());
    db.raw.execute("UPDATE event SET registration_closes_at = '2026-12-01Z'", &[]).await.unwrap();
    let again = db.store.register(after_closing, event, draft, secret()).await.unwrap();
    assert_eq!(again, outcomes[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_of_its_window_registration_is_refused_and_nothing_is_written() {
    let db = Db::new().await;
    let mut settings = settings(DecisionMode::AtOnce, 5);
    let opens = now() + 1.hour();
    settings.registration_opens_at = Some(opens);
    let event = db.store.create_event(system(), settings, None, false).await.unwrap();
    let early =
        db.store.begin_draft(act(Actor::Nobody), event, secret(), answers(&[]), Granted::NoLetter).await;
    assert_eq!(early, Err(CommandError::Refused(RegisterRefused::NotOpenYet { opens })));
    assert_eq!(db.number("SELECT count(*) FROM draft").await, 0);
    let draft = secret();
    db.store
        .begin_draft(act_at(Actor::Nobody, opens), event, draft.clone(), answers(&[]), Granted::NoLetter)
        .await
        .unwrap();
    let before = db.everything().await;
    let late = act_at(Actor::Nobody, opens + SignedDuration::from_hours(29 * 24));
    db.raw.execute("UPDATE event SET registration_closes_at = '2026-12-01Z'", &[]).await.unwrap();
    let closed = db.store.register(late, event, draft, secret()).await;
    assert!(matches!(closed, Err(CommandError::Refused(RegisterRefused::Closed { .. }))), "{closed:?}");
    assert_eq!(db.everything().await.len(), before.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_answers_are_refused_whole_and_the_draft_keeps_them() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let mut wrong = answers(&[]);
    wrong.0.insert("email".to_owned(), vec!["nope".to_owned()]);
    let draft = db.draft(event, wrong.clone()).await;
    let before = db.everything().await;
    let refused = db.store.register(act(Actor::Nobody), event, draft.clone(), secret()).await;
    assert!(
        matches!(refused, Err(CommandError::Refused(RegisterRefused::Answers(ref found))) if found.len() == 1)
    );
    assert_eq!(db.everything().await, before);
    assert_eq!(db.store.draft(event, &draft, now()).await.unwrap().answers, wrong);
    let better = answers(&[]);
    db.store.save_draft(act(Actor::Nobody), (event, &draft), better, Granted::NoLetter).await.unwrap();
    assert_eq!(db.send(event, &draft).await.registered, Registered::Confirmed);
    let sent = db.store.save_draft(act(Actor::Nobody), (event, &draft), wrong, Granted::NoLetter).await;
    assert_eq!(sent, Err(StoreError::NotFound), "what was sent is changed elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_step_that_is_refused_is_kept_and_one_that_is_right_is_sent_with_the_draft() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let mut unfinished = answers(&[]);
    unfinished.0.retain(|field, _| field != "notice");
    let draft = db.draft(event, unfinished.clone()).await;
    let send = |typed: &[(&str, &str)]| {
        let typed = typed.iter().map(|(field, value)| ((*field).to_owned(), vec![(*value).to_owned()]));
        let last = (draft.clone(), RawAnswers(typed.collect()));
        db.store.register_with_last_step(act(Actor::Nobody), event, last, secret(), Granted::Letter)
    };
    let refused = send(&[("consent_photo", "yes"), ("email", "another@example.org")]).await;
    assert!(matches!(refused, Err(CommandError::Refused(RegisterRefused::Answers(_)))), "{refused:?}");
    let kept = db.store.draft(event, &draft, now()).await.unwrap().answers;
    assert_eq!(kept.one("consent_photo"), "yes");
    assert_eq!(kept.one("email"), unfinished.one("email"), "that is a field of another step");
    assert_eq!(db.number("SELECT count(*) FROM registration").await, 0);
    let outcome = send(&[("notice", "yes")]).await.unwrap();
    assert_eq!(outcome.registered, Registered::Confirmed);
    let registration = db.store.registration_by_secret(event, &outcome.secret).await.unwrap();
    assert!(!registration.answers.consents.photo, "what is no longer ticked is no longer said");
    assert_eq!(send(&[]).await.unwrap(), outcome, "the same draft again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_expires_after_thirty_days_and_is_swept() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let draft = db.draft(event, answers(&[])).await;
    let later = now() + SignedDuration::from_hours(30 * 24);
    assert!(db.store.draft(event, &draft, later - 1.second()).await.is_ok());
    assert_eq!(db.store.draft(event, &draft, later).await, Err(StoreError::NotFound));
    assert_eq!(db.store.sweep(later).await, Ok(1));
    assert_eq!(db.number("SELECT count(*) FROM draft").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_one_step_keeps_the_address_counts_the_version_and_tells_what_changed() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let id = db.register(event, &[]).await;
    let old = db.store.registration(event, id).await.unwrap();
    let mut typed = RawAnswers::default();
    for (field, value) in
        [("given", "Zarina"), ("family", "Rahimova"), ("badge", "Зарина"), ("email", "x@evil.example")]
    {
        typed.0.insert(field.to_owned(), vec![value.to_owned()]);
    }
    let delegate = || act(Actor::Delegate(id));
    db.store.change_answers(delegate(), event, id, 1, Step::About, typed.clone()).await.unwrap();
    let new = db.store.registration(event, id).await.unwrap();
    assert_eq!((new.answers.family_name.as_str(), new.version), ("Rahimova", 2));
    assert_eq!(new.answers.email, old.answers.email);
    let history = db.store.history(&organiser(event), event, id.0).await.unwrap();
    assert_eq!(history[0].action, "change_answers");
    assert_eq!(history[0].detail["name"], "Zarina Rahimova", "looked up, not written");
    let changes = history[0].detail["changes"].as_object().unwrap();
    assert_eq!(changes.keys().collect::<Vec<_>>(), ["family"]);
    assert_eq!(changes["family"][1], "Rahimova");
    let stale = db.store.change_answers(delegate(), event, id, 1, Step::About, typed.clone()).await;
    assert_eq!(stale, Err(CommandError::Refused(ChangeRefused::ChangedMeanwhile)));
    db.store.change_answers(delegate(), event, id, 2, Step::About, typed.clone()).await.unwrap();
    assert_eq!(
        db.number("SELECT count(*) FROM audit WHERE action = 'change_answers'").await,
        1,
        "nothing changed"
    );
    db.store.withdraw(delegate(), event, id, String::new()).await.unwrap();
    let ended = db.store.change_answers(delegate(), event, id, 2, Step::About, typed).await;
    assert_eq!(ended, Err(CommandError::Refused(ChangeRefused::NotFrom(Status::Withdrawn))));
    let twice = db.store.withdraw(delegate(), event, id, String::new()).await;
    assert_eq!(twice, Err(CommandError::Refused(WithdrawRefused::NotFrom(Status::Withdrawn))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_sent_again_at_most_once_in_five_minutes() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let id = db.register(event, &[]).await;
    let at = |minutes: i64| act_at(Actor::Delegate(id), now() + minutes.minutes());
    let soon = db.store.resend_letter(at(4), event, id).await;
    assert_eq!(soon, Err(CommandError::Refused(ResendRefused::TooSoon)));
    db.store.resend_letter(at(5), event, id).await.unwrap();
    assert_eq!(db.store.resend_letter(at(9), event, id).await, soon);
    assert_eq!(db.store.letters_of(event, id).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn references_name_the_event_and_its_year() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let id = db.register(event, &[]).await;
    let found = db.store.registration(event, id).await.unwrap();
    let (prefix, tail) = found.reference.split_once('-').unwrap();
    assert_eq!((prefix, tail.len()), ("ALM27", 5));
    let by_secret = db.store.find_registration(&found.secret).await.unwrap();
    assert_eq!((by_secret.0.id, by_secret.1), (event, found));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_filters_searches_sorts_and_pages() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 40).await;
    let session = db.session(event, 10, 1).await;
    let mut ids = Vec::new();
    for _ in 0..27 {
        let chosen = if ids.len() < 2 { vec![(10, session)] } else { vec![] };
        let draft = db.draft(event, answers(&chosen)).await;
        let sent = act_at(Actor::Nobody, now() + i64::try_from(ids.len()).unwrap().seconds());
        let outcome = db.store.register(sent, event, draft, secret()).await.unwrap();
        ids.push(db.store.registration_by_secret(event, &outcome.secret).await.unwrap().id);
    }
    db.store
        .decide(system(), event, vec![ids[0]], Verdict::plain(Decision::Confirm, String::new()))
        .await
        .unwrap();
    let actor = organiser(event);
    let list =
        async |filter: RegistrationFilter| db.store.registrations(&actor, event, &filter).await.unwrap();
    let all = list(RegistrationFilter::default()).await;
    assert_eq!((all.rows.len(), all.total, all.page, all.pages), (25, 27, 1, 2));
    assert!(all.counts.contains(&(Status::Submitted, 26)));
    let beyond = list(RegistrationFilter { page: 99, ..Default::default() }).await;
    assert_eq!((beyond.rows.len(), beyond.page), (2, 2));
    let confirmed = list(RegistrationFilter { status: Some(Status::Confirmed), ..Default::default() }).await;
    assert_eq!(confirmed.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[0]]);
    let here =
        list(RegistrationFilter { session: Some(session), sort: Sort::SubmittedAsc, ..Default::default() })
            .await;
    assert_eq!(here.rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids[..2]);
    let found = async |query: &str| {
        list(RegistrationFilter { query: query.to_owned(), ..Default::default() }).await.total
    };
    assert_eq!(
        (found("INSTI").await, found("%").await, found("_").await, found("зарин").await),
        (27, 0, 0, 27)
    );
    let filter = RegistrationFilter { sort: Sort::SubmittedAsc, ..Default::default() };
    let neighbours = db.store.registration_neighbours(&actor, event, ids[1], &filter).await.unwrap();
    assert_eq!(neighbours, (Some(ids[0]), Some(ids[2])));
    assert_eq!(db.store.begin_export(act(actor.clone()), event, &filter, &note()).await, Ok(27));
    assert_eq!(db.store.export_batch(&actor, event, &filter, (None, false)).await.unwrap().len(), 27);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'export'").await, 1);
    let figures = db.store.dashboard(&actor, event, now()).await.unwrap();
    assert_eq!((figures.waiting_for_decision, figures.places.taken, figures.by_state[0].1), (26, 1, 27));
    assert_eq!(
        figures.per_day.iter().map(|day| (day.submitted, day.confirmed)).collect::<Vec<_>>(),
        [(27, 1)]
    );
    assert_eq!(
        (figures.letters_queued, figures.latest.len()),
        (27, 10),
        "confirming takes back what was not sent yet"
    );
    assert_eq!(db.store.registrations(&Actor::Nobody, event, &filter).await, Err(StoreError::NotFound));
}
