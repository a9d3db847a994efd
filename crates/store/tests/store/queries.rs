//! How many queries a page needs does not depend on how much is on it.

use crate::harness::{Db, act, note, now, organiser, session, system, text};
use plenary_domain::agenda::TopicInput;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::EventId;
use plenary_store::{LetterFilter, RegistrationFilter};

/// Statements of each list and page of the desk.
async fn queries(db: &Db, event: EventId) -> Vec<(&'static str, u64)> {
    let actor = organiser(event);
    let filter = RegistrationFilter::default();
    let mut found = Vec::new();
    let mut before = db.store.queries();
    let mut count = |what| {
        let now = db.store.queries();
        found.push((what, now - before));
        before = now;
    };
    db.store.draft_agenda(event).await.unwrap();
    count("draft agenda");
    db.store.registrations(&actor, event, &filter).await.unwrap();
    count("registrations");
    db.store.begin_export(act(actor.clone()), event, &filter, &note()).await.unwrap();
    db.store.export_batch(&actor, event, &filter, (None, false)).await.unwrap();
    count("export");
    db.store.letters(&actor, event, &LetterFilter::all(now())).await.unwrap();
    count("letters");
    db.store.audit(&actor, event, 1).await.unwrap();
    count("audit");
    db.store.dashboard(&actor, event, now()).await.unwrap();
    count("dashboard");
    db.store.seats_left(event).await.unwrap();
    count("seats");
    db.store.releases(event).await.unwrap();
    count("releases");
    db.store.people(&actor, event).await.unwrap();
    count("people");
    found
}

async fn fill(db: &Db, event: EventId, hour: i8) {
    let topic = TopicInput { name: text("IHL"), position: 1, ..TopicInput::default() };
    let topic = db.store.save_topic(system(), event, None, topic).await.unwrap();
    let mut input = session(hour, Some(2));
    input.topics = vec![topic];
    let id = db.store.save_session(system(), event, None, None, input).await.unwrap();
    db.release(event).await;
    db.register(event, &[(hour, id)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_row_and_three_rows_need_the_same_number_of_queries() {
    // One connection, warmed up: what it asks of the catalogue at first is not counted.
    let db = Db::with(|options| options.pool_size = 1).await;
    let event = db.event(DecisionMode::Organisers, 9).await;
    fill(&db, event, 9).await;
    queries(&db, event).await;
    let one = queries(&db, event).await;
    fill(&db, event, 11).await;
    fill(&db, event, 13).await;
    let three = queries(&db, event).await;
    assert_eq!(one, three);
    let pinned = [
        ("draft agenda", 11),
        ("registrations", 2),
        ("export", 8),
        ("letters", 4),
        ("audit", 2),
        ("dashboard", 7),
        ("seats", 1),
        ("releases", 1),
        ("people", 1),
    ];
    assert_eq!(one, pinned);
}
