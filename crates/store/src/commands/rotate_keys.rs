//! Sealing anew, with the first key, what older keys have sealed: in small batches, while the program runs.
//!
//! Nothing is opened and written back under a lock: a row is changed only if it is still the one that was read, and
//! otherwise left for the next batch. An object that is sealed anew gets a new name, so that whoever reads the old row
//! finds the old object until the new row is there.

use crate::act::Act;
use crate::commands::keep_file::{OBJECT, THUMBNAIL, object_name};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{file, sealed_answer as answer};
use crate::seal::{Sealed, Slot};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::files::FileRow;
use crate::tables::sealed::slot_of;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Rows of one batch; a file has five megabytes at most.
const BATCH: i64 = 50;

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    /// In this batch.
    pub done: usize,
    /// Sealed with other keys still.
    pub left: i64,
}

/// Id, the three columns of whose it is, question, key and what is sealed.
type AnswerRow = (Uuid, Option<Uuid>, Option<Uuid>, Option<Uuid>, String, String, Vec<u8>);

impl Store {
    /// What is sealed with other keys than the first.
    pub async fn sealed_with_old_keys(&self) -> Result<i64, StoreError> {
        let first = self.keys()?.first();
        self.read(|conn, _| left(conn, first).boxed()).await
    }

    /// Seals one batch anew; call it until nothing is left. Only the program itself may.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when an old key is not configured any more.
    pub async fn reseal(&self, mut act: Act) -> Result<Resealed, StoreError> {
        if act.actor != plenary_domain::Actor::System {
            return Err(StoreError::NotFound);
        }
        let first = self.keys()?.first().to_owned();
        let (files, answers) = self.read(|conn, _| batch(conn, &first).boxed()).await?;
        let mut done = 0;
        for row in files {
            done += usize::from(self.reseal_file(&mut act, row).await?);
        }
        for row in answers {
            done += usize::from(self.reseal_answer(&mut act, row).await?);
        }
        if done > 0 {
            self.tx(|conn, _| note(conn, &act, &first, done).boxed()).await?;
        }
        Ok(Resealed { done, left: self.sealed_with_old_keys().await? })
    }

    async fn reseal_file(
        &self,
        act: &mut Act,
        (row, small): (FileRow, Option<Vec<u8>>),
    ) -> Result<bool, StoreError> {
        let (keys, objects) = (self.keys()?, self.objects()?);
        let slot = |column| Slot::new(column, row.id);
        let old_key = row.key_id.as_deref().unwrap_or_default();
        let sealed = keys.seal(slot(OBJECT), act.ids.nonce(), &self.object_of(&row).await?)?;
        let thumbnail = match small {
            Some(small) => {
                let plain = keys.open(slot(THUMBNAIL), old_key, &small)?;
                Some(keys.seal(slot(THUMBNAIL), act.ids.nonce(), &plain)?.bytes)
            }
            None => None,
        };
        let name = object_name(act.ids.nonce());
        let sha256 = Sha256::digest(&sealed.bytes).into();
        objects.put(&name, sealed.bytes).await?;
        let anew = Anew { object: &name, sha256, key: &sealed.key, thumbnail: thumbnail.as_deref() };
        let changed = self.tx(|conn, _| set_file(conn, &row, &anew).boxed()).await;
        objects.delete(if changed == Ok(1) { &row.object } else { &name }).await?;
        Ok(changed? == 1)
    }

    async fn reseal_answer(&self, act: &mut Act, row: AnswerRow) -> Result<bool, StoreError> {
        let (id, registration, draft, request, question, key, old) = row;
        let holder = registration.or(draft).or(request).unwrap_or_default();
        let (keys, slot) = (self.keys()?, slot_of(holder, &question));
        let sealed = keys.seal(slot, act.ids.nonce(), &keys.open(slot, &key, &old)?)?;
        let changed = self.tx(|conn, _| set_answer(conn, (id, &old), &sealed).boxed()).await?;
        Ok(changed == 1)
    }
}

struct Anew<'a> {
    object: &'a str,
    sha256: [u8; 32],
    key: &'a str,
    thumbnail: Option<&'a [u8]>,
}

async fn set_file(conn: &mut Conn, old: &FileRow, anew: &Anew<'_>) -> Result<usize, StoreError> {
    let still = file::table
        .filter(file::id.eq(old.id))
        .filter(file::object.eq(&old.object))
        .filter(file::deleted_at.is_null());
    let changed = diesel::update(still)
        .set((
            file::object.eq(anew.object),
            file::sha256.eq(anew.sha256.as_slice()),
            file::key_id.eq(anew.key),
            file::thumbnail.eq(anew.thumbnail),
        ))
        .execute(conn)
        .await?;
    Ok(changed)
}

async fn set_answer(conn: &mut Conn, (id, old): (Uuid, &[u8]), anew: &Sealed) -> Result<usize, StoreError> {
    let still = answer::table.filter(answer::id.eq(id)).filter(answer::sealed.eq(old));
    let set = (answer::key_id.eq(&anew.key), answer::sealed.eq(&anew.bytes));
    Ok(diesel::update(still).set(set).execute(conn).await?)
}

type Batch = (Vec<(FileRow, Option<Vec<u8>>)>, Vec<AnswerRow>);

async fn batch(conn: &mut Conn, first: &str) -> Result<Batch, StoreError> {
    let files = file::table
        .filter(file::key_id.is_not_null())
        .filter(file::key_id.ne(first))
        .filter(file::deleted_at.is_null())
        .order(file::id)
        .limit(BATCH)
        .select((FileRow::as_select(), file::thumbnail))
        .load(conn)
        .await?;
    let answers = answer::table
        .filter(answer::key_id.ne(first))
        .order(answer::id)
        .limit(BATCH)
        .select((
            answer::id,
            answer::registration_id,
            answer::draft_id,
            answer::change_request_id,
            answer::question,
            answer::key_id,
            answer::sealed,
        ))
        .load(conn)
        .await?;
    Ok((files, answers))
}

async fn left(conn: &mut Conn, first: &str) -> Result<i64, StoreError> {
    let files: i64 = file::table
        .filter(file::key_id.is_not_null())
        .filter(file::key_id.ne(first))
        .filter(file::deleted_at.is_null())
        .count()
        .get_result(conn)
        .await?;
    let answers: i64 = answer::table.filter(answer::key_id.ne(first)).count().get_result(conn).await?;
    Ok(files + answers)
}

async fn note(conn: &mut Conn, act: &Act, first: &str, done: usize) -> Result<(), StoreError> {
    let entry = Entry {
        event: None,
        action: "reseal",
        subject: ("keys", None),
        detail: json!({ "key": first, "rows": done }),
    };
    audit_insert(conn, act, entry).await?;
    Ok(())
}
