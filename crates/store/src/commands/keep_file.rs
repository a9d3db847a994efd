//! Keeping and dropping a file. The object is written first, outside of any transaction, and then its row: what fails in
//! between leaves an object that no row knows, which the sweep takes away, and never a row without an object.
//! A new file takes the place of the one of the same purpose.

use crate::act::Act;
use crate::columns::At;
use crate::commands::owns;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::objects::Objects;
use crate::schema::{draft, registration};
use crate::seal::Slot;
use crate::store::Store;
use crate::tables::answers::registration_set_file;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::documents::{document_take_file, document_title};
use crate::tables::drafts::draft_set_file;
use crate::tables::events::event_touch_draft;
use crate::tables::files::{NewFileRow, file_delete, file_insert};
use crate::tables::forms::form_current;
use crate::tickets::hex;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::file::{FileOwner, KeptFile, MediaType, Purpose, display_name};
use plenary_domain::ids::{EventId, FileId};
use plenary_domain::policy::Action;
use plenary_domain::registration::VisibilityClass;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A file that came in, looked at and made anew already.
#[derive(Clone)]
pub struct NewFile {
    pub owner: FileOwner,
    pub purpose: Purpose,
    pub media: MediaType,
    pub class: VisibilityClass,
    pub bytes: Vec<u8>,
    /// A small picture of it, for lists.
    pub thumbnail: Option<Vec<u8>>,
    /// As it was called where it came from.
    pub name: String,
}

/// Why a file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepFileRefused {
    /// It has to be sealed, and there is no key.
    NoKeys,
}

pub(crate) const OBJECT: &str = "file.object";
pub(crate) const THUMBNAIL: &str = "file.thumbnail";

/// A name that tells nothing; the first two letters spread them over folders.
pub(crate) fn object_name(random: [u8; 24]) -> String {
    let name = hex(&random);
    let (folder, rest) = name.split_at_checked(2).unwrap_or(("", &name));
    format!("{folder}/{rest}")
}

/// What is written: the row and the bytes of its object.
pub(super) struct Prepared {
    pub(super) file: KeptFile,
    pub(super) object: String,
    pub(super) content: Vec<u8>,
    pub(super) key: Option<String>,
    pub(super) thumbnail: Option<Vec<u8>>,
}

/// What nobody needs any more; what is left over when this fails is swept.
pub(super) async fn forget_object(objects: &Objects, object: &str) {
    if let Err(error) = objects.delete(object).await {
        tracing::warn!(%error, "an object without a row is left for the sweep");
    }
}

impl Store {
    /// Keeps a file of a registration, for the delegate or whoever runs the event, or of a draft, for whoever has been
    /// led to it by its secret.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else, and for a draft that has expired or been sent;
    /// [`StoreError::Files`] when the place for files does not take it.
    pub async fn keep_file(
        &self,
        mut act: Act,
        event: EventId,
        new: NewFile,
    ) -> Result<FileId, CommandError<KeepFileRefused>> {
        if new.class.is_protected() && self.sealer().is_none() {
            return Err(CommandError::Refused(KeepFileRefused::NoKeys));
        }
        let owner = new.owner;
        self.read(|conn, _| may_keep(conn, &act, event, owner).boxed()).await?;
        let mut prepared = self.prepare(&mut act, event, new)?;
        let objects = self.objects()?;
        let sha256 = Sha256::digest(&prepared.content).into();
        objects.put(&prepared.object, std::mem::take(&mut prepared.content)).await?;
        let written = self.tx(|conn, _| keep(conn, &act, &prepared, sha256).boxed()).await;
        // What is left over when this fails is swept.
        let useless = match &written {
            Ok(replaced) => replaced.clone(),
            Err(_) => Some(prepared.object.clone()),
        };
        if let Some(object) = useless {
            forget_object(objects, &object).await;
        }
        written.map(|_| prepared.file.id).map_err(CommandError::Store)
    }

    /// Forgets a file of a registration or a draft; that there is none is no error.
    ///
    /// # Errors
    /// As for [`Store::keep_file`].
    pub async fn drop_file(
        &self,
        act: Act,
        event: EventId,
        owner: FileOwner,
        purpose: Purpose,
    ) -> Result<(), StoreError> {
        let dropped = self.tx(|conn, _| drop_it(conn, &act, event, (owner, &purpose)).boxed()).await?;
        if let Some(object) = dropped {
            forget_object(self.objects()?, &object).await;
        }
        Ok(())
    }

