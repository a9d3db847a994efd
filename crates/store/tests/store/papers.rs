//! What an agenda holds besides times and rooms: everything of a session, documents, numbered items.

use crate::harness::{Db, act, now, organiser, session, system, text};
use plenary_domain::Actor;
use plenary_domain::agenda::{
    Agenda, Document, DocumentInput, DocumentSource, DocumentVersion, EditRefused, ItemInput, ItemRefused,
    ItemsDecision, ItemsStatus, LinkClass, RemoteLink, RoleState, RoomInput, SessionInput, SessionSpeaker,
    SpeakerContact, SpeakerInput, SpeakerRole, Symbol, TopicInput, Visibility, WebAddress,
};
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{DocumentId, EventId, ItemId, SessionId};
use plenary_domain::lang::{Lang, LocalText};
use plenary_domain::text::EmailAddress;
use plenary_store::{CommandError, DocumentForm};

fn document(visibility: Visibility) -> DocumentInput {
    let link = WebAddress::parse("https://docs.example.org/s-res-1325-ru.pdf").unwrap();
    DocumentInput {
        symbol: Symbol::parse("s/res/1325(2000)"),
        title: text("Resolution 1325"),
        versions: vec![DocumentVersion { lang: "ru".to_owned(), source: DocumentSource::Link(link) }],
        visibility,
        embargo_until: Some(now()),
        position: 3,
    }
}

async fn save_document(
    db: &Db,
    event: EventId,
    id: Option<DocumentId>,
    sessions: &[SessionId],
) -> DocumentId {
    let (input, sessions) = (document(Visibility::Public), sessions.to_vec());
    let form = DocumentForm { input, sessions, items: Vec::new() };
    db.store.save_document(system(), event, id, form).await.unwrap()
}

fn item(parent: Option<ItemId>, number: &str) -> ItemInput {
    ItemInput {
        parent,
        number: number.to_owned(),
        title: text(&format!("Item {number}")),
        annotation: text("What it is about"),
        documents: Vec::new(),
        sessions: Vec::new(),
    }
}

fn link(class: LinkClass) -> RemoteLink {
    let address = WebAddress::parse(&format!("https://meet.example.org/{}", class.code())).unwrap();
    RemoteLink { class, address, opens_before: 20 }
}

