//! Messages to many, reminders, and those who want neither.

use crate::harness::{Db, account, act, act_at, answers, now, organiser};
use jiff::{SignedDuration, Timestamp, ToSpan};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, MessageId, RegistrationId, RuleId};
use plenary_domain::letter::{LetterAbout, LetterKind};
use plenary_domain::message::{MessageRefused, MessageState, MessageText, MessageTexts, Purpose};
use plenary_domain::policy::Role;
use plenary_domain::registration::Status;
use plenary_domain::reminder::{Rule, RuleKind, RuleRefused};
use plenary_domain::{Actor, Lang};
use plenary_store::{
    CommandError, Confirmation, DomainLimits, NewMessage, RegistrationFilter, Store, StoreError, TextOf,
    TrialOf,
};
use std::collections::HashSet;
use uuid::Uuid;

const LEASE: SignedDuration = SignedDuration::from_mins(2);
const WIDE: DomainLimits = DomainLimits { hands: 10_000, per_minute: 10_000 };

fn texts(languages: &[Lang]) -> MessageTexts {
    let text = |lang: &Lang| {
        (*lang, MessageText { subject: format!("Bus {}", lang.code()), body: "Dear {name}".to_owned() })
    };
    MessageTexts(languages.iter().map(text).collect())
}

fn new(purpose: Purpose, languages: &[Lang]) -> NewMessage {
    NewMessage { purpose, list: "status=all".to_owned(), texts: texts(languages) }
}

async fn person(db: &Db, event: EventId, language: &str, future: bool) -> RegistrationId {
    let mut raw = answers(&[]);
    raw.0.insert("language".into(), vec![language.into()]);
    if future {
        raw.0.insert("consent_future".into(), vec!["yes".into()]);
    }
    let draft = db.draft(event, raw).await;
    let outcome = db.send(event, &draft).await;
    db.store.registration_by_secret(event, &outcome.secret).await.unwrap().id
}

async fn draft(db: &Db, event: EventId, new: NewMessage) -> MessageId {
    db.store.save_message(act(organiser(event)), event, None, new).await.unwrap()
}

fn confirmation(told: i64) -> Confirmation {
    Confirmation { version: 1, filter: RegistrationFilter::default(), told, due_at: None }
}

async fn confirm(
    db: &Db,
    event: EventId,
    id: MessageId,
    confirmation: &Confirmation,
) -> Result<i64, CommandError<MessageRefused>> {
    db.store.confirm_message(act(organiser(event)), event, id, confirmation).await
}

/// Hands over everything that is due: how many letters.
async fn hand_over(store: &Store, at: Timestamp) -> usize {
    let mut all = 0;
    loop {
        let handed = store.send_messages(at).await.unwrap();
        if handed == 0 {
            return all;
        }
        all += handed;
    }
}