    pub(super) fn prepare(
        &self,
        act: &mut Act,
        event: EventId,
        new: NewFile,
    ) -> Result<Prepared, StoreError> {
        let id: FileId = act.ids.fresh();
        let file = KeptFile {
            id,
            event,
            owner: new.owner,
            purpose: new.purpose,
            media: new.media,
            class: new.class,
            bytes: u64::try_from(new.bytes.len()).unwrap_or(u64::MAX),
            name: display_name(&new.name, new.media),
            created_at: act.now,
        };
        let object = object_name(act.ids.nonce());
        if !new.class.is_protected() {
            return Ok(Prepared { file, object, content: new.bytes, key: None, thumbnail: new.thumbnail });
        }
        let keys = self.keys()?;
        let slot = |column| Slot::new(column, id.0);
        let sealed = keys.seal(slot(OBJECT), act.ids.nonce(), &new.bytes)?;
        let thumbnail = match new.thumbnail {
            Some(small) => Some(keys.seal(slot(THUMBNAIL), act.ids.nonce(), &small)?.bytes),
            None => None,
        };
        Ok(Prepared { file, object, content: sealed.bytes, key: Some(sealed.key), thumbnail })
    }
}

/// The reference of the registration; empty for a draft.
async fn may_keep(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    owner: FileOwner,
) -> Result<String, StoreError> {
    match owner {
        FileOwner::Registration(id) => {
            let query = registration::table.find((event.0, id.0)).select(registration::reference);
            let reference = query.first(conn).await?;
            if owns(act, event, id) { Ok(reference) } else { Err(StoreError::NotFound) }
        }
        FileOwner::Draft(id) => {
            let open = draft::table
                .find((event.0, id.0))
                .filter(draft::registration_id.is_null())
                .filter(draft::expires_at.gt(At(act.now)));
            // Locked where it is written, so that it is not sent in the meantime.
            let _: Uuid = open.select(draft::id).for_update().first(conn).await?;
            let known = act.actor == Actor::Nobody || act.actor == Actor::System;
            if known { Ok(String::new()) } else { Err(StoreError::NotFound) }
        }
        FileOwner::Document(id) => {
            let title = document_title(conn, event, id).await?;
            if act.may(Action::RunEvent(event)) { Ok(title) } else { Err(StoreError::NotFound) }
        }
        // Speakers bring theirs by a command of their own.
        FileOwner::Speaker(_) => Err(StoreError::NotFound),
    }
}

async fn keep(
    conn: &mut Conn,
    act: &Act,
    new: &Prepared,
    sha256: [u8; 32],
) -> Result<Option<String>, StoreError> {
    let file = &new.file;
    let reference = may_keep(conn, act, file.event, file.owner).await?;
    // What is public is named by releases and stays as it is; a new file stands beside it.
    let replaced = match file.owner {
        FileOwner::Registration(_) | FileOwner::Draft(_) => {
            file_delete(conn, file.event, (file.owner, &file.purpose), act.now).await?
        }
        FileOwner::Speaker(_) | FileOwner::Document(_) => None,
    };
    let row = NewFileRow {
        file,
        object: &new.object,
        sha256,
        key: new.key.as_deref(),
        thumbnail: new.thumbnail.as_deref(),
    };
    file_insert(conn, &row).await?;
    answer(conn, file.event, (file.owner, &file.purpose), Some(file.id)).await?;
    if let FileOwner::Registration(id) = file.owner {
        let detail = json!({ "reference": reference, "purpose": file.purpose.as_str(), "media_type": file.media.code() });
        let entry = Entry::new(file.event, "keep_file", "registration", id).detail(detail);
        audit_insert(conn, act, entry).await?;
    }
    if let FileOwner::Document(id) = file.owner {
        event_touch_draft(conn, file.event).await?;
        document_take_file(conn, id, file).await?;
        let detail = json!({ "name": reference, "language": file.purpose.as_str() });
        let entry = Entry::new(file.event, "keep_document", "document", id).detail(detail);
        audit_insert(conn, act, entry).await?;
    }
    Ok(replaced)
}

/// A file that answers a question is among the answers, by its id, as long as it is there.
async fn answer(
    conn: &mut Conn,
    event: EventId,
    (owner, purpose): (FileOwner, &Purpose),
    file: Option<FileId>,
) -> Result<(), StoreError> {
    let question = purpose.question();
    if form_current(conn, event).await?.is_file(question) {
        match owner {
            FileOwner::Draft(id) => draft_set_file(conn, event, id, (question, file)).await?,
            FileOwner::Registration(id) => registration_set_file(conn, event, id, (question, file)).await?,
            // They answer no form.
            FileOwner::Speaker(_) | FileOwner::Document(_) => {}
        }
    }
    Ok(())
}

async fn drop_it(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    (owner, purpose): (FileOwner, &Purpose),
) -> Result<Option<String>, StoreError> {
    let reference = may_keep(conn, act, event, owner).await?;
    let dropped = file_delete(conn, event, (owner, purpose), act.now).await?;
    answer(conn, event, (owner, purpose), None).await?;
    if let (FileOwner::Registration(id), Some(_)) = (owner, &dropped) {
        let detail = json!({ "reference": reference, "purpose": purpose.as_str() });
        audit_insert(conn, act, Entry::new(event, "drop_file", "registration", id).detail(detail)).await?;
    }
    Ok(dropped)
}
