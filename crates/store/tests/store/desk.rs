//! What organisers keep beside registrations, and entering somebody on their behalf.

use crate::harness::{Db, account, act, act_at, answers, now, organiser, secret};
use jiff::SignedDuration;
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::{
    Attention, Decision, EnterRefused, Entering, Origin, Reply, Status, TAGS_AT_MOST, Tag, Verdict,
};
use plenary_domain::text::TextRefused;
use plenary_store::{
    CommandError, NewEntry, NewView, NoteRefused, RegistrationFilter, Sort, StoreError, TagRefused,
    ViewRefused,
};

fn entry(entering: Entering, letter: bool) -> NewEntry {
    let id = act(Actor::Nobody).ids.fresh();
    NewEntry { id, secret: secret(), raw: answers(&[]), entering, letter }
}

fn tag(word: &str) -> Tag {
    Tag::parse(word).unwrap()
}

fn confirmed(reason: &str) -> Entering {
    Entering::Confirmed { reason: reason.to_owned() }
}

async fn organisers(db: &Db) -> (EventId, Actor) {
    let event = db.event(DecisionMode::Organisers, 1).await;
    db.account(7).await;
    (event, organiser(event))
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_entered_goes_the_way_of_the_type_and_remembers_who_entered_them() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    let new = entry(Entering::AsUsual, true);
    let done = db.store.register_for(act(actor.clone()), event, new.clone()).await.unwrap();
    assert_eq!((done.id, done.status), (new.id, Status::Submitted));
    let card = db.store.desk_card(&actor, event, new.id).await.unwrap();
    assert_eq!((card.origin, card.entered_by.as_str()), (Origin::Organiser, "Somebody"));
    assert_eq!(db.number("SELECT count(*) FROM outbox WHERE kind = 'received'").await, 1);
    let before = db.everything().await;
    let again = db.store.register_for(act(actor.clone()), event, new).await.unwrap();
    assert_eq!(again, done, "the same form again is the same registration");
    assert_eq!(db.everything().await, before);
    let quiet = entry(Entering::AsUsual, false);
    db.store.register_for(act(actor), event, quiet).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM outbox").await, 1, "no letter where none was wanted");
    let rows = "SELECT count(*) FROM audit WHERE action = 'register_for' AND actor_name = 'Somebody'";
    assert_eq!(db.number(rows).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_over_the_limit_needs_a_reason_and_only_then_keeps_it() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    let first = entry(confirmed("Not needed"), true);
    let done = db.store.register_for(act(actor.clone()), event, first).await.unwrap();
    assert_eq!(done.status, Status::Confirmed);
    let before = db.everything().await;
    let refused = db.store.register_for(act(actor.clone()), event, entry(confirmed(""), true)).await;
    assert_eq!(refused, Err(CommandError::Refused(EnterRefused::NoPlaceLeft)));
    assert_eq!(db.everything().await, before, "a refusal writes nothing");
    let over = entry(confirmed("The minister"), true);
    let done = db.store.register_for(act(actor), event, over).await.unwrap();
    assert_eq!(done.status, Status::Confirmed);
    let reasons = "SELECT count(*) FROM audit WHERE action = 'register_for' AND detail ? 'reason'";
    assert_eq!(db.number(reasons).await, 1);
    assert_eq!(db.number("SELECT count(*) FROM place WHERE extra").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_entered_with_wrong_answers_or_by_somebody_who_only_looks() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    let before = db.everything().await;
    let mut wrong = entry(Entering::AsUsual, true);
    wrong.raw.0.remove("family");
    let refused = db.store.register_for(act(actor.clone()), event, wrong).await;
    assert!(matches!(refused, Err(CommandError::Refused(EnterRefused::Answers(_)))), "{refused:?}");
    let viewer = account(7, vec![(event, Role::Viewer)]);
    let refused = db.store.register_for(act(viewer), event, entry(Entering::AsUsual, true)).await;
    assert_eq!(refused, Err(CommandError::Refused(EnterRefused::NotAllowed)));
    assert_eq!(db.everything().await, before);
    let late = act_at(actor, "2027-05-29T12:00:00Z".parse().unwrap());
    db.store.register_for(late, event, entry(Entering::AsUsual, true)).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE detail ? 'outside_times'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_stay_with_their_registration_and_say_nothing_in_the_trail() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    let id = db.register(event, &[]).await;
    let add = async |text: &str| db.store.add_note(act(actor.clone()), event, id, text).await;
    add("First\r\nline").await.unwrap();
    let later = act_at(actor.clone(), now() + SignedDuration::from_mins(1));
    db.store.add_note(later, event, id, "Second").await.unwrap();
    let card = db.store.desk_card(&actor, event, id).await.unwrap();
    let texts: Vec<&str> = card.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["Second", "First\nline"]);
    assert_eq!(card.notes[0].author, "Somebody");
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE detail::text LIKE '%Second%'").await, 0);
    let refused = |why| Err(CommandError::Refused(NoteRefused::Text(why)));
    assert_eq!(add(" \n ").await, refused(TextRefused::Empty));
    assert_eq!(add(&"x".repeat(2_001)).await, refused(TextRefused::TooLong(2_000)));
    let other = db.register(event, &[]).await;
    let not_there = db.store.remove_note(act(actor.clone()), event, other, card.notes[0].id).await;
    assert_eq!(not_there, Err(CommandError::Store(StoreError::NotFound)));
    db.store.remove_note(act(actor.clone()), event, id, card.notes[0].id).await.unwrap();
    assert_eq!(db.store.desk_card(&actor, event, id).await.unwrap().notes.len(), 1);
    db.raw
        .execute(
            "INSERT INTO note SELECT event_id, gen_random_uuid(), registration_id, text, NULL, '', written_at
            FROM note, generate_series(1, 99)",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(add("One more").await, Err(CommandError::Refused(NoteRefused::TooMany)));
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_given_to_one_or_many_and_narrow_the_list() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    let (one, two) = (db.register(event, &[]).await, db.register(event, &[]).await);
    let add = async |id, tags: &[Tag]| db.store.add_tags(act(actor.clone()), event, id, tags).await;
    add(one, &[tag("vip"), tag("press")]).await.unwrap();
    add(one, &[tag("VIP")]).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'add_tags'").await, 1, "nothing new");
    let done = db.store.tag_many(act(actor.clone()), event, &[one, two, two], &tag("vip")).await.unwrap();
    assert_eq!((done.added, done.had, done.full), (1, 1, 0));
    let filter = RegistrationFilter { tag: Some(tag("press")), ..RegistrationFilter::default() };
    let found = db.store.registrations(&actor, event, &filter).await.unwrap();
    assert_eq!((found.total, found.rows[0].id), (1, one));
    assert_eq!(found.rows[0].tags, [tag("press"), tag("vip")]);
    let known = db.store.tags(&actor, event).await.unwrap();
    assert_eq!(known, [(tag("vip"), 2), (tag("press"), 1)]);
    db.store.remove_tag(act(actor.clone()), event, one, &tag("press")).await.unwrap();
    assert_eq!(db.store.desk_card(&actor, event, one).await.unwrap().tags, [tag("vip")]);
    let many: Vec<Tag> = (1..TAGS_AT_MOST).map(|n| tag(&format!("tag {n}"))).collect();
    add(one, &many).await.unwrap();
    assert_eq!(add(one, &[tag("more")]).await, Err(CommandError::Refused(TagRefused::TooMany)));
    let done = db.store.tag_many(act(actor.clone()), event, &[one, two], &tag("more")).await.unwrap();
    assert_eq!((done.added, done.had, done.full), (1, 0, 1));
    let other = db.event(DecisionMode::Organisers, 1).await;
    let foreign = db.store.tag_many(act(organiser(other)), other, &[one], &tag("vip")).await;
    assert_eq!(foreign, Err(CommandError::Store(StoreError::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_ones_own_until_it_is_shared() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    db.account(8).await;
    let other = account(8, vec![(event, Role::Organiser)]);
    let new = |name: &str, shared| NewView { name: name.to_owned(), shared };
    let save = async |name: &str| {
        db.store.save_view(act(actor.clone()), event, &new(name, false), "status=submitted").await
    };
    let id = save(" Late  ones ").await.unwrap();
    assert_eq!(save("late ones").await, Err(CommandError::Refused(ViewRefused::NameTaken)));
    assert_eq!(save(" ").await, Err(CommandError::Refused(ViewRefused::Name(TextRefused::Empty))));
    let views = db.store.views(&actor, event).await.unwrap();
    assert_eq!((views[0].name.as_str(), views[0].mine), ("Late ones", true));
    assert_eq!(db.store.views(&other, event).await.unwrap(), []);
    let hidden = db.store.rename_view(act(other.clone()), event, id, &new("Mine", true)).await;
    assert_eq!(hidden, Err(CommandError::Store(StoreError::NotFound)));
    db.store.rename_view(act(actor.clone()), event, id, &new("Everybody's", true)).await.unwrap();
    let views = db.store.views(&other, event).await.unwrap();
    assert_eq!(
        (views[0].name.as_str(), views[0].mine, views[0].by.as_str()),
        ("Everybody's", false, "Somebody")
    );
    db.store.remove_view(act(other), event, id).await.unwrap();
    assert_eq!(db.store.views(&actor, event).await.unwrap(), []);
    for action in ["save_view", "rename_view", "remove_view"] {
        let rows = format!("SELECT count(*) FROM audit WHERE action = '{action}'");
        assert_eq!(db.number(&rows).await, 1, "{action}");
    }
}

async fn decide(db: &Db, event: EventId, id: RegistrationId, verdict: Verdict) {
    let decided = db.store.decide(act(organiser(event)), event, vec![id], verdict).await.unwrap();
    assert!(decided.outcomes.iter().all(|(_, outcome)| outcome.is_ok()), "{decided:?}");
}

fn ask(hours: i64) -> Verdict {
    let answer_by = Some(now() + SignedDuration::from_hours(hours));
    Verdict { answer_by, ..Verdict::plain(Decision::RequestInfo, "Which hotel?".to_owned()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_an_organiser_comes_first_and_says_why() {
    let db = Db::new().await;
    let (event, actor) = organisers(&db).await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(db.register(event, &[]).await);
    }
    let [calm, letter, deadline, answered, change, waits] = ids.try_into().unwrap();
    let decline = Verdict::plain(Decision::Decline, "Full".to_owned());
    decide(&db, event, calm, decline.clone()).await;
    decide(&db, event, letter, decline).await;
    decide(&db, event, deadline, ask(20)).await;
    decide(&db, event, answered, ask(100)).await;
    let told = act(Actor::Delegate(answered));
    db.store.reply(told, event, answered, Reply::InfoGiven).await.unwrap();
    db.store.set_held(act(actor.clone()), event, change, true).await.unwrap();
    let sql = format!(
        "UPDATE outbox SET state = 'failed' WHERE registration_id = '{letter}' AND kind = 'declined';
        INSERT INTO change_request (event_id, id, registration_id, wanted, asked_at)
        VALUES ('{event}', gen_random_uuid(), '{change}', '{{}}', now());
        UPDATE outbox SET queued_at = queued_at + interval '1 minute' WHERE kind = 'declined'"
    );
    db.raw.batch_execute(&sql).await.unwrap();
    let mut filter =
        RegistrationFilter { sort: Sort::Attention, now: now(), ..RegistrationFilter::default() };
    let found = db.store.registrations(&actor, event, &filter).await.unwrap();
    let rows: Vec<_> = found.rows.iter().map(|row| (row.id, row.attention.clone())).collect();
    let wanted = [
        (waits, vec![Attention::Decide]),
        (change, vec![Attention::Change]),
        (answered, vec![Attention::Answered]),
        (deadline, vec![Attention::Deadline]),
        (letter, vec![Attention::Letter]),
        (calm, vec![]),
    ];
    assert_eq!(rows, wanted);
    let lists = db.store.desk_lists(&actor, event, now()).await.unwrap();
    assert_eq!((lists.waiting, lists.attention.len()), (5, 5));
    filter.attention = vec![Attention::Change, Attention::Letter];
    let found = db.store.registrations(&actor, event, &filter).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [change, letter]);
    filter.attention.clear();
    // A file has them by time: here all of one moment, and so by their ids.
    let file = db.store.export_batch(&actor, event, &filter, (None, false)).await.unwrap();
    let mut by_id = [calm, letter, deadline, answered, change, waits];
    by_id.sort_unstable();
    assert_eq!(file.iter().map(|one| one.id).collect::<Vec<_>>(), by_id);
    let list = wanted.map(|(id, _)| id);
    for (n, id) in list.into_iter().enumerate() {
        let near = db.store.registration_neighbours(&actor, event, id, &filter).await.unwrap();
        assert_eq!(near, (n.checked_sub(1).map(|n| list[n]), list.get(n + 1).copied()), "{n}");
    }
    filter.status = Some(Status::Declined);
    let near = db.store.registration_neighbours(&actor, event, calm, &filter).await.unwrap();
    assert_eq!(near, (Some(letter), None));
    assert_eq!(db.store.registration_neighbours(&actor, event, waits, &filter).await.unwrap(), (None, None));
}