const LETTERS: &str = "SELECT count(*) FROM outbox WHERE kind = 'message'";

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_was_chosen_gets_a_message_once_in_a_language_that_is_written() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 20).await;
    let (ru, kk, en) = (
        person(&db, event, "ru", false).await,
        person(&db, event, "kk", false).await,
        person(&db, event, "en", false).await,
    );
    let id = draft(&db, event, new(Purpose::Event, &[Lang::En, Lang::Ru])).await;
    let audience = db
        .store
        .message_audience(&organiser(event), event, (&RegistrationFilter::default(), Purpose::Event))
        .await
        .unwrap();
    let counts: Vec<_> = audience.iter().map(|of| (of.language, of.count)).collect();
    assert_eq!(counts, [(Lang::En, 1), (Lang::Kk, 1), (Lang::Ru, 1)]);
    assert_eq!(confirm(&db, event, id, &confirmation(3)).await, Ok(3));
    // Too late: who gets it is settled.
    person(&db, event, "ru", false).await;
    assert_eq!(db.number(LETTERS).await, 0, "nothing stands in the outbox before it is handed over");
    assert_eq!(hand_over(&db.store, now()).await, 3);
    let leased = db.store.lease_letters(now(), 99, LEASE, WIDE).await.unwrap();
    let mine: Vec<_> = leased.iter().filter(|letter| letter.kind == LetterKind::Message).collect();
    let got: HashSet<_> = mine.iter().map(|letter| (letter.about, letter.language)).collect();
    let of = |id, lang| (LetterAbout::Registration(id), lang);
    assert_eq!(got, HashSet::from([of(ru, Lang::Ru), of(kk, Lang::En), of(en, Lang::En)]));
    assert!(mine.iter().all(|letter| letter.bulk && letter.text == Some(TextOf::Message(id))));
    let facts = db.store.letter_facts(mine[0]).await.unwrap().unwrap();
    assert!(facts.wording.subject.starts_with("Bus ") && facts.stop.is_some());
    let (message, progress) = db.store.message(&organiser(event), event, id).await.unwrap();
    assert_eq!((message.state, progress.chosen, progress.waiting), (MessageState::Done, 3, 3));
    assert_eq!(
        confirm(&db, event, id, &confirmation(3)).await,
        Err(CommandError::Refused(MessageRefused::NotIn(MessageState::Done)))
    );
    // Even a message that was handed over anew would write to nobody twice.
    db.raw
        .batch_execute("UPDATE message SET state = 'confirmed'; UPDATE message_recipient SET state = 'waits'")
        .await
        .unwrap();
    hand_over(&db.store, now()).await;
    assert_eq!(db.number(LETTERS).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stopped_such_letters_or_never_agreed_gets_none() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 20).await;
    let (agreed, other) = (person(&db, event, "ru", true).await, person(&db, event, "ru", false).await);
    let stopper = person(&db, event, "ru", true).await;
    let token = Store::stop_token_of(&db.store.registration(event, stopper).await.unwrap());
    assert_eq!(db.store.letters_stopped(event, &token).await, Ok((stopper, false)));
    db.store.stop_letters(act(Actor::Nobody), event, &token, true).await.unwrap();
    db.store.stop_letters(act(Actor::Nobody), event, &token, true).await.unwrap();
    assert_eq!(db.store.letters_stopped(event, &token).await, Ok((stopper, true)));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'stop_letters'").await, 1);
    for wrong in [
        "",
        "x",
        token.get(..63).unwrap_or_default(),
        &token.replace(|c: char| c.is_ascii_digit(), "a"),
        &format!("{token}a"),
    ] {
        assert_eq!(db.store.letters_stopped(event, wrong).await, Err(StoreError::NotFound), "{wrong}");
    }
    let about_event = draft(&db, event, new(Purpose::Event, &[Lang::Ru])).await;
    assert_eq!(confirm(&db, event, about_event, &confirmation(2)).await, Ok(2));
    let future = draft(&db, event, new(Purpose::Future, &[Lang::Ru])).await;
    assert_eq!(
        confirm(&db, event, future, &confirmation(2)).await,
        Err(CommandError::Refused(MessageRefused::OthersThan { told: 2, now: 1 }))
    );
    assert_eq!(db.number("SELECT count(*) FROM message_recipient").await, 2, "a refusal settles nobody");
    assert_eq!(confirm(&db, event, future, &confirmation(1)).await, Ok(1));
    // Between the confirmation and the sending.
    let token = Store::stop_token_of(&db.store.registration(event, agreed).await.unwrap());
    db.store.stop_letters(act(Actor::Nobody), event, &token, true).await.unwrap();
    hand_over(&db.store, now()).await;
    let to = "SELECT count(*) FROM outbox WHERE kind = 'message' AND registration_id = '";
    assert_eq!(db.number(&format!("{to}{agreed}'")).await, 0);
    assert_eq!(db.number(&format!("{to}{stopper}'")).await, 0);
    assert_eq!(db.number(&format!("{to}{other}'")).await, 1);
    let progress = db.store.message(&organiser(event), event, future).await.unwrap().1;
    assert_eq!((progress.chosen, progress.left_out, progress.waiting), (1, 1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_leaves_at_its_time_and_can_be_stopped_half_way() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 20).await;
    for _ in 0..3 {
        person(&db, event, "en", false).await;
    }
    let id = draft(&db, event, new(Purpose::Event, &[Lang::En])).await;
    let early = Confirmation { due_at: Some(now() - 1.second()), ..confirmation(3) };
    let refused = |refused| Err(CommandError::Refused(refused));
    assert_eq!(confirm(&db, event, id, &early).await, refused(MessageRefused::TimeIsOver));
    let later = Confirmation { due_at: Some(now() + 1.hour()), ..confirmation(3) };
    assert_eq!(confirm(&db, event, id, &later).await, Ok(3));
    assert_eq!(hand_over(&db.store, now() + 59.minutes()).await, 0);
    assert_eq!(hand_over(&db.store, now() + 1.hour()).await, 3);
    // One is on its way and can't be taken back.
    db.raw
        .batch_execute("UPDATE outbox SET due_at = now() + interval '99 days' WHERE kind <> 'message'")
        .await
        .unwrap();
    let leased = db.store.lease_letters(now() + 1.hour(), 1, LEASE, WIDE).await.unwrap();
    assert_eq!(leased[0].kind, LetterKind::Message);
    assert_eq!(db.store.stop_message(act(organiser(event)), event, id).await, Ok(2));
    assert_eq!(db.store.lease_letters(now() + 1.hour(), 9, LEASE, WIDE).await.unwrap(), []);
    assert_eq!(hand_over(&db.store, now() + 2.hours()).await, 0);
    let again = db.store.stop_message(act(organiser(event)), event, id).await;
    assert_eq!(again, Err(CommandError::Refused(MessageRefused::NotIn(MessageState::Stopped))));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_runs_the_event_writes_to_many_and_refusals_change_nothing() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 20).await;
    let one = person(&db, event, "en", false).await;
    db.account(7).await;
    let id = draft(&db, event, new(Purpose::Event, &[Lang::En])).await;
    let other = db.event(DecisionMode::AtOnce, 20).await;
    let before = db.everything().await;
    for actor in
        [account(8, vec![(event, Role::Viewer)]), organiser(other), Actor::Nobody, Actor::Delegate(one)]
    {
        let store = &db.store;
        let act = || act(actor.clone());
        let written = new(Purpose::Event, &[Lang::En]);
        let answers = [
            store.save_message(act(), event, None, written).await.err(),
            store.remove_message(act(), event, id).await.err(),
            store.confirm_message(act(), event, id, &confirmation(1)).await.err(),
            store.stop_message(act(), event, id).await.err(),
        ];
        let refused = |of: &Option<_>| *of == Some(CommandError::Refused(MessageRefused::NotAllowed));
        assert!(answers.iter().all(refused), "{answers:?}");
        assert!(store.send_trial(act(), event, TrialOf::Message(id), Some(one)).await.is_err());
        let rule = Rule { version: 0, ..Rule::ready_made(RuleId(Uuid::nil()), RuleKind::Arrival) };
        assert_eq!(
            store.save_rule(act(), event, rule).await,
            Err(CommandError::Refused(RuleRefused::NotAllowed))
        );
    }
    // The message of another event is not there.
    let elsewhere = db.store.confirm_message(act(organiser(other)), other, id, &confirmation(1)).await;
    assert_eq!(elsewhere, Err(CommandError::Store(StoreError::NotFound)));
    let stale =
        db.store.save_message(act(organiser(event)), event, Some((id, 9)), new(Purpose::Event, &[])).await;
    assert_eq!(stale, Err(CommandError::Refused(MessageRefused::ChangedMeanwhile)));
    assert_eq!(db.everything().await, before);
    db.store.send_trial(act(organiser(event)), event, TrialOf::Message(id), Some(one)).await.unwrap();
    db.raw
        .batch_execute("UPDATE outbox SET due_at = now() + interval '99 days' WHERE kind <> 'message'")
        .await
        .unwrap();
    let letter = db.store.lease_letters(now(), 1, LEASE, WIDE).await.unwrap().remove(0);
    assert_eq!(
        (letter.recipient.as_str(), letter.sample, letter.bulk),
        ("somebody@example.org", Some(one), false)
    );
    let facts = db.store.letter_facts(&letter).await.unwrap().unwrap();
    assert!(facts.trial && facts.stop.is_none() && facts.about.registration().is_some());
}

