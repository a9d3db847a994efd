//! Files of a registration, and a file as it is handed out: a look first, which may be written down, and then the bytes
//! for whoever brings the ticket.

use crate::act::Act;
use crate::commands::{OBJECT, THUMBNAIL};
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::reads::registrations::sees_desk;
use crate::schema::{file, registration};
use crate::seal::{Sealer, Slot};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::drafts::draft_get;
use crate::tables::files::{FileRow, file_find, file_get, files_of};
use crate::tickets::{check, sign, signing_secret};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::{FutureExt, TryFutureExt};
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::file::{FileOwner, KeptFile};
use plenary_domain::ids::{EventId, FileId, RegistrationId};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The way to a file for the next minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTicket {
    pub ticket: String,
    pub name: String,
}

/// A file with its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Download {
    pub file: KeptFile,
    pub bytes: Vec<u8>,
}

impl Store {
    /// The files of a registration or of a draft, without their bytes. Whoever asks has been let in already: the
    /// desk, or the holder of the secret.
    pub async fn files(&self, event: EventId, owner: FileOwner) -> Result<Vec<KeptFile>, StoreError> {
        self.read(|conn, _| files_of(conn, event, owner).boxed()).await
    }

    /// A ticket for a file of a registration: for its delegate, and for whoever may look at the desk, whose look at a
    /// guarded file is written down.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else.
    pub async fn file_of_registration(
        &self,
        act: Act,
        event: EventId,
        id: FileId,
    ) -> Result<FileTicket, StoreError> {
        let sealer = self.sealer();
        self.tx(|conn, _| ticket_of_registration(conn, &act, sealer, event, id).boxed()).await
    }

    /// A ticket for a file of the draft behind this secret.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a file of anybody else.
    pub async fn file_of_draft(
        &self,
        event: EventId,
        draft_secret: &str,
        id: FileId,
        now: Timestamp,
    ) -> Result<FileTicket, StoreError> {
        let sealer = self.sealer();
        self.read(|conn, _| {
            async move {
                let draft = draft_get(conn, event, draft_secret, now).await?;
                ticket_of(conn, sealer, event, (FileOwner::Draft(draft.id.into()), id), now).await
            }
            .boxed()
        })
        .await
    }

    /// The file that a ticket is for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a ticket that is none, is over, or whose file is gone.
    pub async fn download(&self, ticket: &str, now: Timestamp) -> Result<Download, StoreError> {
        let sealer = self.sealer();
        let row = self.read(|conn, _| of_ticket(conn, sealer, ticket, now).boxed()).await?;
        let bytes = self.object_of(&row).await?;
        Ok(Download { file: row.kept()?, bytes })
    }

    /// A file of a speaker or a document that whoever asks has found in a release, or may see anyway.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a file of anybody else: this way leads to no delegate's file.
    pub async fn public_file(&self, event: EventId, id: FileId) -> Result<Download, StoreError> {
        let row = self.read(|conn, _| file_get(conn, event, id).map_err(StoreError::from).boxed()).await?;
        let bytes = self.object_of(&row).await?;
        let file = row.kept()?;
        match file.owner {
            FileOwner::Speaker(_) | FileOwner::Document(_) => Ok(Download { file, bytes }),
            FileOwner::Registration(_) | FileOwner::Draft(_) => Err(StoreError::NotFound),
        }
    }

    /// The small picture of a photo, for a page of whoever may see it anyway.
    pub async fn thumbnail(&self, event: EventId, id: FileId) -> Result<Option<Vec<u8>>, StoreError> {
        let (small, key) = self.read(|conn, _| small(conn, event, id).boxed()).await?;
        match (small, key) {
            (Some(sealed), Some(key)) => {
                let slot = Slot::new(THUMBNAIL, id.0);
                Ok(Some(self.keys()?.open(slot, &key, &sealed)?))
            }
            (small, _) => Ok(small),
        }
    }

    /// The plain bytes of a file.
    pub(crate) async fn object_of(&self, row: &FileRow) -> Result<Vec<u8>, StoreError> {
        let kept = self.objects()?.get(&row.object).await?;
        if Sha256::digest(&kept).as_slice() != row.sha256 {
            return Err(corrupt("file", "the object is not the one that was written"));
        }
        match &row.key_id {
            Some(key) => self.keys()?.open(Slot::new(OBJECT, row.id), key, &kept),
            None => Ok(kept),
        }
    }
}

async fn ticket_of_registration(
    conn: &mut Conn,
    act: &Act,
    sealer: Option<&Sealer>,
    event: EventId,
    id: FileId,
) -> Result<FileTicket, StoreError> {
    let file = look(conn, act, event, id).await?;
    ticket_for(conn, sealer, file, act.now).await
}

/// A ticket for a file of this owner, who has been found to be asking.
pub(super) async fn ticket_of(
    conn: &mut Conn,
    sealer: Option<&Sealer>,
    event: EventId,
    (owner, id): (FileOwner, FileId),
    now: Timestamp,
) -> Result<FileTicket, StoreError> {
    let file = file_get(conn, event, id).await?.kept()?;
    if file.owner == owner { ticket_for(conn, sealer, file, now).await } else { Err(StoreError::NotFound) }
}

/// A ticket for whoever has been found to be allowed to see the file.
async fn ticket_for(
    conn: &mut Conn,
    sealer: Option<&Sealer>,
    file: KeptFile,
    now: Timestamp,
) -> Result<FileTicket, StoreError> {
    let secret = signing_secret(conn).await?;
    Ok(FileTicket { ticket: sign(&secret, sealer, file.id, now), name: file.name })
}

async fn of_ticket(
    conn: &mut Conn,
    sealer: Option<&Sealer>,
    ticket: &str,
    now: Timestamp,
) -> Result<FileRow, StoreError> {
    let secret = signing_secret(conn).await?;
    let id = check(&secret, sealer, ticket, now).ok_or(StoreError::NotFound)?;
    Ok(file_find(conn, id).await?)
}

type Small = (Option<Vec<u8>>, Option<String>);

async fn small(conn: &mut Conn, event: EventId, id: FileId) -> Result<Small, StoreError> {
    let query = file::table.find((event.0, id.0)).select((file::thumbnail, file::key_id));
    Ok(query.first(conn).await?)
}

async fn look(conn: &mut Conn, act: &Act, event: EventId, id: FileId) -> Result<KeptFile, StoreError> {
    let file = file_get(conn, event, id).await?.kept()?;
    let FileOwner::Registration(owner) = file.owner else { return Err(StoreError::NotFound) };
    if act.actor == Actor::Delegate(owner) {
        return Ok(file);
    }
    sees_desk(&act.actor, event)?;
    if file.class.is_protected() {
        note(conn, act, &file, owner).await?;
    }
    Ok(file)
}

async fn note(conn: &mut Conn, act: &Act, file: &KeptFile, owner: RegistrationId) -> Result<(), StoreError> {
    let query = registration::table.find((file.event.0, owner.0)).select(registration::reference);
    let reference: String = query.first(conn).await?;
    let detail = json!({ "reference": reference, "purpose": file.purpose.as_str() });
    audit_insert(conn, act, Entry::new(file.event, "see_file", "registration", owner).detail(detail)).await?;
    Ok(())
}
