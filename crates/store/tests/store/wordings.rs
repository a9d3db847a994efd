//! What organisers write for letters: versions, who may save, and what a letter is given.

use crate::harness::{Db, account, act, now, organiser};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::EventId;
use plenary_domain::letter::LetterKind;
use plenary_domain::policy::Role;
use plenary_domain::registration::TypeCode;
use plenary_domain::wording::{MarkupFault, Part, PartFault, Wording, WordingKey, WordingRefused};
use plenary_domain::{Actor, Lang};
use plenary_store::{CommandError, DomainLimits, StoreError};

const LEASE: jiff::SignedDuration = jiff::SignedDuration::from_mins(2);
const WIDE: DomainLimits = DomainLimits { hands: 10_000, per_minute: 10_000 };

fn key(of: Option<&str>, language: Lang) -> WordingKey {
    WordingKey { kind: LetterKind::Received, representation_type: of.and_then(TypeCode::parse), language }
}

fn subject(text: &str) -> Wording {
    Wording { subject: text.to_owned(), ..Wording::default() }
}

async fn save(db: &Db, event: EventId, key: &WordingKey, new: (i32, Wording)) -> Result<i32, WordingRefused> {
    match db.store.save_wording(act(organiser(event)), event, key.clone(), new).await {
        Ok(version) => Ok(version),
        Err(CommandError::Refused(refused)) => Err(refused),
        Err(CommandError::Store(error)) => panic!("{error}"),
    }
}

async fn event(db: &Db) -> EventId {
    db.account(7).await;
    db.event(DecisionMode::Organisers, 5).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_save_is_a_version_and_an_older_one_can_be_taken_again() {
    let db = Db::new().await;
    let event = event(&db).await;
    let ru = key(None, Lang::Ru);
    assert_eq!(save(&db, event, &ru, (0, subject(" Один "))).await, Ok(1));
    assert_eq!(save(&db, event, &ru, (0, subject("Два"))).await, Err(WordingRefused::ChangedMeanwhile));
    assert_eq!(save(&db, event, &ru, (1, subject("Один"))).await, Ok(1), "nothing has changed");
    assert_eq!(save(&db, event, &ru, (1, subject("Два"))).await, Ok(2));
    let restored = db.store.restore_wording(act(organiser(event)), event, ru.clone(), (2, 1)).await;
    assert_eq!(restored, Ok(3));
    let versions = db.store.wording_versions(&organiser(event), event, &ru).await.unwrap();
    let told: Vec<_> = versions
        .iter()
        .map(|of| (of.version, of.wording.subject.as_str(), of.restored, of.saved_by.as_str()))
        .collect();
    assert_eq!(
        told,
        [(3, "Один", Some(1), "Somebody"), (2, "Два", None, "Somebody"), (1, "Один", None, "Somebody")]
    );
    let all = db.store.wordings(&organiser(event), event).await.unwrap();
    assert_eq!(all.iter().map(|row| (row.key.clone(), row.version)).collect::<Vec<_>>(), [(ru, 3)]);
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'save_wording'").await, 3);
    assert!(db.raw.batch_execute("UPDATE letter_wording SET subject = 'x'").await.is_err(), "never changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_or_not_of_the_event_is_refused_and_changes_nothing() {
    let db = Db::new().await;
    let event = event(&db).await;
    let before = db.everything().await;
    let fault = PartFault::Markup(MarkupFault::UnknownField("nome".into()));
    let refused = save(&db, event, &key(None, Lang::En), (0, subject("{nome}"))).await;
    assert_eq!(refused, Err(WordingRefused::Parts(vec![(Part::Subject, fault)])));
    let of_nobody = save(&db, event, &key(Some("astronaut"), Lang::En), (0, subject("x"))).await;
    assert_eq!(of_nobody, Err(WordingRefused::NotOfEvent));
    let viewer = account(8, vec![(event, Role::Viewer)]);
    for actor in [viewer, Actor::Nobody, account(9, vec![])] {
        let new = (0, subject("x"));
        let saved = db.store.save_wording(act(actor.clone()), event, key(None, Lang::En), new).await;
        assert_eq!(saved, Err(CommandError::Refused(WordingRefused::NotAllowed)), "{actor:?}");
    }
    assert_eq!(db.store.wordings(&account(9, vec![]), event).await, Err(StoreError::NotFound));
    assert_eq!(db.everything().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_gets_what_is_written_for_its_type_and_language_before_what_is_written_for_all() {
    let db = Db::new().await;
    let event = event(&db).await;
    let body = |text: &str| Wording { body: text.to_owned(), ..Wording::default() };
    let for_all = Wording { subject: "Всем".into(), body: "Всем".into(), ..Wording::default() };
    save(&db, event, &key(None, Lang::Ru), (0, for_all)).await.unwrap();
    save(&db, event, &key(Some("academia"), Lang::Ru), (0, body("Учёным"))).await.unwrap();
    save(&db, event, &key(Some("media"), Lang::Ru), (0, subject("Прессе"))).await.unwrap();
    save(&db, event, &key(None, Lang::En), (0, subject("English"))).await.unwrap();
    // Reads Russian, of academia.
    db.register(event, &[]).await;
    let letter = db.store.lease_letters(now(), 1, LEASE, WIDE).await.unwrap().remove(0);
    let facts = db.store.letter_facts(&letter).await.unwrap().unwrap();
    assert_eq!(facts.wording, Wording { subject: "Всем".into(), ..body("Учёным") });
    assert_eq!((facts.stop, facts.trial), (None, false));
    // Written anew between the queue and the sending.
    save(&db, event, &key(Some("academia"), Lang::Ru), (1, Wording::default())).await.unwrap();
    let facts = db.store.letter_facts(&letter).await.unwrap().unwrap();
    assert_eq!(facts.wording.body, "Всем");
}