/// The arrival rule, switched on. The event is on 31 May 2027 in Almaty; the rule fires on the 28th at 9:00 (UTC+5).
async fn arrival(db: &Db, event: EventId) -> RuleId {
    let rule = Rule { version: 0, on: true, ..Rule::ready_made(RuleId(Uuid::nil()), RuleKind::Arrival) };
    db.store.save_rule(act(organiser(event)), event, rule).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_fires_once_for_each_registration_and_follows_the_event() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 2).await;
    let first = person(&db, event, "kk", false).await;
    let id = arrival(&db, event).await;
    let moment: Timestamp = "2027-05-28T04:00:00Z".parse().unwrap();
    let letters = || async { db.number("SELECT count(*) FROM outbox WHERE kind = 'arrival'").await };
    assert_eq!(db.store.keep_rules(moment - 1.second()).await, Ok(0));
    // A week later: not yet.
    db.raw.batch_execute("UPDATE event SET starts_on = starts_on + 7, ends_on = ends_on + 7").await.unwrap();
    assert_eq!(db.store.keep_rules(moment).await, Ok(0));
    db.raw.batch_execute("UPDATE event SET starts_on = starts_on - 7, ends_on = ends_on - 7").await.unwrap();
    assert_eq!(db.store.keep_rules(moment).await, Ok(1));
    assert_eq!(db.store.keep_rules(moment + 1.hour()).await, Ok(0));
    // Confirmed afterwards: in time for the beginning.
    person(&db, event, "ru", false).await;
    // The event is full; who waits is not confirmed.
    let third = person(&db, event, "ru", false).await;
    assert_eq!(db.store.registration(event, third).await.unwrap().status, Status::Waitlisted);
    assert_eq!(db.store.keep_rules(moment + 2.hours()).await, Ok(1));
    // Moved after it has fired: nobody is told twice.
    db.raw.batch_execute("UPDATE event SET starts_on = starts_on + 7, ends_on = ends_on + 7").await.unwrap();
    assert_eq!(db.store.keep_rules(moment + 168.hours()).await, Ok(0));
    assert_eq!(letters().await, 2);
    let rows = db.store.rules(&organiser(event), event).await.unwrap();
    assert_eq!((rows.len(), rows[0].people, rows[0].letters), (1, 2, 2));
    let letter = db.store.lease_letters(moment + 168.hours(), 99, LEASE, WIDE).await.unwrap();
    let mine = letter
        .iter()
        .find(|of| of.about == LetterAbout::Registration(first) && of.kind == LetterKind::Arrival);
    assert!(mine.is_some_and(|of| of.language == Lang::Kk && !of.bulk && of.text == Some(TextOf::Rule(id))));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'fire_rule'").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_switched_off_limited_and_kept_when_they_have_fired() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    person(&db, event, "kk", false).await;
    let (store, organiser) = (&db.store, || act(organiser(event)));
    let refused = |why| Err(CommandError::Refused(why));
    let id = arrival(&db, event).await;
    let twice = Rule { version: 0, ..Rule::ready_made(RuleId(Uuid::nil()), RuleKind::Arrival) };
    assert_eq!(store.save_rule(organiser(), event, twice).await, refused(RuleRefused::ChangedMeanwhile));
    assert_eq!(
        store.remove_rule(organiser(), event, id).await,
        Err(CommandError::Refused(RuleRefused::ReadyMade))
    );
    let own = Rule {
        version: 0,
        on: true,
        texts: texts(&[Lang::En]),
        ..Rule::ready_made(RuleId(Uuid::nil()), RuleKind::Own)
    };
    let own = store.save_rule(organiser(), event, own).await.unwrap();
    let off = Rule { on: false, ..store.rule(&organiser().actor, event, id).await.unwrap() };
    store.save_rule(organiser(), event, off.clone()).await.unwrap();
    assert_eq!(store.save_rule(organiser(), event, off).await, refused(RuleRefused::ChangedMeanwhile));
    let moment: Timestamp = "2027-05-28T04:00:00Z".parse().unwrap();
    assert_eq!(store.keep_rules(moment).await, Ok(1), "the one that is on");
    let language = "SELECT count(*) FROM outbox WHERE kind = 'reminder' AND language = 'en' AND bulk";
    assert_eq!(db.number(language).await, 1);
    let fired = store.remove_rule(organiser(), event, own).await;
    assert_eq!(fired, Err(CommandError::Refused(RuleRefused::HasFired)));
    let empty = Rule { version: 0, ..Rule::ready_made(RuleId(Uuid::nil()), RuleKind::Own) };
    assert_eq!(store.save_rule(organiser(), event, empty).await, refused(RuleRefused::Empty));
}

