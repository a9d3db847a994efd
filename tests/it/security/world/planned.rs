//! What stands in and around the agenda of an event of the world.

use harness::App;
use image::{DynamicImage, ImageFormat};
use plenary_domain::agenda::{
    DocumentInput, ItemInput, RoomInput, SessionInput, SessionSpeaker, Slot, SpeakerInput, SpeakerRole,
    TopicInput, Visibility,
};
use plenary_domain::file::{FileOwner, MediaType, Purpose};
use plenary_domain::ids::{DocumentId, FileId, ItemId, RoomId, SpeakerId, TopicId};
use plenary_domain::registration::VisibilityClass;
use plenary_domain::{Actor, Event, Lang, LocalText};
use plenary_store::{DocumentForm, NewFile};
use std::io::Cursor;

fn everywhere(text: &str) -> LocalText {
    Lang::ALL.into_iter().fold(LocalText::default(), |all, lang| all.with(lang, text))
}

/// A room, a topic and a speaker that no session uses, so that they can be removed.
pub(super) async fn spare(app: &App, event: &Event) -> (RoomId, TopicId, SpeakerId) {
    let (store, act) = (&app.store, || app.act(Actor::System));
    let room = RoomInput { name: everywhere("Spare"), position: 9, ..RoomInput::default() };
    let topic = TopicInput { name: everywhere("Topic"), position: 1, ..TopicInput::default() };
    let speaker = SpeakerInput { name: everywhere("Speaker"), ..SpeakerInput::default() };
    (
        store.save_room(act(), event.id, None, room).await.unwrap(),
        store.save_topic(act(), event.id, None, topic).await.unwrap(),
        store.save_speaker(act(), event.id, None, speaker).await.unwrap(),
    )
}

/// An item of the agenda, and a released document with a file.
pub(super) async fn papers(app: &App, event: &Event) -> (ItemId, DocumentId) {
    let (store, act) = (&app.store, || app.act(Actor::System));
    let title = &everywhere("Paper");
    let item = ItemInput {
        parent: None,
        number: "1".to_owned(),
        title: title.clone(),
        annotation: LocalText::default(),
        documents: Vec::new(),
        sessions: Vec::new(),
    };
    let item = store.save_item(act(), event.id, None, item).await.unwrap();
    let input = DocumentInput {
        symbol: None,
        title: title.clone(),
        versions: Vec::new(),
        visibility: Visibility::Public,
        embargo_until: None,
        position: 1,
    };
    let form = DocumentForm { input, sessions: Vec::new(), items: Vec::new() };
    let document = store.save_document(act(), event.id, None, form).await.unwrap();
    let file = NewFile {
        owner: FileOwner::Document(document),
        purpose: Purpose::parse("en").unwrap(),
        media: MediaType::Pdf,
        class: VisibilityClass::Public,
        bytes: b"%PDF-1.4\n%%EOF\n".to_vec(),
        thumbnail: None,
        name: "paper.pdf".to_owned(),
    };
    store.keep_file(act(), event.id, file).await.unwrap();
    let version = store.draft_agenda(event.id).await.unwrap().draft_version;
    store.release_agenda(act(), event.id, version, String::new()).await.unwrap();
    (item, document)
}

/// Somebody who speaks, with a photo, and with a page of their own.
pub(super) struct Guest {
    id: SpeakerId,
    secret: String,
    portrait: FileId,
}

impl Guest {
    /// What stands for the placeholders that are about the guest.
    pub(super) fn ids(self) -> [(&'static str, String); 4] {
        [
            ("person", plenary_pages::urls::short_key(self.id)),
            ("guest", self.id.to_string()),
            ("speaking", self.secret),
            ("portrait", self.portrait.to_string()),
        ]
    }
}

/// The first session has a speaker, in a second release, and there is something for a third.
pub(super) async fn somebody_speaks(app: &App, event: &Event) -> Guest {
    let (store, act) = (&app.store, || app.act(Actor::System));
    let name = LocalText::default().with(Lang::En, "Guest");
    let guest = SpeakerInput { name, ..SpeakerInput::default() };
    let guest = store.save_speaker(act(), event.id, None, guest).await.unwrap();
    let secret = format!("{:s<32}", event.slug.as_str());
    store.set_speaker_address(act(), event.id, guest, secret.clone()).await.unwrap();
    let portrait = NewFile {
        owner: FileOwner::Speaker(guest),
        purpose: Purpose::parse("photo").unwrap(),
        media: MediaType::Jpeg,
        class: VisibilityClass::Public,
        bytes: picture(),
        thumbnail: None,
        name: "me.jpg".to_owned(),
    };
    let portrait = store.keep_speaker_file(act(), event.id, secret.clone(), None, portrait).await.unwrap();
    let draft = store.draft_agenda(event.id).await.unwrap();
    let first = draft.agenda.sessions.iter().find(|session| session.number == 1).unwrap();
    let mut input = SessionInput::from(first);
    input.speakers = vec![SessionSpeaker::new(guest, SpeakerRole::Keynote)];
    let version = Some(draft.versions[&first.id]);
    store.save_session(act(), event.id, Some(first.id), version, input).await.unwrap();
    let version = store.draft_agenda(event.id).await.unwrap().draft_version;
    store.release_agenda(act(), event.id, version, "Somebody speaks".to_owned()).await.unwrap();
    shorten_the_second_session(app, event).await;
    // Now, so that nobody was told of the releases.
    let address = format!(
        "UPDATE speaker SET email = 'guest@example.org', email_key = 'guest@example.org' WHERE id = '{guest}'"
    );
    app.sql().await.batch_execute(&address).await.unwrap();
    Guest { id: guest, secret, portrait }
}

/// A small grey photo.
fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::new_luma8(70, 90).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

/// So that there is something to release.
async fn shorten_the_second_session(app: &App, event: &Event) {
    let draft = app.store.draft_agenda(event.id).await.unwrap();
    let session = draft.agenda.sessions.iter().find(|session| session.number == 2).unwrap();
    let slot = session.slot.map(|slot| Slot { minutes: 45, ..slot });
    let (act, version) = (app.act(Actor::System), draft.versions[&session.id]);
    app.store.move_session(act, event.id, session.id, version, slot, session.room).await.unwrap();
}
