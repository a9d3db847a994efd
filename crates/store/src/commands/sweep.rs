//! What has expired is deleted: drafts that nobody sent, sign-ins that are over, counts of failures, invitations,
//! answers whose time is over.
//! The worker does it now and then; nothing depends on it but the promise not to keep data longer than needed.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{invitation, sign_in, throttle};
use crate::store::Store;
use crate::tables::drafts::drafts_sweep;
use crate::tables::forgetting::answers_forget;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;

impl Store {
    /// Deletes what has expired; how many rows.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, StoreError> {
        self.tx(|conn, _| sweep(conn, now).boxed()).await
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
    Ok(drafts + sign_ins + throttles + invitations + answers)
}