/// As many as a large conference: settled in one statement, handed over piece by piece, and nobody twice.
#[tokio::test(flavor = "multi_thread")]
async fn thousands_are_settled_at_once_and_handed_over_piece_by_piece() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::AtOnce, 5).await;
    let one = person(&db, event, "en", false).await;
    let copies = format!(
        "INSERT INTO registration (event_id, id, reference, secret, status, status_since, email, email_key, language,
            name, badge_name, representation_type, organisation, position, answers, submitted_at, form_version, search)
        SELECT event_id, gen_random_uuid(), 'R' || n, lpad(n::text, 30, 's'), status, status_since, n || '@example.org',
            n || '@example.org', language, name, badge_name, representation_type, organisation, position, answers,
            submitted_at, form_version, search
        FROM registration, generate_series(1, 2999) AS n WHERE id = '{one}'"
    );
    db.raw.batch_execute(&copies).await.unwrap();
    let id = draft(&db, event, new(Purpose::Event, &[Lang::En])).await;
    assert_eq!(confirm(&db, event, id, &confirmation(3000)).await, Ok(3000));
    // Two nodes at once, and a mail server that takes what it is given.
    let mut rounds = 0;
    while db.store.message(&organiser(event), event, id).await.unwrap().0.state == MessageState::Confirmed {
        let (a, b) = tokio::join!(db.store.send_messages(now()), db.store.send_messages(now()));
        assert!(
            a.unwrap() + b.unwrap() <= 500,
            "letters about single registrations don't stand behind all of them"
        );
        db.raw
            .batch_execute("UPDATE outbox SET state = 'sent', sent_at = now() WHERE kind = 'message'")
            .await
            .unwrap();
        rounds += 1;
        assert!(rounds < 20);
    }
    assert_eq!(
        db.number("SELECT count(DISTINCT registration_id) FROM outbox WHERE kind = 'message'").await,
        3000
    );
    assert_eq!(db.number(LETTERS).await, 3000);
    let later = act_at(organiser(event), now() + 1.hour());
    assert!(db.store.stop_message(later, event, id).await.is_err(), "there is nothing left to stop");
}