/// A session with something of everything.
async fn full(db: &Db, event: EventId) -> SessionInput {
    let store = &db.store;
    let room = RoomInput {
        name: text("Hall"),
        hours: Some(("08:30".parse().unwrap(), "19:00".parse().unwrap())),
        booths: Some(3),
        external_id: Some("room-7".to_owned()),
        ..RoomInput::default()
    };
    let room = store.save_room(system(), event, None, room).await.unwrap();
    let topic = TopicInput {
        name: text("WPS"),
        full_title: text("Women and peace and security"),
        symbol: Symbol::parse("S/RES/1325 (2000)"),
        code: Some("s-res-1325".to_owned()),
        ..TopicInput::default()
    };
    let topic = store.save_topic(system(), event, None, topic).await.unwrap();
    let people = [("Chair", RoleState::Accepted), ("Guest", RoleState::Declined)];
    let mut speakers = Vec::new();
    for (name, state) in people {
        let contact = SpeakerContact {
            email: EmailAddress::parse(&format!("{name}@example.org")).ok(),
            language: Some(Lang::Kk),
            registration: None,
        };
        let person = SpeakerInput {
            name: text(name),
            organisation: text("Ministry"),
            contact,
            ..SpeakerInput::default()
        };
        let id = store.save_speaker(system(), event, None, person).await.unwrap();
        speakers.push(SessionSpeaker { state, ..SessionSpeaker::new(id, SpeakerRole::Chair) });
    }
    SessionInput {
        external_id: Some("urn:guid:7".to_owned()),
        description: text("At length"),
        room: Some(room),
        place: LocalText::default(),
        floor_languages: vec!["ru".to_owned(), "fr".to_owned()],
        topics: vec![topic],
        items: vec![store.save_item(system(), event, None, item(None, "1")).await.unwrap()],
        documents: vec![save_document(db, event, None, &[]).await],
        speakers,
        links: LinkClass::ALL.iter().map(|class| link(*class)).collect(),
        expected: Some(80),
        ..session(10, Some(30))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_with_everything_goes_round_and_the_public_gets_its_part() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let input = full(&db, event).await;
    let id = db.store.save_session(system(), event, None, None, input.clone()).await.unwrap();
    let draft = db.store.draft_agenda(event).await.unwrap();
    assert_eq!(draft.agenda.session(id).map(SessionInput::from), Some(input.clone()));
    let room = draft.agenda.rooms.first().unwrap();
    assert_eq!((room.booths, room.external_id.as_deref()), (Some(3), Some("room-7")));
    assert_eq!(room.hours.map(|(_, closes)| closes.hour()), Some(19));
    let topic = draft.agenda.topics.first().unwrap();
    assert_eq!(topic.symbol.as_ref().map(Symbol::as_str), Some("S/RES/1325 (2000)"));
    let person = &draft.agenda.speakers[0];
    assert_eq!(draft.people[&person.id].contact.language, Some(Lang::Kk));
    db.release(event).await;
    let released = db.store.released_agenda(event).await.unwrap().unwrap().agenda;
    let shown = released.session(id).unwrap();
    assert_eq!(shown.links, [link(LinkClass::Public)]);
    assert_eq!((shown.speakers.len(), shown.expected, released.speakers.len()), (1, None, 1));
    let raw = db.raw.query_one("SELECT snapshot::text FROM release", &[]).await.unwrap();
    let raw: String = raw.get(0);
    for secret in ["@example.org", "meet.example.org/speaker", "meet.example.org/participant", "Guest"] {
        assert!(!raw.contains(secret), "{secret} in {raw}");
    }
    assert!(raw.contains("meet.example.org/public"), "{raw}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_from_before_there_was_all_this_is_still_read() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    db.session(event, 10, 3).await;
    let old = "INSERT INTO release (event_id, number, comment, snapshot, changes, released_at)
        SELECT event_id, 2, '', (snapshot - ARRAY['items', 'documents']) || jsonb_build_object('sessions',
            jsonb_build_array((snapshot->'sessions'->0) - ARRAY['floor_languages', 'description', 'items',
                'documents', 'links', 'expected', 'external_id'])), changes, released_at FROM release";
    db.raw.execute(old, &[]).await.unwrap();
    let (first, second) =
        (db.store.release(event, 1).await.unwrap(), db.store.release(event, 2).await.unwrap());
    assert_eq!(second.agenda, Agenda { removed: Vec::new(), ..first.agenda });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_answered_stays_when_the_session_is_saved_again() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let mut input = full(&db, event).await;
    let id = db.store.save_session(system(), event, None, None, input.clone()).await.unwrap();
    db.raw
        .execute("UPDATE session_speaker SET note = 'With pleasure', answered_at = now()", &[])
        .await
        .unwrap();
    input.speakers.reverse();
    input.speakers.pop();
    db.store.save_session(system(), event, Some(id), Some(1), input.clone()).await.unwrap();
    let kept =
        "SELECT count(*) FROM session_speaker WHERE note = 'With pleasure' AND answered_at IS NOT NULL";
    assert_eq!(db.number(kept).await, 1, "of the one who is still there");
    let saved = db.store.draft_agenda(event).await.unwrap().agenda;
    assert_eq!(saved.session(id).unwrap().speakers, input.speakers);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_belongs_to_sessions_and_items_from_either_side() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let one = db.store.save_session(system(), event, None, None, session(9, None)).await.unwrap();
    let two = db.store.save_session(system(), event, None, None, session(11, None)).await.unwrap();
    let document = save_document(&db, event, None, &[one, two]).await;
    let belongs = async || {
        let draft = db.store.draft_agenda(event).await.unwrap();
        let with = |id| draft.agenda.session(id).is_some_and(|s| s.documents.contains(&document));
        ([one, two].map(with), [one, two].map(|id| draft.versions[&id]))
    };
    assert_eq!(belongs().await, ([true, true], [2, 2]), "forms that are open must not lose it");
    save_document(&db, event, Some(document), &[two]).await;
    assert_eq!(belongs().await, ([false, true], [3, 2]));
    db.store.remove_document(system(), event, document).await.unwrap();
    assert_eq!(belongs().await, ([false, false], [3, 3]));
    let form = DocumentForm { input: document_of(&db, event).await, sessions: vec![], items: vec![] };
    let stranger = db.store.save_document(act(Actor::Nobody), event, None, form).await;
    assert_eq!(stranger, Err(CommandError::Refused(EditRefused::NotAllowed)));
}

async fn document_of(db: &Db, event: EventId) -> DocumentInput {
    let id = save_document(db, event, None, &[]).await;
    let draft = db.store.draft_agenda(event).await.unwrap();
    let found: &Document = draft.agenda.document(id).unwrap();
    assert_eq!(DocumentInput::from(found), document(Visibility::Public), "as it was saved");
    DocumentInput::from(found)
}

fn refused<T>(why: ItemRefused) -> Result<T, CommandError<ItemRefused>> {
    Err(CommandError::Refused(why))
}

/// Numbers with the titles that they belong to.
async fn numbers(db: &Db, event: EventId) -> Vec<String> {
    let list = db.store.draft_agenda(event).await.unwrap().agenda.items;
    let line = |item| format!("{}: {}", list.full_number(item), list.item(item).unwrap().title.get(Lang::En));
    list.tree().iter().map(|placed| line(placed.item.id)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_moved_renumbered_when_asked_and_frozen_when_provisional() {
    let db = Db::new().await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let editor = || act(organiser(event));
    db.account(7).await;
    let one = db.store.save_item(editor(), event, None, item(None, "1")).await.unwrap();
    let two = db.store.save_item(editor(), event, None, item(None, "2")).await.unwrap();
    db.store.save_item(editor(), event, None, item(Some(two), "(a)")).await.unwrap();
    let taken = db.store.save_item(editor(), event, None, item(None, "2")).await;
    assert_eq!(taken, Err(CommandError::Refused(ItemRefused::NumberTaken)));
    db.store.move_item(editor(), event, two, true).await.unwrap();
    assert_eq!(numbers(&db, event).await, ["2: Item 2", "2 (a): Item (a)", "1: Item 1"], "numbers stay");
    assert_eq!(db.store.renumber_items(editor(), event).await, Ok(2));
    assert_eq!(numbers(&db, event).await, ["1: Item 2", "1 (a): Item (a)", "2: Item 1"]);
    let decide = async |status, on| {
        let decision = ItemsDecision { status, on, ..ItemsDecision::default() };
        db.store.decide_items(editor(), event, decision).await
    };
    decide(ItemsStatus::Provisional, None).await.unwrap();
    let before = db.everything().await;
    assert_eq!(db.store.renumber_items(editor(), event).await, refused(ItemRefused::Frozen));
    let other = db.store.save_item(editor(), event, Some(one), item(None, "7")).await;
    assert_eq!(other, Err(CommandError::Refused(ItemRefused::Frozen)));
    assert_eq!(db.store.remove_item(editor(), event, two).await, refused(ItemRefused::HasItems));
    assert_eq!(decide(ItemsStatus::Adopted, None).await, refused(ItemRefused::NoDate));
    assert_eq!(decide(ItemsStatus::Revised, None).await, refused(ItemRefused::WrongStatus));
    assert_eq!(db.everything().await, before, "what is refused changes nothing");
    decide(ItemsStatus::Adopted, "2027-05-31".parse().ok()).await.unwrap();
    db.store.remove_item(editor(), event, one).await.unwrap();
    assert_eq!(numbers(&db, event).await, ["1: Item 2", "1 (a): Item (a)"]);
    assert_eq!(
        db.store.move_item(act(Actor::Nobody), event, two, true).await,
        refused(ItemRefused::NotAllowed)
    );
}
