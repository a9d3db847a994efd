//! What has expired is deleted: drafts that nobody sent, sign-ins that are over, counts of failures, invitations,
//! answers whose time is over, what is sealed of changes that were decided.
//! The worker does it now and then; nothing depends on it but the promise not to keep data longer than needed.

use crate::act::Act;
use crate::columns::At;
use crate::commands::keep_file::object_name;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::objects::Found;
use crate::schema::{invitation, sign_in, throttle};
use crate::store::Store;
use crate::tables::changes::change_requests_unseal;
use crate::tables::drafts::drafts_sweep;
use crate::tables::files::objects_without_row;
use crate::tables::forgetting::answers_forget;
use crate::tables::my_agenda::my_agendas_sweep;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};

/// Younger objects may belong to a row that is just being written, and make a copy of yesterday whole.
const ORPHAN_AGE: SignedDuration = SignedDuration::from_hours(24);
/// Names that are looked up at once.
const NAMES: usize = 500;

impl Store {
    /// Deletes what has expired; how many rows.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, StoreError> {
        self.tx(|conn, _| sweep(conn, now).boxed()).await
    }
}

impl Store {
    /// Deletes objects that no file has; how many. Without a place for files there are none.
    pub async fn sweep_objects(&self, now: Timestamp) -> Result<usize, StoreError> {
        if !self.may_have_files() {
            return Ok(0);
        }
        let objects = self.objects()?;
        let old = |found: &Found| now.duration_since(found.written_at) > ORPHAN_AGE;
        let names: Vec<String> =
            objects.list().await?.into_iter().filter(old).map(|found| found.name).collect();
        let mut deleted = 0;
        for names in names.chunks(NAMES) {
            let useless = self
                .read(|conn, _| {
                    async move { Ok::<_, StoreError>(objects_without_row(conn, names).await?) }.boxed()
                })
                .await?;
            for name in useless {
                objects.delete(&name).await?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }

    /// Whether files can be kept: an object is written and taken away again.
    ///
    /// # Errors
    /// [`StoreError::Files`] says why not.
    pub async fn files_ready(&self, mut act: Act) -> Result<(), StoreError> {
        self.objects()?.probe(&object_name(act.ids.nonce())).await
    }
}

async fn sweep(conn: &mut Conn, now: Timestamp) -> Result<usize, StoreError> {
    let drafts = drafts_sweep(conn, now).await?;
    let sign_ins =
        diesel::delete(sign_in::table.filter(sign_in::expires_at.le(At(now)))).execute(conn).await?;
    let throttles = diesel::delete(throttle::table.filter(throttle::until.le(At(now)))).execute(conn).await?;
    let invitations = invitation::table.filter(invitation::expires_at.le(At(now)));
    let invitations = diesel::delete(invitations).execute(conn).await?;
    let answers = answers_forget(conn, now).await?;
    let changes = change_requests_unseal(conn).await?;
    let agendas = my_agendas_sweep(conn, now).await?;
    Ok(agendas + drafts + sign_ins + throttles + invitations + answers + changes)
}
