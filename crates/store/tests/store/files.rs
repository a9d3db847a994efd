//! Files: kept, sealed, handed out to whom they belong, sealed anew, and forgotten.

use crate::harness::{Db, account, act, act_at, answers, now, organiser, system};
use jiff::SignedDuration;
use plenary_domain::Actor;
use plenary_domain::event::DecisionMode;
use plenary_domain::file::{FileOwner, MediaType, Purpose};
use plenary_domain::ids::{EventId, FileId, RegistrationId};
use plenary_domain::policy::Role;
use plenary_domain::registration::VisibilityClass;
use plenary_store::{
    CommandError, FilePlace, KeepFileRefused, NewFile, Sealer, Store, StoreError, StoreOptions,
};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn key(name: &str) -> String {
    Sealer::line(name, [name.as_bytes()[0]; 32])
}

fn keys(names: &[&str]) -> Sealer {
    let list: Vec<String> = names.iter().map(|name| key(name)).collect();
    Sealer::parse(&list.join(",")).unwrap()
}

pub(crate) async fn house(names: &[&str]) -> Db {
    let sealer = Some(keys(names));
    Db::with(|options| {
        options.sealer = sealer;
        options.files = FilePlace::Memory;
    })
    .await
}

pub(crate) fn purpose(text: &str) -> Purpose {
    Purpose::parse(text).unwrap()
}

fn photo(owner: RegistrationId, bytes: &[u8]) -> NewFile {
    NewFile {
        owner: FileOwner::Registration(owner),
        purpose: purpose("badge-photo"),
        media: MediaType::Jpeg,
        class: VisibilityClass::Purpose,
        bytes: bytes.to_vec(),
        thumbnail: Some(b"small".to_vec()),
        name: "../Я.png".to_owned(),
    }
}

async fn one(db: &Db) -> (EventId, RegistrationId) {
    let event = db.event(DecisionMode::Organisers, 5).await;
    (event, db.register(event, &[]).await)
}

pub(crate) async fn keep(db: &Db, event: EventId, owner: RegistrationId, bytes: &[u8]) -> FileId {
    db.store.keep_file(act(Actor::Delegate(owner)), event, photo(owner, bytes)).await.unwrap()
}

/// Every file in a folder, however deep.
fn lying(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(lying(&path)) } else { found.push(path) }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guarded_file_lies_sealed_in_a_folder_that_only_its_owner_may_enter() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{}", std::process::id()));
    let (sealer, place) = (Some(keys(&["a"])), FilePlace::Folder(folder.clone()));
    let db = Db::with(|options| (options.sealer, options.files) = (sealer, place)).await;
    let (event, id) = one(&db).await;
    let file = keep(&db, event, id, b"a face").await;
    let [object] = &lying(&folder)[..] else { panic!("one object") };
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(object)), (0o700, 0o600));
    let kept = std::fs::read(object).unwrap();
    assert!(!kept.windows(4).any(|at| at == b"face"));
    assert_eq!(db.number("SELECT count(*) FROM file WHERE thumbnail = 'small'::bytea").await, 0);
    let ticket = db.store.file_of_registration(act(Actor::Delegate(id)), event, file).await.unwrap();
    assert_eq!(ticket.name, "Я.jpg");
    let found = db.store.download(&ticket.ticket, now()).await.unwrap();
    assert_eq!((found.bytes.as_slice(), found.file.bytes), (&b"a face"[..], 6));
    assert_eq!(db.store.thumbnail(event, file).await.unwrap().unwrap(), b"small");
    // What somebody has tampered with is not handed out.
    std::fs::write(object, [&kept[..20], b"X", &kept[21..]].concat()).unwrap();
    assert!(matches!(db.store.download(&ticket.ticket, now()).await, Err(StoreError::Corrupt { .. })));
    let owner = FileOwner::Registration(id);
    db.store.drop_file(act(Actor::Delegate(id)), event, owner, purpose("badge-photo")).await.unwrap();
    assert_eq!(lying(&folder), Vec::<PathBuf>::new());
    assert!(db.store.files(event, owner).await.unwrap().is_empty());
    assert_eq!(db.store.download(&ticket.ticket, now()).await.err(), Some(StoreError::NotFound));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_keys_nothing_guarded_is_kept_and_the_rest_is() {
    let db = Db::with(|options| options.files = FilePlace::Memory).await;
    let (event, id) = one(&db).await;
    let before = db.everything().await;
    let delegate = || act(Actor::Delegate(id));
    let refused = db.store.keep_file(delegate(), event, photo(id, b"x")).await;
    assert_eq!(refused, Err(CommandError::Refused(KeepFileRefused::NoKeys)));
    assert_eq!(db.everything().await, before);
    let letter = NewFile { class: VisibilityClass::Organisers, ..photo(id, b"letter") };
    let kept = db.store.keep_file(delegate(), event, letter).await.unwrap();
    assert_eq!(db.store.thumbnail(event, kept).await.unwrap().unwrap(), b"small");
    let forged = "UPDATE file SET class = 'CL4'";
    assert!(db.raw.execute(forged, &[]).await.is_err(), "the database insists too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_file_takes_the_place_of_the_old_one_and_each_change_is_written_down() {
    let db = house(&["a"]).await;
    let (event, id) = one(&db).await;
    let first = keep(&db, event, id, b"first").await;
    let second = db.store.keep_file(act(organiser(event)), event, photo(id, b"second")).await.unwrap();
    let files = db.store.files(event, FileOwner::Registration(id)).await.unwrap();
    assert_eq!(files.iter().map(|file| file.id).collect::<Vec<_>>(), [second]);
    let gone = db.store.file_of_registration(act(Actor::Delegate(id)), event, first).await;
    assert_eq!(gone, Err(StoreError::NotFound));
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'keep_file'").await, 2);
    let owner = FileOwner::Registration(id);
    for _ in 0..2 {
        db.store.drop_file(act(organiser(event)), event, owner, purpose("badge-photo")).await.unwrap();
    }
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'drop_file'").await, 1);
    let told = db.number("SELECT count(*) FROM audit WHERE detail::text LIKE '%Я%'").await;
    assert_eq!(told, 0, "the name of a file may be somebody's name");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_keeps_sees_or_drops_a_file() {
    let db = house(&["a"]).await;
    let (event, id) = one(&db).await;
    let (other, foreign) = one(&db).await;
    let file = keep(&db, event, id, b"face").await;
    let owner = FileOwner::Registration(id);
    let before = db.everything().await;
    let viewer = account(8, vec![(event, Role::Viewer)]);
    for actor in [organiser(other), Actor::Nobody, Actor::Delegate(foreign)] {
        let hidden = db.store.file_of_registration(act(actor.clone()), event, file).await;
        assert_eq!(hidden, Err(StoreError::NotFound), "{actor:?}");
        let across = db.store.file_of_registration(act(actor.clone()), other, file).await;
        assert_eq!(across, Err(StoreError::NotFound), "{actor:?}");
    }
    for actor in [organiser(other), Actor::Nobody, Actor::Delegate(foreign), viewer.clone()] {
        let kept = db.store.keep_file(act(actor.clone()), event, photo(id, b"x")).await;
        assert_eq!(kept, Err(CommandError::Store(StoreError::NotFound)), "{actor:?}");
        let dropped = db.store.drop_file(act(actor.clone()), event, owner, purpose("badge-photo")).await;
        assert_eq!(dropped, Err(StoreError::NotFound), "{actor:?}");
    }
    assert_eq!(db.everything().await, before);
    // Who may look leaves a trace, the delegate none.
    db.store.file_of_registration(act(Actor::Delegate(id)), event, file).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'see_file'").await, 0);
    db.store.file_of_registration(act(viewer), event, file).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'see_file'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_moved_to_another_row_does_not_open_there() {
    let db = house(&["a"]).await;
    let (event, id) = one(&db).await;
    let other = db.register(event, &[]).await;
    let (mine, theirs) = (keep(&db, event, id, b"mine").await, keep(&db, event, other, b"theirs").await);
    let swap = format!(
        "UPDATE file SET object = 'gone' WHERE id = '{mine}';
        UPDATE file AS f SET object = s.object, sha256 = s.sha256
            FROM (SELECT '{mine}'::uuid AS id, object, sha256 FROM file WHERE id = '{theirs}') AS s WHERE f.id = s.id"
    );
    let unique = "ALTER TABLE file DROP CONSTRAINT file_object_key";
    db.raw.batch_execute(&format!("{unique}; {swap}")).await.unwrap();
    let ticket = db.store.file_of_registration(act(Actor::Delegate(id)), event, mine).await.unwrap();
    assert!(matches!(db.store.download(&ticket.ticket, now()).await, Err(StoreError::Sealed(_))));
    let late = now() + SignedDuration::from_mins(2);
    assert_eq!(db.store.download(&ticket.ticket, late).await.err(), Some(StoreError::NotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_sealed_anew_in_batches_and_the_old_key_may_go() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rotate-{}", std::process::id()));
    let (sealer, files) = (Some(keys(&["a"])), FilePlace::Folder(folder.clone()));
    let db = Db::with(|options| (options.sealer, options.files) = (sealer, files)).await;
    let (event, id) = one(&db).await;
    let file = keep(&db, event, id, b"face").await;
    let people = crate::sealed::people(&db, event, 60).await;
    let place = |names: &[&str]| {
        let mut options = StoreOptions::new(&db.url);
        (options.sealer, options.files) = (Some(keys(names)), FilePlace::Folder(folder.clone()));
        Store::connect(options)
    };
    let too_early = place(&["b"]).await.unwrap().reseal(system()).await;
    assert_eq!(too_early, Err(StoreError::Sealed("the key \"a\" is not configured".to_owned())));
    assert_eq!(db.store.reseal(act(organiser(event))).await, Err(StoreError::NotFound));
    let both = place(&["b", "a"]).await.unwrap();
    assert_eq!(both.sealed_with_old_keys().await, Ok(61));
    let mut batches = 0;
    while both.reseal(system()).await.unwrap().left > 0 {
        batches += 1;
        assert!(batches < 5, "it comes to an end");
    }
    assert_eq!(batches, 1, "the second one is the last");
    assert_eq!(lying(&folder).len(), 1, "the old object is gone");
    let after = place(&["b"]).await.unwrap();
    let ticket = after.file_of_registration(act(Actor::Delegate(id)), event, file).await.unwrap();
    assert_eq!(after.download(&ticket.ticket, now()).await.unwrap().bytes, b"face");
    assert_eq!(after.thumbnail(event, file).await.unwrap().unwrap(), b"small");
    for (number, person) in people.iter().enumerate() {
        let told = after.registration_opened(act(organiser(event)), event, *person).await.unwrap();
        assert_eq!(told.answers.food_note, format!("No number {number}"));
    }
    assert_eq!(db.number("SELECT count(*) FROM audit WHERE action = 'see_sealed_answers'").await, 60);
    let old = db.store.registration_opened(act(organiser(event)), event, people[0]).await;
    assert_eq!(old, Err(StoreError::Sealed("the key \"b\" is not configured".to_owned())));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_a_draft_go_along_when_it_is_sent_and_are_forgotten_when_it_is_not() {
    let db = house(&["a"]).await;
    let event = db.event(DecisionMode::Organisers, 5).await;
    let mut drafts = Vec::new();
    for _ in 0..2 {
        let secret = db.draft(event, answers(&[])).await;
        let id = db.store.draft(event, &secret, now()).await.unwrap().id;
        let new = NewFile { owner: FileOwner::Draft(id), ..photo(RegistrationId(id.0), b"face") };
        let file = db.store.keep_file(act(Actor::Nobody), event, new).await.unwrap();
        drafts.push((secret, file, id));
    }
    let [(sent, file, draft), (left, other, _)] = &drafts[..] else { panic!("two drafts") };
    assert!(db.store.file_of_draft(event, sent, *file, now()).await.is_ok());
    assert_eq!(db.store.file_of_draft(event, sent, *other, now()).await, Err(StoreError::NotFound));
    let outcome = db.send(event, sent).await;
    let id = db.store.registration_by_secret(event, &outcome.secret).await.unwrap().id;
    let files = db.store.files(event, FileOwner::Registration(id)).await.unwrap();
    assert_eq!(files.iter().map(|file| file.id).collect::<Vec<_>>(), [*file]);
    let late = NewFile { owner: FileOwner::Draft(*draft), ..photo(id, b"late") };
    let late = db.store.keep_file(act(Actor::Nobody), event, late).await;
    assert_eq!(late, Err(CommandError::Store(StoreError::NotFound)), "it was sent");
    let much_later = act_at(Actor::System, now() + SignedDuration::from_hours(31 * 24)).now;
    db.store.sweep(much_later).await.unwrap();
    assert_eq!(db.store.draft(event, left, now()).await, Err(StoreError::NotFound));
    assert_eq!(db.number("SELECT count(*) FROM file").await, 1);
    // Objects tell their age by the clock of this machine, which is not the one of the story.
    let tomorrow: jiff::Timestamp = "2100-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(db.store.sweep_objects(tomorrow).await, Ok(1));
    assert_eq!(db.store.sweep_objects(tomorrow).await, Ok(0));
    let ticket = db.store.file_of_registration(act(Actor::Delegate(id)), event, *file).await.unwrap();
    assert_eq!(db.store.download(&ticket.ticket, now()).await.unwrap().bytes, b"face");
}
